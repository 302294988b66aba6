//! Text to nodes: every node, key and finding at its bytes.

#![expect(clippy::unwrap_used, reason = "a test fails where there is nothing, and says where")]

use std::fmt::Write as _;
use std::sync::Arc;

use bailiwick::finding::{Finding, Findings};
use bailiwick::source::{SourcePath, Sources, Span};
use bailiwick::yaml::{Node, Value, parse, parse_front_matter};

/// A workspace of one file, and what its text was parsed to.
pub(crate) struct Parsed {
    pub(crate) sources: Sources,
    pub(crate) node: Option<Arc<Node>>,
    pub(crate) findings: Findings,
}

impl Parsed {
    pub(crate) fn root(&self) -> &Arc<Node> {
        self.node.as_ref().expect("the text holds a value")
    }

    pub(crate) fn slice(&self, span: Span) -> &str {
        self.sources.slice(span)
    }

    /// Tells the findings, a line each: place, bytes, rule, message; help and related places beneath.
    pub(crate) fn told(&self) -> String {
        self.findings.iter().map(|finding| told(&self.sources, finding)).collect()
    }
}

pub(crate) fn told(sources: &Sources, finding: &Finding) -> String {
    let span = finding.span.expect("a finding of a file has a place");
    let at = sources.position(span);
    let mut told = format!("{}:{} {:?} {}: {}\n", at.line, at.column, sources.slice(span), finding.rule, finding.message);
    if let Some(help) = &finding.help {
        writeln!(told, "  help: {help}").unwrap();
    }
    for related in &finding.related {
        let at = sources.position(related.span);
        writeln!(told, "  {}:{} {:?} {}", at.line, at.column, sources.slice(related.span), related.message).unwrap();
    }
    told
}

pub(crate) fn parsed(text: &str) -> Parsed {
    parsed_as("file.yaml", text)
}

pub(crate) fn parsed_as(name: &str, text: &str) -> Parsed {
    let mut sources = Sources::default();
    // The file under test is not the first, so that a span with the wrong file is noticed.
    sources.insert(SourcePath::new("first.yaml"), "".into());
    let file = sources.insert(SourcePath::new(name), text.into());
    let parse = if name.ends_with(".md") { parse_front_matter } else { parse };
    let (node, findings) = parse(file, text);
    Parsed { sources, node, findings }
}

/// Shows a tree, a line a node: the way to it, what it is, and its bytes.
pub(crate) fn tree(text: &str) -> String {
    let parsed = parsed(text);
    assert_eq!(parsed.told(), "", "no findings in {text:?}");
    shown(&parsed)
}

fn shown(parsed: &Parsed) -> String {
    let mut lines = String::new();
    show(parsed, parsed.root(), "", &mut lines);
    // The root itself has no way to it.
    lines.trim_start().to_owned()
}

fn show(parsed: &Parsed, node: &Node, way: &str, lines: &mut String) {
    let slice = parsed.slice(node.span);
    match &node.value {
        Value::Scalar { .. } if node.is_null() => writeln!(lines, "{way} nothing {slice:?}").unwrap(),
        Value::Scalar { text, .. } if **text == *slice => writeln!(lines, "{way} {text:?}").unwrap(),
        Value::Scalar { text, .. } => writeln!(lines, "{way} {text:?} {slice:?}").unwrap(),
        Value::List(items) => {
            writeln!(lines, "{way} list {slice:?}").unwrap();
            for (index, item) in items.iter().enumerate() {
                show(parsed, item, &format!("{way}/{index}"), lines);
            }
        }
        Value::Map(entries) => {
            writeln!(lines, "{way} map {slice:?}").unwrap();
            for entry in entries {
                let key = parsed.slice(entry.key_span);
                assert!(key == &*entry.key || key.trim_matches(['"', '\'']) == &*entry.key, "{key:?} is the key {:?}", entry.key);
                show(parsed, &entry.node, &format!("{way}/{}", entry.key), lines);
            }
        }
    }
}

/// Leaves out the first line break, the last line's blanks and the indentation of a text in a test.
pub(crate) fn lines(text: &str) -> String {
    let text = text.strip_prefix('\n').unwrap_or(text).trim_end_matches(' ');
    let indentation =
        text.lines().filter(|line| !line.trim().is_empty()).map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    text.lines().map(|line| format!("{}\n", line.get(indentation..).unwrap_or(""))).collect()
}

