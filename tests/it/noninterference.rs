//! A client edition is, byte for byte, the build of the same workspace with all internal matter and every other client deleted.
//!
//! The generator writes both texts itself, line by line; it never asks the program what is internal.

use std::collections::BTreeMap;

use bailiwick::load;
use bailiwick::model::portal::{Edition, Portal};
use bailiwick::pipeline::{self, Known};
use proptest::prelude::*;

use crate::world::{build, exactly, opened, today, written};

/// Two workspaces that grow side by side: with internal matter, and as if it had never been written.
#[derive(Default)]
struct Pair {
    full: BTreeMap<String, String>,
    deleted: BTreeMap<String, String>,
    dice: Dice,
}

/// Decisions from a seed (xorshift, Marsaglia 2003), so that a failure can be told by one number.
struct Dice(u64);

impl Default for Dice {
    fn default() -> Self {
        Dice(1)
    }
}

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn often(&mut self) -> bool {
        self.below(3) > 0
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as u64) as usize]
    }
}

impl Pair {
    /// Writes into both.
    fn open(&mut self, path: &str, text: &str) {
        self.full.entry(path.to_owned()).or_default().push_str(text);
        self.deleted.entry(path.to_owned()).or_default().push_str(text);
    }

    /// Writes what the client must not see, perhaps.
    fn closed(&mut self, path: &str, text: &str) {
        if self.dice.often() {
            self.full.entry(path.to_owned()).or_default().push_str(text);
        }
    }

    /// Writes what the client must not see.
    fn always_closed(&mut self, path: &str, text: &str) {
        self.full.entry(path.to_owned()).or_default().push_str(text);
    }

    fn attachment(&mut self, path: &str) {
        self.open(path, "");
    }
}

const ROWS: &str = "library/responsibilities.yaml";
const PEOPLE: &str = "library/contacts.yaml";
const TEAMS: &str = "library/teams.yaml";
const SECRET: &str = "zebra-margin";

fn workspace(seed: u64) -> Pair {
    let mut pair = Pair { dice: Dice(seed | 1), ..Pair::default() };
    settings(&mut pair);
    people(&mut pair);
    hours_and_channels(&mut pair);
    services(&mut pair);
    rows(&mut pair);
    procedures(&mut pair);
    together(&mut pair);
    vendors(&mut pair);
    proof(&mut pair);
    words(&mut pair);
    client(&mut pair);
    others(&mut pair);
    pair
}

fn settings(pair: &mut Pair) {
    pair.open(
        "bailiwick.yaml",
        "bailiwick: 1\nprovider: { title: Northwind IT Partners, short: Northwind, zone: America/New_York }\nreview_every: year\n",
    );
    pair.closed("bailiwick.yaml", &format!("x-{SECRET}: what we earn\n"));
    pair.attachment("img/plan.svg");
    pair.attachment("img/secret.svg");
}

/// Contacts and teams; an engineer is named by internal matter alone, and so is in the library and in no client's portal.
fn people(pair: &mut Pair) {
    for id in ["sam-rivera", "priya-nair"] {
        pair.closed(PEOPLE, &format!("- {{ id: {SECRET}-before-{id}, title: Hidden {SECRET}, side: provider, visibility: internal }}\n"));
        pair.open(PEOPLE, &format!("- id: {id}\n  title: {}\n  side: provider\n  phone: +1 614 555 0100\n", id.replace('-', " ")));
        pair.closed(PEOPLE, "  mobile: +1 614 555 0199\n");
        pair.closed(PEOPLE, "  starts: 2020-01-01\n  leaves: 2027-01-01\n");
        pair.closed(PEOPLE, &format!("  internal_notes: Paid by {SECRET}, see [[{SECRET}-engineer]]\n"));
    }
    pair.open(PEOPLE, &format!("- id: {SECRET}-engineer\n  title: The engineer {SECRET}\n  side: provider\n"));
    pair.closed(TEAMS, &format!("- {{ id: {SECRET}-team, title: Team {SECRET}, side: provider, status: draft }}\n"));
    pair.open(
        TEAMS,
        "- id: noc\n  title: Network Operations Center\n  side: provider\n  lead: sam-rivera\n  channels: [noc-line]\n  coverage: always\n",
    );
    pair.closed(TEAMS, &format!("  members: [sam-rivera, {SECRET}-engineer]\n"));
    pair.open(TEAMS, "- id: desk\n  title: Service desk\n  side: provider\n  publish: [members]\n  members: [priya-nair]\n- id: it-manager\n  title: IT manager\n  side: client\n");
}

