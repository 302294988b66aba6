//! Sites: the places where people work and machines stand.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::contact::Contact;
use super::coverage::Coverage;
use super::hours::Zone;
use super::id::Id;

/// A place of the client's or the provider's.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Site {
    /// Where it lies, as on an envelope.
    pub address: Option<String>,
    /// Where its clock stands; else the client's zone.
    pub zone: Option<Zone>,
    /// Whom to ask there, first choice first.
    pub contacts: Vec<Id<Contact>>,
    /// When somebody is there.
    pub coverage: Option<Id<Coverage>>,
}
