//! A page that an author wrote whole.

use serde::Serialize;
use tera::Value;

use super::Section;
use super::due::{ReviewedView, reviewed};
use super::named::{NamedView, named_ids};
use crate::markdown::Html;
use crate::model::entity::Status;
use crate::model::page::Page;
use crate::model::portal::Entity;
use crate::site::here::{Here, Internal, Referrer};
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// The page's heading.
    pub title: String,
    /// One sentence on it.
    pub summary: Option<Html>,
    /// The text.
    pub body: Option<Html>,
    /// Whether it is on the table and not yet agreed.
    pub proposed: bool,
    /// When it was reviewed.
    pub reviewed: Option<ReviewedView>,
    /// The services that it is about.
    pub services: Vec<NamedView>,
    /// What people look for when they want it.
    pub keywords: Vec<String>,
    /// What else names it.
    pub referrers: Vec<Referrer>,
    /// The headings of the text; empty where a list of them would not help.
    pub sections: Vec<Section>,
    /// Whether a status on the page depends on the day of the build.
    pub dated: bool,
    /// What an internal edition marks.
    pub internal: Option<Internal>,
}

pub(super) fn view(here: &Here<'_>, page: &Entity<Page>) -> View {
    let title = &page.common.title;
    View {
        template: "page.html",
        frame: shell::frame(here, title, &[], Some(&page.common)),
        view: Value::from_serializable(&page_view(here, page)),
    }
}

fn page_view(here: &Here<'_>, page: &Entity<Page>) -> PageView {
    let body = here.body(page);
    let headings = here.headings().into_iter().filter(|heading| heading.level == 2);
    let sections: Vec<Section> = headings.map(|heading| Section { id: heading.id, title: heading.text }).collect();
    let reviewed = reviewed(here, &page.common);
    PageView {
        title: page.common.title.clone(),
        summary: here.summary(page),
        body,
        proposed: page.common.status == Status::Proposed,
        dated: reviewed.as_ref().is_some_and(|reviewed| reviewed.late.is_some()),
        reviewed,
        services: named_ids(here, &here.site.portal.services, &page.own.services),
        keywords: page.common.keywords.clone(),
        referrers: here.referrers(page),
        sections: if sections.len() > 1 { sections } else { Vec::new() },
        internal: here.internal(&page.node),
    }
}
