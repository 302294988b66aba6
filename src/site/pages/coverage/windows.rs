//! One coverage: its windows as a list, what happens at other hours and on holidays, what it is the hours of.

use serde::Serialize;

use crate::model::coverage::{Coverage, Presence, Window};
use crate::model::hours::Day;
use crate::model::portal::Entity;
use crate::site::here::{DateView, Here, Internal, Link, Who};
use crate::site::hours;
use crate::site::pages::listed::{ListedView, listed};
use crate::site::pages::named::sides;
use crate::site::words;

/// The hours of a week.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageView {
    /// Its name and texts, and what it is the hours of.
    pub listed: ListedView,
    /// The side of everybody who is named in it, `shared` if several; nothing where nobody is.
    pub side: Option<&'static str>,
    /// Where its clock stands, as people say it.
    pub zone: String,
    /// The name of that zone in the IANA database.
    pub zone_name: String,
    /// Its hours in a line.
    pub text: String,
    /// Its windows, in the order in which they count.
    pub windows: Vec<WindowView>,
    /// Whether at some hour nobody is at work or on call.
    pub has_gaps: bool,
    /// The holidays that it keeps.
    pub holidays: Option<KeptView>,
}

/// Some hours on some days.
#[derive(Clone, Debug, Serialize)]
pub struct WindowView {
    /// `staffed`, `on-call` or `monitored`.
    pub kind: Presence,
    /// In what way somebody is there: `At work`.
    pub way: &'static str,
    /// The days and hours.
    pub text: String,
    /// Who is there; nothing where it is whoever the thing itself names.
    pub by: Option<Who>,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

/// The holidays that a coverage keeps.
#[derive(Clone, Debug, Serialize)]
pub struct KeptView {
    /// The list.
    pub link: Link,
    /// The next of its days.
    pub next: Option<NextView>,
    /// Whether on a holiday some window is open all the same.
    pub open: bool,
}

/// The next day of a list of holidays.
#[derive(Clone, Debug, Serialize)]
pub struct NextView {
    /// The day.
    pub date: DateView,
    /// What it is called.
    pub title: String,
}

/// Makes a coverage.
pub(super) fn coverage_view(here: &Here<'_>, coverage: &Entity<Coverage>) -> CoverageView {
    let own = &coverage.own;
    let said = hours::hours(own);
    CoverageView {
        side: sides(here, own.windows.iter().filter_map(|window| window.by.as_ref())).map(|sides| sides.side),
        zone: words::zone(&own.zone),
        zone_name: own.zone.name().to_owned(),
        text: said.text,
        windows: own.windows.iter().enumerate().map(|(index, window)| window_view(here, coverage, index, window)).collect(),
        has_gaps: !said.always,
        holidays: kept(here, own),
        listed: listed(here, coverage, []),
    }
}

fn window_view(here: &Here<'_>, coverage: &Entity<Coverage>, index: usize, window: &Window) -> WindowView {
    WindowView {
        kind: window.kind,
        way: match window.kind {
            Presence::Staffed => "At work",
            Presence::OnCall => "On call",
            Presence::Monitored => "Watched only",
        },
        text: hours::window(window, &coverage.own.zone),
        by: window.by.as_ref().map(|by| here.who(by)),
        internal: here.internal(coverage.node.at(&format!("windows/{index}"))),
    }
}

fn kept(here: &Here<'_>, own: &Coverage) -> Option<KeptView> {
    let portal = here.site.portal;
    let id = own.holidays.as_ref()?;
    let next = portal.holidays.get(id).and_then(|holidays| holidays.own.next(portal.today));
    Some(KeptView {
        link: here.link_id(id),
        next: next.map(|holiday| NextView { date: DateView::new(holiday.date), title: holiday.title.clone() }),
        open: is_open_on_holidays(own),
    })
}

/// Tells whether somebody is there on a holiday all the same.
pub(super) fn is_open_on_holidays(own: &Coverage) -> bool {
    own.windows.iter().any(|window| window.each_day().contains(&Day::Holidays))
}
