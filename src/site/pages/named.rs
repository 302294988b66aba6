//! What pages list by name: other entities with a sentence on each, and the sides that take part in something.

use serde::Serialize;

use crate::markdown::Html;
use crate::model::contact::Side;
use crate::model::id::{Actor, Id};
use crate::model::kind::Model;
use crate::model::portal::{All, Entity, Party};
use crate::model::responsibility::Sourcing;
use crate::site::here::{Here, Link, Referrer};

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
    /// What the side is called, or `Both`; of a vendor its own name.
    pub text: String,
}

/// Returns the sides of some actors; nothing where there is nobody.
pub(super) fn sides<'a>(here: &Here<'_>, actors: impl IntoIterator<Item = &'a Actor>) -> Option<SidesView> {
    let portal = here.site.portal;
    let actors: Vec<&Actor> = actors.into_iter().collect();
    let (side, text) = match Sourcing::of(portal, actors.iter().copied())? {
        Sourcing::InHouse => ("client", portal.client_short().to_owned()),
        Sourcing::Shared => ("shared", "Both".to_owned()),
        Sourcing::Outsourced if actors.iter().all(|actor| portal.side(actor) == Side::Vendor) => ("vendor", vendor(here, &actors)),
        Sourcing::Outsourced => ("provider", portal.provider.short().to_owned()),
    };
    Some(SidesView { side, text })
}

/// Names the vendor whose people some actors are; several vendors have no name together.
fn vendor(here: &Here<'_>, actors: &[&Actor]) -> String {
    let name = |actor: &&Actor| match here.site.portal.party(actor) {
        Party::Contact(contact) => here.affiliation(&contact.own.side),
        Party::Team(team) => here.affiliation(&team.own.side),
        Party::Client | Party::Provider | Party::Vendor(_) | Party::Outside(_) => here.who(actor).name,
    };
    let mut names: Vec<String> = actors.iter().map(name).collect();
    names.dedup();
    match names.as_slice() {
        [one] => one.clone(),
        _ => here.side_name(Side::Vendor),
    }
}
