//! Business days: whole days on which somebody is at work, by a coverage and its holidays.

use super::coverage::{Coverage, Presence};
use super::date::Date;
use super::duration::{Duration, Unit};
use super::hours::Day;
use super::id::Id;
use super::portal::Portal;

impl Portal {
    /// Returns the coverage that counts business days: the nearest one that is named, else the `business_hours` of the client or the provider.
    pub fn business_coverage(&self, nearest: &[Option<&Id<Coverage>>]) -> Option<&Coverage> {
        let named = nearest.iter().flatten().copied().chain(&self.client.own.business_hours);
        named.filter_map(|id| self.coverage.get(id)).map(|entity| &entity.own).next()
    }

    /// Tells whether a day is a business day: no holiday of the coverage, and one on which a staffed window begins.
    ///
    /// The day is one of the coverage's zone. A holiday that begins at a time of day leaves a business day if a staffed window begins before it.
    /// Without a coverage, and for one that is never staffed, Monday to Friday count.
    pub fn is_business_day(&self, coverage: Option<&Coverage>, date: Date) -> bool {
        let day = Day::of(date);
        let Some(coverage) = coverage.filter(|coverage| coverage.windows.iter().any(|window| window.kind == Presence::Staffed)) else {
            return !matches!(day, Day::Sat | Day::Sun);
        };
        let holiday = coverage.holidays.as_ref().and_then(|id| self.holidays.get(id)).and_then(|holidays| holidays.own.on(date));
        let closes = holiday.map(|holiday| holiday.from.map_or(0, |from| from.minutes()));
        coverage.windows.iter().any(|window| {
            let in_time = closes.is_none_or(|closes| window.from.minutes() < closes);
            window.kind == Presence::Staffed && in_time && window.each_day().contains(&day)
        })
    }

    /// Returns the day that lies a duration after another: on the clock and the calendar, or in business days by the nearest coverage.
    ///
    /// `2bd` is the second business day after the day. Hours and minutes are counted as the whole days that they fill.
    pub fn day_after(&self, from: Date, duration: Duration, nearest: &[Option<&Id<Coverage>>]) -> Date {
        match duration.unit {
            Unit::BusinessDays => self.count_business_days(from, duration.amount, nearest, Date::next_day),
            Unit::Minutes | Unit::Hours | Unit::Days | Unit::Weeks | Unit::Months => duration.times(1, from),
        }
    }

    /// Returns the day that lies a duration before another, counted as [`Portal::day_after`] counts.
    pub fn day_before(&self, until: Date, duration: Duration, nearest: &[Option<&Id<Coverage>>]) -> Date {
        match duration.unit {
            Unit::BusinessDays => self.count_business_days(until, duration.amount, nearest, Date::previous_day),
            Unit::Minutes | Unit::Hours | Unit::Days | Unit::Weeks | Unit::Months => duration.before(until),
        }
    }

    fn count_business_days(&self, from: Date, amount: u32, nearest: &[Option<&Id<Coverage>>], step: fn(Date) -> Date) -> Date {
        let coverage = self.business_coverage(nearest);
        let mut day = from;
        let mut left = amount;
        while left > 0 {
            let next = step(day);
            // The calendar ends: the last day there is stands for all after it.
            if next == day {
                break;
            }
            day = next;
            left -= u32::from(self.is_business_day(coverage, day));
        }
        day
    }
}
