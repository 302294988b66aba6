//! When something breaks: how bad it is, what happens next, who is next if nothing moves.

use serde::Serialize;
use tera::Value;

use crate::site::here::Here;
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct IncidentsView {
    /// The page's heading.
    pub title: String,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let view = IncidentsView { title: "When something breaks".to_owned() };
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "incidents.html", frame, view: Value::from_serializable(&view) }
}
