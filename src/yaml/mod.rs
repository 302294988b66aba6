//! The located tree: YAML parsed once into nodes that know their bytes, overlaid, and read into types.
//!
//! This module is the only user of the YAML crate; it knows no kind, no Markdown and no disk.
//! Reading order: [`tree`] (the nodes), [`mod@parse`] and [`front_matter`] (text to nodes), [`mod@overlay`] (two nodes to one), [`mod@read`] (a node to a type), [`mod@locate`] (a part of a text to its bytes).

pub mod tree;
pub mod parse;
mod again;
mod places;
mod syntax;
pub mod front_matter;
pub mod overlay;
pub mod read;
pub mod locate;

pub use again::parse_again;
pub use front_matter::parse_front_matter;
pub use locate::{Layout, locate};
pub use overlay::{Laws, overlay, says_the_same};
pub use parse::parse;
pub use read::{Lookup, Mention, Read, Reference, read};
pub use tree::{Entry, Node, Value};

use crate::finding::RuleName;

/// The YAML itself is malformed.
pub const YAML_SYNTAX: RuleName = RuleName("yaml-syntax");
/// An alias (`*name`): say the thing once in the library instead.
pub const YAML_ALIAS: RuleName = RuleName("yaml-alias");
/// A tag (`!name`): values are told apart by their key.
pub const YAML_TAG: RuleName = RuleName("yaml-tag");
/// A second document (`---`) in one file.
pub const SECOND_DOCUMENT: RuleName = RuleName("second-document");
/// A key that is not one word.
pub const BAD_KEY: RuleName = RuleName("bad-key");
/// One key twice in a mapping.
pub const DUPLICATE_KEY: RuleName = RuleName("duplicate-key");
/// A file past 16 MB or a million nodes.
pub const FILE_TOO_LARGE: RuleName = RuleName("file-too-large");
/// A key that the mapping does not take.
pub const UNKNOWN_KEY: RuleName = RuleName("unknown-key");
/// A key that must be there and is not.
pub const MISSING_KEY: RuleName = RuleName("missing-key");
/// A value of another shape: a list where text is meant, text where a number is meant.
pub const WRONG_TYPE: RuleName = RuleName("wrong-type");
/// A word outside the closed set that is meant.
pub const WRONG_WORD: RuleName = RuleName("wrong-word");
/// A value that its own type refuses, without a rule of its own.
pub const BAD_VALUE: RuleName = RuleName("bad-value");
