//! Escalations: who is next if nothing moves, and how a dispute ends.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::channel::Channel;
use super::duration::Duration;
use super::id::{Actor, Id};
use super::priority::Priority;
use super::service::Service;
use crate::markdown::Phrase;

/// A ladder that both sides climb.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Escalation {
    /// What it is for; one of `kind: conflict` is the formal process for a dispute.
    pub kind: Option<Matter>,
    /// The priorities that it holds for; else all.
    pub priority: Vec<Priority>,
    /// The services that it holds for; one without any comes into every portal.
    pub services: Vec<Id<Service>>,
    /// The rungs, the first one first.
    pub steps: Vec<Rung>,
    /// What goes on meanwhile, and who sees to it.
    pub standstill: Option<Phrase>,
    /// Who decides in the end.
    pub final_say: Vec<Actor>,
    /// Where the outcome is written down.
    pub record: Option<Phrase>,
}

/// One rung of a ladder.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// Who is called; one or several, as a rung may hold one of each side.
    pub who: Vec<Actor>,
    /// Who is called if they cannot be reached.
    #[serde(default)]
    pub backup: Vec<Actor>,
    /// The way that the call takes.
    #[serde(default)]
    pub via: Option<Id<Channel>>,
    /// How long after the rung before.
    #[serde(default)]
    pub after: Option<Duration>,
    /// What they may decide.
    #[serde(default)]
    pub can_decide: Option<Phrase>,
}

/// What an escalation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Matter {
    /// Something is broken.
    Incident,
    /// A service is not as agreed.
    Service,
    /// Money or contract.
    Commercial,
    /// The sides disagree.
    Conflict,
    /// Somebody attacks, or may have.
    Security,
}

impl Matter {
    /// Every matter, in the order of the reference.
    pub const ALL: [Matter; 5] = [Matter::Incident, Matter::Security, Matter::Service, Matter::Commercial, Matter::Conflict];
}
