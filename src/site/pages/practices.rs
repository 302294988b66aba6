//! Good practice: what the provider brought, and what became of it.

use serde::Serialize;
use tera::Value;

use crate::site::here::Here;
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct PracticesView {
    /// The page's heading.
    pub title: String,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let view = PracticesView { title: "Good practice".to_owned() };
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "practices.html", frame, view: Value::from_serializable(&view) }
}
