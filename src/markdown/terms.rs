//! Words that have a meaning of their own, found in running text.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// The forms of some words, to be found in a text.
///
/// A form is found as whole words. One with a capital after its first letter (`RTO`, `ePHI`) is found exactly as written, any other in either case.
/// Of forms that begin at one place the longest counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// By the first two bytes of their first word in small letters: most words of a text are passed over by one look. The longest form first.
    forms: BTreeMap<Begin, Vec<Form>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Form {
    text: String,
    /// The same in small letters.
    small: String,
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
            if first.is_empty() {
                continue;
            }
            let exact = text.chars().skip(1).any(char::is_uppercase);
            let list = terms.forms.entry(begin(&first)).or_default();
            if list.iter().all(|form| form.text != text) {
                list.push(Form { small: text.to_lowercase(), text, exact, id: Arc::clone(id) });
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
        let begin = if first.is_ascii() { begin(first) } else { begin(&first.to_lowercase()) };
        self.forms.get(&begin)?.iter().find(|form| {
            let Some(said) = text.get(word.start..word.start + form.text.len()) else { return false };
            let ends = !text[word.start + form.text.len()..].chars().next().is_some_and(char::is_alphanumeric);
            ends && (said == form.text || !form.exact && is_in_small_letters(said, &form.small))
        })
    }
}

/// The first two bytes of a word in small letters; the second is 0 where there is only one.
type Begin = [u8; 2];

fn begin(word: &str) -> Begin {
    let mut bytes = word.bytes().map(|byte| byte.to_ascii_lowercase());
    [bytes.next().unwrap_or_default(), bytes.next().unwrap_or_default()]
}

fn is_in_small_letters(text: &str, small: &str) -> bool {
    if text.is_ascii() { text.eq_ignore_ascii_case(small) } else { text.to_lowercase() == small }
}

/// Returns the next run of letters and digits from a byte on.
fn next_word(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let start = from + stop(rest, |character| character.is_alphanumeric())?;
    let end = stop(&text[start..], |character| !character.is_alphanumeric()).map_or(text.len(), |length| start + length);
    Some(start..end)
}

/// Returns where the first character stands that a test takes. Nearly all text is ASCII, which need not be decoded.
fn stop(text: &str, takes: impl Fn(char) -> bool) -> Option<usize> {
    let plain = text.bytes().position(|byte| !byte.is_ascii() || takes(char::from(byte)))?;
    if text.as_bytes()[plain].is_ascii() { Some(plain) } else { text[plain..].find(takes).map(|at| plain + at) }
}
