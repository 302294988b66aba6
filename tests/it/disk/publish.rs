//! Publishing: the new portal stands whole, or the old one does.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::sync::atomic::{AtomicBool, Ordering};

use bailiwick::disk::swap::{Durable, Exchange, PublishOptions, Published, publish};
use bailiwick::files::{Files, SitePath};

use super::{
    AT_ONCE, IN_TWO_STEPS, assert_stands, beside, message, open, portal, portal_of, publish_in, put, run_without_privileges, tree,
};

#[test]
fn a_portal_takes_the_place_of_nothing_of_an_empty_folder_and_of_another() {
    for options in [AT_ONCE, IN_TWO_STEPS, PublishOptions { durable: Durable::Yes, exchange: Exchange::IfPossible }] {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("not/there/yet");
        let first = portal(&[("index.html", "one"), ("services/vpn.html", "vpn"), ("deep/er/and/deeper.html", "")]);
        let second = portal(&[("index.html", "two"), ("services.html", "no folder now")]);

        let published = publish_in(&out, "acme", &first, &options).unwrap();
        let bytes = first.iter().map(|(_, bytes)| bytes.len() as u64).sum();
        assert_eq!(published, Published { files: 6, bytes, replaced: false, left_behind: None });
        assert_stands(&out, "acme", &first);

        let published = publish_in(&out, "acme", &second, &options).unwrap();
        assert!(published.replaced && published.left_behind.is_none());
        assert_stands(&out, "acme", &second);

        fs::create_dir(out.join("bolt")).unwrap();
        publish_in(&out, "bolt", &first, &options).unwrap();
        assert_stands(&out, "bolt", &first);
        assert_stands(&out, "acme", &second);
    }
}

#[test]
fn many_clients_are_published_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let output = open(folder.path());
    let portals: Vec<(String, Files)> =
        (0..20).map(|number| (format!("client-{number}"), portal(&[("index.html", &number.to_string())]))).collect();
    for _ in 0..3 {
        std::thread::scope(|scope| {
            for (client, files) in &portals {
                scope.spawn(|| publish(&output, client, files, &AT_ONCE).unwrap());
            }
        });
    }
    for (client, files) in &portals {
        assert_stands(folder.path(), client, files);
    }
}

#[test]
fn two_thousand_files_and_names_of_every_kind_are_published() {
    let folder = tempfile::tempdir().unwrap();
    let pages: Vec<(String, String)> =
        (0..2_000).map(|number| (format!("area {}/{number} – é全.html", number % 40), number.to_string())).collect();
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (&**path, &**text)).collect();
    for options in [AT_ONCE, IN_TWO_STEPS] {
        let published = publish_in(folder.path(), "acme", &portal(&pages), &options).unwrap();
        assert_eq!((published.files, published.left_behind), (2_003, None));
        assert_stands(folder.path(), "acme", &portal(&pages));
    }
    publish_in(folder.path(), "acme", &portal(&pages[..1]), &AT_ONCE).unwrap();
    assert_stands(folder.path(), "acme", &portal(&pages[..1]));
}

#[test]
fn files_are_readable_by_a_web_server() {
    let folder = tempfile::tempdir().unwrap();
    publish_in(folder.path(), "acme", &portal(&[("services/vpn.html", "")]), &AT_ONCE).unwrap();
    let mode = |path: &str| fs::metadata(folder.path().join(path)).unwrap().permissions().mode() & 0o777;
    // The process's mask may take rights of writing away, but gives none.
    assert_eq!([mode("acme") & 0o755, mode("acme/services") & 0o755, mode("acme/services/vpn.html")], [0o755, 0o755, 0o644]);
}

#[test]
fn the_list_of_sums_is_one_that_sha256sum_checks() {
    let folder = tempfile::tempdir().unwrap();
    publish_in(folder.path(), "acme", &portal(&[("a b/é.html", "x"), ("index.html", "")]), &AT_ONCE).unwrap();
    let mut check = std::process::Command::new("sha256sum");
    check.args(["-c", "--strict", "--quiet", "SHA256SUMS"]).current_dir(folder.path().join("acme"));
    assert!(check.status().unwrap().success());
}

