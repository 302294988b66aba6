//! Areas: the parts of the work, one taxonomy for services and responsibilities.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A part of the work.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Area {
    /// Its place among the areas, smaller first; else last.
    pub order: Option<i64>,
    /// What a row of this area must speak of.
    pub expects: Vec<String>,
}
