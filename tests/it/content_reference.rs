//! `docs/content.md` is made of `docs/content.template.md` and the model: every key with the words that editors show.
//!
//! With `BAILIWICK_UPDATE=1` in the environment the file is written anew, to be read before it is committed.
//! Its examples are one workspace, which loads without a finding.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick::finding::report;
use bailiwick::model::entity::LISTS_BY_ID;
use bailiwick::model::kind::{Kind, Reach};
use bailiwick::model::portal::Edition;
use bailiwick::model::schema::words::lowered;
use bailiwick::model::schema::{File, Form, Key, Mapping, Word};
use bailiwick::site::routes::own_page;

use crate::world::{exactly, made, opened};

const TEMPLATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/content.template.md");
const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/content.md");

/// The reference in the making: which mappings stand where already, so that each is described once.
#[derive(Default)]
struct Reference {
    described: BTreeMap<String, File>,
}

impl Reference {
    fn of(template: &str) -> String {
        let mut reference = Reference::default();
        let mut text = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once("{{") {
            let (place, behind) = after.split_once("}}").expect("a place in the template ends with `}}`");
            text.push_str(before);
            text.push_str(reference.filled(place).trim_end());
            rest = behind;
        }
        text + rest
    }

    fn filled(&mut self, place: &str) -> String {
        match place.split_once(' ') {
            Some(("keys", word)) => self.keys(File::by_word(word).unwrap_or_else(|| panic!("no file is called `{word}`"))),
            // An address in an example has braces of its own.
            _ => match place {
                "common" => self.table("key", &File::Kind(Kind::Contact).common(), File::Kind(Kind::Contact)),
                "kinds" => kinds(),
                "kind words" => listed(Kind::ALL.iter().map(|kind| kind.plural())),
                "lists by id" => listed(LISTS_BY_ID.iter().copied()),
                "internal keys" => internal_keys(),
                other => panic!("the template has a place `{other}` that nothing fills"),
            },
        }
    }

    fn keys(&mut self, file: File) -> String {
        let mapping = file.own();
        self.described.insert(mapping.name.clone(), file);
        self.table("key", &mapping.keys, file)
    }

    /// Writes a table of keys, what its words mean, and the tables of the mappings in it.
    fn table(&mut self, head: &str, keys: &[Key], file: File) -> String {
        let mut text = format!("| {head} | value | default | meaning |\n|---|---|---|---|\n");
        let mut below: Vec<(Vec<&str>, &Mapping)> = Vec::new();
        for key in keys {
            let mut value = key.form.written();
            if let Some(mapping) = key.form.inner() {
                let same = below.iter_mut().find(|(_, other)| other.name == mapping.name);
                match (self.described.get(&mapping.name), same) {
                    (_, Some((keys, _))) => {
                        value += ", see below";
                        keys.push(&key.name);
                    }
                    (Some(other), None) => value += &format!(", as in {}", link(*other)),
                    (None, None) => {
                        value += ", see below";
                        self.described.insert(mapping.name.clone(), file);
                        below.push((vec![&key.name], mapping));
                    }
                }
            }
            text += &format!("| `{}` | {value} | {} | {} |\n", key.name, key.else_said(), key.said().replace('|', "\\|"));
        }
        text += &words(keys);
        for (keys, mapping) in below {
            text += &format!("\n{}", self.table(&format!("key of {}", listed(keys.into_iter())), &mapping.keys, file));
        }
        text
    }
}

fn link(file: File) -> String {
    match file {
        File::Kind(kind) => format!("[{0}](#{0})", kind.plural()),
        File::Settings | File::Client => format!("[`{0}.yaml`](#{0}yaml)", file.word()),
    }
}

