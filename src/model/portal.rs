//! All of one client: every entity that its portal holds, read and resolved.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;

use super::backlinks::Backlinks;
use super::client::{Client, Provider};
use super::contact::{Contact, Side};
use super::date::Date;
use super::duration::Duration;
use super::entity::Common;
use super::hours::Zone;
use super::id::{Actor, Id};
use super::kind::{Kind, Model, with_kinds};
use super::priority::Priority;
use super::team::Team;
use super::vendor::Vendor;
use crate::finding::Findings;
use crate::markdown::Terms;
use crate::source::{SourcePath, Span};
use crate::yaml::{Lookup, Mention, Node, Read, Reference, Value, read};

/// The kind of a [`Mention`] that names a file of the workspace; its id is the file's path.
pub const FILE: &str = "file";

/// The kind of a [`Mention`] that names a control of a framework; its id is `framework:control`.
pub const CONTROL: &str = "control";

/// Whom a portal is built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edition {
    /// The client: nothing internal is in it.
    Client,
    /// The provider: everything, internal matter marked.
    Internal,
}

impl Edition {
    /// Returns the word of the command line and of `build.json`.
    pub fn word(self) -> &'static str {
        match self {
            Edition::Client => "client",
            Edition::Internal => "internal",
        }
    }
}

/// One thing that authors wrote: what all kinds share, what its kind adds, where it stands, and whom it names.
#[derive(Clone, Debug)]
pub struct Entity<T> {
    /// Its address within its kind.
    pub id: Id<T>,
    /// What every entity may say.
    pub common: Common,
    /// What its kind says.
    pub own: T,
    /// The located tree that it was read from.
    pub node: Arc<Node>,
    /// Every other entity that it names.
    pub references: Vec<Reference>,
}

impl<T: Model> Entity<T> {
    /// Returns the name by which others refer to it.
    pub fn mention(&self) -> Mention {
        Mention { kind: T::KIND.singular(), id: Arc::clone(self.id.shared()) }
    }
}

/// The entities of one kind, in the order of the library and then of the client's own files.
#[derive(Clone, Debug)]
pub struct All<T>(IndexMap<Id<T>, Arc<Entity<T>>>);

impl<T> Default for All<T> {
    fn default() -> Self {
        All(IndexMap::new())
    }
}

impl<T> All<T> {
    /// Returns the entity with this id, if the portal holds it.
    pub fn get(&self, id: &Id<T>) -> Option<&Entity<T>> {
        self.0.get(id).map(Arc::as_ref)
    }

    /// Returns the entity whose id has this text.
    pub fn by_text(&self, id: &str) -> Option<&Entity<T>> {
        self.0.get(id).map(Arc::as_ref)
    }

    /// Returns an entity's place in the order.
    pub fn place(&self, id: &Id<T>) -> Option<usize> {
        self.0.get_index_of(id)
    }

    /// Walks the entities.
    pub fn iter(&self) -> impl Iterator<Item = &Entity<T>> {
        self.0.values().map(Arc::as_ref)
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What is the same of an entity of any kind.
#[derive(Clone, Copy, Debug)]
pub struct Any<'a> {
    /// The kind.
    pub kind: Kind,
    /// The id's text.
    pub id: &'a Arc<str>,
    /// What every entity may say.
    pub common: &'a Common,
    /// The located tree that it was read from.
    pub node: &'a Arc<Node>,
    /// Every other entity that it names.
    pub references: &'a [Reference],
}

impl Any<'_> {
    /// Returns the name by which others refer to it.
    pub fn mention(&self) -> Mention {
        Mention { kind: self.kind.singular(), id: Arc::clone(self.id) }
    }
}

/// Something that is named in the portal and is not in it, such as a service that the client does not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// The name that readers see.
    pub title: String,
    /// The side of an actor.
    pub side: Option<Side>,
}

