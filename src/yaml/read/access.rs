//! What serde walks through: the items of a list, the entries of a mapping, their keys, and words of a closed set.

use std::sync::Arc;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::error::Error;
use super::reader::{Reader, Trail};
use crate::finding::nearest;
use crate::yaml::WRONG_TYPE;
use crate::yaml::tree::{Entry, Node};

/// Keys that may stand in any mapping; what they mean is decided before a tree is read.
const EVERYWHERE: [&str; 2] = ["visibility", "internal_notes"];

pub(super) enum Shape {
    List,
    /// One value that stands where a list is meant.
    One,
}

pub(super) struct Items<'a, 'reader> {
    pub(super) reader: &'reader Reader<'a>,
    pub(super) items: std::slice::Iter<'a, Arc<Node>>,
    pub(super) index: usize,
    pub(super) shape: Shape,
}

impl<'de> SeqAccess<'de> for &mut Items<'_, '_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        for node in self.items.by_ref() {
            let index = Trail::Index(self.reader.trail, self.index);
            self.index += 1;
            // What was refused is passed over: its finding is made, and the other items keep their places.
            if !node.is_refused() {
                let trail = match self.shape {
                    Shape::List => &index,
                    Shape::One => self.reader.trail,
                };
                return seed.deserialize(Reader { node, trail, context: self.reader.context }).map(Some);
            }
        }
        Ok(None)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

pub(super) struct Entries<'a, 'reader> {
    pub(super) reader: &'reader Reader<'a>,
    pub(super) entries: std::slice::Iter<'a, Entry>,
    pub(super) current: Option<&'a Entry>,
}

impl<'a> Entries<'a, '_> {
    /// Returns the next entry that the type itself takes: marks of visibility and `x-` keys may stand in any mapping and are passed over here.
    fn next_own(&mut self) -> Result<Option<&'a Entry>, Error> {
        for entry in self.entries.by_ref() {
            let trail = Trail::Entry(self.reader.trail, entry);
            let reader = Reader { node: &entry.node, trail: &trail, context: self.reader.context };
            match &*entry.key {
                "visibility" => reader.visibility()?,
                "internal_notes" if entry.node.is_null() => {}
                "internal_notes" => _ = reader.prose()?,
                key if key.starts_with("x-") => {}
                _ => return Ok(Some(entry)),
            }
        }
        Ok(None)
    }

    /// Names the key that an unknown one was meant to be.
    fn suggest(&self, error: Error, entry: &Entry) -> Error {
        let also = if matches!(self.reader.trail, Trail::Root) { self.reader.context.also } else { &[] };
        let known: Vec<&str> = error.known.iter().copied().chain(also.iter().copied()).collect();
        match nearest(&entry.key, known.iter().copied().chain(EVERYWHERE)) {
            Some(near) if self.reader.node.entry(near).is_some() => {
                error.help(format!("did you mean `{near}`? it is written here already"))
            }
            Some(near) if entry.key_span.start == entry.key_span.end => error.help(format!("did you mean `{near}`?")),
            Some(near) => error.suggest(&entry.key, [near]),
            None => error.help(format!("known keys: {}", known.join(", "))),
        }
    }
}

impl<'de> MapAccess<'de> for Entries<'_, '_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some(entry) = self.next_own()? else { return Ok(None) };
        self.current = Some(entry);
        seed.deserialize(Key { entry, reader: self.reader })
            .map(Some)
            .map_err(|error| if error.is_unknown_key() { self.suggest(error, entry) } else { error })
            .map_err(|error| error.located(entry.key_span, || Trail::Entry(self.reader.trail, entry).steps()))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let entry = self.current.expect("serde asks for a value after its key");
        let trail = Trail::Entry(self.reader.trail, entry);
        let reader = Reader { node: &entry.node, trail: &trail, context: self.reader.context };
        seed.deserialize(reader).map_err(|error| reader.locate(error))
    }
}

/// A key where a type reads its keys: a field's name, a word, an id.
struct Key<'a, 'reader> {
    entry: &'a Entry,
    reader: &'reader Reader<'a>,
}

impl Key<'_, '_> {
    /// Reads the key as a value would be read that says the same and stands at its place.
    fn as_value<T>(&self, read: impl FnOnce(Reader<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let node = Node::text(self.entry.key_span, &self.entry.key);
        let trail = Trail::Entry(self.reader.trail, self.entry);
        read(Reader { node: &node, trail: &trail, context: self.reader.context })
    }
}

impl<'de> Deserializer<'de> for Key<'_, '_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(&self.entry.key)
    }

    fn deserialize_enum<V: Visitor<'de>>(self, name: &'static str, words: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        self.as_value(|reader| reader.deserialize_enum(name, words, visitor))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.as_value(|reader| reader.deserialize_newtype_struct(name, visitor))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// One word of a closed set.
pub(super) struct Word<'a>(pub(super) &'a str);

impl<'de> EnumAccess<'de> for Word<'_> {
    type Error = Error;
    type Variant = Unit;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Unit), Error> {
        let word: StrDeserializer<'_, Error> = self.0.into_deserializer();
        Ok((seed.deserialize(word)?, Unit))
    }
}

/// A word carries nothing else: the model has no enums with content.
pub(super) struct Unit;

impl<'de> VariantAccess<'de> for Unit {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Error> {
        Err(Error::new(WRONG_TYPE, "a word carries no value"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Error> {
        Err(Error::new(WRONG_TYPE, "a word carries no value"))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Error> {
        Err(Error::new(WRONG_TYPE, "a word carries no value"))
    }
}
