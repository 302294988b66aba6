//! Who is there at an instant, in what way and until when: a coverage's windows as stretches of time.
//!
//! A window belongs to the day of its own zone on which it starts, from the first moment at which its clock shows the start to the first at which it shows the end ([`Zone::first`]).
//! So a night in which clocks are put forward is an hour shorter, one in which they are put back an hour longer, a window that lies within the hour that is left out does not open, and one within the hour that comes twice opens once.
//!
//! A holiday is a day of the coverage's zone, or the rest of one from a time on.
//! Windows that start before it run to their end; of those that start on it only the ones that name `holidays` are open, and where only the rest of a day is a holiday, the others close when it begins.

use jiff::civil::Date as Day;
use jiff::{SignedDuration, Timestamp};

use super::coverage::{Coverage, Presence, Window};
use super::date::Date;
use super::holidays::{Holiday, Holidays};
use super::hours::{self, Time, Zone};
use super::id::Actor;
use super::portal::{Entity, Portal};
use super::service::Service;
use super::surge::Surge;

/// How far [`Schedule::at`] looks for a change: first a little over a week, then over each holiday and change of clocks of a year.
const AHEAD: [i64; 2] = [9, 400];

/// A coverage's windows, with the holidays that they keep.
#[derive(Clone, Debug)]
pub struct Schedule<'a> {
    zone: &'a Zone,
    windows: Vec<Planned<'a>>,
    holidays: &'a [Holiday],
}

/// A window with its zone and its days, by their place in [`hours::Day::ALL`].
#[derive(Clone, Debug)]
struct Planned<'a> {
    window: &'a Window,
    zone: &'a Zone,
    days: [bool; 8],
}

/// A stretch of time in which the same windows are open.
#[derive(Clone, Debug)]
pub struct Span<'a> {
    /// When it begins.
    pub from: Timestamp,
    /// When it ends.
    pub until: Timestamp,
    /// The staffed or on-call window that counts.
    pub answers: Option<&'a Window>,
    /// The staffed and on-call windows that are open too and do not count, because they stand later in the list.
    pub behind: Vec<&'a Window>,
    /// The monitored windows, in the order of the list.
    pub watches: Vec<&'a Window>,
}

/// Who is there at an instant.
#[derive(Clone, Debug)]
pub struct Now<'a> {
    /// The windows that are open, from the instant on.
    pub span: Span<'a>,
    /// When somebody else comes, or the same in another way, or nobody; nothing if that does not change within 400 days.
    pub until: Option<Timestamp>,
}

impl Portal {
    /// Returns a coverage with the holidays that it keeps.
    pub fn schedule<'a>(&'a self, coverage: &'a Coverage) -> Schedule<'a> {
        let holidays = coverage.holidays.as_ref().and_then(|id| self.holidays.get(id));
        Schedule::new(coverage, holidays.map(|holidays| &holidays.own))
    }

    /// Returns the coverage that stands for a service at an instant, and the surge that brings it: on the days of a surge what the hours become, else the service's own.
    ///
    /// The days of a surge are days of the zone of its coverage. Of several surges the first in the portal counts.
    pub fn stands_at<'a>(
        &'a self,
        service: &'a Entity<Service>,
        instant: Timestamp,
    ) -> Option<(&'a Entity<Coverage>, Option<&'a Entity<Surge>>)> {
        let surged = self.surges_of(service).find(|(surge, coverage)| {
            let day = Date::new(coverage.own.zone.rules().to_datetime(instant).date());
            self.surge_days(&surge.own, day, 1).first().is_some_and(|(from, _)| *from <= day)
        });
        match surged {
            Some((surge, coverage)) => Some((coverage, Some(surge))),
            None => Some((self.coverage.get(service.own.coverage.as_ref()?)?, None)),
        }
    }

    /// Walks the surges that give a service other hours, with what the hours become.
    pub fn surges_of<'a>(&'a self, service: &'a Entity<Service>) -> impl Iterator<Item = (&'a Entity<Surge>, &'a Entity<Coverage>)> {
        let touches = |surge: &&Entity<Surge>| surge.own.services.is_empty() || surge.own.services.contains(&service.id);
        self.surges.iter().filter(touches).filter_map(|surge| Some((surge, self.coverage.get(surge.own.coverage.as_ref()?)?)))
    }
}

