//! The marks of blocks, and what stays of a text without its internal ones.

use std::ops::Range;

use bailiwick::markdown::{Fence, MarkFault, marks, without_internal, without_internal_ranges};
use proptest::prelude::*;

use super::html;

#[track_caller]
fn check_marks(text: &str, expected: &[(&str, MarkFault)]) {
    let found: Vec<(&str, MarkFault)> = marks(text).into_iter().map(|problem| (&text[problem.range], problem.fault)).collect();
    assert_eq!(found, expected, "\nthe text was\n{text}");
}

#[track_caller]
fn check_without(text: &str, expected: &str) {
    assert_eq!(without_internal(text), expected, "\nthe text was\n{text}");
}

#[test]
fn blocks_that_are_closed_have_nothing_wrong() {
    check_marks("a ::: b\n\n:::note\n:::internal x\n:::\n:::\n> :::steps\n> :::\n   ::::  Warning\n\t:::::\n", &[]);
    check_marks("```\n:::internal\n:::\n```\nuse `:::internal` or \\:::internal", &[]);
}

#[test]
fn a_mark_that_makes_no_block_is_told() {
    check_marks("é\r\n:::internal Ask Sam \r\nx", &[(":::internal Ask Sam", MarkFault::Unclosed(Fence::Internal))]);
    check_marks("> :::note\n> x\n", &[(":::note", MarkFault::Unclosed(Fence::Note))]);
    check_marks("x\n :::\n", &[(":::", MarkFault::Unopened)]);
    check_marks(
        ":::internal\n:::warning\n:::\n:::steps\n",
        &[(":::internal", MarkFault::Unclosed(Fence::Internal)), (":::steps", MarkFault::Unclosed(Fence::Steps))],
    );
    check_marks(":::interal\nx\n:::\n", &[(":::interal", MarkFault::Unknown("interal".to_owned()))]);
    check_marks(":::{internal}\nx\n:::\n", &[(":::{internal}", MarkFault::Unknown("{internal}".to_owned()))]);
}

#[test]
fn an_internal_mark_in_a_line_hides_nothing_and_is_told() {
    check_marks("é :::internal x :::", &[(":::internal", MarkFault::NotAlone)]);
    check_marks("- :::internal\n  x\n  :::\n", &[(":::internal", MarkFault::NotAlone), (":::", MarkFault::Unopened)]);
    check_marks("x\u{2028}::: Internal\n", &[("::: Internal", MarkFault::NotAlone)]);
    check_marks("\u{200b}:::internal\n:::", &[(":::internal", MarkFault::NotAlone), (":::", MarkFault::Unopened)]);
}

#[test]
fn lines_go_whole_and_the_rest_closes_up() {
    check_without("a\n\n:::internal\nx\n\ny\n:::\n\nb\n", "a\n\nb\n");
    check_without("a\n:::internal\nx\n:::\nb\n", "a\nb\n");
    check_without("a\n\n:::internal\nx\n:::\nb\n", "a\n\nb\n");
    check_without("a\n:::internal\nx\n:::\n\nb\n", "a\n\nb\n");
    check_without("a\n\n:::internal\nx\n:::\n\n:::internal\ny\n:::\n\nb\n", "a\n\nb\n");
    check_without("a\n\n:::internal\nx\n:::\n:::internal\ny\n:::\n\nb\n", "a\n\nb\n");
    check_without("a\n:::internal\nx\n:::\n\n:::internal\ny\n:::\nb\n", "a\n\nb\n");
}

#[test]
fn at_an_end_of_the_text_no_blank_line_stays() {
    check_without(":::internal\nx\n:::\n\nb\n", "b\n");
    check_without("a\n\n:::internal\nx\n:::\n", "a\n");
    check_without("a\n\n:::internal\nx\n:::", "a");
    check_without("a\n\n:::internal\nx\n:::\n\n:::internal\ny\n:::\n", "a\n");
    check_without(":::internal\nx\n:::\n", "");
    check_without("\u{feff}:::internal\nx\n:::\nb", "b");
}

#[test]
fn lists_quotes_code_and_all_line_breaks_are_read_alike() {
    check_without("- a\n  :::internal\n  x\n  :::\n- b\n", "- a\n- b\n");
    check_without("> a\n>\n> :::internal\n> x\n> :::\n>\n> b\n", "> a\n>\n> b\n");
    check_without("> > a\n> > :::internal\n> > x\n> > :::\n", "> > a\n");
    check_without("```\na\n:::internal\nx\n:::\nb\n```\n", "```\na\nb\n```\n");
    check_without("        :::internal\n\tx\n\t:::\n", "");
    check_without("a\r\n\r\n::: Internal é \r\nx\r\n:::\r\n\r\nb\r\n", "a\r\n\r\nb\r\n");
    check_without("a\r:::internal\rx\r:::\rb\r", "a\rb\r");
}

