//! Where values stand that the YAML parser gives no useful place for: blocks of text, lists under a key, absent values.
//!
//! Offsets are bytes of the text that was parsed.

/// Returns the place of a block of text: from its `|` or `>` to the end of its last line that is not blank.
///
/// `before` is where the key ends that it stands under, or the item before it; `content` where the parser found its text.
pub(super) fn of_block(text: &str, before: usize, content: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let mut start = skip_blank(text, before);
    while let Some(length) = indicator(&text[start..]) {
        start = skip_blank(text, start + length);
    }
    if !text[start..].starts_with(['|', '>']) {
        return content;
    }
    let written = text[..content.end].trim_end_matches(BLANK).len();
    let header_line = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
    if written > header_line {
        return start..written;
    }
    // Nothing but blank lines follows: what else stands on the header's line is a comment.
    start..start + text[start..].split(BLANK).next().unwrap_or("").len()
}

/// Returns the place just behind the colon of a key, for a value that is not there.
pub(super) fn after_colon(text: &str, key_end: usize) -> usize {
    let rest = text[key_end..].trim_start_matches(BLANK);
    let colon = text.len() - rest.len();
    if rest.starts_with(':') { colon + 1 } else { key_end }
}

/// Returns where the first dash of a list stands under the key that ends at `key_end`.
pub(super) fn of_dash(text: &str, key_end: usize) -> Option<usize> {
    let start = skip_blank(text, after_colon(text, key_end));
    text[start..].starts_with('-').then_some(start)
}

/// What separates things on a line and lines from each other.
const BLANK: [char; 4] = [' ', '\t', '\r', '\n'];

/// Skips white space, comments, tags and names of values.
fn skip_blank(text: &str, from: usize) -> usize {
    let mut rest = &text[from..];
    loop {
        rest = rest.trim_start_matches(BLANK);
        let skipped = match rest.bytes().next() {
            Some(b'#') => rest.find('\n'),
            Some(b'!' | b'&') => rest.find(BLANK),
            _ => return text.len() - rest.len(),
        };
        rest = &rest[skipped.unwrap_or(rest.len())..];
    }
}

/// Returns the length of the sign that starts an item, a key, a value or a document, if the text begins with one.
fn indicator(text: &str) -> Option<usize> {
    let length = if text.starts_with("---") { 3 } else { 1 };
    let is_sign = text.starts_with(['-', '?', ':']);
    (is_sign && text[length..].starts_with(BLANK)).then_some(length)
}
