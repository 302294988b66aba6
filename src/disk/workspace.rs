//! Finds a workspace and reads it: every text, every file of a theme, and the names of what may be attached.
//!
//! Content is `bailiwick.yaml` and each `.yaml` and `.md` file below `library/` and `clients/`; below `themes/` everything is a theme's.
//! Every other file may be attached, wherever it lies, except in folders that programs make (`dist`, `node_modules`, `target` and the like).
//! Whatever is in the way becomes a finding at its path, and the rest is read all the same.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use super::beneath;
use super::unread::Unread;
use super::walk::{self, What};
use crate::finding::{Finding, Findings, Level};
use crate::pipeline::{Attachment, Written};
use crate::source::{FileId, SourcePath, Sources, Span};
use crate::yaml::tree::MOST_BYTES;

/// The file that makes a folder a workspace.
pub const SETTINGS: &str = "bailiwick.yaml";
/// The folders of a workspace that only authors write in.
pub const SOURCE_FOLDERS: [&str; 3] = ["clients", "library", "themes"];
/// The longest attachment, in bytes.
pub const MOST_ATTACHMENT_BYTES: u64 = 100 * 1024 * 1024;

/// A workspace as it lies on the disk.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// Its folder.
    pub root: PathBuf,
    /// The content. A content file that could not be read stands here without text, and a finding points at it.
    pub sources: Sources,
    /// The files below `themes/`.
    pub theme_files: BTreeMap<SourcePath, Arc<[u8]>>,
    /// Every other file that a page may link to.
    pub attachments: BTreeSet<SourcePath>,
    /// What could not be read, in the order of paths.
    pub findings: Findings,
}

impl Workspace {
    /// Returns what authors wrote, as a pipeline takes it, and what is wrong with the files.
    pub fn into_written(self) -> (Written, Findings) {
        let unread = self.unread();
        let written = Written { sources: self.sources, attachments: self.attachments, theme_files: self.theme_files, unread };
        (written, self.findings)
    }

    /// Returns what authors wrote, as a pipeline takes it; what is wrong with the files stands beside it.
    pub fn written(&self) -> Written {
        let (sources, attachments, theme_files) = (self.sources.clone(), self.attachments.clone(), self.theme_files.clone());
        Written { sources, attachments, theme_files, unread: self.unread() }
    }

    fn unread(&self) -> BTreeSet<FileId> {
        let unreadable = self.findings.iter().filter(|finding| finding.level == Level::Error);
        unreadable.filter_map(|finding| finding.span).map(|span| span.file).collect()
    }
}

/// Finds the nearest folder with a `bailiwick.yaml`, from a folder (or a file in it) upwards.
///
/// # Errors
/// If the start does not exist, or there is no such folder.
pub fn find(start: &Path) -> Result<PathBuf> {
    let start = start.canonicalize().with_context(|| format!("cannot look for a workspace in `{}`", start.display()))?;
    if let Some(root) = start.ancestors().find(|folder| folder.join(SETTINGS).symlink_metadata().is_ok()) {
        return Ok(root.to_path_buf());
    }
    if start.join("bailiwick.yml").exists() {
        bail!("`{}` is not read: a workspace's file is called `{SETTINGS}`", start.join("bailiwick.yml").display());
    }
    bail!("no `{SETTINGS}` in `{}` nor in any folder above it", start.display())
}

/// Reads a whole workspace.
///
/// # Errors
/// If there is no workspace at all; what is wrong inside one becomes a finding.
pub fn read(root: &Path) -> Result<Workspace> {
    let mut workspace = Workspace {
        root: root.to_path_buf(),
        sources: Sources::default(),
        theme_files: BTreeMap::new(),
        attachments: BTreeSet::new(),
        findings: Findings::new(),
    };
    workspace.read_again(&BTreeSet::from([PathBuf::new()]))?;
    Ok(workspace)
}

/// Lists the folders that a change may happen in: the workspace's own, and at a relative path and below it each in which something that counts may come to lie.
pub fn folders(root: &Path, at: &Path) -> Vec<PathBuf> {
    let mut folders = walk::folders(root, at);
    if at.as_os_str().is_empty() {
        folders.insert(0, root.to_path_buf());
    }
    folders
}

/// What is different after a workspace was read again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Content that is new, gone, of another text, or otherwise wrong than before.
    pub content: BTreeSet<SourcePath>,
    /// Files of themes, likewise.
    pub themes: BTreeSet<SourcePath>,
    /// Other files that may have changed: they are read only when a page links to them.
    pub attachments: BTreeSet<SourcePath>,
}

