//! Nodes to types: what is read, what is refused, and that one reading tells every mistake.

#![expect(clippy::unwrap_used, reason = "a test fails where there is nothing, and says where")]

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use bailiwick::finding::{Finding, Findings, RuleName};
use bailiwick::source::Span;
use bailiwick::yaml::{Lookup, Mention, Node, Read, read};
use serde::Deserialize;
use serde::de::{self, DeserializeOwned, Deserializer, Visitor};

use crate::yaml::{Parsed, lines, parsed, parsed_as, told};

/// Knows three teams; a text mentions one by `[[id]]`, and must not shout.
pub(crate) struct Names;

const TEAMS: [&str; 3] = ["it-manager", "noc", "service-desk"];

impl Lookup for Names {
    fn refer(&self, kind: &str, text: &str, node: &Node) -> Result<Option<Mention>, Box<Finding>> {
        if text == "client" {
            return Ok(None);
        }
        match TEAMS.contains(&text) {
            true => Ok(Some(Mention { kind: "team", id: text.into() })),
            false => Err(Box::new(Finding::error(RuleName("unknown-reference"), node.span, format!("no {kind} is called `{text}`")))),
        }
    }

    fn prose(&self, node: &Node, mentions: &mut Vec<(Mention, Span)>, findings: &mut Findings) {
        let text = node.as_text().unwrap();
        for team in TEAMS.iter().filter(|team| text.contains(&format!("[[{team}]]"))) {
            mentions.push((Mention { kind: "team", id: (*team).into() }, node.span));
        }
        if text.contains("!!") {
            findings.push(Finding::error(RuleName("shouting"), node.span, "one `!` is enough"));
        }
    }
}

fn read_as<T: DeserializeOwned>(text: &str) -> (Parsed, Read<T>) {
    let parsed = parsed(text);
    assert_eq!(parsed.told(), "", "{text:?}");
    let read = read(parsed.root(), &Names, &["summary", "keywords"]);
    (parsed, read)
}

fn value<T: DeserializeOwned>(text: &str) -> T {
    let (parsed, read) = read_as(text);
    assert_eq!(all_told(&parsed, &read.findings), "", "{text:?}");
    read.value.expect("what has no finding has a value")
}

fn mistakes<T: DeserializeOwned>(text: &str) -> String {
    let (parsed, read) = read_as::<T>(text);
    assert!(!read.findings.is_empty(), "{text:?} has a mistake");
    all_told(&parsed, &read.findings)
}

fn all_told(parsed: &Parsed, findings: &[Finding]) -> String {
    findings.iter().map(|finding| told(&parsed.sources, finding)).collect()
}

/// Gives the text with the fix of its first mistake made.
fn mended<T: DeserializeOwned>(text: &str) -> String {
    let (_, read) = read_as::<T>(text);
    let fix = read.findings[0].fix.as_ref().expect("the mistake has one right mending");
    let mut mended = text.to_owned();
    mended.replace_range(fix.span.range(), &fix.text);
    mended
}

macro_rules! newtypes {
    ($($name:ident $tag:literal;)*) => {$(
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
        #[serde(rename = $tag)]
        struct $name(String);
    )*};
}

newtypes! {
    Actor "@actor";
    PartId "@local/parts";
    Prose "#prose";
}

/// Minutes, hours or days, such as `4h`.
#[derive(Debug, PartialEq)]
struct Lasts(String);

impl<'de> Deserialize<'de> for Lasts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = Lasts;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a duration")
            }
            fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Lasts, D::Error> {
                let text = String::deserialize(deserializer)?;
                if text.ends_with(['m', 'h', 'd']) {
                    return Ok(Lasts(text));
                }
                let number = text.split(' ').next().unwrap_or("");
                Err(de::Error::custom(format!("expected a duration, found `{text}`\nwrite a number and a letter\n{number}h")))
            }
        }
        deserializer.deserialize_newtype_struct("!bad-duration", Words)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Level {
    High,
    Low,
    NotYet,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    id: String,
    title: String,
    by: Vec<Actor>,
    #[serde(default)]
    after: Option<PartId>,
    #[serde(default)]
    within: Option<Lasts>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    title: String,
    level: Level,
    #[serde(default)]
    parts: Vec<Part>,
    #[serde(default)]
    answers: Option<Actor>,
    #[serde(default)]
    order: Option<u8>,
    #[serde(default)]
    body: Option<Prose>,
    #[serde(default)]
    targets: BTreeMap<Level, Lasts>,
    #[serde(default)]
    teams: BTreeMap<Actor, String>,
}

