//! What a list's page says of a thing that has no page of its own, beside what its kind says.

use serde::Serialize;

use super::kept::{KeptView, kept};
use super::named::others;
use crate::markdown::Html;
use crate::model::entity::Status;
use crate::model::kind::Model;
use crate::model::portal::Entity;
use crate::site::here::{Here, Internal, Link, Referrer};
use crate::site::routes;

/// A thing on a list's page: its name, its texts, who keeps it true, who names it.
#[derive(Clone, Debug, Serialize)]
pub struct ListedView {
    /// The id of its element.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// One sentence on it.
    pub summary: Option<Html>,
    /// The text.
    pub body: Option<Html>,
    /// Whether it is on the table and not yet agreed.
    pub proposed: bool,
    /// Who keeps it true.
    pub kept: Option<KeptView>,
    /// What names it and is not said otherwise.
    pub referrers: Vec<Referrer>,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

/// Makes it; `shown` is what its list says of it already.
pub(super) fn listed<'a, T: Model>(here: &Here<'_>, entity: &Entity<T>, shown: impl IntoIterator<Item = &'a Link>) -> ListedView {
    ListedView {
        id: routes::anchor(T::KIND, entity.id.as_str()),
        title: entity.common.title.clone(),
        summary: here.summary(entity),
        body: here.body(entity),
        proposed: entity.common.status == Status::Proposed,
        kept: kept(here, &entity.common),
        referrers: others(here.referrers(entity), shown),
        internal: here.internal(&entity.node),
    }
}

impl ListedView {
    /// Tells whether a status on it depends on the day of the build.
    pub(super) fn is_dated(&self) -> bool {
        self.kept.as_ref().is_some_and(KeptView::is_dated)
    }
}
