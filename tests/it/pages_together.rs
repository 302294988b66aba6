//! What is computed on the pages of how both sides work together: gaps said in words, next dates, both sides of a row, the order of names.

use bailiwick::files::{Files, SitePath};
use bailiwick::model::portal::Edition;

use crate::world;

/// Builds the only client of a text and returns its files.
pub(crate) fn portal(text: &str, edition: Edition) -> Files {
    world::build(world::written(text), edition).into_values().next().unwrap()
}

/// Returns the words of a page's `main`, without tags, with single spaces.
pub(crate) fn words(files: &Files, path: &str) -> String {
    let html = String::from_utf8(files.get(&SitePath::new(path)).unwrap_or_else(|| panic!("no {path}")).to_vec()).unwrap();
    let main = html.split_once("<main").unwrap().1.split_once("</main>").unwrap().0;
    let text: String = main.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) fn page(text: &str, path: &str) -> String {
    words(&portal(text, Edition::Client), path)
}

/// Asserts that a page says some words, in this order.
pub(crate) fn says(page: &str, said: &[&str]) {
    let mut rest = page;
    for words in said {
        rest = rest.split_once(words).unwrap_or_else(|| panic!("`{words}` does not follow in: {page}")).1;
    }
}

const CHANNEL: &str = "=== clients/acme/channels.yaml\n- { id: line, title: Line, medium: phone, address: \"+1 614 555 0100\" }\n";

#[test]
fn that_no_dispute_can_be_settled_is_said_in_words() {
    let without = page(CHANNEL, "collaboration.html");
    says(&without, &["If we disagree", "No way to settle a dispute is agreed yet"]);
    says(&without, &["No meeting is planned yet"]);

    let with = "=== clients/acme/escalations.yaml\n- { id: dispute, title: Dispute, kind: conflict, steps: [{ who: [provider, client] }, { who: client }] }\n";
    let with = page(with, "collaboration.html");
    assert!(!with.contains("No way to settle a dispute"), "{with}");
    says(&with, &["Meanwhile", "Not agreed yet", "Final say", "Nobody yet", "Acme", "Northwind", "At once", "no time agreed yet"]);
}

