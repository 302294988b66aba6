//! The page for addresses that lead nowhere: whom to call all the same.

use serde::Serialize;
use tera::Value;

use super::call::{CallView, calls};
use crate::files::SitePath;
use crate::site::View;
use crate::site::here::{Here, Link, Reach, Who};
use crate::site::shell::{self, Within};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundView {
    /// Whom to call.
    pub desks: Vec<DeskView>,
    /// Where to go on.
    pub links: Vec<Link>,
}

/// A number or address at which somebody answers.
#[derive(Clone, Debug, Serialize)]
pub struct DeskView {
    /// What it is for.
    pub title: String,
    /// When somebody answers.
    pub hours: Option<String>,
    /// The number or address.
    pub phone: Reach,
    /// Who answers.
    pub who: Option<Who>,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let view = NotFoundView { desks: calls(here).into_iter().filter_map(desk).collect(), links: links(here) };
    let mut frame = shell::frame(here, &here.words().t("title.not_found"), &[], None);
    // The page is served at any depth, where a script of the portal would not be found and has nothing to do.
    frame.page.scripts.clear();
    View { template: "404.html", frame, view: Value::from_serializable(&view) }
}

fn desk(call: CallView) -> Option<DeskView> {
    let phone = call.reach.filter(|reach| reach.href.is_some())?;
    Some(DeskView { title: call.title, hours: call.hours.map(|hours| hours.text), phone, who: call.who })
}

/// Returns home and the lists, as the navigation has them.
fn links(here: &Here<'_>) -> Vec<Link> {
    let portal = here.site.portal;
    let site = portal.client.own.site_url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    let site = site.map(|url| url.replace("{client}", &portal.slug));
    let href = |path: &str| match &site {
        // Only the site's own address is right at every depth.
        Some(site) => format!("{}/{path}", site.trim_end_matches('/')),
        None => here.href(&SitePath::new(path)),
    };
    let items = shell::navigation(here.site, &Within::top()).into_iter().flat_map(|group| group.items);
    items.map(|item| Link { title: item.title, href: Some(href(&item.href)) }).collect()
}
