//! Words that have a meaning of their own, found in running text.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// The forms of some words, to be found in a text.
///
/// A form is found as whole words. One with a capital after its first letter (`RTO`, `ePHI`) is found exactly as written, any other in either case.
/// Of forms that begin at one place the longest counts.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// By the first word, in small letters; the longest form first.
    forms: HashMap<String, Vec<Form>>,
    /// The first bytes of all forms in small letters: most words of a text are passed over by one look.
    begins: Vec<u8>,
}

#[derive(Clone, Debug)]
struct Form {
    text: String,
    exact: bool,
    id: Arc<str>,
}

/// A word that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// The id of its term.
    pub id: Arc<str>,
}

impl Terms {
    /// Takes the forms of terms, each with the term's id; forms without a letter or digit are left out, and of two that are the same the first counts.
    pub fn new<'a>(forms: impl IntoIterator<Item = (&'a Arc<str>, &'a str)>) -> Terms {
        let mut terms = Terms::default();
        for (id, text) in forms {
            let text = text.trim().to_owned();
            let first = text.split(|character: char| !character.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
            let Some(byte) = first.bytes().next() else { continue };
            if !terms.begins.contains(&byte) {
                terms.begins.push(byte);
            }
            let exact = text.chars().skip(1).any(char::is_uppercase);
            let list = terms.forms.entry(first).or_default();
            if list.iter().all(|form| form.text != text) {
                list.push(Form { text, exact, id: Arc::clone(id) });
                list.sort_by_key(|form| std::cmp::Reverse(form.text.len()));
            }
        }
        terms
    }

    /// Tells whether there is no form.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// Finds every form in a text, from left to right; none overlaps another.
    pub fn find(&self, text: &str) -> Vec<Found> {
        let mut found = Vec::new();
        if self.is_empty() {
            return found;
        }
        let mut from = 0;
        while let Some(word) = next_word(text, from) {
            from = word.end;
            if let Some(form) = self.form_at(text, &word) {
                let range = word.start..word.start + form.text.len();
                from = range.end;
                found.push(Found { range, id: Arc::clone(&form.id) });
            }
        }
        found
    }

    fn form_at(&self, text: &str, word: &Range<usize>) -> Option<&Form> {
        let first = &text[word.clone()];
        let begins = first.bytes().next().is_some_and(|byte| !byte.is_ascii() || self.begins.contains(&byte.to_ascii_lowercase()));
        if !begins {
            return None;
        }
        self.forms.get(&first.to_lowercase())?.iter().find(|form| {
            let Some(said) = text.get(word.start..word.start + form.text.len()) else { return false };
            let ends = !text[word.start + form.text.len()..].chars().next().is_some_and(char::is_alphanumeric);
            ends && (said == form.text || !form.exact && said.to_lowercase() == form.text.to_lowercase())
        })
    }
}

/// Returns the next run of letters and digits from a byte on.
fn next_word(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let start = from + rest.find(char::is_alphanumeric)?;
    let end = text[start..].find(|character: char| !character.is_alphanumeric()).map_or(text.len(), |length| start + length);
    Some(start..end)
}
