//! Home and the matrix: what they say of what nobody holds, of what is late, and where each letter stands, whatever the content.

use std::collections::BTreeSet;

use bailiwick::files::{Files, SitePath};
use bailiwick::model::portal::Edition;

use crate::world;

/// Builds the only client of a text and returns its files.
fn portal(text: &str, edition: Edition) -> Files {
    world::build(world::written(text), edition).into_values().next().unwrap()
}

fn page(files: &Files, path: &str) -> String {
    String::from_utf8(files.get(&SitePath::new(path)).unwrap_or_else(|| panic!("no {path}")).to_vec()).unwrap()
}

/// Returns the words of a page's `main`, without tags, with single spaces.
fn words(html: &str) -> String {
    let main = html.split_once("<main").unwrap().1.split_once("</main>").unwrap().0;
    let text: String = main.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn home(text: &str) -> String {
    words(&page(&portal(text, Edition::Client), "index.html"))
}

#[test]
fn a_client_with_a_title_only_has_a_home_that_reads_well() {
    let home = home("=== clients/acme/client.yaml\ntitle: Acme Manufacturing\n");
    assert!(home.contains("Who runs IT at Acme Manufacturing"), "{home}");
    assert!(home.contains("Nobody yet No number or address is written down."), "{home}");
    assert!(home.contains("Nothing is written down yet"), "{home}");
    assert!(!home.contains("Needs attention"), "{home}");
}

#[test]
fn where_nobody_is_named_the_provider_is_called() {
    let settings = "=== bailiwick.yaml\nbailiwick: 1\nprovider: { title: Northwind, zone: America/New_York, phone: \"+1 614 555 0100\" }\n";
    let files = portal(settings, Edition::Client);
    for path in ["index.html", "404.html"] {
        assert!(page(&files, path).contains(r#"href="tel:+16145550100""#), "{path}");
    }
}

#[test]
fn what_nobody_holds_is_said() {
    let text = "\
=== clients/acme/responsibilities.yaml
- { id: answerless, title: Answerless, responsible: client }
- { id: undone, title: Undone, accountable: client }
- id: half-done
  title: Half done
  accountable: client
  parts: [{ id: a, title: First half, split: step, by: client }, { id: b, title: Second half, split: step }]
- { id: roleless, title: Roleless, responsible: boss, accountable: boss }
=== clients/acme/teams.yaml
- { id: boss, title: The boss, side: client }
";
    let home = home(text);
    for said in [
        "Nobody answers for it: Answerless",
        "Nobody does it, or a part of it: Undone",
        "Nobody does it, or a part of it: Half done",
        "Nobody fills the role: The boss",
        "1 task that nobody does yet",
    ] {
        assert!(home.contains(said), "`{said}` is not in: {home}");
    }

    let matrix = words(&page(&portal(text, Edition::Client), "responsibilities.html"));
    for said in [
        "Nobody answers for it yet",
        "Nobody does it yet",
        "Nobody does a part of it yet",
        "Nobody yet Second half",
        "The boss (nobody yet)",
    ] {
        assert!(matrix.contains(said), "`{said}` is not in: {matrix}");
    }
}

#[test]
fn what_is_late_is_told_from_what_comes() {
    // Everything is judged by 24 November 2026.
    let text = "\
=== clients/acme/client.yaml
title: Acme
review_every: quarter
=== clients/acme/responsibilities.yaml
- { id: yesterday, title: Yesterday, responsible: client, accountable: client, next: 2026-11-23, reviewed: 2026-08-24 }
- { id: today, title: Today, responsible: client, accountable: client, next: 2026-11-24, reviewed: 2026-08-23 }
- { id: far, title: Sixtieth day, responsible: client, accountable: client, next: 2027-01-23 }
- { id: farther, title: Sixty-first day, responsible: client, accountable: client, next: 2027-01-24 }
=== clients/acme/services.yaml
- { id: files, title: Files, provided_by: client, continuity: { test_every: month, last_test: 2026-10-23, result: pass } }
- { id: mail, title: Mail, provided_by: client, continuity: { test_every: month, last_test: 2026-10-24, result: fail } }
- { id: print, title: Print, provided_by: client, continuity: { test_every: month } }
";
    let home = home(text);
    let (attention, coming) = home.split_once("Needs attention").unwrap().1.split_once("Coming up").unwrap();
    let coming = coming.split_once("Your services").unwrap().0;
    for said in [
        "Overdue: Yesterday",
        "Review overdue: Today",
        "Restore test overdue: Files",
        "Restore test failed: Mail",
        "Restore never tested: Print",
    ] {
        assert!(attention.contains(said), "`{said}` is not in: {attention}");
    }
    assert!(!attention.contains("Sixtieth") && !attention.contains("Overdue: Today"), "{attention}");
    for said in ["Today", "Restore test: Mail", "Review: Yesterday", "Sixtieth day"] {
        assert!(coming.contains(said), "`{said}` is not in: {coming}");
    }
    assert!(!coming.contains("Sixty-first"), "{coming}");
}

#[test]
fn one_review_speaks_for_all_of_a_day() {
    let rows: String = (0..20)
        .map(|n| format!("- {{ id: r{n}, title: Row {n}, responsible: client, accountable: client, reviewed: 2025-01-01 }}\n"))
        .collect();
    let home =
        home(&format!("=== clients/acme/client.yaml\ntitle: Acme\nreview_every: year\n=== clients/acme/responsibilities.yaml\n{rows}"));
    assert!(home.contains("1 item"), "{home}");
    assert!(home.contains("20 reviews overdue"), "{home}");
    assert!(home.contains("and 17 more"), "{home}");
}

#[test]
fn whatever_a_row_is_called_no_id_stands_twice() {
    let ids = ["main", "nav", "mx", "mx-q", "v-party", "area-main", "no-area", "other", "row-main"];
    let rows: String =
        ids.iter().map(|id| format!("- {{ id: {id}, title: A, area: main, responsible: client, accountable: client }}\n")).collect();
    let text = format!(
        "=== clients/acme/responsibilities.yaml\n{rows}- {{ id: last, title: B, responsible: client, accountable: client }}\n=== clients/acme/areas.yaml\n- {{ id: main, title: Main }}\n"
    );
    let matrix = page(&portal(&text, Edition::Client), "responsibilities.html");
    let found: Vec<&str> = matrix.split(" id=\"").skip(1).map(|rest| rest.split_once('"').unwrap().0).collect();
    let unique: BTreeSet<&str> = found.iter().copied().collect();
    assert_eq!(found.len(), unique.len(), "{found:?}");
    assert!(unique.contains("row-main") && unique.contains("row-row-main") && unique.contains("area-main"), "{found:?}");
}

#[test]
fn however_many_teams_there_are_each_letter_has_a_column() {
    let teams: String = (0..30).map(|n| format!("- {{ id: t{n}, title: Team {n}, side: {} }}\n", ["client", "provider"][n % 2])).collect();
    let row = |n: usize| {
        format!("- {{ id: r{n}, title: Row {n}, accountable: t{n}, responsible: [t{}, client], informed: provider }}\n", (n + 7) % 30)
    };
    let rows: String = (0..30).map(row).collect();
    let text = format!("=== clients/acme/teams.yaml\n{teams}=== clients/acme/responsibilities.yaml\n{rows}");
    let matrix = page(&portal(&text, Edition::Client), "responsibilities.html");
    assert_eq!(matrix.matches("class=\"v-team tname\"").count(), 12, "six columns a side");
    for row in matrix.split("<tr class=\"mx-row\"").skip(1) {
        let row = row.split_once("</tr>").unwrap().0;
        let letters = |class: &str| -> BTreeSet<&str> {
            let cells = row.split("<td ").filter(|cell| cell.starts_with(&format!("class=\"{class}\"")));
            cells.flat_map(|cell| cell.split("<abbr class=\"").skip(1).map(|letter| &letter[..1])).collect()
        };
        assert_eq!(letters("t"), letters("v-party"), "{row}");
        assert_eq!(letters("t"), BTreeSet::from(["A", "I", "R"]), "{row}");
    }
}

#[test]
fn an_internal_row_is_marked_in_one_edition_and_absent_from_the_other() {
    let text = "\
=== clients/acme/responsibilities.yaml
- { id: open, title: Open work, responsible: client, accountable: client }
- { id: closed, title: Closed work, responsible: provider, visibility: internal }
";
    let client = portal(text, Edition::Client);
    for path in ["index.html", "responsibilities.html"] {
        let html = page(&client, path);
        assert!(!html.contains("Closed work") && !html.contains("Internal"), "{path}");
    }
    let internal = portal(text, Edition::Internal);
    assert!(words(&page(&internal, "index.html")).contains("Nobody answers for it: Closed work Internal"));
    assert!(words(&page(&internal, "responsibilities.html")).contains("Closed work Internal"));
}

#[test]
fn a_former_address_says_where_the_page_is() {
    let text = "=== clients/acme/services.yaml\n- { id: desk, formerly: [help], title: The desk, provided_by: client }\n";
    let moved = page(&portal(text, Edition::Client), "services/help.html");
    assert!(moved.contains(r#"<a href="desk.html">The desk</a>"#), "{moved}");
}

/// A portal with so many rows in two areas and in none.
fn with_rows(count: usize) -> Files {
    let area = |number: usize| match number % 3 {
        0 => ", area: network",
        1 => ", area: desk",
        _ => "",
    };
    let rows: String = (0..count)
        .map(|number| format!("- {{ id: row-{number}, title: Row {number}, responsible: client, accountable: client{} }}\n", area(number)))
        .collect();
    let areas = "- { id: network, title: Network }\n- { id: desk, title: Desk }\n- { id: idle, title: Idle }\n";
    portal(&format!("=== clients/acme/areas.yaml\n{areas}=== clients/acme/responsibilities.yaml\n{rows}"), Edition::Client)
}

#[test]
fn five_hundred_rows_are_one_matrix() {
    let files = with_rows(500);
    assert_eq!(page(&files, "responsibilities.html").matches("class=\"mx-row\"").count(), 500);
    assert!(files.iter().all(|(path, _)| !path.as_str().starts_with("areas/")));
    assert!(page(&files, "index.html").contains("href=\"responsibilities.html#area=network\""));
}

#[test]
fn more_rows_are_a_list_of_areas_each_with_a_page_of_its_own() {
    let files = with_rows(502);
    let list = page(&files, "responsibilities.html");
    assert_eq!(list.matches("class=\"mx-row\"").count(), 0);
    assert!(words(&list).contains("502 responsibilities: 502 in-house, 0 shared, 0 outsourced."), "{}", words(&list));
    for (path, title, rows) in
        [("areas/network.html", "Network", 168), ("areas/desk.html", "Desk", 167), ("no-area.html", "Other work", 167)]
    {
        assert!(list.contains(&format!("href=\"{path}\">{title}</a>")), "{path}");
        let area = page(&files, path);
        assert_eq!(area.matches("class=\"mx-row\"").count(), rows, "{path}");
        assert!(area.contains(&format!("<h1>{title}</h1>")) && area.contains(&format!("{rows} responsibilities")), "{path}");
    }
    assert!(page(&files, "areas/network.html").contains("href=\"../responsibilities/row-0.html\""), "a row keeps its address");
    let home = page(&files, "index.html");
    assert!(home.contains("href=\"areas/network.html\"") && home.contains("href=\"no-area.html\""));
    // An area without rows has no page, and what speaks of it leads to the list.
    let a_to_z = page(&files, "a-to-z.html");
    assert!(a_to_z.contains("href=\"areas/desk.html\">Desk</a>") && a_to_z.contains("href=\"responsibilities.html\">Idle</a>"));
    for (path, bytes) in files.iter().filter(|(path, _)| path.as_str().ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        for link in html.split("href=\"").skip(1).map(|rest| rest.split(['"', '#']).next().unwrap()) {
            if !link.is_empty() && !link.contains(':') {
                let target = path.linked(link).unwrap_or_else(|| panic!("{path}: {link}"));
                assert!(files.get(&target).is_some(), "{path} leads to {target}, which is not there");
            }
        }
    }
}
