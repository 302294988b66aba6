//! Channels: ways to reach somebody.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::coverage::Coverage;
use super::duration::Duration;
use super::id::{Actor, Id};
use crate::markdown::Phrase;

/// A way to reach somebody.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Channel {
    /// What kind of way it is.
    pub medium: Option<Medium>,
    /// A number, a mail address, a web address or a place.
    pub address: Option<String>,
    /// What it is for.
    pub purpose: Option<Phrase>,
    /// What it is not for.
    pub not_for: Option<Phrase>,
    /// When somebody is there.
    pub coverage: Option<Id<Coverage>>,
    /// Who looks at it.
    pub monitored_by: Option<Actor>,
    /// How soon somebody answers, in the channel's own hours.
    pub answers_within: Option<Duration>,
    /// Which way to take when this one is closed or broken.
    pub fallback: Option<Id<Channel>>,
}

/// What kind of way a channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Medium {
    /// A telephone number.
    Phone,
    /// A mail address.
    Email,
    /// A ticket system.
    Ticket,
    /// A chat.
    Chat,
    /// A web portal.
    Portal,
    /// A conference bridge.
    Bridge,
    /// A place to go to.
    InPerson,
}
