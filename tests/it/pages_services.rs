//! What is computed on the pages of services and procedures: promises, restore tests, who answers, where steps go on.

use bailiwick::load;
use bailiwick::model::date::Date;
use bailiwick::model::portal::{Edition, Portal};
use bailiwick::pipeline;
use serde_json::Value;

use crate::world::{build, opened, today, written};

const SERVICES: &str = r#"
=== clients/acme/contacts.yaml
- { id: dana-kim, title: Dana Kim, side: client }
=== clients/acme/teams.yaml
- { id: noc, title: NOC, side: provider }
=== clients/acme/areas.yaml
- { id: last, title: Last, order: 20 }
- { id: first, title: First, order: 10 }
=== clients/acme/services.yaml
- { id: bare, title: Bare }
- id: late
  title: Late
  area: last
  provided_by: [noc, dana-kim]
  targets:
    P3: { respond: 4h }
    P2: { respond: 1h }
    P1: { resolve: 4h }
  continuity: { rto: 4h, last_test: 2026-05-31, result: fail, test_every: quarter }
- id: due
  title: Due
  area: first
  provided_by: noc
  best_effort: true
  depends_on: late
  continuity: { last_test: 2026-08-24, test_every: quarter }
- { id: untested, title: Untested, area: first, continuity: { test_every: month } }
=== clients/acme/responsibilities.yaml
- { id: watch, title: Watch, service: late, accountable: noc, responsible: noc }
- { id: decide, title: Decide, service: late, accountable: dana-kim, responsible: dana-kim }
- { id: mend, title: Mend, service: late, accountable: dana-kim, responsible: noc, procedures: round }
=== clients/acme/procedures.yaml
- id: round
  title: Round
  kind: change
  steps:
    - { id: ask, title: Ask, by: client }
    - { id: look, title: Look, by: noc, next: [mend, end] }
    - { id: talk, title: Talk, by: noc, visibility: internal }
    - { id: mend, title: Mend, by: [noc, dana-kim], next: ask }
    - { id: end, title: End }
- { id: empty, title: Empty }
"#;

fn portal(edition: Edition) -> Portal {
    let opened = opened(written(SERVICES.trim_start()));
    let loaded = load::load(&opened.workspace, "acme", edition, opened.inputs(today()), None);
    assert_eq!(loaded.findings, vec![]);
    loaded.portal.unwrap()
}

fn view(edition: Edition, path: &str) -> Value {
    let opened = opened(written(SERVICES.trim_start()));
    let portal = portal(edition);
    let (attachments, _) = pipeline::attachments(&portal, &opened, &|_| unreachable!("nothing is attached"));
    let shown = pipeline::show(&opened, &portal, &attachments).unwrap();
    let page = shown.pages().into_iter().find(|page| page.path.as_str() == path).unwrap();
    serde_json::to_value(&shown.view(&page).view).unwrap()
}

fn page(edition: Edition, path: &str) -> String {
    let portals = build(written(SERVICES.trim_start()), edition);
    let (_, bytes) = portals["acme"].iter().find(|(found, _)| found.as_str() == path).unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Returns one field of each item of a list.
fn each<'a>(list: &'a Value, field: &str) -> Vec<&'a Value> {
    list.as_array().unwrap().iter().map(|item| item.pointer(field).unwrap()).collect()
}

#[test]
fn a_restore_test_is_due_one_interval_after_the_last() {
    let portal = portal(Edition::Client);
    let next = |id: &str| portal.services.by_text(id).unwrap().own.continuity.as_ref().unwrap().next_test();
    assert_eq!(next("late"), Date::parse("2026-08-31"));
    assert_eq!(next("due"), Date::parse("2026-11-24"));
    assert_eq!(next("untested"), None);
}

#[test]
fn a_restore_test_is_overdue_from_the_day_after_it_was_due() {
    let portal = portal(Edition::Client);
    let overdue =
        |today: &str| portal.services.by_text("due").unwrap().own.continuity.as_ref().unwrap().is_test_overdue(Date::parse(today).unwrap());
    assert!(!overdue("2026-11-24"));
    assert!(overdue("2026-11-25"));
}

#[test]
fn only_a_page_that_says_overdue_tells_the_day_of_the_build() {
    let late = page(Edition::Client, "services/late.html");
    assert!(late.contains("Overdue") && late.contains("Built <time datetime=\"2026-11-24\">"));
    let due = page(Edition::Client, "services/due.html");
    assert!(!due.contains("Overdue") && !due.contains("Built"));
    assert!(page(Edition::Client, "services/untested.html").contains("Not tested yet"));
}

#[test]
fn services_stand_in_the_order_of_areas_and_those_without_one_last() {
    let view = view(Edition::Client, "services.html");
    assert_eq!(each(&view["groups"], "/title"), ["First", "Last", "Other services"]);
    assert_eq!(each(&view["groups"][0]["services"], "/link/title"), ["Due", "Untested"]);
    assert_eq!(each(&view["shares"], "/text"), ["1 service", "1 service"]);
    assert_eq!(each(&view["shares"], "/sourcing/word"), ["shared", "outsourced"]);
}

#[test]
fn the_most_urgent_response_stands_for_a_service() {
    let view = view(Edition::Client, "services.html");
    assert_eq!(view["groups"][1]["services"][0]["response"], "P2 1 hour");
    assert_eq!(view["groups"][0]["services"][0]["response"], "Best effort");
    assert_eq!(view["groups"][2]["services"][0]["response"], Value::Null);
}

#[test]
fn targets_stand_by_urgency_however_they_were_written() {
    let view = view(Edition::Client, "services/late.html");
    assert_eq!(each(&view["levels"]["targets"], "/priority"), ["P1", "P2", "P3"]);
}

