//! How long the located tree takes: parse, overlay, read, at 100, 1,000 and 10,000 entities.
//!
//! The aim is 40 ms a megabyte for the tree and 10 ms for reading, and no stage worse than linear.

use std::collections::BTreeMap;
use std::sync::Arc;

use bailiwick::finding::{Finding, Findings};
use bailiwick::source::{FileId, Span};
use bailiwick::yaml::{Laws, Lookup, Mention, Node, overlay, parse, read};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use serde::Deserialize;

const ENTITIES: [usize; 3] = [100, 1_000, 10_000];

fn main() {
    divan::main();
}

/// Writes rows as authors do: parts, lists in brackets, a folded sentence, a comment.
fn rows(count: usize) -> String {
    let row = |number: usize| {
        format!(
            "# Row {number}\n- id: patch-servers-{number}\n  title: Patch servers every month – group {number}\n  area: endpoints\n  accountable: it-manager\n  parts:\n    - id: approve\n      title: Approve the window\n      split: decision\n      by: it-manager\n      does: Approves the window by the 20th\n    - id: deploy\n      title: Deploy\n      split: step\n      by: [noc, service-desk]\n      does: \"Tests and deploys, then reports exceptions\"\n  consulted: [app-owners, security]\n  informed: [account-team]\n  every: month\n  keywords: [server reboot, windows updates]\n  if_missed: >-\n    Known holes stay open, and the insurer\n    asks why.\n  order: {number}\n\n"
        )
    };
    (0..count).map(row).collect()
}

fn tree(text: &str) -> Arc<Node> {
    let (node, findings) = parse(FileId(0), text);
    assert!(findings.is_empty());
    node.expect("there are rows")
}

#[divan::bench(args = ENTITIES, sample_count = 30)]
fn parse_rows(bencher: Bencher<'_, '_>, count: usize) {
    let text = rows(count);
    bencher.counter(BytesCount::of_str(&text)).bench(|| parse(FileId(0), black_box(&text)));
}

#[divan::bench(args = ENTITIES, sample_count = 30)]
fn overlay_rows(bencher: Bencher<'_, '_>, count: usize) {
    let base = tree(&rows(count));
    let over =
        tree(&"- parts:\n    - id: deploy\n      by: soc\n    - { id: extra, title: Extra }\n  informed: [dana-kim]\n".repeat(count));
    let pairs: Vec<_> = base.as_list().unwrap_or(&[]).iter().zip(over.as_list().unwrap_or(&[])).collect();
    let laws = Laws { by_id: &["parts", "steps"], either: &[("parts", "responsible")] };
    bencher.counter(ItemsCount::new(count)).bench(|| pairs.iter().map(|(base, over)| overlay(base, over, laws)).collect::<Vec<_>>());
}

#[derive(Deserialize)]
#[serde(rename = "@actor")]
struct Actor(#[expect(dead_code, reason = "read, and no more")] String);

#[derive(Deserialize)]
#[serde(rename = "#phrase")]
struct Phrase(#[expect(dead_code, reason = "read, and no more")] String);

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Split {
    Decision,
    Step,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read, and no more")]
struct Part {
    id: String,
    title: String,
    split: Split,
    by: Vec<Actor>,
    does: Option<Phrase>,
    #[serde(default)]
    within: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read, and no more")]
struct Row {
    id: String,
    title: String,
    area: Option<String>,
    accountable: Option<Actor>,
    #[serde(default)]
    parts: Vec<Part>,
    #[serde(default)]
    consulted: Vec<Actor>,
    #[serde(default)]
    informed: Vec<Actor>,
    every: Option<String>,
    #[serde(default)]
    keywords: Vec<String>,
    if_missed: Option<Phrase>,
    order: Option<u32>,
}

/// Takes every name for a team's.
struct Names;

impl Lookup for Names {
    fn refer(&self, _: &str, text: &str, _: &Node) -> Result<Option<Mention>, Box<Finding>> {
        Ok(Some(Mention { kind: "team", id: text.into() }))
    }

    fn prose(&self, _: &Node, _: &mut Vec<(Mention, Span)>, _: &mut Findings) {}
}

#[divan::bench(args = ENTITIES, sample_count = 30)]
fn read_rows(bencher: Bencher<'_, '_>, count: usize) {
    let text = rows(count);
    let root = tree(&text);
    let items = root.as_list().unwrap_or(&[]);
    bencher.counter(BytesCount::of_str(&text)).bench(|| items.iter().map(|item| read::<Row>(item, &Names, &[])).collect::<Vec<_>>());
}
