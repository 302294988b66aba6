//! Reading: what is content, what may be attached, and a finding for each thing that is neither.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;

use bailiwick::disk::workspace::{Workspace, find, read, read_attachment};
use bailiwick::source::SourcePath;
use rustix::fs::{CWD, FileType, Mode, mkdirat, mknodat, openat};
use tempfile::TempDir;

use super::{message, put, run_without_privileges};

fn workspace(files: &[(&str, &str)]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    put(&root.path().join("bailiwick.yaml"), "bailiwick: 1\n");
    for (path, text) in files {
        put(&root.path().join(path), text);
    }
    root
}

fn sources(workspace: &Workspace) -> Vec<&str> {
    workspace.sources.iter().map(|(_, source)| source.path.as_str()).collect()
}

fn attachments(workspace: &Workspace) -> Vec<&str> {
    workspace.attachments.iter().map(SourcePath::as_str).collect()
}

/// Each finding in a line, as reports print it.
fn findings(workspace: &Workspace) -> Vec<String> {
    let line = |finding: &bailiwick::finding::Finding| {
        let span = finding.span.unwrap();
        let position = workspace.sources.position(span);
        let path = &workspace.sources.get(span.file).path;
        format!("{path}:{}:{}: {}[{}] {}", position.line, position.column, finding.level.word(), finding.rule, finding.message)
    };
    workspace.findings.iter().map(line).collect()
}

fn text<'a>(workspace: &'a Workspace, path: &str) -> &'a str {
    let id = workspace.sources.id(&SourcePath::new(path)).unwrap();
    &workspace.sources.get(id).text
}

fn pipe(path: &Path) {
    mknodat(CWD, path, FileType::Fifo, Mode::from_raw_mode(0o644), 0).unwrap();
}

#[test]
fn content_theme_files_and_attachments_are_told_apart() {
    let root = workspace(&[
        ("library/contacts.yaml", ""),
        ("library/procedures/sub folder/réseau.md", ""),
        ("library/procedures/rack.png", ""),
        ("library/_drafts/contacts.yaml", ""),
        ("library/.hidden.yaml", ""),
        ("library/_later.md", ""),
        ("clients/acme/client.yaml", ""),
        ("clients/dist/client.yaml", ""),
        ("clients/acme/target/logo.svg", ""),
        ("themes/house/templates/_parts.html", ""),
        ("themes/house/theme.toml", ""),
        ("themes/house/notes.md", ""),
        ("themes/house/.cache", ""),
        ("brand/northwind.svg", ""),
        ("README.md", ""),
        ("scripts/contacts.yaml", ""),
        ("dist/acme/index.html", ""),
        ("dist-internal/acme/index.html", ""),
        ("public/.bailiwick.lock", ""),
        ("public/acme/index.html", ""),
        ("tools/node_modules/x/logo.svg", ""),
        ("tools/target/logo.svg", ""),
        (".git/config", ""),
        (".bailiwick/memory", ""),
        ("_old/logo.svg", ""),
    ]);
    let read = read(root.path()).unwrap();
    assert_eq!(
        sources(&read),
        [
            "bailiwick.yaml",
            "clients/acme/client.yaml",
            "clients/dist/client.yaml",
            "library/contacts.yaml",
            "library/procedures/sub folder/réseau.md"
        ]
    );
    assert_eq!(
        attachments(&read),
        ["README.md", "brand/northwind.svg", "clients/acme/target/logo.svg", "library/procedures/rack.png", "scripts/contacts.yaml"]
    );
    let theme_files: Vec<&str> = read.theme_files.keys().map(SourcePath::as_str).collect();
    assert_eq!(theme_files, ["themes/house/notes.md", "themes/house/templates/_parts.html", "themes/house/theme.toml"]);
    assert_eq!(findings(&read), [""; 0]);
}

#[test]
fn files_get_their_ids_in_the_order_of_their_paths() {
    let root = workspace(&[("library/a/z.yaml", ""), ("library/a.yaml", ""), ("library/a-b.yaml", ""), ("clients/b/client.yaml", "")]);
    let read = read(root.path()).unwrap();
    let ids: Vec<u32> = read.sources.iter().map(|(id, _)| id.0).collect();
    assert_eq!(sources(&read), ["bailiwick.yaml", "clients/b/client.yaml", "library/a-b.yaml", "library/a.yaml", "library/a/z.yaml"]);
    assert_eq!(ids, [0, 1, 2, 3, 4]);
}

