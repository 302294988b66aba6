//! The mistakes that people make in YAML: what they are told, where, and what to do.

use crate::yaml::{lines, parsed};

/// Gives what is told about a text that is not YAML; nothing of such a text is taken.
fn told(text: &str) -> String {
    let parsed = parsed(text);
    assert_eq!(parsed.node, None, "{text:?}");
    parsed.told()
}

/// Gives the text after the fix of its one finding.
fn mended(text: &str) -> String {
    let parsed = parsed(text);
    let fix = parsed.findings[0].fix.as_ref().expect("the mistake has one right mending");
    let mut mended = text.to_owned();
    mended.replace_range(fix.span.range(), &fix.text);
    assert_eq!(crate::yaml::parsed(&mended).told(), "", "{mended:?}");
    mended
}

#[test]
fn a_tab_indents_a_line() {
    let expected = "3:1 \"\\t\" yaml-syntax: a tab indents this line\n  help: indent with spaces: YAML takes no tabs\n";
    assert_eq!(told("title: Dana\nparts:\n\t- id: a\n"), expected);
    assert_eq!(told("title: Dana\n# more\n\trole: x\n"), expected);
    assert_eq!(told("a:\n  b: x\n \tc: y\n"), expected.replace("3:1", "3:2"));
}

#[test]
fn a_space_is_missing_after_a_colon() {
    let expected = |place: &str| {
        format!("{place} \":\" yaml-syntax: a space is missing after the colon of `title`\n  help: write `title: Dana Kim`\n")
    };
    assert_eq!(told("title:Dana Kim\nrole: x\n"), expected("1:6"));
    assert_eq!(told("- id: a\n  title:Dana Kim\n"), expected("2:8"));
    assert_eq!(told("- title:Dana Kim\n  id: a\n"), expected("1:8"));
    assert_eq!(mended("- id: a\n  title:Dana Kim\n"), "- id: a\n  title: Dana Kim\n");
}

#[test]
fn a_colon_stands_inside_the_text() {
    assert_eq!(
        told("title: Patching: how and when\nid: x\n"),
        lines(
            r#"
            1:8 "Patching: how and when" yaml-syntax: text that holds a colon and a space looks like a second key
              help: put the text in quotes
            "#
        )
    );
    assert!(told("- title: Patching:\n").starts_with("1:10 \"Patching:\" yaml-syntax: text that holds a colon"));
}

#[test]
fn a_quote_is_not_closed() {
    let expected = "2:10 \"\\\"\" yaml-syntax: the quote that opens here is not closed";
    assert_eq!(told("- id: a\n  title: \"Dana\n  role: x\n"), format!("{expected}\n  help: end the text with `\"`\n"));
    assert_eq!(
        told("- id: a\n  title: \"Dana\n- id: b\n  title: \"Lee\"\n"),
        format!("{expected} on its line\n  help: end the text with `\"`\n  4:11 \"L\" reading stopped here\n")
    );
    assert_eq!(
        told("- 'Dana\n- 'Lee'\n"),
        "1:3 \"'\" yaml-syntax: the quote that opens here is not closed on its line\n  help: end the text with `'`\n  2:4 \"L\" reading stopped here\n"
    );
}

#[test]
fn text_follows_a_closing_quote() {
    assert_eq!(
        told("note: 'it's wrong'\n"),
        "1:11 \"s wrong'\" yaml-syntax: text follows the closing quote\n  help: write `''` for an apostrophe inside single quotes\n"
    );
    assert_eq!(
        told("title: \"Dana\" Kim\n"),
        "1:15 \"Kim\" yaml-syntax: text follows the closing quote\n  help: put the whole text in quotes, and write `\\\"` for a quote inside it\n"
    );
}

#[test]
fn text_starts_with_a_sign_of_yaml() {
    let cases = [
        ("by: @dana\n", "1:5 \"@\" yaml-syntax: text cannot start with `@`", Some("by: \"@dana\"\n")),
        ("title: `code` here\n", "1:8 \"`\" yaml-syntax: text cannot start with a backtick", Some("title: \"`code` here\"\n")),
        ("title: *bold* text\n", "1:8 \"*\" yaml-syntax: text cannot start with `*`", Some("title: \"*bold* text\"\n")),
        ("up: %99\n", "1:5 \"%\" yaml-syntax: text cannot start with `%`", Some("up: \"%99\"\n")),
        ("by: @dana # lead\n", "1:5 \"@\" yaml-syntax: text cannot start with `@`", None),
        ("{ by: @dana }\n", "1:7 \"@\" yaml-syntax: text cannot start with `@`", None),
        ("%FOO\na: b\n", "1:1 \"%\" yaml-syntax: a line cannot start with `%`", None),
    ];
    for (text, expected, after) in cases {
        assert_eq!(told(text), format!("{expected}\n  help: put the text in quotes\n"), "{text:?}");
        match after {
            Some(after) => assert_eq!(mended(text), after),
            None => assert_eq!(parsed(text).findings[0].fix, None, "{text:?}"),
        }
    }
}

#[test]
fn indentation_fits_nothing() {
    assert_eq!(
        told("title: Dana\n  role: x\n"),
        lines(
            r#"
            2:3 "role" yaml-syntax: `role` is indented deeper than the line above, so it goes on with its text
              help: give keys that belong together the same indentation; put text that holds a colon in quotes
            "#
        )
    );
    assert_eq!(
        told("a:\n    b: 1\n\n  c: 2\n"),
        lines(
            r#"
            4:3 "c: 2" yaml-syntax: the indentation of this line fits none of the lines above
              help: give keys, or items, that belong together the same indentation
            "#
        )
    );
    assert_eq!(
        told("parts:\n  - id: a\n  title: A\n"),
        lines(
            r#"
            3:3 "title: A" yaml-syntax: this line neither goes on with the item above nor starts a new one
              help: indent it by 4 spaces to go on with the item, or start it with `- `
            "#
        )
    );
    assert!(told("a:\n  - b\n - c\n").starts_with("3:2 \"- c\" yaml-syntax: the indentation of this line fits none of the lines above\n"));
}

