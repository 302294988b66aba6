//! A text with stand-ins: what Markdown must not take apart is covered before it is parsed.
//!
//! A `[[link]]` becomes a word, so a `|` in it ends no table cell and its brackets make no other link.
//! A `:::` mark becomes a thematic break, the one block that may stand anywhere and holds nothing.
//! A stand-in is as long as what it covers, so each byte that the parser tells of is that byte of the text.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, OffsetIter, Options, Parser, Tag, TagEnd};

use super::fence::{self, Fence, Fenced, Fences};

/// What begins a stand-in for a link. Control characters do not get past [`masked`], so it means nothing else.
const STAND_IN: char = '\u{1}';

/// The digits in which a stand-in tells its number, after [`STAND_IN`] and before the letters that fill it up.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// How many digits there are: `[[a]]` has room for no more.
const WIDTH: usize = 4;

/// What makes the first line of a phrase no block: punctuation, so that emphasis may begin right after it.
const SHIELD: &str = ".";

/// An event of the parser and its bytes in the text.
pub(super) type Located<'m> = (Event<'m>, Range<usize>);

/// A `[[link]]` as it stands in the text.
#[derive(Clone, Debug)]
pub(super) struct Entity<'t> {
    /// The whole of it.
    pub(super) range: Range<usize>,
    /// The kind's word before the colon.
    pub(super) kind: Option<&'t str>,
    /// The id.
    pub(super) id: &'t str,
    /// The author's own words: Markdown within a line.
    pub(super) words: Option<&'t str>,
}

/// A piece of what an event says.
pub(super) enum Piece<'p, 't> {
    /// Text.
    Text(&'p str),
    /// A link that was covered.
    Entity(&'p Entity<'t>),
}

/// A mark that a thematic break stands for.
pub(super) enum Mark<'m> {
    /// It opens a block.
    Open(Fence, &'m Fenced),
    /// It closes one.
    Close(&'m Fenced),
}

/// A text ready for the Markdown parser.
pub(super) struct Masked<'t> {
    text: &'t str,
    masked: Cow<'t, str>,
    shield: usize,
    entities: Vec<Entity<'t>>,
    fences: Fences,
    /// Where the covered marks begin, in order, with their block.
    marks: Vec<(usize, usize)>,
    /// The outermost internal blocks: their lines, and those without the marks.
    internal: Vec<(Range<usize>, Range<usize>)>,
}

impl<'t> Masked<'t> {
    /// Prepares a text in blocks.
    pub(super) fn blocks(text: &'t str) -> Self {
        let fences = fence::read(text);
        let internal = fences.internal().map(|block| (block.lines.clone(), block.body.clone())).collect();
        let marks = covered_marks(&fences);
        let entities = entities(text, &fences);
        let masked = masked(text, &fences, &entities);
        Masked { text, masked, shield: 0, entities, fences, marks, internal }
    }

    /// Prepares a text within a line: line breaks are spaces, and nothing in it makes a block.
    pub(super) fn phrase(text: &'t str) -> Self {
        let fences = Fences::default();
        let entities = entities(text, &fences);
        let masked = SHIELD.to_owned() + &masked(text, &fences, &entities).replace(['\n', '\r'], " ");
        Masked { text, masked: Cow::Owned(masked), shield: SHIELD.len(), entities, fences, marks: Vec::new(), internal: Vec::new() }
    }

    /// Returns the text as it was written.
    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// Starts the parser. For a phrase, its bytes are those of the shielded text.
    pub(super) fn parser(&self) -> OffsetIter<'_> {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_GFM
            | Options::ENABLE_DEFINITION_LIST;
        Parser::new_ext(&self.masked, options).into_offset_iter()
    }

    /// Returns where in the text as it was written an event of the parser lies.
    pub(super) fn unshielded(&self, range: &Range<usize>) -> Range<usize> {
        range.start.saturating_sub(self.shield)..range.end.saturating_sub(self.shield)
    }

