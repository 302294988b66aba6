//! Calendar: what must be decided or done next, by whom, for this month and the eleven after it.

use std::collections::HashMap;

use serde::Serialize;
use tera::Value;

use super::event::{self, EntryView, Names, are_alike};
use crate::model::calendar::{Event, What};
use crate::model::date::Date;
use crate::model::kind::Kind;
use crate::model::portal::Portal;
use crate::site::downloads::Download;
use crate::site::here::{DateView, Here};
use crate::site::{View, shell};

/// How many months the page shows.
const MONTHS: i32 = 12;
/// The keys of their names.
const NAMES: [&str; 12] = [
    "month_name.1",
    "month_name.2",
    "month_name.3",
    "month_name.4",
    "month_name.5",
    "month_name.6",
    "month_name.7",
    "month_name.8",
    "month_name.9",
    "month_name.10",
    "month_name.11",
    "month_name.12",
];

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct CalendarView {
    /// The page's heading.
    pub title: String,
    /// The file for a calendar program; nothing where nothing is due in these months.
    pub download: Option<String>,
    /// The last day that it shows.
    pub until: DateView,
    /// What is overdue.
    pub overdue: Vec<LineView>,
    /// The months, in order, those too in which nothing is due.
    pub months: Vec<MonthView>,
    /// The first thing after the last day shown, where nothing stands before it.
    pub next: Option<LineView>,
}

/// One month.
#[derive(Clone, Debug, Serialize)]
pub struct MonthView {
    /// The id of its section.
    pub id: String,
    /// `December 2026`.
    pub title: String,
    /// `Dec 26`.
    pub short: String,
    /// Whether it is the month of the build.
    pub now: bool,
    /// How many things are due; what comes round within the month counts once.
    pub count: usize,
    /// What is due.
    pub lines: Vec<LineView>,
}

/// Something that is due, or several of one sort on one day.
#[derive(Clone, Debug, Serialize)]
pub struct LineView {
    /// What it is.
    pub entry: EntryView,
    /// Of what sort it is, in a word.
    pub sort: String,
    /// The icon of that sort.
    pub icon: &'static str,
    /// The later days of the month on which it comes round.
    pub again: Vec<DateView>,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let portal = here.site.portal;
    let until = last_day(portal.today);
    let calendar = portal.calendar(until);
    let (past, ahead) = calendar.split_at(calendar.partition_point(|event| event.day < portal.today));
    let (near, far) = ahead.split_at(ahead.partition_point(|event| event.day <= until));
    let view = CalendarView {
        title: here.words().t("title.calendar"),
        download: (!near.is_empty()).then(|| here.href(&Download::Calendar.path())),
        until: here.date(until),
        overdue: past.chunk_by(are_alike).flat_map(|alike| lines(here, alike, &[], event::late)).collect(),
        months: months(here, near),
        next: far.first().filter(|_| near.is_empty()).and_then(|event| lines(here, &[*event], &[], event::ahead).into_iter().next()),
    };
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "calendar.html", frame, view: Value::from_serializable(&view) }
}

/// Tells whether a portal has anything with a date; no more than the first of them is looked for.
pub(in crate::site) fn stands(portal: &Portal) -> bool {
    portal.events(portal.today).next().is_some()
}

/// Returns the last day of the last month that is shown.
pub(in crate::site) fn last_day(today: Date) -> Date {
    let last = today.day().first_of_month().saturating_add(jiff::Span::new().months(MONTHS - 1));
    Date::new(last.last_of_month())
}

fn months(here: &Here<'_>, events: &[Event<'_>]) -> Vec<MonthView> {
    let words = here.words();
    let first = here.site.portal.today.day().first_of_month();
    let month = |step: i32| {
        let month = first.saturating_add(jiff::Span::new().months(step));
        let begins = events.partition_point(|event| event.day < Date::new(month));
        let ends = events.partition_point(|event| event.day <= Date::new(month.last_of_month()));
        let (count, lines) = of_month(here, &events[begins..ends.max(begins)]);
        let name = words.t(NAMES[usize::try_from(month.month() - 1).unwrap_or_default()]);
        let year = |format: &str| month.strftime(format).to_string();
        MonthView {
            id: month.strftime("m-%Y-%m").to_string(),
            title: words.fill("calendar.month", &[("month", &name), ("year", &year("%Y"))]),
            short: words.fill("calendar.month_short", &[("month", &words.month(Date::new(month))), ("year", &year("%y"))]),
            now: step == 0,
            count,
            lines,
        }
    };
    (0..MONTHS).map(month).collect()
}

/// Returns how many things are due in a month, and their lines.
fn of_month(here: &Here<'_>, events: &[Event<'_>]) -> (usize, Vec<LineView>) {
    let mut firsts: Vec<(Event<'_>, Vec<Date>)> = Vec::new();
    let mut places: HashMap<(Kind, &str), usize> = HashMap::new();
    for event in events {
        let known = comes_round(event.what).and_then(|key| places.get(&key));
        match known {
            Some(place) => firsts[*place].1.push(event.day),
            None => {
                places.extend(comes_round(event.what).map(|key| (key, firsts.len())));
                firsts.push((*event, Vec::new()));
            }
        }
    }
    // On one day, what comes round on the same later days stands together, so that it can share a line.
    for alike in firsts.chunk_by_mut(|(one, _), (other, _)| are_alike(one, other)) {
        alike.sort_by(|(_, again), (_, other)| again.cmp(other));
    }
    let alike = firsts.chunk_by(|(one, again), (other, again_other)| are_alike(one, other) && again == again_other);
    let of_sort = |alike: &[(Event<'_>, Vec<Date>)]| {
        let events: Vec<Event<'_>> = alike.iter().map(|(event, _)| *event).collect();
        lines(here, &events, &alike[0].1, event::ahead)
    };
    (firsts.len(), alike.flat_map(of_sort).collect())
}

/// Returns what an event is known by if it may come round within a month.
fn comes_round(what: What<'_>) -> Option<(Kind, &str)> {
    match what {
        What::Duty(row) => Some((Kind::Responsibility, row.id.as_str())),
        What::Meeting(meeting) => Some((Kind::Meeting, meeting.id.as_str())),
        What::Test(_)
        | What::Notice(_)
        | What::End(_)
        | What::Assurance(..)
        | What::Evidence(_)
        | What::Revisit(_)
        | What::SurgeAsk(_)
        | What::SurgeBegins(_)
        | What::SurgeEnds(_)
        | What::Starts(_)
        | What::Leaves(_)
        | What::Holiday(..)
        | What::Review(_) => None,
    }
}

/// How the events of one day and sort are said.
type Said = fn(&Here<'_>, &[Event<'_>], Names) -> Vec<EntryView>;

/// Returns the lines of events of one day and sort, which come round on the same later days.
fn lines(here: &Here<'_>, events: &[Event<'_>], again: &[Date], said: Said) -> Vec<LineView> {
    let Some(first) = events.first() else { return Vec::new() };
    let line = |entry: EntryView| LineView {
        entry,
        sort: event::sort(here, first.what),
        icon: event::icon(first.what),
        again: again.iter().copied().map(|day| here.date(day)).collect(),
    };
    said(here, events, Names::Many).into_iter().map(line).collect()
}
