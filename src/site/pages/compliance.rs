//! Compliance: how far each framework is met, and how fresh the proof is.

use serde::Serialize;
use tera::Value;

use crate::site::here::Here;
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct ComplianceView {
    /// The page's heading.
    pub title: String,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let view = ComplianceView { title: "Compliance".to_owned() };
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "compliance.html", frame, view: Value::from_serializable(&view) }
}
