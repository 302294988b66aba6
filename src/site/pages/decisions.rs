//! Sourcing decisions: why something is in-house or not, and when we look again.

mod plot;

use serde::Serialize;
use tera::Value;

use self::plot::PlotView;
use super::listed::{ListedView, listed};
use super::responsibility::SourcingView;
use crate::markdown::Html;
use crate::model::decision::{Decision, Factor, FactorName};
use crate::model::portal::Entity;
use crate::model::responsibility::Responsibility;
use crate::site::here::{DateView, Due, Here, Internal, Link, Who};
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionsView {
    /// The page's heading.
    pub title: String,
    /// The scores as a plot; nothing where there are too few to compare, or too many.
    pub plot: Option<PlotView>,
    /// The decisions, in the order of the portal.
    pub decisions: Vec<DecisionView>,
    /// Whether a status on the page depends on the day of the build.
    pub dated: bool,
}

/// One decision.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionView {
    /// Its name, its texts, who keeps it true, what else names it.
    pub listed: ListedView,
    /// What was decided; nothing where it is open.
    pub decided: Option<SourcingView>,
    /// What the factors suggest; nothing where one of them is not scored.
    pub suggested: Option<SourcingView>,
    /// The pull to outsource that the suggestion follows from, from 1 to 5.
    pub pull: Option<String>,
    /// Whether something else was decided than the factors suggest.
    pub differs: bool,
    /// The four factors, scored or not.
    pub factors: Vec<FactorView>,
    /// Whether the factors do not all weigh the same.
    pub weighted: bool,
    /// Why it was decided so.
    pub because: Option<Html>,
    /// Who decided.
    pub by: Vec<Who>,
    /// The day of the decision.
    pub date: Option<DateView>,
    /// How often it is looked at again.
    pub revisit_every: Option<String>,
    /// The day by which it is.
    pub revisit: Option<Due>,
    /// The rows that stand on it.
    pub rows: Vec<RowView>,
}

/// One factor.
#[derive(Clone, Debug, Serialize)]
pub struct FactorView {
    /// What it is called.
    pub name: String,
    /// From 1 to 5; nothing where it is not scored.
    pub score: Option<u8>,
    /// How much it counts beside the others.
    pub weight: Option<String>,
    /// The reason for the score.
    pub why: Option<Html>,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

/// A row that stands on a decision.
#[derive(Clone, Debug, Serialize)]
pub struct RowView {
    /// Its name and address.
    pub link: Link,
    /// The short reference.
    pub code: Option<String>,
    /// Which sides do it; nothing where nobody does.
    pub sourcing: Option<SourcingView>,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let decisions: Vec<DecisionView> = here.site.portal.decisions.iter().map(|decision| decision_view(here, decision)).collect();
    let is_late = |decision: &DecisionView| decision.revisit.as_ref().is_some_and(|due| due.overdue);
    let is_dated = |decision: &DecisionView| is_late(decision) || decision.listed.is_dated();
    let view = DecisionsView {
        title: here.words().t("title.decisions"),
        plot: plot::plot(here),
        dated: decisions.iter().any(is_dated),
        decisions,
    };
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "decisions.html", frame, view: Value::from_serializable(&view) }
}

fn decision_view(here: &Here<'_>, decision: &Entity<Decision>) -> DecisionView {
    let own = &decision.own;
    let suggestion = own.factors.suggestion();
    let rows: Vec<RowView> = rows(here, decision).map(|row| row_view(here, row)).collect();
    let weights: Vec<f64> = own.factors.scored().iter().map(|(_, factor)| factor.weight.get()).collect();
    DecisionView {
        listed: listed(here, decision, rows.iter().map(|row| &row.link)),
        decided: own.decided.map(|sourcing| SourcingView::new(here, sourcing)),
        suggested: suggestion.map(|sourcing| SourcingView::new(here, sourcing)),
        pull: own.factors.pull().map(|pull| number(here, pull)),
        differs: matches!((own.decided, suggestion), (Some(decided), Some(suggested)) if decided != suggested),
        factors: factors(here, decision),
        weighted: weights.windows(2).any(|pair| pair[0] != pair[1]),
        because: own.because.as_ref().map(|because| here.phrase(because, decision.node.at("because"))),
        by: here.whos(&own.by),
        date: own.date.map(|day| here.date(day)),
        revisit_every: own.revisit_every.map(|every| here.words().frequency(every.frequency())),
        revisit: own.next_revisit().map(|day| here.due(day)),
        rows,
    }
}

/// Returns the rows that stand on a decision.
fn rows<'a>(here: &Here<'a>, decision: &'a Entity<Decision>) -> impl Iterator<Item = &'a Entity<Responsibility>> {
    let naming = here.site.portal.rows_naming(&[decision.mention()]);
    naming.into_iter().filter(|row| row.own.decision.as_ref() == Some(&decision.id))
}

fn row_view(here: &Here<'_>, row: &Entity<Responsibility>) -> RowView {
    RowView {
        code: row.own.code.clone(),
        sourcing: row.own.sourcing(here.site.portal).map(|sourcing| SourcingView::new(here, sourcing)),
        internal: here.is_internal(&row.node),
        link: here.link_id(&row.id),
    }
}

fn factors(here: &Here<'_>, decision: &Entity<Decision>) -> Vec<FactorView> {
    let own = &decision.own.factors;
    let all = [
        (FactorName::StrategicImportance, "strategic_importance", &own.strategic_importance),
        (FactorName::Expertise, "expertise", &own.expertise),
        (FactorName::CostEffectiveness, "cost_effectiveness", &own.cost_effectiveness),
        (FactorName::Scalability, "scalability", &own.scalability),
    ];
    let view = |(name, key, factor): (FactorName, &str, &Option<Factor>)| {
        let node = decision.node.at(&format!("factors/{key}"));
        FactorView {
            name: here.words().factor(name),
            score: factor.as_ref().map(|factor| factor.score.get()),
            weight: factor.as_ref().map(|factor| number(here, factor.weight.get())),
            why: factor.as_ref().and_then(|factor| factor.why.as_ref()).map(|why| here.phrase(why, node.at("why"))),
            internal: factor.as_ref().and_then(|_| here.internal(node)),
        }
    };
    all.into_iter().map(view).collect()
}

/// Says a number with two places at most.
fn number(here: &Here<'_>, number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').replace('.', &here.words().t("number.point"))
}