#[test]
fn scalars_keys_lists_and_mappings_know_their_bytes() {
    let shown = tree("title: Dana Kim   # the lead\nparts:\n  - id: a\n    by: [noc, \"plant it\"]\n\n  - {id: b, by: }\n# the end\n");
    let expected = lines(
        r#"
        map "title: Dana Kim   # the lead\nparts:\n  - id: a\n    by: [noc, \"plant it\"]\n\n  - {id: b, by: }"
        /title "Dana Kim"
        /parts list "- id: a\n    by: [noc, \"plant it\"]\n\n  - {id: b, by: }"
        /parts/0 map "id: a\n    by: [noc, \"plant it\"]"
        /parts/0/id "a"
        /parts/0/by list "[noc, \"plant it\"]"
        /parts/0/by/0 "noc"
        /parts/0/by/1 "plant it" "\"plant it\""
        /parts/1 map "{id: b, by: }"
        /parts/1/id "b"
        /parts/1/by nothing ""
        "#,
    );
    assert_eq!(shown, expected);
}

#[test]
fn a_list_under_its_key_without_indentation_starts_at_its_dash() {
    assert_eq!(
        tree("by: # both\n- noc\n- soc\nto:\n  # nobody\n\n  - x\n"),
        lines(
            r#"
            map "by: # both\n- noc\n- soc\nto:\n  # nobody\n\n  - x"
            /by list "- noc\n- soc"
            /by/0 "noc"
            /by/1 "soc"
            /to list "- x"
            /to/0 "x"
            "#
        )
    );
    assert_eq!(tree("- - a\n  - b\n-\n  - c\n").lines().next().unwrap(), "list \"- - a\\n  - b\\n-\\n  - c\"");
}

#[test]
fn what_is_not_there_has_an_empty_place_behind_its_colon() {
    let parsed = parsed("a:\n\n# later\nb:   # nothing\nc: {d, e: , f:}\ng:\n");
    let places: Vec<(&str, u32)> = ["a", "b", "c/d", "c/e", "c/f", "g"]
        .iter()
        .map(|path| (*path, parsed.root().at(path)))
        .map(|(path, node)| (path, node.span.start))
        .collect();
    let text = &parsed.sources.get(parsed.root().span.file).text;
    let behind = |key: &str| u32::try_from(text.find(key).unwrap() + key.len()).unwrap();
    assert_eq!(
        places,
        [
            ("a", behind("a:")),
            ("b", behind("b:")),
            ("c/d", behind("{d")),
            ("c/e", behind("e:")),
            ("c/f", behind("f:")),
            ("g", behind("g:"))
        ]
    );
    assert!(parsed.root().entries().iter().filter(|entry| &*entry.key != "c").all(|entry| entry.node.is_null()));
}

#[test]
fn quotes_and_escapes_are_within_the_span() {
    assert_eq!(
        tree("a: \"IT \\\"Manager\\\" \\u00e9\"\nb: 'it''s'\n\"c\": 'two\n  lines'\nd: \"cut\\\n  here\"\n")
            .lines()
            .skip(1)
            .collect::<Vec<_>>(),
        [
            r#"/a "IT \"Manager\" é" "\"IT \\\"Manager\\\" \\u00e9\"""#,
            r#"/b "it's" "'it''s'""#,
            r#"/c "two lines" "'two\n  lines'""#,
            r#"/d "cuthere" "\"cut\\\n  here\"""#,
        ]
    );
}

