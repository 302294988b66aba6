//! Makes folders and files where nothing was: never opens what exists, never follows a link at the end of a path.

use std::collections::BTreeSet;
use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Makes a folder that must not be there yet.
pub(super) fn folder(path: &Path) -> io::Result<()> {
    folder_builder().create(path)
}

/// Makes a folder and those above it, where they are missing.
pub(super) fn folders(path: &Path) -> io::Result<()> {
    folder_builder().recursive(true).create(path)
}

/// Makes a file that must not be there yet, with one write; it is taken away again if it cannot be written whole.
pub(super) fn file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o644);
    let mut file = options.open(path)?;
    let written = file.write_all(bytes);
    if written.is_err() {
        // Half a file is worse than none; the first error is the one to tell.
        let _ = std::fs::remove_file(path);
    }
    written
}

/// Lists the folders that relative paths need, those above before those below.
pub(super) fn folders_of<'a>(paths: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    paths.flat_map(|path| path.match_indices('/').map(|(end, _)| &path[..end])).collect()
}

fn folder_builder() -> DirBuilder {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "modes are a matter of Unix"))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o755);
    builder
}
