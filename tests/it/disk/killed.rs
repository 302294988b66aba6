//! Builds that were killed: each state that one can leave, made by hand, and real kills at any moment.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use bailiwick::disk::swap::{PublishOptions, publish};
use bailiwick::files::Files;

use super::{AT_ONCE, IN_TWO_STEPS, as_child, assert_stands, beside, message, open, portal, publish_in, put, put_all, tree, tree_of};

fn old() -> Files {
    portal(&[("index.html", "old"), ("services/vpn.html", "vpn")])
}

fn new() -> Files {
    portal(&[("index.html", "new"), ("areas/security.html", "")])
}

fn write(folder: &Path, files: &Files) {
    put_all(folder, files.iter().map(|(path, bytes)| (path.as_str(), &**bytes)));
}

/// Makes the state of a killed run, and expects what stands after the output is opened, and after the next build.
fn check(state: &str, make: impl Fn(&Path), expected: Option<&Files>) {
    for options in [AT_ONCE, IN_TWO_STEPS] {
        let folder = tempfile::tempdir().unwrap();
        put(&folder.path().join(".bailiwick.lock"), "");
        make(folder.path());
        open(folder.path());
        match expected {
            Some(files) => assert_stands(folder.path(), "acme", files),
            None => assert_eq!(tree(folder.path()), [".bailiwick.lock: "], "{state}"),
        }
        make(folder.path());
        publish_in(folder.path(), "acme", &new(), &options).unwrap_or_else(|error| panic!("{state}: {error:#}"));
        assert_stands(folder.path(), "acme", &new());
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of states is read as one")]
fn every_state_of_a_killed_run_is_mended_by_the_next() {
    let (old, new) = (&old(), &new());
    let partial = |out: &Path| {
        write(&out.join(".acme.staging-1"), new);
        fs::remove_file(out.join(".acme.staging-1/SHA256SUMS")).unwrap();
    };
    check("first build, staging made", |out| fs::create_dir_all(out.join(".acme.staging-1/areas")).unwrap(), None);
    check("first build, files written", partial, None);
    check(
        "first build, list written without its name",
        |out| {
            partial(out);
            put(&out.join(".acme.staging-1/.sums"), "half a li");
        },
        None,
    );
    check("first build, staged whole", |out| write(&out.join(".acme.staging-1"), new), None);
    check(
        "staging made",
        |out| {
            write(&out.join("acme"), old);
            fs::create_dir_all(out.join(".acme.staging-1/areas")).unwrap();
        },
        Some(old),
    );
    check(
        "files written",
        |out| {
            write(&out.join("acme"), old);
            partial(out);
        },
        Some(old),
    );
    check(
        "staged whole",
        |out| {
            write(&out.join("acme"), old);
            write(&out.join(".acme.staging-1"), new);
        },
        Some(old),
    );
    check(
        "exchanged",
        |out| {
            write(&out.join("acme"), new);
            write(&out.join(".acme.staging-1"), old);
        },
        Some(new),
    );
    check(
        "exchanged, half of the old one removed",
        |out| {
            write(&out.join("acme"), new);
            write(&out.join(".acme.staging-1"), old);
            fs::remove_dir_all(out.join(".acme.staging-1/services")).unwrap();
        },
        Some(new),
    );
    check(
        "exchanged, only the old one's list is left",
        |out| {
            write(&out.join("acme"), new);
            let sums = old.iter().filter(|(path, _)| path.as_str() == "SHA256SUMS");
            put_all(&out.join(".acme.staging-1"), sums.map(|(path, bytes)| (path.as_str(), &**bytes)));
        },
        Some(new),
    );
    check(
        "exchanged, only the old one's folder is left",
        |out| {
            write(&out.join("acme"), new);
            fs::create_dir_all(out.join(".acme.staging-1")).unwrap();
        },
        Some(new),
    );
}

#[test]
fn every_state_between_the_two_steps_is_mended_by_the_next() {
    let (old, new) = (&old(), &new());
    let aside = |out: &Path| {
        // The first round left a portal in its place; here it was put aside.
        let _ = fs::remove_dir_all(out.join("acme"));
        write(&out.join(".acme.old-1"), old);
        write(&out.join(".acme.staging-1"), new);
    };
    check("old one put aside", aside, Some(old));
    check(
        "new one in its place",
        |out| {
            write(&out.join("acme"), new);
            write(&out.join(".acme.old-1"), old);
        },
        Some(new),
    );
    check(
        "old one given up",
        |out| {
            write(&out.join("acme"), new);
            write(&out.join(".acme.staging-1"), old);
        },
        Some(new),
    );
}

#[test]
fn leftovers_of_other_clients_are_cleared_too_and_other_hidden_files_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    write(&out.join(".bolt.old-77"), &old());
    write(&out.join(".gone.staging-x"), &new());
    put(&out.join(".well-known/security.txt"), "mine");
    put(&out.join(".staging-1"), "mine");
    publish_in(out, "acme", &new(), &AT_ONCE).unwrap();
    assert_eq!(tree(&out.join("bolt")), tree_of(&old()));
    assert_eq!(beside(out), [".bailiwick.lock", ".staging-1", ".well-known"]);
}

#[test]
fn what_somebody_put_into_a_portal_while_it_was_replaced_is_kept_and_stops_the_next_build_of_this_client() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    write(&out.join("acme"), &new());
    write(&out.join(".acme.staging-1"), &old());
    put(&out.join(".acme.staging-1/services/mine.txt"), "mine");
    let said = message(publish_in(out, "acme", &new(), &AT_ONCE));
    let file = out.join(".acme.staging-1/services/mine.txt");
    assert!(said.starts_with(&format!("`{}` was not made by Bailiwick", file.display())), "{said}");
    assert_eq!(fs::read(&file).unwrap(), b"mine");
    assert_eq!(tree(&out.join("acme")), tree_of(&new()));
    publish_in(out, "bolt", &new(), &AT_ONCE).unwrap();

    fs::remove_file(file).unwrap();
    publish_in(out, "acme", &old(), &AT_ONCE).unwrap();
    assert_stands(out, "acme", &old());
}

