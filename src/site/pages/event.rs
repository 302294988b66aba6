//! A dated event as a line: what it is, what it is about, when, and who has it to do. What happens to much on one day is one line.

use serde::Serialize;

use super::contract::{self, pressing};
use crate::model::calendar::{Event, What};
use crate::model::contract::Renewal;
use crate::model::date::Date;
use crate::model::duration::Frequency;
use crate::model::holidays::{Holiday, Holidays};
use crate::model::kind::Model;
use crate::model::meeting::Meeting;
use crate::model::portal::Entity;
use crate::model::service::{Service, TestResult};
use crate::site::here::{DateView, Here, Link, Who};
use crate::site::words;

/// How many events of one sort stand one by one on a day.
const ONE_BY_ONE: usize = 4;

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

/// A day, in the parts of a calendar leaf.
#[derive(Clone, Debug, Serialize)]
pub struct DayView {
    /// `2026-12-16`.
    pub iso: String,
    /// `16`.
    pub day: String,
    /// `Dec`.
    pub month: String,
    /// `2026`.
    pub year: String,
}

/// Words, and a day that follows them.
#[derive(Clone, Debug, Serialize)]
pub struct FactView {
    /// The words.
    pub text: String,
    /// The day.
    pub date: Option<DateView>,
}

/// How many names a line of several gives.
#[derive(Clone, Copy)]
pub(super) enum Names {
    /// A few, where there is little room.
    Few,
    /// Many, where nothing else names them by their day.
    Many,
}

/// Returns the lines of events that are past, in their order; those of one day and sort may share one.
pub(super) fn late(here: &Here<'_>, events: &[Event<'_>], names: Names) -> Vec<EntryView> {
    let of_day = |events: &[Event<'_>]| match events {
        [first, ..] if are_many(events) => EntryView {
            facts: fact("Were due", Some(first.day)).into_iter().collect(),
            ..several(here, "bad", "warn", &format!("{} overdue", count(first.what, events.len())), events, names)
        },
        _ => late_one(here, &events[0]),
    };
    lines(events, of_day)
}

/// Returns the lines of events that are ahead, in their order; those of one day and sort may share one.
pub(super) fn ahead(here: &Here<'_>, events: &[Event<'_>], names: Names) -> Vec<EntryView> {
    let of_day = |events: &[Event<'_>]| {
        let line = if are_many(events) {
            several(here, "", icon(events[0].what), &count(events[0].what, events.len()), events, names)
        } else {
            ahead_one(here, &events[0])
        };
        EntryView { day: Some(day_view(events[0].day)), ..line }
    };
    lines(events, of_day)
}

