//! The latest portal of each client, held in memory and linked again when it is asked for and something it may use has changed.
//!
//! [`Preview::update`] takes in what changed on the disk; [`Preview::look`] gives what a client's readers would see now;
//! [`Good::file`] makes one file of it. A portal that stopped keeps its last good one.
//! Of a portal in a theme of the workspace's own, [`Preview::prove`] makes every page once it was shown.

mod proof;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use anyhow::Result;
use self_cell::self_cell;

use self::proof::Doubt;
use super::variant::Variant;
use crate::disk::workspace::{self, Changes, Workspace};
use crate::finding::{Findings, any_error, merged};
use crate::model::date::Date;
use crate::model::portal::{Edition, Portal};
use crate::pipeline::client::{self, Earlier, Memory, Standing};
use crate::pipeline::{self, Attachment, Attachments, Known, Opened, Options, Shown};
use crate::source::SourcePath;

/// How the day is told that everything is judged by, where an address names none.
pub type Today = dyn Fn(&Opened) -> Result<Date> + Send + Sync;

/// How many portals are held whole; of those that were not looked at for longest, only the findings are kept.
const MOST_HELD: usize = 32;

/// The previewed workspace.
pub struct Preview {
    root: PathBuf,
    edition: Edition,
    today: Box<Today>,
    is_shown: Box<dyn Fn(&str) -> bool + Send + Sync>,
    desk: Mutex<Desk>,
    moment: RwLock<Arc<Moment>>,
    shelf: Mutex<BTreeMap<Variant, Arc<Slot>>>,
    attachments: Mutex<HashMap<SourcePath, Attachment>>,
    /// How often attachments were forgotten, so that what was read before that is not kept after it.
    forgotten: AtomicU64,
    /// What another one has the place of: taking it apart takes a while, and nobody waits for it.
    replaced: Mutex<Replaced>,
    doubt: Doubt,
    counts: Counts,
}

/// What changes are taken into.
struct Desk {
    workspace: Workspace,
    known: Known,
    /// Whether a change could not be taken in.
    is_behind: bool,
}

/// The workspace as it was after one change.
pub struct Moment {
    /// Counts the changes, from 1.
    pub number: u64,
    /// What was written, parsed.
    pub opened: Opened,
    /// What concerns no client alone.
    pub findings: Findings,
    /// The day that everything is judged by.
    pub today: Date,
    /// Whether a workspace's own theme is used, whose mistakes may show only when a page is rendered.
    own_theme: bool,
}

/// What is only kept until there is time to take it apart.
#[derive(Default)]
struct Replaced {
    portals: Vec<Arc<Good>>,
    moments: Vec<Arc<Moment>>,
}

/// How much work was done so far.
#[derive(Debug, Default)]
struct Counts {
    parsed: AtomicUsize,
    linked: AtomicUsize,
    mended: AtomicUsize,
    rendered: AtomicUsize,
}

/// How much work was done so far, for tests and for the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// How many files were parsed.
    pub parsed: usize,
    /// How often a client was linked.
    pub linked: usize,
    /// How often of these it was enough to read again what was edited.
    pub mended: usize,
    /// How many pages were rendered.
    pub rendered: usize,
}

/// The place of one portal.
#[derive(Default)]
struct Slot {
    /// The moment after which it must be linked again.
    due: AtomicU64,
    /// When it was last looked at, in looks.
    looked: AtomicU64,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    linked: u64,
    good: Option<Arc<Good>>,
    /// While it is not known whether every page of the good one can be made: the last of which it is.
    proven: Option<Arc<Good>>,
    state: State,
    findings: Arc<Findings>,
    moment: Option<Arc<Moment>>,
    memory: Memory,
}

/// What can be shown of a portal now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// The workspace has no such client.
    #[default]
    Gone,
    /// It is whole.
    Ready,
    /// `status: draft` keeps it out of this edition.
    Draft,
    /// Errors stop it.
    Stopped,
}