#[test]
fn the_next_dates_of_a_meeting_follow_from_one_that_is_over() {
    let text = "\
=== clients/acme/meetings.yaml
- { id: board, title: Board, every: month, next: 2026-09-01, weekday: first tue, at: \"10:00\" }
- { id: kick-off, title: Kick-off, next: 2026-11-01 }
- { id: some-day, title: Some day }
";
    let page = page(text, "collaboration.html");
    says(&page, &["Board", "Every month on the first Tuesday, 10:00 Eastern", "1 Dec 2026", "then", "5 Jan 2027"]);
    says(&page, &["Kick-off", "Held", "1 Nov 2026", "Some day", "No date yet"]);
}

#[test]
fn a_coverage_says_when_nobody_answers_and_what_it_is_for() {
    let text = "\
=== clients/acme/teams.yaml
- { id: desk, title: Desk, side: provider, coverage: day }
=== clients/acme/services.yaml
- { id: timeless, title: Timeless, provided_by: desk, best_effort: true }
=== clients/acme/coverage.yaml
- { id: day, title: Day, zone: America/New_York, holidays: closed, windows: [{ days: mon-fri, from: \"08:00\", to: \"17:00\", kind: staffed }] }
- { id: always, title: Always, zone: America/New_York, holidays: closed, windows: [{ days: [mon-sun, holidays], from: \"00:00\", to: \"24:00\", kind: on-call }] }
=== clients/acme/holidays.yaml
- { id: closed, title: Closed days, days: [{ date: 2026-12-25, title: Christmas }, { date: 2026-07-03, title: Independence Day }] }
";
    let page = page(text, "coverage.html");
    says(&page, &["At work", "Mon–Fri 08:00–17:00, Eastern", "Nobody answers", "Closed on", "25 Dec 2026", "For:", "Desk", "(team)"]);
    says(&page, &["Always", "On call at every hour, holidays included", "On", "Closed days", "only the hours that include holidays"]);
    assert_eq!(page.matches("Nobody answers").count(), 1, "{page}");
    says(&page, &["Closed", "Still there", "25 Dec 2026", "Christmas", "Day", "Always", "Days that are over", "Independence Day"]);
    says(&page, &["Nobody has said when these are there", "Timeless"]);
}

#[test]
fn a_surge_says_by_when_to_ask_for_it() {
    let text = "\
=== clients/acme/surges.yaml
- { id: late, title: Late, kind: season, from: 2026-12-01, until: 2026-12-31, notice: 30d }
- { id: running, title: Running, kind: season, from: 2025-11-01, until: 2025-11-30, repeats: year, notice: 30d }
- { id: over, title: Over, kind: project, from: 2026-01-01, until: 2026-01-31 }
";
    let page = page(text, "coverage.html");
    says(&page, &["Running, to", "30 Nov 2026", "Running now", "Then", "1 Nov 2027", "Ask by", "2 Oct 2027"]);
    says(&page, &["Late, to", "The last day to ask was", "1 Nov 2026", "Over", "It is over:", "Nobody has said how long ahead to ask"]);
}

#[test]
fn a_row_that_both_do_is_a_duty_of_both_and_what_nobody_does_is_named() {
    let text = "\
=== clients/acme/contacts.yaml
- { id: dana, title: Dana, side: client }
- { id: sam, title: Sam, side: provider }
- { id: nadia, title: Nadia, side: meridian }
=== clients/acme/vendors.yaml
- { id: meridian, title: Meridian }
=== clients/acme/teams.yaml
- { id: boss, title: Boss, side: client, members: [dana] }
=== clients/acme/responsibilities.yaml
- { id: both, title: Both, accountable: boss, responsible: [boss, sam], every: week, next: 2026-11-20 }
- { id: call, title: Call, accountable: dana, responsible: nadia, every: 10d }
- { id: undone, title: Undone, accountable: dana, every: event }
";
    let files = portal(text, Edition::Client);
    let page = words(&files, "duties.html");
    says(&page, &["Acme 1", "Northwind 1", "Vendors 1"]);
    says(
        &page,
        &["Overdue since", "20 Nov 2026", "Every week", "Both", "Boss", "Overdue since", "Both", "Sam", "Every 10 days", "Call", "Nadia"],
    );
    says(&page, &["No side has taken these on", "Undone"]);
    let html = String::from_utf8(files.get(&SitePath::new("duties.html")).unwrap().to_vec()).unwrap();
    assert!(html.contains(r#"data-who="boss dana""#), "whoever fills a role finds its duties under their own name");
}

#[test]
fn a_matrix_with_holes_or_many_choices_is_a_table_only() {
    let severity = |rows: &str| {
        format!(
            "=== clients/acme/severity.yaml\ntitle: How bad?\nimpacts: [{{ id: a, title: All }}, {{ id: b, title: One }}]\nurgencies: [{{ id: u, title: Now }}]\nmatrix: {rows}\npriorities: [{{ id: P1, title: Critical, update_every: 30m }}]\n"
        )
    };
    let full = page(&severity("{ a: { u: P1 }, b: { u: P2 } }"), "incidents.html");
    says(&full, &["Who is hit?", "The same as a table"]);
    says(&full, &["P2", "Nobody has said what it means"]);
    says(&full, &["No ladder yet", "No procedure for an incident yet"]);

    let holes = page(&severity("{ a: { u: P1 } }"), "incidents.html");
    assert!(!holes.contains("Who is hit?"), "{holes}");
    says(&holes, &["One", "Not agreed yet"]);
}

#[test]
fn names_stand_under_their_letter_without_accents() {
    let text = "\
=== clients/acme/contacts.yaml
- { id: emile, title: Émile, side: client }
- { id: eve, title: Eve, side: client, keywords: [\"2FA\", eve] }
- { id: zoe, title: zoë, side: client }
- { id: dana, title: Dana, side: client }
- { id: keys, title: 2 keys, side: client }
";
    let page = page(text, "a-to-z.html");
    says(&page, &["0–9", "2 keys", " A ", " D ", "Dana", " E ", "Émile person", "Eve person: 2FA", " Z ", "zoë"]);
    assert!(!page.contains("2FA, eve"), "a name is not told again as a word for itself: {page}");
    assert_eq!(page.matches(" E ").count(), 2, "once above the list, to lead there, and once over its names: {page}");
}

#[test]
fn the_page_home_introduces_the_home_page_and_has_none_of_its_own() {
    let text = "=== clients/acme/pages/home.md\n---\ntitle: Welcome\nsummary: Read this first.\n---\nCall first.\n";
    let files = portal(text, Edition::Client);
    says(&words(&files, "index.html"), &["Read this first.", "Call first."]);
    assert!(files.get(&SitePath::new("pages/home.html")).is_none());
}

#[test]
fn what_a_vendor_does_bears_its_name() {
    let text = "\
=== clients/acme/vendors.yaml
- { id: meridian, title: Meridian Fiber }
=== clients/acme/contacts.yaml
- { id: nadia, title: Nadia, side: meridian, phone: \"+1 800 555 0145\" }
=== clients/acme/procedures.yaml
- { id: dig, title: Dig, steps: [{ id: ask, title: Ask, by: client }, { id: dig, title: Dig, by: nadia }] }
=== clients/acme/escalations.yaml
- { id: ladder, title: Ladder, kind: incident, steps: [{ who: nadia }] }
";
    let files = portal(text, Edition::Client);
    says(&words(&files, "procedures/dig.html"), &["Ask", "Acme", "Dig", "Meridian Fiber", "Nadia"]);
    says(&words(&files, "incidents.html"), &["Nadia", "(Meridian Fiber)", "+1 800 555 0145"]);
    says(&words(&files, "contacts/nadia.html"), &["Meridian Fiber"]);
    assert!(!words(&files, "contacts/nadia.html").contains("Nobody yet"), "who stands in at a vendor is not the client's gap");
}

#[test]
fn internal_rungs_windows_days_and_connections_stay_with_the_provider() {
    let text = "\
=== clients/acme/escalations.yaml
- { id: ladder, title: Ladder, kind: incident, steps: [{ who: client }, { who: provider, can_decide: Secret rung, visibility: internal }] }
=== clients/acme/coverage.yaml
- id: week
  title: Week
  zone: America/New_York
  holidays: days
  windows:
    - { days: mon, from: \"08:00\", to: \"17:00\", kind: staffed }
    - { days: tue, from: \"01:23\", to: \"02:34\", kind: staffed, visibility: internal }
=== clients/acme/holidays.yaml
- { id: days, title: Days, days: [{ date: 2026-12-25, title: Secret day, visibility: internal }, { date: 2027-01-01, title: New Year }] }
=== clients/acme/tools.yaml
- { id: a, title: A, integrations: [{ id: x, with: b, carries: Secret wire, visibility: internal }] }
- { id: b, title: B }
";
    let (client, internal) = (portal(text, Edition::Client), portal(text, Edition::Internal));
    let secrets = [
        ("incidents.html", "Secret rung"),
        ("coverage.html", "01:23"),
        ("coverage.html", "Secret day"),
        ("collaboration.html", "Secret wire"),
    ];
    for (path, secret) in secrets {
        assert!(!words(&client, path).contains(secret), "`{secret}` is in the client's {path}");
        says(&words(&internal, path), &[secret]);
        says(&words(&internal, path), &["Internal"]);
    }
}
