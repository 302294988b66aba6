//! What is due, for a calendar: what the calendar page shows from the day of the portal on.
//!
//! What comes round on the same beat is one entry with its rhythm. Reviews of one day are one entry, as on the page: nobody plans them one by one.

use std::collections::BTreeMap;

use super::{Calendar, Clock, Entry, OnDay, Repeat, Rhythm, top, uid};
use crate::model::calendar::{Agreement, Event, What};
use crate::model::date::Date;
use crate::model::duration::{Duration, Frequency, Interval, Unit};
use crate::model::hours::{Time, Zone};
use crate::model::meeting::Meeting;
use crate::model::portal::Portal;
use crate::site::Site;
use crate::site::here::Here;
use crate::site::pages::calendar::last_day;
use crate::site::pages::event::{self, EntryView, FactView, Names};

/// How many days before the last day to give notice somebody is reminded.
const REMINDERS: [u8; 2] = [30, 7];

/// The end of a day, which is written as the beginning of the next one.
const END_OF_DAY: u16 = 24 * 60;

/// Returns what is due from the day of the portal on, up to the end of the calendar page.
pub fn calendar(site: &Site<'_>) -> Calendar {
    let here = top(site);
    let portal = site.portal;
    let (from, until) = (portal.today, last_day(portal.today));
    let mut events: Vec<Event<'_>> = ahead(portal).collect();
    // The sort is stable: all others stay in the order of what they are, each thing's days together.
    events.sort_by_key(|event| matches!(event.what, What::Review(_)).then_some(event.day));
    let mut entries: Vec<Entry> = events.chunk_by(is_one).flat_map(|events| entries(&here, events)).collect();
    entries.sort_by_key(|entry| entry.day);
    tell_apart(&mut entries);
    for entry in &mut entries {
        entry.uid = uid(site, &entry.uid);
    }
    let name = here.words().fill("downloads.calendar_of", &[("client", portal.client_short())]);
    Calendar { name, from, until, entries }
}

/// Tells whether anything stands in the calendar of a portal.
pub(in crate::site) fn stands(portal: &Portal) -> bool {
    ahead(portal).next().is_some()
}

fn ahead(portal: &Portal) -> impl Iterator<Item = Event<'_>> {
    let (from, until) = (portal.today, last_day(portal.today));
    portal.events(until).filter(move |event| (from..=until).contains(&event.day))
}

/// Tells whether two events are told together: the days of one thing that comes round, and the reviews of one day.
fn is_one(one: &Event<'_>, other: &Event<'_>) -> bool {
    match (one.what, other.what) {
        (What::Duty(one), What::Duty(other)) => one.id == other.id,
        (What::Meeting(one), What::Meeting(other)) => one.id == other.id,
        (What::Review(_), What::Review(_)) => one.day == other.day,
        _ => false,
    }
}

/// Makes the entries of events that are told together.
fn entries(here: &Here<'_>, events: &[Event<'_>]) -> Vec<Entry> {
    let Some(first) = events.first() else { return Vec::new() };
    match first.what {
        What::Duty(row) => {
            let every = row.own.every.and_then(Frequency::interval);
            let rhythm = row.own.next.zip(every).and_then(|(next, every)| rhythm(every, OnDay::Number(day_of(next))));
            series(here, events, rhythm)
        }
        What::Meeting(meeting) => series(here, events, rhythm_of(&meeting.own)),
        What::Review(_) if events.len() > 1 => vec![Entry { uid: format!("reviews-{}", first.day), ..entry(here, events) }],
        What::Test(_)
        | What::Notice(_)
        | What::End(_)
        | What::Assurance(..)
        | What::Evidence(_)
        | What::Revisit(_)
        | What::SurgeAsk(_)
        | What::SurgeBegins(_)
        | What::SurgeEnds(_)
        | What::Starts(_)
        | What::Leaves(_)
        | What::Holiday(..)
        | What::Review(_) => vec![entry(here, events)],
    }
}

