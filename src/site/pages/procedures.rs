//! All procedures, by what they are for.

use serde::Serialize;
use tera::Value;

use super::named::{SidesView, sides};
use crate::markdown::Html;
use crate::model::entity::Status;
use crate::model::portal::Entity;
use crate::model::priority::Priority;
use crate::model::procedure::{Occasion, Procedure};
use crate::site::here::{Here, Link};
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct ProceduresView {
    /// The page's heading.
    pub title: String,
    /// The procedures by what they are for.
    pub groups: Vec<GroupView>,
}

/// The procedures for one occasion.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    /// What they are for.
    pub title: String,
    /// The procedures, in the order of the portal.
    pub procedures: Vec<LineView>,
}

/// One procedure.
#[derive(Clone, Debug, Serialize)]
pub struct LineView {
    /// Its name and address.
    pub link: Link,
    /// One sentence on it.
    pub summary: Option<Html>,
    /// What sets it off.
    pub trigger: Option<Html>,
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// How many steps it has.
    pub steps: usize,
    /// Which sides take part; nothing where nobody does.
    pub sides: Option<SidesView>,
    /// Whether it is on the table and not yet agreed.
    pub proposed: bool,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let view = ProceduresView { title: here.words().t("title.procedures"), groups: groups(here) };
    View { template: "procedures.html", frame: shell::frame(here, &view.title, &[], None), view: Value::from_serializable(&view) }
}

fn groups(here: &Here<'_>) -> Vec<GroupView> {
    let all = &here.site.portal.procedures;
    let of = |occasion| all.iter().filter(move |procedure| procedure.own.occasion() == occasion).map(|procedure| line(here, procedure));
    let groups = Occasion::ALL.map(|occasion| GroupView { title: here.words().occasion(occasion), procedures: of(occasion).collect() });
    groups.into_iter().filter(|group| !group.procedures.is_empty()).collect()
}

/// Makes the line of a procedure.
pub(super) fn line(here: &Here<'_>, procedure: &Entity<Procedure>) -> LineView {
    let own = &procedure.own;
    LineView {
        link: here.link_id(&procedure.id),
        summary: here.summary(procedure),
        trigger: own.trigger.as_ref().map(|trigger| here.phrase(trigger, procedure.node.at("trigger"))),
        priority: own.priority,
        steps: own.steps.len(),
        sides: sides(here, own.doers()),
        proposed: procedure.common.status == Status::Proposed,
        internal: here.is_internal(&procedure.node),
    }
}