    /// Parses the text; what is left of a phrase is what stands in its one paragraph.
    pub(super) fn events(&self) -> Vec<Located<'_>> {
        if self.shield == 0 {
            return self.parser().collect();
        }
        let mut events: Vec<Located<'_>> = self.parser().collect();
        events.retain(|(event, _)| !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)));
        if let Some((Event::Text(text), _)) = events.first_mut() {
            *text = text[SHIELD.len()..].to_owned().into();
        }
        events
    }

    /// Takes what an event says apart into text and links.
    pub(super) fn pieces<'p>(&'p self, said: &'p str) -> impl Iterator<Item = Piece<'p, 't>> {
        let mut rest = said;
        std::iter::from_fn(move || {
            if let Some((entity, after)) = self.stands_for(rest) {
                rest = after;
                return Some(Piece::Entity(entity));
            }
            let first = rest.chars().next()?;
            let next = rest[first.len_utf8()..].find(STAND_IN).map_or(rest.len(), |at| first.len_utf8() + at);
            let (text, after) = rest.split_at(next);
            rest = after;
            Some(Piece::Text(text))
        })
    }

    /// Returns what an event says with its links as they were written.
    pub(super) fn restored<'p>(&'p self, said: &'p str) -> Cow<'p, str> {
        if !said.contains(STAND_IN) {
            return Cow::Borrowed(said);
        }
        let written = |piece| match piece {
            Piece::Text(text) => text,
            Piece::Entity(entity) => &self.text[entity.range.clone()],
        };
        self.pieces(said).map(written).collect()
    }

    /// Returns what a thematic break stands for, if it is not one that the author drew.
    pub(super) fn mark(&self, range: &Range<usize>) -> Option<Mark<'_>> {
        let first = self.marks.partition_point(|&(start, _)| start < range.start);
        let &(start, block) = self.marks.get(first).filter(|(start, _)| *start < range.end)?;
        let block = &self.fences.blocks[block];
        Some(match block.fence {
            Some(fence) if block.head.start == start => Mark::Open(fence, block),
            _ => Mark::Close(block),
        })
    }

    /// Returns the mark as it was written, where the parser found its stand-in to be text.
    pub(super) fn mark_as_text(&self, range: &Range<usize>) -> Option<&'t str> {
        let index = self.marks.binary_search_by_key(&range.start, |&(start, _)| start).ok()?;
        let (start, block) = self.marks[index];
        let block = &self.fences.blocks[block];
        let mark = if block.head.start == start { &block.head } else { block.tail.as_ref()? };
        Some(&self.text[mark.clone()])
    }

    /// Returns the bytes of an event as they were written, if the event says just what stands there.
    pub(super) fn written(&self, said: &str, range: &Range<usize>) -> Option<&'t str> {
        (self.masked.get(range.clone())? == said).then(|| &self.text[range.clone()])
    }

    /// Returns what an event in code says, cut where internal blocks begin and end, each part with its first byte; their marks are left out.
    pub(super) fn code<'p>(&'p self, said: &'p str, range: &Range<usize>) -> Vec<(usize, Cow<'p, str>)> {
        let Some(written) = self.written(said, range) else { return vec![(range.start, self.restored(said))] };
        let mut parts = Vec::new();
        let mut add = |from: usize, to: usize| {
            if from < to {
                parts.push((from, Cow::Borrowed(&written[from - range.start..to - range.start])));
            }
        };
        let mut from = range.start;
        for (lines, body) in &self.internal[self.internal.partition_point(|(lines, _)| lines.end <= range.start)..] {
            if lines.start >= range.end {
                break;
            }
            add(from, lines.start);
            add(from.max(body.start), body.end.min(range.end));
            from = lines.end;
        }
        add(from, range.end);
        parts
    }

    /// Returns the outermost internal block that a byte lies in.
    pub(super) fn internal_at(&self, at: usize) -> Option<&Range<usize>> {
        let after = self.internal.partition_point(|(lines, _)| lines.start <= at);
        self.internal[..after].last().map(|(lines, _)| lines).filter(|lines| at < lines.end)
    }

    /// Walks the titles of the blocks.
    pub(super) fn titles(&self) -> impl Iterator<Item = Range<usize>> {
        self.fences.blocks.iter().filter(|block| block.fence.is_some() && !block.title.is_empty()).map(|block| block.title.clone())
    }

    /// Reads the stand-in that a text begins with, and returns what follows it.
    fn stands_for<'p>(&'p self, said: &'p str) -> Option<(&'p Entity<'t>, &'p str)> {
        let digits = said.strip_prefix(STAND_IN)?.get(..WIDTH)?;
        let digit = |byte: u8| DIGITS.iter().position(|&digit| digit == byte);
        let number = digits.bytes().try_fold(0, |number, byte| Some(number * DIGITS.len() + digit(byte)?))?;
        let entity = self.entities.get(number)?;
        Some((entity, said.get(entity.range.len()..)?))
    }
}

