//! Meetings: the communication plan.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::channel::Channel;
use super::date::Date;
use super::duration::{Duration, Interval};
use super::hours::{Time, Zone};
use super::id::{Actor, Id};
use super::service::Service;
use super::weekday::Weekday;
use crate::markdown::Phrase;

/// A meeting that comes round.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Meeting {
    /// What it is for.
    pub purpose: Option<Phrase>,
    /// What kind of questions it settles.
    pub level: Option<Level>,
    /// Who leads it.
    pub chair: Option<Actor>,
    /// Who comes.
    pub attendees: Vec<Actor>,
    /// How often it comes round.
    pub every: Option<Interval>,
    /// The next date, from which the ones after it follow.
    pub next: Option<Date>,
    /// The day of the week within the month; else the day of the month of `next`, the month's last at most.
    pub weekday: Option<Weekday>,
    /// When it begins, in its zone.
    pub at: Option<Time>,
    /// Where its clock stands; else the client's zone.
    pub zone: Option<Zone>,
    /// How long it is.
    pub lasts: Option<Duration>,
    /// What is talked about, in order.
    pub agenda: Vec<Phrase>,
    /// What comes out of it.
    pub outputs: Vec<Phrase>,
    /// Where it is held.
    pub channel: Option<Id<Channel>>,
    /// The services that it is about; one without any comes into every portal.
    pub services: Vec<Id<Service>>,
}

/// What kind of questions a meeting settles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// What happens this week.
    Operational,
    /// Whether it runs as agreed.
    Tactical,
    /// Where it goes.
    Strategic,
}

impl Level {
    /// Every level, from day-to-day to long-term.
    pub const ALL: [Level; 3] = [Level::Operational, Level::Tactical, Level::Strategic];
}

impl Meeting {
    /// Returns the first `count` dates on or after a day, in the meeting's zone; none where there is no `next`.
    ///
    /// Without `every` it is held once. Where `next` lies in the past, the dates that follow from it are counted on.
    pub fn dates(&self, from: Date, count: usize) -> Vec<Date> {
        let Some(next) = self.next else { return Vec::new() };
        let Some(every) = self.every else { return Some(next).filter(|next| *next >= from).into_iter().take(count).collect() };
        let nth = |step: u32| {
            let date = every.times(step, next);
            if step == 0 { date } else { self.weekday.filter(|_| every.is_monthly()).map_or(date, |weekday| weekday.in_month_of(date)) }
        };
        let first = every.first_step(next, from);
        (first..).map(nth).filter(|date| *date >= from).take(count).collect()
    }
}
