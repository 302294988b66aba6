//! Ids: how an entity is addressed, and how one entity names another.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};

use super::kind::{Kind, Model};
use crate::finding::{RuleName, escaped};

/// An id that cannot be an address.
pub const BAD_ID: RuleName = RuleName("bad-id");

/// The longest id, in characters.
const LONGEST: usize = 80;

/// The id of an entity of one kind, which stands in the portal that it was read in.
pub struct Id<T> {
    text: Arc<str>,
    of: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// Wraps the id of an entity that is there.
    pub fn new(text: Arc<str>) -> Self {
        Id { text, of: PhantomData }
    }

    /// Returns the id's text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the id's text, shared.
    pub fn shared(&self) -> &Arc<str> {
        &self.text
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        Id::new(Arc::clone(&self.text))
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Id({})", self.text)
    }
}

impl<T> fmt::Display for Id<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Id<T> {}

impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T> std::borrow::Borrow<str> for Id<T> {
    fn borrow(&self) -> &str {
        &self.text
    }
}

impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, T: Model> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        through(deserializer, T::KIND.reference(), |text| Ok(Id::new(text.into())))
    }
}

/// Whoever can do or answer for something: a contact, a team, or the words `client` and `provider`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Actor(Arc<str>);

impl Actor {
    /// Returns the actor's id, or `client` or `provider`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the same, shared.
    pub fn shared(&self) -> &Arc<str> {
        &self.0
    }
}

impl From<&str> for Actor {
    fn from(id: &str) -> Self {
        Actor(id.into())
    }
}

impl Serialize for Actor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Actor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        through(deserializer, "@actor", |text| Ok(Actor(text.into())))
    }
}

/// The name of any entity, written `kind:id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(Arc<str>);

impl Address {
    /// Returns the kind and the id.
    pub fn parts(&self) -> (Kind, &str) {
        let (kind, id) = self.0.split_once(':').expect("an address was resolved when it was read");
        (Kind::by_singular(kind).expect("an address was resolved when it was read"), id)
    }
}

impl Serialize for Address {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        through(deserializer, "@any", |text| Ok(Address(text.into())))
    }
}

/// The id of an item in one of the entity's own lists, such as a part of a responsibility.
pub trait LocalList {
    /// The newtype name that tells the reader where to look, such as `@local/parts`.
    const REFERENCE: &'static str;
}

/// A reference to an item of the same entity.
pub struct LocalId<L> {
    text: Arc<str>,
    of: PhantomData<fn() -> L>,
}

impl<L> LocalId<L> {
    /// Returns the item's id.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<L> Clone for LocalId<L> {
    fn clone(&self) -> Self {
        LocalId { text: Arc::clone(&self.text), of: PhantomData }
    }
}

impl<L> PartialEq for LocalId<L> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<L> Eq for LocalId<L> {}

impl<L> Hash for LocalId<L> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<L> fmt::Debug for LocalId<L> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "LocalId({})", self.text)
    }
}

impl<L> Serialize for LocalId<L> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, L: LocalList> Deserialize<'de> for LocalId<L> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        through(deserializer, L::REFERENCE, |text| Ok(LocalId { text: text.into(), of: PhantomData }))
    }
}

/// An id as an author gives it to something: groups of `[a-z0-9]` joined by single hyphens, 80 characters at most, no Windows device name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

impl Slug {
    /// Checks a text; the error is worded for a finding, with the help and, where one is certain, the right text.
    pub fn parse(text: &str) -> Result<Slug, BadSlug> {
        let message = |wrong: &str| BadSlug { message: format!("`{}` cannot be an id: {wrong}", escaped(&shortened(text))), instead: None };
        if text.is_empty() {
            return Err(message("it is empty"));
        }
        if text.chars().count() > LONGEST {
            return Err(message("it is longer than 80 characters"));
        }
        if is_device(text) {
            return Err(message("Windows keeps this name for a device"));
        }
        let group = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        if text.split('-').all(group) {
            return Ok(Slug(text.into()));
        }
        let instead = slugged(text).filter(|slug| !is_device(slug));
        Err(BadSlug { instead, ..message("expected small letters and digits in groups joined by single hyphens") })
    }

    /// Returns the id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the id's text, shared.
    pub fn shared(&self) -> &Arc<str> {
        &self.0
    }
}

/// Why a text is no id.
pub struct BadSlug {
    /// What was found and what was expected.
    pub message: String,
    /// What could stand there.
    pub instead: Option<String>,
}

impl Serialize for Slug {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Slug {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        through(deserializer, "!bad-id", |text| Slug::parse(text).map_err(|bad| refusal(&bad.message, "", bad.instead.as_deref())))
    }
}

/// Why a value was refused, in the words of the finding.
pub(super) struct Refusal {
    message: String,
    help: String,
    instead: Option<String>,
}

/// Words a refusal: what was found and what was expected, what to do, and the text that is certainly meant.
pub(super) fn refusal(message: &str, help: &str, instead: Option<&str>) -> Refusal {
    let help = match instead {
        Some(text) if help.is_empty() => format!("write `{text}`"),
        _ => help.to_owned(),
    };
    Refusal { message: message.to_owned(), help, instead: instead.map(str::to_owned) }
}

/// Reads a text through a newtype whose name speaks to the reader, and makes a value of it.
pub(super) fn through<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    name: &'static str,
    make: impl FnOnce(&str) -> Result<T, Refusal>,
) -> Result<T, D::Error> {
    struct Text<F>(F);
    impl<'de, T, F: FnOnce(&str) -> Result<T, Refusal>> Visitor<'de> for Text<F> {
        type Value = T;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("text")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            (self.0)(text).map_err(|Refusal { message, help, instead }| match instead {
                Some(text) => E::custom(format!("{message}\n{help}\n{text}")),
                None if help.is_empty() => E::custom(message),
                None => E::custom(format!("{message}\n{help}")),
            })
        }

        fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
            deserializer.deserialize_str(self)
        }
    }
    deserializer.deserialize_newtype_struct(name, Text(make))
}

fn shortened(text: &str) -> String {
    let mut shown: String = text.chars().take(LONGEST).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

fn is_device(text: &str) -> bool {
    let numbered = |prefix: &str| text.strip_prefix(prefix).is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9']));
    let lowered = text.to_ascii_lowercase();
    matches!(lowered.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// Makes an id of a text that nearly is one: case, spaces and underscores are mended, other characters give nothing.
fn slugged(text: &str) -> Option<String> {
    let lowered = text.to_lowercase();
    let groups: Vec<&str> = lowered.split([' ', '_', '-']).filter(|group| !group.is_empty()).collect();
    let fine =
        !groups.is_empty() && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()));
    fine.then(|| groups.join("-"))
}
