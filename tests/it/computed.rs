//! What follows from what was written: dates, business days, terms of contracts, suggestions, halves of a control.

use bailiwick::load;
use bailiwick::model::date::Date;
use bailiwick::model::due::ContractState;
use bailiwick::model::duration::Duration;
use bailiwick::model::evidence::Freshness;
use bailiwick::model::framework::Halves;
use bailiwick::model::portal::{Edition, Portal};
use bailiwick::model::priority::Priority;
use bailiwick::model::responsibility::Sourcing;

use crate::world::{opened, today, written};

const DESK: &str = "\
=== clients/acme/coverage.yaml
- id: desk
  title: Desk
  zone: America/Chicago
  holidays: us
  windows:
    - { days: mon-fri, from: \"08:00\", to: \"17:00\", kind: staffed }
    - { days: [sat, holidays], from: \"08:00\", to: \"12:00\", kind: on-call }
- id: never
  title: Never staffed
  zone: America/Chicago
  windows: [{ days: mon-sun, from: \"00:00\", to: \"24:00\", kind: monitored }]
=== clients/acme/holidays.yaml
- id: us
  title: Holidays
  days:
    - { date: 2026-11-26, title: Thanksgiving Day }
    - { date: 2026-11-27, title: Day after Thanksgiving, from: \"12:00\" }
    - { date: 2026-11-30, title: Closed before it opens, from: \"08:00\" }
=== clients/acme/client.yaml
title: Acme
business_hours: desk
";

fn portal(text: &str) -> Portal {
    let opened = opened(written(text));
    assert_eq!(opened.findings, vec![]);
    let loaded = load::load(&opened.workspace, "acme", Edition::Internal, opened.inputs(today()));
    assert_eq!(loaded.findings, vec![]);
    loaded.portal.unwrap()
}

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn dates(dates: &[Date]) -> Vec<String> {
    dates.iter().map(Date::to_string).collect()
}

#[test]
fn business_days_pass_over_weekends_and_holidays() {
    let portal = portal(DESK);
    let after = |day: &str, amount: &str| portal.day_after(date(day), Duration::parse(amount).unwrap(), &[]).to_string();
    // Wednesday; Thursday is a holiday, Friday closes at noon, Monday closes before it opens.
    assert_eq!(after("2026-11-25", "1bd"), "2026-11-27");
    assert_eq!(after("2026-11-25", "2bd"), "2026-12-01");
    assert_eq!(after("2026-11-28", "1bd"), "2026-12-01");
    assert_eq!(after("2026-11-25", "3d"), "2026-11-28");
    assert_eq!(after("2026-11-25", "25h"), "2026-11-27");
    let before = |day: &str, amount: &str| portal.day_before(date(day), Duration::parse(amount).unwrap(), &[]).to_string();
    assert_eq!(before("2026-12-01", "1bd"), "2026-11-27");
    assert_eq!(before("2027-03-31", "1mo"), "2027-02-28");
    // A coverage that is nearer counts before the client's; one that is never staffed leaves Monday to Friday.
    let never = &portal.coverage.by_text("never").unwrap().id;
    let nearest = [None, Some(never)];
    assert_eq!(portal.day_after(date("2026-11-25"), Duration::parse("2bd").unwrap(), &nearest).to_string(), "2026-11-27");
    assert_eq!(portal.day_after(date("9999-12-30"), Duration::parse("9bd").unwrap(), &[]).to_string(), "9999-12-31");
}

fn vendor(contract: &str) -> Portal {
    portal(&format!(
        "{DESK}=== clients/acme/vendors.yaml\n- id: telco\n  title: Telco\n  contracts:\n    - {{ id: wan, title: WAN, {contract} }}\n"
    ))
}

fn state(contract: &str) -> String {
    let portal = vendor(contract);
    let contract = &portal.vendors.by_text("telco").unwrap().own.contracts[0];
    match portal.contract_state(contract) {
        ContractState::OpenEnded => "open-ended".to_owned(),
        ContractState::Ended(term) => format!("ended {}", term.end),
        ContractState::Decided(term) => format!("decided until {}", term.end),
        ContractState::DecideBy(term, day) => format!("until {}, decide by {day}", term.end),
        ContractState::NoticePassed(term, day) => format!("until {}, notice passed {day}", term.end),
        ContractState::Runs(term) => format!("until {}", term.end),
    }
}

#[test]
fn a_contract_says_by_when_to_decide() {
    assert_eq!(state("start: 2020-01-01"), "open-ended");
    assert_eq!(state("end: 2026-11-23, renewal: fixed"), "ended 2026-11-23");
    assert_eq!(state("end: 2026-11-24, renewal: manual"), "until 2026-11-24");
    assert_eq!(state("end: 2027-01-31, renewal: auto, renews_for: 12mo, notice: 60d"), "until 2027-01-31, decide by 2026-12-02");
    assert_eq!(state("end: 2027-01-31, renewal: auto, renews_for: 12mo, notice: 90d"), "until 2027-01-31, notice passed 2026-11-02");
    assert_eq!(state("end: 2027-01-31, renewal: manual, notice: 90d"), "until 2027-01-31");
    assert_eq!(state("end: 2026-12-01, renewal: auto, renews_for: 12mo, notice: 2bd"), "until 2026-12-01, decide by 2026-11-25");
}

#[test]
fn an_automatic_renewal_moves_the_end_on() {
    assert_eq!(state("end: 2024-02-29, renewal: auto, renews_for: 12mo, notice: 1mo"), "until 2027-02-28, decide by 2027-01-28");
    assert_eq!(
        state("end: 2025-12-31, renewal: auto, renews_for: 36mo, notice: 60d"),
        "until 2025-12-31".replace("2025", "2028") + ", decide by 2028-11-01"
    );
    assert_eq!(state("end: 2020-01-31, renewal: auto, renews_for: 1mo, notice: 10d"), "until 2026-11-30, notice passed 2026-11-20");
    assert_eq!(state("end: 1900-01-01, renewal: auto, renews_for: 1d, notice: 1m"), "until 2026-11-24, notice passed 2026-11-23");
    // Without a length it cannot move on.
    assert_eq!(state("end: 2025-12-31, renewal: auto"), "ended 2025-12-31");
}

#[test]
fn a_choice_of_the_last_term_decides_nothing() {
    let auto = "end: 2025-06-30, renewal: auto, renews_for: 12mo, notice: 30d";
    assert_eq!(state(&format!("{auto}, choice: {{ what: renew, date: 2026-05-01 }}")), "until 2027-06-30, decide by 2027-05-31");
    assert_eq!(state(&format!("{auto}, choice: {{ what: renew, date: 2026-07-01 }}")), "decided until 2027-06-30");
    assert_eq!(state(&format!("{auto}, choice: {{ what: undecided, date: 2026-07-01 }}")), "until 2027-06-30, decide by 2027-05-31");
    assert_eq!(state(&format!("{auto}, choice: {{ what: cancel }}")), "decided until 2027-06-30");
}

fn meeting(text: &str) -> Vec<String> {
    let portal = portal(&format!("=== clients/acme/meetings.yaml\n- id: review\n  title: Review\n{text}"));
    dates(&portal.meetings.by_text("review").unwrap().own.dates(today(), 4))
}

#[test]
fn a_meeting_comes_round() {
    assert_eq!(meeting("  every: month\n  next: 2026-08-31\n"), ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]);
    assert_eq!(
        meeting("  every: month\n  next: 2026-10-06\n  weekday: first tue\n"),
        ["2026-12-01", "2027-01-05", "2027-02-02", "2027-03-02"]
    );
    assert_eq!(
        meeting("  every: quarter\n  next: 2026-11-27\n  weekday: last fri\n"),
        ["2026-11-27", "2027-02-26", "2027-05-28", "2027-08-27"]
    );
    assert_eq!(meeting("  every: week\n  next: 2026-11-16\n"), ["2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21"]);
    assert_eq!(meeting("  every: 2w\n  next: 2026-11-24\n"), ["2026-11-24", "2026-12-08", "2026-12-22", "2027-01-05"]);
    assert_eq!(meeting("  every: day\n  next: 1990-01-01\n"), ["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"]);
    assert_eq!(meeting("  next: 2026-12-01\n"), ["2026-12-01"]);
    assert_eq!(meeting("  next: 2026-11-01\n"), [""; 0]);
    assert_eq!(meeting("  every: month\n"), [""; 0]);
}

#[test]
fn a_weekday_in_a_month_does_not_lose_the_month_it_begins_in() {
    // Counted from the 1st, the last Friday of that month is still to come.
    assert_eq!(meeting("  every: month\n  next: 2026-10-01\n  weekday: last mon\n")[0], "2026-11-30");
}

#[test]
fn surges_repeat() {
    let portal = portal(
        "=== clients/acme/surges.yaml\n- { id: season, title: Season, kind: season, from: 2023-11-16, until: 2023-12-31, repeats: year, notice: 30d }\n- { id: move, title: Move, kind: project, from: 2026-11-01, until: 2026-11-23 }\n",
    );
    let days = |id: &str| {
        let days = portal.surge_days(&portal.surges.by_text(id).unwrap().own, today(), 2);
        days.iter().map(|(from, until)| format!("{from} to {until}")).collect::<Vec<_>>()
    };
    assert_eq!(days("season"), ["2026-11-16 to 2026-12-31", "2027-11-16 to 2027-12-31"]);
    assert_eq!(days("move"), [""; 0]);
    let season = &portal.surges.by_text("season").unwrap().own;
    assert_eq!(portal.ask_for_surge_by(season, date("2027-11-16")).unwrap().to_string(), "2027-10-17");
}

#[test]
fn four_factors_suggest() {
    let suggestion = |factors: &str| {
        let portal = portal(&format!(
            "=== clients/acme/decisions.yaml\n- id: d\n  title: D\n  factors: {{ {factors} }}\n  date: 2026-03-02\n  revisit_every: year\n"
        ));
        let decision = &portal.decisions.by_text("d").unwrap().own;
        assert_eq!(decision.next_revisit().unwrap().to_string(), "2027-03-02");
        decision.factors.pull().map(|pull| (format!("{pull:.2}"), decision.factors.suggestion().unwrap()))
    };
    let all = |strategic: u8, expertise: u8, cost: u8, scale: &str| {
        suggestion(&format!(
            "strategic_importance: {{ score: {strategic} }}, expertise: {{ score: {expertise} }}, cost_effectiveness: {{ score: {cost} }}, scalability: {{ score: {scale} }}"
        ))
    };
    // 6 - 2 = 4, 4, 4, 5 twice: 22 / 5.
    assert_eq!(all(2, 4, 4, "5, weight: 2"), Some(("4.40".to_owned(), Sourcing::Outsourced)));
    assert_eq!(all(5, 2, 2, "2"), Some(("1.75".to_owned(), Sourcing::InHouse)));
    // The borders themselves are shared.
    assert_eq!(all(4, 2, 3, "3"), Some(("2.50".to_owned(), Sourcing::Shared)));
    assert_eq!(all(2, 3, 3, "4"), Some(("3.50".to_owned(), Sourcing::Shared)));
    assert_eq!(suggestion("expertise: { score: 5 }"), None);
}

#[test]
fn evidence_ages() {
    let portal = portal(
        "=== clients/acme/evidence.yaml\n- { id: none, title: None, refresh_every: month }\n- { id: old, title: Old, refresh_every: month, last: 2026-10-23 }\n- { id: today, title: Today, refresh_every: month, last: 2026-10-24 }\n- { id: once, title: Once, last: 2001-01-01 }\n",
    );
    let freshness = |id: &str| portal.evidence.by_text(id).unwrap().own.freshness(today());
    assert_eq!(freshness("none"), Freshness::Missing);
    assert_eq!(freshness("old"), Freshness::Overdue);
    assert_eq!(freshness("today"), Freshness::Fresh);
    assert_eq!(freshness("once"), Freshness::Fresh);
}

#[test]
fn a_control_has_two_halves() {
    let halves = |control: &str| {
        let portal = portal(&format!(
            "=== clients/acme/frameworks.yaml\n- id: f\n  title: F\n  controls: [{{ id: \"7.10\", title: C, {control} }}]\n"
        ));
        portal.frameworks.by_text("f").unwrap().own.control("7.10").unwrap().halves()
    };
    assert_eq!(halves("origination: shared"), Halves::Both);
    assert_eq!(halves("provided: We do, client_must: You do"), Halves::Both);
    assert_eq!(halves("origination: [provider, inherited]"), Halves::Provider);
    assert_eq!(halves("origination: client-configured"), Halves::Client);
    assert_eq!(halves("origination: inherited"), Halves::Vendor);
    assert_eq!(halves("origination: not-applicable, provided: Nothing"), Halves::Nobody);
    assert_eq!(halves("implementation: not-applicable, client_must: Nothing"), Halves::Nobody);
    assert_eq!(halves("implementation: planned"), Halves::Nobody);
}

#[test]
fn impact_and_urgency_give_a_priority() {
    let portal = portal(
        "=== library/severity.yaml\nimpacts: [{ id: site, title: Site }, { id: person, title: Person }]\nurgencies: [{ id: stopped, title: Stopped }]\nmatrix: { site: { stopped: P1 }, person: { stopped: P3 } }\n=== clients/acme/severity.yaml\nmatrix: { person: { stopped: P2 } }\n",
    );
    let severity = portal.severity.by_text("severity").unwrap();
    assert_eq!(severity.common.title, "Severity");
    let priority = |impact: usize| severity.own.priority(&severity.own.impacts[impact].id, &severity.own.urgencies[0].id);
    assert_eq!(priority(0), Some(Priority::P1));
    assert_eq!(priority(1), Some(Priority::P2));
}