#[test]
fn a_portal_whose_files_were_changed_or_lost_is_replaced() {
    for options in [AT_ONCE, IN_TWO_STEPS] {
        let folder = tempfile::tempdir().unwrap();
        let files = portal(&[("index.html", "one"), ("services/vpn.html", "vpn")]);
        publish_in(folder.path(), "acme", &files, &options).unwrap();
        put(&folder.path().join("acme/index.html"), "changed by hand");
        put(&folder.path().join("acme/build.json"), "no JSON");
        fs::remove_dir_all(folder.path().join("acme/services")).unwrap();
        publish_in(folder.path(), "acme", &files, &options).unwrap();
        assert_stands(folder.path(), "acme", &files);
    }
}

/// Puts something into a standing portal, and expects that it stops the next one, untouched.
fn stopped_by(path: &str, put_in: impl Fn(&std::path::Path)) {
    for options in [AT_ONCE, IN_TWO_STEPS] {
        let folder = tempfile::tempdir().unwrap();
        publish_in(folder.path(), "acme", &portal(&[("index.html", "one"), ("services/vpn.html", "")]), &options).unwrap();
        put_in(&folder.path().join("acme"));
        let before = tree(folder.path());
        let said = message(publish_in(folder.path(), "acme", &portal(&[("index.html", "two")]), &options));
        let place = folder.path().join("acme").join(path);
        assert_eq!(
            said,
            format!("`{}` was not made by Bailiwick: move it out of the output, or choose another one with `--out`", place.display())
        );
        assert_eq!(tree(folder.path()), before);
    }
}

#[test]
fn what_bailiwick_did_not_make_stops_the_client() {
    stopped_by("notes.txt", |acme| put(&acme.join("notes.txt"), "mine"));
    stopped_by("services/.htaccess", |acme| put(&acme.join("services/.htaccess"), "mine"));
    stopped_by("empty", |acme| fs::create_dir(acme.join("empty")).unwrap());
    stopped_by("index.html", |acme| {
        fs::remove_file(acme.join("index.html")).unwrap();
        symlink("/etc/passwd", acme.join("index.html")).unwrap();
    });
    stopped_by("services", |acme| {
        fs::remove_dir_all(acme.join("services")).unwrap();
        symlink("/etc", acme.join("services")).unwrap();
    });
    // Without its list nothing in the folder is ours, nor with a list of somebody else's.
    stopped_by(".nojekyll", |acme| fs::remove_file(acme.join("SHA256SUMS")).unwrap());
    stopped_by(".nojekyll", |acme| put(&acme.join("SHA256SUMS"), format!("{}  image.iso\n", "0".repeat(64))));
}

#[test]
fn a_list_that_names_what_lies_elsewhere_removes_nothing_there() {
    let folder = tempfile::tempdir().unwrap();
    let (out, victim) = (folder.path().join("dist"), folder.path().join("victim"));
    put(&victim, "mine");
    publish_in(&out, "acme", &portal(&[("index.html", "one")]), &AT_ONCE).unwrap();
    let sums = fs::read_to_string(out.join("acme/SHA256SUMS")).unwrap();
    put(&out.join("acme/SHA256SUMS"), format!("{sums}{}  ../../victim\n{}  {}\n", "0".repeat(64), "0".repeat(64), victim.display()));
    publish_in(&out, "acme", &portal(&[]), &AT_ONCE).unwrap();
    assert_eq!(fs::read(&victim).unwrap(), b"mine");
}

#[test]
fn a_place_that_is_no_folder_stops_the_client() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = folder.path().join("elsewhere");
    publish_in(&elsewhere, "acme", &portal(&[("index.html", "one")]), &AT_ONCE).unwrap();
    let out = folder.path().join("dist");
    fs::create_dir(&out).unwrap();
    symlink(elsewhere.join("acme"), out.join("linked")).unwrap();
    symlink("nowhere", out.join("dangling")).unwrap();
    put(&out.join("file"), "mine");
    let before = tree(folder.path());
    let said = |client: &str| message(publish_in(&out, client, &portal(&[]), &AT_ONCE)).replace(&out.display().to_string(), "dist");
    assert_eq!(said("linked"), "`dist/linked` is a symbolic link, expected a portal's folder");
    assert_eq!(said("dangling"), "`dist/dangling` is a symbolic link, expected a portal's folder");
    assert_eq!(said("file"), "`dist/file` is a file, expected a portal's folder");
    fs::remove_file(out.join(".bailiwick.lock")).unwrap();
    assert_eq!(tree(folder.path()), before);
}

