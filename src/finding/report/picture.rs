//! Each finding with its place and the lines around it, as values: for whoever draws it without a terminal.

use serde::Serialize;

use super::{Places, harmless};
use crate::finding::{Finding, escaped};
use crate::source::{Sources, Span, char_start};

/// One finding, ready to be drawn. Every text is fit to be shown as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// Its rule's name.
    pub rule: &'static str,
    /// `error`, `warning` or `info`.
    pub level: &'static str,
    /// In whose portals it was found; empty where it concerns the workspace.
    pub clients: Vec<String>,
    /// What was found and what was expected.
    pub message: String,
    /// Why it matters.
    pub why: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// Where it is; nothing where no file can be named.
    pub place: Option<Place>,
    /// The line that it stands on, and some before and after it.
    pub lines: Vec<Line>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The path in the workspace.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// One line of a source, drawn: `41 |     responsible: [nco]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its number, and what stands on it; a long line is cut around its mark.
    pub text: String,
    /// What is drawn under it, if the finding stands on it: carets under the mark.
    pub mark: Option<String>,
}

/// Another place, and what is to be seen there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Related {
    /// Where it is.
    pub place: Place,
    /// What is to be seen there.
    pub message: String,
}

/// How many lines are shown before the one that a finding stands on, and after it.
const AROUND: usize = 2;
/// How many characters of a line are shown before its mark, and from its mark on.
const BESIDE: usize = 200;

/// Gives each finding with its place.
pub fn pictures(findings: &[Finding], sources: &Sources) -> Vec<Picture> {
    let mut places = Places::new(sources);
    findings.iter().map(|finding| picture(finding, &mut places)).collect()
}

fn picture(finding: &Finding, places: &mut Places<'_>) -> Picture {
    let related = finding.related.iter();
    Picture {
        rule: finding.rule.0,
        level: finding.level.word(),
        clients: finding.clients.clone(),
        message: escaped(&finding.message),
        why: finding.why.as_deref().map(escaped),
        help: finding.help.as_deref().map(escaped),
        place: finding.span.map(|span| place(span, places)),
        lines: finding.span.map_or(Vec::new(), |span| lines(span, places)),
        related: related.map(|related| Related { place: place(related.span, places), message: escaped(&related.message) }).collect(),
    }
}

fn place(span: Span, places: &mut Places<'_>) -> Place {
    let position = places.position(span.file, span.start);
    Place { file: places.path(span.file), line: position.line, column: position.column }
}

fn lines(span: Span, places: &mut Places<'_>) -> Vec<Line> {
    let text = places.text(span.file);
    if text.is_empty() {
        return Vec::new();
    }
    let (marked, _) = places.line(span.file, span.start);
    let starts = places.starts(span.file);
    let last = (marked + AROUND).min(starts.len() - 1);
    let bounds: Vec<(usize, usize, usize)> = (marked.saturating_sub(AROUND)..=last)
        .map(|line| (line, starts[line], starts.get(line + 1).copied().unwrap_or(text.len())))
        .collect();
    let width = (last + 1).to_string().len();
    let mut shown: Vec<Line> = Vec::new();
    for (line, start, end) in bounds {
        let whole = text.get(start..end).unwrap_or("").trim_end_matches(['\n', '\r']);
        let mark = (line == marked).then(|| {
            let within = |offset: u32| char_start(whole, (offset as usize).saturating_sub(start));
            (within(span.start), within(span.end))
        });
        // What follows the last line break of a file is no line, unless the finding stands there.
        if start < text.len() || mark.is_some() {
            shown.push(draw(format!("{:>width$} |", line + 1), whole, mark));
        }
    }
    shown
}

fn draw(gutter: String, whole: &str, mark: Option<(usize, usize)>) -> Line {
    let (from, to) = mark.unwrap_or((0, 0));
    let start = whole[..from].char_indices().rev().nth(BESIDE).map_or(0, |(place, _)| place);
    let end = whole[from..].char_indices().nth(BESIDE).map_or(whole.len(), |(place, _)| from + place);
    let (before, after) = (if start > 0 { "…" } else { "" }, if end < whole.len() { "…" } else { "" });
    let text = format!("{gutter} {before}{}{after}", whole[start..end].chars().map(harmless).collect::<String>());
    let mark = mark.map(|_| {
        let indent = before.chars().chain(whole[start..from].chars()).map(|character| if character == '\t' { '\t' } else { ' ' });
        let carets = whole[from..to.clamp(from, end)].chars().count().max(1);
        let under: String = indent.chain(std::iter::repeat_n('^', carets)).collect();
        format!("{:>width$} {under}", "|", width = gutter.len())
    });
    Line { text, mark }
}
