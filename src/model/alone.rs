//! What rests on one person alone: work of the matrix that nobody else does, or answers for.

use std::collections::BTreeMap;

use super::contact::Contact;
use super::id::Actor;
use super::portal::{Edition, Entity, Party, Portal};
use super::responsibility::{Letter, Responsibility};

/// A row of which one person alone does a part, or answers for it.
#[derive(Clone, Debug)]
pub struct Alone<'a> {
    /// The row.
    pub row: &'a Entity<Responsibility>,
    /// What they alone have to do with it: R, A, or both in this order.
    pub letters: Vec<Letter>,
}

impl Portal {
    /// Returns for each person, by their id, the rows that rest on them alone, in the order of the portal.
    ///
    /// A role or team counts as the person in it where it has one and the portal says who belongs to it.
    pub fn resting_alone(&self) -> BTreeMap<&str, Vec<Alone<'_>>> {
        let mut all: BTreeMap<&str, Vec<Alone<'_>>> = BTreeMap::new();
        for row in self.responsibilities.iter() {
            let parts = || row.own.parts.iter();
            let does = std::iter::once(&row.own.responsible).chain(parts().map(|part| &part.by));
            let answers = std::iter::once(&row.own.accountable).chain(parts().map(|part| &part.accountable));
            let named = does.map(|by| (Letter::Responsible, by)).chain(answers.map(|by| (Letter::Accountable, by)));
            for (letter, by) in named {
                let Some(person) = self.only_person(by) else { continue };
                let rows = all.entry(person.id.as_str()).or_default();
                match rows.last_mut().filter(|last| last.row.id == row.id) {
                    Some(last) if last.letters.contains(&letter) => {}
                    Some(last) => last.letters.push(letter),
                    None => rows.push(Alone { row, letters: vec![letter] }),
                }
            }
        }
        all
    }

    /// Returns the one person behind some actors; nothing where there are several, none, or somebody of whom that is not known.
    fn only_person(&self, actors: &[Actor]) -> Option<&Entity<Contact>> {
        let mut people = actors.iter().map(|actor| self.person_behind(actor));
        let first = people.next()??;
        people.all(|other| other.is_some_and(|other| other.id == first.id)).then_some(first)
    }

    fn person_behind(&self, actor: &Actor) -> Option<&Entity<Contact>> {
        match self.party(actor) {
            Party::Contact(contact) => Some(contact),
            // The client is not told who belongs to a closed team, so that nobody can be said to be alone in it.
            Party::Team(team) if self.edition == Edition::Internal || !team.own.hides_members() => match team.own.people().as_slice() {
                [one] => self.contacts.get(one),
                _ => None,
            },
            Party::Team(_) | Party::Client | Party::Provider | Party::Vendor(_) | Party::Outside(_) => None,
        }
    }
}
