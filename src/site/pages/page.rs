//! Page: a page that an author wrote whole.

use serde::Serialize;
use tera::Value;

use crate::model::page::Page;
use crate::model::portal::Entity;
use crate::site::here::Here;
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// The page's heading.
    pub title: String,
}

pub(super) fn view(here: &Here<'_>, page: &Entity<Page>) -> View {
    let view = PageView { title: page.common.title.clone() };
    let frame = shell::frame(here, &view.title, &[], Some(&page.common));
    View { template: "page.html", frame, view: Value::from_serializable(&view) }
}
