//! Every field that the schema of a file knows, at any depth, given the wrong type, the wrong word, nothing, and the name of something else: one finding, at its place.
//!
//! The entities are made of the schema itself, so that a new kind and a new key are tried without anybody thinking of it.

use std::collections::BTreeMap;

use bailiwick::finding::{Findings, merged, report};
use bailiwick::load::parses::Parses;
use bailiwick::load::{self, Inputs, workspace};
use bailiwick::model::kind::Kind;
use bailiwick::model::portal::Edition;
use bailiwick::model::schema::form::{Leaf, Presence};
use bailiwick::model::schema::{File, Form, Key, Mapping};
use bailiwick::pipeline::Written;
use bailiwick::source::{Position, SourcePath, Sources};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use crate::world::{exactly, today};

/// A value of each form that is fine.
fn sample(key: &str, form: &Form) -> Value {
    match form {
        Form::Text if key == "theme" => json!("default"),
        Form::Text => json!("Some text"),
        Form::Whole => json!(1),
        Form::Number => json!(2.5),
        Form::Truth => json!(true),
        Form::Value(leaf) => leaf_sample(leaf),
        Form::Word(words) => json!(words[0].word),
        Form::List(item) => json!(items(key, item)),
        Form::Mapping(mapping) => Value::Object(filled(mapping)),
        Form::Table { rows, row } => json!({ rows.first().map_or("one", String::as_str): sample(key, row) }),
    }
}

/// Returns one item, or two where they have ids: the first is the one that others name.
fn items(key: &str, item: &Form) -> Vec<Value> {
    let first = sample(key, item);
    let id = item.inner().and_then(|mapping| mapping.keys.iter().find(|key| key.name == "id"));
    let second = id.map(|id| {
        let mut second = first.clone();
        second["id"] = if let Form::Word(words) = &id.form { json!(words[1].word) } else { json!("two") };
        second
    });
    std::iter::once(first).chain(second).collect()
}

fn leaf_sample(leaf: &Leaf) -> Value {
    match (leaf.reference(), &*leaf.title) {
        (Some("actor"), _) => json!("the-team"),
        (Some("side"), _) => json!("the-vendor"),
        (Some("any"), _) => json!("term:spare"),
        (Some("control"), _) => json!("the-framework:one"),
        (Some("file"), _) => json!("plan.svg"),
        (Some(local), _) if local.starts_with("local/") => json!("one"),
        (Some(kind), _) => json!(format!("the-{kind}")),
        (None, "score" | "weight") => json!(2),
        (None, "id" | "id as its framework writes it") => json!("one"),
        (None, "Markdown" | "line of Markdown") => json!("Some *text*"),
        (None, _) => json!(leaf.example().unwrap_or_else(|| panic!("`{}` has no example", leaf.title))),
    }
}

fn filled(mapping: &Mapping) -> Map<String, Value> {
    mapping.keys.iter().map(|key| (key.name.clone(), sample(&key.name, &key.form))).collect()
}

/// Returns a whole file: of a kind, one entity with every key, which nothing else names.
fn whole(file: File) -> Value {
    let mut mapping = filled(&file.mapping());
    match file {
        File::Settings | File::Client => Value::Object(mapping),
        File::Kind(kind) if kind.is_single() => Value::Object(mapping),
        File::Kind(_) => {
            mapping.insert("id".to_owned(), json!("full"));
            json!([mapping])
        }
    }
}

fn path_of(file: File) -> String {
    match file {
        File::Settings => "bailiwick.yaml".to_owned(),
        File::Client => "clients/acme/client.yaml".to_owned(),
        File::Kind(kind) => format!("clients/acme/{}/full.yaml", kind.plural()).replace("severity/full", "severity"),
    }
}

