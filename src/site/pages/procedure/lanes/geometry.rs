//! Where everything in the drawing of a procedure stands.

use super::ArrowView;
use crate::site::pages::letters::{LINE, LineView, lines, stacked, units};
use crate::site::words::Words;

/// How wide a drawing is: about as many units as the page gives it pixels, so that a unit of text is a pixel.
pub(super) const WIDTH: i32 = 760;
/// Where the name of a lane begins, and how wide it may be.
pub(super) const LABEL_X: i32 = 12;
pub(super) const LABEL_WIDTH: i32 = 92;
/// Where the first box may begin.
const LEFT: i32 = 112;
/// The most boxes in a row.
const MOST: usize = 6;
/// How far apart boxes begin at most.
const WIDEST: i32 = 132;
/// Between two boxes, where the arrow runs.
const GAP: i32 = 12;
/// Between two lanes.
const BETWEEN: i32 = 10;
/// Between a lane's edge and a box.
const INSET: i32 = 12;
/// The most lines of a title.
const MOST_LINES: usize = 4;
/// Between two tracks, where a number fits.
const TRACK: i32 = 18;
/// Between a drawing's row and the next, with the times under the lanes.
const FOOT: i32 = 44;

/// Where a box stands.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

/// One row of boxes.
pub(super) struct Row {
    /// The first step, and the one after the last.
    first: usize,
    end: usize,
    /// The upper edge of its first lane.
    lanes: i32,
    /// The arrows that run above the lanes, each with its track, from the lanes upwards.
    tracks: Vec<(Above, i32)>,
}

/// An arrow that runs above the lanes.
enum Above {
    /// To a step of the same row.
    Within { from: usize, to: usize },
    /// To steps of other rows, whose numbers it says.
    Away { from: usize, to: Vec<usize> },
}

/// The whole drawing.
pub(super) struct Geometry {
    pub(super) rows: Vec<Row>,
    titles: Vec<String>,
    sides: Vec<Option<&'static str>>,
    used: Vec<&'static str>,
    edges: Vec<(usize, usize)>,
    pitch: i32,
    box_height: i32,
}

/// Breaks a text into lines around the middle of a height.
pub(super) fn block(text: &str, x: i32, middle: i32, width: i32) -> Vec<LineView> {
    let lines = lines(text, width, 3);
    let first = middle + 5 - LINE * (i32::try_from(lines.len()).unwrap_or(0) - 1) / 2;
    stacked(lines, x, first)
}

impl Geometry {
    /// Lays out steps with these titles and sides, in the lanes of the sides that are used.
    pub(super) fn new(titles: &[&str], sides: &[Option<&'static str>], used: &[&'static str], edges: Vec<(usize, usize)>) -> Geometry {
        let count = titles.len();
        let rows = count.div_ceil(MOST);
        let a_row = count.div_ceil(rows);
        let pitch = ((WIDTH - LEFT) / units(a_row)).min(WIDEST);
        let mut geometry = Geometry {
            rows: Vec::new(),
            titles: titles.iter().map(|title| (*title).to_owned()).collect(),
            sides: sides.to_vec(),
            used: used.to_vec(),
            edges,
            pitch,
            box_height: 0,
        };
        let most = (0..count).map(|index| geometry.title(index).len()).max().unwrap_or(1);
        geometry.box_height = LINE * units(most.max(2) + 1) + 14;
        let mut top = 0;
        for first in (0..count).step_by(a_row) {
            let row = geometry.row(first, (first + a_row).min(count), top);
            top = geometry.bottom(&row) + FOOT;
            geometry.rows.push(row);
        }
        geometry
    }

    fn row(&self, first: usize, end: usize, top: i32) -> Row {
        let mut tracks: Vec<(Above, i32)> = Vec::new();
        for arrow in self.above(first, end) {
            let free = |track: &i32| !tracks.iter().any(|(other, taken)| taken == track && other.meets(&arrow));
            let track = (0..).find(free).expect("some track is free, as there are more tracks than arrows");
            tracks.push((arrow, track));
        }
        let most = tracks.iter().map(|(_, track)| track + 1).max().unwrap_or(0);
        let lanes = top + 12 + if most == 0 { 0 } else { most * TRACK + 8 };
        Row { first, end, lanes, tracks }
    }

    /// Returns the arrows that run above a row's lanes. Short ones come first and get the lower tracks, so that fewer cross.
    fn above(&self, first: usize, end: usize) -> Vec<Above> {
        let mut above = Vec::new();
        for from in first..end {
            let to = self.edges.iter().filter(|(start, to)| *start == from && *to != from + 1).map(|(_, to)| *to);
            let (here, away): (Vec<usize>, Vec<usize>) = to.partition(|to| (first..end).contains(to));
            above.extend(here.into_iter().map(|to| Above::Within { from, to }));
            above.extend((!away.is_empty()).then_some(Above::Away { from, to: away }));
        }
        above.sort_by_key(|arrow| arrow.span().1 - arrow.span().0);
        above
    }

    fn bottom(&self, row: &Row) -> i32 {
        self.lane_top(row, self.used.len() - 1) + self.lane_height()
    }

    /// Returns how high the drawing is.
    pub(super) fn height(&self) -> i32 {
        self.rows.last().map_or(0, |row| self.bottom(row) + FOOT)
    }

    /// Returns how high a lane is.
    pub(super) fn lane_height(&self) -> i32 {
        self.box_height + 2 * INSET
    }

