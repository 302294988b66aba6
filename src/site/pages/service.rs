//! One service: how it is asked for, how fast, who is accountable, what is not included.

mod tasks;

use serde::Serialize;
use tera::Value;

use self::tasks::{AnswersView, TaskView};
use super::due::{ReviewedView, reviewed};
use super::named::{NamedView, named, named_ids, others};
use super::people::{self, ChannelView};
use super::recovery::{RecoveryView, recovery};
use super::responsibility::SourcingView;
use super::services::{lifecycle, sourcing};
use super::text::{self, TextView};
use super::{Planned, Section, list, sections_around};
use crate::markdown::Html;
use crate::model::coverage::Coverage;
use crate::model::entity::Status;
use crate::model::id::Id;
use crate::model::portal::Entity;
use crate::model::priority::Priority;
use crate::model::service::{Lifecycle, Service, Target};
use crate::site::here::{Here, Internal, Link, Referrer, Who};
use crate::site::hours::{Hours, hours};
use crate::site::live;
use crate::site::words::Words;
use crate::site::{Subject, View, shell};

/// What the page of a service shows.
#[derive(Clone, Debug, Serialize)]
pub struct ServiceView {
    /// The name.
    pub title: String,
    /// One sentence on it.
    pub summary: Option<Html>,
    /// Which sides provide it; nothing where nobody does.
    pub sourcing: Option<SourcingView>,
    /// Who provides it.
    pub provided_by: Vec<Who>,
    /// How much depends on it.
    pub criticality: Option<String>,
    /// `Planned` or `Retiring`; nothing while it is in use.
    pub lifecycle: Option<String>,
    /// Whether it is on the table and not yet agreed.
    pub proposed: bool,
    /// When it was reviewed.
    pub reviewed: Option<ReviewedView>,
    /// Whom or what it is for.
    pub audience: Option<Html>,
    /// When it is there.
    pub hours: Option<Hours>,
    /// When it may be taken down for maintenance.
    pub maintenance: Option<Hours>,
    /// Who answers for its tasks, those first who answer for most.
    pub accountable: Vec<AnswersView>,
    /// How it is asked for.
    pub request: Option<ChannelView>,
    /// How fast it is.
    pub levels: LevelsView,
    /// What is part of it.
    pub includes: Vec<Html>,
    /// What is not part of it.
    pub excludes: Vec<Html>,
    /// The rows of the matrix that belong to it.
    pub tasks: Vec<TaskView>,
    /// What happens when it is down.
    pub continuity: Option<RecoveryView>,
    /// The page on what happens when something is down.
    pub continuity_page: Option<String>,
    /// Services that it needs.
    pub needs: Vec<NamedView>,
    /// Services that need it.
    pub needed_by: Vec<NamedView>,
    /// Who else is needed for it.
    pub vendors: Vec<NamedView>,
    /// What it is done with.
    pub tools: Vec<NamedView>,
    /// Where it is given; empty for everywhere.
    pub sites: Vec<Link>,
    /// How it is done, step by step.
    pub procedures: Vec<NamedView>,
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

/// How fast a service is: the service level agreement.
#[derive(Clone, Debug, Serialize)]
pub struct LevelsView {
    /// What is promised, a line a priority, the most urgent first.
    pub targets: Vec<TargetView>,
    /// Nothing is promised.
    pub best_effort: bool,
    /// Nothing is promised of a service in use, and nobody has said that this is meant.
    pub missing: bool,
    /// The share of time that it is up: `99.9%`.
    pub availability: Option<String>,
    /// What the targets do not count.
    pub exclusions: Vec<Html>,
}

/// What is promised for one priority.
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

pub(super) fn view(here: &Here<'_>, service: &Entity<Service>) -> View {
    let title = &service.common.title;
    let services = here.words().t("title.services");
    let above = [(services.as_str(), &list("services.html"))];
    View {
        template: "service.html",
        frame: shell::frame(here, title, &above, Some(&service.common)),
        view: Value::from_serializable(&service_view(here, service)),
    }
}

fn service_view(here: &Here<'_>, service: &Entity<Service>) -> ServiceView {
    let portal = here.site.portal;
    let own = &service.own;
    let at = |key: &str| service.node.at(key);
    let procedures = named_ids(here, &portal.procedures, &own.procedures);
    let needs = named_ids(here, &portal.services, &own.depends_on);
    let needed_by: Vec<NamedView> = here
        .site
        .portal
        .services_naming(&[service.mention()])
        .into_iter()
        .filter(|other| other.own.depends_on.contains(&service.id))
        .map(|other| named(here, other))
        .collect();
    let tasks = tasks::tasks(here, service);
    let shown = needs.iter().chain(&needed_by).map(|named| &named.link).chain(tasks.iter().map(|task| &task.link));
    let referrers = others(here.referrers(service), shown);
    let reviewed = reviewed(here, &service.common);
    let continuity = recovery(here, service);
    let late = reviewed.as_ref().is_some_and(|reviewed| reviewed.late.is_some());
    let mut view = ServiceView {
        title: service.common.title.clone(),
        summary: here.summary(service),
        sourcing: sourcing(here, own),
        provided_by: here.whos(&own.provided_by),
        criticality: own.criticality.map(|value| here.words().criticality(value)),
        lifecycle: lifecycle(here, own),
        proposed: service.common.status == Status::Proposed,
        audience: own.audience.as_ref().map(|audience| here.phrase(audience, at("audience"))),
        hours: own_hours(here, service),
        maintenance: hours_of(here, own.maintenance.as_ref()),
        accountable: tasks::answers(here, service),
        request: own.request.as_ref().and_then(|id| portal.channels.get(id)).map(|channel| people::channel(here, channel)),
        levels: levels(here, service),
        includes: here.phrases(&own.includes, at("includes")),
        excludes: here.phrases(&own.excludes, at("excludes")),
        text: text::text(here, service),
        keywords: service.common.keywords.clone(),
        sections: Vec::new(),
        dated: late || continuity.as_ref().is_some_and(|continuity| continuity.overdue),
        internal: here.internal(&service.node),
        reviewed,
        tasks,
        continuity,
        continuity_page: here.href_of_list(&Subject::Continuity),
        needs,
        needed_by,
        vendors: named_ids(here, &portal.vendors, &own.vendors),
        tools: named_ids(here, &portal.tools, &own.tools),
        sites: here.links(&own.sites),
        procedures,
        referrers,
    };
    view.sections = sections_of(here.words(), &view);
    view
}

fn sections_of(words: Words<'_>, view: &ServiceView) -> Vec<Section> {
    let before: [Planned<'_>; 8] = [
        ("request", &words.t("service.how_to_ask"), true),
        ("levels", &words.t("service.how_fast"), true),
        ("scope", &words.t("service.what_is_included"), !(view.includes.is_empty() && view.excludes.is_empty())),
        ("who", &words.t("common.who_does_what"), true),
        ("continuity", &words.t("common.if_it_is_down"), view.continuity.is_some()),
        ("depends", &words.t("service.dependencies"), !(view.needs.is_empty() && view.needed_by.is_empty())),
        ("vendors", &words.t("service.vendors_and_tools"), !(view.vendors.is_empty() && view.tools.is_empty())),
        ("procedures", &words.t("service.procedures"), !view.procedures.is_empty()),
    ];
    let after: [Planned<'_>; 2] = [
        ("keywords", &words.t("common.asked_for_as"), !view.keywords.is_empty()),
        ("links", &words.t("common.refers_to_it"), !view.referrers.is_empty()),
    ];
    sections_around(&before, view.text.as_ref(), &after)
}

/// Returns a service's hours; on the days of a surge the browser goes by what they become.
fn own_hours(here: &Here<'_>, service: &Entity<Service>) -> Option<Hours> {
    let mut hours = hours_of(here, service.own.coverage.as_ref())?;
    if let Some(live) = &mut hours.live {
        live.surges = live::surges(here.site.portal, service);
    }
    Some(hours)
}

fn hours_of(here: &Here<'_>, coverage: Option<&Id<Coverage>>) -> Option<Hours> {
    coverage.and_then(|id| here.site.portal.coverage.get(id)).map(|coverage| hours(here.words(), here.site.portal, &coverage.own))
}

fn levels(here: &Here<'_>, service: &Entity<Service>) -> LevelsView {
    let own = &service.own;
    let mut promised: Vec<_> = own.targets.iter().collect();
    promised.sort_by_key(|(priority, _)| **priority);
    LevelsView {
        targets: promised.into_iter().map(|(priority, target)| target_view(here, own, *priority, target)).collect(),
        best_effort: own.best_effort,
        missing: own.lacks_targets() && own.lifecycle == Lifecycle::Live,
        availability: own.availability.map(|share| format!("{share}%")),
        exclusions: here.phrases(&own.target_exclusions, service.node.at("target_exclusions")),
    }
}

/// Makes what a service promises for one priority.
pub(super) fn target_view(here: &Here<'_>, own: &Service, priority: Priority, target: &Target) -> TargetView {
    let update_every = target.update_every.or_else(|| here.site.portal.update_every(priority));
    TargetView {
        priority,
        respond: target.respond.map(|value| here.words().duration(value)),
        resolve: target.resolve.map(|value| here.words().duration(value)),
        update_every: update_every.map(|value| here.words().duration(value)),
        hours: hours_of(here, target.coverage.as_ref().or(own.coverage.as_ref())).map(|hours| hours.text),
    }
}
