//! The calendar of a portal: which events it holds, on which days, who has them to do. Everything is judged by Tuesday, 24 November 2026.

use bailiwick::load;
use bailiwick::model::calendar::{Event, What};
use bailiwick::model::date::Date;
use bailiwick::model::portal::{Edition, Portal};

use crate::world::{opened, today, written};

fn portal(text: &str, edition: Edition) -> Portal {
    let opened = opened(written(text));
    assert_eq!(opened.findings, vec![]);
    let loaded = load::load(&opened.workspace, "acme", edition, opened.inputs(today()), None);
    assert_eq!(loaded.findings, vec![]);
    loaded.portal.unwrap()
}

/// Says an event in a line: its day, its sort, what it is about, who has it to do.
fn said(portal: &Portal, event: &Event<'_>) -> String {
    let contract = |agreement: &bailiwick::model::calendar::Agreement<'_>| {
        format!("{} {}", agreement.vendor.map_or("us", |vendor| vendor.id.as_str()), agreement.contract.id.as_str())
    };
    let what = match &event.what {
        What::Duty(row) => format!("duty {}", row.id),
        What::Test(service) => format!("test {}", service.id),
        What::Notice(agreement) => format!("notice {}", contract(agreement)),
        What::End(agreement) => format!("end {}", contract(agreement)),
        What::Assurance(vendor, assurance) => format!("assurance {} {}", vendor.id, assurance.id.as_str()),
        What::Evidence(evidence) => format!("evidence {}", evidence.id),
        What::Revisit(decision) => format!("revisit {}", decision.id),
        What::Meeting(meeting) => format!("meeting {}", meeting.id),
        What::SurgeAsk(surge) => format!("surge-ask {}", surge.id),
        What::SurgeBegins(surge) => format!("surge-begins {}", surge.id),
        What::SurgeEnds(surge) => format!("surge-ends {}", surge.id),
        What::Starts(contact) => format!("starts {}", contact.id),
        What::Leaves(contact) => format!("leaves {}", contact.id),
        What::Holiday(holidays, holiday) => format!("holiday {} {}", holidays.id, holiday.title),
        What::Review(Some(any)) => format!("review {}", any.id),
        What::Review(None) => "review of the portal".to_owned(),
    };
    let who = event.what.who(portal).map(|actor| format!(" by {}", actor.as_str())).unwrap_or_default();
    format!("{} {what}{who}", event.day)
}

fn calendar(text: &str, until: &str) -> Vec<String> {
    let portal = portal(text, Edition::Internal);
    portal.calendar(Date::parse(until).unwrap()).iter().map(|event| said(&portal, event)).collect()
}

#[test]
fn every_sort_of_date_is_in_it() {
    let text = "\
=== clients/acme/client.yaml
title: Acme
reviewed: 2026-11-01
review_every: year
owner: dana
contracts: [{ id: msa, title: Agreement, start: 2024-01-01, end: 2027-03-31, renewal: manual, notice: 1mo, owner: dana }]
=== clients/acme/contacts.yaml
- { id: dana, title: Dana, side: client, starts: 2026-11-30, leaves: 2027-06-30 }
- { id: gone, title: Gone, side: client, leaves: 2026-11-23 }
=== clients/acme/responsibilities.yaml
- { id: row, title: Row, responsible: client, accountable: dana, next: 2026-12-24 }
=== clients/acme/services.yaml
- { id: mail, title: Mail, provided_by: client, continuity: { last_test: 2026-07-24, test_every: half-year, restored_by: dana } }
=== clients/acme/vendors.yaml
- id: fiber
  title: Fiber
  relationship_owner: dana
  assurance: [{ id: soc, kind: SOC 2, expires: 2027-01-15 }, { id: none, kind: A letter }]
  contracts: [{ id: wan, title: WAN, end: 2027-02-28, renewal: auto, renews_for: 12mo, notice: 60d }]
=== clients/acme/evidence.yaml
- { id: report, title: Report, produced_by: dana, held_by: client, refresh_every: month, last: 2026-11-10 }
- { id: never, title: Never made, refresh_every: month }
=== clients/acme/decisions.yaml
- { id: lines, title: Lines, by: [dana], date: 2026-01-31, revisit_every: 13mo }
=== clients/acme/meetings.yaml
- { id: call, title: Call, chair: dana, next: 2026-12-01 }
=== clients/acme/surges.yaml
- { id: season, title: Season, kind: season, from: 2026-11-16, until: 2026-12-31, repeats: year, asked_by: dana, provided_by: client, notice: 30d }
=== clients/acme/holidays.yaml
- { id: us, title: Holidays, days: [{ date: 2026-11-23, title: Past }, { date: 2026-11-26, title: Thanksgiving }, { date: 2027-12-25, title: Too far }] }
";
    let expected = [
        "2026-11-26 holiday us Thanksgiving",
        "2026-11-30 starts dana",
        "2026-12-01 meeting call by dana",
        "2026-12-10 evidence report by dana",
        "2026-12-24 duty row by dana",
        "2026-12-30 notice fiber wan by dana",
        "2026-12-31 surge-ends season by client",
        "2027-01-15 assurance fiber soc by dana",
        "2027-01-24 test mail by dana",
        "2027-02-28 notice us msa by dana",
        "2027-02-28 end fiber wan by dana",
        "2027-02-28 revisit lines by dana",
        "2027-03-31 end us msa by dana",
        "2027-06-30 leaves dana",
        "2027-10-17 surge-ask season by dana",
        "2027-11-01 review of the portal by dana",
        "2027-11-16 surge-begins season by client",
        "2027-12-31 surge-ends season by client",
    ];
    assert_eq!(calendar(text, "2027-11-23"), expected);
}

