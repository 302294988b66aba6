//! Footnotes: their numbers, and the list of them under the text.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Part, Writer};
use crate::markdown::html::{attribute, escape};

/// The footnotes of a text and how far they are numbered: in the order in which the text refers to them, and then as they stand.
#[derive(Default)]
pub(super) struct Footnotes {
    /// How many the page had before this text.
    before: usize,
    /// The numbers, by footnote.
    numbers: BTreeMap<usize, usize>,
    /// The footnotes that have a number, in its order, each with how often it was referred to.
    numbered: Vec<(usize, usize)>,
}

impl Footnotes {
    /// Begins the numbers of a text, for a page that had some before.
    pub(super) fn after(before: usize) -> Self {
        Footnotes { before, ..Footnotes::default() }
    }
}

impl Writer<'_> {
    /// Writes the number of a footnote where the text refers to it.
    pub(super) fn footnote_reference(&mut self, label: &str, part: Part<'_, '_>) {
        let Some(&footnote) = part.document.labels.get(&label.to_lowercase()) else {
            return escape(&mut self.html, &format!("[^{label}]"));
        };
        let number = self.number(footnote);
        let (_, references) = &mut self.footnotes.numbered[number - self.footnotes.before - 1];
        *references += 1;
        let id = reference_id(number, *references);
        self.html.push_str(&format!(r##"<sup id="{id}"><a href="#fn-{number}""##));
        attribute(&mut self.html, "aria-label", &self.ids.words.footnote.replace("{number}", &number.to_string()));
        self.html.push_str(&format!(">{number}</a></sup>"));
    }

    /// Writes the footnotes of a text. What nothing refers to stands last: it was written to be read.
    pub(super) fn footnote_list(&mut self, part: Part<'_, '_>) {
        if part.document.footnotes.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.html);
        let mut notes: Vec<String> = Vec::new();
        let mut defined = 0..part.document.footnotes.len();
        loop {
            // A footnote may refer to others, which get their numbers while it is written.
            while let Some(&(footnote, _)) = self.footnotes.numbered.get(notes.len()) {
                self.footnote(part, &part.document.footnotes[footnote]);
                notes.push(std::mem::take(&mut self.html));
            }
            let Some(footnote) = defined.next() else { break };
            self.number(footnote);
        }
        self.html = text;
        self.start_section(notes.len());
        for (index, note) in notes.iter().enumerate() {
            let number = self.footnotes.before + index + 1;
            self.html.push_str(&format!(r#"<li id="fn-{number}">{note}"#));
            self.back_links(number, self.footnotes.numbered[index].1);
            self.html.push_str("</li>");
        }
        self.html.push_str("</ol></section>");
    }

    /// Returns the number of a footnote, which it gets now if it has none.
    fn number(&mut self, footnote: usize) -> usize {
        if let Some(&number) = self.footnotes.numbers.get(&footnote) {
            return number;
        }
        let number = self.ids.footnote();
        self.footnotes.numbers.insert(footnote, number);
        self.footnotes.numbered.push((footnote, 0));
        number
    }

    /// Opens the list. Where the page has several, their names tell them apart.
    fn start_section(&mut self, count: usize) {
        let first = self.footnotes.before + 1;
        let words = &self.ids.words;
        let label = match (first, count) {
            (1, _) => words.footnotes.clone(),
            (first, 1) => words.footnotes_from.replace("{first}", &first.to_string()),
            (first, count) => {
                words.footnotes_range.replace("{first}", &first.to_string()).replace("{last}", &(first + count - 1).to_string())
            }
        };
        self.html.push_str(r#"<section class="fn""#);
        attribute(&mut self.html, "aria-label", &label);
        self.html.push_str(&if first == 1 { "><ol>".to_owned() } else { format!(r#"><ol start="{first}">"#) });
    }

    fn footnote(&mut self, part: Part<'_, '_>, events: &Range<usize>) {
        if is_one_paragraph(part, events) && !self.is_bare_internal(part, part.events[events.start].1.start) {
            return self.inlines(part, events.start + 1..events.end - 1);
        }
        self.blocks(part, events.clone());
        self.close_all();
        self.html.truncate(self.html.trim_end().len());
    }

    fn back_links(&mut self, number: usize, references: usize) {
        for reference in 1..=references {
            self.html.push_str(&format!(r##" <a href="#{}""##, reference_id(number, reference)));
            attribute(&mut self.html, "aria-label", &self.ids.words.back);
            self.html.push_str(">↩</a>");
        }
    }
}

fn reference_id(number: usize, reference: usize) -> String {
    if reference == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{reference}") }
}

fn is_one_paragraph(part: Part<'_, '_>, events: &Range<usize>) -> bool {
    let inside = &part.events[events.clone()];
    let ends = inside.iter().filter(|(event, _)| matches!(event, Event::End(TagEnd::Paragraph))).count();
    let first = matches!(inside.first(), Some((Event::Start(Tag::Paragraph), _)));
    let last = matches!(inside.last(), Some((Event::End(TagEnd::Paragraph), _)));
    first && last && ends == 1
}
