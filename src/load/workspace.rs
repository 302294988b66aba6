//! Which entity stands in which file: the settings, the library and every client's folder, by kind and id.
//!
//! A kind is told by the folder or file name alone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;

use super::names::Anything;
use super::parses::{Parsed, Parses};
use crate::finding::{Finding, Findings, RuleName, any_error, escaped, nearest};
use crate::model::id::{BAD_ID, Slug};
use crate::model::kind::Kind;
use crate::model::portal::Entities;
use crate::model::settings::Settings;
use crate::source::{FileId, Source, SourcePath, Sources, Span};
use crate::yaml::{DUPLICATE_KEY, MISSING_KEY, Node, Value, WRONG_TYPE, read};

/// One id twice in one tree, or in two kinds that share a name space.
pub const DUPLICATE_ID: RuleName = RuleName("duplicate-id");
/// A file whose name or folder is of no kind.
pub const UNKNOWN_KIND: RuleName = RuleName("unknown-kind");
/// A workspace without `bailiwick.yaml`.
pub const NO_SETTINGS: RuleName = RuleName("no-settings");
/// A workspace whose format this version does not read.
pub const FORMAT_VERSION: RuleName = RuleName("format-version");
/// A workspace without clients.
pub const NO_CLIENT: RuleName = RuleName("no-client");

/// The keys of all entities of one kind and of all kinds.
pub type Key = (Kind, Arc<str>);

/// An entity as it stands in one tree, before overlay.
#[derive(Clone, Debug)]
pub struct Written {
    /// Where its id stands, or the start of the file whose name is the id.
    pub id_span: Span,
    /// Its mapping.
    pub node: Arc<Node>,
}

/// The entities of the library or of one client.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// By kind and id, in the order of paths and lines.
    pub entities: IndexMap<Key, Written>,
    /// Whether a file of it could not be parsed, so that names may be missing.
    pub broken: bool,
}

/// One client's folder.
#[derive(Clone, Debug, Default)]
pub struct ClientTree {
    /// What `client.yaml` holds; the library has none.
    pub client: Option<Arc<Node>>,
    /// Its entities.
    pub entities: Arc<Tree>,
    /// Whether a file of it could not be parsed.
    pub broken: bool,
    /// What is wrong with its files.
    pub findings: Findings,
}

/// `bailiwick.yaml`, read.
#[derive(Clone, Debug)]
pub struct Provided {
    /// What it says.
    pub value: Settings,
    /// The tree, whose shared keys stand under each client's own.
    pub node: Arc<Node>,
}

/// Everything that was written, sorted into its places.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// The provider and the defaults; nothing if they could not be read.
    pub settings: Option<Provided>,
    /// The provider's standard content.
    pub library: Arc<Tree>,
    /// The clients by the names of their folders.
    pub clients: BTreeMap<String, Arc<ClientTree>>,
    /// What is wrong with the settings and the library.
    pub findings: Findings,
    /// Whether something is wrong with the settings, or with the library's files as such, so that no client can be published.
    pub stops_all: bool,
}

/// Sorts the parsed files into their places. `unread` are files whose text could not be had: what they would say is unknown, and nothing is said of it.
///
/// The findings are those of parsing, and `unknown-kind`, `duplicate-id`, `bad-id`, `missing-key`, `wrong-type`, `no-settings`, `format-version`, `no-client`;
/// the library is also read for shape: `unknown-key`, `wrong-type` and the like, but not what it lacks or points to.
pub fn gather(sources: &Sources, parses: &Parses, unread: &BTreeSet<FileId>) -> Workspace {
    let mut workspace = Workspace::default();
    let mut folders: BTreeMap<Folder<'_>, Vec<FileId>> = BTreeMap::new();
    for (file, source) in sources.iter() {
        let parts: Vec<&str> = source.path.as_str().splitn(4, '/').collect();
        let Some(parsed) = parses.get(file) else { continue };
        match parts[..] {
            ["bailiwick.yaml"] if !unread.contains(&file) => workspace.settings = settings(parsed, file, &mut workspace.findings),
            ["library", _, ..] => folders.entry(Folder::Library).or_default().push(file),
            ["clients", slug, _, ..] => folders.entry(Folder::Client(slug)).or_default().push(file),
            ["clients", _] => workspace.findings.push(stray_client(file, source)),
            _ => {}
        }
    }
    for (folder, files) in &folders {
        let tree = parses.tree(*folder, files, sources, unread);
        match folder {
            Folder::Library => {
                workspace.library = Arc::clone(&tree.entities);
                workspace.findings.extend(tree.findings.iter().cloned());
            }
            Folder::Client(slug) => {
                workspace.findings.extend(bad_slug(slug, files[0]));
                workspace.clients.insert((*slug).to_owned(), tree);
            }
        }
    }
    absences(&mut workspace, sources);
    workspace.stops_all = workspace.library.broken || any_error(&workspace.findings);
    workspace.findings.extend(parses.library_shape(&workspace.library));
    workspace
}

