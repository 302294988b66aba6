//! Sourcing decisions: why something is done in-house or not, and when to look again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::date::Date;
use super::duration::Interval;
use super::id::Actor;
use super::responsibility::Sourcing;
use super::score::{Score, Weight};
use crate::markdown::Phrase;

/// A decision between in-house, outsourced and shared.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Decision {
    /// What speaks for which side.
    pub factors: Factors,
    /// What was decided.
    pub decided: Option<Sourcing>,
    /// Why; asked for where it differs from what the factors suggest.
    pub because: Option<Phrase>,
    /// Who decided.
    pub by: Vec<Actor>,
    /// The day of the decision.
    pub date: Option<Date>,
    /// How often it is looked at again.
    pub revisit_every: Option<Interval>,
}

/// The four factors of a sourcing decision.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Factors {
    /// How much the business is told apart by it: high pulls in-house.
    pub strategic_importance: Option<Factor>,
    /// How specialised the knowledge is: high pulls out.
    pub expertise: Option<Factor>,
    /// How much is saved by outsourcing: high pulls out.
    pub cost_effectiveness: Option<Factor>,
    /// How much is gained from growing and shrinking: high pulls out.
    pub scalability: Option<Factor>,
}

/// One factor, weighed.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Factor {
    /// From 1, low, to 5, high.
    pub score: Score,
    /// How much it counts beside the others.
    #[serde(default)]
    pub weight: Weight,
    /// The reason for the score.
    #[serde(default)]
    pub why: Option<Phrase>,
}

impl Factors {
    /// Returns the factors that were scored, by name, in the order of the reference.
    pub fn scored(&self) -> Vec<(FactorName, &Factor)> {
        let all = [
            (FactorName::StrategicImportance, &self.strategic_importance),
            (FactorName::Expertise, &self.expertise),
            (FactorName::CostEffectiveness, &self.cost_effectiveness),
            (FactorName::Scalability, &self.scalability),
        ];
        all.into_iter().filter_map(|(name, factor)| Some((name, factor.as_ref()?))).collect()
    }

    /// Returns the pull to outsource, from 1 to 5: the weighted mean of 6 − strategic importance, expertise, cost-effectiveness and scalability.
    ///
    /// Nothing where a factor is not scored, or where all weights are zero: a mean of some of them would mislead.
    pub fn pull(&self) -> Option<f64> {
        let scored = self.scored();
        let weights: f64 = scored.iter().map(|(_, factor)| factor.weight.get()).sum();
        let pull = |(name, factor): &(FactorName, &Factor)| {
            let score = f64::from(factor.score.get());
            factor.weight.get() * if *name == FactorName::StrategicImportance { 6.0 - score } else { score }
        };
        (scored.len() == 4 && weights > 0.0).then(|| scored.iter().map(pull).sum::<f64>() / weights)
    }

    /// Returns what the factors suggest: in-house with a pull under 2.5, outsourced over 3.5, else shared.
    pub fn suggestion(&self) -> Option<Sourcing> {
        Some(match self.pull()? {
            pull if pull < 2.5 => Sourcing::InHouse,
            pull if pull > 3.5 => Sourcing::Outsourced,
            _ => Sourcing::Shared,
        })
    }
}

/// The name of a factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactorName {
    /// How much the business is told apart by it.
    StrategicImportance,
    /// How specialised the knowledge is.
    Expertise,
    /// How much is saved by outsourcing.
    CostEffectiveness,
    /// How much is gained from growing and shrinking.
    Scalability,
}

impl Decision {
    /// Returns the day by which it is to be looked at again; nothing without a date or where nobody said how often.
    pub fn next_revisit(&self) -> Option<Date> {
        Some(self.revisit_every?.after(self.date?))
    }
}
