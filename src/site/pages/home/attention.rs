//! What needs attention, worst first, and what comes up.

use crate::model::calendar::{Event, What};
use crate::model::evidence::Freshness;
use crate::model::portal::Entity;
use crate::model::responsibility::Responsibility;
use crate::model::team::Team;
use crate::site::here::Here;
use crate::site::pages::contract::PRESSING;
use crate::site::pages::event::{self, AboutView, EntryView, Names, fact, named};

/// How many gaps of one sort stand one by one; more of them make one entry.
const ONE_BY_ONE: usize = 2;
/// How many days ahead count as coming up.
const AHEAD: i64 = 60;

/// Returns what needs attention: what nobody holds, tests that failed, what is late, and contracts that must be decided soon; reviews last.
pub(super) fn attention(here: &Here<'_>, calendar: &[Event<'_>]) -> Vec<EntryView> {
    let today = here.site.portal.today;
    let late = calendar.iter().filter(|event| event.day < today).copied();
    let (reviews, others): (Vec<Event<'_>>, Vec<Event<'_>>) = late.partition(|event| matches!(event.what, What::Review(_)));
    let is_pressing = |event: &&Event<'_>| matches!(event.what, What::Notice(_)) && today.days_until(event.day) <= PRESSING;
    let notices: Vec<Event<'_>> = calendar.iter().filter(is_pressing).copied().collect();
    let mut entries = gaps(here);
    entries.extend(here.site.portal.services.iter().filter_map(|service| event::tried(here, service)));
    entries.extend(event::late(here, &others, Names::Few));
    entries.extend(notices.iter().flat_map(|notice| notice_entry(here, notice)));
    entries.extend(event::late(here, &reviews, Names::Few));
    entries
}

/// Returns what is due from today on within 60 days.
pub(super) fn coming(here: &Here<'_>, calendar: &[Event<'_>]) -> Vec<EntryView> {
    let today = here.site.portal.today;
    let near: Vec<Event<'_>> = calendar.iter().filter(|event| (0..=AHEAD).contains(&today.days_until(event.day))).copied().collect();
    event::ahead(here, &near, Names::Few)
}

/// Returns the first thing that is due from today on, however far.
pub(super) fn next(here: &Here<'_>, calendar: &[Event<'_>]) -> Option<EntryView> {
    let first = calendar.iter().position(|event| event.day >= here.site.portal.today)?;
    let of_day = calendar[first..].chunk_by(|one, other| one.day == other.day).next()?;
    event::ahead(here, of_day, Names::Few).into_iter().next()
}

/// Returns a contract that must be decided soon; its last day stands among the facts, as no calendar leaf is drawn here.
fn notice_entry(here: &Here<'_>, notice: &Event<'_>) -> Vec<EntryView> {
    let What::Notice(agreement) = notice.what else { return Vec::new() };
    let is_decided = agreement.contract.is_cancelled(here.site.portal.today);
    let what = here.words().t(if is_decided { "home.notice_to_give" } else { "home.to_decide" });
    let by = fact(here, "common.notice_by", Some(notice.day));
    let entries = event::ahead(here, std::slice::from_ref(notice), Names::Few).into_iter();
    entries
        .map(|entry| EntryView { what: what.clone(), day: None, facts: by.iter().cloned().chain(entry.facts).collect(), ..entry })
        .collect()
}

/// Returns what nobody holds.
fn gaps(here: &Here<'_>) -> Vec<EntryView> {
    let portal = here.site.portal;
    let rows = |lacks: fn(&Responsibility) -> bool| portal.responsibilities.iter().filter(move |row| lacks(&row.own));
    let link = |row: &Entity<Responsibility>| named(here, row);
    let roles = portal.teams.iter().filter(|team| is_missed(here, team)).map(|team| named(here, team)).collect();
    let unmade = portal.evidence.iter().filter(|evidence| evidence.own.freshness(portal.today) == Freshness::Missing);
    let unmade = unmade.map(|evidence| named(here, evidence)).collect();
    let unanswered = rows(Responsibility::lacks_accountable).map(link).collect();
    let undone = rows(Responsibility::lacks_responsible).map(link).collect();
    let mut gaps = gap(here, "user", ("home.nobody_answers", "home.tasks_nobody_answers"), unanswered);
    gaps.extend(gap(here, "user", ("home.nobody_does", "home.tasks_nobody_does"), undone));
    gaps.extend(gap(here, "user", ("home.nobody_fills", "home.roles_nobody_fills"), roles));
    gaps.extend(gap(here, "doc", ("home.never_made", "home.evidence_never_made"), unmade));
    gaps
}

/// Returns the entries of gaps of one sort; the keys are of what is said of one, and of many.
fn gap(here: &Here<'_>, icon: &'static str, (one, many): (&str, &str), about: Vec<AboutView>) -> Vec<EntryView> {
    let entry = |what: &str, about| event::entry("bad", icon, what, about, Names::Few);
    match about.len() {
        0 => Vec::new(),
        count if count <= ONE_BY_ONE => {
            let what = here.words().t(one);
            about.into_iter().map(|about| entry(&what, vec![about])).collect()
        }
        count => vec![entry(&here.words().count(many, count), about)],
    }
}

/// Tells whether a row hands its work or its account to a role that nobody fills.
fn is_missed(here: &Here<'_>, team: &Entity<Team>) -> bool {
    let holds = |row: &Entity<Responsibility>| {
        row.own.doers().into_iter().chain(&row.own.accountable).any(|actor| actor.as_str() == team.id.as_str())
    };
    team.own.is_vacant() && here.site.portal.rows_naming(&[team.mention()]).into_iter().any(holds)
}
