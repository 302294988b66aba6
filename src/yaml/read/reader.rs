//! The deserializer itself: one [`Reader`] a node.

use std::sync::Arc;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::error::{Error, Step};
use super::{Context, Reference};
use crate::finding::{RuleName, escaped};
use crate::source::Span;
use crate::yaml::tree::{Entry, Node, Value};
use crate::yaml::{BAD_VALUE, UNKNOWN_KEY, WRONG_TYPE, WRONG_WORD};

/// The way from the root to a node, kept on the stack and spelled out only when it is needed.
pub(super) enum Trail<'a> {
    Root,
    Key(&'a Trail<'a>, &'a str),
    Index(&'a Trail<'a>, usize),
}

impl Trail<'_> {
    fn steps(&self) -> Vec<Step> {
        match self {
            Trail::Root => Vec::new(),
            Trail::Key(parent, key) => {
                let mut steps = parent.steps();
                steps.push(Step::Key((*key).into()));
                steps
            }
            Trail::Index(parent, index) => {
                let mut steps = parent.steps();
                steps.push(Step::Index(*index));
                steps
            }
        }
    }

    fn written(&self) -> String {
        match self {
            Trail::Root => String::new(),
            Trail::Key(Trail::Root, key) => (*key).to_owned(),
            Trail::Key(parent, key) => format!("{}/{key}", parent.written()),
            Trail::Index(parent, index) => format!("{}/{index}", parent.written()),
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) node: &'a Arc<Node>,
    pub(super) trail: &'a Trail<'a>,
    pub(super) context: &'a Context<'a>,
}

impl<'a> Reader<'a> {
    fn locate(&self, error: Error) -> Error {
        let span = if error.missing.is_some() { self.node.head() } else { self.node.span };
        error.located(span, || self.trail.steps())
    }

    fn wrong(&self, expected: &str) -> Error {
        let found = match self.node.as_text() {
            Some(text) if !self.node.is_null() => format!("`{}`", escaped(&text.chars().take(60).collect::<String>())),
            _ => self.node.shape().to_owned(),
        };
        self.locate(Error::new(WRONG_TYPE, format!("expected {expected}, found {found}")))
    }

    fn text(&self, expected: &str) -> Result<&'a str, Error> {
        match &self.node.value {
            Value::Scalar { text, .. } if !self.node.is_null() => Ok(text),
            Value::Scalar { .. } | Value::List(_) | Value::Map(_) => Err(self.wrong(expected)),
        }
    }

    fn number<T: std::str::FromStr>(&self, expected: &str) -> Result<T, Error> {
        self.text(expected)?.parse().map_err(|_| self.wrong(expected))
    }

    fn refer(&self, kind: &str) -> Result<&'a str, Error> {
        let text = self.text("an id")?;
        if let Some(list) = kind.strip_prefix("local/") {
            self.refer_within(list, text)?;
            return Ok(text);
        }
        match self.context.names.refer(kind, text, self.node) {
            Ok(None) => Ok(text),
            Ok(Some(to)) => {
                let path = self.trail.written().into_boxed_str();
                self.context.references.borrow_mut().push(Reference { to, span: self.node.span, path });
                Ok(text)
            }
            Err(finding) => Err(self.locate(Error::worded(finding))),
        }
    }

    /// Resolves the id of an item in one of the entity's own lists.
    fn refer_within(&self, list: &str, text: &str) -> Result<(), Error> {
        let items = self.context.root.get(list).and_then(|node| node.as_list()).unwrap_or(&[]);
        let ids = || items.iter().filter_map(|item| item.text_of("id"));
        if ids().any(|id| id == text) {
            return Ok(());
        }
        let message = format!("none of the `{list}` here is called `{}`", escaped(text));
        Err(self.locate(Error::new(RuleName("unknown-reference"), message).suggest(text, ids())))
    }

    fn prose(&self) -> Result<(), Error> {
        self.text("text")?;
        let mut mentions = Vec::new();
        self.context.names.prose(self.node, &mut mentions, &mut self.context.findings.borrow_mut());
        let path = || self.trail.written().into_boxed_str();
        let references = mentions.into_iter().map(|(to, span)| Reference { to, span, path: path() });
        self.context.references.borrow_mut().extend(references);
        Ok(())
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $type:ty, $expected:literal;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            let number = self.number::<$type>($expected)?;
            visitor.$visit(number).map_err(|error| self.locate(error))
        }
    )*};
}

