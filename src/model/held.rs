//! What somebody holds: the rows that name them, and those that name a team or role of theirs.

use super::contact::Contact;
use super::id::{Actor, Id};
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

impl Portal {
    /// Returns the teams and roles that a person leads or belongs to.
    pub fn teams_of(&self, person: &Id<Contact>) -> Vec<&Entity<Team>> {
        self.teams.iter().filter(|team| team.own.lead.as_ref() == Some(person) || team.own.members.contains(person)).collect()
    }

    /// Returns everybody as whom somebody acts: themselves, and for a person each of their teams and roles.
    pub fn acts_as(&self, actor: &Actor) -> Vec<Actor> {
        let person = self.contacts.by_text(actor.as_str());
        let teams = person.map(|person| self.teams_of(&person.id)).unwrap_or_default();
        std::iter::once(actor.clone()).chain(teams.iter().map(|team| Actor::from(team.id.as_str()))).collect()
    }

    /// Returns the name by which others refer to a person or a team.
    pub fn mention_of(&self, actor: &Actor) -> Mention {
        let kind = if self.contacts.by_text(actor.as_str()).is_some() { Kind::Contact } else { Kind::Team };
        Mention { kind: kind.singular(), id: actor.as_str().into() }
    }

    /// Returns which of some rows somebody holds, in their order; a person counts also for each of their teams and roles.
    pub fn held_by<'a>(&'a self, actor: &Actor, rows: impl IntoIterator<Item = &'a Entity<Responsibility>>) -> Vec<Held<'a>> {
        let acts_as = self.acts_as(actor);
        rows.into_iter().filter_map(|row| held(self, row, &acts_as)).collect()
    }
}

/// Returns what the first of some actors holds in a row, the others being their teams.
fn held<'a>(portal: &'a Portal, row: &'a Entity<Responsibility>, acts_as: &[Actor]) -> Option<Held<'a>> {
    let letters = row.own.letters(|named| acts_as.contains(named));
    let names = |actor: &&Actor| !row.own.letters(|named| named == *actor).is_empty();
    let through = acts_as.iter().skip(1).filter(names).filter_map(|team| portal.teams.by_text(team.as_str())).collect();
    (!letters.is_empty()).then_some(Held { row, letters, through })
}
