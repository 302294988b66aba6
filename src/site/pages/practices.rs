//! Good practice: what the provider brought, what was taken up, what was tailored.

use serde::Serialize;
use tera::Value;

use super::listed::{ListedView, listed};
use crate::markdown::Html;
use crate::model::portal::Entity;
use crate::model::practice::{Practice, PracticeState};
use crate::site::here::{DateView, Here, Link};
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct PracticesView {
    /// The page's heading.
    pub title: String,
    /// How many practices have each state, those states alone that some have.
    pub counts: Vec<CountView>,
    /// The practices: what is in use first.
    pub practices: Vec<PracticeView>,
    /// Whether a status on the page depends on the day of the build.
    pub dated: bool,
}

/// How many practices have a state.
#[derive(Clone, Debug, Serialize)]
pub struct CountView {
    /// The state.
    pub state: String,
    /// How many.
    pub count: usize,
}

/// One practice.
#[derive(Clone, Debug, Serialize)]
pub struct PracticeView {
    /// Its name, its texts, who keeps it true, what else names it.
    pub listed: ListedView,
    /// The industry in which it was learned.
    pub learned_in: Option<Html>,
    /// What became of it here.
    pub state: String,
    /// `ok` where it is in use, `warn` where it waits for a decision, empty where it was declined.
    pub status: &'static str,
    /// Whether it was changed to fit.
    pub tailored: bool,
    /// How it was changed to fit.
    pub tailoring: Option<Html>,
    /// What it brings.
    pub benefit: Option<Html>,
    /// Since when it is in use.
    pub since: Option<DateView>,
    /// The services that it belongs to.
    pub services: Vec<Link>,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let mut practices: Vec<&Entity<Practice>> = here.site.portal.practices.iter().collect();
    let place = |state: PracticeState| PracticeState::ALL.iter().position(|other| *other == state);
    practices.sort_by_key(|practice| place(practice.own.state));
    let count = |state: PracticeState| practices.iter().filter(|practice| practice.own.state == state).count();
    let counts = PracticeState::ALL.into_iter().map(|state| CountView { state: here.words().practice(state), count: count(state) });
    let views: Vec<PracticeView> = practices.iter().map(|practice| practice_view(here, practice)).collect();
    let view = PracticesView {
        title: here.words().t("title.practices"),
        counts: counts.filter(|view| view.count > 0).collect(),
        dated: views.iter().any(|view| view.listed.is_dated()),
        practices: views,
    };
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "practices.html", frame, view: Value::from_serializable(&view) }
}

fn practice_view(here: &Here<'_>, practice: &Entity<Practice>) -> PracticeView {
    let own = &practice.own;
    let phrase = |text: &Option<crate::markdown::Phrase>, key: &str| text.as_ref().map(|text| here.phrase(text, practice.node.at(key)));
    let services = here.links(&own.services);
    PracticeView {
        listed: listed(here, practice, &services),
        learned_in: phrase(&own.learned_in, "learned_in"),
        state: here.words().practice(own.state),
        status: match own.state {
            PracticeState::Adopted | PracticeState::Tailored => "ok",
            PracticeState::Suggested => "warn",
            PracticeState::Declined => "",
        },
        tailored: own.state == PracticeState::Tailored,
        tailoring: phrase(&own.tailoring, "tailoring"),
        benefit: phrase(&own.benefit, "benefit"),
        since: own.since.map(|day| here.date(day)),
        services,
    }
}
