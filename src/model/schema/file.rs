//! Which files authors write, and what each of them holds.

use schemars::JsonSchema;

use super::form::{Form, Key, Mapping, Presence, mapping};
use crate::finding::nearest;
use crate::markdown::Prose;
use crate::model::client::Client;
use crate::model::entity::Common;
use crate::model::kind::{Kind, with_kinds};
use crate::model::settings::Settings;

/// A file that authors write, by what stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum File {
    /// `bailiwick.yaml`.
    Settings,
    /// A client's `client.yaml`.
    Client,
    /// Entities of one kind.
    Kind(Kind),
}

impl File {
    /// Returns every file: the two that stand once, then the kinds in the order of their table.
    pub fn all() -> impl Iterator<Item = File> {
        [File::Settings, File::Client].into_iter().chain(Kind::ALL.iter().copied().map(File::Kind))
    }

    /// Returns the word for it, which is the file's name without its ending, or the folder's.
    pub fn word(self) -> &'static str {
        match self {
            File::Settings => "bailiwick",
            File::Client => "client",
            File::Kind(kind) => kind.plural(),
        }
    }

    /// Finds a file by its word, or a kind by its word for one.
    pub fn by_word(word: &str) -> Option<File> {
        File::all().find(|file| file.word() == word).or_else(|| Kind::by_singular(word).map(File::Kind))
    }

    /// Returns what stands in it, or one of what stands in it: the keys of the kind and those that every entity has, `id` and `title` first.
    pub fn mapping(self) -> Mapping {
        let own = self.own();
        let (first, last): (Vec<Key>, Vec<Key>) = self.common().into_iter().partition(|key| FIRST.contains(&&*key.name));
        Mapping { keys: first.into_iter().chain(own.keys).chain(last).collect(), ..own }
    }

    /// Returns the keys that only this file has.
    pub fn own(self) -> Mapping {
        match self {
            File::Settings => mapping::<Settings>(),
            File::Client => mapping::<Client>(),
            File::Kind(kind) => of_kind(kind),
        }
    }

    /// Returns those of the common keys that it takes.
    pub fn common(self) -> Vec<Key> {
        match self {
            File::Settings => Vec::new(),
            File::Client => common().into_iter().filter(|key| key.name != "id").collect(),
            // What a portal has once is called by its kind where it has no title.
            File::Kind(kind) if kind.is_single() => {
                let keys = common().into_iter().filter(|key| key.name != "id");
                keys.map(|key| Key { presence: Presence::Optional(default_title(kind, &key)), ..key }).collect()
            }
            File::Kind(_) => common(),
        }
    }
}

/// The keys that stand before those of the kind.
const FIRST: [&str; 2] = ["id", "title"];

fn default_title(kind: Kind, key: &Key) -> Option<String> {
    match &key.presence {
        Presence::Required => Some(title_of(kind.singular())),
        Presence::Optional(default) => default.clone(),
    }
}

/// Returns the words of an id as a title.
pub(super) fn title_of(id: &str) -> String {
    let words = id.split('-').map(|word| match word.split_at_checked(1) {
        Some((first, rest)) => format!("{}{rest}", first.to_ascii_uppercase()),
        None => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

macro_rules! forms {
    ($($kind:ident, $module:ident :: $type:ident, $field:ident, $singular:literal, $plural:literal, $reference:literal, $reach:ident, $internal:expr;)*) => {
        fn of_kind(kind: Kind) -> Mapping {
            match kind {
                $(Kind::$kind => mapping::<crate::model::$module::$type>(),)*
            }
        }
    };
}
with_kinds!(forms);

/// Returns the keys that every entity has, in the order of the reference.
pub fn common() -> Vec<Key> {
    let mut keys = mapping::<Common>().keys;
    let place = keys.iter().position(|key| key.name == "status").unwrap_or(keys.len());
    keys.splice(place..place, anywhere());
    keys
}

/// Returns the keys that may stand on any mapping.
pub fn anywhere() -> Vec<Key> {
    mapping::<Anywhere>().keys
}

/// The keys that the reader takes on any mapping, for their description alone.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used: the reader looks these keys up in the tree")]
struct Anywhere {
    /// Who may see it; may stand on any mapping.
    #[schemars(default)]
    visibility: Visibility,
    /// What only the provider's own edition shows; may stand on any mapping.
    internal_notes: Option<Prose>,
}

/// Who may see something.
#[derive(Default, serde::Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Visibility {
    /// Everybody who reads the portal.
    #[default]
    Client,
    /// Only the provider, in its own edition.
    #[expect(dead_code, reason = "only its schema is used")]
    Internal,
}

/// Finds the word that was probably meant by one that names no file.
pub fn near(word: &str) -> Option<&'static str> {
    nearest(word, File::all().map(File::word))
}

impl Form {
    /// Returns the mapping that a value is, or that its items or rows are.
    pub fn inner(&self) -> Option<&Mapping> {
        match self {
            Form::Mapping(mapping) => Some(mapping),
            Form::List(form) | Form::Table { row: form, .. } => form.inner(),
            Form::Text | Form::Whole | Form::Number | Form::Truth | Form::Value(_) | Form::Word(_) => None,
        }
    }
}
