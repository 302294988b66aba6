//! A ladder that both sides climb: who is next, after how long, by which way, and what they may decide.

use serde::Serialize;

use super::listed::{ListedView, listed};
use super::named::sides;
use super::people::{self, RouteView};
use crate::markdown::Html;
use crate::model::escalation::{Escalation, Rung};
use crate::model::id::Actor;
use crate::model::portal::Entity;
use crate::model::priority::Priority;
use crate::site::here::{Here, Internal, Link, Reach, Who};

/// A ladder.
#[derive(Clone, Debug, Serialize)]
pub struct LadderView {
    /// Its name and texts.
    pub listed: ListedView,
    /// What it is for.
    pub matter: Option<String>,
    /// The priorities that it holds for; empty for all.
    pub priorities: Vec<Priority>,
    /// The services that it holds for; empty for all.
    pub services: Vec<Link>,
    /// Its rungs, the first one first.
    pub rungs: Vec<RungView>,
    /// What goes on meanwhile, and who sees to it.
    pub standstill: Option<Html>,
    /// Who decides in the end.
    pub final_say: Vec<CalledView>,
    /// Where the outcome is written down.
    pub record: Option<Html>,
}

/// One rung.
#[derive(Clone, Debug, Serialize)]
pub struct RungView {
    /// Its number, from 1.
    pub number: usize,
    /// The side that stands on it, `shared` if several do; nothing where nobody does.
    pub side: Option<&'static str>,
    /// Who is called, the client's side first.
    pub who: Vec<CalledView>,
    /// Who is called if they cannot be reached.
    pub backup: Vec<CalledView>,
    /// The way that the call takes.
    pub via: Option<RouteView>,
    /// How long after the rung before: `after 30 minutes`; nothing where nobody has said.
    pub after: Option<String>,
    /// What they may decide.
    pub can_decide: Option<Html>,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

/// Somebody who is called.
#[derive(Clone, Debug, Serialize)]
pub struct CalledView {
    /// Who it is.
    pub who: Who,
    /// What their side is called.
    pub side_name: String,
    /// The number to try first.
    pub number: Option<Reach>,
}

/// Makes a ladder.
pub(super) fn ladder(here: &Here<'_>, escalation: &Entity<Escalation>) -> LadderView {
    let own = &escalation.own;
    let text = |key: &str| escalation.node.at(key);
    LadderView {
        listed: listed(here, escalation, []),
        matter: own.kind.map(|value| here.words().matter(value)),
        priorities: own.priority.clone(),
        services: here.links(&own.services),
        rungs: own.steps.iter().enumerate().map(|(index, rung)| rung_view(here, escalation, index, rung)).collect(),
        standstill: own.standstill.as_ref().map(|standstill| here.phrase(standstill, text("standstill"))),
        final_say: called(here, &own.final_say),
        record: own.record.as_ref().map(|record| here.phrase(record, text("record"))),
    }
}

fn rung_view(here: &Here<'_>, escalation: &Entity<Escalation>, index: usize, rung: &Rung) -> RungView {
    let node = escalation.node.at(&format!("steps/{index}"));
    let after = rung.after.map(|after| here.words().fill("ladder.after", &[("duration", &here.words().duration(after))]));
    RungView {
        number: index + 1,
        side: sides(here, &rung.who).map(|sides| sides.side),
        who: called(here, &rung.who),
        backup: called(here, &rung.backup),
        via: rung.via.as_ref().map(|id| people::route(here, id)),
        after: after.or_else(|| (index == 0).then(|| here.words().t("ladder.at_once"))),
        can_decide: rung.can_decide.as_ref().map(|text| here.phrase(text, node.at("can_decide"))),
        internal: here.internal(node),
    }
}

/// Names those who are called, each with a number; the client's side always first.
pub(super) fn called(here: &Here<'_>, actors: &[Actor]) -> Vec<CalledView> {
    let mut actors: Vec<&Actor> = actors.iter().collect();
    actors.sort_by_key(|actor| here.site.portal.side(actor));
    let view = |actor: &Actor| CalledView {
        who: here.who(actor),
        side_name: sides(here, [actor]).map(|sides| sides.text).unwrap_or_default(),
        number: people::number_of(here, actor),
    };
    actors.into_iter().map(view).collect()
}
