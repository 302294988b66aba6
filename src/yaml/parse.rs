//! Text to nodes.
//!
//! [`parse`] is pure, so its result may be remembered by the hash of the text.
//! A mistake is noted and parsing goes on; only broken syntax and hard limits end it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde_yaml::granit_parser::{Event, Parser, ScalarStyle, ScanError, Span as Range, StrInput, StructureStyle};

use super::tree::{Entry, MOST_BYTES, MOST_NODES, Node, Value};
use super::{BAD_KEY, BAD_VALUE, DUPLICATE_KEY, FILE_TOO_LARGE, SECOND_DOCUMENT, YAML_ALIAS, YAML_TAG, places, syntax};
use crate::finding::{Finding, Findings, quoted};
use crate::source::{FileId, Span};

/// The deepest nesting of lists and mappings.
const MOST_DEPTH: usize = 64;
/// How many mistakes of one file are told; a hostile file must not fill the memory with findings.
const MOST_FINDINGS: usize = 1_000;
/// The longest key, in bytes.
const LONGEST_KEY: usize = 200;

/// Parses a YAML text. The findings are `yaml-syntax`, `yaml-alias`, `yaml-tag`, `second-document`, `bad-key`, `bad-value`, `duplicate-key` and `file-too-large`.
///
/// An empty text gives no node and no finding. At most 1,000 mistakes of a file are told.
pub fn parse(file: FileId, text: &str) -> (Option<Arc<Node>>, Findings) {
    let mark = byte_order_mark(text);
    match too_large(file, text) {
        Some(finding) => (None, vec![*finding]),
        None => parse_from(file, &text[mark..], mark),
    }
}

/// Returns the length of the byte order mark that a text starts with.
pub(super) fn byte_order_mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

pub(super) fn too_large(file: FileId, text: &str) -> Option<Box<Finding>> {
    let start = Span::new(file, byte_order_mark(text), byte_order_mark(text));
    let finding = || Finding::error(FILE_TOO_LARGE, start, "the file is longer than 16 MB");
    (text.len() > MOST_BYTES).then(|| Box::new(finding().help("split it into several files in the folder of its kind")))
}

/// Parses a part of a file that begins at byte `base` of it.
pub(super) fn parse_from(file: FileId, text: &str, base: usize) -> (Option<Arc<Node>>, Findings) {
    let mut builder =
        Builder { file, base, text, open: Vec::new(), root: None, nodes: 0, anchors: BTreeMap::new(), findings: Findings::new() };
    let root = builder.build();
    builder.name_unused_anchors();
    (root, builder.findings)
}

/// What a mapping waits for.
enum Waiting {
    Key,
    Value(Arc<str>, Span),
    /// The value of a key that was refused.
    Nothing,
}

/// A list or mapping that is still open.
struct Open {
    start: usize,
    /// Where the last thing in it ended.
    end: usize,
    style: StructureStyle,
    items: Vec<Arc<Node>>,
    entries: Vec<Entry>,
    /// Where each key of a long mapping was first written; short ones are searched.
    long: Option<HashMap<Arc<str>, Span>>,
    /// Nothing in a list.
    waiting: Option<Waiting>,
}

/// A mapping with more keys than this is searched by hash, so that a hostile one costs no square.
const LONG: usize = 24;

impl Open {
    fn first_use(&self, key: &str) -> Option<Span> {
        match &self.long {
            Some(long) => long.get(key).copied(),
            None => self.entries.iter().find(|entry| &*entry.key == key).map(|entry| entry.key_span),
        }
    }

    fn note_use(&mut self, key: &Arc<str>, span: Span) {
        if self.entries.len() == LONG {
            self.long = Some(self.entries.iter().map(|entry| (Arc::clone(&entry.key), entry.key_span)).collect());
        }
        if let Some(long) = &mut self.long {
            long.insert(Arc::clone(key), span);
        }
    }
}

/// A named value: where the name stands, and whether an alias took it.
struct Anchor {
    span: Span,
    used: bool,
}

struct Builder<'text> {
    file: FileId,
    base: usize,
    text: &'text str,
    open: Vec<Open>,
    root: Option<Arc<Node>>,
    nodes: usize,
    anchors: BTreeMap<usize, Anchor>,
    findings: Findings,
}

/// Why parsing ends before the end of the text.
enum Stop {
    /// What was made so far may be used.
    Whole,
    /// Nothing may be used.
    Broken,
}

impl<'text> Builder<'text> {
    fn build(&mut self) -> Option<Arc<Node>> {
        let options = serde_yaml::granit_parser::options! {
            emit_comments: false,
            emit_unresolved_aliases: true,
            emit_anchor_events: true,
            disallow_directives: true,
            block_nesting_limit: MOST_DEPTH,
            flow_nesting_limit: MOST_DEPTH,
        };
        match self.take_events(Parser::new_from_str_with_options(self.text, options)) {
            Ok(()) | Err(Stop::Whole) => self.root.take(),
            Err(Stop::Broken) => None,
        }
    }