fn hours_and_channels(pair: &mut Pair) {
    pair.open("library/coverage.yaml", "- id: always\n  title: Around the clock\n  zone: America/New_York\n  holidays: us\n  windows:\n");
    pair.closed(
        "library/coverage.yaml",
        "    - { days: mon, from: \"03:00\", to: \"04:00\", kind: staffed, by: noc, visibility: internal }\n",
    );
    pair.open("library/coverage.yaml", "    - { days: mon-sun, from: \"00:00\", to: \"24:00\", kind: on-call, by: noc }\n");
    pair.open(
        "library/channels.yaml",
        "- id: noc-line\n  title: NOC line\n  medium: phone\n  address: +1 614 555 0170\n  monitored_by: noc\n",
    );
    pair.closed(
        "library/channels.yaml",
        &format!("- {{ id: {SECRET}-bridge, title: Bridge {SECRET}, visibility: internal, fallback: noc-line }}\n"),
    );
    pair.open("library/areas/network.yaml", "title: Network\norder: 10\n");
    pair.closed("library/areas/network.yaml", &format!("internal_notes: |\n  {SECRET}\n  [[{SECRET}-engineer]]\n"));
    pair.closed(&format!("library/areas/{SECRET}.yaml"), "title: Area\nvisibility: internal\norder: 1\n");
}

/// A text with internal blocks where Markdown makes it hardest.
fn text(pair: &mut Pair, path: &str) {
    let block = format!(
        ":::internal\nWe earn {SECRET} on this. [[{SECRET}-engineer]] ![secret](../../img/secret.svg)\n\n## {SECRET}\n\n- [^{SECRET}]\n:::\n"
    );
    pair.open(path, "The network, watched by [[noc]].\n\n");
    pair.closed(path, &format!("{block}\n"));
    pair.open(path, "## Where\n\n![Plan](../../img/plan.svg)\n\n");
    pair.open(path, "- one\n");
    pair.closed(path, &format!("  :::internal\n  {SECRET} in a list\n  :::\n"));
    pair.open(path, "- two\n\n> quoted\n");
    pair.closed(path, &format!("> :::internal\n> {SECRET} in a quote\n> :::\n"));
    pair.open(path, "> on\n\n```text\ncode\n");
    pair.closed(path, &format!(":::internal\n{SECRET} in code\n:::\n"));
    pair.open(path, "more code\n```\n\n");
    pair.closed(path, &format!("{block}\n"));
    pair.open(path, "## Where\n\nThe end.\n");
}

fn services(pair: &mut Pair) {
    let path = "library/services/network.md";
    pair.open(
        path,
        "---\ntitle: Managed network\narea: network\nprovided_by: noc\nvendors: maker\ntools: monitor\nsites: data-centre\nrequest: noc-line\ncoverage: always\nincludes:\n  - Switches\n",
    );
    pair.open(path, "targets:\n  P1: { respond: 15m, resolve: 4h }\n");
    pair.closed(path, &format!("  P2: {{ respond: 1h, visibility: internal, x-note: {SECRET} }}\n"));
    pair.closed(path, "continuity: { rto: 4h, restored_by: noc, visibility: internal }\n");
    pair.open(path, "---\n");
    text(pair, path);
    pair.closed(&format!("library/services/{SECRET}.md"), &format!("---\ntitle: {SECRET}\nvisibility: internal\n---\n{SECRET}\n"));
    pair.open("library/services/untaken.md", "---\ntitle: Nobody takes this\n---\n");
}

