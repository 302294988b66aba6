//! What a reader takes along: the matrix for a spreadsheet, people for an address book, dates for a calendar.
//!
//! Each is a plain value in the portal's language, without mark-up, and holds nothing that the pages of the edition do not show.
//! Nothing here knows a format; `export` writes them.

mod calendar;
mod cards;

pub use self::calendar::calendar;
pub use self::cards::{card, cards};

use super::Site;
use super::here::Here;
use super::pages::responsibilities;
use crate::files::SitePath;
use crate::model::contact::Contact;
use crate::model::date::Date;
use crate::model::duration::Duration;
use crate::model::hours::{Time, Zone};
use crate::model::id::Id;
use crate::model::weekday::Weekday;

/// A file that a reader takes along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Download {
    /// The responsibility matrix.
    Matrix,
    /// Everybody.
    Cards,
    /// One person.
    Card(Id<Contact>),
    /// What is due in the months that the calendar page shows.
    Calendar,
}

/// A table of texts.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What each column is called.
    pub header: Vec<String>,
    /// The rows, each with a field for each column.
    pub rows: Vec<Vec<String>>,
}

/// A person, as an address book keeps them.
#[derive(Clone, Debug)]
pub struct Card {
    /// What the card is known by, in all programs and at all times.
    pub uid: String,
    /// The whole name, as it is written.
    pub name: String,
    /// The family name, taken from the whole one.
    pub family: String,
    /// The given names, taken from the whole one; may be empty.
    pub given: String,
    /// Whose person it is.
    pub organisation: String,
    /// The job.
    pub job: Option<String>,
    /// The telephone numbers, the one to try first first.
    pub numbers: Vec<(Line, String)>,
    /// The mail address.
    pub email: Option<String>,
}

/// What a telephone number leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A desk.
    Desk,
    /// Whatever somebody carries.
    Mobile,
}

/// What is due, for a calendar.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// What it is called.
    pub name: String,
    /// The day of the portal, the first that stands in it.
    pub from: Date,
    /// The last day that stands in it.
    pub until: Date,
    /// What is due, by day.
    pub entries: Vec<Entry>,
}

/// Something that is due.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is known by: for what happens once, the same wherever its day moves to.
    pub uid: String,
    /// What it is, in a line.
    pub summary: String,
    /// What else is to be said, line by line; may be empty.
    pub description: String,
    /// Of what sort it is.
    pub category: String,
    /// Where it is.
    pub location: Option<String>,
    /// The day; of what comes round, the first.
    pub day: Date,
    /// The hour, for what has one.
    pub clock: Option<Clock>,
    /// How it comes round.
    pub repeat: Option<Repeat>,
    /// How many days before it somebody is to be reminded.
    pub alarms: Vec<u8>,
}

/// An hour, and how long it lasts from then on.
#[derive(Clone, Debug)]
pub struct Clock {
    /// When it begins.
    pub at: Time,
    /// Where the clock stands.
    pub zone: Zone,
    /// How long it is.
    pub lasts: Option<Duration>,
}

/// How something comes round.
#[derive(Clone, Copy, Debug)]
pub struct Repeat {
    /// On which days.
    pub rhythm: Rhythm,
    /// How often up to the end of the calendar, the first time among them.
    pub count: usize,
}

/// On which days something comes round, counted from its first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// Every so many days.
    Days(u32),
    /// Every so many weeks.
    Weeks(u32),
    /// Every so many months.
    Months(u32, OnDay),
}

/// A day of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnDay {
    /// A number; the last day of a month that has no such day.
    Number(u8),
    /// A day of the week.
    Weekday(Weekday),
}

impl Download {
    /// Returns where the file stands.
    pub fn path(&self) -> SitePath {
        match self {
            Download::Matrix => SitePath::new("downloads/responsibilities.csv"),
            Download::Cards => SitePath::new("downloads/contacts.vcf"),
            Download::Card(id) => SitePath::new(&format!("downloads/contacts/{id}.vcf")),
            Download::Calendar => SitePath::new("downloads/calendar.ics"),
        }
    }
}

/// Returns the files that a portal has: those in which something stands.
pub fn downloads(site: &Site<'_>) -> Vec<Download> {
    let portal = site.portal;
    let all = [
        (Download::Matrix, !portal.responsibilities.is_empty()),
        (Download::Cards, !portal.contacts.is_empty()),
        (Download::Calendar, calendar::stands(portal)),
    ];
    let each = portal.contacts.iter().map(|contact| Download::Card(contact.id.clone()));
    all.into_iter().filter(|(_, stands)| *stands).map(|(download, _)| download).chain(each).collect()
}

/// Returns the responsibility matrix, a row each.
pub fn matrix(site: &Site<'_>) -> Table {
    responsibilities::table(&top(site))
}

/// Returns the place from which addresses in files are seen: the portal's top, as a file knows no other once it is taken along.
fn top<'a>(site: &'a Site<'a>) -> Here<'a> {
    Here::new(site, SitePath::new("index.html"))
}

/// Returns what something is known by outside of the portal.
fn uid(site: &Site<'_>, name: &str) -> String {
    format!("{name}@{}.bailiwick", site.portal.slug)
}
