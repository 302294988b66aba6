//! Files that want to break the program: a located finding, bounded work, never a panic.

#![expect(clippy::unwrap_used, reason = "a test fails where there is nothing, and says where")]

use std::sync::Arc;

use bailiwick::finding::Findings;
use bailiwick::source::{FileId, SourcePath, Sources};
use bailiwick::yaml::tree::{MOST_BYTES, MOST_NODES};
use bailiwick::yaml::{Laws, Node, locate, overlay, parse, parse_front_matter, read, says_the_same};
use proptest::prelude::*;

use crate::yaml::parsed;
use crate::yaml_read::{Names, Row};

/// Parses a text too big to show, and gives its findings as lines without their bytes; of many, the first and the last.
fn rules(text: &str) -> (Option<Arc<Node>>, Vec<String>) {
    let mut sources = Sources::default();
    let file = sources.insert(SourcePath::new("big.yaml"), text.into());
    let (node, findings) = parse(file, text);
    let shown = findings.iter().enumerate().filter(|(index, _)| *index < 20 || *index + 1 == findings.len());
    let lines = shown.map(|(_, finding)| {
        let at = sources.position(finding.span.unwrap());
        format!("{}:{} {}: {}", at.line, at.column, finding.rule, finding.message)
    });
    (node, lines.collect())
}

fn count(text: &str) -> usize {
    parse(FileId(0), text).1.len()
}

#[test]
fn nesting_of_ten_thousand_levels_is_refused_where_it_gets_too_deep() {
    let deep = 10_000;
    // Ten thousand levels of indentation are longer than a file may be.
    let maps: String = (0..3_000).map(|level| format!("{}k:\n", " ".repeat(level))).collect();
    let cases = [
        ("[".repeat(deep), "1:65"),
        ("{a: ".repeat(deep), "1:257"),
        ("- ".repeat(deep), "1:129"),
        (maps, "65:65"),
        ("[".repeat(deep) + &"]".repeat(deep), "1:65"),
        ("- [{a: ".repeat(deep), "1:5"),
    ];
    for (text, place) in cases {
        let (node, told) = rules(&text);
        assert_eq!(node, None);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with(place) || place == "1:5", "{} for {:?}", told[0], &text[..20]);
        assert!(told[0].contains("nested more than 64 deep") || place == "1:5", "{}", told[0]);
    }
    let (node, told) = rules(&("[".repeat(64) + &"]".repeat(64)));
    assert!(node.is_some() && told.is_empty());
}

#[test]
fn an_alias_bomb_stays_small() {
    let mut text = "a0: &a0 [x, x]\n".to_owned();
    for level in 1..100 {
        text.push_str(&format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 9].join(", ")));
    }
    let (node, told) = rules(&text);
    assert_eq!(count(&text), 9 * 99 + 1, "each alias, and the last name, which nothing uses");
    assert!(told.iter().all(|line| line.contains("yaml-alias")));
    assert!(format!("{node:?}").len() < 1_000_000);
}

#[test]
fn a_file_of_more_than_16_mb_is_refused_before_it_is_looked_at() {
    let text = format!("\u{feff}a: {}", "x".repeat(MOST_BYTES));
    let (node, told) = rules(&text);
    assert_eq!((node, told), (None, vec!["1:1 file-too-large: the file is longer than 16 MB".to_owned()]));
    let (node, findings) = parse_front_matter(FileId(0), &"x".repeat(MOST_BYTES + 1));
    assert_eq!((node, findings.len()), (None, 1));
    let (node, told) = rules(&format!("a: {}", "x".repeat(MOST_BYTES - 3)));
    assert!(node.is_some() && told.is_empty(), "16 MB are taken");
}

#[test]
fn more_than_a_million_values_are_refused() {
    let (node, told) = rules(&"- a\n".repeat(MOST_NODES + 10));
    assert_eq!((node, told), (None, vec!["1000001:3 file-too-large: the file holds more than a million values".to_owned()]));
    let (node, told) = rules(&"-\n".repeat(MOST_NODES - 1));
    assert!(node.is_some() && told.is_empty(), "a million values are taken");
    // Also if so many mistakes were told before that no more are.
    let (node, told) = rules(&"a: {}\n".repeat(MOST_NODES / 2 + 1));
    assert!(node.is_none() && told.last().unwrap().ends_with("the file holds more than a million values"));
}

#[test]
fn a_thousand_mistakes_of_a_file_are_told_and_no_more() {
    for line in ["two words: x\n", "a: x\n", "b: *x\n", "- *x\n", "- &x y\n", "- !x y\n", "? [a]\n: b\n"] {
        assert_eq!(count(&line.repeat(20_000)), 1_000, "{line:?}");
    }
}

