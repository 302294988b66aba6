//! What needs attention, worst first, and what comes up.

use serde::Serialize;

use crate::model::date::Date;
use crate::model::kind::Model;
use crate::model::portal::Entity;
use crate::model::responsibility::Responsibility;
use crate::model::service::{Service, TestResult};
use crate::model::team::Team;
use crate::site::here::{DateView, Here, Link, Who};
use crate::site::pages::due::{DayView, Due, What, day_view};
use crate::site::words;

/// How many gaps of one sort stand one by one; more of them make one entry.
const ONE_BY_ONE: usize = 2;
/// How many names an entry of several gives.
const NAMED: usize = 3;
/// How many days ahead count as coming up.
const AHEAD: i64 = 60;

/// Something that needs attention, or that comes up.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    /// `bad`, `warn`, or empty for what is only coming up.
    pub state: &'static str,
    /// The icon.
    pub icon: &'static str,
    /// What is the matter; empty where the name says it all.
    pub what: String,
    /// What it is about; of many the first few.
    pub about: Vec<AboutView>,
    /// How many more there are.
    pub more: usize,
    /// The day.
    pub day: Option<DayView>,
    /// What else is to be said: words, and a day that follows them.
    pub facts: Vec<FactView>,
    /// Who is asked to act.
    pub who: Option<Who>,
}

/// Something that is named.
#[derive(Clone, Debug, Serialize)]
pub struct AboutView {
    /// Its name and address.
    pub link: Link,
    /// Whether only an internal edition shows it.
    pub hidden: bool,
}

/// Words, and a day that follows them.
#[derive(Clone, Debug, Serialize)]
pub struct FactView {
    /// The words.
    pub text: String,
    /// The day.
    pub date: Option<DateView>,
}

/// Returns what needs attention: what nobody holds, tests that failed, what is late.
pub(super) fn attention(here: &Here<'_>, dues: &[Due<'_>]) -> Vec<EntryView> {
    let late: Vec<Due<'_>> = dues.iter().filter(|due| due.date < here.site.portal.today).copied().collect();
    let (reviews, others): (Vec<Due<'_>>, Vec<Due<'_>>) = late.into_iter().partition(|due| matches!(due.what, What::Review(_)));
    let mut entries = gaps(here);
    entries.extend(here.site.portal.services.iter().filter_map(|service| test_entry(here, service)));
    entries.extend(others.into_iter().map(|due| late_entry(here, &due)));
    entries.extend(by_day(&reviews).into_iter().flat_map(|day| review_entries(here, day, Time::Past)));
    entries
}

/// Returns what is due from today on within 60 days.
pub(super) fn coming(here: &Here<'_>, dues: &[Due<'_>]) -> Vec<EntryView> {
    let today = here.site.portal.today;
    let near: Vec<Due<'_>> = dues.iter().filter(|due| (0..=AHEAD).contains(&today.days_until(due.date))).copied().collect();
    by_day(&near).into_iter().flat_map(|day| coming_entries(here, day)).collect()
}

/// Returns the first thing that is due from today on, however far.
pub(super) fn next(here: &Here<'_>, dues: &[Due<'_>]) -> Option<EntryView> {
    let first = dues.iter().position(|due| due.date >= here.site.portal.today)?;
    coming_entries(here, by_day(&dues[first..]).first()?).into_iter().next()
}

#[derive(Clone, Copy)]
enum Time {
    Past,
    Ahead,
}

fn by_day<'d, 'a>(dues: &'d [Due<'a>]) -> Vec<&'d [Due<'a>]> {
    dues.chunk_by(|one, other| one.date == other.date).collect()
}

fn coming_entries(here: &Here<'_>, day: &[Due<'_>]) -> Vec<EntryView> {
    let reviews = day.partition_point(|due| !matches!(due.what, What::Review(_)));
    let others = day[..reviews].iter().map(|due| EntryView { day: Some(day_view(due.date)), ..coming_entry(here, due) });
    others.chain(review_entries(here, &day[reviews..], Time::Ahead)).collect()
}

fn coming_entry(here: &Here<'_>, due: &Due<'_>) -> EntryView {
    let what = match due.what {
        What::Duty(_) => "",
        What::Test(_) => "Restore test",
        What::Review(_) => "Review",
    };
    EntryView { facts: every(due).into_iter().collect(), who: who(here, due), ..entry("", "clock", what, vec![about(here, due)]) }
}

fn late_entry(here: &Here<'_>, due: &Due<'_>) -> EntryView {
    let what = match due.what {
        What::Duty(_) => "Overdue",
        What::Test(_) => "Restore test overdue",
        What::Review(_) => "Review overdue",
    };
    let last = match due.what {
        What::Duty(_) => None,
        What::Test(service) => service.own.continuity.as_ref().and_then(|continuity| fact("Last tested", continuity.last_test)),
        What::Review(Some(any)) => fact("Last reviewed", any.common.reviewed),
        What::Review(None) => fact("Last reviewed", here.site.portal.client.common.reviewed),
    };
    let facts = last.into_iter().chain(fact("Was due", Some(due.date))).chain(every(due)).collect();
    EntryView { facts, who: who(here, due), ..entry("bad", "warn", what, vec![about(here, due)]) }
}

