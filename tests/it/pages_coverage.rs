//! What the coverage page works out, and what other pages say of hours: weeks on two clocks, gaps and who is called in them, double cover, holidays, surges.

use bailiwick::load;
use bailiwick::model::portal::Edition;
use bailiwick::pipeline;
use serde_json::{Value, json};

use crate::world::{build, opened, today, written};

const CLIENT: &str = "=== clients/acme/client.yaml\ntitle: Acme\nshort: Acme\nzone: America/New_York\n";

/// Returns a page's view.
fn view(text: &str, path: &str) -> Value {
    let opened = opened(written(&format!("{CLIENT}{text}")));
    let loaded = load::load(&opened.workspace, "acme", Edition::Client, opened.inputs(today()), None);
    assert_eq!(loaded.findings, vec![]);
    let portal = loaded.portal.unwrap();
    let (attachments, _) = pipeline::attachments(&portal, &opened, &|_| unreachable!("nothing is attached"));
    let shown = pipeline::show(&opened, &portal, &attachments).unwrap();
    let page = shown.pages().into_iter().find(|page| page.path.as_str() == path).unwrap();
    serde_json::to_value(&shown.view(&page).view).unwrap()
}

fn page(text: &str, path: &str) -> String {
    let portals = build(written(&format!("{CLIENT}{text}")), Edition::Client);
    let (_, bytes) = portals["acme"].iter().find(|(found, _)| found.as_str() == path).unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Returns the only coverage of a text, as its page shows it.
fn coverage(text: &str) -> Value {
    view(text, "coverage.html")["coverages"][0].clone()
}

/// Writes the lines of a week: `Mon–Fri: 29.17%+50% 16 provider`.
fn lines(coverage: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let bar = |bar: &Value| format!("{}+{} {} {}", text(&bar["x"]), text(&bar["width"]), bar["height"], text(&bar["side"]));
    let row =
        |row: &Value| format!("{}: {}", text(&row["days"]), row["bars"].as_array().unwrap().iter().map(bar).collect::<Vec<_>>().join(", "));
    coverage["week"]["rows"].as_array().unwrap().iter().map(row).collect()
}

fn written_in(zone: &str, windows: &str) -> String {
    format!("=== clients/acme/coverage.yaml\n- id: desk\n  title: Desk\n  zone: {zone}\n  windows:\n{windows}")
}

#[test]
fn a_week_stands_on_the_clients_clock_whatever_zone_it_is_written_in() {
    let coverage = coverage(&written_in("Asia/Kathmandu", "    - { days: mon-fri, from: \"09:00\", to: \"17:00\", kind: staffed }\n"));
    // 09:00 in Kathmandu is 22:15 of the day before in New York.
    assert_eq!(lines(&coverage), ["Mon–Thu: 0%+26.04% 16 -, 92.71%+7.29% 16 -", "Fri: 0%+26.04% 16 -", "Sat: ", "Sun: 92.71%+7.29% 16 -"]);
    assert_eq!(coverage["week"]["above"]["marks"], json!(["00", "06", "12", "18", "24"]));
    assert_eq!(coverage["week"]["below"][0]["name"], "Kathmandu");
    assert_eq!(coverage["week"]["below"][0]["marks"], json!(["10:45", "16:45", "22:45", "04:45", "10:45"]));
    assert_eq!(coverage["week"]["label"], "Desk: at work Mon–Thu, Sun 22:15–06:15; nobody all other hours, Eastern");
    assert_eq!(coverage["sums"], json!(["At work 40 hours", "Nobody 128 hours"]));
    assert_eq!(coverage["windows"][0]["text"], "Mon–Fri 09:00–17:00, Kathmandu time");
}

#[test]
fn a_night_runs_on_into_the_next_day_and_over_the_end_of_the_week() {
    let coverage = coverage(&written_in("America/New_York", "    - { days: mon-sun, from: \"22:00\", to: \"06:30\", kind: on-call }\n"));
    assert_eq!(lines(&coverage), ["Daily: 0%+27.08% 8 -, 91.67%+8.33% 8 -"]);
    assert_eq!((&coverage["unanswered"], &coverage["week"]["below"]), (&json!("Mon–Sun 06:30–22:00"), &json!([])));
    assert_eq!(coverage["sums"], json!(["On call 59 hours 30 minutes", "Nobody 108 hours 30 minutes"]));
}

const TEAMS: &str = "\
=== clients/acme/teams.yaml
- { id: ours, title: Ours, side: client }
- { id: theirs, title: Theirs, side: provider }
";

#[test]
fn two_who_are_named_for_the_same_hours_are_told_and_so_is_who_never_counts() {
    let windows = concat!(
        "    - { days: mon-fri, from: \"07:00\", to: \"19:00\", kind: staffed, by: ours }\n",
        "    - { days: mon-sun, from: \"00:00\", to: \"24:00\", kind: staffed, by: theirs }\n",
        "    - { days: sat, from: \"08:00\", to: \"12:00\", kind: on-call, by: ours }\n",
    );
    let coverage = coverage(&format!("{TEAMS}{}", written_in("America/New_York", windows)));
    let doubles = coverage["doubles"].as_array().unwrap();
    let told = |double: &Value| format!("{} {} {}", double["first"]["name"], double["other"]["name"], double["when"]).replace('"', "");
    assert_eq!(doubles.iter().map(told).collect::<Vec<_>>(), ["Ours Theirs Mon–Fri 07:00–19:00"]);
    let never = |window: usize| coverage["windows"][window]["never_counts"].clone();
    assert_eq!((never(0), never(1), never(2)), (json!(false), json!(false), json!(true)));
    assert_eq!(coverage["windows"][1]["text"], "at all other hours");
    assert_eq!(lines(&coverage)[0], "Mon–Fri: 0%+29.17% 16 provider, 29.17%+50% 16 client, 79.17%+20.83% 16 provider");
}

const GAP: &str = "\
=== clients/acme/channels.yaml
- { id: line, title: Line, medium: phone, address: \"+1 614 555 0100\", coverage: always }
- { id: mail, title: Mail, medium: email, address: desk@acme.example, coverage: day, fallback: line }
=== clients/acme/services.yaml
- { id: erp, title: ERP, coverage: day, criticality: low, request: mail, targets: { P1: { respond: 1h, coverage: always }, P2: { respond: 4h } } }
- { id: web, title: Web, coverage: day, criticality: critical }
- { id: gone, title: Gone, coverage: day, lifecycle: retiring }
- { id: wan, title: WAN, coverage: watched }
- { id: pager, title: Pager, coverage: always }
=== clients/acme/coverage.yaml
- { id: day, title: Day, zone: America/New_York, windows: [{ days: mon-fri, from: \"08:00\", to: \"17:00\", kind: staffed }] }
- { id: always, title: Always, zone: America/New_York, windows: [{ days: mon-sun, from: \"00:00\", to: \"24:00\", kind: on-call }] }
- id: watched
  title: Watched
  zone: America/New_York
  windows:
    - { days: mon-fri, from: \"08:00\", to: \"17:00\", kind: staffed }
    - { days: mon-sun, from: \"00:00\", to: \"24:00\", kind: monitored }
";

#[test]
fn hours_in_which_nobody_answers_are_told_with_whom_to_call_then() {
    let view = view(GAP, "coverage.html");
    let gaps = view["gaps"].as_array().unwrap();
    let names = |links: &Value| {
        links.as_array().unwrap().iter().map(|link| link["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(",")
    };
    assert_eq!(
        gaps.iter().map(|gap| names(&gap["services"])).collect::<Vec<_>>(),
        ["Web,ERP", "WAN"],
        "the most critical first, and only what is in use"
    );
    assert_eq!((&gaps[0]["amount"], &gaps[0]["watched"]), (&json!("123 hours"), &Value::Null));
    assert_eq!(gaps[0]["when"], "Mon–Thu 17:00–08:00, Fri 17:00–Mon 08:00");
    assert_eq!((&gaps[0]["then"][0]["link"]["title"], &gaps[0]["then"][0]["reach"]["href"]), (&json!("Line"), &json!("tel:+16145550100")));
    assert_eq!((&gaps[0]["priorities"][0]["priority"], names(&gaps[0]["priorities"][0]["services"])), (&json!("P1"), "ERP".to_owned()));
    assert_eq!((&gaps[1]["watched"], &gaps[1]["then"]), (&json!("all of it"), &json!([])));
    assert!(page(GAP, "coverage.html").contains("Nobody has said whom to call then"));
    let row =
        |row: usize| ["staffed", "on_call", "watched", "nobody"].map(|way| view["glance"][row][way].as_str().unwrap_or("-").to_owned());
    assert_eq!(row(0), ["Mon–Fri 08:00–17:00", "-", "-", "All other hours"]);
    assert_eq!(row(1), ["-", "At every hour", "-", "-"]);
    assert_eq!(row(2), ["Mon–Fri 08:00–17:00", "-", "All other hours", "-"]);
}

const CLOSED: &str = "\
=== clients/acme/holidays.yaml
- { id: closed, title: Closed days, days: [{ date: 2026-12-24, title: Eve, from: \"12:00\" }, { date: 2026-12-25, title: Christmas }, { date: 2026-12-26, title: Saturday }] }
=== clients/acme/teams.yaml
- { id: always, title: Always, side: provider, coverage: always }
- { id: most, title: Most, side: provider, coverage: most }
=== clients/acme/coverage.yaml
- { id: day, title: Day, zone: America/New_York, holidays: closed, windows: [{ days: mon-fri, from: \"08:00\", to: \"17:00\", kind: staffed }] }
- id: on-call
  title: On call
  zone: America/New_York
  holidays: closed
  windows:
    - { days: mon-fri, from: \"08:00\", to: \"17:00\", kind: staffed }
    - { days: [mon-sun, holidays], from: \"06:00\", to: \"22:00\", kind: on-call }
- { id: always, title: Always, zone: America/New_York, holidays: closed, windows: [{ days: [mon-sun, holidays], from: \"00:00\", to: \"24:00\", kind: staffed }] }
- { id: most, title: Most, zone: America/New_York, holidays: closed, windows: [{ days: mon-sun, from: \"00:00\", to: \"24:00\", kind: staffed }] }
";

#[test]
fn a_holiday_says_who_is_closed_and_who_is_there_all_the_same() {
    let view = view(CLOSED, "coverage.html");
    let days = &view["holidays"][0]["days"];
    let told = |day: usize| {
        let text = |value: &Value| value.as_str().unwrap_or("as usual").to_owned();
        let closed: Vec<String> = days[day]["closed"].as_array().unwrap().iter().map(text).collect();
        let open = days[day]["open"].as_array().unwrap().iter();
        let open: Vec<String> = open.map(|open| format!("{} {}", text(&open["title"]), text(&open["differs"]))).collect();
        (closed.join(", "), open.join(", "))
    };
    let expected = |closed: &str, open: &str| (closed.to_owned(), open.to_owned());
    assert_eq!(told(0), expected("Day, Most", "On call on call 12:00–22:00, Always as usual"));
    assert_eq!(told(1), expected("Day, Most", "On call on call 06:00–22:00, Always as usual"));
    // On a Saturday whoever works on weekdays is not closed by it.
    assert_eq!(told(2), expected("Most", "On call as usual, Always as usual"));
}

#[test]
fn what_is_closed_on_holidays_is_not_always_there() {
    let hours = |team: &str| view(CLOSED, &format!("teams/{team}.html"))["hours"].clone();
    assert_eq!(
        (&hours("always")["text"], &hours("always")["always"], &hours("always")["live"]),
        (&json!("24×7"), &json!(true), &Value::Null)
    );
    assert_eq!((&hours("most")["text"], &hours("most")["always"]), (&json!("24×7, except holidays"), &json!(false)));
    assert_eq!(hours("most")["live"]["closed"], "261224 1200;261225;261226");
    let page = page(CLOSED, "teams/most.html");
    assert!(page.contains("data-hours=\"America/New_York;1234567 0000 2400 s\" data-closed=\"261224 1200;261225;261226\""), "{page}");
    assert!(!page.contains("Always reachable") && page.contains("data-open"), "{page}");
}

#[test]
fn on_the_days_of_a_surge_other_hours_stand_for_its_services() {
    let text = format!(
        "{GAP}=== clients/acme/surges.yaml\n- {{ id: peak, title: Peak, kind: season, from: 2026-12-01, until: 2026-12-31, repeats: year, services: [erp], coverage: always }}\n"
    );
    let page_view = view(&text, "coverage.html");
    let instead = &page_view["coverages"][0]["instead"];
    assert_eq!((&instead[0]["surge"]["title"], &instead[0]["coverage"]["title"]), (&json!("Peak"), &json!("Always")));
    assert_eq!((&instead[0]["services"][0]["title"], &instead[0]["digits"]), (&json!("ERP"), &json!("261201 261231")));
    assert_eq!(page_view["surges"][0]["coverage"]["windows"][0]["text"], "at every hour");
    let surges = |service: &str| view(&text, &format!("services/{service}.html"))["hours"]["live"]["surges"].clone();
    let always = "America/New_York;1234567 0000 2400 o|";
    assert_eq!(surges("erp"), format!("261201 261231|{always}~271201 271231|{always}"));
    assert_eq!(surges("web"), Value::Null);
}
