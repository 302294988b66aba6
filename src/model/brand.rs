//! How a portal looks: one colour and one picture.

use schemars::JsonSchema;
use serde::de::{Deserialize, Deserializer};
use serde::{Serialize, Serializer};

use super::id::{refusal, through};
use crate::finding::escaped;

/// A provider's or client's colour and logo.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Brand {
    /// The colour from which every shade of the theme follows; else `"#0b6e4f"`.
    pub accent: Option<Colour>,
    /// A picture, named relative to the file that mentions it.
    pub logo: Option<FileName>,
}

/// A colour, written `#0b6e4f`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colour(String);

impl Colour {
    /// Reads `#` and six hexadecimal digits.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#')?;
        (digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| Colour(text.to_ascii_lowercase()))
    }

    /// Returns the colour as `#rrggbb`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        through(deserializer, "!bad-colour", |text| {
            Colour::parse(text).ok_or_else(|| {
                let message = format!("expected a colour such as `#0b6e4f`, found `{}`", escaped(text));
                refusal(&message, "quote it, as `#` starts a comment in YAML", meant(text).as_deref())
            })
        })
    }
}

/// Tells which colour is meant by `0b6e4f` or `#fff`.
fn meant(text: &str) -> Option<String> {
    let digits = text.trim_start_matches('#');
    let full = if digits.len() == 3 { digits.chars().flat_map(|digit| [digit, digit]).collect() } else { digits.to_owned() };
    Colour::parse(&format!("#{full}")).map(|colour| format!("\"{}\"", colour.as_str()))
}

/// The name of a file that lies in the workspace, relative to the file that mentions it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName(std::sync::Arc<str>);

impl FileName {
    /// Returns the name as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for FileName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for FileName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        through(deserializer, "@file", |text| Ok(FileName(text.into())))
    }
}
