//! Two nodes to one: what a client writes over what the library says.
//!
//! Mappings merge key by key at every depth, lists under the keys of [`Laws::by_id`] merge by their items' `id`, and everything else is replaced.
//! Each value keeps the span that it was parsed with, so a merged entity still knows where every part of it was written.

use std::collections::HashMap;
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
/// An empty value clears the base's, and so does an empty list.
/// In a list that merges by `id`, an item `{ id: x, remove: true }` takes the base's item out, and a new item stands after the one that is named before it in the overlay, else last; a list with an item that is no mapping, or where no item of either has an `id`, is replaced.
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

/// Tells whether two nodes say the same, wherever and however they were written.
pub fn says_the_same(left: &Node, right: &Node) -> bool {
    match (&left.value, &right.value) {
        (Value::Scalar { text: left_text, .. }, Value::Scalar { text: right_text, .. }) => match (left.is_null(), right.is_null()) {
            (true, true) => true,
            (false, false) => left_text == right_text,
            (true, false) | (false, true) => false,
        },
        (Value::List(left), Value::List(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| says_the_same(left, right))
        }
        (Value::Map(left), Value::Map(right)) => {
            let places = Places::of(right);
            let has = |entry: &Entry| places.find(&entry.key).is_some_and(|other| says_the_same(&entry.node, &other.node));
            left.len() == right.len() && left.iter().all(has)
        }
        (Value::Scalar { .. } | Value::List(_) | Value::Map(_), _) => false,
    }
}

/// The entries of a mapping, found by key; a long one by hash, so that a hostile one costs no square.
struct Places<'a> {
    entries: &'a [Entry],
    long: Option<HashMap<&'a str, &'a Entry>>,
}

/// A mapping with more keys than this is searched by hash.
const LONG: usize = 24;

impl<'a> Places<'a> {
    fn of(entries: &'a [Entry]) -> Self {
        let long = (entries.len() > LONG).then(|| entries.iter().map(|entry| (&*entry.key, entry)).collect());
        Places { entries, long }
    }

    fn find(&self, key: &str) -> Option<&'a Entry> {
        match &self.long {
            Some(long) => long.get(key).copied(),
            None => self.entries.iter().find(|entry| &*entry.key == key),
        }
    }
}

fn merge_entries(below: &[Entry], above: &[Entry], laws: Laws<'_>) -> Vec<Entry> {
    let (lower, upper) = (Places::of(below), Places::of(above));
    let written = |key: &str| upper.find(key).is_some_and(|entry| !clears(&entry.node));
    let set_aside = |key: &str| laws.either.iter().any(|&(left, right)| (key == left && written(right)) || (key == right && written(left)));
    let mut entries = Vec::with_capacity(below.len() + above.len());
    for entry in below {
        match upper.find(&entry.key) {
            Some(over) if clears(&over.node) => {}
            Some(over) => {
                let node = merge_value(&entry.key, &entry.node, &over.node, laws);
                entries.push(Entry { key: Arc::clone(&over.key), key_span: over.key_span, node });
            }
            None if set_aside(&entry.key) => {}
            None => entries.push(entry.clone()),
        }
    }
    let new = above.iter().filter(|entry| !clears(&entry.node) && lower.find(&entry.key).is_none());
    entries.extend(new.cloned());
    entries
}

/// Tells whether a value takes the base's away and leaves nothing; what was refused stays, so that nobody misses it.
fn clears(node: &Node) -> bool {
    node.is_null() && !node.is_refused()
}

fn merge_value(key: &str, base: &Arc<Node>, over: &Arc<Node>, laws: Laws<'_>) -> Arc<Node> {
    match (items_of(base), items_of(over)) {
        (Some(below), Some(above)) if laws.by_id.contains(&key) && below.iter().chain(above).any(|item| item.get("id").is_some()) => {
            Arc::new(Node { span: over.span, value: Value::List(merge_items(below, above, laws)) })
        }
        _ => overlay(base, over, laws),
    }
}

/// Returns the items of a list that can merge: mappings alone, and at least one; a mapping with an `id` is a list of one.
fn items_of(node: &Arc<Node>) -> Option<&[Arc<Node>]> {
    let items = match &node.value {
        Value::List(items) => items,
        Value::Map(_) if node.text_of("id").is_some() => std::slice::from_ref(node),
        Value::Map(_) | Value::Scalar { .. } => return None,
    };
    let can_merge = |item: &Arc<Node>| matches!(item.value, Value::Map(_)) || item.is_refused();
    (!items.is_empty() && items.iter().all(can_merge)).then_some(items)
}

/// An item in the making: which item of the base it is, or stands behind.
struct Slot {
    place: usize,
    item: Option<Arc<Node>>,
}

fn merge_items(below: &[Arc<Node>], above: &[Arc<Node>], laws: Laws<'_>) -> Vec<Arc<Node>> {
    let mut slots: Vec<Slot> = below.iter().enumerate().map(|(place, item)| Slot { place, item: Some(Arc::clone(item)) }).collect();
    // Of two items with one id the first is meant; that there are two is somebody else's finding.
    let mut ids: HashMap<&str, usize> =
        below.iter().enumerate().rev().filter_map(|(index, item)| Some((item.text_of("id")?, index))).collect();
    // Where a new item goes: behind the one that the overlay named last.
    let mut place = below.len();
    for over in above {
        let id = over.text_of("id");
        match id.and_then(|id| ids.get(id)) {
            Some(&index) => {
                let slot = &mut slots[index];
                let merged = || slot.item.as_ref().map_or(Arc::clone(over), |item| overlay(item, over, laws));
                slot.item = (!is_removal(over)).then(merged);
                place = slot.place;
            }
            None => {
                ids.extend(id.map(|id| (id, slots.len())));
                slots.push(Slot { place, item: Some(Arc::clone(over)) });
            }
        }
    }
    // The sort is stable: what was put behind one item stands in the order of the overlay.
    slots.sort_by_key(|slot| slot.place);
    slots.into_iter().filter_map(|slot| slot.item).collect()
}

fn is_removal(item: &Node) -> bool {
    matches!(item.text_of("remove"), Some("true" | "True" | "TRUE"))
}