#[test]
fn a_mapping_of_many_keys_costs_no_square() {
    let keys: String = (0..200_000).map(|number| format!("k{number}: x\n")).collect();
    let (node, told) = rules(&(keys + "k199999: again\n"));
    assert_eq!((node.unwrap().entries().len(), told.len()), (200_000, 1));
}

#[test]
fn long_lines_keys_words_and_indentation_are_bounded_in_time_and_in_messages() {
    let long = "k".repeat(10_000);
    for text in [
        format!("{long}: x\n"),
        format!("? {long}\n: x\n"),
        format!("a: {long}: x\n"),
        format!("{{{long}\n"),
        format!("a: \"{long}\" b\n"),
        format!("a:{long}\n"),
    ] {
        let (_, told) = rules(&text);
        assert!(told.iter().all(|line| line.len() < 300), "{told:?}");
    }
    assert_eq!(rules(&format!("{}a: 1\n", " ".repeat(1_000_000))).1, Vec::<String>::new());
    assert_eq!(rules(&"a: b # c\n".repeat(2)).1.len(), 1);
    let (_, told) = rules(&format!("a: [{}\n", "x, ".repeat(300_000)));
    assert_eq!(told, ["1:4 yaml-syntax: the `[` that opens here is not closed"]);
    let row = parsed(&format!("title: x\nlevel: {}\n{}: 1\n", "high".repeat(100_000), "k".repeat(200)));
    let read = read::<Row>(row.root(), &Names, &[]);
    assert!(read.findings.iter().all(|finding| finding.message.len() < 300 && finding.help.as_ref().is_none_or(|help| help.len() < 300)));
}

#[test]
fn characters_that_turn_or_hide_text_are_shown_as_escapes() {
    let text = "ti\u{202e}tle: x\nlevel: \u{2066}high\u{200f}\nk\u{2028}: x\n";
    let parsed = parsed(text);
    let read = read::<Row>(parsed.root(), &Names, &[]);
    let all: Findings = parsed.findings.iter().chain(&read.findings).cloned().collect();
    assert!(all.len() >= 3);
    for finding in &all {
        assert!(
            !finding.message.contains(|sign: char| sign.is_control() || "\u{202e}\u{2066}\u{200f}\u{2028}".contains(sign)),
            "{finding:?}"
        );
    }
    assert!(all.iter().any(|finding| finding.message.contains("`ti\\u{202e}tle`")));
}

#[test]
fn nul_bytes_are_located() {
    for (text, place) in [
        ("\0", "1:1"),
        ("a: b\0c\n", "1:5"),
        ("a: \"\0\"\n", "1:5"),
        ("a: |\n  x\0y\n", "2:4"),
        ("# \0\na: 1\n", "1:3"),
        ("a: 1\n\0", "2:1"),
    ] {
        let (node, told) = rules(text);
        assert!(node.is_none() && told.len() == 1 && told[0].starts_with(place), "{text:?}: {told:?}");
    }
}

/// Files as authors write them, with everything that the format has.
const CORPUS: [&str; 6] = [
    "- id: dana-kim\n  title: Dana Kim\n  side: client\n  role: IT Manager # the lead\n  phone: +1 312 555 0142\n  publish: [mobile, starts]\n  can: [approve-access, \"sign-matrix\"]\n  leaves: 2027-03-31\n\n- { id: lee, title: 'Lee O''Neil', sites: [dayton] }\n",
    "title: Patch servers every month\nlevel: low\nparts:\n  - id: approve\n    title: Approve the window\n    by: it-manager\n    within: 2d\n  - id: deploy\n    title: \"Deploy \\u00e9 \\\"now\\\"\"\n    by: [noc, service-desk]\n    after: approve\ntargets:\n  high: 4h\nbody: >-\n  Folded text\n  with [[noc]]\n\n  and more\nx-own: { any: [thing, ~] }\n",
    "title: x\nlevel: high\ninternal_notes: |\n  Only for us.\n\n    indented\n  :::internal\n  [[noc]]\n  :::\nanswers: noc\nteams:\n  noc: Network\nvisibility: internal\n",
    "\u{feff}---\r\ntitle: Café – Zürich\r\nlevel: not-yet\r\n---\r\n\r\n# Über 😀\r\n\r\n> quote\r\n",
    "---\nid: a\nlevel: &x high\nother: *x\n<<: *x\nt: !tag v\n? [a]\n: b\n---\nBody\n",
    "a:\n- b: |2+\n     keep\n\n- >\n  folded\n-\n- - - x\n  - 'quoted\n    over lines'\n? k\n: \"double \\\n   line\"\n",
];

