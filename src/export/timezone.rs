//! The clock of a zone as a `VTIMEZONE` (RFC 5545, section 3.6.5).
//!
//! Where the clocks change by the same rule every year, the rule is given, as calendar programs know zones by it.
//! Where they do not, each change of the calendar's time is given by itself, as it is in the tz database.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZoneTransition};
use jiff::{SignedDuration, Timestamp};

use super::lines::Lines;
use crate::model::date::Date;
use crate::model::hours::Zone;

/// How many changes of the clock tell whether they follow a rule: those of five years.
const CHANGES: usize = 10;

/// From when on clocks show what they show.
#[derive(Debug)]
struct Onset {
    /// The name of the component: `STANDARD` or `DAYLIGHT`.
    component: &'static str,
    /// When, on the clock before it (section 3.6.5).
    at: DateTime,
    from: Offset,
    to: Offset,
    name: String,
}

/// Writes what the clocks of a zone show between two days.
pub fn write(zone: &Zone, from: Date, until: Date, lines: &mut Lines) {
    lines.put("BEGIN", "VTIMEZONE");
    lines.text("TZID", zone.name());
    // The zones of the world reach no further than a day from each other.
    let start = instant(from.previous_day());
    let end = instant(until.next_day().next_day());
    match yearly(zone, start) {
        Some(rules) => rules.iter().for_each(|(onset, rule)| component(onset, Some(rule), lines)),
        None => onsets(zone, start, end).iter().for_each(|onset| component(onset, None, lines)),
    }
    lines.put("END", "VTIMEZONE");
}

fn instant(day: Date) -> Timestamp {
    Offset::UTC.to_timestamp(day.day().at(0, 0, 0, 0)).unwrap_or(Timestamp::MAX)
}

/// Returns the two changes of a year with their rules, if there are two and each keeps to its rule.
fn yearly(zone: &Zone, start: Timestamp) -> Option<[(Onset, String); 2]> {
    let rules = zone.rules();
    let mut onsets: Vec<Onset> = rules.preceding(start).take(2).map(|change| onset(zone, &change)).collect();
    onsets.reverse();
    onsets.extend(rules.following(start).take(CHANGES - onsets.len()).map(|change| onset(zone, &change)));
    let (even, odd): (Vec<_>, Vec<_>) = onsets.into_iter().enumerate().partition(|(place, _)| place % 2 == 0);
    let ruled = |onsets: Vec<(usize, Onset)>| {
        let onsets: Vec<Onset> = onsets.into_iter().map(|(_, onset)| onset).collect();
        let rule = rule(&onsets)?;
        Some((onsets.into_iter().next()?, rule))
    };
    Some([ruled(even)?, ruled(odd)?])
}

/// Returns the rule that changes keep to, one a year; nothing if they keep to none.
fn rule(onsets: &[Onset]) -> Option<String> {
    let first = onsets.first().filter(|_| onsets.len() == CHANGES / 2)?;
    let is_alike = |(years, onset): (i16, &Onset)| {
        let same_day = (onset.at.month(), onset.at.weekday(), onset.at.time()) == (first.at.month(), first.at.weekday(), first.at.time());
        let same_clock = (onset.component, onset.from, onset.to, &onset.name) == (first.component, first.from, first.to, &first.name);
        onset.at.year() == first.at.year() + years && same_day && same_clock
    };
    if !(0..).zip(onsets).all(is_alike) {
        return None;
    }
    let which = |onset: &Onset| (onset.at.day() - 1) / 7 + 1;
    let is_last = |onset: &Onset| onset.at.day() + 7 > onset.at.date().days_in_month();
    let which = match which(first) {
        same if onsets.iter().all(|onset| which(onset) == same) => same,
        _ if onsets.iter().all(is_last) => -1,
        _ => return None,
    };
    let weekday =
        ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][usize::try_from(first.at.weekday().to_monday_zero_offset()).unwrap_or_default()];
    Some(format!("FREQ=YEARLY;BYMONTH={};BYDAY={which}{weekday}", first.at.month()))
}

/// Returns what the clocks show at the beginning, and each change up to the end.
fn onsets(zone: &Zone, start: Timestamp, end: Timestamp) -> Vec<Onset> {
    let rules = zone.rules();
    let before = rules.preceding(start).next().map_or_else(|| always(zone, start), |change| onset(zone, &change));
    let changes = rules.following(start).take_while(|change| change.timestamp() <= end).map(|change| onset(zone, &change));
    std::iter::once(before).chain(changes).collect()
}

/// Returns the clock of a zone that has shown the same since there are calendars on computers.
fn always(zone: &Zone, at: Timestamp) -> Onset {
    let info = zone.rules().to_offset_info(at);
    let offset = info.offset();
    let name = info.abbreviation().to_owned();
    Onset { component: "STANDARD", at: DateTime::constant(1970, 1, 1, 0, 0, 0, 0), from: offset, to: offset, name }
}

fn onset(zone: &Zone, change: &TimeZoneTransition<'_>) -> Onset {
    let at = change.timestamp();
    let from = at.checked_sub(SignedDuration::from_nanos(1)).map_or(change.offset(), |before| zone.rules().to_offset(before));
    let component = if change.dst().is_dst() { "DAYLIGHT" } else { "STANDARD" };
    Onset { component, at: from.to_datetime(at), from, to: change.offset(), name: change.abbreviation().to_owned() }
}

fn component(onset: &Onset, rule: Option<&str>, lines: &mut Lines) {
    lines.put("BEGIN", onset.component);
    lines.put("DTSTART", &onset.at.strftime("%Y%m%dT%H%M%S").to_string());
    if let Some(rule) = rule {
        lines.put("RRULE", rule);
    }
    lines.put("TZOFFSETFROM", &offset(onset.from));
    lines.put("TZOFFSETTO", &offset(onset.to));
    lines.text("TZNAME", &onset.name);
    lines.put("END", onset.component);
}

/// Returns an offset as `-0500`, with seconds where it has some (section 3.3.14).
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds().abs();
    let sign = if offset.seconds() < 0 { '-' } else { '+' };
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if rest == 0 { format!("{sign}{hours:02}{minutes:02}") } else { format!("{sign}{hours:02}{minutes:02}{rest:02}") }
}
