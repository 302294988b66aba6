//! Framework: one framework.

use serde::Serialize;
use tera::Value;

use super::list;
use crate::model::framework::Framework;
use crate::model::portal::Entity;
use crate::site::here::Here;
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct FrameworkView {
    /// The page's heading.
    pub title: String,
}

pub(super) fn view(here: &Here<'_>, framework: &Entity<Framework>) -> View {
    let view = FrameworkView { title: framework.common.title.clone() };
    let frame = shell::frame(here, &view.title, &[("Compliance", &list("compliance.html"))], Some(&framework.common));
    View { template: "framework.html", frame, view: Value::from_serializable(&view) }
}
