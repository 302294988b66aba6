//! A table as comma-separated values (RFC 4180), in UTF-8 with a byte order mark, by which spreadsheets know that it is UTF-8.
//!
//! No field is a formula to a spreadsheet (OWASP, CSV Injection): one that begins with `=`, `+`, `-`, `@`, their wide forms, a tab or a line break
//! gets an apostrophe before it. So does one that begins with apostrophes and one of these, so that taking one apostrophe away gives the field back.
//! It is read back as it was written where the comma parts its fields; a program set to semicolons has to be told, as for any such file.

use std::borrow::Cow;

use crate::site::downloads::Table;

/// What begins a formula, or is passed over by a program that looks for its beginning.
const DANGEROUS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Writes a table: a header line (RFC 4180, section 2.3), then its rows, each line with CR LF at its end.
pub fn table(table: &Table) -> Vec<u8> {
    let mut csv = String::from("\u{feff}");
    for row in std::iter::once(&table.header).chain(&table.rows) {
        let fields: Vec<Cow<'_, str>> = row.iter().map(|field| quoted(harmless(field))).collect();
        csv.push_str(&fields.join(","));
        csv.push_str("\r\n");
    }
    csv.into_bytes()
}

/// Returns a field that is no formula.
fn harmless(field: &str) -> Cow<'_, str> {
    if field.trim_start_matches('\'').starts_with(DANGEROUS) { format!("'{field}").into() } else { field.into() }
}

/// Puts a field in quotes where it must be (RFC 4180, sections 2.6 and 2.7), and where spaces at its ends might get lost.
fn quoted(field: Cow<'_, str>) -> Cow<'_, str> {
    let is_edge = |character: char| character == ' ';
    if field.contains(['"', ',', '\r', '\n']) || field.starts_with(is_edge) || field.ends_with(is_edge) {
        format!("\"{}\"", field.replace('"', "\"\"")).into()
    } else {
        field
    }
}
