//! One duty: what somebody of one side must do of a row, or of a part of it.

use serde::Serialize;

use crate::markdown::Html;
use crate::model::contact::Side;
use crate::model::date::Date;
use crate::model::duration::Frequency;
use crate::model::entity::Status;
use crate::model::id::Actor;
use crate::model::portal::{Entity, Portal};
use crate::model::responsibility::Responsibility;
use crate::site::here::{Due, Here, Link, Who};
use crate::site::pages::event::{DayView, day_view};
use crate::site::pages::responsibility;

/// What somebody of one side must do.
pub(super) struct Duty<'a> {
    /// The row.
    pub(super) row: &'a Entity<Responsibility>,
    /// The place of the part in the row; nothing where the row is not split.
    pub(super) part: Option<usize>,
    /// The side.
    pub(super) side: Side,
    /// Who of it.
    pub(super) by: Vec<&'a Actor>,
    /// How often.
    pub(super) every: Option<Frequency>,
    /// The day on which it is due next.
    pub(super) next: Option<Date>,
}

/// A duty.
#[derive(Clone, Debug, Serialize)]
pub struct DutyView {
    /// What is to be done, and where it is described in full.
    pub link: Link,
    /// The row's short reference.
    pub code: Option<String>,
    /// The row that it is a part of.
    pub of: Option<String>,
    /// What they do, if it is a part that says so.
    pub does: Option<Html>,
    /// Who.
    pub by: Vec<Who>,
    /// The ids of all of them, and of those who belong to them, for the filter.
    pub who: String,
    /// The day on which it is due next.
    pub next: Option<Due>,
    /// The same day as a calendar leaf.
    pub leaf: Option<DayView>,
    /// How soon it is handed over.
    pub within: Option<String>,
    /// Whether it is on the table and not yet agreed.
    pub proposed: bool,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

/// Returns every duty of every side, in the order of the portal.
pub(super) fn duties(portal: &Portal) -> Vec<Duty<'_>> {
    portal.responsibilities.iter().flat_map(|row| duties_of(portal, row)).collect()
}

fn duties_of<'a>(portal: &Portal, row: &'a Entity<Responsibility>) -> Vec<Duty<'a>> {
    let own = &row.own;
    let whole = (None, &own.responsible);
    let parts = own.parts.iter().enumerate().map(|(index, part)| (Some(index), &part.by));
    let mut duties = Vec::new();
    for (part, doers) in std::iter::once(whole).chain(parts) {
        for side in Side::ALL {
            let by: Vec<&Actor> = doers.iter().filter(|actor| portal.side(actor) == side).collect();
            if !by.is_empty() {
                duties.push(Duty { row, part, side, by, every: own.every, next: own.next });
            }
        }
    }
    duties
}

/// Makes a duty.
pub(super) fn duty_view(here: &Here<'_>, duty: &Duty<'_>) -> DutyView {
    let row = duty.row;
    let part = duty.part.map(|index| (&row.own.parts[index], row.node.at(&format!("parts/{index}"))));
    let of = here.link_id(&row.id);
    let (link, does) = match part {
        None => (of, None),
        Some((part, node)) => {
            let href = of.href.map(|href| format!("{href}#{}", responsibility::element(part.id.as_str())));
            (Link { title: part.title.clone(), href }, part.does.as_ref().map(|does| here.phrase(does, node.at("does"))))
        }
    };
    DutyView {
        link,
        code: row.own.code.clone(),
        of: part.map(|_| row.common.title.clone()),
        does,
        by: duty.by.iter().map(|actor| here.who(actor)).collect(),
        who: everybody(here.site.portal, &duty.by).join(" "),
        next: duty.next.map(|next| here.due(next)),
        leaf: duty.next.map(|day| day_view(here, day)),
        within: part.and_then(|(part, _)| part.hand_off.as_ref()?.within).map(|value| here.words().duration(value)),
        proposed: row.common.status == Status::Proposed,
        internal: here.is_internal(&row.node) || part.is_some_and(|(_, node)| here.is_internal(node)),
    }
}

/// Returns the ids of some actors, and of the people of their teams, each once.
pub(super) fn everybody<'a>(portal: &'a Portal, actors: &[&'a Actor]) -> Vec<&'a str> {
    let mut all: Vec<&str> = Vec::new();
    for actor in actors {
        let members = portal.teams.by_text(actor.as_str()).map(|team| team.own.people()).unwrap_or_default();
        for id in std::iter::once(actor.as_str()).chain(members.into_iter().map(|id| id.as_str())) {
            if !all.contains(&id) {
                all.push(id);
            }
        }
    }
    all
}
