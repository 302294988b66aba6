//! A line a finding: `file:line:col: level[rule] message`, as compilers tell theirs and editors read them.

use super::Places;
use crate::finding::{Finding, escaped};
use crate::source::Sources;

/// Tells each finding in a line; one without a place begins with its level.
pub fn short(findings: &[Finding], sources: &Sources) -> String {
    let mut places = Places::new(sources);
    findings.iter().map(|finding| line(finding, &mut places)).collect()
}

fn line(finding: &Finding, places: &mut Places<'_>) -> String {
    let said = format!("{}[{}] {}\n", finding.level.word(), finding.rule, escaped(&finding.message));
    let Some(span) = finding.span else { return said };
    let at = places.position(span.file, span.start);
    format!("{}:{}:{}: {said}", places.path(span.file), at.line, at.column)
}
