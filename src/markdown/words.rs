//! The few words that Markdown adds to what the author wrote, all in one place.

/// The words, in the language of the page; a name in braces is put in.
#[derive(Clone, Debug)]
pub struct Words {
    /// Over a note without a title.
    pub note: String,
    /// Over a tip.
    pub tip: String,
    /// Over something important.
    pub important: String,
    /// Over a warning, and before its title.
    pub warning: String,
    /// Over a caution.
    pub caution: String,
    /// Names an internal box to assistive technology.
    pub internal: String,
    /// Over an internal box.
    pub not_published: String,
    /// Names the list of footnotes.
    pub footnotes: String,
    /// Names a list of one more footnote on a page, by its number `{first}`.
    pub footnotes_from: String,
    /// Names a list of more footnotes on a page, by their numbers `{first}` and `{last}`.
    pub footnotes_range: String,
    /// Names a reference to a footnote, by its `{number}`.
    pub footnote: String,
    /// Names the way back from a footnote.
    pub back: String,
    /// Names the link to a `{heading}`.
    pub link_to: String,
    /// Names a table that stands under no heading.
    pub table: String,
    /// Names a block of code that has no name of its own.
    pub code: String,
}

impl Default for Words {
    /// The words in English.
    fn default() -> Words {
        Words::new(|key| {
            match key {
                "markdown.note" => "Note",
                "markdown.tip" => "Tip",
                "markdown.important" => "Important",
                "markdown.warning" => "Warning",
                "markdown.caution" => "Caution",
                "markdown.internal" => "Internal note",
                "markdown.not_published" => "Internal note, not published.",
                "markdown.footnotes" => "Footnotes",
                "markdown.footnotes_from" => "Footnotes {first}",
                "markdown.footnotes_range" => "Footnotes {first}–{last}",
                "markdown.footnote" => "Footnote {number}",
                "markdown.back" => "Back to the text",
                "markdown.link_to" => "Link to {heading}",
                "markdown.table" => "Table",
                "markdown.code" => "Code",
                _ => "",
            }
            .to_owned()
        })
    }
}

impl Words {
    /// Takes each word as it is said, by its key.
    pub fn new(said: impl Fn(&'static str) -> String) -> Words {
        Words {
            note: said("markdown.note"),
            tip: said("markdown.tip"),
            important: said("markdown.important"),
            warning: said("markdown.warning"),
            caution: said("markdown.caution"),
            internal: said("markdown.internal"),
            not_published: said("markdown.not_published"),
            footnotes: said("markdown.footnotes"),
            footnotes_from: said("markdown.footnotes_from"),
            footnotes_range: said("markdown.footnotes_range"),
            footnote: said("markdown.footnote"),
            back: said("markdown.back"),
            link_to: said("markdown.link_to"),
            table: said("markdown.table"),
            code: said("markdown.code"),
        }
    }
}