impl<'a> Schedule<'a> {
    /// Takes a coverage and the holidays that it keeps.
    pub fn new(coverage: &'a Coverage, holidays: Option<&'a Holidays>) -> Self {
        let planned = |window: &'a Window| {
            let mut days = [false; 8];
            for day in window.days.iter().flat_map(|days| days.each()) {
                days[day as usize] = true;
            }
            Planned { window, zone: window.zone.as_ref().unwrap_or(&coverage.zone), days }
        };
        let holidays = holidays.map_or(&[][..], |holidays| &holidays.days);
        Schedule { zone: &coverage.zone, windows: coverage.windows.iter().map(planned).collect(), holidays }
    }

    /// Returns the same windows without holidays: what every week would be like.
    pub fn without_holidays(&self) -> Self {
        Schedule { holidays: &[], ..self.clone() }
    }

    /// Returns the schedule of some of the windows alone.
    pub fn only(&self, picks: impl Fn(&Window) -> bool) -> Self {
        Schedule { windows: self.windows.iter().filter(|planned| picks(planned.window)).cloned().collect(), ..*self }
    }

    /// Returns the zone of the coverage.
    pub fn zone(&self) -> &'a Zone {
        self.zone
    }

    /// Walks the windows, each with its zone.
    pub fn windows(&self) -> impl Iterator<Item = (&'a Window, &'a Zone)> {
        self.windows.iter().map(|planned| (planned.window, planned.zone))
    }

    /// Returns the holidays that it keeps, as they were written; of two on one day the first counts.
    pub fn holidays(&self) -> &'a [Holiday] {
        self.holidays
    }

    /// Tells who is there at an instant, and until when.
    pub fn at(&self, instant: Timestamp) -> Now<'a> {
        let mut now = None;
        for days in AHEAD {
            let mut spans = self.between(instant, later(instant, days)).into_iter();
            let Some(first) = spans.next() else { break };
            let until = spans.find(|span| (span.presence(), span.by()) != (first.presence(), first.by())).map(|span| span.from);
            now = Some(Now { span: first, until });
            if until.is_some() {
                break;
            }
        }
        // Only at the end of the calendar nothing lies ahead.
        now.unwrap_or_else(|| Now { span: Span::of(&[], &[], instant, instant), until: None })
    }

    /// Tells who is there from an instant to another, without a break: hours in which nobody is there are spans too.
    pub fn between(&self, start: Timestamp, end: Timestamp) -> Vec<Span<'a>> {
        let mut stretches = self.stretches(start, end);
        stretches.sort_unstable();
        let mut edges: Vec<Timestamp> = stretches.iter().flat_map(|(from, until, _)| [*from, *until]).chain([start, end]).collect();
        edges.retain(|edge| (start..=end).contains(edge));
        edges.sort_unstable();
        edges.dedup();
        let mut coming = stretches.into_iter().peekable();
        let mut open: Vec<(usize, Timestamp)> = Vec::new();
        let mut spans: Vec<(Vec<usize>, Timestamp, Timestamp)> = Vec::new();
        for edge in edges.windows(2) {
            open.retain(|(_, until)| *until > edge[0]);
            while let Some((_, until, index)) = coming.next_if(|(from, ..)| *from <= edge[0]) {
                open.push((index, until));
            }
            let mut active: Vec<usize> = open.iter().map(|(index, _)| *index).collect();
            active.sort_unstable();
            active.dedup();
            match spans.last_mut() {
                Some((known, _, until)) if *known == active => *until = edge[1],
                _ => spans.push((active, edge[0], edge[1])),
            }
        }
        spans.into_iter().map(|(active, from, until)| Span::of(&self.windows, &active, from, until)).collect()
    }

    /// Returns when each window is open, as far as that touches the time from an instant to another.
    fn stretches(&self, start: Timestamp, end: Timestamp) -> Vec<(Timestamp, Timestamp, usize)> {
        let mut stretches = Vec::new();
        for (index, planned) in self.windows.iter().enumerate() {
            let day = |instant: Timestamp| planned.zone.rules().to_datetime(instant).date();
            // A window ends on the day after the one on which it starts, at the latest with it.
            let mut next = day(later(start, -2)).tomorrow().ok();
            let last = day(end);
            while let Some(date) = next.filter(|date| *date <= last) {
                if let Some((from, until)) =
                    self.stretch(planned, date).filter(|(from, until)| from < until && *from < end && *until > start)
                {
                    stretches.push((from, until, index));
                }
                next = date.tomorrow().ok();
            }
        }
        stretches
    }

    /// Returns when a window that starts on a day is open.
    fn stretch(&self, planned: &Planned<'_>, day: Day) -> Option<(Timestamp, Timestamp)> {
        let Planned { window, zone, days, .. } = planned;
        let day = Date::new(day);
        let (weekday, on_holidays) = (days[hours::Day::of(day) as usize], days[hours::Day::Holidays as usize]);
        if !weekday && (!on_holidays || self.holidays.is_empty()) {
            return None;
        }
        let from = zone.first(day, window.from)?;
        let until = zone.first(if window.to > window.from { day } else { day.next_day() }, window.to)?;
        match (self.holiday_on(from), weekday, on_holidays) {
            (None, true, _) | (Some(_), true, true) => Some((from, until)),
            (None, false, _) | (Some(_), false, false) => None,
            (Some(closes), true, false) => Some((from, until.min(closes))),
            (Some(closes), false, true) => Some((from.max(closes), until)),
        }
    }

    /// Returns when the holiday begins on whose day an instant lies.
    fn holiday_on(&self, instant: Timestamp) -> Option<Timestamp> {
        if self.holidays.is_empty() {
            return None;
        }
        let day = Date::new(self.zone.rules().to_datetime(instant).date());
        let holiday = self.holidays.iter().find(|holiday| holiday.date == day)?;
        self.zone.first(day, holiday.from.unwrap_or(Time::MIDNIGHT))
    }
}

