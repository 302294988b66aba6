//! A part of a scalar's text to the bytes that it was written with.
//!
//! The text of a node is not what stands in the file: quotes, escapes, folding and indentation are gone, and for a client edition whole lines may be.
//! So text and source are laid side by side, once a node, and every part is looked up in that.

use std::ops::Range;

use super::tree::{Node, Value};
use crate::source::Span;

/// Returns the bytes of the file that a part of a scalar's text was written with; `range` is in bytes of the node's text.
///
/// The whole node is given where the part cannot be told. For many parts of one text, lay it out once by [`Layout::of`].
pub fn locate(source: &str, node: &Node, range: Range<usize>) -> Span {
    Layout::of(source, node).locate(range)
}

/// A scalar's text beside its source.
#[derive(Debug)]
pub struct Layout<'a> {
    span: Span,
    text: &'a str,
    raw: &'a str,
    /// In the order of the text; nothing if the two could not be matched.
    pieces: Vec<Piece>,
}

/// A run of text and where it was written; both have one length, unless it is a single character that was escaped.
#[derive(Clone, Copy, Debug)]
struct Piece {
    text: usize,
    text_length: usize,
    raw: usize,
    raw_length: usize,
}

impl<'a> Layout<'a> {
    /// Lays a node's text beside the text of its whole file.
    ///
    /// Lines that stand between `:::internal` and `:::` in the source may be missing from the node's text.
    pub fn of(source: &'a str, node: &'a Node) -> Self {
        let raw = source.get(node.span.range()).unwrap_or("");
        let text = node.as_text().unwrap_or("");
        Layout { span: node.span, text, raw, pieces: pieces(raw, text, node).unwrap_or_default() }
    }

    /// Returns the bytes of a part of the text.
    pub fn locate(&self, range: Range<usize>) -> Span {
        let found = self.by_pieces(&range).or_else(|| self.by_occurrence(&range));
        let Some(found) = found else { return self.span };
        let start = self.span.start as usize;
        Span::new(self.span.file, start + found.start, start + found.end)
    }

    fn by_pieces(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let first = self.pieces.partition_point(|piece| piece.text + piece.text_length <= range.start);
        let start = self.pieces.get(first)?;
        if range.start >= range.end {
            let place = start.raw + range.start.saturating_sub(start.text).min(start.raw_length);
            return Some(place..place);
        }
        let last = self.pieces.partition_point(|piece| piece.text < range.end).checked_sub(1)?;
        let end = &self.pieces[last];
        let inside = |piece: &Piece, offset: usize| if piece.raw_length == piece.text_length { offset } else { 0 };
        let from = start.raw + inside(start, range.start.saturating_sub(start.text));
        let to = match range.end - end.text {
            length if length < end.text_length && end.raw_length == end.text_length => end.raw + length,
            _ => end.raw + end.raw_length,
        };
        (from < to).then_some(from..to)
    }

    /// Finds the part as it stands, counting how often it stands before in the text.
    fn by_occurrence(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let part = self.text.get(range.clone()).filter(|part| !part.trim().is_empty())?;
        let before = self.text[..range.start].matches(part).count();
        let in_text = self.text.matches(part).count();
        let mut places = self.raw.match_indices(part).map(|(place, _)| place);
        // If the counts differ, escapes or deleted lines hide some of them, and which one it is cannot be told.
        (in_text == self.raw.matches(part).count()).then(|| places.nth(before)).flatten().map(|place| place..place + part.len())
    }
}

/// Matches a text with its source, by each way in which it may have been written.
fn pieces(raw: &str, text: &str, node: &Node) -> Option<Vec<Piece>> {
    if raw == text {
        return Some(vec![Piece { text: 0, text_length: text.len(), raw: 0, raw_length: raw.len() }]);
    }
    let plain = !matches!(node.value, Value::Scalar { plain: false, .. });
    let quoted = |quote: char| raw.len() > 1 && !plain && raw.starts_with(quote) && raw.ends_with(quote);
    let is_block = !plain && raw.starts_with(['|', '>']);
    // The text under front matter is neither plain nor quoted and stands there as it is, whatever it begins with; so that is tried first.
    None.or_else(|| matched(&verbatim(raw, 0), text))
        .or_else(|| quoted('"').then(|| matched(&double_quoted(raw), text))?)
        .or_else(|| quoted('\'').then(|| matched(&single_quoted(raw), text))?)
        .or_else(|| is_block.then(|| matched(&verbatim(raw, raw.find('\n')? + 1), text))?)
}

/// A run of characters of the source, and what it says.
struct Run<'a> {
    raw: Range<usize>,
    says: Says<'a>,
    line: usize,
}

enum Says<'a> {
    /// Itself.
    This(&'a str),
    /// An escaped character.
    Character(char),
}

impl Run<'_> {
    fn says(&self) -> String {
        match self.says {
            Says::This(text) => text.to_owned(),
            Says::Character(character) => character.to_string(),
        }
    }
}

/// What folding and indentation may change.
const BLANK: [char; 4] = [' ', '\t', '\r', '\n'];

