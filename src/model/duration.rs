//! How long and how often: `4h` runs on the clock, `6mo` on the calendar, `2bd` in business days.

use std::fmt;

use serde::de::{Deserialize, Deserializer};
use serde::{Serialize, Serializer};

use super::date::Date;
use super::id::{refusal, through};
use crate::finding::{escaped, nearest};

/// What a duration counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// `m`: minutes on the clock.
    Minutes,
    /// `h`: hours on the clock.
    Hours,
    /// `d`: calendar days.
    Days,
    /// `w`: calendar weeks.
    Weeks,
    /// `mo`: calendar months; 31 January and one month is the last day of February.
    Months,
    /// `bd`: business days, by the coverage nearest to where the duration stands.
    BusinessDays,
}

impl Unit {
    /// Every unit with the mark that authors write.
    pub const MARKS: [(Unit, &'static str); 6] =
        [(Unit::Minutes, "m"), (Unit::Hours, "h"), (Unit::Days, "d"), (Unit::Weeks, "w"), (Unit::Months, "mo"), (Unit::BusinessDays, "bd")];

    fn mark(self) -> &'static str {
        Unit::MARKS.iter().find(|(unit, _)| *unit == self).expect("every unit has a mark").1
    }
}

/// A length of time, such as `15m`, `4h`, `90d`, `2w`, `6mo` or `2bd`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Duration {
    /// How many.
    pub amount: u32,
    /// Of what.
    pub unit: Unit,
}

impl Duration {
    /// Reads a number and a mark, without a space.
    pub fn parse(text: &str) -> Option<Duration> {
        let digits = text.len() - text.trim_start_matches(|character: char| character.is_ascii_digit()).len();
        let (number, mark) = text.split_at(digits);
        let amount = number.parse().ok().filter(|amount| (1..=100_000).contains(amount))?;
        let (unit, _) = Unit::MARKS.into_iter().find(|(_, known)| *known == mark)?;
        Some(Duration { amount, unit })
    }

    /// Returns the day that lies this duration, so many times, after another.
    ///
    /// All times are counted from the one day, so that the 31st of a month stays one where the month has it.
    /// Hours and minutes are counted as the whole days that they fill; a business day counts as a day, as no coverage is at hand.
    pub fn times(self, times: u32, from: Date) -> Date {
        Date::new(from.day().saturating_add(self.span(times)))
    }

    /// Returns the day that lies this duration before another, counted as [`Duration::times`] counts.
    pub fn before(self, until: Date) -> Date {
        Date::new(until.day().saturating_sub(self.span(1)))
    }

    fn span(self, times: u32) -> jiff::Span {
        let amount = i64::from(self.amount) * i64::from(times);
        match self.unit {
            Unit::Minutes => days(-(-amount).div_euclid(24 * 60)),
            Unit::Hours => days(-(-amount).div_euclid(24)),
            Unit::Days | Unit::BusinessDays => days(amount),
            Unit::Weeks => days(amount.saturating_mul(7)),
            Unit::Months => jiff::Span::new().try_months(amount).unwrap_or_else(|_| days(MOST_DAYS)),
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.amount, self.unit.mark())
    }
}

impl Serialize for Duration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        through(deserializer, "!bad-duration", |text| {
            Duration::parse(text).ok_or_else(|| {
                let message = format!("expected a duration such as `15m`, `4h`, `90d`, `2w`, `6mo` or `2bd`, found `{}`", escaped(text));
                refusal(&message, "", meant(text).map(|duration| duration.to_string()).as_deref())
            })
        })
    }
}

/// The longest span in days that the calendar takes.
const MOST_DAYS: i64 = 7_304_484;

fn days(days: i64) -> jiff::Span {
    jiff::Span::new().days(days.min(MOST_DAYS))
}

/// How often something comes round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Frequency {
    /// Whenever it is called for; only where work is described.
    Event,
    /// All the time; only where work is described.
    Continuous,
    /// Every day.
    Day,
    /// Every week.
    Week,
    /// Every month.
    Month,
    /// Every three months.
    Quarter,
    /// Every six months.
    HalfYear,
    /// Every twelve months.
    Year,
    /// After any other length of time.
    Every(Duration),
}

impl Frequency {
    const WORDS: [(&'static str, Frequency); 8] = [
        ("event", Frequency::Event),
        ("continuous", Frequency::Continuous),
        ("day", Frequency::Day),
        ("week", Frequency::Week),
        ("month", Frequency::Month),
        ("quarter", Frequency::Quarter),
        ("half-year", Frequency::HalfYear),
        ("year", Frequency::Year),
    ];

    /// Reads one of the words, or a duration.
    pub fn parse(text: &str) -> Option<Frequency> {
        let word = Frequency::WORDS.iter().find(|(word, _)| *word == text).map(|(_, frequency)| *frequency);
        word.or_else(|| Duration::parse(text).map(Frequency::Every))
    }

    /// Returns it as something that comes round on its own; nothing for `event` and `continuous`.
    pub fn interval(self) -> Option<Interval> {
        (!matches!(self, Frequency::Event | Frequency::Continuous)).then_some(Interval(self))
    }
}

impl fmt::Display for Frequency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Frequency::Every(duration) = self {
            return write!(formatter, "{duration}");
        }
        let word = Frequency::WORDS.iter().find(|(_, known)| known == self);
        formatter.write_str(word.expect("every other frequency is a word").0)
    }
}

