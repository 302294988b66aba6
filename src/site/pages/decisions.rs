//! Sourcing decisions: why something is in-house or not, and when to look again.

use serde::Serialize;
use tera::Value;

use crate::site::here::Here;
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionsView {
    /// The page's heading.
    pub title: String,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let view = DecisionsView { title: "Sourcing decisions".to_owned() };
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "decisions.html", frame, view: Value::from_serializable(&view) }
}
