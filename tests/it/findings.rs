//! Every file of `tests/findings` is a workspace and, under `--- findings`, what is told of it.
//!
//! With `BAILIWICK_UPDATE=1` in the environment the told findings are written into the files, to be read before they are committed.

use crate::world::check;

#[test]
fn each_mistake_is_named_at_its_place() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/findings");
    let update = std::env::var_os("BAILIWICK_UPDATE").is_some();
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() > 20, "the cases are gone");
    let mut wrong = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let (workspace, expected) = text.split_once("--- findings\n").unwrap_or((&text, ""));
        let told = check(workspace);
        if told.trim() != expected.trim() {
            if update {
                std::fs::write(&path, format!("{workspace}--- findings\n{}\n", told.trim())).unwrap();
            }
            wrong.push(format!("{}\nexpected:\n{expected}\ntold:\n{told}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
