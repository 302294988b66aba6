//! What proves that a row is done, which controls it meets, and the sourcing decision behind it.

use serde::Serialize;

use crate::markdown::Html;
use crate::model::control_id::ControlName;
use crate::model::decision::Decision;
use crate::model::evidence::Evidence;
use crate::model::id::Id;
use crate::model::portal::Entity;
use crate::site::here::{DateView, Due, Here, Link, Who};
use crate::site::pages::proof::{ProofView, proof};
use crate::site::pages::responsibility::SourcingView;
use crate::site::routes;

/// A proof.
#[derive(Clone, Debug, Serialize)]
pub struct RowProofView {
    /// Its name, and how fresh it is.
    pub proof: ProofView,
    /// One sentence on it.
    pub summary: Option<Html>,
    /// Who makes it.
    pub produced_by: Option<Who>,
    /// The day by which it is to be made anew.
    pub next: Option<Due>,
}

/// A control that a row meets.
#[derive(Clone, Debug, Serialize)]
pub struct ControlView {
    /// The framework and the control's id: `NIST SP 800-53 AC-2.A`.
    pub link: Link,
    /// What the control is about.
    pub title: String,
}

/// The decision behind a row.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionView {
    /// Its name and address.
    pub link: Link,
    /// One sentence on it.
    pub summary: Option<Html>,
    /// What was decided; nothing while it is open.
    pub decided: Option<SourcingView>,
    /// Why.
    pub because: Option<Html>,
    /// Who decided.
    pub by: Vec<Who>,
    /// The day of the decision.
    pub date: Option<DateView>,
    /// The day by which it is looked at again.
    pub revisit: Option<Due>,
}

/// Returns the proofs of these ids, of those that the portal holds.
pub(super) fn proofs(here: &Here<'_>, ids: &[Id<Evidence>]) -> Vec<RowProofView> {
    ids.iter().filter_map(|id| here.site.portal.evidence.get(id)).map(|evidence| proof_of(here, evidence)).collect()
}

fn proof_of(here: &Here<'_>, evidence: &Entity<Evidence>) -> RowProofView {
    let own = &evidence.own;
    RowProofView {
        proof: proof(here, evidence),
        summary: here.summary(evidence),
        produced_by: own.produced_by.as_ref().map(|actor| here.who(actor)),
        next: own.next().map(|next| here.due(next)),
    }
}

/// Returns the controls of these names, of those that the client is held to.
pub(in crate::site) fn controls(here: &Here<'_>, names: &[ControlName]) -> Vec<ControlView> {
    names.iter().filter_map(|name| control(here, name)).collect()
}

fn control(here: &Here<'_>, name: &ControlName) -> Option<ControlView> {
    let (framework, id) = name.parts();
    let framework = here.site.portal.frameworks.by_text(framework)?;
    let control = framework.own.control(id)?;
    let Link { title, href } = here.link_id(&framework.id);
    let href = href.map(|href| format!("{href}#{}", routes::control_anchor(id)));
    let link = Link { title: format!("{title} {}", id.to_uppercase()), href };
    Some(ControlView { link, title: control.title.clone() })
}

/// Returns the decision of an id, if the portal holds it.
pub(super) fn decision(here: &Here<'_>, id: &Id<Decision>) -> Option<DecisionView> {
    let decision = here.site.portal.decisions.get(id)?;
    let own = &decision.own;
    Some(DecisionView {
        link: here.link_id(id),
        summary: here.summary(decision),
        decided: own.decided.map(|decided| SourcingView::new(here, decided)),
        because: own.because.as_ref().map(|because| here.phrase(because, decision.node.at("because"))),
        by: here.whos(&own.by),
        date: own.date.map(|day| here.date(day)),
        revisit: own.next_revisit().map(|day| here.due(day)),
    })
}

impl DecisionView {
    /// Tells whether its state depends on the day of the build.
    pub(super) fn is_dated(&self) -> bool {
        self.revisit.as_ref().is_some_and(|revisit| revisit.overdue)
    }
}
