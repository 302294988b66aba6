//! Compliance: how far each framework is met, and every proof with its age.

use std::collections::HashMap;

use serde::Serialize;
use tera::Value;

use super::listed::{ListedView, listed};
use super::proof::{ProofView, proof};
use crate::markdown::Html;
use crate::model::entity::Status;
use crate::model::evidence::{Evidence, Freshness, Published};
use crate::model::framework::{Control, Framework};
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::met::{Figures, Met};
use crate::model::portal::{Edition, Entity};
use crate::site::here::{Due, Here, Link, Who};
use crate::site::words::Words;
use crate::site::{View, routes, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct ComplianceView {
    /// The page's heading.
    pub title: String,
    /// Who stays answerable for compliance on the client's side.
    pub owner: Option<Who>,
    /// The frameworks, in the order of the portal.
    pub frameworks: Vec<FrameworkLine>,
    /// All evidence: what is overdue first, then what was never made.
    pub evidence: Vec<EvidenceGroup>,
    /// How much evidence there is and how fresh it is: `64 on file`, `58 in date, 6 overdue`.
    pub freshness: Option<[String; 2]>,
}

/// One framework.
#[derive(Clone, Debug, Serialize)]
pub struct FrameworkLine {
    /// The id of its section.
    pub id: String,
    /// Its name and address.
    pub link: Link,
    /// One sentence on it.
    pub summary: Option<Html>,
    /// All controls.
    pub figures: FiguresView,
    /// Its parts; the controls without one come last.
    pub groups: Vec<GroupLine>,
    /// Whether it is on the table and not yet agreed.
    pub proposed: bool,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

/// A part of a framework.
#[derive(Clone, Debug, Serialize)]
pub struct GroupLine {
    /// Its id within the framework; nothing for the controls without a part.
    pub id: Option<String>,
    /// What it is about, and where it is shown.
    pub link: Link,
    /// Its controls.
    pub figures: FiguresView,
}

/// How many controls stand how.
#[derive(Clone, Debug, Serialize)]
pub struct FiguresView {
    /// The parts of the bar: covered, partial, gaps, not applicable.
    pub parts: Vec<Share>,
    /// The same in words: `4 covered, 1 partial, 0 gaps, 0 not applicable`.
    pub text: String,
    /// How many are covered.
    pub covered: usize,
    /// Of how many that apply.
    pub in_scope: usize,
    /// What is not covered, in words: `24 partial, 9 gaps`; nothing where all of it is.
    pub rest: Option<String>,
}

/// A part of a bar.
#[derive(Clone, Debug, Serialize)]
pub struct Share {
    /// `covered`, `partial`, `gapc` or `na`.
    pub kind: &'static str,
    /// How many.
    pub count: usize,
}

impl FiguresView {
    pub(super) fn of<'a>(words: Words<'_>, met: impl IntoIterator<Item = &'a Met<'a>>) -> Self {
        let figures = Figures::of(met);
        let Figures { covered, partial, gap, not_applicable } = figures;
        let shares = [("covered", covered), ("partial", partial), ("gapc", gap), ("na", not_applicable)];
        let said = [
            (covered, words.count("compliance.covered", covered)),
            (partial, words.count("compliance.partial", partial)),
            (gap, words.count("compliance.gaps", gap)),
            (not_applicable, words.count("compliance.not_applicable", not_applicable)),
        ];
        let text = said.each_ref().map(|(_, text)| text.as_str()).join(", ");
        let rest: Vec<String> = said.into_iter().skip(1).filter(|(count, _)| *count > 0).map(|(_, text)| text).collect();
        FiguresView {
            parts: shares.map(|(kind, count)| Share { kind, count }).into(),
            text,
            covered,
            in_scope: figures.in_scope(),
            rest: (!rest.is_empty()).then(|| rest.join(", ")),
        }
    }
}

/// Evidence that is as fresh.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceGroup {
    /// How fresh it is.
    pub title: String,
    /// The evidence.
    pub evidence: Vec<EvidenceView>,
}

