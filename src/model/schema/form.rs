//! Keys and values as plain data, read off the schema that `schemars` makes of a type.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

/// A mapping: what its keys are, in the order of the type.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    /// The name of the type, so that one which stands in several places can be told.
    pub name: String,
    /// What it is, in a sentence.
    pub meaning: String,
    /// Its keys.
    pub keys: Vec<Key>,
}

/// A key of a mapping.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The word.
    pub name: String,
    /// What it means, in a sentence or two.
    pub meaning: String,
    /// What stands under it.
    pub form: Form,
    /// Whether it must be there.
    pub presence: Presence,
}

/// Whether a key must be there.
#[derive(Clone, Debug, PartialEq)]
pub enum Presence {
    /// Nothing could be shown without it.
    Required,
    /// It may be left out; the value that it then has, where that is one that could be written.
    Optional(Option<String>),
}

/// What stands under a key, or in a list.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// Plain text.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// `true` or `false`.
    Truth,
    /// A text with a form of its own, such as a date or an id.
    Value(Leaf),
    /// One of some words.
    Word(Vec<Word>),
    /// Several values; one of them may stand for the list.
    List(Box<Form>),
    /// Keys and values.
    Mapping(Mapping),
    /// A value for each of some words, or for each of the author's own.
    Table {
        /// The words that may be keys; none where they are the author's.
        rows: Vec<String>,
        /// What stands under each.
        row: Box<Form>,
    },
}

/// A text with a form of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    /// What it is called, such as `date` or `id of a contact`.
    pub title: String,
    /// Its schema: pattern, examples, and `x-reference` where it names something.
    pub schema: Map<String, Value>,
}

/// A word of a closed set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub word: String,
    /// What it means; empty where the word says it all.
    pub meaning: String,
}

impl Leaf {
    /// Returns what it names: a kind's word for one, or `actor`, `side`, `any`, `control`, `file`, `local/parts`.
    pub fn reference(&self) -> Option<&str> {
        self.schema.get("x-reference").and_then(Value::as_str)
    }

    /// Returns a text that could stand there, where one is known without the workspace.
    pub fn example(&self) -> Option<&str> {
        self.schema.get("examples").and_then(|examples| examples.get(0)).and_then(Value::as_str)
    }
}

/// Returns the keys of a type that is read from a mapping.
///
/// # Panics
/// If the type is something else, or is made of what the reader does not know: a mistake in the model.
pub fn mapping<T: JsonSchema>() -> Mapping {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let Value::Object(root) = generator.into_root_schema_for::<T>().to_value() else { panic!("a type of the model has a schema") };
    let none = Map::new();
    let types = root.get("$defs").and_then(Value::as_object).unwrap_or(&none);
    Types(types).mapping(&T::schema_name(), &root)
}

/// The types that a schema refers to.
struct Types<'a>(&'a Map<String, Value>);

impl Types<'_> {
    fn mapping(&self, name: &str, schema: &Map<String, Value>) -> Mapping {
        let required: Vec<&str> = list(schema, "required").iter().filter_map(Value::as_str).collect();
        let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
        let keys = properties.map(|(key, schema)| {
            let schema = object(schema);
            let presence = if required.contains(&key.as_str()) { Presence::Required } else { Presence::Optional(default(schema)) };
            Key { name: key.clone(), meaning: text(schema, "description"), form: self.form(schema), presence }
        });
        Mapping { name: name.to_owned(), meaning: text(schema, "description"), keys: keys.collect() }
    }

    fn form(&self, schema: &Map<String, Value>) -> Form {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let name = reference.rsplit('/').next().unwrap_or_default();
            return self.named(name, object(&self.0[name]));
        }
        // An optional value is one of itself and nothing.
        if let Some(some) = list(schema, "anyOf").iter().map(object).find(|schema| type_of(schema) != "null") {
            return self.form(some);
        }
        match type_of(schema) {
            "string" => Form::Text,
            "integer" => Form::Whole,
            "number" => Form::Number,
            "boolean" => Form::Truth,
            "array" => Form::List(Box::new(self.form(object(&schema["items"])))),
            "object" => self.table(schema),
            other => panic!("the model has a value of type `{other}`, which no author can write"),
        }
    }

    fn named(&self, name: &str, schema: &Map<String, Value>) -> Form {
        if schema.contains_key("properties") {
            return Form::Mapping(self.mapping(name, schema));
        }
        if let Some(title) = schema.get("title").and_then(Value::as_str) {
            return Form::Value(Leaf { title: title.to_owned(), schema: schema.clone() });
        }
        let words = list(schema, "oneOf").iter().map(object).chain(std::iter::once(schema));
        Form::Word(words.flat_map(words_of).collect())
    }

    fn table(&self, schema: &Map<String, Value>) -> Form {
        let rows: Vec<(&String, &Value)> = schema.get("properties").and_then(Value::as_object).into_iter().flatten().collect();
        let row = rows.first().map_or_else(|| &schema["additionalProperties"], |(_, row)| row);
        Form::Table { rows: rows.iter().map(|(word, _)| (*word).clone()).collect(), row: Box::new(self.form(object(row))) }
    }
}

/// Returns the words of one branch of a closed set: one with its meaning, or several without.
fn words_of(schema: &Map<String, Value>) -> Vec<Word> {
    let meaning = text(schema, "description");
    let one = schema.get("const").and_then(Value::as_str).map(|word| Word { word: word.to_owned(), meaning });
    let several = list(schema, "enum").iter().filter_map(Value::as_str).map(|word| Word { word: word.to_owned(), meaning: String::new() });
    one.into_iter().chain(several).collect()
}

fn default(schema: &Map<String, Value>) -> Option<String> {
    match schema.get("default")? {
        Value::String(text) => Some(text.clone()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Number(number) => Some(number.as_f64().map_or_else(|| number.to_string(), |number| number.to_string())),
        // Nothing, and what is empty, say nothing.
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn type_of(schema: &Map<String, Value>) -> &str {
    match schema.get("type") {
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).find(|word| *word != "null").unwrap_or_default(),
        Some(Value::String(word)) => word,
        _ => "",
    }
}

fn text(schema: &Map<String, Value>, key: &str) -> String {
    schema.get(key).and_then(Value::as_str).unwrap_or_default().replace('\n', " ")
}

fn list<'a>(schema: &'a Map<String, Value>, key: &str) -> &'a [Value] {
    schema.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().expect("a schema is an object where the model has no `any`")
}
