//! People, teams, channels and sites: which number, which hours, who covers.

mod sites;

use serde::Serialize;
use tera::Value;

use self::sites::SiteView;
use super::people::{self, ChannelView, PersonView, WayView};
use crate::markdown::Html;
use crate::model::channel::Medium;
use crate::model::contact::Side;
use crate::model::id::Actor;
use crate::model::portal::Entity;
use crate::model::team::Team;
use crate::site::downloads::Download;
use crate::site::here::{self, Here, Reach, Who};
use crate::site::hours::{Hours, hours};
use crate::site::{View, shell};

/// What the page of people and contacts shows.
#[derive(Clone, Debug, Serialize)]
pub struct ContactsView {
    /// The page's heading.
    pub title: String,
    /// The file with everybody, for an address book; nothing where nobody is named.
    pub download: Option<String>,
    /// Teams and desks that have a way of their own to be reached, the client's first.
    pub desks: Vec<DeskView>,
    /// The client's teams and roles that are reached through the people who fill them.
    pub roles: Vec<DeskView>,
    /// The people of each side, the client's first.
    pub sides: Vec<SideView>,
    /// Every channel.
    pub channels: Vec<ChannelView>,
    /// Every site.
    pub sites: Vec<SiteView>,
    /// Whether a status on the page depends on the day of the build.
    pub dated: bool,
}

/// A team, desk or role, and how it is reached.
#[derive(Clone, Debug, Serialize)]
pub struct DeskView {
    /// The team.
    pub team: Who,
    /// What its side is called.
    pub side_name: String,
    /// One sentence on it.
    pub summary: Option<Html>,
    /// When it works; else when its first channel is there.
    pub hours: Option<Hours>,
    /// How it is reached, first choice first: by telephone and mail, else by whatever there is.
    pub ways: Vec<WayView>,
    /// The ways beside those.
    pub also: Vec<WayView>,
    /// Everybody who is named as part of it, the lead first.
    pub people: Vec<PersonView>,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

/// The people of one side.
#[derive(Clone, Debug, Serialize)]
pub struct SideView {
    /// `client`, `provider` or `vendor`.
    pub side: &'static str,
    /// What the side is called.
    pub name: String,
    /// Everybody whom the portal names.
    pub people: Vec<PersonView>,
    /// The side's own number.
    pub phone: Option<Reach>,
    /// The side's own mail address.
    pub email: Option<Reach>,
}

pub(super) fn view(here: &Here<'_>) -> View {
    View {
        template: "contacts.html",
        frame: shell::frame(here, &here.words().t("title.contacts"), &[], None),
        view: Value::from_serializable(&contacts_view(here)),
    }
}

fn contacts_view(here: &Here<'_>) -> ContactsView {
    let portal = here.site.portal;
    let mut teams: Vec<&Entity<Team>> = portal.teams.iter().collect();
    teams.sort_by_key(|team| team.own.side());
    // A role of the client's is whoever fills it; all others need a way of their own.
    let (roles, desks) = teams.into_iter().partition::<Vec<_>, _>(|team| team.own.side() == Side::Client && team.own.channels.is_empty());
    let sites = sites::sites(here);
    ContactsView {
        title: here.words().t("title.contacts"),
        download: (!portal.contacts.is_empty()).then(|| here.href(&Download::Cards.path())),
        desks: desks.into_iter().map(|team| desk(here, team)).collect(),
        roles: roles.into_iter().map(|team| desk(here, team)).collect(),
        sides: Side::ALL.map(|one| side(here, one)).into(),
        channels: portal.channels.iter().map(|channel| people::channel(here, channel)).collect(),
        dated: sites.iter().any(|site| site.listed.is_dated()),
        sites,
    }
}

fn desk(here: &Here<'_>, team: &Entity<Team>) -> DeskView {
    let own = &team.own;
    let all = people::ways(here, &own.channels);
    let is_direct = |way: &WayView| matches!(way.medium, Some(Medium::Phone | Medium::Email));
    let first_hours = all.first().and_then(|way| way.hours.clone());
    let (direct, others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_direct);
    let (ways, also) = if direct.is_empty() { (others, direct) } else { (direct, others) };
    let theirs = own
        .coverage
        .as_ref()
        .and_then(|id| here.site.portal.coverage.get(id))
        .map(|coverage| hours(here.words(), here.site.portal, &coverage.own));
    DeskView {
        team: here.who(&Actor::from(team.id.as_str())),
        side_name: here.affiliation(&own.side),
        summary: here.summary(team),
        hours: theirs.or(first_hours),
        people: people::people(here, own.people()),
        internal: here.is_internal(&team.node),
        ways,
        also,
    }
}

fn side(here: &Here<'_>, side: Side) -> SideView {
    let portal = here.site.portal;
    let (phone, email) = match side {
        Side::Client | Side::Vendor => (None, None),
        Side::Provider => (portal.provider.phone.as_deref(), portal.provider.email.as_deref()),
    };
    let people = portal.contacts.iter().filter(|contact| contact.own.side() == side);
    SideView {
        side: here::side_word(side),
        name: here.side_name(side),
        people: people.map(|contact| people::person(here, contact)).collect(),
        phone: phone.map(here::phone),
        email: email.map(here::email),
    }
}
