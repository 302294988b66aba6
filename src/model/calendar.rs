//! The calendar: every dated event of a portal, those that follow from intervals too, in one list.
//!
//! A day that was computed from the last time (a review, a test, a proof, a decision) stands once: the one after it follows from when it is done.
//! What is written with a rhythm of its own (work, meetings, surges) comes round.

use super::contact::Contact;
use super::contract::Contract;
use super::date::Date;
use super::decision::Decision;
use super::due::ContractState;
use super::duration::Frequency;
use super::evidence::Evidence;
use super::holidays::{Holiday, Holidays};
use super::id::Actor;
use super::meeting::Meeting;
use super::portal::{Any, Entity, Portal};
use super::responsibility::Responsibility;
use super::service::Service;
use super::surge::Surge;
use super::vendor::{Assurance, Vendor};

/// Something that happens, or must be done, on a day.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    /// The day.
    pub day: Date,
    /// What it is.
    pub what: What<'a>,
}

/// What happens, or must be done.
#[derive(Clone, Copy, Debug)]
pub enum What<'a> {
    /// The work of a row is due.
    Duty(&'a Entity<Responsibility>),
    /// The restore test of a service is due.
    Test(&'a Entity<Service>),
    /// The last day to give notice of a contract.
    Notice(Agreement<'a>),
    /// The term of a contract ends; [`Contract::renewal`] says what follows.
    End(Agreement<'a>),
    /// The last day on which an assurance of a vendor holds.
    Assurance(&'a Entity<Vendor>, &'a Assurance),
    /// An evidence is to be made anew.
    Evidence(&'a Entity<Evidence>),
    /// A decision is to be looked at again.
    Revisit(&'a Entity<Decision>),
    /// People meet.
    Meeting(&'a Entity<Meeting>),
    /// The last day to ask for the hands of a surge.
    SurgeAsk(&'a Entity<Surge>),
    /// A surge begins.
    SurgeBegins(&'a Entity<Surge>),
    /// The last day of a surge.
    SurgeEnds(&'a Entity<Surge>),
    /// The first day of a person.
    Starts(&'a Entity<Contact>),
    /// The last day of a person.
    Leaves(&'a Entity<Contact>),
    /// A holiday.
    Holiday(&'a Entity<Holidays>, &'a Holiday),
    /// An entity, or the portal itself, is to be reviewed.
    Review(Option<Any<'a>>),
}

/// A contract with those who signed it.
#[derive(Clone, Copy, Debug)]
pub struct Agreement<'a> {
    /// The vendor; nothing for what the provider and the client signed.
    pub vendor: Option<&'a Entity<Vendor>>,
    /// The contract.
    pub contract: &'a Contract,
}

impl<'a> Agreement<'a> {
    /// Walks the contracts with a vendor.
    pub fn with(vendor: &'a Entity<Vendor>) -> impl Iterator<Item = Agreement<'a>> {
        vendor.own.contracts.iter().map(|contract| Agreement { vendor: Some(vendor), contract })
    }

    /// Returns who decides about it: its owner, else who looks after the vendor.
    pub fn decides(&self) -> Option<&'a Actor> {
        self.contract.owner.as_ref().or_else(|| self.vendor?.own.relationship_owner.as_ref())
    }
}

impl<'a> What<'a> {
    /// Returns who has it to do: who answers for the work, leads the meeting, decides about the contract, keeps the text true.
    pub fn who(&self, portal: &'a Portal) -> Option<&'a Actor> {
        match self {
            What::Duty(row) => row.own.accountable.first(),
            What::Test(service) => service.own.continuity.as_ref()?.restored_by.as_ref(),
            What::Notice(agreement) | What::End(agreement) => agreement.decides(),
            What::Assurance(vendor, _) => vendor.own.relationship_owner.as_ref(),
            What::Evidence(evidence) => evidence.own.produced_by.as_ref().or(evidence.own.held_by.as_ref()),
            What::Revisit(decision) => decision.own.by.first().or(decision.common.owner.as_ref()),
            What::Meeting(meeting) => meeting.own.chair.as_ref(),
            What::SurgeAsk(surge) => surge.own.asked_by.first(),
            What::SurgeBegins(surge) | What::SurgeEnds(surge) => surge.own.provided_by.first(),
            What::Starts(_) | What::Leaves(_) | What::Holiday(..) => None,
            What::Review(Some(any)) => any.common.owner.as_ref(),
            What::Review(None) => portal.client.common.owner.as_ref(),
        }
    }
}

impl Portal {
    /// Returns the events of the portal in the order of days; on one day in the order of [`What`], and of the portal.
    ///
    /// In are what is overdue, the next day of everything, however far, and up to `until` the days on which work, meetings and surges come round.
    /// What only happens, such as a holiday, is left out once it is past; holidays too stand up to `until`.
    pub fn calendar(&self, until: Date) -> Vec<Event<'_>> {
        let mut events: Vec<Event<'_>> = self.events(until).collect();
        // The sort is stable, and the events come in the order of what they are.
        events.sort_by_key(|event| event.day);
        events
    }

    /// Walks the events of [`Portal::calendar`] in the order of what they are; each is made when it is asked for.
    pub fn events(&self, until: Date) -> impl Iterator<Item = Event<'_>> {
        let today = self.today;
        self.responsibilities
            .iter()
            .flat_map(move |row| duties(row, today, until))
            .chain(self.services.iter().filter_map(test))
            .chain(self.agreements().filter_map(|agreement| notice(self, agreement)))
            .chain(self.agreements().filter_map(|agreement| end(self, agreement)))
            .chain(self.vendors.iter().flat_map(assurances))
            .chain(self.evidence.iter().filter_map(evidence))
            .chain(self.decisions.iter().filter_map(revisit))
            .chain(self.meetings.iter().flat_map(move |meeting| meetings(meeting, today, until)))
            .chain(self.surges.iter().flat_map(move |surge| surges(self, surge, until)))
            .chain(self.contacts.iter().flat_map(move |contact| comings(contact, today)))
            .chain(self.holidays.iter().flat_map(move |holidays| days_off(holidays, today, until)))
            // The list of all entities is made only for whoever comes this far.
            .chain(std::iter::once_with(|| reviews(self)).flatten())
    }

    /// Walks what was signed: between the provider and the client first, then with each vendor.
    pub fn agreements(&self) -> impl Iterator<Item = Agreement<'_>> {
        let own = self.client.own.contracts.iter().map(|contract| Agreement { vendor: None, contract });
        own.chain(self.vendors.iter().flat_map(Agreement::with))
    }
}

/// Returns the day that is written, and the days after it that are not past.
fn duties(row: &Entity<Responsibility>, today: Date, until: Date) -> impl Iterator<Item = Event<'_>> {
    let next = row.own.next;
    let every = row.own.every.and_then(Frequency::interval);
    let again = next.zip(every).into_iter().flat_map(move |(next, every)| every.days(next, today, until));
    next.into_iter().chain(again).map(|day| Event { day, what: What::Duty(row) })
}

fn test(service: &Entity<Service>) -> Option<Event<'_>> {
    Some(Event { day: service.own.continuity.as_ref()?.next_test()?, what: What::Test(service) })
}

/// Returns the day by which somebody must decide, or give the notice that was decided on.
fn notice<'a>(portal: &Portal, agreement: Agreement<'a>) -> Option<Event<'a>> {
    let day = match portal.contract_state(agreement.contract) {
        ContractState::DecideBy(_, notice) => notice,
        ContractState::Decided(_) => portal.notice_to_give(agreement.contract)?,
        ContractState::OpenEnded | ContractState::Ended(_) | ContractState::NoticePassed(..) | ContractState::Runs(_) => return None,
    };
    Some(Event { day, what: What::Notice(agreement) })
}

/// Returns the last day of the term; nothing where it is past, as was chosen.
fn end<'a>(portal: &Portal, agreement: Agreement<'a>) -> Option<Event<'a>> {
    let day = agreement.contract.term(portal.today)?.end;
    let as_chosen = day < portal.today && agreement.contract.is_cancelled(portal.today);
    (!as_chosen).then_some(Event { day, what: What::End(agreement) })
}

fn assurances<'a>(vendor: &'a Entity<Vendor>) -> impl Iterator<Item = Event<'a>> {
    let expires = move |assurance: &'a Assurance| Some(Event { day: assurance.expires?, what: What::Assurance(vendor, assurance) });
    vendor.own.assurance.iter().filter_map(expires)
}

fn evidence(evidence: &Entity<Evidence>) -> Option<Event<'_>> {
    Some(Event { day: evidence.own.next()?, what: What::Evidence(evidence) })
}

