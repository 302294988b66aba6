//! A contract as pages show it: its term, the last day for notice, what was chosen. Both what was signed with a vendor and what provider and client signed.

use serde::Serialize;

use crate::model::calendar::Agreement;
use crate::model::contract::{ChoiceKind, Contract, Published, Renewal, Term};
use crate::model::date::Date;
use crate::model::due::ContractState;
use crate::model::portal::Edition;
use crate::site::here::{DateView, Here, Internal, Link, Who};
use crate::yaml::Node;

/// For how many days before the last day for notice a decision is pressing.
pub(super) const PRESSING: i64 = 90;
/// For how many days before it the decision is late.
const URGENT: i64 = 30;

/// A contract.
#[derive(Clone, Debug, Serialize)]
pub struct ContractView {
    /// The id of its element.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What kind of contract it is.
    pub kind: Option<String>,
    /// What it asks of its owner now.
    pub state: StateView,
    /// The term that runs, as a bar; nothing where its first or last day is not known.
    pub term: Option<TermView>,
    /// The first day, of the term that runs.
    pub starts: Option<DateView>,
    /// The last day of the term that runs; nothing for an open-ended contract.
    pub ends: Option<DateView>,
    /// What follows after that day.
    pub then: Option<String>,
    /// How often it has renewed itself, in words.
    pub renewed: Option<String>,
    /// How long before the end notice must be given.
    pub notice: Option<String>,
    /// The last day for notice.
    pub notice_by: Option<DateView>,
    /// What was chosen for the end of the term.
    pub choice: Option<ChoiceView>,
    /// What it costs.
    pub value: Option<ValueView>,
    /// Who talks about terms.
    pub negotiated_by: Option<Who>,
    /// Who pays.
    pub paid_by: Option<Who>,
    /// Who decides.
    pub decides: Option<Who>,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

/// What a contract asks of its owner now.
#[derive(Clone, Debug, Serialize)]
pub struct StateView {
    /// `bad`, `warn`, `ok`, or empty where nothing is asked.
    pub state: &'static str,
    /// The same in words.
    pub text: String,
}

/// A term as a bar: shares of its length.
#[derive(Clone, Debug, Serialize)]
pub struct TermView {
    /// The same in words.
    pub label: String,
    /// How much of it has passed: `90.04%`.
    pub run: String,
    /// Where it is too late for notice.
    pub late: Option<LateView>,
}

/// The time in which it is too late for notice.
#[derive(Clone, Debug, Serialize)]
pub struct LateView {
    /// Where it begins: `91.77%`.
    pub from: String,
    /// How much of the bar it takes: `8.23%`.
    pub width: String,
}

/// What was chosen for the end of the term.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceView {
    /// What.
    pub what: String,
    /// Who chose.
    pub by: Option<Who>,
    /// When.
    pub date: Option<DateView>,
    /// Whether it was about the last term, so that it says nothing of this one.
    pub outdated: bool,
}