/// Publishes one portal after another until it is killed.
fn publish_for_ever(out: &Path, options: &PublishOptions) {
    let output = open(out);
    for round in 0.. {
        publish(&output, "acme", &if round % 2 == 0 { new() } else { old() }, options).unwrap();
        put(&out.with_extension("started"), "");
    }
}

/// Runs the named test as a child that publishes for ever, kills it at ever other moments, and looks at what stands.
fn kill_at_any_moment(test: &str, options: &PublishOptions, look: impl Fn(&Path)) {
    if let Some(out) = std::env::var_os("BAILIWICK_PUBLISH_IN") {
        publish_for_ever(out.as_ref(), options);
    }
    let folder = tempfile::tempdir().unwrap();
    let out = &folder.path().join("dist");
    publish_in(out, "acme", &old(), options).unwrap();
    let mut untidy = 0;
    for round in 0..50 {
        let mut child = as_child(test, "BAILIWICK_PUBLISH_IN", out).stdout(Stdio::null()).spawn().unwrap();
        while !out.with_extension("started").exists() {
            assert!(child.try_wait().unwrap().is_none(), "the child ended by itself");
        }
        std::thread::sleep(Duration::from_micros(round * 97));
        child.kill().unwrap();
        child.wait().unwrap();
        fs::remove_file(out.with_extension("started")).unwrap();
        look(out);
        untidy += usize::from(beside(out).len() > 1);
        // A lock left by a kill does not block.
        open(out);
        assert_whole(out);
        assert_eq!(beside(out), [".bailiwick.lock"]);
    }
    assert!(untidy > 0, "no kill came at a moment that matters");
}

fn assert_whole(out: &Path) {
    let stands = tree(&out.join("acme"));
    assert!(stands == tree_of(&old()) || stands == tree_of(&new()), "neither portal stands whole: {stands:#?}");
}

#[test]
fn a_build_killed_at_any_moment_leaves_a_whole_portal() {
    kill_at_any_moment("disk::killed::a_build_killed_at_any_moment_leaves_a_whole_portal", &AT_ONCE, assert_whole);
}

#[test]
fn a_build_in_two_steps_killed_at_any_moment_is_mended_by_the_next() {
    // What stands in the meantime may be nothing; it is whole again once the output is opened.
    let whole_or_aside = |out: &Path| {
        if out.join("acme").exists() {
            assert_whole(out);
        }
    };
    kill_at_any_moment("disk::killed::a_build_in_two_steps_killed_at_any_moment_is_mended_by_the_next", &IN_TWO_STEPS, whole_or_aside);
}
