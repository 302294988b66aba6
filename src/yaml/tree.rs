//! Text to nodes: every node, key and entry keeps the bytes it was parsed from.
//!
//! [`parse`] is pure, so its result may be remembered by the hash of the text.

use std::collections::HashMap;
use std::sync::Arc;

use serde_yaml::granit_parser::{Event, Parser, ScalarStyle, Span as Range, StructureStyle};

use super::{BAD_KEY, DUPLICATE_KEY, FILE_TOO_LARGE, SECOND_DOCUMENT, YAML_ALIAS, YAML_SYNTAX, YAML_TAG};
use crate::finding::{Finding, Findings, escaped};
use crate::source::{FileId, Span};

/// The longest file that is read, in bytes.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;
/// The most nodes that one file may hold.
pub const MOST_NODES: usize = 1_000_000;
/// The deepest nesting of lists and mappings.
const MOST_DEPTH: usize = 64;

/// One value of a file and the bytes that it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it was written.
    pub span: Span,
    /// What was written.
    pub value: Value,
}

/// The three shapes of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text; what it means is decided by the type that is read.
    Scalar {
        /// The text after escapes and folding.
        text: Box<str>,
        /// Whether it was written without quotes and not as a block, so that `null` means nothing.
        plain: bool,
    },
    /// A list.
    List(Vec<Arc<Node>>),
    /// A mapping, in the order of writing.
    Map(Vec<Entry>),
}

/// One key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key's text.
    pub key: Arc<str>,
    /// Where the key was written.
    pub key_span: Span,
    /// The value.
    pub node: Arc<Node>,
}

impl Node {
    /// Makes a text node, for what is not written as YAML: a file's stem, the text under front matter.
    pub fn text(span: Span, text: &str) -> Arc<Node> {
        Arc::new(Node { span, value: Value::Scalar { text: text.into(), plain: false } })
    }

