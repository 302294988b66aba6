//! `docs/theming.md` is made of `docs/theming.template.md`, the views of one small portal, and the words in the source of the views.
//!
//! With `BAILIWICK_UPDATE=1` in the environment the file is written anew, to be read before it is committed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::portals::fullest_views;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A struct of a view, as its source says it.
#[derive(Debug)]
struct Shape {
    name: String,
    words: String,
    fields: Vec<Field>,
}

#[derive(Debug)]
struct Field {
    name: String,
    shape: String,
    words: String,
}

#[test]
#[expect(clippy::disallowed_methods, reason = "compares a file of the repository with what it is made of")]
fn the_reference_of_themes_says_what_views_hold() {
    let at = |path: &str| Path::new(ROOT).join(path);
    let template = std::fs::read_to_string(at("docs/theming.template.md")).unwrap();
    let modules = modules(&at("src/site"));
    let views = fullest_views();
    let every_field: BTreeSet<&str> =
        modules.values().flatten().flat_map(|shape| shape.fields.iter().map(|field| field.name.as_str())).collect();
    let mut pages = String::new();
    for (name, (template, json)) in &views {
        let view: Value = serde_json::from_str(json).unwrap();
        let mut keys = BTreeSet::new();
        gather_keys(&view, &mut keys);
        let unsaid: Vec<&String> = keys.iter().filter(|key| !every_field.contains(key.as_str())).collect();
        assert!(unsaid.is_empty(), "{name}: no field of a view is called {unsaid:?}");
        write!(pages, "### `{template}`\n\n{}\n", tables(&modules[&PathBuf::from(format!("pages/{name}"))])).unwrap();
        writeln!(pages, "```json\n{}\n```\n", laid_out(&shortened(&view), 0)).unwrap();
    }
    let own: BTreeSet<PathBuf> = views.keys().map(|name| PathBuf::from(format!("pages/{name}"))).collect();
    let shared: String = modules.iter().filter(|(path, _)| !own.contains(*path)).map(|(_, shapes)| tables(shapes)).collect();
    let made = template.replace("{{pages}}", pages.trim_end()).replace("{{shared}}", shared.trim_end());
    let reference = at("docs/theming.md");
    if std::env::var_os("BAILIWICK_UPDATE").is_some() {
        std::fs::write(&reference, &made).unwrap();
    }
    let stands = std::fs::read_to_string(&reference).unwrap_or_default();
    let first = made.lines().zip(stands.lines()).find(|(made, stands)| made != stands);
    assert!(made == stands, "docs/theming.md is not what the views say; BAILIWICK_UPDATE=1 writes it anew: {first:?}");
}

/// Reads the structs of every module that a view may be made of. A module below a page's belongs to the page.
#[expect(clippy::disallowed_methods, reason = "reads the source")]
fn modules(top: &Path) -> BTreeMap<PathBuf, Vec<Shape>> {
    let mut modules: BTreeMap<PathBuf, Vec<Shape>> = BTreeMap::new();
    for entry in walkdir::WalkDir::new(top).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.path().extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let shapes = shapes(&std::fs::read_to_string(entry.path()).unwrap());
        let within = entry.path().strip_prefix(top).unwrap().with_extension("");
        let module: PathBuf = within.iter().take(2).collect();
        if !shapes.is_empty() {
            modules.entry(module).or_default().extend(shapes);
        }
    }
    modules
}