/// One evidence.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceView {
    /// Its name, its texts, who keeps it true, what else names it.
    pub listed: ListedView,
    /// How fresh it is.
    pub proof: ProofView,
    /// How often it must be made anew.
    pub refresh_every: Option<String>,
    /// The day by which it must.
    pub next: Option<Due>,
    /// Who keeps it.
    pub held_by: Option<Who>,
    /// Who makes it.
    pub produced_by: Option<Who>,
    /// Where it lies.
    pub location: Option<LocationView>,
    /// The rows that it proves.
    pub rows: Vec<Link>,
    /// The controls that it proves.
    pub controls: Vec<Link>,
}

/// Where an evidence lies.
#[derive(Clone, Debug, Serialize)]
pub struct LocationView {
    /// The place.
    pub text: String,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let portal = here.site.portal;
    let view = ComplianceView {
        title: here.words().t("title.compliance"),
        owner: portal.client.own.compliance_owner.as_ref().map(|id| here.who(&id.as_str().into())),
        frameworks: portal.frameworks.iter().map(|framework| framework_line(here, framework)).collect(),
        evidence: evidence(here),
        freshness: freshness(here),
    };
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "compliance.html", frame, view: Value::from_serializable(&view) }
}

fn framework_line(here: &Here<'_>, framework: &Entity<Framework>) -> FrameworkLine {
    let met = here.site.portal.met(framework);
    let link = here.link_id(&framework.id);
    let line = |group: Grouped<'_, '_>| GroupLine {
        id: group.id.map(str::to_owned),
        link: Link { href: link.href.as_ref().map(|href| format!("{href}#{}", group.anchor())), title: group.title },
        figures: FiguresView::of(here.words(), group.met),
    };
    FrameworkLine {
        id: routes::anchor(Kind::Framework, framework.id.as_str()),
        summary: here.summary(framework),
        figures: FiguresView::of(here.words(), &met),
        groups: by_group(here.words(), &framework.own, &met).into_iter().map(line).collect(),
        proposed: framework.common.status == Status::Proposed,
        internal: here.is_internal(&framework.node),
        link,
    }
}

/// The controls of one part of a framework.
pub(super) struct Grouped<'a, 'm> {
    /// The part's id; nothing for the controls without one.
    pub(super) id: Option<&'a str>,
    /// What it is about.
    pub(super) title: String,
    /// Its controls, in the order of the framework; at least one.
    pub(super) met: Vec<&'m Met<'m>>,
}

impl Grouped<'_, '_> {
    /// Returns the id of its element on the page of the framework; the one of the controls without a part is no id that a part could have.
    pub(super) fn anchor(&self) -> String {
        self.id.map_or_else(|| "no-group".to_owned(), |id| format!("group-{id}"))
    }
}

/// Sorts the controls of a framework by its parts; those that name none come last.
pub(super) fn by_group<'a, 'm>(words: Words<'_>, framework: &'a Framework, met: &'m [Met<'m>]) -> Vec<Grouped<'a, 'm>> {
    let mut groups: Vec<Grouped<'a, 'm>> =
        framework.groups.iter().map(|group| Grouped { id: Some(group.id.as_str()), title: group.title.clone(), met: Vec::new() }).collect();
    let places: HashMap<&str, usize> = framework.groups.iter().enumerate().map(|(place, group)| (group.id.as_str(), place)).collect();
    groups.push(Grouped { id: None, title: words.t("compliance.other_controls"), met: Vec::new() });
    let last = groups.len() - 1;
    for one in met {
        let place = one.control.group.as_ref().and_then(|group| places.get(group.as_str())).copied();
        groups[place.unwrap_or(last)].met.push(one);
    }
    groups.retain(|group| !group.met.is_empty());
    groups
}