    /// Returns the text of a scalar.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            Value::List(_) | Value::Map(_) => None,
        }
    }

    /// Returns the items of a list.
    pub fn as_list(&self) -> Option<&[Arc<Node>]> {
        match &self.value {
            Value::List(items) => Some(items),
            Value::Scalar { .. } | Value::Map(_) => None,
        }
    }

    /// Returns the entries of a mapping, none for other shapes.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            Value::Scalar { .. } | Value::List(_) => &[],
        }
    }

    /// Tells whether nothing was written: an empty value, `~` or `null` without quotes.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true } if matches!(&**text, "" | "~" | "null" | "Null" | "NULL"))
    }

    /// Returns the entry of a mapping with this key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| &*entry.key == key)
    }

    /// Returns the value under a key.
    pub fn get(&self, key: &str) -> Option<&Arc<Node>> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// Returns the text under a key, if it is text and not nothing.
    pub fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key).filter(|node| !node.is_null()).and_then(|node| node.as_text())
    }

    /// Returns one step down: a key, an index, or the `id` of a list's item.
    pub fn child(&self, step: &str) -> Option<&Arc<Node>> {
        match &self.value {
            Value::Map(_) => self.get(step),
            Value::List(items) => match step.parse::<usize>() {
                Ok(index) => items.get(index),
                Err(_) => items.iter().find(|item| item.text_of("id") == Some(step)),
            },
            Value::Scalar { .. } => None,
        }
    }

    /// Returns the deepest node that exists on a path such as `contracts/0/notice` or `parts/approve/by`.
    pub fn at(&self, path: &str) -> &Node {
        let mut node = self;
        for step in path.split('/').filter(|step| !step.is_empty()) {
            match node.child(step) {
                Some(child) => node = child,
                None => break,
            }
        }
        node
    }

    /// Returns the place of the last key of a path, or of the deepest thing that exists.
    pub fn key_at(&self, path: &str) -> Span {
        let (parent, key) = path.rsplit_once('/').unwrap_or(("", path));
        let parent = self.at(parent);
        parent.entry(key).map_or(parent.head(), |entry| entry.key_span)
    }

    /// Returns a short span at which something about the whole value is reported: its first key, or itself.
    pub fn head(&self) -> Span {
        match &self.value {
            Value::Map(entries) => entries.first().map_or(self.span, |entry| entry.key_span),
            Value::List(items) => items.first().map_or(self.span, |item| item.head()),
            Value::Scalar { .. } => self.span,
        }
    }

    /// Names the shape for a message.
    pub fn shape(&self) -> &'static str {
        match &self.value {
            Value::Scalar { .. } if self.is_null() => "nothing",
            Value::Scalar { .. } => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

/// Parses a YAML text. The findings are `yaml-syntax`, `yaml-alias`, `yaml-tag`, `second-document`, `bad-key`, `duplicate-key` and `file-too-large`.
///
/// An empty text gives no node and no finding.
pub fn parse(file: FileId, text: &str) -> (Option<Arc<Node>>, Findings) {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    parse_at(file, &text[mark..], mark)
}

/// Parses a Markdown file: the YAML between its `---` lines as a mapping, and the text under it as the entry `body`.
///
/// A text without front matter is all body; white space alone is no body. The findings are those of [`parse`].
pub fn parse_front_matter(file: FileId, text: &str) -> (Option<Arc<Node>>, Findings) {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (matter, body) = split_front_matter(text, mark);
    let (node, mut findings) = match &matter {
        Some(range) => parse_at(file, &text[range.clone()], range.start),
        None => (None, Findings::new()),
    };
    let matter_span = matter.map_or(Span::new(file, mark, mark), |range| Span::new(file, range.start, range.start));
    let mut entries = match node {
        None if findings.is_empty() => Vec::new(),
        None => return (None, findings),
        Some(node) => match &node.value {
            Value::Map(entries) => entries.clone(),
            Value::Scalar { .. } | Value::List(_) => {
                findings.push(Finding::error(
                    super::WRONG_TYPE,
                    node.span,
                    format!("expected keys and values in the front matter, found {}", node.shape()),
                ));
                return (None, findings);
            }
        },
    };
    let body_span = Span::new(file, body.start, body.end);
    if !text[body.clone()].trim().is_empty() {
        if let Some(written) = entries.iter().find(|entry| &*entry.key == "body") {
            let second = Span::new(file, body.start, body.start);
            findings.push(
                Finding::error(DUPLICATE_KEY, written.key_span, "`body` is written twice: as a key, and under the front matter")
                    .related(second, "the text under the front matter")
                    .help("keep one of them"),
            );
        } else {
            entries.push(Entry { key: "body".into(), key_span: body_span, node: Node::text(body_span, &text[body]) });
        }
    }
    (Some(Arc::new(Node { span: matter_span, value: Value::Map(entries) })), findings)
}

/// Returns the byte ranges of the front matter, if there is one, and of the text under it.
fn split_front_matter(text: &str, mark: usize) -> (Option<std::ops::Range<usize>>, std::ops::Range<usize>) {
    let mut lines = text[mark..].split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else {
        return (None, mark..text.len());
    };
    let start = mark + first.len();
    let mut offset = start;
    for line in lines {
        if line.trim_end() == "---" {
            return (Some(start..offset), offset + line.len()..text.len());
        }
        offset += line.len();
    }
    (Some(start..text.len()), text.len()..text.len())
}

/// A list or mapping that is still open.
struct Open {
    start: usize,
    flow: bool,
    items: Vec<Arc<Node>>,
    entries: Vec<Entry>,
    /// Where each key of a long mapping was first written; short ones are searched.
    long: HashMap<Arc<str>, Span>,
    /// In a mapping: the key that waits for its value. `Some(None)` is a key that was refused.
    key: Option<Option<(Arc<str>, Span)>>,
    is_map: bool,
}

/// A mapping with more keys than this is searched by hash, so that a hostile one costs no square.
const LONG: usize = 24;

impl Open {
    fn first_use(&self, key: &str) -> Option<Span> {
        if self.entries.len() > LONG {
            return self.long.get(key).copied();
        }
        self.entries.iter().find(|entry| &*entry.key == key).map(|entry| entry.key_span)
    }

    fn note_use(&mut self, key: &Arc<str>, span: Span) {
        if self.entries.len() == LONG {
            self.long = self.entries.iter().map(|entry| (Arc::clone(&entry.key), entry.key_span)).collect();
        }
        if self.entries.len() >= LONG {
            self.long.insert(Arc::clone(key), span);
        }
    }
}

struct Builder {
    file: FileId,
    base: usize,
    open: Vec<Open>,
    root: Option<Arc<Node>>,
    findings: Findings,
}

fn parse_at(file: FileId, text: &str, base: usize) -> (Option<Arc<Node>>, Findings) {
    let mut builder = Builder { file, base, open: Vec::new(), root: None, findings: Findings::new() };
    if text.len() > MOST_BYTES {
        let start = Span::new(file, base, base);
        builder.findings.push(
            Finding::error(FILE_TOO_LARGE, start, "the file is longer than 16 MB").help("split it into several files of its kind's folder"),
        );
        return (None, builder.findings);
    }
    let options = serde_yaml::granit_parser::options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        block_nesting_limit: MOST_DEPTH,
        flow_nesting_limit: MOST_DEPTH,
    };
    let mut documents = 0;
    for (count, event) in Parser::new_from_str_with_options(text, options).enumerate() {
        match event {
            Err(problem) => {
                builder.syntax(text, &problem);
                return (None, builder.findings);
            }
            Ok((_, range)) if count > 2 * MOST_NODES => {
                let span = builder.span(&range);
                builder.findings.push(Finding::error(FILE_TOO_LARGE, span, "the file holds more than a million values"));
                return (None, builder.findings);
            }
            Ok((Event::DocumentStart(..), range)) => {
                documents += 1;
                if documents == 2 {
                    let span = builder.span(&range);
                    let finding = Finding::error(SECOND_DOCUMENT, span, "a second document starts here; a file holds one");
                    builder.findings.push(finding.help("move it to a file of its own, or make the file a list"));
                    return (builder.root, builder.findings);
                }
            }
            Ok((event, range)) => builder.event(event, &range),
        }
    }
    (builder.root, builder.findings)
}

