//! A list that is parsed again after an edit gives the tree of a whole parse, places included.

use std::cell::Cell;

use bailiwick::source::FileId;
use bailiwick::yaml::{parse, parse_again};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;

const FILE: FileId = FileId(3);

/// What rows, and the lines between them, are made of.
const PIECES: [&str; 24] = [
    "- id: noc\n",
    "- id: soc\n  title: Security desk\n",
    "- { id: desk, title: Service desk }\n",
    "-   id: wide\n    title: Wide\n",
    "- id: notes\n  body: |\n    - not a row\n\n    more\n\n",
    "- id: folded\n  body: >-\n    some text\n    and more\n",
    "- id: quoted\n  title: \"two\n    lines\"\n",
    "- id: list\n  members:\n    - a\n    - b\n",
    "- id: flow\n  members: [a, b,\n    c]\n",
    "- id: crlf\r\n  title: Windows\r\n",
    "- text\n",
    "-\n",
    "- \n",
    "# a comment\n",
    "  # an indented comment\n",
    "\n",
    "  title: More\n",
    "- id: open\n  title: \"not closed\n",
    "- id: anchor\n  title: &a x\n",
    "- *a\n",
    "---\n",
    "key: value\n",
    "- - nested\n  - list\n",
    "- é: ü\n",
];

fn text(pieces: &[usize]) -> String {
    pieces.iter().map(|piece| PIECES[*piece]).collect()
}

/// Parses a text again from another and holds the result against a whole parse; tells whether there was one.
fn held(before: &str, after: &str) -> bool {
    let (Some(old), findings) = parse(FILE, before) else { return false };
    if !findings.is_empty() {
        return false;
    }
    let Some(again) = parse_again(FILE, (before, &old), after) else { return false };
    let (whole, findings) = parse(FILE, after);
    assert_eq!(findings, vec![], "from {before:?} to {after:?}: a whole parse finds something");
    assert_eq!(Some(again), whole, "from {before:?} to {after:?}");
    true
}

/// Runs many cases and tells how many of them could be parsed again.
fn run<S: Strategy>(cases: u32, strategy: &S, texts: impl Fn(S::Value) -> (String, String)) -> u32 {
    let again = Cell::new(0);
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let judged = TestRunner::new(config).run(strategy, |value| {
        let (before, after) = texts(value);
        again.set(again.get() + u32::from(held(&before, &after)));
        Ok(())
    });
    judged.unwrap();
    again.get()
}

#[test]
fn a_list_parsed_again_is_the_list_parsed_whole() {
    let rows = proptest::collection::vec(0..12_usize, 1..8);
    let put = proptest::collection::vec(0..PIECES.len(), 0..3);
    let strategy = (rows, any::<Index>(), 0..3_usize, put);
    let again = run(20_000, &strategy, |(rows, at, removed, put)| {
        let mut after = rows.clone();
        let at = at.index(after.len() + 1);
        after.splice(at..(at + removed).min(after.len()), put);
        (text(&rows), text(&after))
    });
    assert!(again > 5_000, "only {again} lists could be parsed again");
}

#[test]
fn a_list_with_a_byte_changed_is_the_list_parsed_whole() {
    let rows = proptest::collection::vec(0..12_usize, 1..6);
    let strategy = (rows, any::<Index>(), "[-a:#\"'|{}\\[\\]& \n]{0,2}");
    let again = run(20_000, &strategy, |(rows, at, with)| {
        let before = text(&rows);
        let at = at.index(before.len() + 1);
        let at = (0..=at).rev().find(|at| before.is_char_boundary(*at)).unwrap_or(0);
        let end = (at + 1..=before.len()).find(|end| before.is_char_boundary(*end)).unwrap_or(before.len());
        let after = format!("{}{with}{}", &before[..at], &before[end..]);
        (before, after)
    });
    assert!(again > 5_000, "only {again} lists could be parsed again");
}

#[test]
fn rows_that_stay_are_not_read_anew() {
    let before = "# Teams\n- id: noc\n- id: soc\n- id: desk\n";
    let after = "# Teams\n- id: noc\n- id: soc\n  title: Security desk\n- id: desk\n";
    let (old, _) = parse(FILE, before);
    let old = old.unwrap();
    let again = parse_again(FILE, (before, &old), after).unwrap();
    assert!(std::sync::Arc::ptr_eq(&old.as_list().unwrap()[0], &again.as_list().unwrap()[0]), "the row above is the very same");
    assert!(held(before, after));
    assert!(held(after, before));
    assert!(held(before, "- id: noc\n- id: soc\n- id: desk\n"), "a comment taken out moves all rows");
    assert!(!held(before, "id: noc\n"), "a text that is no list any more is parsed whole");
}
