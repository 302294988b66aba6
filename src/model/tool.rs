//! Tools: what both sides work with, who owns what in them, and how they talk to each other.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::id::{Actor, Id, Slug};
use super::vendor::Vendor;
use crate::markdown::Phrase;

/// A system that the work is done with.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Tool {
    /// What kind of tool it is.
    pub category: Option<Category>,
    /// Who makes it.
    pub vendor: Option<Id<Vendor>>,
    /// Who holds the licence.
    pub licence_owner: Option<Actor>,
    /// Whose data is in it.
    pub data_owner: Option<Actor>,
    /// Who runs it.
    pub admin: Vec<Actor>,
    /// Who may look into it.
    pub read_access: Vec<Actor>,
    /// What becomes of it when the sides part.
    pub on_exit: Option<OnExit>,
    /// How it talks to others.
    pub integrations: Vec<Integration>,
}

/// A way in which one tool talks to another.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Integration {
    /// Its id within the tool.
    pub id: Slug,
    /// The other tool.
    pub with: Id<Tool>,
    /// Which way things go.
    #[serde(default)]
    pub direction: Option<Direction>,
    /// What goes from one to the other.
    #[serde(default)]
    pub carries: Option<Phrase>,
    /// Who keeps it working.
    #[serde(default)]
    pub owner: Option<Actor>,
    /// What people do while it is down.
    #[serde(default)]
    pub if_down: Option<Phrase>,
}

/// What kind of tool something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// Professional services automation: the provider's tickets, time and billing.
    Psa,
    /// IT service management: the client's own tickets.
    Itsm,
    /// Remote monitoring and management.
    Rmm,
    /// Endpoint detection and response.
    Edr,
    /// Security information and event management.
    Siem,
    /// Backup.
    Backup,
    /// Sign-in and directories.
    Identity,
    /// What is written down.
    Documentation,
    /// Passwords and keys.
    Vault,
    /// Watching systems.
    Monitoring,
    /// Mobile device management.
    Mdm,
    /// What keeps bad mail out.
    EmailSecurity,
    /// Anything else.
    Other,
}

/// What becomes of a tool when the sides part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OnExit {
    /// It stays with the client.
    Stays,
    /// It goes with the provider.
    Removed,
    /// It is handed over.
    Transferred,
}

/// Which way things go between two tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From this tool to the other.
    OneWay,
    /// Both ways.
    TwoWay,
    /// By hand.
    Manual,
}
