//! Everything on paper: the cover, and what stands where. The pages themselves are put in once they are rendered.

use serde::Serialize;
use tera::Value;

use super::split::WITHOUT_AREA;
use crate::site::here::{DateView, Here, Link};
use crate::site::shell::{self, Within};
use crate::site::{Page, Subject, View};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct PaperView {
    /// The page's heading.
    pub title: String,
    /// The day of the build, which every status was judged by.
    pub built: DateView,
    /// What stands on paper, in the order of reading.
    pub parts: Vec<PartView>,
}

/// A page that is there once, with those that it leads to.
#[derive(Clone, Debug, Serialize)]
pub struct PartView {
    /// Its title, and where it begins on this page.
    pub link: Link,
    /// The pages of what it lists.
    pub below: Vec<Link>,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let view = PaperView { title: here.words().t("title.paper"), built: here.date(here.site.portal.today), parts: parts(here) };
    let mut frame = shell::frame(here, &view.title, &[], None);
    frame.page.styles = vec!["portal", "pages", "matrix"];
    View { template: "print.html", frame, view: Value::from_serializable(&view) }
}

fn parts(here: &Here<'_>) -> Vec<PartView> {
    let entries: Vec<shell::Item> = shell::navigation(here.site, &Within::top()).into_iter().flat_map(|group| group.items).collect();
    let mut parts: Vec<PartView> = Vec::new();
    for page in here.site.printed() {
        let href = Some(format!("#{}", place(&page)));
        if let Some(title) = entity_title(here, &page.subject) {
            let link = Link { title, href };
            match parts.last_mut().filter(|_| !matches!(page.subject, Subject::Page(_))) {
                Some(part) => part.below.push(link),
                None => parts.push(PartView { link, below: Vec::new() }),
            }
        } else if let Some(entry) = entries.iter().find(|entry| entry.href == page.path.as_str()) {
            parts.push(PartView { link: Link { title: entry.title.clone(), href }, below: Vec::new() });
        }
    }
    parts
}

/// Returns the id of the element that holds a page on paper: `services-backup` for `services/backup.html`.
pub fn place(page: &Page) -> String {
    page.path.as_str().trim_end_matches(".html").replace('/', "-")
}

#[expect(clippy::wildcard_enum_match_arm, reason = "all other pages are there once, and are called as in the navigation")]
fn entity_title(here: &Here<'_>, subject: &Subject) -> Option<String> {
    let portal = here.site.portal;
    let common = match subject {
        Subject::Area(None) => return Some(here.words().t(WITHOUT_AREA)),
        Subject::Area(Some(id)) => &portal.areas.get(id)?.common,
        Subject::Responsibility(id) => &portal.responsibilities.get(id)?.common,
        Subject::Service(id) => &portal.services.get(id)?.common,
        Subject::Contact(id) => &portal.contacts.get(id)?.common,
        Subject::Team(id) => &portal.teams.get(id)?.common,
        Subject::Vendor(id) => &portal.vendors.get(id)?.common,
        Subject::Procedure(id) => &portal.procedures.get(id)?.common,
        Subject::Framework(id) => &portal.frameworks.get(id)?.common,
        Subject::Page(id) => &portal.pages.get(id)?.common,
        _ => return None,
    };
    Some(common.title.clone())
}
