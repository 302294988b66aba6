//! A dated event as a line: what it is, what it is about, when, and who has it to do. What happens to much on one day is one line.

use serde::Serialize;

use super::contract::{self, pressing};
use crate::model::calendar::{Event, What};
use crate::model::contract::{Contract, Renewal};
use crate::model::date::Date;
use crate::model::duration::Frequency;
use crate::model::holidays::{Holiday, Holidays};
use crate::model::kind::Model;
use crate::model::meeting::Meeting;
use crate::model::portal::Entity;
use crate::model::service::{Service, TestResult};
use crate::site::here::{DateView, Here, Link, Who};

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
pub(in crate::site) enum Names {
    /// A few, where there is little room.
    Few,
    /// Many, where nothing else names them by their day.
    Many,
}

/// Returns the lines of events that are past, in their order; those of one day and sort may share one.
pub(super) fn late(here: &Here<'_>, events: &[Event<'_>], names: Names) -> Vec<EntryView> {
    let of_day = |events: &[Event<'_>]| match events {
        [first, ..] if are_many(events) => EntryView {
            facts: fact(here, "event.were_due", Some(first.day)).into_iter().collect(),
            ..several(here, "bad", "warn", &count_late(here, first.what, events.len()), events, names)
        },
        _ => late_one(here, &events[0]),
    };
    lines(events, of_day)
}

