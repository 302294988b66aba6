//! A node to a type: a serde `Deserializer` over the located tree.
//!
//! What a type asks for decides how a scalar is read, so `NO`, `1.10` and `0142` stay text where text is meant.
//! On an error the finding is noted at its bytes, the value is taken out, and the entity is read again: one file gives all its mistakes.
//! A key that is missing is told once and gets a stand-in, so that the mistakes beside it are told too; a value with a stand-in in it is never given out.
//!
//! Types speak to the reader through the name of their newtype:
//! `@kind` is a reference that [`Lookup::refer`] resolves, `@local/parts` the id of an item in the entity's own list `parts`,
//! `#prose` and `#phrase` are Markdown shown to [`Lookup::prose`], and `!rule` gives its own name to what the type refuses.
//! Such a type words its refusal in up to three lines: the message, the help, and the text to put in its place.

mod access;
mod error;
mod number;
mod reader;

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::de::DeserializeOwned;

use self::error::{Error, Step};
use self::reader::{Reader, Trail};
use super::tree::{Entry, Node, Value};
use crate::finding::{Finding, Findings};
use crate::source::Span;

/// How many mistakes of one entity are told before reading it is given up.
const MOST_MISTAKES: usize = 64;
/// How often one entity is read at most: once a mistake, and for what follows from it.
const MOST_PASSES: usize = 4 * MOST_MISTAKES;

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
    ///
    /// It is asked again about the same text when an entity with mistakes is read again; equal findings are told once.
    fn prose(&self, node: &Node, mentions: &mut Vec<(Mention, Span)>, findings: &mut Findings);
}

/// What reading gives: the value if the rest of it made one, what it names, and what is wrong.
#[derive(Debug)]
pub struct Read<T> {
    /// The value; nothing if something was missing that it cannot be made without.
    pub value: Option<T>,
    /// Every name that it holds, in the order of reading.
    pub references: Vec<Reference>,
    /// The mistakes: of the values in the order of reading, then of the Markdown in them.
    pub findings: Findings,
}

/// What holds for one reading of a tree, shared by every node's reader.
struct Context<'a> {
    names: &'a dyn Lookup,
    root: &'a Node,
    /// The ids in those of the root's lists that were referred to.
    local: &'a RefCell<HashMap<String, HashSet<String>>>,
    /// Keys that the mapping at the root also takes, though the type does not name them.
    also: &'a [&'a str],
    references: RefCell<Vec<Reference>>,
    findings: RefCell<Findings>,
    /// Whether something was made up where a value is missing.
    made_up: Cell<bool>,
}

/// Reads a value from a tree. `also` lists further keys of the root, for suggestions.
///
/// The findings are `unknown-key`, `missing-key`, `wrong-type`, `wrong-word`, `bad-value`, the rules of `!` types, and what the [`Lookup`] words.
/// At most 64 mistakes are told, besides those in Markdown.
/// Of the keys that a mapping lacks, those behind one whose type refuses every stand-in are told when that one is there.
pub fn read<T: DeserializeOwned>(node: &Arc<Node>, names: &dyn Lookup, also: &[&str]) -> Read<T> {
    let mut mending = Mending { tree: Arc::clone(node), told: Vec::new(), tried: Vec::new(), empty: Vec::new(), findings: Findings::new() };
    let mut in_prose = Findings::new();
    let local = RefCell::default();
    loop {
        let (references, findings) = (RefCell::default(), RefCell::default());
        let context = Context { names, root: node, local: &local, also, references, findings, made_up: Cell::new(false) };
        let reader = Reader { node: &mending.tree, trail: &Trail::Root, context: &context };
        let result = T::deserialize(reader).map_err(|error| reader.locate(error));
        let (references, made_up) = (context.references.take(), context.made_up.get());
        in_prose.append(&mut context.findings.borrow_mut());
        let value = match result.map_err(|error| mending.mend(error)) {
            Ok(value) => Some(value).filter(|_| !made_up),
            Err(Mended::Once) => continue,
            Err(Mended::Never) => None,
        };
        let mut seen = HashSet::new();
        in_prose.retain(|finding| seen.insert(finding.clone()));
        mending.findings.append(&mut in_prose);
        return Read { value, references, findings: mending.findings };
    }
}

