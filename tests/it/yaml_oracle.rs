//! The typed reading held against `serde_yaml`: both read the same values from the same text.

#![expect(clippy::unwrap_used, reason = "a test fails where there is nothing, and says where")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use bailiwick::finding::{Finding, Findings};
use bailiwick::source::Span;
use bailiwick::yaml::{Lookup, Mention, Node, read};
use proptest::prelude::*;
use serde::Deserialize;

use crate::yaml::{parsed, told};

struct NoNames;

impl Lookup for NoNames {
    fn refer(&self, _: &str, _: &str, _: &Node) -> Result<Option<Mention>, Box<Finding>> {
        Ok(None)
    }

    fn prose(&self, _: &Node, _: &mut Vec<(Mention, Span)>, _: &mut Findings) {}
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Service {
    title: String,
    level: Level,
    order: u8,
    offset: i64,
    availability: f64,
    best_effort: bool,
    #[serde(default)]
    summary: Option<String>,
    #[serde(default)]
    keywords: Vec<String>,
    #[serde(default)]
    parts: Vec<Part>,
    #[serde(default)]
    targets: BTreeMap<Level, Part>,
    #[serde(default)]
    continuity: Option<Box<Part>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Part {
    id: String,
    by: Vec<String>,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    within: (u8, bool),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Level {
    High,
    Low,
    NotYet,
}

/// Texts that look like other types, hold every sign of YAML, or are ordinary.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-zA-Z][a-z ]{0,12}[a-z]",
        1 => prop_oneof![Just("NO"), Just("1.10"), Just("0142"), Just("2026-11-24"), Just("07:30"), Just("true"), Just("null"), Just("~"), Just("1e3"), Just("")].prop_map(str::to_owned),
        2 => "[a-zé😀:#,'\"\\\\\\[\\]{}&*!|>%@`?-]{1,3}( [a-zé:#'\"-]{1,4}){0,3}",
        1 => "[a-z]{1,4}(\n{1,2}[a-zé]{1,4}( [a-z]{1,3})?){1,3}\n{0,2}",
        1 => " {0,2}[a-z]{1,3}\n {1,3}[a-z]{1,3}\n[a-z]{1,3}",
        1 => "[ \t\n\u{a0}a]{1,4}",
    ]
}

fn part() -> impl Strategy<Value = Part> {
    (text(), prop::collection::vec(text(), 0..3), prop::option::of(text()), (any::<u8>(), any::<bool>()))
        .prop_map(|(id, by, body, within)| Part { id, by, body, within })
}

fn level() -> impl Strategy<Value = Level> {
    prop_oneof![Just(Level::High), Just(Level::Low), Just(Level::NotYet)]
}

fn service() -> impl Strategy<Value = Service> {
    let scalars = (text(), level(), any::<u8>(), any::<i64>(), -1e6..1e6f64, any::<bool>());
    let rest = (
        prop::option::of(text()),
        prop::collection::vec(text(), 0..4),
        prop::collection::vec(part(), 0..3),
        prop::collection::btree_map(level(), part(), 0..3),
        prop::option::of(part().prop_map(Box::new)),
    );
    (scalars, rest).prop_map(
        |((title, level, order, offset, availability, best_effort), (summary, keywords, parts, targets, continuity))| Service {
            title,
            level,
            order,
            offset,
            availability,
            best_effort,
            summary,
            keywords,
            parts,
            targets,
            continuity,
        },
    )
}

/// What to write, and a stream of choices how.
struct Writer {
    text: String,
    choices: std::vec::IntoIter<u8>,
}

/// A value before its style is chosen.
enum Plain {
    Text(String),
    Bare(String),
    List(Vec<Plain>),
    Map(Vec<(String, Plain)>),
}

impl Writer {
    fn choice(&mut self, of: u8) -> u8 {
        self.choices.next().unwrap_or(0) % of
    }

