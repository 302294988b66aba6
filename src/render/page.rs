//! Renders one page.

use std::ops::Range;

use memchr::memmem;
use serde::Serialize;
use tera::{Context, Value};

use crate::finding::{Finding, Findings, nearest};
use crate::render::assets::Brand;
use crate::render::icons::Missing;
use crate::render::mistakes::{at_start, at_words, findings};
use crate::render::nav::Nav;
use crate::render::{TEMPLATE, Theme};

/// What all pages of a portal say alike, made ready for templates once.
#[derive(Clone, Debug)]
pub struct Shared(pub(super) Context);

/// Makes the variables `portal` and `brand` (`css` and `logo`, paths from the top of the portal) of every page.
///
/// # Panics
/// If the view does not serialise, which a view of plain fields always does.
pub fn shared(portal: &impl Serialize, brand: &Brand) -> Shared {
    let mut context = Context::new();
    context.insert("portal", portal);
    let paths = [("css", Some(brand.css.as_str())), ("logo", brand.logo.as_ref().map(|path| path.as_str()))];
    context.insert("brand", &std::collections::BTreeMap::from(paths));
    Shared(context)
}

/// Renders a page with the variables `nav` (`before` and `after` the place of the page's own entry), `page` and `view`.
///
/// A template that cannot be filled with them is a finding in the template; a missing icon is one too.
///
/// # Panics
/// If page or view do not serialise, which views of plain fields always do.
pub fn page(theme: &Theme, template: &str, shared: &Shared, nav: &Nav, page: &impl Serialize, view: Value) -> Result<Rendered, Findings> {
    let html = filled(theme, template, shared, nav, page, view)?;
    finished(theme, template, html)
}

/// Renders the page that holds others, which stand at the place of `<!--pages-->`; they are what [`super::sheet()`] made of each.
///
/// The findings are those of [`page()`].
///
/// # Panics
/// If page or view do not serialise, which views of plain fields always do.
pub fn paper(
    theme: &Theme,
    template: &str,
    shared: &Shared,
    nav: &Nav,
    (page, view): (&impl Serialize, Value),
    sheets: &[String],
) -> Result<Rendered, Findings> {
    let html = filled(theme, template, shared, nav, page, view)?;
    let Some((before, after)) = html.split_once(PAGES) else { return finished(theme, template, html) };
    // As large as all pages together, so it is never moved: there is room for the icons, too.
    let mut whole = String::with_capacity(html.len() + sheets.iter().map(String::len).sum::<usize>() + ROOM_FOR_ICONS);
    whole.push_str(before);
    sheets.iter().for_each(|sheet| whole.push_str(sheet));
    whole.push_str(after);
    finished(theme, template, whole)
}

/// How many bytes the icons of a page take at most, as a rule.
const ROOM_FOR_ICONS: usize = 32 * 1024;

/// Where the template of the page that holds others wants them.
const PAGES: &str = "<!--pages-->";

/// What a page shows beside what all pages do stands between these; they are not published.
const MARKS: [&str; 2] = ["<!--content-->", "<!--/content-->"];

/// A page as it is published.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The page.
    pub html: String,
    content: Range<usize>,
}

impl Rendered {
    /// Returns what the page shows beside what all pages do; nothing where its template does not mark it.
    pub fn content(&self) -> &str {
        &self.html[self.content.clone()]
    }
}

fn finished(theme: &Theme, template: &str, mut html: String) -> Result<Rendered, Findings> {
    theme.icons.fill(&mut html).map_err(|missing| no_icons(theme, template, &missing))?;
    let [start, end] = MARKS.map(|mark| {
        let at = memmem::find(html.as_bytes(), mark.as_bytes());
        if let Some(at) = at {
            html.replace_range(at..at + mark.len(), "");
        }
        at
    });
    let content = start.zip(end).filter(|(start, end)| start <= end).map_or(0..0, |(start, end)| start..end);
    Ok(Rendered { html, content })
}

fn filled(theme: &Theme, template: &str, shared: &Shared, nav: &Nav, page: &impl Serialize, view: Value) -> Result<String, Findings> {
    if !theme.has_template(template) {
        return Err(vec![no_template(theme, template)]);
    }
    let mut context = shared.0.clone();
    context.insert("nav", &std::collections::BTreeMap::from([("before", Some(&nav.before)), ("after", nav.after.as_ref())]));
    context.insert("page", page);
    context.insert_value("view", view);
    theme.tera.render(template, &context).map_err(|error| findings(&error, template, &theme.templates))
}

pub(super) fn no_template(theme: &Theme, template: &str) -> Finding {
    let finding = Finding::placeless(TEMPLATE, format!("theme `{}` has no template `{template}`", theme.name));
    match nearest(template, theme.templates.keys().map(String::as_str)) {
        Some(near) => finding.help(format!("there is `{near}`; a theme that says `extends = \"default\"` has every template")),
        None => finding.help("say `extends = \"default\"` in its theme.toml"),
    }
}

fn no_icons(theme: &Theme, template: &str, missing: &Missing) -> Findings {
    match missing {
        Missing::Icons(icons) => icons.iter().map(|icon| no_icon(theme, template, icon)).collect(),
        Missing::Placeholder => {
            let message = "the page uses icons and has no place for them".to_owned();
            vec![at_start(message, template, &theme.templates).help("write `<!--sprite-->` after `<body>`")]
        }
    }
}

fn no_icon(theme: &Theme, template: &str, icon: &str) -> Finding {
    let message = format!("the theme's icons.svg has no `{icon}`");
    // The name was put together while the page was filled; where it stands whole, or without its first letter, is the likely place.
    let quoted = format!("\"{}\"", icon.split_once('-').map_or(icon, |(_, name)| name));
    let holds = |words: &str| theme.templates.iter().find(|(_, text)| text.text.contains(words)).map(|(name, _)| name.as_str());
    let reference = format!("#{icon}");
    let finding = match (holds(&reference), holds(&quoted)) {
        (Some(name), _) => at_words(message, name, &reference, &theme.templates),
        (None, Some(name)) => at_words(message, name, &quoted, &theme.templates),
        (None, None) => at_start(message, template, &theme.templates),
    };
    match nearest(icon, theme.icons.names()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding,
    }
}
