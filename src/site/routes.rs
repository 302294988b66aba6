//! Where each entity stands in a portal: its own page, or a place on a list's.

use std::collections::HashMap;

use crate::files::SitePath;
use crate::model::kind::Kind;
use crate::model::portal::Portal;
use crate::yaml::Mention;

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
        Routes(portal.entities.all().iter().filter_map(|any| Some((any.mention(), place(any.kind, any.id)?))).collect())
    }

    /// Returns where an entity stands.
    pub fn get(&self, mention: &Mention) -> Option<&Place> {
        self.0.get(mention)
    }
}

/// Returns the path of an entity's own page, if its kind has one.
pub fn own_page(kind: Kind, id: &str) -> Option<SitePath> {
    match kind {
        Kind::Contact | Kind::Team | Kind::Service | Kind::Responsibility | Kind::Procedure => {
            Some(SitePath::new(&format!("{}/{id}.html", kind.plural())))
        }
        Kind::Coverage | Kind::Area | Kind::Channel => None,
    }
}

/// Returns where an entity stands, if anything shows it.
fn place(kind: Kind, id: &str) -> Option<Place> {
    if let Some(path) = own_page(kind, id) {
        return Some(Place { path, anchor: None });
    }
    let on = |page: &str, anchor: String| Some(Place { path: SitePath::new(page), anchor: Some(anchor) });
    match kind {
        Kind::Area => on("responsibilities.html", format!("area-{id}")),
        Kind::Channel => on("contacts.html", format!("channel-{id}")),
        // The coverage page comes with the arithmetic of hours.
        Kind::Coverage => None,
        Kind::Contact | Kind::Team | Kind::Service | Kind::Responsibility | Kind::Procedure => None,
    }
}
