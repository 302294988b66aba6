//! Sourcing as a plot: how strongly something is pulled out, to the right, and how much it sets the client apart, upwards.
//!
//! The pull is the one that the suggestion follows from, so a mark stands in the zone of what is suggested, whatever the factors weigh; its side shows what was decided.
//! Labels are placed from right to left, each right of its mark, else left, above or below, where it hits no label, mark or name of a zone.
//! A name that finds no place gives way to the number of the decision's row in the table, and that to nothing.

use std::cmp::Reverse;

use serde::Serialize;

use crate::model::contact::Side;
use crate::model::decision::Decision;
use crate::model::portal::Entity;
use crate::model::responsibility::Sourcing;
use crate::site::here::Here;
use crate::site::pages::letters::{LineView, breadth, lines, units};
use crate::site::pages::responsibility::SourcingView;

/// The fewest decisions that a plot helps with, and the most.
const FEWEST: usize = 3;
const MOST: usize = 200;
/// The edges of the plot in the drawing.
const WIDTH: i32 = 860;
const HEIGHT: i32 = 470;
const LEFT: i32 = 70;
const RIGHT: i32 = 840;
const TOP: i32 = 44;
const BOTTOM: i32 = 424;
/// The values at the edges: no mark sits on one, as scores go from 1 to 5.
const LOWEST: f64 = 0.75;
const HIGHEST: f64 = 5.25;
/// The pulls at which the suggestion changes.
const IN_HOUSE_TO: f64 = 2.5;
const OUTSOURCED_FROM: f64 = 3.5;
/// How wide and high a mark is, and a line of letters.
const MARK: i32 = 16;
const LETTERS: i32 = 14;
/// Between a mark and its label.
const GAP: i32 = 5;

/// The drawing, in the units of its view box.
#[derive(Clone, Debug, Serialize)]
pub struct PlotView {
    /// How wide it is.
    pub width: i32,
    /// How high it is.
    pub height: i32,
    /// What the axes mean: upwards, then to the right.
    pub axes: Vec<AxisView>,
    /// The zones of what is suggested, from left to right.
    pub zones: Vec<ZoneView>,
    /// The scores from 1 to 5 on both axes.
    pub ticks: Vec<TickView>,
    /// A mark a decision, in the order of the portal.
    pub marks: Vec<MarkView>,
    /// The names, and numbers of rows, that found a place.
    pub labels: Vec<LabelView>,
    /// How many marks have no name beside them.
    pub unnamed: usize,
    /// How many decisions are not drawn, because a factor is not scored.
    pub unscored: usize,
}

/// What an axis means.
#[derive(Clone, Debug, Serialize)]
pub struct AxisView {
    /// The words, and where they stand.
    pub line: LineView,
    /// `start` or `end`: which end of the words stands there.
    pub anchor: &'static str,
}

/// Where a sourcing is suggested.
#[derive(Clone, Debug, Serialize)]
pub struct ZoneView {
    /// `client`, `shared` or `provider`.
    pub side: &'static str,
    /// Its left edge.
    pub x: i32,
    /// How wide it is.
    pub width: i32,
    /// Its name, around its middle.
    pub name: LineView,
}

/// A score on both axes.
#[derive(Clone, Debug, Serialize)]
pub struct TickView {
    /// The score.
    pub score: i32,
    /// Where it stands from the left.
    pub x: i32,
    /// Where it stands from above.
    pub y: i32,
}

/// A decision.
#[derive(Clone, Debug, Serialize)]
pub struct MarkView {
    /// The side of what was decided: `client`, `shared` or `provider`; nothing where it is open.
    pub side: Option<&'static str>,
    /// The left edge of the mark.
    pub x: i32,
    /// Its upper edge.
    pub y: i32,
}

/// The name of a decision.
#[derive(Clone, Debug, Serialize)]
pub struct LabelView {
    /// The words, and where they stand.
    pub line: LineView,
    /// `start`, `middle` or `end`: which part of the words stands there.
    pub anchor: &'static str,
}

/// A rectangle that is taken.
#[derive(Clone, Copy)]
struct Taken {
    left: i32,
    top: i32,
    right: i32,
    bottom: i32,
}

impl Taken {
    fn of(mark: &MarkView) -> Taken {
        Taken { left: mark.x, top: mark.y, right: mark.x + MARK, bottom: mark.y + MARK }
    }

    fn hits(&self, other: &Taken) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}

