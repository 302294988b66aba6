//! Which tools talk to which, as a drawing: one tool with all that it talks to at a time, each connection a line of its own.
//!
//! The tool with the most connections not drawn yet stands in the middle, and what it talks to stands on both sides of it.
//! So no line crosses another or runs under a box, however many tools there are; a tool that several talk to may stand at a side more than once.

use std::cmp::Reverse;

use serde::Serialize;

use super::tools::integrations;
use crate::model::id::{Actor, Id};
use crate::model::portal::Entity;
use crate::model::tool::{Direction, Integration, Tool};
use crate::site::here::Here;
use crate::site::pages::letters::{LINE, LineView, lines, stacked, units};
use crate::site::pages::named::{SidesView, sides};

/// The fewest connections that a drawing helps with.
const FEWEST: usize = 2;
/// The most connections that a drawing helps with; the list says the rest.
const MOST: usize = 200;
/// How wide the drawing is: about as many units as the page gives it pixels, so that a unit of text is a pixel.
const WIDTH: i32 = 760;
/// The boxes at the side: how wide they are, and where those on the right begin.
const SIDE: i32 = 212;
const RIGHT: i32 = WIDTH - 12 - SIDE;
const LEFT: i32 = 12;
/// The box in the middle.
const MIDDLE: i32 = 288;
const HUB: i32 = WIDTH - 2 * MIDDLE;
/// Between a box's edge and its words; the mark of its side stands there.
const INDENT: i32 = 30;
/// Between a box's edges and its words, above and below them together.
const PADDING: i32 = 18;
/// Between two boxes.
const GAP: i32 = 12;
/// Between a tool with all that it talks to and the next.
const APART: i32 = 28;
/// Between two connections of one box.
const WIRE: i32 = 28;
/// The most lines of a name.
const MOST_LINES: usize = 4;

/// The drawing, in the units of its view box.
#[derive(Clone, Debug, Serialize)]
pub struct MapView {
    /// How wide it is.
    pub width: i32,
    /// How high it is.
    pub height: i32,
    /// The heights at which one tool with all that it talks to ends and the next begins.
    pub between: Vec<i32>,
    /// The tools.
    pub boxes: Vec<BoxView>,
    /// The connections.
    pub wires: Vec<WireView>,
    /// Whether something goes by hand.
    pub has_manual: bool,
    /// Whether there is a connection of which nobody has said which way things go.
    pub has_unsaid: bool,
}

/// A tool.
#[derive(Clone, Debug, Serialize)]
pub struct BoxView {
    /// The side that runs it: `client`, `provider`, `shared` or `vendor`; nothing where nobody does yet.
    pub side: Option<&'static str>,
    /// Its left edge.
    pub x: i32,
    /// Its upper edge.
    pub y: i32,
    /// How wide it is.
    pub width: i32,
    /// How high it is.
    pub height: i32,
    /// Where the mark of its side stands: its left edge.
    pub mark_x: i32,
    /// The mark's upper edge.
    pub mark_y: i32,
    /// Its name.
    pub name: Vec<LineView>,
    /// Who runs it, and whose data is in it.
    pub about: Vec<LineView>,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

/// A connection.
#[derive(Clone, Debug, Serialize)]
pub struct WireView {
    /// The number by which the list names it, in the middle of the line.
    pub number: LineView,
    /// The middle of the circle around the number.
    pub x: i32,
    /// The same from above.
    pub y: i32,
    /// The line, as SVG path data.
    pub line: String,
    /// The heads that say which way things go, as SVG path data; empty where that is not said.
    pub head: String,
    /// Whether things go by hand.
    pub manual: bool,
}

/// A connection to be drawn.
#[derive(Clone, Copy)]
struct Wire<'a> {
    number: usize,
    from: &'a Id<Tool>,
    with: &'a Id<Tool>,
    direction: Option<Direction>,
}

impl<'a> Wire<'a> {
    fn touches(&self, tool: &Id<Tool>) -> bool {
        self.from == tool || self.with == tool
    }

    /// Returns the tool at its other end.
    fn other(&self, tool: &Id<Tool>) -> &'a Id<Tool> {
        if self.from == tool { self.with } else { self.from }
    }
}

