//! What an entity without a page of its own says at its end, as others say it in their foot: who keeps it true, since when, what people call it.

use serde::Serialize;

use super::due::{ReviewedView, reviewed};
use crate::model::entity::Common;
use crate::site::here::{DateView, Here, Who};

/// Who keeps something true, since when, and what people call it.
#[derive(Clone, Debug, Serialize)]
pub struct KeptView {
    /// Who keeps it true.
    pub owner: Option<Who>,
    /// When it was reviewed.
    pub reviewed: Option<ReviewedView>,
    /// The day by which the next review is due.
    pub next_review: Option<DateView>,
    /// What people call it.
    pub keywords: Vec<String>,
}

/// Says who keeps an entity true; nothing where nothing is said.
pub(super) fn kept(here: &Here<'_>, common: &Common) -> Option<KeptView> {
    let portal = here.site.portal;
    let view = KeptView {
        owner: common.owner.as_ref().map(|owner| here.who(owner)),
        reviewed: reviewed(here, common),
        next_review: portal.next_review(common).map(|day| here.date(day)),
        keywords: common.keywords.clone(),
    };
    (view.owner.is_some() || view.reviewed.is_some() || !view.keywords.is_empty()).then_some(view)
}

impl KeptView {
    /// Tells whether a status on it depends on the day of the build.
    pub(super) fn is_dated(&self) -> bool {
        self.reviewed.as_ref().is_some_and(|reviewed| reviewed.late.is_some())
    }
}
