//! The values that are written as text: what an editor offers and refuses.
//!
//! `title` is what the reference calls such a value.
//! References carry `x-reference`, the word for the kind that they name, so that tools can tell a contact's id from a service's.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::model::brand::{Colour, FileName};
use crate::model::contact::Affiliation;
use crate::model::date::Date;
use crate::model::duration::{Duration, Frequency, Interval};
use crate::model::hours::{Days, Time, Zone};
use crate::model::id::{Actor, Address, Id, LocalId, LocalList, Slug};
use crate::model::kind::Model;

/// Small letters and digits in groups joined by single hyphens.
const SLUG: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

macro_rules! texts {
    ($($type:ty, $name:literal, $schema:tt;)*) => {$(
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )*};
}

texts! {
    Slug, "Id", { "title": "id", "type": ["string", "integer"], "pattern": SLUG, "maxLength": 80 };
    Actor, "Actor", { "title": "actor", "type": ["string", "integer"], "pattern": SLUG, "x-reference": "actor", "description": "A contact, a team, a vendor, `client` or `provider`." };
    Affiliation, "Side", { "title": "side", "type": ["string", "integer"], "pattern": SLUG, "x-reference": "side", "description": "`client`, `provider`, or a vendor's id.", "examples": ["client", "provider"] };
    Address, "Address", { "title": "address", "type": "string", "pattern": "^[a-z]+:[a-z0-9-]+$", "x-reference": "any", "description": "Any entity, written `kind:id`." };
    Date, "Date", { "title": "date", "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "examples": ["2026-11-24"] };
    Duration, "Duration", { "title": "duration", "type": "string", "pattern": "^[0-9]+(m|h|d|w|mo|bd)$", "examples": ["15m", "4h", "90d", "2w", "6mo", "2bd"] };
    Frequency, "Frequency", { "title": "frequency", "type": "string", "pattern": "^(event|continuous|day|week|month|quarter|half-year|year|[0-9]+(m|h|d|w|mo|bd))$", "examples": ["event", "continuous", "day", "week", "month", "quarter", "half-year", "year"] };
    Interval, "Interval", { "title": "interval", "type": "string", "pattern": "^(day|week|month|quarter|half-year|year|[0-9]+(m|h|d|w|mo|bd))$", "examples": ["day", "week", "month", "quarter", "half-year", "year"] };
    Time, "Time", { "title": "time", "type": "string", "pattern": "^([01][0-9]|2[0-4]):[0-5][0-9]$", "examples": ["07:30"] };
    Days, "Days", { "title": "days", "type": "string", "pattern": "^((mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?|holidays)$", "examples": ["mon", "mon-fri", "holidays"] };
    Zone, "Zone", { "title": "zone", "type": "string", "description": "A name of the IANA time zone database.", "examples": ["America/Chicago", "Europe/Berlin"] };
    Colour, "Colour", { "title": "colour", "type": "string", "pattern": "^#[0-9a-fA-F]{6}$", "examples": ["#0b6e4f"] };
    FileName, "FileName", { "title": "file", "type": "string", "description": "A file of the workspace, named relative to the file that mentions it.", "x-reference": "file" };
}

impl<T: Model> JsonSchema for Id<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}Id", capital(T::KIND.singular())).into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let kind = T::KIND.singular();
        // Some words are one for one and for many.
        let one = if kind == T::KIND.plural() { kind.to_owned() } else { format!("{} {kind}", article(kind)) };
        json_schema!({ "title": format!("id of {one}"), "type": ["string", "integer"], "pattern": SLUG, "x-reference": kind })
    }
}

impl<L: LocalList> JsonSchema for LocalId<L> {
    fn schema_name() -> Cow<'static, str> {
        format!("IdIn{}", capital(list_of::<L>())).into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "title": format!("id of one of the `{}`", list_of::<L>()), "type": ["string", "number"], "x-reference": L::REFERENCE.trim_start_matches('@') })
    }
}

fn list_of<L: LocalList>() -> &'static str {
    L::REFERENCE.rsplit('/').next().unwrap_or_default()
}

/// Returns the article before a kind's word for one.
pub fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    format!("{}{rest}", first.to_ascii_uppercase())
}
