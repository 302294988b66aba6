//! Coverage: who is there in which hours of the week.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::holidays::Holidays;
use super::hours::{Day, Days, Time, Zone};
use super::id::{Actor, Id};

/// The hours of a week in one zone, window by window.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// The zone of windows that name none, and of the holidays.
    pub zone: Zone,
    /// The holidays that it keeps; on them only windows that name `holidays` are open.
    #[serde(default)]
    pub holidays: Option<Id<Holidays>>,
    /// The windows; of staffed and on-call ones the earlier in the list wins, monitored ones run beside them.
    #[serde(default)]
    pub windows: Vec<Window>,
}

/// Some hours on some days.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// The days on which it starts.
    pub days: Vec<Days>,
    /// When it starts.
    pub from: Time,
    /// When it ends; at or before the start means on the next day.
    pub to: Time,
    /// The zone of its times; else the coverage's.
    #[serde(default)]
    pub zone: Option<Zone>,
    /// In what way somebody is there.
    pub kind: Presence,
    /// Who is there; else whoever the thing itself names.
    #[serde(default)]
    pub by: Option<Actor>,
}

impl Window {
    /// Returns the days on which it starts, in the order of the week.
    pub fn each_day(&self) -> Vec<Day> {
        let mut days: Vec<Day> = self.days.iter().flat_map(|days| days.each()).collect();
        days.sort();
        days.dedup();
        days
    }
}

/// In what way somebody is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// At work.
    Staffed,
    /// Can be called.
    OnCall,
    /// Watched by machines and people who alert others.
    Monitored,
}
