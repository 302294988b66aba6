//! When something breaks: whom to call, how bad it is, what happens next, who is next if nothing moves.

mod severity;
mod targets;

use serde::Serialize;
use tera::Value;

use self::severity::SeverityView;
use self::targets::TargetsView;
use super::call::{CallView, calls};
use super::ladder::{LadderView, ladder};
use super::listed::ListedView;
use super::procedures::{self, LineView};
use crate::model::procedure::Occasion;
use crate::site::here::{Here, Link};
use crate::site::{View, routes, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct IncidentsView {
    /// The page's heading.
    pub title: String,
    /// Whom to call first; empty where nobody is named.
    pub calls: Vec<CallView>,
    /// How bad it is; nothing where nobody has said it.
    pub severity: Option<SeverityView>,
    /// What the services promise, by priority.
    pub targets: Vec<TargetsView>,
    /// Services in use that promise nothing and do not say that this is meant.
    pub unpromised: Vec<Link>,
    /// Who is next if nothing moves.
    pub ladders: Vec<LadderView>,
    /// What to do when something is broken or has to be brought back.
    pub procedures: Vec<LineView>,
    /// Whether a status on the page depends on the day of the build.
    pub dated: bool,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let view = incidents_view(here);
    let severity = here.site.portal.severity.iter().next();
    let frame = shell::frame(here, &view.title, &[], severity.map(|severity| &severity.common));
    View { template: "incidents.html", frame, view: Value::from_serializable(&view) }
}

fn incidents_view(here: &Here<'_>) -> IncidentsView {
    let portal = here.site.portal;
    let climbed = portal.escalations.iter().filter(|escalation| !routes::is_dispute(&escalation.node));
    let ladders: Vec<LadderView> = climbed.map(|escalation| ladder(here, escalation)).collect();
    let followed = |occasion| portal.procedures.iter().filter(move |procedure| procedure.own.occasion() == occasion);
    let procedures = followed(Occasion::Incident).chain(followed(Occasion::Recovery));
    let mut view = IncidentsView {
        title: here.words().t("title.incidents"),
        calls: calls(here),
        severity: severity::severity(here),
        targets: targets::targets(here),
        unpromised: targets::unpromised(here),
        procedures: procedures.map(|procedure| procedures::line(here, procedure)).collect(),
        dated: false,
        ladders,
    };
    view.dated = view.severity.as_ref().map(|severity| &severity.listed).is_some_and(ListedView::is_dated)
        || view.ladders.iter().any(|ladder| ladder.listed.is_dated());
    view
}
