//! Severity: how bad something is, from how many it hits and how much they can still do. One in a portal.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::duration::Duration;
use super::id::{LocalId, LocalList, Slug};
use super::priority::Priority;
use crate::markdown::Phrase;

/// Impact times urgency gives the priority.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Severity {
    /// How many are hit, the most first.
    pub impacts: Vec<Impact>,
    /// How much they can still do, the least first.
    pub urgencies: Vec<Urgency>,
    /// The priority for each impact and, within it, each urgency.
    pub matrix: IndexMap<LocalId<Impact>, IndexMap<LocalId<Urgency>, Priority>>,
    /// What each priority means.
    pub priorities: Vec<PriorityMeaning>,
}

/// How many are hit.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Impact {
    /// Its id within the severity.
    pub id: Slug,
    /// What a reader calls it.
    pub title: String,
}

impl LocalList for Impact {
    const REFERENCE: &'static str = "@local/impacts";
}

/// How much those who are hit can still do.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Urgency {
    /// Its id within the severity.
    pub id: Slug,
    /// What a reader calls it.
    pub title: String,
}

impl LocalList for Urgency {
    const REFERENCE: &'static str = "@local/urgencies";
}

/// What a priority means.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PriorityMeaning {
    /// The priority.
    pub id: Priority,
    /// What a reader calls it.
    pub title: String,
    /// When something has this priority.
    #[serde(default)]
    pub means: Option<Phrase>,
    /// Something that had it.
    #[serde(default)]
    pub example: Option<Phrase>,
    /// How often there is news; a service's own target goes before.
    #[serde(default)]
    pub update_every: Option<Duration>,
}

impl Severity {
    /// Returns the priority of an impact and an urgency, if the matrix says it.
    pub fn priority(&self, impact: &Slug, urgency: &Slug) -> Option<Priority> {
        let row = self.matrix.iter().find(|(id, _)| id.as_str() == impact.as_str())?.1;
        row.iter().find(|(id, _)| id.as_str() == urgency.as_str()).map(|(_, priority)| *priority)
    }
    /// Returns what a priority means, if somebody has said it.
    pub fn meaning(&self, priority: Priority) -> Option<&PriorityMeaning> {
        self.priorities.iter().find(|meaning| meaning.id == priority)
    }

    /// Returns every priority that is explained or that the matrix gives, the most urgent first.
    pub fn all_priorities(&self) -> Vec<Priority> {
        let explained = self.priorities.iter().map(|meaning| meaning.id);
        let given = self.matrix.values().flat_map(|row| row.values().copied());
        explained.chain(given).collect::<BTreeSet<Priority>>().into_iter().collect()
    }
}
