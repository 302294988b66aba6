//! Work is done by need: an edit parses one file, and a page is made without the others.

use bailiwick::load;
use bailiwick::model::portal::Edition;
use bailiwick::pipeline::{self, Attachment, Known};

use crate::world::{build, from_disk, today};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/content-example");

#[test]
fn an_edit_of_one_file_parses_one_file() {
    let mut known = Known::default();
    let mut written = from_disk(EXAMPLE);
    let files = written.sources.iter().filter(|(_, source)| matches!(source.path.extension(), "yaml" | "md")).count();
    assert_eq!(pipeline::open(written.clone(), &mut known).parsed, files);
    assert_eq!(pipeline::open(written.clone(), &mut known).parsed, 0);

    let (path, text) = written
        .sources
        .iter()
        .map(|(_, source)| (source.path.clone(), source.text.clone()))
        .find(|(path, _)| path.name() == "client.yaml")
        .unwrap();
    written.sources.insert(path, format!("{text}\n# A comment.\n").into());
    assert_eq!(pipeline::open(written, &mut known).parsed, 1);
}

#[test]
fn one_page_is_rendered_without_the_others() {
    let opened = pipeline::open(from_disk(EXAMPLE), &mut Known::default());
    let loaded = load::load(&opened.workspace, "acme", Edition::Client, opened.inputs(today()), None);
    let portal = loaded.portal.unwrap();
    let read = |path: &bailiwick::source::SourcePath| Ok(Attachment::new(path, path.as_str().as_bytes().into()));
    let (attachments, findings) = pipeline::attachments(&portal, &opened, &read);
    assert!(findings.is_empty(), "{findings:?}");
    let shown = pipeline::show(&opened, &portal, &attachments).unwrap();
    let page = shown.pages().into_iter().find(|page| page.path.as_str().starts_with("services/")).unwrap();

    let bytes = shown.page(&page).unwrap();
    assert_eq!(shown.rendered(), 1);

    let whole = build(from_disk(EXAMPLE), Edition::Client).remove("acme").unwrap();
    assert_eq!(whole.get(&page.path).unwrap()[..], bytes[..], "a page made alone is the page of the whole build");
}

#[test]
fn a_library_is_read_by_need() {
    // A service that no client takes is checked for shape, and never linked: what it lacks or points to is nobody's trouble.
    let text = "=== library/services.yaml\n- { id: untaken, title: Nobody takes this, provided_by: nobody }\n";
    assert_eq!(crate::world::check(text), "");
}
