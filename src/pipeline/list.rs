//! What is there, and where: every entity by the places in which it is written, and every place that names one.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::{Opened, Options};
use crate::finding::{Findings, any_error, nearest};
use crate::load::workspace::{Key, Tree, Written};
use crate::load::{self, for_audience};
use crate::model::kind::Kind;
use crate::model::portal::{Edition, FILE, Portal};
use crate::source::Span;
use crate::yaml::{Mention, Reference};

/// The word for the clients themselves, which are no kind.
pub const CLIENT: &str = "client";
/// The word for what stands in the library.
pub const LIBRARY: &str = "library";

/// An entity at one place: one that a client adapts stands at two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The kind's word for one, or `client`.
    pub kind: &'static str,
    /// The id.
    pub id: Arc<str>,
    /// The name that a reader sees; the library's where the client says none.
    pub title: String,
    /// `library`, or the client in whose folder it stands.
    pub stands_in: String,
    /// Where its id stands, or the file whose name is the id.
    pub span: Span,
}

/// A place that names something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The word for the kind of what names it, or `client`.
    pub kind: &'static str,
    /// The id of what names it.
    pub id: Arc<str>,
    /// The title of what names it.
    pub title: String,
    /// The way from there to the place, such as `parts/0/by`.
    pub path: String,
    /// The bytes that name it.
    pub span: Span,
    /// The clients in whose portals it does.
    pub clients: Vec<String>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub enum Scope<'a> {
    /// Everything that is written, whether a portal holds it or not.
    Workspace,
    /// What the portals of these clients hold.
    Portals(&'a [String]),
}

/// Lists entities by kind, and within a kind the library's before the clients'.
///
/// The findings are those of loading the clients whose portals were asked for; a client that cannot be loaded has no rows.
pub fn entities(opened: &Opened, scope: Scope<'_>, options: Options) -> (Vec<Row>, Findings) {
    let mut findings = Findings::new();
    let mut rows = Vec::new();
    match scope {
        Scope::Workspace => {
            rows.extend(of_tree(opened, LIBRARY, &opened.workspace.library, options.edition, |_| true));
            for (slug, client) in &opened.workspace.clients {
                rows.extend(of_client(opened, slug));
                rows.extend(of_tree(opened, slug, &client.entities, options.edition, |_| true));
            }
        }
        Scope::Portals(clients) => {
            let mut held_by_any: HashSet<Key> = HashSet::new();
            for slug in clients {
                let Some(portal) = portal(opened, slug, options, &mut findings) else { continue };
                let held: HashSet<Key> = portal.entities.all().into_iter().map(|any| (any.kind, Arc::clone(any.id))).collect();
                rows.extend(of_client(opened, slug));
                rows.extend(of_tree(opened, slug, &opened.workspace.clients[slug].entities, options.edition, |key| held.contains(key)));
                held_by_any.extend(held);
            }
            rows.extend(of_tree(opened, LIBRARY, &opened.workspace.library, options.edition, |key| held_by_any.contains(key)));
        }
    }
    let place = |row: &Row| Kind::by_singular(row.kind).map(|kind| kind as usize);
    let path = |row: &Row| opened.sources.get(row.span.file).path.clone();
    rows.sort_by_cached_key(|row| (place(row), row.stands_in != LIBRARY, path(row), row.span.start));
    (rows, findings)
}

/// Lists every place in the clients' portals that names something, by file and place.
///
/// The findings are those of loading the clients.
pub fn uses(opened: &Opened, clients: &[String], options: Options, of: &Mention) -> (Vec<Use>, Findings) {
    let mut findings = Findings::new();
    let mut uses: BTreeMap<_, Use> = BTreeMap::new();
    for slug in clients {
        let Some(portal) = portal(opened, slug, options, &mut findings) else { continue };
        for one in in_portal(&portal, of) {
            let place = (opened.sources.get(one.span.file).path.clone(), one.span.start, one.kind, Arc::clone(&one.id));
            uses.entry(place).or_insert(one).clients.push(slug.clone());
        }
    }
    (uses.into_values().collect(), findings)
}

