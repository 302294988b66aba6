//! The command line: arguments in, exit code out. Printing, the clock and the environment are used here.
//!
//! Reading order: `args` (what can be typed), `terminal` (what is printed where), `project` (a workspace opened), then one file a command.

#![expect(clippy::disallowed_methods, reason = "this module gives the environment, the clock and the printing to the others")]

mod args;
mod terminal;
mod project;
mod init;
mod build;
mod check;
mod serve;
mod list;
mod new;
mod schema;
mod shell;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use self::args::{Args, Command};
use self::terminal::Terminal;

/// How a run ended; the number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// All is done.
    Done = 0,
    /// The content has errors, or warnings under `--strict`.
    Content = 1,
    /// The arguments are wrong.
    Arguments = 2,
    /// The machine is in the way: disk, port, permission.
    Machine = 3,
}

/// Runs the program with its arguments. Wrong arguments exit with 2, which is clap's own code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            // A closed pipe is no error: whoever read the help has read enough.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let terminal = Terminal::new(&args.common);
    let outcome = match &args.command {
        Command::Init(init) => init::run(init, &terminal),
        Command::Build(build) => build::run(build, &args.common, &terminal),
        Command::Check(check) => check::run(check, &args.common, &terminal),
        Command::Serve(serve) => serve::run(serve, &args.common, &terminal),
        Command::List(list) => list::run(list, &args.common, &terminal),
        Command::New(new) => new::run(new, &args.common, &terminal),
        Command::Schema(schema) => schema::run(schema, &terminal),
        Command::Completions(completions) => shell::completions(completions, &terminal),
        Command::Man(man) => shell::man(man, &terminal),
    };
    let exit = outcome.unwrap_or_else(|error| {
        terminal.error(&error);
        if error.is::<project::Usage>() { Exit::Arguments } else { Exit::Machine }
    });
    ExitCode::from(exit as u8)
}
