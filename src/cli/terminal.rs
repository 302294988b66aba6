//! What is printed where: results to standard output, everything else to standard error. A closed pipe is not an error.

use std::io::{IsTerminal, Write};

use super::args::{Common, Format, When};
use crate::finding::report::{self, Color};
use crate::finding::{Finding, Findings, Level, RuleName};
use crate::source::Sources;

/// How this run prints.
#[derive(Clone)]
pub(super) struct Terminal {
    format: Format,
    color: When,
    quiet: bool,
    min: Level,
    rules: Vec<String>,
}

/// Where something is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    Out,
    Err,
}

impl Terminal {
    pub(super) fn new(common: &Common) -> Self {
        Terminal { format: common.format, color: common.color, quiet: common.quiet, min: common.min.level(), rules: common.rule.clone() }
    }

    /// Prints findings in the form that was asked for.
    pub(super) fn findings(&self, findings: &[Finding], sources: &Sources, stream: Stream) {
        let asked = |rule: RuleName| self.rules.is_empty() || self.rules.iter().any(|name| name == rule.0);
        let shown: Findings = findings.iter().filter(|finding| finding.level >= self.min && asked(finding.rule)).cloned().collect();
        let text = match self.format {
            Format::Human => report::human(&shown, sources, self.colors(stream)),
            Format::Short => report::short(&shown, sources),
            Format::Json => report::json(&shown, sources),
        };
        print(stream, &text);
    }

    /// Prints a result.
    pub(super) fn result(&self, text: &str) {
        print(Stream::Out, text);
    }

    /// Returns how many characters a line of the terminal has that results are shown on; nothing where they go elsewhere.
    pub(super) fn width(&self) -> Option<usize> {
        if !std::io::stdout().is_terminal() {
            return None;
        }
        #[cfg(unix)]
        let told = rustix::termios::tcgetwinsize(std::io::stdout()).ok().map(|size| usize::from(size.ws_col));
        #[cfg(not(unix))]
        let told = None;
        Some(told.filter(|width| *width > 0).unwrap_or(80))
    }

    /// Prints a line for people.
    pub(super) fn say(&self, line: &str) {
        if !self.quiet {
            print(Stream::Err, &format!("{line}\n"));
        }
    }

    /// Prints what went wrong with the machine, cause by cause.
    pub(super) fn error(&self, error: &anyhow::Error) {
        print(Stream::Err, &format!("error: {error:#}\n"));
    }

    fn colors(&self, stream: Stream) -> Color {
        let terminal = match stream {
            Stream::Out => std::io::stdout().is_terminal(),
            Stream::Err => std::io::stderr().is_terminal(),
        };
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        match self.color {
            When::Always => Color::Always,
            When::Never => Color::Never,
            When::Auto if terminal && !plain => Color::Always,
            When::Auto => Color::Never,
        }
    }
}

fn print(stream: Stream, text: &str) {
    // Whoever closed the pipe has read enough, and there is nobody to tell of another error.
    let _ = match stream {
        Stream::Out => std::io::stdout().lock().write_all(text.as_bytes()),
        Stream::Err => std::io::stderr().lock().write_all(text.as_bytes()),
    };
}
