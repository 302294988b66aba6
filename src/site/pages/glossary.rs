//! Glossary: what the words mean.

use serde::Serialize;
use tera::Value;

use super::listed::{ListedView, listed};
use crate::markdown::Html;
use crate::model::portal::Entity;
use crate::model::term::Term;
use crate::site::alphabet::folded;
use crate::site::here::Here;
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct GlossaryView {
    /// The page's heading.
    pub title: String,
    /// How many words there are: `23 words`.
    pub count: String,
    /// The words, in the order of the alphabet.
    pub terms: Vec<TermView>,
    /// Whether a status on the page depends on the day of the build.
    pub dated: bool,
}

/// One word.
#[derive(Clone, Debug, Serialize)]
pub struct TermView {
    /// The word and its texts.
    pub listed: ListedView,
    /// What it means.
    pub meaning: Option<Html>,
    /// What it is easily taken for, and the difference.
    pub not_to_be_confused_with: Option<Html>,
    /// Other forms of it.
    pub also: Vec<String>,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let mut terms: Vec<&Entity<Term>> = here.site.portal.terms.iter().collect();
    terms.sort_by_cached_key(|term| folded(&term.common.title));
    let count = here.words().count("count.words", terms.len());
    let terms: Vec<TermView> = terms.into_iter().map(|term| term_view(here, term)).collect();
    let dated = terms.iter().any(|term| term.listed.is_dated());
    let view = GlossaryView { title: here.words().t("title.glossary"), count, terms, dated };
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "glossary.html", frame, view: Value::from_serializable(&view) }
}

fn term_view(here: &Here<'_>, term: &Entity<Term>) -> TermView {
    let own = &term.own;
    TermView {
        listed: listed(here, term, []),
        meaning: own.meaning.as_ref().map(|meaning| here.prose(meaning, term.node.at("meaning"))),
        not_to_be_confused_with: own
            .not_to_be_confused_with
            .as_ref()
            .map(|other| here.phrase(other, term.node.at("not_to_be_confused_with"))),
        also: own.also.clone(),
    }
}
