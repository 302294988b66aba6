//! The drawings: which tools talk to which, swim-lanes, sourcing. Nothing in them overlaps, and what they say is in words beside them too.

use bailiwick::files::SitePath;
use bailiwick::load;
use bailiwick::model::portal::Edition;
use bailiwick::pipeline;
use serde_json::Value;

use crate::pages_together::{page, portal, says, words};
use crate::world::{opened, today, written};

/// Returns the view of a page of the only client of a text.
fn view(text: &str, path: &str) -> Value {
    let opened = opened(written(text));
    let loaded = load::load(&opened.workspace, "acme", Edition::Client, opened.inputs(today()), None);
    assert_eq!(loaded.findings, vec![]);
    let portal = loaded.portal.unwrap();
    let (attachments, _) = pipeline::attachments(&portal, &opened, &|_| unreachable!("nothing is attached"));
    let shown = pipeline::show(&opened, &portal, &attachments).unwrap();
    let page = shown.pages().into_iter().find(|page| page.path.as_str() == path).unwrap();
    serde_json::to_value(&shown.view(&page).view).unwrap()
}

/// Returns a whole number of a value.
fn number(value: &Value, field: &str) -> i64 {
    value[field].as_i64().unwrap_or_else(|| panic!("no `{field}` in {value}"))
}

/// Asserts that boxes lie within a drawing and apart from each other.
fn lie_apart(drawing: &Value, boxes: &[Value]) {
    let edges = |one: &Value| {
        let (x, y) = (number(one, "x"), number(one, "y"));
        (x, y, x + number(one, "width"), y + number(one, "height"))
    };
    for (place, one) in boxes.iter().enumerate() {
        let (left, top, right, bottom) = edges(one);
        assert!(left >= 0 && top >= 0 && right <= number(drawing, "width") && bottom <= number(drawing, "height"), "{one}");
        for other in &boxes[place + 1..] {
            let (others_left, others_top, others_right, others_bottom) = edges(other);
            let apart = right <= others_left || others_right <= left || bottom <= others_top || others_bottom <= top;
            assert!(apart, "{one} lies on {other}");
        }
    }
}

const TOOLS: &str = "\
=== clients/acme/tools.yaml
- { id: hr, title: HR system, admin: client, data_owner: client }
- id: tickets
  title: Ticket system
  admin: provider
  data_owner: client
  integrations:
    - { id: people, with: hr, direction: manual }
    - { id: watch, with: watch, direction: two-way }
    - { id: stock, with: stock }
- { id: watch, title: Monitoring, licence_owner: provider }
- { id: stock, title: Stock list, integrations: [{ id: hr, with: hr, direction: one-way }] }
";

#[test]
fn a_tool_stands_in_the_middle_of_what_it_talks_to() {
    let map = &view(TOOLS, "collaboration.html")["map"];
    let boxes = map["boxes"].as_array().unwrap();
    lie_apart(map, boxes);
    let name =
        |tool: &Value| tool["name"].as_array().unwrap().iter().map(|line| line["text"].as_str().unwrap()).collect::<Vec<_>>().join(" ");
    let mut titles: Vec<String> = boxes.iter().map(name).collect();
    titles.sort();
    // The HR system talks to two tools, of which one is drawn already.
    assert_eq!(titles, ["HR system", "HR system", "Monitoring", "Stock list", "Stock list", "Ticket system"]);
    let sides: Vec<Option<&str>> = boxes.iter().map(|tool| tool["side"].as_str()).collect();
    assert!(sides.contains(&None) && sides.contains(&Some("client")) && sides.contains(&Some("provider")));
    let wires = map["wires"].as_array().unwrap();
    let wire = |number: &str| wires.iter().find(|wire| wire["number"]["text"] == number).unwrap();
    let heads = |number: &str| wire(number)["head"].as_str().unwrap().matches('M').count();
    assert_eq!([heads("1"), heads("2"), heads("3"), heads("4")], [1, 2, 0, 1]);
    assert_eq!([wire("1")["manual"].clone(), wire("2")["manual"].clone()], [Value::Bool(true), Value::Bool(false)]);
}

