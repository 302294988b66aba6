//! Lists a workspace: what is content, what belongs to a theme, what may be attached, and what is none of these.
//!
//! Nothing is opened here. What starts with `.` or `_` is left out (in `themes/` only `.`: parts of templates like to start with `_`).
//! Outside `library/`, `clients/` and `themes/` whatever is not a plain file or folder is left out too: it is nobody's mistake there.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::beneath;
use super::output::LOCK;
use super::unread::Unread;
use super::workspace::{SETTINGS, SOURCE_FOLDERS};
use crate::finding::escaped;
use crate::source::SourcePath;

/// One thing that lies in the workspace.
pub(super) struct Entry {
    pub(super) path: SourcePath,
    pub(super) what: What,
}

/// What it is.
pub(super) enum What {
    /// A text that authors wrote.
    Content,
    /// A file of the provider's own theme.
    Theme,
    /// A file that a page may link to.
    Attachment,
    /// An attachment that was probably meant as content.
    Misnamed,
    /// Nothing that can be read.
    Wrong(Unread),
}

/// Lists everything that counts at a path and below it, by path, whatever order the system gives. The path is relative; an empty one is the whole workspace.
pub(super) fn list(root: &Path, at: &Path) -> Vec<Entry> {
    let mut entries = Vec::new();
    walk(root, at, &mut |next| match next {
        Err(error) => entries.extend(unlisted(root, error)),
        Ok((entry, Step::Take(what))) => entries.push(Entry { path: shown_path(root, entry.path()), what }),
        Ok(_) => {}
    });
    entries.sort_by(|left, right| left.path.cmp(&right.path));
    entries
}

/// Lists every folder in which something that counts may come to lie, those above before those below; the path is relative.
pub(super) fn folders(root: &Path, at: &Path) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    walk(root, at, &mut |next| {
        if let Ok((entry, Step::Into)) = next {
            folders.push(entry.path().to_path_buf());
        }
    });
    folders
}

/// A thing and what is to be done with it, or why it cannot be looked at.
type Seen<'a> = Result<(&'a DirEntry, Step), walkdir::Error>;

/// Shows each thing at a path and below it, and what is to be done with it; nothing where something above it is not gone into.
fn walk(root: &Path, at: &Path, visit: &mut dyn FnMut(Seen<'_>)) {
    let whole = at.as_os_str().is_empty();
    if !whole && !at.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty()).all(|above| is_gone_into(root, above)) {
        return;
    }
    // The workspace itself may be reached by a link; below it none is followed.
    let start = WalkDir::new(root.join(at)).follow_root_links(whole).min_depth(usize::from(whole));
    let mut walk = start.sort_by_file_name().into_iter();
    while let Some(next) = walk.next() {
        match next {
            Err(error) => visit(Err(error)),
            Ok(entry) => {
                let step = judge(root, &entry);
                if entry.file_type().is_dir() && !matches!(step, Step::Into) {
                    walk.skip_current_dir();
                }
                visit(Ok((&entry, step)));
            }
        }
    }
}

fn is_gone_into(root: &Path, folder: &Path) -> bool {
    let entry = WalkDir::new(root.join(folder)).follow_root_links(false).max_depth(0).into_iter().next();
    entry.is_some_and(|entry| entry.is_ok_and(|entry| entry.file_type().is_dir() && matches!(judge(root, &entry), Step::Into)))
}

/// Tells whether a name has the ending of a text that authors write.
pub(super) fn is_content_name(name: &str) -> bool {
    name.ends_with(".yaml") || name.ends_with(".md")
}

