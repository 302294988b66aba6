//! One responsibility: each part, who, by when, how it is handed over, and what happens if it is missed.

pub(in crate::site) mod proof;

use std::collections::HashMap;

use serde::Serialize;
use tera::Value;

use self::proof::{ControlView, DecisionView, RowProofView, controls, decision, proofs};
use super::due::{ReviewedView, reviewed};
use super::named::{is_both, others, side_mark, side_names};
use super::{Section, list, sections};
use crate::markdown::Html;
use crate::model::contact::Side;
use crate::model::entity::Status;
use crate::model::id::Actor;
use crate::model::portal::Entity;
use crate::model::responsibility::{HandOff, Part, Responsibility, Sourcing, Split};
use crate::site::here::{Due, Here, Internal, Link, Referrer, Who, side_word};
use crate::site::hours::{Hours, hours, hours_by};
use crate::site::{View, shell};

/// What the page of a responsibility shows.
#[derive(Clone, Debug, Serialize)]
pub struct ResponsibilityView {
    /// The name.
    pub title: String,
    /// One sentence on it.
    pub summary: Option<Html>,
    /// The short reference.
    pub code: Option<String>,
    /// Which sides do it.
    pub sourcing: Option<SourcingView>,
    /// Whether it is on the table and not yet agreed.
    pub proposed: bool,
    /// When it was reviewed.
    pub reviewed: Option<ReviewedView>,
    /// Who answers for it.
    pub accountable: Vec<Who>,
    /// Who does it; where it is split, everybody who does a part.
    pub responsible: Vec<Who>,
    /// Who is asked before.
    pub consulted: Vec<Who>,
    /// Who is told after.
    pub informed: Vec<Who>,
    /// How often.
    pub every: Option<String>,
    /// The day on which it is due next.
    pub next: Option<Due>,
    /// The hours in which it is done; nothing where parts split by time say it.
    pub hours: Option<Hours>,
    /// The parts; empty where it is not split.
    pub parts: Vec<PartView>,
    /// Which sides do the parts; nothing where it is not split.
    pub split: Option<SplitView>,
    /// What each side has to do with it, the client first.
    pub sides: Vec<SideView>,
    /// What happens if nobody does it.
    pub if_missed: Option<Html>,
    /// The text.
    pub body: Option<Html>,
    /// The part of the work that it belongs to.
    pub area: Option<Link>,
    /// The service that it belongs to.
    pub service: Option<Link>,
    /// How it is done.
    pub procedures: Vec<Link>,
    /// What it is done with.
    pub tools: Vec<Link>,
    /// Where it is done; empty for everywhere.
    pub sites: Vec<Link>,
    /// What proves that it is done.
    pub proofs: Vec<RowProofView>,
    /// The controls that it meets.
    pub controls: Vec<ControlView>,
    /// The sourcing decision behind it.
    pub decision: Option<DecisionView>,
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

/// Which sides do the parts.
#[derive(Clone, Debug, Serialize)]
pub struct SplitView {
    /// Who does them: a side, a vendor, `Both sides`, or the names of them all.
    pub name: String,
    /// `client`, `provider`, `vendor` or `shared`.
    pub side: &'static str,
    /// How many parts, and how many a side: `4 parts: 2 by Acme, 2 by Northwind`.
    pub detail: String,
}

/// What one side has to do with a row.
#[derive(Clone, Debug, Serialize)]
pub struct SideView {
    /// `client` or `provider`.
    pub side: &'static str,
    /// What the side is called.
    pub name: String,
    /// Who of it, and what they have to do.
    pub tasks: Vec<TaskView>,
}

/// What one actor has to do with a row.
#[derive(Clone, Debug, Serialize)]
pub struct TaskView {
    /// Who.
    pub who: Who,
    /// What, as words after the name: `does it and answers for it`.
    pub what: String,
}

/// Which sides do the work, as the badge shows it.
#[derive(Clone, Debug, Serialize)]
pub struct SourcingView {
    /// `In-house`, `Shared` or `Outsourced`.
    pub text: String,
    /// `client`, `shared` or `provider`.
    pub side: &'static str,
    /// `in-house`, `shared` or `outsourced`, as in addresses.
    pub word: &'static str,
}

impl SourcingView {
    pub(super) fn new(here: &Here<'_>, sourcing: Sourcing) -> Self {
        let word = match sourcing {
            Sourcing::InHouse => "in-house",
            Sourcing::Shared => "shared",
            Sourcing::Outsourced => "outsourced",
        };
        SourcingView { text: here.words().sourcing(sourcing), side: Self::side(sourcing), word }
    }

    /// Returns the mark of a sourcing: `client`, `shared` or `provider`.
    pub(in crate::site) fn side(sourcing: Sourcing) -> &'static str {
        match sourcing {
            Sourcing::InHouse => "client",
            Sourcing::Shared => "shared",
            Sourcing::Outsourced => "provider",
        }
    }
}