#[test]
fn an_edition_does_not_take_the_place_of_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let internal = portal_of("internal", &[("index.html", "secret")]);
    publish_in(folder.path(), "acme", &internal, &AT_ONCE).unwrap();
    let said = message(publish_in(folder.path(), "acme", &portal(&[("index.html", "public")]), &AT_ONCE));
    let place = folder.path().join("acme");
    let expected = "holds the internal edition, and the client edition may not take its place: choose another output with `--out`";
    assert_eq!(said, format!("`{}` {expected}", place.display()));
    assert_stands(folder.path(), "acme", &internal);
    publish_in(folder.path(), "acme", &internal, &AT_ONCE).unwrap();
}

#[test]
fn a_portal_that_cannot_be_written_leaves_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let old = portal(&[("index.html", "old")]);
    publish_in(folder.path(), "acme", &old, &AT_ONCE).unwrap();
    let long = format!("services/{}.html", "x".repeat(300));
    for (client, options) in [("acme", AT_ONCE), ("acme", IN_TWO_STEPS), ("new", AT_ONCE)] {
        let said = message(publish_in(folder.path(), client, &portal(&[("index.html", "new"), (&long, "")]), &options));
        let path = folder.path().join(client).join(&long);
        assert_eq!(said, format!("cannot write `{}`: File name too long (os error 36)", path.display()));
        assert_stands(folder.path(), "acme", &old);
    }
    assert!(!folder.path().join("new").exists());
}

#[test]
fn an_output_that_may_not_be_written_in_is_named() {
    const HERE: &str = "disk::publish::an_output_that_may_not_be_written_in_is_named";
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("dist");
    let files = portal(&[("index.html", "old")]);
    publish_in(&out, "acme", &files, &AT_ONCE).unwrap();
    let output = open(&out);
    fs::set_permissions(&out, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(out.join("probe"), "").is_ok() {
        assert!(std::env::var_os("BAILIWICK_NOBODY").is_none(), "whoever runs this can write everywhere");
        run_without_privileges(HERE, "BAILIWICK_NOBODY");
        return;
    }
    let said = message(publish(&output, "acme", &files, &AT_ONCE));
    assert_eq!(said, format!("cannot make a folder beside `{}`: Permission denied (os error 13)", out.join("acme").display()));
    fs::set_permissions(&out, fs::Permissions::from_mode(0o755)).unwrap();

    // A folder of the old portal that may not be emptied: the new portal stands all the same, and it is said what is left.
    fs::set_permissions(out.join("acme"), fs::Permissions::from_mode(0o555)).unwrap();
    let published = publish(&output, "acme", &files, &AT_ONCE).unwrap();
    assert!(published.left_behind.unwrap().ends_with("Permission denied (os error 13)"));
    assert_eq!(tree(&out.join("acme")), super::tree_of(&files));
    drop(output);
    let left = out.join(&beside(&out)[0]);
    assert!(message(publish_in(&out, "acme", &files, &AT_ONCE)).starts_with(&format!("cannot remove `{}", left.display())));
    fs::set_permissions(left, fs::Permissions::from_mode(0o755)).unwrap();
    publish_in(&out, "acme", &files, &AT_ONCE).unwrap();
    assert_stands(&out, "acme", &files);
}

#[test]
fn whoever_reads_while_portals_change_finds_one_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let page = |number: u32| format!("{number:04}").repeat(2_000);
    publish_in(folder.path(), "acme", &portal(&[("index.html", &page(0)), ("services/vpn.html", "")]), &AT_ONCE).unwrap();
    let done = AtomicBool::new(false);
    let output = open(folder.path());
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut reads = 0;
            while !done.load(Ordering::Relaxed) {
                let text = fs::read_to_string(folder.path().join("acme/index.html")).expect("a portal stands at every moment");
                assert_eq!(text, text[..4].repeat(2_000));
                reads += 1;
            }
            reads
        });
        for number in 1..300 {
            publish(&output, "acme", &portal(&[("index.html", &page(number)), ("services/vpn.html", "")]), &AT_ONCE).unwrap();
        }
        done.store(true, Ordering::Relaxed);
        assert!(reader.join().unwrap() > 0);
    });
}

#[test]
#[should_panic(expected = "`SHA256SUMS` lists the portal's other files")]
fn a_portal_that_does_not_list_itself_is_our_mistake() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = portal(&[("index.html", "")]);
    files.insert(SitePath::new("unlisted.html"), &b""[..]);
    let _ = publish_in(folder.path(), "acme", &files, &AT_ONCE);
}
