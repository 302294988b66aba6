//! Our duties: what each side does how often.

use serde::Serialize;
use tera::Value;

use crate::site::here::Here;
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct DutiesView {
    /// The page's heading.
    pub title: String,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let view = DutiesView { title: "Our duties".to_owned() };
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "duties.html", frame, view: Value::from_serializable(&view) }
}