#[test]
fn what_looks_like_another_type_stays_text() {
    for text in ["NO", "yes", "1.10", "0142", "0x1F", "1e3", "2026-11-24", "07:30", ".inf", "~", "null", "Null", "true", "-5", "é"] {
        assert_eq!(value::<Vec<String>>(&format!("- {text}\n")), [text], "as an item");
        assert_eq!(value::<BTreeMap<String, String>>(&format!("key: {text}\n"))["key"], text, "as a value");
    }
    assert_eq!(value::<Vec<String>>("- ''\n- \"\"\n- |\n"), ["", "", ""]);
    assert_eq!(value::<BTreeMap<String, char>>("a: é\n")["a"], 'é');
}

#[test]
fn one_value_where_a_list_is_meant_is_a_list_of_one_and_nothing_is_none() {
    type Lists = BTreeMap<String, Vec<String>>;
    assert_eq!(value::<Lists>("a: x\n")["a"], ["x"]);
    assert_eq!(value::<Lists>("a: [x]\n")["a"], ["x"]);
    for nothing in ["", "~", "null", "[]"] {
        assert!(value::<Lists>(&format!("a: {nothing}\n")).get("a").is_none_or(Vec::is_empty), "{nothing:?}");
    }
    let parts = "title: x\nlevel: low\nparts: { id: a, title: A, by: noc }\n";
    assert_eq!(value::<Row>(parts).parts[0].by, [Actor("noc".into())]);
}

#[test]
fn nothing_is_none_where_none_may_be() {
    let row = value::<Row>("title: x\nlevel: low\nanswers:\norder: ~\nbody: null\ntargets:\nparts:\n");
    assert_eq!((row.answers, row.order, row.body, row.targets.len(), row.parts.len()), (None, None, None, 0, 0));
}

#[test]
fn a_key_without_its_value_is_told_at_the_key() {
    assert_eq!(
        mistakes::<Row>("title:\nlevel:\nparts:\n  - { id: , title: A, by: noc }\n"),
        lines(
            r#"
            4:7 "id" missing-key: `id` has no value
              help: write a value behind the colon, or take the key out
            1:1 "title" missing-key: `title` has no value
              help: write a value behind the colon, or take the key out
            2:1 "level" missing-key: `level` has no value
              help: write a value behind the colon, or take the key out
            "#
        )
    );
    // Where a key may be left out, nothing under it is as if it were not there.
    assert!(value::<Row>("title: x\nlevel: low\nparts:\nteams: { noc: }\n").teams.is_empty());
    // A word for nothing is text where text is meant; a word of a set cannot be one.
    assert_eq!(mistakes::<Row>("title: null\nlevel: ~\n").lines().next().unwrap(), "2:1 \"level\" missing-key: `level` has no value");
    assert_eq!(mistakes::<Vec<String>>("- a\n-\n"), "2:2 \"\" wrong-type: expected text, found nothing\n");
}

#[test]
fn every_missing_key_is_told_once() {
    let (parsed, read) = read_as::<Row>("order: 1\nparts:\n  - after: a\n  - id: a\n    by: noc\n");
    assert_eq!(
        all_told(&parsed, &read.findings),
        lines(
            r#"
            3:5 "after" missing-key: `id` is missing
              help: add `id: …`
            3:5 "after" missing-key: `title` is missing
              help: add `title: …`
            3:5 "after" missing-key: `by` is missing
              help: add `by: …`
            4:5 "id" missing-key: `title` is missing
              help: add `title: …`
            1:1 "order" missing-key: `title` is missing
              help: add `title: …`
            1:1 "order" missing-key: `level` is missing
              help: add `level: …`
            "#
        )
    );
    assert_eq!(read.value, None, "what is made up is never given out");
}

