//! The index of the search, held against the library that reads it; and how text becomes terms.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::{Command, Stdio};

use bailiwick::search::index::{Document, FIELDS, Index};
use bailiwick::search::terms::{Words, last_part, term, tokens};
use serde_json::json;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn text_is_split_at_separators_and_punctuation() {
    let cases: [(&str, &[&str]); 8] = [
        ("", &[""]),
        ("Reset passwords", &["Reset", "passwords"]),
        ("“Who?” — asked.", &["", "Who", "asked", ""]),
        ("24×7\ton call", &["24×7\ton", "call"]),
        ("+1 614 555 0100", &["+1", "614", "555", "0100"]),
        ("a\u{2028}b\u{a0}c\r\nd", &["a", "b", "c", "d"]),
        ("=HYPERLINK(x)", &["=HYPERLINK", "x", ""]),
        ("אבג דה", &["אבג", "דה"]),
    ];
    for (text, expected) in cases {
        assert_eq!(tokens(text), expected, "{text:?}");
    }
}

#[test]
fn a_term_has_small_letters_and_no_marks() {
    for (token, expected) in [
        ("VPN", "vpn"),
        ("Björk", "bjork"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("e\u{301}te\u{301}", "ete"),
        ("ΟΔΟΣ", "οδος"),
        ("", ""),
    ] {
        assert_eq!(term(token), expected, "{token:?}");
    }
}

#[test]
fn the_end_of_a_joined_word_is_a_word_of_its_own() {
    let words: BTreeSet<&str> = ["wort", "zuruck", "anderung", "rung", "passwort", "passwortanderung", "ant", "wortanderung"].into();
    assert_eq!(last_part("passwortanderung", &words), Some("wortanderung"), "the longest, so that its own end is found with it");
    assert_eq!(last_part("wortanderung", &words), Some("anderung"));
    assert_eq!(last_part("anderung", &words), Some("rung"), "by four letters each, nothing tells a syllable from a word");
    assert_eq!(last_part("passwort", &words), Some("wort"));
    assert_eq!(last_part("mandant", &words), None, "a part has four letters");
    assert_eq!(last_part("wort", &words), None, "a word is no part of itself");
}

/// Makes documents of the example's own text, a paragraph each, and some that are made to be difficult.
fn paragraphs() -> Vec<[String; FIELDS.len()]> {
    let walk = walkdir::WalkDir::new(format!("{ROOT}/content-example")).sort_by_file_name().into_iter().map(Result::unwrap);
    let is_text = |path: &std::path::Path| path.extension().is_some_and(|extension| extension == "md" || extension == "yaml");
    let texts = walk.filter(|entry| is_text(entry.path())).map(|entry| std::fs::read_to_string(entry.path()).unwrap());
    let paragraphs = texts.flat_map(|text| text.split("\n\n").map(str::to_owned).collect::<Vec<_>>());
    let document = |text: String| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (title, rest) = words.split_at(words.len().min(6));
        let keywords = rest.iter().step_by(9).take(3).copied().collect::<Vec<_>>().join("\n");
        let code = title.first().copied().unwrap_or_default().to_owned();
        [keywords, title.join(" "), code, rest.iter().take(12).copied().collect::<Vec<_>>().join(" "), text]
    };
    let hard = [
        "",
        "</script><b>",
        "Größe, ÄNDERUNG und Straße",
        "עברית שלום",
        "a\u{2028}b",
        "İstanbul ΟΔΟΣ",
        "1,000.50 … “q” — x",
        "𝒳 emoji 🙂 x",
    ];
    paragraphs.chain(hard.map(str::to_owned)).take(700).map(document).collect()
}

/// Takes words from the documents, whole, cut short, and with a letter left out.
fn queries(documents: &[[String; FIELDS.len()]]) -> Vec<String> {
    let texts = documents.iter().map(|document| &document[4]);
    let query = |(number, text): (usize, &String)| {
        let words: Vec<&str> = text.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic)).collect();
        let word = words.get(number % words.len().max(1))?;
        let letters = || word.chars().enumerate();
        Some(match number % 4 {
            0 => format!("{word} {}", words[0]),
            1 => letters().take(3).map(|(_, letter)| letter).collect(),
            2 => letters().filter(|(place, _)| *place != 2).map(|(_, letter)| letter).collect(),
            _ => (*word).to_owned(),
        })
    };
    texts.enumerate().filter_map(query).take(200).collect()
}

/// Gives both indexes to the library; returns what it says.
fn ask_library(documents: &[[String; FIELDS.len()]], words: Words) -> String {
    let indexed: Vec<Document<'_>> = documents
        .iter()
        .map(|[keywords, title, code, summary, text]| Document { keywords: keywords.clone(), title, code, summary, text: text.clone() })
        .collect();
    let index = Index::new(&indexed, words);
    let named: Vec<BTreeMap<&str, &String>> = documents.iter().map(|document| FIELDS.into_iter().zip(document).collect()).collect();
    let terms: BTreeSet<String> =
        documents.iter().flatten().flat_map(|text| tokens(text)).map(term).filter(|term| !term.is_empty()).collect();
    let known: BTreeSet<&str> = terms.iter().map(String::as_str).collect();
    let parts: BTreeMap<&str, &str> =
        terms.iter().filter(|_| words == Words::Joined).filter_map(|term| Some((term.as_str(), last_part(term, &known)?))).collect();
    let input = json!({ "documents": named, "parts": parts, "index": index, "queries": queries(documents) });
    let mut node = Command::new("node")
        .args([&format!("{ROOT}/tests/it/search_oracle.cjs"), &format!("{ROOT}/themes/default/assets/js/minisearch.js")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    node.stdin.take().unwrap().write_all(input.to_string().as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(words == Words::Apart, parts.is_empty(), "{} joined words", parts.len());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_index_is_the_one_that_the_library_makes() {
    let said = ask_library(&paragraphs(), Words::Apart);
    assert!(said.contains("200 queries, 200"), "each query finds something: {said}");
}

#[test]
fn the_index_of_joined_words_is_the_one_that_the_library_makes() {
    let said = ask_library(&paragraphs(), Words::Joined);
    assert!(said.contains("200 queries, 200"), "each query finds something: {said}");
}
