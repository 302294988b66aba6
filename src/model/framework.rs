//! Frameworks: the controls that must be met, and both halves of each.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::control_id::ControlId;
use super::evidence::Evidence;
use super::id::{Id, LocalId, LocalList};
use super::vendor::Vendor;
use crate::markdown::Phrase;

/// A set of controls that somebody published.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Framework {
    /// Which version of it; quote it: `"5"`.
    pub version: Option<String>,
    /// Where its text can be read: a web address.
    pub source: Option<String>,
    /// Its parts, in order.
    pub groups: Vec<Group>,
    /// What it asks for.
    pub controls: Vec<Control>,
}

/// A part of a framework.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its id within the framework, as the framework writes it, lower case.
    pub id: ControlId,
    /// What it is about, in our own words.
    pub title: String,
}

impl LocalList for Group {
    const REFERENCE: &'static str = "@local/groups";
}

/// One thing that a framework asks for.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// Its id as the framework writes it, lower case and without spaces; quote one that looks like a number: `"7.10"`.
    pub id: ControlId,
    /// The group that it belongs to.
    #[serde(default)]
    pub group: Option<LocalId<Group>>,
    /// What it is about, in our own words where the framework's text is licensed.
    pub title: String,
    /// What must be true for it to be met; parts of a responsibility may cover some of them.
    #[serde(default)]
    pub objectives: Vec<String>,
    /// Where it is met.
    #[serde(default)]
    pub origination: Vec<Origination>,
    /// The vendors whose assurance is the proof of what is inherited.
    #[serde(default)]
    pub inherited_from: Vec<Id<Vendor>>,
    /// How far it is met.
    #[serde(default)]
    pub implementation: Option<Implementation>,
    /// Whether the client may claim it as met because the provider meets it.
    #[serde(default)]
    pub inheritable: Option<Inheritable>,
    /// The provider's half.
    #[serde(default)]
    pub provided: Option<Phrase>,
    /// The client's half.
    #[serde(default)]
    pub client_must: Option<Phrase>,
    /// What proves it.
    #[serde(default)]
    pub evidence: Vec<Id<Evidence>>,
}

/// Where a control is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Origination {
    /// By the provider.
    Provider,
    /// By the client, who sets something in what the provider gives.
    ClientConfigured,
    /// By the client, with its own means.
    ClientProvided,
    /// By both.
    Shared,
    /// By a vendor below.
    Inherited,
    /// Nowhere: it does not apply.
    NotApplicable,
}

/// How far a control is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Implementation {
    /// In full.
    Implemented,
    /// In part.
    Partial,
    /// Not yet.
    Planned,
    /// In another way that serves the same end.
    Alternative,
    /// It does not apply.
    NotApplicable,
}

/// Whether a client may claim a control as met because the provider meets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Inheritable {
    /// The whole of it.
    Yes,
    /// The provider's half of it.
    Partly,
    /// Nothing of it.
    No,
}

/// Who has something to do for a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Halves {
    /// The provider alone.
    Provider,
    /// The client alone.
    Client,
    /// Both.
    Both,
    /// A vendor alone.
    Vendor,
    /// Nobody: it does not apply, or nothing is said.
    Nobody,
}

impl Framework {
    /// Returns the control with an id.
    pub fn control(&self, id: &str) -> Option<&Control> {
        self.controls.iter().find(|control| control.id.as_str() == id)
    }
}

impl Control {
    /// Tells whether it does not apply here.
    pub fn is_not_applicable(&self) -> bool {
        self.implementation == Some(Implementation::NotApplicable) || self.origination.contains(&Origination::NotApplicable)
    }

    /// Tells who has something to do for it: whose half is written, and what its origination says.
    pub fn halves(&self) -> Halves {
        if self.is_not_applicable() {
            return Halves::Nobody;
        }
        let is = |origination: Origination| self.origination.contains(&origination);
        let shared = is(Origination::Shared);
        let provider = self.provided.is_some() || shared || is(Origination::Provider);
        let client = self.client_must.is_some() || shared || is(Origination::ClientConfigured) || is(Origination::ClientProvided);
        match (provider, client) {
            (true, true) => Halves::Both,
            (true, false) => Halves::Provider,
            (false, true) => Halves::Client,
            (false, false) if is(Origination::Inherited) || !self.inherited_from.is_empty() => Halves::Vendor,
            (false, false) => Halves::Nobody,
        }
    }
}
