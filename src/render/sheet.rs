//! A page as a part of another one: its ids are told from those of other pages, and its links lead to where these pages stand now.
//!
//! The page that holds others lies at the top of the portal. HTML is read tag by tag (HTML Living Standard, section 13.2.5);
//! what is no tag of a known attribute stays as it is.

use std::borrow::Cow;
use std::collections::BTreeMap;

use memchr::memchr;

use crate::files::SitePath;

/// The pages that stand on another one, each with the id of the element that holds it.
pub type Sheets = BTreeMap<SitePath, String>;

/// Attributes that name one or several elements of their page.
const REFERENCES: [&str; 12] = [
    "for",
    "form",
    "list",
    "headers",
    "popovertarget",
    "commandfor",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "aria-details",
    "aria-activedescendant",
];

/// Makes a part of another page from what a page shows: an `<article>` with the page's id, whose headings are a level lower.
///
/// `own` and `content` are the page's path and HTML. A page that is none of the `sheets` has no id, and nothing leads to it.
/// What only leads around within the page, its `<nav>`, is left out, as are links to files that a reader takes along, and its named sections are groups instead of landmarks.
pub fn sheet(own: &SitePath, content: &str, sheets: &Sheets) -> String {
    let id = sheets.get(own).map_or("", String::as_str);
    let mut sheet = String::with_capacity(content.len() + content.len() / 8);
    sheet.push_str("<article class=\"sheet");
    sheet.push_str(if own.as_str().contains('/') { "\" id=\"" } else { " sheet--first\" id=\"" });
    sheet.push_str(id);
    sheet.push_str("\">\n");
    let mut rest = content;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        let (text, from) = rest.split_at(at);
        sheet.push_str(text);
        let length = markup(from);
        let (tag, after) = from.split_at(length);
        if tag.starts_with("<nav") {
            rest = after.split_once("</nav>").map_or("", |(_, after)| after);
            continue;
        }
        if tag.starts_with("<a ") && tag.ends_with(" download>") {
            rest = after.split_once("</a>").map_or("", |(_, after)| after);
            continue;
        }
        Tag { own, id, sheets }.write(tag, &mut sheet);
        rest = after;
    }
    sheet.push_str(rest);
    sheet.push_str("\n</article>\n");
    sheet
}

/// Returns how many bytes a tag or a comment takes, from its `<` on; one if it is neither.
fn markup(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |end| end + 3);
    }
    if !text[1..].starts_with(|first: char| first.is_ascii_alphabetic() || first == '/') {
        return 1;
    }
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            (None, b'>') => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// How the tags of one page are written.
struct Tag<'a> {
    own: &'a SitePath,
    id: &'a str,
    sheets: &'a Sheets,
}

impl Tag<'_> {
    fn write(&self, tag: &str, out: &mut String) {
        let start = if tag.starts_with("</") { 2 } else { 1 };
        let end = tag[start..].find(|character: char| !character.is_ascii_alphanumeric()).map_or(tag.len(), |end| start + end);
        let name = &tag[start..end];
        out.push_str(&tag[..start]);
        out.push_str(lowered(name));
        if start == 2 || tag.starts_with("<!") || name.is_empty() {
            out.push_str(&tag[end..]);
            return;
        }
        if name == "section" && tag.contains(" aria-label") && !tag.contains(" role=") {
            out.push_str(" role=\"group\"");
        }
        let mut rest = &tag[end..];
        // An attribute whose value stands in quotes; templates write no other that matters here.
        while let Some((before, after)) = rest.split_once('=') {
            let attribute = before.rsplit(|character: char| character.is_ascii_whitespace() || character == '/').next().unwrap_or_default();
            out.push_str(before);
            out.push('=');
            let value = after.chars().next().filter(|quote| matches!(quote, '"' | '\'')).and_then(|quote| {
                let (value, behind) = after[1..].split_once(quote)?;
                Some((quote, value, behind))
            });
            let Some((quote, value, behind)) = value else {
                rest = after;
                continue;
            };
            out.push(quote);
            out.push_str(&self.value(name, attribute, value));
            out.push(quote);
            rest = behind;
        }
        out.push_str(rest);
    }

    fn value<'v>(&self, element: &str, attribute: &str, value: &'v str) -> Cow<'v, str> {
        match attribute {
            "id" => self.here(value).into(),
            // One page has one region of a name; a page of many has many, and they would be no landmarks.
            "role" if value == "region" => "group".into(),
            // Choices of one name belong together, and those of another page do not.
            "name" if element == "input" => self.here(value).into(),
            // Symbols are the whole page's.
            "href" if element == "use" => value.into(),
            "href" | "src" => self.link(value),
            _ if REFERENCES.contains(&attribute) => {
                value.split_ascii_whitespace().map(|id| self.here(id)).collect::<Vec<_>>().join(" ").into()
            }
            _ => value.into(),
        }
    }

    /// Returns an id of the page as it is among those of other pages.
    fn here(&self, id: &str) -> String {
        format!("{}--{id}", self.id)
    }

    fn link<'v>(&self, link: &'v str) -> Cow<'v, str> {
        if let Some(id) = link.strip_prefix('#') {
            return format!("#{}", self.here(id)).into();
        }
        let (path, fragment) = link.split_once('#').map_or((link, None), |(path, fragment)| (path, Some(fragment)));
        let Some(target) = self.own.linked(path) else { return link.into() };
        match (self.sheets.get(&target), fragment) {
            // What a list filters by, such as `area=network`, is no place on paper.
            (Some(sheet), Some(fragment)) if !fragment.contains('=') => format!("#{sheet}--{fragment}").into(),
            (Some(sheet), _) => format!("#{sheet}").into(),
            (None, Some(fragment)) => format!("{target}#{fragment}").into(),
            (None, None) => target.to_string().into(),
        }
    }
}

/// Returns the name of a heading that is a level lower; any other name as it is.
fn lowered(name: &str) -> &str {
    match name {
        "h1" => "h2",
        "h2" => "h3",
        "h3" => "h4",
        "h4" => "h5",
        "h5" => "h6",
        other => other,
    }
}
