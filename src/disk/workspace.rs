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
use crate::finding::{Findings, Level};
use crate::pipeline::Written;
use crate::source::{SourcePath, Sources, Span};
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
        let unreadable = self.findings.iter().filter(|finding| finding.level == Level::Error);
        let unread = unreadable.filter_map(|finding| finding.span).map(|span| span.file).collect();
        let written = Written { sources: self.sources, attachments: self.attachments, theme_files: self.theme_files, unread };
        (written, self.findings)
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
    std::fs::read_dir(root).with_context(|| format!("cannot list `{}`", root.display()))?;
    root.join(SETTINGS).symlink_metadata().with_context(|| format!("cannot read `{}`", root.join(SETTINGS).display()))?;
    let mut workspace = Workspace {
        root: root.to_path_buf(),
        sources: Sources::default(),
        theme_files: BTreeMap::new(),
        attachments: BTreeSet::new(),
        findings: Findings::new(),
    };
    for entry in walk::list(root) {
        workspace.take(entry.path, entry.what);
    }
    Ok(workspace)
}

/// Reads a file that something links to.
///
/// # Errors
/// If it is not a regular file inside the workspace, is reached through a symbolic link, or is longer than 100 MB.
pub fn read_attachment(root: &Path, path: &SourcePath) -> Result<Arc<[u8]>> {
    match beneath::read(root, path.as_str(), MOST_ATTACHMENT_BYTES) {
        Ok(bytes) => Ok(bytes.into()),
        Err(Unread::System(error)) => Err(error).with_context(|| format!("cannot read `{path}`")),
        Err(unread) => bail!("`{path}` {unread}"),
    }
}

impl Workspace {
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
