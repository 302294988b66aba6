//! One coverage: its week, its windows as a list, what happens at other hours and on holidays, what it is the hours of.

use serde::Serialize;

use super::surges::{SpanView, span};
use super::week::{WeekView, week_view};
use super::weekly::Weekly;
use crate::model::channel::Medium;
use crate::model::contact::Side;
use crate::model::coverage::{Coverage, Presence, Window};
use crate::model::hours::Day;
use crate::model::id::Actor;
use crate::model::kind::Kind;
use crate::model::portal::Entity;
use crate::model::service::Lifecycle;
use crate::model::week::WEEK;
use crate::site::here::{DateView, Here, Internal, Link, Reach, Who, side_word};
use crate::site::hours;
use crate::site::live::{Live, live};
use crate::site::pages::listed::{ListedView, listed};
use crate::site::pages::named::{SidesView, sides};
use crate::site::week::{self, Stretch};
use crate::site::{routes, words};

/// The hours of a week.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageView {
    /// Its name and texts, and what else it is the hours of than services at a glance.
    pub listed: ListedView,
    /// The sides of everybody who is named in it; nothing where nobody is.
    pub sides: Option<SidesView>,
    /// The side of the hours of windows without a name: that of everybody whose hours they are, if it is one.
    pub side: Option<&'static str>,
    /// Where its clock stands, as people say it.
    pub zone: String,
    /// The name of that zone in the IANA database.
    pub zone_name: String,
    /// Its hours in a line.
    pub text: String,
    /// The number that is answered in these hours: that of a channel that has them.
    pub phone: Option<Reach>,
    /// What the browser needs to tell who is there; nothing where no hours are written.
    pub live: Option<Live>,
    /// Whether "right now" tells of it: it is the hours of a service in use, a team or a channel.
    pub is_asked: bool,
    /// The week as a drawing; nothing where no hours are written.
    pub week: Option<WeekView>,
    /// How many hours of a week somebody is there in each way: `At work 60 hours`.
    pub sums: Vec<String>,
    /// Its windows, in the order in which they count.
    pub windows: Vec<WindowView>,
    /// Hours for which two are named, on the client's clock.
    pub doubles: Vec<DoubleView>,
    /// When nobody is at work or on call, on the client's clock; nothing where that never is.
    pub unanswered: Option<String>,
    /// The holidays that it keeps.
    pub holidays: Option<KeptView>,
    /// The surges on whose days other hours stand instead, for some services.
    pub instead: Vec<InsteadView>,
}

/// Some hours on some days.
#[derive(Clone, Debug, Serialize)]
pub struct WindowView {
    /// `staffed`, `on-call` or `monitored`.
    pub kind: Presence,
    /// In what way somebody is there: `At work`.
    pub way: String,
    /// The days and hours.
    pub text: String,
    /// Who is there; nothing where it is whoever the thing itself names.
    pub by: Option<Who>,
    /// Whether those above it take all its hours, so that it never counts.
    pub never_counts: bool,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

/// Hours for which two are named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DoubleView {
    /// Whoever counts.
    pub first: Who,
    /// In what way.
    pub way: String,
    /// Whoever is named too.
    pub other: Who,
    /// In what way.
    pub other_way: String,
    /// When: `Mon–Fri 17:00–19:00`.
    pub when: String,
}

/// A surge on whose days other hours stand instead.
#[derive(Clone, Debug, Serialize)]
pub struct InsteadView {
    /// The surge.
    pub surge: Link,
    /// What the hours become.
    pub coverage: Link,
    /// The id of its element on the page.
    pub anchor: String,
    /// The time that runs or comes next.
    pub span: SpanView,
    /// The same for a script: `261116 261231`.
    pub digits: String,
    /// The services for which it is so.
    pub services: Vec<Link>,
}

/// The holidays that a coverage keeps.
#[derive(Clone, Debug, Serialize)]
pub struct KeptView {
    /// The list.
    pub link: Link,
    /// The next of its days.
    pub next: Option<NextView>,
    /// Whether on a holiday some window is open all the same.
    pub open: bool,
}

/// The next day of a list of holidays.
#[derive(Clone, Debug, Serialize)]
pub struct NextView {
    /// The day.
    pub date: DateView,
    /// What it is called.
    pub title: String,
}

