//! A coverage as a line that people read, and as the attributes from which the browser tells "open now".

use serde::Serialize;

use super::words;
use crate::model::coverage::{Coverage, Presence, Window};
use crate::model::hours::{Day, Time, Zone};
use crate::model::id::Actor;

/// The minutes of a day.
const FULL_DAY: u16 = 24 * 60;

/// The hours of something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hours {
    /// `24×7`, or the windows as people say them: `Mon–Fri 07:00–19:00 Eastern`.
    pub text: String,
    /// The same for where there is little room: `24×7, partly on call`.
    pub short: String,
    /// Whether somebody is there, at work or on call, in every hour of the week.
    pub always: bool,
    /// What the browser needs to tell "open now"; only where one span of days has one span of hours.
    pub live: Option<Live>,
}

/// One span of hours on one span of days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Live {
    /// The zone's name in the IANA database.
    pub zone: String,
    /// The first and the last day, Sunday is 0: `1-5`.
    pub days: String,
    /// When it opens.
    pub from: String,
    /// When it closes.
    pub to: String,
    /// Where the open hours begin on a bar of one day: `29.17%`.
    pub bar_from: String,
    /// How much of that bar they take: `50%`.
    pub bar_width: String,
}

/// Says the hours of a coverage.
pub(super) fn hours(coverage: &Coverage) -> Hours {
    said(&coverage.windows.iter().collect::<Vec<_>>(), &coverage.zone)
}

/// Says the days and hours of one window of a coverage: `Mon–Fri 22:00–06:00 the next day, Eastern`.
pub(super) fn window(window: &Window, zone: &Zone) -> String {
    let days = days_text(&window.each_day());
    let zone = words::zone(window.zone.as_ref().unwrap_or(zone));
    match (window.from.minutes(), window.to.minutes()) {
        (0, FULL_DAY) => format!("{days} all day, {zone}"),
        (from, to) if to > from => format!("{days} {}–{}, {zone}", window.from, window.to),
        _ => format!("{days} {}–{} the next day, {zone}", window.from, window.to),
    }
}

/// Says the hours of those windows of a coverage that are somebody's; nothing where none is.
///
/// The earlier window wins, so whoever stands behind others at every hour has the hours that those leave open.
pub(super) fn hours_by(coverage: &Coverage, picks: impl Fn(&Actor) -> bool) -> Option<Hours> {
    let is_theirs = |window: &&Window| window.by.as_ref().is_some_and(&picks);
    let theirs: Vec<&Window> = coverage.windows.iter().filter(is_theirs).collect();
    let hours = (!theirs.is_empty()).then(|| said(&theirs, &coverage.zone))?;
    let before = coverage.windows.iter().take_while(|window| !is_theirs(window)).any(|window| window.kind != Presence::Monitored);
    if !(hours.always && before) {
        return Some(hours);
    }
    let kinds: Vec<Presence> = theirs.iter().map(|window| window.kind).filter(|kind| *kind != Presence::Monitored).collect();
    let on_call = if kinds.contains(&Presence::Staffed) { "" } else { ", on call" };
    let text = format!("All other hours{on_call}");
    Some(Hours { short: text.clone(), text, always: false, live: None })
}

fn said(windows: &[&Window], zone: &Zone) -> Hours {
    let answered: Vec<&Window> = windows.iter().copied().filter(|window| window.kind != Presence::Monitored).collect();
    if is_always(&answered, zone) {
        let (text, short) = always_text(&answered, zone);
        return Hours { text, short, always: true, live: None };
    }
    let spans: Vec<Span> = spans(if answered.is_empty() { windows.to_vec() } else { answered }, zone);
    let text = spans.iter().map(Span::text).collect::<Vec<_>>().join("; ");
    let live = match spans.as_slice() {
        [span] => span.live(),
        _ => None,
    };
    Hours { short: text.clone(), text, always: false, live }
}

/// Says in what way somebody is there at every hour, and the same in short.
fn always_text(windows: &[&Window], zone: &Zone) -> (String, String) {
    let staffed: Vec<&Window> = windows.iter().copied().filter(|window| window.kind == Presence::Staffed).collect();
    let both = |text: &str| (text.to_owned(), text.to_owned());
    if is_always(&staffed, zone) {
        both("24×7")
    } else if staffed.is_empty() {
        both("24×7 on call")
    } else {
        let staffed: Vec<String> = spans(staffed, zone).iter().map(Span::text).collect();
        (format!("24×7, on call outside {}", words::and(&staffed)), "24×7, partly on call".to_owned())
    }
}

