//! Coverage: who is there in which hours and in what way, on which days not, and when there are more hands than usual.

mod holidays;
mod surges;
mod windows;

use serde::Serialize;
use tera::Value;

use self::holidays::HolidaysView;
use self::surges::SurgeView;
use self::windows::CoverageView;
use super::{Section, sections};
use crate::model::portal::Entity;
use crate::model::service::{Lifecycle, Service};
use crate::site::here::{Here, Link};
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct CoveragePage {
    /// The page's heading.
    pub title: String,
    /// Each coverage, in the order of the portal.
    pub coverages: Vec<CoverageView>,
    /// Each list of holidays.
    pub holidays: Vec<HolidaysView>,
    /// The seasons and projects with more hands than usual, the next one first.
    pub surges: Vec<SurgeView>,
    /// Services in use whose hours nobody has written down.
    pub unsaid: Vec<Link>,
    /// What is on the page.
    pub sections: Vec<Section>,
    /// Whether a status on the page depends on the day of the build.
    pub dated: bool,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let view = coverage_page(here);
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "coverage.html", frame, view: Value::from_serializable(&view) }
}

fn coverage_page(here: &Here<'_>) -> CoveragePage {
    let portal = here.site.portal;
    let unsaid = |service: &&Entity<Service>| service.own.coverage.is_none() && service.own.lifecycle == Lifecycle::Live;
    let mut view = CoveragePage {
        title: "Coverage".to_owned(),
        coverages: portal.coverage.iter().map(|coverage| windows::coverage_view(here, coverage)).collect(),
        holidays: portal.holidays.iter().map(|holidays| holidays::holidays_view(here, holidays)).collect(),
        surges: surges::surges(here),
        unsaid: portal.services.iter().filter(unsaid).map(|service| here.link_id(&service.id)).collect(),
        sections: Vec::new(),
        dated: false,
    };
    view.dated = !(view.holidays.is_empty() && view.surges.is_empty()) || view.coverages.iter().any(|coverage| coverage.listed.is_dated());
    view.sections = sections(&[
        ("week", "The week", !view.coverages.is_empty()),
        ("holidays", "Holidays", !view.holidays.is_empty()),
        ("surges", "Busy seasons and projects", !view.surges.is_empty()),
        ("unsaid", "Hours not written down", !view.unsaid.is_empty()),
    ]);
    view
}
