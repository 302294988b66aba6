//! JSON Schema, draft 2020-12, of each file, for editors.
//!
//! A schema takes what [`crate::yaml::read()`] takes: one value where a list is meant, nothing where a key may be left out, `x-` keys anywhere, numbers where text is meant.
//! It must never mark what is fine, so it asks for nothing that a client's file may leave to the library's.

use serde_json::{Map, Value, json};

use super::file::{File, anywhere};
use super::form::{Form, Key, Leaf, Mapping, Presence, Word};
use crate::model::entity::LISTS_BY_ID;

/// The dialect that the schemas are written in.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Returns the schema of a file.
pub fn schema(file: File) -> Value {
    let mapping = file.mapping();
    let mut types = Types::default();
    let title = match file {
        File::Settings | File::Client => format!("{}.yaml", file.word()),
        File::Kind(kind) => kind.plural().to_owned(),
    };
    let mut root = Map::from_iter([
        ("$schema".to_owned(), json!(DIALECT)),
        ("title".to_owned(), json!(title)),
        ("description".to_owned(), json!(mapping.meaning)),
    ]);
    match file {
        File::Settings | File::Client => root.extend(types.keys(&mapping, Stands::Alone)),
        File::Kind(kind) if kind.is_single() => root.extend(types.keys(&mapping, Stands::OverAnother)),
        File::Kind(_) => {
            let one = types.named(&mapping, Stands::OverAnother);
            let item = json!({ "allOf": [one, { "required": ["id"] }] });
            root.insert("anyOf".to_owned(), json!([{ "type": ["array", "null"], "items": item }, one]));
        }
    }
    root.insert("$defs".to_owned(), Value::Object(types.0));
    Value::Object(root)
}

/// Where a mapping stands, which tells what it may leave out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// By itself.
    Alone,
    /// Perhaps over another of the library's, key by key.
    OverAnother,
    /// In a list, perhaps over the item of the library's with the same id.
    ById,
}

/// Whether nothing may stand for a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nothing {
    Allowed,
    Refused,
}

/// The mappings below a file's own, each described once.
#[derive(Default)]
struct Types(Map<String, Value>);

impl Types {
    /// Returns a schema that refers to a mapping's.
    fn named(&mut self, mapping: &Mapping, stands: Stands) -> Map<String, Value> {
        let name = match stands {
            Stands::Alone => format!("{}Alone", mapping.name),
            Stands::OverAnother => mapping.name.clone(),
            Stands::ById => format!("{}ById", mapping.name),
        };
        if !self.0.contains_key(&name) {
            let schema = self.keys(mapping, stands);
            self.0.insert(name.clone(), Value::Object(schema));
        }
        map(json!({ "$ref": format!("#/$defs/{name}") }))
    }

    fn keys(&mut self, mapping: &Mapping, stands: Stands) -> Map<String, Value> {
        let below = if stands == Stands::Alone { Stands::Alone } else { Stands::OverAnother };
        let more = anywhere().into_iter().filter(|key| !mapping.keys.iter().any(|own| own.name == key.name));
        let all: Vec<Key> = mapping.keys.iter().cloned().chain(more).collect();
        let mut properties: Map<String, Value> = all.iter().map(|key| (key.name.clone(), self.described(key, below))).collect();
        let required: Vec<&str> = match stands {
            Stands::Alone => all.iter().filter(|key| key.presence == Presence::Required).map(|key| &*key.name).collect(),
            Stands::OverAnother => Vec::new(),
            Stands::ById => {
                properties.insert("remove".to_owned(), json!({ "const": true, "description": REMOVE }));
                vec!["id"]
            }
        };
        let mut schema = object(properties, &Value::Bool(false));
        if !required.is_empty() {
            schema.insert("required".to_owned(), json!(required));
        }
        schema
    }

    fn described(&mut self, key: &Key, stands: Stands) -> Value {
        let (nothing, must) = match key.presence {
            Presence::Required => (Nothing::Refused, " Must be there."),
            // A mark that says nothing may hide what was meant to be hidden.
            Presence::Optional(_) if key.name == "visibility" => (Nothing::Refused, ""),
            Presence::Optional(_) => (Nothing::Allowed, ""),
        };
        let mut schema =
            if let Form::List(item) = &key.form { self.list(&key.name, item, stands) } else { self.value(&key.form, stands, nothing) };
        schema.insert("description".to_owned(), json!(format!("{}{must}", key.meaning)));
        if let Presence::Optional(Some(default)) = &key.presence {
            schema.insert("default".to_owned(), typed(&key.form, default));
        }
        Value::Object(schema)
    }