macro_rules! texts {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.visit_str(self.text("text")?).map_err(|error| self.locate(error))
        }
    )*};
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Error;

    texts! { deserialize_str deserialize_string deserialize_char deserialize_bytes deserialize_byte_buf deserialize_identifier }

    numbers! {
        deserialize_i8 visit_i8 i8, "a whole number";
        deserialize_i16 visit_i16 i16, "a whole number";
        deserialize_i32 visit_i32 i32, "a whole number";
        deserialize_i64 visit_i64 i64, "a whole number";
        deserialize_u8 visit_u8 u8, "a whole number from 0 to 255";
        deserialize_u16 visit_u16 u16, "a whole number from 0 to 65535";
        deserialize_u32 visit_u32 u32, "a whole number, not negative";
        deserialize_u64 visit_u64 u64, "a whole number, not negative";
        deserialize_f32 visit_f32 f32, "a number";
        deserialize_f64 visit_f64 f64, "a number";
        deserialize_bool visit_bool bool, "`true` or `false`";
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::Scalar { .. } if self.node.is_null() => visitor.visit_unit(),
            Value::Scalar { text, .. } => visitor.visit_str(text).map_err(|error| self.locate(error)),
            Value::List(_) => self.deserialize_seq(visitor),
            Value::Map(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.node.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let one = std::slice::from_ref(self.node);
        let items = match &self.node.value {
            Value::Scalar { .. } if self.node.is_null() => &[],
            Value::List(items) => items.as_slice(),
            Value::Scalar { .. } | Value::Map(_) => one,
        };
        let single = self.node.as_list().is_none();
        visitor.visit_seq(Items { reader: self, items: items.iter(), index: 0, single }).map_err(|error| self.locate(error))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let entries = match &self.node.value {
            Value::Scalar { .. } if self.node.is_null() => &[],
            Value::Map(entries) => entries.as_slice(),
            Value::Scalar { .. } | Value::List(_) => return Err(self.wrong("keys and values")),
        };
        visitor.visit_map(Entries { reader: self, entries: entries.iter(), current: None }).map_err(|error| self.locate(error))
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        if self.node.is_null() {
            return Err(self.wrong("keys and values"));
        }
        self.deserialize_map(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        let rule = match name.split_at(1) {
            ("@", kind) => {
                let text = self.refer(kind)?;
                let plain: StrDeserializer<'_, Error> = text.into_deserializer();
                return visitor.visit_newtype_struct(plain).map_err(|error| self.locate(error));
            }
            ("#", _) => {
                self.prose()?;
                BAD_VALUE
            }
            ("!", _) => RuleName(&name[1..]),
            _ => BAD_VALUE,
        };
        let result = match name.starts_with(['#', '!']) {
            true => {
                let plain: StrDeserializer<'_, Error> = self.text("text")?.into_deserializer();
                visitor.visit_newtype_struct(plain)
            }
            false => visitor.visit_newtype_struct(self),
        };
        result.map_err(|error| if error.is_located() { error } else { self.locate(error.named(rule)) })
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, variants: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        let text = self.text(&format!("one of {}", variants.join(", ")))?;
        visitor.visit_enum(Word(text)).map_err(|error| self.locate(error))
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }
}

struct Items<'a> {
    reader: Reader<'a>,
    items: std::slice::Iter<'a, Arc<Node>>,
    index: usize,
    /// The list is one value that stands where a list is meant.
    single: bool,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let Some(node) = self.items.next() else { return Ok(None) };
        let index = Trail::Index(self.reader.trail, self.index);
        let trail = if self.single { self.reader.trail } else { &index };
        self.index += 1;
        seed.deserialize(Reader { node, trail, context: self.reader.context }).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct Entries<'a> {
    reader: Reader<'a>,
    entries: std::slice::Iter<'a, Entry>,
    current: Option<&'a Entry>,
}

