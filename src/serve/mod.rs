//! The live preview: every portal from memory, made anew where something changed, in a browser that follows by itself.
//!
//! Reading order: `variant` (which portal an address means), `preview` (the portals, linked by need), `watch` (what changes on the disk),
//! `guard` and `answer` (who may ask, and how answers look), `live` (what open pages are told), `pages` (the server's own), `server`.
//!
//! Nothing is written to the disk, and only what a portal publishes is ever served.
//! This module touches sockets, the clock and the watching of files; the workspace itself is read by `disk`.

#![expect(clippy::disallowed_methods, reason = "changes and streams are timed here")]

pub mod variant;
pub mod preview;
pub mod watch;
pub mod guard;
pub mod answer;
pub mod live;
pub mod editor;
mod pages;
pub mod server;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;

use self::editor::Editor;
use self::guard::Names;
use self::preview::{Preview, Today, Updated};
use self::server::{Desk, Listening, Ready};
use self::watch::{Means, Paths, Watch};
use crate::finding::{Findings, merged, report};
use crate::model::portal::Edition;

/// How a preview is served.
pub struct Settings {
    /// The workspace, canonical.
    pub root: PathBuf,
    /// The edition where an address names none.
    pub edition: Edition,
    /// The day where an address names none.
    pub today: Box<Today>,
    /// Which clients it is for.
    pub is_shown: Box<dyn Fn(&str) -> bool + Send + Sync>,
    /// The address that was asked for, if it is not the loop.
    pub host: Option<String>,
    /// How changes are learnt of.
    pub means: Means,
    /// What opens the author's editor.
    pub editor: Option<Editor>,
    /// What nobody outside this run knows.
    pub token: String,
}

/// Told a line for people; from several threads.
pub type Say = dyn Fn(&str) + Send + Sync;

/// From so many clients on, those that nobody has open are not judged after each change: it would take longer than a blink.
const MOST_JUDGED: usize = 32;

/// Serves a workspace for as long as the process lives; `say` is told a line for each change.
///
/// # Errors
/// If there is no workspace, or the port cannot be used.
pub fn run(settings: Settings, listening: Listening, say: &Arc<Say>) -> Result<()> {
    let Settings { root, edition, today, is_shown, host, means, editor, token } = settings;
    let names = Names::new(host.as_deref(), listening.address.port());
    let desk = Arc::new(Desk::new(names, root.clone(), editor, token));
    let (failure, failed) = std::sync::mpsc::channel();
    let serving = Arc::clone(&desk);
    std::thread::spawn(move || failure.send(server::run(&serving, &listening.listener)));

    let start = Instant::now();
    // Watched first, then read: what changes in between is told afterwards.
    let (mut watch, why) = Watch::new(&root, means);
    let preview = Arc::new(Preview::open(&root, edition, today, is_shown)?);
    desk.open(Ready { preview: Arc::clone(&preview), gate: watch.gate() });
    if let Some(why) = why {
        say(&why);
    }
    let clients = preview.clients().len();
    let clients = if clients == 1 { "1 client".to_owned() } else { format!("{clients} clients") };
    say(&format!("{clients}, {}, ready in {}", summary(&preview), milliseconds(start.elapsed())));
    {
        let (desk, preview, say) = (Arc::clone(&desk), Arc::clone(&preview), Arc::clone(say));
        std::thread::spawn(move || prove(&desk, &preview, &*say));
    }
    let mut lost = false;
    loop {
        let paths = watch.next(&**say);
        let taken = take(&desk, &preview, &paths, &mut lost, &**say);
        // The page that was told asks at once: what is only said, and what is only to be thrown away, comes after it.
        watch.taken();
        if let Some((updated, took)) = taken {
            say(&format!("{}: {}, {}", changed(&updated), milliseconds(took), summary(&preview)));
        }
        preview.tidy();
        if let Ok(ended) = failed.try_recv() {
            return ended;
        }
    }
}

/// Takes in a change and tells the open pages; returns what it was and how long that took.
fn take(desk: &Desk, preview: &Preview, paths: &Paths, lost: &mut bool, say: &dyn Fn(&str)) -> Option<(Updated, Duration)> {
    let start = Instant::now();
    let updated = match preview.update(paths) {
        Ok(updated) => updated,
        Err(error) => {
            if !*lost {
                say(&format!("{error:#}; what is shown stays as it was"));
            }
            *lost = true;
            return None;
        }
    };
    *lost = false;
    let updated = updated?;
    for variant in desk.watched.variants() {
        preview.look(&variant);
    }
    let took = start.elapsed();
    desk.pulse.announce(took);
    Some((updated, took))
}

/// Makes, after each change, the pages that nobody asked for, in case one of them cannot be made.
fn prove(desk: &Desk, preview: &Preview, say: &Say) {
    loop {
        preview.wait_for_doubt();
        let start = Instant::now();
        let wrong = preview.prove();
        if wrong.is_empty() {
            continue;
        }
        desk.pulse.announce(start.elapsed());
        for variant in wrong {
            say(&format!("{variant}: a page cannot be made, {}", report::summary(&preview.look(&variant).findings)));
        }
    }
}

/// Names what changed: one path, or how many.
fn changed(updated: &Updated) -> String {
    let mut paths = updated.changes.paths();
    match (paths.next(), paths.count()) {
        (None, _) => format!("it is {}", updated.moment.today),
        (Some(path), 0) => crate::finding::escaped(path.as_str()),
        (Some(path), more) => format!("{} and {more} more", crate::finding::escaped(path.as_str())),
    }
}

/// Counts what was found for all clients, or, where there are many, in the workspace as a whole.
fn summary(preview: &Preview) -> String {
    let moment = preview.moment();
    if preview.clients().len() > MOST_JUDGED {
        return report::summary(&moment.findings);
    }
    let looks = preview.look_at_all();
    let each = looks.iter().flat_map(|(_, look)| look.findings.iter().cloned());
    let findings: Findings = merged(each.chain(moment.findings.iter().cloned()).collect(), &moment.opened.sources);
    report::summary(&findings)
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

/// The address to open in a browser.
pub fn shown_address(host: Option<&str>, address: SocketAddr) -> String {
    let port = address.port();
    match (host, address.ip()) {
        (None, _) => format!("http://localhost:{port}/"),
        (Some(_), ip) if ip.is_unspecified() => format!("http://localhost:{port}/"),
        (Some(host), _) if host.parse::<IpAddr>().is_ok_and(|ip| ip.is_ipv6()) => format!("http://[{host}]:{port}/"),
        (Some(host), _) => format!("http://{host}:{port}/"),
    }
}
