//! Hours of a week as people say them: `Mon–Thu 19:00–07:00, Fri 19:00–Mon 07:00`.

use crate::model::hours::Day;
use crate::model::week::{DAY, WEEK};

/// Minutes of a week, from Monday 00:00 on: the first, and the one after the last.
pub(super) type Stretch = (u32, u32);

/// What is said of a whole week.
pub(super) const EVERY_HOUR: &str = "at every hour";

/// Says the hours of a week; they are in order and do not overlap. Nothing where there are none.
pub(super) fn stretches(stretches: &[Stretch]) -> Option<String> {
    let joined = joined(stretches);
    if joined == [(0, WEEK)] {
        return Some(EVERY_HOUR.to_owned());
    }
    // Hours alike on several days are said once.
    let mut alike: Vec<(String, Vec<Day>)> = Vec::new();
    for (from, until) in joined {
        let (days, text) = one(from, until);
        match alike.iter_mut().find(|(known, _)| *known == text && !days.is_empty()) {
            Some((_, known)) => known.extend(days),
            None => alike.push((text, days)),
        }
    }
    let said = alike.into_iter().map(|(text, mut days)| {
        days.sort_unstable();
        if days.is_empty() { text } else { format!("{} {text}", self::days(&days)) }
    });
    Some(said.collect::<Vec<_>>().join(", ")).filter(|text| !text.is_empty())
}

/// Says an amount of minutes: `60 hours`, `62 hours 30 minutes`.
pub(super) fn amount(minutes: u32) -> String {
    let said = |number: u32, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
    match (minutes / 60, minutes % 60) {
        (hours, 0) => said(hours, "hour"),
        (0, minutes) => said(minutes, "minute"),
        (hours, minutes) => format!("{} {}", said(hours, "hour"), said(minutes, "minute")),
    }
}

/// Says days in the order of the week: `Mon–Fri`, `Mon, Wed`, `Mon–Sun and holidays`.
pub(super) fn days(days: &[Day]) -> String {
    let mut runs: Vec<(Day, Day)> = Vec::new();
    for &day in days.iter().filter(|day| **day != Day::Holidays) {
        match runs.last_mut() {
            Some((_, last)) if *last as usize + 1 == day as usize => *last = day,
            _ => runs.push((day, day)),
        }
    }
    let run = |(first, last): &(Day, Day)| match *last as usize - *first as usize {
        0 => name(*first),
        1 => format!("{}, {}", name(*first), name(*last)),
        _ => format!("{}–{}", name(*first), name(*last)),
    };
    let mut text = runs.iter().map(run).collect::<Vec<_>>().join(", ");
    if days.contains(&Day::Holidays) {
        text.push_str(if text.is_empty() { "Holidays" } else { " and holidays" });
    }
    text
}

/// Says a minute of a day: `07:30`, `24:00` for its end.
pub(super) fn time(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn name(day: Day) -> String {
    let word = day.word();
    word[..1].to_uppercase() + &word[1..]
}

/// Joins hours that follow on each other, those over the end of the week too.
fn joined(stretches: &[Stretch]) -> Vec<Stretch> {
    let mut joined: Vec<Stretch> = Vec::new();
    for &(from, until) in stretches {
        match joined.last_mut() {
            Some((_, last)) if *last == from => *last = until,
            _ => joined.push((from, until)),
        }
    }
    if let [(0, first), .., (_, last)] = joined.as_mut_slice()
        && *last == WEEK
    {
        *last += *first;
        joined.remove(0);
    }
    joined
}

/// Says hours without a break: the days on which they begin and the times, or both at once where they are longer than a day.
fn one(from: u32, until: u32) -> (Vec<Day>, String) {
    let day = |minute: u32| Day::ALL[(minute / DAY % 7) as usize].0;
    let (start, length) = (from % DAY, until - from);
    if start == 0 && length.is_multiple_of(DAY) {
        return ((0..length / DAY).map(|later| day(from + later * DAY)).collect(), "all day".to_owned());
    }
    // The end of a day is 24:00 of that day.
    let end = if until.is_multiple_of(DAY) { DAY } else { until % DAY };
    if length <= DAY {
        return (vec![day(from)], format!("{}–{}", time(start), time(end)));
    }
    (Vec::new(), format!("{} {}–{} {}", name(day(from)), time(start), name(day(until - 1)), time(end)))
}
