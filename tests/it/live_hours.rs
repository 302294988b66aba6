//! What the browser must say of hours: `tests/browser/hours.json`, which tests/browser/hours.test.js holds the script against.
//!
//! With `BAILIWICK_UPDATE=1` in the environment the file is written anew, to be read before it is committed.

use bailiwick::load;
use bailiwick::model::coverage::Presence;
use bailiwick::model::portal::{Edition, Portal};
use bailiwick::pipeline;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::world::{opened, today, written};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/hours.json");

const HOURS: &str = r#"
=== clients/acme/holidays.yaml
- id: closed
  title: Closed days
  days:
    - { date: 2026-10-04, title: Closed }
    - { date: 2026-11-01, title: Morning, from: "01:30" }
    - { date: 2026-11-26, title: Thanksgiving }
    - { date: 2026-12-24, title: Christmas Eve, from: "12:00" }
    - { date: 2026-12-25, title: Christmas }
    - { date: 2027-03-14, title: Within the change, from: "02:30" }
=== clients/acme/services.yaml
- { id: desk, title: Desk, coverage: desk }
=== clients/acme/surges.yaml
- { id: year-end, title: Year end, kind: season, from: 2026-12-20, until: 2026-12-24, services: desk, coverage: long, repeats: year }
- { id: autumn, title: Autumn, kind: project, from: 2026-10-31, until: 2026-11-01, services: desk, coverage: night }
=== clients/acme/coverage.yaml
- id: desk
  title: Desk
  zone: America/New_York
  holidays: closed
  windows:
    - { days: mon-fri, from: "07:00", to: "19:00", kind: staffed }
    - { days: mon-fri, from: "17:00", to: "20:00", zone: America/Denver, kind: staffed }
    - { days: [mon-sun, holidays], from: "06:00", to: "22:00", kind: on-call }
- id: long
  title: Long
  zone: America/New_York
  holidays: closed
  windows: [{ days: [mon-sun, holidays], from: "05:30", to: "23:45", kind: staffed }]
- id: night
  title: Night
  zone: America/New_York
  holidays: closed
  windows:
    - { days: [mon-fri, sun], from: "22:00", to: "06:00", kind: on-call }
    - { days: [holidays], from: "10:00", to: "10:00", kind: monitored }
    - { days: [sat], from: "22:30", to: "02:15", kind: staffed }
- id: within-the-change
  title: Within the change
  zone: America/New_York
  windows:
    - { days: sun, from: "02:15", to: "02:45", kind: staffed }
    - { days: sun, from: "01:15", to: "01:45", kind: on-call }
    - { days: sun, from: "02:30", to: "03:10", kind: monitored }
    - { days: sun, from: "00:30", to: "01:30", kind: staffed }
- id: berlin
  title: Berlin
  zone: Europe/Berlin
  holidays: closed
  windows:
    - { days: mon-sun, from: "02:00", to: "03:00", kind: staffed }
    - { days: mon-sun, from: "02:30", to: "02:30", kind: on-call }
- id: london-and-new-york
  title: London and New York
  zone: Europe/London
  holidays: closed
  windows:
    - { days: [mon-fri], from: "08:00", to: "13:00", kind: staffed }
    - { days: [mon-fri, holidays], from: "08:00", to: "18:00", zone: America/New_York, kind: staffed }
- { id: lord-howe, title: Lord Howe, zone: Australia/Lord_Howe, holidays: closed, windows: [{ days: mon-sun, from: "01:45", to: "02:15", kind: staffed }, { days: sat-sun, from: "02:15", to: "01:50", kind: on-call }] }
- { id: chatham, title: Chatham, zone: Pacific/Chatham, windows: [{ days: sun, from: "02:50", to: "03:30", kind: staffed }, { days: sat, from: "00:00", to: "24:00", kind: monitored }] }
- { id: cairo, title: Cairo, zone: Africa/Cairo, holidays: closed, windows: [{ days: thu, from: "20:00", to: "24:00", kind: on-call }, { days: fri, from: "00:00", to: "01:30", kind: staffed }] }
- { id: kathmandu, title: Kathmandu, zone: Asia/Kathmandu, holidays: closed, windows: [{ days: sun-fri, from: "09:45", to: "17:20", kind: staffed }] }
- { id: sydney-for-new-york, title: Sydney for New York, zone: America/New_York, holidays: closed, windows: [{ days: tue-sat, from: "07:00", to: "15:00", zone: Australia/Sydney, kind: on-call }] }
- { id: troll, title: Troll, zone: Antarctica/Troll, windows: [{ days: mon-sun, from: "02:30", to: "04:00", kind: staffed }] }
- { id: phoenix, title: Phoenix, zone: America/Phoenix, windows: [{ days: mon-sun, from: "00:00", to: "24:00", kind: monitored }, { days: mon-fri, from: "08:00", to: "17:00", kind: staffed }] }
- { id: santiago, title: Santiago, zone: America/Santiago, windows: [{ days: sat, from: "22:00", to: "00:30", kind: staffed }, { days: sun, from: "00:30", to: "08:00", kind: on-call }] }
"#;

