//! The view of each page type, as themes get it: one small portal, every field in use, under snapshot.
//!
//! `INSTA_UPDATE=always cargo test` writes the snapshots; they are read before they are committed.

use std::collections::BTreeMap;

use bailiwick::load;
use bailiwick::model::portal::Edition;
use bailiwick::pipeline::{self, Attachment, Shown};
use bailiwick::site::Subject;
use bailiwick::source::SourcePath;

use crate::world::{exactly, files, opened, today};

const SMALL: &str = include_str!("../portals/small.txt");

/// Makes the pages of the small portal's internal edition.
fn small<T>(look: impl FnOnce(&Shown<'_>) -> T) -> T {
    let opened = opened(exactly(&files(SMALL)));
    assert_eq!(opened.findings, vec![]);
    let loaded = load::load(&opened.workspace, "acme", Edition::Internal, opened.inputs(today()), None);
    assert_eq!(loaded.findings, vec![]);
    let portal = loaded.portal.unwrap();
    let read = |path: &SourcePath| Ok(Attachment::new(path, path.as_str().as_bytes().into()));
    let (attachments, _) = pipeline::attachments(&portal, &opened, &read);
    look(&pipeline::show(&opened, &portal, &attachments).unwrap())
}

/// Returns, for each type of page, its template and the view that says most, as JSON.
pub(crate) fn fullest_views() -> BTreeMap<&'static str, (&'static str, String)> {
    small(|shown| {
        let mut views: BTreeMap<&str, (&str, String)> = BTreeMap::new();
        for page in shown.pages() {
            let view = shown.view(&page);
            let json = serde_json::to_string_pretty(&view.view).unwrap();
            let fullest = views.entry(page_type(&page.subject)).or_default();
            if json.len() > fullest.1.len() {
                *fullest = (view.template, json);
            }
        }
        views
    })
}

#[test]
fn each_page_type_gives_its_view() {
    let views = fullest_views();
    for (name, (_, json)) in &views {
        insta::assert_snapshot!(*name, json);
    }
    assert_eq!(views.len(), 29, "a page type is missing from the small portal");

    let frame = small(|shown| shown.view(shown.pages().iter().find(|page| page.path.as_str() == "services/email.html").unwrap()).frame);
    insta::assert_snapshot!("frame", serde_json::to_string_pretty(&frame).unwrap());
}

fn page_type(subject: &Subject) -> &'static str {
    match subject {
        Subject::Home => "home",
        Subject::Responsibilities | Subject::Area(_) => "responsibilities",
        Subject::Responsibility(_) => "responsibility",
        Subject::Services => "services",
        Subject::Service(_) => "service",
        Subject::Contacts => "contacts",
        Subject::Contact(_) => "contact",
        Subject::Team(_) => "team",
        Subject::Procedures => "procedures",
        Subject::Procedure(_) => "procedure",
        Subject::Coverage => "coverage",
        Subject::Continuity => "continuity",
        Subject::Incidents => "incidents",
        Subject::Duties => "duties",
        Subject::Decisions => "decisions",
        Subject::Vendors => "vendors",
        Subject::Collaboration => "collaboration",
        Subject::Practices => "practices",
        Subject::Compliance => "compliance",
        Subject::Calendar => "calendar",
        Subject::Glossary => "glossary",
        Subject::AToZ => "a_to_z",
        Subject::Search => "search",
        Subject::Vendor(_) => "vendor",
        Subject::Framework(_) => "framework",
        Subject::Page(_) => "page",
        Subject::Moved(_) => "moved",
        Subject::NotFound => "not_found",
        Subject::Paper => "paper",
    }
}