/// Says what the words mean that may stand under some keys.
fn words(keys: &[Key]) -> String {
    let mut text = String::new();
    for key in keys.iter().filter(|key| key.name != "publish") {
        let form = if let Form::List(item) = &key.form { item } else { &key.form };
        let Form::Word(words) = form else { continue };
        if words.iter().any(|word| !word.meaning.is_empty()) {
            let said = |Word { word, meaning }: &Word| match lowered(meaning.trim_end_matches('.')) {
                same if same.split_once(' ').is_some_and(|(article, rest)| matches!(article, "a" | "the") && rest == word) => {
                    format!("`{word}`")
                }
                meaning => format!("`{word}` ({meaning})"),
            };
            text += &format!("- `{}`: {}\n", key.name, words.iter().map(said).collect::<Vec<_>>().join(", "));
        }
    }
    if text.is_empty() { text } else { format!("\n{text}") }
}

fn kinds() -> String {
    let mut text = "| kind | in links | where it is shown | comes from the library into a portal |\n|---|---|---|---|\n".to_owned();
    for kind in Kind::ALL.iter().copied() {
        let link = if kind.is_single() || kind == Kind::Plan { "–".to_owned() } else { format!("`{}:`", kind.singular()) };
        let page = own_page(kind, "<id>").map_or_else(|| on_a_list(kind).to_owned(), |path| format!("`{path}`"));
        text += &format!("| [`{0}`](#{0}) | {link} | {page} | {1} |\n", kind.plural(), comes_in(kind));
    }
    text
}

/// Says where a kind is shown that has no page of its own.
fn on_a_list(kind: Kind) -> &'static str {
    match kind {
        Kind::Area => "the matrix",
        Kind::Site => "people and contacts",
        Kind::Channel => "people and contacts, working together",
        Kind::Coverage => "coverage",
        Kind::Holidays | Kind::Surge => "coverage, the calendar",
        Kind::Severity => "when something breaks",
        Kind::Escalation => "when something breaks; disputes on working together",
        Kind::Decision => "sourcing decisions",
        Kind::Meeting => "working together, the calendar",
        Kind::Tool => "working together",
        Kind::Practice => "good practice",
        Kind::Evidence => "compliance",
        Kind::Term => "the glossary",
        Kind::Plan => "nowhere",
        Kind::Contact
        | Kind::Team
        | Kind::Vendor
        | Kind::Service
        | Kind::Responsibility
        | Kind::Procedure
        | Kind::Framework
        | Kind::Page => unreachable!("it has a page of its own"),
    }
}

fn comes_in(kind: Kind) -> &'static str {
    match (kind.reach(), kind) {
        (_, Kind::Plan) => "never",
        (_, Kind::Term) => "where its word is used, or something links it",
        (Reach::ByReference, _) => "when something in the portal names it",
        (Reach::ByAdoption, _) => "when the client takes it",
        (Reach::ByService, _) => "with its service; without one, always",
        (Reach::Always, _) => "always",
    }
}

fn internal_keys() -> String {
    let of_kinds = Kind::ALL.iter().filter(|kind| !kind.internal_keys().is_empty()).map(|kind| {
        let keys = listed(kind.internal_keys().iter().copied());
        if *kind == Kind::Team {
            format!("the {keys} of a provider's or vendor's team")
        } else {
            format!("the {keys} of {}", kind.plural())
        }
    });
    format!("{}, and the `value` of a contract", of_kinds.collect::<Vec<_>>().join(", "))
}

fn listed<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_reference_says_what_the_model_says() {
    let made = Reference::of(&std::fs::read_to_string(TEMPLATE).unwrap());
    let stands = std::fs::read_to_string(REFERENCE).unwrap();
    if std::env::var_os("BAILIWICK_UPDATE").is_some() {
        std::fs::write(REFERENCE, &made).unwrap();
    }
    let first = made.lines().zip(stands.lines()).enumerate().find(|(_, (made, stands))| made != stands);
    assert!(made == stands, "docs/content.md is not what the model says; BAILIWICK_UPDATE=1 writes it anew: {first:?}");
}

