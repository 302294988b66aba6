//! What is due when: the dates that a portal holds and that follow from it, in one list.

use super::contract::{ChoiceKind, Contract, Renewal, Term};
use super::date::Date;
use super::duration::rising;
use super::portal::Portal;
use super::surge::Surge;

impl Portal {
    /// Returns the last day on which notice of a contract can be given: the end of the term that runs, less the notice.
    ///
    /// Business days count by the client's business hours. Nothing for a contract without an end or without a notice.
    pub fn notice_deadline(&self, contract: &Contract) -> Option<Date> {
        Some(self.day_before(contract.term(self.today)?.end, contract.notice?, &[]))
    }

    /// Tells what a contract asks of its owner now.
    pub fn contract_state(&self, contract: &Contract) -> ContractState {
        let Some(term) = contract.term(self.today) else { return ContractState::OpenEnded };
        if term.end < self.today {
            return ContractState::Ended(term);
        }
        let decided = contract.current_choice(self.today).filter(|choice| choice.what != ChoiceKind::Undecided);
        match (decided, self.notice_deadline(contract), contract.renewal) {
            (Some(_), ..) => ContractState::Decided(term),
            (None, Some(notice), Some(Renewal::Auto)) if notice < self.today => ContractState::NoticePassed(term, notice),
            (None, Some(notice), _) if notice >= self.today => ContractState::DecideBy(term, notice),
            (None, ..) => ContractState::Runs(term),
        }
    }

    /// Returns the last day on which the notice that was chosen can be given; nothing where none must be, or where that day has passed.
    pub fn notice_to_give(&self, contract: &Contract) -> Option<Date> {
        let must_be = contract.is_cancelled(self.today) && contract.renewal == Some(Renewal::Auto);
        self.notice_deadline(contract).filter(|notice| must_be && *notice >= self.today)
    }

    /// Returns the days of a surge that begin, or still run, on or after a day: the one now, and those after it.
    pub fn surge_days(&self, surge: &Surge, from: Date, count: usize) -> Vec<(Date, Date)> {
        times(surge, from).take(count).collect()
    }

    /// Returns the days of a surge that begin, or still run, on or after a day: the next time, and those that begin up to another day.
    pub fn surge_days_until(&self, surge: &Surge, from: Date, until: Date) -> Vec<(Date, Date)> {
        let begins = rising(times(surge, from).map(|(begins, _)| begins), until).count();
        self.surge_days(surge, from, begins.max(1))
    }

    /// Returns the last day on which a surge that begins on a day can be asked for.
    pub fn ask_for_surge_by(&self, surge: &Surge, begins: Date) -> Option<Date> {
        Some(self.day_before(begins, surge.notice?, &[surge.coverage.as_ref()]))
    }
}

/// Walks the days of a surge that begin, or still run, on or after a day.
fn times(surge: &Surge, from: Date) -> impl Iterator<Item = (Date, Date)> {
    let (begins, ends) = (surge.from, surge.until);
    let once = Some((begins, ends)).filter(|_| surge.repeats.is_none());
    let repeated = surge
        .repeats
        .into_iter()
        .flat_map(move |every| (every.first_step(ends, from)..).map(move |step| (every.times(step, begins), every.times(step, ends))));
    once.into_iter().chain(repeated).filter(move |(_, ends)| *ends >= from)
}

/// What a contract asks of its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContractState {
    /// Nothing: it has no end.
    OpenEnded,
    /// Its term has ended and nothing renewed it.
    Ended(Term),
    /// What happens at the end of the term was chosen.
    Decided(Term),
    /// Somebody must decide by the day.
    DecideBy(Term, Date),
    /// It renews by itself, and the last day for notice has passed.
    NoticePassed(Term, Date),
    /// It runs, and no day for notice is known.
    Runs(Term),
}