/// What a contract costs.
#[derive(Clone, Debug, Serialize)]
pub struct ValueView {
    /// How much.
    pub text: String,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

/// Makes the view of a contract.
pub(super) fn contract(here: &Here<'_>, agreement: Agreement<'_>) -> ContractView {
    let portal = here.site.portal;
    let own = agreement.contract;
    let term = own.term(portal.today);
    let notice_by = portal.notice_deadline(own);
    ContractView {
        id: element(own),
        title: own.title.clone(),
        kind: own.kind.map(|value| here.words().contract_kind(value)),
        state: state(here, own),
        term: term_bar(here, own),
        starts: term.map_or(own.start, |term| term.start).map(|day| here.date(day)),
        ends: term.map(|term| here.date(term.end)),
        then: term.and_then(|term| then(here, own, &term)),
        renewed: term.filter(|term| term.renewals > 0).map(|term| here.words().count("count.times", term.renewals as usize)),
        notice: own.notice.map(|value| here.words().duration(value)),
        notice_by: notice_by.map(|day| here.date(day)),
        choice: own.choice.as_ref().map(|choice| ChoiceView {
            what: here.words().choice(choice.what),
            by: choice.by.as_ref().map(|actor| here.who(actor)),
            date: choice.date.map(|day| here.date(day)),
            outdated: own.current_choice(portal.today).is_none(),
        }),
        value: own.value.as_ref().map(|value| ValueView {
            text: here.words().money(value),
            internal: portal.edition == Edition::Internal && !own.publish.contains(&Published::Value),
        }),
        negotiated_by: own.negotiated_by.as_ref().map(|actor| here.who(actor)),
        paid_by: own.paid_by.as_ref().map(|actor| here.who(actor)),
        decides: agreement.decides().map(|actor| here.who(actor)),
        internal: here.internal(node(here, agreement)),
    }
}

/// Returns the id of a contract's element, on the page of its vendor or on the list of vendors.
fn element(contract: &Contract) -> String {
    format!("contract-{}", contract.id.as_str())
}

/// Returns where a contract was written.
fn node<'a>(here: &Here<'a>, agreement: Agreement<'a>) -> &'a Node {
    let client = &here.site.portal.client;
    let (node, contracts) = match agreement.vendor {
        Some(vendor) => (&vendor.node, &vendor.own.contracts),
        None => (&client.node, &client.own.contracts),
    };
    let index = contracts.iter().position(|contract| contract.id == agreement.contract.id).unwrap_or(0);
    node.at(&format!("contracts/{index}"))
}

/// Tells whether only the internal edition shows a contract.
pub(super) fn is_internal(here: &Here<'_>, agreement: Agreement<'_>) -> bool {
    here.is_internal(node(here, agreement)) || agreement.vendor.is_some_and(|vendor| here.is_internal(&vendor.node))
}

/// Returns a contract's name, with its vendor's before it, and where it is shown.
pub(super) fn link(here: &Here<'_>, agreement: Agreement<'_>) -> Link {
    let anchor = element(agreement.contract);
    let contract = &agreement.contract.title;
    match agreement.vendor {
        None => Link { title: contract.clone(), href: Some(format!("{}#{anchor}", here.href(&super::list("vendors.html")))) },
        Some(vendor) => {
            let Link { title, href } = here.link_id(&vendor.id);
            Link { title: format!("{title}, {contract}"), href: href.map(|href| format!("{href}#{anchor}")) }
        }
    }
}

/// Returns the day on which a contract asks for a decision or has ended without one, for the order of lists; nothing where nothing is asked.
pub(super) fn presses_on(here: &Here<'_>, contract: &Contract) -> Option<Date> {
    match here.site.portal.contract_state(contract) {
        ContractState::Ended(term) => (!contract.is_cancelled(here.site.portal.today)).then_some(term.end),
        ContractState::DecideBy(_, notice) => Some(notice),
        ContractState::OpenEnded | ContractState::Decided(_) | ContractState::NoticePassed(..) | ContractState::Runs(_) => None,
    }
}

/// Tells how pressing a last day for notice is: `bad`, `warn`, or empty.
pub(super) fn pressing(today: Date, notice: Date) -> &'static str {
    let days = today.days_until(notice);
    if days <= URGENT {
        "bad"
    } else if days <= PRESSING {
        "warn"
    } else {
        ""
    }
}

