//! What changes on the disk, in batches that are fit to be read.
//!
//! Each folder that something may come to lie in is watched by itself, so that outputs, `node_modules` and the like cost nothing.
//! A closed write, a rename and a new folder are acted on at once; everything else waits for 30 ms without events,
//! so that a file which is truncated, written and closed, or removed and made anew, is never read in between.
//! Where the system gives no more watches, or where `--poll` asks for it, the workspace is read again every half second.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind};
use notify::{ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::disk::workspace;

/// How long nothing may happen before an unfinished change counts as finished.
const QUIET: Duration = Duration::from_millis(30);
/// How often the workspace is read where nothing tells of changes; where reading takes long, a tenth of the time at most is spent on it.
const POLL: Duration = Duration::from_millis(500);
/// From so many files at a time on, more are expected, and they are taken in together.
const BURST: usize = 16;
/// How long a burst is waited for at most.
const LONGEST_BURST: Duration = Duration::from_secs(2);
/// How often the caller is woken where nothing happens: a new day may have begun.
const IDLE: Duration = Duration::from_secs(20);

/// How changes are learnt of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// The system tells of them.
    Events,
    /// The workspace is read again and again.
    Polling,
}

/// A watched workspace.
pub struct Watch {
    root: PathBuf,
    watcher: Option<RecommendedWatcher>,
    watched: BTreeSet<PathBuf>,
    /// Which folder the workspace is; nothing while it is away.
    home: Option<Identity>,
    events: Receiver<notify::Result<Event>>,
    /// What waits for quiet, each since its own last event: a file that is written all the time keeps no other waiting.
    waiting: BTreeMap<PathBuf, Instant>,
    gate: Gate,
    /// How many of the events that the gate counts have come through.
    received: u64,
    /// When the last batch was given, and how long taking in the one before took.
    given: Instant,
    taking: Duration,
}

/// Lets a request wait until what was written before it is taken in.
#[derive(Clone, Default)]
pub struct Gate(Arc<(Mutex<Passed>, Condvar)>);

#[derive(Default)]
struct Passed {
    seen: u64,
    done: u64,
}

impl Gate {
    fn see(&self) {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner).seen += 1;
    }

    /// Says that so many of the seen events are taken in.
    fn pass(&self, done: u64) {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner).done = done;
        self.0.1.notify_all();
    }

    /// Waits until what the system has told of so far is taken in, or until `longest` is over.
    pub fn wait(&self, longest: Duration) {
        let passed = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = passed.seen;
        let waited = self.0.1.wait_timeout_while(passed, longest, |passed| passed.done < seen);
        drop(waited);
    }
}

/// Paths that are to be read again, relative to the workspace; an empty one is all of it.
pub type Paths = BTreeSet<PathBuf>;

/// What an event means for the paths that it names.
enum Meaning {
    Nothing,
    /// They are whole: they can be read now.
    Now,
    /// They may be unfinished.
    Soon,
}

impl Watch {
    /// Begins to watch a workspace, whose path must be canonical. `why` says why it is polled although events were asked for.
    ///
    /// What changes from now on is told; so what is read after this call is never older than what is told.
    pub fn new(root: &Path, means: Means) -> (Watch, Option<String>) {
        let (sender, events) = channel();
        let gate = Gate::default();
        let mut watch = Watch {
            root: root.to_path_buf(),
            watcher: None,
            watched: BTreeSet::new(),
            home: identity(root),
            events,
            waiting: BTreeMap::new(),
            gate: gate.clone(),
            received: 0,
            given: Instant::now(),
            taking: Duration::ZERO,
        };
        if means == Means::Polling {
            return (watch, None);
        }
        match watcher(sender, gate) {
            Ok(watcher) => watch.watcher = Some(watcher),
            Err(error) => return (watch, Some(polled_because(&error))),
        }
        let why = watch.watch_below(Path::new("")).err().map(|error| watch.give_up(&error));
        (watch, why)
    }

    /// Returns what lets requests wait for changes that are on their way.
    pub fn gate(&self) -> Gate {
        self.gate.clone()
    }

    /// Waits for the next batch; without a change it is empty. `say` is told if the means have to change.
    pub fn next(&mut self, say: &dyn Fn(&str)) -> Paths {
        let paths = if self.watcher.is_some() { self.told(say) } else { self.polled() };
        self.given = Instant::now();
        paths
    }

    /// Says that the last batch is taken in: requests that waited for it go on.
    pub fn taken(&mut self) {
        self.taking = self.given.elapsed();
        self.gate.pass(self.received);
    }

    fn polled(&self) -> Paths {
        std::thread::sleep(POLL.max(self.taking * 9));
        Paths::from([PathBuf::new()])
    }

    fn told(&mut self, say: &dyn Fn(&str)) -> Paths {
        let mut now = Paths::new();
        let mut why = None;
        let idle = if self.home.is_some() { IDLE } else { POLL };
        let mut next = self.events.recv_timeout(self.quiet_in().unwrap_or(idle));
        let begun = Instant::now();
        while let Ok(event) = next {
            why = self.sort(event, &mut now).or(why);
            // A whole burst is taken in at once; a single change is not kept waiting.
            let is_burst = now.len() >= BURST && begun.elapsed() < LONGEST_BURST;
            next = self.events.recv_timeout(if is_burst { QUIET } else { Duration::ZERO });
            if begun.elapsed() >= 2 * LONGEST_BURST {
                break;
            }
        }
        now.extend(self.waiting.iter().filter(|(_, since)| since.elapsed() >= QUIET).map(|(path, _)| path.clone()));
        self.waiting.retain(|path, _| !now.contains(path));
        let home = identity(&self.root);
        if home != self.home {
            // The workspace went away, or another one has its place.
            self.home = home;
            now.insert(PathBuf::new());
        }
        if let Err(error) = self.watch_new(&now) {
            why = Some(self.give_up(&error));
        }
        if let Some(why) = why {
            say(&why);
        }
        now
    }

