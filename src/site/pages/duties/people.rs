//! Everybody who has a duty, for the filter by person.

use std::collections::BTreeSet;

use serde::Serialize;

use super::duty::{Duty, everybody};
use crate::model::contact::Side;
use crate::model::id::Actor;
use crate::site::here::{Here, side_word};

/// Those of one side who have a duty.
#[derive(Clone, Debug, Serialize)]
pub struct PeopleView {
    /// `client`, `provider` or `vendor`.
    pub side: &'static str,
    /// What the side is called.
    pub name: String,
    /// People first, then teams, each by name.
    pub choices: Vec<ChoiceView>,
}

/// Somebody who has a duty.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceView {
    /// Their id.
    pub id: String,
    /// Their name.
    pub name: String,
}

/// Returns everybody who has a duty, by side.
pub(super) fn people(here: &Here<'_>, duties: &[Duty<'_>]) -> Vec<PeopleView> {
    let portal = here.site.portal;
    let of = |side: Side| {
        let ids: BTreeSet<&str> = duties.iter().filter(|duty| duty.side == side).flat_map(|duty| everybody(portal, &duty.by)).collect();
        let mut choices: Vec<(bool, ChoiceView)> =
            ids.into_iter().map(|id| (portal.contacts.by_text(id).is_none(), choice(here, id))).collect();
        choices.sort_by_cached_key(|(is_team, choice)| (*is_team, choice.name.to_lowercase()));
        let choices = choices.into_iter().map(|(_, choice)| choice).collect();
        PeopleView { side: side_word(side), name: here.side_name(side), choices }
    };
    Side::ALL.map(of).into_iter().filter(|people| !people.choices.is_empty()).collect()
}

fn choice(here: &Here<'_>, id: &str) -> ChoiceView {
    ChoiceView { id: id.to_owned(), name: here.who(&Actor::from(id)).name }
}
