//! Something to begin with: an entity with what must be there, and every other key as a comment.

use super::file::{File, title_of};
use super::form::{Form, Key, Mapping, Presence};
use super::words::lowered;

/// How an entity stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// As an item of a list, whose dash stands so many columns in.
    Item(usize),
    /// By itself: the file's name is its id.
    Alone,
}

/// Whether an entity of that id is there already, in the library, so that the new one adapts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is new.
    New,
    /// It adapts the library's: nothing must be there beside its id.
    Adapts,
}

/// The keys that somebody who begins something does not need yet.
const NOT_YET: [&str; 3] = ["formerly", "addendum", "allow"];
/// The column in which what a key means begins.
const MEANING: usize = 24;

/// Returns the lines of an entity with an id, or of a client with the name of its folder.
pub fn skeleton(file: File, id: &str, layout: Layout, standing: Standing) -> String {
    let mapping = file.mapping();
    let keys: Vec<&Key> = mapping.keys.iter().filter(|key| !NOT_YET.contains(&&*key.name)).collect();
    let must = |key: &&&Key| standing == Standing::New && (key.presence == Presence::Required || key.name == "title");
    let mut lines: Vec<String> = keys.iter().filter(must).map(|key| format!("{}: {}", key.name, sample(key, id))).collect();
    lines.push(format!("# {}", introduction(standing)));
    let rest = keys.iter().filter(|key| key.name != "id" && !must(key));
    lines.extend(rest.flat_map(|key| commented(key, 0)).map(|line| format!("# {line}")));
    let (first, indent) = match layout {
        Layout::Alone => (String::new(), 0),
        Layout::Item(column) => (format!("{}- id: {id}\n", " ".repeat(column)), column + 2),
    };
    let indent = " ".repeat(indent);
    lines.iter().fold(first, |text, line| text + &format!("{indent}{line}\n"))
}

fn introduction(standing: Standing) -> &'static str {
    match standing {
        Standing::New => "What else it may say: uncomment what you need, and delete the other lines.",
        Standing::Adapts => "It adapts the library's: uncomment what differs, and delete the other lines.",
    }
}

/// Returns a value that can stand under a key that must be there.
fn sample(key: &Key, id: &str) -> String {
    match (&*key.name, &key.form) {
        ("id", _) => id.to_owned(),
        ("title", _) => title_of(id),
        (_, Form::Word(words)) => words.first().map(|word| word.word.clone()).unwrap_or_default(),
        (_, Form::Value(leaf)) => leaf.example().unwrap_or_default().to_owned(),
        (_, Form::Whole | Form::Number) => "1".to_owned(),
        (_, Form::Truth) => "false".to_owned(),
        (_, Form::Text | Form::List(_) | Form::Mapping(_) | Form::Table { .. }) => String::new(),
    }
}

/// Returns a key that may be left out, with what stands below it; `indent` is how far in it will stand.
fn commented(key: &Key, indent: usize) -> Vec<String> {
    let value = match &key.presence {
        Presence::Optional(Some(default)) => default.as_str(),
        Presence::Optional(None) | Presence::Required => "",
    };
    let head = format!("{}: {value}", key.name);
    let meaning = lowered(key.meaning.trim_end_matches('.'));
    let meaning = if key.form == Form::Text { meaning } else { format!("{}: {meaning}", key.form.written().replace('`', "")) };
    let head = format!("{:<width$} # {meaning}", head.trim_end(), width = MEANING.saturating_sub(indent));
    std::iter::once(head).chain(below(&key.form, indent)).collect()
}

fn below(form: &Form, indent: usize) -> Vec<String> {
    let keys = |mapping: &Mapping, first: &str| -> Vec<String> {
        let lines = mapping.keys.iter().flat_map(|key| commented(key, indent + first.len()));
        lines
            .enumerate()
            .map(|(index, line)| if index == 0 { format!("{first}{line}") } else { format!("{:1$}{line}", "", first.len()) })
            .collect()
    };
    match form {
        Form::Mapping(mapping) => keys(mapping, "  "),
        Form::List(item) => item.inner().map_or_else(Vec::new, |mapping| keys(mapping, "  - ")),
        Form::Table { rows, row } => match (rows.first(), row.inner()) {
            (Some(word), Some(mapping)) => std::iter::once(format!("  {word}:")).chain(keys(mapping, "    ")).collect(),
            _ => Vec::new(),
        },
        Form::Text | Form::Whole | Form::Number | Form::Truth | Form::Value(_) | Form::Word(_) => Vec::new(),
    }
}