/// Draws the decisions of which all factors are scored; nothing where they are too few, or too many.
pub(super) fn plot(here: &Here<'_>) -> Option<PlotView> {
    let all = &here.site.portal.decisions;
    let scored: Vec<(usize, &Entity<Decision>, (f64, f64))> =
        all.iter().enumerate().filter_map(|(place, decision)| Some((place, decision, at(decision)?))).collect();
    if !(FEWEST..=MOST).contains(&scored.len()) {
        return None;
    }
    let zones = zones(here);
    let mut taken: Vec<Taken> = zones.iter().map(|zone| around(&zone.name, "middle")).collect();
    let mut marks: Vec<MarkView> = Vec::new();
    for (_, decision, (pull, importance)) in &scored {
        let side = decision.own.decided.map(SourcingView::side);
        let mark = free(MarkView { side, x: across(*pull) - MARK / 2, y: up(*importance) - MARK / 2 }, &taken);
        taken.push(Taken::of(&mark));
        marks.push(mark);
    }
    let mut order: Vec<usize> = (0..scored.len()).collect();
    order.sort_by_key(|place| (Reverse(marks[*place].x), marks[*place].y));
    let mut labels = Vec::new();
    let mut numbered = Vec::new();
    for place in order {
        match label(&scored[place].1.common.title, &marks[place], &taken) {
            Some((label, room)) => {
                taken.push(room);
                labels.push(label);
            }
            None => numbered.push(place),
        }
    }
    let unnamed = numbered.len();
    // Names come first, as each says more than several numbers.
    for place in numbered {
        if let Some((label, room)) = label(&(scored[place].0 + 1).to_string(), &marks[place], &taken) {
            taken.push(room);
            labels.push(label);
        }
    }
    Some(PlotView {
        width: WIDTH,
        height: HEIGHT,
        axes: axes(here),
        zones,
        ticks: (1..=5).map(|score| TickView { score, x: across(f64::from(score)), y: up(f64::from(score)) }).collect(),
        unnamed,
        unscored: all.len() - marks.len(),
        marks,
        labels,
    })
}

/// Returns the pull and the strategic importance of a decision; nothing where a factor is not scored.
fn at(decision: &Entity<Decision>) -> Option<(f64, f64)> {
    let factors = &decision.own.factors;
    Some((factors.pull()?, f64::from(factors.strategic_importance.as_ref()?.score.get())))
}

fn axes(here: &Here<'_>) -> Vec<AxisView> {
    let name = here.side_name(Side::Client);
    let up = LineView { x: LEFT, y: 24, text: here.words().fill("decisions.axis_up", &[("name", &name)]) };
    let up = LineView { text: lines(&up.text, RIGHT - LEFT, 1).concat(), ..up };
    let right = LineView { x: RIGHT, y: HEIGHT - 6, text: here.words().t("decisions.axis_right") };
    vec![AxisView { line: up, anchor: "start" }, AxisView { line: right, anchor: "end" }]
}

fn zones(here: &Here<'_>) -> Vec<ZoneView> {
    let zone = |sourcing: Sourcing, from: f64, to: f64| {
        let (x, end) = (across(from), across(to));
        ZoneView {
            side: SourcingView::side(sourcing),
            x,
            width: end - x,
            name: LineView { x: (x + end) / 2, y: TOP + 20, text: here.words().sourcing(sourcing) },
        }
    };
    vec![
        zone(Sourcing::InHouse, LOWEST, IN_HOUSE_TO),
        zone(Sourcing::Shared, IN_HOUSE_TO, OUTSOURCED_FROM),
        zone(Sourcing::Outsourced, OUTSOURCED_FROM, HIGHEST),
    ]
}

/// Returns where a value stands from the left.
fn across(value: f64) -> i32 {
    scaled(value, LEFT, RIGHT)
}

/// Returns where a value stands from above.
fn up(value: f64) -> i32 {
    scaled(value, BOTTOM, TOP)
}

#[expect(clippy::cast_possible_truncation, reason = "a value between the edges gives a place between them")]
fn scaled(value: f64, from: i32, to: i32) -> i32 {
    from + (f64::from(to - from) * (value - LOWEST) / (HIGHEST - LOWEST)).round() as i32
}

/// Moves a mark beside those that stand where it would: to the right as far as the plot goes, then left of where it belongs.
fn free(mark: MarkView, taken: &[Taken]) -> MarkView {
    let is_free = |mark: &MarkView| !taken.iter().any(|other| other.hits(&Taken::of(mark)));
    let room = units(taken.len()) + 1;
    let steps = (0..=room).chain((1..=room).map(|step| -step));
    let moved = steps.map(|step| MarkView { x: mark.x + step * (MARK + 2), ..mark.clone() });
    let within = |mark: &MarkView| mark.x >= LEFT && mark.x + MARK <= RIGHT;
    moved.filter(within).find(is_free).unwrap_or(mark)
}

/// Finds a place for the name of a mark: right of it, left, above or below.
fn label(title: &str, mark: &MarkView, taken: &[Taken]) -> Option<(LabelView, Taken)> {
    let (middle, below) = (mark.x + MARK / 2, mark.y + MARK / 2 + 4);
    let places = [
        ("start", mark.x + MARK + GAP, below),
        ("end", mark.x - GAP, below),
        ("middle", middle, mark.y - GAP),
        ("middle", middle, mark.y + MARK + GAP + 9),
    ];
    places.into_iter().find_map(|(anchor, x, y)| {
        let line = LineView { x, y, text: title.to_owned() };
        let room = around(&line, anchor);
        let within = room.left >= LEFT && room.right <= RIGHT && room.top >= TOP && room.bottom <= BOTTOM;
        (within && !taken.iter().any(|other| other.hits(&room))).then_some((LabelView { line, anchor }, room))
    })
}

/// Returns what a line of words takes.
fn around(line: &LineView, anchor: &str) -> Taken {
    let width = breadth(&line.text);
    let left = match anchor {
        "start" => line.x,
        "end" => line.x - width,
        _ => line.x - width / 2,
    };
    Taken { left, top: line.y - LETTERS + 3, right: left + width, bottom: line.y + 3 }
}
