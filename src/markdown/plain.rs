//! A text without markup, on one line: for lists, search and the description of a page.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::masked::{Entity, Located, Mark, Masked, Piece};
use super::target::Target;

/// Returns the words of a text in blocks with single spaces between them.
///
/// `words` gives the name of an entity that is linked without words of the author's; where it gives nothing, the id stands.
pub fn to_plain(text: &str, words: &dyn Fn(&Target<'_>) -> Option<String>) -> String {
    let source = Masked::blocks(text);
    flatten(&source, &source.events(), &|entity| name(entity, words))
}

/// Returns the words of a text within a line, in which `1.` or `>` at the beginning is a word like others.
pub fn phrase_to_plain(text: &str, words: &dyn Fn(&Target<'_>) -> Option<String>) -> String {
    phrase(text, &|entity| name(entity, words))
}

/// Returns the words among some events.
#[expect(clippy::wildcard_enum_match_arm, reason = "all other events say nothing")]
pub(super) fn flatten(source: &Masked<'_>, events: &[Located<'_>], words: &dyn Fn(&Entity<'_>) -> String) -> String {
    let mut plain = String::new();
    let mut in_code = false;
    for (event, range) in events {
        match event {
            Event::Text(said) if in_code => plain.extend(source.code(said, range).into_iter().map(|(_, text)| text)),
            Event::Text(said) => match source.mark_as_text(range) {
                Some(mark) => plain.push_str(mark),
                None => push_pieces(&mut plain, source, said, words),
            },
            Event::Code(said) | Event::Html(said) | Event::InlineHtml(said) => plain.push_str(&source.restored(said)),
            Event::Rule => {
                if let Some(Mark::Open(_, block)) = source.mark(range) {
                    plain.push(' ');
                    plain.push_str(&phrase(&source.text()[block.title.clone()], words));
                }
                plain.push(' ');
            }
            Event::SoftBreak | Event::HardBreak => plain.push(' '),
            Event::Start(tag) if !is_inline(&tag.to_end()) => {
                in_code = matches!(tag, Tag::CodeBlock(_));
                plain.push(' ');
            }
            Event::End(tag) if !is_inline(tag) => {
                in_code = false;
                plain.push(' ');
            }
            _ => {}
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the words of Markdown within a line.
pub(super) fn phrase(text: &str, words: &dyn Fn(&Entity<'_>) -> String) -> String {
    let source = Masked::phrase(text);
    flatten(&source, &source.events(), words)
}

fn name(entity: &Entity<'_>, words: &dyn Fn(&Target<'_>) -> Option<String>) -> String {
    words(&Target::Entity { kind: entity.kind, id: entity.id }).unwrap_or_else(|| entity.id.to_owned())
}

fn push_pieces(plain: &mut String, source: &Masked<'_>, said: &str, words: &dyn Fn(&Entity<'_>) -> String) {
    for piece in source.pieces(said) {
        match piece {
            Piece::Text(text) => plain.push_str(text),
            Piece::Entity(entity) => match entity.words {
                Some(own) => plain.push_str(&phrase(own, words)),
                None => plain.push_str(&words(entity)),
            },
        }
    }
}

fn is_inline(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}
