//! One framework: both halves of each control, which rows meet it, and how fresh the proof is.

use serde::Serialize;
use tera::Value;

use super::compliance::{FiguresView, Grouped, by_group};
use super::due::{ReviewedView, reviewed};
use super::named::others;
use super::proof::{ProofView, proof};
use super::responsibility::SourcingView;
use super::text::{self, TextView};
use super::{Planned, Section, list, sections_around};
use crate::markdown::Html;
use crate::model::entity::Status;
use crate::model::framework::Framework;
use crate::model::id::Actor;
use crate::model::met::{Lack, Met, Objective, Standing};
use crate::model::portal::Entity;
use crate::site::here::{self, DateView, Here, Internal, Link, Reach, Referrer, Who};
use crate::site::{View, routes, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct FrameworkView {
    /// The page's heading.
    pub title: String,
    /// One sentence on it.
    pub summary: Option<Html>,
    /// Which version of it.
    pub version: Option<String>,
    /// Where its text can be read.
    pub source: Option<Reach>,
    /// Whether it is on the table and not yet agreed.
    pub proposed: bool,
    /// When it was reviewed.
    pub reviewed: Option<ReviewedView>,
    /// Who stays answerable for compliance on the client's side.
    pub owner: Option<Who>,
    /// All controls.
    pub figures: FiguresView,
    /// How many are partial, gaps, not applicable.
    pub counts: [usize; 3],
    /// The controls that nobody has, or that are only planned.
    pub gaps: Vec<GapView>,
    /// The controls, by the parts of the framework.
    pub groups: Vec<GroupView>,
    /// The text.
    pub text: Option<TextView>,
    /// What people call it.
    pub keywords: Vec<String>,
    /// What else names it: no rows, which stand at their controls.
    pub referrers: Vec<Referrer>,
    /// What is on the page.
    pub sections: Vec<Section>,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

/// A control that is a gap.
#[derive(Clone, Debug, Serialize)]
pub struct GapView {
    /// Its id and its place on the page.
    pub link: Link,
    /// What it is about.
    pub title: String,
}

/// A part of the framework.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    /// The id of its element.
    pub element: String,
    /// Its id within the framework; nothing for the controls without a part.
    pub id: Option<String>,
    /// What it is about.
    pub title: String,
    /// Its controls.
    pub controls: Vec<ControlView>,
}

/// One control.
#[derive(Clone, Debug, Serialize)]
pub struct ControlView {
    /// The id of its element.
    pub element: String,
    /// Its id as the framework writes it, lower case.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// How far it is met: `Covered`, `Partial`, `Gap` or `Not applicable`.
    pub standing: String,
    /// `ok`, `warn`, `bad`, or empty where it does not apply.
    pub state: &'static str,
    /// What is missing to it.
    pub lacks: Vec<String>,
    /// How far it is met, as its author has it.
    pub implementation: Option<String>,
    /// Where it is met.
    pub origination: Vec<String>,
    /// How much of it the client may claim because the provider meets it.
    pub inheritable: Option<String>,
    /// The client's half.
    pub client_must: Option<Html>,
    /// The provider's half.
    pub provided: Option<Html>,
    /// What must be true, and who sees to it.
    pub objectives: Vec<ObjectiveView>,
    /// The rows that meet it.
    pub rows: Vec<RowLink>,
    /// The vendors that it is inherited from, with their assurance.
    pub inherited_from: Vec<InheritedView>,
    /// What proves it.
    pub proofs: Vec<ProofView>,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

/// Something that must be true for a control to be met.
#[derive(Clone, Debug, Serialize)]
pub struct ObjectiveView {
    /// Its word.
    pub name: String,
    /// The parts that cover it.
    pub parts: Vec<PartLink>,
    /// Whether a row meets the control as a whole, and so this.
    pub as_a_whole: bool,
}

/// A part of a row.
#[derive(Clone, Debug, Serialize)]
pub struct PartLink {
    /// What is done, and where it is shown.
    pub link: Link,
    /// Who does it.
    pub by: Vec<Who>,
}

/// A row that meets a control.
#[derive(Clone, Debug, Serialize)]
pub struct RowLink {
    /// Its name and address.
    pub link: Link,
    /// The short reference.
    pub code: Option<String>,
    /// Which sides do it; nothing where nobody does.
    pub sourcing: Option<SourcingView>,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

/// A vendor that a control is inherited from.
#[derive(Clone, Debug, Serialize)]
pub struct InheritedView {
    /// The vendor.
    pub vendor: Who,
    /// What others certify of it.
    pub assurance: Vec<AssuranceLine>,
}

/// What others certify of a vendor.
#[derive(Clone, Debug, Serialize)]
pub struct AssuranceLine {
    /// What kind of certificate or report it is.
    pub kind: String,
    /// The last day on which it holds.
    pub expires: Option<DateView>,
    /// Whether that day has passed.
    pub expired: bool,
}

pub(super) fn view(here: &Here<'_>, framework: &Entity<Framework>) -> View {
    let compliance = here.words().t("title.compliance");
    let above = [(compliance.as_str(), &list("compliance.html"))];
    View {
        template: "framework.html",
        frame: shell::frame(here, &framework.common.title, &above, Some(&framework.common)),
        view: Value::from_serializable(&framework_view(here, framework)),
    }
}

fn framework_view(here: &Here<'_>, framework: &Entity<Framework>) -> FrameworkView {
    let portal = here.site.portal;
    let own = &framework.own;
    let met = portal.met(framework);
    let figures = FiguresView::of(here.words(), &met);
    let groups: Vec<GroupView> = by_group(here.words(), own, &met).into_iter().map(|group| group_view(here, framework, group)).collect();
    let shown: Vec<Link> = met.iter().flat_map(|met| &met.rows).map(|row| here.link_id(&row.id)).collect();
    let count = |standing: Standing| met.iter().filter(|met| met.standing == standing).count();
    let text = text::text(here, framework);
    let keywords = framework.common.keywords.clone();
    let referrers = others(here.referrers(framework), &shown);
    let words = here.words();
    // The parts of the framework stand in the place of the controls, so that these need no heading.
    let before: [Planned<'_>; 1] = [("controls", "", !met.is_empty())];
    let after: [Planned<'_>; 2] = [
        ("keywords", &words.t("common.asked_for_as"), !keywords.is_empty()),
        ("links", &words.t("common.refers_to_it"), !referrers.is_empty()),
    ];
    FrameworkView {
        title: framework.common.title.clone(),
        summary: here.summary(framework),
        version: own.version.clone(),
        source: own.source.as_deref().map(here::web),
        proposed: framework.common.status == Status::Proposed,
        reviewed: reviewed(here, &framework.common),
        owner: portal.client.own.compliance_owner.as_ref().map(|id| here.who(&Actor::from(id.as_str()))),
        counts: [Standing::Partial, Standing::Gap, Standing::NotApplicable].map(count),
        gaps: met.iter().filter(|met| met.standing == Standing::Gap).map(gap).collect(),
        sections: sections_of(&groups, sections_around(&before, text.as_ref(), &after)),
        figures,
        groups,
        text,
        keywords,
        referrers,
        internal: here.internal(&framework.node),
    }
}

/// Puts the parts of the framework in the place of the section that holds them.
fn sections_of(groups: &[GroupView], all: Vec<Section>) -> Vec<Section> {
    let title = |group: &GroupView| match &group.id {
        Some(id) => format!("{} {}", id.to_uppercase(), group.title),
        None => group.title.clone(),
    };
    let parts = groups.iter().map(|group| Section { id: group.element.clone(), title: title(group) });
    let others = all.into_iter().filter(|section| section.id != "controls");
    let sections: Vec<Section> = parts.chain(others).collect();
    if sections.len() > 1 { sections } else { Vec::new() }
}

fn gap(met: &Met<'_>) -> GapView {
    let id = met.control.id.as_str();
    GapView {
        link: Link { title: id.to_owned(), href: Some(format!("#{}", routes::control_anchor(id))) },
        title: met.control.title.clone(),
    }
}

fn group_view(here: &Here<'_>, framework: &Entity<Framework>, group: Grouped<'_, '_>) -> GroupView {
    GroupView {
        element: group.anchor(),
        id: group.id.map(str::to_owned),
        title: group.title,
        controls: group.met.into_iter().map(|met| control_view(here, framework, met)).collect(),
    }
}

fn control_view(here: &Here<'_>, framework: &Entity<Framework>, met: &Met<'_>) -> ControlView {
    let portal = here.site.portal;
    let control = met.control;
    let node = framework.node.at(&format!("controls/{}", met.place));
    let (standing, state) = match met.standing {
        Standing::Covered => ("framework.covered", "ok"),
        Standing::Partial => ("framework.partial", "warn"),
        Standing::Gap => ("framework.gap", "bad"),
        Standing::NotApplicable => ("common.not_applicable", ""),
    };
    let vendors = control.inherited_from.iter();
    ControlView {
        element: routes::control_anchor(control.id.as_str()),
        id: control.id.as_str().to_owned(),
        title: control.title.clone(),
        standing: here.words().t(standing),
        state,
        lacks: met.lacks.iter().copied().map(|lack: Lack| here.words().lack(lack)).collect(),
        implementation: control.implementation.map(|value| here.words().implementation(value)),
        origination: control.origination.iter().copied().map(|value| here.words().origination(value)).collect(),
        inheritable: control.inheritable.map(|value| here.words().inheritable(value)),
        client_must: control.client_must.as_ref().map(|text| here.phrase(text, node.at("client_must"))),
        provided: control.provided.as_ref().map(|text| here.phrase(text, node.at("provided"))),
        objectives: met.objectives.iter().map(|objective| objective_view(here, objective)).collect(),
        rows: met
            .rows
            .iter()
            .map(|row| RowLink {
                link: here.link_id(&row.id),
                code: row.own.code.clone(),
                sourcing: row.own.sourcing(portal).map(|sourcing| SourcingView::new(here, sourcing)),
                internal: here.is_internal(&row.node),
            })
            .collect(),
        inherited_from: vendors.map(|id| inherited(here, &Actor::from(id.as_str()))).collect(),
        proofs: met.evidence.iter().map(|evidence| proof(here, evidence)).collect(),
        internal: here.internal(node),
    }
}

fn objective_view(here: &Here<'_>, objective: &Objective<'_>) -> ObjectiveView {
    let parts = objective.parts.iter().map(|(row, part)| {
        let page = here.link_id(&row.id);
        let href = page.href.map(|href| format!("{href}#part-{}", part.id.as_str()));
        PartLink { link: Link { title: part.title.clone(), href }, by: here.whos(&part.by) }
    });
    ObjectiveView { name: objective.name.to_owned(), parts: parts.collect(), as_a_whole: objective.as_a_whole }
}

fn inherited(here: &Here<'_>, vendor: &Actor) -> InheritedView {
    let portal = here.site.portal;
    let assurance = portal.vendors.by_text(vendor.as_str()).map_or(&[][..], |vendor| &vendor.own.assurance);
    let line = |assurance: &crate::model::vendor::Assurance| AssuranceLine {
        kind: here.plain(assurance.kind.as_str()),
        expires: assurance.expires.map(|day| here.date(day)),
        expired: assurance.has_expired(portal.today),
    };
    InheritedView { vendor: here.who(vendor), assurance: assurance.iter().map(line).collect() }
}