impl Builder {
    fn span(&self, range: &Range) -> Span {
        let start = self.base + range.start.byte_offset().unwrap_or(0);
        let end = self.base + range.end.byte_offset().unwrap_or(0);
        Span::new(self.file, start, end)
    }

    fn syntax(&mut self, text: &str, problem: &serde_yaml::granit_parser::ScanError) {
        let offset = problem.marker().byte_offset().unwrap_or(0).min(text.len());
        // At the end of the file there is no byte to show: point at the last one that was written.
        let start = if offset == text.len() { text.trim_end().len().saturating_sub(1) } else { offset };
        let start = (0..=start).rev().find(|&index| text.is_char_boundary(index)).unwrap_or(0);
        let width = text[start..].chars().next().filter(|character| *character != '\n').map_or(0, char::len_utf8);
        let span = Span::new(self.file, self.base + start, self.base + start + width);
        let finding = Finding::error(YAML_SYNTAX, span, format!("this is not valid YAML: {}", escaped(&problem.info())));
        self.findings.push(match syntax_help(text, start) {
            Some(help) => finding.help(help),
            None => finding,
        });
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the parser marks its events as open-ended")]
    fn event(&mut self, event: Event<'_>, range: &Range) {
        match event {
            Event::Scalar(text, style, _, tag) => {
                self.refuse_tag(tag.is_some(), range);
                let value = Value::Scalar { text: text.into(), plain: style == ScalarStyle::Plain };
                let span = self.span(range);
                self.place(Node { span, value });
            }
            Event::SequenceStart(style, _, tag) => self.start(style, tag.is_some(), range, false),
            Event::MappingStart(style, _, tag) => self.start(style, tag.is_some(), range, true),
            Event::SequenceEnd | Event::MappingEnd => self.end(range),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let span = self.span(range);
                let finding = Finding::error(YAML_ALIAS, span, "aliases (`*name`) are not taken");
                self.findings.push(finding.help("say it once in the library instead; clients adapt it with an overlay"));
                self.place(Node { span, value: Value::Scalar { text: "".into(), plain: true } });
            }
            // The parser's list of events may grow; stream, document and comment events carry no value.
            _ => {}
        }
    }