fn rows(pair: &mut Pair) {
    for number in 0..4 {
        let internal = format!(
            "- {{ id: {SECRET}-{number}, title: Row {SECRET}, code: A-0{number}, visibility: internal, accountable: {SECRET}-engineer }}\n"
        );
        pair.closed(ROWS, &internal);
        pair.open(ROWS, &format!("- id: row-{number}\n  title: Row {number}\n  code: B-0{number}\n  area: network\n  service: network\n  accountable: it-manager\n"));
        if pair.dice.often() {
            pair.open(ROWS, "  parts:\n");
            pair.closed(
                ROWS,
                &format!("    - {{ id: hidden, title: {SECRET}, split: step, by: client, visibility: internal, hand_off: {{ to: a }} }}\n"),
            );
            pair.open(ROWS, "    - id: a\n      title: First\n      split: step\n      by: noc\n      does: Watches\n");
            pair.closed(ROWS, &format!("      internal_notes: \"{SECRET}, ask [[{SECRET}-engineer]]\"\n"));
            pair.closed(
                ROWS,
                &format!("      hand_off: {{ to: hidden-not, visibility: internal, x-why: {SECRET} }}\n").replace("hidden-not", "b"),
            );
            pair.open(ROWS, "    - { id: b, title: Second, split: decision, by: it-manager }\n");
        } else {
            let by = pair.dice.pick(&["noc", "it-manager", "client", "provider", "maker", "maker-desk", "maker-tam"]);
            pair.open(ROWS, &format!("  responsible: [{by}]\n"));
        }
        let date = pair.dice.pick(&["2025-01-31", "2026-11-30", "2026-12-24"]);
        pair.open(ROWS, &format!("  every: month\n  decision: who-runs-it\n  tools: monitor\n  evidence: count\n  controls: cis:1.1\n  next: {date}\n  reviewed: 2026-01-0{}\n", number + 1));
        pair.closed(ROWS, &format!("  x-price: {SECRET}\n"));
        pair.closed(ROWS, &format!("  addendum: |\n    :::internal\n    All of it is {SECRET}\n    :::\n"));
    }
    pair.closed(ROWS, &format!("- {{ id: {SECRET}-draft, title: Draft {SECRET}, status: draft, service: network }}\n"));
    pair.open(ROWS, "- { id: old, title: An old row, status: retired, service: network }\n");
}

fn procedures(pair: &mut Pair) {
    let path = "library/procedures/outage.md";
    pair.open(path, "---\ntitle: Network outage\nkind: incident\ntrigger: A site is offline\nsteps:\n");
    pair.closed(path, &format!("  - {{ id: hush, title: {SECRET}, by: provider, visibility: internal }}\n"));
    pair.open(path, "  - { id: call, title: Call, by: client, within: 15m }\n  - { id: fix, title: Fix, by: noc }\n");
    pair.closed(path, &format!("  - {{ id: bill, title: Bill {SECRET}, by: {SECRET}-engineer, visibility: internal }}\n"));
    pair.open(path, "---\n");
    text(pair, path);
}