#[test]
fn other_blocks_stay_and_end_where_they_did() {
    check_without(":::note\na\n\n:::internal\nx\n:::\n\nb\n:::\n", ":::note\na\n\nb\n:::\n");
    check_without("a\n:::internal\n:::note\nx\n:::\ny\n:::\nb\n", "a\nb\n");
    check_without("a\n:::note\nb\n:::\n", "a\n:::note\nb\n:::\n");
}

#[test]
fn without_a_closing_mark_the_rest_is_internal() {
    check_without("a\n:::internal\nx\n\ny\n", "a\n");
    check_without("a\n:::internal\n:::note\nx\n:::\ny\n", "a\n");
}

#[test]
fn what_goes_is_told_in_bytes() {
    let text = "é\n\n:::internal\nx\n:::\n\nb\n:::internal\ny\n:::\n";
    let ranges: Vec<Range<usize>> = without_internal_ranges(text);
    let gone: Vec<&str> = ranges.into_iter().map(|range| &text[range]).collect();
    assert_eq!(gone, [":::internal\nx\n:::\n\n", ":::internal\ny\n:::\n"]);
    assert!(without_internal_ranges("a\n:::note\n:::\n").is_empty());
}

/// Something to write a text of: without marks, and without the word that must not be seen.
fn block() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "para\nof two lines",
        "## head",
        "- a\n- b",
        "1. a\n2. b\n   - c",
        "> quote\n> more",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "```\ncode\nmore\n```",
        "term\n: means",
        "[[noc]] and [x](y.md)",
        ":::note\ninside\n:::",
        ":::steps\n1. **a** b\n2. c\n:::",
        "note[^1]\n\n[^1]: foot",
        "    indented",
        "- [x] task\n- [ ] other",
        "été\n---",
        "***",
    ])
    .prop_map(str::to_owned)
}

fn secret() -> impl Strategy<Value = String> {
    let inside = prop::sample::select(vec![
        "SECRET",
        "## SECRET",
        "- SECRET\n- SECRET",
        "> SECRET",
        "```\nSECRET\n```",
        ":::note SECRET\nSECRET\n:::",
        "SECRET\n\nSECRET",
        "| SECRET |\n|---|\n| SECRET |",
        "SECRET\n: SECRET",
        ":::internal\nSECRET\n:::",
        "1. SECRET\n\n   SECRET",
        "",
    ]);
    (inside, prop::sample::select(vec!["", "  ", ">", "   "])).prop_map(|(inside, indent)| {
        let lines: Vec<String> = format!(":::internal\n{inside}\n:::").lines().map(|line| format!("{indent}{line}\n")).collect();
        lines.concat()
    })
}

/// Where an internal block is put.
#[derive(Clone, Debug)]
enum Put {
    /// Between two blocks, set apart as they are.
    Apart(usize, String),
    /// Before a line, as it comes.
    Before(usize, String),
}

fn puts() -> impl Strategy<Value = Vec<Put>> {
    let put = (any::<bool>(), 0..100_usize, secret())
        .prop_map(|(apart, at, secret)| if apart { Put::Apart(at, secret) } else { Put::Before(at, secret) });
    prop::collection::vec(put, 0..4)
}

/// Writes the text with and without internal blocks, side by side.
fn both(blocks: &[String], puts: &[Put]) -> (String, String) {
    let public = blocks.join("\n\n") + "\n";
    let mut lines: Vec<String> = public.lines().map(|line| format!("{line}\n")).collect();
    let gaps: Vec<usize> = (0..=lines.len()).filter(|&at| at == 0 || at == lines.len() || lines[at - 1] == "\n").collect();
    let mut insertions: Vec<(usize, String)> = Vec::new();
    for put in puts {
        let (at, text) = match put {
            Put::Apart(at, secret) => {
                let at = gaps[at % gaps.len()];
                (at, if at == lines.len() { format!("\n{secret}") } else { format!("{secret}\n") })
            }
            Put::Before(at, secret) => (at % (lines.len() + 1), secret.clone()),
        };
        // Two in one place would have to agree about the blank line between them.
        if insertions.iter().all(|(other, _)| *other != at) {
            insertions.push((at, text));
        }
    }
    insertions.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    for (at, text) in insertions {
        lines.insert(at, text);
    }
    (lines.concat(), public)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn a_text_without_its_internal_blocks_is_the_text_that_never_had_them(
        blocks in prop::collection::vec(block(), 1..6),
        puts in puts(),
    ) {
        let (text, public) = both(&blocks, &puts);
        prop_assert_eq!(without_internal(&text), public.as_str(), "\nthe text was\n{}", text);
        prop_assert_eq!(html(&without_internal(&text)), html(&public));
        prop_assert!(marks(&text).is_empty());
    }

    #[test]
    fn whatever_is_internal_is_marked_or_gone(blocks in prop::collection::vec(block(), 1..6), puts in puts()) {
        let (text, _) = both(&blocks, &puts);
        super::hostile::check_dom(&html(&text));
        for (words, is_marked) in super::hostile::words_and_marks(&html(&text)) {
            prop_assert!(is_marked || !words.contains("SECRET"), "unmarked: {:?}\nthe text was\n{}", words, text);
        }
    }
}
