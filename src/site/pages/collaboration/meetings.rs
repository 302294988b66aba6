//! The communication plan: which meeting, when, who leads it, what comes out.

use serde::Serialize;

use crate::markdown::Html;
use crate::model::duration::Interval;
use crate::model::meeting::{Level, Meeting};
use crate::model::portal::Entity;
use crate::model::weekday::Weekday;
use crate::site::here::{DateView, Here, Link, Who};
use crate::site::pages::listed::{ListedView, listed};
use crate::site::pages::people::{self, RouteView};

/// How many of the next dates are told.
const DATES: usize = 2;

/// The meetings that settle one kind of questions.
#[derive(Clone, Debug, Serialize)]
pub struct MeetingsView {
    /// `Operational`, `Tactical`, `Strategic`, or `Other meetings`.
    pub title: String,
    /// The meetings, the next one first.
    pub meetings: Vec<MeetingView>,
}

/// One meeting.
#[derive(Clone, Debug, Serialize)]
pub struct MeetingView {
    /// Its name and texts.
    pub listed: ListedView,
    /// What it is for.
    pub purpose: Option<Html>,
    /// How often it comes round: `Every month on the first Tuesday`.
    pub every: Option<String>,
    /// When it begins, in its zone: `10:00 Central`.
    pub at: Option<String>,
    /// How long it is.
    pub lasts: Option<String>,
    /// The next dates; empty where none is fixed, or it is over.
    pub dates: Vec<DateView>,
    /// The date of a meeting that was held and does not come round.
    pub held: Option<DateView>,
    /// Who leads it.
    pub chair: Option<Who>,
    /// Who comes.
    pub attendees: Vec<Who>,
    /// What is talked about, in order.
    pub agenda: Vec<Html>,
    /// What comes out of it.
    pub outputs: Vec<Html>,
    /// Where it is held.
    pub channel: Option<RouteView>,
    /// The services that it is about; empty for all.
    pub services: Vec<Link>,
}

/// Returns the meetings by what they settle.
pub(super) fn meetings(here: &Here<'_>) -> Vec<MeetingsView> {
    let group = |level: Option<Level>| {
        let mut of: Vec<&Entity<Meeting>> = here.site.portal.meetings.iter().filter(|meeting| meeting.own.level == level).collect();
        of.sort_by_cached_key(|meeting| {
            let next = meeting.own.dates(here.site.portal.today, 1).into_iter().next();
            (next.is_none(), next)
        });
        let title = level.map_or_else(|| here.words().t("meetings.other"), |level| here.words().level(level));
        MeetingsView { title, meetings: of.into_iter().map(|meeting| meeting_view(here, meeting)).collect() }
    };
    let levels = Level::ALL.into_iter().map(Some).chain([None]);
    levels.map(group).filter(|group| !group.meetings.is_empty()).collect()
}

fn meeting_view(here: &Here<'_>, meeting: &Entity<Meeting>) -> MeetingView {
    let portal = here.site.portal;
    let own = &meeting.own;
    let text = |key: &str| meeting.node.at(key);
    let zone = own.zone.as_ref().unwrap_or(portal.zone());
    MeetingView {
        listed: listed(here, meeting, []),
        purpose: own.purpose.as_ref().map(|purpose| here.phrase(purpose, text("purpose"))),
        every: own.every.map(|every| rhythm(here, every, own.weekday)),
        at: own.at.map(|at| format!("{at} {}", here.words().zone(zone))),
        lasts: own.lasts.map(|value| here.words().duration(value)),
        dates: own.dates(portal.today, DATES).into_iter().map(|day| here.date(day)).collect(),
        held: own.next.filter(|next| own.every.is_none() && *next < portal.today).map(|day| here.date(day)),
        chair: own.chair.as_ref().map(|chair| here.who(chair)),
        attendees: here.whos(&own.attendees),
        agenda: here.phrases(&own.agenda, text("agenda")),
        outputs: here.phrases(&own.outputs, text("outputs")),
        channel: own.channel.as_ref().map(|id| people::route(here, id)),
        services: here.links(&own.services),
    }
}

/// Says how often a meeting comes round, and on which day of the month.
fn rhythm(here: &Here<'_>, every: Interval, weekday: Option<Weekday>) -> String {
    let often = here.words().frequency(every.frequency());
    match weekday.filter(|_| every.is_monthly()) {
        Some(weekday) => here.words().fill("meetings.on", &[("often", &often), ("weekday", &here.words().weekday(weekday))]),
        None => often,
    }
}
