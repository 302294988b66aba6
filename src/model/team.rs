//! Teams, desks and roles.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::channel::Channel;
use super::contact::{Affiliation, Contact, Side};
use super::coverage::Coverage;
use super::id::Id;

/// Several people under one name, or a role that each client fills.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Team {
    /// Whose team it is. Your own teams in the library need `side: provider`.
    pub side: Affiliation,
    /// What it is there for.
    pub function: Option<Function>,
    /// Who leads it.
    pub lead: Option<Id<Contact>>,
    /// Who belongs to it; internal for a provider's or vendor's team unless published.
    pub members: Vec<Id<Contact>>,
    /// `members` lets the client edition show who belongs to a provider's or vendor's team.
    pub publish: Vec<Published>,
    /// When it works.
    pub coverage: Option<Id<Coverage>>,
    /// How it is reached, first choice first.
    pub channels: Vec<Id<Channel>>,
}

impl Team {
    /// Returns the side that the team is of.
    pub fn side(&self) -> Side {
        self.side.side()
    }

    /// Tells whether it is a role of the client's that nobody fills yet.
    pub fn is_vacant(&self) -> bool {
        self.side == Affiliation::Client && self.lead.is_none() && self.members.is_empty()
    }

    /// Tells whether the client edition leaves out who belongs to it.
    pub fn hides_members(&self) -> bool {
        self.side() != Side::Client && !self.publish.contains(&Published::Members)
    }

    /// Tells whether a person leads it or belongs to it.
    pub fn has(&self, person: &Id<Contact>) -> bool {
        self.lead.as_ref() == Some(person) || self.members.contains(person)
    }

    /// Returns everybody who is named as part of it, each once, the lead first.
    pub fn people(&self) -> Vec<&Id<Contact>> {
        let members = self.members.iter().filter(|member| Some(*member) != self.lead.as_ref());
        self.lead.iter().chain(members).collect()
    }
}

/// What a team is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Function {
    /// Network operations center.
    Noc,
    /// Security operations center.
    Soc,
    /// The desk that users call.
    ServiceDesk,
    /// The client's own IT.
    InternalIt,
    /// Those who look after the client.
    Account,
    /// Those who come on site.
    Field,
    /// Security outside the operations center.
    Security,
    /// The business that IT serves.
    Business,
}

/// A key of a team that is internal unless it is named under `publish`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Published {
    /// The members of a provider's team.
    Members,
}