/// Returns the lines of a source from a byte on, without the blanks around them.
fn verbatim(raw: &str, from: usize) -> Vec<Run<'_>> {
    let mut start = from;
    let mut runs = Vec::new();
    for (line, whole) in raw[from..].split('\n').enumerate() {
        let inner = whole.trim_start_matches(BLANK);
        let place = start + whole.len() - inner.len();
        let inner = inner.trim_end_matches(BLANK);
        if !inner.is_empty() {
            runs.push(Run { raw: place..place + inner.len(), says: Says::This(inner), line });
        }
        start += whole.len() + 1;
    }
    runs
}

fn single_quoted(raw: &str) -> Vec<Run<'_>> {
    split_at(raw, '\'', |rest| rest.starts_with("''").then_some(("''".len(), Some('\''))))
}

fn double_quoted(raw: &str) -> Vec<Run<'_>> {
    split_at(raw, '\\', escape)
}

/// Splits the lines inside quotes at their escapes.
fn split_at(raw: &str, sign: char, escape: impl Fn(&str) -> Option<(usize, Option<char>)>) -> Vec<Run<'_>> {
    let inner = &raw[..raw.len() - 1];
    let mut runs = Vec::new();
    let mut line = 0;
    for whole in verbatim(inner, 1) {
        line += 1;
        let (mut start, mut place) = (whole.raw.start, whole.raw.start);
        let end = whole.raw.end;
        while let Some(found) = inner[place..end].find(sign) {
            let at = place + found;
            let Some((length, character)) = escape(&inner[at..]) else {
                place = at + sign.len_utf8();
                continue;
            };
            if start < at {
                runs.push(Run { raw: start..at, says: Says::This(&inner[start..at]), line });
            }
            runs.extend(character.map(|character| Run { raw: at..at + length, says: Says::Character(character), line }));
            line += usize::from(character == Some('\n'));
            place = (at + length).min(end);
            start = place;
        }
        if start < end {
            runs.push(Run { raw: start..end, says: Says::This(&inner[start..end]), line });
        }
    }
    runs
}

/// Reads an escape of double quotes (YAML 1.2.2, 5.7): its length, and what it says; nothing at the end of a line.
fn escape(text: &str) -> Option<(usize, Option<char>)> {
    let sign = text[1..].chars().next()?;
    let said = match sign {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        'x' => return code(text, 2),
        'u' => return code(text, 4),
        'U' => return code(text, 8),
        '\r' | '\n' => return Some((1, None)),
        itself => itself,
    };
    Some((1 + sign.len_utf8(), Some(said)))
}

fn code(text: &str, digits: usize) -> Option<(usize, Option<char>)> {
    let number = |text: &str| u32::from_str_radix(text.get(2..2 + digits)?, 16).ok();
    let first = number(text)?;
    if !(0xd800..0xdc00).contains(&first) {
        return Some((2 + digits, char::from_u32(first)));
    }
    // Two halves of a character outside the first 65,536, as JSON writes it.
    let second = number(text.get(2 + digits..).filter(|rest| rest.starts_with("\\u"))?)?;
    let whole = 0x10000 + ((first - 0xd800) << 10) + second.checked_sub(0xdc00)?;
    Some((2 * (2 + digits), char::from_u32(whole)))
}

/// Matches runs with a text, whole or without what is internal.
fn matched(runs: &[Run<'_>], text: &str) -> Option<Vec<Piece>> {
    laid(runs.iter(), text).or_else(|| {
        let kept = for_clients(runs);
        (kept.len() < runs.len()).then(|| laid(kept.into_iter(), text))?
    })
}

fn laid<'a>(runs: impl Iterator<Item = &'a Run<'a>>, text: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut place = 0;
    for run in runs {
        let says = run.says();
        // A run inside a line may begin with blanks of its own; at the start of a line they are gone, and the text may have others.
        if !text[place..].starts_with(&*says) {
            place = text.len() - text[place..].trim_start_matches(BLANK).len();
        }
        if !text[place..].starts_with(&*says) {
            return None;
        }
        pieces.push(Piece { text: place, text_length: says.len(), raw: run.raw.start, raw_length: run.raw.len() });
        place += says.len();
    }
    text[place..].trim_matches(BLANK).is_empty().then_some(pieces)
}

/// Returns the runs that stand outside of `:::internal` and the `:::` that closes it; a block of another name has a `:::` of its own.
fn for_clients<'a, 'r>(runs: &'r [Run<'a>]) -> Vec<&'r Run<'a>> {
    let mut kept = Vec::new();
    // Of each block that is open, whether it is internal.
    let mut open: Vec<bool> = Vec::new();
    let mut internal = 0;
    for of_line in runs.chunk_by(|left, right| left.line == right.line) {
        let says: String = of_line.iter().map(Run::says).collect();
        let mark = says.trim_start_matches(|character: char| character.is_whitespace() || character == '>');
        let name = mark.strip_prefix(":::").map(|rest| rest.trim_start_matches(':').split_whitespace().next().unwrap_or(""));
        let opens = name.is_some_and(|name| name.eq_ignore_ascii_case("internal"));
        if internal == 0 && !opens {
            kept.extend(of_line);
        }
        match name {
            None => {}
            Some("") => internal -= usize::from(open.pop().unwrap_or(false)),
            Some(_) => {
                open.push(opens);
                internal += usize::from(opens);
            }
        }
    }
    kept
}
