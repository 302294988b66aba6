//! A handful through the binary: exit codes, what goes to which stream, and that an old portal stands when a build fails.

use std::path::Path;

use assert_cmd::Command;

pub(crate) fn bailiwick(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output =
        Command::cargo_bin("bailiwick").unwrap().current_dir(folder).env_remove("SOURCE_DATE_EPOCH").args(arguments).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// Makes the workspace that `init` writes.
pub(crate) fn started() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (code, out, err) = bailiwick(folder.path(), &["init"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    folder
}

pub(crate) fn write(folder: &Path, path: &str, text: &str) {
    std::fs::write(folder.join(path), text).unwrap();
}

#[test]
fn a_new_workspace_builds_without_a_finding() {
    let folder = started();
    assert!(folder.path().join(".gitignore").exists());
    let (code, out, err) = bailiwick(folder.path(), &["check", "--strict"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    let (code, _, err) = bailiwick(folder.path(), &["build"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.lines().last().unwrap().starts_with("1 portal, "), "{err}");
    let portal = folder.path().join("dist/example-client");
    for file in ["index.html", "404.html", "responsibilities.html", "build.json", "SHA256SUMS", ".nojekyll"] {
        assert!(portal.join(file).exists(), "{file}");
    }
    let sums = std::process::Command::new("sha256sum").args(["-c", "--quiet", "SHA256SUMS"]).current_dir(&portal).status().unwrap();
    assert!(sums.success());
}

#[test]
fn init_overwrites_nothing() {
    let folder = started();
    let before = std::fs::read(folder.path().join("bailiwick.yaml")).unwrap();
    let (code, _, err) = bailiwick(folder.path(), &["init"]);
    assert_eq!(code, 3);
    assert!(err.starts_with("error: "), "{err}");
    assert_eq!(std::fs::read(folder.path().join("bailiwick.yaml")).unwrap(), before);
}

#[test]
fn a_build_with_errors_leaves_the_old_portal() {
    let folder = started();
    assert_eq!(bailiwick(folder.path(), &["build"]).0, 0);
    let home = folder.path().join("dist/example-client/index.html");
    let before = std::fs::read(&home).unwrap();

    write(folder.path(), "clients/example-client/teams.yaml", "- { id: x, titel: X }\n");
    let (code, out, err) = bailiwick(folder.path(), &["build"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("clients/example-client/teams.yaml:1:12"), "{err}");
    assert!(err.contains("did you mean `title`?"), "{err}");
    assert_eq!(std::fs::read(&home).unwrap(), before);

    let (code, out, _) = bailiwick(folder.path(), &["check", "--format", "short"]);
    assert_eq!(code, 1);
    assert!(out.contains("clients/example-client/teams.yaml:1:12: error[unknown-key]"), "{out}");
}

#[test]
fn findings_come_as_json_lines() {
    let folder = started();
    write(folder.path(), "clients/example-client/teams.yaml", "- { id: x, titel: X }\n");
    let (code, out, _) = bailiwick(folder.path(), &["check", "--format", "json"]);
    assert_eq!(code, 1);
    let lines: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let unknown = lines.iter().find(|line| line["rule"] == "unknown-key").unwrap();
    assert_eq!(unknown["file"], "clients/example-client/teams.yaml");
    assert_eq!((&unknown["line"], &unknown["column"]), (&1.into(), &12.into()));
    assert_eq!(unknown["fix"]["text"], "title");
}

#[test]
fn one_clients_errors_do_not_stop_another() {
    let folder = started();
    std::fs::create_dir_all(folder.path().join("clients/second")).unwrap();
    write(folder.path(), "clients/second/client.yaml", "title: Second\ntitel: Oops\n");
    let (code, _, err) = bailiwick(folder.path(), &["build"]);
    assert_eq!(code, 1, "{err}");
    assert!(folder.path().join("dist/example-client/index.html").exists());
    assert!(!folder.path().join("dist/second").exists());
    assert!(err.contains("`second` is not published"), "{err}");

    let (code, _, err) = bailiwick(folder.path(), &["build", "--client", "exam*"]);
    assert_eq!(code, 0, "{err}");
}

#[test]
fn the_internal_edition_has_a_root_of_its_own() {
    let folder = started();
    assert_eq!(bailiwick(folder.path(), &["build", "--edition", "internal"]).0, 0);
    assert!(folder.path().join("dist-internal/example-client/index.html").exists());
    assert!(!folder.path().join("dist").exists());
    assert_eq!(bailiwick(folder.path(), &["build"]).0, 0);
    let (code, _, err) = bailiwick(folder.path(), &["build", "--edition", "internal", "--out", "dist"]);
    assert_eq!(code, 3, "{err}");
}

#[test]
fn what_cannot_be_done_says_why() {
    let folder = started();
    let cases: [(&[&str], i32, &str); 7] = [
        (&["build", "--client", "exampl-client"], 2, "did you mean `example-client`?"),
        (&["build", "--today", "yesterday"], 2, "expected a date such as 2026-11-24"),
        (&["bild"], 2, "build"),
        (&["build", "nowhere"], 3, "nowhere"),
        (&["build", "--out", "library/out"], 3, "library"),
        (&["build", "--out", "."], 3, "error: "),
        (&["build", "--out", "/"], 3, "error: "),
    ];
    for (arguments, expected, word) in cases {
        let (code, out, err) = bailiwick(folder.path(), arguments);
        assert_eq!((code, out.as_str()), (expected, ""), "{arguments:?}: {err}");
        assert!(err.contains(word), "{arguments:?}: {err}");
    }
    let nowhere = tempfile::tempdir().unwrap();
    let (code, _, err) = bailiwick(nowhere.path(), &["build"]);
    assert_eq!(code, 3);
    assert!(err.contains("bailiwick.yaml"), "{err}");
}

#[test]
fn a_workspace_without_clients_says_so() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "bailiwick.yaml", "bailiwick: 1\nprovider: { title: Northwind, zone: America/New_York }\n");
    let (code, out, _) = bailiwick(folder.path(), &["check", "--format", "short"]);
    assert_eq!(code, 1);
    assert!(out.contains("no-client"), "{out}");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = started();
    write(folder.path(), "clients/example-client/teams.yaml", &"- { id: x, titel: X }\n".repeat(3000));
    let binary = assert_cmd::cargo::cargo_bin("bailiwick");
    let mut child = std::process::Command::new(binary)
        .args(["check", "--format", "json"])
        .current_dir(folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
}

#[test]
fn the_same_day_gives_the_same_bytes() {
    let folder = started();
    let build = |out: &str, jobs: &str| assert_eq!(bailiwick(folder.path(), &["build", "--out", out, "--jobs", jobs]).0, 0);
    build("one", "1");
    build("two", "4");
    let sums = |out: &str| std::fs::read(folder.path().join(out).join("example-client/SHA256SUMS")).unwrap();
    assert_eq!(sums("one"), sums("two"));
}

#[test]
fn verbose_says_how_long_each_stage_took() {
    let folder = started();
    let (_, _, err) = bailiwick(folder.path(), &["build", "-v"]);
    for stage in ["read", "parse", "load", "plan", "render", "seal", "write"] {
        assert!(err.lines().any(|line| line.trim_start().starts_with(stage) && line.contains(" ms")), "{stage}: {err}");
    }
    let (_, out, err) = bailiwick(folder.path(), &["build", "-q"]);
    assert_eq!((out.as_str(), err.as_str()), ("", ""));
}