/// How the sides work together: meetings, ladders, tools, practices, decisions, surges, severity.
fn together(pair: &mut Pair) {
    let path = "library/meetings.yaml";
    pair.closed(path, &format!("- {{ id: {SECRET}-meeting, title: Meeting {SECRET}, visibility: internal, next: 2026-12-01 }}\n"));
    pair.open(path, "- id: review\n  title: Service review\n  chair: noc\n  attendees: [it-manager, noc]\n  every: month\n  next: 2026-12-01\n  agenda: [Tickets, Plans]\n");
    pair.closed(path, &format!("  internal_notes: We lose {SECRET} here\n"));
    let path = "library/escalations.yaml";
    pair.open(path, "- id: ladder\n  title: Something broke\n  kind: incident\n  services: network\n  steps:\n");
    pair.closed(path, &format!("    - {{ who: {SECRET}-engineer, after: 5m, visibility: internal, can_decide: {SECRET} }}\n"));
    pair.open(path, "    - { who: [noc, it-manager], via: noc-line, after: 15m }\n    - { who: provider, after: 1h }\n");
    pair.open(
        path,
        "- id: dispute\n  title: We disagree\n  kind: conflict\n  steps: [{ who: [client, provider] }]\n  final_say: [client, provider]\n",
    );
    pair.closed(path, &format!("- {{ id: {SECRET}-ladder, title: Ladder {SECRET}, status: draft, kind: commercial }}\n"));
    let path = "library/tools.yaml";
    pair.open(
        path,
        "- id: monitor\n  title: Monitor\n  category: monitoring\n  vendor: maker\n  admin: noc\n  read_access: client\n  integrations:\n",
    );
    pair.closed(path, &format!("    - {{ id: hidden, with: {SECRET}-tool, carries: {SECRET}, visibility: internal }}\n"));
    pair.open(
        path,
        "    - { id: tickets, with: psa, direction: two-way, carries: Alerts }\n- { id: psa, title: Tickets, category: psa }\n",
    );
    pair.open(path, &format!("- {{ id: {SECRET}-tool, title: Tool {SECRET} }}\n"));
    let path = "library/practices.yaml";
    pair.open(path, "- { id: freeze, title: Change freeze, learned_in: Retail, state: adopted, services: network }\n");
    pair.closed(path, &format!("- {{ id: {SECRET}-practice, title: Practice {SECRET}, visibility: internal }}\n"));
    let path = "library/decisions.yaml";
    pair.open(
        path,
        "- id: who-runs-it\n  title: Who runs the network\n  decided: outsourced\n  date: 2025-01-01\n  revisit_every: year\n  factors:\n",
    );
    pair.closed(path, &format!("    strategic_importance: {{ score: 1, why: {SECRET}, visibility: internal }}\n"));
    pair.open(path, "    expertise: { score: 4, why: Rare }\n");
    let path = "library/surges.yaml";
    pair.open(
        path,
        "- { id: season, title: Season, kind: season, from: 2026-12-01, until: 2026-12-31, repeats: year, services: network }\n",
    );
    pair.closed(
        path,
        &format!(
            "- {{ id: {SECRET}-surge, title: Surge {SECRET}, kind: project, from: 2026-12-01, until: 2027-01-31, visibility: internal }}\n"
        ),
    );
    let path = "library/severity.yaml";
    pair.open(path, "impacts: [{ id: site, title: Site }]\nurgencies: [{ id: stopped, title: Stopped }]\nmatrix: { site: { stopped: P1 } }\npriorities:\n");
    pair.closed(path, &format!("  - {{ id: P5, title: {SECRET}, visibility: internal }}\n"));
    pair.open(path, "  - { id: P1, title: Critical }\n");
}

/// Vendors with numbers, people and contracts that only the provider may see.
fn vendors(pair: &mut Pair) {
    let path = "library/vendors.yaml";
    pair.closed(path, &format!("- {{ id: {SECRET}-vendor, title: Vendor {SECRET}, visibility: internal }}\n"));
    pair.open(path, "- id: maker\n  title: Maker\n  managed_by: provider\n  support: { phone: +1 614 555 0188 }\n  contracts:\n");
    pair.open(
        path,
        "    - id: licence\n      title: Licence\n      end: 2027-01-31\n      renewal: auto\n      renews_for: 12mo\n      notice: 60d\n",
    );
    pair.closed(path, "      value: { amount: 98765, currency: USD, per: year }\n");
    pair.closed(path, &format!("      internal_notes: Margin {SECRET}\n"));
    pair.closed(path, &format!("    - {{ id: hidden, title: Contract {SECRET}, end: 2026-12-24, visibility: internal }}\n"));
    pair.closed(path, &format!("  account_number: {SECRET}-98765\n"));
    pair.open(path, "  assurance:\n    - { id: soc, kind: SOC 2, expires: 2027-06-30 }\n");
    pair.closed(path, &format!("    - {{ id: pen, kind: Pen test {SECRET}, expires: 2026-12-01, visibility: internal }}\n"));
    pair.open(
        TEAMS,
        "- { id: maker-desk, title: Maker's desk, side: maker }\n- id: maker-tam\n  title: Maker's account team\n  side: maker\n",
    );
    pair.closed(TEAMS, &format!("  members: [{SECRET}-engineer]\n"));
    pair.open(
        "library/sites.yaml",
        "- { id: data-centre, title: Data centre, address: \"1 Main Street\", zone: America/New_York, contacts: sam-rivera }\n",
    );
    pair.closed("library/sites.yaml", &format!("- {{ id: {SECRET}-site, title: Site {SECRET}, visibility: internal }}\n"));
    let path = "library/holidays.yaml";
    pair.open(path, "- id: us\n  title: Holidays\n  days:\n");
    pair.closed(path, &format!("    - {{ date: 2026-12-22, title: Party {SECRET}, visibility: internal }}\n"));
    pair.open(path, "    - { date: 2026-12-25, title: Christmas Day }\n");
}