    /// Returns the upper edge of a row's lane.
    pub(super) fn lane_top(&self, row: &Row, lane: usize) -> i32 {
        row.lanes + units(lane) * (self.lane_height() + BETWEEN)
    }

    fn row_of(&self, index: usize) -> &Row {
        self.rows.iter().find(|row| (row.first..row.end).contains(&index)).expect("every step stands in a row")
    }

    /// Returns where a step's box stands.
    pub(super) fn place(&self, index: usize) -> Place {
        let row = self.row_of(index);
        let x = LEFT + units(index - row.first) * self.pitch;
        let lane = self.used.iter().position(|side| self.sides[index] == Some(side));
        let y = self.lane_top(row, lane.unwrap_or(0)) + INSET;
        // The vendors' lane comes last, and what both do does not reach into it.
        let across = self.used.iter().rposition(|side| *side != "vendor").unwrap_or(0);
        let height = if lane.is_some() { self.box_height } else { self.lane_top(row, across) + self.lane_height() - INSET - y };
        Place { x, y, width: self.pitch - GAP, height }
    }

    fn title(&self, index: usize) -> Vec<String> {
        lines(&self.titles[index], self.pitch - GAP - 8, MOST_LINES)
    }

    /// Returns the number and the title of a step, in the middle of its box.
    pub(super) fn words(&self, index: usize) -> (LineView, Vec<LineView>) {
        let place = self.place(index);
        let lines = self.title(index);
        let x = place.x + place.width / 2;
        let first = place.y + place.height / 2 + 4 - LINE * units(lines.len()) / 2;
        let number = LineView { x, y: first, text: (index + 1).to_string() };
        (number, stacked(lines, x, first + LINE + 1))
    }

    /// Returns what stands under a step, below the lanes.
    pub(super) fn under(&self, index: usize, text: &str) -> Vec<LineView> {
        let place = self.place(index);
        let y = self.bottom(self.row_of(index)) + 17;
        stacked(lines(text, self.pitch - 4, 2), place.x + place.width / 2, y)
    }

    /// Returns every arrow.
    pub(super) fn arrows(&self, words: Words<'_>) -> Vec<ArrowView> {
        let beside = self.edges.iter().filter(|(from, to)| *to == from + 1).map(|(from, to)| self.beside(*from, *to));
        let above = self.rows.iter().flat_map(|row| row.tracks.iter().map(|(arrow, track)| self.risen(words, row, arrow, *track)));
        beside.chain(above).collect()
    }

    /// Draws an arrow to the next step, which may stand at the beginning of the next row.
    fn beside(&self, from: usize, to: usize) -> ArrowView {
        let (start, end) = (self.place(from), self.place(to));
        let right = start.x + start.width;
        let middle = |place: Place| place.y + place.height / 2;
        if self.row_of(from).first != self.row_of(to).first {
            let y = middle(start);
            let line = format!("M{right} {y}H{}M{} {}H{}", right + GAP - 6, end.x - GAP, middle(end), end.x - 6);
            let head = format!("{}{}", pointing_right(right + GAP, y), pointing_right(end.x, middle(end)));
            return ArrowView { line, head, label: None };
        }
        // Where one of the two stands across both lanes, the arrow can run straight at the height of the other.
        let (out, into) = match (start.height > end.height, end.height > start.height) {
            (true, _) => (middle(end), middle(end)),
            (_, true) => (middle(start), middle(start)),
            _ => (middle(start), middle(end)),
        };
        let line = format!("M{right} {out}H{}V{into}H{}", right + 4, end.x - 6);
        ArrowView { line, head: pointing_right(end.x, into), label: None }
    }

    /// Draws an arrow above the lanes.
    fn risen(&self, words: Words<'_>, row: &Row, arrow: &Above, track: i32) -> ArrowView {
        let y = row.lanes - 8 - track * TRACK;
        match arrow {
            Above::Within { from, to } => {
                let (start, end) = (self.place(*from), self.place(*to));
                // Arrows leave at one third and arrive at the other, so that they do not lie on one another.
                let third = |place: Place, thirds: i32| place.x + place.width * thirds / 3;
                let (leaves, arrives) = if to > from { (third(start, 2), third(end, 1)) } else { (third(start, 1), third(end, 2)) };
                let line = format!("M{leaves} {}V{y}H{arrives}V{}", start.y, end.y - 6);
                ArrowView { line, head: format!("M{arrives} {}l-4 -6h8z", end.y), label: None }
            }
            Above::Away { from, to } => {
                let start = self.place(*from);
                let x = start.x + start.width / 2;
                let numbers: Vec<String> = to.iter().map(|to| (to + 1).to_string()).collect();
                let label = LineView { x, y: y - 8, text: words.fill("lanes.to", &[("steps", &numbers.join(", "))]) };
                ArrowView { line: format!("M{x} {}V{y}", start.y), head: format!("M{x} {}l-4 6h8z", y - 6), label: Some(label) }
            }
        }
    }
}

impl Above {
    /// Returns the first and the last step over which it runs.
    fn span(&self) -> (usize, usize) {
        match self {
            Above::Within { from, to } => (*from.min(to), *from.max(to)),
            Above::Away { from, .. } => (*from, *from),
        }
    }

    /// Tells whether two would lie on one another on the same track.
    fn meets(&self, other: &Above) -> bool {
        self.span().0 <= other.span().1 && other.span().0 <= self.span().1
    }
}

fn pointing_right(x: i32, y: i32) -> String {
    format!("M{x} {y}l-6 -4v8z")
}
