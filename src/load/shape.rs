//! What would break a page or mislead its author, beyond single values: ids within an entity, codes, keys that exclude each other, overlays.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::LAWS;
use super::candidates::Candidates;
use super::near::near_ids;
use super::workspace::{DUPLICATE_ID, Key, Tree, says_something, twice};
use crate::finding::{Finding, Findings, RuleName, escaped};
use crate::model::kind::{Kind, Reach};
use crate::model::portal::{Any, Entities};
use crate::source::Span;
use crate::yaml::{Mention, Node, overlay, says_the_same};

/// Two keys of which only one may stand.
pub(super) const EITHER_KEY: RuleName = RuleName("either-key");
/// A code that two rows have.
pub(super) const DUPLICATE_CODE: RuleName = RuleName("duplicate-code");
/// A client's entity that changes nothing of the library's.
pub(super) const IDLE_OVERLAY: RuleName = RuleName("idle-overlay");
/// An old id that something else has now.
pub(super) const FORMERLY_TAKEN: RuleName = RuleName("formerly-taken");

/// Checks the entities of a portal each for itself, and their codes and old ids together.
pub(super) fn shape(entities: &Entities) -> Findings {
    let all = entities.all();
    let mut findings = Findings::new();
    all.iter().for_each(|any| alone(any, &mut findings));
    findings.extend(codes(entities));
    findings.extend(formerly(entities, &all));
    findings
}

/// Tells whether nothing is wrong with an entity for itself.
pub(super) fn is_sound(any: &Any<'_>) -> bool {
    let mut findings = Findings::new();
    alone(any, &mut findings);
    findings.is_empty()
}

fn alone(any: &Any<'_>, findings: &mut Findings) {
    items_twice(any.node, findings);
    either_keys(any, findings);
}

/// Finds an id that two items of one list have, at any depth.
fn items_twice(node: &Node, findings: &mut Findings) {
    for entry in node.entries() {
        let items = entry.node.as_list().unwrap_or(&[]);
        if LAWS.by_id.contains(&&*entry.key) {
            let mut seen: HashMap<&str, Span> = HashMap::new();
            for item in items {
                let Some(id) = item.get("id") else { continue };
                let Some(text) = id.as_text() else { continue };
                if let Some(first) = seen.get(text) {
                    let message = format!("two of these {} are called `{}`", entry.key, escaped(text));
                    findings.push(Finding::error(DUPLICATE_ID, id.span, message).related(*first, "the first one stands here"));
                } else {
                    seen.insert(text, id.span);
                }
            }
        }
        items_twice(&entry.node, findings);
        for item in items {
            items_twice(item, findings);
        }
    }
}

fn either_keys(any: &Any<'_>, findings: &mut Findings) {
    for (left, right) in LAWS.either {
        if let (Some(first), Some(second)) = (any.node.entry(left), any.node.entry(right)) {
            let message = format!("`{left}` and `{right}` exclude each other: with `{right}`, who is responsible stands in each part");
            let finding = Finding::error(EITHER_KEY, first.key_span, message).related(second.key_span, format!("`{right}` stands here"));
            findings.push(finding.help(format!("take `{left}` out")));
        }
    }
}

fn codes(entities: &Entities) -> Findings {
    let mut findings = Findings::new();
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for row in entities.responsibilities.iter() {
        let Some(code) = &row.own.code else { continue };
        let span = row.node.at("code").span;
        match seen.get(code.as_str()) {
            Some(first) => {
                let finding = Finding::error(DUPLICATE_CODE, span, format!("two responsibilities have the code `{}`", escaped(code)));
                findings.push(finding.related(*first, "the first one stands here"));
            }
            None => {
                seen.insert(code, span);
            }
        }
    }
    findings
}

fn formerly(entities: &Entities, all: &[Any<'_>]) -> Findings {
    let mut findings = Findings::new();
    let mut seen: HashMap<(Kind, &str), Span> = HashMap::new();
    for any in all {
        for (index, old) in any.common.formerly.iter().enumerate() {
            let span = any.node.at(&format!("formerly/{index}")).span;
            let holder = entities.get(&Mention { kind: any.kind.singular(), id: Arc::clone(old.shared()) });
            let first = holder.map(|holder| holder.node.head()).or_else(|| seen.get(&(any.kind, old.as_str())).copied());
            if let Some(first) = first {
                let message = format!("`{}` cannot lead here: another {} has that id, or had it", old.as_str(), any.kind.singular());
                findings.push(Finding::error(FORMERLY_TAKEN, span, message).related(first, "the other one stands here"));
            }
            seen.insert((any.kind, old.as_str()), span);
        }
    }
    findings
}

/// Tells whether what the client says of an entity, if it says anything, makes a difference to the library's.
pub(super) fn overlay_counts(library: &Tree, client: &Tree, key: &Key) -> bool {
    let both = library.entities.get(key).zip(client.entities.get(key));
    both.is_none_or(|(base, over)| changes_something(&base.node, &over.node))
}

fn changes_something(base: &Arc<Node>, over: &Arc<Node>) -> bool {
    says_something(over) && !says_the_same(&overlay(base, over, LAWS), base)
}

/// Checks how a client's entities meet the library's: ids in two kinds of actors, overlays that change nothing or reach nothing, ids that nearly match.
pub(super) fn overlays(library: &Tree, client: &Tree, reached: &HashSet<Key>, candidates: &Candidates) -> Findings {
    let mut findings = Findings::new();
    for ((kind, id), written) in &client.entities {
        let key = (*kind, Arc::clone(id));
        if let Some(base) = library.entities.get(&key) {
            let open = candidates.open(&key).is_some();
            if !changes_something(&base.node, &written.node) {
                let message = format!("this {} changes nothing of the library's `{id}`", kind.singular());
                findings.push(
                    Finding::warning(IDLE_OVERLAY, written.id_span, message)
                        .related(base.id_span, "the library's stands here")
                        .help("take it out"),
                );
            } else if !reached.contains(&key) && open && kind.reach() != Reach::ByReference {
                let message = format!("this adapts the library's {} `{id}`, which this client does not take", kind.singular());
                let help = "list the service in `client.yaml`, or take this out";
                findings.push(
                    Finding::warning(IDLE_OVERLAY, written.id_span, message).related(base.id_span, "the library's stands here").help(help),
                );
            }
            continue;
        }
        for other in Kind::ACTORS.iter().copied().filter(|other| kind.is_actor() && other != kind) {
            if let Some(first) = library.entities.get(&(other, Arc::clone(id))) {
                findings.push(twice(*kind, id, written.id_span, other, first.id_span));
            }
        }
    }
    findings.extend(near_ids(library, client));
    findings
}
