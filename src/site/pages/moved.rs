//! The page that an old address leaves: where the thing is now.

use serde::Serialize;
use tera::Value;

use crate::model::kind::Kind;
use crate::site::here::{Here, Link};
use crate::site::{View, shell, words};
use crate::yaml::Mention;

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct MovedView {
    /// What moved, with its present address.
    pub to: Link,
    /// What it is: `Service`, `Person`.
    pub kind: Option<&'static str>,
}

pub(super) fn view(here: &Here<'_>, to: &Mention) -> View {
    let view = MovedView { to: here.link(to), kind: Kind::by_singular(to.kind).map(words::kind) };
    let frame = shell::frame(here, &format!("Moved: {}", view.to.title), &[], None);
    View { template: "moved.html", frame, view: Value::from_serializable(&view) }
}
