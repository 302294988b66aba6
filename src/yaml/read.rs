//! A node to a type: a serde `Deserializer` over the located tree.
//!
//! What a type asks for decides how a scalar is read, so `NO`, `1.10` and `0142` stay text where text is meant.
//! On an error the finding is noted at its bytes, the value is taken out, and the entity is read again: one file gives all its mistakes.
//!
//! Types speak to the reader through the name of their newtype:
//! `@kind` is a reference that [`Lookup::refer`] resolves, `@local/parts` the id of an item in the entity's own list `parts`,
//! `#prose` and `#phrase` are Markdown shown to [`Lookup::prose`], and `!rule` gives its own name to what the type refuses.
//! Such a type words its refusal in up to three lines: the message, the help, and the text to put in its place.

mod error;
mod reader;

use std::cell::RefCell;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use self::error::Step;
use self::reader::{Reader, Trail};
use super::tree::{Entry, Node, Value};
use crate::finding::{Finding, Findings};
use crate::source::Span;

/// How many mistakes of one entity are told before reading it is given up.
const MOST_MISTAKES: usize = 64;

/// What a reference turned out to name: the kind's singular word and the id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mention {
    /// The singular word of the kind, such as `team`.
    pub kind: &'static str,
    /// The id of the entity.
    pub id: Arc<str>,
}

/// One place at which an entity names another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What is named.
    pub to: Mention,
    /// The bytes that name it.
    pub span: Span,
    /// The way from the entity's root, such as `parts/0/by`.
    pub path: Box<str>,
}

/// What the reader asks about names; `load` answers.
pub trait Lookup {
    /// Resolves the words of a reference to a kind (`vendor`, `actor`, `any`), or words why it cannot; nothing stands for a word that needs no entity, such as `client`.
    fn refer(&self, kind: &str, text: &str, node: &Node) -> Result<Option<Mention>, Box<Finding>>;
    /// Looks through Markdown: notes what its links name, and what is wrong with them.
    fn prose(&self, node: &Node, mentions: &mut Vec<(Mention, Span)>, findings: &mut Findings);
}

/// What reading gives: the value if the rest of it made one, what it names, and what is wrong.
#[derive(Debug)]
pub struct Read<T> {
    /// The value; nothing if something was missing that it cannot be made without.
    pub value: Option<T>,
    /// Every name that it holds, in the order of reading.
    pub references: Vec<Reference>,
    /// The mistakes, in the order of reading.
    pub findings: Findings,
}

/// What holds for one reading of a tree, shared by every node's reader.
struct Context<'a> {
    names: &'a dyn Lookup,
    root: &'a Node,
    /// Keys that the mapping at the root also takes, though the type does not name them.
    also: &'a [&'a str],
    references: RefCell<Vec<Reference>>,
    findings: RefCell<Findings>,
}

/// Reads a value from a tree. `also` lists further keys of the root, for suggestions.
///
/// The findings are `unknown-key`, `missing-key`, `wrong-type`, `wrong-word`, `bad-value`, the rules of `!` types, and what the [`Lookup`] words.
pub fn read<T: DeserializeOwned>(node: &Arc<Node>, names: &dyn Lookup, also: &[&str]) -> Read<T> {
    let mut tree = Arc::clone(node);
    let mut findings = Findings::new();
    let mut removed: Vec<Vec<Step>> = Vec::new();
    loop {
        let context = Context { names, root: node, also, references: RefCell::default(), findings: RefCell::default() };
        let result = T::deserialize(Reader { node: &tree, trail: &Trail::Root, context: &context });
        let references = context.references.into_inner();
        // Markdown is looked through on every pass; what the last pass found is all of it.
        let mut prose = context.findings.into_inner();
        let error = match result {
            Ok(value) => {
                findings.append(&mut prose);
                return Read { value: Some(value), references, findings };
            }
            Err(error) => error,
        };
        let follows = error.missing.is_some_and(|key| {
            let whole: Vec<Step> = error.path.iter().cloned().chain([Step::Key(key.into())]).collect();
            removed.contains(&whole)
        });
        let path = error.path.clone();
        if !follows {
            findings.push(error.into_finding());
        }
        if path.is_empty() || removed.len() >= MOST_MISTAKES {
            findings.append(&mut prose);
            return Read { value: None, references, findings };
        }
        tree = without(&tree, &path);
        removed.push(path);
    }
}

/// Returns the tree without the value at the end of a path; what is not on the path is shared.
fn without(node: &Arc<Node>, path: &[Step]) -> Arc<Node> {
    let Some((step, rest)) = path.split_first() else { return Arc::clone(node) };
    let value = match (&node.value, step) {
        (Value::Map(entries), Step::Key(key)) => Value::Map(entries.iter().filter_map(|entry| kept_entry(entry, key, rest)).collect()),
        (Value::List(items), Step::Index(index)) => {
            let kept = items.iter().enumerate().filter_map(|(place, item)| match rest {
                _ if place != *index => Some(Arc::clone(item)),
                [] => None,
                _ => Some(without(item, rest)),
            });
            Value::List(kept.collect())
        }
        // One value where a list is meant is a list of one: taking the item out leaves nothing.
        (Value::Scalar { .. } | Value::Map(_), Step::Index(_)) => Value::List(Vec::new()),
        (Value::Scalar { .. } | Value::List(_), Step::Key(_)) => return Arc::clone(node),
    };
    Arc::new(Node { span: node.span, value })
}

fn kept_entry(entry: &Entry, key: &str, rest: &[Step]) -> Option<Entry> {
    match rest {
        _ if &*entry.key != key => Some(entry.clone()),
        [] => None,
        _ => Some(Entry { node: without(&entry.node, rest), ..entry.clone() }),
    }
}
