//! Calendar: what must be decided or done next, by whom.

use serde::Serialize;
use tera::Value;

use crate::model::portal::Portal;
use crate::site::here::Here;
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct CalendarView {
    /// The page's heading.
    pub title: String,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let view = CalendarView { title: "Calendar".to_owned() };
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "calendar.html", frame, view: Value::from_serializable(&view) }
}

/// Tells whether a portal has anything with a date.
pub(in crate::site) fn stands(portal: &Portal) -> bool {
    !(portal.responsibilities.is_empty() && portal.meetings.is_empty() && portal.vendors.is_empty())
}
