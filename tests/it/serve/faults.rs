//! What once was served otherwise than a build makes it, each named after its fault.

use std::collections::BTreeSet;
use std::path::PathBuf;

use bailiwick::finding::report;
use bailiwick::serve::live::word;
use bailiwick::serve::variant::Variant;
use bailiwick::serve::watch::Means;

use super::wire::{Connection, until};
use super::{EDITIONS, Stand, clean, on_disk, put, serving, three_clients, variant};

/// Takes in what changed at some paths, and compares state and findings of every portal with a build.
fn same_after(stand: &Stand, paths: &[&str]) {
    let paths: BTreeSet<PathBuf> = paths.iter().map(PathBuf::from).collect();
    stand.preview.update(&paths).unwrap();
    same(stand);
}

fn same(stand: &Stand) {
    for ((client, edition), built) in clean(&stand.root) {
        let name = variant(&client, edition);
        let look = stand.preview.look(&Variant::parse(&name).unwrap());
        let json = report::json(&look.findings, &look.moment.opened.sources);
        assert_eq!((word(look.state), json), (built.state, built.json), "{name}");
        if built.state == "ready" {
            assert_eq!(stand.text(&format!("/{name}/SHA256SUMS")).as_bytes(), &*built.files["SHA256SUMS"], "{name}");
        }
    }
}

fn stand() -> Stand {
    let stand = Stand::new(on_disk(&three_clients()));
    same(&stand);
    for client in stand.preview.clients() {
        for edition in EDITIONS {
            assert_eq!(stand.get(&format!("/{}/", variant(&client, edition))).status, 200);
        }
    }
    stand
}

#[test]
fn a_misnamed_file_of_one_client_is_told_to_all_and_taken_back_from_all() {
    let stand = stand();
    put(&stand.root.join("clients/birch/more.yml"), "");
    same_after(&stand, &["clients/birch/more.yml"]);
    std::fs::remove_file(stand.root.join("clients/birch/more.yml")).unwrap();
    same_after(&stand, &["clients/birch/more.yml"]);
}

#[test]
fn two_names_that_are_no_text_are_two_files() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let stand = stand();
    let (left, right) = (OsStr::from_bytes(b"library/r\xe9seau.yaml"), OsStr::from_bytes(b"library/r\xe8seau.yaml"));
    put(&stand.root.join(left), "");
    put(&stand.root.join(right), "");
    stand.preview.update(&BTreeSet::from([PathBuf::from(left), PathBuf::from(right)])).unwrap();
    same(&stand);
    std::fs::remove_file(stand.root.join(left)).unwrap();
    stand.preview.update(&BTreeSet::from([PathBuf::from(left)])).unwrap();
    same(&stand);
}

#[test]
fn a_folder_that_becomes_an_output_holds_no_attachments() {
    let stand = stand();
    put(&stand.root.join("brand/.bailiwick.lock"), "");
    same_after(&stand, &["brand/.bailiwick.lock"]);
    std::fs::remove_file(stand.root.join("brand/.bailiwick.lock")).unwrap();
    same_after(&stand, &["brand/.bailiwick.lock"]);
}

#[test]
fn what_changes_while_the_settings_are_missing_is_not_lost() {
    let (_folder, root) = on_disk(&three_clients());
    let mut connection = Connection::open(serving(&root, Means::Events, None));
    assert_eq!(connection.get("/birch/").status, 200);
    let settings = std::fs::read(root.join("bailiwick.yaml")).unwrap();
    std::fs::remove_file(root.join("bailiwick.yaml")).unwrap();
    put(&root.join("clients/birch/contacts.yaml"), "- { id: ann-lowe, title: Ann Newname, side: client }\n");
    // Long enough for the change to be looked at, and to be found unreadable.
    std::thread::sleep(std::time::Duration::from_millis(150));
    put(&root.join("bailiwick.yaml"), settings);
    until("what was written meanwhile is served", || {
        let page = connection.get("/birch/pages/yard.html").text();
        if page.contains("Ann Newname") { Ok(()) } else { Err("the old text".to_owned()) }
    });
}

