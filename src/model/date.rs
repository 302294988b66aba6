//! Dates: whole days, in the zone of what they stand on, else the client's.

use std::fmt;

use jiff::civil;
use serde::de::{Deserialize, Deserializer};
use serde::{Serialize, Serializer};

use super::id::{refusal, through};
use crate::finding::escaped;

/// A day of the Gregorian calendar, written `2026-11-24`. It carries no zone; what it stands on gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

impl Date {
    /// Reads `YYYY-MM-DD` and nothing else.
    pub fn parse(text: &str) -> Option<Date> {
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(index, byte)| if matches!(index, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
        if !shape {
            return None;
        }
        text.parse().ok().map(Date)
    }

    /// Wraps a day.
    pub fn new(day: civil::Date) -> Self {
        Date(day)
    }

    /// Returns the day for arithmetic.
    pub fn day(self) -> civil::Date {
        self.0
    }

    /// Returns the day after; the last day of the calendar stays.
    pub fn next_day(self) -> Date {
        self.0.tomorrow().map_or(self, Date)
    }

    /// Returns the day before; the first day of the calendar stays.
    pub fn previous_day(self) -> Date {
        self.0.yesterday().map_or(self, Date)
    }

    /// Returns the whole days from this day to another, negative if it lies before.
    pub fn days_until(self, other: Date) -> i64 {
        self.0.duration_until(other.0).as_hours() / 24
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        through(deserializer, "!bad-date", |text| {
            Date::parse(text).ok_or_else(|| {
                let message = format!("expected a date such as `2026-11-24`, found `{}`", escaped(text));
                match meant(text) {
                    Meant::Day(date) => refusal(&message, "", Some(&date.to_string())),
                    Meant::NoSuchDay => refusal(&format!("there is no such day as `{text}`"), "", None),
                    Meant::Either => refusal(&message, "write the year first, then the month, then the day", None),
                }
            })
        })
    }
}

/// What an author meant by a text that is no date.
enum Meant {
    Day(Date),
    NoSuchDay,
    Either,
}

/// Tells which day is meant, if it can be only one: the year first, or a day past 12.
fn meant(text: &str) -> Meant {
    let numbers: Vec<i16> = text.split(['-', '/', '.']).filter_map(|part| part.trim().parse().ok()).collect();
    let day = |year: i16, month: i16, day: i16| match (i8::try_from(month), i8::try_from(day)) {
        (Ok(month), Ok(day)) => civil::Date::new(year, month, day).map_or(Meant::NoSuchDay, |date| Meant::Day(Date(date))),
        _ => Meant::Either,
    };
    match numbers[..] {
        [year, month, date] if year >= 1000 => {
            if Date::parse(text).is_none() && text.len() == 10 && text.contains('-') {
                return Meant::NoSuchDay;
            }
            day(year, month, date)
        }
        [first, second, year] if year >= 1000 && first > 12 => day(year, second, first),
        [first, second, year] if year >= 1000 && second > 12 => day(year, first, second),
        [first, second, year] if year >= 1000 && text.contains('.') => day(year, second, first),
        _ => Meant::Either,
    }
}