#[test]
fn what_the_map_shows_is_said_in_words() {
    let page = page(TOOLS, "collaboration.html");
    says(&page, &["4 connections, by the numbers of the list below", "Northwind; data: Acme", "Nobody runs it yet"]);
    says(&page, &["they go by hand", "where there is no arrow, nobody has said it"]);
    says(
        &page,
        &["1.", "Ticket system", "by hand to", "HR system", "2.", "to and from", "3.", "and", "Stock list", "4.", "to", "HR system"],
    );
}

#[test]
fn one_connection_needs_no_drawing() {
    let two = "=== clients/acme/tools.yaml\n- { id: a, title: A, integrations: [{ id: x, with: b }] }\n- { id: b, title: B }\n";
    assert_eq!(view(two, "collaboration.html")["map"], Value::Null);
    says(&page(two, "collaboration.html"), &["Which tools talk to which", "1.", "A", "and", "B"]);
}

#[test]
fn forty_tools_lie_apart_whatever_they_are_called() {
    let mut text = "=== clients/acme/tools.yaml\n".to_owned();
    for tool in 0..40 {
        let title = match tool % 4 {
            0 => "W".repeat(300),
            1 => "\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{1f9f0}".to_owned(),
            _ => format!("Tool {tool}"),
        };
        let admin = ["client", "provider", "[client, provider]", "[]"][tool % 4];
        let with = [(tool * 7 + 1) % 40, (tool + 1) % 40, 0];
        let wires: Vec<String> = with.iter().enumerate().map(|(place, with)| format!("{{ id: w{place}, with: t{with} }}")).collect();
        text += &format!("- {{ id: t{tool}, title: \"{title}\", admin: {admin}, integrations: [{}] }}\n", wires.join(", "));
    }
    let map = &view(&text, "collaboration.html")["map"];
    lie_apart(map, map["boxes"].as_array().unwrap());
    assert_eq!(map["wires"].as_array().unwrap().len(), 120);
    let wires = map["wires"].as_array().unwrap();
    let mut circles: Vec<(i64, i64)> = wires.iter().map(|wire| (number(wire, "x"), number(wire, "y"))).collect();
    circles.sort_unstable();
    assert!(circles.windows(2).all(|pair| pair[0].0 != pair[1].0 || pair[1].1 - pair[0].1 >= 22), "two numbers lie on each other");
}

