//! Small workspaces from one text: `=== path` begins a file. What is not written is filled in, so that a case says only what it is about.

use std::collections::BTreeMap;

use bailiwick::files::Files;
use bailiwick::finding::report::{self, Color};
use bailiwick::finding::{Findings, merged};
use bailiwick::model::date::Date;
use bailiwick::model::portal::Edition;
use bailiwick::pipeline::{self, Attachment, Known, Opened, Options, Outcome, Written};
use bailiwick::source::SourcePath;

/// The day that every test is judged by.
pub(crate) fn today() -> Date {
    Date::parse("2026-11-24").unwrap()
}

const SETTINGS: &str = "bailiwick: 1\nprovider: { title: Northwind IT Partners, short: Northwind, zone: America/New_York }\n";
const CLIENT: &str = "title: Acme Manufacturing\nshort: Acme\n";

/// Splits a text into its files.
pub(crate) fn files(text: &str) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut current = None;
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("=== ") {
            Some(path) => {
                current = Some(path.trim().to_owned());
                files.insert(path.trim().to_owned(), String::new());
            }
            None => files.get_mut(current.as_ref().expect("a text begins with `=== path`")).unwrap().push_str(line),
        }
    }
    files
}

/// Makes a workspace of a text; settings and one client are filled in.
pub(crate) fn written(text: &str) -> Written {
    let mut files = files(text);
    files.entry("bailiwick.yaml".to_owned()).or_insert_with(|| SETTINGS.to_owned());
    if !files.keys().any(|path| path.starts_with("clients/") && path.ends_with("/client.yaml")) {
        files.insert("clients/acme/client.yaml".to_owned(), CLIENT.to_owned());
    }
    exactly(&files)
}

/// Makes a workspace of just these files.
pub(crate) fn exactly(files: &BTreeMap<String, String>) -> Written {
    let mut written = Written::default();
    for (path, text) in files {
        let path = SourcePath::new(path);
        if matches!(path.extension(), "yaml" | "md") {
            written.sources.insert(path, text.as_str().into());
        } else {
            written.attachments.insert(path);
        }
    }
    written
}

/// Opens a workspace as the commands do.
pub(crate) fn opened(written: Written) -> Opened {
    pipeline::open(written, &mut Known::default())
}

/// Makes every client's portal; an attachment holds its own path as text.
pub(crate) fn made(opened: &Opened, edition: Edition) -> (BTreeMap<String, Option<Files>>, Findings) {
    let mut findings = opened.findings.clone();
    let mut portals = BTreeMap::new();
    let read = |path: &SourcePath| Ok(Attachment::new(path, path.as_str().as_bytes().into()));
    for slug in opened.workspace.clients.keys() {
        let made = pipeline::client(opened, slug, Options { edition, today: today() }, &read, &mut |_| {});
        findings.extend(made.findings);
        portals.insert(
            slug.clone(),
            match made.outcome {
                Outcome::Ready(files) => Some(files),
                Outcome::Stopped | Outcome::Draft => None,
            },
        );
    }
    (portals, merged(findings, &opened.sources))
}

/// Judges a text and tells the findings as a person sees them.
pub(crate) fn check(text: &str) -> String {
    let opened = opened(written(text));
    let (_, findings) = made(&opened, Edition::Client);
    report::human(&findings, &opened.sources, Color::Never)
}

/// Builds one edition and returns its portals; the workspace must have no errors.
pub(crate) fn build(written: Written, edition: Edition) -> BTreeMap<String, Files> {
    let opened = opened(written);
    let (portals, findings) = made(&opened, edition);
    let told = report::short(&findings, &opened.sources);
    portals.into_iter().map(|(slug, files)| (slug, files.unwrap_or_else(|| panic!("not built:\n{told}")))).collect()
}

/// Reads a workspace of the disk whole.
pub(crate) fn from_disk(root: &str) -> Written {
    let read = bailiwick::disk::workspace::read(std::path::Path::new(root)).unwrap();
    let (written, findings) = read.into_written();
    assert_eq!(findings, vec![]);
    written
}
