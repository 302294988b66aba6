//! The deserializer itself: one [`Reader`] a node.

use std::sync::Arc;

use serde::de::value::StrDeserializer;
use serde::de::{Deserializer, IntoDeserializer, Visitor};

use super::access::{Entries, Items, Shape, Word};
use super::error::{Error, Step, one_of};
use super::{Context, Reference, number};
use crate::finding::{RuleName, quoted};
use crate::yaml::tree::{Entry, Node, Value};
use crate::yaml::{BAD_VALUE, WRONG_TYPE, WRONG_WORD};

/// What is read where something is missing and any text will do.
const STAND_IN: &str = "x";

/// The way from the root to a node, kept on the stack and spelled out only when it is needed.
pub(super) enum Trail<'a> {
    Root,
    Entry(&'a Trail<'a>, &'a Entry),
    Index(&'a Trail<'a>, usize),
}

impl Trail<'_> {
    pub(super) fn steps(&self) -> Vec<Step> {
        let (parent, step) = match self {
            Trail::Root => return Vec::new(),
            Trail::Entry(parent, entry) => (parent, Step::Key(Arc::clone(&entry.key))),
            Trail::Index(parent, index) => (parent, Step::Index(*index)),
        };
        let mut steps = parent.steps();
        steps.push(step);
        steps
    }

    fn written(&self) -> String {
        match self {
            Trail::Root => String::new(),
            Trail::Entry(Trail::Root, entry) => entry.key.to_string(),
            Trail::Entry(parent, entry) => format!("{}/{}", parent.written(), entry.key),
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
    /// Gives an error this node's place, unless it has one; what goes wrong with a stand-in is no news.
    pub(super) fn locate(&self, error: Error) -> Error {
        let error = if self.node.is_refused() && !error.is_located() { error.silenced() } else { error };
        let span = if error.missing.is_some() { self.as_written().head() } else { self.node.span };
        error.located(span, || self.trail.steps())
    }

    /// Returns the node before anything was taken out of it.
    fn as_written(&self) -> &Node {
        let mut node = self.context.root;
        for step in self.trail.steps() {
            let child = match &step {
                Step::Key(key) => node.get(key),
                Step::Index(index) => node.as_list().and_then(|items| items.get(*index)),
            };
            match child {
                Some(child) => node = child,
                None => return self.node,
            }
        }
        node
    }

    fn wrong(&self, expected: &str) -> Error {
        match (self.trail, self.node.as_text()) {
            (Trail::Entry(_, entry), _) if self.node.is_null() => {
                Error::of_nothing(&entry.key).located(entry.key_span, || self.trail.steps())
            }
            (_, Some(text)) if !self.node.is_null() => {
                self.locate(Error::new(WRONG_TYPE, format!("expected {expected}, found {}", quoted(text))))
            }
            _ => self.locate(Error::new(WRONG_TYPE, format!("expected {expected}, found {}", self.node.shape()))),
        }
    }

    fn is_stand_in(&self) -> bool {
        let is_refused = self.node.is_refused();
        if is_refused {
            self.context.made_up.set(true);
        }
        is_refused
    }

    /// Returns the text of a scalar that means something, be it only `null`.
    fn any_text(&self) -> Result<&'a str, Error> {
        match &self.node.value {
            Value::Scalar { .. } if self.is_stand_in() => Ok(STAND_IN),
            Value::Scalar { text, .. } if !self.node.is_empty() => Ok(text),
            Value::Scalar { .. } | Value::List(_) | Value::Map(_) => Err(self.wrong("text")),
        }
    }

    /// Returns the text of a scalar, where a word for nothing is nothing.
    fn text(&self, expected: &str) -> Result<&'a str, Error> {
        match &self.node.value {
            Value::Scalar { .. } if self.is_stand_in() => Ok(STAND_IN),
            Value::Scalar { text, .. } if !self.node.is_null() => Ok(text),
            Value::Scalar { .. } | Value::List(_) | Value::Map(_) => Err(self.wrong(expected)),
        }
    }

    fn number<T: Default>(&self, expected: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, Error> {
        let text = self.text(expected)?;
        if self.is_stand_in() { Ok(T::default()) } else { parse(text).ok_or_else(|| self.wrong(expected)) }
    }

    fn refer(&self, kind: &str) -> Result<&'a str, Error> {
        let text = self.text("an id")?;
        if self.is_stand_in() {
            return Ok(text);
        }
        if let Some(list) = kind.strip_prefix("local/") {
            self.refer_within(list, text)?;
            return Ok(text);
        }
        if text.contains(',') {
            let error = Error::new(WRONG_TYPE, format!("expected one id, found {}", quoted(text)));
            return Err(self.locate(error.help("where several may stand, put them in brackets: `[a, b]`")));
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
        let items = match self.context.root.get(list) {
            Some(node) => match &node.value {
                Value::List(items) => items,
                Value::Map(_) => std::slice::from_ref(node),
                Value::Scalar { .. } if node.is_null() => &[],
                // That it is no list is told where it stands.
                Value::Scalar { .. } => return Ok(()),
            },
            None => &[],
        };
        let ids = || items.iter().filter_map(|item| item.text_of("id"));
        if self.context.local.borrow_mut().entry(list.to_owned()).or_insert_with(|| ids().map(str::to_owned).collect()).contains(text) {
            return Ok(());
        }
        let message = format!("none of the `{list}` here is called {}", quoted(text));
        Err(self.locate(Error::new(RuleName("unknown-reference"), message).suggest(text, ids())))
    }

    /// Checks a mark of visibility; what it does is decided before a tree is read.
    pub(super) fn visibility(&self) -> Result<(), Error> {
        // A mark that says nothing may hide what was meant to be hidden.
        match self.text("one of `client` or `internal`").map_err(Error::always)? {
            "client" | "internal" => Ok(()),
            _ if self.is_stand_in() => Ok(()),
            word => {
                let error = Error::new(WRONG_WORD, format!("expected one of `client` or `internal`, found {}", quoted(word)));
                Err(self.locate(error.suggest(word, ["client", "internal"])))
            }
        }
    }

    pub(super) fn prose(&self) -> Result<&'a str, Error> {
        let text = self.any_text()?;
        if self.is_stand_in() {
            return Ok(text);
        }
        let mut mentions = Vec::new();
        self.context.names.prose(self.node, &mut mentions, &mut self.context.findings.borrow_mut());
        let path = || self.trail.written().into_boxed_str();
        let references = mentions.into_iter().map(|(to, span)| Reference { to, span, path: path() });
        self.context.references.borrow_mut().extend(references);
        Ok(text)
    }

    fn items(&self) -> Result<Items<'a, '_>, Error> {
        let (items, shape): (&[Arc<Node>], _) = match &self.node.value {
            Value::Scalar { .. } if self.node.is_null() && !self.is_stand_in() => return Err(self.wrong("a list")),
            Value::Scalar { .. } if self.node.is_null() => (&[], Shape::List),
            Value::Scalar { text, plain: true } if is_glued_dash(text) => {
                let error = Error::new(WRONG_TYPE, format!("expected a list, found {}", quoted(text)));
                return Err(self.locate(error.help("put a space between the dash of an item and what follows it")));
            }
            Value::List(items) => (items, Shape::List),
            Value::Scalar { .. } | Value::Map(_) => (std::slice::from_ref(self.node), Shape::One),
        };
        Ok(Items { reader: self, items: items.iter(), index: 0, shape })
    }

    fn entries(&self) -> Result<Entries<'a, '_>, Error> {
        let entries: &[Entry] = match &self.node.value {
            Value::Scalar { .. } if self.node.is_null() => &[],
            Value::Map(entries) => entries,
            Value::Scalar { .. } | Value::List(_) => return Err(self.wrong("keys and values")),
        };
        Ok(Entries { reader: self, entries: entries.iter(), current: None })
    }
}

