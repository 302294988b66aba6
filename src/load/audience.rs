//! What an edition may not see, taken out of the tree before anything is read.
//!
//! This filter is the whole of the client edition's safety: whatever comes after works on what is left.

use std::borrow::Cow;
use std::sync::Arc;

use crate::markdown::without_internal;
use crate::model::kind::Kind;
use crate::model::portal::Edition;
use crate::yaml::{Entry, Node, Value};

/// Returns the entity as an edition may see it, or nothing if it may not see it at all. What stays as it is, is shared.
pub fn for_audience(entity: &Arc<Node>, kind: Option<Kind>, edition: Edition) -> Option<Arc<Node>> {
    match edition {
        Edition::Internal => Some(Arc::clone(entity)),
        Edition::Client if is_internal(entity) || entity.text_of("status") == Some("draft") => None,
        Edition::Client => {
            let unpublished: Vec<&str> = kind.map_or(Vec::new(), |kind| unpublished(entity, kind));
            Some(open(entity, &unpublished))
        }
    }
}

/// Returns the internal keys of a kind that the entity does not publish.
fn unpublished(entity: &Node, kind: Kind) -> Vec<&'static str> {
    // Who belongs to a client's own team is the client's to know.
    if kind == Kind::Team && matches!(entity.text_of("side"), None | Some("client")) {
        return Vec::new();
    }
    closed(entity, kind.internal_keys())
}

/// Returns those of some keys that a mapping does not publish.
fn closed(mapping: &Node, keys: &'static [&'static str]) -> Vec<&'static str> {
    keys.iter().copied().filter(|key| !mapping.texts_of("publish").any(|published| published == *key)).collect()
}

/// Whatever is not the word `client` closes a mapping: a misspelt mark must never open it.
fn is_internal(node: &Node) -> bool {
    node.get("visibility").is_some_and(|visibility| !visibility.is_null() && visibility.as_text() != Some("client"))
}

/// Returns a node without what is internal in it.
fn open(node: &Arc<Node>, unpublished: &[&str]) -> Arc<Node> {
    match &node.value {
        Value::Scalar { text, plain } => match without_internal(text) {
            Cow::Borrowed(_) => Arc::clone(node),
            Cow::Owned(text) => Arc::new(Node { span: node.span, value: Value::Scalar { text: text.into(), plain: *plain } }),
        },
        Value::List(items) => open_list(node, items, |item| opened(item, &[])),
        Value::Map(entries) => {
            let may_stay =
                |entry: &&Entry| &*entry.key != "internal_notes" && !unpublished.contains(&&*entry.key) && !is_internal(&entry.node);
            let kept = entries.iter().filter(may_stay).filter_map(|entry| Some(Entry { node: of_key(entry)?, ..entry.clone() }));
            let kept: Vec<Entry> = kept.collect();
            let same = kept.len() == entries.len() && kept.iter().zip(entries).all(|(kept, entry)| Arc::ptr_eq(&kept.node, &entry.node));
            if same { Arc::clone(node) } else { Arc::new(Node { span: node.span, value: Value::Map(kept) }) }
        }
    }
}

/// Returns a list without the items that are internal, and each other item as it may be seen.
fn open_list(list: &Arc<Node>, items: &[Arc<Node>], open: impl Fn(&Arc<Node>) -> Option<Arc<Node>>) -> Arc<Node> {
    let kept: Vec<Arc<Node>> = items.iter().filter(|item| !is_internal(item)).filter_map(open).collect();
    let same = kept.len() == items.len() && kept.iter().zip(items).all(|(kept, item)| Arc::ptr_eq(kept, item));
    if same { Arc::clone(list) } else { Arc::new(Node { span: list.span, value: Value::List(kept) }) }
}

/// The keys of a contract that only the internal edition shows, unless the contract publishes them.
const CONTRACT: &[&str] = &["value"];

/// Returns the value of a key without what is internal in it; contracts have internal keys of their own wherever they stand.
fn of_key(entry: &Entry) -> Option<Arc<Node>> {
    if &*entry.key != "contracts" {
        return opened(&entry.node, &[]);
    }
    match &entry.node.value {
        Value::List(items) => Some(open_list(&entry.node, items, |item| opened(item, &closed(item, CONTRACT)))),
        Value::Map(_) | Value::Scalar { .. } => opened(&entry.node, &closed(&entry.node, CONTRACT)),
    }
}

/// Returns a value without what is internal in it; a text that was internal as a whole goes with its key, as if neither had been written.
fn opened(node: &Arc<Node>, unpublished: &[&str]) -> Option<Arc<Node>> {
    let opened = open(node, unpublished);
    let used_up = !Arc::ptr_eq(node, &opened) && opened.as_text().is_some_and(|text| text.trim().is_empty());
    (!used_up).then_some(opened)
}