#[test]
fn plain_text_over_several_lines_ends_with_its_last_word() {
    assert_eq!(
        tree("note: one\n  two\n\n  three   # not this\nnext: x\n").lines().skip(1).collect::<Vec<_>>(),
        [r#"/note "one two\nthree" "one\n  two\n\n  three""#, r#"/next "x""#]
    );
}

#[test]
fn a_block_of_text_runs_from_its_sign_to_the_end_of_its_last_line() {
    let cases = [
        ("a: |\n  One\n   two\n\nb: x\n", "One\n two\n", "|\n  One\n   two"),
        ("a: |-\n  One\n  two\n\n\nb: x\n", "One\ntwo", "|-\n  One\n  two"),
        ("a: |+\n  One\n\n\nb: x\n", "One\n\n\n", "|+\n  One"),
        ("a: >\n  One\n  two\n\n  three\nb: x\n", "One two\nthree\n", ">\n  One\n  two\n\n  three"),
        ("a: >-\n  One\n    more\n  two\nb: x\n", "One\n  more\ntwo", ">-\n  One\n    more\n  two"),
        ("a: |2\n    deep\n  flat\nb: x\n", "  deep\nflat\n", "|2\n    deep\n  flat"),
        ("a: >1- # | said > here\n  deep\nb: x\n", " deep", ">1- # | said > here\n  deep"),
        ("a: |\n\n  late\n# a comment\nb: x\n", "\nlate\n", "|\n\n  late"),
        ("a:\n  |\n  own line\nb: x\n", "own line\n", "|\n  own line"),
        ("a: # | why\n  # > and why\n  |\n  own line\nb: x\n", "own line\n", "|\n  own line"),
        ("a: |\n  | a | table |\n  > quote\nb: x\n", "| a | table |\n> quote\n", "|\n  | a | table |\n  > quote"),
        ("a: |\nb: x\n", "", "|"),
        ("a: |+ # nothing\n\n\nb: x\n", "\n\n", "|+"),
        ("a: |\n  last", "last\n", "|\n  last"),
        ("a: |\r\n  One\r\n  two\r\nb: x\r\n", "One\ntwo\n", "|\r\n  One\r\n  two"),
    ];
    for (text, says, stands) in cases {
        let parsed = parsed(text);
        assert_eq!(parsed.told(), "");
        let node = parsed.root().at("a");
        assert_eq!((node.as_text().unwrap(), parsed.slice(node.span)), (says, stands), "in {text:?}");
    }
}

#[test]
fn a_block_of_text_is_found_in_lists_keys_and_at_the_root() {
    let at = |text: &str, path: &str| {
        let parsed = parsed(text);
        assert_eq!(parsed.told(), "");
        parsed.slice(parsed.root().at(path).span).to_owned()
    };
    assert_eq!(at("- |\n  a\n- >-\n  b\n", "0"), "|\n  a");
    assert_eq!(at("- |\n  a\n- >-\n  b\n", "1"), ">-\n  b");
    assert_eq!(at("- x\n- - |\n    b\n", "1/0"), "|\n    b");
    assert_eq!(at("- \"| quoted\"\n# | comment\n- |\n  b\n", "1"), "|\n  b");
    assert_eq!(at("a: [x]\nb: |\n  y\n", "b"), "|\n  y");
    assert_eq!(at("by:\n- |\n  a\n", "by/0"), "|\n  a");
    assert_eq!(at("--- |\n a\n b\n", ""), "|\n a\n b");
    assert_eq!(at("? a\n: |\n  y\n", "a"), "|\n  y");
}

#[test]
fn byte_order_mark_line_ends_accents_and_emoji_move_nothing() {
    let text = "\u{feff}title: Café 😀 – Zoë\r\n# Ω\r\nby:\r\n  - Ünal\r\n  - \"日本\"\r\n";
    let parsed = parsed(text);
    assert_eq!(parsed.told(), "");
    let slice = |path: &str| parsed.slice(parsed.root().at(path).span);
    assert_eq!(
        (slice("title"), slice("by/0"), slice("by/1"), slice("by")),
        ("Café 😀 – Zoë", "Ünal", "\"日本\"", "- Ünal\r\n  - \"日本\"")
    );
    let at = parsed.sources.position(parsed.root().at("by/1").span);
    assert_eq!((at.line, at.column), (5, 5));
    let at = parsed.sources.position(parsed.root().key_at("title"));
    assert_eq!((at.line, at.column), (1, 1));
}

#[test]
fn nothing_gives_no_node_and_no_finding() {
    for text in ["", "\u{feff}", "\n\n", "# only a comment\n", "---\n", "~\n", "---\n...\n"] {
        let parsed = parsed(text);
        assert_eq!((parsed.node.as_deref(), parsed.told().as_str()), (None, ""), "{text:?}");
    }
}

#[test]
fn several_mistakes_of_one_file_are_told_at_their_bytes() {
    let text = "title: \"é\"\ntitle: Dana\ntwo words: x\nby: *team\nwho: !person\n  name: x\n<<: *team\nnote: &named &x\n? [a]\n: b\n";
    let expected = lines(
        r#"
        2:1 "title" duplicate-key: `title` is written twice in one mapping
          help: keep one of them
          1:1 "title" first written here
        3:1 "two words" bad-key: expected a key of one word, found `two words`
          help: keys are single words such as `title`; text that holds a colon goes in quotes
        4:5 "*team" yaml-alias: aliases (`*name`) are not taken
          help: put text that starts with `*` in quotes
        5:6 "!person" yaml-tag: tags (`!name`) are not taken
          help: put text that starts with `!` in quotes
        7:1 "<<" bad-key: merge keys (`<<`) are not taken
          help: say it once in the library instead; clients adapt it with an overlay
        8:3 "[a]" bad-key: expected a key of one word, found a list
          help: keys are single words such as `title`
        "#,
    );
    assert_eq!(parsed(&text.replace("note: &named &x\n", "")).told(), expected);
}

#[test]
fn an_alias_names_its_value_and_a_name_without_alias_is_told_once() {
    assert_eq!(
        parsed("a: &base { x: 1 }\nb: *base\nc: *base\nd: &and more\n").told(),
        lines(
            r#"
            2:4 "*base" yaml-alias: aliases (`*name`) are not taken
              help: say it once in the library instead; clients adapt it with an overlay
              1:4 "&base" named here
            3:4 "*base" yaml-alias: aliases (`*name`) are not taken
              help: say it once in the library instead; clients adapt it with an overlay
              1:4 "&base" named here
            4:4 "&and" yaml-alias: names of values (`&name`) are not taken
              help: put text that starts with `&` in quotes
            "#
        )
    );
}

#[test]
fn the_first_of_two_equal_keys_is_kept_also_in_a_long_mapping() {
    let long: String = (0..40).map(|number| format!("key-{number}: {number}\n")).collect();
    let parsed = parsed(&format!("{long}key-39: again\nkey-3: again\n"));
    assert_eq!(parsed.told().matches("is written twice").count(), 2);
    assert_eq!(parsed.root().text_of("key-39"), Some("39"));
    let firsts: Vec<&str> = parsed.findings.iter().map(|finding| parsed.slice(finding.related[0].span)).collect();
    assert_eq!(firsts, ["key-39", "key-3"]);
    assert_eq!(parsed.root().entries().len(), 40);
}

#[test]
fn keys_are_words() {
    for key in ["title", "x-own", "P1", "7.10", "a_b", "\"quoted\"", "'single'", "true", "1", "null"] {
        assert_eq!(parsed(&format!("{key}: x\n")).told(), "", "{key}");
    }
    let refused = |text: &str| {
        let parsed = parsed(text);
        (parsed.slice(parsed.findings[0].span.unwrap()).to_owned(), parsed.findings[0].message.clone(), parsed.findings.len())
    };
    assert_eq!(refused("ключ: x\n"), ("ключ".into(), "expected a key of one word, found `ключ`".into(), 1));
    assert_eq!(refused("\"\": x\n"), ("\"\"".into(), "expected a key of one word, found text".into(), 1));
    assert_eq!(refused(": x\n"), (String::new(), "expected a key of one word, found nothing".into(), 1));
    assert_eq!(refused("~: x\n").1, "expected a key of one word, found `~`");
    assert_eq!(refused("a\u{202e}b: x\n").1, "expected a key of one word, found `a\\u{202e}b`");
    assert_eq!(refused("{ a: b, { c: d }: e }\n"), ("{ c: d }".into(), "expected a key of one word, found a mapping".into(), 1));
    let long = "k".repeat(300);
    assert_eq!(refused(&format!("{long}: x\n")).1, format!("a key is longer than 200 bytes: `{}…`", "k".repeat(60)));
}

#[test]
fn a_sentence_with_a_comma_inside_braces_is_explained() {
    assert_eq!(
        parsed("- { id: a, does: Tests, then deploys, via: x }\n- {b:c}\n").told(),
        lines(
            r#"
            1:25 "then deploys" bad-key: expected a key of one word, found `then deploys`
              help: a comma ends a value inside `{ }`: put the sentence in quotes, or on a line of its own
            2:4 "b:c" bad-key: expected a key of one word, found `b:c`
              help: put a space after the colon
            "#
        )
    );
}

#[test]
fn a_second_document_is_told_and_the_first_is_kept() {
    let two = parsed("a: 1\n---\nb: 2\n");
    assert_eq!(
        two.told(),
        "2:1 \"---\" second-document: a second document starts here; a file holds one\n  help: move it to a file of its own, or make the file a list\n"
    );
    assert_eq!(two.root().text_of("a"), Some("1"));
    assert!(parsed("---\ntitle: x\n---\n").told().contains("help: delete this line"));
    assert_eq!(parsed("# x\n---\ntitle: x\n...\n").told(), "");
}

#[test]
fn what_was_refused_is_known_as_such() {
    let parsed = parsed("a: *x\nb: !t text\nc: !t\nd: ' '\ne: ~\n");
    let refused: Vec<bool> = parsed.root().entries().iter().map(|entry| entry.node.is_refused()).collect();
    assert_eq!(refused, [true, true, true, false, false]);
    assert_eq!((parsed.root().text_of("a"), parsed.root().text_of("d")), (None, Some(" ")));
}

#[test]
fn paths_lead_to_the_deepest_thing_that_is_there() {
    let parsed = parsed("id: x\nparts:\n  - id: a\n    by: noc\n  - id: b\n  - id: \"7\"\nnotice: 1\n");
    let root = parsed.root();
    let at = |path: &str| parsed.slice(root.at(path).span);
    assert_eq!((at("parts/a/by"), at("parts/0/by"), at("parts/7/id")), ("noc", "noc", "\"7\""));
    assert_eq!((at("parts/b/by"), at("parts/9/by")), ("id: b", at("parts")));
    let key = |path: &str| parsed.slice(root.key_at(path));
    assert_eq!((key("parts/0/by"), key("parts/1/by"), key("id"), key("absent")), ("by", "id", "id", "id"));
    // `notice` of a contract that is not there is not the `notice` of the whole.
    assert_eq!(key("contracts/0/notice"), "id");
    assert_eq!(root.head(), root.key_at("id"));
}

#[test]
fn front_matter_is_a_mapping_with_a_body() {
    let parsed = parsed_as("page.md", "---\ntitle: Café\n---\n\n# Hello\n");
    assert_eq!(parsed.told(), "");
    let root = parsed.root();
    assert_eq!(root.text_of("title"), Some("Café"));
    assert_eq!((root.text_of("body"), parsed.slice(root.at("body").span)), (Some("\n# Hello\n"), "\n# Hello\n"));
    assert_eq!(parsed.slice(root.span), "title: Café");
    assert_eq!(parsed.slice(root.head()), "title");
}

#[test]
fn front_matter_may_be_absent_or_empty() {
    let all = |text: &str| {
        let parsed = parsed_as("page.md", text);
        assert_eq!(parsed.told(), "", "{text:?}");
        let body = parsed.root().get("body").map(|node| parsed.slice(node.span).to_owned());
        (parsed.root().entries().len(), body, parsed.slice(parsed.root().head()).to_owned())
    };
    assert_eq!(all("# Hello\n---\n"), (1, Some("# Hello\n---\n".into()), "".into()));
    assert_eq!(all("---\n---\ntext"), (1, Some("text".into()), "---".into()));
    assert_eq!(all("---\n# comment\n---\n \n\n"), (0, None, "---".into()));
    assert_eq!(all("---\ntitle: x\n---"), (1, None, "title".into()));
    assert_eq!(all(""), (0, None, "".into()));
    assert_eq!(all("\u{feff}text"), (1, Some("text".into()), "".into()));
}

#[test]
fn front_matter_with_a_byte_order_mark_and_windows_line_ends() {
    let parsed = parsed_as("page.md", "\u{feff}---\r\ntitle: Ä\r\n---  \r\nBody ö\r\n---\r\n");
    assert_eq!(parsed.told(), "");
    let root = parsed.root();
    assert_eq!((root.text_of("title"), root.text_of("body")), (Some("Ä"), Some("Body ö\r\n---\r\n")));
    assert_eq!(parsed.slice(root.at("title").span), "Ä");
    let at = parsed.sources.position(root.at("body").span);
    assert_eq!((at.line, at.column), (4, 1));
}

#[test]
fn front_matter_that_is_not_closed_is_told_and_nothing_is_taken() {
    let parsed = parsed_as("page.md", "---\ntitle: x\n\nThe text: goes on\n");
    assert_eq!(parsed.node, None);
    assert_eq!(
        parsed.told(),
        "1:1 \"---\" yaml-syntax: the front matter that opens here is not closed\n  help: put `---` on a line of its own under its last key\n"
    );
}

#[test]
fn a_body_written_twice_names_both_places_and_keeps_the_key() {
    let parsed = parsed_as("page.md", "---\ntitle: x\nbody: short\n---\nlong\n");
    assert_eq!(
        parsed.told(),
        lines(
            r#"
            3:1 "body" duplicate-key: `body` is written twice: as a key, and under the front matter
              help: keep one of them
              5:1 "" the text under the front matter
            "#
        )
    );
    assert_eq!(parsed.root().text_of("body"), Some("short"));
}

#[test]
fn mistakes_in_front_matter_keep_their_place_in_the_file() {
    let list = parsed_as("page.md", "---\n- a\n---\ntext\n");
    assert_eq!(
        (list.node.as_deref(), list.told().as_str()),
        (None, "2:3 \"a\" wrong-type: expected keys and values in the front matter, found a list\n")
    );
    let syntax = parsed_as("page.md", "\u{feff}---\nid: a\ntitle: @x\n---\ntext\n");
    assert_eq!(syntax.told(), "3:8 \"@\" yaml-syntax: text cannot start with `@`\n  help: put the text in quotes\n");
    let both = parsed_as("page.md", "---\na: *x\na: 1\n---\ntext\n");
    assert_eq!(both.findings.len(), 2);
    assert_eq!(both.root().text_of("body"), Some("text\n"));
}
