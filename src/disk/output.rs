//! The folder that portals are published in: what it may be, who writes in it, and what a killed run left there.
//!
//! ```text
//! dist/.bailiwick.lock          held while a build writes; the system lets go of it when the process ends, however it ends
//! dist/acme/                    a portal
//! dist/.acme.staging-4711/      a portal that is being written or removed: cleared by the next run
//! dist/.acme.old-4711/          a whole portal, put aside while the new one takes its place: put back if none did, else cleared
//! ```
//!
//! An output that is a link to a folder is resolved once, and worked in where it really lies; a portal that is a link is refused.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use super::workspace::SOURCE_FOLDERS;
use super::{beneath, create, owned};

/// The file in an output that is locked while a build writes.
pub const LOCK: &str = ".bailiwick.lock";

/// An output that this process alone may write in, until the value is dropped.
#[derive(Debug)]
pub struct Output {
    root: PathBuf,
    shown: PathBuf,
    /// What a killed run left and could not be cleared, by client: it stops that client alone.
    leftovers: BTreeMap<String, Vec<(PathBuf, Aside)>>,
    _lock: File,
}

/// Refuses an output that would mix with the workspace, or with more than portals; touches nothing.
///
/// `home` is the user's home folder, if it is known.
///
/// # Errors
/// If the output is a file, a dangling link, `/`, or the home folder or above it; if it holds the workspace, or lies in a folder of its sources.
pub fn check_output(workspace: &Path, out: &Path, home: Option<&Path>) -> Result<()> {
    let shown = out.display();
    let out = resolve(out)?;
    let workspace = resolve(workspace)?;
    ensure!(out.parent().is_some(), "`{shown}` is the top of the file system: give the output a folder of its own");
    // A home that is no folder, such as `/dev/null`, can hold no output.
    let holds_home = home.and_then(|home| resolve(home).ok()).is_some_and(|home| home.starts_with(&out));
    ensure!(!holds_home, "`{shown}` is, or holds, the home folder: give the output a folder of its own");
    ensure!(!workspace.starts_with(&out), "`{shown}` is, or holds, the workspace: give the output a folder of its own, such as `dist`");
    for folder in SOURCE_FOLDERS.into_iter().chain([".bailiwick", ".git"]) {
        ensure!(
            !out.starts_with(workspace.join(folder)),
            "`{shown}` lies in the workspace's `{folder}`: give the output a folder of its own"
        );
    }
    Ok(())
}

/// Opens an output, making its folder if it is missing: takes the lock, puts back and clears what a killed run left.
///
/// # Errors
/// If another build is writing there, or the disk refuses.
pub fn open(out: &Path) -> Result<Output> {
    create::folders(out).with_context(|| format!("cannot make the folder `{}`", out.display()))?;
    let root = out.canonicalize().with_context(|| format!("cannot open `{}`", out.display()))?;
    let lock = lock(&root, out)?;
    let mut output = Output { root, shown: out.to_path_buf(), leftovers: BTreeMap::new(), _lock: lock };
    output.recover()?;
    Ok(output)
}

/// Names the portals of clients that are not among those given, sorted: they are gone.
pub fn stale(out: &Path, clients: &[&str]) -> Vec<String> {
    let names = names_in(out).unwrap_or_default();
    names.into_iter().filter(|name| !name.starts_with('.') && !clients.contains(&&**name) && owned::is_portal(&out.join(name))).collect()
}

/// Removes the portal of a client that is gone.
///
/// # Errors
/// If there is none, something in it is not ours, or the disk refuses; in the first two cases nothing is touched.
pub fn remove(output: &Output, client: &str) -> Result<()> {
    let (place, shown) = (output.place(client)?, output.shown(client));
    ensure!(owned::is_portal(&place), "`{}` is no portal that Bailiwick made", shown.display());
    output.clear_leftovers(client)?;
    owned::survey(&place, &shown)?;
    // One rename takes it away whole; what follows may be interrupted.
    let aside = output.aside(client, Aside::Staging);
    std::fs::rename(&place, &aside).with_context(|| format!("cannot remove `{}`", shown.display()))?;
    owned::remove(&aside, &output.shown_aside(&aside))
}

/// The two kinds of folders that stand beside a portal for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aside {
    /// Not whole yet, or not any more.
    Staging,
    /// The portal that stood, whole.
    Old,
}

impl Aside {
    fn infix(self) -> &'static str {
        match self {
            Aside::Staging => ".staging-",
            Aside::Old => ".old-",
        }
    }
}

impl Output {
    /// Returns the folder of a client's portal.
    pub(super) fn place(&self, client: &str) -> Result<PathBuf> {
        let mut parts = Path::new(client).components();
        let is_name = matches!((parts.next(), parts.next()), (Some(Component::Normal(name)), None) if name == OsStr::new(client));
        ensure!(is_name && !client.starts_with('.'), "`{client}` cannot be the name of a portal's folder");
        Ok(self.root.join(client))
    }

