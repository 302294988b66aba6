//! Ids of a client that are one slip away from one of the library's: probably overlays that were meant to meet it.
//!
//! Two ids one slip apart become the same text when the right character is left out of each, or of one.
//! So ids are met by what is left of them, and no id is compared with all others.

use std::collections::HashMap;
use std::sync::Arc;

use super::workspace::{Key, Tree, Written};
use crate::finding::{Finding, Findings, RuleName};
use crate::model::kind::Kind;

/// A client's entity whose id nearly is one of the library's.
pub(super) const NEAR_ID: RuleName = RuleName("near-id");

/// The shortest id of the library that another is held against: shorter ones differ by a letter on purpose.
const SHORTEST: usize = 6;

/// What a text lacks of the id that it was made from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LeftOut {
    Nothing,
    Digit,
    Letter,
}

/// Finds for each id of the client's own the first one of the library's that it nearly is.
pub(super) fn near_ids(library: &Tree, client: &Tree) -> Findings {
    let own: Vec<(&Key, &Written)> = client.entities.iter().filter(|(key, _)| !library.entities.contains_key(*key)).collect();
    if own.is_empty() {
        return Findings::new();
    }
    let mut left: HashMap<(Kind, String), Vec<(usize, LeftOut)>> = HashMap::new();
    for (index, ((kind, id), _)) in own.iter().enumerate() {
        shortened(id).for_each(|(text, out)| left.entry((*kind, text)).or_default().push((index, out)));
    }
    let mut near: Vec<Option<(&Arc<str>, &Written)>> = vec![None; own.len()];
    for ((kind, known), base) in library.entities.iter().filter(|((_, known), _)| known.len() >= SHORTEST) {
        for (text, out) in shortened(known) {
            for (index, other) in left.get(&(*kind, text)).into_iter().flatten() {
                // Ids that differ in a number alone are told apart on purpose, and there may be many of them.
                let by_number = out != LeftOut::Letter && *other != LeftOut::Letter;
                if near[*index].is_none() && !by_number && is_near(known, &own[*index].0.1) {
                    near[*index] = Some((known, base));
                }
            }
        }
    }
    let found = own.into_iter().zip(near);
    found.filter_map(|(((kind, id), written), near)| near.map(|(known, base)| finding(*kind, id, written, known, base))).collect()
}

/// Returns an id, and what is left of it without each of its characters in turn; ids are ASCII.
fn shortened(id: &str) -> impl Iterator<Item = (String, LeftOut)> {
    let without = |at: usize| {
        let out = if id.as_bytes()[at].is_ascii_digit() { LeftOut::Digit } else { LeftOut::Letter };
        (format!("{}{}", &id[..at], &id[at + 1..]), out)
    };
    std::iter::once((id.to_owned(), LeftOut::Nothing)).chain((0..id.len()).map(without))
}

fn is_near(known: &str, id: &str) -> bool {
    let letters = |id: &str| id.chars().filter(|character| !character.is_ascii_digit()).collect::<String>();
    strsim::osa_distance(known, id) == 1 && letters(known) != letters(id)
}

fn finding(kind: Kind, id: &str, written: &Written, known: &str, base: &Written) -> Finding {
    let message = format!("`{id}` nearly is the library's {} `{known}`, and stands beside it", kind.singular());
    let help = format!("call it `{known}` to adapt the library's, or give it a name that differs more");
    Finding::warning(NEAR_ID, written.id_span, message).related(base.id_span, "the library's stands here").help(help)
}