#[test]
fn work_and_meetings_come_round_up_to_the_last_day() {
    let text = "\
=== clients/acme/responsibilities.yaml
- { id: monthly, title: A, responsible: client, accountable: client, every: month, next: 2026-12-31 }
- { id: late, title: B, responsible: client, accountable: client, every: quarter, next: 2026-08-30 }
- { id: called-for, title: C, responsible: client, accountable: client, every: event, next: 2026-12-05 }
- { id: far, title: D, responsible: client, accountable: client, every: year, next: 2029-01-01 }
=== clients/acme/meetings.yaml
- { id: board, title: Board, every: month, next: 2026-11-03, weekday: first tue }
- { id: once, title: Once, next: 2026-11-23 }
";
    let expected = [
        "2026-08-30 duty late by client",
        "2026-11-30 duty late by client",
        "2026-12-01 meeting board",
        "2026-12-05 duty called-for by client",
        "2026-12-31 duty monthly by client",
        "2027-01-05 meeting board",
        "2027-01-31 duty monthly by client",
        "2027-02-02 meeting board",
        "2027-02-28 duty monthly by client",
        "2027-02-28 duty late by client",
        "2029-01-01 duty far by client",
    ];
    assert_eq!(calendar(text, "2027-02-28"), expected);
}

#[test]
fn what_comes_round_within_a_day_stands_once_a_day() {
    let text = "\
=== clients/acme/responsibilities.yaml
- { id: hourly, title: A, responsible: client, accountable: client, every: 1m, next: 2026-11-24 }
- { id: odd, title: B, responsible: client, accountable: client, every: 36h, next: 2026-11-24 }
=== clients/acme/meetings.yaml
- { id: stand-up, title: Stand-up, every: 4h, next: 2026-11-20 }
";
    let expected = [
        "2026-11-24 duty hourly by client",
        "2026-11-24 duty odd by client",
        "2026-11-24 meeting stand-up",
        "2026-11-25 duty hourly by client",
        "2026-11-25 meeting stand-up",
        "2026-11-26 duty hourly by client",
        "2026-11-26 duty odd by client",
        "2026-11-26 meeting stand-up",
    ];
    assert_eq!(calendar(text, "2026-11-26"), expected);
}

#[test]
fn a_contract_asks_for_what_is_still_to_be_done() {
    let contract = |id: &str, rest: &str| format!("    - {{ id: {id}, title: T, {rest} }}\n");
    let auto = "renewal: auto, renews_for: 12mo, notice: 30d";
    let contracts: String = [
        contract("open", "start: 2020-01-01"),
        contract("undecided", &format!("end: 2027-01-31, {auto}, choice: {{ what: undecided }}")),
        contract("renewed", &format!("end: 2027-01-31, {auto}, choice: {{ what: renew, date: 2026-11-01 }}")),
        contract("cancelled", &format!("end: 2027-01-31, {auto}, choice: {{ what: cancel, date: 2026-11-01 }}")),
        contract("last-terms", &format!("end: 2026-01-31, {auto}, choice: {{ what: cancel, date: 2025-11-01 }}")),
        contract("too-late", &format!("end: 2026-12-10, {auto}")),
        contract("ended", "end: 2026-10-31, renewal: fixed"),
        contract("ended-as-chosen", "end: 2026-10-31, renewal: manual, choice: { what: cancel, date: 2026-09-01 }"),
    ]
    .concat();
    let text = format!("=== clients/acme/vendors.yaml\n- id: v\n  title: V\n  contracts:\n{contracts}");
    let expected = [
        "2026-10-31 end v ended",
        "2026-12-10 end v too-late",
        "2027-01-01 notice v undecided",
        "2027-01-01 notice v cancelled",
        "2027-01-01 notice v last-terms",
        "2027-01-31 end v undecided",
        "2027-01-31 end v renewed",
        "2027-01-31 end v cancelled",
        "2027-01-31 end v last-terms",
    ];
    assert_eq!(calendar(&text, "2027-11-23"), expected);
}

#[test]
fn an_edition_holds_only_the_dates_that_it_may_show() {
    let text = "\
=== clients/acme/contacts.yaml
- { id: dana, title: Dana, side: client, leaves: 2027-06-30 }
- { id: lee, title: Lee, side: client, leaves: 2027-07-31, publish: [leaves] }
=== clients/acme/responsibilities.yaml
- { id: closed, title: Closed, responsible: provider, accountable: provider, next: 2026-12-01, visibility: internal }
";
    let days = |edition: Edition| {
        let portal = portal(text, edition);
        portal.calendar(today()).iter().map(|event| said(&portal, event)).collect::<Vec<_>>()
    };
    assert_eq!(days(Edition::Internal), ["2026-12-01 duty closed by provider", "2027-06-30 leaves dana", "2027-07-31 leaves lee"]);
    assert_eq!(days(Edition::Client), ["2027-07-31 leaves lee"]);
}

#[test]
fn the_end_of_the_calendar_ends_it() {
    let text = "\
=== clients/acme/responsibilities.yaml
- { id: row, title: Row, responsible: client, accountable: client, every: year, next: 9990-01-01 }
=== clients/acme/meetings.yaml
- { id: call, title: Call, every: day, next: 9999-12-30 }
=== clients/acme/surges.yaml
- { id: season, title: Season, kind: season, from: 9998-06-01, until: 9998-07-01, repeats: year }
";
    let calendar = calendar(text, "9999-12-31");
    assert!(calendar.contains(&"9999-01-01 duty row by client".to_owned()), "{calendar:?}");
    assert!(calendar.contains(&"9999-12-31 meeting call".to_owned()), "{calendar:?}");
    assert!(calendar.len() < 30, "{calendar:?}");
}
