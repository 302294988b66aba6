//! What is wrong with the content, said at its place: rule, level, span, reason, help and, where one is certain, a fix.
//!
//! A finding never stops the work: functions return their value beside a [`Findings`].
//! This module knows no rule by heart; each module that can find something words it itself.

pub mod report;

use std::cmp::Reverse;
use std::fmt;

use crate::source::{Sources, Span};

/// The name of what is reported, such as `unknown-reference`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleName(pub &'static str);

impl fmt::Display for RuleName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Told only when asked for.
    Info,
    /// Told; stops a build under `--strict`.
    Warning,
    /// Stops the build of the client that it concerns.
    Error,
}

impl Level {
    /// Returns the word that reports print.
    pub fn word(self) -> &'static str {
        match self {
            Level::Info => "info",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// A change of text that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// The bytes to replace; empty where something is put in.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// Another place that belongs to a finding, such as the first of two equal ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Related {
    /// Where it is.
    pub span: Span,
    /// What is to be seen there.
    pub message: String,
}

/// One thing that is wrong with the content.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Finding {
    /// What kind of mistake it is.
    pub rule: RuleName,
    /// How much it weighs.
    pub level: Level,
    /// The clients in whose portals it was found, sorted; empty where it concerns the workspace as a whole.
    pub clients: Vec<String>,
    /// The value to change; nothing where no file can be named.
    pub span: Option<Span>,
    /// What was found and what was expected.
    pub message: String,
    /// Why it matters, in a line.
    pub why: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// The one right mending, if there is one.
    pub fix: Option<Edit>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
}

impl Finding {
    /// Makes an error at a place.
    pub fn error(rule: RuleName, span: Span, message: impl Into<String>) -> Self {
        Finding {
            rule,
            level: Level::Error,
            clients: Vec::new(),
            span: Some(span),
            message: message.into(),
            why: None,
            help: None,
            fix: None,
            related: Vec::new(),
        }
    }

    /// Makes a warning at a place.
    pub fn warning(rule: RuleName, span: Span, message: impl Into<String>) -> Self {
        Finding { level: Level::Warning, ..Finding::error(rule, span, message) }
    }

    /// Makes an error that no place can be given for, such as a file that cannot be read.
    pub fn placeless(rule: RuleName, message: impl Into<String>) -> Self {
        let nowhere = Span { file: crate::source::FileId(0), start: 0, end: 0 };
        Finding { span: None, ..Finding::error(rule, nowhere, message) }
    }

    /// Adds why it matters.
    #[must_use]
    pub fn why(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the one right mending.
    #[must_use]
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Edit { span, text: text.into() });
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { span, message: message.into() });
        self
    }
}

/// The findings of one stage or of a whole run.
pub type Findings = Vec<Finding>;

/// Tells whether any finding stops a build.
pub fn any_error(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.level == Level::Error)
}

/// Sorts by file and place, and puts together what many clients share, with their names.
///
/// Findings are the same if they say the same at the same place, help included; one that concerns the workspace as a whole takes in those of single clients.
pub fn merged(findings: Findings, sources: &Sources) -> Findings {
    let mut findings = findings;
    findings.sort_by(|left, right| sort_key(left, sources).cmp(&sort_key(right, sources)));
    let mut merged: Findings = Vec::with_capacity(findings.len());
    for finding in findings {
        match merged.last_mut() {
            Some(last) if said(last) == said(&finding) => last.clients = joined(std::mem::take(&mut last.clients), finding.clients),
            _ => merged.push(finding),
        }
    }
    merged
}

fn joined(mut left: Vec<String>, right: Vec<String>) -> Vec<String> {
    if left.is_empty() || right.is_empty() {
        return Vec::new();
    }
    left.extend(right);
    left.sort();
    left.dedup();
    left
}

/// Where a finding belongs among others: its path and bytes, what weighs most first, then what it says.
fn sort_key<'a>(finding: &'a Finding, sources: &'a Sources) -> impl Ord + use<'a> {
    let place = finding.span.map(|span| (sources.get(span.file).path.as_str(), span.start, span.end));
    (place, Reverse(finding.level), said(finding))
}

/// All of a finding but its clients.
fn said(finding: &Finding) -> impl Ord + use<'_> {
    let Finding { rule, level, clients: _, span, message, why, help, fix, related } = finding;
    (rule, message, level, span, why, help, fix, related)
}

/// Returns the candidate nearest to a word that is none of them, if one is near enough to be meant.
///
/// Distance is Damerau-Levenshtein without regard to case; at most a third of the longer word may differ, and a candidate that the word begins, or ends, counts as near.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lowered = word.to_lowercase();
    let length = word.chars().count();
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let (shorter, longer) = (length.min(candidate.chars().count()), length.max(candidate.chars().count()));
            let contained = word.len() >= 4 && (candidate.starts_with(&lowered) || candidate.ends_with(&lowered));
            // Words whose lengths differ that much cannot be near; a hostile one must not cost a distance each.
            if (longer - shorter) * 3 > longer && !contained {
                return None;
            }
            let distance = strsim::damerau_levenshtein(&lowered, &candidate.to_lowercase());
            (distance * 3 <= longer || contained).then_some((distance, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// Shows a text of the content in backticks, escaped and cut where it is long.
pub fn quoted(text: &str) -> String {
    let mut shown = escaped(&text.chars().take(LONGEST_QUOTE).collect::<String>());
    if text.chars().nth(LONGEST_QUOTE).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

/// How many characters of the content a message shows.
const LONGEST_QUOTE: usize = 60;

/// Shows control characters, bidirectional marks and others that cannot be seen as escapes, so that a message cannot be turned against its reader.
pub fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_hidden(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Tells whether a character cannot be seen, and is no part of how a script is written or an emoji composed.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
