//! Who does what in a service: the rows of the matrix that belong to it.

use serde::Serialize;

use crate::model::entity::Status;
use crate::model::id::Actor;
use crate::model::portal::Entity;
use crate::model::responsibility::Responsibility;
use crate::model::service::Service;
use crate::site::here::{Here, Link, Who};
use crate::site::pages::responsibility::SourcingView;

/// One row.
#[derive(Clone, Debug, Serialize)]
pub struct TaskView {
    /// Its name and address.
    pub link: Link,
    /// Its short reference.
    pub code: Option<String>,
    /// Which sides do it; nothing where nobody does.
    pub sourcing: Option<SourcingView>,
    /// Who does it.
    pub doers: Vec<Who>,
    /// Who answers for it.
    pub accountable: Vec<Who>,
    /// Whether it is on the table and not yet agreed.
    pub proposed: bool,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

/// Somebody who answers for tasks of a service.
#[derive(Clone, Debug, Serialize)]
pub struct AnswersView {
    /// Who it is.
    pub who: Who,
    /// For which of them: `all 3 tasks`, `2 of 3 tasks`.
    pub tasks: String,
}

pub(super) fn tasks(here: &Here<'_>, service: &Entity<Service>) -> Vec<TaskView> {
    rows(here, service).map(|row| task(here, row)).collect()
}

fn rows<'a>(here: &Here<'a>, service: &Entity<Service>) -> impl Iterator<Item = &'a Entity<Responsibility>> {
    let naming = here.site.portal.rows_naming(&[service.mention()]);
    naming.into_iter().filter(|row| row.own.service.as_ref() == Some(&service.id))
}

fn task(here: &Here<'_>, row: &Entity<Responsibility>) -> TaskView {
    let own = &row.own;
    TaskView {
        link: here.link_id(&row.id),
        code: own.code.clone(),
        sourcing: own.sourcing(here.site.portal).map(|sourcing| SourcingView::new(here, sourcing)),
        doers: own.doers().into_iter().map(|actor| here.who(actor)).collect(),
        accountable: answerable(own).into_iter().map(|actor| here.who(actor)).collect(),
        proposed: row.common.status == Status::Proposed,
        internal: here.is_internal(&row.node),
    }
}

/// Returns everybody who answers for a row or a part of it, each once.
fn answerable(row: &Responsibility) -> Vec<&Actor> {
    let mut all: Vec<&Actor> = Vec::new();
    for actor in row.accountable.iter().chain(row.parts.iter().flat_map(|part| &part.accountable)) {
        if !all.contains(&actor) {
            all.push(actor);
        }
    }
    all
}

/// Returns everybody who answers for tasks of a service, those first who answer for most.
pub(super) fn answers(here: &Here<'_>, service: &Entity<Service>) -> Vec<AnswersView> {
    let all: Vec<Vec<&Actor>> = rows(here, service).map(|row| answerable(&row.own)).collect();
    let mut counted: Vec<(&Actor, usize)> = Vec::new();
    for actor in all.iter().flatten().copied() {
        match counted.iter_mut().find(|(known, _)| *known == actor) {
            Some((_, count)) => *count += 1,
            None => counted.push((actor, 1)),
        }
    }
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let view = |(actor, count): (&Actor, usize)| AnswersView { who: here.who(actor), tasks: share(here, count, all.len()) };
    counted.into_iter().map(view).collect()
}

fn share(here: &Here<'_>, count: usize, all: usize) -> String {
    match (count, all) {
        (1, 1) => here.words().t("service.the_one_task"),
        _ if count == all => here.words().count("service.all_tasks", all),
        _ => here.words().count_with("service.some_tasks", all, &[("part", &count.to_string())]),
    }
}