/// Finds the `[[links]]` of a text, in order; the marks' own lines are left alone.
fn entities<'t>(text: &'t str, fences: &Fences) -> Vec<Entity<'t>> {
    let mut heads = fences.blocks.iter().filter(|block| block.fence.is_some()).map(|block| &block.head).peekable();
    let mut entities = Vec::new();
    let mut from = 0;
    while let Some(found) = text[from..].find("[[") {
        let at = from + found;
        while heads.next_if(|head| head.end <= at).is_some() {}
        let in_head = heads.peek().filter(|head| head.start <= at).map(|head| head.end);
        let entity = if in_head.is_none() { entity(text, at) } else { None };
        from = entity.as_ref().map_or(in_head.unwrap_or(at + 1), |entity| entity.range.end);
        entities.extend(entity);
    }
    entities
}

/// Reads `[[id]]`, `[[kind:id]]` or `[[kind:id|words]]`; in a table the bar may also be written `\|`.
fn entity(text: &str, start: usize) -> Option<Entity<'_>> {
    let escaped = text[..start].bytes().rev().take_while(|&byte| byte == b'\\').count() % 2 == 1;
    let inner = &text[start + 2..];
    let end = inner.find(|character: char| matches!(character, '[' | ']') || character.is_control())?;
    if escaped || !inner[end..].starts_with("]]") {
        return None;
    }
    let inner = &inner[..end];
    let (name, words) = match inner.split_once('|') {
        Some((name, words)) => (name.strip_suffix('\\').unwrap_or(name).trim_end(), words.trim()),
        None => (inner, ""),
    };
    // Code binds tighter than a link: one backtick would begin it inside and end it outside.
    let whole = words.matches('`').count() % 2 == 0;
    let (kind, id) = match name.split_once(':') {
        Some((kind, id)) => (Some(kind), id),
        None => (None, name),
    };
    let named = kind.map_or(is_slug(id), |kind| is_slug(kind) && is_entity_id(id));
    (whole && named).then(|| Entity { range: start..start + end + 4, kind, id, words: Some(words).filter(|words| !words.is_empty()) })
}

fn is_slug(text: &str) -> bool {
    text.split('-').all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

/// Tells whether a text has the shape of an id, a control's among them, such as `ac-2.a` and `164.308(a)(1)`.
fn is_entity_id(text: &str) -> bool {
    let mut rest = after_group(text);
    while let Some(left) = rest.filter(|left| !left.is_empty()) {
        rest = match left.as_bytes()[0] {
            b'-' | b'.' => after_group(&left[1..]),
            b'(' => after_group(&left[1..]).and_then(|left| left.strip_prefix(')')),
            _ => None,
        };
    }
    rest.is_some()
}

/// Returns what follows the lower-case letters and digits that a text begins with, if it does.
fn after_group(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|character: char| character.is_ascii_lowercase() || character.is_ascii_digit());
    (rest.len() < text.len()).then_some(rest)
}

/// Lists where the marks of known blocks begin; a mark that makes no block stays text.
fn covered_marks(fences: &Fences) -> Vec<(usize, usize)> {
    let mut marks = Vec::new();
    for (index, block) in fences.blocks.iter().enumerate().filter(|(_, block)| block.fence.is_some()) {
        marks.push((block.head.start, index));
        marks.extend(block.tail.as_ref().map(|tail| (tail.start, index)));
    }
    marks.sort_unstable();
    marks
}

/// Covers marks, links and control characters.
fn masked<'t>(text: &'t str, fences: &Fences, entities: &[Entity<'_>]) -> Cow<'t, str> {
    let is_stray = |byte: u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r');
    if fences.blocks.is_empty() && entities.is_empty() && !text.bytes().any(is_stray) {
        return Cow::Borrowed(text);
    }
    let mut bytes: Vec<u8> = text.bytes().map(|byte| if is_stray(byte) { b' ' } else { byte }).collect();
    for block in fences.blocks.iter().filter(|block| block.fence.is_some()) {
        for mark in [Some(&block.head), block.tail.as_ref()].into_iter().flatten() {
            bytes[mark.clone()].fill(b'*');
        }
    }
    for (number, entity) in entities.iter().enumerate() {
        let covered = &mut bytes[entity.range.clone()];
        covered.fill(b'x');
        covered[0] = STAND_IN as u8;
        let mut left = number;
        for digit in covered[1..=WIDTH].iter_mut().rev() {
            *digit = DIGITS[left % DIGITS.len()];
            left /= DIGITS.len();
        }
    }
    Cow::Owned(String::from_utf8(bytes).expect("whole characters are covered with ASCII"))
}
