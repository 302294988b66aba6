//! Practices: what the provider's wider view brings, and what the client made of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::date::Date;
use super::id::Id;
use super::service::Service;
use crate::markdown::Phrase;

/// A good practice that was learned elsewhere.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Practice {
    /// The industry in which it was learned; never a client.
    pub learned_in: Option<Phrase>,
    /// What became of it here.
    pub state: PracticeState,
    /// How it was changed to fit.
    pub tailoring: Option<Phrase>,
    /// What it brings.
    pub benefit: Option<Phrase>,
    /// Since when it is in use.
    pub since: Option<Date>,
    /// The services that it belongs to; one without any comes into every portal.
    pub services: Vec<Id<Service>>,
}

/// What became of a practice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PracticeState {
    /// The provider proposes it.
    #[default]
    Suggested,
    /// It is in use as it came.
    Adopted,
    /// It is in use, changed to fit.
    Tailored,
    /// The client does not want it.
    Declined,
}

impl PracticeState {
    /// Every state, what is in use first.
    pub const ALL: [PracticeState; 4] =
        [PracticeState::Adopted, PracticeState::Tailored, PracticeState::Suggested, PracticeState::Declined];
}
