//! How text becomes the terms of an index: as MiniSearch splits it, in small letters without marks.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// Splits a text as MiniSearch 7 does by default: at runs of line ends, separators and punctuation (Unicode's groups Z and P).
/// Where the text begins or ends with such a run, the first or last piece is empty; so is the only piece of an empty text.
pub fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_separator) {
        tokens.push(&rest[..start]);
        rest = rest[start..].trim_start_matches(is_separator);
    }
    tokens.push(rest);
    tokens
}

fn is_separator(character: char) -> bool {
    matches!(character, '\n' | '\r')
        || matches!(character.general_category_group(), GeneralCategoryGroup::Separator | GeneralCategoryGroup::Punctuation)
}

/// Returns what a token is found by: in small letters, `ß` as `ss`, without the marks U+0300 to U+036F. It may be empty.
pub fn term(token: &str) -> String {
    if token.is_ascii() {
        return token.to_ascii_lowercase();
    }
    token.to_lowercase().replace('ß', "ss").nfd().filter(|character| !('\u{300}'..='\u{36f}').contains(character)).collect()
}

/// Whether a language joins words into one, as German does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// It does: the end of a joined word is indexed, too.
    Joined,
    /// It writes them apart.
    Apart,
}

impl Words {
    /// Returns how a language writes words, by its tag.
    pub fn of(language: &str) -> Words {
        let is_german = language.split('-').next().is_some_and(|language| language.eq_ignore_ascii_case("de"));
        if is_german { Words::Joined } else { Words::Apart }
    }
}

/// The fewest letters of a part of a joined word.
const FEWEST: usize = 4;

/// Returns the end of a joined word that is a word by itself in the same portal, the longest there is: of `passwortanderung`, `anderung`.
///
/// A word that people look for is often the end of one that is written: this finds it, as its beginning is found anyway.
pub fn last_part<'a>(term: &'a str, words: &BTreeSet<&str>) -> Option<&'a str> {
    let length = term.chars().count();
    let starts = term.char_indices().map(|(start, _)| start).skip(FEWEST - 1);
    let ends = starts.take((length + 2).saturating_sub(2 * FEWEST)).map(|start| &term[start..]);
    ends.into_iter().find(|end| words.contains(end))
}