fn revisit(decision: &Entity<Decision>) -> Option<Event<'_>> {
    Some(Event { day: decision.own.next_revisit()?, what: What::Revisit(decision) })
}

/// Returns the next date, and those after it.
fn meetings(meeting: &Entity<Meeting>, today: Date, until: Date) -> impl Iterator<Item = Event<'_>> {
    let next = meeting.own.dates(today, 1);
    let again = meeting.own.dates_until(today, until).into_iter().skip(1);
    next.into_iter().chain(again).map(|day| Event { day, what: What::Meeting(meeting) })
}

/// Returns the days of the next time, and of those after it that begin in time.
fn surges<'a>(portal: &'a Portal, surge: &'a Entity<Surge>, until: Date) -> impl Iterator<Item = Event<'a>> {
    let times = portal.surge_days_until(&surge.own, portal.today, until);
    let each = move |(begins, ends): (Date, Date)| {
        let ask = portal.ask_for_surge_by(&surge.own, begins).map(|day| (day, What::SurgeAsk(surge)));
        ask.into_iter().chain([(begins, What::SurgeBegins(surge)), (ends, What::SurgeEnds(surge))])
    };
    let is_ahead = move |(day, _): &(Date, What<'_>)| *day >= portal.today;
    times.into_iter().flat_map(each).filter(is_ahead).map(|(day, what)| Event { day, what })
}

fn comings(contact: &Entity<Contact>, today: Date) -> impl Iterator<Item = Event<'_>> {
    let days = [(contact.own.starts, What::Starts(contact)), (contact.own.leaves, What::Leaves(contact))];
    days.into_iter().filter_map(|(day, what)| Some(Event { day: day?, what })).filter(move |event| event.day >= today)
}

fn days_off(holidays: &Entity<Holidays>, today: Date, until: Date) -> impl Iterator<Item = Event<'_>> {
    let ahead = holidays.own.days.iter().filter(move |holiday| (today..=until).contains(&holiday.date));
    ahead.map(move |holiday| Event { day: holiday.date, what: What::Holiday(holidays, holiday) })
}

/// Returns the review of the portal itself, then those of the entities.
fn reviews(portal: &Portal) -> impl Iterator<Item = Event<'_>> {
    let own = portal.next_review(&portal.client.common).map(|day| Event { day, what: What::Review(None) });
    let all = portal.entities.all().into_iter();
    own.into_iter().chain(all.filter_map(|any| Some(Event { day: portal.next_review(any.common)?, what: What::Review(Some(any)) })))
}
