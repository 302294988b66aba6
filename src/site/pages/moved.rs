//! The page that an old address leaves: where the thing is now.

use serde::Serialize;
use tera::Value;

use crate::model::kind::Kind;
use crate::site::here::{Here, Link};
use crate::site::{View, shell};
use crate::yaml::Mention;

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct MovedView {
    /// What moved, with its present address.
    pub to: Link,
    /// What it is: `Service`, `Person`.
    pub kind: Option<String>,
}

pub(super) fn view(here: &Here<'_>, to: &Mention) -> View {
    let view = MovedView { to: here.link(to), kind: Kind::by_singular(to.kind).map(|value| here.words().kind(value)) };
    let frame = shell::frame(here, &here.words().fill("title.moved", &[("title", &view.to.title)]), &[], None);
    View { template: "moved.html", frame, view: Value::from_serializable(&view) }
}
