//! Publishes one portal: whole, or not at all.
//!
//! The new portal is written beside its place, then both change their names in one step, then the old one is removed.
//! Whenever the process ends, the old portal or the new one stands; what lies beside it is cleared when the output is opened again.
//! Where the system cannot exchange two folders, the old one is put aside and the new one put in its place:
//! between these two steps no portal stands, and the next run puts the old one back.
//!
//! `SHA256SUMS` gets its name last of all in a new portal, and loses it last in an old one: what has it can be told file by file.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::output::{Aside, Output, stands};
use super::{create, owned};
use crate::files::{Files, SitePath};

/// How a portal is published.
#[derive(Clone, Copy, Debug)]
pub struct PublishOptions {
    /// Whether it must survive a power cut.
    pub durable: Durable,
    /// How it takes the place of the old one.
    pub exchange: Exchange,
}

/// Whether a portal is on the medium before it takes its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durable {
    /// The system writes it when it likes.
    No,
    /// It is flushed once, before it takes its place.
    Yes,
}

/// How a portal takes the place of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exchange {
    /// In one step where the system can, else in two.
    IfPossible,
    /// In two steps, as where the system cannot do it in one.
    Never,
}

/// What was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// How many files the portal has.
    pub files: usize,
    /// Their length together.
    pub bytes: u64,
    /// Whether an older portal stood in its place.
    pub replaced: bool,
    /// Why the older portal could not be removed after the new one took its place; the next run tries again.
    pub left_behind: Option<String>,
}

/// Publishes a portal in its client's folder of the output, in place of the one that stands there.
///
/// The files hold their own `SHA256SUMS`: by it the next run knows what may be replaced.
///
/// # Errors
/// If the place holds anything that Bailiwick did not make, or the other edition, or the disk refuses. Then what stood there stands.
///
/// # Panics
/// If `SHA256SUMS` does not list exactly the other files, and `build.json` among them.
pub fn publish(output: &Output, client: &str, files: &Files, options: &PublishOptions) -> Result<Published> {
    expect_listed(files);
    let (place, shown) = (output.place(client)?, output.shown(client));
    output.clear_leftovers(client)?;
    let replaced = stands(&place);
    if replaced {
        owned::survey(&place, &shown)?;
        refuse_other_edition(&place, &shown, files)?;
    }
    let staging = output.aside(client, Aside::Staging);
    create::folder(&staging).with_context(|| format!("cannot make a folder beside `{}`", shown.display()))?;
    let swapped = stage(&staging, &shown, files).and_then(|()| flush(&staging, &shown, options.durable)).and_then(|()| {
        let old = output.aside(client, Aside::Old);
        let swapped =
            if replaced { replace(&staging, &place, &old, options.exchange) } else { std::fs::rename(&staging, &place).map(|()| None) };
        swapped.with_context(|| format!("cannot put the new portal in the place of `{}`", shown.display()))
    });
    let old = match swapped {
        Ok(old) => old,
        Err(error) => {
            // The first error is the one to tell; what cannot be removed now is cleared by the next run.
            let _ = std::fs::remove_dir_all(&staging);
            return Err(error);
        }
    };
    let left_behind = old.and_then(|old| owned::remove(&old, &output.shown_aside(&old)).err()).map(|error| format!("{error:#}"));
    Ok(Published { files: files.len(), bytes: files.iter().map(|(_, bytes)| bytes.len() as u64).sum(), replaced, left_behind })
}

fn expect_listed(files: &Files) {
    let sums = files.get(&SitePath::new(owned::SUMS)).expect("a portal has a list of its sums");
    let sums = std::str::from_utf8(sums).expect("the list of sums is text");
    let listed: BTreeSet<&str> = owned::listed(sums).collect();
    let made: BTreeSet<&str> = files.iter().map(|(path, _)| path.as_str()).filter(|path| *path != owned::SUMS).collect();
    assert!(listed == made && made.contains(owned::BUILD), "`SHA256SUMS` lists the portal's other files, and `build.json` is one of them");
}