impl Changes {
    /// Tells whether nothing is different.
    pub fn is_empty(&self) -> bool {
        self.content.is_empty() && self.themes.is_empty() && self.attachments.is_empty()
    }

    /// Walks the paths of everything that is different.
    pub fn paths(&self) -> impl Iterator<Item = &SourcePath> {
        self.content.iter().chain(&self.themes).chain(&self.attachments)
    }
}

/// What a workspace holds at some paths.
#[derive(Default)]
struct Part {
    texts: BTreeMap<SourcePath, Arc<str>>,
    theme_files: BTreeMap<SourcePath, Arc<[u8]>>,
    attachments: BTreeSet<SourcePath>,
    findings: BTreeMap<SourcePath, Findings>,
}

impl Part {
    /// Tells what is different now.
    fn compare(mut self, now: Part) -> Changes {
        let mut content = differing(&self.texts, &now.texts);
        let mut themes = differing(&self.theme_files, &now.theme_files);
        for path in differing(&self.findings, &now.findings) {
            if path.as_str().starts_with("themes/") {
                themes.insert(path)
            } else {
                content.insert(path)
            };
        }
        self.attachments.extend(now.attachments);
        Changes { content, themes, attachments: self.attachments }
    }
}

fn differing<T: PartialEq>(before: &BTreeMap<SourcePath, T>, now: &BTreeMap<SourcePath, T>) -> BTreeSet<SourcePath> {
    let changed = before.iter().filter(|(path, value)| now.get(*path) != Some(*value));
    let added = now.iter().filter(|(path, _)| !before.contains_key(*path));
    changed.chain(added).map(|(path, _)| path.clone()).collect()
}

fn path_of<'a>(finding: &Finding, sources: &'a Sources) -> Option<&'a SourcePath> {
    finding.span.map(|span| &sources.get(span.file).path)
}

/// Reads a file that something links to.
///
/// # Errors
/// If it is not a regular file inside the workspace, is reached through a symbolic link, or is longer than 100 MB.
pub fn read_attachment(root: &Path, path: &SourcePath) -> Result<Attachment> {
    match beneath::read(root, path.as_str(), MOST_ATTACHMENT_BYTES) {
        Ok(bytes) => Ok(Attachment::new(path, bytes.into())),
        Err(Unread::System(error)) => Err(error).with_context(|| format!("cannot read `{path}`")),
        Err(unread) => bail!("`{path}` {unread}"),
    }
}

impl Workspace {
    /// Reads again what lies at some paths and below them, which are relative; an empty one is the whole workspace. Returns what is different.
    ///
    /// The result is the same as reading everything anew, but a file keeps its id, and a text that is the same its value.
    ///
    /// # Errors
    /// If there is no workspace any more; then nothing is changed.
    pub fn read_again(&mut self, paths: &BTreeSet<PathBuf>) -> Result<Changes> {
        if paths.is_empty() {
            return Ok(Changes::default());
        }
        std::fs::read_dir(&self.root).with_context(|| format!("cannot list `{}`", self.root.display()))?;
        let settings = self.root.join(SETTINGS);
        settings.symlink_metadata().with_context(|| format!("cannot read `{}`", settings.display()))?;
        let paths: BTreeSet<PathBuf> = paths.iter().map(|path| walk::to_read(path)).collect();
        let paths: Vec<&PathBuf> = paths.iter().filter(|at| !at.ancestors().skip(1).any(|above| paths.contains(above))).collect();
        let affected: Vec<SourcePath> = paths.iter().map(|at| walk::shown_path(&self.root, &self.root.join(at))).collect();
        let before = self.forget(&affected);
        let entries: Vec<walk::Entry> = paths.iter().flat_map(|at| walk::list(&self.root, at)).collect();
        for entry in entries {
            self.take(entry.path, entry.what);
        }
        self.findings.sort_by_cached_key(|finding| path_of(finding, &self.sources).cloned());
        let now = self.part(&affected);
        self.keep_values(&before, &now);
        Ok(before.compare(now))
    }

