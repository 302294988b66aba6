//! Coverage: who is there in which hours, and what they can do.

use serde::Serialize;
use tera::Value;

use crate::site::here::Here;
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageView {
    /// The page's heading.
    pub title: String,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let view = CoverageView { title: "Coverage".to_owned() };
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "coverage.html", frame, view: Value::from_serializable(&view) }
}