#[test]
fn a_missing_key_does_not_follow_from_another_mistake() {
    // `title` is a list, `level` no word, `by` names nobody: none of them is missing as well.
    assert_eq!(
        mistakes::<Row>("title: [a]\nlevel: hihg\nparts:\n  - { id: a, title: A, by: nco }\n"),
        lines(
            r#"
            1:8 "[a]" wrong-type: expected text, found a list
            2:8 "hihg" wrong-word: expected one of `high`, `low` or `not-yet`, found `hihg`
              help: did you mean `high`?
            4:28 "nco" unknown-reference: no actor is called `nco`
            "#
        )
    );
    // What an unknown key was meant to be is not missing.
    assert_eq!(
        mistakes::<Row>("titel: x\nlevel: low\n"),
        "1:1 \"titel\" unknown-key: `titel` is no key that is known here\n  help: did you mean `title`?\n"
    );
}

#[test]
fn an_entity_that_cannot_be_made_at_all_tells_all_its_mistakes() {
    let text = "titel: é\nlevel: 😀\norder: 300\nvisibility: secret\nparts:\n  - text\n  - id: a\n    title: A\n    by: [noc, nobody]\n    within: two days\n    x-own: [1]\n    colour: red\nbody: 'Loud!!'\nteams: { nco: x }\ntargets: { high: 4h, hgih: 1h, low: soon }\n";
    let (parsed, read) = read_as::<Row>(text);
    assert_eq!(
        all_told(&parsed, &read.findings),
        lines(
            r#"
            1:1 "titel" unknown-key: `titel` is no key that is known here
              help: did you mean `title`?
            2:8 "😀" wrong-word: expected one of `high`, `low` or `not-yet`, found `😀`
            3:8 "300" wrong-type: expected a whole number from 0 to 255, found `300`
            4:13 "secret" wrong-word: expected one of `client` or `internal`, found `secret`
            6:5 "text" wrong-type: expected keys and values, found `text`
            9:15 "nobody" unknown-reference: no actor is called `nobody`
            10:13 "two days" bad-duration: expected a duration, found `two days`
              help: write a number and a letter
            12:5 "colour" unknown-key: `colour` is no key that is known here
              help: known keys: id, title, by, after, within
            14:10 "nco" unknown-reference: no actor is called `nco`
            15:22 "hgih" wrong-word: expected one of `high`, `low` or `not-yet`, found `hgih`
              help: did you mean `high`?
            15:37 "soon" bad-duration: expected a duration, found `soon`
              help: write a number and a letter
            13:7 "'Loud!!'" shouting: one `!` is enough
            "#
        )
    );
    assert_eq!(read.value, None);
}

#[test]
fn what_may_be_absent_is_left_out_and_the_rest_is_made() {
    let (parsed, read) = read_as::<Row>("title: x\nlevel: low\norder: many\nanswers: nobody\nparts: [text]\n");
    assert_eq!(parsed.slice(read.findings[0].span.unwrap()), "many");
    assert_eq!(read.findings.len(), 3);
    let row = read.value.expect("nothing that it needs is missing");
    assert_eq!((row.title.as_str(), row.order, row.answers, row.parts.len()), ("x", None, None, 0));
}

#[test]
fn what_cannot_even_be_made_up_hides_nothing_beside_it() {
    #[derive(Debug, Deserialize)]
    struct Outer {
        #[serde(rename = "level")]
        _level: Level,
        #[serde(rename = "inner")]
        _inner: Inner,
        #[serde(rename = "all")]
        _all: Vec<Inner>,
    }
    #[derive(Debug, Deserialize)]
    struct Inner {
        // A duration that is missing has no stand-in: its type refuses it.
        #[serde(rename = "lasts")]
        _lasts: Lasts,
        #[serde(rename = "name")]
        _name: String,
    }
    assert_eq!(
        mistakes::<Outer>("inner: { name: [x] }\nall:\n  - { lasts: soon, name: y }\n  - { name: z }\n  - { lasts: 1h }\n"),
        lines(
            r#"
            1:16 "[x]" wrong-type: expected text, found a list
            1:10 "name" missing-key: `lasts` is missing
              help: add `lasts: …`
            3:14 "soon" bad-duration: expected a duration, found `soon`
              help: write a number and a letter
            4:7 "name" missing-key: `lasts` is missing
              help: add `lasts: …`
            5:7 "lasts" missing-key: `name` is missing
              help: add `name: …`
            1:1 "inner" missing-key: `level` is missing
              help: add `level: …`
            "#
        )
    );
}

