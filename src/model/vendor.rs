//! Vendors: who else is in it, whom to call there, and by when to decide.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::channel::Channel;
use super::contact::Contact;
use super::contract::Contract;
use super::coverage::Coverage;
use super::date::Date;
use super::id::{Actor, Id, Slug};
use super::priority::Priority;
use super::service::{Criticality, Target};
use crate::markdown::Phrase;

/// A third party that the client or the provider buys from.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Vendor {
    /// What it sells.
    pub category: Option<Phrase>,
    /// Which side deals with it.
    pub managed_by: Option<ManagedBy>,
    /// Who looks after the relationship.
    pub relationship_owner: Option<Actor>,
    /// Whom to call there.
    pub support: Option<Support>,
    /// Whom to call there if that does not help.
    pub escalation: Option<VendorEscalation>,
    /// The number by which it knows the client; internal unless published.
    pub account_number: Option<String>,
    /// Which of the keys that are internal unless published the client edition shows all the same.
    pub publish: Vec<Published>,
    /// Who may call.
    pub authorised_callers: Vec<Actor>,
    /// How much depends on it.
    pub criticality: Option<Criticality>,
    /// What it gets to see.
    pub data_handled: Option<DataHandled>,
    /// Where that data lies.
    pub data_location: Option<Phrase>,
    /// What others certify of it.
    pub assurance: Vec<Assurance>,
    /// How hard it is to do without.
    pub substitutability: Option<Substitutability>,
    /// Who could take its place.
    pub alternatives: Vec<Phrase>,
    /// How to leave.
    pub exit_plan: Option<Phrase>,
    /// What is new and worth having.
    pub roadmap: Option<Phrase>,
    /// What the provider's relationship gets the client.
    pub advantage: Option<Phrase>,
    /// What was signed.
    pub contracts: Vec<Contract>,
}

/// Which side deals with a vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ManagedBy {
    /// The client.
    Client,
    /// The provider.
    Provider,
    /// Both together.
    Joint,
}

/// Whom to call at a vendor.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Support {
    /// A channel of its own; written instead of the next three.
    pub channel: Option<Id<Channel>>,
    /// The telephone number.
    pub phone: Option<String>,
    /// The mail address.
    pub email: Option<String>,
    /// The web address.
    pub url: Option<String>,
    /// When somebody is there.
    pub coverage: Option<Id<Coverage>>,
    /// The level of support that was bought.
    pub tier: Option<Phrase>,
    /// What the vendor promises, a line a priority.
    pub targets: IndexMap<Priority, Target>,
}

/// Whom to call at a vendor if support does not help.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct VendorEscalation {
    /// A person with an entry; written instead of the next two.
    pub contact: Option<Id<Contact>>,
    /// The telephone number.
    pub phone: Option<String>,
    /// The mail address.
    pub email: Option<String>,
    /// When to do it.
    pub when: Option<Phrase>,
}

/// A key of a vendor that is internal unless it is named under `publish`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Published {
    /// The number by which it knows the client.
    AccountNumber,
}

/// What a vendor gets to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DataHandled {
    /// Nothing.
    None,
    /// What is of no concern to outsiders.
    Internal,
    /// What tells of people.
    Personal,
    /// What a law protects.
    Regulated,
}

/// What somebody independent certifies of a vendor.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assurance {
    /// Its id within the vendor.
    pub id: Slug,
    /// What kind of certificate or report it is, such as SOC 2 Type II.
    pub kind: Phrase,
    /// The day of the certificate or report.
    #[serde(default)]
    pub date: Option<Date>,
    /// The last day on which it holds.
    #[serde(default)]
    pub expires: Option<Date>,
}

/// How hard it is to do without a vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Substitutability {
    /// Another one is there within weeks.
    Easy,
    /// It takes months.
    Hard,
    /// There is no other.
    None,
}

impl Vendor {
    /// Tells whether something that others certify of it holds on a day.
    pub fn is_assured(&self, today: Date) -> bool {
        self.assurance.iter().any(|assurance| !assurance.has_expired(today))
    }
}

impl Assurance {
    /// Tells whether the last day on which it holds has passed.
    pub fn has_expired(&self, today: Date) -> bool {
        self.expires.is_some_and(|expires| expires < today)
    }
}
