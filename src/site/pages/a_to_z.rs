//! A to Z: everything that has a page or a place, by its name, with the words that people use for it.

use serde::Serialize;
use tera::Value;

use crate::model::portal::Any;
use crate::site::alphabet::{Initial, folded, initial};
use crate::site::here::{Here, Link};
use crate::site::shell;
use crate::site::{Subject, View};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct AToZView {
    /// The page's heading.
    pub title: String,
    /// The glossary, where there is one.
    pub glossary: Option<Link>,
    /// The entries by letter.
    pub letters: Vec<LetterView>,
}

/// What begins with one letter.
#[derive(Clone, Debug, Serialize)]
pub struct LetterView {
    /// The letter, `0–9` or `Other`.
    pub letter: String,
    /// What begins with it, in order.
    pub entries: Vec<EntryView>,
}

/// A name.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    /// The name, and where it leads.
    pub link: Link,
    /// What is there, in small letters: `service`.
    pub kind: String,
    /// The words that people use for it.
    pub keywords: Vec<String>,
    /// Whether only the internal edition shows it.
    pub internal: bool,
}

pub(super) fn view(here: &Here<'_>) -> View {
    let lists = lists(here);
    let glossary_href = here.href_of_list(&Subject::Glossary);
    let glossary = lists.iter().find(|entry| glossary_href.is_some() && entry.link.href == glossary_href).map(|entry| entry.link.clone());
    let mut entries: Vec<EntryView> = here.site.portal.entities.all().iter().filter_map(|any| entry(here, any)).collect();
    entries.extend(lists);
    let view = AToZView { title: here.words().t("title.a_to_z"), glossary, letters: letters(here, entries) };
    let frame = shell::frame(here, &view.title, &[], None);
    View { template: "a-to-z.html", frame, view: Value::from_serializable(&view) }
}

/// Returns the lists of the navigation.
fn lists(here: &Here<'_>) -> Vec<EntryView> {
    let entry = |item: shell::Item| EntryView {
        link: Link { title: item.title, href: Some(item.href) },
        kind: here.words().t("kind.list_within"),
        keywords: Vec::new(),
        internal: false,
    };
    shell::lists(here.site).map(entry).collect()
}

/// Returns the name of an entity with its keywords, if anything shows it.
fn entry(here: &Here<'_>, any: &Any<'_>) -> Option<EntryView> {
    let link = here.link(&any.mention());
    link.href.as_ref()?;
    let title = folded(&link.title);
    let keywords = any.common.keywords.iter().filter(|keyword| folded(keyword) != title).cloned().collect();
    Some(EntryView { link, kind: here.words().within(&here.words().kind(any.kind)), keywords, internal: here.is_internal(any.node) })
}

fn letters(here: &Here<'_>, mut entries: Vec<EntryView>) -> Vec<LetterView> {
    entries.sort_by_cached_key(|entry| {
        let folded = folded(&entry.link.title);
        (initial(&folded), folded, entry.kind.clone(), entry.link.href.clone())
    });
    let mut letters: Vec<LetterView> = Vec::new();
    for entry in entries {
        let letter = match initial(&folded(&entry.link.title)) {
            Initial::Digit => "0–9".to_owned(),
            Initial::Letter(letter) => letter,
            Initial::Other => here.words().t("a_to_z.other"),
        };
        match letters.last_mut().filter(|last| last.letter == letter) {
            Some(last) => last.entries.push(entry),
            None => letters.push(LetterView { letter, entries: vec![entry] }),
        }
    }
    letters
}
