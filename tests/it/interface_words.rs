//! The words of the interface: each is there, asked for, in every language that is shipped, and none stands in the program itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use bailiwick::files::Files;
use bailiwick::model::portal::Edition;
use bailiwick::render::shipped;
use bailiwick::source::{SourcePath, Sources};
use bailiwick::strings::{BASE, Piece, Strings, Table, Text, missing, read};
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use crate::world::{exactly, files, from_disk, made, opened};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

const SMALL: &str = include_str!("../portals/small.txt");

/// Reads the shipped words of a language: those of the default theme, then what the plain one adds.
fn tables(language: &str) -> Vec<Table> {
    let mut sources = Sources::default();
    let mut table = |theme: &str| {
        let path = format!("{theme}/strings/{language}.toml");
        let text = std::str::from_utf8(shipped(&path).unwrap_or_else(|| panic!("there is no {path}"))).unwrap();
        let (table, findings) = read(sources.insert(SourcePath::new(&path), text.into()), text);
        assert_eq!(findings, vec![]);
        table
    };
    vec![table("default"), table("plain")]
}

/// Returns the texts of some folders of the source by their paths.
#[expect(clippy::disallowed_methods, reason = "reads the source")]
fn source(folders: &[&str], extensions: &[&str]) -> BTreeMap<String, String> {
    let walk = folders.iter().flat_map(|folder| walkdir::WalkDir::new(format!("{ROOT}/{folder}")));
    let wanted = walk.map(Result::unwrap).filter(|entry| {
        entry.path().extension().is_some_and(|extension| extensions.iter().any(|wanted| extension.to_str() == Some(wanted)))
    });
    wanted.map(|entry| (entry.path().display().to_string(), std::fs::read_to_string(entry.path()).unwrap())).collect()
}

/// Returns every text in double quotes of a source that has the shape of a key, such as `home.call`.
fn keys_in(text: &str) -> BTreeSet<String> {
    let is_key = |text: &&str| {
        let parts: Vec<&str> = text.split('.').collect();
        let plain =
            |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        parts.len() > 1 && parts.iter().all(plain) && !matches!(parts.last(), Some(&("html" | "css" | "js" | "json" | "toml" | "svg")))
    };
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect();
    code.split('"').skip(1).filter(is_key).map(str::to_owned).collect()
}

/// Returns the keys that templates, stylesheets and scripts ask for.
fn keys_of_themes() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for text in source(&["themes"], &["html", "js", "css"]).values() {
        for start in ["t(key=\"", "words('"] {
            let quote = if start.ends_with('"') { '"' } else { '\'' };
            keys.extend(text.split(start).skip(1).filter_map(|rest| Some(rest.split_once(quote)?.0.to_owned())));
        }
    }
    keys
}

#[test]
fn each_word_that_is_asked_for_is_there_and_each_that_is_there_is_asked_for() {
    let english = Strings::new(BASE, &tables(BASE));
    let there: BTreeSet<&str> = english.keys();
    let sections: BTreeSet<&str> = there.iter().filter_map(|key| Some(key.split_once('.')?.0)).collect();
    let mut asked = keys_of_themes();
    for text in source(&["src/site", "src/markdown", "src/render"], &["rs"]).values() {
        asked.extend(keys_in(text).into_iter().filter(|key| sections.contains(key.split_once('.').unwrap().0)));
    }
    let is_there = |key: &str| english.get(key).is_some() || english.forms(key).is_some();
    let unknown: Vec<&String> = asked.iter().filter(|key| !is_there(key)).collect();
    assert_eq!(unknown, Vec::<&String>::new(), "these are asked for, and are not in en.toml");
    let stem = |key: &str| key.rsplit_once('.').map(|(stem, _)| stem.to_owned()).unwrap_or_default();
    let idle: Vec<&&str> = there.iter().filter(|key| !asked.contains(**key) && !asked.contains(&stem(key))).collect();
    assert_eq!(idle, Vec::<&&str>::new(), "these are in en.toml, and nothing asks for them");
}

#[test]
fn german_says_all_of_it_with_the_same_places() {
    let (english, own) = (Strings::new(BASE, &tables(BASE)), tables("de"));
    let german = Strings::new("de", &own);
    assert_eq!(missing(&english, |key| german.get(key).is_some(), german.plurals()), Vec::<String>::new());
    let more: Vec<&str> = german.keys().difference(&english.keys()).copied().collect();
    assert_eq!(more, Vec::<&str>::new(), "these are in de.toml alone");
    let places = |text: &Text| text.places().filter(|place| *place != "count").map(str::to_owned).collect::<BTreeSet<String>>();
    for key in english.keys() {
        let (english, german) = (english.get(key).unwrap(), german.get(key).unwrap());
        assert_eq!(places(english), places(german), "{key}");
    }
}

