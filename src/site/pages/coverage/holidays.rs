//! A list of holidays: the days from today on, those that are over, and who is there all the same.

use serde::Serialize;

use super::windows::is_open_on_holidays;
use crate::model::coverage::Coverage;
use crate::model::holidays::{Holiday, Holidays};
use crate::model::hours::Day;
use crate::model::portal::Entity;
use crate::site::here::{DateView, Here, Internal, Link};
use crate::site::pages::listed::{ListedView, listed};
use crate::site::words;

/// A list of holidays.
#[derive(Clone, Debug, Serialize)]
pub struct HolidaysView {
    /// Its name and texts.
    pub listed: ListedView,
    /// The coverages that are closed on its days.
    pub closed: Vec<Link>,
    /// The coverages that keep it and are open all the same, in some way.
    pub open: Vec<Link>,
    /// Its days from today on, in order.
    pub days: Vec<HolidayView>,
    /// Its days that are over, in order.
    pub past: Vec<HolidayView>,
}

/// One holiday.
#[derive(Clone, Debug, Serialize)]
pub struct HolidayView {
    /// The day.
    pub date: DateView,
    /// The day of the week.
    pub weekday: &'static str,
    /// What it is called.
    pub title: String,
    /// `12:00`, where it is closed only from then on.
    pub from: Option<String>,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

/// Makes a list of holidays.
pub(super) fn holidays_view(here: &Here<'_>, holidays: &Entity<Holidays>) -> HolidaysView {
    let portal = here.site.portal;
    let naming = portal.naming(&[holidays.mention()], &portal.coverage);
    let keeping = naming.into_iter().filter(|coverage| coverage.own.holidays.as_ref() == Some(&holidays.id));
    let (open, closed): (Vec<&Entity<Coverage>>, Vec<_>) = keeping.partition(|coverage| is_open_on_holidays(&coverage.own));
    let links = |coverages: Vec<&Entity<Coverage>>| -> Vec<Link> { coverages.into_iter().map(|one| here.link_id(&one.id)).collect() };
    let (open, closed) = (links(open), links(closed));
    let mut all: Vec<(usize, &Holiday)> = holidays.own.days.iter().enumerate().collect();
    all.sort_by_key(|(_, holiday)| holiday.date);
    let over = all.partition_point(|(_, holiday)| holiday.date < portal.today);
    let days = |days: &[(usize, &Holiday)]| days.iter().map(|(index, holiday)| holiday_view(here, holidays, *index, holiday)).collect();
    HolidaysView {
        listed: listed(here, holidays, open.iter().chain(&closed)),
        days: days(&all[over..]),
        past: days(&all[..over]),
        closed,
        open,
    }
}

fn holiday_view(here: &Here<'_>, holidays: &Entity<Holidays>, index: usize, holiday: &Holiday) -> HolidayView {
    HolidayView {
        date: DateView::new(holiday.date),
        weekday: words::day(Day::of(holiday.date)),
        title: holiday.title.clone(),
        from: holiday.from.map(|from| from.to_string()),
        internal: here.internal(holidays.node.at(&format!("days/{index}"))),
    }
}
