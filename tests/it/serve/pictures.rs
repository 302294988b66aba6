//! A finding's place as the overlay draws it.

use bailiwick::finding::report::pictures;
use bailiwick::finding::{Finding, RuleName};
use bailiwick::source::{SourcePath, Sources, Span};

/// Draws a finding on `marked`, which is found in the text.
fn draw(text: &str, marked: &str) -> String {
    let start = text.find(marked).unwrap();
    draw_at(text, start, start + marked.len())
}

fn draw_at(text: &str, start: usize, end: usize) -> String {
    let mut sources = Sources::default();
    let file = sources.insert(SourcePath::new("library/teams.yaml"), text.into());
    let finding = Finding::error(RuleName("sample"), Span::new(file, start, end), "wrong");
    let pictures = pictures(&[finding], &sources);
    let picture = &pictures[0];
    let place = picture.place.as_ref().unwrap();
    let mut shown = format!("{}:{}:{}\n", place.file, place.line, place.column);
    for line in &picture.lines {
        shown.push_str(&line.text);
        shown.push('\n');
        if let Some(mark) = &line.mark {
            shown.push_str(mark);
            shown.push('\n');
        }
    }
    shown
}

const FIVE: &str = "one: 1\ntwo: 2\nthree: 3\nfour: 4\nfive: 5\n";

#[test]
fn two_lines_before_and_behind_are_shown() {
    assert_eq!(draw(FIVE, "3"), "library/teams.yaml:3:8\n1 | one: 1\n2 | two: 2\n3 | three: 3\n  |        ^\n4 | four: 4\n5 | five: 5\n");
}

#[test]
fn the_first_line_has_none_before_it() {
    assert_eq!(draw(FIVE, "one"), "library/teams.yaml:1:1\n1 | one: 1\n  | ^^^\n2 | two: 2\n3 | three: 3\n");
}

#[test]
fn the_last_line_has_none_behind_it() {
    assert_eq!(draw(FIVE, "five"), "library/teams.yaml:5:1\n3 | three: 3\n4 | four: 4\n5 | five: 5\n  | ^^^^\n");
    assert_eq!(draw(FIVE.trim_end(), "five"), draw(FIVE, "five"), "with or without a line break at the end");
}

#[test]
fn the_end_of_a_file_can_be_marked() {
    let end = FIVE.len();
    assert_eq!(draw_at(FIVE, end, end), "library/teams.yaml:6:1\n4 | four: 4\n5 | five: 5\n6 | \n  | ^\n");
    assert_eq!(draw_at(FIVE, end + 10, end + 20), draw_at(FIVE, end, end), "a place behind the end is the end");
}

#[test]
fn numbers_of_lines_stand_below_each_other() {
    let text: String = (1..=12).map(|line| format!("line-{line}: x\n")).collect();
    assert_eq!(
        draw(&text, "line-9"),
        "library/teams.yaml:9:1\n 7 | line-7: x\n 8 | line-8: x\n 9 | line-9: x\n   | ^^^^^^\n10 | line-10: x\n11 | line-11: x\n"
    );
}

#[test]
fn a_tab_stays_one_above_and_below() {
    assert_eq!(draw("a:\n\tb:\tword\n", "word"), "library/teams.yaml:2:5\n1 | a:\n2 | \tb:\tword\n  | \t  \t^^^^\n");
}

#[test]
fn what_goes_on_over_lines_is_marked_to_the_end_of_the_first() {
    assert_eq!(draw(FIVE, "two: 2\nthree: 3"), "library/teams.yaml:2:1\n1 | one: 1\n2 | two: 2\n  | ^^^^^^\n3 | three: 3\n4 | four: 4\n");
}

#[test]
fn an_empty_place_has_one_caret() {
    assert_eq!(draw_at("a: b\n", 3, 3), "library/teams.yaml:1:4\n1 | a: b\n  |    ^\n");
}

#[test]
fn line_breaks_of_windows_are_not_shown() {
    assert_eq!(draw("a: 1\r\nb: 2\r\nc: 3\r\n", "2\r\n"), "library/teams.yaml:2:4\n1 | a: 1\n2 | b: 2\n  |    ^\n3 | c: 3\n");
}

#[test]
fn what_would_turn_the_line_around_is_replaced() {
    let shown = draw("a: \u{202e}evil\u{202c} \u{1b}[31m\u{0}\u{200b}x word\nb: 1\n", "word");
    assert_eq!(
        shown,
        "library/teams.yaml:1:20\n1 | a: \u{fffd}evil\u{fffd} \u{fffd}[31m\u{fffd}\u{fffd}x word\n  |                    ^^^^\n2 | b: 1\n"
    );
}

#[test]
fn characters_count_and_not_bytes() {
    assert_eq!(draw("ä: Grün, word\n", "word"), "library/teams.yaml:1:10\n1 | ä: Grün, word\n  |          ^^^^\n");
    // A place inside a character is the character.
    assert_eq!(draw_at("ä: x\n", 1, 2), "library/teams.yaml:1:1\n1 | ä: x\n  | ^\n");
}

#[test]
fn a_byte_order_mark_is_no_character() {
    assert_eq!(draw("\u{feff}a: word\n", "word"), "library/teams.yaml:1:4\n1 | a: word\n  |    ^^^^\n");
    assert_eq!(draw_at("\u{feff}a: 1\n", 0, 0), "library/teams.yaml:1:1\n1 | a: 1\n  | ^\n");
}

#[test]
fn a_long_line_is_cut_around_its_mark() {
    let text = format!("{}{}{}\n", "x".repeat(500), "word", "y".repeat(500));
    let shown = draw(&text, "word");
    let expected = format!("library/teams.yaml:1:501\n1 | …{}word{}…\n  | {}^^^^\n", "x".repeat(201), "y".repeat(196), " ".repeat(202));
    assert_eq!(shown, expected);
    let all = draw(&format!("{}\n", "x".repeat(900)), &"x".repeat(900));
    assert_eq!(all, format!("library/teams.yaml:1:1\n1 | {}…\n  | {}\n", "x".repeat(200), "^".repeat(200)));
    let other = draw(&format!("a: 1\n{}\n", "z".repeat(900)), "1");
    assert_eq!(other, format!("library/teams.yaml:1:4\n1 | a: 1\n  |    ^\n2 | {}…\n", "z".repeat(200)), "lines beside it are cut as well");
}

#[test]
fn an_empty_file_has_a_place_and_no_lines() {
    assert_eq!(draw_at("", 0, 0), "library/teams.yaml:1:1\n");
    assert_eq!(draw_at("\n", 0, 0), "library/teams.yaml:1:1\n1 | \n  | ^\n");
}

#[test]
fn whatever_is_said_is_harmless_too() {
    let mut sources = Sources::default();
    let file = sources.insert(SourcePath::new("library/\u{202e}.yaml"), "a".into());
    let finding = Finding::error(RuleName("sample"), Span::new(file, 0, 1), "no \u{1b} here").help("\u{202e}").why("\u{7}");
    let finding = finding.related(Span::new(file, 0, 1), "and \u{9b} there");
    let placeless = Finding::placeless(RuleName("sample"), "nowhere");
    let all = pictures(&[finding, placeless], &sources);
    let json = serde_json::to_string(&all).unwrap();
    let hidden = |character: char| character.is_control() || character == '\u{202e}';
    assert!(!json.contains(hidden), "{json}");
    assert!(!json.contains("\\u001b") && !json.contains("\\u0007"), "{json}");
    assert!(all[1].place.is_none() && all[1].lines.is_empty());
}
