//! What authors may write, told by the model itself: its types are the keys, its doc comments their meaning.
//!
//! One source feeds the JSON Schema of editors, the skeletons of `bailiwick new`, and the reference in `docs/content.md`.
//! Reading order: `texts` (the values that are written as text), [`form`] (keys and values as plain data), [`words`] (what they are called), [`mod@file`] (which files there are, and what each holds), [`json`] (the schema for editors), [`skeleton`] (a file to begin with).
//! Nothing here is used to read content: [`crate::yaml::read()`] is, and a test holds the two together.

mod texts;
pub mod form;
pub mod words;
pub mod file;
pub mod json;
pub mod skeleton;

pub use file::File;
pub use form::{Form, Key, Mapping, Word};
pub use texts::article;
