//! Surges: seasons and projects that need more hands than usual.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::coverage::Coverage;
use super::date::Date;
use super::duration::{Duration, Interval};
use super::id::{Actor, Id};
use super::service::Service;
use crate::markdown::Phrase;

/// A time in which more is needed than usual.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Surge {
    /// Whether it comes with the calendar or with a plan.
    pub kind: SurgeKind,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// How often it comes round; else once.
    #[serde(default)]
    pub repeats: Option<Interval>,
    /// The services that it touches; one without any comes into every portal.
    #[serde(default)]
    pub services: Vec<Id<Service>>,
    /// What the hours become.
    #[serde(default)]
    pub coverage: Option<Id<Coverage>>,
    /// What is added to what is there on other days.
    #[serde(default)]
    pub adds: Option<Phrase>,
    /// Who provides the hands.
    #[serde(default)]
    pub provided_by: Vec<Actor>,
    /// Who asks for them.
    #[serde(default)]
    pub asked_by: Vec<Actor>,
    /// How long before the first day it must be asked for.
    #[serde(default)]
    pub notice: Option<Duration>,
}

/// What makes more hands needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SurgeKind {
    /// A time of the year.
    Season,
    /// A piece of work that begins and ends.
    Project,
}
