//! `bailiwick schema`: JSON Schema for editors, printed for one kind or written for all.
//!
//! The schemas lie in the workspace, so that the line at the head of a file finds them from wherever the workspace was cloned to.

use anyhow::Result;

use super::Exit;
use super::args::Schema;
use super::project::{self, Usage};
use super::terminal::Terminal;
use crate::disk::add;
use crate::model::schema::{File, file, json};
use crate::source::SourcePath;

/// The folder of the workspace that the schemas lie in.
const FOLDER: &str = ".bailiwick/schema";

pub(super) fn run(args: &Schema, terminal: &Terminal) -> Result<Exit> {
    match &args.kind {
        Some(word) => terminal.result(&text(named(word)?)),
        None => write(args, terminal)?,
    }
    Ok(Exit::Done)
}

/// Finds the file that a word names; an unknown word is told with the nearest known one.
pub(super) fn named(word: &str) -> Result<File> {
    let hint = || match file::near(word) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", File::all().map(File::word).collect::<Vec<_>>().join(", ")),
    };
    Ok(File::by_word(word).ok_or_else(|| Usage(format!("`{word}` is no kind; {}", hint())))?)
}

fn write(args: &Schema, terminal: &Terminal) -> Result<()> {
    let root = project::root(args.workspace.as_deref())?;
    let (mut all, mut written) = (0, 0);
    for (path, text) in files() {
        all += 1;
        written += usize::from(add::replace(&root, &path, &text)?);
    }
    terminal.say(&format!("{all} schemas in `{FOLDER}`, {written} of them written"));
    Ok(())
}

/// Returns every schema and where it lies in a workspace.
pub(super) fn files() -> impl Iterator<Item = (SourcePath, String)> {
    File::all().map(|file| (SourcePath::new(&format!("{FOLDER}/{}.json", file.word())), text(file)))
}

/// Returns the line by which editors find the schema of a file that lies at a path.
pub(super) fn line(file: File, path: &SourcePath) -> String {
    let up = "../".repeat(path.as_str().matches('/').count());
    format!("# yaml-language-server: $schema={up}{FOLDER}/{}.json\n", file.word())
}

fn text(file: File) -> String {
    let mut text = serde_json::to_string_pretty(&json::schema(file)).expect("a schema of plain values serialises");
    text.push('\n');
    text
}