/// Tells `-a`, which YAML takes for text, from an item of a list.
fn is_glued_dash(text: &str) -> bool {
    text.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic))
}

macro_rules! numbers {
    ($($method:ident $visit:ident $expected:literal $parse:expr;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            let number = self.number($expected, $parse)?;
            visitor.$visit(number).map_err(|error| self.locate(error))
        }
    )*};
}

macro_rules! texts {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.visit_str(self.any_text()?).map_err(|error| self.locate(error))
        }
    )*};
}

fn whole<T: TryFrom<i128>>(text: &str) -> Option<T> {
    number::whole(text).and_then(|size| T::try_from(size).ok())
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Error;

    texts! { deserialize_str deserialize_string deserialize_char deserialize_bytes deserialize_byte_buf deserialize_identifier }

    numbers! {
        deserialize_i8 visit_i8 "a whole number from -128 to 127" whole;
        deserialize_i16 visit_i16 "a whole number from -32768 to 32767" whole;
        deserialize_i32 visit_i32 "a whole number" whole;
        deserialize_i64 visit_i64 "a whole number" whole;
        deserialize_u8 visit_u8 "a whole number from 0 to 255" whole;
        deserialize_u16 visit_u16 "a whole number from 0 to 65535" whole;
        deserialize_u32 visit_u32 "a whole number, not negative" whole;
        deserialize_u64 visit_u64 "a whole number, not negative" whole;
        deserialize_f32 visit_f32 "a number" number::decimal;
        deserialize_f64 visit_f64 "a number" number::decimal;
        deserialize_bool visit_bool "`true` or `false`" number::truth;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::Scalar { .. } if self.node.is_null() => visitor.visit_unit().map_err(|error| self.locate(error)),
            Value::Scalar { text, .. } => visitor.visit_str(text).map_err(|error| self.locate(error)),
            Value::List(_) => self.deserialize_seq(visitor),
            Value::Map(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.node.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let mut items = self.items()?;
        visitor.visit_seq(&mut items).map_err(|error| self.locate(error))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Error> {
        let mut items = self.items()?;
        let count = items.items.len();
        let value = visitor.visit_seq(&mut items).map_err(|error| self.locate(error))?;
        match items.items.len() {
            0 => Ok(value),
            _ => Err(self.locate(Error::new(WRONG_TYPE, format!("expected a list of {length}, found {count}")))),
        }
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, length: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(self.entries()?).map_err(|error| self.locate(error))
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        if self.node.is_null() && !self.is_stand_in() {
            return Err(self.wrong("keys and values"));
        }
        self.deserialize_map(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        let text = match name.split_at_checked(1) {
            Some(("@", kind)) => self.refer(kind)?,
            Some(("#", _)) => self.prose()?,
            Some(("!", _)) => self.text("text")?,
            _ => return visitor.visit_newtype_struct(self).map_err(|error| self.locate(error)),
        };
        let plain: StrDeserializer<'_, Error> = text.into_deserializer();
        let rule = name.strip_prefix('!').map_or(BAD_VALUE, RuleName);
        visitor.visit_newtype_struct(plain).map_err(|error| self.locate(error.named(rule)))
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, variants: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        let text = if self.is_stand_in() { variants.first().copied().unwrap_or(STAND_IN) } else { self.text(&one_of(variants))? };
        visitor.visit_enum(Word(text)).map_err(|error| self.locate(error))
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.node.is_null() { visitor.visit_unit() } else { Err(self.wrong("nothing")) }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}
