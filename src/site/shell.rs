//! What every page carries around its own view: names, navigation, breadcrumbs, the line at its foot.

use serde::Serialize;

use super::here::{DateView, Here, Who};
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
    /// The groups of the navigation.
    pub nav: Vec<Group>,
    /// The page itself.
    pub page: About,
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
        language: portal.client.own.language.clone().unwrap_or_else(|| "en".to_owned()),
        built: DateView::new(portal.today),
        edition: match portal.edition {
            Edition::Client => "client",
            Edition::Internal => "internal",
        },
        feedback: portal.client.own.feedback.clone(),
        has_logo: portal.client.own.brand.logo.is_some(),
    }
}

/// Makes the frame of a page; `above` are the pages between home and it.
pub(super) fn frame(here: &Here<'_>, title: &str, above: &[(&str, &SitePath)], common: Option<&Common>) -> Frame {
    let home = SitePath::new("index.html");
    let mut crumbs = Vec::new();
    if here.path != home {
        crumbs.push(Crumb { title: "Home".to_owned(), href: Some(here.href(&home)) });
        crumbs.extend(above.iter().map(|(title, path)| Crumb { title: (*title).to_owned(), href: Some(here.href(path)) }));
        crumbs.push(Crumb { title: title.to_owned(), href: None });
    }
    let page = About {
        title: title.to_owned(),
        description: common.and_then(|common| common.summary.as_ref()).map(|summary| here.plain(summary.as_str())),
        path: here.path.to_string(),
        root: "../".repeat(here.path.as_str().matches('/').count()),
        crumbs,
        footer: footer(here, common.unwrap_or(&here.site.portal.client.common)),
        styles: vec!["portal", "pages"],
        scripts: vec!["portal"],
    };
    Frame { nav: navigation(here, above), page }
}

/// An entry that the navigation may have: what it is called, its page, how many things stand there.
type Possible = (&'static str, Subject, Option<usize>);

pub(super) fn navigation(here: &Here<'_>, above: &[(&str, &SitePath)]) -> Vec<Group> {
    let current = |path: &SitePath| match path {
        path if *path == here.path => Some("page"),
        path if above.iter().any(|(_, above)| *above == path) => Some("section"),
        _ => None,
    };
    let item = |(title, subject, count): Possible| {
        let path = subject.path();
        let stands = here.site.lists.contains(&subject);
        stands.then(|| Item { title: title.to_owned(), href: here.href(&path), count, current: current(&path) })
    };
    let planned = groups(here.site.portal);
    let mut groups: Vec<Group> = planned
        .into_iter()
        .map(|(title, items)| Group { title: title.to_owned(), items: items.into_iter().filter_map(item).collect() })
        .collect();
    for (section, page) in written(here.site.portal) {
        let path = Subject::Page(page.id.clone()).path();
        let item = Item { title: page.common.title.clone(), href: here.href(&path), count: None, current: current(&path) };
        match groups.iter_mut().find(|group| group.title == section) {
            Some(group) => group.items.push(item),
            None => groups.push(Group { title: section.to_owned(), items: vec![item] }),
        }
    }
    groups.retain(|group| !group.items.is_empty());
    groups
}

/// Returns the groups that a portal with everything has.
fn groups(portal: &Portal) -> [(&'static str, Vec<Possible>); 5] {
    [
        (
            "Start here",
            vec![
                ("Home", Subject::Home, None),
                ("When something breaks", Subject::Incidents, None),
                ("People & contacts", Subject::Contacts, None),
            ],
        ),
        (
            "Who does what",
            vec![
                ("Responsibility matrix", Subject::Responsibilities, Some(portal.responsibilities.len())),
                ("Our duties", Subject::Duties, None),
                ("Sourcing decisions", Subject::Decisions, Some(portal.decisions.len())),
            ],
        ),
        (
            "How it runs",
            vec![
                ("Services", Subject::Services, Some(portal.services.len())),
                ("Coverage", Subject::Coverage, None),
                ("Vendors", Subject::Vendors, Some(portal.vendors.len())),
                ("Procedures", Subject::Procedures, Some(portal.procedures.len())),
            ],
        ),
        (
            "Both sides",
            vec![
                ("Working together", Subject::Collaboration, None),
                ("Good practice", Subject::Practices, Some(portal.practices.len())),
                ("Calendar", Subject::Calendar, None),
            ],
        ),
        (
            "Proof and reference",
            vec![("Compliance", Subject::Compliance, None), ("Glossary", Subject::Glossary, None), ("A to Z", Subject::AToZ, None)],
        ),
    ]
}

/// Returns the pages that authors gave a place in the navigation, with the heading that each stands under.
fn written(portal: &Portal) -> Vec<(&str, &Entity<written::Page>)> {
    const MORE: &str = "More";
    let placed =
        portal.pages.iter().filter(|page| page.id.as_str() != routes::HOME).filter_map(|page| Some((page.own.nav.as_ref()?, page)));
    let mut placed: Vec<_> = placed.collect();
    placed.sort_by_key(|(nav, _)| nav.order.unwrap_or(i64::MAX));
    placed.into_iter().map(|(nav, page)| (nav.section.as_deref().unwrap_or(MORE), page)).collect()
}

fn footer(here: &Here<'_>, common: &Common) -> Footer {
    Footer {
        owner: common.owner.as_ref().map(|owner| here.who(owner)),
        reviewed: common.reviewed.map(DateView::new),
        next_review: here.site.portal.next_review(common).map(DateView::new),
    }
}