/// Returns the files that the names in a full entity lead to: of each kind, `the-<kind>`.
fn named() -> BTreeMap<String, String> {
    let mut files = BTreeMap::from([
        ("bailiwick.yaml".to_owned(), "bailiwick: 1\nprovider: { title: Northwind, zone: America/New_York }\n".to_owned()),
        ("clients/acme/client.yaml".to_owned(), "title: Acme\n".to_owned()),
        ("library/terms.yaml".to_owned(), "- { id: spare, title: Spare }\n".to_owned()),
        ("plan.svg".to_owned(), String::new()),
        ("clients/acme/plan.svg".to_owned(), String::new()),
    ]);
    for kind in Kind::ALL.iter().copied().filter(|kind| !kind.is_single()) {
        let must = |key: &&Key| key.presence == Presence::Required && key.name != "title";
        let mapping = File::Kind(kind).own();
        let mut entity: Map<String, Value> =
            mapping.keys.iter().filter(must).map(|key| (key.name.clone(), sample(&key.name, &key.form))).collect();
        entity.insert("id".to_owned(), json!(format!("the-{}", kind.singular())));
        entity.insert("title".to_owned(), json!("The one"));
        if kind == Kind::Framework {
            entity.insert("controls".to_owned(), json!([{ "id": "one", "title": "One" }]));
        }
        files.insert(format!("clients/acme/{}.yaml", kind.plural()), json!([entity]).to_string());
        files.insert(format!("clients/acme/{}/plan.svg", kind.plural()), String::new());
    }
    files
}

/// One step into a value.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    Key(String),
    Item(usize),
}

/// A field, and what is wrong there in several ways.
struct Field {
    way: Vec<Step>,
    form: Form,
    presence: Presence,
}

/// Collects the fields below a form, each once: of two items the second, which nothing names.
fn fields(form: &Form, key: &str, way: &[Step], found: &mut Vec<Field>) {
    let below = |step: Step| [way, &[step]].concat();
    match form {
        Form::Mapping(mapping) => {
            for key in &mapping.keys {
                let way = below(Step::Key(key.name.clone()));
                found.push(Field { way: way.clone(), form: key.form.clone(), presence: key.presence.clone() });
                fields(&key.form, &key.name, &way, found);
            }
        }
        Form::List(item) => {
            let way = below(Step::Item(items(key, item).len() - 1));
            found.push(Field { way: way.clone(), form: (**item).clone(), presence: Presence::Required });
            fields(item, key, &way, found);
        }
        Form::Table { rows, row } => {
            let way = below(Step::Key(rows.first().map_or("one", String::as_str).to_owned()));
            found.push(Field { way: way.clone(), form: (**row).clone(), presence: Presence::Optional(None) });
            fields(row, key, &way, found);
        }
        Form::Text | Form::Whole | Form::Number | Form::Truth | Form::Value(_) | Form::Word(_) => {}
    }
}

/// What may be wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    Type,
    Word,
    Nothing,
    Name,
}

/// Returns the wrong values of a form.
fn faults(form: &Form) -> Vec<(Fault, Value)> {
    let wrong_type = match form {
        Form::List(item) if item.inner().is_some() => vec![json!("some text")],
        Form::List(_) => vec![json!({ "a": "b" })],
        Form::Mapping(_) | Form::Table { .. } => vec![json!("some text"), json!(["a", "b"])],
        Form::Text | Form::Whole | Form::Number | Form::Truth | Form::Value(_) | Form::Word(_) => {
            vec![json!(["a", "b"]), json!({ "a": "b" })]
        }
    };
    let leaf = if let Form::Value(leaf) = form { Some(leaf) } else { None };
    let closed = leaf.is_some_and(|leaf| leaf.schema.contains_key("pattern") || matches!(&*leaf.title, "zone" | "score" | "weight"));
    let is_name = leaf.is_some_and(|leaf| leaf.reference().is_some());
    let wrong_word =
        (closed && !is_name || matches!(form, Form::Whole | Form::Number | Form::Truth | Form::Word(_))).then(|| json!("%perhaps%"));
    let wrong_name = leaf.and_then(Leaf::reference).map(|reference| match reference {
        "any" => json!("nothing:the-area"),
        "control" => json!("the-area:one"),
        "file" => json!("nowhere.svg"),
        "area" => json!("the-term"),
        _ => json!("the-area"),
    });
    let types = wrong_type.into_iter().map(|value| (Fault::Type, value));
    let words = wrong_word.map(|value| (Fault::Word, value));
    let names = wrong_name.map(|value| (Fault::Name, value));
    types.chain(words).chain(names).chain([(Fault::Nothing, Value::Null)]).collect()
}

