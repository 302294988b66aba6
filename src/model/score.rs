//! Scores and weights of a sourcing decision.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer};
use serde::{Serialize, Serializer};

use super::id::{refusal, through};
use crate::finding::escaped;

/// A whole number from 1, low, to 5, high.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u8);

impl Score {
    /// Returns the number.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.0)
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        through(deserializer, "!bad-score", |text| {
            let score = text.parse().ok().filter(|score| (1..=5).contains(score));
            let message = || format!("expected a score from 1, low, to 5, high, found `{}`", escaped(text));
            score.map(Score).ok_or_else(|| refusal(&message(), "", None))
        })
    }
}

impl JsonSchema for Score {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Score".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "title": "score", "type": "integer", "minimum": 1, "maximum": 5 })
    }
}

/// How much a factor counts beside the others: a number from 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weight(f64);

impl Default for Weight {
    fn default() -> Self {
        Weight(1.0)
    }
}

impl Weight {
    /// Returns the number.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl Serialize for Weight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0)
    }
}

impl<'de> Deserialize<'de> for Weight {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        through(deserializer, "!bad-weight", |text| {
            let weight = text.parse().ok().filter(|weight: &f64| (0.0..=100.0).contains(weight));
            let message = || format!("expected a weight such as `2`, from 0 to 100, found `{}`", escaped(text));
            weight.map(Weight).ok_or_else(|| refusal(&message(), "", None))
        })
    }
}

impl JsonSchema for Weight {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Weight".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "title": "weight", "type": "number", "minimum": 0, "maximum": 100 })
    }
}
