//! What a search finds: the page's script fills it, by its address `search.html#q=…`. Without script it leads to the A to Z.

use serde::Serialize;
use tera::Value;

use crate::site::here::Here;
use crate::site::{Subject, View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// The page's heading.
    pub title: String,
    /// The A to Z.
    pub a_to_z: Option<String>,
    /// The glossary, where there is one.
    pub glossary: Option<String>,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let title = here.words().t("title.search");
    let view = SearchView { a_to_z: here.href_of_list(&Subject::AToZ), glossary: here.href_of_list(&Subject::Glossary), title };
    let mut frame = shell::frame(here, &view.title, &[], None);
    frame.page.scripts.push("search-page");
    View { template: "search.html", frame, view: Value::from_serializable(&view) }
}
