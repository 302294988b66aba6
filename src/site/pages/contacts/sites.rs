//! Sites: where they lie, when somebody is there, whom to ask, and what is given there.

use serde::Serialize;

use crate::model::contact::Contact;
use crate::model::portal::Entity;
use crate::model::site::Site;
use crate::site::here::{Here, Link};
use crate::site::hours::{Hours, hours};
use crate::site::pages::contact::ZoneView;
use crate::site::pages::listed::{ListedView, listed};
use crate::site::pages::people::{self, PersonView};

/// A place where people work and machines stand.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// Its name and texts.
    pub listed: ListedView,
    /// Where it lies, as on an envelope.
    pub address: Option<String>,
    /// Where its clock stands.
    pub zone: ZoneView,
    /// When somebody is there.
    pub hours: Option<Hours>,
    /// The hours, described in full.
    pub coverage: Option<Link>,
    /// Whom to ask there, first choice first.
    pub contacts: Vec<PersonView>,
    /// Who works there.
    pub people: Vec<Link>,
    /// The services that are given there and not everywhere.
    pub services: Vec<Link>,
    /// The rows of the matrix that are done there and not everywhere.
    pub tasks: Vec<Link>,
}

/// Returns the sites, in the order of the portal.
pub(super) fn sites(here: &Here<'_>) -> Vec<SiteView> {
    here.site.portal.sites.iter().map(|site| site_view(here, site)).collect()
}

fn site_view(here: &Here<'_>, site: &Entity<Site>) -> SiteView {
    let portal = here.site.portal;
    let own = &site.own;
    let naming = [site.mention()];
    let services = portal.services_naming(&naming).into_iter().filter(|service| service.own.sites.contains(&site.id));
    let services: Vec<Link> = services.map(|service| here.link_id(&service.id)).collect();
    let tasks = portal.rows_naming(&naming).into_iter().filter(|row| row.own.sites.contains(&site.id));
    let tasks: Vec<Link> = tasks.map(|row| here.link_id(&row.id)).collect();
    let works = |contact: &&Entity<Contact>| contact.own.sites.contains(&site.id);
    let people: Vec<Link> =
        portal.naming(&naming, &portal.contacts).into_iter().filter(works).map(|contact| here.link_id(&contact.id)).collect();
    SiteView {
        listed: listed(here, site, services.iter().chain(&tasks).chain(&people)),
        address: own.address.clone(),
        zone: ZoneView::new(here, own.zone.as_ref().unwrap_or(portal.zone())),
        hours: own.coverage.as_ref().and_then(|id| portal.coverage.get(id)).map(|coverage| hours(here.words(), portal, &coverage.own)),
        coverage: own.coverage.as_ref().map(|id| here.link_id(id)),
        contacts: people::people(here, &own.contacts),
        people,
        services,
        tasks,
    }
}