#[test]
fn the_reference_has_every_file_and_every_key() {
    let text = std::fs::read_to_string(REFERENCE).unwrap();
    for file in File::all() {
        let heading =
            if matches!(file, File::Kind(_)) { format!("\n### {}\n", file.word()) } else { format!("\n## {}.yaml\n", file.word()) };
        let section = text.split_once(&heading).unwrap_or_else(|| panic!("no section `{}`", heading.trim())).1;
        for key in file.own().keys {
            assert!(section.contains(&format!("| `{}` | ", key.name)), "{}: {}", file.word(), key.name);
        }
    }
    for key in File::Kind(Kind::Contact).common() {
        assert!(text.contains(&format!("| `{}` | ", key.name)), "{}", key.name);
    }
}

/// What the examples name and do not show.
const BESIDE: &str = "\
# library/contacts.yaml
- { id: sam-rivera, title: Sam Rivera, side: provider, phone: +1 614 555 0171 }
# library/teams.yaml
- { id: noc, title: Network Operations Center, side: provider, function: noc, coverage: around-the-clock }
- { id: service-desk, title: Service desk, side: provider, function: service-desk }
# library/vendors.yaml
- { id: microsoft, title: Microsoft }
# library/coverage.yaml
- id: around-the-clock
  title: Around the clock
  zone: America/New_York
  windows: [{ days: [mon-sun, holidays], from: \"00:00\", to: \"24:00\", kind: staffed }]
- id: service-desk-hours
  title: Service desk hours
  zone: America/New_York
  windows: [{ days: mon-fri, from: \"08:00\", to: \"18:00\", kind: staffed }]
# library/channels.yaml
- { id: service-desk-line, title: Service desk line, medium: phone, address: +1 614 555 0110 }
# library/services.yaml
- { id: service-desk, title: Service desk }
# library/responsibilities.yaml
- { id: desk-side-visits, title: Visit desks, responsible: service-desk }
# clients/acme/contacts.yaml
- { id: lee-ortiz, title: Lee Ortiz }
# clients/acme/teams.yaml
- { id: plant-it, title: Plant IT, members: [lee-ortiz] }
# clients/acme/coverage.yaml
- { id: office-hours, title: Office hours, zone: America/Chicago, windows: [{ days: mon-fri, from: \"08:00\", to: \"17:00\", kind: staffed }] }
";

/// Collects the examples of the reference by their files: a line `# path` begins one.
fn examples(text: &str) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let blocks = text.split("```yaml\n").skip(1).map(|block| block.split("```").next().unwrap());
    for block in blocks.chain([BESIDE]) {
        let mut path = None;
        for line in block.split_inclusive('\n') {
            let named = line
                .strip_prefix("# ")
                .and_then(|rest| rest.split([',', ':', '\n']).next())
                .filter(|path| path.contains(".yaml") || path.contains(".md"));
            path = named.map(str::to_owned).or(path);
            let path = path.as_deref().unwrap_or_else(|| panic!("an example says in its first line which file it is of:\n{block}"));
            let file = files.entry(path.to_owned()).or_default();
            if named.is_none() {
                file.push_str(line);
            }
        }
    }
    for (_, text) in files.iter_mut().filter(|(path, _)| path.ends_with(".md")) {
        *text = format!("---\n{text}---\nThe text.\n");
    }
    files
}

#[test]
fn the_examples_of_the_reference_are_a_workspace_without_a_finding() {
    let text = std::fs::read_to_string(REFERENCE).unwrap();
    let mut files = examples(&text);
    let logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>";
    files.insert("brand/northwind.svg".to_owned(), logo.to_owned());
    files.insert("clients/acme/brand/acme.svg".to_owned(), logo.to_owned());
    let opened = opened(exactly(&files));
    let (portals, findings) = made(&opened, Edition::Client);
    assert_eq!(report::short(&findings, &opened.sources), "");
    assert!(portals["acme"].is_some());
    let shown: BTreeSet<&str> =
        text.split("\n### ").skip(1).filter(|section| section.contains("```yaml")).map(|section| section.lines().next().unwrap()).collect();
    for kind in Kind::ALL {
        assert!(shown.contains(kind.plural()), "`{}` has no example", kind.plural());
    }
}
