//! Findings for people: what is wrong, the line that it stands on with a mark under it, and what to do.
//!
//! The picture is drawn from the lines that matter alone, however long the file is, and a long line is cut around its mark.

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level as Drawn, Patch, Renderer, Snippet};

use super::{Places, harmless};
use crate::finding::{Edit, Finding, Level, escaped};
use crate::source::{FileId, Sources, Span, char_start};

/// Whether a report is coloured for a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// Plain text.
    Never,
    /// With ANSI escapes.
    Always,
}

/// How many clients a report names; a program reads all of them from the JSON.
const MOST_CLIENTS: usize = 8;
/// Places of one file that lie within so many lines of each other share a picture.
const NEAR: usize = 6;
/// How many characters of a line are drawn on either side of a mark before the renderer cuts it to the width.
const AROUND: usize = 500;
/// How wide a picture is.
const WIDTH: usize = 120;
/// The longest text of a fix that is shown within a line of help.
const LONGEST_FIX: usize = 80;

/// Tells each finding with its place, drawn; an empty line stands between two.
pub fn human(findings: &[Finding], sources: &Sources, color: Color) -> String {
    let mut places = Places::new(sources);
    let renderer = match color {
        Color::Never => Renderer::plain(),
        Color::Always => Renderer::styled(),
    };
    let renderer = renderer.term_width(WIDTH);
    let reports = findings.iter().map(|finding| report(finding, &mut places, &renderer) + "\n");
    reports.collect::<Vec<_>>().join("\n")
}

fn report(finding: &Finding, places: &mut Places<'_>, renderer: &Renderer) -> String {
    let title = drawn(finding.level).primary_title(escaped(&finding.message)).id(finding.rule.0);
    let mut pictures = pictures(finding, places);
    let mut group = Group::with_title(title).elements(pictures.iter_mut().map(Picture::element));
    let why = finding.why.as_deref().map(escaped).into_iter().chain(portals(finding, places));
    group = group.elements(why.map(|note| Drawn::NOTE.message(note)));
    let help = finding.help.as_deref().map(escaped).into_iter().chain(shown_fix(finding));
    group = group.elements(help.map(|help| Drawn::HELP.message(help)));
    let mut groups = vec![group];
    groups.extend(finding.fix.as_ref().filter(|fix| !fits_in_a_line(fix)).map(|fix| patch(fix, places)));
    let rendered = close_up(&renderer.render(&groups));
    match pictures.first() {
        Some(first) if first.cut > 0 => with_column(&rendered, first),
        _ => rendered,
    }
}

fn drawn(level: Level) -> Drawn<'static> {
    match level {
        Level::Error => Drawn::ERROR,
        Level::Warning => Drawn::WARNING,
        Level::Info => Drawn::INFO,
    }
}

/// Names the clients, unless the file is the only one's own.
fn portals(finding: &Finding, places: &Places<'_>) -> Option<String> {
    let path = finding.span.map_or("", |span| places.sources.get(span.file).path.as_str());
    match finding.clients.as_slice() {
        [] => None,
        [client]
            if path
                .strip_prefix("clients/")
                .and_then(|rest| rest.strip_prefix(client.as_str()))
                .is_some_and(|rest| rest.starts_with('/')) =>
        {
            None
        }
        [client] => Some(format!("in the portal of {}", escaped(client))),
        clients => {
            let named = clients.iter().take(MOST_CLIENTS).map(|client| escaped(client)).collect::<Vec<_>>().join(", ");
            match clients.len().saturating_sub(MOST_CLIENTS) {
                0 => Some(format!("in the portals of {named}")),
                more => Some(format!("in the portals of {named} and {more} more")),
            }
        }
    }
}

/// Words the fix, unless the help shows it already or there is nothing in it to see.
fn shown_fix(finding: &Finding) -> Option<String> {
    let fix = finding.fix.as_ref().filter(|fix| fits_in_a_line(fix) && !fix.text.trim().is_empty())?;
    let text = escaped(&fix.text);
    let is_shown = finding.help.as_ref().is_some_and(|help| help.contains(&text));
    (!is_shown).then(|| format!("write `{text}`"))
}

fn fits_in_a_line(fix: &Edit) -> bool {
    fix.text.chars().count() <= LONGEST_FIX && !fix.text.contains('\n')
}

/// Draws a longer change as lines taken out and put in.
fn patch<'a>(fix: &Edit, places: &mut Places<'_>) -> Group<'a> {
    let (line, start) = places.line(fix.span.file, fix.span.start);
    let text = places.text(fix.span.file);
    let end = text[fix.span.range().end.min(text.len())..].find('\n').map_or(text.len(), |newline| fix.span.range().end + newline);
    let source = text.get(start..end).unwrap_or("").to_owned();
    let span = fix.span.range().start - start..(fix.span.range().end - start).min(source.len());
    let snippet = Snippet::source(source).line_start(line + 1).path(places.path(fix.span.file)).patch(Patch::new(span, fix.text.clone()));
    Drawn::HELP.secondary_title("write it so").element(snippet)
}

