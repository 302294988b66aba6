//! The ways of the house, held by reading the source as text.

use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The layers, bottom up; a module uses only its own layer's files and the layers before it.
const LAYERS: [&[&str]; 15] = [
    &["source", "files"],
    &["finding"],
    &["strings"],
    &["yaml", "markdown"],
    &["model"],
    &["load"],
    &["check"],
    &["site"],
    &["render", "search", "export"],
    &["inspect"],
    &["pipeline"],
    &["disk"],
    &["fleet", "serve"],
    &["cli"],
    &["lib", "main"],
];

fn rust_files(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(ROOT).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn shown(path: &Path) -> String {
    path.strip_prefix(ROOT).unwrap().display().to_string()
}

/// Returns the module of a file below `src`: its first folder, or its stem.
fn module(path: &Path) -> String {
    let relative = path.strip_prefix(Path::new(ROOT).join("src")).unwrap();
    let first = relative.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn layer(module: &str) -> usize {
    LAYERS
        .iter()
        .position(|layer| layer.contains(&module))
        .unwrap_or_else(|| panic!("`{module}` is in no layer: give it a place in tests/it/tidy.rs"))
}

#[test]
fn arrows_point_down() {
    let mut broken = Vec::new();
    for path in rust_files("src") {
        let from = module(&path);
        let text = std::fs::read_to_string(&path).unwrap();
        for (number, line) in text.lines().enumerate() {
            for used in line.split("crate::").skip(1) {
                let names: Vec<String> = match used.strip_prefix('{') {
                    Some(group) => {
                        group.split(['{', '}', ',']).map(|name| name.trim().split("::").next().unwrap_or("").to_owned()).collect()
                    }
                    None => {
                        vec![used.split(|character: char| !character.is_alphanumeric() && character != '_').next().unwrap_or("").to_owned()]
                    }
                };
                for name in names.iter().filter(|name| LAYERS.iter().any(|layer| layer.contains(&name.as_str()))) {
                    if *name != from && layer(name) >= layer(&from) {
                        broken.push(format!("{}:{}: `{from}` uses `{name}`, which stands above it or beside it", shown(&path), number + 1));
                    }
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_module_says_what_it_is() {
    let silent: Vec<String> = rust_files("src")
        .into_iter()
        .chain(rust_files("tests"))
        .filter(|path| !std::fs::read_to_string(path).unwrap().starts_with("//! "))
        .map(|path| shown(&path))
        .collect();
    assert!(silent.is_empty(), "no module comment: {}", silent.join(", "));
}

#[test]
fn the_model_keeps_its_places() {
    for path in rust_files("src/model") {
        let text = std::fs::read_to_string(&path).unwrap();
        for word in ["flatten", "untagged", "tag ="] {
            let serde = text.lines().any(|line| line.trim_start().starts_with("#[serde") && line.contains(word));
            assert!(!serde, "{}: serde buffers at `{word}`, and places are lost", shown(&path));
        }
    }
}

#[test]
fn names_mean_something() {
    let empty = ["utils", "util", "helpers", "helper", "common_", "misc", "manager", "handler"];
    for path in rust_files("src") {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(!empty.contains(&stem.as_str()), "{} has a name without a meaning", shown(&path));
    }
    for path in rust_files("src") {
        let text = std::fs::read_to_string(&path).unwrap();
        for suffix in ["Manager", "Handler", "Helper", "Utils"] {
            let named = text.lines().any(|line| {
                line.contains("struct ")
                    && line
                        .split("struct ")
                        .nth(1)
                        .is_some_and(|rest| rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("").ends_with(suffix))
            });
            assert!(!named, "{} has a type named for nothing: …{suffix}", shown(&path));
        }
    }
}

#[test]
fn only_the_edges_touch_the_world() {
    for path in rust_files("src") {
        let module = module(&path);
        if ["disk", "serve", "cli", "main"].contains(&module.as_str()) {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for word in ["std::fs::", "std::env::", "println!", "eprintln!", "SystemTime", "Instant::now", "Timestamp::now"] {
            assert!(!text.contains(word), "{} uses `{word}`", shown(&path));
        }
    }
}

#[test]
fn only_yaml_knows_its_crate() {
    for path in rust_files("src").into_iter().filter(|path| module(path) != "yaml") {
        assert!(!std::fs::read_to_string(&path).unwrap().contains("serde_yaml"), "{} uses the YAML crate", shown(&path));
    }
}

#[test]
fn nothing_is_left_to_do() {
    let marks = ["todo!(", "unimplemented!(", "dbg!(", "#[ignore", "FIXME", "XXX"];
    for path in rust_files("src").into_iter().chain(rust_files("tests")).filter(|path| !path.ends_with("tests/it/tidy.rs")) {
        let text = std::fs::read_to_string(&path).unwrap();
        for mark in marks {
            assert!(!text.contains(mark), "{} has `{mark}` left", shown(&path));
        }
    }
}
