//! Vendors: who supplies what, who deals with them, and by when a contract must be decided; and what provider and client signed.

use serde::Serialize;
use tera::Value;

use super::contract::{self, ContractView, PRESSING, StateView, TermView, contract, presses_on};
use crate::model::calendar::Agreement;
use crate::model::contact::Side;
use crate::model::contract::Contract;
use crate::model::date::Date;
use crate::model::due::ContractState;
use crate::model::entity::Status;
use crate::model::portal::Entity;
use crate::model::vendor::{ManagedBy, Vendor};
use crate::site::here::{DateView, Here, Link, Who};
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct VendorsView {
    /// The page's heading.
    pub title: String,
    /// The contracts that must be decided within 90 days or have ended, the earliest first.
    pub pressing: Vec<PressingView>,
    /// The vendors, those first whose contracts must be decided first.
    pub vendors: Vec<VendorLine>,
    /// What provider and client signed.
    pub agreement: Vec<ContractView>,
    /// What that is called: `Between Acme and Northwind`.
    pub agreement_title: String,
}

/// A contract that must be decided.
#[derive(Clone, Debug, Serialize)]
pub struct PressingView {
    /// The contract.
    pub link: Link,
    /// The day.
    pub date: DateView,
    /// Whether it has ended already.
    pub ended: bool,
}

/// One vendor.
#[derive(Clone, Debug, Serialize)]
pub struct VendorLine {
    /// Its name and address.
    pub link: Link,
    /// What it sells, else one sentence on it.
    pub category: Option<String>,
    /// How much depends on it.
    pub criticality: Option<String>,
    /// Which side deals with it.
    pub managed_by: Option<ManagedView>,
    /// Who looks after the relationship.
    pub owner: Option<Who>,
    /// The contract to be decided first.
    pub contract: Option<ContractLine>,
    /// How many more contracts there are.
    pub more: usize,
    /// What it gets to see.
    pub data_handled: Option<String>,
    /// Whether it is on the table and not yet agreed.
    pub proposed: bool,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

/// A contract, as a list shows it.
#[derive(Clone, Debug, Serialize)]
pub struct ContractLine {
    /// What it asks of its owner now.
    pub state: StateView,
    /// The term that runs, as a bar.
    pub term: Option<TermView>,
    /// The last day of that term; nothing for an open-ended contract.
    pub ends: Option<DateView>,
}

/// Which side deals with a vendor, as the mark shows it.
#[derive(Clone, Debug, Serialize)]
pub struct ManagedView {
    /// `client`, `provider` or `shared`.
    pub side: &'static str,
    /// What the side is called, or `Both`.
    pub text: String,
}

impl ManagedView {
    pub(super) fn new(here: &Here<'_>, managed_by: ManagedBy) -> Self {
        let (side, text) = match managed_by {
            ManagedBy::Client => ("client", here.side_name(Side::Client)),
            ManagedBy::Provider => ("provider", here.side_name(Side::Provider)),
            ManagedBy::Joint => ("shared", here.words().t("common.both")),
        };
        ManagedView { side, text }
    }
}

pub(super) fn view(here: &Here<'_>) -> View {
    let portal = here.site.portal;
    let mut vendors: Vec<&Entity<Vendor>> = portal.vendors.iter().collect();
    vendors.sort_by_key(|vendor| first(here, vendor).map_or((true, None), |(day, _)| (day.is_none(), day)));
    let own = portal.client.own.contracts.iter().map(|own| contract(here, Agreement { vendor: None, contract: own }));
    let view = VendorsView {
        title: here.words().t("title.vendors"),
        pressing: all_pressing(here),
        vendors: vendors.into_iter().map(|vendor| line(here, vendor)).collect(),
        agreement: own.collect(),
        agreement_title: here.words().fill("vendors.between", &[("client", portal.client_short()), ("provider", portal.provider.short())]),
    };
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "vendors.html", frame, view: Value::from_serializable(&view) }
}

fn all_pressing(here: &Here<'_>) -> Vec<PressingView> {
    let portal = here.site.portal;
    let is_near = |day: &Date| portal.today.days_until(*day) <= PRESSING;
    let pressing = portal.agreements().filter_map(|agreement| Some((presses_on(here, agreement.contract).filter(is_near)?, agreement)));
    let mut pressing: Vec<(Date, Agreement<'_>)> = pressing.collect();
    pressing.sort_by_key(|(day, _)| *day);
    let view = |(day, agreement): (Date, Agreement<'_>)| PressingView {
        link: contract::link(here, agreement),
        date: here.date(day),
        ended: matches!(portal.contract_state(agreement.contract), ContractState::Ended(_)),
    };
    pressing.into_iter().map(view).collect()
}

/// Returns the contract of a vendor that must be decided first, else the first of all, with the day.
fn first<'a>(here: &Here<'_>, vendor: &'a Entity<Vendor>) -> Option<(Option<Date>, Agreement<'a>)> {
    let days = Agreement::with(vendor).map(|agreement| (presses_on(here, agreement.contract), agreement));
    days.min_by_key(|(day, _)| (day.is_none(), *day))
}

fn line(here: &Here<'_>, vendor: &Entity<Vendor>) -> VendorLine {
    let own = &vendor.own;
    VendorLine {
        link: here.link_id(&vendor.id),
        // Without links: they would stand too close to the name for a finger.
        category: own.category.as_ref().or(vendor.common.summary.as_ref()).map(|text| here.plain(text.as_str())),
        criticality: own.criticality.map(|value| here.words().criticality(value)),
        managed_by: own.managed_by.map(|managed_by| ManagedView::new(here, managed_by)),
        owner: own.relationship_owner.as_ref().map(|owner| here.who(owner)),
        contract: first(here, vendor).map(|(_, agreement)| contract_line(here, agreement.contract)),
        more: own.contracts.len().saturating_sub(1),
        data_handled: own.data_handled.map(|value| here.words().data_handled(value)),
        proposed: vendor.common.status == Status::Proposed,
        internal: here.is_internal(&vendor.node),
    }
}

fn contract_line(here: &Here<'_>, own: &Contract) -> ContractLine {
    let ends = own.term(here.site.portal.today).map(|term| here.date(term.end));
    ContractLine { state: contract::state(here, own), term: contract::term_bar(here, own), ends }
}
