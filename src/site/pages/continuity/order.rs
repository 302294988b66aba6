//! The order in which services come back when all of them are down at once.

use serde::Serialize;

use crate::model::id::{Actor, Id};
use crate::model::portal::Entity;
use crate::model::restore::Stage;
use crate::model::service::{Lifecycle, Service};
use crate::site::here::{Here, Link, Who};
use crate::site::pages::named::side_mark;
use crate::site::pages::recovery::is_asked;

/// The order in which services come back.
#[derive(Clone, Debug, Serialize)]
pub struct OrderView {
    /// The services that wait for another, or another for them, or of which a recovery is agreed; else all of them.
    pub stages: Vec<StageView>,
    /// The others, the most critical first.
    pub rest: Vec<Link>,
}

/// What starts together: one service, or several that need each other.
#[derive(Clone, Debug, Serialize)]
pub struct StageView {
    /// Its number, from 1.
    pub number: usize,
    /// `client`, `provider`, `vendor` or `shared`; nothing where nobody is named.
    pub side: Option<&'static str>,
    /// The services.
    pub services: Vec<Link>,
    /// Whether they need each other, or one needs itself, so that nothing says how it starts.
    pub circle: bool,
    /// The numbers of the stages that must be there before.
    pub after: Vec<usize>,
    /// What else it needs that is not among the services in use.
    pub outside: Vec<Link>,
    /// Who brings it back, else who provides it; empty where nobody is named.
    pub by: Vec<Who>,
}

/// Makes the order of some stages.
pub(super) fn order(here: &Here<'_>, stages: &[Stage<'_>]) -> OrderView {
    let mut is_needed = vec![false; stages.len()];
    stages.iter().flat_map(|stage| &stage.after).for_each(|place| is_needed[*place] = true);
    let is_said = |place: usize, stage: &Stage<'_>| {
        is_needed[place] || !stage.after.is_empty() || stage.is_circle() || stage.services.iter().any(|service| is_asked(&service.own))
    };
    let (said, rest): (Vec<usize>, Vec<usize>) = (0..stages.len()).partition(|place| is_said(*place, &stages[*place]));
    // Where nothing is said of any, their criticality is all there is to go by.
    let (said, rest) = if said.is_empty() { (rest, said) } else { (said, rest) };
    let number = |place: &usize| said.binary_search(place).map_or(0, |index| index + 1);
    let view = |place: &usize| {
        let stage = &stages[*place];
        let actors: Vec<&Actor> = stage.services.iter().flat_map(|service| bringing_back(&service.own)).collect();
        StageView {
            number: number(place),
            side: side_mark(here, actors.iter().copied()),
            services: links(here, stage),
            circle: stage.is_circle(),
            after: stage.after.iter().map(number).collect(),
            outside: stage.services.iter().flat_map(|service| outside(here, service)).collect(),
            by: each_once(&actors).into_iter().map(|actor| here.who(actor)).collect(),
        }
    };
    OrderView { stages: said.iter().map(view).collect(), rest: rest.iter().flat_map(|place| links(here, &stages[*place])).collect() }
}

fn links(here: &Here<'_>, stage: &Stage<'_>) -> Vec<Link> {
    stage.services.iter().map(|service| here.link_id(&service.id)).collect()
}

/// Returns who brings a service back, else who provides it.
fn bringing_back(own: &Service) -> Vec<&Actor> {
    let restored_by = own.continuity.as_ref().and_then(|continuity| continuity.restored_by.as_ref());
    restored_by.map_or_else(|| own.provided_by.iter().collect(), |actor| vec![actor])
}

/// Returns what a service needs that has no place in the order: what the portal does not hold, and what is only planned.
fn outside(here: &Here<'_>, service: &Entity<Service>) -> Vec<Link> {
    let in_use = |id: &Id<Service>| here.site.portal.services.get(id).is_some_and(|needed| needed.own.lifecycle != Lifecycle::Planned);
    service.own.depends_on.iter().filter(|id| !in_use(id)).map(|id| here.link_id(id)).collect()
}

fn each_once<'a>(actors: &[&'a Actor]) -> Vec<&'a Actor> {
    let mut once: Vec<&Actor> = Vec::new();
    for actor in actors {
        if !once.contains(actor) {
            once.push(actor);
        }
    }
    once
}