/// A folder whose files make one tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Folder<'a> {
    Client(&'a str),
    Library,
}

impl Folder<'_> {
    /// Returns the folder's path.
    pub(super) fn path(self) -> String {
        match self {
            Folder::Library => "library".to_owned(),
            Folder::Client(slug) => format!("clients/{slug}"),
        }
    }

    /// Puts the files of the folder into their places; what an unread one would say is unknown.
    pub(super) fn tree(self, files: &[FileId], sources: &Sources, parses: &Parses, unread: &BTreeSet<FileId>) -> ClientTree {
        let mut tree = ClientTree::default();
        let mut entities = Tree::default();
        let skipped = self.path().len() + 1;
        for file in files {
            let (source, Some(parsed)) = (sources.get(*file), parses.get(*file)) else { continue };
            let rest: Vec<&str> = source.path.as_str()[skipped..].split('/').collect();
            if unread.contains(file) {
                tree.broken = true;
            } else if rest == ["client.yaml"] && self != Folder::Library {
                tree.client = mapping(parsed, *file, &mut tree.findings);
                tree.broken |= tree.client.is_none();
            } else {
                tree.findings.extend(parsed.findings.iter().cloned());
                let mut place = Place { tree: &mut entities, findings: &mut tree.findings, file: *file, source };
                place.file(&rest, parsed);
                tree.broken |= entities.broken;
            }
        }
        if self == Folder::Library {
            entities.broken = tree.broken;
        }
        tree.findings.extend(actors_twice(&entities));
        ClientTree { entities: Arc::new(entities), ..tree }
    }
}

/// Adds what is missing in the workspace as a whole.
fn absences(workspace: &mut Workspace, sources: &Sources) {
    let settings = sources.id(&SourcePath::new("bailiwick.yaml"));
    if settings.is_none() {
        workspace.findings.push(
            Finding::placeless(NO_SETTINGS, "there is no `bailiwick.yaml`").help("`bailiwick init` writes a small workspace to start from"),
        );
    }
    if workspace.clients.is_empty() {
        let finding = Finding::placeless(NO_CLIENT, "the workspace has no client: there is no `clients/<name>/client.yaml`");
        workspace.findings.push(finding.help("`bailiwick init` shows what a client's folder holds"));
    }
}

/// Reads `bailiwick.yaml`; what it refers to is judged with each client.
fn settings(parsed: &Parsed, file: FileId, findings: &mut Findings) -> Option<Provided> {
    let node = mapping(parsed, file, findings)?;
    let read = read::<Settings>(&node, &Anything, &[]);
    findings.extend(read.findings);
    let value = read.value?;
    if value.bailiwick != 1 {
        let message = format!("this is format {}; this version of Bailiwick reads format 1", value.bailiwick);
        findings.push(Finding::error(FORMAT_VERSION, node.at("bailiwick").span, message));
        return None;
    }
    Some(Provided { value, node })
}

/// Returns the mapping that `bailiwick.yaml` or a `client.yaml` is, empty if the file is, with what parsing it found.
fn mapping(parsed: &Parsed, file: FileId, findings: &mut Findings) -> Option<Arc<Node>> {
    findings.extend(parsed.findings.iter().cloned());
    match &parsed.node {
        Some(node) if matches!(node.value, Value::Map(_)) => Some(Arc::clone(node)),
        Some(node) => {
            findings.push(Finding::error(WRONG_TYPE, node.span, format!("expected keys and values, found {}", node.shape())));
            None
        }
        None if parsed.findings.is_empty() => Some(Arc::new(Node { span: Span::new(file, 0, 0), value: Value::Map(Vec::new()) })),
        None => None,
    }
}

