//! Who takes over if a person is gone, and what rests on them alone.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::alone::Alone;
use crate::model::contact::{Contact, Published, Side};
use crate::model::id::Actor;
use crate::model::portal::Entity;
use crate::model::responsibility::Letter;
use crate::site::here::{Here, Link, Who, side_word};
use crate::site::pages::people::{DayView, day};

/// The people of one side.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    /// `client` or `provider`.
    pub side: &'static str,
    /// What the side is called.
    pub title: String,
    /// The people, in the order of the portal; at least one.
    pub people: Vec<PersonView>,
}

/// Somebody who may be gone.
#[derive(Clone, Debug, Serialize)]
pub struct PersonView {
    /// The person.
    pub who: Who,
    /// The last day.
    pub leaves: Option<DayView>,
    /// Who stands in.
    pub backup: Option<Who>,
    /// How many rows rest on them alone: `4 tasks`; nothing where none does.
    pub count: Option<String>,
    /// Those rows.
    pub tasks: Vec<TaskView>,
    /// What nobody else of their side may decide.
    pub decides: Vec<String>,
    /// Whether only the internal edition shows the person.
    pub internal: bool,
}

/// A row that rests on one person.
#[derive(Clone, Debug, Serialize)]
pub struct TaskView {
    /// Its name and address.
    pub link: Link,
    /// What they alone have to do with it: R, A, or both.
    pub letters: Vec<Letter>,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

/// Returns the people of the client and of the provider; who stands in at a vendor is the vendor's business.
pub(super) fn groups(here: &Here<'_>) -> Vec<GroupView> {
    let alone = here.site.portal.resting_alone();
    let group = |side: Side| {
        let of = here.site.portal.contacts.iter().filter(|contact| contact.own.side() == side);
        GroupView { side: side_word(side), title: here.side_name(side), people: of.map(|contact| person(here, contact, &alone)).collect() }
    };
    [Side::Client, Side::Provider].into_iter().map(group).filter(|group| !group.people.is_empty()).collect()
}

fn person(here: &Here<'_>, contact: &Entity<Contact>, alone: &BTreeMap<&str, Vec<Alone<'_>>>) -> PersonView {
    let own = &contact.own;
    let rows = alone.get(contact.id.as_str()).map_or(&[][..], Vec::as_slice);
    let task = |alone: &Alone<'_>| TaskView {
        link: here.link_id(&alone.row.id),
        letters: alone.letters.clone(),
        internal: here.is_internal(&alone.row.node),
    };
    PersonView {
        who: here.who(&Actor::from(contact.id.as_str())),
        leaves: day(here, own, own.leaves, Published::Leaves),
        backup: own.backup.as_ref().map(|id| here.who(&Actor::from(id.as_str()))),
        count: (!rows.is_empty()).then(|| here.words().count("count.tasks", rows.len())),
        tasks: rows.iter().map(task).collect(),
        decides: decides(here, contact),
        internal: here.is_internal(&contact.node),
    }
}

/// Returns what nobody else of a person's side may decide.
fn decides(here: &Here<'_>, contact: &Entity<Contact>) -> Vec<String> {
    let others = |people: &[&Entity<Contact>]| people.iter().any(|other| other.id != contact.id && other.own.side() == contact.own.side());
    let alone = here.site.may.iter().filter(|(authority, people)| contact.own.can.contains(authority) && !others(people));
    alone.map(|(authority, _)| here.words().authority(*authority)).collect()
}
