//! What somebody holds: the rows that name them, and those that name a team or role of theirs.

use std::sync::Arc;

use super::id::Actor;
use super::kind::Kind;
use super::portal::{Entity, Portal};
use super::responsibility::{Letter, Responsibility};
use super::team::Team;
use crate::yaml::Mention;

/// A row that somebody has something to do with.
#[derive(Clone, Debug)]
pub struct Held<'a> {
    /// The row.
    pub row: &'a Entity<Responsibility>,
    /// What they have to do with it, in the order R, A, C, I; at least one.
    pub letters: Vec<Letter>,
    /// The teams and roles of theirs that the row names, in the order of teams.
    pub through: Vec<&'a Entity<Team>>,
}

impl Held<'_> {
    /// Returns the letter that weighs most: who answers for a row stands above who does it, who is asked, who is told.
    pub fn foremost(&self) -> Letter {
        const BY_WEIGHT: [Letter; 4] = [Letter::Accountable, Letter::Responsible, Letter::Consulted, Letter::Informed];
        BY_WEIGHT.into_iter().find(|letter| self.letters.contains(letter)).expect("whoever holds a row has a letter in it")
    }
}

/// Returns everybody as whom somebody acts: themselves, and for a person each of their teams and roles.
pub fn acts_as<'a>(actor: &Actor, teams: impl IntoIterator<Item = &'a Entity<Team>>) -> Vec<Actor> {
    std::iter::once(actor.clone()).chain(teams.into_iter().map(|team| Actor::from(team.id.as_str()))).collect()
}

impl Portal {
    /// Returns the name by which others refer to an actor.
    pub fn mention_of(&self, actor: &Actor) -> Mention {
        let mention = |kind: Kind| Mention { kind: kind.singular(), id: Arc::clone(actor.shared()) };
        let held = Kind::ACTORS.iter().copied().map(mention).find(|mention| self.entities.get(mention).is_some());
        held.unwrap_or_else(|| mention(Kind::Team))
    }

    /// Returns which of some rows somebody holds, in their order, by everybody as whom they act.
    pub fn held_by<'a>(&'a self, acts_as: &[Actor], rows: impl IntoIterator<Item = &'a Entity<Responsibility>>) -> Vec<Held<'a>> {
        rows.into_iter().filter_map(|row| held(self, row, acts_as)).collect()
    }
}

/// Returns what the first of some actors holds in a row, the others being their teams.
fn held<'a>(portal: &'a Portal, row: &'a Entity<Responsibility>, acts_as: &[Actor]) -> Option<Held<'a>> {
    let letters = row.own.letters(|named| acts_as.contains(named));
    let names = |actor: &&Actor| !row.own.letters(|named| named == *actor).is_empty();
    let through = acts_as.iter().skip(1).filter(names).filter_map(|team| portal.teams.by_text(team.as_str())).collect();
    (!letters.is_empty()).then_some(Held { row, letters, through })
}