    fn take_events(&mut self, parser: Parser<'text, StrInput<'text>>) -> Result<(), Stop> {
        let mut documents = 0;
        for event in parser {
            let (event, range) = event.map_err(|problem| self.syntax(&problem))?;
            if matches!(event, Event::DocumentStart(..)) {
                documents += 1;
            }
            if documents == 2 {
                self.second_document(&range);
                return Err(Stop::Whole);
            }
            self.event(event, &range);
            if self.nodes > MOST_NODES {
                let span = self.span(&range);
                self.findings.push(Finding::error(FILE_TOO_LARGE, span, "the file holds more than a million values"));
                return Err(Stop::Broken);
            }
        }
        Ok(())
    }

    fn note(&mut self, finding: Finding) {
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(finding);
        }
    }

    fn span(&self, range: &Range) -> Span {
        Span::new(self.file, self.base + start_of(range), self.base + end_of(range))
    }

    fn syntax(&mut self, problem: &ScanError) -> Stop {
        let offset = problem.marker().byte_offset().unwrap_or(0).min(self.text.len());
        let bracket = self.open.last().filter(|open| open.style == StructureStyle::Flow).map(|open| open.start - self.base);
        // Text that starts with `*`, `&` or `!` is taken for an alias or a tag first; what the parser stumbles on is the rest of that text.
        let line = self.text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
        let sign = self.findings.pop_if(|last| {
            let span = last.span.map_or(0, |span| span.start as usize);
            [YAML_ALIAS, YAML_TAG].contains(&last.rule) && span >= self.base + line && span < self.base + offset
        });
        let sign = sign.and_then(|finding| finding.span).map(|span| span.start as usize - self.base);
        let mistake = syntax::Mistake { text: self.text, offset, bracket, sign };
        let finding = syntax::finding(&mistake, problem, self.file, self.base);
        self.findings.push(finding);
        Stop::Broken
    }

    fn second_document(&mut self, range: &Range) {
        let finding = Finding::error(SECOND_DOCUMENT, self.span(range), "a second document starts here; a file holds one");
        let rest = self.text.get(end_of(range)..).unwrap_or("");
        self.note(match rest.trim().is_empty() {
            true => finding.help("delete this line"),
            false => finding.help("move it to a file of its own, or make the file a list"),
        });
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the parser marks its events as open-ended")]
    fn event(&mut self, event: Event<'_>, range: &Range) {
        match event {
            Event::Scalar(_, _, _, Some(_)) => {
                let span = self.refuse_tag(range);
                self.place(Node::refused(span));
            }
            Event::Scalar(text, style, _, None) => self.scalar(&text, style, range),
            Event::SequenceStart(style, _, tag) => {
                tag.map(|_| self.refuse_tag(range));
                self.start(style, range, None);
            }
            Event::MappingStart(style, _, tag) => {
                tag.map(|_| self.refuse_tag(range));
                self.start(style, range, Some(Waiting::Key));
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(range),
            Event::Anchor(id, _) => {
                let anchor = Anchor { span: self.span(range), used: false };
                self.anchors.insert(id, anchor);
            }
            Event::Alias(id) => self.alias(range, Some(id)),
            Event::UnresolvedAlias(_) => self.alias(range, None),
            // The parser's list of events may grow; stream, document and comment events carry no value.
            _ => {}
        }
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, range: &Range) {
        let (start, end) = (start_of(range), end_of(range));
        let plain = style == ScalarStyle::Plain;
        let absent = plain && start == end;
        let written = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => places::of_block(self.text, self.reached(), start..end),
            ScalarStyle::Plain if absent => {
                let place = self.key_end().map_or(start, |key_end| places::after_colon(self.text, key_end));
                place..place
            }
            ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => start..end,
        };
        let span = Span::new(self.file, self.base + written.start, self.base + written.end);
        let text = if absent { "" } else { text };
        self.refuse_control(text, span);
        self.place(Node { span, value: Value::Scalar { text: text.into(), plain } });
    }

    /// Notes a character that has no place in a text, such as a NUL that was written as an escape.
    fn refuse_control(&mut self, text: &str, span: Span) {
        let control = text.chars().find(|character| character.is_control() && !matches!(character, '\t' | '\n' | '\r'));
        if let Some(control) = control {
            let message = format!("this text holds the control character {}", quoted(&control.to_string()));
            self.note(Finding::error(BAD_VALUE, span, message).help("take it out: no page can show it"));
        }
    }

    /// Returns where the key ends whose value comes next.
    fn key_end(&self) -> Option<usize> {
        match self.open.last()?.waiting.as_ref()? {
            Waiting::Value(_, span) => Some(span.end as usize - self.base),
            Waiting::Key | Waiting::Nothing => None,
        }
    }

    /// Returns the end of what stands before the next value.
    fn reached(&self) -> usize {
        self.key_end().or_else(|| Some(self.open.last()?.end - self.base)).unwrap_or(0)
    }

    fn refuse_tag(&mut self, range: &Range) -> Span {
        let span = self.span(&range.tag_span().unwrap_or(*range));
        self.note(Finding::error(YAML_TAG, span, "tags (`!name`) are not taken").help("put text that starts with `!` in quotes"));
        span
    }

    fn alias(&mut self, range: &Range, id: Option<usize>) {
        let span = self.span(range);
        let merge_key = self.open.last().is_some_and(|open| matches!(open.waiting, Some(Waiting::Nothing)));
        let anchor = id.and_then(|id| self.anchors.get_mut(&id));
        let finding = Finding::error(YAML_ALIAS, span, "aliases (`*name`) are not taken");
        let finding = match anchor {
            Some(anchor) => {
                anchor.used = true;
                finding.related(anchor.span, "named here").help("say it once in the library instead; clients adapt it with an overlay")
            }
            None => finding.help("put text that starts with `*` in quotes"),
        };
        if !merge_key {
            self.note(finding);
        }
        self.place(Node::refused(span));
    }

    fn name_unused_anchors(&mut self) {
        for anchor in std::mem::take(&mut self.anchors).into_values().filter(|anchor| !anchor.used) {
            let finding = Finding::error(YAML_ALIAS, anchor.span, "names of values (`&name`) are not taken");
            self.note(finding.help("put text that starts with `&` in quotes"));
        }
    }

    fn start(&mut self, style: StructureStyle, range: &Range, waiting: Option<Waiting>) {
        let is_block_list = waiting.is_none() && style == StructureStyle::Block;
        let start = match self.key_end().filter(|_| is_block_list) {
            Some(key_end) => places::of_dash(self.text, key_end).unwrap_or(start_of(range)),
            None => start_of(range),
        };
        self.open.push(Open {
            start: self.base + start,
            end: self.base + start,
            style,
            items: Vec::new(),
            entries: Vec::new(),
            long: None,
            waiting,
        });
    }

    fn end(&mut self, range: &Range) {
        let Some(open) = self.open.pop() else { return };
        // A block ends where its last value ends; the parser's own end lies on the next token.
        let end = match open.style {
            StructureStyle::Block => open.end,
            StructureStyle::Flow => self.base + end_of(range),
        };
        let span = Span::new(self.file, open.start, end);
        let value = if open.waiting.is_some() { Value::Map(open.entries) } else { Value::List(open.items) };
        self.place(Node { span, value });
    }

    fn place(&mut self, node: Node) {
        self.nodes += 1;
        let Some(parent) = self.open.last_mut() else {
            self.root = (!node.is_null()).then(|| Arc::new(node));
            return;
        };
        parent.end = parent.end.max(node.span.end as usize);
        let Some(waiting) = &mut parent.waiting else {
            parent.items.push(Arc::new(node));
            return;
        };
        match std::mem::replace(waiting, Waiting::Key) {
            Waiting::Key => {
                let waiting = self.key(&node);
                self.open.last_mut().expect("a key stands in a mapping").waiting = Some(waiting);
            }
            Waiting::Nothing => {}
            Waiting::Value(key, key_span) => match parent.first_use(&key) {
                Some(first) => self.duplicate_key(&key, key_span, first),
                None => {
                    parent.note_use(&key, key_span);
                    parent.entries.push(Entry { key, key_span, node: Arc::new(node) });
                }
            },
        }
    }

    fn duplicate_key(&mut self, key: &str, span: Span, first: Span) {
        let finding = Finding::error(DUPLICATE_KEY, span, format!("{} is written twice in one mapping", quoted(key)));
        self.note(finding.related(first, "first written here").help("keep one of them"));
    }

    fn key(&mut self, node: &Node) -> Waiting {
        let word = |text: &str| text.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.'));
        match node.as_text() {
            Some(text) if !text.is_empty() && text.len() <= LONGEST_KEY && word(text) => return Waiting::Value(text.into(), node.span),
            _ if node.is_refused() => {}
            found => {
                let finding = self.bad_key(node, found.unwrap_or(""));
                self.note(finding);
            }
        }
        Waiting::Nothing
    }

    fn bad_key(&self, node: &Node, text: &str) -> Finding {
        let in_flow = self.open.last().is_some_and(|open| open.style == StructureStyle::Flow);
        let bad = |message: String| Finding::error(BAD_KEY, node.span, message);
        match text {
            "<<" => bad("merge keys (`<<`) are not taken".to_owned())
                .help("say it once in the library instead; clients adapt it with an overlay"),
            "" => bad(format!("expected a key of one word, found {}", node.shape())).help("keys are single words such as `title`"),
            _ if text.len() > LONGEST_KEY => {
                bad(format!("a key is longer than {LONGEST_KEY} bytes: {}", quoted(text))).help("keys are single words such as `title`")
            }
            _ => bad(format!("expected a key of one word, found {}", quoted(text))).help(match in_flow {
                true if text.contains(':') => "put a space after the colon",
                true => "a comma ends a value inside `{ }`: put the sentence in quotes, or on a line of its own",
                false => "keys are single words such as `title`; text that holds a colon goes in quotes",
            }),
        }
    }
}

fn start_of(range: &Range) -> usize {
    range.start.byte_offset().unwrap_or(0)
}

fn end_of(range: &Range) -> usize {
    range.end.byte_offset().unwrap_or(0)
}
