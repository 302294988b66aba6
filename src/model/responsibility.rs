//! Responsibilities: who does what. One row feeds every view, so that the views cannot disagree.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::area::Area;
use super::channel::Channel;
use super::contact::Side;
use super::control_id::ControlName;
use super::coverage::Coverage;
use super::date::Date;
use super::decision::Decision;
use super::duration::{Duration, Frequency};
use super::evidence::Evidence;
use super::id::{Actor, Id, LocalId, LocalList, Slug};
use super::portal::Portal;
use super::procedure::Procedure;
use super::service::Service;
use super::site::Site;
use super::tool::Tool;
use crate::markdown::Phrase;

/// A row of the responsibility matrix.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Responsibility {
    /// A short reference that readers see and quote; unique in a portal.
    pub code: Option<String>,
    /// Which part of the work it belongs to.
    pub area: Option<Id<Area>>,
    /// The service that it belongs to; a library row without one comes into every portal.
    pub service: Option<Id<Service>>,
    /// Who answers for it. Write one.
    pub accountable: Vec<Actor>,
    /// Who does it, where it is not split.
    pub responsible: Vec<Actor>,
    /// How it is split; written instead of `responsible`, never beside it.
    pub parts: Vec<Part>,
    /// Which sides do it; what is written counts only where nobody does it yet; else it follows from who does it.
    pub sourcing: Option<Sourcing>,
    /// Who is asked before.
    pub consulted: Vec<Actor>,
    /// Who is told after.
    pub informed: Vec<Actor>,
    /// How often it is done.
    pub every: Option<Frequency>,
    /// The day on which it is due next.
    pub next: Option<Date>,
    /// The hours that its parts split by time divide among them.
    pub coverage: Option<Id<Coverage>>,
    /// What it is done with.
    pub tools: Vec<Id<Tool>>,
    /// How it is done, step by step.
    pub procedures: Vec<Id<Procedure>>,
    /// The controls that it meets, each as `framework:control`.
    pub controls: Vec<ControlName>,
    /// What proves that it is done.
    pub evidence: Vec<Id<Evidence>>,
    /// The sourcing decision behind it.
    pub decision: Option<Id<Decision>>,
    /// Where it is done; else everywhere.
    pub sites: Vec<Id<Site>>,
    /// What happens if nobody does it.
    pub if_missed: Option<Phrase>,
}

/// Which sides do the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sourcing {
    /// Only the client's side.
    InHouse,
    /// Both sides.
    Shared,
    /// Nobody of the client's side.
    Outsourced,
}

impl Sourcing {
    /// Every sourcing, the client's side first.
    pub const ALL: [Sourcing; 3] = [Sourcing::InHouse, Sourcing::Shared, Sourcing::Outsourced];

    /// Returns which sides some actors are of: in-house if only the client's, outsourced if none of them is, shared if both; nothing where there is nobody.
    pub fn of<'a>(portal: &Portal, actors: impl IntoIterator<Item = &'a Actor>) -> Option<Sourcing> {
        let sides: Vec<Side> = actors.into_iter().map(|actor| portal.side(actor)).collect();
        let client = sides.contains(&Side::Client);
        let other = sides.iter().any(|side| *side != Side::Client);
        match (client, other) {
            (true, true) => Some(Sourcing::Shared),
            (true, false) => Some(Sourcing::InHouse),
            (false, true) => Some(Sourcing::Outsourced),
            (false, false) => None,
        }
    }
}

/// One part of a row that is split.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its id within the row.
    pub id: Slug,
    /// What is done, in a few words.
    pub title: String,
    /// Along what the row is split here.
    pub split: Split,
    /// Who does it.
    #[serde(default)]
    pub by: Vec<Actor>,
    /// What they do.
    #[serde(default)]
    pub does: Option<Phrase>,
    /// Systems or sites of a scope, levels of a tier, objectives of a control.
    #[serde(default)]
    pub covers: Vec<String>,
    /// Who answers for this part; else who answers for the row.
    #[serde(default)]
    pub accountable: Vec<Actor>,
    /// How the work goes on to another part.
    #[serde(default)]
    pub hand_off: Option<HandOff>,
}

impl LocalList for Part {
    const REFERENCE: &'static str = "@local/parts";
}

/// Along what a row is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Split {
    /// One after the other.
    Step,
    /// One decides, the other does.
    Decision,
    /// By system or site.
    Scope,
    /// By level of support.
    Tier,
    /// By objective of a control.
    Objective,
    /// By hour of the week.
    Time,
}

/// How the work goes on to another part.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOff {
    /// The part of the same row that goes on.
    pub to: LocalId<Part>,
    /// The way that it takes.
    #[serde(default)]
    pub via: Option<Id<Channel>>,
    /// How soon, from when the hand-over could begin.
    #[serde(default)]
    pub within: Option<Duration>,
}

impl Responsibility {
    /// Returns everybody who does some of it, each once, in the order of writing.
    pub fn doers(&self) -> Vec<&Actor> {
        let mut doers: Vec<&Actor> = Vec::new();
        for actor in self.responsible.iter().chain(self.parts.iter().flat_map(|part| &part.by)) {
            if !doers.contains(&actor) {
                doers.push(actor);
            }
        }
        doers
    }

    /// Returns the ids of the frameworks whose controls it meets, each once.
    pub fn frameworks(&self) -> Vec<&str> {
        let mut frameworks: Vec<&str> = self.controls.iter().map(|control| control.parts().0).collect();
        frameworks.sort_unstable();
        frameworks.dedup();
        frameworks
    }

    /// Returns which sides do it, from who does it: in-house if only the client's side, outsourced if nobody of it, shared if both.
    ///
    /// Nothing where nobody does it; what was written under `sourcing` plays no part.
    pub fn sourcing_by_doers(&self, portal: &Portal) -> Option<Sourcing> {
        Sourcing::of(portal, self.doers())
    }

    /// Returns which sides do it: what follows from who does it, else what is written.
    pub fn sourcing(&self, portal: &Portal) -> Option<Sourcing> {
        self.sourcing_by_doers(portal).or(self.sourcing)
    }

    /// Tells whether nobody answers for it, or for one of its parts.
    pub fn lacks_accountable(&self) -> bool {
        self.accountable.is_empty() && (self.parts.is_empty() || self.parts.iter().any(|part| part.accountable.is_empty()))
    }

    /// Tells whether nobody does it, or one of its parts.
    pub fn lacks_responsible(&self) -> bool {
        self.doers().is_empty() || self.parts.iter().any(|part| part.by.is_empty())
    }

    /// Returns the RACI letters of everybody that a predicate picks, in the order R, A, C, I.
    pub fn letters(&self, picks: impl Fn(&Actor) -> bool) -> Vec<Letter> {
        let any = |actors: &[Actor]| actors.iter().any(&picks);
        let held = [
            (Letter::Responsible, any(&self.responsible) || self.parts.iter().any(|part| any(&part.by))),
            (Letter::Accountable, any(&self.accountable) || self.parts.iter().any(|part| any(&part.accountable))),
            (Letter::Consulted, any(&self.consulted)),
            (Letter::Informed, any(&self.informed)),
        ];
        held.into_iter().filter(|(_, holds)| *holds).map(|(letter, _)| letter).collect()
    }
}

/// A letter of RACI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Letter {
    /// Does it.
    #[serde(rename = "R")]
    Responsible,
    /// Answers for it.
    #[serde(rename = "A")]
    Accountable,
    /// Is asked before.
    #[serde(rename = "C")]
    Consulted,
    /// Is told after.
    #[serde(rename = "I")]
    Informed,
}
