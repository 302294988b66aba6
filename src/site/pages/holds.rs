//! What somebody holds, for their page: rows of the matrix by what they have to do with them, and services that they provide.

use serde::Serialize;

use super::named::{NamedView, named};
use super::responsibility::SourcingView;
use crate::model::entity::Status;
use crate::model::held::{Held, acts_as};
use crate::model::id::Actor;
use crate::model::portal::Entity;
use crate::model::responsibility::Letter;
use crate::model::service::Service;
use crate::site::here::{Due, Here, Link};
use crate::yaml::Mention;

/// What somebody holds.
#[derive(Clone, Debug, Serialize)]
pub struct HoldsView {
    /// How much it is, in a sentence; nothing where they hold nothing.
    pub sub: Option<String>,
    /// The rows, by the letter of theirs that weighs most.
    pub groups: Vec<HoldsGroup>,
    /// The services that they provide.
    pub services: Vec<NamedView>,
}

/// Rows that somebody has the same to do with.
#[derive(Clone, Debug, Serialize)]
pub struct HoldsGroup {
    /// What that is, such as `Answers for`.
    pub title: String,
    /// The rows: those with a date first, by date.
    pub rows: Vec<HoldsRow>,
}

/// One row.
#[derive(Clone, Debug, Serialize)]
pub struct HoldsRow {
    /// Its name and address.
    pub link: Link,
    /// The short reference.
    pub code: Option<String>,
    /// Every letter of theirs.
    pub letters: Vec<Letter>,
    /// The teams and roles of theirs that it names.
    pub through: Vec<String>,
    /// Which sides do it.
    pub sourcing: Option<SourcingView>,
    /// How often.
    pub every: Option<String>,
    /// The day on which it is due next.
    pub next: Option<Due>,
    /// Whether it is on the table and not yet agreed.
    pub proposed: bool,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

/// The groups, in the order of weight.
const GROUPS: [Group; 4] = [
    Group { letter: Letter::Accountable, title: "holds.answers_for", said: "holds.answers_for_some", more: "holds.answers_for_more" },
    Group { letter: Letter::Responsible, title: "holds.does", said: "holds.does_some", more: "holds.does_more" },
    Group { letter: Letter::Consulted, title: "holds.is_asked", said: "holds.is_asked_some", more: "holds.is_asked_more" },
    Group { letter: Letter::Informed, title: "holds.is_told", said: "holds.is_told_some", more: "holds.is_told_more" },
];

/// A letter, and the keys of what is said of it: over its rows, of how many there are, of how many more.
struct Group {
    letter: Letter,
    title: &'static str,
    said: &'static str,
    more: &'static str,
}

/// Makes what an actor holds; a person holds also what their teams and roles do.
pub(super) fn holds(here: &Here<'_>, actor: &Actor) -> HoldsView {
    let portal = here.site.portal;
    let teams = portal.contacts.by_text(actor.as_str()).map(|person| here.site.portal.teams_of(person)).unwrap_or_default();
    let acts_as = acts_as(actor, teams);
    let mentions: Vec<Mention> = acts_as.iter().map(|actor| portal.mention_of(actor)).collect();
    let held = portal.held_by(&acts_as, here.site.portal.rows_naming(&mentions));
    let group = |group: &Group| {
        let mut rows: Vec<&Held<'_>> = held.iter().filter(|held| held.foremost() == group.letter).collect();
        rows.sort_by_key(|held| (held.row.own.next.is_none(), held.row.own.next));
        HoldsGroup { title: here.words().t(group.title), rows: rows.into_iter().map(|held| row(here, held)).collect() }
    };
    let provides = |service: &&Entity<Service>| service.own.provided_by.iter().any(|by| acts_as.contains(by));
    HoldsView {
        sub: sub(here, &held, portal.responsibilities.len()),
        groups: GROUPS.iter().map(group).filter(|group| !group.rows.is_empty()).collect(),
        services: here.site.portal.services_naming(&mentions).into_iter().filter(provides).map(|service| named(here, service)).collect(),
    }
}

/// Says how much somebody holds: `17 of 61 tasks: answers for 5, does 9 more, is told of 3.`
fn sub(here: &Here<'_>, held: &[Held<'_>], all: usize) -> Option<String> {
    let count = |group: &Group| held.iter().filter(|held| held.foremost() == group.letter).count();
    let counts = GROUPS.iter().map(|group| (group, count(group))).filter(|(_, count)| *count > 0).enumerate();
    let said: Vec<String> =
        counts.map(|(index, (group, count))| here.words().count(if index == 1 { group.more } else { group.said }, count)).collect();
    let values = [("held", held.len().to_string()), ("said", said.join(", "))];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    (!held.is_empty()).then(|| here.words().count_with("holds.of_tasks", all, &values))
}

fn row(here: &Here<'_>, held: &Held<'_>) -> HoldsRow {
    let Held { row, letters, through } = held;
    HoldsRow {
        link: here.link_id(&row.id),
        code: row.own.code.clone(),
        letters: letters.clone(),
        through: through.iter().map(|team| team.common.title.clone()).collect(),
        sourcing: row.own.sourcing(here.site.portal).map(|sourcing| SourcingView::new(here, sourcing)),
        every: row.own.every.map(|value| here.words().frequency(value)),
        next: row.own.next.map(|next| here.due(next)),
        proposed: row.common.status == Status::Proposed,
        internal: here.is_internal(&row.node),
    }
}

impl HoldsView {
    /// Tells whether a status on it depends on the day of the build.
    pub(super) fn is_dated(&self) -> bool {
        self.groups.iter().flat_map(|group| &group.rows).any(|row| row.next.as_ref().is_some_and(|next| next.overdue))
    }

    /// Returns every name on it.
    pub(super) fn links(&self) -> impl Iterator<Item = &Link> {
        let rows = self.groups.iter().flat_map(|group| group.rows.iter().map(|row| &row.link));
        rows.chain(self.services.iter().map(|service| &service.link))
    }
}
