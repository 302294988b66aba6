//! The week of a coverage as a drawing: a line for days alike, a ruler for each clock.

use serde::Serialize;

use super::weekly::Weekly;
use crate::model::coverage::Presence;
use crate::model::hours::{Day, Zone};
use crate::model::week::DAY;
use crate::site::here::{Here, side_word};
use crate::site::hours::share_of_day;
use crate::site::week;

/// The height of a line, and of a ruler, in pixels.
const LINE: u32 = 20;

/// A week as a drawing; lengths along it are shares of a day, heights are pixels.
#[derive(Clone, Debug, Serialize)]
pub struct WeekView {
    /// The same in words.
    pub label: String,
    /// The height of the whole.
    pub height: u32,
    /// Where the lines end.
    pub bottom: u32,
    /// The client's clock, above the lines.
    pub above: RulerView,
    /// A line for each group of days that are alike, in the order of the week.
    pub rows: Vec<RowView>,
    /// Other clocks below the lines: the provider's, and those that the windows are written in, where they show another time.
    pub below: Vec<RulerView>,
}

/// A clock along the day.
#[derive(Clone, Debug, Serialize)]
pub struct RulerView {
    /// What its zone is called: `Eastern`.
    pub name: String,
    /// Where its text stands.
    pub y: u32,
    /// What it shows at the beginning of the client's day, after each quarter of it, and at its end: `00`, or `09:45` where it is no full hour.
    pub marks: Vec<String>,
}

/// Days alike.
#[derive(Clone, Debug, Serialize)]
pub struct RowView {
    /// `Mon–Fri`, or `Daily`.
    pub days: String,
    /// The same for a script, 1 is Monday: `12345`.
    pub digits: String,
    /// Where its ground line stands.
    pub y: f64,
    /// Who is there.
    pub bars: Vec<BarView>,
}

/// Hours in which somebody is there in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BarView {
    /// Where they begin: `29.17%`.
    pub x: String,
    /// How much of the day they take.
    pub width: String,
    /// Where the bar begins.
    pub y: u32,
    /// 16 at work, 8 on call, 4 watched.
    pub height: u32,
    /// The side of whoever is there, `client`, `provider` or `vendor`; nothing where nobody is named.
    pub side: Option<&'static str>,
}

/// Hours of one day: from, until, the way, the side.
type Piece = (u32, u32, Presence, Option<&'static str>);

/// Draws a week; `side` is that of windows without a name.
pub(super) fn week_view(here: &Here<'_>, weekly: &Weekly<'_>, side: Option<&'static str>) -> WeekView {
    let days: Vec<Vec<Piece>> = (0..7).map(|day| pieces(here, weekly, side, day * DAY)).collect();
    let mut alike: Vec<(Vec<Day>, &Vec<Piece>)> = Vec::new();
    for (day, pieces) in days.iter().enumerate() {
        let day = Day::ALL[day].0;
        match alike.iter_mut().find(|(_, known)| *known == pieces) {
            Some((known, _)) => known.push(day),
            None => alike.push((vec![day], pieces)),
        }
    }
    let bottom = LINE + LINE * alike.len() as u32;
    let clocks = weekly.clocks(here.site.portal);
    let below: Vec<RulerView> =
        clocks[1..].iter().enumerate().map(|(place, zone)| ruler(here, weekly, zone, bottom + 16 + LINE * place as u32)).collect();
    WeekView {
        label: label(here, weekly),
        height: bottom + LINE * below.len() as u32,
        bottom,
        above: ruler(here, weekly, clocks[0], 12),
        rows: alike.iter().enumerate().map(|(place, (days, pieces))| row(here, place as u32, days, pieces)).collect(),
        below,
    }
}

fn label(here: &Here<'_>, weekly: &Weekly<'_>) -> String {
    let words = here.words();
    let way = |way: Option<Presence>| words.within(&super::way(words, way));
    let said: Vec<String> = weekly.said(words).iter().map(|(known, when)| format!("{} {when}", way(*known))).collect();
    format!("{}: {}, {}", weekly.coverage.common.title, said.join("; "), words.zone(weekly.week.zone()))
}

/// Returns who is there on the day that begins at a minute of the week.
fn pieces(here: &Here<'_>, weekly: &Weekly<'_>, side: Option<&'static str>, start: u32) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for span in weekly.spans.iter().filter(|span| span.from < start + DAY && span.until > start) {
        let Some(presence) = span.span.presence() else { continue };
        let side = span.span.by().map(|by| side_word(here.site.portal.side(by))).or(side);
        let (from, until) = (span.from.max(start) - start, span.until.min(start + DAY) - start);
        match pieces.last_mut() {
            Some((_, last, known, of)) if (*last, *known, *of) == (from, presence, side) => *last = until,
            _ => pieces.push((from, until, presence, side)),
        }
    }
    pieces
}

fn row(here: &Here<'_>, place: u32, days: &[Day], pieces: &[Piece]) -> RowView {
    let ground = LINE * (place + 1) + 19;
    let bar = |&(from, until, presence, side): &Piece| {
        let height = match presence {
            Presence::Staffed => 16,
            Presence::OnCall => 8,
            Presence::Monitored => 4,
        };
        BarView { x: share_of_day(from), width: share_of_day(until - from), y: ground - height, height, side }
    };
    RowView {
        days: if days.len() == 7 { here.words().t("week.daily") } else { week::days(here.words(), days) },
        digits: days.iter().map(|day| char::from(b'1' + *day as u8)).collect(),
        y: f64::from(ground) + 0.5,
        bars: pieces.iter().map(bar).collect(),
    }
}

fn ruler(here: &Here<'_>, weekly: &Weekly<'_>, zone: &Zone, y: u32) -> RulerView {
    let ahead = weekly.week.ahead(zone);
    let mark = |hour: i32| {
        let minute = (hour * 60 + ahead).rem_euclid(DAY as i32) as u32;
        // The client's own day ends with 24.
        let minute = if ahead == 0 && hour == 24 { DAY } else { minute };
        let text = week::time(minute);
        text.strip_suffix(":00").map_or(text.clone(), str::to_owned)
    };
    RulerView { name: here.words().clock(zone), y, marks: [0, 6, 12, 18, 24].into_iter().map(mark).collect() }
}
