//! What every page carries around its own view: names, navigation, breadcrumbs, the line at its foot.

use serde::Serialize;

use super::here::{DateView, Here, Who};
use super::words::Words;
use super::{Site, Subject, routes};
use crate::files::SitePath;
use crate::model::entity::Common;
use crate::model::page as written;
use crate::model::portal::{Edition, Entity, Portal};

/// What all pages of a portal share.
#[derive(Clone, Debug, Serialize)]
pub struct Shell {
    /// The client.
    pub client: Names,
    /// The provider.
    pub provider: Names,
    /// The language of the pages, a BCP 47 tag.
    pub language: String,
    /// The day that everything was judged by; shown on home and on paper.
    pub built: DateView,
    /// `client` or `internal`.
    pub edition: &'static str,
    /// The mail address that hears of mistakes.
    pub feedback: Option<String>,
    /// Whether the brand has a picture.
    pub has_logo: bool,
    /// Whether `print.html` holds every page in one; a portal of more than 2,000 entities has none.
    pub on_paper: bool,
    /// Whether there is a search: where there is nothing, nothing can be found.
    pub search: bool,
}

/// A name in full and for running text.
#[derive(Clone, Debug, Serialize)]
pub struct Names {
    /// In full.
    pub title: String,
    /// For running text.
    pub short: String,
}

/// What one page carries around its own view.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// Where the page stands in the navigation.
    pub within: Within,
    /// The page itself.
    pub page: About,
}

/// Where a page stands in the navigation: all pages with the same have the same navigation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Within {
    /// The way from the page's folder to the portal's top, empty or `../`.
    pub root: String,
    /// The path of the entry that is open, if there is one.
    pub entry: Option<String>,
    /// Whether the page is that entry's own, or one below it.
    pub current: &'static str,
}

impl Within {
    /// Returns the place of a page at the portal's top that has no entry.
    pub fn top() -> Within {
        Within { root: String::new(), entry: None, current: "page" }
    }
}

/// What a page says of itself.
#[derive(Clone, Debug, Serialize)]
pub struct About {
    /// The page's title.
    pub title: String,
    /// One sentence on what it holds.
    pub description: Option<String>,
    /// Its path in the portal.
    pub path: String,
    /// The way from its folder to the portal's top, empty or `../`.
    pub root: String,
    /// The pages above it and itself.
    pub crumbs: Vec<Crumb>,
    /// Who keeps it true, and since when.
    pub footer: Footer,
    /// The stylesheets that it needs.
    pub styles: Vec<&'static str>,
    /// The scripts that it needs.
    pub scripts: Vec<&'static str>,
}

/// One step of the breadcrumbs.
#[derive(Clone, Debug, Serialize)]
pub struct Crumb {
    /// What it is called.
    pub title: String,
    /// Where it leads; nothing for the page itself.
    pub href: Option<String>,
}

/// A group of the navigation.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// What it is called.
    pub title: String,
    /// Its entries.
    pub items: Vec<Item>,
}

/// An entry of the navigation.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// What it is called.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// How many things stand there.
    pub count: Option<usize>,
    /// `page` on the page itself, `section` on a page below it.
    pub current: Option<&'static str>,
}

/// Who keeps a page true, and since when.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Footer {
    /// The owner.
    pub owner: Option<Who>,
    /// The last review.
    pub reviewed: Option<DateView>,
    /// The day by which the next review is due.
    pub next_review: Option<DateView>,
}

/// Makes what all pages of a portal share.
pub fn shell(site: &Site<'_>) -> Shell {
    let portal = site.portal;
    Shell {
        client: Names { title: portal.client.common.title.clone(), short: portal.client_short().to_owned() },
        provider: Names { title: portal.provider.title.clone(), short: portal.provider.short().to_owned() },
        language: portal.language().to_owned(),
        built: DateView::new(site.words(), portal.today),
        edition: match portal.edition {
            Edition::Client => "client",
            Edition::Internal => "internal",
        },
        feedback: portal.client.own.feedback.clone(),
        has_logo: portal.client.own.brand.logo.is_some(),
        on_paper: site.lists.contains(&Subject::Paper),
        search: site.lists.contains(&Subject::Search),
    }
}

/// Makes the frame of a page; `above` are the pages between home and it.
pub(super) fn frame(here: &Here<'_>, title: &str, above: &[(&str, &SitePath)], common: Option<&Common>) -> Frame {
    let home = SitePath::new("index.html");
    let mut crumbs = Vec::new();
    if here.path != home {
        crumbs.push(Crumb { title: here.words().t("title.home"), href: Some(here.href(&home)) });
        crumbs.extend(above.iter().map(|(title, path)| Crumb { title: (*title).to_owned(), href: Some(here.href(path)) }));
        crumbs.push(Crumb { title: title.to_owned(), href: None });
    }
    let page = About {
        title: title.to_owned(),
        description: common.and_then(|common| common.summary.as_ref()).map(|summary| here.plain(summary.as_str())),
        path: here.path.to_string(),
        root: root(&here.path),
        crumbs,
        footer: footer(here, common.unwrap_or(&here.site.portal.client.common)),
        styles: vec!["portal", "pages"],
        scripts: vec!["portal"],
    };
    Frame { within: within(here, above), page }
}