#[test]
fn items_behind_a_mistake_keep_their_place() {
    // The second item has the same mistake as the first, which was taken out before it was reached.
    let text = "title: x\nlevel: low\nparts:\n  - { id: [a], titel: A, by: noc }\n  - [b]\n  - { id: [a], by: noc }\n";
    assert_eq!(
        mistakes::<Row>(text),
        lines(
            r#"
            4:11 "[a]" wrong-type: expected text, found a list
            4:16 "titel" unknown-key: `titel` is no key that is known here
              help: did you mean `title`?
            5:5 "[b]" wrong-type: expected keys and values, found a list
            6:11 "[a]" wrong-type: expected text, found a list
            6:7 "id" missing-key: `title` is missing
              help: add `title: …`
            "#
        )
    );
    let (_, read) = read_as::<Row>("title: x\nlevel: low\nparts:\n  - 1\n  - { id: b, title: B, by: noc }\n");
    assert_eq!(read.references[0].path.as_ref(), "parts/1/by");
}

#[test]
fn at_most_64_mistakes_of_an_entity_are_told() {
    let wrong = |count: usize| (0..count).map(|number| format!("  - [{number}]\n")).collect::<String>();
    let findings = |count: usize| read_as::<BTreeMap<String, Vec<String>>>(&format!("a:\n{}", wrong(count))).1.findings.len();
    assert_eq!((findings(63), findings(64), findings(65), findings(1_000)), (63, 64, 64, 64));
    // They are the first ones, and each is another one.
    let (parsed, read) = read_as::<BTreeMap<String, Vec<String>>>(&format!("a:\n{}", wrong(100)));
    let places: Vec<&str> = read.findings.iter().map(|finding| parsed.slice(finding.span.unwrap())).collect();
    assert_eq!(places, (0..64).map(|number| format!("[{number}]")).collect::<Vec<_>>());
}

#[test]
fn what_was_refused_while_parsing_has_no_consequences() {
    let parsed = parsed(
        "title: *x\nlevel: !y low\nparts: [*z, { id: *a, title: B, by: [noc, *b], within: *c }]\norder: *d\ntargets: { high: *e }\nvisibility: *f\n",
    );
    assert_eq!(parsed.findings.len(), 9);
    let read: Read<Row> = read(parsed.root(), &Names, &[]);
    assert_eq!(all_told(&parsed, &read.findings), "");
    assert_eq!(read.value, None);
}

#[test]
fn numbers_and_truth_in_the_forms_of_yaml() {
    type Of<T> = BTreeMap<String, T>;
    let whole = |text: &str| value::<Of<i64>>(&format!("a: {text}\n"))["a"];
    assert_eq!(
        (whole("0"), whole("-7"), whole("+7"), whole("1_000"), whole("0x1F"), whole("0o17"), whole("0b101")),
        (0, -7, 7, 1000, 31, 15, 5)
    );
    assert_eq!((whole("\"5\""), whole("-0x10"), whole("9223372036854775807")), (5, -16, i64::MAX));
    let number = |text: &str| value::<Of<f64>>(&format!("a: {text}\n"))["a"];
    assert_eq!(
        (number("1.10"), number("-1e3"), number("5"), number(".5"), number(".inf"), number("-.INF")),
        (1.1, -1e3, 5.0, 0.5, f64::INFINITY, f64::NEG_INFINITY)
    );
    assert!(number(".NaN").is_nan());
    for (text, meant) in [("true", true), ("Yes", true), ("on", true), ("FALSE", false), ("no", false), ("off", false)] {
        assert_eq!(value::<Of<bool>>(&format!("a: {text}\n"))["a"], meant, "{text}");
    }
    for text in ["0142", "1_", "_1", "1__0", "--1", "+-1", "0x", "1.5", "9223372036854775808", "ten", "''", "0x-1"] {
        assert!(mistakes::<Of<i64>>(&format!("a: {text}\n")).contains("wrong-type: expected a whole number, found"), "{text}");
    }
    for text in ["inf", "nan", "1e999", "1,5", "x"] {
        assert!(mistakes::<Of<f64>>(&format!("a: {text}\n")).contains("wrong-type: expected a number, found"), "{text}");
    }
    assert_eq!(mistakes::<Of<bool>>("a: maybe\n"), "1:4 \"maybe\" wrong-type: expected `true` or `false`, found `maybe`\n");
    assert_eq!(mistakes::<Of<u32>>("a: -1\n"), "1:4 \"-1\" wrong-type: expected a whole number, not negative, found `-1`\n");
    assert_eq!(mistakes::<Of<(u8, u8)>>("a: [1, 2, 3]\n"), "1:4 \"[1, 2, 3]\" wrong-type: expected a list of 2, found 3\n");
    assert_eq!(value::<Of<(u8, bool)>>("a: [1, no]\n")["a"], (1, false));
}

