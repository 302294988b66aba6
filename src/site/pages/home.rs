//! Whom to call now, what is ours, shared, theirs, what needs attention, what is next.

mod attention;
mod people;

use serde::Serialize;
use tera::Value;

use self::people::PersonView;
use super::areas;
use super::call::{CallView, calls};
use super::event::EntryView;
use super::list;
use super::responsibility::SourcingView;
use super::split::{Group, SplitView, by_area, split};
use crate::markdown::Html;
use crate::model::contact::Side;
use crate::model::entity::Status;
use crate::model::page::Page;
use crate::model::portal::Entity;
use crate::model::responsibility::{Responsibility, Sourcing};
use crate::model::service::Service;
use crate::site::here::{Here, Internal, Link};
use crate::site::hours::hours;
use crate::site::routes::{HOME, own_page};
use crate::site::{View, shell};

/// How many services still fit on the page.
const FEW: usize = 10;

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// The page's heading.
    pub title: String,
    /// What the portal is, in the client's own words.
    pub summary: Option<Html>,
    /// The same in a sentence that always fits.
    pub lead: String,
    /// The page that introduces the portal.
    pub welcome: Option<WelcomeView>,
    /// The client's own text.
    pub body: Option<Html>,
    /// Whom to call; empty where nobody is named.
    pub calls: Vec<CallView>,
    /// Whether the portal has no page but this one.
    pub bare: bool,
    /// Ours, shared, theirs; nothing where the portal has no rows.
    pub split: Option<SplitCard>,
    /// What needs attention, worst first.
    pub attention: Vec<EntryView>,
    /// What is due within 60 days.
    pub coming: Vec<EntryView>,
    /// The page of all dates; nothing where there is none.
    pub calendar: Option<String>,
    /// The first thing that is due, however far.
    pub next: Option<EntryView>,
    /// The services of a portal that has few.
    pub services: Vec<ServiceLine>,
    /// Whom to ask in everyday matters, one a side.
    pub people: Vec<PersonView>,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

/// The page that introduces the portal.
#[derive(Clone, Debug, Serialize)]
pub struct WelcomeView {
    /// Its text.
    pub body: Option<Html>,
    /// Whether it is on the table and not yet agreed.
    pub proposed: bool,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

/// Ours, shared, theirs.
#[derive(Clone, Debug, Serialize)]
pub struct SplitCard {
    /// The matrix.
    pub href: String,
    /// All rows.
    pub all: SplitView,
    /// What each sourcing means here, in the order of `all.shares`.
    pub meanings: Vec<String>,
    /// Each area; empty where there is only one.
    pub areas: Vec<AreaLine>,
}

/// The rows of one area.
#[derive(Clone, Debug, Serialize)]
pub struct AreaLine {
    /// What it is called, and where its rows are.
    pub link: Link,
    /// Its rows.
    pub split: SplitView,
}

/// One service.
#[derive(Clone, Debug, Serialize)]
pub struct ServiceLine {
    /// Its name and address.
    pub link: Link,
    /// Whether only an internal edition shows it.
    pub hidden: bool,
    /// Which sides provide it.
    pub sourcing: Option<SourcingView>,
    /// When it is there.
    pub hours: Option<String>,
    /// How soon somebody starts, for the most urgent priority that is promised anything.
    pub start: Option<String>,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let portal = here.site.portal;
    // Each thing once: what comes round stands with its next day.
    let calendar = portal.calendar(portal.today);
    let groups = by_area(here.site);
    let home = portal.pages.by_text(HOME);
    let view = HomeView {
        title: here.words().fill("home.title", &[("client", portal.client_short())]),
        summary: here.summary(&portal.client).or_else(|| here.summary(home?)),
        lead: lead(here),
        welcome: home.map(|home| welcome(here, home)),
        body: here.body(&portal.client),
        calls: calls(here),
        bare: portal.client.own.contracts.is_empty() && portal.entities.all().iter().all(|any| own_page(any.kind, any.id).is_none()),
        split: (!groups.is_empty()).then(|| split_card(here, &groups)),
        attention: attention::attention(here, &calendar),
        coming: attention::coming(here, &calendar),
        next: attention::next(here, &calendar),
        calendar: (!calendar.is_empty()).then(|| here.href(&list("calendar.html"))),
        services: if portal.services.len() <= FEW {
            portal.services.iter().map(|service| line(here, service)).collect()
        } else {
            Vec::new()
        },
        people: people::people(here),
        internal: here.internal(&portal.client.node),
    };
    let frame = shell::frame(here, &here.words().t("title.home"), &[], None);
    View { template: "home.html", frame, view: Value::from_serializable(&view) }
}

fn welcome(here: &Here<'_>, home: &Entity<Page>) -> WelcomeView {
    WelcomeView { body: here.body(home), proposed: home.common.status == Status::Proposed, internal: here.internal(&home.node) }
}

/// Says what the portal is, from who does the work.
fn lead(here: &Here<'_>) -> String {
    let portal = here.site.portal;
    let doers = portal.responsibilities.iter().flat_map(|row| row.own.doers());
    let key = match Sourcing::of(portal, doers) {
        Some(Sourcing::Shared) => "home.lead_shared",
        Some(Sourcing::InHouse) => "home.lead_in_house",
        Some(Sourcing::Outsourced) => "home.lead_outsourced",
        None => "home.lead",
    };
    here.words().fill(key, &[("client", portal.client_short()), ("provider", portal.provider.short())])
}

fn split_card(here: &Here<'_>, groups: &[Group<'_>]) -> SplitCard {
    let portal = here.site.portal;
    let by_vendor = |row: &Entity<Responsibility>| row.own.doers().into_iter().any(|actor| portal.side(actor) == Side::Vendor);
    let meaning = |key: &str| here.words().fill(key, &[("client", portal.client_short()), ("provider", portal.provider.short())]);
    let (shared, outsourced) = if portal.responsibilities.iter().any(by_vendor) {
        (meaning("home.means_with_others"), meaning("home.means_provider_or_vendor"))
    } else {
        (meaning("home.means_both"), meaning("home.means_provider"))
    };
    let area = |group: &Group<'_>| AreaLine {
        link: Link { title: group.title(here.words()), href: Some(areas::rows(here, group)) },
        split: split(here, group.rows.iter().copied()),
    };
    SplitCard {
        href: here.href(&list("responsibilities.html")),
        all: split(here, portal.responsibilities.iter()),
        meanings: vec![meaning("home.means_client"), shared, outsourced],
        areas: if groups.len() > 1 { groups.iter().map(area).collect() } else { Vec::new() },
    }
}

fn line(here: &Here<'_>, service: &Entity<Service>) -> ServiceLine {
    let portal = here.site.portal;
    let own = &service.own;
    let start = own.first_response().map(|(priority, respond)| format!("{priority} {}", here.words().duration(respond)));
    ServiceLine {
        link: here.link_id(&service.id),
        hidden: here.is_internal(&service.node),
        sourcing: Sourcing::of(portal, &own.provided_by).map(|sourcing| SourcingView::new(here, sourcing)),
        hours: own.coverage.as_ref().and_then(|id| portal.coverage.get(id)).map(|coverage| hours(here.words(), portal, &coverage.own).text),
        start: start.or_else(|| own.best_effort.then(|| here.words().t("service.best_effort"))),
    }
}
