//! A coverage as the attributes from which the browser tells who is there at the moment.
//!
//! The script that reads them is hours.js of the default theme; tests/browser/hours.test.js holds it against [`crate::model::presence`].

use serde::Serialize;

use crate::model::coverage::{Coverage, Presence};
use crate::model::holidays::Holiday;
use crate::model::hours::{Day, Time};
use crate::model::portal::{Entity, Portal};
use crate::model::service::Service;
use crate::site::words;

/// What the browser needs to tell "open now".
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Live {
    /// The coverage's zone, then its windows in their order: `America/New_York;12345 0700 1900 s;1234567h 0000 2400 o America/Denver`.
    ///
    /// A window is its days (1 is Monday, h the holidays), its start and end, its kind (s at work, o on call, m watched), and its zone where that is another.
    pub week: String,
    /// The holidays that it keeps, days of its zone, each with the time from which it is closed unless that is all day: `261126 261224 1200;270101`.
    pub closed: Option<String>,
    /// The surges of a service that give it other hours, by day: `261116 261231|week|closed`, several joined by `~`.
    pub surges: Option<String>,
}

/// Writes a coverage for the browser.
pub(super) fn live(portal: &Portal, coverage: &Coverage) -> Live {
    Live { week: week(coverage), closed: closed(portal, coverage), surges: None }
}

/// Writes the surges that run or come next of those that give a service other hours; what is over is left out.
pub(super) fn surges(portal: &Portal, service: &Entity<Service>) -> Option<String> {
    let surges = portal.surges_of(service).flat_map(|(surge, coverage)| {
        let hours = format!("{}|{}", week(&coverage.own), closed(portal, &coverage.own).unwrap_or_default());
        let days = portal.surge_days(&surge.own, portal.today, 2).into_iter();
        days.map(move |(from, until)| format!("{} {}|{hours}", words::digits(from), words::digits(until)))
    });
    Some(surges.collect::<Vec<_>>().join("~")).filter(|surges| !surges.is_empty())
}

fn week(coverage: &Coverage) -> String {
    let windows = coverage.windows.iter().map(|window| {
        let days: String = window.each_day().into_iter().map(digit).collect();
        let kind = match window.kind {
            Presence::Staffed => 's',
            Presence::OnCall => 'o',
            Presence::Monitored => 'm',
        };
        let zone = window.zone.as_ref().filter(|zone| **zone != coverage.zone).map(|zone| format!(" {}", zone.name()));
        format!(";{days} {} {} {kind}{}", clock(window.from), clock(window.to), zone.unwrap_or_default())
    });
    coverage.zone.name().to_owned() + &windows.collect::<String>()
}

fn closed(portal: &Portal, coverage: &Coverage) -> Option<String> {
    let mut holidays: Vec<&Holiday> = portal.schedule(coverage).holidays().iter().collect();
    holidays.sort_by_key(|holiday| holiday.date);
    holidays.dedup_by_key(|holiday| holiday.date);
    let days = holidays.into_iter().map(|holiday| {
        let from = holiday.from.map(|from| format!(" {}", clock(from)));
        words::digits(holiday.date) + &from.unwrap_or_default()
    });
    Some(days.collect::<Vec<_>>().join(";")).filter(|days| !days.is_empty())
}

fn clock(time: Time) -> String {
    time.to_string().replace(':', "")
}

fn digit(day: Day) -> char {
    match day {
        Day::Mon => '1',
        Day::Tue => '2',
        Day::Wed => '3',
        Day::Thu => '4',
        Day::Fri => '5',
        Day::Sat => '6',
        Day::Sun => '7',
        Day::Holidays => 'h',
    }
}
