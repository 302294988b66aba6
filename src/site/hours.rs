//! A coverage as a line that people read.

use serde::Serialize;

use super::live::{Live, live};
use super::week::days;
use super::words::Words;
use crate::model::coverage::{Coverage, Presence, Window};
use crate::model::hours::{Day, Time, Zone};
use crate::model::id::Actor;
use crate::model::portal::Portal;
use crate::model::presence::Schedule;
use crate::model::week::DAY;

/// The hours of something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hours {
    /// `24×7`, or the windows as people say them: `Mon–Fri 07:00–19:00 Eastern`.
    pub text: String,
    /// The same for where there is little room: `24×7, partly on call`.
    pub short: String,
    /// Whether somebody is there, at work or on call, in every hour of every week and on each holiday that is kept.
    pub always: bool,
    /// What the browser needs to tell "open now"; nothing where it is the same at every hour, or where nothing is written.
    pub live: Option<Live>,
    /// The hours on a bar of one day; only where one span of days has one span of hours.
    pub bar: Option<Bar>,
}

/// Hours on a bar of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// Where they begin: `29.17%`.
    pub from: String,
    /// How much of the bar they take: `50%`.
    pub width: String,
}

/// Says the hours of a coverage.
pub(super) fn hours(words: Words<'_>, portal: &Portal, coverage: &Coverage) -> Hours {
    let schedule = portal.schedule(coverage);
    let mut hours = said(words, portal, &schedule);
    let kinds: Vec<Presence> = coverage.windows.iter().map(|window| window.kind).filter(|kind| *kind != Presence::Monitored).collect();
    let never_changes = hours.always && kinds.windows(2).all(|pair| pair[0] == pair[1]);
    hours.live = (!(coverage.windows.is_empty() || never_changes)).then(|| live(portal, coverage));
    hours
}

/// Says the days and hours of one window: `Mon–Fri 22:00–06:00 the next day, Eastern`.
pub(super) fn window(words: Words<'_>, window: &Window, zone: &Zone) -> String {
    let (days, zone) = (days(words, &window.each_day()), words.zone(window.zone.as_ref().unwrap_or(zone)));
    let (from, to) = (window.from.to_string(), window.to.to_string());
    let key = if is_all_day(window.from, window.to) {
        "hours.window_all_day"
    } else if window.to > window.from {
        "hours.window"
    } else {
        "hours.window_over_midnight"
    };
    words.fill(key, &[("days", &days), ("from", &from), ("to", &to), ("zone", &zone)])
}

/// Tells whether two times hold a whole day, from its beginning to its end.
pub(super) fn is_all_day(from: Time, to: Time) -> bool {
    (from.minutes(), u32::from(to.minutes())) == (0, DAY)
}

/// Says the hours of those windows of a coverage that are somebody's; nothing where none is.
///
/// The earlier window wins, so whoever stands behind others at every hour has the hours that those leave open.
pub(super) fn hours_by(words: Words<'_>, portal: &Portal, coverage: &Coverage, picks: impl Fn(&Actor) -> bool) -> Option<Hours> {
    let is_theirs = |window: &Window| window.by.as_ref().is_some_and(&picks);
    let schedule = portal.schedule(coverage).only(is_theirs);
    let theirs: Vec<&Window> = coverage.windows.iter().filter(|window| is_theirs(window)).collect();
    let hours = (!theirs.is_empty()).then(|| said(words, portal, &schedule))?;
    let before = coverage.windows.iter().take_while(|window| !is_theirs(window)).any(|window| window.kind != Presence::Monitored);
    if !(before && answering(&schedule).without_holidays().is_always(portal.today)) {
        return Some(hours);
    }
    let kinds: Vec<Presence> = theirs.iter().map(|window| window.kind).filter(|kind| *kind != Presence::Monitored).collect();
    let text = words.t(if kinds.contains(&Presence::Staffed) { "hours.all_other" } else { "hours.all_other_on_call" });
    Some(Hours { short: text.clone(), text, always: false, live: None, bar: None })
}

fn answering<'a>(schedule: &Schedule<'a>) -> Schedule<'a> {
    schedule.only(|window| window.kind != Presence::Monitored)
}

/// Says the hours of a schedule; what the browser needs is left to others.
fn said(words: Words<'_>, portal: &Portal, schedule: &Schedule<'_>) -> Hours {
    let (all, answered) = (schedule.windows().collect::<Vec<_>>(), answering(schedule));
    if answered.without_holidays().is_always(portal.today) {
        let (text, short) = always_text(words, portal, &answered);
        let always = answered.is_always(portal.today);
        let closed = |text: String| if always { text } else { words.fill("hours.except_holidays", &[("hours", &text)]) };
        return Hours { text: closed(text), short: closed(short), always, live: None, bar: None };
    }
    let answered: Vec<_> = answered.windows().collect();
    let spans: Vec<Span> = spans(if answered.is_empty() { all } else { answered });
    let text = spans.iter().map(|span| span.text(words)).collect::<Vec<_>>().join("; ");
    let bar = match spans.as_slice() {
        [span] => span.bar(),
        _ => None,
    };
    Hours { short: text.clone(), text, always: false, live: None, bar }
}

/// Says in what way somebody is there at every hour, and the same in short.
fn always_text(words: Words<'_>, portal: &Portal, schedule: &Schedule<'_>) -> (String, String) {
    let staffed = schedule.only(|window| window.kind == Presence::Staffed);
    let both = |text: String| (text.clone(), text);
    if staffed.without_holidays().is_always(portal.today) {
        both(words.t("hours.always"))
    } else if staffed.windows().next().is_none() {
        both(words.t("hours.always_on_call"))
    } else {
        let staffed: Vec<String> = spans(staffed.windows().collect()).iter().map(|span| span.text(words)).collect();
        (words.fill("hours.always_on_call_outside", &[("hours", &words.and(&staffed))]), words.t("hours.always_partly_on_call"))
    }
}

/// Hours that several windows share, or one window's.
struct Span {
    days: Vec<Day>,
    from: Time,
    to: Time,
    kind: Presence,
    zone: Zone,
}

fn spans(windows: Vec<(&Window, &Zone)>) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (window, zone) in windows {
        let span = Span { days: window.each_day(), from: window.from, to: window.to, kind: window.kind, zone: zone.clone() };
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
    fn text(&self, words: Words<'_>) -> String {
        let hours = if is_all_day(self.from, self.to) { words.t("week.all_day") } else { format!("{}–{}", self.from, self.to) };
        let kind = if self.kind == Presence::Staffed { String::new() } else { format!(", {}", words.presence(self.kind)) };
        format!("{} {hours} {}{kind}", days(words, &self.days), words.zone(&self.zone))
    }

    fn bar(&self) -> Option<Bar> {
        let days: Vec<usize> = self.days.iter().filter(|day| **day != Day::Holidays).map(|day| *day as usize).collect();
        let unbroken = days.windows(2).all(|pair| pair[1] == pair[0] + 1);
        (unbroken && !days.is_empty() && self.from < self.to).then(|| Bar {
            from: share_of_day(self.from.minutes().into()),
            width: share_of_day((self.to.minutes() - self.from.minutes()).into()),
        })
    }
}

/// Says how much of a day some minutes are: `29.17%`.
pub(super) fn share_of_day(minutes: u32) -> String {
    let share = format!("{:.2}", f64::from(minutes) * 100.0 / f64::from(DAY));
    format!("{}%", share.trim_end_matches('0').trim_end_matches('.'))
}
