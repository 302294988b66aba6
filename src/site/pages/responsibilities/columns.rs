//! The columns of the view by team: the teams that hold letters, few enough to fit on a screen.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::contact::Side;
use crate::model::id::Actor;
use crate::model::portal::{Entity, Party, Portal};
use crate::model::responsibility::Responsibility;
use crate::model::team::{Function, Team};
use crate::site::Site;
use crate::site::here::{Here, side_word};

/// The most columns of a side; where more teams hold letters, those with fewest share the last.
const MOST: usize = 6;

/// The columns of one side.
#[derive(Clone, Debug, Serialize)]
pub struct SideColumns {
    /// What the side is called.
    pub name: String,
    /// The side of its mark.
    pub side: &'static str,
    /// Its columns.
    pub columns: Vec<ColumnView>,
}

/// The head of one column.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnView {
    /// What it is called, in short where everybody knows the short form.
    pub short: String,
    /// What it is called in full; of the column for all others, whom it holds.
    pub title: String,
}

/// Which columns there are, and who stands in which.
pub(super) struct Columns<'a> {
    columns: Vec<Column<'a>>,
    /// The teams of the actors that are named.
    teams: BTreeMap<Actor, &'a Entity<Team>>,
}

/// A column: one team, or whoever of a side has no column of their own.
#[derive(Clone, Copy)]
pub(super) enum Column<'a> {
    Team(&'a Entity<Team>),
    Others(Side),
}

impl<'a> Columns<'a> {
    /// Chooses the columns of a portal.
    pub(super) fn new(site: &Site<'a>) -> Self {
        let portal = site.portal;
        let mut teams = BTreeMap::new();
        let mut rows_of: BTreeMap<&str, usize> = BTreeMap::new();
        let mut teamless: Vec<Side> = Vec::new();
        for row in portal.responsibilities.iter() {
            let mut held: Vec<&str> = Vec::new();
            for actor in actors(&row.own) {
                match team_of(site, actor) {
                    Some(team) => {
                        teams.insert(actor.clone(), team);
                        held.push(team.id.as_str());
                    }
                    None => teamless.push(portal.side(actor)),
                }
            }
            held.sort_unstable();
            held.dedup();
            held.into_iter().for_each(|team| *rows_of.entry(team).or_default() += 1);
        }
        let columns = Side::ALL.into_iter().flat_map(|side| side_columns(portal, side, &rows_of, &teamless));
        Columns { columns: columns.collect(), teams }
    }

    /// Returns how many columns there are.
    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    /// Walks the columns.
    pub(super) fn iter(&self) -> impl Iterator<Item = Column<'a>> {
        self.columns.iter().copied()
    }

    /// Tells whether an actor stands in a column.
    pub(super) fn holds(&self, portal: &Portal, column: Column<'_>, actor: &Actor) -> bool {
        let own = self.teams.get(actor).filter(|team| self.has(team));
        match column {
            Column::Team(team) => own.is_some_and(|own| own.id == team.id),
            Column::Others(side) => own.is_none() && portal.side(actor) == side,
        }
    }

    /// Returns the heads of the columns.
    pub(super) fn view(&self, here: &Here<'_>) -> Vec<SideColumns> {
        let of = |side: Side| SideColumns {
            name: here.side_name(side),
            side: side_word(side),
            columns: self.iter().filter(|column| column.side() == side).map(|column| self.column_view(here, column)).collect(),
        };
        Side::ALL.map(of).into_iter().filter(|side| !side.columns.is_empty()).collect()
    }

    fn has(&self, team: &Entity<Team>) -> bool {
        self.columns.iter().any(|column| matches!(column, Column::Team(other) if other.id == team.id))
    }

    fn column_view(&self, here: &Here<'_>, column: Column<'_>) -> ColumnView {
        match column {
            Column::Team(team) => {
                let title = team.common.title.clone();
                let alone = |function: Function| {
                    self.iter().filter(|other| matches!(other, Column::Team(team) if team.own.function == Some(function))).count() == 1
                };
                let short = team.own.function.filter(|function| alone(*function)).and_then(short).map_or(title.clone(), str::to_owned);
                ColumnView { short, title }
            }
            Column::Others(Side::Vendor) => ColumnView { short: here.side_name(Side::Vendor), title: here.words().t("columns.any_vendor") },
            Column::Others(side @ (Side::Client | Side::Provider)) => ColumnView {
                short: here.words().t("columns.others"),
                title: here.words().fill("columns.others_of", &[("side", &here.side_name(side))]),
            },
        }
    }
}

impl Column<'_> {
    fn side(self) -> Side {
        match self {
            Column::Team(team) => team.own.side(),
            Column::Others(side) => side,
        }
    }
}

/// Returns everybody who holds a letter in a row.
pub(super) fn actors(row: &Responsibility) -> impl Iterator<Item = &Actor> {
    let parts = row.parts.iter().flat_map(|part| &part.accountable);
    row.doers().into_iter().chain(&row.accountable).chain(parts).chain(&row.consulted).chain(&row.informed)
}

/// Returns the column's teams of a side in the order of the portal: those that hold letters in most rows, if not all fit.
fn side_columns<'a>(portal: &'a Portal, side: Side, rows_of: &BTreeMap<&str, usize>, teamless: &[Side]) -> Vec<Column<'a>> {
    let rows = |team: &Entity<Team>| rows_of.get(team.id.as_str()).copied().unwrap_or_default();
    let teams: Vec<&Entity<Team>> = portal.teams.iter().filter(|team| team.own.side() == side && rows(team) > 0).collect();
    let others = teamless.contains(&side) || teams.len() > MOST;
    let mut chosen = teams.clone();
    chosen.sort_by_key(|team| std::cmp::Reverse(rows(team)));
    chosen.truncate(if others { MOST - 1 } else { MOST });
    let fits = |team: &&Entity<Team>| chosen.iter().any(|other| other.id == team.id);
    let columns = teams.into_iter().filter(fits).map(Column::Team);
    columns.chain(others.then_some(Column::Others(side))).collect()
}

/// Returns the team that an actor counts for.
///
/// A person counts for one team, or a letter would seem to be held twice: the one that they lead, else the smallest that lists them.
fn team_of<'a>(site: &Site<'a>, actor: &Actor) -> Option<&'a Entity<Team>> {
    let contact = match site.portal.party(actor) {
        Party::Team(team) => return Some(team),
        Party::Contact(contact) => contact,
        Party::Client | Party::Provider | Party::Vendor(_) | Party::Outside(_) => return None,
    };
    let teams = site.portal.teams_of(contact);
    let led = teams.iter().find(|team| team.own.lead.as_ref() == Some(&contact.id));
    led.or_else(|| teams.iter().min_by_key(|team| team.own.members.len())).copied()
}

/// Returns a short form that everybody in the trade knows.
fn short(function: Function) -> Option<&'static str> {
    match function {
        Function::Noc => Some("NOC"),
        Function::Soc => Some("SOC"),
        Function::ServiceDesk | Function::InternalIt | Function::Account | Function::Field | Function::Security | Function::Business => {
            None
        }
    }
}
