//! How a language tells numbers apart.

use std::fmt;

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::LanguageIdentifier;

/// A category of numbers (CLDR, UTS #35 part 3, section 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// `zero`, as in Arabic.
    Zero,
    /// `one`: in English and German the number 1.
    One,
    /// `two`, as in Welsh.
    Two,
    /// `few`, as in Polish.
    Few,
    /// `many`, as in Polish.
    Many,
    /// All others.
    Other,
}

impl Category {
    /// Every category, `other` last.
    pub const ALL: [Category; 6] = [Category::Zero, Category::One, Category::Two, Category::Few, Category::Many, Category::Other];

    /// Returns the last part of a key.
    pub fn word(self) -> &'static str {
        match self {
            Category::Zero => "zero",
            Category::One => "one",
            Category::Two => "two",
            Category::Few => "few",
            Category::Many => "many",
            Category::Other => "other",
        }
    }

    /// Returns what stands before the category in a key, if it ends in one: `home.items` of `home.items.one`.
    pub fn stem(key: &str) -> Option<&str> {
        let (stem, last) = key.rsplit_once('.')?;
        Category::ALL.iter().any(|category| category.word() == last).then_some(stem)
    }
}

/// The rules of one language.
#[derive(Clone)]
pub struct Plurals(Option<PluralRules>);

impl fmt::Debug for Plurals {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Plurals").field(&self.0.as_ref().map(|rules| rules.get_locale().to_string())).finish()
    }
}

impl Plurals {
    /// Returns the rules of a language, by its tag; where they are not known, every number is `other`.
    pub fn of(language: &str) -> Plurals {
        let tag: Option<LanguageIdentifier> = language.parse().ok();
        // Rules are kept by the language alone: `de-AT` counts as `de` does.
        let alone = tag.map(|tag| LanguageIdentifier::from_parts(tag.language, None, None, &[]));
        Plurals(alone.and_then(|tag| PluralRules::create(tag, PluralRuleType::CARDINAL).ok()))
    }

    /// Returns the category of a whole number.
    pub fn category(&self, number: usize) -> Category {
        match self.0.as_ref().map(|rules| rules.select(number)) {
            Some(Ok(PluralCategory::ZERO)) => Category::Zero,
            Some(Ok(PluralCategory::ONE)) => Category::One,
            Some(Ok(PluralCategory::TWO)) => Category::Two,
            Some(Ok(PluralCategory::FEW)) => Category::Few,
            Some(Ok(PluralCategory::MANY)) => Category::Many,
            Some(Ok(PluralCategory::OTHER) | Err(_)) | None => Category::Other,
        }
    }

    /// Returns the categories that numbers of things have; `other` is always among them.
    pub fn categories(&self) -> Vec<Category> {
        // No language has a rule for whole numbers that does not show below 200.
        let mut categories: Vec<Category> = (0..200).map(|number| self.category(number)).chain([Category::Other]).collect();
        categories.sort_unstable();
        categories.dedup();
        categories
    }
}
