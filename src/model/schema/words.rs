//! What values are called, in the reference and in skeletons.

use super::form::{Form, Key, Leaf, Presence, Word};
use crate::model::kind::Kind;

/// One, or several of the same.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    One,
    Several,
}

impl Form {
    /// Says what is written there, such as `date`, `list of actors` or the words themselves.
    pub fn written(&self) -> String {
        said(self, Number::One)
    }
}

fn said(form: &Form, number: Number) -> String {
    match (form, number) {
        (Form::Text, Number::One) => "text".to_owned(),
        (Form::Text, Number::Several) => "texts".to_owned(),
        (Form::Whole, Number::One) => "whole number".to_owned(),
        (Form::Whole, Number::Several) => "whole numbers".to_owned(),
        (Form::Number, Number::One) => "number".to_owned(),
        (Form::Number, Number::Several) => "numbers".to_owned(),
        (Form::Truth, _) => "`true` or `false`".to_owned(),
        (Form::Value(leaf), number) => of_leaf(leaf, number),
        (Form::Word(words), _) => quoted(words.iter().map(|Word { word, .. }| word)),
        (Form::List(item), _) if item.inner().is_some() => "list of mappings".to_owned(),
        (Form::List(item), _) => format!("list of {}", said(item, Number::Several)),
        (Form::Mapping(_), Number::One) => "mapping".to_owned(),
        (Form::Mapping(_), Number::Several) => "mappings".to_owned(),
        (Form::Table { rows, row }, Number::One) if rows.is_empty() => format!("mapping of {}", said(row, Number::Several)),
        (Form::Table { rows, row }, Number::Several) if rows.is_empty() => format!("mappings of {}", said(row, Number::Several)),
        (Form::Table { rows, row }, _) => format!("under any of {}: {}", quoted(rows.iter()), said(row, Number::One)),
    }
}

fn of_leaf(leaf: &Leaf, number: Number) -> String {
    let title = leaf.title.as_str();
    let by_itself = match title {
        "side" => Some("`client`, `provider`, or the id of a vendor"),
        "frequency" => Some("`event`, `continuous`, or how often"),
        "interval" => Some("how often"),
        "score" => Some("whole number from 1 to 5"),
        "weight" => Some("number from 0 to 100"),
        "weekday" => Some("day of a month"),
        "days" | "Markdown" => Some(title),
        _ => None,
    };
    match (by_itself, number) {
        (Some(words), _) => words.to_owned(),
        (None, Number::One) => title.to_owned(),
        (None, Number::Several) => several(title, leaf.reference()),
    }
}

fn several(title: &str, reference: Option<&str>) -> String {
    match (title.split_once(' '), reference.and_then(Kind::by_singular)) {
        (Some((first, _)), Some(kind)) => format!("{first}s of {}", kind.plural()),
        (Some((first, rest)), None) => format!("{first}s {rest}"),
        (None, _) => format!("{title}s"),
    }
}

fn quoted<'a>(words: impl Iterator<Item = &'a String>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

impl Key {
    /// Says what the key means, for the middle of a line, without what it says of the default.
    pub fn said(&self) -> String {
        let sentence = self.meaning.trim_end_matches('.');
        let (meaning, _) = sentence.split_once(ELSE).unwrap_or((sentence, ""));
        lowered(meaning)
    }

    /// Says what holds where the key is left out.
    pub fn else_said(&self) -> String {
        let of_meaning = || self.meaning.trim_end_matches('.').split_once(ELSE).map(|(_, default)| default.to_owned());
        match &self.presence {
            Presence::Required => "must be there".to_owned(),
            Presence::Optional(Some(default)) => format!("`{default}`"),
            Presence::Optional(None) => of_meaning().unwrap_or_else(|| "none".to_owned()),
        }
    }
}

/// What a doc comment begins the default with, at its end.
const ELSE: &str = "; else ";

/// Returns a sentence for the middle of a line: its first letter small, unless the first word is all capitals.
pub fn lowered(sentence: &str) -> String {
    let mut characters = sentence.chars();
    match (characters.next(), characters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            format!("{}{}", first.to_lowercase(), &sentence[first.len_utf8()..])
        }
        _ => sentence.to_owned(),
    }
}
