//! What the pages on people, teams and channels share: how somebody is reached, when, and who stands in.

use serde::Serialize;

use super::listed::{ListedView, listed};
use crate::markdown::Html;
use crate::model::channel::{Channel, Medium};
use crate::model::contact::{self, Contact, Side};
use crate::model::coverage::Coverage;
use crate::model::id::{Actor, Id};
use crate::model::portal::{Edition, Entity, Party};
use crate::model::team::{self, Team};
use crate::site::here::{self, DateView, Here, Link, Reach, Who};
use crate::site::hours::{Hours, hours};

/// A person, as a card shows them.
#[derive(Clone, Debug, Serialize)]
pub struct PersonView {
    /// The name, with the job as its detail.
    pub who: Who,
    /// What the person's side is called.
    pub side_name: String,
    /// The numbers, the one to try first first.
    pub numbers: Vec<NumberView>,
    /// The mail address.
    pub email: Option<Reach>,
    /// The teams and roles of the person.
    pub teams: Vec<MembershipView>,
    /// Who stands in.
    pub backup: Option<Who>,
    /// The last day.
    pub leaves: Option<DayView>,
    /// Whether only the internal edition shows the person.
    pub internal: bool,
}

/// A telephone number of a person.
#[derive(Clone, Debug, Serialize)]
pub struct NumberView {
    /// `Phone` or `Mobile`.
    pub kind: &'static str,
    /// The number.
    pub reach: Reach,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

/// A team or role of a person.
#[derive(Clone, Debug, Serialize)]
pub struct MembershipView {
    /// The team.
    pub team: Who,
    /// Whether the person leads it.
    pub leads: bool,
    /// Whether only the internal edition shows that the person belongs to it.
    pub internal: bool,
}

/// A day on which a person comes or goes.
#[derive(Clone, Debug, Serialize)]
pub struct DayView {
    /// The day.
    pub date: DateView,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

/// A way to reach somebody.
#[derive(Clone, Debug, Serialize)]
pub struct WayView {
    /// Its name, and where it is described in full.
    pub link: Link,
    /// What kind of way it is, as a word of the model.
    pub medium: Option<Medium>,
    /// How it is reached.
    pub reach: Option<Reach>,
    /// When somebody is there.
    pub hours: Option<Hours>,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

/// A channel, described in full.
#[derive(Clone, Debug, Serialize)]
pub struct ChannelView {
    /// Its name and texts.
    pub listed: ListedView,
    /// The way itself.
    pub way: WayView,
    /// What kind of way it is, for readers.
    pub kind: Option<String>,
    /// What it is for.
    pub purpose: Option<Html>,
    /// What it is not for.
    pub not_for: Option<Html>,
    /// Who looks at it.
    pub monitored_by: Option<Who>,
    /// How soon somebody answers.
    pub answers_within: Option<String>,
    /// Which way to take when it is closed or broken.
    pub fallback: Option<RouteView>,
}

/// A way to take, as a sentence names it.
#[derive(Clone, Debug, Serialize)]
pub struct RouteView {
    /// Its name and address.
    pub link: Link,
    /// How it is reached.
    pub reach: Option<Reach>,
}

/// Makes the card of a person.
pub(super) fn person(here: &Here<'_>, contact: &Entity<Contact>) -> PersonView {
    let own = &contact.own;
    PersonView {
        who: here.who(&Actor::from(contact.id.as_str())),
        side_name: here.affiliation(&own.side),
        numbers: numbers(here, own),
        email: own.email.as_deref().map(here::email),
        teams: memberships(here, contact),
        backup: own.backup.as_ref().map(|id| here.who(&Actor::from(id.as_str()))),
        leaves: day(here, own, own.leaves, contact::Published::Leaves),
        internal: here.is_internal(&contact.node),
    }
}

/// Makes the cards of several people, of those whom the portal holds.
pub(super) fn people<'a>(here: &Here<'_>, ids: impl IntoIterator<Item = &'a Id<Contact>>) -> Vec<PersonView> {
    ids.into_iter().filter_map(|id| here.site.portal.contacts.get(id)).map(|contact| person(here, contact)).collect()
}

fn numbers(here: &Here<'_>, own: &Contact) -> Vec<NumberView> {
    let phone = own.phone.as_deref().map(|number| NumberView { kind: "Phone", reach: here::phone(number), internal: false });
    let mobile = own.mobile.as_deref().map(|number| NumberView {
        kind: "Mobile",
        reach: here::phone(number),
        internal: is_closed(here, own, contact::Published::Mobile),
    });
    phone.into_iter().chain(mobile).collect()
}

/// Makes a day on which a person comes or goes.
pub(super) fn day(here: &Here<'_>, own: &Contact, date: Option<crate::model::date::Date>, key: contact::Published) -> Option<DayView> {
    date.map(|date| DayView { date: here.date(date), internal: is_closed(here, own, key) })
}

/// Tells whether only the internal edition shows a key that is not published.
fn is_closed(here: &Here<'_>, own: &Contact, key: contact::Published) -> bool {
    here.site.portal.edition == Edition::Internal && !own.publish.contains(&key)
}

fn memberships(here: &Here<'_>, contact: &Entity<Contact>) -> Vec<MembershipView> {
    let membership = |team: &Entity<Team>| {
        let leads = team.own.lead.as_ref() == Some(&contact.id);
        let internal = !leads && here.site.portal.edition == Edition::Internal && has_closed_members(&team.own);
        MembershipView { team: here.who(&Actor::from(team.id.as_str())), leads, internal }
    };
    here.site.portal.teams_of(contact).into_iter().map(membership).collect()
}

/// Tells whether the client is not told who belongs to a team.
pub(super) fn has_closed_members(own: &Team) -> bool {
    own.side() == Side::Provider && !own.publish.contains(&team::Published::Members)
}

/// Returns the number at which somebody is called first: a person's own, a team's first line, else that of who leads it or fills it.
pub(in crate::site) fn number_of(here: &Here<'_>, actor: &Actor) -> Option<Reach> {
    let portal = here.site.portal;
    match portal.party(actor) {
        Party::Contact(contact) => first_number(here, contact),
        Party::Team(team) => {
            let line = ways(here, &team.own.channels).into_iter().filter_map(|way| way.reach).find(is_number);
            let person = || team.own.people().into_iter().filter_map(|id| portal.contacts.get(id)).find_map(|id| first_number(here, id));
            line.or_else(person)
        }
        Party::Provider => portal.provider.phone.as_deref().map(here::phone),
        Party::Vendor(vendor) => {
            let support = vendor.own.support.as_ref()?;
            let channel = support.channel.as_ref().and_then(|id| here.reach(&portal.channels.get(id)?.own));
            support.phone.as_deref().map(here::phone).or(channel).filter(is_number)
        }
        Party::Client | Party::Outside(_) => None,
    }
}

/// Returns the number of a person to try first, of those that the client sees.
pub(super) fn first_number(here: &Here<'_>, contact: &Entity<Contact>) -> Option<Reach> {
    numbers(here, &contact.own).into_iter().find(|number| !number.internal).map(|number| number.reach)
}

/// Tells whether something can be dialled.
pub(in crate::site) fn is_number(reach: &Reach) -> bool {
    reach.href.as_ref().is_some_and(|href| href.starts_with("tel:"))
}

/// Makes the ways of these ids, of those that the portal holds.
pub(super) fn ways(here: &Here<'_>, ids: &[Id<Channel>]) -> Vec<WayView> {
    ids.iter().filter_map(|id| here.site.portal.channels.get(id)).map(|channel| way(here, channel)).collect()
}

fn way(here: &Here<'_>, channel: &Entity<Channel>) -> WayView {
    WayView {
        link: here.link_id(&channel.id),
        medium: channel.own.medium,
        reach: here.reach(&channel.own),
        hours: channel_coverage(here, &channel.own).map(|coverage| hours(here.words(), here.site.portal, &coverage.own)),
        internal: here.is_internal(&channel.node),
    }
}

/// Makes a channel, described in full.
pub(super) fn channel(here: &Here<'_>, channel: &Entity<Channel>) -> ChannelView {
    let own = &channel.own;
    let text = |key: &str| channel.node.at(key);
    ChannelView {
        listed: listed(here, channel, []),
        way: way(here, channel),
        kind: own.medium.map(|value| here.words().medium(value)),
        purpose: own.purpose.as_ref().map(|purpose| here.phrase(purpose, text("purpose"))),
        not_for: own.not_for.as_ref().map(|not_for| here.phrase(not_for, text("not_for"))),
        monitored_by: own.monitored_by.as_ref().map(|actor| here.who(actor)),
        answers_within: own.answers_within.map(|value| here.words().duration(value)),
        fallback: own.fallback.as_ref().map(|id| route(here, id)),
    }
}

/// Names a channel, with how it is reached.
pub(super) fn route(here: &Here<'_>, id: &Id<Channel>) -> RouteView {
    let reach = here.site.portal.channels.get(id).and_then(|channel| here.reach(&channel.own));
    RouteView { link: here.link_id(id), reach }
}

/// Returns the hours of a person or a team, as they are named there.
pub(in crate::site) fn hours_of<'a>(here: &Here<'a>, actor: &Actor) -> Option<&'a Id<Coverage>> {
    match here.site.portal.party(actor) {
        Party::Contact(contact) => contact.own.coverage.as_ref(),
        Party::Team(team) => team.own.coverage.as_ref(),
        Party::Client | Party::Provider | Party::Vendor(_) | Party::Outside(_) => None,
    }
}

/// Returns when a channel is there: as it says itself, else as whoever looks at it.
fn channel_coverage<'a>(here: &Here<'a>, own: &Channel) -> Option<&'a Entity<Coverage>> {
    let portal = here.site.portal;
    let theirs = || hours_of(here, own.monitored_by.as_ref()?);
    portal.coverage.get(own.coverage.as_ref().or_else(theirs)?)
}
