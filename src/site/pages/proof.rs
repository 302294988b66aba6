//! An evidence as pages show it: how fresh it is on the day of the build.

use serde::Serialize;

use crate::model::evidence::{Evidence, Freshness};
use crate::model::portal::Entity;
use crate::site::here::{DateView, Here, Link};
use crate::site::words;

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
    let age = |last| format!("{} old", words::days(today.days_until(last).min(0)));
    let (state, age) = match (evidence.own.freshness(today), evidence.own.last) {
        (Freshness::Fresh, Some(last)) => ("ok", age(last)),
        (Freshness::Overdue, Some(last)) => ("bad", format!("{}, overdue", age(last))),
        (Freshness::Missing, _) | (_, None) => ("bad", "Never made".to_owned()),
    };
    ProofView {
        link: here.link_id(&evidence.id),
        state,
        age,
        last: evidence.own.last.map(DateView::new),
        internal: here.is_internal(&evidence.node),
    }
}
