//! Ours, shared, theirs: the rows of the matrix by area, and how many of them each sourcing has.

use serde::Serialize;

use super::responsibility::SourcingView;
use crate::model::area::Area;
use crate::model::portal::Entity;
use crate::model::responsibility::{Responsibility, Sourcing};
use crate::site::Site;
use crate::site::here::Here;
use crate::site::words::Words;

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
    pub text: String,
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

/// The key of what the rows without an area are called together.
pub(super) const WITHOUT_AREA: &str = "common.other_work";

impl Group<'_> {
    /// Returns what the group is called.
    pub(super) fn title(&self, words: Words<'_>) -> String {
        self.area.map_or_else(|| words.t(WITHOUT_AREA), |area| area.common.title.clone())
    }

    /// Returns its word in addresses. The one of the rows without an area is no id that an area could have.
    pub(super) fn word(&self) -> &str {
        self.area.map_or("-", |area| area.id.as_str())
    }
}

/// Counts rows by sourcing.
pub(super) fn split<'a>(here: &Here<'_>, rows: impl IntoIterator<Item = &'a Entity<Responsibility>>) -> SplitView {
    let sourcings: Vec<Option<Sourcing>> = rows.into_iter().map(|row| row.own.sourcing(here.site.portal)).collect();
    let count = |sourcing: Option<Sourcing>| sourcings.iter().filter(|other| **other == sourcing).count();
    let shares = Sourcing::ALL.map(|sourcing| {
        let SourcingView { text, side, word } = SourcingView::new(here, sourcing);
        ShareView { text, kind: side, word, count: count(Some(sourcing)) }
    });
    let nobody = count(None);
    let said_of = |sourcing: Sourcing| here.words().fill(said(sourcing), &[("count", &count(Some(sourcing)).to_string())]);
    let mut said: Vec<String> = Sourcing::ALL.map(said_of).into();
    if nobody > 0 {
        said.push(here.words().fill("shares.nobody", &[("count", &nobody.to_string())]));
    }
    SplitView { shares: shares.into(), nobody, total: sourcings.len(), text: said.join(", ") }
}

/// Returns the key of how many rows a sourcing has.
fn said(sourcing: Sourcing) -> &'static str {
    match sourcing {
        Sourcing::InHouse => "shares.in_house",
        Sourcing::Shared => "shares.shared",
        Sourcing::Outsourced => "shares.outsourced",
    }
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
