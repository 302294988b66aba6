//! One file a page type: what it shows, as a view. What several of them show: `call` (whom to call), [`split`] (ours, shared, theirs), [`due`] (when something was reviewed), [`event`] (what is when), [`contract`], [`letters`] (words in drawings), [`proof`] (how fresh an evidence is), [`recovery`] (what happens when a service is down).

pub mod a_to_z;
pub mod areas;
pub mod calendar;
pub mod call;
pub mod collaboration;
pub mod compliance;
pub mod contact;
pub mod contacts;
pub mod continuity;
pub mod contract;
pub mod coverage;
pub mod decisions;
pub mod due;
pub mod duties;
pub mod event;
pub mod framework;
pub mod glossary;
pub mod holds;
pub mod home;
pub mod incidents;
pub mod kept;
pub mod ladder;
pub mod letters;
pub mod listed;
pub mod moved;
pub mod named;
pub mod not_found;
pub mod page;
pub mod paper;
pub mod people;
pub mod practices;
pub mod procedure;
pub mod procedures;
pub mod proof;
pub mod recovery;
pub mod responsibilities;
pub mod responsibility;
pub mod search;
pub mod service;
pub mod services;
pub mod split;
pub mod team;
pub mod text;
pub mod vendor;
pub mod vendors;

use serde::Serialize;

use self::text::TextView;
use super::here::Here;
use super::{Page, Subject, View, routes};
use crate::files::SitePath;

/// The templates that tell hours of something: their pages carry the script that tells who is there at the moment.
const WITH_HOURS: [&str; 9] = [
    "home.html",
    "incidents.html",
    "contacts.html",
    "contact.html",
    "team.html",
    "service.html",
    "responsibility.html",
    "vendor.html",
    "coverage.html",
];

/// Makes the view of a page.
///
/// # Panics
/// If the page was planned for another portal.
pub(super) fn view(here: &Here<'_>, page: &Page) -> View {
    let mut view = view_of(here, page);
    if WITH_HOURS.contains(&view.template) {
        // Scripts of single pages build on it.
        view.frame.page.scripts.insert(1, "hours");
    }
    view
}

fn view_of(here: &Here<'_>, page: &Page) -> View {
    const PLANNED: &str = "a page is planned for what the portal holds";
    let portal = here.site.portal;
    match &page.subject {
        Subject::Home => home::view(here),
        Subject::Responsibilities if routes::in_areas(portal) => areas::view(here),
        Subject::Responsibilities => responsibilities::view(here),
        Subject::Area(area) => responsibilities::area_view(here, area.as_ref()),
        Subject::Responsibility(id) => responsibility::view(here, portal.responsibilities.get(id).expect(PLANNED)),
        Subject::Services => services::view(here),
        Subject::Service(id) => service::view(here, portal.services.get(id).expect(PLANNED)),
        Subject::Contacts => contacts::view(here),
        Subject::Contact(id) => contact::view(here, portal.contacts.get(id).expect(PLANNED)),
        Subject::Team(id) => team::view(here, portal.teams.get(id).expect(PLANNED)),
        Subject::Procedures => procedures::view(here),
        Subject::Procedure(id) => procedure::view(here, portal.procedures.get(id).expect(PLANNED)),
        Subject::Coverage => coverage::view(here),
        Subject::Continuity => continuity::view(here),
        Subject::Incidents => incidents::view(here),
        Subject::Duties => duties::view(here),
        Subject::Decisions => decisions::view(here),
        Subject::Vendors => vendors::view(here),
        Subject::Collaboration => collaboration::view(here),
        Subject::Practices => practices::view(here),
        Subject::Compliance => compliance::view(here),
        Subject::Calendar => calendar::view(here),
        Subject::Glossary => glossary::view(here),
        Subject::AToZ => a_to_z::view(here),
        Subject::Search => search::view(here),
        Subject::Vendor(id) => vendor::view(here, portal.vendors.get(id).expect(PLANNED)),
        Subject::Framework(id) => framework::view(here, portal.frameworks.get(id).expect(PLANNED)),
        Subject::Page(id) => self::page::view(here, portal.pages.get(id).expect(PLANNED)),
        Subject::Moved(to) => moved::view(here, to),
        Subject::NotFound => not_found::view(here),
        Subject::Paper => paper::view(here),
    }
}

/// Returns the path of a list page, for breadcrumbs.
fn list(path: &str) -> SitePath {
    SitePath::new(path)
}

/// A section of a page, for the list of what is on it.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// The id of its element.
    pub id: String,
    /// Its heading.
    pub title: String,
}

/// A section that a page may have: its id, its heading, whether it is there.
type Planned<'a> = (&'static str, &'a str, bool);

/// Returns the sections that a page has; nothing where a list of them would not help.
fn sections(all: &[Planned<'_>]) -> Vec<Section> {
    sections_around(all, None, &[])
}

/// Returns the sections of a page that has a text among them, whose own headings count as sections.
fn sections_around(before: &[Planned<'_>], text: Option<&TextView>, after: &[Planned<'_>]) -> Vec<Section> {
    let there = |all: &[Planned<'_>]| -> Vec<Section> {
        let section = |&(id, title, _): &Planned<'_>| Section { id: id.to_owned(), title: title.to_owned() };
        all.iter().filter(|(.., there)| *there).map(section).collect()
    };
    let text = text.map(|text| text.sections.clone()).unwrap_or_default();
    let all: Vec<Section> = there(before).into_iter().chain(text).chain(there(after)).collect();
    if all.len() > 1 { all } else { Vec::new() }
}
