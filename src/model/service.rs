//! Services: what a client can have, and what it is promised.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::area::Area;
use super::channel::Channel;
use super::coverage::Coverage;
use super::date::Date;
use super::duration::{Duration, Interval};
use super::id::{Actor, Id};
use super::priority::Priority;
use super::procedure::Procedure;
use super::site::Site;
use super::tool::Tool;
use super::vendor::Vendor;
use crate::markdown::Phrase;

/// Something that the provider, or the client's own IT, does for the client.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Service {
    /// Which part of the work it belongs to.
    pub area: Option<Id<Area>>,
    /// Who does it.
    pub provided_by: Vec<Actor>,
    /// Whom or what it is for.
    pub audience: Option<Phrase>,
    /// How much depends on it.
    pub criticality: Option<Criticality>,
    /// Where it stands in its life.
    pub lifecycle: Lifecycle,
    /// What is part of it.
    pub includes: Vec<Phrase>,
    /// What is not part of it.
    pub excludes: Vec<Phrase>,
    /// How it is asked for.
    pub request: Option<Id<Channel>>,
    /// When it is there.
    pub coverage: Option<Id<Coverage>>,
    /// When it may be taken down for maintenance.
    pub maintenance: Option<Id<Coverage>>,
    /// The service level agreement, a line a priority; each runs in the service's coverage unless it has its own.
    pub targets: IndexMap<Priority, Target>,
    /// Nothing is promised; written instead of targets.
    pub best_effort: bool,
    /// The share of time that it is up, in percent.
    pub availability: Option<f64>,
    /// What the targets do not count.
    pub target_exclusions: Vec<Phrase>,
    /// What happens when it is down.
    pub continuity: Option<Continuity>,
    /// Services that it needs.
    pub depends_on: Vec<Id<Service>>,
    /// Who else is needed for it.
    pub vendors: Vec<Id<Vendor>>,
    /// What it is done with.
    pub tools: Vec<Id<Tool>>,
    /// How it is done, step by step.
    pub procedures: Vec<Id<Procedure>>,
    /// Where it is given; else everywhere.
    pub sites: Vec<Id<Site>>,
}

impl Service {
    /// Returns how soon somebody starts on what is most urgent; nothing where no target says so.
    pub fn first_response(&self) -> Option<(Priority, Duration)> {
        let responses = self.targets.iter().filter_map(|(priority, target)| Some((*priority, target.respond?)));
        responses.min_by_key(|(priority, _)| *priority)
    }

    /// Tells whether nothing says how fast it is: neither targets nor `best_effort`.
    pub fn lacks_targets(&self) -> bool {
        self.targets.is_empty() && !self.best_effort
    }
}

/// How much depends on a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Criticality {
    /// The business stops without it.
    Critical,
    /// The business suffers at once.
    High,
    /// The business suffers after a while.
    Medium,
    /// The business notices.
    Low,
}

impl Criticality {
    /// Every criticality, the most first.
    pub const ALL: [Criticality; 4] = [Criticality::Critical, Criticality::High, Criticality::Medium, Criticality::Low];
}

/// Where a service stands in its life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Lifecycle {
    /// Not there yet.
    Planned,
    /// In use.
    #[default]
    Live,
    /// On its way out.
    Retiring,
}

/// What is promised for one priority.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Target {
    /// How soon somebody starts.
    pub respond: Option<Duration>,
    /// How soon it works again.
    pub resolve: Option<Duration>,
    /// How often there is news meanwhile.
    pub update_every: Option<Duration>,
    /// The hours that count; else the service's.
    pub coverage: Option<Id<Coverage>>,
}

/// What happens when a service is down.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Continuity {
    /// Recovery time objective: how long it may be down.
    pub rto: Option<Duration>,
    /// Recovery point objective: how much work may be lost.
    pub rpo: Option<Duration>,
    /// Who brings it back.
    pub restored_by: Option<Actor>,
    /// Who says that the plan starts.
    pub declared_by: Option<Actor>,
    /// What people do meanwhile.
    pub workaround: Option<Phrase>,
    /// The day of the last restore test.
    pub last_test: Option<Date>,
    /// How that test ended.
    pub result: Option<TestResult>,
    /// How often a test is due.
    pub test_every: Option<Interval>,
}

impl Continuity {
    /// Returns the day by which the next restore test is due; nothing where none is asked for, or none was made yet.
    pub fn next_test(&self) -> Option<Date> {
        Some(self.test_every?.after(self.last_test?))
    }

    /// Tells whether the day by which the next restore test was due has passed.
    pub fn is_test_overdue(&self, today: Date) -> bool {
        self.next_test().is_some_and(|due| due < today)
    }
}

/// How a restore test ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TestResult {
    /// All of it came back in time.
    Pass,
    /// Some of it came back in time.
    Partial,
    /// It did not come back in time.
    Fail,
}
