//! Glossary: what the words mean.

use serde::Serialize;
use tera::Value;

use crate::site::here::Here;
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct GlossaryView {
    /// The page's heading.
    pub title: String,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let view = GlossaryView { title: "Glossary".to_owned() };
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "glossary.html", frame, view: Value::from_serializable(&view) }
}
