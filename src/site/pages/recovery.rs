//! What happens when a service is down: how long, how much is lost, who brings it back, and whether that was tried.

use serde::Serialize;

use crate::markdown::Html;
use crate::model::portal::Entity;
use crate::model::service::{Continuity, Criticality, Lifecycle, Service, TestResult};
use crate::site::here::{DateView, Here, Who};

/// What happens when a service is down.
#[derive(Clone, Debug, Serialize)]
pub struct RecoveryView {
    /// Recovery time objective: how long it may be down.
    pub rto: Option<String>,
    /// Recovery point objective: how much work may be lost.
    pub rpo: Option<String>,
    /// Who brings it back.
    pub restored_by: Option<Who>,
    /// Who says that the plan starts.
    pub declared_by: Option<Who>,
    /// What people do meanwhile.
    pub workaround: Option<Html>,
    /// The day of the last restore test.
    pub last_test: Option<DateView>,
    /// How that test ended.
    pub result: Option<ResultView>,
    /// How often a test is due: `Every half-year`.
    pub test_every: Option<String>,
    /// The day by which the next test is due.
    pub next_test: Option<DateView>,
    /// Whether that day has passed.
    pub overdue: bool,
}

/// How a restore test ended.
#[derive(Clone, Debug, Serialize)]
pub struct ResultView {
    /// In words.
    pub text: String,
    /// `ok`, `warn` or `bad`.
    pub state: &'static str,
}

/// Returns what is to be said of a service that is down; nothing if nothing is written and nothing needs to be.
pub(super) fn recovery(here: &Here<'_>, service: &Entity<Service>) -> Option<RecoveryView> {
    let nothing = Continuity::default();
    is_asked(&service.own).then(|| view(here, service, service.own.continuity.as_ref().unwrap_or(&nothing)))
}

/// Tells whether there is something to be said of a service that is down: it is written, or its absence is a gap.
pub(super) fn is_asked(own: &Service) -> bool {
    own.continuity.is_some() || (own.criticality == Some(Criticality::Critical) && own.lifecycle == Lifecycle::Live)
}

fn view(here: &Here<'_>, service: &Entity<Service>, continuity: &Continuity) -> RecoveryView {
    let workaround = service.node.at("continuity/workaround");
    RecoveryView {
        rto: continuity.rto.map(|value| here.words().duration(value)),
        rpo: continuity.rpo.map(|value| here.words().duration(value)),
        restored_by: continuity.restored_by.as_ref().map(|actor| here.who(actor)),
        declared_by: continuity.declared_by.as_ref().map(|actor| here.who(actor)),
        workaround: continuity.workaround.as_ref().map(|text| here.phrase(text, workaround)),
        last_test: continuity.last_test.map(|day| here.date(day)),
        result: continuity.result.map(|value| result(here, value)),
        test_every: continuity.test_every.map(|every| here.words().frequency(every.frequency())),
        next_test: continuity.next_test().map(|day| here.date(day)),
        overdue: continuity.is_test_overdue(here.site.portal.today),
    }
}

fn result(here: &Here<'_>, result: TestResult) -> ResultView {
    let state = match result {
        TestResult::Pass => "ok",
        TestResult::Partial => "warn",
        TestResult::Fail => "bad",
    };
    ResultView { text: here.words().test_result(result), state }
}