/// Frameworks and evidence.
fn proof(pair: &mut Pair) {
    let path = "library/frameworks/cis.yaml";
    pair.open(path, "title: Controls\nversion: \"8\"\ngroups: [{ id: \"1\", title: Inventory }]\ncontrols:\n");
    pair.closed(path, &format!("  - {{ id: \"1.0\", group: \"1\", title: {SECRET}, visibility: internal, origination: shared }}\n"));
    pair.open(path, "  - id: \"1.1\"\n    group: \"1\"\n    title: Know what you have\n    origination: [shared, inherited]\n    inherited_from: maker\n    provided: We count\n    client_must: Tell us\n    evidence: count\n");
    pair.closed(path, &format!("    internal_notes: Weak, {SECRET}\n"));
    let path = "library/evidence.yaml";
    pair.open(path, "- id: count\n  title: The count\n  held_by: noc\n  refresh_every: month\n  last: 2026-10-01\n");
    pair.closed(path, &format!("  location: /shares/{SECRET}\n"));
    pair.closed(path, &format!("- {{ id: {SECRET}-report, title: Report {SECRET}, visibility: internal }}\n"));
}

/// Pages and words; one word is used by internal matter alone, and so has no entry in the client's glossary.
fn words(pair: &mut Pair) {
    let path = "library/pages/welcome.md";
    pair.open(path, "---\ntitle: Welcome\nnav: { section: Read this, order: 1 }\n---\n");
    text(pair, path);
    pair.closed(
        &format!("library/pages/{SECRET}.md"),
        &format!("---\ntitle: {SECRET}\nvisibility: internal\nnav: {{ order: 2 }}\n---\nwatched\n"),
    );
    let path = "library/terms.yaml";
    pair.open(path, "- { id: watch, title: watched, meaning: Somebody looks, also: [Watches] }\n");
    pair.open(path, &format!("- {{ id: {SECRET}-word, title: {SECRET}, meaning: What we earn }}\n"));
    pair.closed(path, &format!("- {{ id: {SECRET}-hidden, title: Switches, meaning: {SECRET}, visibility: internal }}\n"));
    pair.open("library/plans.yaml", "- { id: core, title: Core, services: network }\n");
    pair.closed(
        "library/plans.yaml",
        &format!("- {{ id: {SECRET}-plan, title: Plan {SECRET}, services: network, visibility: internal }}\n"),
    );
}

fn client(pair: &mut Pair) {
    let path = "clients/acme/client.yaml";
    pair.open(path, "title: Acme Manufacturing\nshort: Acme\nplan: core\nframeworks: cis\ncontracts:\n");
    pair.closed(path, &format!("  - {{ id: hidden, title: Side letter {SECRET}, end: 2026-12-31, visibility: internal }}\n"));
    pair.open(path, "  - id: agreement\n    title: Agreement\n    end: 2027-06-30\n    notice: 90d\n");
    if pair.dice.often() {
        pair.open(path, "    publish: value\n    value: { amount: 1200, currency: USD, per: month }\n");
    } else {
        pair.closed(path, "    value: { amount: 98765, currency: USD, per: month }\n");
    }
    pair.open(path, "call_first:\n");
    pair.closed(path, &format!("  - {{ when: {SECRET}, call: noc-line, visibility: internal }}\n"));
    pair.open(path, "  - { when: Network down, call: noc-line, urgent: true }\n");
    pair.closed(path, &format!("internal_notes: Renews at {SECRET}\n"));
    pair.open("clients/acme/contacts.yaml", "- id: dana-kim\n  title: Dana Kim\n  side: client\n  role: IT Manager\n");
    if pair.dice.often() {
        pair.open("clients/acme/contacts.yaml", "  publish: [mobile]\n  mobile: +1 312 555 0143\n");
    } else {
        pair.closed("clients/acme/contacts.yaml", "  mobile: +1 312 555 0143\n");
    }
    pair.open("clients/acme/teams.yaml", "- { id: it-manager, members: [dana-kim] }\n");
    let row = "clients/acme/responsibilities.yaml";
    pair.open(row, "- id: outage\n  title: Answer an outage\n  service: network\n  accountable: it-manager\n  responsible: [noc, client]\n  procedures: outage\n");
    // The client closes a library row: for this client that is the same as deleting both.
    pair.always_closed(ROWS, &format!("- {{ id: closed, title: Closed {SECRET}, service: network, accountable: noc }}\n"));
    pair.always_closed(row, "- { id: closed, visibility: internal }\n");
}

