//! The located tree itself: every node, key and entry keeps the bytes it was parsed from.
//!
//! A span covers what was written: quotes and brackets are within it, and so is the `|` or `>` of a block of text.
//! A block collection runs from its first dash or key to the end of its last value; blank lines and comments under it are not in it.

use std::sync::Arc;

use crate::source::Span;

/// The longest file that is read, in bytes.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;
/// The most nodes that one file may hold, keys included.
pub const MOST_NODES: usize = 1_000_000;
/// The text of a plain scalar that was refused; no parser makes it, as plain scalars are trimmed.
const REFUSED: &str = " ";

/// One value of a file and the bytes that it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it was written.
    pub span: Span,
    /// What was written.
    pub value: Value,
}

/// The three shapes of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text; what it means is decided by the type that is read.
    Scalar {
        /// The text after escapes and folding.
        text: Box<str>,
        /// Whether it was written without quotes and not as a block, so that `null` means nothing.
        plain: bool,
    },
    /// A list.
    List(Vec<Arc<Node>>),
    /// A mapping, in the order of writing.
    Map(Vec<Entry>),
}

/// One key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key's text.
    pub key: Arc<str>,
    /// Where the key was written; empty if it was not, as for the text under front matter.
    pub key_span: Span,
    /// The value.
    pub node: Arc<Node>,
}

impl Node {
    /// Makes a text node, for what is not written as YAML: a file's stem, the text under front matter.
    pub fn text(span: Span, text: &str) -> Arc<Node> {
        Arc::new(Node { span, value: Value::Scalar { text: text.into(), plain: false } })
    }

    /// Makes the node that stands for something that a finding has refused already, such as an alias.
    pub fn refused(span: Span) -> Node {
        Node { span, value: Value::Scalar { text: REFUSED.into(), plain: true } }
    }

    /// Returns the text of a scalar.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            Value::List(_) | Value::Map(_) => None,
        }
    }

    /// Returns the items of a list.
    pub fn as_list(&self) -> Option<&[Arc<Node>]> {
        match &self.value {
            Value::List(items) => Some(items),
            Value::Scalar { .. } | Value::Map(_) => None,
        }
    }

    /// Returns the entries of a mapping, none for other shapes.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            Value::Scalar { .. } | Value::List(_) => &[],
        }
    }

    /// Tells whether nothing was written: an empty value, `~` or `null` without quotes, or what was refused.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true } if matches!(&**text, "" | "~" | "null" | "Null" | "NULL" | REFUSED))
    }

    /// Tells whether nothing at all was written, not even a word for nothing.
    pub fn is_empty(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true } if text.is_empty())
    }

    /// Tells whether something stood here that is not taken; its finding was made when the file was parsed, and nothing must follow from it.
    pub fn is_refused(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true } if &**text == REFUSED)
    }

    /// Returns the entry of a mapping with this key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| &*entry.key == key)
    }

    /// Returns the value under a key.
    pub fn get(&self, key: &str) -> Option<&Arc<Node>> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// Returns the text under a key, if it is text and not nothing.
    pub fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key).filter(|node| !node.is_null()).and_then(|node| node.as_text())
    }

    /// Returns the texts of the list under a key, or of the one value that stands for a list; none if nothing stands there.
    pub fn texts_of(&self, key: &str) -> impl Iterator<Item = &str> {
        let items = self.entry(key).map_or(&[][..], |entry| entry.node.as_list().unwrap_or(std::slice::from_ref(&entry.node)));
        items.iter().filter(|item| !item.is_null()).filter_map(|item| item.as_text())
    }

    /// Returns one step down: a key, an index, or the `id` of a list's item.
    pub fn child(&self, step: &str) -> Option<&Arc<Node>> {
        match &self.value {
            Value::Map(_) => self.get(step),
            Value::List(items) => {
                let at_index = step.parse().ok().and_then(|index: usize| items.get(index));
                at_index.or_else(|| items.iter().find(|item| item.text_of("id") == Some(step)))
            }
            Value::Scalar { .. } => None,
        }
    }

    /// Returns the deepest node that exists on a path such as `contracts/0/notice` or `parts/approve/by`.
    pub fn at(&self, path: &str) -> &Node {
        self.follow(path).0
    }

    /// Tells whether two trees are the same but for where they stand.
    pub fn is_alike(&self, other: &Node) -> bool {
        let alike = |left: &Arc<Node>, right: &Arc<Node>| Arc::ptr_eq(left, right) || left.is_alike(right);
        match (&self.value, &other.value) {
            (Value::Scalar { .. }, Value::Scalar { .. }) => self.value == other.value,
            (Value::List(left), Value::List(right)) => {
                left.len() == right.len() && left.iter().zip(right).all(|(left, right)| alike(left, right))
            }
            (Value::Map(left), Value::Map(right)) => {
                let pairs = left.iter().zip(right);
                left.len() == right.len() && pairs.into_iter().all(|(left, right)| left.key == right.key && alike(&left.node, &right.node))
            }
            (Value::Scalar { .. } | Value::List(_) | Value::Map(_), _) => false,
        }
    }

    /// Returns the place of the last key of a path, or of the deepest thing that exists.
    pub fn key_at(&self, path: &str) -> Span {
        let (parent, key) = path.rsplit_once('/').unwrap_or(("", path));
        match self.follow(parent) {
            (parent, Reached::Whole) => parent.entry(key).map_or(parent.head(), |entry| entry.key_span),
            (deepest, Reached::Part) => deepest.head(),
        }
    }

    /// Returns a short span at which something about the whole value is reported: its first key, or itself.
    pub fn head(&self) -> Span {
        match &self.value {
            Value::Map(entries) => {
                let written = entries.iter().find(|entry| entry.key_span.start < entry.key_span.end);
                written.map_or(self.span, |entry| entry.key_span)
            }
            Value::List(items) => items.first().map_or(self.span, |item| item.head()),
            Value::Scalar { .. } => self.span,
        }
    }

    /// Names the shape for a message.
    pub fn shape(&self) -> &'static str {
        match &self.value {
            Value::Scalar { .. } if self.is_null() => "nothing",
            Value::Scalar { .. } => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }

    fn follow(&self, path: &str) -> (&Node, Reached) {
        let mut node = self;
        for step in path.split('/').filter(|step| !step.is_empty()) {
            match node.child(step) {
                Some(child) => node = child,
                None => return (node, Reached::Part),
            }
        }
        (node, Reached::Whole)
    }
}

/// How much of a path exists.
enum Reached {
    Whole,
    Part,
}