#[test]
fn a_list_stands_where_none_can() {
    assert_eq!(
        told("by: - noc\n    - soc\n"),
        "1:5 \"-\" yaml-syntax: a list starts on the line of its key\n  help: put each `- …` on a line of its own under the key\n"
    );
    assert_eq!(told("by: -\n"), "1:5 \"-\" yaml-syntax: a `-` alone is no text\n  help: put it in quotes, or leave the value out\n");
    assert_eq!(
        told("title: x\n- a\n- b\n"),
        "2:1 \"-\" yaml-syntax: a list item stands among keys\n  help: give the list a key of its own, and indent its items alike under it\n"
    );
}

#[test]
fn a_line_is_neither_key_nor_text() {
    assert_eq!(
        told("id: a\njust a sentence\nrole: x\n"),
        lines(
            r#"
            2:1 "just a sentence" yaml-syntax: this line is neither a `key: value` nor more of the text above
              help: indent it deeper if it goes on with the text above
            "#
        )
    );
    assert!(told("note: |\ntext\n").starts_with("2:1 \"text\" yaml-syntax: this line is neither"));
}

#[test]
fn a_bracket_is_not_closed() {
    assert_eq!(
        told("- { id: a, title: A\n- { id: b }\n"),
        "1:3 \"{\" yaml-syntax: the `{` that opens here is not closed\n  help: close it with `}`, or put text that starts with a bracket in quotes\n"
    );
    assert_eq!(
        told("a: [x, y\nb: 1\n"),
        lines(
            r#"
            1:4 "[" yaml-syntax: the `[` that opens here is not closed
              help: close it with `]`, or put text that starts with a bracket in quotes
              2:2 ":" reading stopped here
            "#
        )
    );
    assert!(told("- { id: a ]\n").starts_with("1:3 \"{\" yaml-syntax: the `{` that opens here is closed by `]`\n"));
    assert!(told("a: x\nb: ]\n").starts_with("2:4 \"]\" yaml-syntax: `]` closes a bracket that was never opened\n"));
    assert_eq!(
        told("title: [client] does it\n"),
        "1:17 \"does it\" yaml-syntax: text follows the closing bracket\n  help: put text that starts with a bracket in quotes\n"
    );
}

#[test]
fn a_backslash_means_something_in_double_quotes() {
    assert_eq!(
        told("path: \"C:\\\\x \\Users\"\n"),
        lines(
            r#"
            1:14 "\\U" yaml-syntax: `\U` means nothing in double quotes
              help: write `\\` for a backslash, or use single quotes, in which a backslash is only that
            "#
        )
    );
    assert!(told("a: \"é\\q\"\n").starts_with("1:6 \"\\\\q\" yaml-syntax: `\\q` means nothing in double quotes\n"));
    assert!(told("a: \"\\ud800\"\n").contains("yaml-syntax: a character is written here as a number that is no character"));
}

#[test]
fn text_stands_beside_the_sign_of_a_block() {
    assert_eq!(
        told("note: > 5 ms\n"),
        lines(
            r#"
            1:7 ">" yaml-syntax: text follows `>` on its line
              help: start the text on the next line, indented; or put text that starts with this sign in quotes
            "#
        )
    );
}

#[test]
fn signs_that_start_nothing() {
    assert_eq!(told("a: , b\n"), "1:4 \",\" yaml-syntax: `,` cannot start a value\n  help: put the text in quotes\n");
    assert_eq!(told("a: ? b\n"), "1:4 \"?\" yaml-syntax: text cannot start with `?`\n  help: put the text in quotes\n");
    assert_eq!(
        told("a: \"x\n---\ny\"\n"),
        "1:4 \"\\\"\" yaml-syntax: the quote that opens here is not closed\n  help: end the text with `\"`\n"
    );
}

#[test]
fn signs_that_cannot_be_seen() {
    assert_eq!(told("a: x\0y\n"), "1:5 \"\\0\" yaml-syntax: the control character U+0000 cannot stand here\n  help: delete it\n");
    assert_eq!(
        told("a: b\n\u{feff}c: d\n"),
        "2:1 \"\\u{feff}\" yaml-syntax: a byte order mark stands inside the text\n  help: delete it\n"
    );
    assert_eq!(mended("a: b\n\u{feff}c: d\n"), "a: b\nc: d\n");
}

#[test]
fn a_mistake_after_a_byte_order_mark_accents_and_windows_line_ends_keeps_its_place() {
    assert_eq!(
        told("\u{feff}title: Ä\r\n# é\r\nby: @é\r\n"),
        "3:5 \"@\" yaml-syntax: text cannot start with `@`\n  help: put the text in quotes\n"
    );
    assert_eq!(mended("title: Ä\r\nby: @é\r\n"), "title: Ä\r\nby: \"@é\"\r\n");
}

#[test]
fn what_was_found_before_the_text_breaks_is_told_too() {
    let told = told("two words: x\na: *b\nc: @d\n");
    let places: Vec<&str> = told.lines().filter_map(|line| line.split(' ').next().filter(|place| !place.is_empty())).collect();
    assert_eq!(places, ["1:1", "2:4", "3:4"]);
}
