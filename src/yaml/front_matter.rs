//! Markdown files: the YAML between two `---` lines, and the text under it as the entry `body`.

use std::ops::Range;
use std::sync::Arc;

use super::parse::{byte_order_mark, parse_from, too_large};
use super::tree::{Entry, Node, Value};
use super::{DUPLICATE_KEY, WRONG_TYPE, YAML_SYNTAX};
use crate::finding::{Finding, Findings};
use crate::source::{FileId, Span};

/// Parses a Markdown file: the YAML between its `---` lines as a mapping, and the text under it as the entry `body`.
///
/// A text without front matter is all body; white space alone is no body.
/// The `body`'s node covers all bytes under the front matter, its key is the empty place at their start.
/// The findings are those of [`super::parse()`].
pub fn parse_front_matter(file: FileId, text: &str) -> (Option<Arc<Node>>, Findings) {
    let parts = match too_large(file, text).map_or_else(|| split(file, text), Err) {
        Ok(parts) => parts,
        Err(finding) => return (None, vec![*finding]),
    };
    let (matter, mut findings) = parse_from(file, &text[parts.matter.clone()], parts.matter.start);
    let (span, mut entries) = match matter.as_deref() {
        None if !findings.is_empty() => return (None, findings),
        None => (Span::new(file, parts.opening.start, parts.opening.end), Vec::new()),
        Some(Node { span, value: Value::Map(entries) }) => (*span, entries.clone()),
        Some(node) => {
            let message = format!("expected keys and values in the front matter, found {}", node.shape());
            findings.push(Finding::error(WRONG_TYPE, node.head(), message));
            return (None, findings);
        }
    };
    if !text[parts.body.clone()].trim().is_empty() {
        let place = Span::new(file, parts.body.start, parts.body.start);
        match entries.iter().find(|entry| &*entry.key == "body") {
            Some(written) => findings.push(body_twice(written.key_span, place)),
            None => {
                let node = Node::text(Span::new(file, parts.body.start, parts.body.end), &text[parts.body]);
                entries.push(Entry { key: "body".into(), key_span: place, node });
            }
        }
    }
    (Some(Arc::new(Node { span, value: Value::Map(entries) })), findings)
}

fn body_twice(key: Span, under: Span) -> Finding {
    Finding::error(DUPLICATE_KEY, key, "`body` is written twice: as a key, and under the front matter")
        .related(under, "the text under the front matter")
        .help("keep one of them")
}

struct Parts {
    /// The `---` that opens the front matter; empty without one.
    opening: Range<usize>,
    matter: Range<usize>,
    body: Range<usize>,
}

fn split(file: FileId, text: &str) -> Result<Parts, Box<Finding>> {
    let mark = byte_order_mark(text);
    let mut lines = text[mark..].split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else {
        return Ok(Parts { opening: mark..mark, matter: mark..mark, body: mark..text.len() });
    };
    let opening = mark..mark + "---".len();
    let start = mark + first.len();
    let mut offset = start;
    for line in lines {
        if line.trim_end() == "---" {
            return Ok(Parts { opening, matter: start..offset, body: offset + line.len()..text.len() });
        }
        offset += line.len();
    }
    let finding =
        Finding::error(YAML_SYNTAX, Span::new(file, opening.start, opening.end), "the front matter that opens here is not closed");
    Err(Box::new(finding.help("put `---` on a line of its own under its last key")))
}
