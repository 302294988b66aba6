//! What stands within a line: words, emphasis, code, links and images.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::document::{Document, end_of};
use super::stack::Kind;
use super::{Part, Resolved, Writer};
use crate::markdown::html::{attribute, escape};
use crate::markdown::masked::{Entity, Masked, Piece};
use crate::markdown::plain::flatten;
use crate::markdown::target::{Target, Use, percent_decoded, target};

impl Writer<'_> {
    /// Writes Markdown within a line.
    pub(super) fn phrase(&mut self, text: &str) {
        let source = Masked::phrase(text);
        let events = source.events();
        self.inlines(Part { source: &source, events: &events, document: &Document::default() }, 0..events.len());
    }

    /// Writes what some events within a line say.
    pub(super) fn inlines(&mut self, part: Part<'_, '_>, range: Range<usize>) {
        let mut index = range.start;
        while index < range.end {
            index = self.inline(part, index);
        }
    }

    /// Writes what one event says, or an image whole, and returns the index of the next.
    pub(super) fn inline(&mut self, part: Part<'_, '_>, index: usize) -> usize {
        let (event, range) = &part.events[index];
        match event {
            Event::Text(said) => match part.source.mark_as_text(range) {
                Some(mark) => escape(&mut self.html, mark),
                None => self.words(part.source, said),
            },
            Event::Code(said) => {
                self.html.push_str("<code>");
                escape(&mut self.html, &part.source.restored(said));
                self.html.push_str("</code>");
            }
            Event::Html(said) | Event::InlineHtml(said) | Event::InlineMath(said) | Event::DisplayMath(said) => {
                escape(&mut self.html, &part.source.restored(said));
            }
            Event::FootnoteReference(label) => self.footnote_reference(label, part),
            Event::SoftBreak => self.html.push('\n'),
            Event::HardBreak => self.html.push_str("<br>"),
            Event::Start(tag) => return self.start(part, index, tag),
            Event::End(_) => self.end(),
            Event::Rule | Event::TaskListMarker(_) => {}
        }
        index + 1
    }

    /// Returns the words of some events, with the names of what they link.
    pub(super) fn plain(&self, part: Part<'_, '_>, range: Range<usize>) -> String {
        let name = |entity: &Entity<'_>| match (self.resolve)(&Target::Entity { kind: entity.kind, id: entity.id }, Use::Link) {
            Resolved::Link { title: Some(words), .. } | Resolved::Plain(words) => words,
            Resolved::Link { title: None, .. } | Resolved::Missing => entity.id.to_owned(),
        };
        flatten(part.source, &part.events[range], &name)
    }

    /// Makes an image from the events between two, if it is a file that can be shown.
    pub(super) fn image(&self, part: Part<'_, '_>, start: usize, end: usize, title: &str) -> Option<String> {
        let Event::Start(Tag::Image { dest_url, .. }) = &part.events[start].0 else { return None };
        let target = target(part.source.restored(dest_url));
        let Target::File { .. } = target else { return None };
        let Resolved::Link { href, .. } = (self.resolve)(&target, Use::Image) else { return None };
        let mut image = "<img".to_owned();
        attribute(&mut image, "src", &href);
        attribute(&mut image, "alt", &self.plain(part, start + 1..end));
        if !title.is_empty() {
            attribute(&mut image, "title", title);
        }
        image.push_str(r#" loading="lazy">"#);
        Some(image)
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "all other elements are blocks, of which a line has none")]
    fn start(&mut self, part: Part<'_, '_>, index: usize, tag: &Tag<'_>) -> usize {
        match tag {
            Tag::Emphasis => self.open(Kind::Inline, "<em>", "</em>"),
            Tag::Strong => self.open(Kind::Inline, "<strong>", "</strong>"),
            Tag::Strikethrough => self.open(Kind::Inline, "<del>", "</del>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                let destination = part.source.restored(dest_url);
                let is_mail = *link_type == LinkType::Email;
                let target = if is_mail { Target::Web(Cow::Owned(format!("mailto:{destination}"))) } else { target(destination) };
                let words = self.link(&target, &part.source.restored(title));
                if matches!(part.events[index + 1].0, Event::End(_)) {
                    // A link without words could not be seen.
                    escape(&mut self.html, words.as_deref().unwrap_or(&part.source.restored(dest_url)));
                }
            }
            Tag::Image { title, .. } => {
                let end = end_of(part.events, index);
                match self.image(part, index, end, &part.source.restored(title)) {
                    Some(image) => self.html.push_str(&image),
                    None => {
                        let words = self.plain(part, index + 1..end);
                        escape(&mut self.html, &words);
                    }
                }
                return end + 1;
            }
            _ => self.open(Kind::Inline, "", ""),
        }
        index + 1
    }

    /// Opens a link, and returns what to call it if there are no words in it.
    fn link(&mut self, target: &Target<'_>, hint: &str) -> Option<String> {
        let (href, words) = match self.lead(target) {
            Resolved::Link { href, title } => (Some(href), title),
            Resolved::Plain(words) => (None, Some(words)),
            Resolved::Missing => (None, None),
        };
        match href.filter(|_| self.links == 0) {
            Some(href) => {
                let mut start = "<a".to_owned();
                attribute(&mut start, "href", &href);
                if !hint.is_empty() {
                    attribute(&mut start, "title", hint);
                }
                start.push('>');
                self.open(Kind::Link, &start, "</a>");
            }
            // No link may stand in another.
            None => self.open(Kind::Inline, "", ""),
        }
        words
    }

    /// Writes text and the entities that it links.
    pub(super) fn words(&mut self, source: &Masked<'_>, said: &str) {
        for piece in source.pieces(said) {
            match piece {
                Piece::Text(text) => self.text(text),
                Piece::Entity(entity) => self.entity(entity),
            }
        }
    }

    /// Writes text, and links the first use of each term in the page; not in headings and links.
    fn text(&mut self, text: &str) {
        let mut written = 0;
        for found in self.ids.unlinked(text) {
            if self.links > 0 || self.in_heading() {
                break;
            }
            let target = Target::Entity { kind: Some("term"), id: &found.id };
            let Resolved::Link { href, .. } = (self.resolve)(&target, Use::Link) else { continue };
            escape(&mut self.html, &text[written..found.range.start]);
            self.html.push_str(r#"<a class="def""#);
            attribute(&mut self.html, "href", &href);
            self.html.push('>');
            escape(&mut self.html, &text[found.range.clone()]);
            self.html.push_str("</a>");
            self.ids.note_term(&found.id);
            written = found.range.end;
        }
        escape(&mut self.html, &text[written..]);
    }

    fn entity(&mut self, entity: &Entity<'_>) {
        let (kind, id) = (entity.kind, entity.id);
        let words = self.link(&Target::Entity { kind, id }, "");
        match entity.words {
            Some(own) => self.phrase(own),
            None => escape(&mut self.html, words.as_deref().unwrap_or(id)),
        }
        self.end();
    }

    /// Tells where a link leads: what the text itself can answer, and for the rest what the caller says.
    fn lead(&self, target: &Target<'_>) -> Resolved {
        let link = |href: String| Resolved::Link { title: Some(href.clone()), href };
        match target {
            Target::Web(address) => link(address.replace(' ', "%20")),
            Target::Refused(_) => Resolved::Missing,
            Target::Anchor(name) => match self.anchors.get(&*percent_decoded(Cow::Borrowed(name))) {
                Some(anchor) => link(format!("#{anchor}")),
                None => (self.resolve)(target, Use::Link),
            },
            Target::File { anchor: Some(anchor), .. } => {
                let mut resolved = (self.resolve)(target, Use::Link);
                if let Resolved::Link { href, .. } = &mut resolved
                    && !href.contains('#')
                {
                    href.push('#');
                    href.push_str(anchor);
                }
                resolved
            }
            Target::Entity { .. } | Target::File { anchor: None, .. } => (self.resolve)(target, Use::Link),
        }
    }
}
