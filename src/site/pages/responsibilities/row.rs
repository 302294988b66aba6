//! One row of the matrix, with the cells of all views and what each side does.

use serde::Serialize;

use super::columns::{Column, Columns, actors};
use crate::markdown::Html;
use crate::model::contact::Side;
use crate::model::entity::Status;
use crate::model::id::Actor;
use crate::model::portal::Entity;
use crate::model::responsibility::{Letter, Part, Responsibility};
use crate::site::here::{Here, Who, side_word};
use crate::site::pages::due::{ReviewedView, reviewed};
use crate::site::pages::responsibility::SourcingView;

/// A row.
#[derive(Clone, Debug, Serialize)]
pub struct RowView {
    /// The id of the element.
    pub anchor: String,
    /// What is done.
    pub title: String,
    /// The page of the row.
    pub href: Option<String>,
    /// The short reference.
    pub code: Option<String>,
    /// Which sides do it; nothing if nobody does.
    pub sourcing: Option<SourcingView>,
    /// The id of its service.
    pub service: Option<String>,
    /// The ids of the frameworks whose controls it meets, with spaces between; nothing if there are none.
    pub frameworks: Option<String>,
    /// What people call it, for the filter by text.
    pub keywords: String,
    /// What nobody holds.
    pub gaps: Vec<String>,
    /// Whether it is on the table and not yet agreed.
    pub proposed: bool,
    /// Whether only an internal edition shows it.
    pub hidden: bool,
    /// The letters of each party.
    pub parties: Vec<CellView>,
    /// The letters of each team.
    pub teams: Vec<CellView>,
    /// Who holds each letter, in the order R, A, C, I.
    pub letters: Vec<LetterView>,
    /// When it was reviewed; nothing if it never was.
    pub reviewed: Option<ReviewedView>,
    /// What each side does.
    pub sides: Vec<SideView>,
    /// The parts that nobody does.
    pub undone: Vec<String>,
}

/// The letters that somebody holds.
#[derive(Clone, Debug, Serialize)]
pub struct CellView {
    /// Who holds them; nothing if there are none.
    pub label: Option<String>,
    /// The letters.
    pub letters: Vec<Letter>,
}

/// Who holds a letter.
#[derive(Clone, Debug, Serialize)]
pub struct LetterView {
    /// The letter.
    pub letter: Letter,
    /// Who holds it.
    pub who: Vec<Who>,
    /// Whether somebody should and nobody does.
    pub gap: bool,
}

/// What one side does.
#[derive(Clone, Debug, Serialize)]
pub struct SideView {
    /// `client` or `provider`.
    pub side: &'static str,
    /// What it is called.
    pub name: String,
    /// The parts that it does.
    pub parts: Vec<DoesView>,
    /// What else its people are in the row.
    pub roles: Vec<RoleView>,
}

/// A part that a side does.
#[derive(Clone, Debug, Serialize)]
pub struct DoesView {
    /// Its title.
    pub title: String,
    /// What is done.
    pub does: Option<Html>,
    /// Who of the side does it.
    pub by: String,
}

/// What people of a side are in a row.
#[derive(Clone, Debug, Serialize)]
pub struct RoleView {
    /// `Does it`, `Answers for it`, `Is asked before`, `Is told after`.
    pub text: String,
    /// Who, roles with the people who fill them.
    pub who: String,
}

/// Makes the view of a row.
pub(super) fn row(here: &Here<'_>, row: &Entity<Responsibility>, parties: &[Side], columns: &Columns<'_>) -> RowView {
    let portal = here.site.portal;
    let own = &row.own;
    RowView {
        anchor: format!("row-{}", row.id),
        title: row.common.title.clone(),
        href: here.link_id(&row.id).href,
        code: own.code.clone(),
        sourcing: own.sourcing(portal).map(|sourcing| SourcingView::new(here, sourcing)),
        service: own.service.as_ref().map(|id| id.as_str().to_owned()),
        frameworks: Some(own.frameworks().join(" ")).filter(|frameworks| !frameworks.is_empty()),
        keywords: row.common.keywords.join(" "),
        gaps: gaps(here, own),
        proposed: row.common.status == Status::Proposed,
        hidden: here.is_internal(&row.node),
        parties: parties.iter().map(|side| cell(own, here.side_name(*side), |actor| portal.side(actor) == *side)).collect(),
        teams: columns.iter().map(|column| team_cell(here, own, columns, column)).collect(),
        letters: letters(here, own),
        reviewed: reviewed(here, &row.common),
        sides: parties.iter().filter_map(|side| side_view(here, row, *side)).collect(),
        undone: own.parts.iter().filter(|part| part.by.is_empty()).map(|part| part.title.clone()).collect(),
    }
}

