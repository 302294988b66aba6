//! Why something in the workspace was not read, and the finding that says so.

use std::io;

use super::{BAD_FILE_NAME, NOT_A_FILE, NOT_A_FOLDER, NOT_UTF8, SYMBOLIC_LINK, UNREADABLE_FILE};
use crate::finding::Finding;
use crate::source::Span;
use crate::yaml::FILE_TOO_LARGE;

/// The reason; its text follows the path of what it is about.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unread {
    /// It points elsewhere.
    #[error("is a symbolic link, which is not followed")]
    Link,
    /// It is no regular file; the word says what it is.
    #[error("is {0}, expected a file")]
    NotAFile(&'static str),
    /// It is a file where a folder belongs.
    #[error("is a file, expected a folder")]
    NotAFolder,
    /// It is longer than is read at all.
    #[error("is longer than {} MB", .most / MEGABYTE)]
    TooLarge {
        /// The limit, in bytes.
        most: u64,
    },
    /// Its name is not UTF-8, or holds characters that cannot be seen.
    #[error("has a name that no link can hold: {0}")]
    BadName(&'static str),
    /// It looks like content, but its ending is not one that is read.
    #[error("is not read as content, which ends in `.yaml` or `.md`")]
    Misnamed,
    /// A byte of it is not UTF-8.
    #[error("is not UTF-8: byte 0x{byte:02X} begins no character")]
    NotUtf8 {
        /// The first byte that does not fit.
        byte: u8,
    },
    /// It is UTF-16, as some editors save by default.
    #[error("is UTF-16, expected UTF-8")]
    Utf16,
    /// The system refuses.
    #[error("cannot be read: {0}")]
    System(#[from] io::Error),
}

const MEGABYTE: u64 = 1024 * 1024;

impl Unread {
    /// Words the finding for a path that is already fit to be shown.
    pub(super) fn finding(&self, path: &str, span: Span) -> Finding {
        let message = format!("`{path}` {self}");
        match self {
            Unread::Link => Finding::error(SYMBOLIC_LINK, span, message).help("put the file or folder itself in its place"),
            Unread::NotAFile("a folder") => {
                Finding::error(NOT_A_FILE, span, message).help("a name with this ending is a file's: rename the folder")
            }
            Unread::NotAFile(_) => Finding::error(NOT_A_FILE, span, message).help("put a file in its place, or begin its name with `_`"),
            Unread::NotAFolder => Finding::error(NOT_A_FOLDER, span, message),
            Unread::TooLarge { .. } => {
                Finding::error(FILE_TOO_LARGE, span, message).help("split it into several files of its kind's folder")
            }
            Unread::BadName(_) => Finding::error(BAD_FILE_NAME, span, message).help("rename it with letters that can be seen and typed"),
            Unread::Misnamed => {
                Finding::warning(BAD_FILE_NAME, span, message).help("rename it, or begin its name with `_` if it is not meant")
            }
            Unread::NotUtf8 { .. } | Unread::Utf16 => Finding::error(NOT_UTF8, span, message).help("save the file as UTF-8"),
            Unread::System(_) => Finding::error(UNREADABLE_FILE, span, message),
        }
    }
}
