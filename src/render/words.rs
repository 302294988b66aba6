//! The words of a theme in one language: its own, those of what it extends, and English where they are silent.

use std::collections::BTreeSet;

use crate::finding::{Finding, Findings, Level, escaped, nearest};
use crate::render::layers::{Layers, Origin, Text};
use crate::source::Span;
use crate::strings::{self, BASE, Category, STRINGS, Strings, Table, lookup, missing};

/// How many keys a finding names; the others are counted.
const NAMED: usize = 5;

/// The words that a theme has in a language.
pub(super) struct Words {
    pub(super) strings: Strings,
    /// English, lowest first.
    base: Vec<Given>,
    /// The language itself, lowest first; none if it is English.
    own: Vec<Given>,
}

/// A file of words, and who wrote it.
struct Given {
    table: Table,
    origin: Origin,
}

impl Words {
    /// Reads the words of a language. What they lack is a warning, and English stands in.
    pub(super) fn read(layers: &Layers, language: &str) -> (Words, Findings) {
        let mut findings = Findings::new();
        let mut given = |tag: &str| -> Vec<Given> {
            let texts = layers.strings.iter().filter(|(known, _)| known.eq_ignore_ascii_case(tag)).flat_map(|(_, texts)| texts);
            let mut read = |text: &Text| {
                let (table, wrong) = strings::read(text.file, &text.text);
                findings.extend(wrong);
                Given { table, origin: text.origin }
            };
            texts.map(&mut read).collect()
        };
        let base = given(BASE);
        let tags = lookup(language);
        let own: Vec<Given> = tags.iter().rev().filter(|tag| !tag.eq_ignore_ascii_case(BASE)).flat_map(|tag| given(tag)).collect();
        let tables = base.iter().chain(&own).map(|given| &given.table);
        let words = Words { strings: Strings::new(language, tables), base, own };
        if !tags.last().is_some_and(|tag| tag.eq_ignore_ascii_case(BASE)) {
            findings.extend(words.missing(layers, language));
        }
        (words, findings)
    }

    /// Tells what the language lacks.
    fn missing(&self, layers: &Layers, language: &str) -> Option<Finding> {
        let Some(last) = self.own.last() else {
            let known: Vec<&str> = layers.strings.keys().map(String::as_str).collect();
            let message = format!("the interface has no words in `{}`, and speaks English", escaped(language));
            let help = format!("there is: {}; another language is a file of a theme, such as `strings/fr.toml`", known.join(", "));
            return Some(Finding { level: Level::Warning, ..Finding::placeless(STRINGS, message) }.help(help));
        };
        let has = |key: &str| self.own.iter().any(|given| given.table.texts.contains_key(key));
        let base = Strings::new(BASE, self.base.iter().map(|given| &given.table));
        let missing = missing(&base, has, self.strings.plurals());
        let named: Vec<String> = missing.iter().take(NAMED).map(|key| format!("`{key}`")).collect();
        let more = missing.len().checked_sub(NAMED).filter(|more| *more > 0).map_or(String::new(), |more| format!(" and {more} more"));
        let message = format!("these words are missing in `{}`, and are shown in English: {}{more}", escaped(language), named.join(", "));
        let finding = Finding::error(STRINGS, Span::new(last.table.file, 0, 0), message);
        (!missing.is_empty()).then_some(Finding { level: Level::Warning, ..finding })
    }

    /// Tells which words of the workspace nobody asks for; `used` are the keys of the theme's templates and scripts.
    pub(super) fn unused(&self, used: &BTreeSet<String>) -> Findings {
        let written =
            |origin: Origin| self.base.iter().chain(&self.own).filter(move |given| given.origin == origin).map(|given| &given.table);
        let shipped = Strings::new(BASE, written(Origin::Shipped));
        let candidates: BTreeSet<&str> = shipped.keys().into_iter().chain(used.iter().map(String::as_str)).collect();
        let is_known = |key: &str| shipped.get(key).is_some() || used.contains(key);
        let is_form = |key: &str| Category::stem(key).is_some_and(|stem| shipped.forms(stem).is_some() || used.contains(stem));
        let texts = written(Origin::Workspace).flat_map(|table| &table.texts).map(|(key, (_, span))| (&**key, *span));
        let finding = |(key, span): (&str, Span)| {
            let message = format!("nothing asks for the words `{key}`");
            let finding = Finding { level: Level::Warning, ..Finding::error(STRINGS, span, message) };
            match nearest(key, candidates.iter().copied()) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding,
            }
        };
        texts.filter(|(key, _)| !is_known(key) && !is_form(key)).map(finding).collect()
    }
}
