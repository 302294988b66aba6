//! Dates as iCalendar (RFC 5545).
//!
//! What has a day is an event of a whole day (section 3.6.1), and makes nobody busy; a meeting stands at its hour, on the clock of its zone.
//! There is no `METHOD` and nobody is invited: the file is for whoever takes it into a calendar of their own.

use super::lines::Lines;
use super::timezone;
use crate::model::date::Date;
use crate::model::duration::{Duration, Unit};
use crate::model::hours::{Time, Zone};
use crate::model::weekday::{Ordinal, Weekday};
use crate::site::downloads::{Calendar, Clock, Entry, OnDay, Repeat, Rhythm};

/// Writes a calendar.
///
/// It must have at least one entry: an empty `VCALENDAR` is none (section 3.6).
pub fn calendar(calendar: &Calendar) -> Vec<u8> {
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//Bailiwick//Bailiwick//EN");
    lines.put("CALSCALE", "GREGORIAN");
    lines.text("X-WR-CALNAME", &calendar.name);
    for zone in zones(&calendar.entries) {
        timezone::write(zone, calendar.from, calendar.until, &mut lines);
    }
    for entry in &calendar.entries {
        write(entry, calendar.from, &mut lines);
    }
    lines.put("END", "VCALENDAR");
    lines.into_bytes()
}

/// Returns the zones that clocks stand in, each once, by name.
fn zones(entries: &[Entry]) -> Vec<&Zone> {
    let mut zones: Vec<&Zone> = entries.iter().filter_map(|entry| entry.clock.as_ref()).map(|clock| &clock.zone).collect();
    zones.sort_by_key(|zone| zone.name());
    zones.dedup_by_key(|zone| zone.name());
    zones
}

/// Writes an event; `made` is the day of the portal, so that the same portal gives the same bytes.
fn write(entry: &Entry, made: Date, lines: &mut Lines) {
    lines.put("BEGIN", "VEVENT");
    lines.text("UID", &entry.uid);
    lines.put("DTSTAMP", &format!("{}T000000Z", day(made)));
    match &entry.clock {
        Some(clock) => write_clock(entry.day, clock, lines),
        None => {
            lines.put("DTSTART;VALUE=DATE", &day(entry.day));
            lines.put("DTEND;VALUE=DATE", &day(entry.day.next_day()));
            lines.put("TRANSP", "TRANSPARENT");
        }
    }
    if let Some(repeat) = &entry.repeat {
        lines.put("RRULE", &rule(repeat));
    }
    lines.text("SUMMARY", &entry.summary);
    if !entry.description.is_empty() {
        lines.text("DESCRIPTION", &entry.description);
    }
    if let Some(location) = &entry.location {
        lines.text("LOCATION", location);
    }
    lines.text("CATEGORIES", &entry.category);
    for days in &entry.alarms {
        lines.put("BEGIN", "VALARM");
        lines.put("ACTION", "DISPLAY");
        lines.text("DESCRIPTION", &entry.summary);
        lines.put("TRIGGER", &format!("-P{days}D"));
        lines.put("END", "VALARM");
    }
    lines.put("END", "VEVENT");
}

/// Writes when something begins on a clock, and how long it is (section 3.3.5, form 3).
fn write_clock(on: Date, clock: &Clock, lines: &mut Lines) {
    // The end of a day is the beginning of the next one.
    let on = if clock.at.minutes() == 24 * 60 { on.next_day() } else { on };
    lines.put(&format!("DTSTART;TZID={}", clock.zone.name()), &format!("{}T{}", day(on), time(clock.at)));
    if let Some(lasts) = clock.lasts.and_then(length) {
        lines.put("DURATION", &lasts);
    }
}

/// Returns a day as `20261216` (section 3.3.4).
fn day(date: Date) -> String {
    date.day().strftime("%Y%m%d").to_string()
}

/// Returns a time as `093000` (section 3.3.12).
fn time(time: Time) -> String {
    format!("{:02}{:02}00", time.minutes() / 60 % 24, time.minutes() % 60)
}

/// Returns a length (section 3.3.6); nothing for months, which have none.
fn length(duration: Duration) -> Option<String> {
    let amount = duration.amount;
    match duration.unit {
        Unit::Minutes => Some(format!("PT{amount}M")),
        Unit::Hours => Some(format!("PT{amount}H")),
        Unit::Days | Unit::BusinessDays => Some(format!("P{amount}D")),
        Unit::Weeks => Some(format!("P{amount}W")),
        Unit::Months => None,
    }
}

/// Returns a rule of repetition (section 3.3.10), which ends: what comes after the days of the calendar nobody has worked out.
fn rule(repeat: &Repeat) -> String {
    let count = repeat.count;
    match repeat.rhythm {
        Rhythm::Days(days) => format!("FREQ=DAILY;INTERVAL={days};COUNT={count}"),
        Rhythm::Weeks(weeks) => format!("FREQ=WEEKLY;INTERVAL={weeks};COUNT={count}"),
        Rhythm::Months(months, on) => format!("FREQ=MONTHLY;INTERVAL={months};COUNT={count};{}", on_day(on)),
    }
}

fn on_day(on: OnDay) -> String {
    match on {
        OnDay::Number(day @ ..=28) => format!("BYMONTHDAY={day}"),
        // The 31st of a month that has none is its last day, where the rule alone would leave the month out.
        OnDay::Number(day) => {
            let days: Vec<String> = (28..=day).map(|day| day.to_string()).collect();
            format!("BYMONTHDAY={};BYSETPOS=-1", days.join(","))
        }
        OnDay::Weekday(Weekday { ordinal, day }) => {
            let which = match ordinal {
                Ordinal::First => 1,
                Ordinal::Second => 2,
                Ordinal::Third => 3,
                Ordinal::Fourth => 4,
                Ordinal::Last => -1,
            };
            let day: String = day.word().chars().take(2).collect();
            format!("BYDAY={which}{}", day.to_ascii_uppercase())
        }
    }
}
