//! The `bailiwick` command.

use std::process::ExitCode;

// Rendering makes and drops thousands of small strings on every thread; the system's allocator loses a fifth of a build on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    bailiwick::cli::run(std::env::args_os())
}
