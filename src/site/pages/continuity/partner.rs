//! What is left if the provider is gone: the agreement, the work that would need somebody else, the tools, the vendors.

use serde::Serialize;

use crate::model::calendar::Agreement;
use crate::model::contact::Side;
use crate::model::portal::Portal;
use crate::model::tool::OnExit;
use crate::model::vendor::ManagedBy;
use crate::site::Subject;
use crate::site::here::{DateView, Here, Link};
use crate::site::pages::contract;
use crate::site::pages::split::{SplitView, split};

/// What is left if the provider is gone.
#[derive(Clone, Debug, Serialize)]
pub struct PartnerView {
    /// What the provider is called.
    pub name: String,
    /// What the provider and the client signed.
    pub agreements: Vec<AgreementView>,
    /// Which work would need somebody else; nothing where the matrix is empty.
    pub work: Option<WorkView>,
    /// The tools by what becomes of them, those of which that is not said last.
    pub tools: Vec<ToolsView>,
    /// Vendors with whom the provider deals alone.
    pub vendors: Vec<Link>,
}

/// A contract between the two.
#[derive(Clone, Debug, Serialize)]
pub struct AgreementView {
    /// Its name and address.
    pub link: Link,
    /// The last day of the term that runs; nothing for an open-ended contract.
    pub ends: Option<DateView>,
    /// How long before that day notice is given.
    pub notice: Option<String>,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

/// The work of the matrix by who does it.
#[derive(Clone, Debug, Serialize)]
pub struct WorkView {
    /// How many rows each sourcing has.
    pub split: SplitView,
    /// The page of the matrix.
    pub href: Option<String>,
}

/// Tools of which the same becomes.
#[derive(Clone, Debug, Serialize)]
pub struct ToolsView {
    /// What becomes of them; nothing where that is not said.
    pub on_exit: Option<String>,
    /// The tools.
    pub tools: Vec<Link>,
}

impl PartnerView {
    /// Tells whether a status on it depends on the day of the build: an agreement may renew itself.
    pub(super) fn is_dated(&self) -> bool {
        self.agreements.iter().any(|agreement| agreement.ends.is_some())
    }
}

/// Returns what is written of it; nothing where nothing is.
pub(super) fn partner(here: &Here<'_>) -> Option<PartnerView> {
    let portal = here.site.portal;
    let managed = portal.vendors.iter().filter(|vendor| vendor.own.managed_by == Some(ManagedBy::Provider));
    let view = PartnerView {
        name: here.side_name(Side::Provider),
        agreements: portal.agreements().filter(|agreement| agreement.vendor.is_none()).map(|own| agreement(here, own)).collect(),
        work: (!portal.responsibilities.is_empty()).then(|| work(here)),
        tools: tools(here, portal),
        vendors: managed.map(|vendor| here.link_id(&vendor.id)).collect(),
    };
    (!view.agreements.is_empty() || view.work.is_some() || !view.tools.is_empty() || !view.vendors.is_empty()).then_some(view)
}

fn agreement(here: &Here<'_>, agreement: Agreement<'_>) -> AgreementView {
    let own = agreement.contract;
    AgreementView {
        link: contract::link(here, agreement),
        ends: own.term(here.site.portal.today).map(|term| here.date(term.end)),
        notice: own.notice.map(|value| here.words().duration(value)),
        internal: contract::is_internal(here, agreement),
    }
}

fn work(here: &Here<'_>) -> WorkView {
    let portal = here.site.portal;
    WorkView { split: split(here, portal.responsibilities.iter()), href: here.href_of_list(&Subject::Responsibilities) }
}

fn tools(here: &Here<'_>, portal: &Portal) -> Vec<ToolsView> {
    let of = |on_exit: Option<OnExit>| {
        let tools = portal.tools.iter().filter(|tool| tool.own.on_exit == on_exit);
        ToolsView { on_exit: on_exit.map(|value| here.words().on_exit(value)), tools: tools.map(|tool| here.link_id(&tool.id)).collect() }
    };
    let all = [Some(OnExit::Stays), Some(OnExit::Transferred), Some(OnExit::Removed), None];
    all.into_iter().map(of).filter(|tools| !tools.tools.is_empty()).collect()
}