#[derive(Clone, Debug)]
enum Mutation {
    Delete(prop::sample::Index, usize),
    Insert(prop::sample::Index, String),
    Copy(prop::sample::Index, prop::sample::Index, usize),
    Truncate(prop::sample::Index),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let signs = prop_oneof![
        4 => "[:,\\[\\]{}&*!|>%@`?#'\"~ \n\t\r\\\\-]{1,3}",
        1 => any::<char>().prop_map(String::from),
        1 => Just("\u{feff}".to_owned()),
        1 => Just("\0".to_owned()),
        1 => Just("---\n".to_owned()),
        1 => Just(" - ".to_owned()),
    ];
    prop_oneof![
        (any::<prop::sample::Index>(), 1..12usize).prop_map(|(at, length)| Mutation::Delete(at, length)),
        (any::<prop::sample::Index>(), signs).prop_map(|(at, text)| Mutation::Insert(at, text)),
        (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 1..40usize)
            .prop_map(|(from, to, length)| Mutation::Copy(from, to, length)),
        any::<prop::sample::Index>().prop_map(Mutation::Truncate),
    ]
}

fn mutated(text: &str, mutations: &[Mutation]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for mutation in mutations {
        let count = characters.len();
        let place = |index: &prop::sample::Index| index.index(count + 1);
        match mutation {
            Mutation::Delete(at, length) => drop(characters.drain(place(at)..(place(at) + length).min(count))),
            Mutation::Insert(at, text) => drop(characters.splice(place(at)..place(at), text.chars())),
            Mutation::Copy(from, to, length) => {
                let copied: Vec<char> = characters[place(from)..(place(from) + length).min(count)].to_vec();
                drop(characters.splice(place(to)..place(to), copied));
            }
            Mutation::Truncate(at) => characters.truncate(place(at)),
        }
    }
    characters.into_iter().collect()
}

/// Every span lies in the text and between its characters, and every child inside of what holds it.
fn check_spans(text: &str, node: &Node) {
    assert!(text.get(node.span.range()).is_some(), "{:?} in {text:?}", node.span);
    for entry in node.entries() {
        assert!(text.get(entry.key_span.range()).is_some());
        check_spans(text, &entry.node);
        assert!(entry.node.span.start >= entry.key_span.end, "a value stands behind its key in {text:?}");
    }
    for child in node.entries().iter().filter(|entry| &*entry.key != "body").map(|entry| &entry.node).chain(node.as_list().unwrap_or(&[])) {
        assert!(child.span.start >= node.span.start && child.span.end <= node.span.end, "{child:?} in {node:?} of {text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_files_never_panic(which in 0..CORPUS.len(), other in 0..CORPUS.len(), mutations in prop::collection::vec(mutation(), 1..5), markdown in any::<bool>()) {
        let text = mutated(CORPUS[which], &mutations);
        let mut sources = Sources::default();
        let file = sources.insert(SourcePath::new("mutated.yaml"), text.as_str().into());
        let (node, findings) = if markdown { parse_front_matter(file, &text) } else { parse(file, &text) };
        for finding in &findings {
            let places = finding.span.iter().chain(finding.related.iter().map(|related| &related.span)).chain(finding.fix.iter().map(|fix| &fix.span));
            for span in places {
                prop_assert!(text.get(span.range()).is_some(), "{:?} in {:?}", finding, text);
                sources.position(*span);
            }
        }
        // What is not YAML has a finding; what has none is YAML.
        if !markdown && findings.is_empty() {
            prop_assert!(serde_yaml::from_str::<serde::de::IgnoredAny>(&text).is_ok() || node.is_none(), "{:?}", text);
        }
        let Some(node) = node else { return Ok(()) };
        check_spans(&text, &node);
        let (base, _) = parse(file, CORPUS[other]);
        let base = base.unwrap_or_else(|| Arc::clone(&node));
        let laws = Laws { by_id: &["parts", "a"], either: &[("parts", "title")] };
        for tree in [overlay(&base, &node, laws), overlay(&node, &base, laws), Arc::clone(&node)] {
            let read = read::<Row>(&tree, &Names, &["id"]);
            prop_assert!(read.value.is_some() || !read.findings.is_empty() || !findings.is_empty() || base.entries().is_empty(), "{:?}", text);
            for entry in node.entries().iter().filter(|entry| entry.node.as_text().is_some()) {
                let part = entry.node.as_text().unwrap();
                let span = locate(&text, &entry.node, part.floor_char_boundary(part.len() / 3)..part.len());
                prop_assert!(text.get(span.range()).is_some() && span.start >= entry.node.span.start && span.end <= entry.node.span.end);
            }
        }
        prop_assert!(says_the_same(&node, &node));
    }

    /// Bytes that are no text at all are refused before they get here; what can be made of them must not break anything.
    #[test]
    fn any_text_never_panics(text in "\\PC{0,40}|[ -~\n\t]{0,60}|[-:,\\[\\]{}&*!|>'\"%@`?# \nab]{0,40}") {
        let (node, _) = parse(FileId(0), &text);
        if let Some(node) = node {
            check_spans(&text, &node);
            let _ = read::<Row>(&node, &Names, &[]);
        }
        let _ = parse_front_matter(FileId(0), &text);
    }
}
