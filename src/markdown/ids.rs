//! What a page has used up.

use super::heading::{Heading, Unique, page_anchor};

/// The longest name that a table or a list gets from the heading above it, in characters.
const LONGEST_LABEL: usize = 80;

/// The ids, numbers and names that the texts of one page have taken, so that several texts on it never clash.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    anchors: Unique,
    labels: Unique,
    footnotes: usize,
    headings: Vec<Heading>,
}

impl Ids {
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
