//! A procedure as a swim-lane: a lane a side, the client's above, then the provider's, then the vendors', a box a step, an arrow to each step that may follow.
//!
//! A box stands in the lane of its side, or across the first two where both do it or nobody does yet.
//! Long procedures run over several rows, so that the words stay large enough to read.
//! An arrow between neighbours runs straight; any other runs on a track above the lanes; those into other rows say their numbers.

mod geometry;

use serde::Serialize;

use self::geometry::{Geometry, Row};
use super::super::named::{SidesView, sides};
use crate::model::contact::Side;
use crate::model::portal::Entity;
use crate::model::procedure::Procedure;
use crate::site::here::Here;
use crate::site::pages::letters::LineView;

/// The fewest steps that a drawing helps with.
const FEWEST: usize = 3;

/// The most steps that a drawing helps with; the list of steps says the rest.
const MOST: usize = 200;

/// The drawing, in the units of its view box.
#[derive(Clone, Debug, Serialize)]
pub struct LanesView {
    /// How wide it is.
    pub width: i32,
    /// How high it is.
    pub height: i32,
    /// The same in words.
    pub description: String,
    /// The lanes.
    pub lanes: Vec<LaneView>,
    /// The boxes.
    pub boxes: Vec<BoxView>,
    /// The arrows.
    pub arrows: Vec<ArrowView>,
    /// Whether a box stands across both lanes.
    pub has_shared: bool,
}

/// A lane, in one row.
#[derive(Clone, Debug, Serialize)]
pub struct LaneView {
    /// `client`, `provider` or `vendor`.
    pub side: &'static str,
    /// Its upper edge.
    pub y: i32,
    /// How high it is.
    pub height: i32,
    /// What the side is called.
    pub label: Vec<LineView>,
}

/// A step.
#[derive(Clone, Debug, Serialize)]
pub struct BoxView {
    /// `client`, `provider`, `vendor` or `shared`; nothing where nobody does it yet.
    pub side: Option<&'static str>,
    /// Its left edge.
    pub x: i32,
    /// Its upper edge.
    pub y: i32,
    /// How wide it is.
    pub width: i32,
    /// How high it is.
    pub height: i32,
    /// Its number.
    pub number: LineView,
    /// What is done.
    pub title: Vec<LineView>,
    /// How soon, below the lanes.
    pub within: Vec<LineView>,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

/// An arrow.
#[derive(Clone, Debug, Serialize)]
pub struct ArrowView {
    /// The line, as SVG path data.
    pub line: String,
    /// The head, as SVG path data.
    pub head: String,
    /// The numbers of the steps in other rows that it leads to.
    pub label: Option<LineView>,
}

/// Draws a procedure; nothing if it has too few steps, or too many.
pub(super) fn lanes(here: &Here<'_>, procedure: &Entity<Procedure>) -> Option<LanesView> {
    let own = &procedure.own;
    if !(FEWEST..=MOST).contains(&own.steps.len()) {
        return None;
    }
    let places = own.places();
    let doing: Vec<Option<SidesView>> = own.steps.iter().map(|step| sides(here, &step.by)).collect();
    let of: Vec<Option<&'static str>> = doing.iter().map(|sides| sides.as_ref().map(|sides| sides.side)).collect();
    let portal = here.site.portal;
    let vendors = vendors(here, &doing);
    let names = [("client", portal.client_short()), ("provider", portal.provider.short()), ("vendor", &vendors)];
    // A step that both do, or nobody does yet, stands across the lanes of both.
    let both = of.iter().any(|side| matches!(side, Some("shared") | None));
    let is_used = |side: &'static str| of.contains(&Some(side)) || (both && side != "vendor");
    let used: Vec<(&'static str, &str)> = names.into_iter().filter(|(side, _)| is_used(side)).collect();
    let edges: Vec<(usize, usize)> =
        (0..own.steps.len()).flat_map(|from| own.following(from, &places).into_iter().map(move |to| (from, to))).collect();
    let titles: Vec<&str> = own.steps.iter().map(|step| step.title.as_str()).collect();
    let geometry = Geometry::new(&titles, &of, &used.iter().map(|(side, _)| *side).collect::<Vec<_>>(), edges);
    let boxes = (0..own.steps.len()).map(|index| box_view(here, procedure, &geometry, index, of[index])).collect();
    Some(LanesView {
        width: geometry::WIDTH,
        height: geometry.height(),
        description: description(here, &of, &names),
        lanes: geometry.rows.iter().flat_map(|row| lanes_of(&geometry, row, &used)).collect(),
        boxes,
        arrows: geometry.arrows(here.words()),
        has_shared: of.contains(&Some("shared")),
    })
}

/// Names the lane of the vendors: the one that has steps, else all of them.
fn vendors(here: &Here<'_>, doing: &[Option<SidesView>]) -> String {
    let mut names = doing.iter().flatten().filter(|sides| sides.side == "vendor").map(|sides| &sides.text);
    match names.next() {
        Some(first) if names.all(|name| name == first) => first.clone(),
        _ => here.side_name(Side::Vendor),
    }
}

fn lanes_of(geometry: &Geometry, row: &Row, used: &[(&'static str, &str)]) -> Vec<LaneView> {
    let height = geometry.lane_height();
    let lane = |(place, (side, name)): (usize, &(&'static str, &str))| {
        let y = geometry.lane_top(row, place);
        LaneView { side, y, height, label: geometry::block(name, geometry::LABEL_X, y + height / 2, geometry::LABEL_WIDTH) }
    };
    used.iter().enumerate().map(lane).collect()
}

fn box_view(here: &Here<'_>, procedure: &Entity<Procedure>, geometry: &Geometry, index: usize, side: Option<&'static str>) -> BoxView {
    let step = &procedure.own.steps[index];
    let place = geometry.place(index);
    let (number, title) = geometry.words(index);
    let within = step.within.map(|value| here.words().duration(value)).unwrap_or_default();
    BoxView {
        side,
        x: place.x,
        y: place.y,
        width: place.width,
        height: place.height,
        number,
        title,
        within: geometry.under(index, &within),
        internal: here.is_internal(procedure.node.at(&format!("steps/{index}"))),
    }
}

fn description(here: &Here<'_>, of: &[Option<&'static str>], names: &[(&'static str, &str)]) -> String {
    let numbers = |side: Option<&str>| -> Vec<String> {
        of.iter().enumerate().filter(|(_, other)| **other == side).map(|(index, _)| (index + 1).to_string()).collect()
    };
    let words = here.words();
    let said = |key: &str, name: &str, numbers: Vec<String>| {
        (!numbers.is_empty()).then(|| words.fill(key, &[("name", name), ("steps", &words.and(&numbers))]))
    };
    let named = names.iter().filter_map(|(side, name)| said("procedure.lane_of", name, numbers(Some(side))));
    let rest = [said("procedure.lane_of_both", "", numbers(Some("shared"))), said("procedure.lane_of_nobody", "", numbers(None))];
    let lanes: Vec<String> = named.chain(rest.into_iter().flatten()).collect();
    words.count_with("procedure.lanes", of.len(), &[("lanes", &lanes.join(" "))])
}
