//! Working together: channels, meetings, disputes, tools.

use serde::Serialize;
use tera::Value;

use crate::site::here::Here;
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct CollaborationView {
    /// The page's heading.
    pub title: String,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let view = CollaborationView { title: "Working together".to_owned() };
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "collaboration.html", frame, view: Value::from_serializable(&view) }
}
