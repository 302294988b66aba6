//! What somebody holds, how they are reached, and what only the internal edition shows of them.

use bailiwick::files::SitePath;
use bailiwick::load;
use bailiwick::model::held::acts_as;
use bailiwick::model::id::Actor;
use bailiwick::model::portal::{Edition, Portal};
use bailiwick::pipeline;
use serde_json::{Value, json};

use crate::world::{build, opened, today, written};

const PEOPLE: &str = r#"
=== clients/acme/contacts.yaml
- { id: dana-kim, title: Dana Kim, side: client, phone: +1 937 555 0142, mobile: +1 937 555 0143, backup: lee-ortiz }
- { id: lee-ortiz, title: Lee Ortiz, side: client }
- { id: sam-rivera, title: Sam Rivera, side: provider, phone: +1 614 555 0172 }
- { id: priya-nair, title: Priya Nair, side: provider, phone: +1 614 555 0173 }
=== clients/acme/teams.yaml
- { id: it-manager, title: IT manager, side: client, members: [dana-kim], coverage: office }
- { id: app-owners, title: Application owners, side: client, lead: dana-kim, members: [lee-ortiz] }
- { id: sponsor, title: Executive sponsor, side: client }
- { id: noc, title: NOC, side: provider, lead: sam-rivera, members: [sam-rivera, priya-nair], coverage: watch, channels: [line] }
=== clients/acme/channels.yaml
- { id: line, title: NOC line, medium: phone, address: +1 614 555 0170, monitored_by: noc }
=== clients/acme/coverage.yaml
- { id: office, title: Office, zone: America/New_York, windows: [{ days: mon-fri, from: "08:00", to: "17:00", kind: staffed }] }
- { id: watch, title: Watch, zone: America/New_York, windows: [{ days: mon-sun, from: "00:00", to: "24:00", kind: on-call }] }
- id: desk
  title: Desk
  zone: America/New_York
  windows:
    - { days: mon-fri, from: "08:00", to: "12:00", kind: staffed, by: it-manager }
    - { days: mon-fri, from: "12:00", to: "17:00", kind: staffed, by: it-manager }
    - { days: mon-sun, from: "00:00", to: "24:00", kind: on-call, by: noc }
=== clients/acme/services.yaml
- { id: erp, title: ERP, provided_by: [app-owners] }
=== clients/acme/responsibilities.yaml
- { id: approve, title: Approve, accountable: it-manager, responsible: [dana-kim], informed: [app-owners] }
- { id: patch, title: Patch, accountable: noc, responsible: [noc], consulted: [app-owners], next: 2026-12-01 }
- { id: test, title: Test, accountable: noc, responsible: [noc], consulted: [it-manager], next: 2026-11-30 }
- { id: report, title: Report, accountable: noc, responsible: [noc], informed: [sponsor], next: 2026-11-01 }
- id: answer
  title: Answer the desk
  accountable: sponsor
  coverage: desk
  parts:
    - { id: day, title: Day, split: time, by: it-manager }
    - { id: night, title: Night, split: time, by: noc }
    - { id: open, title: Open, split: step }
"#;

fn portal(edition: Edition) -> Portal {
    let opened = opened(written(PEOPLE.trim_start()));
    let loaded = load::load(&opened.workspace, "acme", edition, opened.inputs(today()), None);
    assert_eq!(loaded.findings, vec![]);
    loaded.portal.unwrap()
}

/// Tells what somebody holds: `row letters as teams`.
fn held(portal: &Portal, actor: &str) -> Vec<String> {
    let teams = portal.contacts.by_text(actor).into_iter().flat_map(|person| portal.teams.iter().filter(|team| team.own.has(&person.id)));
    let held = portal.held_by(&acts_as(&Actor::from(actor), teams), portal.responsibilities.iter());
    let letters = |held: &bailiwick::model::held::Held<'_>| {
        held.letters.iter().map(|letter| json!(letter).as_str().unwrap().to_owned()).collect::<String>()
    };
    let teams = |held: &bailiwick::model::held::Held<'_>| held.through.iter().map(|team| team.id.to_string()).collect::<Vec<_>>().join(",");
    held.iter().map(|held| format!("{} {} as {}", held.row.id, letters(held), teams(held))).collect()
}

fn view(edition: Edition, path: &str) -> Value {
    let opened = opened(written(PEOPLE.trim_start()));
    let portal = portal(edition);
    let (attachments, _) = pipeline::attachments(&portal, &opened, &|_| unreachable!("nothing is attached"));
    let shown = pipeline::show(&opened, &portal, &attachments).unwrap();
    let page = shown.pages().into_iter().find(|page| page.path.as_str() == path).unwrap();
    serde_json::to_value(&shown.view(&page).view).unwrap()
}