fn bad_slug(slug: &str, file: FileId) -> Option<Finding> {
    let bad = Slug::parse(slug).err()?;
    let finding = Finding::error(BAD_ID, Span::new(file, 0, 0), format!("client folder: {}", bad.message));
    Some(finding.help("the folder's name is the client's address"))
}

fn stray_client(file: FileId, source: &Source) -> Finding {
    let stem = source.path.stem();
    Finding::error(
        UNKNOWN_KIND,
        Span::new(file, 0, 0),
        format!("`{}` is no client: each client has a folder", escaped(source.path.as_str())),
    )
    .help(format!("move it to `clients/{stem}/client.yaml`"))
}

/// One file on its way into a tree.
struct Place<'a> {
    tree: &'a mut Tree,
    findings: &'a mut Findings,
    file: FileId,
    source: &'a Source,
}

impl Place<'_> {
    /// Puts the entities of a file into the tree; `rest` is the path below the library or the client's folder.
    fn file(&mut self, rest: &[&str], parsed: &Parsed) {
        let one_file = rest.len() == 1;
        let word = if one_file { self.source.path.stem() } else { rest[0] };
        let Some(kind) = Kind::by_plural(word) else {
            self.findings.push(self.unknown_kind(word));
            // What it holds may be named elsewhere: that follows from this one mistake.
            self.tree.broken = true;
            return;
        };
        self.tree.broken |= parsed.node.is_none() && !parsed.findings.is_empty();
        let Some(node) = &parsed.node else { return };
        match &node.value {
            Value::List(items) => {
                for item in items {
                    self.item(kind, item);
                }
            }
            Value::Map(_) if kind.is_single() => self.only(kind, node),
            Value::Map(_) if !one_file => self.single(kind, node),
            Value::Map(_) if self.source.path.extension() == "md" => {
                let help = format!("move it to `{word}/<id>.md`");
                self.wrong(node.head(), format!("a Markdown file of this kind stands in the folder `{word}`"), help);
            }
            Value::Map(_) | Value::Scalar { .. } => {
                let help = format!("begin each {} with `- id:`", kind.singular());
                self.wrong(node.head(), format!("expected a list of {word}, found {}", node.shape()), help);
            }
        }
    }

    /// Adds the one entity of a kind that a portal has once; it needs neither id nor title.
    fn only(&mut self, kind: Kind, node: &Arc<Node>) {
        let word = kind.singular();
        if let Some(entry) = node.entry("id") {
            let message = format!("a portal has one {word}, which has no `id`");
            self.findings.push(Finding::error(DUPLICATE_KEY, entry.key_span, message).help("take it out"));
            return;
        }
        self.add(kind, word, Span::new(self.file, 0, 0), node, Given::FileName);
    }

    fn wrong(&mut self, span: Span, message: String, help: String) {
        self.findings.push(Finding::error(WRONG_TYPE, span, message).help(help));
    }

    fn unknown_kind(&self, word: &str) -> Finding {
        let message = format!("`{}` is of no kind that is known", escaped(word));
        let finding = Finding::error(UNKNOWN_KIND, Span::new(self.file, 0, 0), message);
        let known = Kind::ALL.iter().map(|kind| kind.plural());
        match nearest(word, known.clone()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => {
                finding.help(format!("known kinds: {}; start the name with `_` if it is not content", known.collect::<Vec<_>>().join(", ")))
            }
        }
    }

    fn item(&mut self, kind: Kind, item: &Arc<Node>) {
        if item.is_refused() {
            return;
        }
        if !matches!(item.value, Value::Map(_)) {
            let help = format!("write each {} as keys and values, beginning with `- id:`", kind.singular());
            self.wrong(item.span, format!("expected keys and values, found {}", item.shape()), help);
            return;
        }
        match item.get("id") {
            Some(id) if !id.is_null() => match id.as_text() {
                Some(text) => self.add(kind, text, id.span, item, Given::Key),
                None => {
                    let help = "an `id` is one word of small letters, digits and hyphens".to_owned();
                    self.wrong(id.span, format!("expected an id, found {}", id.shape()), help);
                }
            },
            _ => {
                let span = item.entry("id").map_or(item.head(), |entry| entry.key_span);
                let finding = Finding::error(MISSING_KEY, span, format!("this {} has no `id`", kind.singular()));
                let title =
                    item.text_of("title").map(|title| title.to_lowercase().replace(' ', "-")).filter(|slug| Slug::parse(slug).is_ok());
                self.findings.push(match title {
                    Some(slug) => finding.help(format!("add `id: {slug}`")),
                    None => finding.help("add an `id` of small letters, digits and hyphens"),
                });
            }
        }
    }

    fn single(&mut self, kind: Kind, node: &Arc<Node>) {
        let stem = self.source.path.stem().to_owned();
        if let Some(entry) = node.entry("id") {
            let finding = Finding::error(DUPLICATE_KEY, entry.key_span, "the file's name is the id; an `id` inside it is one too many");
            self.findings.push(finding.help(format!("take it out; this {} is called `{}`", kind.singular(), escaped(&stem))));
        }
        let start = Span::new(self.file, 0, 0);
        self.add(kind, &stem, start, node, Given::FileName);
    }

    fn add(&mut self, kind: Kind, text: &str, id_span: Span, node: &Arc<Node>, given: Given) {
        let slug = match Slug::parse(text) {
            Ok(slug) => slug,
            Err(bad) => {
                let finding = Finding::error(BAD_ID, id_span, bad.message);
                self.findings.push(match (bad.instead, given) {
                    (Some(instead), Given::Key) => finding.help(format!("write `{instead}`")).fix(id_span, instead),
                    (Some(instead), Given::FileName) => finding.help(format!("call the file `{instead}.{}`", self.source.path.extension())),
                    (None, _) => finding,
                });
                return;
            }
        };
        let key = (kind, Arc::clone(slug.shared()));
        if let Some(first) = self.tree.entities.get(&key) {
            self.findings.push(twice(kind, text, id_span, kind, first.id_span));
            return;
        }
        self.tree.entities.insert(key, Written { id_span, node: Arc::clone(node) });
    }
}

