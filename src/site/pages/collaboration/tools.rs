//! What both sides work with: who owns what in it, who may look, what becomes of it, and which talks to which.

use serde::Serialize;

use crate::markdown::Html;
use crate::model::portal::Entity;
use crate::model::tool::{Integration, Tool};
use crate::site::here::{Here, Internal, Link, Who};
use crate::site::pages::listed::{ListedView, listed};

/// One tool.
#[derive(Clone, Debug, Serialize)]
pub struct ToolView {
    /// Its name and texts.
    pub listed: ListedView,
    /// What kind of tool it is.
    pub category: Option<String>,
    /// Who makes it.
    pub vendor: Option<Link>,
    /// Who holds the licence.
    pub licence_owner: Option<Who>,
    /// Whose data is in it.
    pub data_owner: Option<Who>,
    /// Who runs it.
    pub admin: Vec<Who>,
    /// Who may look into it.
    pub read_access: Vec<Who>,
    /// What becomes of it when the sides part.
    pub on_exit: Option<String>,
    /// How many rows of the matrix are done with it: `12 tasks`; each names it on its own page.
    pub tasks: Option<String>,
}

/// A way in which one tool talks to another.
#[derive(Clone, Debug, Serialize)]
pub struct ConnectionView {
    /// The id of its element.
    pub id: String,
    /// Its number, from 1, as in the drawing.
    pub number: usize,
    /// The tool that it belongs to.
    pub from: Link,
    /// Which way things go, as words between the two names.
    pub direction: Option<String>,
    /// The other tool.
    pub with: Link,
    /// What goes from one to the other.
    pub carries: Option<Html>,
    /// Who keeps it working.
    pub owner: Option<Who>,
    /// What people do while it is down.
    pub if_down: Option<Html>,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

/// Returns the tools, in the order of the portal.
pub(super) fn tools(here: &Here<'_>) -> Vec<ToolView> {
    here.site.portal.tools.iter().map(|tool| tool_view(here, tool)).collect()
}

fn tool_view(here: &Here<'_>, tool: &Entity<Tool>) -> ToolView {
    let own = &tool.own;
    let tasks = here.site.portal.rows_naming(&[tool.mention()]);
    // A ticket system is named by most of the matrix, so they are counted here.
    let counted: Vec<Link> = tasks.iter().map(|row| here.link_id(&row.id)).collect();
    ToolView {
        listed: listed(here, tool, &counted),
        tasks: (!tasks.is_empty()).then(|| here.words().count("count.tasks", tasks.len())),
        category: own.category.map(|value| here.words().category(value)),
        vendor: own.vendor.as_ref().map(|id| here.link_id(id)),
        licence_owner: own.licence_owner.as_ref().map(|actor| here.who(actor)),
        data_owner: own.data_owner.as_ref().map(|actor| here.who(actor)),
        admin: here.whos(&own.admin),
        read_access: here.whos(&own.read_access),
        on_exit: own.on_exit.map(|value| here.words().on_exit(value)),
    }
}

/// Walks the connections in the order of the portal: each with the tool that it belongs to, and its place there.
pub(super) fn integrations<'a>(here: &Here<'a>) -> impl Iterator<Item = (&'a Entity<Tool>, usize, &'a Integration)> {
    let of = |tool: &'a Entity<Tool>| tool.own.integrations.iter().enumerate().map(move |(index, integration)| (tool, index, integration));
    here.site.portal.tools.iter().flat_map(of)
}

/// Returns the ways in which the tools talk to each other.
pub(super) fn connections(here: &Here<'_>) -> Vec<ConnectionView> {
    let view = |(place, (tool, index, integration)): (usize, (&Entity<Tool>, usize, &Integration))| {
        let node = tool.node.at(&format!("integrations/{index}"));
        ConnectionView {
            // An id has no double hyphen, so no two tools and connections give the same word.
            id: format!("connection-{}--{}", tool.id, integration.id.as_str()),
            number: place + 1,
            from: here.link_id(&tool.id),
            direction: integration.direction.map(|value| here.words().direction(value)),
            with: here.link_id(&integration.with),
            carries: integration.carries.as_ref().map(|carries| here.phrase(carries, node.at("carries"))),
            owner: integration.owner.as_ref().map(|owner| here.who(owner)),
            if_down: integration.if_down.as_ref().map(|text| here.phrase(text, node.at("if_down"))),
            internal: here.internal(node),
        }
    };
    integrations(here).enumerate().map(view).collect()
}
