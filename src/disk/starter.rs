//! Writes a new workspace into a folder that holds nothing yet.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use super::create;
use crate::source::SourcePath;

/// Writes files into a folder that is empty or absent; a `.git` in it is fine.
///
/// # Errors
/// If anything else is there, which is named, or the disk refuses; then nothing stays of what was written.
pub fn write_new(folder: &Path, files: &BTreeMap<SourcePath, Arc<[u8]>>) -> Result<()> {
    refuse_occupied(folder)?;
    let mut made = Vec::new();
    let outcome = write(folder, files, &mut made);
    if outcome.is_err() {
        for path in made.iter().rev() {
            // The first error is the one to tell.
            let _ = std::fs::remove_file(path).or_else(|_| std::fs::remove_dir(path));
        }
    }
    outcome
}

fn refuse_occupied(folder: &Path) -> Result<()> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).with_context(|| format!("cannot list `{}`", folder.display())),
    };
    let names: io::Result<Vec<OsString>> = entries.map(|entry| Ok(entry?.file_name())).collect();
    let names = names.with_context(|| format!("cannot list `{}`", folder.display()))?;
    match names.iter().filter(|name| *name != ".git").min() {
        Some(name) => bail!("`{}` is in the way: a new workspace needs an empty folder", folder.join(name).display()),
        None => Ok(()),
    }
}

fn write(folder: &Path, files: &BTreeMap<SourcePath, Arc<[u8]>>, made: &mut Vec<PathBuf>) -> Result<()> {
    let missing: Vec<&Path> = folder.ancestors().take_while(|path| *path != Path::new("") && !path.exists()).collect();
    let below = create::folders_of(files.keys().map(SourcePath::as_str)).into_iter().map(|relative| folder.join(relative));
    for path in missing.into_iter().rev().map(Path::to_path_buf).chain(below) {
        create::folder(&path).with_context(|| format!("cannot make the folder `{}`", path.display()))?;
        made.push(path);
    }
    for (relative, bytes) in files {
        let path = folder.join(relative.as_str());
        create::file(&path, bytes).with_context(|| format!("cannot write `{}`", path.display()))?;
        made.push(path);
    }
    Ok(())
}
