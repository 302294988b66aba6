//! Whom to ask in everyday matters: one person a side.

use serde::Serialize;

use crate::model::contact::{Contact, Side};
use crate::model::id::Id;
use crate::model::portal::{Entity, Portal};
use crate::model::team::{Function, Team};
use crate::site::here::{self, Here, Link, Reach, Who};

/// A person to ask.
#[derive(Clone, Debug, Serialize)]
pub struct PersonView {
    /// The person, with the role.
    pub who: Who,
    /// Who stands in.
    pub backup: Option<Link>,
    /// The number, else the mail address.
    pub reach: Option<Reach>,
}

/// Returns the client's person for everyday IT, then the provider's person for the client.
pub(super) fn people(here: &Here<'_>) -> Vec<PersonView> {
    let portal = here.site.portal;
    let owner = portal.client.common.owner.as_ref().and_then(|actor| portal.contacts.by_text(actor.as_str()));
    let client = in_team(portal, Side::Client, Function::InternalIt).or_else(|| decides(portal));
    let provider =
        owner.filter(|contact| contact.own.side() == Side::Provider).or_else(|| in_team(portal, Side::Provider, Function::Account));
    client.into_iter().chain(provider).map(|contact| person(here, contact)).collect()
}

/// Finds who leads a side's first team of a function, else its first member.
fn in_team(portal: &Portal, side: Side, function: Function) -> Option<&Entity<Contact>> {
    let known = |id: &Id<Contact>| portal.contacts.get(id);
    let first = |team: &Entity<Team>| team.own.lead.iter().chain(&team.own.members).find_map(known).map(|contact| contact.id.clone());
    let teams = portal.teams.iter().filter(|team| team.own.side() == side && team.own.function == Some(function));
    teams.filter_map(first).find_map(|id| portal.contacts.get(&id))
}

/// Finds the client's first person who may decide something, else the first of all.
fn decides(portal: &Portal) -> Option<&Entity<Contact>> {
    let own = || portal.contacts.iter().filter(|contact| contact.own.side() == Side::Client);
    own().find(|contact| !contact.own.can.is_empty()).or_else(|| own().next())
}

fn person(here: &Here<'_>, contact: &Entity<Contact>) -> PersonView {
    let own = &contact.own;
    PersonView {
        who: here.who(&contact.id.as_str().into()),
        backup: own.backup.as_ref().map(|id| here.link_id(id)),
        reach: own.phone.as_deref().map(here::phone).or_else(|| own.email.as_deref().map(here::email)),
    }
}