/// Returns the lines of events that are ahead, in their order; those of one day and sort may share one.
pub(in crate::site) fn ahead(here: &Here<'_>, events: &[Event<'_>], names: Names) -> Vec<EntryView> {
    let of_day = |events: &[Event<'_>]| {
        let line = if are_many(events) {
            several(here, "", icon(events[0].what), &count(here, events[0].what, events.len()), events, names)
        } else {
            ahead_one(here, &events[0])
        };
        EntryView { day: Some(day_view(here, events[0].day)), ..line }
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
    let words = here.words();
    let if_nobody_acts = |own: &Contract| contract::if_nobody_acts(here, own).into_iter().map(said).collect();
    let (what, facts): (String, Vec<FactView>) = match event.what {
        What::Duty(row) => (String::new(), every(here, row.own.every)),
        What::Test(service) => {
            let every_test = service.own.continuity.as_ref().and_then(|continuity| continuity.test_every);
            (words.t("event.restore_test"), every(here, every_test.map(|every| every.frequency())))
        }
        What::Notice(agreement) => (words.t("event.notice_day"), if_nobody_acts(agreement.contract)),
        What::End(agreement) => (ends(here, agreement.contract.renewal), if_nobody_acts(agreement.contract)),
        What::Assurance(_, assurance) => (words.t("event.assurance_expires"), vec![said(here.plain(assurance.kind.as_str()))]),
        What::Evidence(evidence) => (words.t("event.evidence_due"), fact(here, "event.last_made", evidence.own.last).into_iter().collect()),
        What::Revisit(decision) => (words.t("event.revisit"), fact(here, "event.decided", decision.own.date).into_iter().collect()),
        What::Meeting(meeting) => (String::new(), meeting_facts(here, meeting)),
        What::SurgeAsk(_) => (words.t("event.surge_ask"), Vec::new()),
        What::SurgeBegins(_) => (words.t("event.surge_begins"), Vec::new()),
        What::SurgeEnds(_) => (words.t("event.surge_ends"), Vec::new()),
        What::Starts(_) => (words.t("event.starts"), Vec::new()),
        What::Leaves(_) => (words.t("event.leaves"), Vec::new()),
        What::Holiday(list, holiday) => return holiday_entry(here, list, holiday),
        What::Review(_) => (words.t("event.review"), Vec::new()),
    };
    let state = if let What::Notice(_) = event.what { pressing(portal.today, event.day) } else { "" };
    EntryView { facts, who: who(here, event.what), ..entry(state, icon(event.what), &what, vec![about(here, event.what)], Names::Few) }
}

/// A holiday is known by its own name; the list that it stands in says for whom it is one.
fn holiday_entry(here: &Here<'_>, list: &Entity<Holidays>, holiday: &Holiday) -> EntryView {
    let from = holiday.from.map(|from| said(here.words().fill("event.from", &[("time", &from.to_string())])));
    let facts = from.into_iter().collect();
    EntryView { facts, ..entry("", icon(What::Holiday(list, holiday)), &holiday.title, vec![named(here, list)], Names::Few) }
}

fn late_one(here: &Here<'_>, event: &Event<'_>) -> EntryView {
    let portal = here.site.portal;
    let (what, last, due, rhythm) = match event.what {
        What::Duty(row) => ("common.overdue", None, "event.was_due", row.own.every),
        What::Test(service) => {
            let continuity = service.own.continuity.as_ref();
            let last = fact(here, "event.last_tested", continuity.and_then(|continuity| continuity.last_test));
            let every = continuity.and_then(|continuity| continuity.test_every).map(|every| every.frequency());
            ("event.restore_test_overdue", last, "event.was_due", every)
        }
        What::End(_) => ("event.has_ended", None, "event.last_day_was", None),
        What::Assurance(_, assurance) => ("event.has_expired", Some(said(here.plain(assurance.kind.as_str()))), "event.held_until", None),
        What::Evidence(evidence) => {
            let every = evidence.own.refresh_every.map(|every| every.frequency());
            ("event.evidence_overdue", fact(here, "event.last_made", evidence.own.last), "event.was_due", every)
        }
        What::Revisit(decision) => ("event.revisit", fact(here, "event.decided", decision.own.date), "event.was_due", None),
        What::Review(any) => {
            let common = any.map_or(&portal.client.common, |any| any.common);
            ("event.review_overdue", fact(here, "event.last_reviewed", common.reviewed), "event.was_due", None)
        }
        // What only happens is never late.
        What::Notice(_)
        | What::Meeting(_)
        | What::SurgeAsk(_)
        | What::SurgeBegins(_)
        | What::SurgeEnds(_)
        | What::Starts(_)
        | What::Leaves(_)
        | What::Holiday(..) => ("event.was_on", None, "event.was_on", None),
    };
    let facts = last.into_iter().chain(fact(here, due, Some(event.day))).chain(every(here, rhythm)).collect();
    let what = here.words().t(what);
    EntryView { facts, who: who(here, event.what), ..entry("bad", "warn", &what, vec![about(here, event.what)], Names::Few) }
}

fn meeting_facts(here: &Here<'_>, meeting: &Entity<Meeting>) -> Vec<FactView> {
    let own = &meeting.own;
    let zone = own.zone.as_ref().unwrap_or(here.site.portal.zone());
    let at = own.at.map(|at| said(format!("{at} {}", here.words().zone(zone))));
    let lasts = own.lasts.map(|lasts| said(here.words().duration(lasts)));
    at.into_iter().chain(lasts).chain(every(here, own.every.map(|every| every.frequency()))).collect()
}

fn ends(here: &Here<'_>, renewal: Option<Renewal>) -> String {
    here.words().t(match renewal {
        Some(Renewal::Auto) => "event.contract_renews",
        Some(Renewal::Manual) => "event.contract_ends_or_renews",
        Some(Renewal::Fixed) | None => "event.contract_ends",
    })
}

/// Says in a word of what sort an event is.
pub(in crate::site) fn sort(here: &Here<'_>, what: What<'_>) -> String {
    here.words().t(match what {
        What::Duty(_) => "event.sort_task",
        What::Test(_) => "event.sort_test",
        What::Notice(_) => "event.sort_notice",
        What::End(agreement) if agreement.contract.renewal == Some(Renewal::Auto) => "event.sort_renewal",
        What::End(_) => "event.sort_contract_end",
        What::Assurance(..) => "event.sort_assurance",
        What::Evidence(_) => "event.sort_evidence",
        What::Revisit(_) => "event.sort_decision",
        What::Meeting(_) => "event.sort_meeting",
        What::SurgeAsk(_) | What::SurgeBegins(_) | What::SurgeEnds(_) => "event.sort_surge",
        What::Starts(_) | What::Leaves(_) => "event.sort_people",
        What::Holiday(..) => "event.sort_holiday",
        What::Review(_) => "event.sort_review",
    })
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

fn count(here: &Here<'_>, what: What<'_>, number: usize) -> String {
    let key = match what {
        What::Duty(_) => "count.tasks",
        What::Test(_) => "event.count_tests",
        What::Notice(_) => "event.count_notices",
        What::End(_) => "event.count_contract_ends",
        What::Assurance(..) => "event.count_assurances",
        What::Evidence(_) => "event.count_evidence",
        What::Revisit(_) => "event.count_revisits",
        What::Meeting(_) => "event.count_meetings",
        What::SurgeAsk(_) => "event.count_surge_asks",
        What::SurgeBegins(_) => "event.count_surges_begin",
        What::SurgeEnds(_) => "event.count_surges_end",
        What::Starts(_) => "event.count_first_days",
        What::Leaves(_) => "event.count_last_days",
        What::Holiday(..) => "event.count_holidays",
        What::Review(_) => "event.count_reviews",
    };
    here.words().count(key, number)
}

fn count_late(here: &Here<'_>, what: What<'_>, number: usize) -> String {
    let key = match what {
        What::Duty(_) => "event.late_tasks",
        What::Test(_) => "event.late_tests",
        What::End(_) => "event.late_contract_ends",
        What::Assurance(..) => "event.late_assurances",
        What::Evidence(_) => "event.late_evidence",
        What::Revisit(_) => "event.late_revisits",
        What::Review(_) => "event.late_reviews",
        // What only happens is never late.
        What::Notice(_)
        | What::Meeting(_)
        | What::SurgeAsk(_)
        | What::SurgeBegins(_)
        | What::SurgeEnds(_)
        | What::Starts(_)
        | What::Leaves(_)
        | What::Holiday(..) => return count(here, what, number),
    };
    here.words().count(key, number)
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
        What::Test(service) => restoring(here, service),
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
        What::Review(None) => AboutView { link: Link { title: here.words().t("event.this_portal"), href: None }, hidden: false },
    }
}

/// Names an entity.
pub(super) fn named<T: Model>(here: &Here<'_>, entity: &Entity<T>) -> AboutView {
    AboutView { link: here.link_id(&entity.id), hidden: here.is_internal(&entity.node) }
}

/// Names a service, at the place of its page that says how it comes back.
fn restoring(here: &Here<'_>, service: &Entity<Service>) -> AboutView {
    let AboutView { link, hidden } = named(here, service);
    AboutView { link: Link { href: link.href.map(|href| format!("{href}#continuity")), ..link }, hidden }
}

fn who(here: &Here<'_>, what: What<'_>) -> Option<Who> {
    what.who(here.site.portal).map(|actor| here.who(actor))
}

/// Returns what is wrong with a service's last restore test.
pub(super) fn tried(here: &Here<'_>, service: &Entity<Service>) -> Option<EntryView> {
    let continuity = service.own.continuity.as_ref()?;
    let (state, what) = match continuity.result {
        Some(TestResult::Fail) => ("bad", "event.restore_failed"),
        Some(TestResult::Partial) => ("warn", "event.restore_passed_in_part"),
        Some(TestResult::Pass) | None if continuity.last_test.is_none() && continuity.test_every.is_some() => {
            ("bad", "event.restore_never_tested")
        }
        Some(TestResult::Pass) | None => return None,
    };
    let asked = continuity.test_every.filter(|_| continuity.last_test.is_none());
    let words = here.words();
    let asked = asked.map(|every| said(words.fill("event.asked_for", &[("every", &words.within(&words.frequency(every.frequency())))])));
    Some(EntryView {
        facts: fact(here, "event.tested", continuity.last_test).into_iter().chain(asked).collect(),
        who: continuity.restored_by.as_ref().map(|actor| here.who(actor)),
        ..entry(state, "warn", &words.t(what), vec![restoring(here, service)], Names::Few)
    })
}

/// Says how often something comes round.
pub(super) fn every(here: &Here<'_>, frequency: Option<Frequency>) -> Vec<FactView> {
    frequency.into_iter().map(|frequency| said(here.words().frequency(frequency))).collect()
}

/// Says the text of a key with a day after it; nothing where there is no day.
pub(super) fn fact(here: &Here<'_>, key: &str, date: Option<Date>) -> Option<FactView> {
    date.map(|date| FactView { text: here.words().t(key), date: Some(here.date(date)) })
}

/// Says something.
pub(super) fn said(text: String) -> FactView {
    FactView { text, date: None }
}

pub(super) fn day_view(here: &Here<'_>, date: Date) -> DayView {
    let part = |format: &str| date.day().strftime(format).to_string();
    DayView { iso: date.to_string(), day: part("%-d"), month: here.words().month(date), year: part("%Y") }
}
