//! A portal after an edit that changed no name: only what was edited is read again, and the rest is taken over as it is.
//!
//! What a portal holds follows from ids, titles, references and a few keys beside them. Where an edit leaves all of these as they were,
//! and nothing was found before and nothing is found now, the portal is the old one with the edited entities in their places.
//! Wherever that is not certain, nothing comes back, and the client is linked again whole.

use std::sync::Arc;

use super::candidates::{Candidate, Candidates, candidate};
use super::names::{Names, Unread};
use super::shape;
use super::workspace::{Key, Tree, Workspace};
use super::{ClientTree, Inputs};
use crate::model::kind::{Kind, Reach};
use crate::model::portal::{Edition, Entities, Portal};
use crate::yaml::{Mention, Node, Reference};

/// The workspace that a portal was made of, and the one that it is to be made of now.
#[derive(Clone, Copy)]
pub struct Step<'a> {
    /// As it was.
    pub before: &'a Workspace,
    /// As it is.
    pub after: &'a Workspace,
}

/// Makes the portal of a client anew, if nothing was edited but what entities say for themselves.
///
/// `portal` and `candidates` must come from linking the client, without a finding, from the workspace before;
/// attachments and themes must be the same as then. The candidates are brought up to date if a portal comes back.
pub fn mend(step: Step<'_>, inputs: Inputs<'_>, portal: &Portal, candidates: &mut Candidates) -> Option<Portal> {
    let (before, after) = (client_of(step.before, &portal.slug)?, client_of(step.after, &portal.slug)?);
    if !is_same_ground(step, before, after) {
        return None;
    }
    let mut keys = changed(&step.before.library, &step.after.library)?;
    keys.extend(changed(&before.entities, &after.entities)?);
    let mut edited = Entities::default();
    let mut renewed: Vec<(Key, Candidate)> = Vec::new();
    {
        let unread = Unread { library: false, client: false };
        let names = Names::with_words(candidates, inputs, portal.edition, unread, Arc::clone(&portal.words));
        for key in keys {
            let now = candidate(&step.after.library, &after.entities, &key, portal.edition)?;
            let old = candidates.all.get(&key)?;
            if !is_called_alike(&key, old, &now) {
                return None;
            }
            if portal.edition == Edition::Internal && !shape::overlay_counts(&step.after.library, &after.entities, &key) {
                return None;
            }
            if let Some(node) = &now.node {
                read_again(portal, &key, node, &names, &mut edited)?;
            }
            renewed.push((key, now));
        }
    }
    for (key, now) in renewed {
        candidates.all.insert(key, now);
    }
    let mut mended = portal.clone();
    mended.today = inputs.today;
    mended.entities.put_in_place(edited);
    Some(mended)
}

/// Returns a client's tree if nothing in it was found to be wrong.
fn client_of<'a>(workspace: &'a Workspace, slug: &str) -> Option<&'a ClientTree> {
    let is_sound = workspace.findings.is_empty() && !workspace.stops_all && !workspace.library.broken;
    let tree = workspace.clients.get(slug)?;
    (is_sound && !tree.broken && tree.findings.is_empty()).then_some(&**tree)
}

/// Tells whether the settings and `client.yaml` are the same.
fn is_same_ground(step: Step<'_>, before: &ClientTree, after: &ClientTree) -> bool {
    let is_same =
        |left: Option<&Arc<Node>>, right: Option<&Arc<Node>>| left.zip(right).is_some_and(|(left, right)| Arc::ptr_eq(left, right));
    let [old, now] = [step.before, step.after].map(|workspace| workspace.settings.as_ref().map(|settings| &settings.node));
    is_same(old, now) && is_same(before.client.as_ref(), after.client.as_ref())
}

/// Returns what stands in both trees and was parsed anew; nothing if one has an id that the other has not, or another order.
fn changed(before: &Arc<Tree>, after: &Arc<Tree>) -> Option<Vec<Key>> {
    if Arc::ptr_eq(before, after) {
        return Some(Vec::new());
    }
    if before.entities.len() != after.entities.len() {
        return None;
    }
    let mut changed = Vec::new();
    for ((key, old), (now_key, now)) in before.entities.iter().zip(&after.entities) {
        if key != now_key {
            return None;
        }
        if !Arc::ptr_eq(&old.node, &now.node) {
            changed.push(key.clone());
        }
    }
    Some(changed)
}

/// Tells whether an entity has the same part in names and in what a portal holds as before.
fn is_called_alike((kind, _): &Key, old: &Candidate, now: &Candidate) -> bool {
    // What these say decides over other entities: which words are terms, which controls there are, which services come in.
    if matches!(kind, Kind::Term | Kind::Framework | Kind::Plan) {
        return false;
    }
    let is_same = old.origin == now.origin && old.title == now.title && old.retired == now.retired;
    is_same
        && match (&old.node, &now.node) {
            (None, None) => true,
            (Some(old), Some(now)) => says_alike(*kind, old, now),
            _ => false,
        }
}

/// Tells whether two texts of an entity say the same where more than its own page depends on it.
fn says_alike(kind: Kind, old: &Node, now: &Node) -> bool {
    let texts = |key: &str| old.texts_of(key).eq(now.texts_of(key));
    let is_absent = |node: &Node, key: &str| node.get(key).is_none_or(|node| node.is_null());
    let is_for_same = || {
        let key = kind.services_key();
        texts(key) && is_absent(old, key) == is_absent(now, key)
    };
    ["side", "code", "formerly"].into_iter().all(texts) && (kind.reach() != Reach::ByService || is_for_same())
}

/// Reads an edited entity, if the portal holds it; nothing comes back if it names something else than before, or something is wrong with it.
fn read_again(portal: &Portal, (kind, id): &Key, node: &Arc<Node>, names: &Names<'_>, edited: &mut Entities) -> Option<()> {
    let mention = Mention { kind: kind.singular(), id: Arc::clone(id) };
    let Some(held) = portal.entities.get(&mention) else { return Some(()) };
    if held.node.is_alike(node) {
        // A line was added somewhere above it.
        edited.add_moved(*kind, id, node, &portal.entities);
        return Some(());
    }
    let (references, findings) = edited.read(*kind, id, node, names);
    let names_alike = |(left, right): (&Reference, &Reference)| left.to == right.to && left.path == right.path;
    let is_same = references.len() == held.references.len() && references.iter().zip(held.references).all(names_alike);
    let is_sound = findings.is_empty() && edited.get(&mention).is_some_and(|any| shape::is_sound(&any));
    (is_same && is_sound).then_some(())
}