    /// Returns a path in a client's portal as messages show it: as the user named the output.
    pub(super) fn shown(&self, client: &str) -> PathBuf {
        self.shown.join(client)
    }

    /// Returns the path of something beside a portal as messages show it.
    pub(super) fn shown_aside(&self, aside: &Path) -> PathBuf {
        self.shown.join(aside.file_name().unwrap_or_default())
    }

    /// Returns the name under which something of a client's stands beside its portal for a while.
    pub(super) fn aside(&self, client: &str, aside: Aside) -> PathBuf {
        self.root.join(format!(".{client}{}{}", aside.infix(), std::process::id()))
    }

    /// Puts back or clears what a killed run left of a client, if opening the output could not.
    pub(super) fn clear_leftovers(&self, client: &str) -> Result<()> {
        let leftovers = self.leftovers.get(client).into_iter().flatten();
        leftovers.filter(|(path, _)| stands(path)).try_for_each(|(path, aside)| self.put_back_or_clear(path, client, *aside))
    }

    /// Removes a folder that stands beside a portal: with care if it was a portal, which somebody may have put something into.
    fn discard(&self, aside: &Path) -> Result<()> {
        let shown = self.shown_aside(aside);
        if stands(&aside.join(owned::SUMS)) {
            return owned::remove(aside, &shown);
        }
        std::fs::remove_dir_all(aside).with_context(|| format!("cannot remove `{}`", shown.display()))
    }

    fn recover(&mut self) -> Result<()> {
        let names = names_in(&self.root).with_context(|| format!("cannot list `{}`", self.shown.display()))?;
        for name in names {
            let Some((client, aside)) = leftover(&name) else { continue };
            let path = self.root.join(&name);
            if self.put_back_or_clear(&path, client, aside).is_err() {
                self.leftovers.entry(client.to_owned()).or_default().push((path, aside));
            }
        }
        Ok(())
    }

    fn put_back_or_clear(&self, path: &Path, client: &str, aside: Aside) -> Result<()> {
        let place = self.root.join(client);
        match aside {
            Aside::Old if !stands(&place) => {
                std::fs::rename(path, place).with_context(|| format!("cannot put `{}` back", self.shown(client).display()))
            }
            // From here on it is not whole any more, so it must not be put back.
            Aside::Old => {
                let staging = self.aside(client, Aside::Staging);
                std::fs::rename(path, &staging).with_context(|| format!("cannot remove `{}`", path.display()))?;
                self.discard(&staging)
            }
            Aside::Staging => self.discard(path),
        }
    }
}

/// Tells whether anything is at a path; what cannot be looked at counts as there.
pub(super) fn stands(path: &Path) -> bool {
    !matches!(path.symlink_metadata(), Err(error) if error.kind() == std::io::ErrorKind::NotFound)
}

/// Reads a leftover's name back: `.acme.staging-4711` is something of `acme`'s.
fn leftover(name: &str) -> Option<(&str, Aside)> {
    let name = name.strip_prefix('.')?;
    [Aside::Staging, Aside::Old].into_iter().find_map(|aside| {
        let (client, _) = name.rsplit_once(aside.infix())?;
        (!client.is_empty()).then_some((client, aside))
    })
}

fn names_in(folder: &Path) -> std::io::Result<Vec<String>> {
    let names: std::io::Result<Vec<_>> = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect();
    // What is not UTF-8 was made by somebody else.
    let mut names: Vec<String> = names?.into_iter().filter_map(|name| name.into_string().ok()).collect();
    names.sort();
    Ok(names)
}

fn lock(root: &Path, shown: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o644).custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed());
    }
    let path = shown.join(LOCK);
    let file = options.open(root.join(LOCK)).with_context(|| format!("cannot open `{}`", path.display()))?;
    let file_type = file.metadata().with_context(|| format!("cannot look at `{}`", path.display()))?.file_type();
    ensure!(file_type.is_file(), "`{}` is {}, expected a file", path.display(), beneath::word(file_type));
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => bail!("another build is writing to `{}`", shown.display()),
        Err(TryLockError::Error(error)) => Err(error).with_context(|| format!("cannot lock `{}`", path.display())),
    }
}

/// Resolves links and `..` in a path of which the last parts may not exist yet.
fn resolve(path: &Path) -> Result<PathBuf> {
    let absolute = std::path::absolute(path).with_context(|| format!("cannot look at `{}`", path.display()))?;
    let Some(existing) = absolute.ancestors().find(|ancestor| stands(ancestor)) else { return Ok(absolute) };
    let mut resolved = match existing.canonicalize() {
        Ok(resolved) => resolved,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => bail!("`{}` is a link to nothing", existing.display()),
        Err(error) => return Err(error).with_context(|| format!("cannot look at `{}`", existing.display())),
    };
    ensure!(resolved.is_dir(), "`{}` is a file, expected a folder", existing.display());
    for part in absolute.strip_prefix(existing).unwrap_or(Path::new("")).components() {
        match part {
            Component::ParentDir => {
                resolved.pop();
            }
            Component::Normal(name) => resolved.push(name),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    Ok(resolved)
}