/// Tells whether some windows leave no minute of the week open; only those in the coverage's own zone count here.
fn is_always(windows: &[&Window], zone: &Zone) -> bool {
    const DAY: u32 = 24 * 60;
    const WEEK: u32 = 7 * DAY;
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for window in windows.iter().filter(|window| window.zone.as_ref().is_none_or(|own| own == zone)) {
        let (from, to) = (u32::from(window.from.minutes()), u32::from(window.to.minutes()));
        let length = if to > from { to - from } else { to + DAY - from };
        for day in window.each_day().into_iter().filter(|day| *day != Day::Holidays) {
            let start = day as u32 * DAY + from;
            // What runs over the end of the week covers its beginning.
            spans.push((start, (start + length).min(WEEK)));
            spans.push((0, (start + length).saturating_sub(WEEK)));
        }
    }
    spans.sort_unstable();
    let covered = spans.into_iter().fold(0, |covered, (start, end)| if start <= covered { covered.max(end) } else { covered });
    covered >= WEEK
}

/// Hours that several windows share, or one window's.
struct Span {
    days: Vec<Day>,
    from: Time,
    to: Time,
    kind: Presence,
    zone: Zone,
}

fn spans(windows: Vec<&Window>, zone: &Zone) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for window in windows {
        let span = Span {
            days: window.each_day(),
            from: window.from,
            to: window.to,
            kind: window.kind,
            zone: window.zone.clone().unwrap_or_else(|| zone.clone()),
        };
        let alike =
            |known: &&mut Span| known.from == span.from && known.to == span.to && known.kind == span.kind && known.zone == span.zone;
        match spans.iter_mut().find(alike) {
            Some(known) => {
                known.days.extend(&span.days);
                known.days.sort();
                known.days.dedup();
            }
            None => spans.push(span),
        }
    }
    joined(spans)
}

/// Joins spans of which one ends when the other begins.
fn joined(spans: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        let alike = |known: &&mut Span| known.days == span.days && known.kind == span.kind && known.zone == span.zone;
        match joined.iter_mut().filter(alike).find(|known| known.to == span.from || known.from == span.to) {
            Some(known) if known.to == span.from => known.to = span.to,
            Some(known) => known.from = span.from,
            None => joined.push(span),
        }
    }
    joined
}

impl Span {
    fn text(&self) -> String {
        let hours = if (self.from.minutes(), self.to.minutes()) == (0, FULL_DAY) {
            "all day".to_owned()
        } else {
            format!("{}–{}", self.from, self.to)
        };
        let kind = if self.kind == Presence::Staffed { String::new() } else { format!(", {}", words::presence(self.kind)) };
        format!("{} {hours} {}{kind}", days_text(&self.days), words::zone(&self.zone))
    }

    fn live(&self) -> Option<Live> {
        let days: Vec<usize> = self.days.iter().filter(|day| **day != Day::Holidays).map(|day| *day as usize).collect();
        let unbroken = days.windows(2).all(|pair| pair[1] == pair[0] + 1);
        let (first, last) = (days.first()?, days.last()?);
        // The attribute counts from Sunday; a span that ends on Sunday cannot be written in it.
        (unbroken && *last < 6 && self.from < self.to).then(|| Live {
            zone: self.zone.name().to_owned(),
            days: format!("{}-{}", first + 1, last + 1),
            from: self.from.to_string(),
            to: self.to.to_string(),
            bar_from: share_of_day(self.from.minutes()),
            bar_width: share_of_day(self.to.minutes() - self.from.minutes()),
        })
    }
}

fn share_of_day(minutes: u16) -> String {
    let share = format!("{:.2}", f64::from(minutes) * 100.0 / f64::from(FULL_DAY));
    format!("{}%", share.trim_end_matches('0').trim_end_matches('.'))
}

/// Says days in the order of the week: `Mon–Fri`, `Mon, Wed`, `Mon–Sun and holidays`.
fn days_text(days: &[Day]) -> String {
    let name = |day: Day| {
        let word = day.word();
        word[..1].to_uppercase() + &word[1..]
    };
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
