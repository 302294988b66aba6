//! What every week of a coverage is like: 168 hours without holidays, hour by hour, in sum, and whether no minute is left open.

use jiff::Timestamp;

use super::coverage::Presence;
use super::date::Date;
use super::hours::{Day, Time, Zone};
use super::presence::{Schedule, Span, later};

/// The minutes of a day.
pub const DAY: u32 = 24 * 60;

/// The minutes of a week.
pub const WEEK: u32 = 7 * DAY;

/// How many days of 24 hours hold each change of clocks of a year, and what stands around it.
const YEAR: i64 = 371;

/// A week from Monday to Sunday of a zone in which nobody changes their clocks.
#[derive(Clone, Debug)]
pub struct Week {
    zone: Zone,
    start: Timestamp,
}

/// Minutes of the week in which the same windows are open, from Monday 00:00 on.
#[derive(Clone, Debug)]
pub struct WeekSpan<'a> {
    /// The first minute.
    pub from: u32,
    /// The minute after the last one; 10,080 ends the week.
    pub until: u32,
    /// The windows.
    pub span: Span<'a>,
}

/// The minutes of a week by who is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Somebody is at work.
    pub staffed: u32,
    /// Somebody is on call, and nobody at work.
    pub on_call: u32,
    /// It is only watched.
    pub monitored: u32,
    /// Nobody is there.
    pub nobody: u32,
}

impl Week {
    /// Returns the first week of a zone, from that of a day on, in which its clocks and those of other zones stay as they are.
    pub fn regular<'z>(zone: &Zone, others: impl IntoIterator<Item = &'z Zone>, day: Date) -> Week {
        let others: Vec<&Zone> = others.into_iter().filter(|other| *other != zone).collect();
        let mut monday = day;
        while Day::of(monday) != Day::Mon && monday.previous_day() != monday {
            monday = monday.previous_day();
        }
        let starting = |monday: Date| Week { zone: zone.clone(), start: zone.first(monday, Time::MIDNIGHT).unwrap_or(Timestamp::MIN) };
        let mut week = starting(monday);
        // Zones that change their clocks do so in a few weeks of a year; after a year of weeks anyone will do.
        for _ in 0..53 {
            // What begins before the week and ends after it is regular too.
            let (before, after) = (later(week.start, -1), later(week.start, 8));
            if std::iter::once(&zone).chain(&others).all(|zone| zone.rules().to_offset(before) == zone.rules().to_offset(after)) {
                break;
            }
            monday = (0..7).fold(monday, |day, _| day.next_day());
            week = starting(monday);
        }
        week
    }

    /// Returns the zone from whose Monday it runs.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Returns by how many minutes the clock of a zone is ahead of the week's own, negative if it is behind.
    pub fn ahead(&self, zone: &Zone) -> i32 {
        let seconds = |zone: &Zone| zone.rules().to_offset(self.start).seconds();
        (seconds(zone) - seconds(&self.zone)) / 60
    }

    /// Tells who is there in each minute of the week, holidays aside.
    pub fn spans<'a>(&self, schedule: &Schedule<'a>) -> Vec<WeekSpan<'a>> {
        let minute = |instant: Timestamp| (instant.duration_since(self.start).as_secs() / 60) as u32;
        let spans = schedule.without_holidays().between(self.start, later(self.start, 7));
        spans.into_iter().map(|span| WeekSpan { from: minute(span.from), until: minute(span.until), span }).collect()
    }
}

impl Totals {
    /// Adds the minutes of a week up.
    pub fn of(spans: &[WeekSpan<'_>]) -> Totals {
        let mut totals = Totals::default();
        for span in spans {
            let minutes = span.until - span.from;
            match span.span.presence() {
                Some(Presence::Staffed) => totals.staffed += minutes,
                Some(Presence::OnCall) => totals.on_call += minutes,
                Some(Presence::Monitored) => totals.monitored += minutes,
                None => totals.nobody += minutes,
            }
        }
        totals
    }
}

impl Schedule<'_> {
    /// Tells whether the windows leave no minute open: in no week of the year that begins on a day, and on none of the holidays that are kept.
    ///
    /// For "24x7" take the staffed and on-call windows alone; whether it holds but for the holidays, [`Schedule::without_holidays`] says.
    pub fn is_always(&self, day: Date) -> bool {
        // A window that names holidays too is open on all its days, whatever they are.
        let whatever = || self.only(|window| window.each_day().contains(&Day::Holidays)).fills_each_week(day);
        self.fills_each_week(day)
            && (self.holidays().is_empty() || whatever() || self.holidays().iter().all(|holiday| self.fills_holiday(holiday.date)))
    }

    /// In one zone the week on paper is the week on the clock, whatever is done to it; where zones add up, each change of clocks counts.
    fn fills_each_week(&self, day: Date) -> bool {
        let mut zones: Vec<&Zone> = Vec::new();
        for (_, zone) in self.windows() {
            if !zones.contains(&zone) {
                zones.push(zone);
            }
        }
        if zones.iter().any(|zone| self.fills_week_on_paper(zone)) {
            return true;
        }
        let Some(start) = self.zone().first(day, Time::MIDNIGHT).filter(|_| zones.len() > 1) else { return false };
        // Mostly the first week says already that it does not.
        [7, YEAR]
            .into_iter()
            .all(|days| self.without_holidays().between(start, later(start, days)).iter().all(|span| span.presence().is_some()))
    }

    fn fills_week_on_paper(&self, zone: &Zone) -> bool {
        let mut spans: Vec<(u32, u32)> = Vec::new();
        for (window, _) in self.windows().filter(|(_, own)| *own == zone) {
            let (from, to) = (u32::from(window.from.minutes()), u32::from(window.to.minutes()));
            let length = if to > from { to - from } else { to + DAY - from };
            for day in window.each_day().into_iter().filter(|day| *day != Day::Holidays) {
                let start = day as u32 * DAY + from;
                // What runs over the end of the week fills its beginning; a window may begin as the week ends.
                spans.push((start, (start + length).min(WEEK)));
                spans.push((start.saturating_sub(WEEK), (start + length).saturating_sub(WEEK)));
            }
        }
        spans.sort_unstable();
        spans.into_iter().fold(0, |filled, (start, end)| if start <= filled { filled.max(end) } else { filled }) >= WEEK
    }

    /// A window that would have run on into the day after is missed there too.
    fn fills_holiday(&self, date: Date) -> bool {
        let edge = |date: Date| self.zone().first(date, Time::MIDNIGHT);
        let (Some(start), Some(end)) = (edge(date), edge(date.next_day().next_day())) else { return true };
        self.between(start, end).iter().all(|span| span.presence().is_some())
    }
}
