//! The matrix as a table of texts, for a spreadsheet: the view by team, and what each side does.

use super::columns::{Column, Columns};
use super::parties;
use super::row::{gaps, roles, team_cell};
use crate::model::contact::Side;
use crate::model::entity::Status;
use crate::model::portal::Entity;
use crate::model::responsibility::{Letter, Part, Responsibility};
use crate::site::downloads::Table;
use crate::site::here::Here;
use crate::site::pages::responsibility::proof::controls;
use crate::site::pages::split::{Group, by_area};

/// What parts several things in one field.
const BETWEEN: &str = "; ";

/// Makes the table, in the order of the page. Addresses are told from the portal's top.
pub(in crate::site) fn table(here: &Here<'_>) -> Table {
    let all: Vec<&Entity<Responsibility>> = here.site.portal.responsibilities.iter().collect();
    let (columns, parties) = (Columns::new(here.site), parties(here, &all));
    let groups = by_area(here.site);
    let rows = groups.iter().flat_map(|group| group.rows.iter().map(|row| fields(here, group, row, (&columns, &parties))));
    Table { header: header(here, &columns, &parties), rows: rows.collect() }
}

fn header(here: &Here<'_>, columns: &Columns<'_>, parties: &[Side]) -> Vec<String> {
    let words = here.words();
    let mut header: Vec<String> = ["downloads.reference", "common.area", "common.task", "common.sourcing"].map(|key| words.t(key)).into();
    for side in columns.view(here) {
        header.extend(side.columns.iter().map(|column| format!("{}: {}", side.name, column.title)));
    }
    let does = |side: &Side| match side {
        Side::Client | Side::Provider => words.fill("downloads.what_side_does", &[("side", &here.side_name(*side))]),
        Side::Vendor => words.t("downloads.what_vendors_do"),
    };
    header.extend(parties.iter().map(does));
    let last =
        ["common.service", "downloads.controls", "downloads.evidence", "responsibilities.reviewed", "downloads.remarks", "downloads.page"];
    header.extend(last.map(|key| words.t(key)));
    header
}

fn fields(here: &Here<'_>, group: &Group<'_>, row: &Entity<Responsibility>, (columns, parties): (&Columns<'_>, &[Side])) -> Vec<String> {
    let portal = here.site.portal;
    let own = &row.own;
    let words = here.words();
    let link = here.link_id(&row.id);
    let sourcing = own.sourcing(portal).map_or_else(|| words.t("common.nobody_yet"), |sourcing| words.sourcing(sourcing));
    let mut fields = vec![own.code.clone().unwrap_or_else(|| row.id.as_str().to_owned()), group.title(words), link.title, sourcing];
    fields.extend(columns.iter().map(|column| held(here, own, columns, column)));
    fields.extend(parties.iter().map(|side| does(here, own, *side)));
    let proofs: Vec<String> = own.evidence.iter().filter_map(|id| Some(portal.evidence.get(id)?.common.title.clone())).collect();
    let controls: Vec<String> = controls(here, &own.controls).into_iter().map(|control| control.link.title).collect();
    fields.extend([
        own.service.as_ref().map(|id| here.link_id(id).title).unwrap_or_default(),
        controls.join(BETWEEN),
        proofs.join(BETWEEN),
        row.common.reviewed.map(|day| day.to_string()).unwrap_or_default(),
        remarks(here, row).join(BETWEEN),
        link.href.unwrap_or_default(),
    ]);
    fields
}

/// Returns the letters of a column, as `R/A`; where it stands for several, with who holds them.
fn held(here: &Here<'_>, own: &Responsibility, columns: &Columns<'_>, column: Column<'_>) -> String {
    let cell = team_cell(here, own, columns, column);
    let letters = cell.letters.into_iter().map(letter).collect::<Vec<_>>().join("/");
    match (column, cell.label) {
        (Column::Others(_), Some(names)) => format!("{letters} ({names})"),
        (Column::Team(_) | Column::Others(_), _) => letters,
    }
}

fn letter(letter: Letter) -> &'static str {
    match letter {
        Letter::Responsible => "R",
        Letter::Accountable => "A",
        Letter::Consulted => "C",
        Letter::Informed => "I",
    }
}

/// Says what a side does: each part of it, then what else its people are in the row.
fn does(here: &Here<'_>, own: &Responsibility, side: Side) -> String {
    let part = |part: &Part| {
        let by: Vec<String> =
            part.by.iter().filter(|actor| here.site.portal.side(actor) == side).map(|actor| here.who(actor).name).collect();
        let does = part.does.as_ref().map_or_else(|| part.title.clone(), |does| here.plain_phrase(does));
        (!by.is_empty()).then(|| format!("{}: {does}", here.words().and(&by)))
    };
    let roles = roles(here, own, side).into_iter().map(|role| format!("{}: {}", role.text, role.who));
    own.parts.iter().filter_map(part).chain(roles).collect::<Vec<_>>().join(BETWEEN)
}

/// Says what a reader must know before they take a row for agreed and whole.
fn remarks(here: &Here<'_>, row: &Entity<Responsibility>) -> Vec<String> {
    let words = here.words();
    let marks = [(here.is_internal(&row.node), "common.internal"), (row.common.status == Status::Proposed, "common.proposed_not_agreed")];
    let marks = marks.into_iter().filter(|(stands, _)| *stands).map(|(_, key)| words.t(key));
    let undone = row.own.parts.iter().filter(|part| part.by.is_empty());
    let undone = undone.map(|part| format!("{}: {}", words.t("common.nobody_yet"), part.title));
    marks.chain(gaps(here, &row.own)).chain(undone).collect()
}