/// Finds the public structs that serialise, with their fields and the words above these.
fn shapes(source: &str) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = Vec::new();
    let (mut words, mut serialises, mut is_open) = (String::new(), false, false);
    for line in source.lines() {
        let trimmed = line.trim();
        if let Some(said) = trimmed.strip_prefix("/// ") {
            words = format!("{words} {said}").trim().to_owned();
        } else if trimmed.starts_with("#[derive(") {
            serialises = trimmed.contains("Serialize");
        } else if let Some(name) = trimmed.strip_prefix("pub struct ").filter(|_| serialises) {
            let name = name.split([' ', '<', '(']).next().unwrap().to_owned();
            is_open = trimmed.ends_with('{');
            shapes.push(Shape { name, words: std::mem::take(&mut words), fields: Vec::new() });
        } else if let Some((name, shape)) =
            trimmed.strip_prefix("pub ").and_then(|field| field.strip_suffix(',')?.split_once(": ")).filter(|_| is_open)
        {
            let field = Field { name: name.to_owned(), shape: plain(shape), words: std::mem::take(&mut words) };
            shapes.last_mut().unwrap().fields.push(field);
        } else if !trimmed.starts_with("#[") {
            words.clear();
            serialises = false;
            is_open = is_open && trimmed != "}";
        }
    }
    shapes
}

/// Says a type of Rust as a theme's author sees it.
fn plain(shape: &str) -> String {
    let inner = |outer: &str| shape.strip_prefix(outer).and_then(|rest| rest.strip_suffix('>'));
    if let Some(item) = inner("Option<") {
        return format!("{} or null", plain(item));
    }
    if let Some(item) = inner("Vec<").or_else(|| inner("Box<")) {
        return format!("list of {}", plain(item));
    }
    match shape {
        "String" | "&'static str" | "SitePath" => "text".to_owned(),
        "usize" | "i32" | "u16" | "u32" | "f64" => "number".to_owned(),
        "bool" => "true or false".to_owned(),
        "Html" => "HTML".to_owned(),
        other if other.starts_with('[') => format!("list of {}", plain(other.trim_start_matches('[').split(';').next().unwrap())),
        other => format!("`{}`", other.rsplit("::").next().unwrap()),
    }
}

fn tables(shapes: &[Shape]) -> String {
    let mut text = String::new();
    for Shape { name, words, fields } in shapes {
        write!(text, "**`{name}`**: {words}\n\n").unwrap();
        if fields.is_empty() {
            continue;
        }
        text.push_str("| field | value | meaning |\n|---|---|---|\n");
        for Field { name, shape, words } in fields {
            writeln!(text, "| `{name}` | {shape} | {} |", words.replace('|', "\\|")).unwrap();
        }
        text.push('\n');
    }
    text
}

fn gather_keys(value: &Value, keys: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                keys.insert(key.clone());
                gather_keys(value, keys);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather_keys(item, keys)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Cuts every list down to the item that says most.
fn shortened(value: &Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(map.iter().map(|(key, value)| (key.clone(), shortened(value))).collect()),
        Value::Array(items) => {
            let fullest = items.iter().max_by_key(|item| item.to_string().len());
            Value::Array(fullest.into_iter().map(shortened).collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

/// Writes JSON with what fits into a line on one.
fn laid_out(value: &Value, indent: usize) -> String {
    const WIDTH: usize = 120;
    let line = match value {
        Value::Object(map) => {
            let entries: Vec<String> = map.iter().map(|(key, value)| format!("\"{key}\": {}", laid_out(value, 0))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(|item| laid_out(item, 0)).collect::<Vec<_>>().join(", ")),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    };
    let is_inner = matches!(value, Value::Object(map) if !map.is_empty()) || matches!(value, Value::Array(items) if !items.is_empty());
    if !is_inner || (indent + line.chars().count() <= WIDTH && !line.contains('\n')) {
        return line;
    }
    let (margin, end) = (" ".repeat(indent + 2), " ".repeat(indent));
    match value {
        Value::Object(map) => {
            let entries: Vec<String> =
                map.iter().map(|(key, value)| format!("{margin}\"{key}\": {}", laid_out(value, indent + 2))).collect();
            format!("{{\n{}\n{end}}}", entries.join(",\n"))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| format!("{margin}{}", laid_out(item, indent + 2))).collect();
            format!("[\n{}\n{end}]", items.join(",\n"))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => line,
    }
}
