//! One team: how it is reached, when it works, what it holds.

use serde::Serialize;
use tera::Value;

use super::due::{ReviewedView, reviewed};
use super::holds::{self, HoldsView};
use super::named::others;
use super::people::{self, PersonView, WayView};
use super::{Section, list, sections};
use crate::markdown::Html;
use crate::model::id::Actor;
use crate::model::portal::Entity;
use crate::model::team::Team;
use crate::site::here::{Here, Internal, Link, Referrer, Who};
use crate::site::hours::{Hours, hours, hours_by};
use crate::site::{View, shell};

/// What the page of a team, desk or role shows.
#[derive(Clone, Debug, Serialize)]
pub struct TeamView {
    /// The team.
    pub team: Who,
    /// What its side is called.
    pub side_name: String,
    /// One sentence on it.
    pub summary: Option<Html>,
    /// What it is there for.
    pub function: Option<String>,
    /// When the entry was reviewed.
    pub reviewed: Option<ReviewedView>,
    /// When it works.
    pub hours: Option<Hours>,
    /// How it is reached, first choice first.
    pub ways: Vec<WayView>,
    /// Everybody who is named as part of it, the lead first.
    pub people: Vec<PersonView>,
    /// Whether the first of them leads it.
    pub led: bool,
    /// Whether the client is not told who belongs to it, beside the lead.
    pub closed_members: bool,
    /// What it holds.
    pub holds: HoldsView,
    /// The hours elsewhere in which it is there.
    pub windows: Vec<WindowsView>,
    /// The text.
    pub body: Option<Html>,
    /// What else names it.
    pub referrers: Vec<Referrer>,
    /// What is on the page.
    pub sections: Vec<Section>,
    /// Whether a status on the page depends on the day of the build.
    pub dated: bool,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

/// The hours of something in which a team is there.
#[derive(Clone, Debug, Serialize)]
pub struct WindowsView {
    /// What they are the hours of.
    pub link: Link,
    /// The team's own among them.
    pub hours: Hours,
}

pub(super) fn view(here: &Here<'_>, team: &Entity<Team>) -> View {
    let title = &team.common.title;
    let (contacts, above) = (here.words().t("title.contacts"), list("contacts.html"));
    let above = [(contacts.as_str(), &above)];
    View {
        template: "team.html",
        frame: shell::frame(here, title, &above, Some(&team.common)),
        view: Value::from_serializable(&team_view(here, team)),
    }
}

fn team_view(here: &Here<'_>, team: &Entity<Team>) -> TeamView {
    let own = &team.own;
    let portal = here.site.portal;
    let actor = Actor::from(team.id.as_str());
    let holds = holds::holds(here, &actor);
    let people = people::people(here, own.people());
    let ways = people::ways(here, &own.channels);
    let windows = windows(here, team);
    let reviewed = reviewed(here, &team.common);
    let members: Vec<Link> = people.iter().map(|person| person.who.link()).collect();
    let elsewhere = ways.iter().map(|way| &way.link).chain(windows.iter().map(|window| &window.link));
    let referrers = others(here.referrers(team), holds.links().chain(&members).chain(elsewhere));
    let body = here.body(team);
    let sections = sections(&[
        ("reach", &here.words().t("team.how_to_reach_it"), !ways.is_empty()),
        ("people", &here.words().t("team.who_is_part_of_it"), true),
        ("holds", &here.words().t("team.what_it_holds"), !holds.groups.is_empty()),
        ("windows", &here.words().t("team.hours_it_is_there_for"), !windows.is_empty()),
        ("services", &here.words().t("team.services_it_provides"), !holds.services.is_empty()),
        ("about", &here.words().t("common.about"), body.is_some()),
        ("links", &here.words().t("common.refers_to_it"), !referrers.is_empty()),
    ]);
    TeamView {
        team: here.who(&actor),
        side_name: here.affiliation(&own.side),
        summary: here.summary(team),
        function: own.function.map(|value| here.words().function(value)),
        hours: own.coverage.as_ref().and_then(|id| portal.coverage.get(id)).map(|coverage| hours(here.words(), portal, &coverage.own)),
        led: own.lead.as_ref().is_some_and(|id| portal.contacts.get(id).is_some()),
        closed_members: people::has_closed_members(own),
        dated: holds.is_dated() || reviewed.as_ref().is_some_and(|reviewed| reviewed.late.is_some()),
        reviewed,
        internal: here.internal(&team.node),
        ways,
        people,
        holds,
        windows,
        body,
        referrers,
        sections,
    }
}

fn windows(here: &Here<'_>, team: &Entity<Team>) -> Vec<WindowsView> {
    let naming = here.site.portal.naming(&[team.mention()], &here.site.portal.coverage);
    naming
        .into_iter()
        .filter_map(|coverage| {
            let hours = hours_by(here.words(), here.site.portal, &coverage.own, |by| by.as_str() == team.id.as_str())?;
            Some(WindowsView { link: here.link_id(&coverage.id), hours })
        })
        .collect()
}
