//! Parts of a text to the bytes that they were written with.

#![expect(clippy::unwrap_used, reason = "a test fails where there is nothing, and says where")]

use std::sync::Arc;

use bailiwick::source::Span;
use bailiwick::yaml::{Node, Value, locate};
use proptest::prelude::*;

use crate::yaml::{Parsed, parsed, parsed_as};

/// Locates the only occurrence of a snippet in the text at `path`, and gives what stands there with its line and column.
fn place(parsed: &Parsed, node: &Node, snippet: &str) -> String {
    let text = node.as_text().unwrap();
    let start = text.find(snippet).unwrap_or_else(|| panic!("{text:?} holds {snippet:?}"));
    assert_eq!(text.matches(snippet).count(), 1, "{snippet:?} stands once in {text:?}");
    shown(parsed, located(parsed, node, start..start + snippet.len()))
}

fn located(parsed: &Parsed, node: &Node, range: std::ops::Range<usize>) -> Span {
    locate(&parsed.sources.get(node.span.file).text, node, range)
}

fn shown(parsed: &Parsed, span: Span) -> String {
    let at = parsed.sources.position(span);
    format!("{}:{} {}", at.line, at.column, parsed.slice(span))
}

fn at(text: &str, path: &str, snippet: &str) -> String {
    let parsed = parsed(text);
    assert_eq!(parsed.told(), "");
    place(&parsed, parsed.root().at(path), snippet)
}

#[test]
fn in_text_as_it_stands() {
    assert_eq!(at("id: a\ntitle: Café [[noc]] 😀 [[soc]]\n", "title", "[[soc]]"), "2:23 [[soc]]");
    assert_eq!(at("title: 'Café [[noc]]'\n", "title", "[[noc]]"), "1:14 [[noc]]");
    assert_eq!(at("title: \"Café [[noc]]\"\n", "title", "[[noc]]"), "1:14 [[noc]]");
    assert_eq!(at("- { does: \"See [[noc]]\", by: x }\n", "0/does", "[[noc]]"), "1:16 [[noc]]");
}

#[test]
fn in_blocks_of_text() {
    let text = "a:\n  body: |\n    Café one\n\n      deep [[noc]]\n    last [[soc]] ü [[it]]\n  next: x\n";
    assert_eq!(at(text, "a/body", "[[noc]]"), "5:12 [[noc]]");
    assert_eq!(at(text, "a/body", "[[it]]"), "6:20 [[it]]");
    assert_eq!(at(text, "a/body", "deep [[noc]]\nlast"), "5:7 deep [[noc]]\n    last");
    assert_eq!(at(&text.replace('\n', "\r\n"), "a/body", "[[it]]"), "6:20 [[it]]");
    assert_eq!(at("a: |2\n    deep [[noc]]\n  flat\n", "a", "[[noc]]"), "2:10 [[noc]]");
    assert_eq!(at("a: |\n  | [[noc]] | table |\n  > quote\n", "a", "[[noc]]"), "2:5 [[noc]]");
    assert_eq!(at("a: | # why\n\n  [[noc]]\n", "a", "[[noc]]"), "3:3 [[noc]]");
}

#[test]
fn in_folded_text() {
    let text =
        "a: >-\n  Ask the\n  [[noc]] first\n\n  then the [[soc]]\n\n    * deep [[it]]\n  end [[desk]]\nb: one\n  two [[three]]\n\n  four\n";
    assert_eq!(at(text, "a", "[[noc]]"), "3:3 [[noc]]");
    assert_eq!(at(text, "a", "the [[noc]] first"), "2:7 the\n  [[noc]] first");
    assert_eq!(at(text, "a", "[[soc]]"), "5:12 [[soc]]");
    assert_eq!(at(text, "a", "[[it]]"), "7:12 [[it]]");
    assert_eq!(at(text, "a", "[[desk]]"), "8:7 [[desk]]");
    assert_eq!(at(text, "b", "[[three]]"), "10:7 [[three]]");
    assert_eq!(at(text, "b", "four"), "12:3 four");
}