    /// Writes a value behind its key or dash, with a line break at the end.
    fn value(&mut self, value: &Plain, depth: usize) {
        let pad = " ".repeat(2 * depth);
        match value {
            Plain::Text(text) => self.scalar(text, depth),
            Plain::Bare(word) => writeln!(self.text, " {word}").unwrap(),
            Plain::List(items) if items.is_empty() => {
                // `serde_yaml` does not take nothing for an empty list; that is our own law and has a test of its own.
                let nothing = [" []", " [ ] # none"][usize::from(self.choice(2))];
                writeln!(self.text, "{nothing}").unwrap();
            }
            Plain::List(_) | Plain::Map(_) if self.choice(3) == 0 => {
                let flow = flow(value);
                writeln!(self.text, " {flow} # in one line").unwrap();
            }
            Plain::List(items) => {
                let line_break = ["\n", "  # below\n\n"][usize::from(self.choice(2))];
                self.text.push_str(line_break);
                for item in items {
                    write!(self.text, "{pad}-").unwrap();
                    self.value(item, depth + 1);
                }
            }
            Plain::Map(entries) if entries.is_empty() => self.text.push_str(" {}\n"),
            Plain::Map(entries) => {
                self.text.push('\n');
                self.entries(entries, depth);
            }
        }
    }

    fn entries(&mut self, entries: &[(String, Plain)], depth: usize) {
        let pad = " ".repeat(2 * depth);
        for (key, value) in entries {
            let key = match self.choice(5) {
                0 => format!("\"{key}\""),
                1 => format!("'{key}'"),
                _ => key.clone(),
            };
            write!(self.text, "{pad}{key}:").unwrap();
            self.value(value, depth + 1);
        }
    }

    fn scalar(&mut self, text: &str, depth: usize) {
        let pad = " ".repeat(2 * depth + 1);
        let style = self.choice(5);
        let is_word = |word: char| word.is_ascii_alphanumeric() || "é😀-.".contains(word);
        let looks_like_nothing = ["", "~", "null"].contains(&text);
        let is_plain =
            !looks_like_nothing && text.split(' ').all(|word| !word.is_empty() && word.chars().all(is_word)) && !text.starts_with('-');
        // A block of text needs a letter to start with; else its indentation could not be told.
        let is_block = text.lines().next().is_some_and(|line| line.starts_with(|start: char| start.is_alphanumeric()))
            && !text.contains(['\t', '\r', '\u{a0}']);
        let chomp = match text.len() - text.trim_end_matches('\n').len() {
            0 => "-",
            1 => "",
            _ => "+",
        };
        match style {
            0 if is_plain => writeln!(self.text, " {text}   # as it is").unwrap(),
            1 if !text.contains(['\n', '\t']) => writeln!(self.text, " '{}'", text.replace('\'', "''")).unwrap(),
            2 if is_block => {
                writeln!(self.text, " |{chomp}").unwrap();
                text.strip_suffix('\n').unwrap_or(text).split('\n').for_each(|line| writeln!(self.text, "{pad}{line}").unwrap());
            }
            3 if is_plain => writeln!(self.text, "\n{pad}{}", text.replace(' ', &format!("\n{pad} "))).unwrap(),
            4 if is_block && is_plain => writeln!(self.text, " >-\n{pad}{}", text.replace(' ', &format!("\n{pad}"))).unwrap(),
            _ => writeln!(self.text, " {}", double_quoted(text)).unwrap(),
        }
    }
}

fn double_quoted(text: &str) -> String {
    format!(
        "\"{}\"",
        text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t").replace('😀', "\\U0001F600")
    )
}

fn flow(value: &Plain) -> String {
    match value {
        Plain::Text(text) => double_quoted(text),
        Plain::Bare(word) => word.clone(),
        Plain::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Plain::Map(entries) => {
            format!("{{ {} }}", entries.iter().map(|(key, value)| format!("{key}: {}", flow(value))).collect::<Vec<_>>().join(" , "))
        }
    }
}

fn word(level: Level) -> String {
    match level {
        Level::High => "high",
        Level::Low => "low",
        Level::NotYet => "not-yet",
    }
    .to_owned()
}

fn texts(texts: &[String]) -> Plain {
    Plain::List(texts.iter().map(|text| Plain::Text(text.clone())).collect())
}

fn plain_part(part: &Part) -> Plain {
    let mut entries = vec![("id".to_owned(), Plain::Text(part.id.clone())), ("by".to_owned(), texts(&part.by))];
    entries.extend(part.body.clone().map(|body| ("body".to_owned(), Plain::Text(body))));
    let within = vec![Plain::Bare(part.within.0.to_string()), Plain::Bare(part.within.1.to_string())];
    entries.push(("within".to_owned(), Plain::List(within)));
    Plain::Map(entries)
}

/// How numbers and truth are written.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Forms {
    Usual,
    Rare,
}