enum Step {
    Into,
    Over,
    Take(What),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Region {
    Content,
    Theme,
    Other,
}

fn judge(root: &Path, entry: &DirEntry) -> Step {
    let region = region(root, entry.path());
    if is_hidden(entry, region) {
        return Step::Over;
    }
    match (region, bad_name(entry.file_name())) {
        (Region::Other, None) => judge_other(entry),
        (Region::Other, Some(_)) => Step::Over,
        (_, Some(reason)) => Step::Take(What::Wrong(Unread::BadName(reason))),
        (_, None) => judge_source(root, entry, region),
    }
}

fn region(root: &Path, path: &Path) -> Region {
    let relative = path.strip_prefix(root).unwrap_or(path);
    match relative.components().next().and_then(|first| first.as_os_str().to_str()) {
        Some("themes") => Region::Theme,
        Some(first) if SOURCE_FOLDERS.contains(&first) => Region::Content,
        Some(_) if relative == Path::new(SETTINGS) => Region::Content,
        _ => Region::Other,
    }
}

fn is_hidden(entry: &DirEntry, region: Region) -> bool {
    let name = entry.file_name().as_encoded_bytes();
    name.starts_with(b".") || (name.starts_with(b"_") && region != Region::Theme)
}

fn judge_other(entry: &DirEntry) -> Step {
    let file_type = entry.file_type();
    if file_type.is_file() {
        return Step::Take(What::Attachment);
    }
    let made_by_programs = matches!(entry.file_name().to_str(), Some("dist" | "dist-internal" | "node_modules" | "target"));
    // An output may have any name, but a lock lies in each; without this, a second build would see the first one's pages.
    if !file_type.is_dir() || made_by_programs || entry.path().join(LOCK).symlink_metadata().is_ok() {
        return Step::Over;
    }
    Step::Into
}

fn judge_source(root: &Path, entry: &DirEntry, region: Region) -> Step {
    let file_type = entry.file_type();
    let name = entry.file_name().to_str().unwrap_or_default();
    let folder_of_sources = entry.path().parent() == Some(root) && name != SETTINGS;
    let content_name = region == Region::Content && is_content_name(name);
    if file_type.is_symlink() {
        return Step::Take(What::Wrong(Unread::Link));
    }
    if file_type.is_dir() {
        return if content_name { Step::Take(What::Wrong(Unread::NotAFile("a folder"))) } else { Step::Into };
    }
    if !file_type.is_file() {
        return Step::Take(What::Wrong(Unread::NotAFile(beneath::word(file_type))));
    }
    Step::Take(match region {
        _ if folder_of_sources => What::Wrong(Unread::NotAFolder),
        Region::Theme => What::Theme,
        Region::Content if content_name => What::Content,
        Region::Content if is_nearly_content_name(name) => What::Misnamed,
        Region::Content | Region::Other => What::Attachment,
    })
}

fn is_nearly_content_name(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    matches!(&*extension, "yml" | "yaml" | "md" | "markdown" | "mdown" | "mkd")
}

fn bad_name(name: &OsStr) -> Option<&'static str> {
    match name.to_str() {
        None => Some("it is not UTF-8"),
        Some(text) if text.contains('\\') => Some("it holds a backslash"),
        Some(text) if escaped(text) != text => Some("it holds a control character"),
        Some(_) => None,
    }
}

/// Returns what has to be read again when something changed at a relative path: the path itself, or a folder above it.
///
/// A lock decides over the whole folder that it lies in, and names that are no text may be shown alike, so that only their folder tells them apart.
pub(super) fn to_read(path: &Path) -> PathBuf {
    path.components().take_while(|part| bad_name(part.as_os_str()).is_none() && part.as_os_str() != LOCK).collect()
}

/// A path as it can be shown: relative, with `/`, what is no text replaced and what is invisible escaped.
pub(super) fn shown_path(root: &Path, path: &Path) -> SourcePath {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> = relative.components().map(|part| escaped(&part.as_os_str().to_string_lossy())).collect();
    SourcePath::new(&parts.join("/"))
}

fn unlisted(root: &Path, error: walkdir::Error) -> Option<Entry> {
    let path = error.path()?.to_path_buf();
    let error = error.into_io_error()?;
    // What vanishes between two looks is treated as never there; outside the sources an unreadable folder holds nothing that is missed.
    if error.kind() == std::io::ErrorKind::NotFound || region(root, &path) == Region::Other {
        return None;
    }
    Some(Entry { path: shown_path(root, &path), what: What::Wrong(Unread::System(error)) })
}