impl<'a> Entries<'a> {
    /// Returns the next entry that the type itself takes: marks of visibility and `x-` keys may stand in any mapping and are passed over here.
    fn next_own(&mut self) -> Result<Option<&'a Entry>, Error> {
        while let Some(entry) = self.entries.next() {
            match &*entry.key {
                "visibility" => self.visibility(entry)?,
                "internal_notes" => self.notes(entry)?,
                key if key.starts_with("x-") => {}
                _ => return Ok(Some(entry)),
            }
        }
        Ok(None)
    }

    fn visibility(&self, entry: &Entry) -> Result<(), Error> {
        match entry.node.as_text() {
            Some("client" | "internal") => Ok(()),
            found => {
                let shown = escaped(found.unwrap_or(entry.node.shape()));
                let error = Error::new(WRONG_WORD, format!("expected one of `client` or `internal`, found `{shown}`"));
                Err(error.suggest(&shown, ["client", "internal"]).located(entry.node.span, || self.steps_to(entry)))
            }
        }
    }

    fn notes(&self, entry: &Entry) -> Result<(), Error> {
        let trail = Trail::Key(self.reader.trail, &entry.key);
        Reader { node: &entry.node, trail: &trail, context: self.reader.context }.prose()
    }

    fn steps_to(&self, entry: &Entry) -> Vec<Step> {
        Trail::Key(self.reader.trail, &entry.key).steps()
    }
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some(entry) = self.next_own()? else { return Ok(None) };
        self.current = Some(entry);
        let at_root = matches!(self.reader.trail, Trail::Root);
        seed.deserialize(Key { text: &entry.key, span: entry.key_span, context: self.reader.context })
            .map(Some)
            .map_err(|error| if at_root { error.with_also(&entry.key, self.reader.context.also) } else { error })
            .map_err(|error| error.located(entry.key_span, || self.steps_to(entry)))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let entry = self.current.expect("serde asks for a value after its key");
        let trail = Trail::Key(self.reader.trail, &entry.key);
        let reader = Reader { node: &entry.node, trail: &trail, context: self.reader.context };
        seed.deserialize(reader).map_err(|error| reader.locate(error))
    }
}

/// A key where a type reads its keys: a field's name, a word, an id.
struct Key<'a> {
    text: &'a str,
    span: Span,
    context: &'a Context<'a>,
}

impl<'de> Deserializer<'de> for Key<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(self.text)
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        visitor.visit_enum(Word(self.text))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        let plain: StrDeserializer<'_, Error> = self.text.into_deserializer();
        let Some(kind) = name.strip_prefix('@') else { return visitor.visit_newtype_struct(plain) };
        let node = Node { span: self.span, value: Value::Scalar { text: self.text.into(), plain: true } };
        match self.context.names.refer(kind, self.text, &node) {
            Ok(to) => {
                let references = to.into_iter().map(|to| Reference { to, span: self.span, path: self.text.into() });
                self.context.references.borrow_mut().extend(references);
                visitor.visit_newtype_struct(plain)
            }
            Err(finding) => Err(Error::worded(finding)),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// One word of a closed set.
struct Word<'a>(&'a str);

impl<'de> EnumAccess<'de> for Word<'_> {
    type Error = Error;
    type Variant = Unit;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Unit), Error> {
        let word: StrDeserializer<'_, Error> = self.0.into_deserializer();
        Ok((seed.deserialize(word)?, Unit))
    }
}

/// A word carries nothing else: the model has no enums with content.
struct Unit;

impl<'de> VariantAccess<'de> for Unit {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Error> {
        Err(Error::new(UNKNOWN_KEY, "a word carries no value"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Error> {
        Err(Error::new(UNKNOWN_KEY, "a word carries no value"))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Error> {
        Err(Error::new(UNKNOWN_KEY, "a word carries no value"))
    }
}
