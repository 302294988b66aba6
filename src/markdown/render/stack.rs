//! What is open: elements that Markdown ends, and those that end with whatever holds them.
//!
//! The marks of a block may cross lists and quotes, since they are read by lines.
//! So a box ends at the latest with the element that it began in, and internal matter that a box does not reach gets one of its own.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Part, Writer};
use crate::markdown::fence::Fence;
use crate::markdown::html::{attribute, escape};

/// Something that is open, and what closes it.
pub(super) struct Open {
    pub(super) kind: Kind,
    close: Cow<'static, str>,
}

/// What kind of thing is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An element that an event ends.
    Element,
    /// A heading.
    Heading,
    /// An element within a line.
    Inline,
    /// The first row of a table.
    Head,
    /// A list whose items are steps.
    Steps,
    /// A step: text that stands in no paragraph gets one.
    Step,
    /// A link.
    Link,
    /// A block between marks, up to this byte of the text. Ends by itself.
    Fenced(Fence, usize),
    /// A paragraph or label around words that have none. Ends by itself, before the next block.
    Words,
    /// A list of definitions. Ends by itself, before anything that may not stand in it.
    Definitions,
}

impl Kind {
    fn ends_by_itself(self) -> bool {
        matches!(self, Kind::Fenced(..) | Kind::Words | Kind::Definitions)
    }
}

