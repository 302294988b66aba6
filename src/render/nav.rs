//! The navigation: the same on all pages of a folder but for the page that is open, so it is rendered once for each and put into every page.

use serde::Serialize;
use tera::Value;

use crate::finding::Findings;
use crate::render::mistakes::findings;
use crate::render::page::Shared;
use crate::render::{Theme, page};

/// The template of the navigation.
const TEMPLATE: &str = "nav.html";

/// Where the template wants the entry of a page that stands below one of the navigation's.
const PLACEHOLDER: &str = "<!--here-->";

/// A navigation, rendered up to where a page's own entry stands and from there.
#[derive(Clone, Debug)]
pub struct Nav {
    pub(super) before: Value,
    /// Nothing where the template has no place for an entry.
    pub(super) after: Option<Value>,
}

/// Renders `nav.html` with the variables `groups` and `root`, the way to the top of the portal, beside those that all pages share.
///
/// A template that cannot be filled with them is a finding in the template.
///
/// # Panics
/// If the groups do not serialise, which a view of plain fields always does.
pub fn nav(theme: &Theme, shared: &Shared, root: &str, groups: &impl Serialize) -> Result<Nav, Findings> {
    if !theme.has_template(TEMPLATE) {
        return Err(vec![page::no_template(theme, TEMPLATE)]);
    }
    let mut context = shared.0.clone();
    context.insert("root", root);
    context.insert("groups", groups);
    let html = theme.tera.render(TEMPLATE, &context).map_err(|error| findings(&error, TEMPLATE, &theme.templates))?;
    Ok(match html.split_once(PLACEHOLDER) {
        Some((before, after)) => Nav { before: Value::safe_string(before), after: Some(Value::safe_string(after)) },
        None => Nav { before: Value::safe_string(&html), after: None },
    })
}
