//! Which pages a portal has, where they stand, and what each shows: the views, which are the theme's contract.
//!
//! [`Site::plan`] is cheap; a view is made when its page is rendered, so that a preview makes only the page that was asked for.
//! Nothing here knows a template or a file system.
//!
//! Reading order: [`routes`] (where things stand), [`here`] (what a view asks of the page it stands on), [`shell`] (what every page carries), then one file a page type.

pub mod routes;
pub mod words;
pub mod here;
pub mod hours;
pub mod shell;
pub mod pages;

use std::collections::BTreeMap;

use tera::Value;

use self::here::Here;
use self::routes::Routes;
use self::shell::Frame;
use crate::files::SitePath;
use crate::model::area::Area;
use crate::model::contact::{Authority, Contact};
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::portal::{Entity, Portal};
use crate::model::procedure::Procedure;
use crate::model::responsibility::Responsibility;
use crate::model::service::Service;
use crate::model::team::Team;
use crate::source::{SourcePath, Sources};
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
    routes: Routes,
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

/// What a page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Whom to call, who does what, what is next.
    Home,
    /// The responsibility matrix.
    Responsibilities,
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
    /// All procedures.
    Procedures,
    /// One procedure.
    Procedure(Id<Procedure>),
    /// Where something with another id went.
    Moved(Mention),
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
    pub fn plan(portal: &'a Portal, sources: &'a Sources, attachments: &'a BTreeMap<SourcePath, SitePath>) -> Site<'a> {
        Site { portal, sources, attachments, routes: Routes::new(portal), may: may(portal) }
    }

    /// Returns every page, in the order of reading. A page whose portal has nothing for it is not made.
    pub fn pages(&self) -> Vec<Page> {
        let mut subjects = vec![Subject::Home, Subject::NotFound];
        let portal = self.portal;
        if !portal.responsibilities.is_empty() {
            subjects.push(Subject::Responsibilities);
            subjects.extend(portal.responsibilities.iter().map(|row| Subject::Responsibility(row.id.clone())));
        }
        if !portal.services.is_empty() {
            subjects.push(Subject::Services);
            subjects.extend(portal.services.iter().map(|service| Subject::Service(service.id.clone())));
        }
        if !(portal.contacts.is_empty() && portal.teams.is_empty() && portal.channels.is_empty()) {
            subjects.push(Subject::Contacts);
            subjects.extend(portal.contacts.iter().map(|contact| Subject::Contact(contact.id.clone())));
            subjects.extend(portal.teams.iter().map(|team| Subject::Team(team.id.clone())));
        }
        if !portal.procedures.is_empty() {
            subjects.push(Subject::Procedures);
            subjects.extend(portal.procedures.iter().map(|procedure| Subject::Procedure(procedure.id.clone())));
        }
        let mut pages: Vec<Page> = subjects.into_iter().map(|subject| Page { path: subject.path(), subject }).collect();
        for any in portal.entities.all() {
            let moved = any.common.formerly.iter().filter_map(|old| Some((routes::own_page(any.kind, old.as_str())?, any.mention())));
            pages.extend(moved.map(|(path, to)| Page { path, subject: Subject::Moved(to) }));
        }
        pages
    }

    /// Makes the view of one page; no other page is needed for it.
    pub fn view(&self, page: &Page) -> View {
        let here = Here::new(self, page.path.clone());
        pages::view(&here, page)
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
    /// Returns where the page stands.
    fn path(&self) -> SitePath {
        let own = |kind: Kind, id: &str| routes::own_page(kind, id).expect("the kind has pages of its own");
        match self {
            Subject::Home => SitePath::new("index.html"),
            Subject::Responsibilities => SitePath::new("responsibilities.html"),
            Subject::Responsibility(id) => own(Kind::Responsibility, id.as_str()),
            Subject::Services => SitePath::new("services.html"),
            Subject::Service(id) => own(Kind::Service, id.as_str()),
            Subject::Contacts => SitePath::new("contacts.html"),
            Subject::Contact(id) => own(Kind::Contact, id.as_str()),
            Subject::Team(id) => own(Kind::Team, id.as_str()),
            Subject::Procedures => SitePath::new("procedures.html"),
            Subject::Procedure(id) => own(Kind::Procedure, id.as_str()),
            Subject::Moved(to) => SitePath::new(&format!("{}/{}.html", to.kind, to.id)),
            Subject::NotFound => SitePath::new("404.html"),
        }
    }
}

fn may(portal: &Portal) -> Vec<(Authority, Vec<&Entity<Contact>>)> {
    let who = |authority: Authority| portal.contacts.iter().filter(|contact| contact.own.can.contains(&authority)).collect();
    Authority::ALL.into_iter().map(|authority| (authority, who(authority))).collect()
}
