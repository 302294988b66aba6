//! Which pages a portal has, where they stand, and what each shows: the views, which are the theme's contract.
//!
//! [`Site::plan`] is cheap; a view is made when its page is rendered, so that a preview makes only the page that was asked for.
//! Nothing here knows a template or a file system.
//!
//! Reading order: [`routes`] (where things stand), [`here`] (what a view asks of the page it stands on), [`shell`] (what every page carries), then one file a page type; [`finds`] (what a search finds), [`downloads`] (what a reader takes along).

pub mod routes;
pub mod words;
pub mod here;
pub mod hours;
pub mod live;
pub mod finds;
pub mod downloads;
mod week;
mod alphabet;
pub mod shell;
pub mod pages;

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Value;

use self::here::Here;
use self::pages::split::by_area;
use self::pages::{calendar, continuity};
use self::routes::Routes;
use self::shell::Frame;
use self::words::Words;
use crate::files::SitePath;
use crate::markdown;
use crate::model::area::Area;
use crate::model::contact::{Authority, Contact};
use crate::model::framework::Framework;
use crate::model::id::Id;

use crate::model::kind::Kind;
use crate::model::page as written;
use crate::model::portal::{Entity, Portal};
use crate::model::procedure::Procedure;
use crate::model::responsibility::Responsibility;
use crate::model::service::Service;
use crate::model::team::Team;
use crate::model::vendor::Vendor;
use crate::source::{SourcePath, Sources};
use crate::strings::Strings;
use crate::yaml::Mention;

/// A portal with its pages planned.
#[derive(Debug)]
pub struct Site<'a> {
    /// The portal that it shows.
    pub portal: &'a Portal,
    /// For the folder of the file that a text stands in.
    sources: &'a Sources,
    /// Where each file of the workspace that the portal names is published.
    attachments: &'a BTreeMap<SourcePath, SitePath>,
    /// The words of the interface, in the portal's language.
    strings: &'a Strings,
    /// Those of them that Markdown adds to what an author wrote.
    markdown: Arc<markdown::Words>,
    routes: Routes,
    /// The pages that are there once, in the order of reading.
    lists: Vec<Subject>,
    /// The navigation's entries, under their headings.
    entries: Vec<(String, Vec<shell::Entry>)>,
    /// For each thing that somebody may decide: who may, in the order of the portal.
    may: Vec<(Authority, Vec<&'a Entity<Contact>>)>,
}

/// One page of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where it stands.
    pub path: SitePath,
    /// What it shows.
    pub subject: Subject,
}

/// Whether a portal can be searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Searching {
    /// A script of the theme does it.
    ByScript,
    /// The theme has none: the A to Z is what there is.
    Nowhere,
}

/// What a page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Whom to call, who does what, what is next.
    Home,
    /// The responsibility matrix.
    Responsibilities,
    /// The rows of one area, where there are too many for one page; nothing for those without an area.
    Area(Option<Id<Area>>),
    /// One row of it.
    Responsibility(Id<Responsibility>),
    /// All services.
    Services,
    /// One service.
    Service(Id<Service>),
    /// People, teams and channels.
    Contacts,
    /// One person.
    Contact(Id<Contact>),
    /// One team.
    Team(Id<Team>),
    /// Who is there in which hours.
    Coverage,
    /// What happens when something is down, or somebody is gone.
    Continuity,
    /// How bad it is, what happens next, who is next if nothing moves.
    Incidents,
    /// What each side does how often.
    Duties,
    /// Why something is in-house or not.
    Decisions,
    /// All vendors.
    Vendors,
    /// One vendor.
    Vendor(Id<Vendor>),
    /// All procedures.
    Procedures,
    /// One procedure.
    Procedure(Id<Procedure>),
    /// Channels, meetings, disputes, tools.
    Collaboration,
    /// What the provider brought, and what became of it.
    Practices,
    /// All frameworks and evidence.
    Compliance,
    /// One framework.
    Framework(Id<Framework>),
    /// What must be decided or done next.
    Calendar,
    /// What the words mean.
    Glossary,
    /// Everything by its name.
    AToZ,
    /// What a search finds.
    Search,
    /// A page that an author wrote whole.
    Page(Id<written::Page>),
    /// Where something with another id went.
    Moved(Mention),
    /// Every page in one, for paper.
    Paper,
    /// For addresses that lead nowhere.
    NotFound,
}

