//! The few words that Markdown adds to what the author wrote, all in one place.

/// Over a note without a title.
pub(super) const NOTE: &str = "Note";
/// Over a tip.
pub(super) const TIP: &str = "Tip";
/// Over something important.
pub(super) const IMPORTANT: &str = "Important";
/// Over a warning, and before its title.
pub(super) const WARNING: &str = "Warning";
/// Over a caution.
pub(super) const CAUTION: &str = "Caution";
/// Names an internal box to assistive technology.
pub(super) const INTERNAL: &str = "Internal note";
/// Over an internal box.
pub(super) const NOT_PUBLISHED: &str = "Internal note, not published.";
/// Names the list of footnotes.
pub(super) const FOOTNOTES: &str = "Footnotes";
/// Before the number of a footnote.
pub(super) const FOOTNOTE: &str = "Footnote";
/// Names the way back from a footnote.
pub(super) const BACK: &str = "Back to the text";
/// Before the heading that an anchor leads to.
pub(super) const LINK_TO: &str = "Link to";
/// Names a table that stands under no heading.
pub(super) const TABLE: &str = "Table";
/// Names a block of code that has no name of its own.
pub(super) const CODE: &str = "Code";