/// A few lines of one file, made harmless, and the marks under them.
struct Picture {
    path: String,
    file: FileId,
    /// The first line and the last, from 0.
    lines: (usize, usize),
    marks: Vec<Mark>,
    source: String,
    /// How many characters in front of the first mark's line are not drawn.
    cut: usize,
    annotations: Vec<Annotation<'static>>,
}

struct Mark {
    line: usize,
    span: Span,
    kind: AnnotationKind,
    label: Option<String>,
}

impl Picture {
    fn element(&mut self) -> Element<'static> {
        let snippet = Snippet::source(std::mem::take(&mut self.source)).path(self.path.clone()).line_start(self.lines.0 + 1);
        snippet.annotations(std::mem::take(&mut self.annotations)).into()
    }
}

fn pictures(finding: &Finding, places: &mut Places<'_>) -> Vec<Picture> {
    let primary = finding.span.map(|span| (span, AnnotationKind::Primary, None));
    let related = finding.related.iter().map(|related| (related.span, AnnotationKind::Context, Some(escaped(&related.message))));
    let mut pictures: Vec<Picture> = Vec::new();
    for (span, kind, label) in primary.into_iter().chain(related) {
        let (line, _) = places.line(span.file, span.start);
        let mark = Mark { line, span, kind, label };
        let near = |picture: &Picture| picture.file == span.file && line + NEAR >= picture.lines.0 && line <= picture.lines.1 + NEAR;
        match pictures.iter_mut().find(|picture| near(picture)) {
            Some(picture) => {
                picture.lines = (picture.lines.0.min(line), picture.lines.1.max(line));
                picture.marks.push(mark);
            }
            None => pictures.push(Picture {
                path: places.path(span.file),
                file: span.file,
                lines: (line, line),
                marks: vec![mark],
                source: String::new(),
                cut: 0,
                annotations: Vec::new(),
            }),
        }
    }
    pictures.iter_mut().for_each(|picture| draw(picture, places));
    pictures
}

/// Fills in the lines and puts the marks where their characters are drawn.
fn draw(picture: &mut Picture, places: &mut Places<'_>) {
    let text = places.text(picture.file);
    let first_mark = picture.marks[0].line;
    for line in picture.lines.0..=picture.lines.1 {
        let starts = places.starts(picture.file);
        let (start, end) = (starts[line], starts.get(line + 1).copied().unwrap_or(text.len()));
        let whole = text.get(start..end).unwrap_or("").trim_end_matches(['\n', '\r']);
        let marks: Vec<&Mark> = picture.marks.iter().filter(|mark| mark.line == line).collect();
        let within = |offset: u32| char_start(whole, (offset as usize).saturating_sub(start));
        let from = marks.iter().map(|mark| within(mark.span.start)).min().unwrap_or(0);
        let shown = around(whole, from);
        let drawn_at = |offset: usize| {
            let offset = offset.clamp(shown.start, shown.end);
            picture.source.len() + whole[shown.start..offset].chars().map(|character| harmless(character).len_utf8()).sum::<usize>()
        };
        for mark in marks {
            // A mark over several lines would draw all of them; the first says where to look.
            let (start, end) = (drawn_at(within(mark.span.start)), drawn_at(within(mark.span.end)));
            let annotation = mark.kind.span(start..end.max(start));
            picture.annotations.push(annotation.label(mark.label.clone()));
        }
        if line == first_mark {
            picture.cut = whole[..shown.start].chars().count();
        }
        picture.source.extend(whole[shown].chars().map(harmless));
        picture.source.push('\n');
    }
}

/// Returns what is drawn of a line with a mark at `from`.
fn around(line: &str, from: usize) -> std::ops::Range<usize> {
    let start = line[..from].char_indices().rev().nth(AROUND).map_or(0, |(place, _)| place);
    let end = line[from..].char_indices().nth(AROUND).map_or(line.len(), |(place, _)| from + place);
    start..end
}

/// Leaves out the empty bars that the renderer draws above notes and help.
fn close_up(report: &str) -> String {
    let lines: Vec<&str> = report.lines().collect();
    let plain: Vec<String> = lines.iter().map(|line| without_colors(line)).collect();
    let is_bar = |index: usize| plain[index].trim() == "|" && plain.get(index + 1).is_some_and(|next| next.trim_start().starts_with("= "));
    lines.iter().enumerate().filter(|(index, _)| !is_bar(*index)).map(|(_, line)| *line).collect::<Vec<_>>().join("\n")
}

fn without_colors(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').map_or("", |(_, text)| text))
}

/// Puts the column of the file in the place of the column of what was drawn.
fn with_column(report: &str, picture: &Picture) -> String {
    let place = format!("{}:{}:", picture.path, picture.marks[0].line + 1);
    let Some(at) = report.find('\n').and_then(|line| Some(line + report[line..].find(&place)? + place.len())) else {
        return report.to_owned();
    };
    let digits = report[at..].bytes().take_while(u8::is_ascii_digit).count();
    let column = report[at..at + digits].parse::<usize>().unwrap_or(0) + picture.cut;
    format!("{}{column}{}", &report[..at], &report[at + digits..])
}