#[test]
fn a_text_is_kept_byte_for_byte() {
    let texts = ["\u{feff}id: noc\n", "id: noc\r\ntitle: Löwe\r\n", "", "\n\n", "no newline at the end"];
    for expected in texts {
        let root = workspace(&[("library/contacts.yaml", expected)]);
        let read = read(root.path()).unwrap();
        assert_eq!(text(&read, "library/contacts.yaml"), expected);
        assert_eq!(findings(&read), [""; 0]);
    }
}

#[test]
fn a_text_that_is_not_utf8_is_pointed_at_where_it_breaks() {
    let root = workspace(&[("library/areas.yaml", "")]);
    put(&root.path().join("library/contacts.yaml"), b"- id: noc\n  title: R\xe9seau\n  email: noc@example.com\n");
    put(&root.path().join("library/teams.yaml"), b"\xff\xfei\0d\0");
    let read = read(root.path()).unwrap();
    assert_eq!(
        findings(&read),
        [
            "library/contacts.yaml:2:11: error[not-utf8] `library/contacts.yaml` is not UTF-8: byte 0xE9 begins no character",
            "library/teams.yaml:1:1: error[not-utf8] `library/teams.yaml` is UTF-16, expected UTF-8",
        ]
    );
    assert_eq!(read.sources.slice(read.findings[0].span.unwrap()), "\u{fffd}");
    assert_eq!(text(&read, "library/contacts.yaml"), "- id: noc\n  title: R\u{fffd}seau\n  email: noc@example.com\n");
    assert_eq!(text(&read, "library/teams.yaml"), "");
}

#[test]
fn what_is_no_file_is_named_and_nothing_waits_for_it() {
    let root =
        workspace(&[("library/contacts.yaml", "- id: noc"), ("clients/acme/client.yaml/x.txt", ""), ("library/teams.yaml/y.yaml", "")]);
    pipe(&root.path().join("library/services.yaml"));
    pipe(&root.path().join("clients/acme/pipe"));
    let _socket = UnixListener::bind(root.path().join("clients/acme/socket.md")).unwrap();
    let read = read(root.path()).unwrap();
    assert_eq!(
        findings(&read),
        [
            "clients/acme/client.yaml:1:1: error[not-a-file] `clients/acme/client.yaml` is a folder, expected a file",
            "clients/acme/pipe:1:1: error[not-a-file] `clients/acme/pipe` is a named pipe, expected a file",
            "clients/acme/socket.md:1:1: error[not-a-file] `clients/acme/socket.md` is a socket, expected a file",
            "library/services.yaml:1:1: error[not-a-file] `library/services.yaml` is a named pipe, expected a file",
            "library/teams.yaml:1:1: error[not-a-file] `library/teams.yaml` is a folder, expected a file",
        ]
    );
    // What has a content file's name stays in the listing, without text; what has not does not.
    assert_eq!(
        sources(&read),
        [
            "bailiwick.yaml",
            "clients/acme/client.yaml",
            "clients/acme/socket.md",
            "library/contacts.yaml",
            "library/services.yaml",
            "library/teams.yaml"
        ]
    );
    assert_eq!(text(&read, "library/services.yaml"), "");
}

#[test]
fn a_pipe_that_is_linked_to_is_not_waited_for() {
    let root = workspace(&[]);
    pipe(&root.path().join("pipe.pdf"));
    let _socket = UnixListener::bind(root.path().join("socket.pdf")).unwrap();
    let attached = |path| message(read_attachment(root.path(), &SourcePath::new(path)));
    assert_eq!(attached("pipe.pdf"), "`pipe.pdf` is a named pipe, expected a file");
    assert_eq!(attached("socket.pdf"), "`socket.pdf` is a socket, expected a file");
}

#[test]
fn links_are_named_and_not_followed() {
    let root = workspace(&[("brand/logo.svg", "")]);
    let library = root.path().join("library");
    fs::create_dir(&library).unwrap();
    symlink("/etc/passwd", library.join("contacts.yaml")).unwrap();
    symlink(".", library.join("loop")).unwrap();
    symlink("nowhere", library.join("dangling.md")).unwrap();
    symlink("/etc", root.path().join("clients")).unwrap();
    symlink("/etc", root.path().join("themes")).unwrap();
    symlink("/etc/passwd", root.path().join("brand/passwd")).unwrap();
    let read = read(root.path()).unwrap();
    let link = |path: &str| format!("{path}:1:1: error[symbolic-link] `{path}` is a symbolic link, which is not followed");
    assert_eq!(findings(&read), ["clients", "library/contacts.yaml", "library/dangling.md", "library/loop", "themes"].map(link));
    assert_eq!(attachments(&read), ["brand/logo.svg"]);
    assert_eq!(text(&read, "library/contacts.yaml"), "");
    assert!(read.theme_files.is_empty());
}

