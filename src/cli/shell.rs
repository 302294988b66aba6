//! `bailiwick completions` and `bailiwick man`: what a shell and a manual know of the program, made of its own arguments.

use anyhow::Result;
use clap::CommandFactory;

use super::Exit;
use super::args::{Args, Completions, Man};
use super::project::Usage;
use super::terminal::Terminal;

const NAME: &str = "bailiwick";

pub(super) fn completions(args: &Completions, terminal: &Terminal) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), NAME, &mut script);
    terminal.result(&String::from_utf8(script)?);
    Ok(Exit::Done)
}

/// Prints a page in the form that `man` reads; that of a command is called as Git calls its own: `bailiwick-build`.
pub(super) fn man(args: &Man, terminal: &Terminal) -> Result<Exit> {
    let mut program = Args::command();
    // Names and options that all commands share reach them.
    program.build();
    let page = match &args.command {
        None => program,
        Some(name) => {
            let known = || program.get_subcommands().map(clap::Command::get_name).collect::<Vec<_>>().join(", ");
            let command = program.find_subcommand(name).ok_or_else(|| Usage(format!("`{name}` is no command; there are {}", known())))?;
            command.clone()
        }
    };
    let mut text = Vec::new();
    let title = page.get_display_name().unwrap_or(NAME).to_owned();
    clap_mangen::Man::new(page).title(title).render(&mut text)?;
    terminal.result(&String::from_utf8(text)?);
    Ok(Exit::Done)
}
