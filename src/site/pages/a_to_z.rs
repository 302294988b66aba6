//! A to Z: everything by its name.

use serde::Serialize;
use tera::Value;

use crate::site::here::Here;
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct AToZView {
    /// The page's heading.
    pub title: String,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let view = AToZView { title: "A to Z".to_owned() };
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "a-to-z.html", frame, view: Value::from_serializable(&view) }
}