/// Makes a line of each event, and one of those of one day and sort where they are many.
fn lines<'a>(events: &[Event<'a>], line: impl Fn(&[Event<'a>]) -> EntryView) -> Vec<EntryView> {
    events.chunk_by(are_alike).flat_map(|alike| alike.chunks(if are_many(alike) { alike.len() } else { 1 })).map(line).collect()
}

/// Tells whether two events are of one day and sort.
pub(super) fn are_alike(one: &Event<'_>, other: &Event<'_>) -> bool {
    one.day == other.day && std::mem::discriminant(&one.what) == std::mem::discriminant(&other.what)
}

/// Tells whether events of one day and sort share a line; of reviews there are many, and nobody plans them one by one.
pub(super) fn are_many(events: &[Event<'_>]) -> bool {
    let is_review = events.first().is_some_and(|event| matches!(event.what, What::Review(_)));
    events.len() > if is_review { 1 } else { ONE_BY_ONE }
}

fn several(here: &Here<'_>, state: &'static str, icon: &'static str, what: &str, events: &[Event<'_>], names: Names) -> EntryView {
    entry(state, icon, what, events.iter().map(|event| about(here, event.what)).collect(), names)
}

fn ahead_one(here: &Here<'_>, event: &Event<'_>) -> EntryView {
    let portal = here.site.portal;
    let (what, facts): (&str, Vec<FactView>) = match event.what {
        What::Duty(row) => ("", every(row.own.every)),
        What::Test(service) => {
            let every_test = service.own.continuity.as_ref().and_then(|continuity| continuity.test_every);
            ("Restore test", every(every_test.map(|every| every.frequency())))
        }
        What::Notice(agreement) => {
            ("Last day to give notice", contract::if_nobody_acts(agreement.contract).into_iter().map(said).collect())
        }
        What::End(agreement) => {
            (ends(agreement.contract.renewal), contract::if_nobody_acts(agreement.contract).into_iter().map(said).collect())
        }
        What::Assurance(_, assurance) => ("Assurance expires", vec![said(here.plain(assurance.kind.as_str()))]),
        What::Evidence(evidence) => ("Evidence due", fact("Last made", evidence.own.last).into_iter().collect()),
        What::Revisit(decision) => ("Decision to look at again", fact("Decided", decision.own.date).into_iter().collect()),
        What::Meeting(meeting) => ("", meeting_facts(here, meeting)),
        What::SurgeAsk(_) => ("Last day to ask for", Vec::new()),
        What::SurgeBegins(_) => ("Begins", Vec::new()),
        What::SurgeEnds(_) => ("Last day", Vec::new()),
        What::Starts(_) => ("First day", Vec::new()),
        What::Leaves(_) => ("Last day", Vec::new()),
        What::Holiday(list, holiday) => return holiday_entry(here, list, holiday),
        What::Review(_) => ("Review", Vec::new()),
    };
    let state = if let What::Notice(_) = event.what { pressing(portal.today, event.day) } else { "" };
    EntryView { facts, who: who(here, event.what), ..entry(state, icon(event.what), what, vec![about(here, event.what)], Names::Few) }
}

/// A holiday is known by its own name; the list that it stands in says for whom it is one.
fn holiday_entry(here: &Here<'_>, list: &Entity<Holidays>, holiday: &Holiday) -> EntryView {
    let facts = holiday.from.map(|from| said(format!("From {from}"))).into_iter().collect();
    EntryView { facts, ..entry("", icon(What::Holiday(list, holiday)), &holiday.title, vec![named(here, list)], Names::Few) }
}

fn late_one(here: &Here<'_>, event: &Event<'_>) -> EntryView {
    let portal = here.site.portal;
    let (what, last, due, rhythm) = match event.what {
        What::Duty(row) => ("Overdue", None, "Was due", row.own.every),
        What::Test(service) => {
            let continuity = service.own.continuity.as_ref();
            let last = fact("Last tested", continuity.and_then(|continuity| continuity.last_test));
            let every = continuity.and_then(|continuity| continuity.test_every).map(|every| every.frequency());
            ("Restore test overdue", last, "Was due", every)
        }
        What::End(_) => ("Contract has ended", None, "Its last day was", None),
        What::Assurance(_, assurance) => ("Assurance has expired", Some(said(here.plain(assurance.kind.as_str()))), "It held until", None),
        What::Evidence(evidence) => {
            let every = evidence.own.refresh_every.map(|every| every.frequency());
            ("Evidence overdue", fact("Last made", evidence.own.last), "Was due", every)
        }
        What::Revisit(decision) => ("Decision to look at again", fact("Decided", decision.own.date), "Was due", None),
        What::Review(Some(any)) => ("Review overdue", fact("Last reviewed", any.common.reviewed), "Was due", None),
        What::Review(None) => ("Review overdue", fact("Last reviewed", portal.client.common.reviewed), "Was due", None),
        // What only happens is never late.
        What::Notice(_)
        | What::Meeting(_)
        | What::SurgeAsk(_)
        | What::SurgeBegins(_)
        | What::SurgeEnds(_)
        | What::Starts(_)
        | What::Leaves(_)
        | What::Holiday(..) => ("Was on", None, "Was on", None),
    };
    let facts = last.into_iter().chain(fact(due, Some(event.day))).chain(every(rhythm)).collect();
    EntryView { facts, who: who(here, event.what), ..entry("bad", "warn", what, vec![about(here, event.what)], Names::Few) }
}

fn meeting_facts(here: &Here<'_>, meeting: &Entity<Meeting>) -> Vec<FactView> {
    let own = &meeting.own;
    let zone = own.zone.as_ref().unwrap_or(here.site.portal.zone());
    let at = own.at.map(|at| said(format!("{at} {}", words::zone(zone))));
    let lasts = own.lasts.map(|lasts| said(words::duration(lasts)));
    at.into_iter().chain(lasts).chain(every(own.every.map(|every| every.frequency()))).collect()
}

fn ends(renewal: Option<Renewal>) -> &'static str {
    match renewal {
        Some(Renewal::Auto) => "Contract renews",
        Some(Renewal::Manual) => "Contract ends or is renewed",
        Some(Renewal::Fixed) | None => "Contract ends",
    }
}

