//! The responsibility matrix of a large portal: its areas, each of which has a page with its rows.

use serde::Serialize;
use tera::Value;

use super::list;
use super::split::{Group, SplitView, by_area, split};
use crate::markdown::Html;
use crate::site::downloads::Download;
use crate::site::here::{Here, Link};
use crate::site::{View, routes, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct AreasView {
    /// The page's heading.
    pub title: String,
    /// The file that holds all rows, for a spreadsheet.
    pub download: String,
    /// How many rows of the whole portal each sourcing has.
    pub split: SplitView,
    /// The areas, in their order; the rows without one come last.
    pub areas: Vec<AreaLine>,
}

/// One area.
#[derive(Clone, Debug, Serialize)]
pub struct AreaLine {
    /// What it is called, and the page with its rows.
    pub link: Link,
    /// What it is about.
    pub summary: Option<Html>,
    /// How many of its rows each sourcing has.
    pub split: SplitView,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let portal = here.site.portal;
    let view = AreasView {
        title: here.words().t("title.responsibilities"),
        download: here.href(&Download::Matrix.path()),
        split: split(here, portal.responsibilities.iter()),
        areas: by_area(here.site).iter().map(|group| line(here, group)).collect(),
    };
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "areas.html", frame, view: Value::from_serializable(&view) }
}

fn line(here: &Here<'_>, group: &Group<'_>) -> AreaLine {
    AreaLine {
        link: Link { title: group.title(here.words()), href: Some(rows(here, group)) },
        summary: group.area.and_then(|area| here.summary(area)),
        split: split(here, group.rows.iter().copied()),
    }
}

/// Returns the link to an area's rows: their page, or the matrix with only them shown.
pub(super) fn rows(here: &Here<'_>, group: &Group<'_>) -> String {
    if !routes::in_areas(here.site.portal) {
        return format!("{}#area={}", here.href(&list("responsibilities.html")), group.word());
    }
    here.href(&routes::area_page(group.area.map(|area| area.id.as_str())))
}
