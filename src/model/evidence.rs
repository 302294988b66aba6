//! Evidence: what proves that something is done, who holds it, and how fresh it is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::date::Date;
use super::duration::Interval;
use super::id::Actor;

/// A proof that can be shown.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Evidence {
    /// Who keeps it.
    pub held_by: Option<Actor>,
    /// Who makes it.
    pub produced_by: Option<Actor>,
    /// Where it lies; internal unless published.
    pub location: Option<String>,
    /// Which of the keys that are internal unless published the client edition shows all the same.
    pub publish: Vec<Published>,
    /// How often it must be made anew.
    pub refresh_every: Option<Interval>,
    /// The day on which it was last made.
    pub last: Option<Date>,
}

/// A key of an evidence that is internal unless it is named under `publish`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Published {
    /// Where it lies.
    Location,
}

/// How fresh an evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Freshness {
    /// It was made in time, or nothing says that it must be made anew.
    Fresh,
    /// The day by which it was to be made anew has passed.
    Overdue,
    /// It was never made.
    Missing,
}

impl Evidence {
    /// Returns the day by which it must be made anew; nothing where it was never made, or where nobody said how often.
    pub fn next(&self) -> Option<Date> {
        Some(self.refresh_every?.after(self.last?))
    }

    /// Tells how fresh it is on a day.
    pub fn freshness(&self, today: Date) -> Freshness {
        match (self.last, self.next()) {
            (None, _) => Freshness::Missing,
            (Some(_), Some(next)) if next < today => Freshness::Overdue,
            (Some(_), _) => Freshness::Fresh,
        }
    }
}
