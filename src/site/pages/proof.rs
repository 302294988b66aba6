//! An evidence as pages show it: how fresh it is on the day of the build.

use serde::Serialize;

use crate::model::date::Date;
use crate::model::evidence::{Evidence, Freshness};
use crate::model::portal::Entity;
use crate::site::here::{DateView, Here, Link};

/// An evidence, and how fresh it is.
#[derive(Clone, Debug, Serialize)]
pub struct ProofView {
    /// Its name, and where it is described in full.
    pub link: Link,
    /// `ok`, `bad`, or `warn` where it was never made.
    pub state: &'static str,
    /// How fresh it is: `55 days old`, `125 days old, overdue`, `Never made`.
    pub age: String,
    /// The day on which it was last made.
    pub last: Option<DateView>,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

/// Makes the view of an evidence.
pub(super) fn proof(here: &Here<'_>, evidence: &Entity<Evidence>) -> ProofView {
    let today = here.site.portal.today;
    let aged = |key: &str, last: Date| {
        let days = today.days_until(last).min(0).unsigned_abs();
        here.words().count(key, usize::try_from(days).unwrap_or(usize::MAX))
    };
    let (state, age) = match (evidence.own.freshness(today), evidence.own.last) {
        (Freshness::Fresh, Some(last)) => ("ok", aged("proof.old", last)),
        (Freshness::Overdue, Some(last)) => ("bad", aged("proof.old_overdue", last)),
        (Freshness::Missing, _) | (_, None) => ("bad", here.words().t("common.never_made")),
    };
    ProofView {
        link: here.link_id(&evidence.id),
        state,
        age,
        last: evidence.own.last.map(|day| here.date(day)),
        internal: here.is_internal(&evidence.node),
    }
}
