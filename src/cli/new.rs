//! `bailiwick new`: a commented skeleton of an entity or a client, in the place where the workspace keeps such things.

use std::collections::BTreeMap;

use anyhow::Result;

use super::Exit;
use super::args::{Common, New};
use super::project::{self, Project, Usage};
use super::schema;
use super::terminal::Terminal;
use crate::disk::add;
use crate::finding::any_error;
use crate::load::workspace::Written;
use crate::model::id::Slug;
use crate::model::kind::Kind;
use crate::model::schema::skeleton::{Layout, Standing, skeleton};
use crate::model::schema::{File, article};
use crate::source::{FileId, SourcePath};
use crate::yaml::{Node, parse};

pub(super) fn run(args: &New, common: &Common, terminal: &Terminal) -> Result<Exit> {
    let file = schema::named(&args.kind)?;
    let project = project::open(args.workspace.as_deref(), common)?;
    match file {
        File::Settings => return usage("there is one `bailiwick.yaml`; `bailiwick init` writes it"),
        File::Client => new_client(&project, args, common, terminal)?,
        File::Kind(kind) => new_entity(&project, kind, args, common, terminal)?,
    }
    Ok(Exit::Done)
}

fn usage<T>(message: impl Into<String>) -> Result<T> {
    Err(Usage(message.into()).into())
}

fn id_of(args: &New, what: &str) -> Result<String> {
    let Some(id) = &args.id else { return usage(format!("{} {what} needs an id: `bailiwick new {} ID`", article(what), args.kind)) };
    match Slug::parse(id) {
        Ok(_) => Ok(id.clone()),
        Err(bad) => {
            let instead = bad.instead.map_or(String::new(), |instead| format!("; write `{instead}`"));
            usage(format!("{}{instead}", bad.message))
        }
    }
}

fn new_client(project: &Project, args: &New, common: &Common, terminal: &Terminal) -> Result<()> {
    if !common.client.is_empty() {
        return usage("a new client is named without `--client`");
    }
    let name = id_of(args, "client")?;
    if project.opened.workspace.clients.contains_key(&name) {
        return usage(format!("there is a client `{name}` already, in `clients/{name}`"));
    }
    let in_folder = |file: &str| SourcePath::new(&format!("clients/{name}/{file}"));
    let client = in_folder("client.yaml");
    let text = skeleton(File::Client, &name, Layout::Alone, Standing::New);
    let head = schema::line(File::Client, &client);
    let mut files = BTreeMap::from([(
        client.clone(),
        format!("{head}# One folder a client, one portal a client. The folder's name is the portal's address.\n{text}"),
    )]);
    for (kind, comment) in [(Kind::Contact, CONTACTS), (Kind::Responsibility, RESPONSIBILITIES)] {
        let path = in_folder(&format!("{}.yaml", kind.plural()));
        let head = schema::line(File::Kind(kind), &path);
        files.insert(path, format!("{head}{}", comment.replace("NAME", &name)));
    }
    add::add(&project.root, &files)?;
    terminal.say(&format!("wrote {} files to `clients/{name}`; next: give it `services` in `client.yaml`", files.len()));
    terminal.result(&format!("{}:1\n", project.root.join(client.as_str()).display()));
    Ok(())
}

const CONTACTS: &str = "\
# The client's people: name those who decide, approve or must be told.
# `bailiwick new contact ID --client NAME` adds one.
";
const RESPONSIBILITIES: &str = "\
# What this client does differently: a row of the library by its id, and only what differs.
#   - id: test-restores
#     every: month
# A row with an id that the library does not have is the client's own; `bailiwick new responsibility ID --client NAME` adds one.
";

fn new_entity(project: &Project, kind: Kind, args: &New, common: &Common, terminal: &Terminal) -> Result<()> {
    let tree = tree(project, common)?;
    let (id, word) = match (&args.id, kind.is_single()) {
        (Some(_), true) => return usage(format!("a portal has one {}, which has no id", kind.singular())),
        (None, true) => (kind.singular().to_owned(), kind.singular().to_owned()),
        (_, false) => (id_of(args, kind.singular())?, format!("{} `{}`", kind.singular(), args.id.as_deref().unwrap_or_default())),
    };
    refuse_taken(project, kind, &id, &tree)?;
    let standing = if tree != LIBRARY && in_library(project, kind, &id).is_some() { Standing::Adapts } else { Standing::New };
    let placed = place(project, kind, &id, &tree, standing)?;
    match placed.earlier {
        Earlier::Nothing => add::add(&project.root, &BTreeMap::from([(placed.path.clone(), placed.text)]))?,
        Earlier::List => _ = add::replace(&project.root, &placed.path, &placed.text)?,
    }
    let did = match (placed.earlier, standing) {
        (Earlier::Nothing, Standing::New) => format!("wrote {word} to `{}`", placed.path),
        (Earlier::List, Standing::New) => format!("added {word} to `{}`", placed.path),
        (_, Standing::Adapts) => format!("began an overlay of the library's {word} in `{}`: say there what differs", placed.path),
    };
    terminal.say(&did);
    terminal.result(&format!("{}:{}\n", project.root.join(placed.path.as_str()).display(), placed.line));
    Ok(())
}

const LIBRARY: &str = "library";

