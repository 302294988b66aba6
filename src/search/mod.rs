//! The index that a portal's search reads: a classic script beside its pages, so that it also works from a folder.
//!
//! Reading order: [`crate::site::finds`] (what can be found), [`terms`] (how text becomes terms), [`index`] (the index of MiniSearch 7 in its
//! serialised form). `themes/default/assets/js/search.js` is what reads it.

pub mod index;
pub mod terms;

use indexmap::IndexSet;
use serde::Serialize;

use self::index::{Document, Index};
use self::terms::Words;
use crate::site::Site;
use crate::site::finds::{Answer, Find, finds, last_resort};

/// Where it stands in a portal.
pub const PATH: &str = "search-index.js";

/// The asset of a theme that reads it; a theme without it has no search.
pub const READER: &str = "js/search.js";

/// What the script gives to the page: `window.BW_SEARCH`.
#[derive(Serialize)]
struct Data<'a> {
    /// What each sort of thing is called: one of them, several, and in the model.
    kinds: Vec<[&'a str; 3]>,
    /// Who does something, in which hours, at which number.
    answers: Vec<&'a Answer>,
    /// What can be found; the number of one is its id in the index.
    docs: Vec<Doc<'a>>,
    /// Whom to ask where nothing is found.
    call: Option<Answer>,
    /// Whether `ae`, `oe` and `ue` may stand for `ä`, `ö` and `ü`.
    german: bool,
    index: Index,
}

/// The place of its sort in `kinds`, its title, its address from the top of the portal, whose it is, its summary, the place of its answer in `answers` (or -1), its code, what people call it.
#[derive(Serialize)]
struct Doc<'a>(usize, &'a str, &'a str, &'a str, &'a str, isize, &'a str, &'a [String]);

/// Makes the script. The same portal gives the same bytes.
pub fn script(site: &Site<'_>) -> Vec<u8> {
    let finds = finds(site);
    let words = Words::of(site.portal.language());
    let documents: Vec<Document<'_>> = finds.iter().map(document).collect();
    let data = data(site, &finds, words, Index::new(&documents, words));
    let json = serde_json::to_string(&data).expect("plain values serialise");
    // A text is read faster as JSON than as a script, and no text of an author ends the script or its line, wherever it is read.
    let text = serde_json::to_string(&json).expect("a text serialises");
    let text = text.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    format!("window.BW_SEARCH = JSON.parse({text});\n").into_bytes()
}

/// Returns what a find is found by. Words with a hyphen stand there in one, too, as people type them: `wifi` for `Wi-Fi`.
pub fn document(find: &Find) -> Document<'_> {
    let mut keywords = find.keywords.clone();
    keywords.extend(find.keywords.iter().chain([&find.title]).flat_map(|text| joined(text)));
    let mut text = find.text.clone();
    for word in joined(&find.summary).chain(joined(&find.text)) {
        text.push('\n');
        text.push_str(&word);
    }
    Document { keywords: keywords.join("\n"), title: &find.title, code: &find.code, summary: &find.summary, text }
}

fn data<'a>(site: &Site<'_>, finds: &'a [Find], words: Words, index: Index) -> Data<'a> {
    let mut kinds: IndexSet<[&str; 3]> = IndexSet::new();
    let mut answers: IndexSet<&Answer> = IndexSet::new();
    let mut docs = Vec::with_capacity(finds.len());
    for find in finds {
        let kind = kinds.insert_full([&find.kind, &find.kinds, find.word]).0;
        let answer = find.answer.as_ref().map_or(-1, |answer| answers.insert_full(answer).0.cast_signed());
        docs.push(Doc(kind, &find.title, &find.href, find.side, &find.summary, answer, &find.code, &find.keywords));
    }
    let (kinds, answers) = (kinds.into_iter().collect(), answers.into_iter().collect());
    Data { kinds, answers, docs, call: last_resort(site), german: words == Words::Joined, index }
}

/// Returns the words of a text that hold a hyphen, without it.
fn joined(text: &str) -> impl Iterator<Item = String> {
    let has_hyphen = |word: &&str| word.trim_matches(|character: char| !character.is_alphanumeric()).contains('-');
    text.split_whitespace().filter(has_hyphen).map(|word| word.replace('-', ""))
}
