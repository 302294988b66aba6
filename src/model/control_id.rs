//! Control ids: how a framework numbers what it asks for, and how a row names a control.

use std::borrow::Cow;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer};
use serde::{Serialize, Serializer};

use super::id::{refusal, through};
use crate::finding::escaped;

/// The longest control id, in characters.
const LONGEST: usize = 80;

/// The id of a control or a group within its framework: the framework's own, lower case, without spaces.
///
/// Small letters, digits, and `.`, `-`, `_`, `(`, `)` between them; it begins with a letter or digit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ControlId(Arc<str>);

impl ControlId {
    /// Reads an id.
    pub fn parse(text: &str) -> Option<ControlId> {
        let may = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'_' | b'(' | b')');
        let begins = text.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        (begins && text.len() <= LONGEST && text.bytes().all(may)).then(|| ControlId(text.into()))
    }

    /// Returns the id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for ControlId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ControlId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        through(deserializer, "!bad-id", |text| {
            ControlId::parse(text).ok_or_else(|| {
                let message = format!(
                    "`{}` cannot be the id of a control: expected the framework's own, in small letters and without spaces",
                    escaped(text)
                );
                let meant: String = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-");
                refusal(&message, "", ControlId::parse(&meant).map(|id| id.as_str().to_owned()).as_deref())
            })
        })
    }
}

impl JsonSchema for ControlId {
    fn schema_name() -> Cow<'static, str> {
        "ControlId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "title": "id as its framework writes it", "type": ["string", "number"], "pattern": "^[a-z0-9][a-z0-9._()-]*$", "maxLength": LONGEST, "examples": ["ac-2.a", "7.10"] })
    }
}

/// The name of a control of a framework, written `framework:control`, such as `cis-v8:7.3`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ControlName(Arc<str>);

impl ControlName {
    /// Returns the framework's id and the control's.
    pub fn parts(&self) -> (&str, &str) {
        self.0.split_once(':').expect("the name of a control was resolved when it was read")
    }
}

impl Serialize for ControlName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ControlName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        through(deserializer, "@control", |text| Ok(ControlName(text.into())))
    }
}

impl JsonSchema for ControlName {
    fn schema_name() -> Cow<'static, str> {
        "ControlName".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "title": "control", "type": "string", "pattern": "^[a-z0-9-]+:[a-z0-9][a-z0-9._()-]*$", "x-reference": "control", "examples": ["cis-v8:7.3"] })
    }
}
