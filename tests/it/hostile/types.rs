//! Every value of every kind, replaced by one of another type: at least one finding at a place, or a portal, and never a panic.

use bailiwick::pipeline::Known;
use std::collections::{BTreeMap, BTreeSet};

use bailiwick::model::portal::Edition;
use bailiwick::pipeline::Written;
use bailiwick::source::{FileId, SourcePath, Span};
use bailiwick::yaml::{Node, Value, parse, parse_front_matter};

use super::judge_again;
use crate::world::{exactly, from_disk};

/// What stands where something else is expected; each fits into a block and into `{ }`.
const WRONG: [&str; 9] = ["[a, b]", "{ a: b }", "[[]]", "7", "-1e400", "", "~", "\"\"", "\"two words: and a [[link]] # more\""];

/// Collects the scalars of a tree with their way from the root, in which an item of any list is `*`.
fn scalars(node: &Node, way: &str, found: &mut Vec<(String, Span)>) {
    match &node.value {
        Value::Scalar { .. } => found.push((way.to_owned(), node.span)),
        Value::List(items) => items.iter().for_each(|item| scalars(item, &format!("{way}/*"), found)),
        Value::Map(entries) => {
            for entry in entries.iter().filter(|entry| &*entry.key != "body" || entry.key_span != entry.node.span) {
                scalars(&entry.node, &format!("{way}/{}", entry.key), found);
            }
        }
    }
}

/// Returns each field that a workspace uses, with the first place that uses it: a kind, and the way to the field.
fn fields(written: &Written) -> BTreeMap<String, (SourcePath, Span)> {
    let mut fields = BTreeMap::new();
    for (file, source) in written.sources.iter() {
        let parts: Vec<&str> = source.path.as_str().split('/').collect();
        let kind = match parts[..] {
            ["library", kind, ..] | ["clients", _, kind, ..] => kind,
            _ => parts[0],
        };
        let kind = kind.split('.').next().unwrap();
        let (node, _) = parsed(file, source.path.extension(), &source.text);
        let mut found = Vec::new();
        if let Some(node) = node {
            scalars(&node, if node.as_list().is_some() { "" } else { "/*" }, &mut found);
        }
        for (way, span) in found {
            fields.entry(format!("{kind}{way}")).or_insert((source.path.clone(), span));
        }
    }
    fields
}

fn parsed(file: FileId, extension: &str, text: &str) -> (Option<std::sync::Arc<Node>>, bailiwick::finding::Findings) {
    if extension == "md" { parse_front_matter(file, text) } else { parse(file, text) }
}

/// Replaces a value of a workspace; a block that ends in a line break keeps it.
fn replaced(written: &Written, path: &SourcePath, span: Span, value: &str) -> Written {
    let mut written = written.clone();
    let text = written.sources.get(written.sources.id(path).unwrap()).text.clone();
    let end = if text[span.range()].ends_with('\n') { "\n" } else { "" };
    let text = format!("{}{value}{end}{}", &text[..span.start as usize], &text[span.end as usize..]);
    written.sources.insert(path.clone(), text.into());
    written
}

/// Replaces the first use of each field by everything that is wrong there, one at a time; returns the rules that were told.
fn replace_each(written: &Written, edition: Edition) -> BTreeSet<&'static str> {
    let mut known = Known::default();
    let whole = judge_again(written.clone(), edition, &mut known);
    assert_eq!(whole.told(), Vec::<String>::new());
    let fields = fields(written);
    assert!(fields.len() > 90, "there are few fields: {:?}", fields.keys());
    let mut rules = BTreeSet::new();
    for (field, (path, span)) in &fields {
        for value in WRONG {
            let judged = judge_again(replaced(written, path, *span, value), edition, &mut known);
            assert!(judged.opened.parsed <= 2, "{field}: {value}: one file is changed, and one changed back");
            assert!(
                !judged.findings.is_empty() || judged.portals.len() == whole.portals.len(),
                "{field}: {value} makes neither findings nor a portal"
            );
            for finding in &judged.findings {
                rules.insert(finding.rule.0);
                let at = finding.span.map(|span| judged.opened.sources.get(span.file).path.clone());
                assert!(at.is_some(), "{field}: {value}: {finding:?}");
            }
        }
    }
    rules
}

#[test]
fn every_field_of_every_kind_takes_every_wrong_type() {
    let rules = replace_each(&exactly(&super::small()), Edition::Client);
    for rule in [
        "wrong-type",
        "wrong-word",
        "bad-id",
        "bad-date",
        "bad-duration",
        "bad-zone",
        "bad-time",
        "bad-day",
        "bad-frequency",
        "unknown-reference",
    ] {
        assert!(rules.contains(rule), "{rule} was never told: {rules:?}");
    }
}

#[test]
fn a_sample_of_the_examples_values_takes_a_wrong_type() {
    let written = from_disk(concat!(env!("CARGO_MANIFEST_DIR"), "/content-example"));
    let mut known = Known::default();
    let whole = judge_again(written.clone(), Edition::Internal, &mut known);
    assert_eq!((whole.told(), whole.portals.len()), (Vec::new(), 3));
    let mut places = Vec::new();
    for (file, source) in written.sources.iter() {
        if let (Some(node), _) = parsed(file, source.path.extension(), &source.text) {
            let mut found = Vec::new();
            scalars(&node, "", &mut found);
            places.extend(found.into_iter().map(|(_, span)| (source.path.clone(), span)));
        }
    }
    assert!(places.len() > 1_000, "{}", places.len());
    // A prime step meets every file and every kind of value.
    for (number, (path, span)) in places.iter().step_by(211).enumerate() {
        let value = WRONG[number % WRONG.len()];
        let judged = judge_again(replaced(&written, path, *span, value), Edition::Internal, &mut known);
        assert!(!judged.findings.is_empty() || judged.portals.len() == 3, "{path} {span:?}: {value}");
    }
}