#[test]
fn vendors_have_a_lane_of_their_own() {
    let text = "\
=== clients/acme/vendors.yaml
- { id: carrier, title: Carrier }
- { id: maker, title: Maker }
=== clients/acme/procedures.yaml
- id: cut
  title: Cut off
  steps: [{ id: a, title: Call, by: client }, { id: b, title: Mend, by: carrier }, { id: c, title: Look, by: [client, provider] }]
- id: both
  title: Both vendors
  steps: [{ id: a, title: Call, by: client }, { id: b, title: Mend, by: carrier }, { id: c, title: Look, by: maker }]
";
    let lanes = &view(text, "procedures/cut.html")["lanes"];
    let labels = |lanes: &Value| -> Vec<String> {
        lanes["lanes"].as_array().unwrap().iter().map(|lane| lane["label"][0]["text"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(labels(lanes), ["Acme", "Northwind", "Carrier"]);
    assert_eq!(labels(&view(text, "procedures/both.html")["lanes"]), ["Acme", "Vendors"]);
    assert_eq!(lanes["description"], "3 steps. Acme: 1. Carrier: 2. Both: 3. The numbered list below says the same.");
    let boxes = lanes["boxes"].as_array().unwrap();
    let vendor = &lanes["lanes"][2];
    assert!(number(&boxes[1], "y") > number(vendor, "y"), "a vendor's step stands in the vendors' lane");
    assert!(number(&boxes[2], "y") + number(&boxes[2], "height") < number(vendor, "y"), "what both do does not reach into it");
    lie_apart(lanes, boxes);
}

#[test]
fn a_step_says_whom_to_call() {
    let text = "\
=== clients/acme/contacts.yaml
- { id: dana, title: Dana Kim, phone: +1 312 555 0142 }
=== clients/acme/procedures.yaml
- { id: fire, title: Fire, steps: [{ id: a, title: Leave, by: dana, within: 5m }] }
- { id: none, title: None, steps: [{ id: a, title: Somebody should }] }
";
    says(&page(text, "procedures/fire.html"), &["1 step", "Leave", "within 5 minutes", "Dana Kim", "+1 312 555 0142"]);
    says(&page(text, "procedures/none.html"), &["Somebody should", "Nobody yet"]);
    let html = String::from_utf8(portal(text, Edition::Client).get(&SitePath::new("procedures/fire.html")).unwrap().to_vec()).unwrap();
    assert!(html.contains("<ol class=\"steps parts\">") && html.contains("href=\"tel:+13125550142\""));
}

/// Writes decisions with all factors scored alike but for the strategic importance.
fn decisions(all: &[(&str, u8, u8, &str)]) -> String {
    let decision = |(place, (title, importance, others, decided)): (usize, &(&str, u8, u8, &str))| {
        let other = format!("{{ score: {others} }}");
        format!(
            "- {{ id: d{place}, title: \"{title}\", factors: {{ strategic_importance: {{ score: {importance} }}, expertise: {other}, cost_effectiveness: {other}, scalability: {other} }}{decided} }}\n"
        )
    };
    format!("=== clients/acme/decisions.yaml\n{}", all.iter().enumerate().map(decision).collect::<String>())
}

#[test]
fn a_decision_stands_where_its_scores_put_it() {
    let all = [
        ("Kept", 5, 1, ", decided: in-house"),
        ("Half", 3, 3, ", decided: outsourced"),
        ("Sent", 2, 4, ""),
        ("Sent too", 2, 4, ", decided: shared"),
    ];
    let open = "- { id: open, title: Open, factors: { expertise: { score: 3 } } }\n";
    let text = decisions(&all) + open;
    let plot = &view(&text, "decisions.html")["plot"];
    let marks = plot["marks"].as_array().unwrap();
    let zones = plot["zones"].as_array().unwrap();
    let zone = |mark: &Value| {
        let middle = number(mark, "x") + 8;
        let within = |zone: &&Value| number(zone, "x") <= middle && middle <= number(zone, "x") + number(zone, "width");
        zones.iter().find(within).unwrap()["side"].clone()
    };
    assert_eq!(marks.iter().map(zone).collect::<Vec<_>>(), ["client", "shared", "provider", "provider"]);
    let sides: Vec<&Value> = marks.iter().map(|mark| &mark["side"]).collect();
    assert_eq!(sides, [&"client".into(), &"provider".into(), &Value::Null, &"shared".into()]);
    assert!(number(&marks[0], "y") < number(&marks[1], "y") && number(&marks[1], "y") < number(&marks[2], "y"));
    assert_ne!(marks[2], marks[3], "two of the same scores stand beside each other");
    assert_eq!(plot["unscored"], 1);
    assert_eq!(plot["unnamed"], 0);
    let html = page(&text, "decisions.html");
    says(&html, &["Kept", "pull 1"]);
    says(&html, &["4 decisions", "One decision is not drawn"]);
}

#[test]
fn labels_hit_nothing_or_are_left_out() {
    let wide = "W".repeat(300);
    let mut all = vec![(wide.as_str(), 5, 5, ""), ("\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{1f9f0}", 2, 2, "")];
    for place in 0..30 {
        all.push(("Something with a rather long name", 1 + place % 5, 1 + place % 3, ", decided: shared"));
    }
    let text = decisions(&all);
    let plot = &view(&text, "decisions.html")["plot"];
    let marks = plot["marks"].as_array().unwrap();
    let labels = plot["labels"].as_array().unwrap();
    let is_number = |label: &&Value| label["line"]["text"].as_str().unwrap().parse::<usize>().is_ok();
    let numbers = labels.iter().filter(is_number).count();
    assert_eq!(plot["unnamed"], marks.len() - (labels.len() - numbers));
    assert!(numbers > 0 && numbers < labels.len());
    assert!(!labels.iter().any(|label| label["line"]["text"] == wide), "what is wider than the plot is left to the table");
    let with_size = |mark: &Value| serde_json::json!({ "x": mark["x"], "y": mark["y"], "width": 16, "height": 16 });
    lie_apart(plot, &marks.iter().map(with_size).collect::<Vec<_>>());
    says(&page(&text, "decisions.html"), &["no room for a name", "which lists all", &wide]);
}

#[test]
fn two_decisions_need_no_plot() {
    let text = decisions(&[("One", 1, 1, ""), ("Two", 2, 2, "")]);
    assert_eq!(view(&text, "decisions.html")["plot"], Value::Null);
    assert!(words(&portal(&text, Edition::Client), "decisions.html").contains("Two"));
}
