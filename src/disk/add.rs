//! Puts single files into a workspace that is there: new ones, and new texts of ones that are there.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::{beneath, create};
use crate::source::SourcePath;
use crate::yaml::tree::MOST_BYTES;

/// Writes files where none are, and the folders that they need.
///
/// # Errors
/// If one of them is there, which is named, a folder on the way is a link, or the disk refuses; then nothing stays of what was written.
pub fn add(root: &Path, files: &BTreeMap<SourcePath, String>) -> Result<()> {
    let mut made = Vec::new();
    let outcome = files.iter().try_for_each(|(path, text)| add_one(root, path, text, &mut made));
    if outcome.is_err() {
        for path in made.iter().rev() {
            // The first error is the one to tell.
            let _ = std::fs::remove_file(path).or_else(|_| std::fs::remove_dir(path));
        }
    }
    outcome
}

fn add_one(root: &Path, path: &SourcePath, text: &str, made: &mut Vec<PathBuf>) -> Result<()> {
    folders(root, path, made)?;
    let whole = root.join(path.as_str());
    create::file(&whole, text.as_bytes()).with_context(|| format!("cannot write `{path}`"))?;
    made.push(whole);
    Ok(())
}

/// Gives a file a new text in one step; a file with that text already is left as it is. Returns whether anything was written.
///
/// # Errors
/// If a folder on the way is a link, or the disk refuses; then the old text stays.
pub fn replace(root: &Path, path: &SourcePath, text: &str) -> Result<bool> {
    if beneath::read(root, path.as_str(), MOST_BYTES as u64).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(false);
    }
    folders(root, path, &mut Vec::new())?;
    let whole = root.join(path.as_str());
    write_beside(&whole, text).with_context(|| format!("cannot write `{path}`"))?;
    Ok(true)
}

/// Writes a file beside another and puts it in its place: nobody ever reads half of it, and a link is replaced, not followed.
fn write_beside(path: &Path, text: &str) -> Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".bailiwick-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = path.symlink_metadata().ok().filter(std::fs::Metadata::is_file).map_or(0o644, |metadata| metadata.permissions().mode());
        builder.permissions(std::fs::Permissions::from_mode(mode & 0o777));
    }
    let mut file = builder.tempfile_in(path.parent().context("a file stands in a folder")?)?;
    file.write_all(text.as_bytes())?;
    file.persist(path)?;
    Ok(())
}

/// Makes the folders that a file needs, and refuses one that is a link: it would lead out of the workspace.
fn folders(root: &Path, path: &SourcePath, made: &mut Vec<PathBuf>) -> Result<()> {
    for relative in create::folders_of(std::iter::once(path.as_str())) {
        let folder = root.join(relative);
        match folder.symlink_metadata() {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(metadata) => bail!("`{relative}` is {}, and a folder is needed there", beneath::word(metadata.file_type())),
            Err(_) => {
                create::folder(&folder).with_context(|| format!("cannot make the folder `{relative}`"))?;
                made.push(folder);
            }
        }
    }
    Ok(())
}
