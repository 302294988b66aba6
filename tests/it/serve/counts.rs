//! How much is done for one change: no more than it needs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bailiwick::serve::preview::Updated;

use super::{Stand, example, on_disk, put, three_clients};

/// A preview of which every client's home was looked at.
fn warm(stand: Stand) -> Stand {
    for client in stand.preview.clients() {
        assert_eq!(stand.get(&format!("/{client}/")).status, 200, "{client}");
    }
    stand
}

pub(super) fn change(stand: &Stand, path: &str, from: &str, to: &str) -> Option<Updated> {
    rewrite(&stand.root.join(path), from, to);
    take(stand, path)
}

pub(super) fn rewrite(path: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{}: {text}", path.display());
    put(path, text.replace(from, to));
}

pub(super) fn take(stand: &Stand, path: &str) -> Option<Updated> {
    stand.preview.update(&BTreeSet::from([PathBuf::from(path)])).unwrap()
}

/// How many files were parsed, clients linked and pages rendered.
#[derive(Debug, PartialEq, Eq)]
struct Done {
    parsed: usize,
    linked: usize,
    rendered: usize,
}

/// Counts what is done while something happens.
fn work(stand: &Stand, mut what: impl FnMut()) -> Done {
    let before = stand.preview.work();
    what();
    let after = stand.preview.work();
    Done { parsed: after.parsed - before.parsed, linked: after.linked - before.linked, rendered: after.rendered - before.rendered }
}

const NOTHING: Done = Done { parsed: 0, linked: 0, rendered: 0 };

#[test]
fn an_edit_of_a_clients_file_concerns_that_client_and_the_page_that_is_asked_for() {
    let stand = warm(Stand::new(example()));
    let edited = "clients/acme/services/plant-floor.md";
    let done = work(&stand, || assert!(change(&stand, edited, "title: ", "title: Renamed ").is_some()));
    assert_eq!(done, Done { parsed: 1, ..NOTHING });
    let done = work(&stand, || assert!(stand.text("/acme/services/plant-floor.html").contains("<title>Renamed ")));
    assert_eq!(done, Done { linked: 1, rendered: 1, ..NOTHING });
    for client in ["hale-burke", "riverside-health"] {
        let done = work(&stand, || assert_eq!(stand.get(&format!("/{client}/")).status, 200));
        assert_eq!(done, Done { rendered: 1, ..NOTHING }, "{client} is not concerned");
    }
}

#[test]
fn another_page_after_an_edit_never_shows_the_old_text() {
    let stand = warm(Stand::new(example()));
    let pages = ["index.html", "services.html", "services/plant-floor.html", "a-to-z.html", "responsibilities.html"];
    for page in pages {
        stand.get(&format!("/acme/{page}"));
    }
    change(&stand, "clients/acme/services/plant-floor.md", "title: ", "title: Renamed ").unwrap();
    let done = work(&stand, || {
        for page in ["services.html", "services/plant-floor.html", "a-to-z.html"] {
            assert!(stand.text(&format!("/acme/{page}")).contains("Renamed "), "{page}");
        }
    });
    assert_eq!(done, Done { linked: 1, rendered: 3, ..NOTHING });
}

#[test]
fn an_edit_of_the_library_parses_one_file_and_links_who_is_looked_at() {
    let stand = warm(Stand::new(example()));
    let done = work(&stand, || assert!(change(&stand, "library/services/identity.md", "title: ", "title: Renamed ").is_some()));
    assert_eq!(done, Done { parsed: 1, ..NOTHING });
    let done = work(&stand, || assert!(stand.text("/hale-burke/services/identity.html").contains("<title>Renamed ")));
    assert_eq!(done, Done { linked: 1, rendered: 1, ..NOTHING }, "nobody looks at the others yet");
    let done = work(&stand, || assert_eq!(stand.get("/acme/").status, 200));
    assert_eq!(done, Done { linked: 1, rendered: 1, ..NOTHING });
}

