//! JSON Schema of the values that are written as text: what an editor offers and refuses.
//!
//! References carry `x-reference`, the word for the kind that they name, so that tools can tell a contact's id from a service's.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::brand::{Colour, FileName};
use super::contact::Affiliation;
use super::date::Date;
use super::duration::{Duration, Frequency, Interval};
use super::hours::{Days, Time, Zone};
use super::id::{Actor, Address, Id, LocalId, LocalList, Slug};
use super::kind::Model;

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
    Slug, "Id", { "type": "string", "pattern": SLUG, "maxLength": 80 };
    Actor, "Actor", { "type": "string", "pattern": SLUG, "x-reference": "actor", "description": "a contact, a team, a vendor, `client` or `provider`" };
    Affiliation, "Side", { "type": "string", "pattern": SLUG, "x-reference": "side", "description": "`client`, `provider`, or a vendor's id", "examples": ["client", "provider"] };
    Address, "Address", { "type": "string", "pattern": "^[a-z]+:[a-z0-9-]+$", "x-reference": "any", "description": "any entity, as `kind:id`" };
    Date, "Date", { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "format": "date", "examples": ["2026-11-24"] };
    Duration, "Duration", { "type": "string", "pattern": "^[0-9]+(m|h|d|w|mo|bd)$", "examples": ["15m", "4h", "90d", "2w", "6mo", "2bd"] };
    Frequency, "Frequency", { "type": "string", "pattern": "^(event|continuous|day|week|month|quarter|half-year|year|[0-9]+(m|h|d|w|mo|bd))$", "examples": ["event", "continuous", "day", "week", "month", "quarter", "half-year", "year"] };
    Interval, "Interval", { "type": "string", "pattern": "^(day|week|month|quarter|half-year|year|[0-9]+(m|h|d|w|mo|bd))$", "examples": ["day", "week", "month", "quarter", "half-year", "year"] };
    Time, "Time", { "type": "string", "pattern": "^([01][0-9]|2[0-4]):[0-5][0-9]$", "examples": ["07:30"] };
    Days, "Days", { "type": "string", "pattern": "^((mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?|holidays)$", "examples": ["mon", "mon-fri", "holidays"] };
    Zone, "Zone", { "type": "string", "description": "a name of the IANA time zone database", "examples": ["America/Chicago", "Europe/Berlin"] };
    Colour, "Colour", { "type": "string", "pattern": "^#[0-9a-fA-F]{6}$", "examples": ["#0b6e4f"] };
    FileName, "FileName", { "type": "string", "description": "a file of the workspace, relative to the file that names it", "x-reference": "file" };
}

impl<T: Model> JsonSchema for Id<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}Id", capital(T::KIND.singular())).into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": SLUG, "x-reference": T::KIND.singular() })
    }
}

impl<L: LocalList> JsonSchema for LocalId<L> {
    fn schema_name() -> Cow<'static, str> {
        format!("IdIn{}", capital(list_of::<L>())).into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "x-reference": L::REFERENCE.trim_start_matches('@') })
    }
}

fn list_of<L: LocalList>() -> &'static str {
    L::REFERENCE.rsplit('/').next().unwrap_or_default()
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    format!("{}{rest}", first.to_ascii_uppercase())
}