fn is_text(form: &Form) -> bool {
    matches!(form, Form::Text) || matches!(form, Form::Value(leaf) if leaf.title.ends_with("Markdown"))
}

/// A file in the making: its text, and where the key and the value of one field begin.
#[derive(Default)]
struct Emitted {
    text: String,
    key: usize,
    value: usize,
}

impl Emitted {
    /// Writes a value as YAML in braces and brackets, a field a line; nothing is written for nothing.
    fn write(&mut self, value: &Value, way: Option<&[Step]>) {
        if way.is_some_and(<[Step]>::is_empty) {
            self.value = self.text.len();
        }
        let rest = |step: Step| way.and_then(|way| way.split_first()).filter(|(first, _)| **first == step).map(|(_, rest)| rest);
        match value {
            Value::Object(map) => {
                self.text.push('{');
                for (key, inner) in map {
                    let rest = rest(Step::Key(key.clone()));
                    self.text.push('\n');
                    if rest.is_some_and(<[Step]>::is_empty) {
                        self.key = self.text.len();
                    }
                    self.text.push_str(&format!("{key}: "));
                    self.write(inner, rest);
                    self.text.push(',');
                }
                self.text.push('}');
            }
            Value::Array(list) => {
                self.text.push('[');
                for (index, inner) in list.iter().enumerate() {
                    self.text.push('\n');
                    let rest = rest(Step::Item(index));
                    if rest.is_some_and(<[Step]>::is_empty) {
                        self.key = self.text.len();
                    }
                    // Nothing at all would be no item.
                    if inner.is_null() {
                        self.text.push('~');
                    } else {
                        self.write(inner, rest);
                    }
                    self.text.push(',');
                }
                self.text.push(']');
            }
            Value::Null => {}
            Value::Bool(_) | Value::Number(_) | Value::String(_) => self.text.push_str(&value.to_string()),
        }
    }
}

fn put(value: &mut Value, way: &[Step], new: Value) {
    match way.split_first() {
        None => *value = new,
        Some((Step::Key(key), rest)) => put(&mut value[key], rest, new),
        Some((Step::Item(index), rest)) => put(&mut value[index], rest, new),
    }
}

/// Of keys that exclude each other, takes out the one that is not tried.
fn take_out_other(file: File, value: &mut Value, way: &[Step]) {
    if file == File::Kind(Kind::Responsibility) {
        let tries_responsible = way.get(1) == Some(&Step::Key("responsible".to_owned()));
        value[0].as_object_mut().unwrap().shift_remove(if tries_responsible { "parts" } else { "responsible" });
    }
}

/// Judges a workspace without making pages of it.
fn judged(written: &Written) -> Findings {
    let mut parses = Parses::default();
    parses.update(&written.sources);
    let workspace = workspace::gather(&written.sources, &parses, &written.unread);
    let inputs = Inputs { sources: &written.sources, attachments: &written.attachments, today: today() };
    let mut findings = workspace.findings.clone();
    for edition in [Edition::Internal, Edition::Client] {
        findings.extend(load::load(&workspace, "acme", edition, inputs, None).findings);
    }
    merged(findings, &written.sources)
}

