//! What of a portal's folder Bailiwick made: the files that its `SHA256SUMS` lists, that file itself, and the folders that they need.
//!
//! Anything else is somebody's, and stops whatever would remove it. A listed file whose content was changed is still ours to replace.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use walkdir::{DirEntry, WalkDir};

use super::beneath;
use super::create;
use super::unread::Unread;

/// The list of a portal's files, as `sha256sum` prints it.
pub(super) const SUMS: &str = "SHA256SUMS";
/// What a portal says of its own making.
pub(super) const BUILD: &str = "build.json";

const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// Everything in a portal's folder, and all of it ours.
pub(super) struct Tree {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

/// Looks through a portal's folder without touching anything; `shown` is its name in messages.
///
/// # Errors
/// If something in it is not ours; the first such path is named.
pub(super) fn survey(folder: &Path, shown: &Path) -> Result<Tree> {
    refuse_other_than_folder(folder, shown)?;
    let sums = sums_of(folder, shown)?;
    let listed: BTreeSet<&str> = listed(&sums).collect();
    let folders = create::folders_of(listed.iter().copied());
    let mut tree = Tree { files: Vec::new(), folders: Vec::new() };
    for entry in WalkDir::new(folder).min_depth(1).follow_root_links(false).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot list `{}`", shown.display()))?;
        let relative = relative(folder, &entry);
        let owned = match &relative {
            Some(relative) if entry.file_type().is_dir() => folders.contains(&**relative),
            Some(relative) if entry.file_type().is_file() => (relative == SUMS && !sums.is_empty()) || listed.contains(&**relative),
            _ => false,
        };
        if !owned {
            let path = shown.join(entry.path().strip_prefix(folder).unwrap_or(entry.path()));
            bail!("`{}` was not made by Bailiwick: move it out of the output, or choose another one with `--out`", path.display());
        }
        let list = if entry.file_type().is_dir() { &mut tree.folders } else { &mut tree.files };
        list.push(entry.into_path());
    }
    Ok(tree)
}

/// Removes a portal's folder, file by file, if all of it is ours. `SHA256SUMS` goes last, so that an interrupted removal can be taken up again.
///
/// # Errors
/// If something in it is not ours, or the disk refuses.
pub(super) fn remove(folder: &Path, shown: &Path) -> Result<()> {
    let tree = survey(folder, shown)?;
    let sums = folder.join(SUMS);
    for path in tree.files.iter().filter(|path| **path != sums) {
        gone(std::fs::remove_file(path)).with_context(|| format!("cannot remove `{}`", path.display()))?;
    }
    for path in tree.folders.iter().rev() {
        gone(std::fs::remove_dir(path)).with_context(|| format!("cannot remove `{}`", path.display()))?;
    }
    // Whatever came in meanwhile is found now, while the list of what is ours still stands.
    survey(folder, shown)?;
    gone(std::fs::remove_file(&sums)).with_context(|| format!("cannot remove `{}`", sums.display()))?;
    gone(std::fs::remove_dir(folder)).with_context(|| format!("cannot remove `{}`", folder.display()))
}

/// Tells whether a folder is a portal that Bailiwick made.
pub(super) fn is_portal(folder: &Path) -> bool {
    let is_file = |name| folder.join(name).symlink_metadata().is_ok_and(|metadata| metadata.is_file());
    is_file(SUMS) && is_file(BUILD)
}

/// Returns the edition that the portal in a folder says it is, if it says so.
pub(super) fn edition(folder: &Path) -> Option<String> {
    edition_in(&beneath::read(folder, BUILD, MOST_BYTES).ok()?)
}

/// Returns the edition that a `build.json` names.
pub(super) fn edition_in(build: &[u8]) -> Option<String> {
    let build: serde_json::Value = serde_json::from_slice(build).ok()?;
    Some(build.get("edition")?.as_str()?.to_owned())
}

/// Walks the paths that a list of sums names; what is no line of such a list is passed over.
pub(super) fn listed(sums: &str) -> impl Iterator<Item = &str> {
    sums.lines().filter_map(|line| {
        let (sum, path) = line.split_once(' ')?;
        let is_sum = sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
        // A second blank marks a text, an asterisk a binary file: `sha256sum` reads both alike.
        path.strip_prefix([' ', '*']).filter(|_| is_sum)
    })
}

fn refuse_other_than_folder(path: &Path, shown: &Path) -> Result<()> {
    let metadata = path.symlink_metadata().with_context(|| format!("cannot look at `{}`", shown.display()))?;
    if !metadata.is_dir() {
        bail!("`{}` is {}, expected a portal's folder", shown.display(), beneath::word(metadata.file_type()));
    }
    Ok(())
}

/// Reads the list of a portal's folder, empty if there is none: then nothing in it is ours.
fn sums_of(folder: &Path, shown: &Path) -> Result<String> {
    let bytes = match beneath::read(folder, SUMS, MOST_BYTES) {
        Ok(bytes) => bytes,
        Err(Unread::System(error)) if error.kind() == io::ErrorKind::NotFound => return Ok(String::new()),
        Err(Unread::System(error)) => return Err(error).with_context(|| format!("cannot read `{}`", shown.join(SUMS).display())),
        Err(unread) => bail!("`{}` {unread}", shown.join(SUMS).display()),
    };
    let sums = String::from_utf8_lossy(&bytes).into_owned();
    // Others write lists of sums too; only a portal's names its own `build.json`.
    let is_ours = listed(&sums).any(|path| path == BUILD);
    Ok(if is_ours { sums } else { String::new() })
}

fn relative(folder: &Path, entry: &DirEntry) -> Option<String> {
    let relative = entry.path().strip_prefix(folder).ok()?;
    let parts: Option<Vec<&str>> = relative.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

fn gone(outcome: io::Result<()>) -> io::Result<()> {
    match outcome {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        outcome => outcome,
    }
}
