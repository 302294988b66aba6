//! What must be known of a text before its first element is written.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markdown::heading::{Heading, outline};
use crate::markdown::masked::{Located, Masked};

/// What the events say of each other over a distance.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// The headings, by the index of their first event.
    pub(super) outline: BTreeMap<usize, Heading>,
    /// The lists all of whose items are tasks, by the index of their first event.
    pub(super) task_lists: BTreeSet<usize>,
    /// The footnotes as they are defined: the events between start and end.
    pub(super) footnotes: Vec<Range<usize>>,
    /// The footnote of each label in lower case; of several with one label, the first.
    pub(super) labels: BTreeMap<String, usize>,
    /// The last event of each footnote, by its first.
    pub(super) footnote_ends: BTreeMap<usize, usize>,
}

impl Document {
    #[expect(clippy::wildcard_enum_match_arm, reason = "all other events say nothing over a distance")]
    pub(super) fn read(source: &Masked<'_>, events: &[Located<'_>]) -> Self {
        let mut document = Document { outline: outline(source, events), ..Document::default() };
        let mut lists: Vec<usize> = Vec::new();
        let mut notes: Vec<usize> = Vec::new();
        for (index, (event, _)) in events.iter().enumerate() {
            match event {
                Event::Start(Tag::List(first)) => {
                    lists.push(index);
                    if first.is_none() {
                        document.task_lists.insert(index);
                    }
                }
                Event::End(TagEnd::List(_)) => {
                    lists.pop();
                }
                Event::Start(Tag::Item) if !is_task(&events[index + 1..]) => {
                    lists.last().map(|list| document.task_lists.remove(list));
                }
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    document.labels.entry(label.to_lowercase()).or_insert(document.footnotes.len());
                    notes.push(document.footnotes.len());
                    document.footnotes.push(index + 1..index + 1);
                }
                Event::End(TagEnd::FootnoteDefinition) => {
                    let note = notes.pop().expect("the parser ends only what it began");
                    document.footnotes[note].end = index;
                    document.footnote_ends.insert(document.footnotes[note].start - 1, index);
                }
                _ => {}
            }
        }
        document
    }
}

/// Returns the index of the end that belongs to a start.
pub(super) fn end_of(events: &[Located<'_>], start: usize) -> usize {
    let mut depth = 0;
    for (index, (event, _)) in events.iter().enumerate().skip(start) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) if depth == 1 => return index,
            Event::End(_) => depth -= 1,
            Event::Text(_)
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::TaskListMarker(_) => {}
        }
    }
    events.len()
}

/// Tells whether a list item that begins before these events is a task with words.
fn is_task(events: &[Located<'_>]) -> bool {
    let mut events = events.iter().map(|(event, _)| event).skip_while(|event| matches!(event, Event::Start(Tag::Paragraph)));
    matches!(events.next(), Some(Event::TaskListMarker(_)))
}