/// Says in a word of what sort an event is.
pub(super) fn sort(what: What<'_>) -> &'static str {
    match what {
        What::Duty(_) => "Task",
        What::Test(_) => "Test",
        What::Notice(_) => "Notice",
        What::End(agreement) if agreement.contract.renewal == Some(Renewal::Auto) => "Renewal",
        What::End(_) => "Contract end",
        What::Assurance(..) => "Assurance",
        What::Evidence(_) => "Evidence",
        What::Revisit(_) => "Decision",
        What::Meeting(_) => "Meeting",
        What::SurgeAsk(_) | What::SurgeBegins(_) | What::SurgeEnds(_) => "Surge",
        What::Starts(_) | What::Leaves(_) => "People",
        What::Holiday(..) => "Holiday",
        What::Review(_) => "Review",
    }
}

/// Returns the icon of a sort of events.
pub(super) fn icon(what: What<'_>) -> &'static str {
    match what {
        What::Duty(_) | What::SurgeAsk(_) | What::SurgeBegins(_) | What::SurgeEnds(_) => "clock",
        What::Test(_) => "okc",
        What::Notice(_) => "warn",
        What::End(_) | What::Assurance(..) | What::Evidence(_) => "doc",
        What::Revisit(_) => "check",
        What::Meeting(_) | What::Starts(_) | What::Leaves(_) => "user",
        What::Holiday(..) => "cal",
        What::Review(_) => "eye",
    }
}

fn count(what: What<'_>, number: usize) -> String {
    let (one, many) = match what {
        What::Duty(_) => ("task", "tasks"),
        What::Test(_) => ("restore test", "restore tests"),
        What::Notice(_) => ("last day to give notice", "last days to give notice"),
        What::End(_) => ("contract end", "contract ends"),
        What::Assurance(..) => ("assurance", "assurances"),
        What::Evidence(_) => ("evidence item", "evidence items"),
        What::Revisit(_) => ("decision to look at again", "decisions to look at again"),
        What::Meeting(_) => ("meeting", "meetings"),
        What::SurgeAsk(_) => ("last day to ask for a surge", "last days to ask for surges"),
        What::SurgeBegins(_) => ("surge begins", "surges begin"),
        What::SurgeEnds(_) => ("surge ends", "surges end"),
        What::Starts(_) => ("first day", "first days"),
        What::Leaves(_) => ("last day", "last days"),
        What::Holiday(..) => ("holiday", "holidays"),
        What::Review(_) => ("review", "reviews"),
    };
    words::count(number, one, many)
}

/// Makes a line without a day.
pub(super) fn entry(state: &'static str, icon: &'static str, what: &str, mut about: Vec<AboutView>, names: Names) -> EntryView {
    let named = match names {
        Names::Few => 3,
        Names::Many => 12,
    };
    let more = if about.len() > named + 1 { about.split_off(named).len() } else { 0 };
    EntryView { state, icon, what: what.to_owned(), about, more, day: None, facts: Vec::new(), who: None }
}

fn about(here: &Here<'_>, what: What<'_>) -> AboutView {
    match what {
        What::Duty(row) => named(here, row),
        What::Test(service) => named(here, service),
        What::Notice(agreement) | What::End(agreement) => {
            AboutView { link: contract::link(here, agreement), hidden: contract::is_internal(here, agreement) }
        }
        What::Assurance(vendor, _) => named(here, vendor),
        What::Evidence(evidence) => named(here, evidence),
        What::Revisit(decision) => named(here, decision),
        What::Meeting(meeting) => named(here, meeting),
        What::SurgeAsk(surge) | What::SurgeBegins(surge) | What::SurgeEnds(surge) => named(here, surge),
        What::Starts(contact) | What::Leaves(contact) => named(here, contact),
        What::Holiday(holidays, _) => named(here, holidays),
        What::Review(Some(any)) => AboutView { link: here.link(&any.mention()), hidden: here.is_internal(any.node) },
        What::Review(None) => AboutView { link: Link { title: "This portal".to_owned(), href: None }, hidden: false },
    }
}

/// Names an entity.
pub(super) fn named<T: Model>(here: &Here<'_>, entity: &Entity<T>) -> AboutView {
    AboutView { link: here.link_id(&entity.id), hidden: here.is_internal(&entity.node) }
}

fn who(here: &Here<'_>, what: What<'_>) -> Option<Who> {
    what.who(here.site.portal).map(|actor| here.who(actor))
}

/// Returns what is wrong with a service's last restore test.
pub(super) fn tried(here: &Here<'_>, service: &Entity<Service>) -> Option<EntryView> {
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
    let asked = asked.map(|every| said(format!("Asked for {}", words::frequency(every.frequency()).to_lowercase())));
    Some(EntryView {
        facts: fact("Tested", continuity.last_test).into_iter().chain(asked).collect(),
        who: continuity.restored_by.as_ref().map(|actor| here.who(actor)),
        ..entry(state, "warn", what, vec![named(here, service)], Names::Few)
    })
}

/// Says how often something comes round.
pub(super) fn every(frequency: Option<Frequency>) -> Vec<FactView> {
    frequency.into_iter().map(|frequency| said(words::frequency(frequency))).collect()
}

/// Says something with a day after it; nothing where there is no day.
pub(super) fn fact(text: &str, date: Option<Date>) -> Option<FactView> {
    date.map(|date| FactView { text: text.to_owned(), date: Some(DateView::new(date)) })
}

/// Says something.
pub(super) fn said(text: String) -> FactView {
    FactView { text, date: None }
}

pub(super) fn day_view(date: Date) -> DayView {
    let part = |format: &str| date.day().strftime(format).to_string();
    DayView { iso: date.to_string(), day: part("%-d"), month: part("%b"), year: part("%Y") }
}
