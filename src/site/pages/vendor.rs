//! One vendor: what stops if they stop, whom to call, who may call, who decides, by when.

mod depends;

use serde::Serialize;
use tera::Value;

use self::depends::DependsView;
use super::contract::{ContractView, StateView, contract, presses_on};
use super::due::{ReviewedView, reviewed};
use super::holds::{HoldsView, holds};
use super::named::others;
use super::people::{self, ChannelView, PersonView};
use super::text::{self, TextView};
use super::vendors::ManagedView;
use super::{Planned, Section, list, sections_around};
use crate::markdown::Html;
use crate::model::calendar::Agreement;
use crate::model::contact::Affiliation;
use crate::model::entity::Status;
use crate::model::id::Actor;
use crate::model::portal::{Edition, Entity};
use crate::model::priority::Priority;
use crate::model::service::Target;
use crate::model::vendor::{Assurance, Published, Support, Vendor, VendorEscalation};
use crate::site::here::{self, DateView, Here, Internal, Reach, Referrer, Who};
use crate::site::hours::{Hours, hours};
use crate::site::words::Words;
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct VendorView {
    /// The page's heading.
    pub title: String,
    /// One sentence on it.
    pub summary: Option<Html>,
    /// What it sells.
    pub category: Option<String>,
    /// How much depends on it.
    pub criticality: Option<String>,
    /// Whether it is on the table and not yet agreed.
    pub proposed: bool,
    /// When it was reviewed.
    pub reviewed: Option<ReviewedView>,
    /// The number by which it knows the client.
    pub account_number: Option<AccountView>,
    /// Which side deals with it.
    pub managed_by: Option<ManagedView>,
    /// Who looks after the relationship.
    pub relationship_owner: Option<Who>,
    /// What was signed, what must be decided first first.
    pub contracts: Vec<ContractView>,
    /// Whom to call there; nothing where nobody has said it.
    pub support: Option<SupportView>,
    /// Whom to call there if that does not help.
    pub escalation: Option<EscalationView>,
    /// Who may call.
    pub authorised_callers: Vec<Who>,
    /// Its people, of those whom the portal knows.
    pub people: Vec<PersonView>,
    /// What stops if it stops.
    pub depends: DependsView,
    /// What it has to do with rows and services.
    pub holds: HoldsView,
    /// What it gets to see.
    pub data_handled: Option<String>,
    /// Where that data lies.
    pub data_location: Option<Html>,
    /// What others certify of it.
    pub assurance: Vec<AssuranceView>,
    /// How fast another one would be there.
    pub substitutability: Option<String>,
    /// Who could take its place.
    pub alternatives: Vec<Html>,
    /// How to leave.
    pub exit_plan: Option<Html>,
    /// What is new and worth having.
    pub roadmap: Option<Html>,
    /// What the provider's relationship gets the client.
    pub advantage: Option<Html>,
    /// The text.
    pub text: Option<TextView>,
    /// What people call it.
    pub keywords: Vec<String>,
    /// What else names it.
    pub referrers: Vec<Referrer>,
    /// What is on the page.
    pub sections: Vec<Section>,
    /// Whether a status on the page depends on the day of the build.
    pub dated: bool,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

/// The number by which a vendor knows the client.
#[derive(Clone, Debug, Serialize)]
pub struct AccountView {
    /// The number.
    pub number: String,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

/// Whom to call at a vendor.
#[derive(Clone, Debug, Serialize)]
pub struct SupportView {
    /// A channel of its own.
    pub channel: Option<ChannelView>,
    /// Numbers and addresses, where there is no channel.
    pub reaches: Vec<Reach>,
    /// When somebody is there.
    pub hours: Option<Hours>,
    /// The level of support that was bought.
    pub tier: Option<Html>,
    /// What the vendor promises, the most urgent first.
    pub targets: Vec<TargetView>,
}

/// What a vendor promises for one priority.
#[derive(Clone, Debug, Serialize)]
pub struct TargetView {
    /// The priority.
    pub priority: Priority,
    /// How soon somebody starts.
    pub respond: Option<String>,
    /// How soon it works again.
    pub resolve: Option<String>,
    /// How often there is news meanwhile.
    pub update_every: Option<String>,
    /// The hours that count.
    pub hours: Option<String>,
}

/// Whom to call at a vendor if support does not help.
#[derive(Clone, Debug, Serialize)]
pub struct EscalationView {
    /// A person with an entry.
    pub contact: Option<Who>,
    /// Numbers and addresses: the person's, else those that are written.
    pub reaches: Vec<Reach>,
    /// When to do it.
    pub when: Option<Html>,
}

/// What somebody independent certifies of a vendor.
#[derive(Clone, Debug, Serialize)]
pub struct AssuranceView {
    /// What kind of certificate or report it is.
    pub kind: Html,
    /// The day of it.
    pub date: Option<DateView>,
    /// The last day on which it holds.
    pub expires: Option<DateView>,
    /// Whether it still holds.
    pub state: StateView,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

pub(super) fn view(here: &Here<'_>, vendor: &Entity<Vendor>) -> View {
    let vendors = here.words().t("title.vendors");
    let above = [(vendors.as_str(), &list("vendors.html"))];
    View {
        template: "vendor.html",
        frame: shell::frame(here, &vendor.common.title, &above, Some(&vendor.common)),
        view: Value::from_serializable(&vendor_view(here, vendor)),
    }
}

fn vendor_view(here: &Here<'_>, vendor: &Entity<Vendor>) -> VendorView {
    let portal = here.site.portal;
    let own = &vendor.own;
    let at = |key: &str| vendor.node.at(key);
    let phrase = |text: &Option<crate::markdown::Phrase>, key: &str| text.as_ref().map(|text| here.phrase(text, at(key)));
    let contracts = contracts(here, vendor);
    let reviewed = reviewed(here, &vendor.common);
    let holds = holds(here, &Actor::from(vendor.id.as_str()));
    let depends = depends::depends(here, vendor);
    let people = people_of(here, vendor);
    let referrers = others(
        here.referrers(vendor),
        holds.links().chain(depends.links()).chain(&people.iter().map(|person| person.who.link()).collect::<Vec<_>>()),
    );
    let mut view = VendorView {
        title: vendor.common.title.clone(),
        summary: here.summary(vendor),
        category: own.category.as_ref().map(|category| here.plain(category.as_str())),
        criticality: own.criticality.map(|value| here.words().criticality(value)),
        proposed: vendor.common.status == Status::Proposed,
        account_number: own.account_number.as_ref().map(|number| AccountView {
            number: number.clone(),
            internal: portal.edition == Edition::Internal && !own.publish.contains(&Published::AccountNumber),
        }),
        managed_by: own.managed_by.map(|managed_by| ManagedView::new(here, managed_by)),
        relationship_owner: own.relationship_owner.as_ref().map(|owner| here.who(owner)),
        support: own.support.as_ref().map(|support| support_view(here, vendor, support)),
        escalation: own.escalation.as_ref().map(|escalation| escalation_view(here, vendor, escalation)),
        authorised_callers: here.whos(&own.authorised_callers),
        data_handled: own.data_handled.map(|value| here.words().data_handled(value)),
        data_location: phrase(&own.data_location, "data_location"),
        assurance: own.assurance.iter().enumerate().map(|(index, assurance)| assurance_view(here, vendor, index, assurance)).collect(),
        substitutability: own.substitutability.map(|value| here.words().substitutability(value)),
        alternatives: here.phrases(&own.alternatives, at("alternatives")),
        exit_plan: phrase(&own.exit_plan, "exit_plan"),
        roadmap: phrase(&own.roadmap, "roadmap"),
        advantage: phrase(&own.advantage, "advantage"),
        text: text::text(here, vendor),
        keywords: vendor.common.keywords.clone(),
        sections: Vec::new(),
        dated: !(contracts.is_empty() && own.assurance.is_empty())
            || holds.is_dated()
            || reviewed.as_ref().is_some_and(|reviewed| reviewed.late.is_some()),
        internal: here.internal(&vendor.node),
        contracts,
        reviewed,
        people,
        depends,
        holds,
        referrers,
    };
    view.sections = sections_of(here.words(), &view);
    view
}

fn sections_of(words: Words<'_>, view: &VendorView) -> Vec<Section> {
    let replaced = view.substitutability.is_some() || !view.alternatives.is_empty() || view.exit_plan.is_some();
    let before: [Planned<'_>; 7] = [
        ("support", &words.t("vendor.getting_support"), true),
        ("depends", &words.t("vendor.depends"), true),
        ("contracts", &words.t("vendor.contracts"), true),
        ("data", &words.t("vendor.data"), true),
        ("replace", &words.t("vendor.replace"), replaced),
        ("value", &words.t("common.what_it_brings"), view.roadmap.is_some() || view.advantage.is_some()),
        ("tasks", &words.t("vendor.tasks"), !(view.holds.groups.is_empty() && view.holds.services.is_empty())),
    ];
    let after: [Planned<'_>; 2] = [
        ("keywords", &words.t("common.asked_for_as"), !view.keywords.is_empty()),
        ("links", &words.t("common.refers_to_it"), !view.referrers.is_empty()),
    ];
    sections_around(&before, view.text.as_ref(), &after)
}

fn contracts(here: &Here<'_>, vendor: &Entity<Vendor>) -> Vec<ContractView> {
    let mut all: Vec<Agreement<'_>> = Agreement::with(vendor).collect();
    all.sort_by_key(|agreement| presses_on(here, agreement.contract).map_or((true, None), |day| (false, Some(day))));
    all.into_iter().map(|agreement| contract(here, agreement)).collect()
}

/// Returns the people of a vendor whom the portal knows.
fn people_of(here: &Here<'_>, vendor: &Entity<Vendor>) -> Vec<PersonView> {
    let portal = here.site.portal;
    let naming = portal.naming(&[vendor.mention()], &portal.contacts);
    let theirs = naming.into_iter().filter(|contact| contact.own.side == Affiliation::Vendor(vendor.id.clone()));
    theirs.map(|contact| people::person(here, contact)).collect()
}

fn support_view(here: &Here<'_>, vendor: &Entity<Vendor>, support: &Support) -> SupportView {
    let portal = here.site.portal;
    let coverage =
        |id: &Option<_>| id.as_ref().and_then(|id| portal.coverage.get(id)).map(|coverage| hours(here.words(), portal, &coverage.own));
    let mut promised: Vec<(&Priority, &Target)> = support.targets.iter().collect();
    promised.sort_by_key(|(priority, _)| **priority);
    let target = |(priority, target): (&Priority, &Target)| TargetView {
        priority: *priority,
        respond: target.respond.map(|value| here.words().duration(value)),
        resolve: target.resolve.map(|value| here.words().duration(value)),
        update_every: target.update_every.map(|value| here.words().duration(value)),
        hours: coverage(&target.coverage).or_else(|| coverage(&support.coverage)).map(|hours| hours.text),
    };
    SupportView {
        channel: support.channel.as_ref().and_then(|id| portal.channels.get(id)).map(|channel| people::channel(here, channel)),
        reaches: reaches(support.phone.as_deref(), support.email.as_deref(), support.url.as_deref()),
        hours: coverage(&support.coverage),
        tier: support.tier.as_ref().map(|tier| here.phrase(tier, vendor.node.at("support/tier"))),
        targets: promised.into_iter().map(target).collect(),
    }
}

fn escalation_view(here: &Here<'_>, vendor: &Entity<Vendor>, escalation: &VendorEscalation) -> EscalationView {
    let contact = escalation.contact.as_ref().and_then(|id| here.site.portal.contacts.get(id));
    let phone = escalation.phone.as_deref().or_else(|| contact?.own.phone.as_deref());
    let email = escalation.email.as_deref().or_else(|| contact?.own.email.as_deref());
    EscalationView {
        contact: escalation.contact.as_ref().map(|id| here.who(&Actor::from(id.as_str()))),
        reaches: reaches(phone, email, None),
        when: escalation.when.as_ref().map(|when| here.phrase(when, vendor.node.at("escalation/when"))),
    }
}

fn reaches(phone: Option<&str>, email: Option<&str>, url: Option<&str>) -> Vec<Reach> {
    phone.map(here::phone).into_iter().chain(email.map(here::email)).chain(url.map(here::web)).collect()
}

fn assurance_view(here: &Here<'_>, vendor: &Entity<Vendor>, index: usize, assurance: &Assurance) -> AssuranceView {
    let node = vendor.node.at(&format!("assurance/{index}"));
    let today = here.site.portal.today;
    let (state, text) = match assurance.expires {
        None => ("", "vendor.no_last_day"),
        Some(_) if assurance.has_expired(today) => ("bad", "vendor.expired"),
        Some(expires) if today.days_until(expires) <= super::contract::PRESSING => ("warn", "vendor.expires_soon"),
        Some(_) => ("ok", "vendor.in_date"),
    };
    AssuranceView {
        kind: here.phrase(&assurance.kind, node.at("kind")),
        date: assurance.date.map(|day| here.date(day)),
        expires: assurance.expires.map(|day| here.date(day)),
        state: StateView { state, text: here.words().t(text) },
        internal: here.internal(node),
    }
}
