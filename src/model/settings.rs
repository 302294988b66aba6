//! `bailiwick.yaml`: the provider, and what holds for every client that says nothing else.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::brand::Brand;
use super::client::Provider;
use super::coverage::Coverage;
use super::date::Date;
use super::duration::Interval;
use super::id::Id;

/// The whole of `bailiwick.yaml`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The version of the format; 1 is the only one.
    pub bailiwick: u32,
    /// The provider.
    pub provider: Provider,
    /// Colour and logo.
    #[serde(default)]
    pub brand: Brand,
    /// Where the portals will stand, `{client}` for the client's folder name; links on the page "not found" need it.
    #[serde(default)]
    pub site_url: Option<String>,
    /// Who hears of mistakes on a page: a mail address.
    #[serde(default)]
    pub feedback: Option<String>,
    /// The portals' language, a BCP 47 tag: the interface has words in English and German, and a theme may bring others; else `en`.
    #[serde(default)]
    pub language: Option<String>,
    /// The theme's name; else `default`.
    #[serde(default)]
    pub theme: Option<String>,
    /// The hours that make a day a business day.
    #[serde(default)]
    pub business_hours: Option<Id<Coverage>>,
    /// How often a review is due where an entity says nothing.
    #[serde(default)]
    pub review_every: Option<Interval>,
    /// How much each rule weighs.
    #[serde(default)]
    pub rules: BTreeMap<String, RuleLevel>,
    /// The day that everything is judged by; else today.
    #[serde(default)]
    pub as_of: Option<Date>,
}

/// How much a rule weighs in this workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RuleLevel {
    /// Stops a build.
    Error,
    /// Is told.
    Warn,
    /// Is told when asked for.
    Info,
    /// Is not looked for.
    Off,
}
