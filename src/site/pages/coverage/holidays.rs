//! A list of holidays: the days from today on, those that are over, who is closed on each and who is there all the same.

use serde::Serialize;

use jiff::Timestamp;

use super::weekly::Weekly;
use crate::model::coverage::Presence;
use crate::model::date::Date;
use crate::model::holidays::{Holiday, Holidays};
use crate::model::hours::{Day, Time, Zone};
use crate::model::portal::Entity;
use crate::model::presence::{Schedule, Span};
use crate::site::here::{DateView, Here, Internal, Link};
use crate::site::pages::listed::{ListedView, listed};

/// How many of the next days are told at first.
const NEXT: usize = 6;

/// A list of holidays.
#[derive(Clone, Debug, Serialize)]
pub struct HolidaysView {
    /// Its name and texts.
    pub listed: ListedView,
    /// The hours that keep it.
    pub keeps: Vec<Link>,
    /// The next of its days, in order.
    pub days: Vec<HolidayView>,
    /// Its days after those, in order.
    pub later: Vec<HolidayView>,
    /// Its days that are over, in order.
    pub past: Vec<HolidayView>,
}

/// One holiday.
#[derive(Clone, Debug, Serialize)]
pub struct HolidayView {
    /// The day.
    pub date: DateView,
    /// The day of the week.
    pub weekday: String,
    /// What it is called.
    pub title: String,
    /// `12:00`, where it is closed only from then on.
    pub from: Option<String>,
    /// The hours in which somebody answers on other such days, and nobody on this one; told of the next days alone.
    pub closed: Vec<String>,
    /// The hours in which somebody is there all the same; told of the next days alone.
    pub open: Vec<OpenView>,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

/// Hours in which somebody is there on a holiday.
#[derive(Clone, Debug, Serialize)]
pub struct OpenView {
    /// What the hours are called.
    pub title: String,
    /// How it differs from other such days: `on call 06:00–22:00`, on the clock of the hours; nothing where it does not.
    pub differs: Option<String>,
}

/// Makes a list of holidays.
pub(super) fn holidays_view(here: &Here<'_>, holidays: &Entity<Holidays>, weeks: &[Weekly<'_>]) -> HolidaysView {
    let keeping: Vec<&Weekly<'_>> = weeks.iter().filter(|weekly| weekly.coverage.own.holidays.as_ref() == Some(&holidays.id)).collect();
    let keeps: Vec<Link> = keeping.iter().map(|weekly| here.link_id(&weekly.coverage.id)).collect();
    let mut all: Vec<(usize, &Holiday)> = holidays.own.days.iter().enumerate().collect();
    all.sort_by_key(|(_, holiday)| holiday.date);
    let over = all.partition_point(|(_, holiday)| holiday.date < here.site.portal.today);
    let days = |days: &[(usize, &Holiday)], keeping: &[&Weekly<'_>]| -> Vec<HolidayView> {
        days.iter().map(|(index, holiday)| holiday_view(here, holidays, *index, holiday, keeping)).collect()
    };
    let (past, coming) = all.split_at(over);
    let (next, later) = coming.split_at(coming.len().min(NEXT));
    HolidaysView {
        listed: listed(here, holidays, &keeps),
        days: days(next, &keeping),
        later: days(later, &[]),
        past: days(past, &[]),
        keeps,
    }
}

fn holiday_view(here: &Here<'_>, holidays: &Entity<Holidays>, index: usize, holiday: &Holiday, keeping: &[&Weekly<'_>]) -> HolidayView {
    let (mut closed, mut open) = (Vec::new(), Vec::new());
    for weekly in keeping {
        let title = weekly.coverage.common.title.clone();
        match on(here, &weekly.schedule, holiday) {
            OnHoliday::Closed => closed.push(title),
            OnHoliday::Open(differs) => open.push(OpenView { title, differs }),
            OnHoliday::Neither => {}
        }
    }
    HolidayView {
        date: here.date(holiday.date),
        weekday: here.words().day(Day::of(holiday.date)),
        title: holiday.title.clone(),
        from: holiday.from.map(|from| from.to_string()),
        closed,
        open,
        internal: here.internal(holidays.node.at(&format!("days/{index}"))),
    }
}

/// What a holiday makes of some hours.
enum OnHoliday {
    Closed,
    /// Somebody is there; how that differs from other such days.
    Open(Option<String>),
    /// There is nobody on other such days either.
    Neither,
}

/// Compares a holiday with the same day of another week, from when it begins.
fn on(here: &Here<'_>, schedule: &Schedule<'_>, holiday: &Holiday) -> OnHoliday {
    let zone = schedule.zone();
    let edge = |date: Date, time: Time| zone.first(date, time);
    let begins = edge(holiday.date, holiday.from.unwrap_or(Time::MIDNIGHT));
    let (Some(start), Some(end)) = (begins, edge(holiday.date.next_day(), Time::MIDNIGHT)) else { return OnHoliday::Neither };
    let ways = |schedule: &Schedule<'_>| ways(&schedule.between(start, end));
    let (usual, kept) = (ways(&schedule.without_holidays()), ways(schedule));
    let answers = |ways: &[Way]| ways.iter().any(|(.., presence)| presence.is_some_and(|presence| presence != Presence::Monitored));
    match (answers(&usual), kept.iter().any(|(.., presence)| presence.is_some())) {
        (_, true) => OnHoliday::Open((usual != kept).then(|| said(here, &kept, zone, (start, end)))),
        (true, false) => OnHoliday::Closed,
        (false, false) => OnHoliday::Neither,
    }
}

/// From, until, the way.
type Way = (Timestamp, Timestamp, Option<Presence>);

/// Joins what is the same but for whoever is there.
fn ways(spans: &[Span<'_>]) -> Vec<Way> {
    let mut ways: Vec<Way> = Vec::new();
    for span in spans {
        match ways.last_mut() {
            Some((_, until, presence)) if *presence == span.presence() => *until = span.until,
            _ => ways.push((span.from, span.until, span.presence())),
        }
    }
    ways
}

/// Says who is there when: `at work 08:00–16:00, on call 16:00–24:00`; without the times where it is all of the holiday.
fn said(here: &Here<'_>, ways: &[Way], zone: &Zone, whole: (Timestamp, Timestamp)) -> String {
    let time = |instant: Timestamp| zone.rules().to_datetime(instant).strftime("%H:%M").to_string();
    let said = ways.iter().filter_map(|(from, until, presence)| {
        let way = here.words().presence((*presence)?);
        let end = if *until == whole.1 { "24:00".to_owned() } else { time(*until) };
        Some(if (*from, *until) == whole { way } else { format!("{way} {}–{end}", time(*from)) })
    });
    said.collect::<Vec<_>>().join(", ")
}
