//! Ours, shared, theirs: the rows of the matrix by area, and how many of them each sourcing has.

use serde::Serialize;

use super::responsibility::SourcingView;
use crate::model::area::Area;
use crate::model::portal::{Entity, Portal};
use crate::model::responsibility::{Responsibility, Sourcing};
use crate::site::Site;

/// How many of some rows each sourcing has.
#[derive(Clone, Debug, Serialize)]
pub struct SplitView {
    /// The three sourcings, in-house first.
    pub shares: Vec<ShareView>,
    /// How many rows nobody does.
    pub nobody: usize,
    /// How many rows there are.
    pub total: usize,
    /// The same in words: `18 in-house, 16 shared, 27 outsourced`.
    pub text: String,
}

/// How many rows one sourcing has.
#[derive(Clone, Debug, Serialize)]
pub struct ShareView {
    /// `In-house`, `Shared` or `Outsourced`.
    pub text: &'static str,
    /// The side of the mark and of the bar: `client`, `shared` or `provider`.
    pub kind: &'static str,
    /// `in-house`, `shared` or `outsourced`, as in addresses.
    pub word: &'static str,
    /// How many.
    pub count: usize,
}

/// The rows of one area.
pub(in crate::site) struct Group<'a> {
    /// The area; nothing for the rows without one, which come last.
    pub(in crate::site) area: Option<&'a Entity<Area>>,
    /// The rows, in the order of the portal; at least one.
    pub(super) rows: Vec<&'a Entity<Responsibility>>,
}

/// What the rows without an area are called together.
pub(super) const WITHOUT_AREA: &str = "Other work";

impl Group<'_> {
    /// Returns what the group is called.
    pub(super) fn title(&self) -> &str {
        self.area.map_or(WITHOUT_AREA, |area| &area.common.title)
    }

    /// Returns its word in addresses. The one of the rows without an area is no id that an area could have.
    pub(super) fn word(&self) -> &str {
        self.area.map_or("-", |area| area.id.as_str())
    }
}

/// Counts rows by sourcing.
pub(super) fn split<'a>(portal: &Portal, rows: impl IntoIterator<Item = &'a Entity<Responsibility>>) -> SplitView {
    let sourcings: Vec<Option<Sourcing>> = rows.into_iter().map(|row| row.own.sourcing(portal)).collect();
    let count = |sourcing: Option<Sourcing>| sourcings.iter().filter(|other| **other == sourcing).count();
    let shares = Sourcing::ALL.map(|sourcing| {
        let SourcingView { text, side, word } = SourcingView::new(sourcing);
        ShareView { text, kind: side, word, count: count(Some(sourcing)) }
    });
    let nobody = count(None);
    let mut said: Vec<String> = shares.iter().map(|share| format!("{} {}", share.count, share.word)).collect();
    if nobody > 0 {
        said.push(format!("{nobody} by nobody yet"));
    }
    SplitView { shares: shares.into(), nobody, total: sourcings.len(), text: said.join(", ") }
}

/// Sorts the rows of a portal by area, in the order of areas.
pub(in crate::site) fn by_area<'a>(site: &'a Site<'_>) -> Vec<Group<'a>> {
    let areas = site.areas().into_iter().map(Some).chain([None]);
    areas.map(|area| group(site, area)).filter(|group| !group.rows.is_empty()).collect()
}

/// Gathers the rows of an area, or those without one.
pub(super) fn group<'a>(site: &'a Site<'_>, area: Option<&'a Entity<Area>>) -> Group<'a> {
    let portal = site.portal;
    let rows = match area {
        Some(area) => {
            let naming = portal.rows_naming(&[area.mention()]);
            naming.into_iter().filter(|row| row.own.area.as_ref() == Some(&area.id)).collect()
        }
        None => {
            let has_none = |row: &&Entity<Responsibility>| row.own.area.as_ref().is_none_or(|id| portal.areas.get(id).is_none());
            portal.responsibilities.iter().filter(has_none).collect()
        }
    };
    Group { area, rows }
}
