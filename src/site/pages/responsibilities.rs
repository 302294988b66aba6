//! The responsibility matrix: who does what, who answers for it, what each side does.
//!
//! One row carries the cells of all three views, and the page shows those of one: by party, by team (`columns`), or by RACI letter.

mod columns;
mod row;

use serde::Serialize;
use tera::Value;

use self::columns::{Columns, SideColumns};
use self::row::{RowView, row};
use super::split::{Group, SplitView, by_area, split};
use crate::model::contact::Side;
use crate::model::portal::Entity;
use crate::model::responsibility::Responsibility;
use crate::model::service::Service;
use crate::site::here::{Here, side_word};
use crate::site::{Site, View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct ResponsibilitiesView {
    /// The page's heading.
    pub title: String,
    /// How many rows each sourcing has.
    pub split: SplitView,
    /// The columns of the view by party, in the order of each row's `parties`.
    pub parties: Vec<PartyView>,
    /// The columns of the view by team, in the order of each row's `teams`.
    pub teams: Vec<SideColumns>,
    /// How many columns a row has in all views together.
    pub span: usize,
    /// The services that rows belong to, for the filter.
    pub services: Vec<ServiceChoice>,
    /// The rows by area.
    pub areas: Vec<AreaView>,
}

/// A party: who may hold letters in the view by party.
#[derive(Clone, Debug, Serialize)]
pub struct PartyView {
    /// Its word in addresses.
    pub word: &'static str,
    /// The side of its mark.
    pub side: &'static str,
    /// What it is called.
    pub name: String,
    /// In how many rows it holds a letter.
    pub count: usize,
}

/// A service that rows belong to.
#[derive(Clone, Debug, Serialize)]
pub struct ServiceChoice {
    /// Its id.
    pub word: String,
    /// What it is called.
    pub title: String,
    /// How many rows belong to it.
    pub count: usize,
}

/// The rows of one area.
#[derive(Clone, Debug, Serialize)]
pub struct AreaView {
    /// The id of the element.
    pub anchor: String,
    /// Its word in addresses.
    pub word: String,
    /// What it is called.
    pub title: String,
    /// How many rows each sourcing has.
    pub split: SplitView,
    /// Its rows.
    pub rows: Vec<RowView>,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let portal = here.site.portal;
    // Vendors hold letters in few portals; the two sides always stand there.
    let stands = |side: &Side| *side != Side::Vendor || holds_any(here, *side);
    let parties: Vec<Side> = Side::ALL.into_iter().filter(stands).collect();
    let columns = Columns::new(here.site);
    let groups = by_area(here.site);
    let view = ResponsibilitiesView {
        title: "Responsibility matrix".to_owned(),
        split: split(portal, portal.responsibilities.iter()),
        parties: parties.iter().map(|side| party_view(here, *side)).collect(),
        teams: columns.view(here),
        // Task, sourcing, four letters, day of review.
        span: 2 + parties.len() + columns.len() + 4 + 1,
        services: services(here.site),
        areas: groups.iter().map(|group| area_view(here, group, &parties, &columns)).collect(),
    };
    let mut frame = shell::frame(here, &view.title, &[], None);
    frame.page.styles = vec!["portal", "matrix"];
    frame.page.scripts.push("matrix");
    View { template: "responsibilities.html", frame, view: Value::from_serializable(&view) }
}

fn holds_any(here: &Here<'_>, side: Side) -> bool {
    let portal = here.site.portal;
    portal.responsibilities.iter().any(|row| !row.own.letters(|actor| portal.side(actor) == side).is_empty())
}

fn party_view(here: &Here<'_>, side: Side) -> PartyView {
    let portal = here.site.portal;
    let holds = |row: &&Entity<Responsibility>| !row.own.letters(|actor| portal.side(actor) == side).is_empty();
    let count = portal.responsibilities.iter().filter(holds).count();
    PartyView { word: side_word(side), side: side_word(side), name: here.side_name(side), count }
}

fn services(site: &Site<'_>) -> Vec<ServiceChoice> {
    let count = |service: &Entity<Service>| {
        let naming = site.portal.rows_naming(&[service.mention()]);
        naming.into_iter().filter(|row| row.own.service.as_ref() == Some(&service.id)).count()
    };
    let choices = site.portal.services.iter().map(|service| ServiceChoice {
        word: service.id.as_str().to_owned(),
        title: service.common.title.clone(),
        count: count(service),
    });
    let mut choices: Vec<ServiceChoice> = choices.filter(|choice| choice.count > 0).collect();
    choices.sort_by_cached_key(|choice| choice.title.to_lowercase());
    choices
}

fn area_view(here: &Here<'_>, group: &Group<'_>, parties: &[Side], columns: &Columns<'_>) -> AreaView {
    AreaView {
        // No row's anchor and no area's is like the one of the rows without an area.
        anchor: group.area.map_or("no-area".to_owned(), |area| format!("area-{}", area.id)),
        word: group.word().to_owned(),
        title: group.title().to_owned(),
        split: split(here.site.portal, group.rows.iter().copied()),
        rows: group.rows.iter().map(|entity| row(here, entity, parties, columns)).collect(),
    }
}
