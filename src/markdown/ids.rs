//! What a page has used up.

use std::collections::HashSet;
use std::sync::Arc;

use super::heading::{Heading, Unique, page_anchor};
use super::terms::{Found, Terms};
use super::words::Words;

/// The longest name that a table or a list gets from the heading above it, in characters.
const LONGEST_LABEL: usize = 80;

/// The ids, numbers and names that the texts of one page have taken, so that several texts on it never clash, and the terms that they have linked.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    anchors: Unique,
    labels: Unique,
    footnotes: usize,
    headings: Vec<Heading>,
    terms: Arc<Terms>,
    pub(super) words: Arc<Words>,
    /// The terms that the page has linked.
    linked: HashSet<Arc<str>>,
}

impl Ids {
    /// Begins a page whose texts link the first use of each of some terms.
    pub fn linking(terms: Arc<Terms>) -> Ids {
        Ids { terms, ..Ids::default() }
    }

    /// Begins a page in another language than English.
    #[must_use]
    pub fn speaking(self, words: Arc<Words>) -> Ids {
        Ids { words, ..self }
    }

    /// Finds the terms in some words that the page has not linked yet.
    pub(super) fn unlinked(&self, words: &str) -> Vec<Found> {
        let mut found = self.terms.find(words);
        let mut seen = HashSet::new();
        found.retain(|found| !self.linked.contains(&found.id) && seen.insert(Arc::clone(&found.id)));
        found
    }

    /// Notes that the page has linked a term.
    pub(super) fn note_term(&mut self, id: &Arc<str>) {
        self.linked.insert(Arc::clone(id));
    }

    /// Returns the headings that were written so far: the number of the element, the id in the page, the words.
    pub fn headings(&self) -> &[Heading] {
        &self.headings
    }

    /// Takes an id in the page for a heading's own.
    pub(super) fn anchor(&mut self, id: &str) -> String {
        self.anchors.take(page_anchor(id), '-')
    }

    /// Takes a name that no other part of the page has.
    pub(super) fn label(&mut self, words: &str) -> String {
        let short = match words.char_indices().nth(LONGEST_LABEL) {
            Some((end, _)) => format!("{}…", words[..end].trim_end()),
            None => words.to_owned(),
        };
        self.labels.take(short, ' ')
    }

    /// Takes the next footnote's number.
    pub(super) fn footnote(&mut self) -> usize {
        self.footnotes += 1;
        self.footnotes
    }

    /// Returns how many footnotes the page has so far.
    pub(super) fn footnotes(&self) -> usize {
        self.footnotes
    }

    /// Notes a heading.
    pub(super) fn note_heading(&mut self, heading: Heading) {
        self.headings.push(heading);
    }
}
