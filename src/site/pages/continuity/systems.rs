//! What happens when a system is down: a row a service of which that is agreed, or should be, by how much depends on it.

use serde::Serialize;

use crate::model::portal::Entity;
use crate::model::service::{Criticality, Lifecycle, Service};
use crate::site::here::{Here, Link, Reach};
use crate::site::pages::people::number_of;
use crate::site::pages::recovery::{RecoveryView, recovery};

/// What happens when a system is down.
#[derive(Clone, Debug, Serialize)]
pub struct SystemsView {
    /// The services, what most depends on first.
    pub groups: Vec<GroupView>,
    /// Services in use of which nothing is agreed, and that are not critical.
    pub others: Vec<Link>,
}

/// The services on which as much depends.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    /// `Critical`, or that nobody has said it.
    pub title: String,
    /// The services, in the order of the portal.
    pub systems: Vec<SystemView>,
}

/// One service.
#[derive(Clone, Debug, Serialize)]
pub struct SystemView {
    /// Its name and address.
    pub link: Link,
    /// What happens when it is down.
    pub recovery: RecoveryView,
    /// The number of whoever says that the plan starts.
    pub number: Option<Reach>,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

/// Returns the services in use; nothing where there is none.
pub(super) fn systems(here: &Here<'_>) -> Option<SystemsView> {
    let in_use = || here.site.portal.services.iter().filter(|service| service.own.lifecycle != Lifecycle::Planned);
    in_use().next()?;
    let group = |criticality: Option<Criticality>| {
        let of = in_use().filter(|service| service.own.criticality == criticality);
        let title = criticality
            .map_or_else(|| here.words().t("continuity.criticality_not_said"), |criticality| here.words().criticality(criticality));
        GroupView { title, systems: of.filter_map(|service| system(here, service)).collect() }
    };
    let groups = Criticality::ALL.into_iter().map(Some).chain([None]).map(group).filter(|group| !group.systems.is_empty()).collect();
    let others = in_use().filter(|service| recovery(here, service).is_none()).map(|service| here.link_id(&service.id)).collect();
    Some(SystemsView { groups, others })
}

fn system(here: &Here<'_>, service: &Entity<Service>) -> Option<SystemView> {
    let declared_by = service.own.continuity.as_ref().and_then(|continuity| continuity.declared_by.as_ref());
    Some(SystemView {
        link: here.link_id(&service.id),
        recovery: recovery(here, service)?,
        number: declared_by.and_then(|actor| number_of(here, actor)),
        internal: here.is_internal(&service.node),
    })
}