/// An entry that the navigation may have: its page, how many things stand there.
type Possible = (Subject, Option<usize>);

/// Returns where a page stands: its own entry, else that of the nearest page above it.
fn within(here: &Here<'_>, above: &[(&str, &SitePath)]) -> Within {
    let root = root(&here.path);
    let entries = || here.site.entries.iter().flat_map(|(_, entries)| entries).map(|entry| &entry.path);
    if let Some(path) = entries().find(|path| **path == here.path) {
        return Within { root, entry: Some(path.to_string()), current: "page" };
    }
    let section = above.iter().rev().find_map(|(_, above)| entries().find(|path| path == above));
    Within { root, entry: section.map(|path| path.to_string()), current: "section" }
}

fn root(path: &SitePath) -> String {
    "../".repeat(path.as_str().matches('/').count())
}

/// Makes the groups of the navigation as pages that stand in one place of it have them.
pub fn navigation(site: &Site<'_>, within: &Within) -> Vec<Group> {
    let item = |entry: &Entry| {
        let current = (within.entry.as_deref() == Some(entry.path.as_str())).then_some(within.current);
        Item { title: entry.title.clone(), href: format!("{}{}", within.root, entry.path), count: entry.count, current }
    };
    site.entries.iter().map(|(title, entries)| Group { title: title.clone(), items: entries.iter().map(item).collect() }).collect()
}

/// Returns the lists of the navigation, as a page at the top has them; the pages that authors wrote are entities of their own.
pub(super) fn lists(site: &Site<'_>) -> impl Iterator<Item = Item> {
    let items = navigation(site, &Within::top()).into_iter().flat_map(|group| group.items);
    items.filter(|item| !item.href.starts_with("pages/"))
}

/// An entry of the navigation.
#[derive(Debug)]
pub(super) struct Entry {
    title: String,
    path: SitePath,
    count: Option<usize>,
}

/// Returns the entries that a portal has, under their headings; a heading without any is left out.
pub(super) fn entries(portal: &Portal, lists: &[Subject], words: Words<'_>) -> Vec<(String, Vec<Entry>)> {
    let stands = |(subject, _): &Possible| lists.contains(subject);
    let entry = |(subject, count): Possible| Some(Entry { title: words.t(subject.title()?), path: subject.path(), count });
    let planned = groups(portal).into_iter();
    let mut groups: Vec<(String, Vec<Entry>)> =
        planned.map(|(title, items)| (words.t(title), items.into_iter().filter(stands).filter_map(entry).collect())).collect();
    for (section, page) in written(portal) {
        let section = section.map_or_else(|| words.t("nav.more"), str::to_owned);
        let entry = Entry { title: page.common.title.clone(), path: Subject::Page(page.id.clone()).path(), count: None };
        match groups.iter_mut().find(|(title, _)| *title == section) {
            Some((_, entries)) => entries.push(entry),
            None => groups.push((section, vec![entry])),
        }
    }
    groups.retain(|(_, entries)| !entries.is_empty());
    groups
}

/// Returns the groups that a portal with everything has.
fn groups(portal: &Portal) -> [(&'static str, Vec<Possible>); 5] {
    [
        ("nav.start", vec![(Subject::Home, None), (Subject::Incidents, None), (Subject::Contacts, None)]),
        (
            "nav.who",
            vec![
                (Subject::Responsibilities, Some(portal.responsibilities.len())),
                (Subject::Duties, None),
                (Subject::Decisions, Some(portal.decisions.len())),
            ],
        ),
        (
            "nav.how",
            vec![
                (Subject::Services, Some(portal.services.len())),
                (Subject::Coverage, None),
                (Subject::Continuity, None),
                (Subject::Vendors, Some(portal.vendors.len())),
                (Subject::Procedures, Some(portal.procedures.len())),
            ],
        ),
        ("nav.both", vec![(Subject::Collaboration, None), (Subject::Practices, Some(portal.practices.len())), (Subject::Calendar, None)]),
        ("nav.proof", vec![(Subject::Compliance, None), (Subject::Glossary, None), (Subject::AToZ, None)]),
    ]
}

/// Returns the pages that authors gave a place in the navigation, with the heading that each stands under if it says one.
fn written(portal: &Portal) -> Vec<(Option<&str>, &Entity<written::Page>)> {
    let placed =
        portal.pages.iter().filter(|page| page.id.as_str() != routes::HOME).filter_map(|page| Some((page.own.nav.as_ref()?, page)));
    let mut placed: Vec<_> = placed.collect();
    placed.sort_by_key(|(nav, _)| nav.order.unwrap_or(i64::MAX));
    placed.into_iter().map(|(nav, page)| (nav.section.as_deref(), page)).collect()
}

fn footer(here: &Here<'_>, common: &Common) -> Footer {
    Footer {
        owner: common.owner.as_ref().map(|owner| here.who(owner)),
        reviewed: common.reviewed.map(|day| here.date(day)),
        next_review: here.site.portal.next_review(common).map(|day| here.date(day)),
    }
}
