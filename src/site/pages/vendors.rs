//! Vendors: what stops if they stop, and by when to decide.

use serde::Serialize;
use tera::Value;

use crate::site::here::Here;
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct VendorsView {
    /// The page's heading.
    pub title: String,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let view = VendorsView { title: "Vendors".to_owned() };
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "vendors.html", frame, view: Value::from_serializable(&view) }
}