/// What a client's readers would see now.
#[derive(Clone)]
pub struct Look {
    /// Whether what was written last can be shown.
    pub state: State,
    /// The last portal that could be.
    pub good: Option<Arc<Good>>,
    /// The number of the moment that the findings are of.
    pub number: u64,
    /// What is wrong: in the workspace as a whole, and for this client.
    pub findings: Arc<Findings>,
    /// What the findings point into.
    pub moment: Arc<Moment>,
}

struct Owner {
    moment: Arc<Moment>,
    portal: Box<Portal>,
    judged: Option<Box<Portal>>,
    attachments: Attachments,
}

self_cell!(
    struct Whole {
        owner: Owner,
        #[not_covariant]
        dependent: Shown,
    }
);

/// A portal without errors, with everything that its pages need.
pub struct Good {
    /// The number of the moment that it was made in.
    pub version: u64,
    whole: Whole,
}

impl Good {
    /// Makes one file; nothing where the portal has none at this address. A mistake of a theme may show only now.
    pub fn file(&self, path: &str) -> Option<Result<Arc<[u8]>, Findings>> {
        self.whole.with_dependent(|_, shown| shown.file(path))
    }

    /// Tells whether a page stands at an address.
    pub fn is_page(&self, path: &str) -> bool {
        self.whole.with_dependent(|_, shown| shown.is_page(path))
    }

    fn names(&self, paths: &BTreeSet<SourcePath>) -> bool {
        let owner = self.whole.borrow_owner();
        let mut portals = std::iter::once(&owner.portal).chain(&owner.judged);
        portals.any(|portal| portal.files().iter().any(|path| paths.contains(path)))
    }

    fn rendered(&self) -> usize {
        self.whole.with_dependent(|_, shown| shown.rendered())
    }
}