/// Makes one entry of the days that keep to a rhythm, and one each of those that do not.
fn series(here: &Here<'_>, events: &[Event<'_>], rhythm: Option<Rhythm>) -> Vec<Entry> {
    let dated = |event: &Event<'_>| {
        let entry = entry(here, std::slice::from_ref(event));
        Entry { uid: format!("{}-{}", entry.uid, event.day), ..entry }
    };
    let Some(rhythm) = rhythm else {
        return if events.len() == 1 { vec![entry(here, events)] } else { events.iter().map(dated).collect() };
    };
    // A next date that was agreed by itself may lie off the beat of those that follow from it.
    let off = events.iter().take_while(|event| !keeps(rhythm, event.day)).count();
    let (off, on) = events.split_at(off);
    let whole = on.first().map(|first| Entry {
        repeat: (on.len() > 1).then_some(Repeat { rhythm, count: on.len() }),
        ..entry(here, std::slice::from_ref(first))
    });
    off.iter().map(dated).chain(whole).collect()
}

fn keeps(rhythm: Rhythm, day: Date) -> bool {
    match rhythm {
        Rhythm::Months(_, OnDay::Weekday(weekday)) => weekday.in_month_of(day) == day,
        Rhythm::Months(_, OnDay::Number(_)) | Rhythm::Days(_) | Rhythm::Weeks(_) => true,
    }
}

fn rhythm_of(meeting: &Meeting) -> Option<Rhythm> {
    // At the end of a day it is held on the day after the one that its beat gives.
    if meeting.at.map(Time::minutes) == Some(END_OF_DAY) {
        return None;
    }
    let on = meeting.weekday.map_or_else(|| meeting.next.map(|next| OnDay::Number(day_of(next))), |weekday| Some(OnDay::Weekday(weekday)));
    rhythm(meeting.every?, on?)
}

fn day_of(date: Date) -> u8 {
    date.day().day().unsigned_abs()
}

/// Returns the rhythm of an interval; nothing where it has none in whole days.
fn rhythm(every: Interval, on: OnDay) -> Option<Rhythm> {
    Some(match every.frequency() {
        Frequency::Event | Frequency::Continuous => return None,
        Frequency::Day => Rhythm::Days(1),
        Frequency::Week => Rhythm::Weeks(1),
        Frequency::Month => Rhythm::Months(1, on),
        Frequency::Quarter => Rhythm::Months(3, on),
        Frequency::HalfYear => Rhythm::Months(6, on),
        Frequency::Year => Rhythm::Months(12, on),
        Frequency::Every(Duration { amount, unit }) => match unit {
            Unit::Minutes => Rhythm::Days(whole_days(amount, END_OF_DAY.into())?),
            Unit::Hours => Rhythm::Days(whole_days(amount, 24)?),
            Unit::Days | Unit::BusinessDays => Rhythm::Days(amount),
            Unit::Weeks => Rhythm::Weeks(amount),
            Unit::Months => Rhythm::Months(amount, on),
        },
    })
}

/// Returns how many days something takes of which so many fill a day; what takes less comes round every day.
fn whole_days(amount: u32, fill_a_day: u32) -> Option<u32> {
    match amount {
        less if less < fill_a_day => Some(1),
        whole if whole % fill_a_day == 0 => Some(whole / fill_a_day),
        _ => None,
    }
}

/// Makes the entry of some events of one day, which are told as on the page.
fn entry(here: &Here<'_>, events: &[Event<'_>]) -> Entry {
    let first = &events[0];
    let views = event::ahead(here, events, Names::Many);
    let view = views.first().expect("events of one day and sort make a line");
    let meeting = if let What::Meeting(meeting) = first.what { Some(&meeting.own) } else { None };
    Entry {
        uid: name(first),
        summary: summary(view),
        description: description(here, view, first.what),
        category: event::sort(here, first.what),
        location: meeting.and_then(|meeting| location(here, meeting)),
        day: first.day,
        clock: meeting.and_then(|meeting| clock(here, meeting)),
        repeat: None,
        alarms: alarms(here.site.portal, first),
    }
}

fn summary(view: &EntryView) -> String {
    match view.about.as_slice() {
        [about] if view.what.is_empty() => about.link.title.clone(),
        [about] => format!("{}: {}", view.what, about.link.title),
        _ => view.what.clone(),
    }
}

