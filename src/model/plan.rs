//! Plans: bundles of services that are bought as one. No portal shows them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::id::Id;
use super::service::Service;

/// A bundle of services.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Plan {
    /// The services that a client with this plan takes.
    pub services: Vec<Id<Service>>,
}
