//! Holidays: the days on which a coverage keeps other hours.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::date::Date;
use super::hours::Time;

/// A list of holidays that one or more coverages keep.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Holidays {
    /// The days, each by its date: a holiday that comes every year is written for every year.
    pub days: Vec<Holiday>,
}

/// One holiday, a day in the zone of the coverage that keeps it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// The day.
    pub date: Date,
    /// What it is called.
    pub title: String,
    /// Closed from then on; without it, all day.
    #[serde(default)]
    pub from: Option<Time>,
}

impl Holidays {
    /// Returns the holiday on a day, if there is one.
    pub fn on(&self, date: Date) -> Option<&Holiday> {
        self.days.iter().find(|holiday| holiday.date == date)
    }

    /// Returns the first holiday from a day on.
    pub fn next(&self, from: Date) -> Option<&Holiday> {
        self.days.iter().filter(|holiday| holiday.date >= from).min_by_key(|holiday| holiday.date)
    }
}