macro_rules! portal {
    ($($kind:ident, $module:ident :: $type:ident, $field:ident, $singular:literal, $plural:literal, $reference:literal, $reach:ident, $internal:expr;)*) => {
        /// The entities of one client, by kind.
        #[derive(Clone, Debug, Default)]
        pub struct Entities {
            $(#[doc = concat!("The ", $plural, ".")] pub $field: All<super::$module::$type>,)*
        }

        impl Entities {
            /// Reads one entity and adds it; returns whom it names and what is wrong with it.
            pub fn read(&mut self, kind: Kind, id: &Arc<str>, node: &Arc<Node>, names: &dyn Lookup) -> (Vec<Reference>, Findings) {
                match kind {
                    $(Kind::$kind => add(&mut self.$field, id, node, names),)*
                }
            }

            /// Takes an entity over from another portal, if it was read from this very tree and all that it names is still there; returns whom it names.
            ///
            /// Reading is a function of the tree and of what its names lead to, so the entity is what reading it again would give.
            pub fn take_over(
                &mut self,
                kind: Kind,
                id: &Arc<str>,
                node: &Arc<Node>,
                from: &Entities,
                is_there: &dyn Fn(&Mention) -> bool,
            ) -> Option<Vec<Reference>> {
                match kind {
                    $(Kind::$kind => take_over(&mut self.$field, &from.$field, id, node, is_there),)*
                }
            }

            /// Adds an entity of another portal that now stands elsewhere: its tree says the same at other places.
            pub fn add_moved(&mut self, kind: Kind, id: &Arc<str>, node: &Arc<Node>, from: &Entities) {
                match kind {
                    $(Kind::$kind => add_moved(&mut self.$field, &from.$field, id, node),)*
                }
            }

            /// Puts entities in the places of those with their ids.
            pub fn put_in_place(&mut self, edited: Entities) {
                $(put_in_place(&mut self.$field, edited.$field);)*
            }

            /// Returns one entity of any kind.
            pub fn get(&self, mention: &Mention) -> Option<Any<'_>> {
                match Kind::by_singular(mention.kind)? {
                    $(Kind::$kind => self.$field.by_text(&mention.id).map(any),)*
                }
            }

            /// Puts the entities of each kind into the order of a comparison.
            pub fn sort_by_key<K: Ord>(&mut self, key: impl Fn(Kind, &str) -> K) {
                $(self.$field.0.sort_by_cached_key(|id, _| key(Kind::$kind, id.as_str()));)*
            }

            /// Walks every entity, kind by kind.
            pub fn all(&self) -> Vec<Any<'_>> {
                let mut all = Vec::new();
                $(all.extend(self.$field.iter().map(any));)*
                all
            }
        }
    };
}
with_kinds!(portal);

/// One client's portal, ready to be judged and shown. No function takes two.
#[derive(Clone, Debug)]
pub struct Portal {
    /// The name of the client's folder, which is the portal's address.
    pub slug: String,
    /// Whom it is built for.
    pub edition: Edition,
    /// The day that everything is judged by.
    pub today: Date,
    /// The client.
    pub client: Entity<Client>,
    /// The provider.
    pub provider: Provider,
    /// Every entity that the portal holds.
    pub entities: Entities,
    /// What is named and not held.
    pub outside: BTreeMap<Mention, Outside>,
    /// Who names whom among the entities.
    pub backlinks: Arc<Backlinks>,
    /// The words with an entry of their own.
    pub words: Arc<Terms>,
}

impl std::ops::Deref for Portal {
    type Target = Entities;

    fn deref(&self) -> &Entities {
        &self.entities
    }
}