/// A page's view, made.
#[derive(Clone, Debug)]
pub struct View {
    /// The template that shows it.
    pub template: &'static str,
    /// What the page carries around its own view.
    pub frame: Frame,
    /// The page's own view.
    pub view: Value,
}

impl<'a> Site<'a> {
    /// Plans the pages of a portal.
    pub fn plan(
        portal: &'a Portal,
        sources: &'a Sources,
        attachments: &'a BTreeMap<SourcePath, SitePath>,
        strings: &'a Strings,
        searching: Searching,
    ) -> Site<'a> {
        let lists = lists(portal, searching);
        let entries = shell::entries(portal, &lists, Words::new(strings));
        let markdown = Arc::new(markdown::Words::new(|key| strings.fill(key, &[])));
        Site { portal, sources, attachments, strings, markdown, routes: Routes::new(portal), lists, entries, may: may(portal) }
    }

    /// Returns the words of the interface.
    pub(crate) fn words(&self) -> Words<'a> {
        Words::new(self.strings)
    }

    /// Returns every page, in the order of reading. A page whose portal has nothing for it is not made.
    pub fn pages(&self) -> Vec<Page> {
        let subjects = self.lists.iter().flat_map(|list| std::iter::once(list.clone()).chain(self.below(list)));
        let written = self.portal.pages.iter().filter(|page| page.id.as_str() != routes::HOME).map(|page| Subject::Page(page.id.clone()));
        let mut pages: Vec<Page> = subjects.chain(written).map(|subject| Page { path: subject.path(), subject }).collect();
        for any in self.portal.entities.all() {
            let moved = any.common.formerly.iter().filter_map(|old| Some((routes::own_page(any.kind, old.as_str())?, any.mention())));
            pages.extend(moved.map(|(path, to)| Page { path, subject: Subject::Moved(to) }));
        }
        pages
    }

    /// Returns the pages that stand on paper, in the order of reading; nothing if the portal is too large for it.
    pub fn printed(&self) -> Vec<Page> {
        if !self.lists.contains(&Subject::Paper) {
            return Vec::new();
        }
        let is_printed =
            |page: &Page| !matches!(page.subject, Subject::NotFound | Subject::AToZ | Subject::Search | Subject::Moved(_) | Subject::Paper);
        self.pages().into_iter().filter(is_printed).collect()
    }

    /// Returns the pages of the entities that a list leads to.
    #[expect(clippy::wildcard_enum_match_arm, reason = "few pages are lists of others that have pages")]
    fn below(&self, list: &Subject) -> Vec<Subject> {
        let portal = self.portal;
        match list {
            Subject::Responsibilities => {
                let groups = if routes::in_areas(portal) { by_area(self) } else { Vec::new() };
                let areas = groups.iter().map(|group| Subject::Area(group.area.map(|area| area.id.clone())));
                areas.chain(portal.responsibilities.iter().map(|row| Subject::Responsibility(row.id.clone()))).collect()
            }
            Subject::Services => portal.services.iter().map(|service| Subject::Service(service.id.clone())).collect(),
            Subject::Contacts => {
                let people = portal.contacts.iter().map(|contact| Subject::Contact(contact.id.clone()));
                people.chain(portal.teams.iter().map(|team| Subject::Team(team.id.clone()))).collect()
            }
            Subject::Vendors => portal.vendors.iter().map(|vendor| Subject::Vendor(vendor.id.clone())).collect(),
            Subject::Procedures => portal.procedures.iter().map(|procedure| Subject::Procedure(procedure.id.clone())).collect(),
            Subject::Compliance => portal.frameworks.iter().map(|framework| Subject::Framework(framework.id.clone())).collect(),
            _ => Vec::new(),
        }
    }

    /// Makes the view of one page; no other page is needed for it.
    pub fn view(&self, page: &Page) -> View {
        let here = Here::new(self, page.path.clone());
        pages::view(&here, page)
    }

    /// Makes the navigation of the pages that stand in one place of it.
    pub fn navigation(&self, within: &shell::Within) -> Vec<shell::Group> {
        shell::navigation(self, within)
    }

    /// Returns the file of the brand's picture, if it has one.
    pub fn logo(&self) -> Option<SourcePath> {
        let name = self.portal.client.own.brand.logo.as_ref()?;
        let file = self.portal.client.node.at("brand/logo").span.file;
        self.sources.get(file).path.join(name.as_str())
    }

    /// Returns the areas in their order: by `order`, those without one last, then as they were written.
    fn areas(&self) -> Vec<&Entity<Area>> {
        let mut areas: Vec<&Entity<Area>> = self.portal.areas.iter().collect();
        areas.sort_by_key(|area| area.own.order.unwrap_or(i64::MAX));
        areas
    }
}

