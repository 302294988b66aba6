//! Opens the author's editor at the place of a finding.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

/// A command with the places where file, line and column go.
#[derive(Clone, Debug)]
pub struct Editor {
    words: Vec<String>,
}

impl Editor {
    /// Reads a command such as `code -g {file}:{line}:{column}`. Words are parted by spaces; no shell reads it.
    ///
    /// # Errors
    /// If it is empty, or names no file.
    pub fn parse(command: &str) -> Result<Editor> {
        let words: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
        ensure!(!words.is_empty(), "the editor's command is empty");
        ensure!(
            words.iter().skip(1).any(|word| word.contains("{file}")),
            "the editor's command `{command}` does not say where `{{file}}` goes"
        );
        Ok(Editor { words })
    }

    /// Returns the words of the command for one place.
    pub fn words(&self, file: &Path, line: usize, column: usize) -> Vec<String> {
        let (line, column) = (line.to_string(), column.to_string());
        // The file comes last: its name may hold what looks like a place.
        let fill = |word: &String| word.replace("{line}", &line).replace("{column}", &column).replace("{file}", &file.to_string_lossy());
        self.words.iter().map(fill).collect()
    }

    /// Starts the editor and does not wait for it.
    ///
    /// # Errors
    /// If there is no such program.
    pub fn open(&self, file: &Path, line: usize, column: usize) -> Result<()> {
        let words = self.words(file, line, column);
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().with_context(|| format!("cannot start the editor `{}`", words[0]))?;
        // Whoever starts a process waits for its end, so that nothing is left of it.
        std::thread::spawn(move || child.wait());
        Ok(())
    }
}
