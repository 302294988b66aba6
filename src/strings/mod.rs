//! The words of the interface in one language, by key.
//!
//! They come from files `strings/<tag>.toml` of a theme; `<tag>` is a language tag (BCP 47), such as `de` or `de-AT`.
//! Tables of the file are the parts of a key: `call = "Call first"` below `[home]` is `home.call`.
//! In a text, `{name}` is a place that is filled when the text is used.
//! A text that depends on a number has a form for each category of numbers that its language knows (CLDR, UTS #35 part 3, section 5):
//! `items.one = "{count} item"` and `items.other = "{count} items"`.

mod plural;
mod read;
mod text;

use std::collections::{BTreeSet, HashMap};

pub use self::plural::{Category, Plurals};
pub use self::read::{Table, read};
pub use self::text::{Piece, Text};

use crate::finding::RuleName;

/// Words of the interface that are missing, or that nobody asks for.
pub const STRINGS: RuleName = RuleName("strings");

/// The language that every theme has words in, and whose words stand in for those that another one lacks.
pub const BASE: &str = "en";

/// The words of the interface in one language.
#[derive(Clone, Debug)]
pub struct Strings {
    language: String,
    texts: HashMap<Box<str>, Text>,
    plurals: Plurals,
}

impl Strings {
    /// Lays tables over each other, the lowest first; each is one of the tags of [`lookup()`] for the language, or of [`BASE`].
    pub fn new<'t>(language: &str, tables: impl IntoIterator<Item = &'t Table>) -> Strings {
        let mut texts = HashMap::new();
        for table in tables {
            texts.extend(table.texts.iter().map(|(key, (text, _))| (key.clone(), text.clone())));
        }
        Strings { language: language.to_owned(), texts, plurals: Plurals::of(language) }
    }

    /// Returns the language, as it was asked for.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Returns the rules by which the language tells numbers apart.
    pub fn plurals(&self) -> &Plurals {
        &self.plurals
    }

    /// Returns a text as it was written.
    pub fn get(&self, key: &str) -> Option<&Text> {
        self.texts.get(key)
    }

    /// Returns the keys, in order.
    pub fn keys(&self) -> BTreeSet<&str> {
        self.texts.keys().map(|key| &**key).collect()
    }

    /// Returns the forms of a text that depends on a number; nothing if there is no such text.
    ///
    /// The last is `other`, which stands for every category that has no form of its own.
    pub fn forms(&self, key: &str) -> Option<Vec<(Category, &Text)>> {
        let form = |category: &Category| Some((*category, self.get(&format!("{key}.{}", category.word()))?));
        let forms: Vec<_> = Category::ALL.iter().filter_map(form).collect();
        forms.last().is_some_and(|(category, _)| *category == Category::Other).then_some(forms)
    }

    /// Returns a text that has no places; the key itself where there is none, which a test rules out.
    pub fn text<'s>(&'s self, key: &'s str) -> &'s str {
        self.get(key).and_then(Text::plain).unwrap_or(key)
    }

    /// Fills the places of a text.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.get(key).map_or_else(|| key.to_owned(), |text| text.filled(values))
    }

    /// Fills the places of the form that a number has; `{count}` is the number.
    pub fn count(&self, key: &str, count: usize, values: &[(&str, &str)]) -> String {
        let category = self.plurals.category(count);
        let form = |category: Category| self.get(&format!("{key}.{}", category.word()));
        let Some(text) = form(category).or_else(|| form(Category::Other)) else { return key.to_owned() };
        let count = count.to_string();
        let values: Vec<(&str, &str)> = values.iter().copied().chain([("count", count.as_str())]).collect();
        text.filled(&values)
    }
}

/// Returns the tags whose words are good for a language, the best first (RFC 4647, section 3.4): `de-CH-1996`, `de-CH`, `de`.
pub fn lookup(language: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut parts: Vec<&str> = language.split('-').collect();
    while !parts.is_empty() {
        tags.push(parts.join("-"));
        parts.pop();
        // A single letter only leads over to what follows it.
        while parts.last().is_some_and(|part| part.len() == 1) {
            parts.pop();
        }
    }
    tags
}

/// Returns the keys of one set of words that another one lacks, in order; a number's forms are those of the other's language.
///
/// `has` tells what is there. A text that depends on a number lacks a form where the language knows a category and the text does not.
pub fn missing(wanted: &Strings, has: impl Fn(&str) -> bool, plurals: &Plurals) -> Vec<String> {
    let categories = plurals.categories();
    let mut missing = BTreeSet::new();
    for key in wanted.keys() {
        match Category::stem(key).filter(|stem| wanted.get(&format!("{stem}.one")).is_some()) {
            None if has(key) => {}
            None => drop(missing.insert(key.to_owned())),
            Some(stem) => {
                let forms = categories.iter().map(|category| format!("{stem}.{}", category.word()));
                missing.extend(forms.filter(|form| !has(form)));
            }
        }
    }
    missing.into_iter().collect()
}
