//! Terms: what a word means here.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::markdown::{Phrase, Prose};

/// A word with a meaning; the word is the title.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Term {
    /// What it means.
    pub meaning: Option<Prose>,
    /// What it is easily taken for, and the difference.
    pub not_to_be_confused_with: Option<Phrase>,
    /// Other forms of the word, which link here too.
    pub also: Vec<String>,
}