/// One part of the work.
#[derive(Clone, Debug, Serialize)]
pub struct PartView {
    /// The id of the element.
    pub id: String,
    /// What is done.
    pub title: String,
    /// Along what the row is split here.
    pub split: String,
    /// The side that does it, `shared` if the client does it with others; nothing where nobody does.
    pub side: Option<&'static str>,
    /// Who does it.
    pub by: Vec<Who>,
    /// In which hours, where the row is split by time here.
    pub hours: Option<Hours>,
    /// What they do.
    pub does: Option<Html>,
    /// Systems or sites, levels, objectives.
    pub covers: Vec<String>,
    /// Who answers for this part, where it is not who answers for the row.
    pub accountable: Vec<Who>,
    /// How the work goes on.
    pub hand_off: Option<HandOffView>,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

/// How the work goes on to another part.
#[derive(Clone, Debug, Serialize)]
pub struct HandOffView {
    /// The id of the other part's element.
    pub to: String,
    /// Its number among the parts, from 1.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// The way that it takes.
    pub via: Option<Link>,
    /// How soon.
    pub within: Option<String>,
}

pub(super) fn view(here: &Here<'_>, row: &Entity<Responsibility>) -> View {
    let title = &row.common.title;
    View {
        template: "responsibility.html",
        frame: shell::frame(here, title, &[(&here.words().t("title.responsibilities"), &list("responsibilities.html"))], Some(&row.common)),
        view: Value::from_serializable(&responsibility_view(here, row)),
    }
}

fn responsibility_view(here: &Here<'_>, row: &Entity<Responsibility>) -> ResponsibilityView {
    let portal = here.site.portal;
    let own = &row.own;
    let places: HashMap<&str, usize> = own.parts.iter().enumerate().map(|(index, part)| (part.id.as_str(), index)).collect();
    let parts: Vec<PartView> = own.parts.iter().enumerate().map(|(index, part)| part_view(here, row, index, part, &places)).collect();
    let coverage = own.coverage.as_ref().and_then(|id| portal.coverage.get(id));
    let body = here.body(row);
    let reviewed = reviewed(here, &row.common);
    let mut shown = here.links(&own.procedures);
    shown.extend(own.service.as_ref().map(|id| here.link_id(id)));
    let (proofs, decision) = (proofs(here, &own.evidence), own.decision.as_ref().and_then(|id| decision(here, id)));
    let controls = controls(here, &own.controls);
    let referrers = others(here.referrers(row), &shown);
    let links = own.service.is_some() || own.area.is_some() || !(own.procedures.is_empty() && own.tools.is_empty() && referrers.is_empty());
    // Where it is not split, the two sides say already who is asked and told.
    let asked = !(parts.is_empty() || own.consulted.is_empty() && own.informed.is_empty());
    let words = here.words();
    let sections = sections(&[
        ("parts", &words.t(if parts.is_empty() { "responsibility.who_does_what" } else { "responsibility.the_parts" }), true),
        ("about", &words.t("common.about_it"), body.is_some()),
        ("missed", &words.t("responsibility.if_missed"), own.if_missed.is_some()),
        (
            "told",
            &words.t(if parts.is_empty() { "common.asked_for_as" } else { "responsibility.asked_and_told" }),
            asked || !row.common.keywords.is_empty(),
        ),
        ("proof", &words.t("responsibility.proof_and_controls"), !(proofs.is_empty() && controls.is_empty())),
        ("why", &words.t("responsibility.decision_behind_it"), decision.is_some()),
        ("links", &words.t("responsibility.refers_to_this"), links),
    ]);
    ResponsibilityView {
        title: row.common.title.clone(),
        summary: here.summary(row),
        code: own.code.clone(),
        sourcing: own.sourcing(portal).map(|sourcing| SourcingView::new(here, sourcing)),
        proposed: row.common.status == Status::Proposed,
        accountable: here.whos(&own.accountable),
        responsible: own.doers().into_iter().map(|actor| here.who(actor)).collect(),
        consulted: here.whos(&own.consulted),
        informed: here.whos(&own.informed),
        every: own.every.map(|value| here.words().frequency(value)),
        dated: own.next.is_some_and(|next| here.due(next).overdue)
            || reviewed.as_ref().is_some_and(|reviewed| reviewed.late.is_some())
            || !proofs.is_empty()
            || decision.as_ref().is_some_and(DecisionView::is_dated),
        reviewed,
        next: own.next.map(|next| here.due(next)),
        hours: coverage
            .filter(|_| parts.iter().all(|part| part.hours.is_none()))
            .map(|coverage| hours(here.words(), portal, &coverage.own)),
        split: split_view(here, &own.parts),
        parts,
        sides: sides(here, own),
        if_missed: own.if_missed.as_ref().map(|text| here.phrase(text, row.node.at("if_missed"))),
        body,
        area: own.area.as_ref().map(|id| here.link_id(id)),
        service: own.service.as_ref().map(|id| here.link_id(id)),
        procedures: here.links(&own.procedures),
        tools: here.links(&own.tools),
        sites: here.links(&own.sites),
        proofs,
        controls,
        decision,
        keywords: row.common.keywords.clone(),
        referrers,
        sections,
        internal: here.internal(&row.node),
    }
}

fn part_view(here: &Here<'_>, row: &Entity<Responsibility>, index: usize, part: &Part, places: &HashMap<&str, usize>) -> PartView {
    let node = row.node.at(&format!("parts/{index}"));
    let coverage = row.own.coverage.as_ref().filter(|_| part.split == Split::Time).and_then(|id| here.site.portal.coverage.get(id));
    PartView {
        id: element(part.id.as_str()),
        title: part.title.clone(),
        split: here.words().split(part.split),
        side: side_mark(here, part.by.iter()),
        by: here.whos(&part.by),
        hours: coverage.and_then(|coverage| hours_by(here.words(), here.site.portal, &coverage.own, |by| part.by.contains(by))),
        does: part.does.as_ref().map(|does| here.phrase(does, node.at("does"))),
        covers: part.covers.clone(),
        accountable: here.whos(&part.accountable),
        hand_off: part.hand_off.as_ref().and_then(|hand_off| hand_off_view(here, row, hand_off, places)),
        internal: here.internal(node),
    }
}

/// Returns the id of a part's element: the prefix keeps it apart from the ids of the page itself.
pub(super) fn element(part: &str) -> String {
    format!("part-{part}")
}

/// Says which sides do the parts, and how many each; every vendor is a side of its own, whoever manages it.
fn split_view(here: &Here<'_>, parts: &[Part]) -> Option<SplitView> {
    let side = side_mark(here, parts.iter().flat_map(|part| &part.by))?;
    let names = side_names(here, parts.iter().flat_map(|part| &part.by));
    let doers: Vec<Vec<String>> = parts.iter().map(|part| side_names(here, &part.by)).collect();
    let count = |does: &dyn Fn(&[String]) -> bool| doers.iter().filter(|doers| does(doers)).count();
    let mut counts: Vec<(usize, (&str, &str))> = names
        .iter()
        .map(|name| (count(&|doers| doers.len() == 1 && doers[0] == *name), ("responsibility.parts_by", name.as_str())))
        .collect();
    let together = if names.len() > 2 { "responsibility.parts_by_several" } else { "responsibility.parts_by_both" };
    counts.push((count(&|doers| doers.len() > 1), (together, "")));
    counts.push((count(&|doers| doers.is_empty()), ("responsibility.parts_by_nobody", "")));
    let said = |(count, (key, name)): &(usize, (&str, &str))| here.words().fill(key, &[("count", &count.to_string()), ("name", name)]);
    let each: Vec<String> = counts.iter().filter(|(count, _)| *count > 0).map(said).collect();
    let all = here.words().count("count.parts", parts.len());
    let name = if is_both(here, &names) { here.words().t("common.both_sides") } else { here.words().and(&names) };
    Some(SplitView { name, side, detail: if each.len() > 1 { format!("{all}: {}", each.join(", ")) } else { all } })
}

/// Says what each side has to do with a row; vendors only where they have something.
fn sides(here: &Here<'_>, own: &Responsibility) -> Vec<SideView> {
    let sides = Side::ALL.map(|side| (side, side_view(here, own, side))).into_iter();
    sides.filter(|(side, view)| *side != Side::Vendor || !view.tasks.is_empty()).map(|(_, view)| view).collect()
}

/// Says what each of a side's actors has to do with a row.
fn side_view(here: &Here<'_>, own: &Responsibility, side: Side) -> SideView {
    let mut actors: Vec<&Actor> = own.doers();
    for actor in own.accountable.iter().chain(&own.consulted).chain(&own.informed) {
        if !actors.contains(&actor) {
            actors.push(actor);
        }
    }
    let of_side = actors.into_iter().filter(|actor| here.site.portal.side(actor) == side);
    let task = |actor: &Actor| {
        let what: Vec<String> = own.letters(|named| named == actor).into_iter().map(|value| here.words().letter(value)).collect();
        TaskView { who: here.who(actor), what: here.words().and(&what) }
    };
    SideView { side: side_word(side), name: here.side_name(side), tasks: of_side.map(task).collect() }
}

fn hand_off_view(here: &Here<'_>, row: &Entity<Responsibility>, hand_off: &HandOff, places: &HashMap<&str, usize>) -> Option<HandOffView> {
    let to = hand_off.to.as_str();
    let index = *places.get(to)?;
    Some(HandOffView {
        to: element(to),
        number: index + 1,
        title: row.own.parts[index].title.clone(),
        via: hand_off.via.as_ref().map(|id| here.link_id(id)),
        within: hand_off.within.map(|value| here.words().duration(value)),
    })
}
