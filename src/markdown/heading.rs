//! The headings of a text: their outline, and the ids that anchors name.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::masked::{Located, Masked};
use super::plain::flatten;

/// The longest id that a heading gets, in bytes, so that one heading cannot fill a page.
const LONGEST_ID: usize = 80;

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// How deep it lies. From [`headings`], 1 is the outermost and no level is skipped; from [`Ids`](super::Ids), the number of its `h` element.
    pub level: u8,
    /// From [`headings`], what an author's `#anchor` names, once in a text; from [`Ids`](super::Ids), its id in the page.
    pub id: String,
    /// Its words, without markup.
    pub text: String,
}

/// Lists the headings of a text that have words, in order. In an entity link without words, its id stands for its title.
///
/// The number of `#` is read as an outline, so `##` under nothing is as high as `#`, and `####` under `##` is one level lower.
pub fn headings(text: &str) -> Vec<Heading> {
    if !text.contains(['#', '=', '-']) {
        return Vec::new();
    }
    let masked = Masked::blocks(text);
    outline(&masked, &masked.events()).into_values().collect()
}

/// Returns the id that a heading has in a page, if no text before it on that page has the same heading.
pub(super) fn page_anchor(id: &str) -> String {
    // The page's own ids never begin like this.
    format!("t-{id}")
}

/// Lists the headings among the events of a text, by the index of the event that begins them.
#[expect(clippy::wildcard_enum_match_arm, reason = "no other event has to do with headings")]
pub(super) fn outline(source: &Masked<'_>, events: &[Located<'_>]) -> BTreeMap<usize, Heading> {
    let mut headings = BTreeMap::new();
    let mut above: Vec<HeadingLevel> = Vec::new();
    let mut slugs = Unique::default();
    let mut start = 0;
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Heading { .. }) => start = index,
            Event::End(TagEnd::Heading(sign)) => {
                let text = flatten(source, &events[start + 1..index], &|entity| entity.id.to_owned());
                if text.is_empty() {
                    continue;
                }
                while above.pop_if(|outer| *outer >= *sign).is_some() {}
                above.push(*sign);
                let level = u8::try_from(above.len()).expect("there are six signs, each lower than the one above");
                headings.insert(start, Heading { level, id: slugs.take(slug(&text), '-'), text });
            }
            _ => {}
        }
    }
    headings
}

/// Gives each name once.
#[derive(Clone, Debug, Default)]
pub(super) struct Unique(BTreeMap<String, usize>);

impl Unique {
    /// Returns the name, or with a number after it if it is taken.
    pub(super) fn take(&mut self, name: String, join: char) -> String {
        let mut unique = name.clone();
        while self.0.contains_key(&unique) {
            let count = self.0.entry(name.clone()).or_insert(1);
            *count += 1;
            unique = format!("{name}{join}{count}");
        }
        self.0.insert(unique.clone(), 1);
        unique
    }
}

/// Returns the words of a heading in lower case with single hyphens between them.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    let words = text.split(|character: char| !character.is_alphanumeric() && !matches!(character, '\'' | '’'));
    for word in words.filter(|word| word.contains(char::is_alphanumeric)) {
        if slug.len() >= LONGEST_ID {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        let letters = word.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase);
        slug.extend(letters.take(LONGEST_ID));
    }
    if slug.is_empty() { "section".to_owned() } else { slug }
}