impl<'a> Span<'a> {
    fn of(windows: &[Planned<'a>], active: &[usize], from: Timestamp, until: Timestamp) -> Self {
        let active = || active.iter().map(|index| windows[*index].window);
        let mut answering = active().filter(|window| window.kind != Presence::Monitored);
        Span {
            from,
            until,
            answers: answering.next(),
            behind: answering.collect(),
            watches: active().filter(|window| window.kind == Presence::Monitored).collect(),
        }
    }

    /// Returns the window that says who is there: the one that answers, else the first that watches.
    pub fn window(&self) -> Option<&'a Window> {
        self.answers.or_else(|| self.watches.first().copied())
    }

    /// Returns in what way somebody is there; nothing if nobody is.
    pub fn presence(&self) -> Option<Presence> {
        self.window().map(|window| window.kind)
    }

    /// Returns who is there; nothing if nobody is, or if it is whoever the thing itself names.
    pub fn by(&self) -> Option<&'a Actor> {
        self.window().and_then(|window| window.by.as_ref())
    }
}

/// Returns the instant that lies some days of 24 hours later; the ends of the calendar stay.
pub(super) fn later(instant: Timestamp, days: i64) -> Timestamp {
    let end = if days < 0 { Timestamp::MIN } else { Timestamp::MAX };
    instant.checked_add(SignedDuration::from_hours(24 * days)).unwrap_or(end)
}