impl Subject {
    /// Returns the key of what a page is called that is there once; nothing where its title is an author's.
    pub(crate) fn title(&self) -> Option<&'static str> {
        Some(match self {
            Subject::Home => "title.home",
            Subject::Responsibilities => "title.responsibilities",
            Subject::Services => "title.services",
            Subject::Contacts => "title.contacts",
            Subject::Coverage => "title.coverage",
            Subject::Continuity => "title.continuity",
            Subject::Incidents => "title.incidents",
            Subject::Duties => "title.duties",
            Subject::Decisions => "title.decisions",
            Subject::Vendors => "title.vendors",
            Subject::Procedures => "title.procedures",
            Subject::Collaboration => "title.collaboration",
            Subject::Practices => "title.practices",
            Subject::Compliance => "title.compliance",
            Subject::Calendar => "title.calendar",
            Subject::Glossary => "title.glossary",
            Subject::AToZ => "title.a_to_z",
            Subject::Search => "title.search",
            Subject::Paper => "title.paper",
            Subject::NotFound => "title.not_found",
            Subject::Area(_)
            | Subject::Responsibility(_)
            | Subject::Service(_)
            | Subject::Contact(_)
            | Subject::Team(_)
            | Subject::Vendor(_)
            | Subject::Procedure(_)
            | Subject::Framework(_)
            | Subject::Page(_)
            | Subject::Moved(_) => return None,
        })
    }

    /// Returns the key of what a list is about, in the words of those who look for it; nothing where its title says it.
    #[expect(clippy::wildcard_enum_match_arm, reason = "pages of one thing say what they are about themselves")]
    fn about(&self) -> Option<&'static str> {
        Some(match self {
            Subject::Home => "about.home",
            Subject::Responsibilities => "about.responsibilities",
            Subject::Services => "about.services",
            Subject::Contacts => "about.contacts",
            Subject::Coverage => "about.coverage",
            Subject::Continuity => "about.continuity",
            Subject::Incidents => "about.incidents",
            Subject::Duties => "about.duties",
            Subject::Decisions => "about.decisions",
            Subject::Vendors => "about.vendors",
            Subject::Procedures => "about.procedures",
            Subject::Collaboration => "about.collaboration",
            Subject::Practices => "about.practices",
            Subject::Compliance => "about.compliance",
            Subject::Calendar => "about.calendar",
            Subject::Glossary => "about.glossary",
            _ => return None,
        })
    }

    /// Returns where the page stands.
    fn path(&self) -> SitePath {
        let own = |kind: Kind, id: &str| routes::own_page(kind, id).expect("the kind has pages of its own");
        match self {
            Subject::Home => SitePath::new("index.html"),
            Subject::Responsibilities => SitePath::new("responsibilities.html"),
            Subject::Area(area) => routes::area_page(area.as_ref().map(Id::as_str)),
            Subject::Responsibility(id) => own(Kind::Responsibility, id.as_str()),
            Subject::Services => SitePath::new("services.html"),
            Subject::Service(id) => own(Kind::Service, id.as_str()),
            Subject::Contacts => SitePath::new("contacts.html"),
            Subject::Contact(id) => own(Kind::Contact, id.as_str()),
            Subject::Team(id) => own(Kind::Team, id.as_str()),
            Subject::Procedures => SitePath::new("procedures.html"),
            Subject::Procedure(id) => own(Kind::Procedure, id.as_str()),
            Subject::Coverage => SitePath::new("coverage.html"),
            Subject::Continuity => SitePath::new("continuity.html"),
            Subject::Incidents => SitePath::new("incidents.html"),
            Subject::Duties => SitePath::new("duties.html"),
            Subject::Decisions => SitePath::new("decisions.html"),
            Subject::Vendors => SitePath::new("vendors.html"),
            Subject::Vendor(id) => own(Kind::Vendor, id.as_str()),
            Subject::Collaboration => SitePath::new("collaboration.html"),
            Subject::Practices => SitePath::new("practices.html"),
            Subject::Compliance => SitePath::new("compliance.html"),
            Subject::Framework(id) => own(Kind::Framework, id.as_str()),
            Subject::Calendar => SitePath::new("calendar.html"),
            Subject::Glossary => SitePath::new("glossary.html"),
            Subject::AToZ => SitePath::new("a-to-z.html"),
            Subject::Search => SitePath::new("search.html"),
            Subject::Page(id) => own(Kind::Page, id.as_str()),
            Subject::Moved(to) => SitePath::new(&format!("{}/{}.html", to.kind, to.id)),
            Subject::Paper => SitePath::new("print.html"),
            Subject::NotFound => SitePath::new("404.html"),
        }
    }
}

