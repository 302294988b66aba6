//! All services: what can be had, who provides it, when, how fast.

use serde::Serialize;
use tera::Value;

use super::responsibility::SourcingView;
use crate::model::area::Area;
use crate::model::entity::Status;
use crate::model::portal::Entity;
use crate::model::responsibility::Sourcing;
use crate::model::service::{Lifecycle, Service};
use crate::site::here::{Here, Link, Who};
use crate::site::hours::{Hours, hours};
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct ServicesView {
    /// The page's heading.
    pub title: String,
    /// How many services each sourcing has; only those that have some.
    pub shares: Vec<ShareView>,
    /// The services by area.
    pub groups: Vec<GroupView>,
    /// Whether most areas have so few services that they read better without headings between them.
    pub sparse: bool,
}

/// How many services one sourcing has.
#[derive(Clone, Debug, Serialize)]
pub struct ShareView {
    /// Which sides provide them.
    pub sourcing: SourcingView,
    /// `3 services`.
    pub text: String,
}

/// The services of one area.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    /// The id of the element.
    pub id: String,
    /// What the area is called.
    pub title: String,
    /// Its services, in the order of the portal.
    pub services: Vec<CardView>,
}

/// One service.
#[derive(Clone, Debug, Serialize)]
pub struct CardView {
    /// Its name and address.
    pub link: Link,
    /// One sentence on it, without mark-up.
    pub summary: Option<String>,
    /// Which sides provide it; nothing where nobody does.
    pub sourcing: Option<SourcingView>,
    /// Who provides it.
    pub provided_by: Vec<Who>,
    /// When it is there.
    pub hours: Option<Hours>,
    /// How soon somebody starts on what is most urgent: `P1 15 minutes`, or `Best effort`.
    pub response: Option<String>,
    /// How much depends on it.
    pub criticality: Option<String>,
    /// `Planned` or `Retiring`; nothing while it is in use.
    pub lifecycle: Option<String>,
    /// Whether it is only planned.
    pub planned: bool,
    /// Whether it is on the table and not yet agreed.
    pub proposed: bool,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let groups = groups(here);
    let sparse = groups.len() > 1 && here.site.portal.services.len() < 2 * groups.len();
    let view = ServicesView { title: here.words().t("title.services"), shares: shares(here), groups, sparse };
    View { template: "services.html", frame: shell::frame(here, &view.title, &[], None), view: Value::from_serializable(&view) }
}

/// Returns which sides provide a service.
pub(super) fn sourcing(here: &Here<'_>, service: &Service) -> Option<SourcingView> {
    Sourcing::of(here.site.portal, &service.provided_by).map(|sourcing| SourcingView::new(here, sourcing))
}

/// Returns where a service stands in its life, if it is not simply in use.
pub(super) fn lifecycle(here: &Here<'_>, service: &Service) -> Option<String> {
    (service.lifecycle != Lifecycle::Live).then(|| here.words().lifecycle(service.lifecycle))
}

fn shares(here: &Here<'_>) -> Vec<ShareView> {
    let portal = here.site.portal;
    let count = |sourcing: Sourcing| {
        portal.services.iter().filter(|service| Sourcing::of(portal, &service.own.provided_by) == Some(sourcing)).count()
    };
    let share =
        |sourcing| ShareView { sourcing: SourcingView::new(here, sourcing), text: here.words().count("count.services", count(sourcing)) };
    Sourcing::ALL.into_iter().filter(|sourcing| count(*sourcing) > 0).map(share).collect()
}

fn groups(here: &Here<'_>) -> Vec<GroupView> {
    by_area(here)
        .into_iter()
        .map(|(id, title, services)| GroupView { id, title, services: services.into_iter().map(|service| card(here, service)).collect() })
        .collect()
}

/// Sorts the services of a portal by area, in the order of areas, those without one last.
fn by_area<'a>(here: &Here<'a>) -> Vec<(String, String, Vec<&'a Entity<Service>>)> {
    let site = here.site;
    let portal = site.portal;
    let areas = site.areas();
    let group = |area: &Entity<Area>| {
        let naming = site.portal.services_naming(&[area.mention()]);
        let services = naming.into_iter().filter(|service| service.own.area.as_ref() == Some(&area.id)).collect();
        (format!("area-{}", area.id), area.common.title.clone(), services)
    };
    // An area's id begins with `area-`, so no area can be called `other`.
    let rest = here.words().t(if areas.is_empty() { "services.what_can_be_had" } else { "services.other_services" });
    let has_none = |service: &&Entity<Service>| service.own.area.as_ref().is_none_or(|id| portal.areas.get(id).is_none());
    let rest = ("other".to_owned(), rest, portal.services.iter().filter(has_none).collect());
    areas.iter().copied().map(group).chain([rest]).filter(|(.., services): &(_, _, Vec<_>)| !services.is_empty()).collect()
}

fn card(here: &Here<'_>, service: &Entity<Service>) -> CardView {
    let portal = here.site.portal;
    let own = &service.own;
    CardView {
        link: here.link_id(&service.id),
        summary: service.common.summary.as_ref().map(|summary| here.plain(summary.as_str())),
        sourcing: sourcing(here, own),
        provided_by: here.whos(&own.provided_by),
        hours: own.coverage.as_ref().and_then(|id| portal.coverage.get(id)).map(|coverage| hours(here.words(), portal, &coverage.own)),
        response: response(here, own),
        criticality: own.criticality.map(|value| here.words().criticality(value)),
        lifecycle: lifecycle(here, own),
        planned: own.lifecycle == Lifecycle::Planned,
        proposed: service.common.status == Status::Proposed,
        internal: here.is_internal(&service.node),
    }
}

fn response(here: &Here<'_>, service: &Service) -> Option<String> {
    let promised = service.first_response().map(|(priority, respond)| format!("{priority} {}", here.words().duration(respond)));
    promised.or_else(|| service.best_effort.then(|| here.words().t("service.best_effort")))
}
