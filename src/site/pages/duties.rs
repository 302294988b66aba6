//! Our duties: what each side must do, how often, and who. They follow from the rows of the matrix, so that the two cannot disagree.

mod duty;
mod people;

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use self::duty::{Duty, DutyView, duties, duty_view};
use self::people::{PeopleView, people};
use crate::model::contact::Side;
use crate::model::duration::{Frequency, Unit};
use crate::model::portal::Entity;
use crate::model::responsibility::Responsibility;
use crate::site::here::{Here, Link, side_word};
use crate::site::{View, shell};

/// For how many days ahead a duty stands among what is next.
const SOON: i64 = 14;

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct DutiesView {
    /// The page's heading.
    pub title: String,
    /// The client, the provider, and the vendors where they have something to do.
    pub sides: Vec<SideView>,
    /// Everybody who has a duty, by side, for the filter.
    pub people: Vec<PeopleView>,
    /// The rows, or those of which a part, that nobody does yet.
    pub undone: Vec<Link>,
}

/// The duties of one side.
#[derive(Clone, Debug, Serialize)]
pub struct SideView {
    /// `client`, `provider` or `vendor`.
    pub side: &'static str,
    /// What the side is called.
    pub name: String,
    /// Its number among the sides, from 1.
    pub number: usize,
    /// How many duties it has.
    pub count: usize,
    /// What is overdue, or due within two weeks, by date.
    pub soon: Vec<DutyView>,
    /// All of them by how often.
    pub groups: Vec<GroupView>,
}

/// The duties that come round alike.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    /// How often.
    pub title: String,
    /// Whether a day is expected for each of them.
    pub dated: bool,
    /// The duties: those with a date first, by date.
    pub duties: Vec<DutyView>,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let portal = here.site.portal;
    let duties = duties(portal);
    let of = |side: Side| duties.iter().filter(move |duty| duty.side == side);
    let stands = |side: &Side| *side != Side::Vendor || of(*side).next().is_some();
    let sides = Side::ALL.into_iter().filter(stands).enumerate();
    let undone = |row: &&Entity<Responsibility>| row.own.lacks_responsible();
    let view = DutiesView {
        title: here.words().t("title.duties"),
        sides: sides.map(|(place, side)| side_view(here, place + 1, side, &of(side).collect::<Vec<_>>())).collect(),
        people: people(here, &duties),
        undone: portal.responsibilities.iter().filter(undone).map(|row| here.link_id(&row.id)).collect(),
    };
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "duties.html", frame, view: Value::from_serializable(&view) }
}

fn side_view(here: &Here<'_>, number: usize, side: Side, duties: &[&Duty<'_>]) -> SideView {
    let today = here.site.portal.today;
    let mut soon: Vec<&Duty<'_>> =
        duties.iter().copied().filter(|duty| duty.next.is_some_and(|next| today.days_until(next) <= SOON)).collect();
    soon.sort_by_key(|duty| duty.next);
    SideView {
        side: side_word(side),
        name: here.side_name(side),
        number,
        count: duties.len(),
        soon: soon.into_iter().map(|duty| duty_view(here, duty)).collect(),
        groups: groups(here, duties),
    }
}

fn groups(here: &Here<'_>, duties: &[&Duty<'_>]) -> Vec<GroupView> {
    let mut groups: BTreeMap<(u64, String), Vec<&Duty<'_>>> = BTreeMap::new();
    for duty in duties {
        let title = duty.every.map_or_else(|| here.words().t("duties.not_said_how_often"), |every| here.words().frequency(every));
        groups.entry((rank(duty.every), title)).or_default().push(duty);
    }
    let group = |((rank, title), mut duties): ((u64, String), Vec<&Duty<'_>>)| {
        duties.sort_by_key(|duty| (duty.next.is_none(), duty.next));
        GroupView { title, dated: rank < EVENT, duties: duties.into_iter().map(|duty| duty_view(here, duty)).collect() }
    };
    groups.into_iter().map(group).collect()
}

/// The rank of what comes up, above that of all that comes round.
const EVENT: u64 = u64::MAX - 2;

/// Ranks how often something is done: what comes round by its length in minutes, then what comes up, what never stops, and what is not said.
fn rank(every: Option<Frequency>) -> u64 {
    const DAY: u64 = 24 * 60;
    match every {
        None => u64::MAX,
        Some(Frequency::Continuous) => EVENT + 1,
        Some(Frequency::Event) => EVENT,
        Some(Frequency::Day) => DAY,
        Some(Frequency::Week) => 7 * DAY,
        Some(Frequency::Month) => 30 * DAY,
        Some(Frequency::Quarter) => 91 * DAY,
        Some(Frequency::HalfYear) => 182 * DAY,
        Some(Frequency::Year) => 365 * DAY,
        Some(Frequency::Every(length)) => {
            let unit = match length.unit {
                Unit::Minutes => 1,
                Unit::Hours => 60,
                Unit::Days | Unit::BusinessDays => DAY,
                Unit::Weeks => 7 * DAY,
                Unit::Months => 30 * DAY,
            };
            u64::from(length.amount) * unit
        }
    }
}
