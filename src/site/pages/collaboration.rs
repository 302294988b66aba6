//! Working together: which channel for what, when we meet, how a dispute ends, which tools talk to which.

mod map;
mod meetings;
mod tools;

use serde::Serialize;
use tera::Value;

use self::map::MapView;
use self::meetings::MeetingsView;
use self::tools::{ConnectionView, ToolView};
use super::ladder::{LadderView, ladder};
use super::listed::ListedView;
use super::people::{self, ChannelView};
use super::{Section, sections};
use crate::model::escalation::Matter;
use crate::site::here::Here;
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct CollaborationView {
    /// The page's heading.
    pub title: String,
    /// Every channel.
    pub channels: Vec<ChannelView>,
    /// The meetings by what they settle.
    pub meetings: Vec<MeetingsView>,
    /// The formal ways to settle a dispute; empty where none is agreed.
    pub disputes: Vec<LadderView>,
    /// The ladders for complaints about a service, and for money and contract.
    pub ladders: Vec<LadderView>,
    /// The tools.
    pub tools: Vec<ToolView>,
    /// How they talk to each other, as a drawing; nothing where there is too little to draw, or too much.
    pub map: Option<MapView>,
    /// How they talk to each other.
    pub connections: Vec<ConnectionView>,
    /// What is on the page.
    pub sections: Vec<Section>,
    /// Whether a status on the page depends on the day of the build.
    pub dated: bool,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let view = collaboration_view(here);
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "collaboration.html", frame, view: Value::from_serializable(&view) }
}

fn collaboration_view(here: &Here<'_>) -> CollaborationView {
    let portal = here.site.portal;
    let ladders = |matters: &[Matter]| -> Vec<LadderView> {
        let of = portal.escalations.iter().filter(|escalation| escalation.own.kind.is_some_and(|kind| matters.contains(&kind)));
        of.map(|escalation| ladder(here, escalation)).collect()
    };
    let mut view = CollaborationView {
        title: here.words().t("title.collaboration"),
        channels: portal.channels.iter().map(|channel| people::channel(here, channel)).collect(),
        meetings: meetings::meetings(here),
        disputes: ladders(&[Matter::Conflict]),
        ladders: ladders(&[Matter::Service, Matter::Commercial]),
        tools: tools::tools(here),
        map: map::map(here),
        connections: tools::connections(here),
        sections: Vec::new(),
        dated: false,
    };
    view.dated = is_dated(&view);
    view.sections = sections(&[
        ("channels", &here.words().t("collaboration.channels"), true),
        ("meetings", &here.words().t("collaboration.meetings"), true),
        ("conflict", &here.words().t("collaboration.if_we_disagree"), true),
        ("ladders", &here.words().t("collaboration.complaints_and_money"), !view.ladders.is_empty()),
        ("tools", &here.words().t("collaboration.tools"), !view.tools.is_empty()),
        ("connections", &here.words().t("collaboration.which_tools_talk"), !view.connections.is_empty()),
    ]);
    view
}

/// Tells whether a status depends on the day of the build; the next dates of meetings do.
fn is_dated(view: &CollaborationView) -> bool {
    let meetings = view.meetings.iter().flat_map(|group| &group.meetings);
    let ladders = view.disputes.iter().chain(&view.ladders).map(|ladder| &ladder.listed);
    view.meetings.iter().any(|group| !group.meetings.is_empty())
        || meetings
            .map(|meeting| &meeting.listed)
            .chain(ladders)
            .chain(view.tools.iter().map(|tool| &tool.listed))
            .any(ListedView::is_dated)
}
