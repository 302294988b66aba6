//! What lies on the disk before and after: workspaces read, portals published, and what was in the way.

#![expect(clippy::disallowed_methods, reason = "these tests put files on the disk and look at what became of them")]

mod killed;
mod output;
mod publish;
mod starter;
mod workspace;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use bailiwick::disk::output::Output;
use bailiwick::disk::swap::{Durable, Exchange, PublishOptions, Published, publish};
use bailiwick::files::{Files, SitePath};
use sha2::{Digest, Sha256};

const AT_ONCE: PublishOptions = PublishOptions { durable: Durable::No, exchange: Exchange::IfPossible };
const IN_TWO_STEPS: PublishOptions = PublishOptions { durable: Durable::No, exchange: Exchange::Never };

/// Makes a portal of the given pages, with the three files that every portal has.
fn portal(pages: &[(&str, &str)]) -> Files {
    portal_of("client", pages)
}

fn portal_of(edition: &str, pages: &[(&str, &str)]) -> Files {
    let mut files = Files::default();
    for (path, text) in pages {
        files.insert(SitePath::new(path), text.as_bytes());
    }
    files.insert(SitePath::new("build.json"), format!("{{\"edition\":\"{edition}\"}}").as_bytes());
    files.insert(SitePath::new(".nojekyll"), &b""[..]);
    let sums: String = files.iter().map(|(path, bytes)| format!("{:x}  {path}\n", Sha256::digest(bytes))).collect();
    files.insert(SitePath::new("SHA256SUMS"), sums.as_bytes());
    files
}

fn publish_in(out: &Path, client: &str, files: &Files, options: &PublishOptions) -> anyhow::Result<Published> {
    publish(&open(out), client, files, options)
}

/// Opens an output that a test has just let go: a child that another test is starting holds every lock until it runs its own program.
fn open(out: &Path) -> Output {
    for _ in 0..200 {
        match bailiwick::disk::output::open(out) {
            Err(error) if format!("{error:#}").contains("another build") => std::thread::sleep(std::time::Duration::from_millis(20)),
            opened => return opened.unwrap(),
        }
    }
    panic!("the lock of `{}` is never let go", out.display());
}

/// Everything below a folder, one line each: a folder ends in `/`, a file has its content behind it.
fn tree(folder: &Path) -> Vec<String> {
    walkdir::WalkDir::new(folder)
        .min_depth(1)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| {
            let entry = entry.unwrap();
            let path = entry.path().strip_prefix(folder).unwrap().display().to_string();
            match entry.file_type() {
                kind if kind.is_dir() => format!("{path}/"),
                kind if kind.is_file() => format!("{path}: {}", String::from_utf8_lossy(&fs::read(entry.path()).unwrap())),
                _ => format!("{path}: no file"),
            }
        })
        .collect()
}

fn tree_of(files: &Files) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    put_all(folder.path(), files.iter().map(|(path, bytes)| (path.as_str(), &**bytes)));
    tree(folder.path())
}

fn put_all<'a>(folder: &Path, files: impl IntoIterator<Item = (&'a str, &'a [u8])>) {
    for (path, bytes) in files {
        put(&folder.join(path), bytes);
    }
}

fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Asserts that a portal is exactly these files, byte for byte, and that nothing but the lock lies beside the portals.
fn assert_stands(out: &Path, client: &str, files: &Files) {
    assert_eq!(tree(&out.join(client)), tree_of(files));
    assert_eq!(beside(out), [".bailiwick.lock"], "something is left beside the portals");
}

fn beside(out: &Path) -> Vec<String> {
    let names = fs::read_dir(out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut hidden: Vec<String> = names.filter(|name| name.starts_with('.')).collect();
    hidden.sort();
    hidden
}

fn message<T>(outcome: anyhow::Result<T>) -> String {
    match outcome {
        Ok(_) => panic!("expected an error"),
        Err(error) => format!("{error:#}"),
    }
}

/// Runs one test of this binary in a process of its own, with an environment variable that makes it play another part.
fn as_child(test: &str, variable: &str, value: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([test, "--exact", "--nocapture"]).env(variable, value);
    command
}

/// Runs one test again without the rights of the superuser, for whom nothing is unreadable.
fn run_without_privileges(test: &str, variable: &str) {
    let shared = tempfile::tempdir().unwrap();
    let binary = shared.path().join("it");
    fs::copy(std::env::current_exe().unwrap(), &binary).unwrap();
    for path in [shared.path(), &binary] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
        .arg(binary)
        .args([test, "--exact"])
        .env(variable, "yes")
        .current_dir("/");
    let output = command.output().expect("`setpriv` (util-linux) is there, or the tests are not run by root");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}{}", String::from_utf8_lossy(&output.stderr));
}
