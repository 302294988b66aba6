//! Where each entity stands in a portal: its own page, or a place on a list's.

use std::collections::{HashMap, HashSet};

use crate::files::SitePath;
use crate::model::kind::Kind;
use crate::model::portal::{Any, Portal};
use crate::yaml::{Mention, Node};

/// A page, and a place on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The page.
    pub path: SitePath,
    /// The id of the element, where the page holds more than one entity.
    pub anchor: Option<String>,
}

/// The places of all entities of a portal.
#[derive(Clone, Debug, Default)]
pub struct Routes(HashMap<Mention, Place>);

impl Routes {
    /// Works out the place of every entity that has one.
    pub fn new(portal: &Portal) -> Self {
        let in_areas = in_areas(portal);
        let rows = portal.responsibilities.iter().filter(|_| in_areas);
        let with_rows: HashSet<&str> = rows.filter_map(|row| row.own.area.as_ref().map(|area| area.as_str())).collect();
        let place = |any: &Any<'_>| {
            if any.kind != Kind::Area || !in_areas {
                return place(any);
            }
            // An area without rows has no page, and is found on the list.
            let path = if with_rows.contains(&**any.id) { area_page(Some(any.id)) } else { SitePath::new(MATRIX) };
            Some(Place { path, anchor: None })
        };
        Routes(portal.entities.all().iter().filter_map(|any| Some((any.mention(), place(any)?))).collect())
    }

    /// Returns where an entity stands.
    pub fn get(&self, mention: &Mention) -> Option<&Place> {
        self.0.get(mention)
    }
}

/// Returns the path of an entity's own page, if its kind has one.
pub fn own_page(kind: Kind, id: &str) -> Option<SitePath> {
    let folder = match kind {
        Kind::Contact | Kind::Team | Kind::Vendor | Kind::Service | Kind::Responsibility | Kind::Procedure | Kind::Page => kind.plural(),
        Kind::Framework => "compliance",
        Kind::Site
        | Kind::Coverage
        | Kind::Holidays
        | Kind::Surge
        | Kind::Area
        | Kind::Severity
        | Kind::Decision
        | Kind::Channel
        | Kind::Meeting
        | Kind::Escalation
        | Kind::Tool
        | Kind::Practice
        | Kind::Evidence
        | Kind::Term
        | Kind::Plan => return None,
    };
    Some(SitePath::new(&format!("{folder}/{id}.html")))
}

/// The most rows that one page of the matrix holds: beyond them a phone takes too long to draw it.
pub const MOST_ROWS: usize = 500;

/// The responsibility matrix.
const MATRIX: &str = "responsibilities.html";

/// Tells whether the matrix is a list of areas, each of which has a page with its rows.
pub fn in_areas(portal: &Portal) -> bool {
    portal.responsibilities.len() > MOST_ROWS && !portal.areas.is_empty()
}

/// Returns the page of an area's rows, or of those without an area, where the matrix is a list of areas.
pub fn area_page(area: Option<&str>) -> SitePath {
    // No area's page is like the one of the rows without an area.
    SitePath::new(&area.map_or("no-area.html".to_owned(), |id| format!("areas/{id}.html")))
}

/// Returns where an entity stands, if anything shows it.
fn place(any: &Any<'_>) -> Option<Place> {
    let page = match any.kind {
        Kind::Page if &**any.id == HOME => return Some(Place { path: SitePath::new("index.html"), anchor: None }),
        Kind::Contact
        | Kind::Team
        | Kind::Vendor
        | Kind::Service
        | Kind::Responsibility
        | Kind::Procedure
        | Kind::Framework
        | Kind::Page => return own_page(any.kind, any.id).map(|path| Place { path, anchor: None }),
        Kind::Severity => return Some(Place { path: SitePath::new("incidents.html"), anchor: None }),
        Kind::Plan => return None,
        Kind::Area => MATRIX,
        Kind::Channel | Kind::Site => "contacts.html",
        Kind::Coverage | Kind::Holidays | Kind::Surge => "coverage.html",
        Kind::Decision => "decisions.html",
        Kind::Meeting | Kind::Tool => "collaboration.html",
        Kind::Escalation if is_dispute(any.node) => "collaboration.html",
        Kind::Escalation => "incidents.html",
        Kind::Practice => "practices.html",
        Kind::Evidence => "compliance.html",
        Kind::Term => "glossary.html",
    };
    Some(Place { path: SitePath::new(page), anchor: Some(anchor(any.kind, any.id)) })
}

/// The id of the page that introduces the home page.
pub const HOME: &str = "home";

/// Returns the id of the element that shows an entity on a list's page.
pub fn anchor(kind: Kind, id: &str) -> String {
    format!("{}-{id}", kind.singular())
}

/// Returns the id of the element that shows a control on its framework's page.
pub fn control_anchor(id: &str) -> String {
    format!("control-{id}")
}

/// Tells whether a ladder is about how the sides work together; the others are about something that breaks.
pub fn is_dispute(node: &Node) -> bool {
    matches!(node.text_of("kind"), Some("conflict" | "commercial" | "service"))
}
