//! The blocks: paragraphs, headings, lists, steps, tables, code, and the boxes of marks.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, Tag};

use super::document::end_of;
use super::stack::{Icon, Kind};
use super::{Part, Writer};
use crate::markdown::fence::Fence;
use crate::markdown::heading::Heading;
use crate::markdown::html::{attribute, escape};
use crate::markdown::masked::Mark;

impl Writer<'_> {
    /// Writes the blocks that some events make.
    pub(super) fn blocks(&mut self, part: Part<'_, '_>, range: Range<usize>) {
        let mut index = range.start;
        while index < range.end {
            index = self.block(part, index);
        }
    }

    /// Writes what one event or more make, and returns the index of the next.
    #[expect(clippy::wildcard_enum_match_arm, reason = "all other events are within a line")]
    fn block(&mut self, part: Part<'_, '_>, index: usize) -> usize {
        let (event, bytes) = &part.events[index];
        let at = bytes.start;
        match event {
            Event::Start(Tag::Paragraph) => return self.paragraph(part, index),
            Event::Start(Tag::Heading { .. }) => self.heading(part, index),
            Event::Start(Tag::BlockQuote(kind)) => self.quote(part, at, *kind),
            Event::Start(Tag::CodeBlock(kind)) => return self.code(part, index, kind),
            Event::Start(Tag::HtmlBlock) => return self.raw_html(part, index),
            Event::Start(Tag::List(first)) => self.list(part, index, *first),
            Event::Start(Tag::Item) if self.top() == Some(Kind::Steps) => return self.step(part, index),
            Event::Start(Tag::Item) => {
                self.open(Kind::Element, "<li>", "</li>");
                self.box_internal(part, at);
            }
            Event::Start(Tag::FootnoteDefinition(_)) => return part.document.footnote_ends[&index] + 1,
            Event::Start(Tag::DefinitionList) => {
                self.make_room(part, at);
                self.open(Kind::Element, "", "");
            }
            Event::Start(Tag::DefinitionListTitle) => self.definition(at, "<dt>", "</dt>"),
            Event::Start(Tag::DefinitionListDefinition) => {
                self.definition(at, "<dd>", "</dd>");
                self.box_internal(part, at);
            }
            Event::Start(Tag::Table(alignments)) => self.table(part, at, alignments),
            Event::Start(Tag::TableHead) => self.row(Kind::Head, "<thead><tr>", "</tr></thead><tbody>"),
            Event::Start(Tag::TableRow) => self.row(Kind::Element, "<tr>", "</tr>"),
            Event::Start(Tag::TableCell) => self.cell(part, index),
            Event::Rule => self.rule(part, bytes),
            Event::TaskListMarker(_) => self.task(part, index),
            Event::End(_) => self.end(),
            _ => {
                self.open_step_words();
                return self.inline(part, index);
            }
        }
        index + 1
    }

    fn paragraph(&mut self, part: Part<'_, '_>, index: usize) -> usize {
        self.make_room(part, part.events[index].1.start);
        if let Some(next) = self.figure(part, index) {
            return next;
        }
        // The label of a task takes the paragraph's place.
        let is_task = matches!(part.events[index + 1].0, Event::TaskListMarker(_));
        let (start, close) = if is_task { ("", "") } else { ("<p>", "</p>") };
        self.open(Kind::Element, start, close);
        index + 1
    }

    /// Writes a paragraph that holds but an image with a title.
    fn figure(&mut self, part: Part<'_, '_>, index: usize) -> Option<usize> {
        let Event::Start(Tag::Image { title, .. }) = &part.events[index + 1].0 else { return None };
        let end = end_of(part.events, index + 1);
        let alone = matches!(part.events[end + 1].0, Event::End(_));
        let image = self.image(part, index + 1, end, "").filter(|_| alone && !title.is_empty())?;
        self.html.push_str("<figure>");
        self.html.push_str(&image);
        self.html.push_str("<figcaption>");
        escape(&mut self.html, &part.source.restored(title));
        self.html.push_str("</figcaption></figure>");
        self.end_line();
        Some(end + 2)
    }

    fn heading(&mut self, part: Part<'_, '_>, index: usize) {
        self.make_room(part, part.events[index].1.start);
        // A heading without words would be announced and say nothing.
        let Some(heading) = part.document.outline.get(&index) else { return self.open(Kind::Element, "", "") };
        let text = self.plain(part, index + 1..end_of(part.events, index));
        let level = (self.top_level + heading.level - 1).min(6);
        let anchor = self.anchors.get(&heading.id).cloned().unwrap_or_default();
        let mut start = format!("<h{level}");
        attribute(&mut start, "id", &anchor);
        start.push('>');
        let mut close = String::new();
        if level <= 3 {
            close.push_str(r#" <a class="hash""#);
            attribute(&mut close, "href", &format!("#{anchor}"));
            attribute(&mut close, "aria-label", &self.ids.words.link_to.replace("{heading}", &text));
            close.push_str(">#</a>");
        }
        close.push_str(&format!("</h{level}>"));
        self.open(Kind::Heading, &start, close);
        self.level = level;
        self.section.clone_from(&text);
        self.ids.note_heading(Heading { level, id: anchor, text });
    }

    fn quote(&mut self, part: Part<'_, '_>, at: usize, kind: Option<BlockQuoteKind>) {
        self.make_room(part, at);
        let Some(kind) = kind else { return self.open(Kind::Element, "<blockquote>", "</blockquote>") };
        let words = Arc::clone(&self.ids.words);
        let (icon, status, title) = match kind {
            BlockQuoteKind::Note => (Icon::Info, "", &words.note),
            BlockQuoteKind::Tip => (Icon::Bulb, r#" data-st="ok""#, &words.tip),
            BlockQuoteKind::Important => (Icon::Info, r#" data-st="warn""#, &words.important),
            BlockQuoteKind::Warning => (Icon::Warn, r#" data-st="bad""#, &words.warning),
            BlockQuoteKind::Caution => (Icon::Warn, r#" data-st="warn""#, &words.caution),
        };
        self.open_note(Kind::Element, icon, status, &[title], "");
    }

    /// Writes code, in as many pieces as internal blocks cut it into. What follows the language after the fence is its name.
    fn code(&mut self, part: Part<'_, '_>, index: usize, kind: &CodeBlockKind<'_>) -> usize {
        let (end, at) = (end_of(part.events, index), part.events[index].1.start);
        let name = match kind {
            CodeBlockKind::Fenced(language) => {
                part.source.restored(language.split_once(char::is_whitespace).map_or("", |(_, name)| name.trim()))
            }
            CodeBlockKind::Indented => "".into(),
        };
        let mut pieces: Vec<(usize, String)> = Vec::new();
        for (event, range) in &part.events[index + 1..end] {
            let Event::Text(said) = event else { continue };
            for (start, text) in part.source.code(said, range) {
                match pieces.last_mut() {
                    Some((first, piece)) if part.source.internal_at(*first) == part.source.internal_at(start) => piece.push_str(&text),
                    _ => pieces.push((start, text.into_owned())),
                }
            }
        }
        if pieces.is_empty() {
            pieces.push((at, String::new()));
        }
        for (start, text) in pieces {
            self.make_room(part, start);
            self.html.push_str(r#"<pre tabindex="0" role="group""#);
            attribute(&mut self.html, "aria-label", if name.is_empty() { &self.ids.words.code } else { &name });
            self.html.push_str("><code>");
            escape(&mut self.html, &text);
            self.html.push_str("</code></pre>");
            self.end_line();
        }
        end + 1
    }

    /// Writes a block of raw HTML as text.
    fn raw_html(&mut self, part: Part<'_, '_>, index: usize) -> usize {
        let end = end_of(part.events, index);
        let mut text = String::new();
        for (event, range) in &part.events[index + 1..end] {
            if let Event::Html(said) | Event::Text(said) = event {
                text.push_str(&part.source.written(said, range).map_or_else(|| part.source.restored(said), Into::into));
            }
        }
        self.make_room(part, part.events[index].1.start);
        self.html.push_str("<p>");
        escape(&mut self.html, text.trim_end());
        self.html.push_str("</p>");
        self.end_line();
        end + 1
    }

    fn list(&mut self, part: Part<'_, '_>, index: usize, first: Option<u64>) {
        self.make_room(part, part.events[index].1.start);
        match first {
            _ if self.is_in_steps() => self.open(Kind::Steps, r#"<ol class="steps">"#, "</ol>"),
            None if part.document.task_lists.contains(&index) => self.open(Kind::Element, r#"<ul class="tasks">"#, "</ul>"),
            None => self.open(Kind::Element, "<ul>", "</ul>"),
            Some(1) => self.open(Kind::Element, "<ol>", "</ol>"),
            Some(first) => self.open(Kind::Element, &format!(r#"<ol start="{first}">"#), "</ol>"),
        }
    }

    /// Writes the start of a step. Bold words at its beginning are its title.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only text can begin with a space")]
    fn step(&mut self, part: Part<'_, '_>, index: usize) -> usize {
        let at = part.events[index].1.start;
        self.html.push_str("<li>");
        let in_paragraph = matches!(part.events[index + 1].0, Event::Start(Tag::Paragraph));
        let first = index + 1 + usize::from(in_paragraph);
        if self.is_bare_internal(part, at) || !matches!(part.events[first].0, Event::Start(Tag::Strong)) {
            self.open(Kind::Step, "<div>", "</div></li>");
            self.box_internal(part, at);
            return index + 1;
        }
        let end = end_of(part.events, first);
        let level = (self.level + 1).min(6);
        self.html.push_str(&format!("<h{level}>"));
        self.inlines(part, first + 1..end);
        self.html.push_str(&format!("</h{level}>"));
        self.open(Kind::Step, "<div>", "</div></li>");
        let mut next = end + 1;
        while matches!(part.events[next].0, Event::SoftBreak | Event::HardBreak) {
            next += 1;
        }
        if in_paragraph && matches!(part.events[next].0, Event::End(_)) {
            return next + 1;
        }
        if in_paragraph {
            self.open(Kind::Element, "<p>", "</p>");
        }
        // Between title and text stands a space that neither needs.
        match &part.events[next].0 {
            Event::Text(said) if said.starts_with(' ') => {
                self.open_step_words();
                self.words(part.source, said.trim_start());
                next + 1
            }
            _ => next,
        }
    }

    /// Opens a paragraph for words that stand in a step and in no paragraph.
    fn open_step_words(&mut self) {
        if self.top() == Some(Kind::Step) {
            self.open(Kind::Words, "<p>", "</p>");
        }
    }

    /// Tells whether a list here is one of steps. An internal box does not take it out of them.
    fn is_in_steps(&self) -> bool {
        for open in self.stack.iter().rev() {
            match open.kind {
                Kind::Fenced(Fence::Internal, _) | Kind::Words | Kind::Definitions => {}
                Kind::Fenced(fence, _) => return fence == Fence::Steps,
                Kind::Element | Kind::Heading | Kind::Inline | Kind::Head | Kind::Steps | Kind::Step | Kind::Link => return false,
            }
        }
        false
    }

    /// Opens a term or what it means, and the list around them if there is none.
    fn definition(&mut self, at: usize, start: &str, close: &'static str) {
        self.leave(at);
        if self.top() != Some(Kind::Definitions) {
            self.close_words();
            self.open(Kind::Definitions, "<dl>", "</dl>");
        }
        self.open(Kind::Element, start, close);
    }

    fn table(&mut self, part: Part<'_, '_>, at: usize, alignments: &[Alignment]) {
        self.make_room(part, at);
        let class = |alignment: &Alignment| match alignment {
            Alignment::None | Alignment::Left => "",
            Alignment::Center => "center",
            Alignment::Right => "num-c",
        };
        self.columns = alignments.iter().map(class).collect();
        let label =
            if self.section.is_empty() { self.ids.label(&Arc::clone(&self.ids.words).table) } else { self.ids.label(&self.section) };
        let mut start = r#"<div class="table-wrap" tabindex="0" role="region""#.to_owned();
        attribute(&mut start, "aria-label", &label);
        start.push_str(r#"><table class="table">"#);
        self.open(Kind::Element, &start, "</tbody></table></div>");
    }

    fn row(&mut self, kind: Kind, start: &str, close: &'static str) {
        self.column = 0;
        self.open(kind, start, close);
    }

    fn cell(&mut self, part: Part<'_, '_>, index: usize) {
        let is_empty = matches!(part.events[index + 1].0, Event::End(_));
        let (mut start, close) = match self.top() {
            Some(Kind::Head) if !is_empty => (r#"<th scope="col""#.to_owned(), "</th>"),
            _ => ("<td".to_owned(), "</td>"),
        };
        match self.columns.get(self.column) {
            Some(&class) if !class.is_empty() => attribute(&mut start, "class", class),
            _ => {}
        }
        start.push('>');
        self.column += 1;
        self.open(Kind::Element, &start, close);
    }

    /// Writes a thematic break, or what the mark under it opens or closes.
    fn rule(&mut self, part: Part<'_, '_>, bytes: &Range<usize>) {
        match part.source.mark(bytes) {
            Some(Mark::Open(fence, block)) => {
                self.leave(bytes.start);
                self.close_words();
                if fence != Fence::Internal {
                    self.box_internal(part, bytes.start);
                }
                self.open_box(fence, &part.source.text()[block.title.clone()], block.lines.end);
            }
            Some(Mark::Close(block)) => self.leave(block.lines.end),
            None => {
                self.make_room(part, bytes.start);
                self.html.push_str("<hr>");
                self.end_line();
            }
        }
    }

    /// Writes the box of a task and the label that holds its words.
    fn task(&mut self, part: Part<'_, '_>, index: usize) {
        self.open_step_words();
        let is_done = part.events[index].0 == Event::TaskListMarker(true);
        // A box without words would have no label.
        if matches!(part.events[index + 1].0, Event::End(_)) {
            self.html.push_str(if is_done { "[x]" } else { "[ ]" });
            return;
        }
        let checked = if is_done { " checked" } else { "" };
        self.open(Kind::Words, &format!(r#"<label><input type="checkbox"{checked} disabled><span>"#), "</span></label>");
    }
}
