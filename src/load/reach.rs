//! What a portal holds: the client's own entities, what it takes, and what those name, step by step.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};
use std::sync::Arc;

use super::candidates::{Candidates, Origin};
use super::names::Names;
use super::only_names;
use super::workspace::Key;
use crate::finding::{Finding, Findings, RuleName, escaped};
use crate::model::client::Client;
use crate::model::contact::Side;
use crate::model::kind::{Kind, Reach};
use crate::model::portal::{Entities, Entity, Outside, Portal};
use crate::source::Span;
use crate::yaml::{MISSING_KEY, Mention, Node, Reference};

/// Something excluded that the portal still refers to.
pub(super) const EXCLUDED_IN_USE: RuleName = RuleName("excluded-in-use");
/// A service, or a row of a service, that the portal refers to and the client does not take.
pub(super) const NOT_ADOPTED: RuleName = RuleName("not-adopted");

/// What following the references gave, beside the entities themselves.
#[derive(Debug, Default)]
pub(super) struct Reached {
    /// What was read, also where a mistake kept it out of the portal.
    pub(super) keys: HashSet<Key>,
    pub(super) references: Vec<Reference>,
    pub(super) findings: Findings,
}

/// Returns what a client takes of the kinds that come by adoption: what `client.yaml` names, by itself or by a plan, and the client's own.
///
/// It is taken from the tree, so that a mistake elsewhere in `client.yaml` does not make every service look untaken.
pub(super) fn adopted(client: &Node, candidates: &Candidates) -> BTreeSet<Key> {
    let by_adoption = || Kind::ALL.iter().copied().filter(|kind| kind.reach() == Reach::ByAdoption);
    let named = by_adoption().flat_map(|kind| client.texts_of(kind.plural()).map(move |id| (kind, Arc::from(id))));
    let plans = client.texts_of("plan").filter_map(|plan| candidates.open(&(Kind::Plan, Arc::from(plan))));
    let bundled = plans.flat_map(|(_, plan)| plan.texts_of("services")).map(|id| (Kind::Service, Arc::from(id)));
    let own =
        candidates.all.iter().filter(|((kind, _), candidate)| kind.reach() == Reach::ByAdoption && candidate.origin == Origin::Client);
    named.chain(bundled).chain(own.map(|(key, _)| key.clone())).collect()
}

/// Returns what a client does not take, with the places that say so.
pub(super) fn excluded(client: Option<&Entity<Client>>) -> BTreeMap<Key, Span> {
    let exclusions =
        client.iter().flat_map(|client| client.own.exclude.iter().enumerate().map(|(index, exclusion)| (*client, index, exclusion)));
    exclusions
        .map(|(client, index, exclusion)| {
            let (kind, id) = exclusion.of.parts();
            ((kind, Arc::from(id)), client.node.at(&format!("exclude/{index}/of")).span)
        })
        .collect()
}

/// Reads everything that the portal holds into `entities`: each entity is read when it is reached, so what no portal takes costs nothing.
///
/// What stands in `like`, a portal made of the same or an earlier workspace, is taken over where reading it would give the same.
pub(super) fn reach(
    first: &[Reference],
    adopted: &BTreeSet<Key>,
    excluded: &BTreeMap<Key, Span>,
    candidates: &Candidates,
    names: &Names<'_>,
    like: Option<&Portal>,
    entities: &mut Entities,
) -> Reached {
    let mut reached = Reached::default();
    let mut queue: VecDeque<Key> = candidates
        .all
        .iter()
        .filter(|(key, candidate)| {
            candidate.origin == Origin::Client || candidate.node.as_ref().is_some_and(|node| is_taken(key, node, adopted))
        })
        .map(|(key, _)| key.clone())
        .collect();
    queue.extend(first.iter().filter(|reference| !only_names(reference)).filter_map(|reference| by_reference(&reference.to)));
    while let Some(key) = queue.pop_front() {
        if excluded.contains_key(&key) || !reached.keys.insert(key.clone()) {
            continue;
        }
        let Some((_, node)) = candidates.open(&key) else { continue };
        let taken_over = like.and_then(|like| entities.take_over(key.0, &key.1, node, &like.entities, &|mention| names.is_there(mention)));
        let references = taken_over.unwrap_or_else(|| {
            let (references, mut findings) = entities.read(key.0, &key.1, node, names);
            let origin = candidates.all[&key].origin;
            if names.may_be_completed(origin) {
                findings.retain(|finding| finding.rule != MISSING_KEY);
            } else if origin == Origin::Client && node.get("title").is_none() {
                findings.iter_mut().filter(|finding| finding.rule == MISSING_KEY).for_each(|finding| say_it_is_new(finding, &key));
            }
            reached.findings.extend(findings);
            references
        });
        queue.extend(references.iter().filter(|reference| !only_names(reference)).filter_map(|reference| by_reference(&reference.to)));
        reached.references.extend(references);
    }
    reached
}

