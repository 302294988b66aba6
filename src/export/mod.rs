//! The portal in other forms: files that a reader takes along, each made of values of [`crate::site::downloads`].
//!
//! Reading order: [`csv`] (the matrix for a spreadsheet), [`lines`] (what vCard and iCalendar have in common), [`vcard`] (people for an address book),
//! [`ical`] (dates for a calendar) with [`timezone`]. One encoder a format; nothing here knows a portal's language, and nothing reads a clock.

pub mod csv;
pub mod ical;
pub mod lines;
pub mod timezone;
pub mod vcard;

use crate::site::Site;
use crate::site::downloads::{self, Download};

/// Makes a file. The same portal gives the same bytes.
pub fn file(site: &Site<'_>, download: &Download) -> Vec<u8> {
    match download {
        Download::Matrix => csv::table(&downloads::matrix(site)),
        Download::Cards => vcard::cards(&downloads::cards(site)),
        Download::Card(id) => vcard::cards(downloads::card(site, id).as_slice()),
        Download::Calendar => ical::calendar(&downloads::calendar(site)),
    }
}