#[test]
fn a_file_that_is_written_all_the_time_keeps_no_other_change_waiting() {
    let (_folder, root) = on_disk(&three_clients());
    let mut connection = Connection::open(serving(&root, Means::Events, None));
    assert_eq!(connection.get("/birch/pages/yard.html").status, 200);
    let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let (stopped, log) = (std::sync::Arc::clone(&stop), root.join("build.log"));
    let writing = std::thread::spawn(move || {
        use std::io::Write;
        let mut file = std::fs::File::create(log).unwrap();
        while !stopped.load(std::sync::atomic::Ordering::Relaxed) {
            file.write_all(b"a line\n").unwrap();
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    });
    std::thread::sleep(std::time::Duration::from_millis(50));
    std::fs::remove_file(root.join("clients/birch/pages/yard.md")).unwrap();
    let start = std::time::Instant::now();
    let mut seen = false;
    while !seen && start.elapsed() < std::time::Duration::from_secs(5) {
        seen = connection.get("/birch/pages/yard.html").status == 404;
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    stop.store(true, std::sync::atomic::Ordering::Relaxed);
    writing.join().unwrap();
    assert!(seen, "a page that was deleted is still served while a log grows");
}

#[test]
fn a_workspace_that_went_away_and_came_back_is_followed() {
    let (_folder, root) = on_disk(&three_clients());
    let mut connection = Connection::open(serving(&root, Means::Events, None));
    assert_eq!(connection.get("/birch/").status, 200);
    let away = root.with_file_name("away");
    std::fs::rename(&root, &away).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(150));
    assert_eq!(connection.get("/birch/").status, 200, "what is shown stays");
    put(&away.join("clients/birch/contacts.yaml"), "- { id: ann-lowe, title: Ann Newname, side: client }\n");
    std::fs::rename(&away, &root).unwrap();
    let mut served = |name: &str| {
        until(name, || {
            let page = connection.get("/birch/pages/yard.html").text();
            if page.contains(name) { Ok(()) } else { Err("the old text".to_owned()) }
        });
    };
    served("Ann Newname");
    put(&root.join("clients/birch/contacts.yaml"), "- { id: ann-lowe, title: Ann Latername, side: client }\n");
    served("Ann Latername");
}

#[test]
fn what_stands_before_another_of_its_name_is_told_as_in_a_build() {
    let stand = stand();
    put(&stand.root.join("library/a/teams.yaml"), "- { id: it-manager, lead: sam-rivera }\n");
    same_after(&stand, &["library/a/teams.yaml"]);
    put(&stand.root.join("library/a/teams.yaml"), "- { id: it-manager, title: IT manager, side: client }\n");
    same_after(&stand, &["library/a/teams.yaml"]);
    std::fs::remove_file(stand.root.join("library/a/teams.yaml")).unwrap();
    same_after(&stand, &["library/a/teams.yaml"]);
}

#[test]
fn a_name_that_something_else_has_now_as_well_is_looked_up_again() {
    let stand = stand();
    put(&stand.root.join("library/contacts/more.yaml"), "- { id: it-manager, title: The manager, side: client }\n");
    same_after(&stand, &["library/contacts/more.yaml"]);
    std::fs::remove_file(stand.root.join("library/contacts/more.yaml")).unwrap();
    same_after(&stand, &["library/contacts/more.yaml"]);
}

#[test]
fn a_link_in_a_text_that_another_kind_answers_to_as_well_is_told() {
    let stand = stand();
    // The text of the email service says `[[noc]]`, which is a team.
    for (path, text) in [("library/vendors.yaml", "- { id: noc, title: N.O.C. }\n"), ("library/services/noc.md", "---\ntitle: NOC\n---\n")]
    {
        put(&stand.root.join(path), text);
        same_after(&stand, &[path]);
        std::fs::remove_file(stand.root.join(path)).unwrap();
        same_after(&stand, &[path]);
    }
}