#[test]
fn in_escaped_text() {
    let text = "a: \"Caf\\u00e9 \\\"x\\\"\\n[[noc]]\\t\\U0001F600 [[soc]] \\ud83d\\ude00[[it]]\\\n  \\x41[[desk]]\"\nb: 'it''s [[noc]]\n  isn''t [[soc]]'\n";
    assert_eq!(at(text, "a", "[[noc]]"), "1:22 [[noc]]");
    assert_eq!(at(text, "a", "[[soc]]"), "1:42 [[soc]]");
    assert_eq!(at(text, "a", "[[it]]"), "1:62 [[it]]");
    assert_eq!(at(text, "a", "[[desk]]"), "2:7 [[desk]]");
    assert_eq!(at(text, "a", "é"), "1:8 \\u00e9");
    assert_eq!(at(text, "a", "\"x\""), "1:15 \\\"x\\\"");
    assert_eq!(at(text, "b", "[[noc]]"), "3:11 [[noc]]");
    assert_eq!(at(text, "b", "isn't [[soc]]"), "4:3 isn''t [[soc]]");
}

#[test]
fn in_the_text_under_front_matter() {
    for begin in ["# Café", "| a | b |", "> quote", "'quoted'", "\"quoted\"", "|", "- list"] {
        let text = format!("---\ntitle: x\n---\n{begin}\r\n\r\n  see [[noc]]\r\n");
        let parsed = parsed_as("page.md", &text);
        assert_eq!(place(&parsed, parsed.root().get("body").unwrap(), "[[noc]]"), "6:7 [[noc]]", "{begin}");
    }
}

#[test]
fn the_right_one_of_several() {
    let parsed = parsed("a: >\n  [[noc]] and [[noc]]\n  and [[noc]]\n");
    let node = parsed.root().at("a");
    let text = node.as_text().unwrap();
    let all: Vec<String> =
        text.match_indices("[[noc]]").map(|(start, part)| shown(&parsed, located(&parsed, node, start..start + part.len()))).collect();
    assert_eq!(all, ["2:3 [[noc]]", "2:15 [[noc]]", "3:7 [[noc]]"]);
}

#[test]
fn an_empty_part_has_an_empty_place() {
    let parsed = parsed("a: |\n  one\n  two\n");
    let node = parsed.root().at("a");
    assert_eq!(shown(&parsed, located(&parsed, node, 4..4)), "3:3 ");
    assert_eq!(shown(&parsed, located(&parsed, node, 1..1)), "2:4 ");
}

/// A node with the lines of internal blocks taken out, as the client edition has it.
fn for_clients(node: &Node, kept: &str) -> Node {
    assert_ne!(node.as_text(), Some(kept));
    Node { span: node.span, value: Value::Scalar { text: kept.into(), plain: false } }
}

#[test]
fn what_stands_in_internal_blocks_does_not_count() {
    let parsed = parsed(
        "body: |\n  Café [[noc]]\n  :::internal\n  not [[soc]]\n  :::note\n  nor [[soc]]\n  :::\n  nor here [[soc]]\n  :::\n  but [[soc]]\n  > :::Internal\n  > [[it]]\n  > :::\n  - end [[it]]\n",
    );
    let node = for_clients(parsed.root().at("body"), "Café [[noc]]\nbut [[soc]]\n- end [[it]]\n");
    assert_eq!(place(&parsed, &node, "[[noc]]"), "2:8 [[noc]]");
    assert_eq!(place(&parsed, &node, "[[soc]]"), "10:7 [[soc]]");
    assert_eq!(place(&parsed, &node, "[[it]]"), "14:9 [[it]]");
    assert_eq!(
        place(&parsed, &node, "noc]]\nbut"),
        "2:10 noc]]\n  :::internal\n  not [[soc]]\n  :::note\n  nor [[soc]]\n  :::\n  nor here [[soc]]\n  :::\n  but"
    );
    // The internal edition has them all, and each is found where it stands.
    let node = parsed.root().at("body");
    let third = node.as_text().unwrap().match_indices("[[soc]]").nth(2).unwrap().0;
    assert_eq!(shown(&parsed, located(&parsed, node, third..third + 7)), "8:12 [[soc]]");
}

