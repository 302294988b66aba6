//! Markdown: what an author writes in `body` and in every line of text, and the HTML that a page shows of it.
//!
//! This module knows no kind, no portal and no disk: what a link leads to is answered by a closure.
//! It alone makes [`Html`], so whatever a template prints without escaping came through here.
//! Raw HTML is shown as text, and addresses that could do harm are shown as their words.
//!
//! How a text is read:
//! 1. `fence` reads the `:::` marks by lines, before Markdown, so that no list, quote or code hides an internal block.
//! 2. `masked` puts stand-ins of the same length over marks and `[[links]]`, so that every byte keeps its place, and parses the rest as Markdown.
//! 3. `link`, `heading`, `plain` and `render` walk the events, and turn the stand-ins into what they stand for.

mod fence;
mod heading;
mod html;
mod ids;
mod link;
mod masked;
mod plain;
mod render;
mod target;
mod terms;
mod text;
mod words;

pub use fence::{Fence, MarkFault, MarkProblem, marks, without_internal, without_internal_ranges};
pub use heading::{Heading, headings};
pub use html::Html;
pub use ids::Ids;
pub use link::{Link, links};
pub use plain::{phrase_to_plain, to_plain};
pub use render::{Resolve, Resolved, phrase_to_html, to_html, to_html_under};
pub use target::{Target, Use};
pub use terms::{Found, Terms};
pub use text::{Phrase, Prose};
pub use words::Words;