    /// Returns how long it takes until the first of what waits has waited enough; nothing if nothing waits.
    fn quiet_in(&self) -> Option<Duration> {
        self.waiting.values().min().map(|since| QUIET.saturating_sub(since.elapsed()))
    }

    /// Puts the paths of an event where they belong; returns why events can be relied on no longer, if that is so.
    fn sort(&mut self, event: notify::Result<Event>, now: &mut Paths) -> Option<String> {
        self.received = self.received.saturating_add(u64::from(is_counted(&event)));
        let event = match event {
            Ok(event) => event,
            Err(error) if out_of_watches(&error) => return Some(self.give_up(&error)),
            Err(_) => {
                now.insert(PathBuf::new());
                return None;
            }
        };
        if event.need_rescan() {
            now.insert(PathBuf::new());
            return None;
        }
        let paths: Vec<PathBuf> = event.paths.iter().filter_map(|path| path.strip_prefix(&self.root).ok().map(Path::to_path_buf)).collect();
        match meaning(&event.kind) {
            Meaning::Nothing => {}
            Meaning::Now => now.extend(paths),
            Meaning::Soon => self.waiting.extend(paths.into_iter().map(|path| (path, Instant::now()))),
        }
        None
    }

    /// Watches the folders that are new at some paths, before they are read; forgets those that are gone.
    fn watch_new(&mut self, paths: &Paths) -> notify::Result<()> {
        for path in paths {
            let whole = self.root.join(path);
            if path.as_os_str().is_empty() || whole.is_dir() || self.watched.contains(&whole) {
                self.watch_below(path)?;
            }
        }
        Ok(())
    }

    /// Watches every folder at a path and below it, until a look finds none that is not watched: what is read then misses nothing.
    fn watch_below(&mut self, at: &Path) -> notify::Result<()> {
        let Some(watcher) = &mut self.watcher else { return Ok(()) };
        let top = if at.as_os_str().is_empty() { self.root.clone() } else { self.root.join(at) };
        // What has this name now may be another folder than what had it before.
        for gone in self.watched.iter().filter(|folder| folder.starts_with(&top)) {
            let _ = watcher.unwatch(gone);
        }
        self.watched.retain(|folder| !folder.starts_with(&top));
        loop {
            let folders = workspace::folders(&self.root, at);
            let new: Vec<PathBuf> = folders.into_iter().filter(|folder| !self.watched.contains(folder)).collect();
            if new.is_empty() {
                return Ok(());
            }
            for folder in new {
                match watcher.watch(&folder, RecursiveMode::NonRecursive) {
                    Ok(()) => {}
                    Err(error) if out_of_watches(&error) => return Err(error),
                    // A folder that vanished, or that may not be read: the reading says so, if it matters.
                    Err(_) => {}
                }
                self.watched.insert(folder);
            }
        }
    }

    fn give_up(&mut self, error: &notify::Error) -> String {
        self.watcher = None;
        self.watched.clear();
        // Nobody is kept waiting for events that nobody reads any more.
        self.received = u64::MAX;
        if out_of_watches(error) {
            "the system gives no more watches for files (on Linux, `fs.inotify.max_user_watches` says how many): the workspace is read every half second instead".to_owned()
        } else {
            polled_because(error)
        }
    }
}

/// What tells a folder from another one of the same name.
type Identity = (u64, u64);

fn identity(folder: &Path) -> Option<Identity> {
    let metadata = folder.metadata().ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Some((metadata.dev(), metadata.ino()))
    }
    #[cfg(not(unix))]
    metadata.is_dir().then_some((0, 0))
}

fn polled_because(error: &notify::Error) -> String {
    format!("the system tells of no changes ({error}): the workspace is read every half second instead")
}

fn watcher(sender: Sender<notify::Result<Event>>, gate: Gate) -> notify::Result<RecommendedWatcher> {
    let tell = move |event: notify::Result<Event>| {
        // Reading the workspace is an event, too: whoever woke up for it would never sleep again.
        if event.as_ref().is_ok_and(|event| !event.need_rescan() && matches!(meaning(&event.kind), Meaning::Nothing)) {
            return;
        }
        if is_counted(&event) {
            gate.see();
        }
        // Nobody listens any more when the preview ends.
        let _ = sender.send(event);
    };
    notify::recommended_watcher(tell)
}

/// Tells whether a request waits for an event to be taken in.
fn is_counted(event: &notify::Result<Event>) -> bool {
    event.as_ref().map_or(true, |event| event.need_rescan() || matches!(meaning(&event.kind), Meaning::Now))
}

fn meaning(kind: &EventKind) -> Meaning {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Modify(ModifyKind::Name(_))
        | EventKind::Create(CreateKind::Folder) => Meaning::Now,
        EventKind::Access(_) => Meaning::Nothing,
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Other => Meaning::Soon,
    }
}

fn out_of_watches(error: &notify::Error) -> bool {
    /// What Linux says where a user has all watches or instances that the system gives.
    const ENOSPC: i32 = 28;
    match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        ErrorKind::Io(error) => error.raw_os_error() == Some(ENOSPC),
        ErrorKind::Generic(_) | ErrorKind::PathNotFound | ErrorKind::WatchNotFound | ErrorKind::InvalidConfig(_) => false,
    }
}