#[test]
fn the_settings_and_the_source_folders_must_be_what_they_are_called() {
    let root = workspace(&[("library", ""), ("clients", "")]);
    fs::remove_file(root.path().join("bailiwick.yaml")).unwrap();
    fs::create_dir(root.path().join("bailiwick.yaml")).unwrap();
    assert_eq!(
        findings(&read(&find(root.path()).unwrap()).unwrap()),
        [
            "bailiwick.yaml:1:1: error[not-a-file] `bailiwick.yaml` is a folder, expected a file",
            "clients:1:1: error[not-a-folder] `clients` is a file, expected a folder",
            "library:1:1: error[not-a-folder] `library` is a file, expected a folder",
        ]
    );
}

#[test]
fn an_ending_that_is_not_read_is_a_warning() {
    let root =
        workspace(&[("library/contacts.yml", ""), ("library/pages/intro.MD", ""), ("clients/acme/plan.yaml.txt", ""), ("ci.yml", "")]);
    let read = read(root.path()).unwrap();
    let warning =
        |path: &str| format!("{path}:1:1: warning[bad-file-name] `{path}` is not read as content, which ends in `.yaml` or `.md`");
    assert_eq!(findings(&read), ["library/contacts.yml", "library/pages/intro.MD"].map(warning));
    assert_eq!(attachments(&read), ["ci.yml", "clients/acme/plan.yaml.txt", "library/contacts.yml", "library/pages/intro.MD"]);
}

#[test]
fn names_that_no_link_can_hold_are_shown_escaped() {
    let root = workspace(&[
        ("library/a\nb.yaml", ""),
        ("library/back\\slash.yaml", ""),
        ("library/\u{202e}lmay.yaml", ""),
        ("brand/a\nb.svg", ""),
        ("brand/wide 全 name.svg", ""),
    ]);
    put(&root.path().join("library").join(OsStr::from_bytes(b"r\xe9seau.yaml")), "");
    put(&root.path().join("clients").join(OsStr::from_bytes(b"\xff")).join("client.yaml"), "");
    put(&root.path().join("brand").join(OsStr::from_bytes(b"\xff.svg")), "");
    let read = read(root.path()).unwrap();
    let finding =
        |(path, reason): (&str, &str)| format!("{path}:1:1: error[bad-file-name] `{path}` has a name that no link can hold: {reason}");
    assert_eq!(
        findings(&read),
        [
            ("clients/\u{fffd}", "it is not UTF-8"),
            ("library/\\u{202e}lmay.yaml", "it holds a control character"),
            ("library/a\\u{a}b.yaml", "it holds a control character"),
            ("library/back\\slash.yaml", "it holds a backslash"),
            ("library/r\u{fffd}seau.yaml", "it is not UTF-8"),
        ]
        .map(finding)
    );
    assert_eq!(attachments(&read), ["brand/wide 全 name.svg"]);
}

#[test]
fn a_file_past_16_megabytes_is_not_read() {
    let root = workspace(&[("library/contacts.yaml", ""), ("themes/house/big.bin", ""), ("library/exact.yaml", "")]);
    let lengthen = |path: &str, length: u64| fs::File::options().write(true).open(root.path().join(path)).unwrap().set_len(length).unwrap();
    // A terabyte that takes no room: reading it would neither end nor fit.
    lengthen("library/contacts.yaml", 1 << 40);
    lengthen("themes/house/big.bin", 1 << 40);
    lengthen("library/exact.yaml", 16 << 20);
    let read = read(root.path()).unwrap();
    let finding = |path: &str| format!("{path}:1:1: error[file-too-large] `{path}` is longer than 16 MB");
    assert_eq!(findings(&read), ["library/contacts.yaml", "themes/house/big.bin"].map(finding));
    assert_eq!(text(&read, "library/contacts.yaml"), "");
    assert_eq!(text(&read, "library/exact.yaml").len(), 16 << 20);

    put(&root.path().join("huge.pdf"), "");
    lengthen("huge.pdf", 1 << 40);
    assert_eq!(message(read_attachment(root.path(), &SourcePath::new("huge.pdf"))), "`huge.pdf` is longer than 100 MB");
}

#[test]
fn folders_too_deep_for_the_system_are_named() {
    let root = workspace(&[("library/contacts.yaml", "")]);
    let name = "d".repeat(250);
    let mut at = openat(CWD, root.path().join("library"), rustix::fs::OFlags::RDONLY, Mode::empty()).unwrap();
    for _ in 0..20 {
        mkdirat(&at, &*name, Mode::from_raw_mode(0o755)).unwrap();
        at = openat(&at, &*name, rustix::fs::OFlags::RDONLY, Mode::empty()).unwrap();
    }
    let read = read(root.path()).unwrap();
    let [finding] = &*findings(&read) else { panic!("expected one finding") };
    assert!(finding.contains("error[unreadable-file]") && finding.contains("cannot be read: File name too long"), "{finding}");
    assert_eq!(sources(&read), ["bailiwick.yaml", "library/contacts.yaml"]);
}