fn in_portal(portal: &Portal, of: &Mention) -> Vec<Use> {
    let client = &portal.client;
    let names = |references: &[Reference], kind: &'static str, id: &Arc<str>, title: &str| -> Vec<Use> {
        let named = references.iter().filter(|reference| reference.to == *of);
        let made = named.map(|reference| Use {
            kind,
            id: Arc::clone(id),
            title: title.to_owned(),
            path: reference.path.to_string(),
            span: reference.span,
            clients: Vec::new(),
        });
        made.collect()
    };
    let mut uses = names(&client.references, CLIENT, client.id.shared(), &client.common.title);
    uses.extend(portal.entities.all().iter().flat_map(|any| names(any.references, any.kind.singular(), any.id, &any.common.title)));
    uses
}

/// Finds what `kind:id` names in the library or in any client's folder, or a file of the workspace.
///
/// # Errors
/// A sentence on what is wrong with it, with the nearest name.
pub fn find(opened: &Opened, text: &str) -> Result<Mention, String> {
    let Some((word, id)) = text.split_once(':') else {
        return Err(format!("expected `kind:id` such as `contact:dana-kim`, found `{text}`"));
    };
    if word == FILE {
        return Ok(Mention { kind: FILE, id: id.into() });
    }
    let Some(kind) = Kind::by_singular(word).or_else(|| Kind::by_plural(word)) else {
        let hint =
            nearest(word, Kind::ALL.iter().map(|kind| kind.singular())).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        return Err(format!("`{word}` is no kind{hint}"));
    };
    let clients = opened.workspace.clients.values().map(|client| &client.entities);
    let keys = || std::iter::once(&opened.workspace.library).chain(clients.clone()).flat_map(|tree| tree.entities.keys());
    let ids = || keys().filter(|(of, _)| *of == kind).map(|(_, id)| &**id);
    if ids().any(|known| known == id) {
        return Ok(Mention { kind: kind.singular(), id: id.into() });
    }
    let other = keys().find(|(_, known)| **known == *id).map(|(of, _)| format!("{}:{id}", of.singular()));
    let hint = other.or_else(|| nearest(id, ids()).map(|near| format!("{}:{near}", kind.singular())));
    let hint = hint.map_or(String::new(), |hint| format!("; did you mean `{hint}`?"));
    Err(format!("no {} is called `{id}`{hint}", kind.singular()))
}

/// Loads a client's portal; nothing if its content has errors, or if it is a draft and the edition is the client's.
fn portal(opened: &Opened, slug: &str, options: Options, findings: &mut Findings) -> Option<Portal> {
    let loaded = load::load(&opened.workspace, slug, options.edition, opened.inputs(options.today), None);
    if any_error(&loaded.findings) {
        findings.extend(loaded.findings);
    }
    loaded.portal
}

fn of_client(opened: &Opened, slug: &str) -> Option<Row> {
    let node = opened.workspace.clients[slug].client.as_ref()?;
    let span = Span { start: 0, end: 0, ..node.span };
    let title = node.text_of("title").unwrap_or(slug).to_owned();
    Some(Row { kind: CLIENT, id: slug.into(), title, stands_in: slug.to_owned(), span })
}

fn of_tree(opened: &Opened, stands_in: &str, tree: &Tree, edition: Edition, takes: impl Fn(&Key) -> bool) -> Vec<Row> {
    let seen = |key: &Key, written: &Written| for_audience(&written.node, Some(key.0), edition).is_some();
    let entities = tree.entities.iter().filter(|(key, written)| takes(key) && seen(key, written));
    entities.map(|(key, written)| row(opened, stands_in, key, written)).collect()
}

fn row(opened: &Opened, stands_in: &str, key: &Key, written: &Written) -> Row {
    let below = opened.workspace.library.entities.get(key).and_then(|base| base.node.text_of("title"));
    let title = written.node.text_of("title").or(below).unwrap_or(&key.1).to_owned();
    Row { kind: key.0.singular(), id: Arc::clone(&key.1), title, stands_in: stands_in.to_owned(), span: written.id_span }
}
