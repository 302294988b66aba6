//! `bailiwick check`: build without the writing.

use anyhow::Result;

use super::Exit;
use super::args::{Check, Common};
use super::project::{self, Project};
use super::terminal::{Stream, Terminal};
use crate::finding::{Findings, Level, any_error, merged, report};
use crate::fleet;

pub(super) fn run(args: &Check, common: &Common, terminal: &Terminal) -> Result<Exit> {
    let project = project::open(args.workspace.as_deref(), common)?;
    let findings = findings(&project);
    terminal.findings(&findings, &project.opened.sources, Stream::Out);
    terminal.say(&report::summary(&findings));
    Ok(exit(&findings, common))
}

/// Makes every client's portal and keeps only what was found.
fn findings(project: &Project) -> Findings {
    let read = |path: &_| project.attachment(path);
    let each = fleet::each(&project.opened, &project.clients, project.options, &read, &|_, _| {}, |_, made| made.findings);
    merged(project.findings.iter().cloned().chain(each.into_iter().flatten()).collect(), &project.opened.sources)
}

/// Returns what the findings mean for the run.
pub(super) fn exit(findings: &Findings, common: &Common) -> Exit {
    let warned = common.strict && findings.iter().any(|finding| finding.level >= Level::Warning);
    if any_error(findings) || warned { Exit::Content } else { Exit::Done }
}
