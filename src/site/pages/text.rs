//! The text that an author wrote on the thing itself, as a part of its page.

use serde::Serialize;

use super::Section;
use crate::markdown::Html;
use crate::model::portal::Entity;
use crate::site::here::Here;

/// A text in blocks.
#[derive(Clone, Debug, Serialize)]
pub struct TextView {
    /// The text.
    pub html: Html,
    /// What to call it; nothing where it begins with a heading of its own.
    pub title: Option<String>,
    /// Its sections, for the list of what is on the page.
    pub sections: Vec<Section>,
}

/// Returns the body of an entity, with the client's own paragraphs under it.
pub(super) fn text<T>(here: &Here<'_>, entity: &Entity<T>) -> Option<TextView> {
    let before = here.headings().len();
    let html = here.body(entity)?;
    // A section of the page is an `h2`.
    let headings = here.headings().split_off(before).into_iter().filter(|heading| heading.level == 2);
    let title = (!html.as_str().starts_with("<h2")).then(|| here.words().t("common.about_it"));
    let own = title.clone().map(|title| Section { id: "about".to_owned(), title });
    let sections = own.into_iter().chain(headings.map(|heading| Section { id: heading.id, title: heading.text })).collect();
    Some(TextView { html, title, sections })
}
