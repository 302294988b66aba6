//! Hours of a week: times, days and zones, as coverage is written.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use serde::de::{Deserialize, Deserializer};
use serde::{Serialize, Serializer};

use super::date::Date;
use super::id::{refusal, through};
use crate::finding::{escaped, nearest};

/// A time of day on the clock of some zone, `00:00` to `24:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    minutes: u16,
}

impl Time {
    /// The beginning of the day.
    pub const MIDNIGHT: Time = Time { minutes: 0 };

    /// Reads `HH:MM`.
    pub fn parse(text: &str) -> Option<Time> {
        let (hours, minutes) = text.split_once(':')?;
        let number =
            |part: &str| (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<u16>().ok()).flatten();
        let (hours, minutes) = (number(hours)?, number(minutes)?);
        let total = hours * 60 + minutes;
        (minutes < 60 && total <= 24 * 60).then_some(Time { minutes: total })
    }

    /// Returns the minutes since midnight, 1440 for the end of the day.
    pub fn minutes(self) -> u16 {
        self.minutes
    }
}

impl fmt::Display for Time {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        through(deserializer, "!bad-time", |text| {
            Time::parse(text).ok_or_else(|| {
                let padded = format!("0{text}");
                let instead = Time::parse(&padded).map(|time| time.to_string());
                refusal(&format!("expected a time such as `07:30`, found `{}`", escaped(text)), "", instead.as_deref())
            })
        })
    }
}

/// A day of the week, or a holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Day {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
    /// The days of the coverage's holiday list.
    Holidays,
}

impl Day {
    /// The days in the order of the week, and holidays last.
    pub const ALL: [(Day, &'static str); 8] = [
        (Day::Mon, "mon"),
        (Day::Tue, "tue"),
        (Day::Wed, "wed"),
        (Day::Thu, "thu"),
        (Day::Fri, "fri"),
        (Day::Sat, "sat"),
        (Day::Sun, "sun"),
        (Day::Holidays, "holidays"),
    ];

    /// Returns the day of the week on which a date falls.
    pub fn of(date: Date) -> Day {
        Day::ALL[date.day().weekday().to_monday_zero_offset() as usize].0
    }

    /// Returns the word that authors write.
    pub fn word(self) -> &'static str {
        Day::ALL[self as usize].1
    }
}

/// A day, a range of days such as `mon-fri`, or `holidays`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Days {
    first: Day,
    last: Day,
}

impl Days {
    /// Reads a day or a range; a range may run over the end of the week.
    pub fn parse(text: &str) -> Option<Days> {
        let day = |word: &str| Day::ALL.iter().find(|(_, known)| *known == word).map(|(day, _)| *day);
        match text.split_once('-') {
            None => day(text).map(|day| Days { first: day, last: day }),
            Some((first, last)) => {
                let (first, last) = (day(first)?, day(last)?);
                (first != Day::Holidays && last != Day::Holidays).then_some(Days { first, last })
            }
        }
    }

    /// Returns each day that is meant.
    pub fn each(self) -> Vec<Day> {
        if self.first == Day::Holidays {
            return vec![Day::Holidays];
        }
        let (first, last) = (self.first as usize, self.last as usize);
        let length = (last + 7 - first) % 7 + 1;
        (0..length).map(|step| Day::ALL[(first + step) % 7].0).collect()
    }
}

impl fmt::Display for Days {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.first.word())?;
        if self.first == self.last { Ok(()) } else { write!(formatter, "-{}", self.last.word()) }
    }
}

impl Serialize for Days {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Days {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        through(deserializer, "!bad-day", |text| {
            Days::parse(text).ok_or_else(|| {
                let message = format!("expected a day such as `mon`, a range such as `mon-fri`, or `holidays`, found `{}`", escaped(text));
                let short: Vec<String> = text.to_lowercase().split('-').map(|word| word.trim().chars().take(3).collect()).collect();
                let instead = Some(short.join("-")).filter(|meant| Days::parse(meant).is_some());
                let instead = instead.or_else(|| nearest(text, ["holidays"]).map(str::to_owned));
                refusal(&message, "", instead.as_deref())
            })
        })
    }
}

/// A zone of the IANA time zone database, such as `America/Chicago`.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    zone: TimeZone,
    name: String,
}

impl Zone {
    /// Looks a zone up by its name; letters must stand as in the database.
    pub fn parse(text: &str) -> Option<Zone> {
        let zone = TimeZone::get(text).ok().filter(|zone| zone.iana_name() == Some(text))?;
        Some(Zone { zone, name: text.to_owned() })
    }

    /// Returns the rules of the zone.
    pub fn rules(&self) -> &TimeZone {
        &self.zone
    }

    /// Returns the zone's name in the database.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the first moment at which the clocks of the zone show a time of a day, or a later one.
    ///
    /// Where clocks are put back, a time that comes twice is meant the first time; where they are put forward, a time that does not come is the moment of the change.
    /// A later reading never comes before an earlier one, so hours that leave no gap on paper leave none on the clock.
    /// Nothing past the end of the calendar.
    pub fn first(&self, day: Date, time: Time) -> Option<Timestamp> {
        let day = if time.minutes == 24 * 60 { day.day().tomorrow().ok()? } else { day.day() };
        let reading = day.at((time.minutes / 60 % 24) as i8, (time.minutes % 60) as i8, 0, 0);
        self.shows(reading)
    }

    fn shows(&self, reading: DateTime) -> Option<Timestamp> {
        match self.zone.to_ambiguous_timestamp(reading).offset() {
            AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(reading).ok(),
            AmbiguousOffset::Fold { before, .. } => before.to_timestamp(reading).ok(),
            AmbiguousOffset::Gap { before, .. } => {
                // By the clock before the change the moment lies at the change or after it, and no other change lies between.
                let past = before.to_timestamp(reading).ok()?.checked_add(jiff::SignedDuration::from_nanos(1)).ok()?;
                self.zone.preceding(past).next().map(|change| change.timestamp())
            }
        }
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name)
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        through(deserializer, "!bad-zone", |text| {
            Zone::parse(text).ok_or_else(|| {
                let message = format!("expected a time zone such as `America/Chicago`, found `{}`", escaped(text));
                let names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
                let near = names.iter().find(|name| name.eq_ignore_ascii_case(text)).map(String::as_str);
                let near = near.or_else(|| nearest(text, names.iter().map(String::as_str)));
                refusal(&message, &near.map_or_else(String::new, |name| format!("did you mean `{name}`?")), near)
            })
        })
    }
}
