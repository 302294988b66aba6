//! Meetings: the communication plan.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::channel::Channel;
use super::date::Date;
use super::duration::{Duration, Interval, rising};
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
        self.each_date(from).take(count).collect()
    }

    /// Returns the dates from one day on up to another.
    pub fn dates_until(&self, from: Date, until: Date) -> Vec<Date> {
        rising(self.each_date(from), until).collect()
    }

    fn each_date(&self, from: Date) -> impl Iterator<Item = Date> {
        let (weekday, once) = (self.weekday, self.next.filter(|_| self.every.is_none()));
        let repeated = self.next.zip(self.every).into_iter().flat_map(move |(next, every)| {
            let weekday = weekday.filter(|_| every.is_monthly());
            let nth = move |step: u32| match weekday {
                Some(weekday) if step > 0 => weekday.in_month_of(every.times(step, next)),
                _ => every.times(step, next),
            };
            (every.first_step(next, from)..).map(nth)
        });
        once.into_iter().chain(repeated).filter(move |date| *date >= from)
    }
}
