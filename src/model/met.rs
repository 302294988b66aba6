//! How far each control of a framework is met: who has a half of it, which rows meet it, what proves it.

use std::collections::BTreeMap;

use super::evidence::{Evidence, Freshness};
use super::framework::{Control, Framework, Halves, Implementation};
use super::id::Id;
use super::portal::{CONTROL, Entity, Portal};
use super::responsibility::{Part, Responsibility, Split};
use crate::yaml::Mention;

/// One control, with what stands behind it.
#[derive(Clone, Debug)]
pub struct Met<'a> {
    /// The control.
    pub control: &'a Control,
    /// Its place in the list of controls.
    pub place: usize,
    /// The rows that meet it, in the order of the portal.
    pub rows: Vec<&'a Entity<Responsibility>>,
    /// What must be true for it to be met, and the parts of rows that see to it.
    pub objectives: Vec<Objective<'a>>,
    /// What proves it: what the control names, then what its rows name, each once.
    pub evidence: Vec<&'a Entity<Evidence>>,
    /// How far it is met.
    pub standing: Standing,
    /// What is missing to it; empty where it is covered or does not apply.
    pub lacks: Vec<Lack>,
}

/// An objective of a control.
#[derive(Clone, Debug)]
pub struct Objective<'a> {
    /// Its word.
    pub name: &'a str,
    /// The parts that cover it, each with its row.
    pub parts: Vec<(&'a Entity<Responsibility>, &'a Part)>,
    /// Whether a row that is not split by objective meets the control as a whole.
    pub as_a_whole: bool,
}

/// How far a control is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Somebody does all of it, and every proof is in date.
    Covered,
    /// Somebody does some of it, or a proof is missing or old.
    Partial,
    /// Nobody does it yet.
    Gap,
    /// It does not apply.
    NotApplicable,
}

/// What is missing to a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// Somebody who does it.
    Somebody,
    /// It is only planned.
    Start,
    /// It is met in part, as its author says.
    Rest,
    /// A row of the matrix, so that nobody in it answers for a half that is written.
    Row,
    /// A part of a row for each objective.
    Objective,
    /// A proof.
    Proof,
    /// A proof that is in date.
    FreshProof,
}

/// How many controls stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Covered.
    pub covered: usize,
    /// Covered in part.
    pub partial: usize,
    /// Gaps.
    pub gap: usize,
    /// Not applicable.
    pub not_applicable: usize,
}

impl Figures {
    /// Counts controls.
    pub fn of<'a>(met: impl IntoIterator<Item = &'a Met<'a>>) -> Figures {
        met.into_iter().fold(Figures::default(), |mut figures, met| {
            *match met.standing {
                Standing::Covered => &mut figures.covered,
                Standing::Partial => &mut figures.partial,
                Standing::Gap => &mut figures.gap,
                Standing::NotApplicable => &mut figures.not_applicable,
            } += 1;
            figures
        })
    }

    /// Returns how many controls apply.
    pub fn in_scope(&self) -> usize {
        self.covered + self.partial + self.gap
    }
}

impl Portal {
    /// Tells how far each control of a framework is met, in the order of the framework.
    pub fn met<'a>(&'a self, framework: &'a Entity<Framework>) -> Vec<Met<'a>> {
        let mut rows: BTreeMap<&str, Vec<&Entity<Responsibility>>> = BTreeMap::new();
        let mention = |control: &Control| Mention { kind: CONTROL, id: format!("{}:{}", framework.id, control.id.as_str()).into() };
        let mentions: Vec<Mention> = framework.own.controls.iter().map(mention).collect();
        for row in self.rows_naming(&mentions) {
            let controls = row.own.controls.iter().map(|name| name.parts()).filter(|(named, _)| *named == framework.id.as_str());
            controls.for_each(|(_, control)| rows.entry(control).or_default().push(row));
        }
        let mut rows_of = |control: &Control| rows.remove(control.id.as_str()).unwrap_or_default();
        framework.own.controls.iter().enumerate().map(|(place, control)| met(self, place, control, rows_of(control))).collect()
    }

    /// Returns what is known of some evidence, each once, of those that the portal holds.
    pub fn evidence_of<'a>(&'a self, ids: impl IntoIterator<Item = &'a Id<Evidence>>) -> Vec<&'a Entity<Evidence>> {
        let mut all: Vec<&Entity<Evidence>> = Vec::new();
        for evidence in ids.into_iter().filter_map(|id| self.evidence.get(id)) {
            if !all.iter().any(|known| known.id == evidence.id) {
                all.push(evidence);
            }
        }
        all
    }
}

fn met<'a>(portal: &'a Portal, place: usize, control: &'a Control, mut rows: Vec<&'a Entity<Responsibility>>) -> Met<'a> {
    rows.dedup_by_key(|row| &row.id);
    let objectives: Vec<Objective<'_>> = control.objectives.iter().map(|name| objective(name, &rows)).collect();
    let evidence = portal.evidence_of(control.evidence.iter().chain(rows.iter().flat_map(|row| &row.own.evidence)));
    let lacks = lacks(portal, control, &rows, &objectives, &evidence);
    let standing = match lacks.first() {
        _ if control.is_not_applicable() => Standing::NotApplicable,
        None => Standing::Covered,
        Some(Lack::Somebody | Lack::Start) => Standing::Gap,
        Some(Lack::Rest | Lack::Row | Lack::Objective | Lack::Proof | Lack::FreshProof) => Standing::Partial,
    };
    Met { control, place, rows, objectives, evidence, standing, lacks }
}

fn objective<'a>(name: &'a str, rows: &[&'a Entity<Responsibility>]) -> Objective<'a> {
    let by_objective = |part: &&Part| part.split == Split::Objective;
    let covers = |part: &&Part| by_objective(part) && part.covers.iter().any(|covered| covered == name);
    let parts = rows.iter().flat_map(|row| row.own.parts.iter().filter(covers).map(|part| (*row, part))).collect();
    Objective { name, parts, as_a_whole: rows.iter().any(|row| !row.own.parts.iter().any(|part| by_objective(&part))) }
}

/// Returns what is missing to a control that applies, the worst first.
fn lacks(
    portal: &Portal,
    control: &Control,
    rows: &[&Entity<Responsibility>],
    objectives: &[Objective<'_>],
    evidence: &[&Entity<Evidence>],
) -> Vec<Lack> {
    if control.is_not_applicable() {
        return Vec::new();
    }
    let vendors = || control.inherited_from.iter().filter_map(|id| portal.vendors.get(id));
    let fresh = evidence.iter().filter(|evidence| evidence.own.freshness(portal.today) == Freshness::Fresh).count();
    let assured = vendors().filter(|vendor| vendor.own.is_assured(portal.today)).count();
    let proofs = evidence.len() + vendors().filter(|vendor| !vendor.own.assurance.is_empty()).count();
    let halves = control.halves();
    let all = [
        (Lack::Somebody, halves == Halves::Nobody && rows.is_empty()),
        (Lack::Start, control.implementation == Some(Implementation::Planned)),
        (Lack::Rest, control.implementation == Some(Implementation::Partial)),
        (Lack::Row, rows.is_empty() && matches!(halves, Halves::Provider | Halves::Client | Halves::Both)),
        (Lack::Objective, !rows.is_empty() && objectives.iter().any(|objective| objective.parts.is_empty() && !objective.as_a_whole)),
        (Lack::Proof, proofs == 0),
        (Lack::FreshProof, fresh + assured < proofs),
    ];
    all.into_iter().filter(|(_, lacks)| *lacks).map(|(lack, _)| lack).collect()
}
