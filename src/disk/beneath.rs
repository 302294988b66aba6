//! Opens files below a folder without ever leaving it: no link is followed, nothing but a regular file is opened.
//!
//! A listing is old as soon as it is made, so what is opened is looked at again after it is open.

use std::fs::{File, FileType, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

use super::unread::Unread;

/// How often a file that changes while it is read is read again.
const ATTEMPTS: usize = 5;

/// Reads a file by its path relative to a folder, with `/` between its parts, if it is no longer than `most` bytes.
///
/// One that is written meanwhile is read again: what came of it first may be neither the old text nor the new one.
pub(super) fn read(folder: &Path, relative: &str, most: u64) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    for _ in 0..ATTEMPTS {
        let file = open(folder, relative)?;
        let before = stamp(&file.metadata()?);
        bytes = read_open(&file, most)?;
        if stamp(&file.metadata()?) == before {
            break;
        }
    }
    Ok(bytes)
}

/// What changes when a file is written.
fn stamp(metadata: &Metadata) -> (u64, Option<SystemTime>) {
    (metadata.len(), metadata.modified().ok())
}

fn read_open(file: &File, most: u64) -> Result<Vec<u8>, Unread> {
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(Unread::NotAFile(word(metadata.file_type())));
    }
    if metadata.len() > most {
        return Err(Unread::TooLarge { most });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    // A file may grow while it is read, and some file systems give no length.
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(Unread::TooLarge { most }) } else { Ok(bytes) }
}

/// Says what stands at a path, for a message.
pub(super) fn word(file_type: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if file_type.is_fifo() {
            return "a named pipe";
        }
        if file_type.is_socket() {
            return "a socket";
        }
        if file_type.is_block_device() || file_type.is_char_device() {
            return "a device";
        }
    }
    match (file_type.is_dir(), file_type.is_symlink()) {
        (true, _) => "a folder",
        (_, true) => "a symbolic link",
        _ => "a file",
    }
}

fn parts(relative: &str) -> io::Result<Vec<&str>> {
    let parts: Vec<&str> = relative.split('/').collect();
    if parts.iter().any(|part| matches!(*part, "" | "." | "..")) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "the path leaves its folder"));
    }
    Ok(parts)
}

#[cfg(unix)]
fn open(folder: &Path, relative: &str) -> Result<File, Unread> {
    use rustix::fs::{CWD, Mode, OFlags, openat};
    use rustix::io::Errno;

    let parts = parts(relative)?;
    // Without NONBLOCK, opening a pipe that took the file's place would wait for a writer.
    let last = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    let step = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::DIRECTORY;
    let mut at = openat(CWD, folder, OFlags::RDONLY | OFlags::CLOEXEC | OFlags::DIRECTORY, Mode::empty()).map_err(io::Error::from)?;
    for (index, part) in parts.iter().enumerate() {
        let flags = if index + 1 == parts.len() { last } else { step };
        at = openat(&at, *part, flags, Mode::empty()).map_err(|errno| match errno {
            Errno::LOOP | Errno::MLINK => Unread::Link,
            // What Linux says to the opening of a socket.
            Errno::NXIO => Unread::NotAFile("a socket"),
            _ => Unread::System(errno.into()),
        })?;
    }
    Ok(File::from(at))
}

#[cfg(not(unix))]
fn open(folder: &Path, relative: &str) -> Result<File, Unread> {
    let mut path = folder.to_path_buf();
    for part in parts(relative)? {
        path.push(part);
        if std::fs::symlink_metadata(&path)?.file_type().is_symlink() {
            return Err(Unread::Link);
        }
    }
    Ok(File::open(&path)?)
}
