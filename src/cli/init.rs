//! `bailiwick init`: a small workspace that builds without findings.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Result;
use include_dir::{Dir, include_dir};

use super::Exit;
use super::args::Init;
use super::schema;
use super::terminal::Terminal;
use crate::disk::starter;
use crate::source::SourcePath;

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/starter");

pub(super) fn run(args: &Init, terminal: &Terminal) -> Result<Exit> {
    let mut files = BTreeMap::new();
    collect(&STARTER, &mut files);
    files.extend(schema::files().map(|(path, text)| (path, text.into_bytes().into())));
    starter::write_new(&args.folder, &files)?;
    terminal.say(&format!("wrote {} files to `{}`", files.len(), args.folder.display()));
    terminal.say("next: `bailiwick build` in there, then open `dist/<client>/index.html`");
    Ok(Exit::Done)
}

/// Collects the files of a folder; `gitignore` gets its dot here, as a package cannot ship a file that Git reads.
fn collect(folder: &Dir<'_>, files: &mut BTreeMap<SourcePath, Arc<[u8]>>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let path = if path == "gitignore" { ".gitignore".to_owned() } else { path };
        files.insert(SourcePath::new(&path), file.contents().into());
    }
    for inner in folder.dirs() {
        collect(inner, files);
    }
}