/// Says what nobody holds.
pub(super) fn gaps(here: &Here<'_>, row: &Responsibility) -> Vec<String> {
    let lacks_parts = !row.doers().is_empty() && row.lacks_responsible();
    let gaps = [
        (row.lacks_accountable(), "common.nobody_answers_for_it_yet"),
        (row.doers().is_empty(), "common.nobody_does_it_yet"),
        (lacks_parts, "common.nobody_does_a_part_yet"),
    ];
    gaps.into_iter().filter(|(lacks, _)| *lacks).map(|(_, gap)| here.words().t(gap)).collect()
}

fn cell(row: &Responsibility, label: String, picks: impl Fn(&Actor) -> bool) -> CellView {
    let letters = row.letters(picks);
    CellView { label: (!letters.is_empty()).then_some(label), letters }
}

/// Returns the letters of a column.
pub(super) fn team_cell(here: &Here<'_>, row: &Responsibility, columns: &Columns<'_>, column: Column<'_>) -> CellView {
    let holds = |actor: &Actor| columns.holds(here.site.portal, column, actor);
    let label = match column {
        Column::Team(team) => team.common.title.clone(),
        // The column stands for several, so that each cell says for whom.
        Column::Others(_) => {
            let mut names: Vec<String> = Vec::new();
            for name in actors(row).filter(|actor| holds(actor)).map(|actor| here.who(actor).name) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            names.join(", ")
        }
    };
    cell(row, label, holds)
}

fn letters(here: &Here<'_>, row: &Responsibility) -> Vec<LetterView> {
    let view = |letter: Letter, actors: Vec<&Actor>, gap: bool| LetterView {
        letter,
        who: actors.into_iter().map(|actor| here.who(actor)).collect(),
        gap,
    };
    vec![
        view(Letter::Responsible, row.doers(), row.lacks_responsible()),
        view(Letter::Accountable, accountable(row), row.lacks_accountable()),
        view(Letter::Consulted, row.consulted.iter().collect(), false),
        view(Letter::Informed, row.informed.iter().collect(), false),
    ]
}

/// Returns who answers for the row, then who answers for a part of it, each once.
fn accountable(row: &Responsibility) -> Vec<&Actor> {
    let mut accountable: Vec<&Actor> = row.accountable.iter().collect();
    for actor in row.parts.iter().flat_map(|part| &part.accountable) {
        if !accountable.contains(&actor) {
            accountable.push(actor);
        }
    }
    accountable
}

fn side_view(here: &Here<'_>, row: &Entity<Responsibility>, side: Side) -> Option<SideView> {
    let own = &row.own;
    let parts: Vec<DoesView> = own.parts.iter().enumerate().filter_map(|(index, part)| does_view(here, row, index, part, side)).collect();
    let roles = roles(here, own, side);
    let silent = parts.is_empty() && roles.is_empty();
    (!silent).then(|| SideView { side: side_word(side), name: here.side_name(side), parts, roles })
}

/// Says what people of a side are in a row.
pub(super) fn roles(here: &Here<'_>, own: &Responsibility, side: Side) -> Vec<RoleView> {
    let roles = [
        ("row.does_it", own.responsible.iter().collect()),
        ("row.answers_for_it", accountable(own)),
        ("row.is_asked_before", own.consulted.iter().collect()),
        ("row.is_told_after", own.informed.iter().collect()),
    ];
    let role = |(text, actors): (&'static str, Vec<&Actor>)| Some(RoleView { text: here.words().t(text), who: names(here, actors, side)? });
    roles.into_iter().filter_map(role).collect()
}

fn does_view(here: &Here<'_>, row: &Entity<Responsibility>, index: usize, part: &Part, side: Side) -> Option<DoesView> {
    let by = part.by.iter().filter(|actor| here.site.portal.side(actor) == side).map(|actor| here.who(actor).name).collect::<Vec<_>>();
    let node = row.node.at(&format!("parts/{index}/does"));
    (!by.is_empty()).then(|| DoesView {
        title: part.title.clone(),
        does: part.does.as_ref().map(|does| here.phrase(does, node)),
        by: here.words().and(&by),
    })
}

/// Names those of a side: roles with the people who fill them; nothing if there are none.
fn names(here: &Here<'_>, actors: Vec<&Actor>, side: Side) -> Option<String> {
    let own = actors.into_iter().filter(|actor| here.site.portal.side(actor) == side).map(|actor| here.who(actor));
    let named = own.map(|who| match who.detail {
        Some(detail) => format!("{} ({detail})", who.name),
        None if who.vacant => here.words().fill("row.nobody_yet", &[("name", &who.name)]),
        None => who.name,
    });
    let named: Vec<String> = named.collect();
    (!named.is_empty()).then(|| here.words().and(&named))
}