#[test]
fn wrong_shapes_are_named() {
    assert_eq!(mistakes::<Row>("- a\n").lines().next().unwrap(), "1:1 \"- a\" wrong-type: expected keys and values, found a list");
    assert_eq!(
        mistakes::<Row>("title: { a: b }\nlevel: [high]\ntargets: soon\n"),
        lines(
            r#"
            1:8 "{ a: b }" wrong-type: expected text, found a mapping
            2:8 "[high]" wrong-type: expected one of `high`, `low` or `not-yet`, found a list
            3:10 "soon" wrong-type: expected keys and values, found `soon`
            "#
        )
    );
    let long = "ä".repeat(100);
    assert!(mistakes::<Row>(&format!("title: x\nlevel: {long}\n")).contains(&format!("found `{}…`\n", "ä".repeat(60))));
}

#[test]
fn a_dash_without_a_space_and_a_comma_without_brackets_are_explained() {
    assert_eq!(
        mistakes::<BTreeMap<String, Vec<Actor>>>("by:\n  -noc\n  -soc\nto: noc, service-desk\n"),
        lines(
            r#"
            2:3 "-noc\n  -soc" wrong-type: expected a list, found `-noc -soc`
              help: put a space between the dash of an item and what follows it
            4:5 "noc, service-desk" wrong-type: expected one id, found `noc, service-desk`
              help: where several may stand, put them in brackets: `[a, b]`
            "#
        )
    );
}

#[test]
fn nearest_keys_and_words_come_with_the_edit_that_mends() {
    assert_eq!(mended::<Row>("titel: x # é\nlevel: low\n"), "title: x # é\nlevel: low\n");
    assert_eq!(mended::<Row>("\"titel\": x\nlevel: low\n"), "title: x\nlevel: low\n");
    assert_eq!(mended::<Row>("title: x\nlevel: \"not yet\"\n"), "title: x\nlevel: not-yet\n");
    assert_eq!(mended::<Row>("title: x\nlevel: LOW\n"), "title: x\nlevel: low\n");
    assert_eq!(mended::<Row>("title: x\nlevel: low\nvisiblity: internal\n"), "title: x\nlevel: low\nvisibility: internal\n");
    assert_eq!(mended::<Row>("title: x\nlevel: low\nvisibility: internl\n"), "title: x\nlevel: low\nvisibility: internal\n");
    assert_eq!(mended::<Row>("title: x\nlevel: low\nsumary: y\n"), "title: x\nlevel: low\nsummary: y\n", "a key of the root's own");
    assert_eq!(mended::<Row>("title: x\nlevel: low\ntargets: { hihg: 1h }\n"), "title: x\nlevel: low\ntargets: { high: 1h }\n");
    assert_eq!(mended::<Row>("title: x\nlevel: low\ntargets: { high: 4 hours }\n"), "title: x\nlevel: low\ntargets: { high: 4h }\n");
    let part = "title: x\nlevel: low\nparts: [{ id: deploy, title: D, by: noc }, { id: b, title: B, by: noc, after: depoly }]\n";
    assert_eq!(mended::<Row>(part), part.replace("depoly", "deploy"));
}

#[test]
fn no_edit_is_offered_that_would_not_mend() {
    let (parsed, read) = read_as::<Row>("title: x\ntitel: y\nlevel: low\n");
    assert_eq!(
        all_told(&parsed, &read.findings),
        "2:1 \"titel\" unknown-key: `titel` is no key that is known here\n  help: did you mean `title`? it is written here already\n"
    );
    assert_eq!(read.findings[0].fix, None);
    // The text under front matter has no key that could be changed.
    let page = parsed_as("page.md", "---\na: 1\n---\nHello\n");
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Bodies {
        #[serde(rename = "a")]
        _a: u8,
        #[serde(rename = "bodys")]
        _bodys: Option<String>,
    }
    let read: Read<Bodies> = read_node(&page);
    assert_eq!(
        all_told(&page, &read.findings),
        "4:1 \"\" unknown-key: `body` is no key that is known here\n  help: did you mean `bodys`?\n"
    );
    assert_eq!(read.findings[0].fix, None);
}