impl Serialize for Frequency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Frequency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        through(deserializer, "!bad-frequency", |text| {
            Frequency::parse(text).ok_or_else(|| {
                let words: Vec<String> = Frequency::WORDS.iter().map(|(word, _)| format!("`{word}`")).collect();
                let message = format!("expected {} or a duration such as `6mo`, found `{}`", words.join(", "), escaped(text));
                refusal(&message, "", often(text, &Frequency::WORDS))
            })
        })
    }
}

/// A frequency of something that must come round: the words `event` and `continuous` are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval(Frequency);

impl Interval {
    /// Returns the frequency, which is neither `event` nor `continuous`.
    pub fn frequency(self) -> Frequency {
        self.0
    }

    /// Returns the day one interval after another; a business day counts as a day here, as no coverage is at hand.
    pub fn after(self, date: Date) -> Date {
        self.times(1, date)
    }

    /// Returns the day so many intervals after another, all counted from that one day.
    pub fn times(self, times: u32, from: Date) -> Date {
        self.length().times(times, from)
    }

    /// Tells whether it is counted in months, so that a day of the week within a month has a meaning.
    pub fn is_monthly(self) -> bool {
        self.length().unit == Unit::Months
    }

    /// Returns from how many intervals after one day the days do not lie before another by more than a month; to count on from there.
    pub fn first_step(self, from: Date, until: Date) -> u32 {
        let days = from.days_until(until);
        let Duration { amount, unit } = self.length();
        let longest = i64::from(amount)
            * match unit {
                Unit::Months => 31,
                Unit::Weeks => 7,
                Unit::Minutes | Unit::Hours | Unit::Days | Unit::BusinessDays => 1,
            };
        u32::try_from(days / longest - 1).unwrap_or(0)
    }

    /// Returns the days after one day that lie so many intervals after it, from another day on up to a third, in order.
    pub fn days(self, from: Date, since: Date, until: Date) -> impl Iterator<Item = Date> {
        let days = (self.first_step(from, since).max(1)..).map(move |step| self.times(step, from));
        rising(days.skip_while(move |day| *day < since), until)
    }

    /// Returns its length; what comes round within a day comes round every day.
    fn length(self) -> Duration {
        let of = |amount, unit| Duration { amount, unit };
        match self.0 {
            Frequency::Every(Duration { amount: 1..1440, unit: Unit::Minutes } | Duration { amount: 1..24, unit: Unit::Hours }) => {
                of(1, Unit::Days)
            }
            Frequency::Event | Frequency::Continuous | Frequency::Day => of(1, Unit::Days),
            Frequency::Week => of(1, Unit::Weeks),
            Frequency::Month => of(1, Unit::Months),
            Frequency::Quarter => of(3, Unit::Months),
            Frequency::HalfYear => of(6, Unit::Months),
            Frequency::Year => of(12, Unit::Months),
            Frequency::Every(length) => length,
        }
    }
}

impl Serialize for Interval {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Interval {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        through(deserializer, "!bad-frequency", |text| match Frequency::parse(text) {
            Some(frequency) if frequency.interval().is_some() => Ok(Interval(frequency)),
            _ => {
                let words: Vec<String> = Frequency::WORDS[2..].iter().map(|(word, _)| format!("`{word}`")).collect();
                let message = format!("expected {} or a duration such as `6mo`, found `{}`", words.join(", "), escaped(text));
                Err(refusal(&message, "", often(text, &Frequency::WORDS[2..])))
            }
        })
    }
}

/// Returns days up to one of them; they end where the calendar ends, as from there on no day comes after another.
pub(super) fn rising(days: impl Iterator<Item = Date>, until: Date) -> impl Iterator<Item = Date> {
    let mut last = None;
    days.take_while(move |day| last.replace(*day).is_none_or(|last| last < *day) && *day <= until)
}

/// Tells which duration is meant by `15 min`, `4 hours` or `2 business days`.
fn meant(text: &str) -> Option<Duration> {
    let lowered = text.to_lowercase();
    let digits = lowered.len() - lowered.trim_start_matches(|character: char| character.is_ascii_digit()).len();
    let (number, rest) = lowered.split_at(digits);
    let unit = match rest.trim().trim_end_matches('s') {
        "m" | "min" | "minute" => Unit::Minutes,
        "h" | "hr" | "hour" => Unit::Hours,
        "d" | "day" => Unit::Days,
        "w" | "wk" | "week" => Unit::Weeks,
        "mo" | "month" => Unit::Months,
        "bd" | "business day" | "working day" | "workday" => Unit::BusinessDays,
        "y" | "year" => return Some(Duration { amount: number.parse::<u32>().ok()?.checked_mul(12)?, unit: Unit::Months }),
        _ => return None,
    };
    Some(Duration { amount: number.parse().ok()?, unit })
}

/// Tells which word is meant by `monthly`, `every month` or a slip of the pen.
fn often(text: &str, words: &[(&'static str, Frequency)]) -> Option<&'static str> {
    let lowered = text.to_lowercase();
    let word = lowered.strip_prefix("every ").unwrap_or(&lowered);
    Some(match word {
        "daily" => "day",
        "weekly" => "week",
        "monthly" => "month",
        "quarterly" => "quarter",
        "half-yearly" | "half year" | "semiannually" | "biannually" => "half-year",
        "yearly" | "annually" | "annual" => "year",
        _ => nearest(word, words.iter().map(|(word, _)| *word))?,
    })
}
