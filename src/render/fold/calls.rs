//! Finds the calls of `t` in a template.

use std::ops::Range;

use super::Wrong;

/// A call of `t`.
pub(super) struct Call {
    /// From `t` to its closing bracket.
    pub(super) range: Range<usize>,
    /// From `{{` to `}}`, where nothing but the call stands between them.
    pub(super) whole: Option<Range<usize>>,
    /// The value of `key`, as it is written.
    key: Option<Range<usize>>,
    /// The other values.
    pub(super) values: Vec<Argument>,
}

/// A value of a call.
pub(super) struct Argument {
    pub(super) name: String,
    pub(super) value: Range<usize>,
}

impl Call {
    /// Returns the key, which must be there as text.
    pub(super) fn key<'t>(&self, text: &'t str) -> Result<&'t str, Wrong> {
        let key = self.key.clone().map(|range| &text[range]);
        let plain = key.and_then(|key| key.strip_prefix('"')?.strip_suffix('"')).filter(|key| !key.contains(['"', '\\']));
        plain.ok_or_else(|| Wrong {
            message: "`t` needs the key of a text".to_owned(),
            help: Some("write it in quotes: `t(key=\"home.next\")`".to_owned()),
        })
    }
}

/// Finds the calls of `t` in the code of a template; what stands in comments and texts is none.
pub(super) fn calls(text: &str) -> Vec<Call> {
    let mut calls = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|offset| at + offset) {
        at = match text[open..].get(..2) {
            Some("{#") => text[open..].find("#}").map_or(text.len(), |end| open + end + 2),
            Some("{{" | "{%") => code(text, open, &mut calls),
            _ => open + 1,
        };
    }
    calls
}

/// Walks the code from its opening braces on, and returns where it ends.
fn code(text: &str, open: usize, calls: &mut Vec<Call>) -> usize {
    let close = if text[open..].starts_with("{{") { "}}" } else { "%}" };
    let mut depth = 0_usize;
    let mut at = open + 2;
    while let Some(next) = text[at..].chars().next() {
        if depth == 0 && text[at..].starts_with(close) {
            return at + 2;
        }
        match next {
            '"' | '\'' | '`' => at = string(text, at),
            '{' => (depth, at) = (depth + 1, at + 1),
            '}' => (depth, at) = (depth.saturating_sub(1), at + 1),
            _ if is_word(next) => {
                let end = at + text[at..].find(|character: char| !is_word(character)).unwrap_or(text.len() - at);
                let before = text[open + 2..at].trim_end().chars().last();
                if &text[at..end] == "t" && text[end..].starts_with('(') && !matches!(before, Some('.' | '|' | '<' | '@')) {
                    let call = call(text, at, open, close);
                    at = call.range.end;
                    calls.push(call);
                } else {
                    at = end;
                }
            }
            _ => at += next.len_utf8(),
        }
    }
    text.len()
}

fn call(text: &str, start: usize, open: usize, close: &str) -> Call {
    let mut call = Call { range: start..text.len(), whole: None, key: None, values: Vec::new() };
    let (values, end) = parts(text, start + 2, ')');
    for value in values {
        call.take(text, value);
    }
    call.range.end = end.unwrap_or(text.len());
    let end = call.range.end;
    let behind = text[end..].len() - text[end..].trim_start().len();
    if close == "}}" && text[open + 2..start].trim().is_empty() && text[end + behind..].starts_with(close) {
        call.whole = Some(open..end + behind + 2);
    }
    call
}

impl Call {
    fn take(&mut self, text: &str, range: Range<usize>) {
        let Some((name, value)) = text[range.clone()].split_once('=') else { return };
        let lead = value.len() - value.trim_start().len();
        let start = range.start + name.len() + 1 + lead;
        let value = start..start + value.trim().len();
        match name.trim() {
            "key" => self.key = Some(value),
            name => self.values.push(Argument { name: name.to_owned(), value }),
        }
    }
}

/// Cuts what stands in brackets at its commas, and returns the byte behind the closing one; nothing if it is not closed.
pub(super) fn parts(text: &str, start: usize, close: char) -> (Vec<Range<usize>>, Option<usize>) {
    let (mut parts, mut depth, mut from, mut at) = (Vec::new(), 0_usize, start, start);
    while let Some(next) = text[at..].chars().next() {
        match next {
            '"' | '\'' | '`' => {
                at = string(text, at);
                continue;
            }
            '(' | '[' | '{' => depth += 1,
            _ if depth == 0 && (next == ',' || next == close) => {
                parts.push(from..at);
                from = at + 1;
                if next == close {
                    return (parts, Some(from));
                }
            }
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += next.len_utf8();
    }
    (parts, None)
}

/// Returns where a text in quotes ends.
pub(super) fn string(text: &str, start: usize) -> usize {
    let mut characters = text[start..].char_indices();
    let quote = characters.next().map(|(_, quote)| quote);
    let mut is_escaped = false;
    for (at, character) in characters {
        if is_escaped {
            is_escaped = false;
        } else if character == '\\' {
            is_escaped = true;
        } else if Some(character) == quote {
            return start + at + character.len_utf8();
        }
    }
    text.len()
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}