impl Writer<'_> {
    /// Writes a start tag, and keeps what closes it.
    pub(super) fn open(&mut self, kind: Kind, start: &str, close: impl Into<Cow<'static, str>>) {
        match kind {
            Kind::Link => self.links += 1,
            Kind::Fenced(Fence::Internal, _) => self.internal += 1,
            Kind::Fenced(Fence::Note | Fence::Warning | Fence::Steps, _)
            | Kind::Element
            | Kind::Heading
            | Kind::Inline
            | Kind::Head
            | Kind::Steps
            | Kind::Step
            | Kind::Words
            | Kind::Definitions => {}
        }
        self.html.push_str(start);
        self.stack.push(Open { kind, close: close.into() });
    }

    /// Closes the innermost element that an event ends, and what is left open in it.
    pub(super) fn end(&mut self) {
        while self.top().is_some_and(Kind::ends_by_itself) {
            self.close();
        }
        self.close();
    }

    /// Closes everything.
    pub(super) fn close_all(&mut self) {
        while !self.stack.is_empty() {
            self.close();
        }
    }

    /// Ends the line after a block that stands in nothing else.
    pub(super) fn end_line(&mut self) {
        if self.stack.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    /// Tells whether a heading is open.
    pub(super) fn in_heading(&self) -> bool {
        self.stack.iter().any(|open| open.kind == Kind::Heading)
    }

    /// Returns what is innermost.
    pub(super) fn top(&self) -> Option<Kind> {
        self.stack.last().map(|open| open.kind)
    }

    /// Makes room for a block that begins at a byte: closes words, definitions and boxes that end before it, and boxes what is internal.
    pub(super) fn make_room(&mut self, part: Part<'_, '_>, at: usize) {
        self.leave(at);
        self.close_words();
        self.box_internal(part, at);
    }

    /// Closes what may hold no block.
    pub(super) fn close_words(&mut self) {
        while matches!(self.top(), Some(Kind::Words | Kind::Definitions)) {
            self.close();
        }
    }

    /// Closes the boxes that end before a byte, as far as they were opened in the innermost element.
    pub(super) fn leave(&mut self, at: usize) {
        while let Some(depth) = self.innermost_box(at) {
            self.stack_down_to(depth);
        }
    }

    /// Opens a box for internal matter that is in none.
    pub(super) fn box_internal(&mut self, part: Part<'_, '_>, at: usize) {
        if !self.is_bare_internal(part, at) {
            return;
        }
        let Some(internal) = part.source.internal_at(at) else { return };
        // Not past the box around it, so that inner boxes never end after outer ones.
        let end = match self.top() {
            Some(Kind::Fenced(_, end)) => internal.end.min(end),
            _ => internal.end,
        };
        self.open_box(Fence::Internal, "", end);
    }

    /// Tells whether a byte lies in an internal block and no box shows it.
    pub(super) fn is_bare_internal(&self, part: Part<'_, '_>, at: usize) -> bool {
        self.internal == 0 && part.source.internal_at(at).is_some()
    }

    /// Opens the box of a mark, with the author's title.
    pub(super) fn open_box(&mut self, fence: Fence, title: &str, end: usize) {
        let kind = Kind::Fenced(fence, end);
        let words = Arc::clone(&self.ids.words);
        match fence {
            Fence::Steps => self.open(kind, "", ""),
            Fence::Note if title.is_empty() => self.open_note(kind, Icon::Info, "", &[&words.note], ""),
            Fence::Note => self.open_note(kind, Icon::Info, "", &[], title),
            Fence::Warning if title.is_empty() => self.open_note(kind, Icon::Warn, r#" data-st="bad""#, &[&words.warning], ""),
            Fence::Warning => self.open_note(kind, Icon::Warn, r#" data-st="bad""#, &[&words.warning, ": "], title),
            Fence::Internal if title.is_empty() => self.open_internal(kind, &[&words.not_published], ""),
            Fence::Internal => self.open_internal(kind, &[&words.not_published, " "], title),
        }
    }

    /// Opens an `aside` with an icon and a title: some words, then Markdown within a line.
    pub(super) fn open_note(&mut self, kind: Kind, icon: Icon, status: &str, words: &[&str], title: &str) {
        self.open(kind, &format!(r#"<aside class="note" role="note"{status}>"#), "</div></aside>");
        self.note_title(icon, words, title);
    }

    fn open_internal(&mut self, kind: Kind, words: &[&str], title: &str) {
        let mut start = r#"<aside class="note note--internal" role="note" data-st="warn" data-internal"#.to_owned();
        attribute(&mut start, "aria-label", &self.ids.words.internal);
        start.push('>');
        self.open(kind, &start, "</div></aside>");
        self.note_title(Icon::Warn, words, title);
    }

    fn note_title(&mut self, icon: Icon, words: &[&str], title: &str) {
        let icon = icon.name();
        self.html.push_str(&format!(r##"<svg class="i" aria-hidden="true"><use href="#{icon}"/></svg><div><b>"##));
        for said in words {
            escape(&mut self.html, said);
        }
        self.phrase(title);
        self.html.push_str("</b>");
    }

    /// Returns the depth of the innermost box, if it was opened in the innermost element and ends before a byte.
    fn innermost_box(&self, at: usize) -> Option<usize> {
        for (depth, open) in self.stack.iter().enumerate().rev() {
            match open.kind {
                Kind::Fenced(_, end) => return (end <= at).then_some(depth),
                Kind::Words | Kind::Definitions => {}
                Kind::Element | Kind::Heading | Kind::Inline | Kind::Head | Kind::Steps | Kind::Step | Kind::Link => return None,
            }
        }
        None
    }

    fn stack_down_to(&mut self, depth: usize) {
        while self.stack.len() > depth {
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(Open { kind, close }) = self.stack.pop() else { return };
        self.html.push_str(&close);
        match kind {
            Kind::Link => self.links -= 1,
            Kind::Fenced(Fence::Internal, _) => self.internal -= 1,
            Kind::Fenced(Fence::Note | Fence::Warning | Fence::Steps, _)
            | Kind::Element
            | Kind::Heading
            | Kind::Inline
            | Kind::Head
            | Kind::Steps
            | Kind::Step
            | Kind::Words
            | Kind::Definitions => {}
        }
        if !matches!(kind, Kind::Inline | Kind::Link) {
            self.end_line();
        }
    }
}

/// An icon of the page's sprite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Icon {
    Info,
    Bulb,
    Warn,
}

impl Icon {
    fn name(self) -> &'static str {
        match self {
            Icon::Info => "i-info",
            Icon::Bulb => "i-bulb",
            Icon::Warn => "i-warn",
        }
    }
}
