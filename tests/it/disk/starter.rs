//! Writing a new workspace: into nothing, over nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use bailiwick::disk::starter::write_new;
use bailiwick::source::SourcePath;

use super::{message, put, tree};

fn starter(paths: &[&str]) -> BTreeMap<SourcePath, Arc<[u8]>> {
    paths.iter().map(|path| (SourcePath::new(path), Arc::from(path.as_bytes()))).collect()
}

fn written(folder: &Path) -> Vec<String> {
    write_new(folder, &starter(&[".gitignore", "bailiwick.yaml", "clients/acme/client.yaml"])).unwrap();
    tree(folder)
}

const WHOLE: [&str; 5] = [
    ".gitignore: .gitignore",
    "bailiwick.yaml: bailiwick.yaml",
    "clients/",
    "clients/acme/",
    "clients/acme/client.yaml: clients/acme/client.yaml",
];

#[test]
fn a_workspace_is_written_into_an_empty_or_absent_folder() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(written(folder.path()), WHOLE);
    assert_eq!(written(&folder.path().join("a/b c/ü")), WHOLE);
}

#[test]
fn a_repository_without_files_counts_as_empty() {
    let folder = tempfile::tempdir().unwrap();
    put(&folder.path().join(".git/HEAD"), "ref");
    assert_eq!(written(folder.path()), [&[".git/", ".git/HEAD: ref"], &WHOLE[..]].concat());
}

#[test]
fn what_is_in_the_way_is_named_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    put(&folder.path().join("notes.txt"), "mine");
    put(&folder.path().join("zzz.txt"), "mine");
    let expected = format!("`{}` is in the way: a new workspace needs an empty folder", folder.path().join("notes.txt").display());
    assert_eq!(message(write_new(folder.path(), &starter(&["bailiwick.yaml"]))), expected);
    assert_eq!(tree(folder.path()), ["notes.txt: mine", "zzz.txt: mine"]);
    let file = folder.path().join("notes.txt");
    assert_eq!(message(write_new(&file, &starter(&["a"]))), format!("cannot list `{}`: Not a directory (os error 20)", file.display()));
}

#[test]
fn nothing_stays_of_a_workspace_that_could_not_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let long = format!("library/{}.yaml", "x".repeat(300));
    let outcome = message(write_new(&folder.path().join("new/deep"), &starter(&["bailiwick.yaml", "clients/a/client.yaml", &long])));
    let path = folder.path().join("new/deep").join(&long);
    assert_eq!(outcome, format!("cannot write `{}`: File name too long (os error 36)", path.display()));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
