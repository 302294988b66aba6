//! The output: what it may be, who may write in it, which portals in it are nobody's any more.

use std::fs;
use std::os::unix::fs::symlink;

use bailiwick::disk::output::{check_output, remove, stale};

use super::{AT_ONCE, assert_stands, beside, message, open, portal, publish_in, put, tree};

#[test]
fn an_output_that_would_mix_with_anything_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let workspace = home.join("work");
    put(&workspace.join("bailiwick.yaml"), "");
    put(&workspace.join("library/contacts.yaml"), "");
    put(&workspace.join("a file"), "");
    symlink("library", workspace.join("to-library")).unwrap();
    symlink("nowhere", workspace.join("dangling")).unwrap();
    symlink(&home, folder.path().join("to-home")).unwrap();
    let check = |out: &str| check_output(&workspace, &home.join(out), Some(&home));
    let said = |out: &str| message(check(out)).replace(&folder.path().display().to_string(), "");

    for fine in
        ["work/dist", "work/dist-internal", "elsewhere", "elsewhere/deep", "work/public/portals", "work/dist/../out", "work/libraryish"]
    {
        check(fine).unwrap();
    }
    let own = "give the output a folder of its own";
    assert_eq!(said("/"), format!("`/` is the top of the file system: {own}"));
    assert_eq!(said(""), format!("`/home/` is, or holds, the home folder: {own}"));
    assert_eq!(said(".."), format!("`/home/..` is, or holds, the home folder: {own}"));
    assert_eq!(said("../to-home"), format!("`/home/../to-home` is, or holds, the home folder: {own}"));
    assert_eq!(said("work"), format!("`/home/work` is, or holds, the workspace: {own}, such as `dist`"));
    assert_eq!(said("work/dist/.."), format!("`/home/work/dist/..` is, or holds, the workspace: {own}, such as `dist`"));
    assert_eq!(said("work/library"), format!("`/home/work/library` lies in the workspace's `library`: {own}"));
    assert_eq!(said("work/to-library/out"), format!("`/home/work/to-library/out` lies in the workspace's `library`: {own}"));
    assert_eq!(said("work/clients/acme/dist"), format!("`/home/work/clients/acme/dist` lies in the workspace's `clients`: {own}"));
    assert_eq!(said("work/dist/../themes/x"), format!("`/home/work/dist/../themes/x` lies in the workspace's `themes`: {own}"));
    assert_eq!(said("work/.bailiwick"), format!("`/home/work/.bailiwick` lies in the workspace's `.bailiwick`: {own}"));
    assert_eq!(said("work/a file"), "`/home/work/a file` is a file, expected a folder");
    assert_eq!(said("work/dangling"), "`/home/work/dangling` is a link to nothing");
    assert!(said("work/a file/below").starts_with("cannot look at `/home/work/a file/below`: Not a directory"));
    assert_eq!(
        tree(&workspace),
        ["a file: ", "bailiwick.yaml: ", "dangling: no file", "library/", "library/contacts.yaml: ", "to-library: no file"]
    );
}

#[test]
fn a_home_that_is_no_folder_refuses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    put(&folder.path().join("bailiwick.yaml"), "");
    for home in ["/dev/null", "", "/nonexistent"] {
        check_output(folder.path(), &folder.path().join("dist"), Some(home.as_ref())).unwrap();
    }
    check_output(folder.path(), &folder.path().join("dist"), None).unwrap();
}

#[test]
fn a_second_build_says_so_and_stops() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("dist");
    let first = open(&out);
    assert_eq!(message(bailiwick::disk::output::open(&out)), format!("another build is writing to `{}`", out.display()));
    drop(first);
    open(&out);
}

#[test]
fn an_output_that_is_a_link_is_worked_in_where_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("real"), folder.path().join("dist"));
    fs::create_dir(&real).unwrap();
    symlink("real", &link).unwrap();
    let portal = portal(&[("index.html", "home")]);
    publish_in(&link, "acme", &portal, &AT_ONCE).unwrap();
    assert_stands(&real, "acme", &portal);
    assert!(link.symlink_metadata().unwrap().is_symlink());
    let _open = open(&link);
    assert!(message(bailiwick::disk::output::open(&real)).starts_with("another build is writing to"));
}

#[test]
fn a_lock_that_is_no_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (out, victim) = (folder.path().join("dist"), folder.path().join("victim"));
    put(&victim, "mine");
    fs::create_dir(&out).unwrap();
    symlink(&victim, out.join(".bailiwick.lock")).unwrap();
    let said = message(bailiwick::disk::output::open(&out));
    assert!(said.starts_with(&format!("cannot open `{}`", out.join(".bailiwick.lock").display())), "{said}");
    assert_eq!(fs::read(&victim).unwrap(), b"mine");
}

#[test]
fn portals_of_clients_that_are_gone_are_named_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("dist");
    for client in ["acme", "gone", "also-gone"] {
        publish_in(&out, client, &portal(&[("index.html", client), ("services/vpn.html", "")]), &AT_ONCE).unwrap();
    }
    put(&out.join("notes/index.html"), "mine");
    put(&out.join("sums/SHA256SUMS"), "mine");
    assert_eq!(stale(&out, &["acme", "new"]), ["also-gone", "gone"]);
    assert_eq!(stale(&folder.path().join("none"), &["acme"]), [""; 0]);

    remove(&open(&out), "gone").unwrap();
    assert_eq!(stale(&out, &["acme"]), ["also-gone"]);
    assert!(!out.join("gone").exists() && out.join("acme/index.html").exists());
    assert_eq!(beside(&out), [".bailiwick.lock"]);
}

#[test]
fn a_removal_removes_only_what_is_ours() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("dist");
    publish_in(&out, "gone", &portal(&[("index.html", "home")]), &AT_ONCE).unwrap();
    put(&out.join("gone/services/mine.txt"), "mine");
    put(&out.join("notes/index.html"), "mine");
    let before = tree(&out);
    let said = |client| message(remove(&open(&out), client));
    let foreign = format!("`{}` was not made by Bailiwick", out.join("gone/services").display());
    assert!(said("gone").starts_with(&foreign), "{}", said("gone"));
    assert_eq!(said("notes"), format!("`{}` is no portal that Bailiwick made", out.join("notes").display()));
    assert_eq!(said("none"), format!("`{}` is no portal that Bailiwick made", out.join("none").display()));
    for name in ["..", "", ".", "a/b", "/", ".hidden", "acme/"] {
        assert_eq!(said(name), format!("`{name}` cannot be the name of a portal's folder"));
    }
    assert_eq!(tree(&out), before);
}