/// Says what a contract asks of its owner now.
pub(super) fn state(here: &Here<'_>, contract: &Contract) -> StateView {
    let today = here.site.portal.today;
    let words = here.words();
    let of_day = |key: &str, day: Date| words.fill(key, &[("day", &words.date(day))]);
    let (state, text) = match here.site.portal.contract_state(contract) {
        ContractState::OpenEnded => ("", words.t("common.open_ended")),
        ContractState::Ended(_) if contract.is_cancelled(today) => ("", words.t("contract.ended_as_decided")),
        ContractState::Ended(term) => ("bad", of_day("contract.ended", term.end)),
        ContractState::Decided(_) => decided(here, contract),
        ContractState::DecideBy(_, notice) => match (pressing(today, notice), today.days_until(notice)) {
            ("", _) => ("", of_day("contract.notice_by", notice)),
            (state, 0) => (state, words.t("contract.notice_today")),
            (state, days) => (state, words.count("contract.notice_in", usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX))),
        },
        ContractState::NoticePassed(term, _) => ("warn", of_day("contract.notice_passed", term.end)),
        ContractState::Runs(term) => ("", of_day("contract.runs_until", term.end)),
    };
    StateView { state, text }
}

/// Says what was decided, and whether notice must still be given for it.
fn decided(here: &Here<'_>, contract: &Contract) -> (&'static str, String) {
    let portal = here.site.portal;
    let words = here.words();
    let decided = match contract.current_choice(portal.today).map(|choice| choice.what) {
        Some(ChoiceKind::Cancel) => "contract.decided_cancel",
        Some(ChoiceKind::Renegotiate) => "contract.decided_renegotiate",
        Some(ChoiceKind::Renew | ChoiceKind::Undecided) | None => "contract.decided_renew",
    };
    // Notice is given only where it was chosen to let the contract end.
    match portal.notice_to_give(contract) {
        Some(notice) => (pressing(portal.today, notice), words.fill("contract.decided_cancel_by", &[("day", &words.date(notice))])),
        None => ("ok", words.t(decided)),
    }
}

/// Says what follows after the last day of a term that has not ended.
fn then(here: &Here<'_>, contract: &Contract, term: &Term) -> Option<String> {
    if term.end < here.site.portal.today {
        return None;
    }
    let words = here.words();
    Some(match (contract.renewal?, contract.renews_for) {
        (Renewal::Auto, Some(length)) => words.fill("contract.then_renews_for", &[("duration", &words.duration(length))]),
        (Renewal::Auto, None) => words.t("contract.then_renews"),
        (Renewal::Manual, _) => words.t("contract.then_if_both"),
        (Renewal::Fixed, _) => words.t("contract.then_ends"),
    })
}

/// Says what follows after the term that runs if nobody does anything.
pub(super) fn if_nobody_acts(here: &Here<'_>, contract: &Contract) -> Option<String> {
    let words = here.words();
    Some(match (contract.renewal?, contract.renews_for) {
        (Renewal::Auto, Some(length)) => words.fill("contract.else_renews_for", &[("duration", &words.duration(length))]),
        (Renewal::Auto, None) => words.t("contract.else_renews"),
        (Renewal::Manual, _) => words.t("contract.else_if_both"),
        (Renewal::Fixed, _) => words.t("contract.else_ends"),
    })
}

/// Draws the term that runs; nothing where its first or last day is not known.
pub(super) fn term_bar(here: &Here<'_>, contract: &Contract) -> Option<TermView> {
    let portal = here.site.portal;
    bar(here, &contract.term(portal.today)?, portal.notice_deadline(contract))
}

fn bar(here: &Here<'_>, term: &Term, notice_by: Option<Date>) -> Option<TermView> {
    let start = term.start?;
    let length = Some(start.days_until(term.end)).filter(|length| *length > 0)?;
    let share = |day: Date| start.days_until(day).clamp(0, length) as f64 * 100.0 / length as f64;
    let late = notice_by.map(|day| LateView { from: percent(share(day)), width: percent(100.0 - share(day)) });
    let words = here.words();
    let (from, to) = (words.date(start), words.date(term.end));
    let label = match notice_by {
        Some(day) => words.fill("contract.term_with_notice", &[("from", &from), ("to", &to), ("notice", &words.date(day))]),
        None => words.fill("contract.term", &[("from", &from), ("to", &to)]),
    };
    Some(TermView { label, run: percent(share(here.site.portal.today)), late })
}

fn percent(share: f64) -> String {
    let text = format!("{share:.2}");
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}
