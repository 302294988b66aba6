//! Whether every page can be made of a portal that is shown already.
//!
//! A provider's own template may fail on one page alone, and then `build` publishes none of them.
//! To make all of them takes far longer than a blink, so a change of content shows first and is proven afterwards.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use super::{Good, Kept, Preview, Slot, State, held};
use crate::finding::{Findings, merged};
use crate::pipeline;
use crate::serve::variant::Variant;

/// Tells whether something waits to be proven.
#[derive(Default)]
pub(super) struct Doubt {
    is_raised: Mutex<bool>,
    raised: Condvar,
}

impl Doubt {
    pub(super) fn raise(&self) {
        *held(&self.is_raised) = true;
        self.raised.notify_all();
    }

    /// Waits until it is raised, and lowers it.
    fn wait(&self) {
        let waited = self.raised.wait_while(held(&self.is_raised), |is_raised| !*is_raised);
        *waited.unwrap_or_else(PoisonError::into_inner) = false;
    }
}

impl Good {
    /// Tells whether its theme may have mistakes that only a page shows.
    pub(super) fn may_fail(&self) -> bool {
        self.whole.borrow_owner().moment.own_theme
    }

    pub(super) fn has_the_theme_of(&self, other: &Good) -> bool {
        let theme = |good: &Good| {
            let owner = good.whole.borrow_owner();
            owner.moment.opened.theme_of(&owner.portal).map(Arc::as_ptr)
        };
        theme(self) == theme(other)
    }

    /// Makes every file, and tells how many pages that were.
    pub(super) fn every_file(&self) -> (Result<(), Findings>, usize) {
        self.whole.with_dependent(|_, shown| (shown.files().map(drop), shown.rendered()))
    }
}

impl Preview {
    /// Waits until a portal is shown that is not proven.
    pub fn wait_for_doubt(&self) {
        self.doubt.wait();
    }

    /// Makes every page of the portals that are shown and not proven; returns those that turned out not to be publishable.
    ///
    /// Of these the last one stands again of which every page can be made, as if the mistake had been found at once.
    /// A portal that is replaced meanwhile is let go: its successor is proven instead.
    pub fn prove(&self) -> Vec<Variant> {
        let slots: Vec<(Variant, Arc<Slot>)> =
            held(&self.shelf).iter().map(|(variant, slot)| (variant.clone(), Arc::clone(slot))).collect();
        slots.into_iter().filter(|(variant, slot)| self.turns_out_wrong(variant, slot)).map(|(variant, _)| variant).collect()
    }

    fn turns_out_wrong(&self, variant: &Variant, slot: &Slot) -> bool {
        let doubted = |kept: &Kept| kept.good.clone().filter(|_| kept.proven.is_some());
        let Some(good) = doubted(&held(&slot.kept)) else { return false };
        let goes_on = || slot.due.load(Ordering::Acquire) <= good.version;
        let before = good.rendered();
        let proven = good.whole.with_dependent(|_, shown| shown.prove(&goes_on));
        self.counts.rendered.fetch_add(good.rendered() - before, Ordering::Relaxed);
        let mut kept = held(&slot.kept);
        let is_shown = kept.good.as_ref().is_some_and(|shown| Arc::ptr_eq(shown, &good));
        match proven {
            Ok(true) if is_shown => held(&self.replaced).portals.extend(kept.proven.take()),
            Ok(true) if kept.proven.is_some() => held(&self.replaced).portals.extend(kept.proven.replace(good)),
            Err(mut mistakes) if is_shown => {
                pipeline::name_client(&mut mistakes, &variant.client);
                mistakes.extend(kept.findings.iter().cloned());
                kept.findings = Arc::new(merged(mistakes, &good.whole.borrow_owner().moment.opened.sources));
                kept.state = State::Stopped;
                kept.good = kept.proven.take();
                return true;
            }
            Ok(_) | Err(_) => {}
        }
        false
    }
}
