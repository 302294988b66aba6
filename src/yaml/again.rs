//! A list parsed again after an edit: items whose text is the same are not read anew.
//!
//! Rows of a list begin with `- ` in the first column, and nothing of one row can reach into the next without a mistake.
//! So only the rows that differ are parsed; those behind them are the same trees at other places.

use std::sync::Arc;

use super::parse::parse_from;
use super::tree::{Entry, Node, Value};
use crate::source::{FileId, Span};

/// A longer text is parsed whole: its nodes might be too many, which only a whole parse counts.
const MOST_BYTES: usize = 2 * 1024 * 1024;

/// Parses a list whose earlier text and tree, without any finding, are given. The result is that of [`super::parse()`], or nothing:
/// where the text is no plain list, or where something is wrong with it, it has to be parsed whole.
pub fn parse_again(file: FileId, before: (&str, &Node), text: &str) -> Option<Arc<Node>> {
    let (old_text, old) = before;
    let items = old.as_list()?;
    let (old_rows, rows) = (rows(old_text)?, rows(text)?);
    if old_rows.len() != items.len() || rows.is_empty() || old.span != whole(file, &old_rows, items)? {
        return None;
    }
    let same_first = old_rows.iter().zip(&rows).take_while(|(old, new)| old.text == new.text && old.start == new.start).count();
    let most = old_rows.len().min(rows.len()) - same_first;
    let same_last = old_rows.iter().rev().zip(rows.iter().rev()).take(most).take_while(|(old, new)| old.text == new.text).count();

    let edited = &rows[same_first..rows.len() - same_last];
    let mut trees: Vec<Arc<Node>> = items[..same_first].to_vec();
    if let (Some(first), Some(last)) = (edited.first(), edited.last()) {
        let (node, findings) = parse_from(file, &text[first.start..last.start + last.text.len()], first.start);
        let parsed = node.filter(|node| findings.is_empty() && node.as_list().is_some_and(|items| items.len() == edited.len()))?;
        trees.extend_from_slice(parsed.as_list()?);
    }
    let moved = |index: usize| {
        let (old, new) = (&old_rows[old_rows.len() - same_last + index], &rows[rows.len() - same_last + index]);
        moved(&items[items.len() - same_last + index], old.start, new.start)
    };
    trees.extend((0..same_last).map(moved));
    let span = whole(file, &rows, &trees)?;
    Some(Arc::new(Node { span, value: Value::List(trees) }))
}

/// One row of a list, with everything up to the next one.
struct Row<'a> {
    start: usize,
    text: &'a str,
}

/// Parts a text into its rows; nothing if something other than blank lines and comments stands before the first, or the text is more than one plain list.
fn rows(text: &str) -> Option<Vec<Row<'_>>> {
    if text.len() > MOST_BYTES {
        return None;
    }
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("- ") {
            starts.push(at);
        } else if line.starts_with("---") || line.starts_with("...") || starts.is_empty() && !is_empty(line) {
            return None;
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    Some(starts.iter().copied().zip(ends).map(|(start, end)| Row { start, text: &text[start..end] }).collect())
}

fn is_empty(line: &str) -> bool {
    let line = line.trim_end_matches(['\r', '\n']);
    line.is_empty() || line.starts_with('#')
}

/// Returns where a list of these rows stands: from its first row to the end of its last item.
fn whole(file: FileId, rows: &[Row<'_>], items: &[Arc<Node>]) -> Option<Span> {
    Some(Span::new(file, rows.first()?.start, items.last()?.span.end as usize))
}

/// Returns the same tree as it stands further up or down in its file.
fn moved(node: &Arc<Node>, from: usize, to: usize) -> Arc<Node> {
    if from == to {
        return Arc::clone(node);
    }
    let place = |span: Span| Span::new(span.file, span.start as usize + to - from, span.end as usize + to - from);
    let value = match &node.value {
        Value::Scalar { .. } => node.value.clone(),
        Value::List(items) => Value::List(items.iter().map(|item| moved(item, from, to)).collect()),
        Value::Map(entries) => {
            let entry =
                |entry: &Entry| Entry { key: Arc::clone(&entry.key), key_span: place(entry.key_span), node: moved(&entry.node, from, to) };
            Value::Map(entries.iter().map(entry).collect())
        }
    };
    Arc::new(Node { span: place(node.span), value })
}