fn refuse_other_edition(place: &Path, shown: &Path, files: &Files) -> Result<()> {
    let new = files.get(&SitePath::new(owned::BUILD)).and_then(|build| owned::edition_in(build));
    match (owned::edition(place), new) {
        (Some(old), Some(new)) if old != new => {
            bail!(
                "`{}` holds the {old} edition, and the {new} edition may not take its place: choose another output with `--out`",
                shown.display()
            )
        }
        _ => Ok(()),
    }
}

/// Writes a portal into a folder of its own.
fn stage(staging: &Path, shown: &Path, files: &Files) -> Result<()> {
    for folder in create::folders_of(files.iter().map(|(path, _)| path.as_str())) {
        create::folder(&staging.join(folder)).with_context(|| format!("cannot make the folder `{}`", shown.join(folder).display()))?;
    }
    let sums = SitePath::new(owned::SUMS);
    for (path, bytes) in files.iter().filter(|(path, _)| **path != sums) {
        create::file(&staging.join(path.as_str()), bytes)
            .with_context(|| format!("cannot write `{}`", shown.join(path.as_str()).display()))?;
    }
    let Some(bytes) = files.get(&sums) else { return Ok(()) };
    // Half a list would make the rest somebody else's, so it gets its name when it is whole.
    let unnamed = staging.join(".sums");
    create::file(&unnamed, bytes)
        .and_then(|()| std::fs::rename(&unnamed, staging.join(owned::SUMS)))
        .with_context(|| format!("cannot write `{}`", shown.join(owned::SUMS).display()))
}

fn flush(staging: &Path, shown: &Path, durable: Durable) -> Result<()> {
    match durable {
        Durable::No => Ok(()),
        Durable::Yes => flush_tree(staging).with_context(|| format!("cannot flush `{}`", shown.display())),
    }
}

#[cfg(target_os = "linux")]
fn flush_tree(staging: &Path) -> io::Result<()> {
    // One call for the whole file system costs a fraction of one a file.
    Ok(rustix::fs::syncfs(std::fs::File::open(staging)?)?)
}

#[cfg(not(target_os = "linux"))]
fn flush_tree(staging: &Path) -> io::Result<()> {
    for entry in walkdir::WalkDir::new(staging) {
        let entry = entry?;
        if entry.file_type().is_file() {
            std::fs::File::open(entry.path())?.sync_all()?;
        }
    }
    Ok(())
}

/// Puts the staged portal in its place, and says where the one that stood there lies now.
fn replace(staging: &Path, place: &Path, old: &Path, exchange: Exchange) -> io::Result<Option<PathBuf>> {
    match exchange {
        Exchange::Never => replace_in_two_steps(staging, place, old),
        Exchange::IfPossible => match exchange_names(staging, place) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => replace_in_two_steps(staging, place, old),
            outcome => outcome.map(|()| Some(staging.to_path_buf())),
        },
    }
}

fn replace_in_two_steps(staging: &Path, place: &Path, old: &Path) -> io::Result<Option<PathBuf>> {
    std::fs::rename(place, old)?;
    if let Err(error) = std::fs::rename(staging, place) {
        // If this fails too, the next run does it.
        let _ = std::fs::rename(old, place);
        return Err(error);
    }
    // A portal half removed must not be taken for one that was put aside whole.
    let renamed = std::fs::rename(old, staging);
    Ok(Some(if renamed.is_ok() { staging } else { old }.to_path_buf()))
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange_names(staging: &Path, place: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    // The last of these is what a file system says that knows no exchange.
    const NOT_SUPPORTED: [Errno; 4] = [Errno::NOSYS, Errno::NOTSUP, Errno::OPNOTSUPP, Errno::INVAL];
    renameat_with(CWD, staging, CWD, place, RenameFlags::EXCHANGE).map_err(|errno| match errno {
        errno if NOT_SUPPORTED.contains(&errno) => io::ErrorKind::Unsupported.into(),
        errno => errno.into(),
    })
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange_names(_staging: &Path, _place: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