fn plain(service: &Service, forms: Forms) -> Vec<(String, Plain)> {
    let hex = forms == Forms::Rare;
    let mut entries = vec![
        ("title".to_owned(), Plain::Text(service.title.clone())),
        ("level".to_owned(), Plain::Bare(word(service.level))),
        ("order".to_owned(), Plain::Bare(if hex { format!("0x{:X}", service.order) } else { service.order.to_string() })),
        ("offset".to_owned(), Plain::Bare(service.offset.to_string())),
        (
            "availability".to_owned(),
            Plain::Bare(if hex { format!("{:e}", service.availability) } else { service.availability.to_string() }),
        ),
        (
            "best_effort".to_owned(),
            Plain::Bare(match (service.best_effort, hex) {
                (true, true) => "yes".to_owned(),
                (false, true) => "Off".to_owned(),
                (truth, false) => truth.to_string(),
            }),
        ),
        ("keywords".to_owned(), texts(&service.keywords)),
        ("parts".to_owned(), Plain::List(service.parts.iter().map(plain_part).collect())),
        ("targets".to_owned(), Plain::Map(service.targets.iter().map(|(level, part)| (word(*level), plain_part(part))).collect())),
    ];
    entries.extend(service.summary.clone().map(|summary| ("summary".to_owned(), Plain::Text(summary))));
    entries.extend(service.continuity.as_ref().map(|part| ("continuity".to_owned(), plain_part(part))));
    entries
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn typed_reading_agrees_with_serde_yaml(service in service(), choices in prop::collection::vec(any::<u8>(), 200), forms in prop_oneof![Just(Forms::Usual), Just(Forms::Rare)], windows in any::<bool>()) {
        let mut writer = Writer { text: String::new(), choices: choices.into_iter() };
        writer.entries(&plain(&service, forms), 0);
        let text = if windows { writer.text.replace('\n', "\r\n") } else { writer.text };
        let parsed = parsed(&text);
        prop_assert_eq!(parsed.told(), "", "in {}", text);
        let ours = read::<Service>(parsed.root(), &NoNames, &[]);
        prop_assert_eq!(ours.findings.iter().map(|finding| told(&parsed.sources, finding)).collect::<String>(), "", "in {}", text);
        prop_assert_eq!(ours.value.as_ref(), Some(&service), "in {}", text);
        prop_assert_eq!(serde_yaml::from_str::<Service>(&text).map_err(|error| error.to_string()), Ok(service), "in {}", text);
    }
}

/// Reads one value under the key `a` by both; nothing stands for a refusal.
fn both<T: serde::de::DeserializeOwned>(written: &str) -> (Option<T>, Option<T>) {
    let text = format!("a: {written}\n");
    let parsed = parsed(&text);
    let ours = parsed.node.as_ref().and_then(|node| {
        let read = read::<BTreeMap<String, T>>(node, &NoNames, &[]);
        read.value.filter(|_| read.findings.is_empty() && parsed.findings.is_empty())?.remove("a")
    });
    (ours, serde_yaml::from_str::<BTreeMap<String, T>>(&text).ok().and_then(|mut map| map.remove("a")))
}

/// Forms of numbers and truth, and what only looks like one.
const FORMS: [&str; 5] = [
    "0 +0 00 1 -1 +1 01 1_000 1__0 _1 1_ 0x1f 0X1F -0xf 0x 0xg 0x_1 0o17 0O7 0o8 0b11 0b2 127 128 -128 -129 255 256",
    "65535 65536 4294967295 4294967296 9223372036854775807 9223372036854775808 18446744073709551615",
    "18446744073709551616 -9223372036854775808 -9223372036854775809 1.0 1. .5 -.5 1e3 1E-3 1e400 1e .inf -.inf",
    "+.INF .Inf .nan .NaN inf nan infinity '5' true True TRUE tRuE false yes Yes no NO y n on Off 1.5.2 0.1_5 --1",
    "+-1 0x-1 x '' 1,5",
];

#[test]
fn every_form_of_number_and_truth_is_taken_or_refused_by_both() {
    let in_quotes = ["1 000", "\" 5 \"", "\"5\\n\"", "- 1"];
    for form in FORMS.iter().flat_map(|forms| forms.split(' ')).chain(in_quotes) {
        macro_rules! agree {
            ($($type:ty)*) => {$(
                let (ours, theirs) = both::<$type>(form);
                assert_eq!(format!("{ours:?}"), format!("{theirs:?}"), "{form:?} as {}", stringify!($type));
            )*};
        }
        agree!(i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 bool String Option<i64> Option<bool>);
    }
}
