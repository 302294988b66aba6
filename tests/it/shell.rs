//! What shells and manuals are told of the program: a shell must be able to load it, and every command must be in it.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::commands::bailiwick;

const COMMANDS: [&str; 9] = ["init", "build", "check", "serve", "list", "new", "schema", "completions", "man"];

fn printed(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (code, out, err) = bailiwick(folder.path(), arguments);
    assert_eq!((code, err.as_str()), (0, ""));
    out
}

/// Gives a script to a shell, if the machine has it; returns what it printed.
fn fed(shell: &str, arguments: &[&str], script: &str) -> Option<String> {
    let piped = || Stdio::piped();
    let mut child = Command::new(shell).args(arguments).stdin(piped()).stdout(piped()).stderr(piped()).spawn().ok()?;
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{shell}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_shell_loads_its_completions() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = printed(&["completions", shell]);
        for command in COMMANDS {
            assert!(script.contains(command), "{shell} does not know {command}");
        }
    }
    let bash = printed(&["completions", "bash"]);
    let asked =
        "\nCOMP_WORDS=(bailiwick bu); COMP_CWORD=1; _bailiwick bailiwick bu bailiwick; echo \"${COMPREPLY[@]}\"; complete -p bailiwick\n";
    let said = fed("bash", &["--norc", "-s"], &(bash + asked)).expect("bash is there");
    assert!(said.starts_with("build\n") && said.contains("bailiwick"), "{said}");
    // Those that the machine has must at least find no mistake in theirs.
    fed("zsh", &["-n", "-s"], &printed(&["completions", "zsh"]));
    fed("fish", &["--no-execute"], &printed(&["completions", "fish"]));
}

#[test]
fn the_manual_names_every_command_and_each_has_a_page() {
    let page = printed(&["man"]);
    assert!(page.contains(".TH bailiwick 1"), "{page}");
    for command in COMMANDS {
        assert!(page.contains(command), "{command}");
        let page = printed(&["man", command]);
        assert!(page.contains(&format!(".TH bailiwick-{command} 1")), "{page}");
    }
    assert!(printed(&["man", "build"]).contains("durable"), "its options are there");
    let read = fed("groff", &["-man", "-Tutf8", "-ww"], &page);
    assert!(read.is_none_or(|text| text.contains("bailiwick")));
}

#[test]
fn an_unknown_command_has_no_page() {
    let folder = tempfile::tempdir().unwrap();
    let (code, out, err) = bailiwick(folder.path(), &["man", "biuld"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("`biuld` is no command; there are init, build, check"), "{err}");
}