/// From more entities on, there is no page that holds all others: a browser would struggle with it, and nobody prints it.
const MOST_ON_PAPER: usize = 2_000;

/// Returns the pages that are there once and have something to show.
fn lists(portal: &Portal, searching: Searching) -> Vec<Subject> {
    let disputes = portal.escalations.iter().any(|ladder| routes::is_dispute(&ladder.node));
    let ladders = portal.escalations.iter().any(|ladder| !routes::is_dispute(&ladder.node));
    let all = [
        (Subject::Home, true),
        (Subject::NotFound, true),
        (Subject::Incidents, !portal.severity.is_empty() || ladders),
        (
            Subject::Contacts,
            !(portal.contacts.is_empty() && portal.teams.is_empty() && portal.channels.is_empty() && portal.sites.is_empty()),
        ),
        (Subject::Responsibilities, !portal.responsibilities.is_empty()),
        (Subject::Duties, !portal.responsibilities.is_empty()),
        (Subject::Decisions, !portal.decisions.is_empty()),
        (Subject::Services, !portal.services.is_empty()),
        (Subject::Coverage, !(portal.coverage.is_empty() && portal.surges.is_empty())),
        (Subject::Continuity, continuity::stands(portal)),
        (Subject::Vendors, !(portal.vendors.is_empty() && portal.client.own.contracts.is_empty())),
        (Subject::Procedures, !portal.procedures.is_empty()),
        (Subject::Collaboration, disputes || !(portal.channels.is_empty() && portal.meetings.is_empty() && portal.tools.is_empty())),
        (Subject::Practices, !portal.practices.is_empty()),
        (Subject::Calendar, calendar::stands(portal)),
        (Subject::Compliance, !(portal.frameworks.is_empty() && portal.evidence.is_empty())),
        (Subject::Glossary, !portal.terms.is_empty()),
        (Subject::AToZ, !portal.entities.all().is_empty()),
        (Subject::Search, searching == Searching::ByScript && !portal.entities.all().is_empty()),
        (Subject::Paper, portal.entities.all().len() <= MOST_ON_PAPER),
    ];
    all.into_iter().filter(|(_, stands)| *stands).map(|(subject, _)| subject).collect()
}

fn may(portal: &Portal) -> Vec<(Authority, Vec<&Entity<Contact>>)> {
    let who = |authority: Authority| portal.contacts.iter().filter(|contact| contact.own.can.contains(&authority)).collect();
    Authority::ALL.into_iter().map(|authority| (authority, who(authority))).collect()
}
