//! Procedures: what is done first, which side does each step, by when.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::duration::Duration;
use super::id::{Actor, LocalId, LocalList, Slug};
use super::priority::Priority;
use crate::markdown::{Phrase, Prose};

/// A way of doing something, step by step.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Procedure {
    /// The steps, in order; drawn as a lane a side.
    pub steps: Vec<Step>,
    /// What sets it off.
    pub trigger: Option<Phrase>,
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// What it is a procedure for; else `other`.
    pub kind: Option<Occasion>,
}

impl Procedure {
    /// Returns the place of each step in the list, by its id.
    pub fn places(&self) -> HashMap<&str, usize> {
        self.steps.iter().enumerate().map(|(index, step)| (step.id.as_str(), index)).collect()
    }

    /// Returns which steps may follow one, by their places in the list: those that it names, else the next; nothing after the last.
    pub fn following(&self, index: usize, places: &HashMap<&str, usize>) -> Vec<usize> {
        let named = &self.steps[index].next;
        if named.is_empty() {
            return (index + 1..self.steps.len()).take(1).collect();
        }
        named.iter().filter_map(|id| places.get(id.as_str()).copied()).collect()
    }

    /// Returns what it is a procedure for; anything else where nothing is said.
    pub fn occasion(&self) -> Occasion {
        self.kind.unwrap_or(Occasion::Other)
    }

    /// Returns everybody who does a step, each once, in the order of the steps.
    pub fn doers(&self) -> Vec<&Actor> {
        let mut doers: Vec<&Actor> = Vec::new();
        for actor in self.steps.iter().flat_map(|step| &step.by) {
            if !doers.contains(&actor) {
                doers.push(actor);
            }
        }
        doers
    }
}

/// One step.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its id within the procedure.
    pub id: Slug,
    /// What is done, in a few words.
    pub title: String,
    /// Who does it.
    #[serde(default)]
    pub by: Vec<Actor>,
    /// How soon, from when it could begin.
    #[serde(default)]
    pub within: Option<Duration>,
    /// How it is done.
    #[serde(default)]
    pub body: Option<Prose>,
    /// The steps that may follow; else the next in the list.
    #[serde(default)]
    pub next: Vec<LocalId<Step>>,
}

impl LocalList for Step {
    const REFERENCE: &'static str = "@local/steps";
}

/// What a procedure is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Occasion {
    /// Something is broken.
    Incident,
    /// Something is to be changed.
    Change,
    /// Somebody starts.
    Onboarding,
    /// Somebody leaves.
    Offboarding,
    /// Something is brought back.
    Recovery,
    /// Somebody asks for something.
    Request,
    /// Anything else.
    Other,
}

impl Occasion {
    /// Every occasion, in the order of the reference.
    pub const ALL: [Occasion; 7] = [
        Occasion::Incident,
        Occasion::Change,
        Occasion::Onboarding,
        Occasion::Offboarding,
        Occasion::Recovery,
        Occasion::Request,
        Occasion::Other,
    ];
}
