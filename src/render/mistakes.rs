//! Turns what Tera says into findings that point into the template.
//!
//! Tera gives a place for syntax and rendering errors, but tells several unknown names at once, and who called a component,
//! only in its printed report; so all is read from there, in one way.

use std::collections::BTreeMap;

use tera::ErrorKind;

use crate::finding::{Finding, Findings, nearest};
use crate::render::TEMPLATE;
use crate::render::layers::{Origin, Text};
use crate::source::Span;

/// The templates of a theme by name, for pointing into them.
pub(super) type Templates = BTreeMap<String, Text>;

/// Words an error that came up while `template` was read or filled.
pub(super) fn findings(error: &tera::Error, template: &str, templates: &Templates) -> Findings {
    let reports = reports(&error.to_string());
    if reports.is_empty() {
        return vec![unreported(error, template, templates)];
    }
    reports.iter().map(|report| located(report, template, templates)).collect()
}

/// One error of Tera's report: `error: …`, ` --> name:line:column`, and a `note: called from …` for each component around it.
struct Report {
    message: String,
    place: Option<Place>,
    callers: Vec<Place>,
}

struct Place {
    template: String,
    line: usize,
    column: usize,
    width: usize,
}

fn reports(text: &str) -> Vec<Report> {
    let mut reports: Vec<Report> = Vec::new();
    for line in text.lines() {
        if let Some(message) = line.strip_prefix("error: ") {
            reports.push(Report { message: message.to_owned(), place: None, callers: Vec::new() });
        } else if let Some(report) = reports.last_mut() {
            report.take(line);
        }
    }
    reports
}

impl Report {
    fn take(&mut self, line: &str) {
        let trimmed = line.trim_start();
        if let Some(caller) = line.strip_prefix("note: called from ") {
            self.callers.extend(place(caller));
        } else if self.place.is_none() {
            match trimmed.strip_prefix("--> ") {
                Some(at) => self.place = place(at),
                None => self.message.push_str(&format!(" {trimmed}")),
            }
        } else if let Some(mark) = trimmed.strip_prefix("| ")
            && let Some(last) = self.callers.last_mut().or(self.place.as_mut())
            && mark.trim_start().starts_with('^')
        {
            last.width = mark.matches('^').count();
        }
    }
}

fn place(text: &str) -> Option<Place> {
    let mut parts = text.rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    Some(Place { template: parts.next()?.to_owned(), line, column, width: 1 })
}

fn located(report: &Report, template: &str, templates: &Templates) -> Finding {
    let (message, help) = worded(&report.message);
    let place = report.place.as_ref().and_then(|place| span(place, templates));
    let mut finding = match place {
        Some((span, text)) => shipped_note(Finding::error(TEMPLATE, span, message), text),
        None => at_start(message, template, templates),
    };
    if let Some(help) = help {
        finding.help = Some(help);
    }
    for caller in &report.callers {
        if let Some((span, _)) = span(caller, templates) {
            finding = finding.related(span, "used here");
        }
    }
    finding
}

fn span<'a>(place: &Place, templates: &'a Templates) -> Option<(Span, &'a Text)> {
    let text = templates.get(&place.template)?;
    let line_start = text.read().split_inclusive('\n').take(place.line.checked_sub(1)?).map(str::len).sum::<usize>();
    let line = text.read()[line_start..].lines().next().unwrap_or("");
    let byte = |column: usize| line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
    let start = place.column.saturating_sub(1);
    let range = line_start + byte(start)..line_start + byte(start + place.width);
    let range = text.folded.as_ref().map_or(range.clone(), |folded| folded.written(range));
    Some((Span::new(text.file, range.start, range.end), text))
}

/// Words Tera's sentence as a finding: lower case, no full stop, and what it lists as help.
fn worded(sentence: &str) -> (String, Option<String>) {
    let (sentence, listed) = match sentence.split_once(". Available ") {
        Some((sentence, listed)) => (sentence, listed.split_once(": ").map(|(_, names)| names)),
        None => (sentence, None),
    };
    let mut letters = sentence.trim_end_matches('.').chars();
    let message = letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect::<String>());
    let help = listed.map(|names| {
        let missing = message.split('`').nth(1).unwrap_or("");
        match nearest(missing, names.split(", ")) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("there is: {names}"),
        }
    });
    (message, help)
}

/// Words an error that Tera gives no place for; the place is looked for in the text.
fn unreported(error: &tera::Error, template: &str, templates: &Templates) -> Finding {
    if let ErrorKind::MissingParent { current, parent } = error.kind() {
        let finding = at_words(format!("there is no template `{parent}` to extend"), current, parent, templates);
        return match nearest(parent, templates.keys().map(String::as_str)) {
            Some(name) => finding.help(format!("did you mean `{name}`?")),
            None => finding,
        };
    }
    if let ErrorKind::CircularExtend { tpl, .. } = error.kind() {
        return at_words(format!("template `{tpl}` extends itself"), tpl, "extends", templates);
    }
    if let ErrorKind::CircularInclude { tpl, .. } = error.kind() {
        return at_words(format!("template `{tpl}` includes itself"), tpl, "include", templates);
    }
    let (message, _) = worded(&error.to_string());
    // "component `x` is defined in both `a` and `b`": the last template named is the one to look at.
    let named = message.split('`').skip(1).step_by(2).filter(|name| templates.contains_key(*name)).last();
    let name = named.unwrap_or(template).to_owned();
    at_start(message, &name, templates)
}

/// Points at the first time that some words stand in a template.
pub(super) fn at_words(message: String, template: &str, words: &str, templates: &Templates) -> Finding {
    match templates.get(template).and_then(|text| Some((text, text.text.find(words)?))) {
        Some((text, at)) => shipped_note(Finding::error(TEMPLATE, Span::new(text.file, at, at + words.len()), message), text),
        None => at_start(message, template, templates),
    }
}

/// Points at the start of a template, where nothing nearer is known.
pub(super) fn at_start(message: String, template: &str, templates: &Templates) -> Finding {
    match templates.get(template) {
        Some(text) => shipped_note(Finding::error(TEMPLATE, Span::new(text.file, 0, 0), message), text),
        None => Finding::placeless(TEMPLATE, message),
    }
}

/// Says of a shipped template that it is not to be found in the workspace.
fn shipped_note(finding: Finding, text: &Text) -> Finding {
    match text.origin {
        Origin::Workspace => finding,
        Origin::Shipped => finding.why(format!("this template comes with bailiwick; a file of your own at `{}` replaces it", text.path)),
    }
}
