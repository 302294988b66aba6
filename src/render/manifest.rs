//! Reads `theme.toml`: the small part of TOML that a theme needs, which is `key = "text"`, comments and blank lines.

use crate::finding::{Finding, Findings, escaped, nearest};
use crate::render::THEME;
use crate::source::{FileId, Span};

const KEYS: [&str; 3] = ["title", "extends", "assets"];

/// What a theme says about itself.
#[derive(Default)]
pub(super) struct Manifest {
    /// The theme whose files fill what this one leaves out, and where that is said.
    pub(super) extends: Option<(String, Span)>,
    /// Whether it publishes none of the assets of the theme that it extends.
    pub(super) only_own_assets: bool,
}

/// Reads a manifest; a line that is wrong is a finding, and the others count.
pub(super) fn read(file: FileId, text: &str) -> (Manifest, Findings) {
    let mut manifest = Manifest::default();
    let mut findings = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        match entry(line) {
            Line::Blank => {}
            Line::Entry { key: "extends", value, at } => {
                manifest.extends = Some((value.to_owned(), Span::new(file, start + at, start + at + value.len())));
            }
            Line::Entry { key: "assets", value: "own", .. } => manifest.only_own_assets = true,
            Line::Entry { key: "assets", value, at } => {
                let span = Span::new(file, start + at, start + at + value.len());
                let message = format!("`assets` cannot be `{}`", escaped(value));
                findings.push(
                    Finding::error(THEME, span, message)
                        .help("`own`, or leave the line out: then those of the extended theme are published, too"),
                );
            }
            Line::Entry { key, .. } if KEYS.contains(&key) => {}
            Line::Entry { key, .. } => findings.push(unknown_key(key, span_of(file, start, line))),
            Line::Other => findings.push(no_entry(span_of(file, start, line))),
        }
        start += line.len();
    }
    (manifest, findings)
}

enum Line<'a> {
    Blank,
    /// A key, its text, and the byte of the line at which that text starts.
    Entry {
        key: &'a str,
        value: &'a str,
        at: usize,
    },
    Other,
}

fn entry(line: &str) -> Line<'_> {
    let trimmed = line.trim_start_matches('\u{feff}').trim();
    if trimmed.is_empty() || trimmed.starts_with('#') {
        return Line::Blank;
    }
    let Some((key, rest)) = line.split_once('=') else { return Line::Other };
    let Some(quoted) = rest.trim_start().strip_prefix('"') else { return Line::Other };
    let Some((value, after)) = quoted.split_once('"') else { return Line::Other };
    let after = after.trim();
    if value.contains('\\') || !(after.is_empty() || after.starts_with('#')) {
        return Line::Other;
    }
    Line::Entry { key: key.trim_start_matches('\u{feff}').trim(), value, at: line.len() - quoted.len() }
}

fn span_of(file: FileId, start: usize, line: &str) -> Span {
    let indent = line.len() - line.trim_start().len();
    Span::new(file, start + indent, start + line.trim_end().len())
}

fn unknown_key(key: &str, span: Span) -> Finding {
    let help = match nearest(key, KEYS) {
        Some(known) => format!("did you mean `{known}`?"),
        None => "a theme says `title`, `extends` and `assets`".to_owned(),
    };
    Finding::error(THEME, span, format!("a theme has no key `{key}`")).help(help)
}

fn no_entry(span: Span) -> Finding {
    Finding::error(THEME, span, "this line is no `key = \"text\"`").help("for example: extends = \"default\"")
}
