//! Everything that could come into one client's portal: the library with the client's overlays, as one edition may see it.

use std::collections::HashSet;
use std::sync::Arc;

use indexmap::IndexMap;

use super::LAWS;
use super::audience::for_audience;
use super::workspace::{Key, Tree};
use crate::model::kind::Kind;
use crate::model::portal::Edition;
use crate::yaml::{Entry, Node, Value, overlay};

/// Where an entity was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// In the library alone.
    Library,
    /// In the client's folder alone.
    Client,
    /// In both: the client adapts it.
    Overlaid,
}

/// One entity after overlay.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) origin: Origin,
    /// The tree as the edition may see it; nothing where it may not.
    pub(super) node: Option<Arc<Node>>,
    pub(super) title: Arc<str>,
    pub(super) retired: bool,
}

/// The entities of one client before reach, as one edition may see them.
#[derive(Debug, Default)]
pub struct Candidates {
    pub(super) all: IndexMap<Key, Candidate>,
    /// Those that this edition may not see, for the wording of `internal-reference` alone.
    pub(super) internal: HashSet<Key>,
}

impl Candidates {
    /// Returns an entity's place in the order of everything.
    pub(super) fn place(&self, kind: Kind, id: &str) -> Option<usize> {
        self.all.get_index_of(&(kind, Arc::from(id)))
    }

    /// Returns an entity that the edition may see and that is not retired.
    pub(super) fn open(&self, key: &Key) -> Option<(&Candidate, &Arc<Node>)> {
        let candidate = self.all.get(key).filter(|candidate| !candidate.retired)?;
        candidate.node.as_ref().map(|node| (candidate, node))
    }
}

/// Lays the client's entities over the library's and takes out what the edition may not see.
pub(super) fn candidates(library: &Tree, client: &Tree, edition: Edition) -> Candidates {
    let mut candidates = Candidates::default();
    let own = client.entities.keys().filter(|key| !library.entities.contains_key(*key));
    for key in library.entities.keys().chain(own) {
        let candidate = candidate(library, client, key, edition).expect("the key stands in one of the trees");
        if candidate.node.is_none() {
            candidates.internal.insert(key.clone());
        }
        candidates.all.insert(key.clone(), candidate);
    }
    candidates
}

/// Makes one of them; nothing where neither tree has it.
pub(super) fn candidate(library: &Tree, client: &Tree, key: &Key, edition: Edition) -> Option<Candidate> {
    let (base, over) = (library.entities.get(key), client.entities.get(key));
    let (node, origin) = match (base, over) {
        (Some(base), Some(over)) => (overlay(&base.node, &over.node, LAWS), Origin::Overlaid),
        (Some(base), None) => (Arc::clone(&base.node), Origin::Library),
        (None, Some(own)) => (Arc::clone(&own.node), Origin::Client),
        (None, None) => return None,
    };
    let title = node.text_of("title").unwrap_or(&key.1).into();
    let retired = node.text_of("status") == Some("retired");
    Some(Candidate { origin, node: for_audience(&named(key.0, &node), Some(key.0), edition), title, retired })
}

/// Returns an entity with a title: what a portal has once needs none, and is called by its kind.
fn named(kind: Kind, node: &Arc<Node>) -> Arc<Node> {
    if !kind.is_single() || node.entry("title").is_some_and(|entry| !entry.node.is_null()) {
        return Arc::clone(node);
    }
    let span = node.head();
    let text = format!("{}{}", kind.singular()[..1].to_uppercase(), &kind.singular()[1..]);
    let title = Entry {
        key: "title".into(),
        key_span: span,
        node: Arc::new(Node { span, value: Value::Scalar { text: text.into(), plain: true } }),
    };
    let others = node.entries().iter().filter(|entry| &*entry.key != "title").cloned();
    let entries = std::iter::once(title).chain(others).collect();
    Arc::new(Node { span: node.span, value: Value::Map(entries) })
}