fn description(here: &Here<'_>, view: &EntryView, what: What<'_>) -> String {
    let words = here.words();
    let mut lines: Vec<String> = Vec::new();
    if view.about.len() > 1 {
        lines.extend(view.about.iter().map(|about| about.link.title.clone()));
        lines.extend((view.more > 0).then(|| words.count("downloads.more", view.more)));
    }
    if let What::Meeting(meeting) = what {
        lines.extend(meeting.own.purpose.as_ref().map(|purpose| here.plain_phrase(purpose)));
    }
    let fact = |fact: &FactView| match &fact.date {
        Some(date) => format!("{} {}", fact.text, date.text),
        None => fact.text.clone(),
    };
    lines.extend(view.facts.iter().map(fact));
    if let Some(who) = &view.who {
        let name = who.detail.as_ref().map_or_else(|| who.name.clone(), |detail| format!("{} ({detail})", who.name));
        lines.push(words.fill("downloads.who", &[("name", &name)]));
    }
    if let What::Meeting(meeting) = what {
        lines.extend(meeting.own.agenda.iter().map(|item| format!("- {}", here.plain_phrase(item))));
    }
    if let [about] = view.about.as_slice()
        && let Some(href) = &about.link.href
    {
        lines.push(words.fill("downloads.in_the_portal", &[("page", href)]));
    }
    lines.join("\n")
}

fn clock(here: &Here<'_>, meeting: &Meeting) -> Option<Clock> {
    let zone: &Zone = meeting.zone.as_ref().unwrap_or(here.site.portal.zone());
    meeting.at.map(|at| Clock { at, zone: zone.clone(), lasts: meeting.lasts })
}

/// Returns where a meeting is held: the name of the way, and how it is reached.
fn location(here: &Here<'_>, meeting: &Meeting) -> Option<String> {
    let channel = here.site.portal.channels.get(meeting.channel.as_ref()?)?;
    let reach = here.reach(&channel.own).map(|reach| reach.href.filter(|href| href.starts_with("http")).unwrap_or(reach.text));
    Some(reach.map_or_else(|| channel.common.title.clone(), |reach| format!("{}, {reach}", channel.common.title)))
}

/// Returns the reminders that are still to come.
fn alarms(portal: &Portal, event: &Event<'_>) -> Vec<u8> {
    let days = portal.today.days_until(event.day);
    let is_ahead = |before: &u8| matches!(event.what, What::Notice(_)) && i64::from(*before) <= days;
    REMINDERS.into_iter().filter(is_ahead).collect()
}

/// Returns what an event is known by: kind, id and what happens. The times of a surge, which come round, have their day in it.
fn name(event: &Event<'_>) -> String {
    let contract = |agreement: Agreement<'_>| match agreement.vendor {
        Some(vendor) => format!("vendor-{}-{}", vendor.id, agreement.contract.id.as_str()),
        None => format!("client-{}", agreement.contract.id.as_str()),
    };
    let day = event.day;
    match event.what {
        What::Duty(row) => format!("responsibility-{}-due", row.id),
        What::Test(service) => format!("service-{}-restore-test", service.id),
        What::Notice(agreement) => format!("{}-notice", contract(agreement)),
        What::End(agreement) => format!("{}-end", contract(agreement)),
        What::Assurance(vendor, assurance) => format!("vendor-{}-{}-expires", vendor.id, assurance.id.as_str()),
        What::Evidence(evidence) => format!("evidence-{}-due", evidence.id),
        What::Revisit(decision) => format!("decision-{}-revisit", decision.id),
        What::Meeting(meeting) => format!("meeting-{}-held", meeting.id),
        What::SurgeAsk(surge) => format!("surge-{}-ask-{day}", surge.id),
        What::SurgeBegins(surge) => format!("surge-{}-begins-{day}", surge.id),
        What::SurgeEnds(surge) => format!("surge-{}-ends-{day}", surge.id),
        What::Starts(contact) => format!("contact-{}-starts", contact.id),
        What::Leaves(contact) => format!("contact-{}-leaves", contact.id),
        What::Holiday(holidays, _) => format!("holidays-{}-{day}", holidays.id),
        What::Review(Some(any)) => format!("{}-{}-review", any.kind.singular(), any.id),
        What::Review(None) => "client-review".to_owned(),
    }
}

/// Numbers entries that would be known by one name: two holidays of one list on one day.
fn tell_apart(entries: &mut [Entry]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for entry in entries {
        let times = seen.entry(entry.uid.clone()).or_default();
        *times += 1;
        if *times > 1 {
            entry.uid = format!("{}-{times}", entry.uid);
        }
    }
}
