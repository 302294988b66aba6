//! How bad it is: who is hit times how far work has stopped gives the priority, and what each priority means.

use serde::Serialize;

use crate::markdown::Html;
use crate::model::escalation::Escalation;
use crate::model::portal::Entity;
use crate::model::priority::Priority;
use crate::model::severity::Severity;
use crate::site::here::{Here, Internal, Link};
use crate::site::pages::listed::{ListedView, listed};
use crate::site::routes;

/// The most choices in a list for which the stylesheet can pick.
const MOST: usize = 4;

/// Impact times urgency.
#[derive(Clone, Debug, Serialize)]
pub struct SeverityView {
    /// Its name and texts.
    pub listed: ListedView,
    /// How many are hit, the most first.
    pub impacts: Vec<ChoiceView>,
    /// How much they can still do, the least first.
    pub urgencies: Vec<ChoiceView>,
    /// The priorities, a row an impact.
    pub rows: Vec<RowView>,
    /// Whether the lists are short enough, and the matrix full, for picking.
    pub can_pick: bool,
    /// What each priority means, the most urgent first.
    pub priorities: Vec<PriorityView>,
}

/// An impact or urgency.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceView {
    /// Its number, from 1.
    pub number: usize,
    /// What a reader calls it.
    pub title: String,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

/// The priorities of one impact.
#[derive(Clone, Debug, Serialize)]
pub struct RowView {
    /// The impact.
    pub title: String,
    /// The priority for each urgency.
    pub cells: Vec<CellView>,
}

/// The priority of an impact and an urgency.
#[derive(Clone, Debug, Serialize)]
pub struct CellView {
    /// The two numbers: `12`.
    pub cell: String,
    /// The urgency.
    pub urgency: String,
    /// The priority; nothing where the matrix does not say it.
    pub priority: Option<Priority>,
}

/// What a priority means.
#[derive(Clone, Debug, Serialize)]
pub struct PriorityView {
    /// The priority.
    pub id: Priority,
    /// What a reader calls it; nothing where nobody has said it.
    pub title: Option<String>,
    /// `bad` for P1, `warn` for P2, else `ok`.
    pub state: &'static str,
    /// The cells of the matrix that give it: `11 12`.
    pub cells: String,
    /// When something has this priority.
    pub means: Option<Html>,
    /// Something that had it.
    pub example: Option<Html>,
    /// How often there is news.
    pub update_every: Option<String>,
    /// The ladders that hold for it.
    pub ladders: Vec<Link>,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

/// Returns how bad things are judged, if somebody has said it.
pub(super) fn severity(here: &Here<'_>) -> Option<SeverityView> {
    let severity = here.site.portal.severity.iter().next()?;
    let own = &severity.own;
    let rows = rows(own);
    let full = rows.iter().flat_map(|row| &row.cells).all(|cell| cell.priority.is_some());
    let fits = (1..=MOST).contains(&own.impacts.len()) && (1..=MOST).contains(&own.urgencies.len());
    let choice = |list: &str, index: usize, title: &str| ChoiceView {
        number: index + 1,
        title: title.to_owned(),
        internal: here.is_internal(severity.node.at(&format!("{list}/{index}"))),
    };
    Some(SeverityView {
        listed: listed(here, severity, []),
        impacts: own.impacts.iter().enumerate().map(|(index, impact)| choice("impacts", index, &impact.title)).collect(),
        urgencies: own.urgencies.iter().enumerate().map(|(index, urgency)| choice("urgencies", index, &urgency.title)).collect(),
        can_pick: fits && full,
        priorities: own.all_priorities().into_iter().map(|priority| priority_view(here, severity, priority, &rows)).collect(),
        rows,
    })
}

fn rows(own: &Severity) -> Vec<RowView> {
    let row = |(index, impact): (usize, &crate::model::severity::Impact)| {
        let cell = |(other, urgency): (usize, &crate::model::severity::Urgency)| CellView {
            cell: format!("{}{}", index + 1, other + 1),
            urgency: urgency.title.clone(),
            priority: own.priority(&impact.id, &urgency.id),
        };
        RowView { title: impact.title.clone(), cells: own.urgencies.iter().enumerate().map(cell).collect() }
    };
    own.impacts.iter().enumerate().map(row).collect()
}

fn priority_view(here: &Here<'_>, severity: &Entity<Severity>, priority: Priority, rows: &[RowView]) -> PriorityView {
    let place = severity.own.priorities.iter().position(|meaning| meaning.id == priority);
    let meaning = place.map(|place| (&severity.own.priorities[place], severity.node.at(&format!("priorities/{place}"))));
    let given = rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.priority == Some(priority));
    let cells: Vec<&str> = given.map(|cell| cell.cell.as_str()).collect();
    PriorityView {
        id: priority,
        title: meaning.map(|(meaning, _)| meaning.title.clone()),
        state: match priority {
            Priority::P1 => "bad",
            Priority::P2 => "warn",
            Priority::P3 | Priority::P4 | Priority::P5 => "ok",
        },
        cells: cells.join(" "),
        means: meaning.and_then(|(meaning, node)| meaning.means.as_ref().map(|means| here.phrase(means, node.at("means")))),
        example: meaning.and_then(|(meaning, node)| meaning.example.as_ref().map(|example| here.phrase(example, node.at("example")))),
        update_every: meaning.and_then(|(meaning, _)| meaning.update_every).map(|value| here.words().duration(value)),
        ladders: ladders(here, priority),
        internal: meaning.and_then(|(_, node)| here.internal(node)),
    }
}

fn ladders(here: &Here<'_>, priority: Priority) -> Vec<Link> {
    let holds = |own: &Escalation| own.priority.is_empty() || own.priority.contains(&priority);
    let all = here.site.portal.escalations.iter().filter(|ladder| !routes::is_dispute(&ladder.node));
    all.filter(|ladder| holds(&ladder.own)).map(|ladder| here.link_id(&ladder.id)).collect()
}
