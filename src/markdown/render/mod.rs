//! Markdown to the HTML that the theme's stylesheet is written for.
//!
//! The events are written out one after the other, with a stack of what is open and no recursion by depth, so nesting costs no more than length.
//! [`stack`] keeps the HTML well formed whatever crosses whatever, [`blocks`] and [`inline`] write the elements, [`footnotes`] their list.

mod blocks;
mod document;
mod footnotes;
mod inline;
mod stack;

use std::collections::BTreeMap;

use self::document::Document;
use self::footnotes::Footnotes;
use self::stack::Open;
use super::html::Html;
use super::ids::Ids;
use super::masked::{Located, Masked};
use super::target::{Target, Use};

/// Answers what a link leads to. It is asked about entities, files, and anchors that no heading of the text has; never about web addresses.
pub type Resolve<'a> = &'a dyn Fn(&Target<'_>, Use) -> Resolved;

/// What a link turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// Something with an address.
    Link {
        /// The address, relative to the page that the text is on. The anchor of a file is added to it if it has none.
        href: String,
        /// What to call it where the author gave no words.
        title: Option<String>,
    },
    /// Words without an address, such as the client's short name; words of the author's stand instead.
    Plain(String),
    /// Nothing: the author's words stand, or else the id.
    Missing,
}

/// Writes a text in blocks that stands under the title of its page: its outermost headings are `h2`.
///
/// An internal block that is still in the text is shown in a marked box.
/// Links inside links are shown as their words; an image is shown only if it is a file, never from elsewhere.
pub fn to_html(text: &str, ids: &mut Ids, resolve: Resolve<'_>) -> Html {
    to_html_under(text, 1, ids, resolve)
}

/// Writes a text in blocks that stands under a heading of this level: its outermost headings are one level lower, and none is above `h2` or below `h6`.
pub fn to_html_under(text: &str, level: u8, ids: &mut Ids, resolve: Resolve<'_>) -> Html {
    let source = Masked::blocks(text);
    let events = source.events();
    let document = Document::read(&source, &events);
    let part = Part { source: &source, events: &events, document: &document };
    let mut writer = Writer::new(level, ids, resolve);
    writer.take_anchors(&document);
    writer.footnotes = Footnotes::after(writer.ids.footnotes());
    writer.blocks(part, 0..events.len());
    writer.close_all();
    writer.footnote_list(part);
    writer.into_html()
}

/// Writes text within a line: no element that it makes is a block, and what would begin one elsewhere is text.
///
/// It takes nothing from `ids`: a line has no heading and no footnote.
pub fn phrase_to_html(text: &str, ids: &mut Ids, resolve: Resolve<'_>) -> Html {
    let mut writer = Writer::new(1, ids, resolve);
    writer.phrase(text);
    writer.into_html()
}

/// A text and its events.
#[derive(Clone, Copy)]
struct Part<'p, 't> {
    source: &'p Masked<'t>,
    events: &'p [Located<'p>],
    document: &'p Document,
}

/// What has been written and what is open.
struct Writer<'w> {
    resolve: Resolve<'w>,
    ids: &'w mut Ids,
    html: String,
    stack: Vec<Open>,
    /// How many links are open: there is one at most, and none begins in it.
    links: usize,
    /// How many internal boxes are open.
    internal: usize,
    /// The ids in the page of this text's headings, by what an author calls them.
    anchors: BTreeMap<String, String>,
    /// The number of the element that the outermost headings become.
    top_level: u8,
    /// The number of the last heading's element, or of the one that the text stands under.
    level: u8,
    /// The words of the last heading.
    section: String,
    /// The classes of the columns of the table that is open, and the column of the next cell.
    columns: Vec<&'static str>,
    column: usize,
    footnotes: Footnotes,
}

impl<'w> Writer<'w> {
    fn new(level: u8, ids: &'w mut Ids, resolve: Resolve<'w>) -> Self {
        let level = level.clamp(1, 5);
        Writer {
            resolve,
            ids,
            html: String::new(),
            stack: Vec::new(),
            links: 0,
            internal: 0,
            anchors: BTreeMap::new(),
            top_level: level + 1,
            level,
            section: String::new(),
            columns: Vec::new(),
            column: 0,
            footnotes: Footnotes::default(),
        }
    }

    /// Takes the ids of all headings at once: a link may stand before the heading that it names.
    fn take_anchors(&mut self, document: &Document) {
        for heading in document.outline.values() {
            let anchor = self.ids.anchor(&heading.id);
            self.anchors.insert(heading.id.clone(), anchor);
        }
    }

    fn into_html(mut self) -> Html {
        self.html.truncate(self.html.trim_end().len());
        Html::trusted(self.html)
    }
}