#[test]
fn a_save_of_the_same_bytes_is_no_change() {
    let stand = warm(Stand::new(on_disk(&three_clients())));
    for path in ["clients/birch/client.yaml", "library/services/email.md", "bailiwick.yaml"] {
        let text = std::fs::read(stand.root.join(path)).unwrap();
        let done = work(&stand, || {
            put(&stand.root.join(path), &text);
            assert!(take(&stand, path).is_none(), "{path}");
            let all = BTreeSet::from([PathBuf::from("library"), PathBuf::from("clients/birch/pages")]);
            put(&stand.root.join(path), &text);
            assert!(stand.preview.update(&all).unwrap().is_none_or(|updated| updated.changes.content.is_empty()), "{path}");
        });
        assert_eq!(done, NOTHING, "{path}");
    }
}

#[test]
fn a_page_that_is_asked_for_again_links_nothing() {
    let stand = warm(Stand::new(on_disk(&three_clients())));
    let done = work(&stand, || {
        for _ in 0..3 {
            assert_eq!(stand.get("/birch/pages/yard.html").status, 200);
        }
    });
    assert_eq!(done, Done { rendered: 3, ..NOTHING });
    let done = work(&stand, || assert_eq!(stand.get("/birch/assets/no-such.css").status, 404));
    assert_eq!(done, Done { rendered: 1, ..NOTHING }, "the portal's own page for what is missing");
}

#[test]
fn an_attachment_that_no_page_names_links_nothing() {
    let stand = warm(Stand::new(example()));
    let findings = stand.preview.look_at_all();
    assert!(findings.iter().all(|(_, look)| look.findings.is_empty()), "the example has no findings");
    put(&stand.root.join("clients/acme/images/unused.png"), "a picture");
    let done = work(&stand, || {
        take(&stand, "clients/acme/images/unused.png").unwrap();
        stand.preview.look_at_all();
    });
    assert_eq!(done, NOTHING);

    let named = "clients/acme/images/dayton-plant.svg";
    let done = work(&stand, || {
        put(&stand.root.join(named), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        take(&stand, named).unwrap();
        stand.preview.look_at_all();
    });
    assert_eq!(done, Done { linked: 1, ..NOTHING }, "only the client that names it");
}

#[test]
fn what_is_wrong_stays_away_from_other_clients() {
    let stand = warm(Stand::new(on_disk(&three_clients())));
    let done = work(&stand, || {
        change(&stand, "clients/birch/client.yaml", "title:", "titel:").unwrap();
        let looks = stand.preview.look_at_all();
        let wrong: Vec<&str> = looks.iter().filter(|(_, look)| !look.findings.is_empty()).map(|(client, _)| client.as_str()).collect();
        assert_eq!(wrong, ["birch"]);
    });
    assert_eq!(done, Done { parsed: 1, linked: 1, ..NOTHING });
}

/// Looks at one client and at all of them at once, after each of many edits.
#[test]
fn looks_at_one_client_and_at_all_never_wait_for_each_other() {
    const EDITS: usize = 200;
    let stand = Arc::new(warm(Stand::new(on_disk(&three_clients()))));
    let (done, ended) = std::sync::mpsc::channel();
    let working = Arc::clone(&stand);
    // A look that waits for ever would keep this thread, so another one watches it.
    std::thread::spawn(move || {
        for edit in 0..EDITS {
            let text = format!("- {{ id: ann-lowe, title: Ann Number {edit}, side: client }}\n");
            put(&working.root.join("clients/birch/contacts.yaml"), text);
            assert!(take(&working, "clients/birch/contacts.yaml").is_some());
            std::thread::scope(|scope| {
                scope.spawn(|| assert_eq!(working.get("/birch/").status, 200));
                scope.spawn(|| assert_eq!(working.preview.look_at_all().len(), 3));
                scope.spawn(|| assert_eq!(working.preview.look_at_all().len(), 3));
            });
        }
        let _ = done.send(());
    });
    assert!(ended.recv_timeout(Duration::from_secs(60)).is_ok(), "{EDITS} edits are looked at within a minute");
}