    /// Takes out what is known of some paths, and returns it.
    fn forget(&mut self, affected: &[SourcePath]) -> Part {
        let part = self.part(affected);
        self.findings.retain(|finding| !path_of(finding, &self.sources).is_some_and(|path| part.findings.contains_key(path)));
        part.texts.keys().for_each(|path| self.sources.remove(path));
        part.theme_files.keys().for_each(|path| drop(self.theme_files.remove(path)));
        self.attachments.retain(|path| !part.attachments.contains(path));
        part
    }

    /// Returns what is known of some paths and of all that lies below them.
    fn part(&self, affected: &[SourcePath]) -> Part {
        let mut part = Part::default();
        for at in affected {
            part.texts.extend(self.sources.below(at).map(|(_, source)| (source.path.clone(), Arc::clone(&source.text))));
            let theme_files = self.theme_files.range::<SourcePath, _>(at..).take_while(|(path, _)| path.as_str().starts_with(at.as_str()));
            let theme_files = theme_files.filter(|(path, _)| path.lies_at(at));
            part.theme_files.extend(theme_files.map(|(path, bytes)| (path.clone(), Arc::clone(bytes))));
            let attachments = self.attachments.range::<SourcePath, _>(at..).take_while(|path| path.as_str().starts_with(at.as_str()));
            part.attachments.extend(attachments.filter(|path| path.lies_at(at)).cloned());
        }
        for finding in &self.findings {
            if let Some(path) = path_of(finding, &self.sources).filter(|path| affected.iter().any(|at| path.lies_at(at))) {
                part.findings.entry(path.clone()).or_default().push(finding.clone());
            }
        }
        part
    }

    /// Puts the earlier value in the place of an equal one, so that whoever remembers it need not compare.
    fn keep_values(&mut self, before: &Part, now: &Part) {
        for (path, text) in before.texts.iter().filter(|(path, text)| now.texts.get(*path) == Some(*text)) {
            self.sources.insert(path.clone(), Arc::clone(text));
        }
        for (path, bytes) in before.theme_files.iter().filter(|(path, bytes)| now.theme_files.get(*path) == Some(*bytes)) {
            self.theme_files.insert(path.clone(), Arc::clone(bytes));
        }
    }

    fn take(&mut self, path: SourcePath, what: What) {
        let outcome = match what {
            What::Content => self.read_text(&path),
            What::Theme => self.read_theme_file(&path),
            What::Attachment => {
                self.attachments.insert(path.clone());
                Ok(())
            }
            What::Misnamed => {
                self.attachments.insert(path.clone());
                Err(Unread::Misnamed)
            }
            What::Wrong(unread) => Err(unread),
        };
        match outcome {
            Ok(()) => {}
            // It was there when the folder was listed; an editor's temporary file is nobody's mistake.
            Err(Unread::System(error)) if error.kind() == io::ErrorKind::NotFound => {}
            Err(unread) => self.report(&path, &unread),
        }
    }

    fn read_text(&mut self, path: &SourcePath) -> Result<(), Unread> {
        let bytes = beneath::read(&self.root, path.as_str(), MOST_BYTES as u64)?;
        match String::from_utf8(bytes) {
            Ok(text) => {
                self.sources.insert(path.clone(), text.into());
                Ok(())
            }
            Err(error) if matches!(error.as_bytes(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) => Err(Unread::Utf16),
            Err(error) => {
                self.report_not_utf8(path, error.as_bytes(), error.utf8_error().valid_up_to());
                Ok(())
            }
        }
    }

    /// Keeps the text with its bad bytes replaced: the finding can show the line, and the names in it still resolve.
    fn report_not_utf8(&mut self, path: &SourcePath, bytes: &[u8], valid: usize) {
        let file = self.sources.insert(path.clone(), String::from_utf8_lossy(bytes).into());
        let span = Span::new(file, valid, valid + '\u{fffd}'.len_utf8());
        self.findings.push(Unread::NotUtf8 { byte: bytes[valid] }.finding(path.as_str(), span));
    }

    fn read_theme_file(&mut self, path: &SourcePath) -> Result<(), Unread> {
        let bytes = beneath::read(&self.root, path.as_str(), MOST_BYTES as u64)?;
        self.theme_files.insert(path.clone(), bytes.into());
        Ok(())
    }

    fn report(&mut self, path: &SourcePath, unread: &Unread) {
        let file = self.sources.insert(path.clone(), "".into());
        if !walk::is_content_name(path.name()) {
            // A span may point at it, but nobody is to read it as content.
            self.sources.remove(path);
        }
        self.findings.push(unread.finding(path.as_str(), Span::new(file, 0, 0)));
    }
}