/// Returns the reviews of one day, together if there are several.
fn review_entries(here: &Here<'_>, reviews: &[Due<'_>], time: Time) -> Vec<EntryView> {
    let Some(first) = reviews.first() else { return Vec::new() };
    let about = || reviews.iter().map(|due| about(here, due)).collect();
    let count = words::count(reviews.len(), "review", "reviews");
    vec![match (time, reviews.len()) {
        (Time::Past, 1) => late_entry(here, first),
        (Time::Ahead, 1) => EntryView { day: Some(day_view(first.date)), ..coming_entry(here, first) },
        (Time::Past, _) => EntryView {
            facts: fact("Were due", Some(first.date)).into_iter().collect(),
            ..entry("bad", "warn", &format!("{count} overdue"), about())
        },
        (Time::Ahead, _) => EntryView { day: Some(day_view(first.date)), ..entry("", "clock", &count, about()) },
    }]
}

/// Returns what nobody holds.
fn gaps(here: &Here<'_>) -> Vec<EntryView> {
    let portal = here.site.portal;
    let rows = |lacks: fn(&Responsibility) -> bool| portal.responsibilities.iter().filter(move |row| lacks(&row.own));
    let link = |row: &Entity<Responsibility>| named(here, row);
    let roles = portal.teams.iter().filter(|team| is_missed(here, team)).map(|team| named(here, team)).collect();
    let mut gaps =
        gap("Nobody answers for it", "tasks that nobody answers for", rows(Responsibility::lacks_accountable).map(link).collect());
    gaps.extend(gap(
        "Nobody does it, or a part of it",
        "tasks that nobody does in full",
        rows(Responsibility::lacks_responsible).map(link).collect(),
    ));
    gaps.extend(gap("Nobody fills the role", "roles that nobody fills", roles));
    gaps
}

fn gap(one: &str, many: &str, about: Vec<AboutView>) -> Vec<EntryView> {
    match about.len() {
        0 => Vec::new(),
        count if count <= ONE_BY_ONE => about.into_iter().map(|about| entry("bad", "user", one, vec![about])).collect(),
        count => vec![entry("bad", "user", &format!("{count} {many}"), about)],
    }
}

/// Tells whether a row hands its work or its account to a role that nobody fills.
fn is_missed(here: &Here<'_>, team: &Entity<Team>) -> bool {
    let holds = |row: &Entity<Responsibility>| {
        row.own.doers().into_iter().chain(&row.own.accountable).any(|actor| actor.as_str() == team.id.as_str())
    };
    team.own.is_vacant() && here.site.portal.rows_naming(&[team.mention()]).into_iter().any(holds)
}

/// Returns what is wrong with a service's last restore test.
fn test_entry(here: &Here<'_>, service: &Entity<Service>) -> Option<EntryView> {
    let continuity = service.own.continuity.as_ref()?;
    let (state, what) = match continuity.result {
        Some(TestResult::Fail) => ("bad", "Restore test failed"),
        Some(TestResult::Partial) => ("warn", "Restore test passed in part"),
        Some(TestResult::Pass) | None if continuity.last_test.is_none() && continuity.test_every.is_some() => {
            ("bad", "Restore never tested")
        }
        Some(TestResult::Pass) | None => return None,
    };
    let asked = continuity.test_every.filter(|_| continuity.last_test.is_none());
    let asked =
        asked.map(|every| FactView { text: format!("Asked for {}", words::frequency(every.frequency()).to_lowercase()), date: None });
    Some(EntryView {
        facts: fact("Tested", continuity.last_test).into_iter().chain(asked).collect(),
        who: continuity.restored_by.as_ref().map(|actor| here.who(actor)),
        ..entry(state, "warn", what, vec![named(here, service)])
    })
}

fn entry(state: &'static str, icon: &'static str, what: &str, mut about: Vec<AboutView>) -> EntryView {
    let more = if about.len() > NAMED + 1 { about.split_off(NAMED).len() } else { 0 };
    EntryView { state, icon, what: what.to_owned(), about, more, day: None, facts: Vec::new(), who: None }
}

fn about(here: &Here<'_>, due: &Due<'_>) -> AboutView {
    match due.what {
        What::Duty(row) => named(here, row),
        What::Test(service) => named(here, service),
        What::Review(Some(any)) => AboutView { link: here.link(&any.mention()), hidden: here.is_internal(any.node) },
        What::Review(None) => AboutView { link: Link { title: "This portal".to_owned(), href: None }, hidden: false },
    }
}

fn named<T: Model>(here: &Here<'_>, entity: &Entity<T>) -> AboutView {
    AboutView { link: here.link_id(&entity.id), hidden: here.is_internal(&entity.node) }
}

/// Returns who is asked to act: who answers for the duty, who brings the service back, who keeps the text true.
fn who(here: &Here<'_>, due: &Due<'_>) -> Option<Who> {
    let actor = match due.what {
        What::Duty(row) => row.own.accountable.first(),
        What::Test(service) => service.own.continuity.as_ref()?.restored_by.as_ref(),
        What::Review(Some(any)) => any.common.owner.as_ref(),
        What::Review(None) => here.site.portal.client.common.owner.as_ref(),
    };
    actor.map(|actor| here.who(actor))
}

fn every(due: &Due<'_>) -> Option<FactView> {
    let frequency = match due.what {
        What::Duty(row) => row.own.every?,
        What::Test(service) => service.own.continuity.as_ref()?.test_every?.frequency(),
        What::Review(_) => return None,
    };
    Some(FactView { text: words::frequency(frequency), date: None })
}

fn fact(text: &str, date: Option<Date>) -> Option<FactView> {
    date.map(|date| FactView { text: text.to_owned(), date: Some(DateView::new(date)) })
}