/// A tree whose mistakes are taken out one after the other.
struct Mending {
    tree: Arc<Node>,
    /// The ways to what a finding was made for; that it is missing afterwards is no news.
    told: Vec<Vec<Step>>,
    /// The ways to stand-ins that their type refused.
    tried: Vec<Vec<Step>>,
    /// The ways to keys under which nothing stands, with the mistake that this is where the key must be there.
    empty: Vec<(Vec<Step>, Error)>,
    findings: Findings,
}

enum Mended {
    /// The tree can be read again.
    Once,
    /// Nothing is left to read, or enough is told.
    Never,
}

impl Mending {
    /// Notes a mistake and takes it out.
    fn mend(&mut self, error: Error) -> Mended {
        let path = error.path.clone();
        if let Some(key) = error.missing.filter(|_| !error.silent) {
            return self.mend_missing(path, key, error);
        }
        if error.nothing {
            // As if the key were not there.
            self.empty.push((path.clone(), error));
            return self.take_out(&path);
        }
        if error.silent {
            self.tried.push(path.clone());
        } else {
            // What an unknown key was meant to be is not missing.
            let meant = error.replacement.as_deref().map(Step::key);
            self.told.extend(path.split_last().and_then(|(_, parent)| Some([parent, &[meant?]].concat())));
            self.findings.push(error.into_finding());
        }
        self.told.push(path.clone());
        self.take_out(&path)
    }

    fn mend_missing(&mut self, path: Vec<Step>, key: &'static str, error: Error) -> Mended {
        let whole = [path.as_slice(), &[Step::key(key)]].concat();
        if !self.told.contains(&whole) {
            self.told.push(whole.clone());
            let empty = self.empty.iter().position(|(path, _)| *path == whole);
            self.findings.push(empty.map_or(error, |index| self.empty.swap_remove(index).1).into_finding());
        }
        if self.tried.contains(&whole) {
            self.told.push(path.clone());
            return self.take_out(&path);
        }
        self.tree = changed(&self.tree, &path, &|node| Some(with_stand_in(node, key)));
        self.enough()
    }

    fn take_out(&mut self, path: &[Step]) -> Mended {
        self.tree = changed(&self.tree, path, &|_| None);
        if path.is_empty() { Mended::Never } else { self.enough() }
    }

    fn enough(&self) -> Mended {
        let is_enough = self.findings.len() >= MOST_MISTAKES || self.told.len() + self.tried.len() + self.empty.len() >= MOST_PASSES;
        if is_enough { Mended::Never } else { Mended::Once }
    }
}

/// Returns the tree with another value at the end of a path, or without it; what is not on the path is shared.
fn changed(node: &Arc<Node>, path: &[Step], change: &dyn Fn(&Arc<Node>) -> Option<Arc<Node>>) -> Arc<Node> {
    let Some((step, rest)) = path.split_first() else { return change(node).unwrap_or_else(|| Arc::clone(node)) };
    let child = |child: &Arc<Node>| if rest.is_empty() { change(child) } else { Some(changed(child, rest, change)) };
    let value = match (&node.value, step) {
        (Value::Map(entries), Step::Key(key)) => Value::Map(
            entries
                .iter()
                .filter_map(|entry| {
                    if entry.key == *key { Some(Entry { node: child(&entry.node)?, ..entry.clone() }) } else { Some(entry.clone()) }
                })
                .collect(),
        ),
        // An item that is taken out leaves its place, so that the ways to those behind it stay the same.
        (Value::List(items), Step::Index(index)) => Value::List(
            items
                .iter()
                .enumerate()
                .map(
                    |(place, item)| {
                        if place == *index { child(item).unwrap_or_else(|| Arc::new(Node::refused(item.span))) } else { Arc::clone(item) }
                    },
                )
                .collect(),
        ),
        (Value::Scalar { .. } | Value::List(_), Step::Key(_)) | (Value::Scalar { .. } | Value::Map(_), Step::Index(_)) => {
            return Arc::clone(node);
        }
    };
    Arc::new(Node { span: node.span, value })
}

/// Returns a mapping with one more key, whose value stands in for one that is missing.
fn with_stand_in(node: &Arc<Node>, key: &str) -> Arc<Node> {
    let place = node.head();
    let nowhere = Span { end: place.start, ..place };
    let entry = Entry { key: key.into(), key_span: nowhere, node: Arc::new(Node::refused(nowhere)) };
    let entries = node.entries().iter().filter(|other| *other.key != *key).cloned().chain([entry]).collect();
    Arc::new(Node { span: node.span, value: Value::Map(entries) })
}
