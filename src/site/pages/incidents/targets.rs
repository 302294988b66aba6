//! What the services promise for each priority.

use serde::Serialize;

use crate::model::portal::Entity;
use crate::model::priority::Priority;
use crate::model::service::{Lifecycle, Service};
use crate::site::here::{Here, Link};
use crate::site::pages::service::{TargetView, target_view};

/// What is promised for one priority.
#[derive(Clone, Debug, Serialize)]
pub struct TargetsView {
    /// The priority.
    pub priority: Priority,
    /// What a reader calls it.
    pub title: Option<String>,
    /// What each service promises, in the order of the portal.
    pub services: Vec<PromiseView>,
}

/// What a service promises.
#[derive(Clone, Debug, Serialize)]
pub struct PromiseView {
    /// The service.
    pub link: Link,
    /// What it promises.
    pub target: TargetView,
    /// Whether only the internal edition shows the service.
    pub internal: bool,
}

const PRIORITIES: [Priority; 5] = [Priority::P1, Priority::P2, Priority::P3, Priority::P4, Priority::P5];

/// Returns what is promised for each priority for which anything is.
pub(super) fn targets(here: &Here<'_>) -> Vec<TargetsView> {
    let portal = here.site.portal;
    let promise = |service: &Entity<Service>, priority: Priority| {
        let target = service.own.targets.get(&priority)?;
        let target = target_view(here, &service.own, priority, target);
        Some(PromiseView { link: here.link_id(&service.id), target, internal: here.is_internal(&service.node) })
    };
    let meaning = |priority| portal.severity.iter().find_map(|severity| severity.own.meaning(priority));
    let of = |priority| TargetsView {
        priority,
        title: meaning(priority).map(|meaning| meaning.title.clone()),
        services: portal.services.iter().filter_map(|service| promise(service, priority)).collect(),
    };
    PRIORITIES.map(of).into_iter().filter(|targets| !targets.services.is_empty()).collect()
}

/// Returns the services in use that promise nothing and do not say that this is meant.
pub(super) fn unpromised(here: &Here<'_>) -> Vec<Link> {
    let lacks = |service: &&Entity<Service>| service.own.lacks_targets() && service.own.lifecycle == Lifecycle::Live;
    here.site.portal.services.iter().filter(lacks).map(|service| here.link_id(&service.id)).collect()
}