/// Draws the connections; nothing if they are too few, or too many.
pub(super) fn map<'a>(here: &Here<'a>) -> Option<MapView> {
    let wire = |(place, (tool, _, integration)): (usize, (&'a Entity<Tool>, usize, &'a Integration))| Wire {
        number: place + 1,
        from: &tool.id,
        with: &integration.with,
        direction: integration.direction,
    };
    let wires: Vec<Wire<'_>> = integrations(here).enumerate().map(wire).collect();
    if !(FEWEST..=MOST).contains(&wires.len()) {
        return None;
    }
    let mut view = MapView {
        width: WIDTH,
        height: GAP,
        between: Vec::new(),
        boxes: Vec::new(),
        wires: Vec::new(),
        has_manual: wires.iter().any(|wire| wire.direction == Some(Direction::Manual)),
        has_unsaid: wires.iter().any(|wire| wire.direction.is_none()),
    };
    for (hub, wires) in stars(wires) {
        if view.height > GAP {
            view.between.push(view.height + APART / 2);
            view.height += APART;
        }
        draw(here, &mut view, hub, &wires);
    }
    view.height += GAP;
    Some(view)
}

/// Sorts connections by the tool that they are drawn around: always the one with the most that are left, the first of the portal among equals.
fn stars(mut wires: Vec<Wire<'_>>) -> Vec<(&Id<Tool>, Vec<Wire<'_>>)> {
    let mut stars = Vec::new();
    loop {
        // Tools in the order in which the connections name them, which is that of the portal.
        let mut counts: Vec<(&Id<Tool>, usize)> = Vec::new();
        for tool in wires.iter().flat_map(|wire| [Some(wire.from), Some(wire.with).filter(|with| *with != wire.from)]).flatten() {
            match counts.iter_mut().find(|(known, _)| *known == tool) {
                Some((_, count)) => *count += 1,
                None => counts.push((tool, 1)),
            }
        }
        let most = counts.iter().enumerate().max_by_key(|(place, (_, count))| (*count, Reverse(*place)));
        let Some((_, (hub, _))) = most else { return stars };
        let (around, rest) = wires.into_iter().partition(|wire: &Wire<'_>| wire.touches(hub));
        stars.push((*hub, around));
        wires = rest;
    }
}

/// Draws one tool with all that it talks to, below what is drawn already.
fn draw(here: &Here<'_>, view: &mut MapView, hub: &Id<Tool>, wires: &[Wire<'_>]) {
    let top = view.height;
    let (left, right) = beside(here, hub, wires);
    let mut y = top;
    for row in 0..left.len().max(right.len()) {
        let ends = [(left.get(row), LEFT), (right.get(row), RIGHT)];
        let mut height = 0;
        for (wires, x) in ends.into_iter().filter_map(|(wires, x)| Some((wires?, x))) {
            let mut tool = tool_box(here, wires[0].other(hub), x, y, SIDE);
            grow(&mut tool, units(wires.len()) * WIRE);
            view.wires.extend(wires.iter().enumerate().map(|(place, wire)| wire_view(hub, wire, &tool, middle(&tool, place, wires.len()))));
            height = height.max(tool.height);
            view.boxes.push(tool);
        }
        y += height + GAP;
    }
    let mut middle = tool_box(here, hub, MIDDLE, top, HUB);
    grow(&mut middle, y - GAP - top);
    view.height = top + middle.height;
    view.boxes.push(middle);
}

/// Returns the connections of a tool by the tool at their other end, half of those on either side; whatever the client alone runs stands first, and on the left.
fn beside<'a>(here: &Here<'_>, hub: &Id<Tool>, wires: &[Wire<'a>]) -> (Vec<Vec<Wire<'a>>>, Vec<Vec<Wire<'a>>>) {
    let mut ends: Vec<Vec<Wire<'a>>> = Vec::new();
    for wire in wires {
        match ends.iter_mut().find(|end| end[0].other(hub) == wire.other(hub)) {
            Some(end) => end.push(*wire),
            None => ends.push(vec![*wire]),
        }
    }
    let is_clients = |end: &Vec<Wire<'a>>| run_by(here, end[0].other(hub)).is_some_and(|sides| sides.side == "client");
    let (mut left, mut right): (Vec<_>, Vec<_>) = ends.into_iter().partition(is_clients);
    let taken = right.len().saturating_sub(left.len()) / 2;
    left.extend(right.drain(..taken));
    (left, right)
}

