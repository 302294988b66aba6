//! What pages list by name: other entities with a sentence on each, and the sides that take part in something.

use serde::Serialize;

use super::responsibility::SourcingView;
use crate::markdown::Html;
use crate::model::contact::Side;
use crate::model::id::{Actor, Id};
use crate::model::kind::Model;
use crate::model::portal::{All, Entity, Party};
use crate::model::responsibility::Sourcing;
use crate::site::here::{Here, Link, Referrer, side_word};

/// Another entity, as a list names it.
#[derive(Clone, Debug, Serialize)]
pub struct NamedView {
    /// Its name and address.
    pub link: Link,
    /// One sentence on it.
    pub summary: Option<Html>,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

/// Names an entity of the portal.
pub(super) fn named<T: Model>(here: &Here<'_>, entity: &Entity<T>) -> NamedView {
    NamedView { link: here.link_id(&entity.id), summary: here.summary(entity), internal: here.is_internal(&entity.node) }
}

/// Names several by their ids, those too that the portal does not hold.
pub(super) fn named_ids<T: Model>(here: &Here<'_>, all: &All<T>, ids: &[Id<T>]) -> Vec<NamedView> {
    let outside = |id| NamedView { link: here.link_id(id), summary: None, internal: false };
    ids.iter().map(|id| all.get(id).map_or_else(|| outside(id), |entity| named(here, entity))).collect()
}

/// Leaves out of what names an entity whatever its page shows already.
pub(super) fn others<'a>(referrers: Vec<Referrer>, shown: impl IntoIterator<Item = &'a Link>) -> Vec<Referrer> {
    let shown: Vec<&Link> = shown.into_iter().collect();
    referrers.into_iter().filter(|referrer| !shown.contains(&&referrer.link)).collect()
}

/// The sides that take part in something, as a badge shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SidesView {
    /// `client`, `provider`, `shared` or `vendor`.
    pub side: &'static str,
    /// What the one side is called, a vendor by its own name; of several `Both`, `Vendors`, the provider's name or `Shared`.
    pub text: String,
}

/// Returns the sides of some actors; nothing where there is nobody.
pub(super) fn sides<'a>(here: &Here<'_>, actors: impl IntoIterator<Item = &'a Actor>) -> Option<SidesView> {
    let actors: Vec<&Actor> = actors.into_iter().collect();
    let side = side_mark(here, actors.iter().copied())?;
    let names = side_names(here, actors);
    let text = match names.as_slice() {
        [one] => one.clone(),
        names if is_both(here, names) => here.words().t("common.both"),
        // Lists have room for a word.
        _ if side == side_word(Side::Vendor) => here.side_name(Side::Vendor),
        _ if side == side_word(Side::Provider) => here.side_name(Side::Provider),
        _ => here.words().sourcing(Sourcing::Shared),
    };
    Some(SidesView { side, text })
}

/// Returns the mark of those who do something: vendors have their own, and the provider's stands where it works with them.
pub(super) fn side_mark<'a>(here: &Here<'_>, mut actors: impl Iterator<Item = &'a Actor> + Clone) -> Option<&'static str> {
    let portal = here.site.portal;
    let sourcing = Sourcing::of(portal, actors.clone())?;
    let only_vendors = actors.all(|actor| portal.side(actor) == Side::Vendor);
    Some(if only_vendors { side_word(Side::Vendor) } else { SourcingView::side(sourcing) })
}

/// Returns what the sides of some actors are called, each once: the client's, the provider's, then each vendor by its name.
pub(super) fn side_names<'a>(here: &Here<'_>, actors: impl IntoIterator<Item = &'a Actor>) -> Vec<String> {
    let portal = here.site.portal;
    let mut names: Vec<(Side, String)> = Vec::new();
    for actor in actors {
        let side = portal.side(actor);
        let name = match portal.party(actor) {
            _ if side != Side::Vendor => here.side_name(side),
            Party::Contact(contact) => here.affiliation(&contact.own.side),
            Party::Team(team) => here.affiliation(&team.own.side),
            Party::Client | Party::Provider | Party::Vendor(_) | Party::Outside(_) => here.who(actor).name,
        };
        let named = (side, name);
        if !names.contains(&named) {
            names.push(named);
        }
    }
    names.sort_by_key(|(side, _)| *side);
    names.into_iter().map(|(_, name)| name).collect()
}

/// Tells whether names of sides are the client's and the provider's, and no more.
pub(super) fn is_both(here: &Here<'_>, names: &[String]) -> bool {
    matches!(names, [client, provider] if *client == here.side_name(Side::Client) && *provider == here.side_name(Side::Provider))
}
