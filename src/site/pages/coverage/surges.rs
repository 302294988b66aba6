//! Busy seasons and projects: when, what they add, who provides it, and by when it must be asked for.

use serde::Serialize;

use super::weekly::Weekly;
use super::windows::{self, WindowView};
use crate::markdown::Html;
use crate::model::coverage::Coverage;
use crate::model::date::Date;
use crate::model::id::Id;
use crate::model::portal::Entity;
use crate::model::surge::Surge;
use crate::site::here::{DateView, Here, Link, Who};
use crate::site::hours::hours;
use crate::site::pages::event::{DayView, day_view};
use crate::site::pages::listed::{ListedView, listed};
use crate::site::pages::named::{SidesView, sides};

/// How many of the next times are told.
const TIMES: usize = 2;

/// A time in which more is needed than usual.
#[derive(Clone, Debug, Serialize)]
pub struct SurgeView {
    /// Its name and texts.
    pub listed: ListedView,
    /// `Season` or `Project`.
    pub kind: String,
    /// The time that runs or comes next, and the one after it; empty where it is over.
    pub times: Vec<TimeView>,
    /// Its last days, where it is over.
    pub over: Option<SpanView>,
    /// How often it comes round.
    pub repeats: Option<String>,
    /// What is added to what is there on other days.
    pub adds: Option<Html>,
    /// What the hours become.
    pub coverage: Option<HoursView>,
    /// Which sides provide the hands.
    pub sides: Option<SidesView>,
    /// Who provides them.
    pub provided_by: Vec<Who>,
    /// Who asks for them.
    pub asked_by: Vec<Who>,
    /// How long ahead it must be asked for.
    pub notice: Option<String>,
    /// The services that it touches; empty for all.
    pub services: Vec<Link>,
}

/// One time.
#[derive(Clone, Debug, Serialize)]
pub struct TimeView {
    /// The first and the last day.
    pub span: SpanView,
    /// The first day as a calendar leaf.
    pub leaf: DayView,
    /// Whether it runs on the day of the build.
    pub runs: bool,
    /// The last day to ask for it; nothing once it runs.
    pub ask_by: Option<AskView>,
}

/// The first and the last day of a time.
#[derive(Clone, Debug, Serialize)]
pub struct SpanView {
    /// The first day.
    pub from: DateView,
    /// The last day.
    pub until: DateView,
}

/// The last day to ask for something.
#[derive(Clone, Debug, Serialize)]
pub struct AskView {
    /// The day.
    pub date: DateView,
    /// Whether it has passed.
    pub passed: bool,
}

/// What the hours become.
#[derive(Clone, Debug, Serialize)]
pub struct HoursView {
    /// The coverage.
    pub link: Link,
    /// Its hours.
    pub text: Option<String>,
    /// Its windows, in the order in which they count.
    pub windows: Vec<WindowView>,
}

/// Returns the surges: those that run or come next first, those that are over last.
pub(super) fn surges(here: &Here<'_>) -> Vec<SurgeView> {
    let portal = here.site.portal;
    let mut all: Vec<&Entity<Surge>> = portal.surges.iter().collect();
    all.sort_by_cached_key(|surge| {
        let next = portal.surge_days(&surge.own, portal.today, 1).into_iter().next();
        (next.is_none(), next)
    });
    all.into_iter().map(|surge| surge_view(here, surge)).collect()
}

fn surge_view(here: &Here<'_>, surge: &Entity<Surge>) -> SurgeView {
    let portal = here.site.portal;
    let own = &surge.own;
    let times: Vec<TimeView> = portal.surge_days(own, portal.today, TIMES).into_iter().map(|days| time_view(here, own, days)).collect();
    SurgeView {
        listed: listed(here, surge, []),
        kind: here.words().surge(own.kind),
        over: times.is_empty().then(|| span(here, own.from, own.until)),
        times,
        repeats: own.repeats.map(|repeats| here.words().frequency(repeats.frequency())),
        adds: own.adds.as_ref().map(|adds| here.phrase(adds, surge.node.at("adds"))),
        coverage: own.coverage.as_ref().map(|id| hours_view(here, id)),
        sides: sides(here, &own.provided_by),
        provided_by: here.whos(&own.provided_by),
        asked_by: here.whos(&own.asked_by),
        notice: own.notice.map(|value| here.words().duration(value)),
        services: here.links(&own.services),
    }
}

fn hours_view(here: &Here<'_>, id: &Id<Coverage>) -> HoursView {
    let portal = here.site.portal;
    let coverage = portal.coverage.get(id);
    HoursView {
        link: here.link_id(id),
        text: coverage.map(|coverage| hours(here.words(), portal, &coverage.own).text),
        windows: coverage.map_or_else(Vec::new, |coverage| windows::window_views(here, &Weekly::of(portal, coverage))),
    }
}

fn time_view(here: &Here<'_>, own: &Surge, (from, until): (Date, Date)) -> TimeView {
    let today = here.site.portal.today;
    let ask_by = here.site.portal.ask_for_surge_by(own, from).filter(|_| from > today);
    TimeView {
        span: span(here, from, until),
        leaf: day_view(here, from),
        runs: from <= today,
        ask_by: ask_by.map(|date| AskView { date: here.date(date), passed: date < today }),
    }
}

pub(super) fn span(here: &Here<'_>, from: Date, until: Date) -> SpanView {
    SpanView { from: here.date(from), until: here.date(until) }
}
