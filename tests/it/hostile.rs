//! Workspaces that want to break the program, through the whole of it: each mistake a located finding or a clear error, in bounded work, and never a panic.
//!
//! What YAML, Markdown and the disk take by themselves is tested beside them; here it is what comes of it when everything runs.

#![expect(clippy::unwrap_used, reason = "a test fails where there is nothing, and says where")]

mod dom;
mod files;
mod mutated;
mod names;
mod payloads;
mod types;

use std::collections::BTreeMap;

use bailiwick::files::Files;
use bailiwick::finding::report::{self, Color};
use bailiwick::finding::{Findings, any_error, merged};
use bailiwick::model::portal::Edition;
use bailiwick::pipeline::{self, Attachment, Known, Opened, Options, Outcome, Written};
use bailiwick::source::{SourcePath, Sources, Span};

use crate::world::{exactly, files, today};

/// What came of a workspace.
struct Judged {
    opened: Opened,
    findings: Findings,
    /// The finished portals; none for clients that something stopped.
    portals: BTreeMap<String, Files>,
    /// How many clients are drafts.
    drafts: usize,
}

impl Judged {
    /// Tells each finding as `path:line:column rule`.
    fn told(&self) -> Vec<String> {
        let sources = &self.opened.sources;
        let place = |span: Span| {
            let at = sources.position(span);
            format!("{}:{}:{} ", sources.get(span.file).path, at.line, at.column)
        };
        self.findings.iter().map(|finding| format!("{}{}", finding.span.map(place).unwrap_or_default(), finding.rule)).collect()
    }
}

/// Runs a workspace through everything, for every client, and holds the findings against what each must be.
fn judge(written: Written, edition: Edition) -> Judged {
    judge_again(written, edition, &mut Known::default())
}

/// The same, where most files were parsed before.
fn judge_again(written: Written, edition: Edition, known: &mut Known) -> Judged {
    let opened = pipeline::open(written, known);
    let mut findings = opened.findings.clone();
    let mut portals = BTreeMap::new();
    let mut drafts = 0;
    for slug in opened.workspace.clients.keys() {
        let read = |path: &SourcePath| Ok(Attachment::new(path, path.as_str().as_bytes().into()));
        let made = pipeline::client(&opened, slug, Options { edition, today: today() }, &read, &mut |_| {});
        findings.extend(made.findings);
        match made.outcome {
            Outcome::Ready(files) => drop(portals.insert(slug.clone(), files)),
            Outcome::Draft => drafts += 1,
            Outcome::Stopped => assert!(any_error(&findings), "`{slug}` is stopped, and nothing says why"),
        }
    }
    let findings = merged(findings, &opened.sources);
    check_findings(&findings, &opened.sources);
    Judged { opened, findings, portals, drafts }
}

/// Every place lies in its file and between its characters, every message is one line of words, and every report can be made.
fn check_findings(findings: &Findings, sources: &Sources) {
    for finding in findings {
        let related = finding.related.iter().map(|related| related.span);
        for span in finding.span.into_iter().chain(related).chain(finding.fix.iter().map(|fix| fix.span)) {
            let source = sources.get(span.file);
            assert!(source.text.get(span.range()).is_some(), "{span:?} is no place in {}: {finding:?}", source.path);
        }
        let told = [Some(&finding.message), finding.why.as_ref(), finding.help.as_ref()];
        for text in told.into_iter().flatten() {
            assert!(!text.is_empty() && !text.contains(char::is_control), "{finding:?}");
        }
    }
    let short = report::short(findings, sources);
    assert_eq!(short.lines().count(), findings.len(), "{short}");
    assert_eq!(report::json(findings, sources).lines().count(), findings.len());
    assert_eq!(report::human(findings, sources, Color::Never).is_empty(), findings.is_empty());
}

/// Runs a text of `=== path` files; nothing is filled in but the settings and one client.
fn judge_text(text: &str) -> Judged {
    judge(crate::world::written(text), Edition::Client)
}

/// A small workspace that uses every field and has no mistake.
fn small() -> BTreeMap<String, String> {
    files(include_str!("../portals/small.txt"))
}

/// The same, with one file more or another text in one.
fn small_with(path: &str, text: String) -> Written {
    let mut files = small();
    files.insert(path.to_owned(), text);
    exactly(&files)
}