fn page(edition: Edition, path: &str) -> String {
    let portals = build(written(PEOPLE.trim_start()), edition);
    let (_, bytes) = portals["acme"].iter().find(|(found, _)| found.as_str() == path).unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_person_holds_what_their_teams_and_roles_do_and_each_row_once() {
    let portal = portal(Edition::Client);
    assert_eq!(
        held(&portal, "dana-kim"),
        ["approve RAI as it-manager,app-owners", "patch C as app-owners", "test C as it-manager", "answer R as it-manager"]
    );
    assert_eq!(held(&portal, "lee-ortiz"), ["approve I as app-owners", "patch C as app-owners"]);
}

#[test]
fn a_team_holds_only_what_names_it() {
    let portal = portal(Edition::Client);
    assert_eq!(held(&portal, "it-manager"), ["approve A as ", "test C as ", "answer R as "]);
    assert_eq!(held(&portal, "sponsor"), ["report I as ", "answer A as "]);
}

#[test]
fn an_unpublished_membership_counts_in_the_internal_edition_alone() {
    assert_eq!(held(&portal(Edition::Internal), "priya-nair").len(), 4);
    assert_eq!(held(&portal(Edition::Client), "priya-nair"), Vec::<String>::new());
    assert_eq!(held(&portal(Edition::Client), "sam-rivera").len(), 4, "the lead of a team is no secret");
}

#[test]
fn what_is_held_stands_by_weight_and_then_by_day() {
    let holds = &view(Edition::Client, "teams/noc.html")["holds"];
    assert_eq!(holds["sub"], "4 of 5 tasks: answers for 3, does 1 more.");
    let rows = |group: usize| {
        let rows = holds["groups"][group]["rows"].as_array().unwrap().iter();
        rows.map(|row| (row["link"]["title"].as_str().unwrap().to_owned(), row["next"]["overdue"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(rows(0), [("Report".to_owned(), json!(true)), ("Test".to_owned(), json!(false)), ("Patch".to_owned(), json!(false))]);
    assert_eq!(rows(1), [("Answer the desk".to_owned(), Value::Null)]);
    let services = &view(Edition::Client, "contacts/dana-kim.html")["holds"]["services"];
    assert_eq!(services[0]["link"]["title"], "ERP");
}

#[test]
fn parts_split_by_time_have_the_hours_that_are_theirs() {
    let view = view(Edition::Client, "responsibilities/answer.html");
    let hours = |part: usize| view["parts"][part]["hours"]["text"].clone();
    assert_eq!((hours(0), hours(1), hours(2)), (json!("Mon–Fri 08:00–17:00 Eastern"), json!("All other hours, on call"), Value::Null));
    assert_eq!(view["hours"], Value::Null, "the parts say it already");
    assert_eq!(view["split"]["detail"], "3 parts: 1 by Acme, 1 by Northwind, 1 by nobody yet");
}

#[test]
fn hours_at_every_hour_say_in_what_way() {
    let hours = &view(Edition::Client, "teams/noc.html")["hours"];
    assert_eq!((&hours["text"], &hours["always"], &hours["live"]), (&json!("24×7 on call"), &json!(true), &Value::Null));
    let hours = &view(Edition::Client, "teams/it-manager.html")["hours"];
    assert_eq!(hours["live"]["week"], "America/New_York;12345 0800 1700 s");
    assert_eq!(hours["bar"], json!({ "from": "33.33%", "width": "37.5%" }));
}

#[test]
fn a_role_that_nobody_fills_is_said_in_words() {
    assert!(page(Edition::Client, "teams/sponsor.html").contains("Nobody yet"));
    assert!(page(Edition::Client, "contacts.html").contains("Nobody yet"));
    assert!(page(Edition::Client, "responsibilities/answer.html").contains("nobody fills this role yet"));
    assert!(!page(Edition::Client, "teams/it-manager.html").contains("Nobody yet"));
}

#[test]
fn members_that_are_not_published_are_not_missed() {
    let client = page(Edition::Client, "teams/noc.html");
    assert!(client.contains("Northwind staffs this team") && client.contains("Sam Rivera") && !client.contains("Priya Nair"));
    let internal = page(Edition::Internal, "teams/noc.html");
    assert!(internal.contains("Priya Nair") && internal.contains("note--internal"));
}

#[test]
fn a_number_that_is_not_published_is_marked_and_kept_in() {
    let internal = view(Edition::Internal, "contacts/dana-kim.html");
    let numbers = internal["person"]["numbers"].as_array().unwrap();
    assert_eq!(numbers.iter().map(|number| number["internal"].clone()).collect::<Vec<_>>(), [false, true]);
    assert!(!page(Edition::Client, "contacts.html").contains("555 0143"));
}

#[test]
fn a_role_without_a_channel_is_reached_through_its_people() {
    let contacts = view(Edition::Client, "contacts.html");
    let titles = |list: &str| contacts[list].as_array().unwrap().iter().map(|desk| desk["team"]["name"].clone()).collect::<Vec<_>>();
    assert_eq!(titles("desks"), ["NOC"]);
    assert_eq!(titles("roles"), ["IT manager", "Application owners", "Executive sponsor"]);
    assert!(page(Edition::Client, "teams/it-manager.html").contains("href=\"tel:+19375550142\""));
    assert!(page(Edition::Client, "contacts.html").contains("id=\"channel-line\""));
}

#[test]
fn what_is_dialled_is_a_whole_number_or_nothing() {
    let cases = [
        ("+1 614 555 0100", Some("tel:+16145550100")),
        ("(614) 555-0100", Some("tel:6145550100")),
        ("+1 614 555 0100 ext. 12", Some("tel:+16145550100;ext=12")),
        ("+1 614 555 0100 x12", Some("tel:+16145550100;ext=12")),
        ("+1 614 555 0100 (mobile)", Some("tel:+16145550100")),
        ("1-800-FLOWERS", None),
        ("1-800-FLOWERS ext. nine", None),
        ("+1 614 555 0100 or 0101", None),
        ("ask at the desk", None),
    ];
    for (number, href) in cases {
        let text = format!("=== clients/acme/contacts.yaml\n- {{ id: dana-kim, title: Dana Kim, side: client, phone: \"{number}\" }}\n");
        let portals = build(written(&text), Edition::Client);
        let html = String::from_utf8(portals["acme"].get(&SitePath::new("contacts/dana-kim.html")).unwrap().to_vec()).unwrap();
        assert!(html.contains(number), "{number} is shown");
        match href {
            Some(href) => assert!(html.contains(&format!("href=\"{href}\"")), "{number} dials {href}"),
            None => assert!(!html.contains("href=\"tel:"), "{number} dials nothing"),
        }
    }
}
