//! The file system, and nothing else: a workspace is read from it, finished portals are put on it.
//!
//! [`workspace`] lists and reads what authors wrote, [`starter`] writes a new workspace, [`add`] puts single files into one.
//! [`output`] guards the folder that portals are published in, [`swap`] publishes one portal, whole or not at all.
//!
//! Symbolic links are never followed below a workspace or a portal, nothing but a regular file is ever opened, and nothing is overwritten:
//! files are made where none was, and files and folders that are whole change their names.
//! This module knows no kind and no page, prints nothing, and reads neither environment nor clock.

#![expect(clippy::disallowed_methods, reason = "this is the module that touches the file system")]

pub mod workspace;
pub mod starter;
pub mod add;
pub mod output;
pub mod swap;
mod walk;
mod unread;
mod beneath;
mod create;
mod owned;

use crate::finding::RuleName;

/// A file or folder that the system refuses to read.
pub const UNREADABLE_FILE: RuleName = RuleName("unreadable-file");
/// A symbolic link among the content: it is not followed.
pub const SYMBOLIC_LINK: RuleName = RuleName("symbolic-link");
/// A text that is not UTF-8.
pub const NOT_UTF8: RuleName = RuleName("not-utf8");
/// A file or folder whose name cannot be shown or linked to, or a text whose ending is not one that is read.
pub const BAD_FILE_NAME: RuleName = RuleName("bad-file-name");
/// A folder, pipe, socket or device where a file is expected.
pub const NOT_A_FILE: RuleName = RuleName("not-a-file");
/// A file where a folder is expected.
pub const NOT_A_FOLDER: RuleName = RuleName("not-a-folder");
