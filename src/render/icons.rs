//! Puts into a page the icons that it uses, and no others, as one inline sprite.
//!
//! Inline, because a reference into another file does not work from a folder on the disk.

use std::collections::{BTreeMap, BTreeSet};

use memchr::memmem;

/// Where a template wants the sprite.
const PLACEHOLDER: &str = "<!--sprite-->";

/// The icons of a theme by id: symbols, and patterns that fill bars.
#[derive(Default)]
pub(super) struct Icons(BTreeMap<String, Shape>);

struct Shape {
    element: Element,
    markup: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Symbol,
    Pattern,
}

impl Icons {
    /// Adds the icons of a sheet, which is an SVG file of `<symbol id="…">` and `<pattern id="…">`; one that is there is replaced.
    pub(super) fn add(&mut self, sheet: &str) {
        for (element, open, close) in [(Element::Symbol, "<symbol id=\"", "</symbol>"), (Element::Pattern, "<pattern id=\"", "</pattern>")]
        {
            for (start, _) in sheet.match_indices(open) {
                let rest = &sheet[start..];
                let (Some(end), Some((id, _))) = (rest.find(close), rest[open.len()..].split_once('"')) else { continue };
                self.0.insert(id.to_owned(), Shape { element, markup: rest[..end + close.len()].to_owned() });
            }
        }
    }

    /// Writes the sprite into a rendered page, or names what the page uses and the theme has not.
    pub(super) fn fill(&self, html: &mut String) -> Result<(), Missing> {
        let used = used(html);
        let unknown: Vec<String> = used.iter().filter(|id| !self.0.contains_key(**id)).map(|id| (*id).to_owned()).collect();
        if !unknown.is_empty() {
            return Err(Missing::Icons(unknown));
        }
        let sprite = self.sprite(&used);
        match memmem::find(html.as_bytes(), PLACEHOLDER.as_bytes()) {
            Some(at) => html.replace_range(at..at + PLACEHOLDER.len(), &sprite),
            None if sprite.is_empty() => {}
            None => return Err(Missing::Placeholder),
        }
        Ok(())
    }

    /// Names the icons of the theme.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    fn sprite(&self, used: &BTreeSet<&str>) -> String {
        let drawn = |element| used.iter().filter_map(|id| self.0.get(*id)).filter(move |shape| shape.element == element);
        let symbols: String = drawn(Element::Symbol).map(|shape| shape.markup.as_str()).collect();
        let patterns: String = drawn(Element::Pattern).map(|shape| shape.markup.as_str()).collect();
        if symbols.is_empty() && patterns.is_empty() {
            return String::new();
        }
        let patterns = if patterns.is_empty() { patterns } else { format!("<defs>{patterns}</defs>") };
        format!("<svg class=\"sprite\" width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\">{symbols}{patterns}</svg>")
    }
}

/// Why a page cannot get its sprite.
pub(super) enum Missing {
    /// These are not in the theme.
    Icons(Vec<String>),
    /// The page uses icons and has no place for them.
    Placeholder,
}

/// Finds the icons that a page uses: drawn, as a fill, or named for a script in `data-icons`.
fn used(html: &str) -> BTreeSet<&str> {
    let mut used = BTreeSet::new();
    let after = |needle: &'static str| memmem::find_iter(html.as_bytes(), needle).map(move |at| (at, &html[at + needle.len()..]));
    // In a text `<` is always escaped, so the first can only be a tag; the other two may be quoted by an author.
    for (_, rest) in after("<use href=\"#") {
        used.extend(until_quote(rest));
    }
    for (_, rest) in after(" fill=\"url(#").filter(|(at, _)| inside_tag(&html[..*at])) {
        used.extend(until_quote(rest).and_then(|id| id.strip_suffix(')')));
    }
    for (_, rest) in after(" data-icons=\"").filter(|(at, _)| inside_tag(&html[..*at])) {
        used.extend(until_quote(rest).into_iter().flat_map(str::split_ascii_whitespace));
    }
    used
}

fn until_quote(text: &str) -> Option<&str> {
    text.split_once('"').map(|(before, _)| before)
}

fn inside_tag(before: &str) -> bool {
    before.rfind(['<', '>']).is_some_and(|at| before.as_bytes()[at] == b'<')
}
