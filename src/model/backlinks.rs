//! Back-links: who names whom in a portal, asked from the side of the one that is named.

use std::collections::{BTreeMap, HashMap};

use super::contact::Contact;
use super::kind::Model;
use super::portal::{All, Any, Entities, Entity, Portal};
use super::responsibility::Responsibility;
use super::service::Service;
use super::team::Team;
use crate::yaml::Mention;

/// For each entity and file: who names it, each once, in the order of kinds and then of the portal.
///
/// It is made once, from the references that reading recorded; a portal of ten thousand entities costs each question no more than its answer.
#[derive(Clone, Debug, Default)]
pub struct Backlinks(HashMap<Mention, Vec<Mention>>);

impl Backlinks {
    /// Turns the references of all entities round. That an entity names itself is no back-link.
    pub fn of(entities: &Entities) -> Backlinks {
        let mut backlinks: HashMap<Mention, Vec<Mention>> = HashMap::new();
        for any in entities.all() {
            let from = any.mention();
            for reference in any.references.iter().filter(|reference| reference.to != from) {
                let list = backlinks.entry(reference.to.clone()).or_default();
                if list.last() != Some(&from) {
                    list.push(from.clone());
                }
            }
        }
        Backlinks(backlinks)
    }

    fn to(&self, mention: &Mention) -> &[Mention] {
        self.0.get(mention).map_or(&[], Vec::as_slice)
    }
}

impl Portal {
    /// Returns who names an entity or a file, each once.
    pub fn backlinks(&self, mention: &Mention) -> impl Iterator<Item = Any<'_>> {
        self.backlinks.to(mention).iter().filter_map(|from| self.entities.get(from))
    }

    /// Returns those of `all` that name any of some entities for whatever reason, each once, in the order of the portal.
    pub fn naming<'a, T: Model>(&self, mentions: &[Mention], all: &'a All<T>) -> Vec<&'a Entity<T>> {
        let from = mentions.iter().flat_map(|mention| self.backlinks.to(mention)).filter(|from| from.kind == T::KIND.singular());
        let placed: BTreeMap<usize, &Entity<T>> =
            from.filter_map(|from| all.by_text(&from.id)).filter_map(|entity| Some((all.place(&entity.id)?, entity))).collect();
        placed.into_values().collect()
    }

    /// Returns the rows that name any of some entities, each once, in the order of the portal.
    pub fn rows_naming(&self, mentions: &[Mention]) -> Vec<&Entity<Responsibility>> {
        self.naming(mentions, &self.responsibilities)
    }

    /// Returns the services that name any of some entities, each once, in the order of the portal.
    pub fn services_naming(&self, mentions: &[Mention]) -> Vec<&Entity<Service>> {
        self.naming(mentions, &self.services)
    }

    /// Returns the teams and roles that a person leads or belongs to, in the order of the portal.
    pub fn teams_of(&self, person: &Entity<Contact>) -> Vec<&Entity<Team>> {
        self.naming(&[person.mention()], &self.teams).into_iter().filter(|team| team.own.has(&person.id)).collect()
    }
}
