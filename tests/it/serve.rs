//! The preview: what is served equals a build, whatever happens on the disk, and nobody but its own pages gets any of it.

#![expect(clippy::disallowed_methods, reason = "these tests write workspaces, start servers and wait for them")]

mod answers;
mod counts;
mod edits;
mod editor;
mod faults;
mod guard;
mod idle;
mod pictures;
mod raw;
mod theme;
mod walk;
mod wire;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bailiwick::disk::workspace;
use bailiwick::finding::report::{Picture, pictures};
use bailiwick::finding::{Findings, Level, merged, report};
use bailiwick::model::portal::Edition;
use bailiwick::pipeline::{self, Known, Options, Outcome};
use bailiwick::serve::answer::Answer;
use bailiwick::serve::editor::Editor;
use bailiwick::serve::guard::{Ask, Names};
use bailiwick::serve::preview::Preview;
use bailiwick::serve::server::{Desk, Ready, Reply, listen};
use bailiwick::serve::watch::{Gate, Means};
use bailiwick::serve::{self, Say, Settings};
use tempfile::TempDir;

use crate::world::{files, today};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/content-example");
const EDITIONS: [Edition; 2] = [Edition::Client, Edition::Internal];
const TOKEN: &str = "a-token-that-nobody-knows";

/// A small workspace with three clients, which share a library and each have something of their own.
fn three_clients() -> BTreeMap<String, Vec<u8>> {
    let texts = files(include_str!("../portals/small.txt")).into_iter().chain(files(include_str!("serve/clients.txt")));
    let mut all: BTreeMap<String, Vec<u8>> = texts.map(|(path, text)| (path, text.into_bytes())).collect();
    let pictures =
        ["brand/northwind.svg", "clients/birch/images/plan.svg", "clients/cedar/images/deep/yard.svg", "clients/cedar/images/plan.pdf"];
    for picture in pictures {
        all.insert(picture.to_owned(), format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><title>{picture}</title></svg>").into_bytes());
    }
    all
}

/// The list of services as a workspace's own template, which fails once the title of a service has some words in it.
fn failing_services(words: &str) -> Vec<u8> {
    let shipped = include_str!("../../themes/default/templates/services.html");
    let each = "{% for group in view.groups %}{% for card in group.services %}";
    let fails =
        format!("{{% if card.link.title is containing(pat=\"{words}\") %}}{{{{ throw(message=\"it says {words}\") }}}}{{% endif %}}");
    shipped.replace("{% block content -%}", &format!("{{% block content -%}}{each}{fails}{{% endfor %}}{{% endfor %}}")).into_bytes()
}

fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// Writes a workspace and returns its canonical path beside the folder, which is removed when it is dropped.
fn on_disk(files: &BTreeMap<String, Vec<u8>>) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap().join("workspace");
    for (path, bytes) in files {
        put(&root.join(path), bytes);
    }
    (folder, root)
}

/// Copies the example workspace.
fn example() -> (TempDir, PathBuf) {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(EXAMPLE) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(EXAMPLE).unwrap().to_str().unwrap().to_owned();
            files.insert(path, std::fs::read(entry.path()).unwrap());
        }
    }
    on_disk(&files)
}

/// One portal as a clean build makes it.
#[derive(Clone, Debug, PartialEq)]
struct Clean {
    /// `ready`, `draft`, `stopped` or `gone`.
    state: &'static str,
    files: BTreeMap<String, Arc<[u8]>>,
    /// The findings, as `check --format json` tells them.
    json: String,
    /// Those that an open page is told.
    pictures: Vec<Picture>,
}

/// Reads a workspace anew and makes every portal of it.
fn clean(root: &Path) -> BTreeMap<(String, Edition), Clean> {
    let (written, wrong) = workspace::read(root).unwrap().into_written();
    let opened = pipeline::open(written, &mut Known::default());
    let read = |path: &_| workspace::read_attachment(root, path).map_err(|error| format!("{error:#}"));
    let mut portals = BTreeMap::new();
    for client in opened.workspace.clients.keys() {
        for edition in EDITIONS {
            let made = pipeline::client(&opened, client, Options { edition, today: today() }, &read, &mut |_| {});
            let (state, files) = match made.outcome {
                Outcome::Ready(files) => ("ready", files.iter().map(|(path, bytes)| (path.to_string(), Arc::clone(bytes))).collect()),
                Outcome::Stopped => ("stopped", BTreeMap::new()),
                Outcome::Draft => ("draft", BTreeMap::new()),
            };
            let mut findings: Findings = made.findings;
            pipeline::name_client(&mut findings, client);
            findings.extend(wrong.iter().chain(&opened.findings).cloned());
            let findings = merged(findings, &opened.sources);
            let json = report::json(&findings, &opened.sources);
            let mut told: Findings = findings.into_iter().filter(|finding| finding.level >= Level::Warning).collect();
            told.sort_by_key(|finding| std::cmp::Reverse(finding.level));
            portals.insert((client.clone(), edition), Clean { state, files, json, pictures: pictures(&told, &opened.sources) });
        }
    }
    portals
}

/// A preview without a socket, whose changes are taken in by hand.
struct Stand {
    _folder: TempDir,
    root: PathBuf,
    preview: Arc<Preview>,
    desk: Desk,
}

impl Stand {
    fn new((folder, root): (TempDir, PathBuf)) -> Stand {
        let preview = Preview::open(&root, Edition::Client, Box::new(|_| Ok(today())), Box::new(|_| true)).unwrap();
        let preview = Arc::new(preview);
        let desk = Desk::new(Names::new(None, 4400), root.clone(), None, TOKEN.to_owned());
        desk.open(Ready { preview: Arc::clone(&preview), gate: Gate::default() });
        Stand { _folder: folder, root, preview, desk }
    }

    /// Answers a request of the preview's own pages, with further headers.
    fn ask(&self, target: &str, headers: &[(&str, &str)]) -> Answer {
        let own = [("Host", "localhost:4400")];
        let headers = own.iter().chain(headers).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        match self.desk.reply(&Ask { method: "GET".to_owned(), target: target.to_owned(), headers }) {
            Reply::Answer(answer) => answer,
            Reply::News(_) => panic!("`{target}` is a stream"),
        }
    }

    fn get(&self, target: &str) -> Answer {
        self.ask(target, &[])
    }

    fn text(&self, target: &str) -> String {
        String::from_utf8(self.get(target).body.to_vec()).unwrap()
    }
}

/// The first part of a portal's address.
fn variant(client: &str, edition: Edition) -> String {
    format!("{client}@{}", edition.word())
}

/// Takes the live script's line out of a page.
fn without_script(bytes: &[u8]) -> Vec<u8> {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    lines.filter(|line| !line.starts_with(b"<script src=\"/-/live.js\"")).flatten().copied().collect()
}

/// Serves a workspace on a port of its own as the command does, in threads that live as long as this process; returns the port.
fn serving(root: &Path, means: Means, editor: Option<&str>) -> u16 {
    let listening = listen(None, Some(0)).unwrap();
    let port = listening.address.port();
    let settings = Settings {
        root: root.to_path_buf(),
        edition: Edition::Client,
        today: Box::new(|_| Ok(today())),
        is_shown: Box::new(|_| true),
        host: None,
        means,
        editor: editor.map(|command| Editor::parse(command).unwrap()),
        token: TOKEN.to_owned(),
    };
    let say: Arc<Say> = Arc::new(|_: &str| {});
    std::thread::spawn(move || serve::run(settings, listening, &say));
    port
}
