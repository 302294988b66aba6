//! Which portal an address of the preview means: a client, an edition, a day.
//!
//! ```text
//! /acme/                        the edition and the day that the command line says
//! /acme@internal/               the internal edition
//! /acme@2026-12-24/             as it would be on that day
//! /acme@internal@2026-12-24/    both
//! ```

use std::fmt;

use crate::model::date::Date;
use crate::model::portal::Edition;

/// One portal of a preview. An edition or a day that is not said is the command line's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Variant {
    /// The client.
    pub client: String,
    /// Whom it is for.
    pub edition: Option<Edition>,
    /// The day that it is judged by.
    pub day: Option<Date>,
}

impl Variant {
    /// Returns the client's portal as the command line asks for it.
    pub fn of(client: &str) -> Variant {
        Variant { client: client.to_owned(), edition: None, day: None }
    }

    /// Reads the first part of an address; nothing if it is none that [`Variant`] writes.
    pub fn parse(text: &str) -> Option<Variant> {
        let mut parts = text.split('@');
        let mut variant = Variant::of(parts.next()?);
        for part in parts {
            let edition = [Edition::Client, Edition::Internal].into_iter().find(|edition| edition.word() == part);
            match (edition, Date::parse(part)) {
                (Some(edition), _) if variant.edition.is_none() && variant.day.is_none() => variant.edition = Some(edition),
                (None, Some(day)) if variant.day.is_none() => variant.day = Some(day),
                _ => return None,
            }
        }
        (variant.to_string() == text).then_some(variant)
    }
}

impl fmt::Display for Variant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.client)?;
        if let Some(edition) = self.edition {
            write!(formatter, "@{}", edition.word())?;
        }
        if let Some(day) = self.day {
            write!(formatter, "@{day}")?;
        }
        Ok(())
    }
}
