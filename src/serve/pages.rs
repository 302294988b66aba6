//! The server's own pages, and the tag that it puts into a portal's.

use serde::Serialize;
use tera::{Context, Tera};

use super::answer::short_hash;
use super::live::{told, word};
use super::preview::{Look, Preview, State, titles};
use super::variant::Variant;
use crate::finding::report::{self, Picture, pictures};
use crate::model::portal::Edition;

/// The server's own pages.
pub(super) struct Pages {
    tera: Tera,
}

#[derive(Serialize)]
struct Row {
    id: String,
    title: String,
    href: String,
    /// The other edition, and its word.
    other: (String, &'static str),
    state: &'static str,
    errors: bool,
    findings: String,
}

/// What of a page a browser must have new, and what it can swap.
struct Tag<'a> {
    variant: &'a str,
    version: &'a str,
    token: Option<&'a str>,
    own: bool,
}

impl Pages {
    /// Reads the templates, which are part of the program.
    ///
    /// # Panics
    /// If one of them is wrong, which every test would show.
    pub(super) fn new() -> Pages {
        let mut tera = Tera::default();
        let templates = [
            ("frame.html", include_str!("pages/frame.html")),
            ("list.html", include_str!("pages/list.html")),
            ("nothing.html", include_str!("pages/nothing.html")),
        ];
        tera.add_raw_templates(templates).expect("the server's own templates are sound");
        Pages { tera }
    }

    /// Makes the list of clients with what was found for each. What concerns none alone can be opened in the editor by the token.
    pub(super) fn list(&self, preview: &Preview, token: Option<&str>) -> Vec<u8> {
        let looks = preview.look_at_all();
        let moment = preview.moment();
        let titles = titles(&moment);
        let rows = looks.iter().map(|(client, look)| {
            let variant = Variant::of(client);
            let other = match preview.edition(&variant) {
                Edition::Client => Edition::Internal,
                Edition::Internal => Edition::Client,
            };
            Row {
                id: client.clone(),
                title: titles.get(client.as_str()).copied().unwrap_or(client).to_owned(),
                href: format!("/{variant}/"),
                other: (format!("/{}/", Variant { edition: Some(other), ..variant }), other.word()),
                state: word(look.state),
                errors: crate::finding::any_error(&look.findings),
                findings: report::summary(&told(look)),
            }
        });
        let mut context = Context::new();
        context.insert("rows", &rows.collect::<Vec<_>>());
        context.insert("findings", &pictures(&moment.findings, &moment.opened.sources));
        context.insert("provider", &moment.opened.workspace.settings.as_ref().map(|settings| settings.value.provider.title.clone()));
        context.insert("day", &moment.today.to_string());
        self.own("list.html", &context, &Tag { variant: "", version: &moment.number.to_string(), token, own: true })
    }

    /// Makes the page that stands where there is no portal to show.
    ///
    /// Its findings can be opened in the editor by the token, in the way of a portal's; mistakes of a single page cannot.
    pub(super) fn nothing(&self, variant: &Variant, look: &Look, mistakes: &[Picture], token: Option<&str>) -> Vec<u8> {
        let moment = &look.moment;
        let mut context = Context::new();
        let titles = titles(moment);
        context.insert("title", titles.get(variant.client.as_str()).unwrap_or(&variant.client.as_str()));
        context.insert("state", if mistakes.is_empty() { word(look.state) } else { word(State::Stopped) });
        context.insert("internal", &format!("/{}/", Variant { edition: Some(Edition::Internal), ..variant.clone() }));
        let findings = if mistakes.is_empty() { pictures(&told(look), &moment.opened.sources) } else { mistakes.to_vec() };
        context.insert("findings", &findings);
        let token = token.filter(|_| mistakes.is_empty());
        let (variant, number) = (variant.to_string(), look.number.to_string());
        self.own("nothing.html", &context, &Tag { variant: &variant, version: &number, token, own: true })
    }

    fn own(&self, template: &str, context: &Context, tag: &Tag<'_>) -> Vec<u8> {
        let html = self.tera.render(template, context).expect("the server's own templates fit their values");
        put_tag(html.into_bytes(), tag)
    }
}

/// Puts the live script into a page of a portal.
pub(super) fn with_script(html: &[u8], variant: &Variant, version: &str, token: Option<&str>) -> Vec<u8> {
    put_tag(html.to_vec(), &Tag { variant: &variant.to_string(), version, token, own: false })
}

fn put_tag(html: Vec<u8>, tag: &Tag<'_>) -> Vec<u8> {
    const END: &[u8] = b"</head>";
    let at = html.windows(END.len()).position(|window| window == END).unwrap_or(html.len());
    let (head, body) = html.split_at(at);
    let Tag { variant, version, token, own } = tag;
    let token = token.map_or(String::new(), |token| format!(" data-token=\"{token}\""));
    let own = if *own { " data-own" } else { "" };
    let (page, frame) = (short_hash(&html), short_hash(&[&without_styles(head), body].concat()));
    // Variants, numbers and hashes hold nothing that an attribute could not.
    let tag = format!(
        "<script src=\"/-/live.js\" data-variant=\"{variant}\" data-version=\"{version}\" data-page=\"{page}\" data-frame=\"{frame}\"{token}{own} defer></script>\n"
    );
    [head, tag.as_bytes(), body].concat()
}

/// Returns the head of a page without its stylesheets: two pages that are the same but for these need no reload.
fn without_styles(head: &[u8]) -> Vec<u8> {
    let lines = head.split_inclusive(|byte| *byte == b'\n');
    lines.filter(|line| !line.starts_with(b"<link rel=\"stylesheet\"")).flatten().copied().collect()
}
