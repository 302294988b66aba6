//! Contracts: what was signed, how it ends, and the last day to say so.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Deserializer;
use serde::{Deserialize, Serialize, Serializer};

use super::date::Date;
use super::duration::Duration;
use super::id::{Actor, Slug, refusal, through};
use crate::finding::escaped;

/// What was signed with a vendor, or between the provider and the client.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Its id within the vendor or the client.
    pub id: Slug,
    /// What it is called.
    pub title: String,
    /// What kind of contract it is.
    #[serde(default)]
    pub kind: Option<ContractKind>,
    /// The first day.
    #[serde(default)]
    pub start: Option<Date>,
    /// The last day of the term; without it the contract is open-ended.
    #[serde(default)]
    pub end: Option<Date>,
    /// What happens when the term ends.
    #[serde(default)]
    pub renewal: Option<Renewal>,
    /// How long an automatic renewal lasts.
    #[serde(default)]
    pub renews_for: Option<Duration>,
    /// How long before the end it must be said that it ends; business days count by the client's business hours.
    #[serde(default)]
    pub notice: Option<Duration>,
    /// What it costs; internal unless published.
    #[serde(default)]
    pub value: Option<Money>,
    /// Which of the keys that are internal unless published the client edition shows all the same.
    #[serde(default)]
    pub publish: Vec<Published>,
    /// Who talks about terms.
    #[serde(default)]
    pub negotiated_by: Option<Actor>,
    /// Who pays.
    #[serde(default)]
    pub paid_by: Option<Actor>,
    /// Who decides about it.
    #[serde(default)]
    pub owner: Option<Actor>,
    /// What was chosen for the end of the term.
    #[serde(default)]
    pub choice: Option<Choice>,
}

/// A key of a contract that is internal unless it is named under `publish`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Published {
    /// What it costs.
    Value,
}

/// What kind of contract something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ContractKind {
    /// Master services agreement.
    Msa,
    /// Statement of work.
    Sow,
    /// Pay for as long as it is used.
    Subscription,
    /// The right to use something.
    Licence,
    /// Help when it breaks.
    Support,
    /// Data processing agreement.
    Dpa,
    /// The use of a thing for a time.
    Lease,
    /// Anything else.
    Other,
}

/// What happens when a term ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Renewal {
    /// It goes on unless somebody gives notice.
    Auto,
    /// It goes on if both sides say so.
    Manual,
    /// It ends.
    Fixed,
}

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// How much.
    pub amount: f64,
    /// In which currency, by ISO 4217.
    pub currency: Currency,
    /// For how long that pays; else once.
    #[serde(default)]
    pub per: Option<Per>,
}

/// For how long an amount pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    HalfYear,
    /// A year.
    Year,
}

/// A currency's code by ISO 4217, such as `USD`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Currency(String);

impl Currency {
    /// Returns the three letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let parse = |text: &str| (text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())).then(|| text.to_owned());
        through(deserializer, "!bad-currency", |text| {
            parse(text).map(Currency).ok_or_else(|| {
                let symbol = match text {
                    "€" => Some("EUR".to_owned()),
                    "£" => Some("GBP".to_owned()),
                    text => parse(&text.to_ascii_uppercase()),
                };
                let message = format!("expected the three letters of a currency such as `USD`, found `{}`", escaped(text));
                refusal(&message, "", symbol.as_deref())
            })
        })
    }
}

impl JsonSchema for Currency {
    fn schema_name() -> Cow<'static, str> {
        "Currency".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "title": "currency", "type": "string", "pattern": "^[A-Z]{3}$", "examples": ["USD", "EUR"] })
    }
}

/// What was chosen for the end of a term.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What will be done.
    pub what: ChoiceKind,
    /// Who chose.
    #[serde(default)]
    pub by: Option<Actor>,
    /// The day of the choice; one before the current term was about the last one.
    #[serde(default)]
    pub date: Option<Date>,
}

/// What can be done when a term ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChoiceKind {
    /// Go on as it is.
    Renew,
    /// Go on under other terms.
    Renegotiate,
    /// Let it end.
    Cancel,
    /// Not chosen yet.
    Undecided,
}

/// A contract's term as it stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The first day of the term.
    pub start: Option<Date>,
    /// Its last day.
    pub end: Date,
    /// How often it was renewed by itself since it was signed.
    pub renewals: u32,
}

impl Contract {
    /// Returns the term that runs on a day: an automatic renewal moves the end on by `renews_for` until it does not lie before that day.
    ///
    /// Nothing for an open-ended contract. Each end is counted from the first one, so that a 31st stays a 31st.
    /// A contract that does not renew by itself keeps its end, also when it has passed.
    pub fn term(&self, today: Date) -> Option<Term> {
        let end = self.end?;
        let first = Term { start: self.start, end, renewals: 0 };
        let (Some(Renewal::Auto), Some(length)) = (self.renewal, self.renews_for) else { return Some(first) };
        let nth = |renewals: u32| length.times(renewals, end);
        let renewals = (0..).find(|renewals| nth(*renewals) >= today || nth(renewals + 1) <= nth(*renewals)).unwrap_or(0);
        if renewals == 0 {
            return Some(first);
        }
        Some(Term { start: Some(nth(renewals - 1).next_day()), end: nth(renewals), renewals })
    }

    /// Returns the choice for the term that runs; one dated before it began was about the last term.
    pub fn current_choice(&self, today: Date) -> Option<&Choice> {
        let choice = self.choice.as_ref()?;
        let began = self.term(today).filter(|term| term.renewals > 0).and_then(|term| term.start);
        let is_last_terms = matches!((choice.date, began), (Some(date), Some(began)) if date < began);
        (!is_last_terms).then_some(choice)
    }

    /// Tells whether it was chosen to let it end with the term that runs.
    pub fn is_cancelled(&self, today: Date) -> bool {
        self.current_choice(today).is_some_and(|choice| choice.what == ChoiceKind::Cancel)
    }
}
