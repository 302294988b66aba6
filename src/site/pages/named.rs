//! What pages list by name: other entities with a sentence on each, and the sides that take part in something.

use serde::Serialize;

use crate::markdown::Html;
use crate::model::id::{Actor, Id};
use crate::model::kind::Model;
use crate::model::portal::{All, Entity};
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
    /// `client`, `provider` or `shared`.
    pub side: &'static str,
    /// What the side is called, or `Both`.
    pub text: String,
}

/// Returns the sides of some actors; nothing where there is nobody.
pub(super) fn sides<'a>(here: &Here<'_>, actors: impl IntoIterator<Item = &'a Actor>) -> Option<SidesView> {
    let portal = here.site.portal;
    let (side, text) = match Sourcing::of(portal, actors)? {
        Sourcing::InHouse => ("client", portal.client_short()),
        Sourcing::Shared => ("shared", "Both"),
        Sourcing::Outsourced => ("provider", portal.provider.short()),
    };
    Some(SidesView { side, text: text.to_owned() })
}
