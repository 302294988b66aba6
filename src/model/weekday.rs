//! A day of the week within a month, such as the first Tuesday.

use std::borrow::Cow;
use std::fmt;

use jiff::civil;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer};
use serde::{Serialize, Serializer};

use super::date::Date;
use super::hours::Day;
use super::id::{refusal, through};
use crate::finding::escaped;

/// Which one of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ordinal {
    /// The first.
    First,
    /// The second.
    Second,
    /// The third.
    Third,
    /// The fourth.
    Fourth,
    /// The last.
    Last,
}

impl Ordinal {
    const WORDS: [(&'static str, Ordinal); 5] = [
        ("first", Ordinal::First),
        ("second", Ordinal::Second),
        ("third", Ordinal::Third),
        ("fourth", Ordinal::Fourth),
        ("last", Ordinal::Last),
    ];

    /// Returns the word that authors write.
    pub fn word(self) -> &'static str {
        Ordinal::WORDS[self as usize].0
    }
}

/// A day of the week within a month, written `first tue`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Weekday {
    /// Which one of the month.
    pub ordinal: Ordinal,
    /// The day of the week, never `holidays`.
    pub day: Day,
}

impl Weekday {
    /// Reads an ordinal and a day of the week.
    pub fn parse(text: &str) -> Option<Weekday> {
        let (ordinal, day) = text.split_once(' ')?;
        let (_, ordinal) = Ordinal::WORDS.into_iter().find(|(word, _)| *word == ordinal)?;
        let (day, _) = Day::ALL.into_iter().take(7).find(|(_, word)| *word == day)?;
        Some(Weekday { ordinal, day })
    }

    /// Returns that day in the month of a date.
    pub fn in_month_of(self, date: Date) -> Date {
        let nth = match self.ordinal {
            Ordinal::First => 1,
            Ordinal::Second => 2,
            Ordinal::Third => 3,
            Ordinal::Fourth => 4,
            Ordinal::Last => -1,
        };
        let weekday = civil::Weekday::from_monday_zero_offset(self.day as i8).expect("one of the seven days was parsed");
        Date::new(date.day().nth_weekday_of_month(nth, weekday).expect("every month has four of each weekday"))
    }
}

impl fmt::Display for Weekday {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.ordinal.word(), self.day.word())
    }
}

impl Serialize for Weekday {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Weekday {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        through(deserializer, "!bad-weekday", |text| {
            Weekday::parse(text).ok_or_else(|| {
                let message = format!("expected a day of the month such as `first tue` or `last fri`, found `{}`", escaped(text));
                refusal(&message, "", meant(text).map(|weekday| weekday.to_string()).as_deref())
            })
        })
    }
}

/// Tells which day is meant by `First Tuesday` or `1st tue`.
fn meant(text: &str) -> Option<Weekday> {
    let lowered = text.to_lowercase();
    let (ordinal, day) = lowered.split_once(' ')?;
    let ordinal = match ordinal {
        "1st" => "first",
        "2nd" => "second",
        "3rd" => "third",
        "4th" => "fourth",
        word => word,
    };
    Weekday::parse(&format!("{ordinal} {}", day.trim().chars().take(3).collect::<String>()))
}

impl JsonSchema for Weekday {
    fn schema_name() -> Cow<'static, str> {
        "Weekday".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "title": "weekday", "type": "string", "pattern": "^(first|second|third|fourth|last) (mon|tue|wed|thu|fri|sat|sun)$", "examples": ["first tue"] })
    }
}
