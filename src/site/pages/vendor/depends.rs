//! What depends on a vendor: services that need it, tools that it makes, controls that are inherited from it.

use serde::Serialize;

use crate::model::portal::Entity;
use crate::model::vendor::Vendor;
use crate::site::here::{Here, Link};
use crate::site::pages::named::{NamedView, named};
use crate::site::routes;

/// What depends on a vendor.
#[derive(Clone, Debug, Serialize)]
pub struct DependsView {
    /// Services that need it.
    pub services: Vec<NamedView>,
    /// Tools that it makes.
    pub tools: Vec<NamedView>,
    /// Controls that are inherited from it, by framework.
    pub frameworks: Vec<InheritedView>,
}

/// Controls of one framework.
#[derive(Clone, Debug, Serialize)]
pub struct InheritedView {
    /// The framework.
    pub framework: Link,
    /// The controls.
    pub controls: Vec<ControlLink>,
}

/// One control.
#[derive(Clone, Debug, Serialize)]
pub struct ControlLink {
    /// Its id as the framework writes it, lower case.
    pub id: String,
    /// Its name and address.
    pub link: Link,
}

/// Finds what depends on a vendor.
pub(super) fn depends(here: &Here<'_>, vendor: &Entity<Vendor>) -> DependsView {
    let portal = here.site.portal;
    let mentions = [vendor.mention()];
    let services = portal.services_naming(&mentions).into_iter().filter(|service| service.own.vendors.contains(&vendor.id));
    let tools = portal.naming(&mentions, &portal.tools).into_iter().filter(|tool| tool.own.vendor.as_ref() == Some(&vendor.id));
    let frameworks = portal.naming(&mentions, &portal.frameworks).into_iter().map(|framework| {
        let page = here.link_id(&framework.id);
        let controls = framework.own.controls.iter().filter(|control| control.inherited_from.contains(&vendor.id));
        let link = |id: &str| page.href.as_ref().map(|href| format!("{href}#{}", routes::control_anchor(id)));
        let control = controls.map(|control| ControlLink {
            id: control.id.as_str().to_owned(),
            link: Link { title: control.title.clone(), href: link(control.id.as_str()) },
        });
        InheritedView { controls: control.collect(), framework: page.clone() }
    });
    DependsView {
        services: services.map(|service| named(here, service)).collect(),
        tools: tools.map(|tool| named(here, tool)).collect(),
        frameworks: frameworks.filter(|inherited| !inherited.controls.is_empty()).collect(),
    }
}

impl DependsView {
    /// Returns every name on it.
    pub(super) fn links(&self) -> impl Iterator<Item = &Link> {
        let frameworks = self.frameworks.iter().map(|inherited| &inherited.framework);
        self.services.iter().chain(&self.tools).map(|named| &named.link).chain(frameworks)
    }
}