    fn list(&mut self, key: &str, item: &Form, stands: Stands) -> Map<String, Value> {
        let by_id = item.inner().filter(|mapping| stands == Stands::OverAnother && merges(key, mapping));
        // A list without ids is replaced as a whole.
        let item =
            by_id.map(|mapping| self.named(mapping, Stands::ById)).unwrap_or_else(|| self.value(item, Stands::Alone, Nothing::Refused));
        map(json!({ "anyOf": [{ "type": ["array", "null"], "items": item }, item] }))
    }

    fn value(&mut self, form: &Form, stands: Stands, nothing: Nothing) -> Map<String, Value> {
        let mut schema = match form {
            Form::Text => map(json!({ "type": TEXT })),
            Form::Whole => map(json!({ "type": "integer" })),
            Form::Number => map(json!({ "type": "number" })),
            Form::Truth => map(json!({ "type": "boolean" })),
            Form::Value(leaf) => leaf_schema(leaf),
            Form::Word(words) => return closed_set(words, nothing),
            Form::List(item) => self.list("", item, stands),
            Form::Mapping(mapping) => self.named(mapping, stands),
            Form::Table { rows, row } => self.table(rows, row, stands),
        };
        if nothing == Nothing::Allowed
            && let Some(types) = schema.get_mut("type")
        {
            let listed = types.as_array().cloned().unwrap_or_else(|| vec![types.clone()]);
            let null = json!("null");
            *types = listed.into_iter().filter(|word| *word != null).chain([null.clone()]).collect();
        }
        schema
    }

    fn table(&mut self, rows: &[String], row: &Form, stands: Stands) -> Map<String, Value> {
        // `P3:` clears the library's target.
        let row = Value::Object(self.value(row, stands, Nothing::Allowed));
        let named: Vec<(String, Value)> = rows.iter().map(|word| (word.clone(), row.clone())).collect();
        let anywhere = anywhere().into_iter().map(|key| (key.name.clone(), self.described(&key, stands)));
        let properties = named.into_iter().chain(anywhere).collect();
        object(properties, &if rows.is_empty() { row } else { Value::Bool(false) })
    }
}

const REMOVE: &str = "In a client's file: takes the library's item with this `id` out.";
/// Text is text, whatever YAML takes it for.
const TEXT: [&str; 3] = ["string", "number", "boolean"];

/// Tells whether a list merges with the library's item by item.
fn merges(key: &str, item: &Mapping) -> bool {
    LISTS_BY_ID.contains(&key) && item.keys.iter().any(|key| key.name == "id")
}

/// Returns the schema of a mapping with these keys and, where others are the author's own, what stands under those.
fn object(properties: Map<String, Value>, others: &Value) -> Map<String, Value> {
    map(json!({ "type": ["object", "null"], "properties": properties, "patternProperties": { "^x-": {} }, "additionalProperties": others }))
}

fn leaf_schema(leaf: &Leaf) -> Map<String, Value> {
    let mut schema = leaf.schema.clone();
    if schema.len() == 2 {
        // Nothing but a name and a type: Markdown.
        schema.insert("type".to_owned(), json!(TEXT));
    }
    if schema.contains_key("pattern") {
        // Editors tell this instead of the pattern.
        let expected = match leaf.example() {
            Some(example) => format!("expected {}, such as `{example}`", leaf.title),
            None => "expected an id: small letters and digits, in groups joined by hyphens".to_owned(),
        };
        schema.insert("patternErrorMessage".to_owned(), json!(expected));
    }
    schema
}

fn closed_set(words: &[Word], nothing: Nothing) -> Map<String, Value> {
    let branch = |word: &Word| match &*word.meaning {
        "" => json!({ "const": word.word }),
        meaning => json!({ "const": word.word, "description": meaning }),
    };
    let null = (nothing == Nothing::Allowed).then(|| json!({ "type": "null" }));
    let branches: Vec<Value> = words.iter().map(branch).chain(null).collect();
    map(json!({ "anyOf": branches }))
}

/// Returns a default as a value of its type.
fn typed(form: &Form, default: &str) -> Value {
    let is_number = matches!(form, Form::Truth | Form::Whole | Form::Number)
        || matches!(form, Form::Value(leaf) if leaf.schema.get("type") == Some(&json!("number")));
    let number = if is_number { serde_json::from_str(default).ok() } else { None };
    number.unwrap_or_else(|| json!(default))
}

fn map(object: Value) -> Map<String, Value> {
    let Value::Object(map) = object else { panic!("a schema is an object, not {object}") };
    map
}
