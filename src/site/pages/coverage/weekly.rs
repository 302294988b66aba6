//! A coverage's week as the page needs it: worked out once, on the client's clock.

use crate::model::coverage::{Coverage, Presence, Window};
use crate::model::hours::Zone;
use crate::model::portal::{Entity, Portal};
use crate::model::presence::Schedule;
use crate::model::week::{Week, WeekSpan};
use crate::site::week::{self, Stretch};
use crate::site::words::Words;

/// The ways to be there, the best first; nothing where nobody is.
pub(super) const WAYS: [Option<Presence>; 4] = [Some(Presence::Staffed), Some(Presence::OnCall), Some(Presence::Monitored), None];

/// A coverage with a week in which nobody changes their clocks and no day is a holiday.
pub(super) struct Weekly<'a> {
    pub(super) coverage: &'a Entity<Coverage>,
    pub(super) schedule: Schedule<'a>,
    pub(super) week: Week,
    pub(super) spans: Vec<WeekSpan<'a>>,
}

impl<'a> Weekly<'a> {
    pub(super) fn of(portal: &'a Portal, coverage: &'a Entity<Coverage>) -> Self {
        let schedule = portal.schedule(&coverage.own);
        let week = Week::regular(portal.zone(), zones(portal, &schedule), portal.today);
        let spans = week.spans(&schedule);
        Weekly { coverage, schedule, week, spans }
    }

    /// Returns the clocks that it is read on, the client's first: those of the provider and of its windows follow where they show another time.
    pub(super) fn clocks(&self, portal: &'a Portal) -> Vec<&'a Zone> {
        let mut clocks = vec![portal.zone()];
        for zone in zones(portal, &self.schedule) {
            if clocks.iter().all(|known| self.week.ahead(known) != self.week.ahead(zone)) {
                clocks.push(zone);
            }
        }
        clocks
    }

    /// Returns the hours in which somebody is there in one way.
    pub(super) fn stretches(&self, way: Option<Presence>) -> Vec<Stretch> {
        self.spans.iter().filter(|span| span.span.presence() == way).map(|span| (span.from, span.until)).collect()
    }

    /// Returns the hours in which nobody is at work or on call.
    pub(super) fn unanswered(&self) -> Vec<Stretch> {
        self.spans.iter().filter(|span| span.span.answers.is_none()).map(|span| (span.from, span.until)).collect()
    }

    /// Says when somebody is there in each way that there is, the best first; the last one takes what is left.
    pub(super) fn said(&self, words: Words<'_>) -> Vec<(Option<Presence>, String)> {
        let mut said: Vec<(Option<Presence>, String)> =
            WAYS.into_iter().filter_map(|way| Some((way, week::stretches(words, &self.stretches(way))?))).collect();
        if let [_, .., (_, last)] = said.as_mut_slice() {
            *last = words.t("week.all_other_hours");
        }
        said
    }

    /// Tells whether a window counts, or watches, in some hour of the week.
    pub(super) fn counts(&self, window: &Window) -> bool {
        let is = |other: &&Window| std::ptr::eq(*other, window);
        self.spans.iter().any(|span| span.span.answers.as_ref().is_some_and(is) || span.span.watches.iter().any(is))
    }
}

fn zones<'a>(portal: &'a Portal, schedule: &Schedule<'a>) -> Vec<&'a Zone> {
    [&portal.provider.zone, schedule.zone()].into_iter().chain(schedule.windows().map(|(_, zone)| zone)).collect()
}