/// Puts every word between brackets, so that what stands outside of them is no word of a file; settings stay what they are.
fn bracketed() -> String {
    let english = Strings::new(BASE, &tables(BASE)[..1]);
    let mut toml = String::new();
    for key in english.keys() {
        let mut text = String::new();
        for piece in english.get(key).unwrap().pieces() {
            match piece {
                Piece::Words(words) => text.push_str(words),
                Piece::Place(name) => write!(text, "{{{name}}}").unwrap(),
            }
        }
        let text = if key.starts_with("grammar.") || key.starts_with("number.") { text } else { format!("⟦{text}⟧") };
        writeln!(toml, "{key} = {}", serde_json::to_string(&text).unwrap()).unwrap();
    }
    toml
}

/// Gathers what a reader sees of a page as one text, as a text may hold elements, and what they hear in others.
fn said(node: &Handle, seen: &mut String, out: &mut Vec<String>) {
    match &node.data {
        NodeData::Text { contents } => {
            // A word that a drawing breaks goes on in the next line.
            if seen.ends_with('-') {
                seen.pop();
            } else {
                seen.push(' ');
            }
            seen.push_str(&contents.borrow());
        }
        NodeData::Element { name, attrs, .. } => {
            if matches!(&*name.local, "script" | "style") {
                return;
            }
            let spoken = |attribute: &&html5ever::Attribute| {
                matches!(&*attribute.name.local, "aria-label" | "title" | "alt" | "placeholder" | "data-label")
            };
            out.extend(attrs.borrow().iter().filter(spoken).map(|attribute| attribute.value.to_string()));
        }
        NodeData::Document | NodeData::Doctype { .. } | NodeData::Comment { .. } | NodeData::ProcessingInstruction { .. } => {}
    }
    node.children.borrow().iter().for_each(|child| said(child, seen, out));
}

/// Takes out what stands between brackets, from the innermost on.
fn outside(text: &str) -> String {
    let mut text = text.to_owned();
    while let Some(end) = text.find('⟧') {
        let start = text[..end].rfind('⟦').unwrap_or(0);
        text.replace_range(start..end + '⟧'.len_utf8(), " ");
    }
    text
}

/// Returns the words of all pages that come neither from a file of words nor from what was written.
fn strangers(portal: &Files, written: &str) -> BTreeMap<String, String> {
    let words = |text: &str| text.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase).collect::<BTreeSet<String>>();
    let known = words(written);
    let is_strange = |word: &String| word.chars().filter(|letter| letter.is_alphabetic()).count() > 2 && !known.contains(word);
    let mut strangers = BTreeMap::new();
    for (path, bytes) in portal.iter().filter(|(path, _)| path.as_str().ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(html);
        let (mut seen, mut texts) = (String::new(), Vec::new());
        said(&dom.document, &mut seen, &mut texts);
        texts.push(seen);
        for text in texts {
            let left = outside(&text);
            strangers.extend(words(&left).into_iter().filter(is_strange).map(|word| (word, path.to_string())));
        }
    }
    strangers
}

#[test]
fn no_word_of_the_interface_stands_in_the_program() {
    let mut small = files(SMALL);
    let settings = small.get_mut("bailiwick.yaml").unwrap();
    *settings = settings.replace("language: en-US", "language: zz");
    let content: String = small.values().flat_map(|text| [text.as_str(), "\n"]).collect();
    for edition in [Edition::Client, Edition::Internal] {
        let mut written = exactly(&small);
        written.theme_files.insert(SourcePath::new("themes/default/strings/zz.toml"), bracketed().into_bytes().into());
        let (mut portals, findings) = made(&opened(written), edition);
        assert_eq!(findings, vec![]);
        let strangers = strangers(&portals.remove("acme").unwrap().unwrap(), &content);
        assert!(strangers.is_empty(), "{} words: {strangers:#?}", strangers.len());
    }
}

#[test]
fn no_word_of_the_interface_stands_in_the_program_that_the_example_shows() {
    let mut written = from_disk(&format!("{ROOT}/content-example"));
    let texts: Vec<(SourcePath, String)> =
        written.sources.iter().map(|(_, source)| (source.path.clone(), source.text.to_string())).collect();
    let content: String = texts.iter().flat_map(|(_, text)| [text.as_str(), "\n"]).collect();
    for (path, text) in texts.into_iter().filter(|(path, _)| path.as_str() == "bailiwick.yaml" || path.as_str().ends_with("/client.yaml")) {
        let text: String = text.lines().filter(|line| !line.starts_with("language:")).flat_map(|line| [line, "\n"]).collect();
        let language = if path.as_str() == "bailiwick.yaml" { "language: zz\n" } else { "" };
        written.sources.insert(path, format!("{text}{language}").into());
    }
    written.theme_files.insert(SourcePath::new("themes/default/strings/zz.toml"), bracketed().into_bytes().into());
    let (portals, findings) = made(&opened(written), Edition::Internal);
    assert_eq!(findings, vec![]);
    for (client, portal) in portals {
        let strangers = strangers(&portal.unwrap(), &content);
        assert!(strangers.is_empty(), "{client}: {} words: {strangers:#?}", strangers.len());
    }
}
