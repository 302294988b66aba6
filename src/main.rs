//! The `bailiwick` command.

use std::process::ExitCode;

#[expect(clippy::disallowed_methods, reason = "the arguments enter the program here, and go to `cli` alone")]
fn main() -> ExitCode {
    bailiwick::cli::run(std::env::args_os())
}
