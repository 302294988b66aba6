//! Vendors, decisions, practices, compliance and the calendar: what is computed on their pages, what the client is not shown, that no id stands twice.

use std::collections::BTreeSet;

use bailiwick::files::{Files, SitePath};
use bailiwick::model::portal::Edition;

use crate::world;

const SMALL: &str = include_str!("../portals/small.txt");

/// Builds the only client of a text and returns its files.
fn portal(text: &str, edition: Edition) -> Files {
    world::build(world::written(text), edition).into_values().next().unwrap()
}

fn page(files: &Files, path: &str) -> String {
    String::from_utf8(files.get(&SitePath::new(path)).unwrap_or_else(|| panic!("no {path}")).to_vec()).unwrap()
}

/// Returns the words of a piece of HTML, without tags, with single spaces.
fn words(html: &str) -> String {
    let text: String = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the words of the element with an id, up to the end of its kind.
fn element(html: &str, id: &str) -> String {
    let (before, after) = html.split_once(&format!(" id=\"{id}\"")).unwrap_or_else(|| panic!("no element {id}"));
    let tag = before.rsplit_once('<').unwrap().1.split(' ').next().unwrap();
    words(after.split_once('>').unwrap().1.split(&format!("</{tag}>")).next().unwrap())
}

const PAGES: [&str; 7] = [
    "vendors.html",
    "vendors/meridian.html",
    "decisions.html",
    "practices.html",
    "compliance.html",
    "compliance/house.html",
    "calendar.html",
];

#[test]
fn no_id_stands_twice_and_every_link_within_the_portal_leads_to_one() {
    let files = portal(SMALL, Edition::Internal);
    let ids = |html: &str| -> Vec<String> { html.split(" id=\"").skip(1).map(|rest| rest.split_once('"').unwrap().0.to_owned()).collect() };
    for path in PAGES {
        let html = page(&files, path);
        let all = ids(&html);
        let unique: BTreeSet<&String> = all.iter().collect();
        assert_eq!(all.len(), unique.len(), "{path}: {all:?}");
        for link in html.split("href=\"").skip(1).map(|rest| rest.split_once('"').unwrap().0) {
            let Some((to, anchor)) = link.split_once('#').filter(|(to, anchor)| !to.contains(':') && !anchor.starts_with(['i', 'm', 'p']))
            else {
                continue;
            };
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let target = match to.strip_prefix("../") {
                _ if to.is_empty() => path.to_owned(),
                Some(top) => top.to_owned(),
                None if folder.is_empty() => to.to_owned(),
                None => format!("{folder}/{to}"),
            };
            // The other pages of lists are made elsewhere.
            if PAGES.contains(&target.as_str()) {
                assert!(ids(&page(&files, &target)).contains(&anchor.to_owned()), "{path}: nothing is at {link}");
            }
        }
    }
}

#[test]
fn what_is_internal_is_marked_in_one_edition_and_absent_from_the_other() {
    let secrets = [
        "MF-2204",
        "1,234,567.50",
        "Telephones",
        "They go down",
        "Asked for on",
        "They have one",
        "They wanted",
        "Sold twice",
        "Weak.",
        "Was late",
        "Vault",
    ];
    let all = |edition: Edition| {
        let files = portal(SMALL, edition);
        PAGES.map(|path| words(&page(&files, path))).join(" ")
    };
    let (internal, client) = (all(Edition::Internal), all(Edition::Client));
    for secret in secrets {
        assert!(internal.contains(secret), "`{secret}` is missing");
        assert!(!client.contains(secret), "`{secret}` is shown");
    }
    assert!(!client.contains("Internal note") && client.contains("USD 4,100 a month") && client.contains("Where: Shared folder"));
    for marked in ["Account MF-2204 Internal", "EUR 1,234,567.50 Internal", "Where: Vault Internal"] {
        assert!(internal.contains(marked), "{marked}");
    }
}

#[test]
fn a_contract_says_by_when_to_decide() {
    // The last day for notice is the day before the end.
    let all = [
        ("a", "2026-12-25", "Notice in 30 days", "bad"),
        ("b", "2026-12-26", "Notice in 31 days", "warn"),
        ("c", "2027-02-23", "Notice in 90 days", "warn"),
        ("d", "2027-02-24", "Notice by 23 Feb 2027", ""),
        ("e", "2026-11-25", "Last day for notice is today", "bad"),
        ("f", "2026-11-26", "Notice in 1 day", "bad"),
    ];
    let contract =
        |(id, end, ..): &(&str, &str, &str, &str)| format!("    - {{ id: {id}, title: T, end: {end}, renewal: manual, notice: 1d }}\n");
    let contracts: String = all.iter().map(contract).collect();
    let files = portal(&format!("=== clients/acme/vendors.yaml\n- id: v\n  title: V\n  contracts:\n{contracts}"), Edition::Client);
    let html = page(&files, "vendors/v.html");
    for (id, _, said, state) in all {
        let card = html.split_once(&format!("id=\"contract-{id}\"")).unwrap().1.split_once("</article>").unwrap().0;
        assert!(words(card).contains(said), "{id}: {}", words(card));
        assert_eq!(card.contains(&format!("data-st=\"{state}\"")), !state.is_empty(), "{id}: {card}");
    }
}

#[test]
fn the_agreement_of_provider_and_client_needs_no_vendor() {
    let text =
        "=== clients/acme/client.yaml\ntitle: Acme\ncontracts: [{ id: msa, title: Our agreement, end: 2026-11-01, renewal: fixed }]\n";
    let files = portal(text, Edition::Client);
    let vendors = page(&files, "vendors.html");
    assert!(words(&vendors).contains("Between Acme and Northwind"), "{}", words(&vendors));
    assert!(element(&vendors, "contract-msa").contains("Ended 1 Nov 2026"), "{}", element(&vendors, "contract-msa"));
    let home = page(&files, "index.html");
    assert!(home.contains(r#"<a href="vendors.html#contract-msa">Contract has ended: Our agreement</a>"#), "{home}");
    assert!(files.get(&SitePath::new("calendar.html")).is_some());
}

#[test]
fn a_portal_without_a_date_has_no_calendar() {
    let text = "=== clients/acme/responsibilities.yaml\n- { id: a, title: A, responsible: client, accountable: client, every: month }\n";
    assert!(portal(text, Edition::Client).get(&SitePath::new("calendar.html")).is_none());
}

#[test]
fn a_decision_against_the_score_wants_a_reason() {
    let factors = |scores: [u8; 4]| {
        let names = ["strategic_importance", "expertise", "cost_effectiveness", "scalability"];
        let all: Vec<String> = names.iter().zip(scores).map(|(name, score)| format!("{name}: {{ score: {score} }}")).collect();
        format!("factors: {{ {} }}", all.join(", "))
    };
    let text = format!(
        "=== clients/acme/decisions.yaml\n- {{ id: out, title: Out, {}, decided: in-house }}\n- {{ id: in, title: In, {}, decided: in-house }}\n- {{ id: why, title: Why, {}, decided: shared, because: The plant is far. }}\n",
        factors([1, 5, 5, 5]),
        factors([5, 2, 2, 2]),
        factors([1, 5, 5, 5])
    );
    let html = page(&portal(&text, Edition::Client), "decisions.html");
    let (out, inside, why) = (element(&html, "decision-out"), element(&html, "decision-in"), element(&html, "decision-why"));
    assert!(out.contains("Suggested Outsourced pull to outsource 5 of 5") && out.contains("No reason yet."), "{out}");
    assert!(inside.contains("Suggested In-house pull to outsource 1.75 of 5") && !inside.contains("No reason yet."), "{inside}");
    assert!(why.contains("Because: The plant is far.") && !why.contains("No reason yet."), "{why}");
}

#[test]
fn a_control_says_what_is_missing_to_it() {
    let text = "\
=== clients/acme/evidence.yaml
- { id: fresh, title: Fresh, last: 2026-11-01 }
- { id: old, title: Old, last: 2025-11-01, refresh_every: year }
=== clients/acme/vendors.yaml
- { id: cloud, title: Cloud, assurance: [{ id: soc, kind: SOC 2, expires: 2026-11-24 }] }
- { id: lapsed, title: Lapsed, assurance: [{ id: soc, kind: SOC 2, expires: 2026-11-23 }] }
=== clients/acme/frameworks.yaml
- id: f
  title: F
  controls:
    - { id: covered, title: T, provided: We do., client_must: You do., evidence: [fresh] }
    - { id: no-row, title: T, provided: We do., evidence: [fresh] }
    - { id: by-row, title: T }
    - { id: old-proof, title: T, provided: We do., evidence: [fresh, old] }
    - { id: no-proof, title: T, provided: We do. }
    - { id: inherited, title: T, origination: [inherited], inherited_from: [cloud] }
    - { id: lapsed, title: T, origination: [inherited], inherited_from: [lapsed] }
    - { id: planned, title: T, provided: We will., implementation: planned, evidence: [fresh] }
    - { id: nobody, title: T, evidence: [fresh] }
    - { id: never, title: T, implementation: not-applicable }
    - { id: halved, title: T, provided: We do., evidence: [fresh], objectives: [one, two] }
=== clients/acme/responsibilities.yaml
- { id: row, title: Row, responsible: client, accountable: client, evidence: [fresh], controls: [\"f:covered\", \"f:by-row\", \"f:old-proof\", \"f:planned\"] }
- { id: proofless, title: Proofless, responsible: client, accountable: client, controls: [\"f:no-proof\"] }
- id: split
  title: Split
  accountable: client
  controls: [\"f:halved\"]
  parts: [{ id: a, title: A, split: objective, by: client, covers: [one] }]
";
    let files = portal(text, Edition::Client);
    let html = page(&files, "compliance/f.html");
    for (control, said) in [
        ("covered", "Covered You do. We do."),
        ("no-row", "Partial No task in the matrix"),
        ("by-row", "Covered Nothing Nothing"),
        ("old-proof", "Partial A proof is old or was never made"),
        ("no-proof", "Partial No proof"),
        ("inherited", "Covered Origin: Inherited"),
        ("lapsed", "Partial A proof is old or was never made"),
        ("planned", "Gap Only planned"),
        ("nobody", "Gap Nobody does it yet"),
        ("never", "Not applicable"),
        ("halved", "Partial An objective without a part"),
    ] {
        let row = element(&html, &format!("control-{control}"));
        assert!(row.contains(said), "{control}: {row}");
    }
    assert!(
        element(&html, "control-halved").contains("TWO No part covers it")
            || element(&html, "control-halved").contains("two No part covers it")
    );
    assert!(words(&page(&files, "compliance.html")).contains("3 of 10 covered 5 partial, 2 gaps, 1 not applicable"));
}

#[test]
fn what_comes_round_within_a_month_is_one_line() {
    let rows: String = (0..20)
        .map(|n| format!("- {{ id: r{n}, title: Row {n}, responsible: client, accountable: client, every: month, next: 2026-12-10 }}\n"))
        .collect();
    let text = format!(
        "=== clients/acme/responsibilities.yaml\n{rows}=== clients/acme/meetings.yaml\n- {{ id: call, title: Call, every: week, next: 2026-12-01 }}\n"
    );
    let html = page(&portal(&text, Edition::Client), "calendar.html");
    let december = element(&html, "m-2026-12");
    assert!(december.contains("Again on 8 Dec 2026 , 15 Dec 2026 , 22 Dec 2026 , 29 Dec 2026"), "{december}");
    assert!(december.contains("20 tasks Row 0 ,") && december.contains("and 8 more"), "{december}");
    assert!(words(&html).contains("Dec 26 21 dates"), "{}", words(&html));
    assert!(words(&html).contains("Nothing is overdue"));
}