/// Moments at which clocks are changed.
const CHANGES: [&str; 10] = [
    "2026-11-01T06:00:00Z",
    "2027-03-14T07:00:00Z",
    "2026-10-25T01:00:00Z",
    "2027-03-28T01:00:00Z",
    "2026-10-03T15:30:00Z",
    "2027-04-03T15:00:00Z",
    "2027-04-29T22:00:00Z",
    "2026-10-29T21:00:00Z",
    "2026-09-26T14:00:00Z",
    "2026-09-06T04:00:00Z",
];

const OTHERS: [&str; 6] = [
    "2026-11-24T14:12:00Z",
    "2026-11-26T05:00:00Z",
    "2026-12-19T12:00:00Z",
    "2026-12-24T16:59:00Z",
    "2026-12-24T17:00:00Z",
    "2026-12-31T23:30:00Z",
];

/// How long the browser looks ahead.
const AHEAD: SignedDuration = SignedDuration::from_hours(8 * 24);

/// Returns who is there from a moment on: `s 120o 600`, each change with its minutes from the moment.
fn told(portal: &Portal, at: &dyn Fn(Timestamp) -> Option<Presence>, moment: Timestamp) -> String {
    let end = moment + AHEAD;
    let days = ["2026-10-31", "2026-11-02", "2026-12-20", "2026-12-25", "2027-12-20"].map(|day| format!("{day}T00:00"));
    let mut edges: Vec<Timestamp> = vec![moment];
    for coverage in portal.coverage.iter() {
        edges.extend(portal.schedule(&coverage.own).between(moment, end).iter().map(|span| span.from));
        edges.extend(days.iter().map(|day| coverage.own.zone.rules().to_timestamp(day.parse().unwrap()).unwrap()));
    }
    edges.retain(|edge| *edge >= moment && *edge < end);
    edges.sort_unstable();
    edges.dedup();
    let mut said: Vec<(i64, Option<Presence>)> = Vec::new();
    for edge in edges {
        let kind = at(edge);
        if said.last().is_none_or(|(_, known)| *known != kind) {
            said.push((edge.duration_since(moment).as_mins(), kind));
        }
    }
    let letter = |kind: Option<Presence>| match kind {
        Some(Presence::Staffed) => "s",
        Some(Presence::OnCall) => "o",
        Some(Presence::Monitored) => "m",
        None => "-",
    };
    said.into_iter().map(|(minutes, kind)| format!("{minutes}{}", letter(kind))).collect::<Vec<_>>().join(" ")
}

fn case(title: &str, live: &Value, moments: &[Timestamp], told: &dyn Fn(Timestamp) -> String) -> Value {
    let told: serde_json::Map<String, Value> = moments.iter().map(|moment| (moment.to_string(), json!(told(*moment)))).collect();
    json!({ "title": title, "hours": live["week"], "closed": live["closed"], "surges": live["surges"], "told": told })
}

#[test]
fn the_browser_is_told_what_the_schedule_says() {
    let opened = opened(written(HOURS.trim_start()));
    let loaded = load::load(&opened.workspace, "acme", Edition::Client, opened.inputs(today()), None);
    assert_eq!(loaded.findings, vec![]);
    let portal = loaded.portal.unwrap();
    let (attachments, _) = pipeline::attachments(&portal, &opened, &|_| unreachable!("nothing is attached"));
    let shown = pipeline::show(&opened, &portal, &attachments).unwrap();
    let view = |path: &str| {
        let page = shown.pages().into_iter().find(|page| page.path.as_str() == path).unwrap();
        serde_json::to_value(&shown.view(&page).view).unwrap()
    };

    let mut moments: Vec<Timestamp> = OTHERS.iter().map(|moment| moment.parse().unwrap()).collect();
    for change in CHANGES {
        let change: Timestamp = change.parse().unwrap();
        moments.extend([-2000, -61, -15, 0, 20, 61].map(|minutes| change + SignedDuration::from_mins(minutes)));
    }
    let page = view("coverage.html");
    let mut cases: Vec<Value> = portal
        .coverage
        .iter()
        .zip(page["coverages"].as_array().unwrap())
        .map(|(coverage, shown)| {
            let schedule = portal.schedule(&coverage.own);
            let at = |moment: Timestamp| schedule.at(moment).span.presence();
            case(&coverage.common.title, &shown["live"], &moments, &|moment| told(&portal, &at, moment))
        })
        .collect();
    let desk = portal.services.by_text("desk").unwrap();
    let at = |moment: Timestamp| {
        let (coverage, _) = portal.stands_at(desk, moment).unwrap();
        portal.schedule(&coverage.own).at(moment).span.presence()
    };
    let live = &view("services/desk.html")["hours"]["live"];
    assert_ne!(live["surges"], Value::Null);
    // The page is made on a day; a surge that is over then is left out.
    let ahead: Vec<Timestamp> = moments.iter().copied().filter(|moment| *moment > "2026-11-24T00:00:00Z".parse().unwrap()).collect();
    cases.push(case("Desk, with surges", live, &ahead, &|moment| told(&portal, &at, moment)));

    let made = serde_json::to_string_pretty(&cases).unwrap() + "\n";
    let stands = std::fs::read_to_string(FILE).unwrap_or_default();
    if std::env::var_os("BAILIWICK_UPDATE").is_some() {
        std::fs::write(FILE, &made).unwrap();
    }
    assert!(made == stands, "tests/browser/hours.json is not what the model says; BAILIWICK_UPDATE=1 writes it anew");
}