fn others(pair: &mut Pair) {
    let path = "clients/hale-burke/client.yaml";
    pair.always_closed(path, &format!("title: Hale & Burke {SECRET}\nservices: [network, untaken]\n"));
    pair.always_closed(
        "clients/hale-burke/responsibilities.yaml",
        &format!("- {{ id: theirs, title: Theirs {SECRET}, service: network, responsible: client }}\n"),
    );
    pair.always_closed("clients/hale-burke/contacts.yaml", "- { id: nora-pike, title: Nora Pike, side: client }\n");
    pair.closed("clients/aaa/client.yaml", &format!("title: The first {SECRET}\nservices: network\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn internal_matter_and_other_clients_leave_no_trace(seed in any::<u64>()) {
        let pair = workspace(seed);
        let full = build(exactly(&pair.full), Edition::Client).remove("acme").unwrap();
        let deleted = build(exactly(&pair.deleted), Edition::Client).remove("acme").unwrap();
        for (path, bytes) in full.iter() {
            let other = deleted.get(path);
            prop_assert!(other.is_some(), "only with internal matter there is {path}");
            prop_assert!(other == Some(bytes), "{path} differs:\n{}", String::from_utf8_lossy(bytes));
            prop_assert!(!String::from_utf8_lossy(bytes).contains(SECRET), "{path} tells what is internal");
        }
        prop_assert_eq!(full.len(), deleted.len());
    }
}

#[test]
fn a_portal_is_the_same_whatever_it_was_made_like() {
    let whole = |portal: &Portal| format!("{:?} {:?}", portal.entities, portal.outside);
    for seed in 0..24 {
        let full = workspace(seed).full;
        let opened = opened(exactly(&full));
        let load = |edition, like: Option<&Portal>| load::load(&opened.workspace, "acme", edition, opened.inputs(today()), like);
        let internal = load(Edition::Internal, None).portal.unwrap();
        let client = load(Edition::Client, None).portal.unwrap();
        assert_eq!(whole(&load(Edition::Client, Some(&internal)).portal.unwrap()), whole(&client));
        assert_eq!(whole(&load(Edition::Internal, Some(&client)).portal.unwrap()), whole(&internal));
        assert!(whole(&client) != whole(&internal));
    }
}

#[test]
fn a_portal_takes_nothing_over_that_names_what_is_gone() {
    const DESK: &str =
        "=== clients/acme/services.yaml\n- id: desk\n  title: Desk\n  provided_by: noc\n  summary: Asks [[noc]]\n=== library/teams.yaml\n";
    let mut known = Known::default();
    let earlier = pipeline::open(written(&format!("{DESK}- {{ id: noc, title: NOC }}\n")), &mut known);
    let like = load::load(&earlier.workspace, "acme", Edition::Client, earlier.inputs(today()), None).portal.unwrap();
    let later = pipeline::open(written(&format!("{DESK}- {{ id: nok, title: NOC }}\n")), &mut known);
    let loaded = load::load(&later.workspace, "acme", Edition::Client, later.inputs(today()), Some(&like));
    assert_eq!(loaded.findings.iter().map(|finding| finding.rule.0).collect::<Vec<_>>(), ["unknown-reference", "unknown-reference"]);
}

#[test]
fn the_internal_edition_holds_what_the_client_must_not_see() {
    let pair = workspace(7);
    let internal = build(exactly(&pair.full), Edition::Internal).remove("acme").unwrap();
    let client = build(exactly(&pair.full), Edition::Client).remove("acme").unwrap();
    let holds = |files: &bailiwick::files::Files| files.iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains(SECRET)).count();
    assert!(holds(&internal) > 5, "the generator writes too little internal matter to prove anything");
    assert_eq!(holds(&client), 0);
}
