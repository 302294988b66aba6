//! When something was reviewed, and whether that is long ago.

use serde::Serialize;

use crate::model::entity::Common;
use crate::site::here::{DateView, Here};

/// For how many days before its next review something counts as due.
const SOON: i64 = 30;

/// When something was reviewed, and whether that is long ago.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewedView {
    /// The day.
    pub date: DateView,
    /// `ok`, `warn` in the last 30 days before the next review, `bad` after it.
    pub state: &'static str,
    /// `Due` or `Overdue`.
    pub late: Option<String>,
}

/// Tells when an entity was reviewed; nothing if it never was.
pub(super) fn reviewed(here: &Here<'_>, common: &Common) -> Option<ReviewedView> {
    let portal = here.site.portal;
    let date = here.date(common.reviewed?);
    let (state, late) = match portal.next_review(common).map(|next| portal.today.days_until(next)) {
        Some(days) if days < 0 => ("bad", Some(here.words().t("common.overdue"))),
        Some(days) if days <= SOON => ("warn", Some(here.words().t("due.due"))),
        Some(_) | None => ("ok", None),
    };
    Some(ReviewedView { date, state, late })
}
