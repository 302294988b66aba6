//! The services in use by who is there for them, and the hours in which nobody answers.

use serde::Serialize;

use super::weekly::Weekly;
use crate::model::channel::Channel;
use crate::model::coverage::{Coverage, Presence};
use crate::model::id::Id;
use crate::model::portal::{Entity, Portal};
use crate::model::service::{Lifecycle, Service};
use crate::model::week::Totals;
use crate::site::here::{Here, Link, Reach};
use crate::site::{week, words};

/// Services with the same hours, and when somebody is there for them, on the client's clock.
#[derive(Clone, Debug, Serialize)]
pub struct GlanceView {
    /// The services, the most critical first.
    pub services: Vec<Link>,
    /// How much hangs on the most critical of them.
    pub criticality: Option<String>,
    /// Their hours.
    pub coverage: Link,
    /// When somebody is at work; nothing if never.
    pub staffed: Option<String>,
    /// When somebody is on call and nobody at work.
    pub on_call: Option<String>,
    /// When it is only watched.
    pub watched: Option<String>,
    /// When nobody is there.
    pub nobody: Option<String>,
}

/// Hours in which nobody answers for services in use.
#[derive(Clone, Debug, Serialize)]
pub struct GapView {
    /// The services, the most critical first.
    pub services: Vec<Link>,
    /// Their hours.
    pub coverage: Link,
    /// How long each week: `108 hours`.
    pub amount: String,
    /// How much of that is watched; nothing if none of it is.
    pub watched: Option<String>,
    /// When, on the client's clock.
    pub when: String,
    /// The ways on which somebody answers all the same.
    pub then: Vec<RouteView>,
    /// Priorities that run in other hours, at which somebody answers at any time.
    pub priorities: Vec<PriorityView>,
}

/// A way on which somebody answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RouteView {
    /// The channel.
    pub link: Link,
    /// Its number or address.
    pub reach: Option<Reach>,
}

/// A priority that runs in other hours than the rest of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PriorityView {
    /// `P1`.
    pub priority: String,
    /// The hours.
    pub coverage: Link,
    /// The services for which it is so.
    pub services: Vec<Link>,
}

/// A coverage with the services in use that have its hours, the most critical first.
struct Group<'a, 'w> {
    weekly: &'w Weekly<'a>,
    services: Vec<&'a Entity<Service>>,
}

/// Returns the services in use by their hours, the most critical first.
pub(super) fn glances(here: &Here<'_>, weeks: &[Weekly<'_>]) -> Vec<GlanceView> {
    groups(here.site.portal, weeks).iter().map(|group| glance(here, group)).collect()
}

/// Returns the hours in which nobody answers for services in use.
pub(super) fn gaps(here: &Here<'_>, weeks: &[Weekly<'_>]) -> Vec<GapView> {
    groups(here.site.portal, weeks).iter().filter_map(|group| gap(here, group)).collect()
}

fn groups<'a, 'w>(portal: &'a Portal, weeks: &'w [Weekly<'a>]) -> Vec<Group<'a, 'w>> {
    let weight = |service: &&Entity<Service>| service.own.criticality.map_or(usize::MAX, |criticality| criticality as usize);
    let mut groups: Vec<Group<'a, 'w>> = weeks.iter().map(|weekly| Group { weekly, services: Vec::new() }).collect();
    for service in portal.services.iter().filter(|service| service.own.lifecycle == Lifecycle::Live) {
        let place = service.own.coverage.as_ref().and_then(|id| portal.coverage.place(id));
        if let Some(group) = place.and_then(|place| groups.get_mut(place)) {
            group.services.push(service);
        }
    }
    groups.retain(|group| !group.services.is_empty());
    for group in &mut groups {
        group.services.sort_by_key(weight);
    }
    groups.sort_by_key(|group| group.services.first().map(weight));
    groups
}

fn glance(here: &Here<'_>, group: &Group<'_, '_>) -> GlanceView {
    let said = group.weekly.said(here.words());
    let when = |way: Option<Presence>| said.iter().find(|(known, _)| *known == way).map(|(_, when)| words::capital(when));
    GlanceView {
        services: links(here, &group.services),
        criticality: group.services.first().and_then(|service| service.own.criticality).map(|value| here.words().criticality(value)),
        coverage: here.link_id(&group.weekly.coverage.id),
        staffed: when(Some(Presence::Staffed)),
        on_call: when(Some(Presence::OnCall)),
        watched: when(Some(Presence::Monitored)),
        nobody: when(None),
    }
}

fn gap(here: &Here<'_>, group: &Group<'_, '_>) -> Option<GapView> {
    let when = week::stretches(here.words(), &group.weekly.unanswered())?;
    let totals = Totals::of(&group.weekly.spans);
    Some(GapView {
        services: links(here, &group.services),
        coverage: here.link_id(&group.weekly.coverage.id),
        amount: week::amount(here.words(), totals.nobody + totals.monitored),
        watched: (totals.monitored > 0)
            .then(|| if totals.nobody == 0 { here.words().t("coverage.all_of_it") } else { week::amount(here.words(), totals.monitored) }),
        when: words::capital(&when),
        then: routes(here, &group.services),
        priorities: priorities(here, &group.services),
    })
}

fn links(here: &Here<'_>, services: &[&Entity<Service>]) -> Vec<Link> {
    services.iter().map(|service| here.link_id(&service.id)).collect()
}

/// Returns the ways to ask for some services, and what to take instead, on which somebody answers at every hour.
fn routes(here: &Here<'_>, services: &[&Entity<Service>]) -> Vec<RouteView> {
    let portal = here.site.portal;
    let channel = |id: &Option<Id<Channel>>| id.as_ref().and_then(|id| portal.channels.get(id));
    let mut routes: Vec<RouteView> = Vec::new();
    for service in services {
        let Some(request) = channel(&service.own.request) else { continue };
        let mut ways = std::iter::once(request).chain(channel(&request.own.fallback));
        let Some(way) = ways.find(|way| way.own.coverage.as_ref().is_some_and(|id| answers_always(portal, id))) else { continue };
        let route = RouteView { link: here.link_id(&way.id), reach: here.reach(&way.own) };
        if !routes.contains(&route) {
            routes.push(route);
        }
    }
    routes
}

fn priorities(here: &Here<'_>, services: &[&Entity<Service>]) -> Vec<PriorityView> {
    let portal = here.site.portal;
    let mut all: Vec<PriorityView> = Vec::new();
    for service in services {
        let own = service.own.targets.iter().filter_map(|(priority, target)| Some((priority, target.coverage.as_ref()?)));
        for (priority, id) in own.filter(|(_, id)| answers_always(portal, id)) {
            let (priority, coverage, link) = (priority.to_string(), here.link_id(id), here.link_id(&service.id));
            match all.iter_mut().find(|known| known.priority == priority && known.coverage == coverage) {
                Some(known) => known.services.push(link),
                None => all.push(PriorityView { priority, coverage, services: vec![link] }),
            }
        }
    }
    all.sort_by(|a, b| a.priority.cmp(&b.priority));
    all
}

/// Tells whether somebody answers at every hour of every week, holidays aside.
fn answers_always(portal: &Portal, id: &Id<Coverage>) -> bool {
    portal.coverage.get(id).is_some_and(|coverage| {
        let answering = portal.schedule(&coverage.own).without_holidays().only(|window| window.kind != Presence::Monitored);
        answering.is_always(portal.today)
    })
}