/// Adds to a finding on what an entity lacks that nothing of the library stands behind it: it may have been meant to adapt something.
fn say_it_is_new(finding: &mut Finding, (kind, id): &Key) {
    let kind = kind.singular();
    finding.why = Some(format!("the library has no {kind} `{}`, so this is a new one; to adapt one, use its id", escaped(id)));
}

/// Tells whether an entity of the library comes in because of what the client takes.
fn is_taken(key: &Key, node: &Node, adopted: &BTreeSet<Key>) -> bool {
    let takes = |service: &str| adopted.contains(&(Kind::Service, Arc::from(service)));
    match key.0.reach() {
        Reach::Always => true,
        Reach::ByReference => false,
        Reach::ByAdoption => adopted.contains(key),
        Reach::ByService => {
            let services = key.0.services_key();
            node.get(services).is_none_or(|node| node.is_null()) || node.texts_of(services).any(takes)
        }
    }
}

/// Returns what a reference brings in: only kinds that come by reference.
fn by_reference(mention: &Mention) -> Option<Key> {
    let kind = Kind::by_singular(mention.kind)?;
    (kind.reach() == Reach::ByReference).then(|| (kind, Arc::clone(&mention.id)))
}

/// Returns what the portal names and does not hold.
pub(super) fn outside<'a>(
    entities: &Entities,
    candidates: &Candidates,
    references: impl Iterator<Item = &'a Reference>,
) -> BTreeMap<Mention, Outside> {
    let mut outside = BTreeMap::new();
    for reference in references {
        if only_names(reference) || outside.contains_key(&reference.to) || entities.get(&reference.to).is_some() {
            continue;
        }
        let Some(kind) = Kind::by_singular(reference.to.kind) else { continue };
        let Some(candidate) = candidates.all.get(&(kind, Arc::clone(&reference.to.id))) else { continue };
        let side = candidate.node.as_ref().filter(|_| kind.is_actor()).map(|node| match node.text_of("side") {
            _ if kind == Kind::Vendor => Side::Vendor,
            Some("provider") => Side::Provider,
            Some("client") | None => Side::Client,
            Some(_) => Side::Vendor,
        });
        outside.insert(reference.to.clone(), Outside { title: candidate.title.to_string(), side });
    }
    outside
}

/// Tells whether a reference is one of all the services that something is for, of which a client takes a part.
fn maps(reference: &Reference) -> bool {
    reference.path.split('/').next() == Some("services")
}

/// Reports references that dangle: to what the client has excluded, or to what comes only with a service that it does not take.
pub(super) fn dangling<'a>(
    outside: &BTreeMap<Mention, Outside>,
    excluded: &BTreeMap<Key, Span>,
    reached: &HashSet<Key>,
    candidates: &Candidates,
    references: impl Iterator<Item = &'a Reference>,
) -> Findings {
    let mut findings = Findings::new();
    for reference in references.filter(|reference| outside.contains_key(&reference.to) && !only_names(reference) && !maps(reference)) {
        let Some(kind) = Kind::by_singular(reference.to.kind) else { continue };
        let key = (kind, Arc::clone(&reference.to.id));
        let named = format!("{} `{}` ({})", kind.singular(), reference.to.id, escaped(&outside[&reference.to].title));
        if let Some(span) = excluded.get(&key) {
            let finding =
                Finding::warning(EXCLUDED_IN_USE, reference.span, format!("the {named} is excluded for this client, and still named here"));
            findings.push(finding.related(*span, "excluded here").help("adapt this in the client's folder, or take the exclusion back"));
        } else if candidates.open(&key).is_some() && !reached.contains(&key) {
            let finding = Finding::warning(
                NOT_ADOPTED,
                reference.span,
                format!("the {named} is not in this client's portal, so its name leads nowhere"),
            );
            let why = "services and frameworks come into a portal when `client.yaml` lists them, other things with their service";
            findings.push(finding.why(why).help("list it, or adapt this in the client's folder"));
        }
    }
    findings
}
