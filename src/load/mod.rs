//! From parsed files to a [`Portal`]: overlay, audience, names, reading, reach.
//!
//! The order is the privacy: what an edition may not see is taken out of the tree before anything is read, so what follows is the build of a workspace without it.
//! This module judges nothing beyond what could not be shown; whether a portal is well governed is for `check`.
//!
//! Reading order: [`parses`] (each file once), [`workspace`] (which entities stand in which file), then one client: `candidates` (overlay and `audience`), `names` (who is called what), `reach` (what the portal holds).

pub mod parses;
pub mod workspace;
mod audience;
mod candidates;
mod mend;
mod names;
mod near;
mod reach;
mod shape;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::finding::{Finding, Findings, RuleName, any_error};
use crate::model::backlinks::Backlinks;
use crate::model::client::Client;
use crate::model::date::Date;
use crate::model::entity::LISTS_BY_ID;
use crate::model::portal::{Edition, Entities, Portal, read_entity};
use crate::source::{SourcePath, Sources};
use crate::yaml::{Entry, Laws, Node, Reference, Value, overlay};

pub use audience::for_audience;
pub use candidates::Candidates;
pub use mend::{Step, mend};
pub use workspace::{ClientTree, Workspace};

/// A client's folder without `client.yaml`.
pub const NO_CLIENT_FILE: RuleName = RuleName("no-client-file");

/// What a client is loaded from, beside the workspace itself.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// The texts, for places inside of them.
    pub sources: &'a Sources,
    /// The other files that content may name.
    pub attachments: &'a BTreeSet<SourcePath>,
    /// The day that everything is judged by.
    pub today: Date,
}

/// One client, loaded.
#[derive(Debug)]
pub struct Loaded {
    /// The portal; nothing if the content has errors, if a file of the library could not be parsed, or if the client is a draft and the edition is the client's.
    pub portal: Option<Portal>,
    /// What is wrong, each with the client's name.
    pub findings: Findings,
    /// What the portal was chosen from, for [`mend`].
    pub candidates: Option<Candidates>,
}

/// Loads one client for one edition.
///
/// `like` is a portal of the same client, made without errors for another edition or of an earlier workspace:
/// what is the same in both is read once. The result is the same with it and without it.
///
/// The findings are those of [`crate::yaml::read()`] and of names, overlays and shape: `unknown-reference`, `ambiguous-reference`, `internal-reference`, `broken-link`,
/// `unclosed-block`, `duplicate-id`, `excluded-in-use`, `not-adopted`, `idle-overlay`, and others that their modules name.
pub fn load(workspace: &Workspace, slug: &str, edition: Edition, inputs: Inputs<'_>, like: Option<&Portal>) -> Loaded {
    let tree = &workspace.clients[slug];
    let mut findings = tree.findings.clone();
    let mut candidates = None;
    let portal = match (&tree.client, &workspace.settings) {
        (Some(client), Some(_)) => {
            let all = candidates.insert(candidates::candidates(&workspace.library, &tree.entities, edition));
            link(workspace, client, edition, inputs, slug, (like, all), &mut findings)
        }
        (Some(_), None) => None,
        (None, _) => {
            if !tree.broken {
                findings.push(no_client_file(slug));
            }
            None
        }
    };
    for finding in &mut findings {
        finding.clients = vec![slug.to_owned()];
    }
    // Where a file could not be parsed, nothing is said of names that it may hold; so nothing is made of the rest either.
    let portal = portal.filter(|_| !any_error(&findings) && !tree.broken && !workspace.stops_all);
    Loaded { portal, findings, candidates }
}

fn no_client_file(slug: &str) -> Finding {
    Finding::placeless(NO_CLIENT_FILE, format!("`clients/{slug}` has no `client.yaml`"))
        .help(format!("write `clients/{slug}/client.yaml` with at least a `title`"))
}

/// Links one client whose files parsed; a portal comes out whole, or not at all.
fn link(
    workspace: &Workspace,
    client: &Arc<Node>,
    edition: Edition,
    inputs: Inputs<'_>,
    slug: &str,
    (like, candidates): (Option<&Portal>, &Candidates),
    findings: &mut Findings,
) -> Option<Portal> {
    let settings = workspace.settings.as_ref()?;
    let tree = &workspace.clients[slug];
    let unread = names::Unread { library: workspace.library.broken, client: tree.broken };
    let names = names::Names::new(candidates, inputs, edition, unread);
    let client = for_audience(&with_defaults(&settings.node, client), None, edition)?;
    let adopted = reach::adopted(&client, candidates);
    let like = like.filter(|like| like.words == names.words);
    let (client, references, mistakes) = read_entity::<Client>(&Arc::from(slug), &client, &names);
    let is_read = client.is_some();
    findings.extend(mistakes);

    let mut entities = Entities::default();
    let excluded = reach::excluded(client.as_ref());
    let reached = reach::reach(&references, &adopted, &excluded, candidates, &names, like, &mut entities);
    findings.extend(reached.findings);
    entities.sort_by_key(|kind, id| candidates.place(kind, id));

    let outside = reach::outside(&entities, candidates, references.iter().chain(&reached.references));
    if edition == Edition::Internal && !names.may_stand_elsewhere() && is_read {
        findings.extend(reach::dangling(&outside, &excluded, &reached.keys, candidates, references.iter().chain(&reached.references)));
        findings.extend(shape::overlays(&workspace.library, &tree.entities, &reached.keys, candidates));
    }
    findings.extend(shape::shape(&entities));
    Some(Portal {
        slug: slug.to_owned(),
        edition,
        today: inputs.today,
        client: client?,
        provider: settings.value.provider.clone(),
        backlinks: Arc::new(Backlinks::of(&entities)),
        entities,
        outside,
        words: names.words,
    })
}

/// Puts what `bailiwick.yaml` says for all clients under what the client says itself; what the client leaves empty stays so.
fn with_defaults(settings: &Arc<Node>, client: &Arc<Node>) -> Arc<Node> {
    let shared = |key: &str| settings.entry(key).filter(|_| Client::SHARED_KEYS.contains(&key));
    let own = client.entries().iter().map(|entry| match shared(&entry.key) {
        Some(base) => Entry { node: overlay(&base.node, &entry.node, LAWS), ..entry.clone() },
        None => entry.clone(),
    });
    let missing = Client::SHARED_KEYS.into_iter().filter(|key| client.entry(key).is_none());
    let entries = own.chain(missing.filter_map(shared).cloned()).collect();
    Arc::new(Node { span: client.span, value: Value::Map(entries) })
}

/// How a client's tree is laid over the library's.
pub(crate) const LAWS: Laws<'static> = Laws { by_id: LISTS_BY_ID, either: &[("responsible", "parts")] };

/// Tells whether a reference only says what something is called, and brings nothing into the portal.
fn only_names(reference: &Reference) -> bool {
    reference.path.starts_with("exclude/") || reference.path.starts_with("allow/")
}
