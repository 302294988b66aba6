//! The example's files with bytes changed, through everything.

use bailiwick::model::portal::Edition;
use bailiwick::pipeline::Known;
use bailiwick::pipeline::Written;
use bailiwick::source::SourcePath;
use proptest::prelude::*;
use proptest::sample::Index;

use super::{judge_again, small};
use crate::world::{exactly, from_disk};

/// A change of some bytes of a file; what is no UTF-8 afterwards is replaced, as the disk does it.
#[derive(Clone, Debug)]
enum Edit {
    Set(Index, u8),
    Insert(Index, Vec<u8>),
    Delete(Index, usize),
    /// Moves some bytes elsewhere: the likeliest way to something that is well formed and senseless.
    Copy(Index, Index, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let signs = prop_oneof![
        Just(b"\n".to_vec()),
        Just(b"- ".to_vec()),
        Just(b"  ".to_vec()),
        Just(b": ".to_vec()),
        Just(b"[[".to_vec()),
        Just(b":::internal\n".to_vec()),
        Just(b"---\n".to_vec()),
        Just(b"internal".to_vec()),
        "[-:,\\[\\]{}&*!|>%@`?#'\"~ a0\n]{1,3}".prop_map(String::into_bytes),
        proptest::collection::vec(any::<u8>(), 1..4),
    ];
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Edit::Set(at, byte)),
        (any::<Index>(), signs).prop_map(|(at, bytes)| Edit::Insert(at, bytes)),
        (any::<Index>(), 1..40usize).prop_map(|(at, length)| Edit::Delete(at, length)),
        (any::<Index>(), any::<Index>(), 1..60usize).prop_map(|(from, to, length)| Edit::Copy(from, to, length)),
    ]
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for edit in edits {
        let length = bytes.len();
        let place = |index: &Index| index.index(length + 1);
        match edit {
            Edit::Set(at, byte) => {
                if let Some(old) = bytes.get_mut(place(at)) {
                    *old = *byte;
                }
            }
            Edit::Insert(at, more) => drop(bytes.splice(place(at)..place(at), more.iter().copied())),
            Edit::Delete(at, count) => drop(bytes.drain(place(at)..(place(at) + count).min(length))),
            Edit::Copy(from, to, count) => {
                let copied = bytes[place(from)..(place(from) + count).min(length)].to_vec();
                drop(bytes.splice(place(to)..place(to), copied));
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Edits some files of a workspace and runs it through everything, in both editions.
fn judge_edited(written: &Written, known: &mut Known, changes: &[(Index, Vec<Edit>)]) {
    let paths: Vec<SourcePath> = written.sources.iter().map(|(_, source)| source.path.clone()).collect();
    let mut changed = written.clone();
    for (which, edits) in changes {
        let path = &paths[which.index(paths.len())];
        let text = changed.sources.get(changed.sources.id(path).unwrap()).text.clone();
        changed.sources.insert(path.clone(), edited(&text, edits).into());
    }
    for edition in [Edition::Client, Edition::Internal] {
        let judged = judge_again(changed.clone(), edition, known);
        // `judge_again` holds every finding against what it must be, and lets nothing stop without one.
        assert!(judged.portals.len() + judged.drafts <= judged.opened.workspace.clients.len());
    }
}

fn changes(files: usize) -> impl Strategy<Value = Vec<(Index, Vec<Edit>)>> {
    proptest::collection::vec((any::<Index>(), proptest::collection::vec(edit(), 1..4)), 1..=files)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edited_small_workspace_never_panics(changes in changes(3)) {
        judge_edited(&exactly(&small()), &mut Known::default(), &changes);
    }
}

#[test]
fn an_edited_example_never_panics() {
    // One set of parsed files for all cases: each parses only what it changes.
    let written = from_disk(concat!(env!("CARGO_MANIFEST_DIR"), "/content-example"));
    let known = std::cell::RefCell::new(Known::default());
    let config = ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() };
    proptest::test_runner::TestRunner::new(config)
        .run(&changes(2), |changes| {
            judge_edited(&written, &mut known.borrow_mut(), &changes);
            Ok(())
        })
        .unwrap();
}
