//! What authors wrote, and where: paths, texts and spans of bytes.
//!
//! Nothing here reads a disk; `disk::workspace` fills a [`Sources`] and later stages point into it.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The path of a file inside the workspace, with `/` between its parts on every platform.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Wraps a path that is already relative to the workspace and uses `/`.
    pub fn new(path: &str) -> Self {
        SourcePath(path.into())
    }

    /// Returns the whole path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the folder that holds the file, empty at the top of the workspace.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Returns the last part of the path.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// Returns the file's name without its last extension.
    pub fn stem(&self) -> &str {
        let name = self.name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// Returns the extension without its dot, empty where there is none.
    pub fn extension(&self) -> &str {
        self.name().rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// Tells whether this is another path, or lies below it; everything lies below an empty one.
    pub fn lies_at(&self, other: &SourcePath) -> bool {
        self.0.strip_prefix(other.as_str()).is_some_and(|rest| rest.is_empty() || other.0.is_empty() || rest.starts_with('/'))
    }

    /// Resolves a relative path as written in this file, or nothing if it leaves the workspace.
    pub fn join(&self, relative: &str) -> Option<SourcePath> {
        let mut parts: Vec<&str> = self.folder().split('/').filter(|part| !part.is_empty()).collect();
        for part in relative.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                name => parts.push(name),
            }
        }
        Some(SourcePath::new(&parts.join("/")))
    }
}

impl Borrow<str> for SourcePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A file of one [`Sources`], by its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in one file; line and column are worked out only when they are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file that the bytes stand in.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// Makes a span from byte offsets; offsets past 4 GiB cannot occur, as files are limited to 16 MB.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { file, start: narrow(start), end: narrow(end.max(start)) }
    }

    /// Returns the range of bytes, for slicing the file's text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One text file of the workspace.
#[derive(Clone, Debug)]
pub struct Source {
    /// Where it lies in the workspace.
    pub path: SourcePath,
    /// Its whole text, as it lies on the disk; a byte order mark is kept.
    pub text: Arc<str>,
}

/// A line and a column, both counted from 1; the column counts characters, not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// Every text file of a workspace. A file keeps its id for as long as the value lives.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
    ids: BTreeMap<SourcePath, FileId>,
    /// The ids of files that were taken out: one that comes back has its old id, so that a file saved a thousand times has one.
    gone: BTreeMap<SourcePath, FileId>,
}

impl Sources {
    /// Adds a file, or replaces the text of the one at this path; the id stays.
    pub fn insert(&mut self, path: SourcePath, text: Arc<str>) -> FileId {
        if let Some(id) = self.ids.get(&path).copied().or_else(|| self.gone.remove(&path)) {
            self.files[id.0 as usize].text = text;
            self.ids.insert(path, id);
            return id;
        }
        let id = FileId(u32::try_from(self.files.len()).expect("a workspace has fewer than four billion files"));
        self.files.push(Source { path: path.clone(), text });
        self.ids.insert(path, id);
        id
    }

    /// Takes a file out of the listing; its id is given to no other path, and old spans stay readable.
    pub fn remove(&mut self, path: &SourcePath) {
        if let Some(id) = self.ids.remove(path) {
            self.gone.insert(path.clone(), id);
        }
    }

    /// Returns how many ids were given so far, those of files that are gone included.
    pub fn given(&self) -> usize {
        self.files.len()
    }

    /// Returns the file with this id.
    pub fn get(&self, id: FileId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// Returns the id of the file at this path.
    pub fn id(&self, path: &SourcePath) -> Option<FileId> {
        self.ids.get(path).copied()
    }

    /// Walks the files by path, the order in which everything else follows.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.ids.values().map(|&id| (id, self.get(id)))
    }

    /// Walks the files at a path and below it, by path; an empty path is the whole workspace.
    pub fn below(&self, at: &SourcePath) -> impl Iterator<Item = (FileId, &Source)> {
        let files = self.ids.range::<SourcePath, _>(at..).take_while(move |(path, _)| path.as_str().starts_with(at.as_str()));
        files.filter(|(path, _)| path.lies_at(at)).map(|(_, &id)| (id, self.get(id)))
    }

    /// Returns how many files there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Tells whether there is no file at all.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Returns the text that a span covers, empty if the span does not fit the file.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).text.get(span.range()).unwrap_or("")
    }

    /// Works out line and column of a span's start.
    pub fn position(&self, span: Span) -> Position {
        let text = &self.get(span.file).text;
        let before = &text[..char_start(text, span.start as usize)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let first_line_mark = usize::from(line_start == 0 && before.starts_with('\u{feff}'));
        Position { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 - first_line_mark }
    }
}

/// Returns the start of the character that a byte belongs to, or the end of the text.
pub(crate) fn char_start(text: &str, offset: usize) -> usize {
    let mut start = offset.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    start
}
