//! `bailiwick serve`: the portals in a browser, while they are written.

use std::net::IpAddr;
use std::process::{Command, Stdio};
use std::sync::Arc;

use anyhow::{Context, Result};

use super::Exit;
use super::args::{Common, EditionWord, Serve};
use super::project::{self, Usage};
use super::terminal::Terminal;
use crate::model::portal::Edition;
use crate::serve::editor::Editor;
use crate::serve::server::listen;
use crate::serve::watch::Means;
use crate::serve::{self, Say, Settings, shown_address};

pub(super) fn run(args: &Serve, common: &Common, terminal: &Terminal) -> Result<Exit> {
    let root = project::root(args.workspace.as_deref())?;
    // What watches the disk tells of paths as they really are.
    let root = root.canonicalize().with_context(|| format!("cannot open `{}`", root.display()))?;
    let command = args.editor.clone().or_else(|| std::env::var("BAILIWICK_EDITOR").ok().filter(|command| !command.trim().is_empty()));
    let editor = command.map(|command| Editor::parse(&command).map_err(|error| Usage(format!("{error:#}")))).transpose()?;
    let patterns = project::glob_set(&common.client)?;
    let listening = listen(args.host.as_deref(), args.port)?;
    if let Some(taken) = listening.taken {
        terminal.say(&format!("port {taken} is taken"));
    }
    let address = shown_address(args.host.as_deref(), listening.address);
    terminal.result(&format!("{address}\n"));
    if !listening.address.ip().is_loopback() {
        terminal.say("warning: everybody who reaches this machine can read what is previewed, internal matter included");
    }
    if args.open {
        open_browser(&address, terminal);
    }
    let (day, all) = (common.today, common.client.is_empty());
    let settings = Settings {
        root,
        edition: common.edition.map_or(Edition::Client, EditionWord::edition),
        today: Box::new(move |opened| project::today(day, opened)),
        is_shown: Box::new(move |client| all || patterns.is_match(client)),
        host: args.host.clone().filter(|host| !host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())),
        means: if args.poll { Means::Polling } else { Means::Events },
        editor,
        token: token()?,
    };
    let terminal = terminal.clone();
    let say: Arc<Say> = Arc::new(move |line: &str| terminal.say(line));
    serve::run(settings, listening, &say)?;
    Ok(Exit::Done)
}

/// Makes what a page of this run knows and no other does: 128 random bits.
fn token() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("the system gives no random numbers: {error}"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn open_browser(address: &str, terminal: &Terminal) {
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(before).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.spawn() {
        // Whoever starts a process waits for its end, so that nothing is left of it.
        Ok(mut child) => drop(std::thread::spawn(move || child.wait())),
        Err(error) => terminal.say(&format!("cannot open a browser with `{program}` ({error}); the address is {address}")),
    }
}
