//! The forms in which findings are told: [`human`] with a picture of the place, [`short`] in a line, [`json`] for programs, [`pictures`] for whoever draws it otherwise.
//!
//! A report is text made from values; nothing here prints.
//! What stands in a source may be hostile to a terminal, so everything that is shown of it is made harmless first.

mod human;
mod json;
mod picture;
mod short;

use std::collections::BTreeMap;

pub use human::{Color, human};
pub use json::json;
pub use picture::{Line, Picture, Place, Related, pictures};
pub use short::short;

use super::{Finding, Level};
use crate::source::{FileId, Position, Sources, char_start};

/// Counts findings for the last line of a run, such as `2 errors, 1 warning`.
pub fn summary(findings: &[Finding]) -> String {
    let counted = [(Level::Error, "error", "errors"), (Level::Warning, "warning", "warnings"), (Level::Info, "info", "infos")];
    let counts =
        counted.into_iter().filter_map(|(level, one, many)| match findings.iter().filter(|finding| finding.level == level).count() {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {many}")),
        });
    let counts: Vec<String> = counts.collect();
    if counts.is_empty() { "no findings".to_owned() } else { counts.join(", ") }
}

/// Replaces a character that could turn what it is shown on against its reader by one of the same width.
fn harmless(character: char) -> char {
    if super::is_hidden(character) && character != '\t' { char::REPLACEMENT_CHARACTER } else { character }
}

/// Lines and columns of many places; each file's lines are looked for once.
struct Places<'a> {
    sources: &'a Sources,
    lines: BTreeMap<FileId, Vec<usize>>,
}

impl<'a> Places<'a> {
    fn new(sources: &'a Sources) -> Self {
        Places { sources, lines: BTreeMap::new() }
    }

    fn text(&self, file: FileId) -> &'a str {
        &self.sources.get(file).text
    }

    fn path(&self, file: FileId) -> String {
        super::escaped(self.sources.get(file).path.as_str())
    }

    /// Returns the bytes at which the lines of a file start.
    fn starts(&mut self, file: FileId) -> &[usize] {
        let text = self.text(file);
        self.lines.entry(file).or_insert_with(|| {
            let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
            std::iter::once(mark).chain(text.match_indices('\n').map(|(newline, _)| newline + 1)).collect()
        })
    }

    /// Returns the line of a byte, from 0, and the byte at which it starts.
    fn line(&mut self, file: FileId, offset: u32) -> (usize, usize) {
        let offset = offset as usize;
        let starts = self.starts(file);
        let line = starts.partition_point(|&start| start <= offset).saturating_sub(1);
        (line, starts[line])
    }

    fn position(&mut self, file: FileId, offset: u32) -> Position {
        let text = self.text(file);
        let (line, start) = self.line(file, offset);
        let end = char_start(text, offset as usize);
        Position { line: line + 1, column: text.get(start..end).map_or(0, |before| before.chars().count()) + 1 }
    }
}