/// Returns the folder that it goes into: the library's, or that of the one client that was named.
fn tree(project: &Project, common: &Common) -> Result<String> {
    match (common.client.as_slice(), project.clients.as_slice()) {
        ([], _) => Ok(LIBRARY.to_owned()),
        (_, [one]) => Ok(format!("clients/{one}")),
        (_, several) => {
            usage(format!("`--client` names {} clients; an entity is written for one, or without it for the library", several.len()))
        }
    }
}

fn in_library<'a>(project: &'a Project, kind: Kind, id: &str) -> Option<&'a Written> {
    project.opened.workspace.library.entities.get(&(kind, id.into()))
}

/// Refuses an id that is taken in the same tree, or by another actor.
fn refuse_taken(project: &Project, kind: Kind, id: &str, tree: &str) -> Result<()> {
    let workspace = &project.opened.workspace;
    let own = tree.strip_prefix("clients/").map(|client| &workspace.clients[client].entities);
    let at = |written: &Written| {
        let position = project.opened.sources.position(written.id_span);
        format!("{}:{}", project.opened.sources.get(written.id_span.file).path, position.line)
    };
    if kind.is_actor() && matches!(id, "client" | "provider") {
        return usage(format!("`{id}` means the {id} as a whole and cannot be the id of a {}", kind.singular()));
    }
    let actors = Kind::ACTORS.iter().copied().filter(|other| kind.is_actor() && *other != kind);
    let beside = actors.flat_map(|other| [(other, own), (other, Some(&workspace.library))]);
    let same = (kind, own.or(Some(&workspace.library)));
    for (other, entities) in std::iter::once(same).chain(beside) {
        if let Some(written) = entities.and_then(|entities| entities.entities.get(&(other, id.into()))) {
            return usage(format!("there is {} {} `{id}` already, at {}", article(other.singular()), other.singular(), at(written)));
        }
    }
    Ok(())
}

/// A skeleton, and where it goes.
struct Placed {
    path: SourcePath,
    /// The whole text of the file.
    text: String,
    /// The line on which the new entity begins.
    line: usize,
    earlier: Earlier,
}

/// What stands in the file so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Earlier {
    Nothing,
    List,
}

/// Finds out how the workspace keeps entities of a kind: in one list, in files of their own, or like this in another tree.
fn place(project: &Project, kind: Kind, id: &str, tree: &str, standing: Standing) -> Result<Placed> {
    let list = SourcePath::new(&format!("{tree}/{}.yaml", kind.plural()));
    let sources = &project.opened.sources;
    if let Some(file) = sources.id(&list) {
        return append(list, &sources.get(file).text, kind, id, standing);
    }
    let folder = format!("{tree}/{}/", kind.plural());
    let has_folder = sources.iter().any(|(_, source)| source.path.as_str().starts_with(&folder));
    let is_list =
        |path: &SourcePath| path.as_str().ends_with(&format!("/{}.yaml", kind.plural())) && path.folder().matches('/').count() <= 1;
    let others_list = sources.iter().any(|(_, source)| is_list(&source.path));
    let (path, layout) = if kind.is_single() {
        (list, Layout::Alone)
    } else if others_list && !has_folder {
        (list, Layout::Item(0))
    } else {
        (SourcePath::new(&format!("{folder}{id}.yaml")), Layout::Alone)
    };
    let head = schema::line(File::Kind(kind), &path);
    let text = format!("{head}{}", skeleton(File::Kind(kind), id, layout, standing));
    Ok(Placed { path, text, line: 2, earlier: Earlier::Nothing })
}

/// Adds an entity at the end of a list, as far in as the others stand.
fn append(path: SourcePath, text: &str, kind: Kind, id: &str, standing: Standing) -> Result<Placed> {
    let refused = || Usage(format!("`{path}` is no list that something can be added to at its end; write the {} by hand", kind.singular()));
    let items = items(text).filter(|_| !kind.is_single()).ok_or_else(refused)?;
    let column = items.first().map_or(Some(0), |first| column(text, first)).ok_or_else(refused)?;
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    let entity = skeleton(File::Kind(kind), id, Layout::Item(column), standing);
    let entity = if text.contains("\r\n") { entity.replace('\n', "\r\n") } else { entity };
    let whole = format!("{text}{end}{entity}");
    // What ends in a marker of its own, or in a block of text, may take the new lines for something else.
    if self::items(&whole).is_none_or(|after| after.len() != items.len() + 1) {
        return Err(refused().into());
    }
    let line = text.matches('\n').count() + 1 + usize::from(!end.is_empty());
    Ok(Placed { path, text: whole, line, earlier: Earlier::List })
}

/// Returns the items of a list, none where a file holds nothing yet, or nothing where it is no list.
fn items(text: &str) -> Option<Vec<std::sync::Arc<Node>>> {
    let (node, findings) = parse(FileId(0), text);
    match node {
        _ if any_error(&findings) => None,
        None => Some(Vec::new()),
        Some(node) if node.is_null() => Some(Vec::new()),
        Some(node) => node.as_list().map(<[_]>::to_vec),
    }
}

/// Returns the column of the dash before an item; nothing if it has none, as in `[a, b]`.
fn column(text: &str, item: &Node) -> Option<usize> {
    let before = &text[..item.span.start as usize];
    let line = &before[before.rfind('\n').map_or(0, |newline| newline + 1)..];
    let indent = line.trim_end().strip_suffix('-')?;
    indent.chars().all(|character| character == ' ').then_some(indent.len())
}