#[test]
fn whoever_answers_for_most_of_a_service_comes_first() {
    let view = view(Edition::Client, "services/late.html");
    assert_eq!(each(&view["accountable"], "/who/name"), ["Dana Kim", "NOC"]);
    assert_eq!(each(&view["accountable"], "/tasks"), ["2 of 3 tasks", "1 of 3 tasks"]);
}

#[test]
fn what_needs_a_service_and_its_rows_are_not_told_twice() {
    let view = view(Edition::Client, "services/late.html");
    assert_eq!(each(&view["needed_by"], "/link/title"), ["Due"]);
    assert_eq!(view["referrers"], Value::Array(vec![]));
}

#[test]
fn what_nobody_agreed_on_is_said_in_words() {
    let bare = page(Edition::Client, "services/bare.html");
    for gap in ["Nobody yet", "Nobody has said yet how to ask for it", "Not agreed yet", "No task speaks of it yet"] {
        assert!(bare.contains(gap), "{gap}");
    }
    assert!(page(Edition::Client, "procedures/empty.html").contains("No steps are written down yet"));
}

#[test]
fn a_step_tells_where_it_goes_on_unless_that_is_the_next() {
    let view = view(Edition::Client, "procedures/round.html");
    let next: Vec<Vec<&Value>> = each(&view["steps"], "/next").into_iter().map(|next| each(next, "/number")).collect();
    // Without the internal step, the step after `look` is the next, but one of two.
    assert_eq!(next, [vec![], vec![&3.into(), &4.into()], vec![&1.into()], Vec::<&Value>::new()]);
}

#[test]
fn a_procedure_tells_which_sides_take_part() {
    let view = view(Edition::Client, "procedures/round.html");
    assert_eq!(view["sides"]["side"], "shared");
    assert_eq!(each(&view["shares"], "/text"), ["1 step", "1 step", "1 step", "1 step"]);
    assert_eq!(each(&view["shares"], "/sides").iter().filter(|sides| sides.is_null()).count(), 1);
    assert_eq!(each(&view["responsibilities"], "/link/title"), ["Mend"]);
}

#[test]
fn the_drawing_has_an_arrow_for_each_way_on() {
    let lanes = &view(Edition::Client, "procedures/round.html")["lanes"];
    // From ask to look, from look to mend and to end, from mend back to ask.
    assert_eq!(lanes["arrows"].as_array().unwrap().len(), 4);
    assert_eq!(each(&lanes["boxes"], "/side"), [&"client".into(), &"provider".into(), &"shared".into(), &Value::Null]);
    assert_eq!(lanes["description"], "4 steps. Acme: 1. Northwind: 2. Both: 3. Nobody yet: 4. The numbered list below says the same.");
}

#[test]
fn an_internal_step_is_marked_in_the_internal_edition_and_absent_from_the_client_one() {
    let internal = view(Edition::Internal, "procedures/round.html");
    assert_eq!(each(&internal["steps"], "/title"), ["Ask", "Look", "Talk", "Mend", "End"]);
    assert_eq!(internal["steps"][2]["internal"]["hidden"], true);
    assert_eq!(each(&internal["lanes"]["boxes"], "/internal"), [false, false, true, false, false]);
    assert!(!page(Edition::Client, "procedures/round.html").contains("Talk"));
}

/// Makes a procedure of many steps, all titled alike.
fn long(steps: usize, title: &str) -> String {
    let steps: String = (0..steps).map(|step| format!("    - {{ id: s{step}, title: \"{title}\", by: client }}\n")).collect();
    format!("=== clients/acme/procedures.yaml\n- id: long\n  title: Long\n  steps:\n{steps}")
}

#[test]
fn a_drawing_stays_within_its_width_however_long_the_procedure() {
    for (steps, title) in [(3, "Go"), (7, "Donaudampfschifffahrtsgesellschaft"), (25, "Tell everybody who must know about it, and wait")] {
        let opened = opened(written(&long(steps, title)));
        let portal = load::load(&opened.workspace, "acme", Edition::Client, opened.inputs(today()), None).portal.unwrap();
        let (attachments, _) = pipeline::attachments(&portal, &opened, &|_| unreachable!("nothing is attached"));
        let shown = pipeline::show(&opened, &portal, &attachments).unwrap();
        let page = shown.pages().into_iter().find(|page| page.path.as_str() == "procedures/long.html").unwrap();
        let lanes = &serde_json::to_value(&shown.view(&page).view).unwrap()["lanes"];
        let boxes = lanes["boxes"].as_array().unwrap();
        assert_eq!(boxes.len(), steps);
        for drawn in boxes {
            let edge = |at: &str, size: &str| drawn[at].as_i64().unwrap() + drawn[size].as_i64().unwrap();
            assert!(edge("x", "width") <= lanes["width"].as_i64().unwrap());
            assert!(edge("y", "height") <= lanes["height"].as_i64().unwrap());
            let lowest = each(&drawn["title"], "/y").into_iter().map(|y| y.as_i64().unwrap()).max().unwrap();
            assert!(lowest <= edge("y", "height"), "{drawn}");
        }
    }
}

#[test]
fn no_page_says_by_which_plan_a_service_was_bought() {
    let text = r"
=== clients/acme/client.yaml
title: Acme Manufacturing
plan: core
=== library/plans.yaml
- { id: core, title: Core for nine people, services: desk }
=== library/services.yaml
- { id: desk, title: Desk }
";
    for edition in [Edition::Client, Edition::Internal] {
        let portals = build(written(text.trim_start()), edition);
        let pages: Vec<String> = portals["acme"].iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
        assert!(pages.iter().any(|page| page.contains("Desk")));
        assert!(pages.iter().all(|page| !page.contains("Core for nine people")));
    }
}
