//! Coverage: who is there in which hours and in what way, on which days not, and when there are more hands than usual.

mod glance;
mod holidays;
mod surges;
mod week;
mod weekly;
mod windows;

use serde::Serialize;
use tera::Value;

use self::glance::{GapView, GlanceView};
use self::holidays::HolidaysView;
use self::surges::SurgeView;
use self::weekly::Weekly;
use self::windows::CoverageView;
use super::{Section, sections};
use crate::model::coverage::Presence;
use crate::model::hours::Zone;
use crate::model::portal::Entity;
use crate::model::service::{Lifecycle, Service};
use crate::site::here::{Here, Link};
use crate::site::words::Words;
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct CoveragePage {
    /// The page's heading.
    pub title: String,
    /// The client's clock, on which the page tells hours unless it says otherwise: `Eastern`.
    pub zone: String,
    /// The clocks of "right now": the client's, then the provider's if its zone is another.
    pub clocks: Vec<ClockView>,
    /// The services in use by their hours, the most critical first.
    pub glance: Vec<GlanceView>,
    /// Each coverage, in the order of the portal.
    pub coverages: Vec<CoverageView>,
    /// Each list of holidays.
    pub holidays: Vec<HolidaysView>,
    /// The seasons and projects with more hands than usual, the next one first.
    pub surges: Vec<SurgeView>,
    /// Hours in which nobody answers for services in use.
    pub gaps: Vec<GapView>,
    /// Services in use whose hours nobody has written down.
    pub unsaid: Vec<Link>,
    /// What is on the page.
    pub sections: Vec<Section>,
    /// Whether a status on the page depends on the day of the build.
    pub dated: bool,
}

/// A clock.
#[derive(Clone, Debug, Serialize)]
pub struct ClockView {
    /// Whose it is: the client's or the provider's name.
    pub whose: String,
    /// The name of its zone in the IANA database.
    pub zone: String,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let view = coverage_page(here);
    let mut frame = shell::frame(here, &view.title, &[], None);
    frame.page.scripts.push("coverage");
    View { template: "coverage.html", frame, view: Value::from_serializable(&view) }
}

fn coverage_page(here: &Here<'_>) -> CoveragePage {
    let portal = here.site.portal;
    let unsaid = |service: &&Entity<Service>| service.own.coverage.is_none() && service.own.lifecycle == Lifecycle::Live;
    let weeks: Vec<Weekly<'_>> = portal.coverage.iter().map(|coverage| Weekly::of(portal, coverage)).collect();
    let mut view = CoveragePage {
        title: here.words().t("title.coverage"),
        zone: here.words().zone(portal.zone()),
        clocks: clocks(here),
        glance: glance::glances(here, &weeks),
        coverages: weeks.iter().map(|weekly| windows::coverage_view(here, weekly)).collect(),
        holidays: portal.holidays.iter().map(|holidays| holidays::holidays_view(here, holidays, &weeks)).collect(),
        surges: surges::surges(here),
        gaps: glance::gaps(here, &weeks),
        unsaid: portal.services.iter().filter(unsaid).map(|service| here.link_id(&service.id)).collect(),
        sections: Vec::new(),
        dated: false,
    };
    view.dated = !(view.holidays.is_empty() && view.surges.is_empty()) || view.coverages.iter().any(|coverage| coverage.listed.is_dated());
    view.sections = sections(&[
        ("glance", &here.words().t("coverage.at_a_glance"), !view.glance.is_empty()),
        ("week", &here.words().t("coverage.the_week"), !view.coverages.is_empty()),
        ("holidays", &here.words().t("coverage.holidays"), !view.holidays.is_empty()),
        ("surges", &here.words().t("coverage.busy"), !view.surges.is_empty()),
        ("gaps", &here.words().t("coverage.gaps_short"), !view.gaps.is_empty()),
        ("unsaid", &here.words().t("coverage.not_written"), !view.unsaid.is_empty()),
    ]);
    view
}

fn clocks(here: &Here<'_>) -> Vec<ClockView> {
    let portal = here.site.portal;
    let clock = |whose: &str, zone: &Zone| ClockView { whose: whose.to_owned(), zone: zone.name().to_owned() };
    let provider = Some(&portal.provider.zone).filter(|zone| *zone != portal.zone());
    let client = clock(portal.client_short(), portal.zone());
    std::iter::once(client).chain(provider.map(|zone| clock(portal.provider.short(), zone))).collect()
}

/// Says in what way somebody is there; nothing is nobody.
fn way(words: Words<'_>, presence: Option<Presence>) -> String {
    words.t(match presence {
        Some(Presence::Staffed) => "way.staffed",
        Some(Presence::OnCall) => "way.on_call",
        Some(Presence::Monitored) => "way.monitored",
        None => "way.nobody",
    })
}
