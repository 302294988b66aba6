//! One procedure: what is done first, which side does each step, by when.

mod lanes;

use std::collections::HashMap;

use serde::Serialize;
use tera::Value;

use self::lanes::{LanesView, lanes};
use super::call::{CallView, calls};
use super::due::{ReviewedView, reviewed};
use super::ladder::{CalledView, called};
use super::named::{NamedView, SidesView, named, others, sides};
use super::text::{TextView, text};
use super::{Planned, Section, list, sections_around};
use crate::markdown::Html;
use crate::model::contact::Side;
use crate::model::entity::Status;
use crate::model::portal::Entity;
use crate::model::priority::Priority;
use crate::model::procedure::{Occasion, Procedure, Step};
use crate::site::here::{Here, Internal, Referrer, Who};
use crate::site::words::Words;
use crate::site::{View, shell};

/// What the page of a procedure shows.
#[derive(Clone, Debug, Serialize)]
pub struct ProcedureView {
    /// The name.
    pub title: String,
    /// One sentence on it.
    pub summary: Option<Html>,
    /// What it is for.
    pub occasion: String,
    /// Which sides take part; nothing where nobody does.
    pub sides: Option<SidesView>,
    /// Whether it is on the table and not yet agreed.
    pub proposed: bool,
    /// When it was reviewed.
    pub reviewed: Option<ReviewedView>,
    /// What sets it off.
    pub trigger: Option<Html>,
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// How many steps there are: `9 steps`.
    pub count: String,
    /// How many of them each side does, both sides together, and nobody; only where there are some.
    pub shares: Vec<ShareView>,
    /// Whom to call while an incident goes on.
    pub calls: Vec<CallView>,
    /// The steps as a drawing; nothing where there are too few to need one.
    pub lanes: Option<LanesView>,
    /// The steps, in order.
    pub steps: Vec<StepView>,
    /// The text.
    pub text: Option<TextView>,
    /// Services that are done by it.
    pub services: Vec<NamedView>,
    /// Rows of the matrix that are done by it.
    pub responsibilities: Vec<NamedView>,
    /// What people call it.
    pub keywords: Vec<String>,
    /// What else names it.
    pub referrers: Vec<Referrer>,
    /// What is on the page.
    pub sections: Vec<Section>,
    /// Whether a status on the page depends on the day of the build.
    pub dated: bool,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

/// How many steps one side does.
#[derive(Clone, Debug, Serialize)]
pub struct ShareView {
    /// The side, or both; nothing for the steps that nobody does.
    pub sides: Option<SidesView>,
    /// `3 steps`.
    pub text: String,
}

/// One step.
#[derive(Clone, Debug, Serialize)]
pub struct StepView {
    /// The id of the element.
    pub id: String,
    /// Its number, from 1.
    pub number: usize,
    /// What is done.
    pub title: String,
    /// Which sides do it; nothing where nobody does.
    pub sides: Option<SidesView>,
    /// Who does it, where that says more than the side, with the number at which they are called.
    pub by: Vec<CalledView>,
    /// How soon.
    pub within: Option<String>,
    /// How it is done.
    pub body: Option<Html>,
    /// Where it goes on, if not simply at the next step.
    pub next: Vec<NextView>,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

/// A step that may follow another.
#[derive(Clone, Debug, Serialize)]
pub struct NextView {
    /// The id of its element.
    pub id: String,
    /// Its number, from 1.
    pub number: usize,
    /// What is done.
    pub title: String,
}

pub(super) fn view(here: &Here<'_>, procedure: &Entity<Procedure>) -> View {
    let title = &procedure.common.title;
    let procedures = here.words().t("title.procedures");
    let above = [(procedures.as_str(), &list("procedures.html"))];
    View {
        template: "procedure.html",
        frame: shell::frame(here, title, &above, Some(&procedure.common)),
        view: Value::from_serializable(&procedure_view(here, procedure)),
    }
}

fn procedure_view(here: &Here<'_>, procedure: &Entity<Procedure>) -> ProcedureView {
    let own = &procedure.own;
    let id = &procedure.id;
    let places = own.places();
    let uses = |procedures: &[crate::model::id::Id<Procedure>]| procedures.contains(id);
    let naming = [procedure.mention()];
    let services: Vec<NamedView> = here
        .site
        .portal
        .services_naming(&naming)
        .into_iter()
        .filter(|service| uses(&service.own.procedures))
        .map(|service| named(here, service))
        .collect();
    let responsibilities: Vec<NamedView> =
        here.site.portal.rows_naming(&naming).into_iter().filter(|row| uses(&row.own.procedures)).map(|row| named(here, row)).collect();
    let referrers = others(here.referrers(procedure), services.iter().chain(&responsibilities).map(|named| &named.link));
    let reviewed = reviewed(here, &procedure.common);
    let mut view = ProcedureView {
        title: procedure.common.title.clone(),
        summary: here.summary(procedure),
        occasion: here.words().occasion(own.occasion()),
        sides: sides(here, own.doers()),
        proposed: procedure.common.status == Status::Proposed,
        trigger: own.trigger.as_ref().map(|trigger| here.phrase(trigger, procedure.node.at("trigger"))),
        priority: own.priority,
        count: here.words().count("count.steps", own.steps.len()),
        shares: shares(here, own),
        calls: if own.occasion() == Occasion::Incident { urgent_calls(here) } else { Vec::new() },
        lanes: lanes(here, procedure),
        steps: (0..own.steps.len()).map(|index| step_view(here, procedure, index, &places)).collect(),
        text: text(here, procedure),
        keywords: procedure.common.keywords.clone(),
        sections: Vec::new(),
        dated: reviewed.as_ref().is_some_and(|reviewed| reviewed.late.is_some()),
        internal: here.internal(&procedure.node),
        reviewed,
        services,
        responsibilities,
        referrers,
    };
    view.sections = sections_of(here.words(), &view);
    view
}

fn sections_of(words: Words<'_>, view: &ProcedureView) -> Vec<Section> {
    let before: [Planned<'_>; 2] =
        [("flow", &words.t("common.at_a_glance"), view.lanes.is_some()), ("steps", &words.t("common.steps"), true)];
    let after: [Planned<'_>; 3] = [
        ("used", &words.t("common.used_by"), !(view.services.is_empty() && view.responsibilities.is_empty())),
        ("keywords", &words.t("common.asked_for_as"), !view.keywords.is_empty()),
        ("links", &words.t("common.refers_to_it"), !view.referrers.is_empty()),
    ];
    sections_around(&before, view.text.as_ref(), &after)
}

/// Returns the urgent lines of "who to call now" that can be called.
fn urgent_calls(here: &Here<'_>) -> Vec<CallView> {
    let can_be_called =
        |call: &CallView| call.reach.as_ref().and_then(|reach| reach.href.as_ref()).is_some_and(|href| href.starts_with("tel:"));
    calls(here).into_iter().filter(|call| call.urgent && can_be_called(call)).collect()
}

fn shares(here: &Here<'_>, procedure: &Procedure) -> Vec<ShareView> {
    let of: Vec<Option<SidesView>> = procedure.steps.iter().map(|step| sides(here, &step.by)).collect();
    let share = |side: Option<&str>| {
        let same: Vec<_> = of.iter().filter(|sides| sides.as_ref().map(|sides| sides.side) == side).collect();
        let text = here.words().count("count.steps", same.len());
        let alike = same.iter().all(|sides| Some(sides) == same.first());
        let sides = |sides: &&Option<SidesView>| if alike { (*sides).clone() } else { Some(vendors(here)) };
        same.first().map(|first| ShareView { sides: sides(first), text })
    };
    [Some("client"), Some("provider"), Some("vendor"), Some("shared"), None].into_iter().filter_map(share).collect()
}

/// Names the steps of several vendors together.
fn vendors(here: &Here<'_>) -> SidesView {
    SidesView { side: "vendor", text: here.side_name(Side::Vendor) }
}

/// Returns the id of a step's element. The prefix keeps it apart from the ids of sections.
fn anchor(step: &Step) -> String {
    format!("step-{}", step.id.as_str())
}

fn step_view(here: &Here<'_>, procedure: &Entity<Procedure>, index: usize, places: &HashMap<&str, usize>) -> StepView {
    let step = &procedure.own.steps[index];
    let node = procedure.node.at(&format!("steps/{index}"));
    let sides = sides(here, &step.by);
    let says_more = |who: &Who| sides.as_ref().is_none_or(|sides| who.href.is_some() || who.name != sides.text);
    StepView {
        id: anchor(step),
        number: index + 1,
        title: step.title.clone(),
        by: called(here, &step.by).into_iter().filter(|called| says_more(&called.who)).collect(),
        within: step.within.map(|value| here.words().duration(value)),
        body: step.body.as_ref().map(|body| here.prose(body, node.at("body"))),
        next: next(&procedure.own, index, places),
        internal: here.internal(node),
        sides,
    }
}

fn next(procedure: &Procedure, index: usize, places: &HashMap<&str, usize>) -> Vec<NextView> {
    let following = procedure.following(index, places);
    if following == [index + 1] {
        return Vec::new();
    }
    let view = |index: usize| {
        let step = &procedure.steps[index];
        NextView { id: anchor(step), number: index + 1, title: step.title.clone() }
    };
    following.into_iter().map(view).collect()
}