    fn refuse_tag(&mut self, tagged: bool, range: &Range) {
        if tagged {
            let start = self.base + range.tag_span().and_then(|tag| tag.start.byte_offset()).or(range.start.byte_offset()).unwrap_or(0);
            let end = self.base + range.tag_span().and_then(|tag| tag.end.byte_offset()).or(range.end.byte_offset()).unwrap_or(0);
            let span = Span::new(self.file, start, end);
            self.findings.push(Finding::error(YAML_TAG, span, "tags (`!name`) are not taken").help("quote the text if it starts with `!`"));
        }
    }

    fn start(&mut self, style: StructureStyle, tagged: bool, range: &Range, is_map: bool) {
        self.refuse_tag(tagged, range);
        let start = self.span(range).start as usize;
        self.open.push(Open {
            start,
            flow: style == StructureStyle::Flow,
            items: Vec::new(),
            entries: Vec::new(),
            long: HashMap::new(),
            key: None,
            is_map,
        });
    }

    fn end(&mut self, range: &Range) {
        let Some(open) = self.open.pop() else { return };
        let last =
            if open.is_map { open.entries.last().map(|entry| entry.node.span.end) } else { open.items.last().map(|item| item.span.end) };
        // A block ends where its last value ends; the parser's own end lies on the next token.
        let end = match last {
            Some(end) if !open.flow => end as usize,
            _ => self.span(range).end as usize,
        };
        let span = Span::new(self.file, open.start, end);
        let value = if open.is_map { Value::Map(open.entries) } else { Value::List(open.items) };
        self.place(Node { span, value });
    }

    fn place(&mut self, node: Node) {
        let Some(parent) = self.open.last_mut() else {
            self.root = (!node.is_null()).then(|| Arc::new(node));
            return;
        };
        if !parent.is_map {
            parent.items.push(Arc::new(node));
            return;
        }
        match parent.key.take() {
            None => self.key(&node),
            Some(None) => {}
            Some(Some((key, key_span))) => {
                if let Some(first) = parent.first_use(&key) {
                    let finding = Finding::error(DUPLICATE_KEY, key_span, format!("`{}` is written twice in one mapping", escaped(&key)));
                    self.findings.push(finding.related(first, "first written here").help("keep one of them"));
                } else {
                    parent.note_use(&key, key_span);
                    parent.entries.push(Entry { key, key_span, node: Arc::new(node) });
                }
            }
        }
    }

    fn key(&mut self, node: &Node) {
        let word = |text: &str| {
            !text.is_empty()
                && text.len() <= 200
                && text.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.'))
        };
        let parent = self.open.last_mut().expect("a key stands in a mapping");
        match node.as_text() {
            Some(text) if word(text) => parent.key = Some(Some((text.into(), node.span))),
            found => {
                parent.key = Some(None);
                let name = found
                    .map_or_else(|| node.shape().to_owned(), |text| format!("`{}`", escaped(&text.chars().take(60).collect::<String>())));
                let finding = Finding::error(BAD_KEY, node.span, format!("expected a key of one word, found {name}"));
                self.findings.push(if parent.flow {
                    finding.help("a comma ends a value inside `{ }`: put the sentence in quotes, or on a line of its own")
                } else {
                    finding.help("keys are single words such as `title`; quote the line above if it was meant to go on")
                });
            }
        }
    }
}

/// Names the usual cause of a syntax error on the line where it was met.
fn syntax_help(text: &str, offset: usize) -> Option<&'static str> {
    let start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next().unwrap_or("");
    let before = text[..start].lines().next_back().unwrap_or("");
    if line.starts_with('\t') || line.trim_start_matches(' ').starts_with('\t') {
        return Some("indent with spaces: YAML takes no tabs");
    }
    let value = |line: &str| line.split_once(": ").map(|(_, value)| value.trim().to_owned());
    let unquoted_colon =
        |value: String| !value.starts_with(['"', '\'', '{', '[', '|', '>']) && (value.contains(": ") || value.ends_with(':'));
    if value(line).is_some_and(unquoted_colon) || value(before).is_some_and(unquoted_colon) {
        return Some("put text that holds a colon and a space in quotes");
    }
    let open_quote = |line: &str| value(line).is_some_and(|value| value.starts_with('"') && value.matches('"').count() % 2 == 1);
    if open_quote(line) || open_quote(before) {
        return Some("close the quote");
    }
    None
}