#[test]
fn what_may_not_be_read_is_named() {
    const HERE: &str = "disk::workspace::what_may_not_be_read_is_named";
    let root =
        workspace(&[("library/contacts.yaml", "- id: noc"), ("library/secret/teams.yaml", ""), ("private/logo.svg", ""), ("logo.svg", "")]);
    let allow = |path: &str, mode| fs::set_permissions(root.path().join(path), fs::Permissions::from_mode(mode)).unwrap();
    let forbid = |path: &str| allow(path, 0o000);
    ["library/contacts.yaml", "library/secret", "private", "logo.svg"].into_iter().for_each(forbid);
    if fs::read(root.path().join("logo.svg")).is_ok() {
        assert!(std::env::var_os("BAILIWICK_NOBODY").is_none(), "whoever runs this can read everything");
        run_without_privileges(HERE, "BAILIWICK_NOBODY");
        return;
    }
    let read = read(root.path()).unwrap();
    let finding = |path: &str| format!("{path}:1:1: error[unreadable-file] `{path}` cannot be read: Permission denied (os error 13)");
    let found = findings(&read);
    let attached = message(read_attachment(root.path(), &SourcePath::new("logo.svg")));
    ["library/secret", "private"].into_iter().for_each(|path| allow(path, 0o755));
    assert_eq!(found, ["library/contacts.yaml", "library/secret"].map(finding));
    assert_eq!(attached, "cannot read `logo.svg`: Permission denied (os error 13)");
}

#[test]
fn an_attachment_is_read_from_inside_the_workspace_only() {
    let root = workspace(&[("brand/logo.svg", "<svg/>")]);
    let outside = tempfile::tempdir().unwrap();
    put(&outside.path().join("secret"), "s");
    symlink(outside.path(), root.path().join("away")).unwrap();
    symlink(outside.path().join("secret"), root.path().join("brand/secret")).unwrap();
    let attached = |path: &str| read_attachment(root.path(), &SourcePath::new(path));
    assert_eq!(&**attached("brand/logo.svg").unwrap().bytes(), b"<svg/>");
    assert_eq!(message(attached("brand/secret")), "`brand/secret` is a symbolic link, which is not followed");
    assert_eq!(message(attached("away/secret")), "cannot read `away/secret`: Not a directory (os error 20)");
    for path in ["../secret", "brand/../../secret", "/etc/passwd", "", "brand//logo.svg", "./logo.svg"] {
        assert_eq!(message(attached(path)), format!("cannot read `{path}`: the path leaves its folder"));
    }
    assert_eq!(message(attached("brand")), "`brand` is a folder, expected a file");
    assert_eq!(message(attached("brand/none.svg")), "cannot read `brand/none.svg`: No such file or directory (os error 2)");
}

#[test]
fn the_nearest_workspace_upwards_is_found() {
    let root = workspace(&[("clients/acme/client.yaml", ""), ("inner/bailiwick.yaml", ""), ("inner/library/contacts.yaml", "")]);
    let real = root.path().canonicalize().unwrap();
    assert_eq!(find(root.path()).unwrap(), real);
    assert_eq!(find(&root.path().join("clients/acme")).unwrap(), real);
    assert_eq!(find(&root.path().join("bailiwick.yaml")).unwrap(), real);
    assert_eq!(find(&root.path().join("inner/library")).unwrap(), real.join("inner"));
}

#[test]
fn a_workspace_that_is_not_there_is_named_with_the_place() {
    let folder = tempfile::tempdir().unwrap();
    let real = folder.path().canonicalize().unwrap();
    assert_eq!(message(find(folder.path())), format!("no `bailiwick.yaml` in `{}` nor in any folder above it", real.display()));
    let none = folder.path().join("none");
    assert_eq!(
        message(find(&none)),
        format!("cannot look for a workspace in `{}`: No such file or directory (os error 2)", none.display())
    );
    assert!(message(read(folder.path())).starts_with("cannot read `"));
    put(&folder.path().join("bailiwick.yml"), "");
    let expected = format!("`{}` is not read: a workspace's file is called `bailiwick.yaml`", real.join("bailiwick.yml").display());
    assert_eq!(message(find(folder.path())), expected);
}
