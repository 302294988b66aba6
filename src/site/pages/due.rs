//! What is due when: duties, restore tests and reviews; and whether a review is long ago.

use serde::Serialize;

use crate::model::date::Date;
use crate::model::entity::Common;
use crate::model::portal::{Any, Entity, Portal};
use crate::model::responsibility::Responsibility;
use crate::model::service::Service;
use crate::site::here::DateView;

/// For how many days before its next review something counts as due.
const SOON: i64 = 30;

/// When something was reviewed, and whether that is long ago.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewedView {
    /// The day.
    pub date: DateView,
    /// `ok`, `warn` in the last 30 days before the next review, `bad` after it.
    pub state: &'static str,
    /// `Due` or `Overdue`.
    pub late: Option<&'static str>,
}

/// Tells when an entity was reviewed; nothing if it never was.
pub(super) fn reviewed(portal: &Portal, common: &Common) -> Option<ReviewedView> {
    let date = DateView::new(common.reviewed?);
    let (state, late) = match portal.next_review(common).map(|next| portal.today.days_until(next)) {
        Some(days) if days < 0 => ("bad", Some("Overdue")),
        Some(days) if days <= SOON => ("warn", Some("Due")),
        Some(_) | None => ("ok", None),
    };
    Some(ReviewedView { date, state, late })
}

/// Something that is due on a day.
#[derive(Clone, Copy)]
pub(super) struct Due<'a> {
    pub(super) date: Date,
    pub(super) what: What<'a>,
}

/// What is due.
#[derive(Clone, Copy)]
pub(super) enum What<'a> {
    /// The work of a row.
    Duty(&'a Entity<Responsibility>),
    /// The restore test of a service.
    Test(&'a Entity<Service>),
    /// The review of an entity, or of the portal itself.
    Review(Option<Any<'a>>),
}

/// Returns everything with a day in the order of days; on one day duties come first, then tests, then reviews, each in the order of the portal.
pub(super) fn dues(portal: &Portal) -> Vec<Due<'_>> {
    let duties = portal.responsibilities.iter().filter_map(|row| Some(Due { date: row.own.next?, what: What::Duty(row) }));
    let test = |service| Some((service, next_test(service)?));
    let tests = portal.services.iter().filter_map(test).map(|(service, date)| Due { date, what: What::Test(service) });
    let own = portal.next_review(&portal.client.common).map(|date| Due { date, what: What::Review(None) });
    let all = portal.entities.all();
    let reviews = all.into_iter().filter_map(|any| Some(Due { date: portal.next_review(any.common)?, what: What::Review(Some(any)) }));
    let mut dues: Vec<Due<'_>> = duties.chain(tests).chain(own).chain(reviews).collect();
    dues.sort_by_key(|due| due.date);
    dues
}

fn next_test(service: &Entity<Service>) -> Option<Date> {
    service.own.continuity.as_ref()?.next_test()
}

/// A day, in the parts of a calendar leaf.
#[derive(Clone, Debug, Serialize)]
pub struct DayView {
    /// `2026-12-16`.
    pub iso: String,
    /// `16`.
    pub day: String,
    /// `Dec`.
    pub month: String,
    /// `2026`.
    pub year: String,
}

/// Makes a calendar leaf.
pub(super) fn day_view(date: Date) -> DayView {
    let part = |format: &str| date.day().strftime(format).to_string();
    DayView { iso: date.to_string(), day: part("%-d"), month: part("%b"), year: part("%Y") }
}
