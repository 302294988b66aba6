//! The responsibility matrix: who does what, who answers for it, what each side does.
//!
//! One row carries the cells of all three views, and the page shows those of one: by party, by team (`columns`), or by RACI letter.

mod columns;
mod row;
mod table;

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use self::columns::{Columns, SideColumns};
use self::row::{RowView, row};
pub(in crate::site) use self::table::table;
use super::list;
use super::split::{Group, SplitView, by_area, group, split};
use crate::files::SitePath;
use crate::model::area::Area;
use crate::model::contact::Side;
use crate::model::id::Id;
use crate::model::kind::Model;
use crate::model::portal::{All, Entity};
use crate::model::responsibility::Responsibility;
use crate::site::downloads::Download;
use crate::site::here::{Here, side_word};
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct ResponsibilitiesView {
    /// The page's heading.
    pub title: String,
    /// The file that holds all rows of the portal, for a spreadsheet.
    pub download: String,
    /// How many rows each sourcing has.
    pub split: SplitView,
    /// The columns of the view by party, in the order of each row's `parties`.
    pub parties: Vec<PartyView>,
    /// The columns of the view by team, in the order of each row's `teams`.
    pub teams: Vec<SideColumns>,
    /// How many columns a row has in all views together.
    pub span: usize,
    /// The services that rows belong to, for the filter.
    pub services: Vec<ChoiceView>,
    /// The frameworks whose controls rows meet, for the filter.
    pub frameworks: Vec<ChoiceView>,
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

/// Something that rows belong to.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceView {
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
    let rows: Vec<&Entity<Responsibility>> = here.site.portal.responsibilities.iter().collect();
    let groups = by_area(here.site);
    matrix(here, here.words().t("title.responsibilities"), &[], (&rows, &groups))
}

/// Makes the matrix of one area's rows, or of the rows without an area.
pub(super) fn area_view(here: &Here<'_>, area: Option<&Id<Area>>) -> View {
    let group = group(here.site, area.and_then(|id| here.site.portal.areas.get(id)));
    let (matrix_title, above) = (here.words().t("title.responsibilities"), list("responsibilities.html"));
    matrix(here, group.title(here.words()), &[(&matrix_title, &above)], (&group.rows, std::slice::from_ref(&group)))
}

fn matrix(here: &Here<'_>, title: String, above: &[(&str, &SitePath)], (rows, groups): (&[&Entity<Responsibility>], &[Group<'_>])) -> View {
    let portal = here.site.portal;
    let parties = parties(here, rows);
    let columns = Columns::new(here.site);
    let view = ResponsibilitiesView {
        title,
        download: here.href(&Download::Matrix.path()),
        split: split(here, rows.iter().copied()),
        parties: parties.iter().map(|side| party_view(here, rows, *side)).collect(),
        teams: columns.view(here),
        // Task, sourcing, four letters, day of review.
        span: 2 + parties.len() + columns.len() + 4 + 1,
        services: choices(rows.iter().filter_map(|row| row.own.service.as_ref()).map(Id::as_str), &portal.services),
        frameworks: choices(rows.iter().flat_map(|row| row.own.frameworks()), &portal.frameworks),
        areas: groups.iter().map(|group| group_view(here, group, &parties, &columns)).collect(),
    };
    let mut frame = shell::frame(here, &view.title, above, None);
    frame.page.styles = vec!["portal", "matrix"];
    frame.page.scripts.push("matrix");
    View { template: "responsibilities.html", frame, view: Value::from_serializable(&view) }
}

/// Returns the sides that hold letters: vendors do in few portals; the two others always stand there.
fn parties(here: &Here<'_>, rows: &[&Entity<Responsibility>]) -> Vec<Side> {
    Side::ALL.into_iter().filter(|side| *side != Side::Vendor || holds(here, rows, *side) > 0).collect()
}

/// Counts the rows in which a side holds a letter.
fn holds(here: &Here<'_>, rows: &[&Entity<Responsibility>], side: Side) -> usize {
    let portal = here.site.portal;
    rows.iter().filter(|row| !row.own.letters(|actor| portal.side(actor) == side).is_empty()).count()
}

fn party_view(here: &Here<'_>, rows: &[&Entity<Responsibility>], side: Side) -> PartyView {
    PartyView { word: side_word(side), side: side_word(side), name: here.side_name(side), count: holds(here, rows, side) }
}

/// Counts what rows belong to, by title.
fn choices<'a, T: Model>(named: impl Iterator<Item = &'a str>, all: &All<T>) -> Vec<ChoiceView> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    named.for_each(|id| *counts.entry(id).or_default() += 1);
    let choice = |entity: &Entity<T>| {
        let count = *counts.get(entity.id.as_str())?;
        Some(ChoiceView { word: entity.id.as_str().to_owned(), title: entity.common.title.clone(), count })
    };
    let mut choices: Vec<ChoiceView> = all.iter().filter_map(choice).collect();
    choices.sort_by_cached_key(|choice| choice.title.to_lowercase());
    choices
}

fn group_view(here: &Here<'_>, group: &Group<'_>, parties: &[Side], columns: &Columns<'_>) -> AreaView {
    AreaView {
        // No row's anchor and no area's is like the one of the rows without an area.
        anchor: group.area.map_or("no-area".to_owned(), |area| format!("area-{}", area.id)),
        word: group.word().to_owned(),
        title: group.title(here.words()),
        split: split(here, group.rows.iter().copied()),
        rows: group.rows.iter().map(|entity| row(here, entity, parties, columns)).collect(),
    }
}