/// What became of a change.
pub struct Updated {
    /// The workspace as it is now.
    pub moment: Arc<Moment>,
    /// What was different on the disk.
    pub changes: Changes,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic is ours alone, and the next change puts everything in its place again.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Preview {
    /// Reads a workspace. `is_shown` tells which clients the preview is for.
    ///
    /// # Errors
    /// If there is no workspace, or no day can be told.
    pub fn open(root: &Path, edition: Edition, today: Box<Today>, is_shown: Box<dyn Fn(&str) -> bool + Send + Sync>) -> Result<Preview> {
        let mut desk = Desk { workspace: workspace::read(root)?, known: Known::default(), is_behind: false };
        let counts = Counts::default();
        let moment = Arc::new(desk.moment(1, &today, &counts)?);
        Ok(Preview {
            root: root.to_path_buf(),
            edition,
            today,
            is_shown,
            desk: Mutex::new(desk),
            moment: RwLock::new(moment),
            shelf: Mutex::default(),
            attachments: Mutex::default(),
            forgotten: AtomicU64::default(),
            replaced: Mutex::default(),
            doubt: Doubt::default(),
            counts,
        })
    }

    /// Takes in what changed at some paths, which are relative to the workspace; an empty one is all of it. Nothing comes back if nothing is different.
    ///
    /// # Errors
    /// If there is no workspace any more; what is shown stays.
    pub fn update(&self, paths: &BTreeSet<PathBuf>) -> Result<Option<Updated>> {
        let mut desk = held(&self.desk);
        let everything = BTreeSet::from([PathBuf::new()]);
        let paths = if desk.is_behind { &everything } else { paths };
        let changes = desk.workspace.read_again(paths);
        // What changed while there was no workspace is read when there is one again.
        desk.is_behind = changes.is_err();
        let changes = changes?;
        let now = self.moment();
        let another_day = (self.today)(&now.opened)? != now.today;
        if changes.is_empty() && !another_day {
            return Ok(None);
        }
        self.forgotten.fetch_add(1, Ordering::AcqRel);
        held(&self.attachments).retain(|path, _| !changes.attachments.contains(path));
        let moment = Arc::new(desk.moment(now.number + 1, &self.today, &self.counts)?);
        if another_day {
            held(&self.shelf).values().for_each(|slot| slot.due.store(moment.number, Ordering::Release));
        }
        self.mark(&now, &moment, &changes);
        // Marked first: what is linked meanwhile, of the old text, is linked again.
        let before = std::mem::replace(&mut *self.moment.write().unwrap_or_else(PoisonError::into_inner), Arc::clone(&moment));
        held(&self.replaced).moments.push(before);
        Ok(Some(Updated { moment, changes }))
    }

    /// Marks the portals that a change may concern: a client's own files are its own, and what lies elsewhere may be anybody's.
    fn mark(&self, before: &Moment, moment: &Moment, changes: &Changes) {
        let owners: Vec<Option<&str>> = changes.content.iter().map(owner).collect();
        // What is wrong with the workspace as a whole may stop every client, wherever it stands, and is told to each with the lines around it.
        let tells_of = |moment: &Moment| {
            let mut spans = moment.findings.iter().filter_map(|finding| finding.span);
            spans.any(|span| changes.content.contains(&moment.opened.sources.get(span.file).path))
        };
        let is_told = before.findings != moment.findings || tells_of(before) || tells_of(moment);
        let shared = !changes.themes.is_empty() || owners.contains(&None) || is_told;
        for (variant, slot) in &*held(&self.shelf) {
            let due = shared || owners.contains(&Some(&variant.client)) || {
                // A file that no page links to matters only where something is amiss: its name may be what was missing.
                let kept = held(&slot.kept);
                let named = || kept.good.as_ref().is_none_or(|good| good.names(&changes.attachments));
                !changes.attachments.is_empty() && (kept.state != State::Ready || !kept.findings.is_empty() || named())
            };
            if due {
                slot.due.store(moment.number, Ordering::Release);
            }
        }
    }

    /// Returns the workspace as it is now.
    pub fn moment(&self) -> Arc<Moment> {
        Arc::clone(&self.moment.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Returns the clients that the preview is for.
    pub fn clients(&self) -> Vec<String> {
        self.moment().opened.workspace.clients.keys().filter(|client| (self.is_shown)(client)).cloned().collect()
    }

    /// Takes apart what has been replaced.
    pub fn tidy(&self) {
        let replaced = std::mem::take(&mut *held(&self.replaced));
        drop(replaced);
    }

    /// Tells whether the preview is for a client, and the workspace has it.
    pub fn is_there(&self, client: &str) -> bool {
        self.moment().opened.workspace.clients.contains_key(client) && (self.is_shown)(client)
    }

    /// Returns the edition that an address means.
    pub fn edition(&self, variant: &Variant) -> Edition {
        variant.edition.unwrap_or(self.edition)
    }

    /// Returns how much was done so far.
    pub fn work(&self) -> Work {
        let count = |counter: &AtomicUsize| counter.load(Ordering::Relaxed);
        let Counts { parsed, linked, mended, rendered } = &self.counts;
        Work { parsed: count(parsed), linked: count(linked), mended: count(mended), rendered: count(rendered) }
    }

    /// Returns what the readers of a portal would see now, and links it if something it may use has changed since the last look.
    pub fn look(&self, variant: &Variant) -> Look {
        if !self.is_there(&variant.client) {
            held(&self.shelf).remove(variant);
            let moment = self.moment();
            let findings = Arc::new(merged(moment.findings.clone(), &moment.opened.sources));
            return Look { state: State::Gone, good: None, number: moment.number, findings, moment };
        }
        let slot = self.slot(variant);
        let mut kept = held(&slot.kept);
        // Read under the lock: what was marked before is taken in, and what is marked later waits for the next look.
        let moment = self.moment();
        if kept.linked == 0 || kept.linked < slot.due.load(Ordering::Acquire) {
            self.link(variant, &moment, &mut kept);
        }
        let made = kept.moment.clone().unwrap_or(moment);
        Look { state: kept.state, good: kept.good.clone(), number: kept.linked, findings: Arc::clone(&kept.findings), moment: made }
    }

    /// Looks at the portal of each client as the command line asks for it.
    ///
    /// On threads of its own: who looks holds the portal's place while the pool links it, and a worker of the pool that waits for
    /// a place may be the one that the place waits for.
    pub fn look_at_all(&self) -> Vec<(String, Look)> {
        let clients = self.clients();
        let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let look = |client: &String| (client.clone(), self.look(&Variant::of(client)));
        std::thread::scope(|scope| {
            let share = clients.len().div_ceil(threads).max(1);
            let looking: Vec<_> = clients.chunks(share).map(|some| scope.spawn(|| some.iter().map(look).collect::<Vec<_>>())).collect();
            looking.into_iter().flat_map(|looks| looks.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
        })
    }

    /// Makes one file of a portal, and counts the page.
    pub fn file(&self, good: &Good, path: &str) -> Option<Result<Arc<[u8]>, Findings>> {
        let before = good.rendered();
        let made = good.file(path);
        self.counts.rendered.fetch_add(good.rendered() - before, Ordering::Relaxed);
        made
    }

    fn slot(&self, variant: &Variant) -> Arc<Slot> {
        let mut shelf = held(&self.shelf);
        let slot = Arc::clone(shelf.entry(variant.clone()).or_default());
        let latest = shelf.values().map(|slot| slot.looked.load(Ordering::Relaxed)).max().unwrap_or(0);
        slot.looked.store(latest + 1, Ordering::Relaxed);
        if shelf.len() > MOST_HELD {
            let mut looked: Vec<u64> = shelf.values().map(|slot| slot.looked.load(Ordering::Relaxed)).collect();
            looked.sort_unstable_by(|left, right| right.cmp(left));
            shelf.retain(|_, slot| slot.looked.load(Ordering::Relaxed) >= looked[MOST_HELD - 1]);
        }
        slot
    }

    /// Links one client again, whole.
    fn link(&self, variant: &Variant, moment: &Arc<Moment>, kept: &mut Kept) {
        kept.linked = moment.number;
        kept.moment = Some(Arc::clone(moment));
        if !moment.opened.workspace.clients.contains_key(&variant.client) || !(self.is_shown)(&variant.client) {
            *kept = Kept { linked: kept.linked, moment: kept.moment.take(), ..Kept::default() };
            return;
        }
        let options = Options { edition: self.edition(variant), today: variant.day.unwrap_or(moment.today) };
        let was_sound = kept.state == State::Ready && kept.findings.is_empty() && moment.findings.is_empty();
        let mut findings = Findings::new();
        kept.state = match self.standing(variant, moment, options, (kept, was_sound), &mut findings) {
            (Standing::Portal(portal), judged) => match self.whole(moment, portal, judged, &mut findings) {
                Some(whole) => self.replace(kept, Good { version: moment.number, whole }, &mut findings),
                None => State::Stopped,
            },
            (Standing::Draft, _) => {
                (kept.good, kept.proven) = (None, None);
                State::Draft
            }
            (Standing::Stopped, _) => State::Stopped,
        };
        pipeline::name_client(&mut findings, &variant.client);
        findings.extend(moment.findings.iter().cloned());
        kept.findings = Arc::new(merged(findings, &moment.opened.sources));
    }

    /// Puts a portal in the place of the one that was shown, unless it shows at once that a page of it cannot be made.
    fn replace(&self, kept: &mut Kept, good: Good, findings: &mut Findings) -> State {
        let good = Arc::new(good);
        if !good.may_fail() {
            kept.proven = None;
        } else if kept.state == State::Ready && kept.good.as_ref().is_some_and(|before| before.has_the_theme_of(&good)) {
            // A change of content seldom makes a page fail: it is shown first, and the other pages are made afterwards.
            kept.proven = kept.proven.take().or_else(|| kept.good.clone());
            self.doubt.raise();
        } else {
            // A change of the theme often does, and `build` would stop.
            let (made, rendered) = good.every_file();
            self.counts.rendered.fetch_add(rendered, Ordering::Relaxed);
            if let Err(mistakes) = made {
                findings.extend(mistakes);
                return State::Stopped;
            }
            kept.proven = None;
        }
        let before = kept.good.replace(good);
        held(&self.replaced).portals.extend(before);
        State::Ready
    }

    /// Loads a client, or mends what was loaded before if that is enough.
    fn standing(
        &self,
        variant: &Variant,
        moment: &Moment,
        options: Options,
        (kept, was_sound): (&mut Kept, bool),
        findings: &mut Findings,
    ) -> (Standing, Option<Box<Portal>>) {
        self.counts.linked.fetch_add(1, Ordering::Relaxed);
        let owner = kept.good.as_ref().map(|good| good.whole.borrow_owner());
        let earlier = owner.map(|owner| Earlier { opened: &owner.moment.opened, portal: &owner.portal, judged: owner.judged.as_deref() });
        if let Some(earlier) = earlier.filter(|_| was_sound)
            && let Some((portal, judged)) = client::mend(&moment.opened, options, earlier, &mut kept.memory)
        {
            self.counts.mended.fetch_add(1, Ordering::Relaxed);
            return (Standing::Portal(portal), judged);
        }
        let loaded = client::load(&moment.opened, &variant.client, options, earlier);
        findings.extend(loaded.findings);
        kept.memory = loaded.memory;
        (loaded.standing, loaded.judged)
    }

    fn whole(&self, moment: &Arc<Moment>, portal: Box<Portal>, judged: Option<Box<Portal>>, findings: &mut Findings) -> Option<Whole> {
        let (attachments, unreadable) = pipeline::attachments(&portal, &moment.opened, &|path| self.attachment(path));
        findings.extend(unreadable);
        let owner = Owner { moment: Arc::clone(moment), portal, judged, attachments };
        let shown = Whole::try_new(owner, |owner| pipeline::show(&owner.moment.opened, &owner.portal, &owner.attachments).ok_or(()));
        let whole = shown.ok()?;
        (!any_error(findings)).then_some(whole)
    }

    /// Reads an attachment, once for as long as it does not change.
    fn attachment(&self, path: &SourcePath) -> Result<Attachment, String> {
        if let Some(attachment) = held(&self.attachments).get(path) {
            return Ok(attachment.clone());
        }
        let forgotten = self.forgotten.load(Ordering::Acquire);
        let attachment = workspace::read_attachment(&self.root, path).map_err(|error| format!("{error:#}"))?;
        let mut kept = held(&self.attachments);
        if self.forgotten.load(Ordering::Acquire) == forgotten {
            kept.insert(path.clone(), attachment.clone());
        }
        Ok(attachment)
    }
}

impl Desk {
    fn moment(&mut self, number: u64, today: &Today, counts: &Counts) -> Result<Moment> {
        let opened = pipeline::open(self.workspace.written(), &mut self.known);
        counts.parsed.fetch_add(opened.parsed, Ordering::Relaxed);
        let findings = self.workspace.findings.iter().chain(&opened.findings).cloned().collect();
        let today = today(&opened)?;
        Ok(Moment { number, opened, findings, today, own_theme: !self.workspace.theme_files.is_empty() })
    }
}

/// Returns the client whose own a file is.
fn owner(path: &SourcePath) -> Option<&str> {
    path.as_str().strip_prefix("clients/")?.split_once('/').map(|(client, _)| client)
}

/// What a client is called, as far as that can be told.
pub fn titles(moment: &Moment) -> BTreeMap<&str, &str> {
    let clients = &moment.opened.workspace.clients;
    clients
        .iter()
        .map(|(slug, tree)| (slug.as_str(), tree.client.as_ref().and_then(|node| node.text_of("title")).unwrap_or(slug)))
        .collect()
}