fn at(sources: &Sources, path: &str, text: &str, byte: usize) -> Position {
    let file = sources.id(&SourcePath::new(path)).unwrap();
    assert_eq!(&*sources.get(file).text, text);
    sources.position(bailiwick::source::Span::new(file, byte, byte))
}

/// Tells what is wrong with how one fault in one field is told; nothing where it is told as it should be.
fn tried(file: File, whole: &Value, named: &BTreeMap<String, String>, field: &Field, fault: Fault, wrong: &Value) -> Option<String> {
    let mut value = whole.clone();
    take_out_other(file, &mut value, &field.way);
    put(&mut value, &field.way, wrong.clone());
    let mut emitted = Emitted::default();
    emitted.write(&value, Some(&field.way));
    let mut files = named.clone();
    let path = path_of(file);
    files.insert(path.clone(), emitted.text.clone());
    let written = exactly(&files);
    let findings = judged(&written);
    let told = report::short(&findings, &written.sources);
    // In a list an entity has its `id` itself, and a mark of visibility without a word may hide what was meant to be hidden.
    let must = field.way == [Step::Item(0), Step::Key("id".to_owned())] || field.way.last() == Some(&Step::Key("visibility".to_owned()));
    let may_be_silent = fault == Fault::Nothing && field.presence != Presence::Required && !must;
    let places = [emitted.value, emitted.key].map(|byte| at(&written.sources, &path, &emitted.text, byte));
    let fits = match findings.as_slice() {
        [] => may_be_silent,
        [one] if !may_be_silent => one.span.is_some_and(|span| places.contains(&written.sources.position(span))),
        // Of a list that is left empty, what names its items tells that they are not there.
        several => may_be_silent && several.iter().all(|finding| finding.message.starts_with("none of the ")),
    };
    (!fits).then(|| format!("{}: {:?} {fault:?} {wrong}, at {places:?}\n{told}", file.word(), field.way))
}

#[test]
fn a_file_with_every_field_has_no_finding() {
    for file in File::all() {
        for key in ["responsible", "parts"] {
            let mut value = whole(file);
            take_out_other(file, &mut value, &[Step::Item(0), Step::Key(key.to_owned())]);
            let mut emitted = Emitted::default();
            emitted.write(&value, None);
            let mut files = named();
            files.insert(path_of(file), emitted.text);
            let written = exactly(&files);
            assert_eq!(report::short(&judged(&written), &written.sources), "", "{}", file.word());
        }
    }
}

#[test]
fn every_field_tells_every_fault_once_at_its_place() {
    let mut plants = Vec::new();
    for file in File::all() {
        let mut found = Vec::new();
        let start: &[Step] = if matches!(file, File::Kind(kind) if !kind.is_single()) { &[Step::Item(0)] } else { &[] };
        fields(&Form::Mapping(file.mapping()), "", start, &mut found);
        assert!(!found.is_empty(), "{}", file.word());
        plants.extend(found.into_iter().flat_map(|field| {
            let field = std::sync::Arc::new(field);
            // In a list of texts the word for nothing is a text.
            let is_text_item = matches!(field.way.last(), Some(Step::Item(_))) && is_text(&field.form);
            let faults = faults(&field.form).into_iter().filter(move |(fault, _)| !(is_text_item && *fault == Fault::Nothing));
            faults.map(move |(fault, wrong)| (file, std::sync::Arc::clone(&field), fault, wrong))
        }));
    }
    for fault in [Fault::Type, Fault::Word, Fault::Nothing, Fault::Name] {
        assert!(plants.iter().filter(|(_, _, of, _)| *of == fault).count() > 100, "{fault:?} is hardly tried");
    }
    let named = named();
    let wholes: BTreeMap<File, Value> = File::all().map(|file| (file, whole(file))).collect();
    let tried = plants.par_iter().filter_map(|(file, field, fault, value)| tried(*file, &wholes[file], &named, field, *fault, value));
    let wrong: Vec<String> = tried.collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), plants.len(), wrong.join("\n"));
}
