//! What open pages are told: which portal is current, and what is wrong. One stream of server-sent events for each page
//! (HTML Living Standard, section 9.2).

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::Serialize;

use super::preview::{Good, Look, Preview, State, titles};
use super::variant::Variant;
use crate::finding::report::{Picture, pictures};
use crate::finding::{Finding, Level};
use crate::model::portal::Edition;

/// How often a page is told that the server is still there; one that hears nothing for longer connects again.
const BEAT: Duration = Duration::from_secs(8);

/// What the pages wait for.
#[derive(Default)]
pub struct Pulse {
    now: Mutex<Now>,
    changed: Condvar,
}

#[derive(Clone, Copy, Default)]
struct Now {
    /// Counts what was announced.
    count: u64,
    took: Duration,
    at: Duration,
}

/// Who watches which portal, so that those are made first.
#[derive(Default)]
pub struct Watched(Mutex<BTreeMap<Variant, usize>>);

/// One page's news.
#[derive(Serialize)]
struct News<'a> {
    /// Counts the changes of the workspace.
    number: u64,
    /// The portal that is shown; nothing if there is none.
    version: Option<String>,
    /// `ready`, `draft`, `stopped` or `gone`.
    state: &'static str,
    findings: Vec<Picture>,
    errors: usize,
    warnings: usize,
    /// How long the change took, in milliseconds.
    took: f64,
    /// When it was taken in, in milliseconds since 1970.
    at: u128,
    client: Client<'a>,
    edition: &'static str,
    /// The edition of addresses that name none.
    usual_edition: &'static str,
    /// The edition of the address, if it names one.
    asked_edition: Option<&'static str>,
    /// The day that the portal is judged by.
    day: String,
    /// The day of the address, if it names one.
    asked_day: Option<String>,
    clients: Vec<Client<'a>>,
}

#[derive(Serialize)]
struct Client<'a> {
    id: &'a str,
    title: &'a str,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Pulse {
    /// Tells every page to look again.
    pub fn announce(&self, took: Duration) {
        let at = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let mut now = held(&self.now);
        *now = Now { count: now.count + 1, took, at };
        drop(now);
        self.changed.notify_all();
    }

    fn now(&self) -> Now {
        *held(&self.now)
    }

    /// Waits for the next announcement, or for the time of a beat.
    fn after(&self, count: u64) -> Now {
        let waited = self.changed.wait_timeout_while(held(&self.now), BEAT, |now| now.count == count);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

impl Watched {
    /// Returns the portals that somebody has open.
    pub fn variants(&self) -> Vec<Variant> {
        held(&self.0).keys().cloned().collect()
    }

    fn add(&self, variant: &Variant) {
        *held(&self.0).entry(variant.clone()).or_default() += 1;
    }

    fn remove(&self, variant: &Variant) {
        let mut watched = held(&self.0);
        if let Some(count) = watched.get_mut(variant) {
            *count -= 1;
            if *count == 0 {
                watched.remove(variant);
            }
        }
    }
}

/// What a stream is made from.
pub struct Source<'a> {
    /// The portals.
    pub preview: &'a Preview,
    /// What tells this run from others.
    pub run: &'a str,
    /// What the stream waits for.
    pub pulse: &'a Pulse,
    /// Where it says what it is about.
    pub watched: &'a Watched,
}

impl Source<'_> {
    /// Sends a page its news until it goes away. Without a variant it is the list of clients.
    ///
    /// # Errors
    /// When the page is gone.
    pub fn stream(&self, out: &mut dyn Write, variant: Option<&Variant>) -> io::Result<()> {
        if let Some(variant) = variant {
            self.watched.add(variant);
        }
        let ended = self.send(out, variant);
        if let Some(variant) = variant {
            self.watched.remove(variant);
        }
        ended
    }

    fn send(&self, out: &mut dyn Write, variant: Option<&Variant>) -> io::Result<()> {
        out.write_all(b"retry: 300\n\n")?;
        let mut now = self.pulse.now();
        loop {
            out.write_all(self.message(variant, now).as_bytes())?;
            out.flush()?;
            let mut next = self.pulse.after(now.count);
            while next.count == now.count {
                out.write_all(b"event: beat\ndata:\n\n")?;
                out.flush()?;
                next = self.pulse.after(now.count);
            }
            now = next;
        }
    }

    fn message(&self, variant: Option<&Variant>, now: Now) -> String {
        let json = match variant {
            Some(variant) => self.news(variant, now),
            None => format!("{{\"number\":{}}}", self.preview.moment().number),
        };
        format!("data: {json}\n\n")
    }

    fn news(&self, variant: &Variant, now: Now) -> String {
        let look = self.preview.look(variant);
        let moment = &look.moment;
        let titles = titles(moment);
        let client = |id| Client { id, title: titles.get(id).copied().unwrap_or(id) };
        let shown = self.preview.clients();
        let news = News {
            number: look.number,
            version: look.good.as_ref().map(|good| version(self.run, good)),
            state: word(look.state),
            findings: pictures(&told(&look), &moment.opened.sources),
            errors: count(&look.findings, Level::Error),
            warnings: count(&look.findings, Level::Warning),
            took: now.took.as_secs_f64() * 1000.0,
            at: now.at.as_millis(),
            client: client(&variant.client),
            edition: self.preview.edition(variant).word(),
            usual_edition: self.preview.edition(&Variant::of(&variant.client)).word(),
            asked_edition: variant.edition.map(Edition::word),
            day: variant.day.unwrap_or(moment.today).to_string(),
            asked_day: variant.day.map(|day| day.to_string()),
            clients: shown.iter().map(|id| client(id)).collect(),
        };
        serde_json::to_string(&news).expect("news of plain fields serialise")
    }
}

/// Names one portal of one run, as no other is named.
pub fn version(run: &str, good: &Good) -> String {
    format!("{run}-{}", good.version)
}

/// Returns what is told of a look: errors and warnings, what weighs most first.
pub fn told(look: &Look) -> Vec<Finding> {
    let mut told: Vec<Finding> = look.findings.iter().filter(|finding| finding.level >= Level::Warning).cloned().collect();
    told.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    told
}

fn count(findings: &[Finding], level: Level) -> usize {
    findings.iter().filter(|finding| finding.level == level).count()
}

/// The word for a state.
pub fn word(state: State) -> &'static str {
    match state {
        State::Gone => "gone",
        State::Ready => "ready",
        State::Draft => "draft",
        State::Stopped => "stopped",
    }
}