/// For each evidence, the controls that name it.
type Proved<'a> = HashMap<&'a str, Vec<(&'a Id<Framework>, &'a Control)>>;

fn proved<'a>(here: &Here<'a>) -> Proved<'a> {
    let mut proved = Proved::new();
    for framework in here.site.portal.frameworks.iter() {
        for control in &framework.own.controls {
            for evidence in &control.evidence {
                proved.entry(evidence.as_str()).or_default().push((&framework.id, control));
            }
        }
    }
    proved
}

fn evidence(here: &Here<'_>) -> Vec<EvidenceGroup> {
    let portal = here.site.portal;
    let proved = proved(here);
    let group = |(freshness, title): (Freshness, &str)| {
        let all = portal.evidence.iter().filter(|evidence| evidence.own.freshness(portal.today) == freshness);
        EvidenceGroup { title: here.words().t(title), evidence: all.map(|evidence| evidence_view(here, evidence, &proved)).collect() }
    };
    let groups =
        [(Freshness::Overdue, "common.overdue"), (Freshness::Missing, "common.never_made"), (Freshness::Fresh, "compliance.in_date")]
            .map(group);
    groups.into_iter().filter(|group| !group.evidence.is_empty()).collect()
}

/// Says how much evidence there is, and how fresh it is.
fn freshness(here: &Here<'_>) -> Option<[String; 2]> {
    let portal = here.site.portal;
    let count = |freshness: Freshness| portal.evidence.iter().filter(|evidence| evidence.own.freshness(portal.today) == freshness).count();
    let made = portal.evidence.len() - count(Freshness::Missing);
    let words = here.words();
    let all = [
        (Freshness::Fresh, "compliance.count_in_date"),
        (Freshness::Overdue, "compliance.count_overdue"),
        (Freshness::Missing, "compliance.count_never_made"),
    ];
    let said = all.map(|(freshness, key)| (count(freshness), key)).into_iter().filter(|(count, _)| *count > 0);
    let said: Vec<String> = said.map(|(count, key)| words.count(key, count)).collect();
    (!portal.evidence.is_empty()).then(|| [words.count("compliance.on_file", made), said.join(", ")])
}

fn evidence_view(here: &Here<'_>, evidence: &Entity<Evidence>, proved: &Proved<'_>) -> EvidenceView {
    let portal = here.site.portal;
    let own = &evidence.own;
    let rows = portal.rows_naming(&[evidence.mention()]).into_iter().filter(|row| row.own.evidence.contains(&evidence.id));
    let rows: Vec<Link> = rows.map(|row| here.link_id(&row.id)).collect();
    let controls = proved.get(evidence.id.as_str()).map_or(&[][..], Vec::as_slice);
    let named: Vec<Link> = rows.iter().cloned().chain(controls.iter().map(|(framework, _)| here.link_id(framework))).collect();
    EvidenceView {
        listed: listed(here, evidence, &named),
        proof: proof(here, evidence),
        refresh_every: own.refresh_every.map(|every| here.words().frequency(every.frequency())),
        next: own.next().map(|next| here.due(next)),
        held_by: own.held_by.as_ref().map(|actor| here.who(actor)),
        produced_by: own.produced_by.as_ref().map(|actor| here.who(actor)),
        location: own.location.as_ref().map(|location| LocationView {
            text: location.clone(),
            internal: portal.edition == Edition::Internal && !own.publish.contains(&Published::Location),
        }),
        rows,
        controls: controls.iter().map(|(framework, control)| control_link(here, framework, control)).collect(),
    }
}

/// Returns a control as others name it, with the place on its framework's page.
fn control_link(here: &Here<'_>, framework: &Id<Framework>, control: &Control) -> Link {
    let page = here.link_id(framework);
    let href = page.href.map(|href| format!("{href}#{}", routes::control_anchor(control.id.as_str())));
    Link { title: format!("{} {}", page.title, control.id.as_str()), href }
}