/// Makes a coverage.
pub(super) fn coverage_view(here: &Here<'_>, weekly: &Weekly<'_>) -> CoverageView {
    let portal = here.site.portal;
    let (coverage, own) = (weekly.coverage, &weekly.coverage.own);
    let side = side_of_nameless(here, coverage);
    let is_written = !own.windows.is_empty();
    CoverageView {
        sides: sides(here, own.windows.iter().filter_map(|window| window.by.as_ref())),
        side,
        zone: here.words().zone(&own.zone),
        zone_name: own.zone.name().to_owned(),
        text: hours::hours(here.words(), portal, own).text,
        phone: phone(here, coverage),
        live: is_written.then(|| live(portal, own)),
        is_asked: is_asked(here, coverage),
        week: is_written.then(|| week_view(here, weekly, side)),
        sums: sums(here, weekly),
        windows: window_views(here, weekly),
        doubles: doubles(here, weekly),
        unanswered: unanswered(here, weekly),
        holidays: kept(here, own),
        instead: instead(here, coverage),
        listed: listed(here, coverage, &at_a_glance(here, coverage)),
    }
}

/// Returns the services that the page lists by these hours already.
fn at_a_glance(here: &Here<'_>, coverage: &Entity<Coverage>) -> Vec<Link> {
    let services = here.site.portal.services.iter().filter(|service| service.own.lifecycle == Lifecycle::Live);
    services.filter(|service| service.own.coverage.as_ref() == Some(&coverage.id)).map(|service| here.link_id(&service.id)).collect()
}

fn unanswered(here: &Here<'_>, weekly: &Weekly<'_>) -> Option<String> {
    let stretches = weekly.unanswered();
    if week::is_every_hour(&stretches) {
        return Some(here.words().t("week.at_any_hour"));
    }
    week::stretches(here.words(), &stretches)
}

