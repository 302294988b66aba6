//! Everything that a text names, with its bytes.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::masked::{Entity, Masked, Piece};
use super::target::{Target, Use, target};

/// One place at which a text names something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link<'t> {
    /// What is named.
    pub target: Target<'t>,
    /// The bytes that name it: the whole of `[[…]]`, or the destination as it stands, which for `[words][label]` is in the label's definition.
    pub range: Range<usize>,
    /// What it is named for.
    pub used: Use,
}

/// Lists what a text names, in the order of the bytes; nothing in code or raw HTML counts, and a definition counts once.
pub fn links(text: &str) -> Vec<Link<'_>> {
    if !text.contains(['[', '<']) {
        return Vec::new();
    }
    let masked = Masked::blocks(text);
    let mut links = collect(&masked);
    for title in masked.titles() {
        let inside = collect(&Masked::phrase(&text[title.clone()]));
        links.extend(inside.into_iter().map(|link| Link { range: title.start + link.range.start..title.start + link.range.end, ..link }));
    }
    links.sort_by_key(|link| (link.range.start, link.range.end, link.used));
    links.dedup();
    links
}

/// A link or an image that has begun and not ended.
struct Begun<'m> {
    kind: LinkType,
    destination: CowStr<'m>,
    label: CowStr<'m>,
    used: Use,
    /// Where what stands between its brackets ends, as far as it is known.
    inner_end: usize,
}

#[expect(clippy::wildcard_enum_match_arm, reason = "all other events name nothing")]
fn collect<'t>(source: &Masked<'t>) -> Vec<Link<'t>> {
    let mut links = Vec::new();
    let mut begun: Vec<Begun<'_>> = Vec::new();
    let mut in_code = false;
    let mut parser = source.parser();
    while let Some((event, range)) = parser.next() {
        let range = source.unshielded(&range);
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(said) if !in_code => links.extend(entities(source, &said)),
            Event::Start(Tag::Link { link_type: kind, dest_url: destination, id: label, .. }) => {
                begun.push(Begun { kind, destination, label, used: Use::Link, inner_end: range.start + "[".len() });
                continue;
            }
            Event::Start(Tag::Image { link_type: kind, dest_url: destination, id: label, .. }) => {
                begun.push(Begun { kind, destination, label, used: Use::Image, inner_end: range.start + "![".len() });
                continue;
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                let link = begun.pop().expect("the parser ends only what it began");
                let definition = parser.reference_definitions().get(&link.label).map(|definition| definition.span.clone());
                links.push(written(source, link, &range, definition));
            }
            _ => {}
        }
        if let Some(outer) = begun.last_mut() {
            outer.inner_end = outer.inner_end.max(range.end);
        }
    }
    links
}

fn entities<'t>(source: &Masked<'t>, said: &str) -> Vec<Link<'t>> {
    let link = |piece| match piece {
        Piece::Entity(&Entity { ref range, kind, id, .. }) => {
            Some(Link { target: Target::Entity { kind, id }, range: range.clone(), used: Use::Link })
        }
        Piece::Text(_) => None,
    };
    source.pieces(said).filter_map(link).collect()
}

/// Finds the destination where it stands; if it cannot be told from what is around it, the whole link stands for it.
fn written<'t>(source: &Masked<'t>, link: Begun<'_>, whole: &Range<usize>, definition: Option<Range<usize>>) -> Link<'t> {
    let text = source.text();
    let place = match link.kind {
        LinkType::Autolink | LinkType::Email => Some(whole.start + 1..whole.end - 1),
        LinkType::Inline => after(text, link.inner_end..whole.end, "](").map(|start| destination(text, start, whole.end)),
        LinkType::Reference
        | LinkType::ReferenceUnknown
        | LinkType::Collapsed
        | LinkType::CollapsedUnknown
        | LinkType::Shortcut
        | LinkType::ShortcutUnknown
        | LinkType::WikiLink { .. } => {
            definition.and_then(|span| after(text, span.clone(), "]:").map(|start| destination(text, start, span.end)))
        }
    };
    let said = source.restored(&link.destination);
    let range = place.filter(|place| text[place.clone()] == *said || text[place.clone()].contains(['\\', '&'])).unwrap_or(whole.clone());
    let said = if text[range.clone()] == *said { Cow::Borrowed(&text[range.clone()]) } else { Cow::Owned(said.into_owned()) };
    let target = if link.kind == LinkType::Email { Target::Web(Cow::Owned(format!("mailto:{said}"))) } else { target(said) };
    Link { target, range, used: link.used }
}

/// Returns where a destination may begin: after a sign that no backslash stands before, white space, and the signs of a quote on the next line.
fn after(text: &str, within: Range<usize>, sign: &str) -> Option<usize> {
    let inside = text.get(within.clone())?;
    let (at, _) = inside.match_indices(sign).find(|&(at, _)| !inside[..at].ends_with('\\'))?;
    let rest = &inside[at + sign.len()..];
    let line = rest.trim_start();
    let is_next_line = rest[..rest.len() - line.len()].contains(['\n', '\r']);
    let begun = if is_next_line { line.trim_start_matches(|character: char| character == '>' || character.is_whitespace()) } else { line };
    Some(within.end - begun.len())
}

/// Returns the bytes of the destination that begins at an offset, without the `<` and `>` that it may stand in.
fn destination(text: &str, start: usize, end: usize) -> Range<usize> {
    let bracketed = text[start..end].starts_with('<');
    let start = start + usize::from(bracketed);
    let mut depth = 0_i32;
    let mut escaped = false;
    for (at, character) in text[start..end].char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '>' if bracketed => return start..start + at,
            ')' if !bracketed && depth == 0 => return start..start + at,
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if !bracketed && character.is_ascii_whitespace() => return start..start + at,
            _ => {}
        }
    }
    start..end
}