#[derive(Clone, Copy)]
enum Given {
    Key,
    FileName,
}

/// Words the finding about one id in two places.
pub(super) fn twice(kind: Kind, id: &str, span: Span, first_kind: Kind, first: Span) -> Finding {
    let message = if kind == first_kind {
        format!("two {} are called `{}`", kind.plural(), escaped(id))
    } else {
        format!("a {} and a {} are both called `{}`", first_kind.singular(), kind.singular(), escaped(id))
    };
    let finding = Finding::error(DUPLICATE_ID, span, message).related(first, "the first one stands here");
    if kind == first_kind {
        finding
    } else {
        finding.why("contacts, teams and vendors share one name space, so that a name says who is meant")
    }
}

/// Finds ids that two kinds of actors have in one tree.
fn actors_twice(tree: &Tree) -> Findings {
    let mut findings = Findings::new();
    for ((kind, id), written) in tree.entities.iter().filter(|((kind, _), _)| kind.is_actor()) {
        for earlier in Kind::ACTORS.iter().copied().filter(|earlier| earlier < kind) {
            if let Some(first) = tree.entities.get(&(earlier, Arc::clone(id))) {
                findings.push(twice(*kind, id, written.id_span, earlier, first.id_span));
            }
        }
        if matches!(&**id, "client" | "provider") {
            let message = format!("`{id}` means the {id} as a whole and cannot be the id of a {}", kind.singular());
            findings.push(Finding::error(BAD_ID, written.id_span, message));
        }
    }
    findings
}

/// Reads an entity of the library for shape alone: what it lacks or points to is judged in the portals that take it.
pub(super) fn shape_of((kind, id): &Key, node: &Arc<Node>) -> Findings {
    let (_, findings) = Entities::default().read(*kind, id, node, &Anything);
    findings.into_iter().filter(|finding| finding.rule != MISSING_KEY).collect()
}

/// Tells whether a mapping says anything beside its id.
pub(super) fn says_something(node: &Node) -> bool {
    node.entries().iter().any(|entry| &*entry.key != "id")
}
