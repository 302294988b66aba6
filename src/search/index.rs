//! The index of MiniSearch 7.2 in its serialised form, version 2: what the library's `toJSON` gives, and its `loadJS` takes.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::terms::{Words, last_part, term, tokens};

/// What is indexed of one thing. Its id is its place among the documents.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// What people call it.
    pub keywords: String,
    /// Its name.
    pub title: &'a str,
    /// Its short reference.
    pub code: &'a str,
    /// One sentence.
    pub summary: &'a str,
    /// Everything else that stands there.
    pub text: String,
}

/// The fields, in the order of their numbers.
pub const FIELDS: [&str; 5] = ["keywords", "title", "code", "summary", "text"];

impl Document<'_> {
    fn fields(&self) -> [&str; FIELDS.len()] {
        [&self.keywords, self.title, self.code, self.summary, &self.text]
    }
}

/// In how many places of which field of which document a term stands.
type Places = BTreeMap<usize, BTreeMap<usize, usize>>;

/// The index.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Index {
    document_count: usize,
    next_id: usize,
    document_ids: BTreeMap<usize, usize>,
    field_ids: BTreeMap<&'static str, usize>,
    /// For each document, how many different tokens each field has.
    field_length: BTreeMap<usize, [usize; FIELDS.len()]>,
    average_field_length: [f64; FIELDS.len()],
    stored_fields: BTreeMap<usize, ()>,
    dirt_count: usize,
    /// The terms in the order of their letters, each with its places.
    index: Vec<(String, Places)>,
    serialization_version: u8,
}

impl Index {
    /// Indexes documents; where words are joined, the end of one is a term, too: see [`last_part`].
    pub fn new(documents: &[Document<'_>], words: Words) -> Index {
        let mut terms: BTreeMap<String, Places> = BTreeMap::new();
        let mut field_length = BTreeMap::new();
        let mut average_field_length = [0.0; FIELDS.len()];
        for (id, document) in documents.iter().enumerate() {
            let mut lengths = [0; FIELDS.len()];
            for (field, text) in document.fields().into_iter().enumerate() {
                let tokens = tokens(text);
                lengths[field] = tokens.iter().collect::<BTreeSet<_>>().len();
                // The running mean of the library, with its roundings.
                average_field_length[field] = (average_field_length[field] * count(id) + count(lengths[field])) / count(id + 1);
                for term in tokens.into_iter().map(term).filter(|term| !term.is_empty()) {
                    *terms.entry(term).or_default().entry(field).or_default().entry(id).or_default() += 1;
                }
            }
            field_length.insert(id, lengths);
        }
        if words == Words::Joined {
            add_last_parts(&mut terms);
        }
        Index {
            document_count: documents.len(),
            next_id: documents.len(),
            document_ids: (0..documents.len()).map(|id| (id, id)).collect(),
            field_ids: FIELDS.into_iter().enumerate().map(|(number, field)| (field, number)).collect(),
            field_length,
            average_field_length,
            stored_fields: BTreeMap::new(),
            dirt_count: 0,
            index: terms.into_iter().collect(),
            serialization_version: 2,
        }
    }
}

fn add_last_parts(terms: &mut BTreeMap<String, Places>) {
    let words: BTreeSet<&str> = terms.keys().map(String::as_str).collect();
    let parts = terms.iter().filter_map(|(term, places)| Some((last_part(term, &words)?.to_owned(), places.clone())));
    for (part, places) in parts.collect::<Vec<_>>() {
        let known = terms.entry(part).or_default();
        for (field, ids) in places {
            for (id, times) in ids {
                *known.entry(field).or_default().entry(id).or_default() += times;
            }
        }
    }
}

/// Returns a number of things as JavaScript has it; no portal holds so many that one would be lost.
#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn count(number: usize) -> f64 {
    number as f64
}
