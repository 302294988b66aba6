//! Continuity: who may declare a disaster, what is back when and in which order, who takes over from whom, what is left if the provider is gone.

mod order;
mod partner;
mod people;
mod systems;

use serde::Serialize;
use tera::Value;

use self::order::OrderView;
use self::partner::PartnerView;
use self::people::GroupView;
use self::systems::SystemsView;
use super::event::{self, EntryView, Names};
use super::people::first_number;
use super::{Section, sections};
use crate::model::calendar::{Event, What};
use crate::model::contact::{Authority, Contact, Side};
use crate::model::portal::{Entity, Portal};
use crate::model::procedure::Occasion;
use crate::model::service::{Lifecycle, Service};
use crate::site::here::{Here, Link, Reach, Who};
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct ContinuityView {
    /// The page's heading.
    pub title: String,
    /// How many may declare a disaster, in a sentence without its stop.
    pub may: String,
    /// Who may, the client's people first; empty where nobody may.
    pub declarers: Vec<DeclarerView>,
    /// The procedures by which something is brought back.
    pub procedures: Vec<Link>,
    /// What happens when a system is down; nothing where the portal has no service in use.
    pub systems: Option<SystemsView>,
    /// In which order they come back; nothing where the portal has no service in use.
    pub order: Option<OrderView>,
    /// The people of each side, the client's first.
    pub groups: Vec<GroupView>,
    /// What is left if the provider is gone; nothing where nothing of it is written.
    pub partner: Option<PartnerView>,
    /// Restore tests: what went wrong or is overdue, then what is next.
    pub tests: Vec<EntryView>,
    /// What is on the page.
    pub sections: Vec<Section>,
    /// Whether a status on the page depends on the day of the build.
    pub dated: bool,
}

/// Somebody who may declare a disaster.
#[derive(Clone, Debug, Serialize)]
pub struct DeclarerView {
    /// The person, with the job as its detail.
    pub who: Who,
    /// The number to try first.
    pub number: Option<Reach>,
    /// Whether only the internal edition shows the person.
    pub internal: bool,
}

/// Tells whether a portal has anything for the page: a service in use, or somebody who may be gone.
pub(in crate::site) fn stands(portal: &Portal) -> bool {
    portal.services.iter().any(|service| service.own.lifecycle != Lifecycle::Planned)
        || portal.contacts.iter().any(|contact| contact.own.side() != Side::Vendor)
}

pub(super) fn view(here: &Here<'_>) -> View {
    let view = continuity_view(here);
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "continuity.html", frame, view: Value::from_serializable(&view) }
}

fn continuity_view(here: &Here<'_>) -> ContinuityView {
    let portal = here.site.portal;
    let declarers = declarers(here);
    let recoveries = portal.procedures.iter().filter(|procedure| procedure.own.occasion() == Occasion::Recovery);
    let order = portal.restore_order();
    let mut view = ContinuityView {
        title: here.words().t("title.continuity"),
        may: may(here, &declarers),
        declarers,
        procedures: recoveries.map(|procedure| here.link_id(&procedure.id)).collect(),
        systems: systems::systems(here),
        order: (!order.is_empty()).then(|| order::order(here, &order)),
        groups: people::groups(here),
        partner: partner::partner(here),
        tests: tests(here),
        sections: Vec::new(),
        dated: false,
    };
    let is_overdue =
        |service: &Entity<Service>| service.own.continuity.as_ref().is_some_and(|continuity| continuity.is_test_overdue(portal.today));
    view.dated = portal.services.iter().any(is_overdue) || view.partner.as_ref().is_some_and(PartnerView::is_dated);
    let (words, provider) = (here.words(), here.side_name(Side::Provider));
    view.sections = sections(&[
        ("systems", &words.t("continuity.system_down"), view.systems.is_some()),
        ("order", &words.t("continuity.restore_order"), view.order.is_some()),
        ("people", &words.t("continuity.person_gone"), !view.groups.is_empty()),
        ("partner", &words.fill("continuity.if_partner_gone", &[("provider", &provider)]), view.partner.is_some()),
        ("tests", &words.t("continuity.tests"), view.systems.is_some()),
    ]);
    view
}

fn declarers(here: &Here<'_>) -> Vec<DeclarerView> {
    let may = here.site.may.iter().filter(|(authority, _)| *authority == Authority::DeclareDisaster);
    let mut people: Vec<&Entity<Contact>> = may.flat_map(|(_, people)| people).copied().collect();
    people.sort_by_key(|contact| contact.own.side());
    let view = |contact: &Entity<Contact>| DeclarerView {
        who: here.who(&contact.id.as_str().into()),
        number: first_number(here, contact),
        internal: here.is_internal(&contact.node),
    };
    people.into_iter().map(view).collect()
}

fn may(here: &Here<'_>, declarers: &[DeclarerView]) -> String {
    match declarers.len() {
        0 => here.words().t("continuity.nobody_may_declare"),
        count => here.words().count("continuity.only_some_may_declare", count),
    }
}

/// Returns what went wrong with restore tests or is overdue, then those that are ahead.
fn tests(here: &Here<'_>) -> Vec<EntryView> {
    let portal = here.site.portal;
    let mut due: Vec<Event<'_>> = portal.events(portal.today).filter(|event| matches!(event.what, What::Test(_))).collect();
    due.sort_by_key(|event| event.day);
    let (late, ahead): (Vec<Event<'_>>, Vec<Event<'_>>) = due.into_iter().partition(|event| event.day < portal.today);
    let mut tests: Vec<EntryView> = portal.services.iter().filter_map(|service| event::tried(here, service)).collect();
    tests.extend(event::late(here, &late, Names::Many));
    tests.extend(event::ahead(here, &ahead, Names::Many));
    tests
}
