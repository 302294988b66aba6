//! The order in which services come back when all of them are down: nothing starts before what it needs.
//!
//! Among what could start, whatever the most critical services wait for comes first, then by criticality, then by title.
//! Services that need each other in a circle have no order among them: they make one stage together.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap};

use super::id::Id;
use super::portal::{Entity, Portal};
use super::service::{Criticality, Lifecycle, Service};

/// Services that start together.
#[derive(Clone, Debug)]
pub struct Stage<'a> {
    /// The services: one, or those of a circle.
    pub services: Vec<&'a Entity<Service>>,
    /// The places, from 0, of the stages that must be there before, in rising order.
    pub after: Vec<usize>,
}

impl Stage<'_> {
    /// Tells whether no order follows from what is written, because something in it needs itself, by itself or through others.
    pub fn is_circle(&self) -> bool {
        self.services.len() > 1 || self.services.iter().any(|service| service.own.depends_on.contains(&service.id))
    }
}

/// How urgent a stage is, the most urgent least: by what waits for it, by itself, by title, by place in the portal.
type Urgency<'a> = (Rank, Rank, &'a str, usize);

/// A criticality, those not said last.
type Rank = (bool, Option<Criticality>);

impl Portal {
    /// Returns the services in the order in which they come back; those that are only planned are not among them.
    pub fn restore_order(&self) -> Vec<Stage<'_>> {
        let services: Vec<&Entity<Service>> = self.services.iter().filter(|service| service.own.lifecycle != Lifecycle::Planned).collect();
        let places: HashMap<&Id<Service>, usize> = services.iter().enumerate().map(|(place, service)| (&service.id, place)).collect();
        let needed = |service: &&Entity<Service>| service.own.depends_on.iter().filter_map(|id| places.get(id).copied()).collect();
        let needs: Vec<Vec<usize>> = services.iter().map(needed).collect();
        let circles = circles(&needs);
        let after = between(&circles, &needs);
        let urgencies = urgencies(&services, &circles, &after);
        stages(&services, &circles, &after, &urgencies)
    }
}

/// Returns the nodes of a graph in groups, each of those that reach each other; a group stands before those that it needs.
///
/// By Kosaraju's algorithm: in the reverse of the order in which a search leaves them, whatever still reaches a node is of its group.
fn circles(needs: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); needs.len()];
    for (from, to) in needs.iter().enumerate().flat_map(|(from, all)| all.iter().map(move |to| (from, *to))) {
        needed_by[to].push(from);
    }
    let mut left: Vec<usize> = Vec::new();
    let mut seen = vec![false; needs.len()];
    for start in 0..needs.len() {
        left.extend(search(start, needs, &mut seen));
    }
    let mut seen = vec![false; needs.len()];
    left.iter().rev().map(|start| search(*start, &needed_by, &mut seen)).filter(|group| !group.is_empty()).collect()
}

/// Walks what can be reached from a node and was not seen before, and returns it in the order in which it was left.
fn search(start: usize, edges: &[Vec<usize>], seen: &mut [bool]) -> Vec<usize> {
    let mut left = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut enter = |node: usize, open: &mut Vec<(usize, usize)>| {
        if !std::mem::replace(&mut seen[node], true) {
            open.push((node, 0));
        }
    };
    enter(start, &mut open);
    while let Some((node, next)) = open.last_mut() {
        match edges[*node].get(*next) {
            Some(to) => {
                *next += 1;
                enter(*to, &mut open);
            }
            None => {
                left.push(*node);
                open.pop();
            }
        }
    }
    left
}

/// Returns which groups each group needs.
fn between(groups: &[Vec<usize>], needs: &[Vec<usize>]) -> Vec<BTreeSet<usize>> {
    let mut group_of = vec![0; needs.len()];
    for (group, nodes) in groups.iter().enumerate() {
        nodes.iter().for_each(|node| group_of[*node] = group);
    }
    let needed = |(group, nodes): (usize, &Vec<usize>)| {
        nodes.iter().flat_map(|node| &needs[*node]).map(|to| group_of[*to]).filter(|to| *to != group).collect()
    };
    groups.iter().enumerate().map(needed).collect()
}

fn urgencies<'a>(services: &[&'a Entity<Service>], groups: &[Vec<usize>], after: &[BTreeSet<usize>]) -> Vec<Urgency<'a>> {
    let rank = |node: &usize| {
        let criticality = services[*node].own.criticality;
        (criticality.is_none(), criticality)
    };
    let own = |nodes: &Vec<usize>| {
        let rank = nodes.iter().map(rank).min().unwrap_or((true, None));
        let (title, place) = nodes.iter().map(|node| (services[*node].common.title.as_str(), *node)).min().unwrap_or_default();
        (rank, rank, title, place)
    };
    let mut urgencies: Vec<Urgency<'a>> = groups.iter().map(own).collect();
    // A group stands before those that it needs, so each has heard of all that waits for it when it passes that on.
    for group in 0..groups.len() {
        for needed in &after[group] {
            urgencies[*needed].0 = urgencies[*needed].0.min(urgencies[group].0);
        }
    }
    urgencies
}

fn stages<'a>(
    services: &[&'a Entity<Service>],
    groups: &[Vec<usize>],
    after: &[BTreeSet<usize>],
    urgencies: &[Urgency<'a>],
) -> Vec<Stage<'a>> {
    let mut waits: Vec<usize> = after.iter().map(BTreeSet::len).collect();
    let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); groups.len()];
    for (group, needed) in after.iter().enumerate() {
        needed.iter().for_each(|needed| needed_by[*needed].push(group));
    }
    let ready = |group: usize| Reverse((urgencies[group], group));
    let mut open: BinaryHeap<_> = (0..groups.len()).filter(|group| waits[*group] == 0).map(ready).collect();
    let mut places = vec![0; groups.len()];
    let mut stages = Vec::with_capacity(groups.len());
    while let Some(Reverse((_, group))) = open.pop() {
        places[group] = stages.len();
        let mut nodes = groups[group].clone();
        nodes.sort_unstable();
        let mut after: Vec<usize> = after[group].iter().map(|needed| places[*needed]).collect();
        after.sort_unstable();
        stages.push(Stage { services: nodes.into_iter().map(|node| services[node]).collect(), after });
        for waiting in &needed_by[group] {
            waits[*waiting] -= 1;
            if waits[*waiting] == 0 {
                open.push(ready(*waiting));
            }
        }
    }
    stages
}