/// Whoever can do or answer for something, found.
#[derive(Clone, Copy, Debug)]
pub enum Party<'a> {
    /// The client as a whole.
    Client,
    /// The provider as a whole.
    Provider,
    /// A person.
    Contact(&'a Entity<Contact>),
    /// A team, desk or role.
    Team(&'a Entity<Team>),
    /// A vendor.
    Vendor(&'a Entity<Vendor>),
    /// Somebody whose entry the portal does not hold.
    Outside(&'a Outside),
}

impl Portal {
    /// Finds an actor.
    ///
    /// # Panics
    /// If the actor was not read together with this portal: every reference of a portal is resolved when it is read.
    pub fn party(&self, actor: &Actor) -> Party<'_> {
        let id = actor.as_str();
        let is_actor = |mention: &Mention| Kind::by_singular(mention.kind).is_some_and(Kind::is_actor);
        let outside = || self.outside.iter().find(|(mention, _)| &*mention.id == id && is_actor(mention));
        match id {
            "client" => Party::Client,
            "provider" => Party::Provider,
            _ => match (self.contacts.by_text(id), self.teams.by_text(id), self.vendors.by_text(id)) {
                (Some(contact), ..) => Party::Contact(contact),
                (None, Some(team), _) => Party::Team(team),
                (None, None, Some(vendor)) => Party::Vendor(vendor),
                (None, None, None) => Party::Outside(outside().expect("an actor is resolved when it is read").1),
            },
        }
    }

    /// Returns the side of an actor.
    pub fn side(&self, actor: &Actor) -> Side {
        match self.party(actor) {
            Party::Client => Side::Client,
            Party::Provider => Side::Provider,
            Party::Contact(contact) => contact.own.side(),
            Party::Team(team) => team.own.side(),
            Party::Vendor(_) => Side::Vendor,
            Party::Outside(outside) => outside.side.unwrap_or(Side::Provider),
        }
    }

    /// Returns every file of the workspace that something in the portal names.
    pub fn files(&self) -> BTreeSet<SourcePath> {
        let all = self.entities.all();
        let references = self.client.references.iter().chain(all.iter().flat_map(|any| any.references));
        references.filter(|reference| reference.to.kind == FILE).map(|reference| SourcePath::new(&reference.to.id)).collect()
    }

    /// Returns the day by which an entity is to be reviewed again; nothing if it never was, or if nobody said how often.
    ///
    /// What the client says of its own review holds for every entity that says nothing.
    pub fn next_review(&self, common: &Common) -> Option<Date> {
        let every = common.review_every.or(self.client.common.review_every)?;
        common.reviewed.map(|reviewed| every.after(reviewed))
    }

    /// Returns how often there is news on a priority where a service's own target does not say it.
    pub fn update_every(&self, priority: Priority) -> Option<Duration> {
        self.severity.iter().find_map(|severity| severity.own.meaning(priority))?.update_every
    }

    /// The language of a portal that names none.
    pub const DEFAULT_LANGUAGE: &str = "en";

    /// Returns the language of its pages, a BCP 47 tag.
    pub fn language(&self) -> &str {
        self.client.own.language.as_deref().unwrap_or(Self::DEFAULT_LANGUAGE)
    }

    /// Returns the client's name for running text.
    pub fn client_short(&self) -> &str {
        self.client.own.short.as_deref().unwrap_or(&self.client.common.title)
    }

    /// Returns the zone in which the client reads times.
    pub fn zone(&self) -> &Zone {
        self.client.own.zone.as_ref().unwrap_or(&self.provider.zone)
    }
}

fn any<T: Model>(entity: &Entity<T>) -> Any<'_> {
    Any { kind: T::KIND, id: entity.id.shared(), common: &entity.common, node: &entity.node, references: &entity.references }
}

fn add<T: Model>(all: &mut All<T>, id: &Arc<str>, node: &Arc<Node>, names: &dyn Lookup) -> (Vec<Reference>, Findings) {
    let (entity, references, findings) = read_entity::<T>(id, node, names);
    if let Some(entity) = entity {
        all.0.insert(entity.id.clone(), Arc::new(entity));
    }
    (references, findings)
}

fn add_moved<T: Clone>(all: &mut All<T>, from: &All<T>, id: &Arc<str>, node: &Arc<Node>) {
    let Some(entity) = from.0.get(&**id) else { return };
    let moved = |reference: &Reference| {
        let (before, now) = (entity.node.at(&reference.path).span, node.at(&reference.path).span);
        let shifted = |offset: u32| (offset + now.start).saturating_sub(before.start);
        let span = Span { file: now.file, start: shifted(reference.span.start), end: shifted(reference.span.end) };
        Reference { span, ..reference.clone() }
    };
    let references = entity.references.iter().map(moved).collect();
    all.0.insert(entity.id.clone(), Arc::new(Entity { node: Arc::clone(node), references, ..Entity::clone(entity) }));
}

fn put_in_place<T>(all: &mut All<T>, edited: All<T>) {
    for (id, entity) in edited.0 {
        if let Some(place) = all.0.get_mut(&id) {
            *place = entity;
        }
    }
}

fn take_over<T>(
    all: &mut All<T>,
    from: &All<T>,
    id: &Arc<str>,
    node: &Arc<Node>,
    is_there: &dyn Fn(&Mention) -> bool,
) -> Option<Vec<Reference>> {
    let entity = from.0.get(&**id).filter(|entity| Arc::ptr_eq(&entity.node, node))?;
    if !entity.references.iter().all(|reference| is_there(&reference.to)) {
        return None;
    }
    all.0.insert(entity.id.clone(), Arc::clone(entity));
    Some(entity.references.clone())
}

/// Reads an entity: the common keys apart from those of the kind, so that each knows what it takes.
///
/// The findings are those of [`read()`]. References stand beside the entity, so that an entity with a mistake still brings in what it names.
pub fn read_entity<T: serde::de::DeserializeOwned>(
    id: &Arc<str>,
    node: &Arc<Node>,
    names: &dyn Lookup,
) -> (Option<Entity<T>>, Vec<Reference>, Findings) {
    let (common, own) = split(node);
    let common: Read<Common> = read(&common, names, &[]);
    let own: Read<T> = read(&own, names, &Common::KEYS);
    let references: Vec<Reference> = common.references.into_iter().chain(own.references).collect();
    let findings = common.findings.into_iter().chain(own.findings).collect();
    let entity = match (common.value, own.value) {
        (Some(common), Some(own)) => {
            Some(Entity { id: Id::new(Arc::clone(id)), common, own, node: Arc::clone(node), references: references.clone() })
        }
        _ => None,
    };
    (entity, references, findings)
}

/// Splits a mapping into the keys common to all kinds and the rest.
///
/// `visibility` and `internal_notes` go with the common keys, where the reader checks them as on any mapping.
fn split(node: &Arc<Node>) -> (Arc<Node>, Arc<Node>) {
    let (common, own) = node.entries().iter().cloned().partition(|entry| Common::takes(&entry.key));
    // A `client.yaml` may have nothing of its own: then its first key is one of `bailiwick.yaml`.
    let head = if node.head().file == node.span.file { node.head() } else { Span { end: node.span.start, ..node.span } };
    let part = |entries| Arc::new(Node { span: head, value: Value::Map(entries) });
    (part(common), part(own))
}
