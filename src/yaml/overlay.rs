//! Two nodes to one: what a client writes over what the library says.
//!
//! Mappings merge key by key at every depth, lists under the keys of [`Laws::by_id`] merge by their items' `id`, and everything else is replaced.
//! Each value keeps the span that it was parsed with, so a merged entity still knows where every part of it was written.

use std::sync::Arc;

use super::tree::{Entry, Node, Value};

/// Which lists merge by `id`, and which keys set each other aside.
#[derive(Clone, Copy, Debug, Default)]
pub struct Laws<'a> {
    /// Keys whose lists merge item by item.
    pub by_id: &'a [&'a str],
    /// Pairs of keys of which only one may stand: the overlay's sets the library's other one aside.
    pub either: &'a [(&'a str, &'a str)],
}

/// Lays one node over another and shares every subtree that stays as it is.
///
/// An empty value clears the base's; an item `{ id: x, remove: true }` takes the base's item out; a new item stands after the one that is named before it in the overlay, else last.
/// An overlay without keys gives the base itself.
pub fn overlay(base: &Arc<Node>, over: &Arc<Node>, laws: Laws<'_>) -> Arc<Node> {
    match (&base.value, &over.value) {
        (Value::Map(_), Value::Map(above)) if above.is_empty() => Arc::clone(base),
        (Value::Map(below), Value::Map(above)) => {
            let entries = merge_entries(below, above, laws);
            Arc::new(Node { span: over.span, value: Value::Map(entries) })
        }
        (Value::Scalar { .. } | Value::List(_) | Value::Map(_), _) => Arc::clone(over),
    }
}

/// Tells whether two nodes say the same, wherever they were written.
pub fn says_the_same(left: &Node, right: &Node) -> bool {
    match (&left.value, &right.value) {
        (Value::Scalar { text: left_text, .. }, Value::Scalar { text: right_text, .. }) => {
            left_text == right_text && left.is_null() == right.is_null()
        }
        (Value::List(left), Value::List(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| says_the_same(left, right))
        }
        (Value::Map(left_entries), Value::Map(right_entries)) => {
            left_entries.len() == right_entries.len()
                && left_entries.iter().all(|entry| right.get(&entry.key).is_some_and(|node| says_the_same(&entry.node, node)))
        }
        (Value::Scalar { .. } | Value::List(_) | Value::Map(_), _) => false,
    }
}

fn merge_entries(below: &[Entry], above: &[Entry], laws: Laws<'_>) -> Vec<Entry> {
    let find = |key: &str| above.iter().find(|entry| &*entry.key == key);
    let written = |key: &str| find(key).is_some_and(|entry| !entry.node.is_null());
    let set_aside = |key: &str| laws.either.iter().any(|&(left, right)| (key == left && written(right)) || (key == right && written(left)));
    let mut entries = Vec::with_capacity(below.len() + above.len());
    for entry in below {
        match find(&entry.key) {
            Some(over) if over.node.is_null() => {}
            Some(over) => {
                let node = merge_value(&entry.key, &entry.node, &over.node, laws);
                entries.push(Entry { key: Arc::clone(&over.key), key_span: over.key_span, node });
            }
            None if set_aside(&entry.key) => {}
            None => entries.push(entry.clone()),
        }
    }
    let new = above.iter().filter(|entry| !entry.node.is_null() && !below.iter().any(|lower| lower.key == entry.key));
    entries.extend(new.cloned());
    entries
}

fn merge_value(key: &str, base: &Arc<Node>, over: &Arc<Node>, laws: Laws<'_>) -> Arc<Node> {
    match (base.as_list(), over.as_list()) {
        (Some(below), Some(above)) if laws.by_id.contains(&key) => {
            Arc::new(Node { span: over.span, value: Value::List(merge_items(below, above, laws)) })
        }
        _ => overlay(base, over, laws),
    }
}

fn merge_items(below: &[Arc<Node>], above: &[Arc<Node>], laws: Laws<'_>) -> Vec<Arc<Node>> {
    let mut items: Vec<Arc<Node>> = below.to_vec();
    // Where a new item goes: after the one that the overlay named last.
    let mut next = items.len();
    for over in above {
        let id = over.text_of("id");
        let place = id.and_then(|id| items.iter().position(|item| item.text_of("id") == Some(id)));
        match place {
            Some(index) if over.text_of("remove") == Some("true") => {
                items.remove(index);
                next = index;
            }
            Some(index) => {
                items[index] = overlay(&items[index], over, laws);
                next = index + 1;
            }
            None => {
                items.insert(next, Arc::clone(over));
                next += 1;
            }
        }
    }
    items
}