fn read_node<T: DeserializeOwned>(parsed: &Parsed) -> Read<T> {
    read(parsed.root(), &Names, &[])
}

#[test]
fn known_keys_are_listed_where_none_is_near() {
    assert_eq!(
        mistakes::<Row>("title: x\nlevel: low\nzzz: 1\n"),
        "3:1 \"zzz\" unknown-key: `zzz` is no key that is known here\n  help: known keys: title, level, parts, answers, order, body, targets, teams, summary, keywords\n"
    );
}

#[test]
fn marks_of_visibility_and_own_keys_may_stand_in_any_mapping() {
    let text = "title: x\nlevel: low\nvisibility: internal\ninternal_notes: See [[noc]]\nx-mine: { any: [thing] }\nparts:\n  - { id: a, title: A, by: noc, visibility: client, internal_notes: , x-own: *no }\n";
    let parsed = parsed(&text.replace("*no", "1"));
    let read: Read<Row> = read(parsed.root(), &Names, &[]);
    assert_eq!(all_told(&parsed, &read.findings), "");
    assert_eq!(read.references[0].path.as_ref(), "internal_notes");
    assert_eq!(
        mistakes::<Row>("title: x\nlevel: low\nvisibility:\n").lines().next().unwrap(),
        "3:1 \"visibility\" missing-key: `visibility` has no value"
    );
    assert!(mistakes::<Row>("title: x\nlevel: low\ninternal_notes: [a]\n").contains("\"[a]\" wrong-type: expected text, found a list"));
}

#[test]
fn references_are_recorded_with_their_bytes_and_their_way() {
    let text = "title: x\nlevel: low\nanswers: it-manager\nparts:\n  - { id: a, title: A, by: [noc, client] }\n  - { id: b, title: B, by: service-desk, after: a }\nbody: See [[noc]].\nteams: { noc: x }\n";
    let (parsed, read) = read_as::<Row>(text);
    assert_eq!(all_told(&parsed, &read.findings), "");
    let all: Vec<String> =
        read.references.iter().map(|it| format!("{} {}:{} {}", it.path, it.to.kind, it.to.id, parsed.slice(it.span))).collect();
    assert_eq!(
        all,
        [
            "answers team:it-manager it-manager",
            "parts/0/by/0 team:noc noc",
            "parts/1/by team:service-desk service-desk",
            "body team:noc See [[noc]].",
            "teams/noc team:noc noc",
        ]
    );
    // Each way leads back to the bytes.
    for reference in &read.references {
        assert!(
            [parsed.root().at(&reference.path).span, parsed.root().key_at(&reference.path)].contains(&reference.span),
            "{}",
            reference.path
        );
    }
}

#[test]
fn markdown_is_told_once_however_often_an_entity_is_read() {
    let wrong: String = (0..10).map(|number| format!("wrong-{number}: x\n")).collect();
    let (_, read) = read_as::<Row>(&format!("body: Loud!!\n{wrong}title: x\nlevel: low\ninternal_notes: Louder!!\n"));
    let count = |rule: &str| read.findings.iter().filter(|finding| finding.rule.0 == rule).count();
    assert_eq!((count("shouting"), count("unknown-key")), (2, 10));
    assert_eq!(read.references.len(), 0);
}

#[test]
fn types_that_look_at_anything_read_text_lists_and_mappings() {
    let any: serde_json::Value = value("a: 1\nb: [x, ~]\nc: { d: true }\n");
    assert_eq!(any, serde_json::json!({ "a": "1", "b": ["x", null], "c": { "d": "true" } }));
}

#[test]
fn reading_shares_the_tree_and_leaves_it_as_it_is() {
    let parsed = parsed("titel: x\nlevel: low\n");
    let before = Arc::clone(parsed.root());
    let _: Read<Row> = read(parsed.root(), &Names, &[]);
    assert_eq!(before, *parsed.root());
}
