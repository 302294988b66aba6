//! Hours of a week as people say them: `Mon–Thu 19:00–07:00, Fri 19:00–Mon 07:00`.

use super::words::Words;
use crate::model::hours::Day;
use crate::model::week::{DAY, WEEK};

/// Minutes of a week, from Monday 00:00 on: the first, and the one after the last.
pub(super) type Stretch = (u32, u32);

/// Tells whether hours fill the week.
pub(super) fn is_every_hour(stretches: &[Stretch]) -> bool {
    joined(stretches) == [(0, WEEK)]
}

/// Says the hours of a week; they are in order and do not overlap. Nothing where there are none.
pub(super) fn stretches(words: Words<'_>, stretches: &[Stretch]) -> Option<String> {
    let joined = joined(stretches);
    if joined == [(0, WEEK)] {
        return Some(words.t("week.every_hour"));
    }
    // Hours alike on several days are said once.
    let mut alike: Vec<(String, Vec<Day>)> = Vec::new();
    for (from, until) in joined {
        let (days, text) = one(words, from, until);
        match alike.iter_mut().find(|(known, _)| *known == text && !days.is_empty()) {
            Some((_, known)) => known.extend(days),
            None => alike.push((text, days)),
        }
    }
    let said = alike.into_iter().map(|(text, mut days)| {
        days.sort_unstable();
        if days.is_empty() { text } else { format!("{} {text}", self::days(words, &days)) }
    });
    Some(said.collect::<Vec<_>>().join(", ")).filter(|text| !text.is_empty())
}

/// Says an amount of minutes: `60 hours`, `62 hours 30 minutes`.
pub(super) fn amount(words: Words<'_>, minutes: u32) -> String {
    let said = |key: &str, number: u32| words.count(key, number as usize);
    match (minutes / 60, minutes % 60) {
        (hours, 0) => said("duration.hours", hours),
        (0, minutes) => said("duration.minutes", minutes),
        (hours, minutes) => format!("{} {}", said("duration.hours", hours), said("duration.minutes", minutes)),
    }
}

/// Says days in the order of the week: `Mon–Fri`, `Mon, Wed`, `Mon–Sun and holidays`.
pub(super) fn days(words: Words<'_>, days: &[Day]) -> String {
    let mut runs: Vec<(Day, Day)> = Vec::new();
    for &day in days.iter().filter(|day| **day != Day::Holidays) {
        match runs.last_mut() {
            Some((_, last)) if *last as usize + 1 == day as usize => *last = day,
            _ => runs.push((day, day)),
        }
    }
    let run = |(first, last): &(Day, Day)| match *last as usize - *first as usize {
        0 => name(words, *first),
        1 => format!("{}, {}", name(words, *first), name(words, *last)),
        _ => format!("{}–{}", name(words, *first), name(words, *last)),
    };
    let text = runs.iter().map(run).collect::<Vec<_>>().join(", ");
    match (days.contains(&Day::Holidays), text.is_empty()) {
        (true, true) => words.t("week.holidays"),
        (true, false) => words.fill("week.and_holidays", &[("days", &text)]),
        (false, _) => text,
    }
}

/// Says a minute of a day: `07:30`, `24:00` for its end.
pub(super) fn time(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn name(words: Words<'_>, day: Day) -> String {
    words.t(match day {
        Day::Mon => "week.mon",
        Day::Tue => "week.tue",
        Day::Wed => "week.wed",
        Day::Thu => "week.thu",
        Day::Fri => "week.fri",
        Day::Sat => "week.sat",
        Day::Sun => "week.sun",
        Day::Holidays => "week.holidays",
    })
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
fn one(words: Words<'_>, from: u32, until: u32) -> (Vec<Day>, String) {
    let day = |minute: u32| Day::ALL[(minute / DAY % 7) as usize].0;
    let (start, length) = (from % DAY, until - from);
    if start == 0 && length.is_multiple_of(DAY) {
        return ((0..length / DAY).map(|later| day(from + later * DAY)).collect(), words.t("week.all_day"));
    }
    // The end of a day is 24:00 of that day.
    let end = if until.is_multiple_of(DAY) { DAY } else { until % DAY };
    if length <= DAY {
        return (vec![day(from)], format!("{}–{}", time(start), time(end)));
    }
    (Vec::new(), format!("{} {}–{} {}", name(words, day(from)), time(start), name(words, day(until - 1)), time(end)))
}
