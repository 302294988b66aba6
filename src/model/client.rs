//! The client whose portal it is, and the provider who publishes it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::brand::Brand;
use super::channel::Channel;
use super::contact::Contact;
use super::contract::Contract;
use super::coverage::Coverage;
use super::framework::Framework;
use super::hours::Zone;
use super::id::{Address, Id};
use super::plan::Plan;
use super::service::Service;
use crate::markdown::Phrase;

/// What `client.yaml` says beside the common keys; what it leaves out of the second half comes from `bailiwick.yaml`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Client {
    /// The name for running text; else the title.
    pub short: Option<String>,
    /// Where the client's clock stands; else the provider's zone.
    pub zone: Option<Zone>,
    /// The client's mail domains.
    pub domains: Vec<String>,
    /// The bundle of services that the client has bought.
    pub plan: Option<Id<Plan>>,
    /// Services of the library that the client takes, beside those of its plan; its own need no listing.
    pub services: Vec<Id<Service>>,
    /// Frameworks of the library that the client is held to.
    pub frameworks: Vec<Id<Framework>>,
    /// Things of the library that the client does not take.
    pub exclude: Vec<Exclusion>,
    /// Whom to call now, most urgent first; else the provider's number.
    pub call_first: Vec<CallFirst>,
    /// Who stays answerable for compliance on the client's side.
    pub compliance_owner: Option<Id<Contact>>,
    /// The hours that make a day a business day.
    pub business_hours: Option<Id<Coverage>>,
    /// What was signed between the provider and the client.
    pub contracts: Vec<Contract>,
    /// Colour and logo.
    pub brand: Brand,
    /// The portal's language, a BCP 47 tag: the interface has words in English and German, and a theme may bring others; else `en`.
    pub language: Option<String>,
    /// The theme's name; else `default`.
    pub theme: Option<String>,
    /// Where the portal will stand, `{client}` for the client's folder name; links on the page "not found" need it.
    pub site_url: Option<String>,
    /// Who hears of mistakes on a page: a mail address.
    pub feedback: Option<String>,
}

impl Client {
    /// The keys that `bailiwick.yaml` gives to every client.
    pub const SHARED_KEYS: [&'static str; 7] = ["business_hours", "brand", "language", "theme", "site_url", "feedback", "review_every"];
}

/// Something of the library that a client does not take.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// What it is, written `kind:id`.
    pub of: Address,
    /// Why not.
    pub reason: Phrase,
}

/// One line of "who to call now".
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallFirst {
    /// What has happened.
    pub when: Phrase,
    /// Examples of it.
    #[serde(default)]
    pub hint: Option<Phrase>,
    /// The channel to take.
    pub call: Id<Channel>,
    /// Whether it stands out.
    #[serde(default)]
    pub urgent: bool,
}

/// What `bailiwick.yaml` says of the provider.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// The provider's name.
    pub title: String,
    /// The name for running text; else the title.
    #[serde(default)]
    pub short: Option<String>,
    /// Where the provider's clock stands.
    pub zone: Zone,
    /// The mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// The telephone number.
    #[serde(default)]
    pub phone: Option<String>,
}

impl Provider {
    /// Returns the name for running text.
    pub fn short(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.title)
    }
}
