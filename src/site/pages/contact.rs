//! One person: the numbers, what they hold, who covers when they are away.

use serde::Serialize;
use tera::Value;

use super::due::{ReviewedView, reviewed};
use super::holds::{self, HoldsView};
use super::named::others;
use super::people::{self, DayView, PersonView};
use super::{Section, list, sections};
use crate::markdown::Html;
use crate::model::contact::{Affiliation, Contact, Published, Side};
use crate::model::coverage::Coverage;
use crate::model::hours::Zone;
use crate::model::id::{Actor, Id};
use crate::model::portal::Entity;
use crate::site::downloads::Download;
use crate::site::here::{Here, Internal, Link, Reach, Referrer, Who};
use crate::site::hours::{Hours, hours};
use crate::site::{Subject, View, shell};

/// What the page of a person shows.
#[derive(Clone, Debug, Serialize)]
pub struct ContactView {
    /// The person, with numbers, teams and backup.
    pub person: PersonView,
    /// The file with the person, for an address book.
    pub download: String,
    /// The vendor whose person it is.
    pub vendor: Option<Link>,
    /// One sentence on the person.
    pub summary: Option<Html>,
    /// When the entry was reviewed.
    pub reviewed: Option<ReviewedView>,
    /// When the person works; more than one where their teams differ.
    pub hours: Vec<WorkView>,
    /// Where the person's clock stands.
    pub zone: ZoneView,
    /// Where the person works.
    pub sites: Vec<Link>,
    /// The first number of whoever stands in.
    pub backup_number: Option<Reach>,
    /// Where it is told who covers whom.
    pub covers_page: Option<String>,
    /// Whom the person stands in for.
    pub backs_up: Vec<Who>,
    /// The first day.
    pub starts: Option<DayView>,
    /// What the person may decide.
    pub can: Vec<String>,
    /// What others of the same side decide instead.
    pub others_can: Vec<OthersCan>,
    /// What the person holds.
    pub holds: HoldsView,
    /// The text.
    pub body: Option<Html>,
    /// What else names the person.
    pub referrers: Vec<Referrer>,
    /// What is on the page.
    pub sections: Vec<Section>,
    /// Whether a status on the page depends on the day of the build.
    pub dated: bool,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

/// The hours of a person.
#[derive(Clone, Debug, Serialize)]
pub struct WorkView {
    /// The hours.
    pub hours: Hours,
    /// The teams and roles whose hours they are; empty where they are the person's own.
    pub teams: Vec<String>,
}

/// A time zone, for people.
#[derive(Clone, Debug, Serialize)]
pub struct ZoneView {
    /// As people say it: `Eastern`.
    pub text: String,
    /// Its name in the IANA database.
    pub name: String,
}

/// What somebody else decides.
#[derive(Clone, Debug, Serialize)]
pub struct OthersCan {
    /// What it is.
    pub what: String,
    /// Who may.
    pub who: Vec<Who>,
}

impl ZoneView {
    /// Says a zone.
    pub(super) fn new(here: &Here<'_>, zone: &Zone) -> ZoneView {
        ZoneView { text: here.words().zone(zone), name: zone.name().to_owned() }
    }
}

pub(super) fn view(here: &Here<'_>, contact: &Entity<Contact>) -> View {
    let title = &contact.common.title;
    let (contacts, above) = (here.words().t("title.contacts"), list("contacts.html"));
    let above = [(contacts.as_str(), &above)];
    View {
        template: "contact.html",
        frame: shell::frame(here, title, &above, Some(&contact.common)),
        view: Value::from_serializable(&contact_view(here, contact)),
    }
}

fn contact_view(here: &Here<'_>, contact: &Entity<Contact>) -> ContactView {
    let own = &contact.own;
    let holds = holds::holds(here, &Actor::from(contact.id.as_str()));
    let backs_up = backs_up(here, contact);
    let person = people::person(here, contact);
    let reviewed = reviewed(here, &contact.common);
    let teams: Vec<Link> = person.teams.iter().map(|membership| membership.team.link()).collect();
    let backed: Vec<Link> = backs_up.iter().map(Who::link).collect();
    let vendor = match &own.side {
        Affiliation::Vendor(id) => Some(here.link_id(id)),
        Affiliation::Client | Affiliation::Provider => None,
    };
    let referrers = others(here.referrers(contact), holds.links().chain(&teams).chain(&backed));
    let body = here.body(contact);
    let sections = sections(&[
        ("holds", &here.words().t("contact.what_they_hold"), !holds.groups.is_empty()),
        ("services", &here.words().t("contact.services_they_provide"), !holds.services.is_empty()),
        ("authority", &here.words().t("contact.may_decide"), !own.can.is_empty()),
        ("about", &here.words().t("common.about"), body.is_some()),
        ("links", &here.words().t("contact.refers_to_them"), !referrers.is_empty()),
    ]);
    ContactView {
        download: here.href(&Download::Card(contact.id.clone()).path()),
        vendor,
        summary: here.summary(contact),
        hours: work(here, contact),
        zone: zone(here, own),
        sites: here.links(&own.sites),
        backup_number: own.backup.as_ref().and_then(|id| people::first_number(here, here.site.portal.contacts.get(id)?)),
        covers_page: here.href_of_list(&Subject::Continuity).filter(|_| own.side() != Side::Vendor).map(|page| format!("{page}#people")),
        starts: people::day(here, own, own.starts, Published::Starts),
        can: own.can.iter().map(|authority| here.words().authority(*authority)).collect(),
        others_can: others_can(here, contact),
        dated: holds.is_dated() || reviewed.as_ref().is_some_and(|reviewed| reviewed.late.is_some()),
        reviewed,
        internal: here.internal(&contact.node),
        person,
        backs_up,
        holds,
        body,
        referrers,
        sections,
    }
}

fn backs_up(here: &Here<'_>, person: &Entity<Contact>) -> Vec<Who> {
    let naming = here.site.portal.naming(&[person.mention()], &here.site.portal.contacts);
    let others = naming.into_iter().filter(|other| other.own.backup.as_ref() == Some(&person.id));
    others.map(|other| here.who(&Actor::from(other.id.as_str()))).collect()
}

/// Returns when a person works: their own hours, else those of their teams, alike ones together.
fn work(here: &Here<'_>, contact: &Entity<Contact>) -> Vec<WorkView> {
    let portal = here.site.portal;
    let said = |id: &Id<Coverage>| portal.coverage.get(id).map(|coverage| hours(here.words(), portal, &coverage.own));
    if let Some(own) = contact.own.coverage.as_ref().and_then(said) {
        return vec![WorkView { hours: own, teams: Vec::new() }];
    }
    let mut work: Vec<WorkView> = Vec::new();
    for team in here.site.portal.teams_of(contact) {
        let Some(theirs) = team.own.coverage.as_ref().and_then(said) else { continue };
        let title = team.common.title.clone();
        match work.iter_mut().find(|known| known.hours == theirs) {
            Some(known) => known.teams.push(title),
            None => work.push(WorkView { hours: theirs, teams: vec![title] }),
        }
    }
    work
}

fn zone(here: &Here<'_>, own: &Contact) -> ZoneView {
    let portal = here.site.portal;
    let of_side = match own.side() {
        Side::Client | Side::Vendor => portal.zone(),
        Side::Provider => &portal.provider.zone,
    };
    ZoneView::new(here, own.zone.as_ref().unwrap_or(of_side))
}

/// Returns what a person who may decide something may not, and who of the same side may.
fn others_can(here: &Here<'_>, contact: &Entity<Contact>) -> Vec<OthersCan> {
    if contact.own.can.is_empty() {
        return Vec::new();
    }
    let not_theirs = here.site.may.iter().filter(|(authority, _)| !contact.own.can.contains(authority));
    let others = not_theirs.map(|(authority, all)| {
        let others = all.iter().filter(|other| other.own.side() == contact.own.side());
        OthersCan { what: here.words().authority(*authority), who: others.map(|other| here.who(&Actor::from(other.id.as_str()))).collect() }
    });
    others.filter(|other| !other.who.is_empty()).collect()
}