/// Makes a box at least so high, with its words in the middle.
fn grow(tool: &mut BoxView, height: i32) {
    let down = (height - tool.height).max(0) / 2;
    tool.name.iter_mut().chain(&mut tool.about).for_each(|line| line.y += down);
    tool.mark_y += down;
    tool.height = tool.height.max(height);
}

/// Returns the height of one of several connections of a box.
fn middle(tool: &BoxView, place: usize, count: usize) -> i32 {
    tool.y + tool.height * (2 * units(place) + 1) / (2 * units(count))
}

fn tool_box(here: &Here<'_>, id: &Id<Tool>, x: i32, y: i32, width: i32) -> BoxView {
    let room = width - INDENT - 8;
    let sides = run_by(here, id);
    let name = lines(&here.link_id(id).title, room, MOST_LINES);
    // The letters of what is said of it are smaller than those that `lines` measures.
    let about = lines(&about(here, id, sides.as_ref()), room * 6 / 5, 3);
    let height = LINE * units(name.len() + about.len()) + PADDING;
    let below = y + PADDING / 2 + LINE * units(name.len());
    BoxView {
        side: sides.map(|sides| sides.side),
        x,
        y,
        width,
        height,
        mark_x: x + 9,
        mark_y: y + PADDING / 2 + 1,
        name: stacked(name, x + INDENT, y + PADDING / 2 + 12),
        about: stacked(about, x + INDENT, below + 12),
        internal: here.site.portal.tools.get(id).is_some_and(|tool| here.is_internal(&tool.node)),
    }
}

/// Returns the sides of those who run a tool, else of who holds its licence.
fn run_by(here: &Here<'_>, id: &Id<Tool>) -> Option<SidesView> {
    let own = &here.site.portal.tools.get(id)?.own;
    let actors: Vec<&Actor> = if own.admin.is_empty() { own.licence_owner.iter().collect() } else { own.admin.iter().collect() };
    sides(here, actors)
}

/// Says who runs a tool, and whose data is in it.
fn about(here: &Here<'_>, id: &Id<Tool>, sides: Option<&SidesView>) -> String {
    let runs = sides.map_or_else(|| here.words().t("map.nobody_runs_it"), |sides| sides.text.clone());
    let data_owner = here.site.portal.tools.get(id).and_then(|tool| tool.own.data_owner.as_ref());
    match data_owner {
        Some(owner) => here.words().fill("map.with_data", &[("runs", &runs), ("owner", &here.who(owner).name)]),
        None => runs,
    }
}

/// Draws a connection between the tool in the middle and one at its side.
fn wire_view(hub: &Id<Tool>, wire: &Wire<'_>, tool: &BoxView, y: i32) -> WireView {
    let is_left = tool.x == LEFT;
    let (outer, inner) = if is_left { (LEFT + SIDE, MIDDLE) } else { (RIGHT, MIDDLE + HUB) };
    let to_hub = wire.with == hub;
    let (into_hub, out_of_hub) = match wire.direction {
        None => (false, false),
        Some(Direction::TwoWay) => (true, true),
        Some(Direction::OneWay | Direction::Manual) => (to_hub, !to_hub),
    };
    let (right, left) = (|x: i32| format!("M{x} {y}l-7 -4v8z"), |x: i32| format!("M{x} {y}l7 -4v8z"));
    let head_in = if is_left { right(inner) } else { left(inner) };
    let head_out = if is_left { left(outer) } else { right(outer) };
    let heads = [(into_hub, head_in), (out_of_hub, head_out)];
    let x = (outer + inner) / 2;
    WireView {
        number: LineView { x, y: y + 4, text: wire.number.to_string() },
        x,
        y,
        line: format!("M{outer} {y}H{inner}"),
        head: heads.into_iter().filter(|(points, _)| *points).map(|(_, head)| head).collect(),
        manual: wire.direction == Some(Direction::Manual),
    }
}
