//! Reads a file of words.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::STRINGS;
use super::text::Text;
use crate::finding::{Finding, Findings, escaped};
use crate::source::{FileId, Span};

/// The words of one file.
#[derive(Clone, Debug)]
pub struct Table {
    /// The file.
    pub file: FileId,
    /// Each text by its key, with the place of its value.
    pub texts: BTreeMap<Box<str>, (Text, Span)>,
}

/// Reads a file of words (TOML 1.0). A value that is no text, or has a brace that is no place's, is a finding, and the others count.
pub fn read(file: FileId, text: &str) -> (Table, Findings) {
    let mut table = Table { file, texts: BTreeMap::new() };
    let mut findings = Findings::new();
    // A file may begin with the mark of UTF-8, which TOML does not know.
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    match DeTable::parse(&text[start..]) {
        Ok(root) => Reader { file, start, table: &mut table, findings: &mut findings }.walk("", root.get_ref()),
        Err(error) => {
            let at = error.span().unwrap_or(0..0);
            let message = error.message().trim_end_matches('.').replace('\n', "; ");
            findings.push(Finding::error(STRINGS, Span::new(file, start + at.start, start + at.end), message));
        }
    }
    (table, findings)
}

struct Reader<'a> {
    file: FileId,
    start: usize,
    table: &'a mut Table,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    fn walk(&mut self, above: &str, table: &DeTable<'_>) {
        for (name, value) in table {
            let name = name.get_ref();
            let key = if above.is_empty() { name.to_string() } else { format!("{above}.{name}") };
            match value.get_ref() {
                DeValue::Table(below) => self.walk(&key, below),
                DeValue::String(text) => self.take(key, text, value),
                DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) | DeValue::Array(_) => {
                    let message = format!("`{}` is no text", escaped(&key));
                    self.findings.push(Finding::error(STRINGS, self.span(value), message).help("write it in quotes"));
                }
            }
        }
    }

    fn take(&mut self, key: String, text: &str, value: &Spanned<DeValue<'_>>) {
        let span = self.span(value);
        match Text::new(text) {
            Ok(text) => drop(self.table.texts.insert(key.into(), (text, span))),
            Err(_) => self.findings.push(
                Finding::error(STRINGS, span, format!("`{}` has a brace that is no place's", escaped(&key)))
                    .help("a place is a name in lower-case letters between braces, such as `{count}`"),
            ),
        }
    }

    fn span(&self, value: &Spanned<DeValue<'_>>) -> Span {
        let at = value.span();
        Span::new(self.file, self.start + at.start, self.start + at.end)
    }
}