#[test]
fn internal_blocks_in_front_matter_files_quotes_and_folded_text() {
    let page = parsed_as("page.md", "---\nid: a\n---\r\none\r\n:::internal\r\n[[noc]]\r\n:::\r\n[[noc]] two\r\n:::internal\r\nopen");
    let node = for_clients(page.root().at("body"), "one\r\n[[noc]] two");
    assert_eq!(place(&page, &node, "[[noc]]"), "8:1 [[noc]]");

    let quoted = parsed("a: \"one\\n:::internal\\n[[noc]]\\n:::\\n[[noc]] two\"\n");
    let node = for_clients(quoted.root().at("a"), "one\n[[noc]] two");
    assert_eq!(place(&quoted, &node, "[[noc]]"), "1:37 [[noc]]");

    let folded = parsed("a: >\n  one\n\n  :::internal\n\n  [[noc]]\n\n  :::\n\n  [[noc]]\n  two\n");
    let node = for_clients(folded.root().at("a"), "one\n[[noc]] two\n");
    assert_eq!(place(&folded, &node, "[[noc]]"), "10:3 [[noc]]");
}

#[test]
fn what_cannot_be_told_is_the_whole_text() {
    let parsed = parsed("a: |\n  one [[noc]]\n  two [[noc]]\n");
    // This text was not made from that source by any rule.
    let node = for_clients(parsed.root().at("a"), "other [[noc]]");
    assert_eq!(located(&parsed, &node, 6..13), node.span);
    let node = for_clients(parsed.root().at("a"), "other two [[noc]]");
    assert_eq!(shown(&parsed, located(&parsed, &node, 6..9)), "3:3 two");
    assert_eq!(located(&parsed, &node, 100..200), node.span);
    assert_eq!(located(&parsed, parsed.root(), 0..1), parsed.root().span);
}

/// Writes a text as YAML in one of the ways there are.
fn written(style: usize, text: &str) -> String {
    let indented = |text: &str| {
        text.split('\n').map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") }).collect::<String>()
    };
    match style {
        0 => format!("k:\n  a: |4-\n{}", indented(text)).replace("|4-", "|2-"),
        1 => format!("k:\n  a: \"{}\"\n", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('é', "\\xe9")),
        2 => format!("k:\n  a: '{}'\n", text.replace('\'', "''").replace('\n', "\n\n    ")),
        3 => format!("k:\n  a: >2-\n{}", indented(&text.replace('\n', "\n\n"))),
        _ => format!("k: {{ a: \"{}\" }}\r\n", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\\r\n   \\n")),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Every word of a text is found where it stands, in every way of writing.
    #[test]
    fn every_word_is_found(words in prop::collection::vec("[a-c]{1,2}|é'|\"x|b\\\\|😀", 1..8), breaks in prop::collection::vec(prop::bool::weighted(0.3), 8), style in 0..5usize) {
        let mut text = String::new();
        for (word, line_break) in words.iter().zip(breaks) {
            text.push_str(if text.is_empty() { "" } else if line_break { "\n" } else { " " });
            text.push_str(word);
        }
        let source = written(style, &text);
        let parsed = parsed(&source);
        prop_assert_eq!(parsed.told(), "");
        let node = parsed.root().at("k/a");
        prop_assert_eq!(node.as_text().unwrap(), &text, "{:?}", source);
        let mut start = 0;
        let mut reached = 0;
        for word in text.split([' ', '\n']) {
            let span = located(&parsed, node, start..start + word.len());
            let stands = parsed.slice(span).replace("''", "'").replace("\\xe9", "é").replace("\\\"", "\"").replace("\\\\", "\\");
            prop_assert_eq!(stands, word, "in {:?}", source);
            prop_assert!(span.start >= reached, "words stand in their order in {:?}", source);
            reached = span.end;
            start += word.len() + 1;
        }
    }
}

#[test]
fn a_text_of_a_megabyte_is_laid_out_once() {
    let body = "Café [[noc]] and more\n".repeat(50_000);
    let parsed = parsed(&format!("a: |\n{}", body.lines().map(|line| format!("  {line}\n")).collect::<String>()));
    let node: &Arc<Node> = parsed.root().get("a").unwrap();
    let layout = bailiwick::yaml::locate::Layout::of(&parsed.sources.get(node.span.file).text, node);
    let all = node
        .as_text()
        .unwrap()
        .match_indices("[[noc]]")
        .filter(|(start, part)| parsed.slice(layout.locate(*start..start + part.len())) == "[[noc]]");
    assert_eq!(all.count(), 50_000);
}