/// Returns the side of everybody whose hours these are, if it is one.
fn side_of_nameless(here: &Here<'_>, coverage: &Entity<Coverage>) -> Option<&'static str> {
    let portal = here.site.portal;
    let has = |hours: &Option<_>| hours.as_ref() == Some(&coverage.id);
    let teams = portal.teams.iter().filter(|team| has(&team.own.coverage)).map(|team| team.own.side());
    let people = portal.contacts.iter().filter(|contact| has(&contact.own.coverage)).map(|contact| contact.own.side());
    let vendors = portal.vendors.iter().filter_map(|vendor| vendor.own.support.as_ref());
    let vendors = vendors.filter(|support| has(&support.coverage)).map(|_| Side::Vendor);
    let mut sides = teams.chain(people).chain(vendors);
    let first = sides.next()?;
    sides.all(|side| side == first).then(|| side_word(first))
}

fn phone(here: &Here<'_>, coverage: &Entity<Coverage>) -> Option<Reach> {
    let mut channels = here.site.portal.channels.iter().filter(|channel| channel.own.coverage.as_ref() == Some(&coverage.id));
    let number = channels.find(|channel| channel.own.medium == Some(Medium::Phone)).and_then(|channel| here.reach(&channel.own));
    number.filter(|reach| reach.href.is_some())
}

fn is_asked(here: &Here<'_>, coverage: &Entity<Coverage>) -> bool {
    let portal = here.site.portal;
    let has = |hours: &Option<_>| hours.as_ref() == Some(&coverage.id);
    portal.services.iter().any(|service| has(&service.own.coverage))
        || portal.channels.iter().any(|channel| has(&channel.own.coverage))
        || portal.teams.iter().any(|team| has(&team.own.coverage))
}

fn sums(here: &Here<'_>, weekly: &Weekly<'_>) -> Vec<String> {
    let minutes = |stretches: Vec<Stretch>| stretches.iter().map(|(from, until)| until - from).sum::<u32>();
    let ways = super::weekly::WAYS.into_iter().map(|way| (way, minutes(weekly.stretches(way))));
    // What fills the week is said already.
    ways.filter(|(_, minutes)| (1..WEEK).contains(minutes))
        .map(|(way, minutes)| format!("{} {}", super::way(here.words(), way), week::amount(here.words(), minutes)))
        .collect()
}

/// Makes the windows of a coverage.
pub(super) fn window_views(here: &Here<'_>, weekly: &Weekly<'_>) -> Vec<WindowView> {
    let windows = weekly.coverage.own.windows.iter().enumerate();
    windows.map(|(index, window)| window_view(here, weekly, index, window)).collect()
}

fn window_view(here: &Here<'_>, weekly: &Weekly<'_>, index: usize, window: &Window) -> WindowView {
    let days = window.each_day();
    let is_always = days.len() - usize::from(days.contains(&Day::Holidays)) == 7 && hours::is_all_day(window.from, window.to);
    WindowView {
        kind: window.kind,
        way: super::way(here.words(), Some(window.kind)),
        text: if is_always {
            always_text(here, weekly, index, window)
        } else {
            hours::window(here.words(), window, &weekly.coverage.own.zone)
        },
        by: window.by.as_ref().map(|by| here.who(by)),
        // A window for holidays alone has no hours in an ordinary week.
        never_counts: days != [Day::Holidays] && !weekly.counts(window),
        internal: here.internal(weekly.coverage.node.at(&format!("windows/{index}"))),
    }
}

/// Says the hours of a window that is open all week: whoever stands before it takes some of them.
fn always_text(here: &Here<'_>, weekly: &Weekly<'_>, index: usize, window: &Window) -> String {
    let before = &weekly.coverage.own.windows[..index];
    let is_behind = window.kind != Presence::Monitored && before.iter().any(|window| window.kind != Presence::Monitored);
    let hours = here.words().t(if is_behind { "week.at_all_other_hours" } else { "week.every_hour" });
    match (weekly.schedule.holidays(), window.each_day().contains(&Day::Holidays)) {
        ([], _) => hours,
        (_, true) => here.words().fill("week.with_holidays", &[("hours", &hours)]),
        (_, false) => here.words().fill("week.without_holidays", &[("hours", &hours)]),
    }
}

/// Two who are named for the same hours: whoever counts, in what way; the other, in what way.
type Pair<'a> = (&'a Actor, Presence, &'a Actor, Presence);

/// Returns the hours for which two are named who are not the same; that somebody is on call behind those at work is no double.
fn doubles(here: &Here<'_>, weekly: &Weekly<'_>) -> Vec<DoubleView> {
    let mut pairs: Vec<(Pair<'_>, Vec<Stretch>)> = Vec::new();
    for span in &weekly.spans {
        let Some(first) = span.span.answers else { continue };
        for other in &span.span.behind {
            let (Some(by), Some(other_by)) = (&first.by, &other.by) else { continue };
            let is_behind = (first.kind, other.kind) == (Presence::Staffed, Presence::OnCall);
            if by == other_by || is_behind {
                continue;
            }
            let pair = (by, first.kind, other_by, other.kind);
            match pairs.iter_mut().find(|(known, _)| *known == pair) {
                Some((_, stretches)) => stretches.push((span.from, span.until)),
                None => pairs.push((pair, vec![(span.from, span.until)])),
            }
        }
    }
    let double = |((by, kind, other, other_kind), stretches): (Pair<'_>, Vec<Stretch>)| {
        Some(DoubleView {
            first: here.who(by),
            way: here.words().presence(kind),
            other: here.who(other),
            other_way: here.words().presence(other_kind),
            when: week::stretches(here.words(), &stretches)?,
        })
    };
    pairs.into_iter().filter_map(double).collect()
}

fn instead(here: &Here<'_>, coverage: &Entity<Coverage>) -> Vec<InsteadView> {
    let portal = here.site.portal;
    let services = || portal.services.iter().filter(|service| service.own.coverage.as_ref() == Some(&coverage.id));
    let mut all: Vec<InsteadView> = Vec::new();
    for service in services() {
        for (surge, becomes) in portal.surges_of(service).filter(|(_, becomes)| becomes.id != coverage.id) {
            let Some((from, until)) = portal.surge_days(&surge.own, portal.today, 1).into_iter().next() else { continue };
            let (surge, link) = (here.link_id(&surge.id), here.link_id(&service.id));
            match all.iter_mut().find(|known| known.surge == surge) {
                Some(known) => known.services.push(link),
                None => all.push(InsteadView {
                    surge,
                    coverage: here.link_id(&becomes.id),
                    anchor: routes::anchor(Kind::Coverage, becomes.id.as_str()),
                    span: span(here, from, until),
                    digits: format!("{} {}", words::digits(from), words::digits(until)),
                    services: vec![link],
                }),
            }
        }
    }
    all
}

fn kept(here: &Here<'_>, own: &Coverage) -> Option<KeptView> {
    let portal = here.site.portal;
    let id = own.holidays.as_ref()?;
    let next = portal.holidays.get(id).and_then(|holidays| holidays.own.next(portal.today));
    Some(KeptView {
        link: here.link_id(id),
        next: next.map(|holiday| NextView { date: here.date(holiday.date), title: holiday.title.clone() }),
        open: is_open_on_holidays(own),
    })
}

/// Tells whether somebody is there on a holiday all the same.
pub(super) fn is_open_on_holidays(own: &Coverage) -> bool {
    own.windows.iter().any(|window| window.each_day().contains(&Day::Holidays))
}
