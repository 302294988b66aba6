//! One client, whole: text in, findings and files out.
//!
//! [`open`] parses a workspace once, [`client()`] makes one portal of it; build, check, preview and tests call the same two functions.
//! [`list`] tells what is there without making anything.
//! Attachments are read through a function that the caller gives, because only those that the portal names are read at all.

pub mod client;
pub mod list;
mod themes;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use self::client::Standing;
use self::themes::Themes;
use crate::export;
use crate::files::{Files, SitePath};
use crate::finding::{Finding, Findings, RuleName, any_error};
use crate::load::parses::Parses;
use crate::load::{Inputs, Workspace, workspace};
use crate::model::date::Date;
use crate::model::portal::{Edition, Portal};
use crate::render::{self, Brand, Nav, Rendered, Shared, Sheets, Theme};
use crate::search;
use crate::site::downloads::{self, Download};
use crate::site::pages::paper;
use crate::site::shell::{self, Within};
use crate::site::{Page, Searching, Site, Subject, View};
use crate::source::{FileId, SourcePath, Sources, Span};
use crate::strings::STRINGS;

/// An attachment that cannot be read.
pub const UNREADABLE_ATTACHMENT: RuleName = RuleName("unreadable-attachment");

/// What was written, as it came from the disk or from a test.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The content.
    pub sources: Sources,
    /// The other files that content may name.
    pub attachments: BTreeSet<SourcePath>,
    /// The files below `themes/`.
    pub theme_files: BTreeMap<SourcePath, Arc<[u8]>>,
    /// Content files whose text could not be had; whoever read them has told why.
    pub unread: BTreeSet<FileId>,
}

/// A workspace, parsed and sorted, with its themes.
pub struct Opened {
    /// The texts, those of the themes included.
    pub sources: Sources,
    /// The entities by their places.
    pub workspace: Workspace,
    /// What concerns no client alone.
    pub findings: Findings,
    /// How many files were parsed for it; the others were known.
    pub parsed: usize,
    attachments: BTreeSet<SourcePath>,
    /// Each by its name and the language of its words.
    themes: BTreeMap<(String, String), Option<Arc<Theme>>>,
}

impl Opened {
    /// Returns the theme that a portal names, with the words of its language; nothing if it has mistakes.
    pub fn theme_of(&self, portal: &Portal) -> Option<&Arc<Theme>> {
        let own = &portal.client.own;
        let theme = own.theme.as_deref().unwrap_or(DEFAULT_THEME).to_owned();
        self.themes.get(&(theme, portal.language().to_owned()))?.as_ref()
    }

    /// Returns what clients are loaded from, beside the workspace itself.
    pub fn inputs(&self, today: Date) -> Inputs<'_> {
        Inputs { sources: &self.sources, attachments: &self.attachments, today }
    }
}

/// What came of one client.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The finished files.
    Ready(Files),
    /// Errors stopped it.
    Stopped,
    /// `status: draft` keeps it unpublished.
    Draft,
}

/// One client's portal, made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its files, if nothing stopped it.
    pub outcome: Outcome,
    /// What is wrong, each with the client's name.
    pub findings: Findings,
    /// How many pages it has.
    pub pages: usize,
}

/// A step of making a portal, for timing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Nothing yet: the clock starts.
    Start,
    /// Overlay, audience, names, reading, reach.
    Load,
    /// Which pages there are.
    Plan,
    /// Views and templates.
    Render,
    /// Sums and the portal's own record.
    Seal,
}

/// How attachments are read; the error is told as it is.
pub type ReadAttachment<'a> = dyn Fn(&SourcePath) -> Result<Attachment, String> + Sync + 'a;

/// What is asked of a portal.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Whom it is for.
    pub edition: Edition,
    /// The day that everything is judged by.
    pub today: Date,
}

/// What is kept from one [`open`] to the next, so that only what changed is done again.
#[derive(Default)]
pub struct Known {
    parses: Parses,
    themes: Themes,
}

/// Parses what is new since the last time and sorts everything into its places.
///
/// The findings are those of [`workspace::gather`] and of themes.
pub fn open(written: Written, known: &mut Known) -> Opened {
    let Written { sources, attachments, theme_files, unread } = written;
    let Known { parses, themes: kept } = known;
    // The theme adds its texts behind the content's, so both can be read at once.
    let mut with_themes = sources.clone();
    let (parsed, (default, mistakes)) =
        rayon::join(|| parses.update(&sources), || kept.load(DEFAULT_THEME, DEFAULT_LANGUAGE, &theme_files, &mut with_themes));
    let workspace = workspace::gather(&sources, parses, &unread);
    let mut findings = workspace.findings.clone();
    findings.extend(mistakes);
    let mut themes = BTreeMap::from([((DEFAULT_THEME.to_owned(), DEFAULT_LANGUAGE.to_owned()), default)]);
    for ((name, language), (theme_span, language_span)) in asked(&workspace) {
        if (name.as_str(), language.as_str()) == (DEFAULT_THEME, DEFAULT_LANGUAGE) {
            continue;
        }
        let (theme, mistakes) = kept.load(&name, &language, &theme_files, &mut with_themes);
        let place = |finding: &Finding| finding.span.or(if finding.rule == STRINGS { language_span } else { theme_span });
        findings.extend(mistakes.into_iter().map(|finding| Finding { span: place(&finding), ..finding }));
        themes.insert((name, language), theme);
    }
    let sources = with_themes;
    Opened { sources, workspace, findings, parsed, attachments, themes }
}

/// The theme that is used where nothing else is said.
const DEFAULT_THEME: &str = "default";

/// The language of a portal that names none.
const DEFAULT_LANGUAGE: &str = Portal::DEFAULT_LANGUAGE;

/// The accent colour of a portal whose brand has none.
const DEFAULT_ACCENT: &str = "#0b6e4f";

/// The places that name a theme and a language.
type Places = (Option<Span>, Option<Span>);

/// Returns every pair of theme and language that the workspace asks for, with the first place that names each.
fn asked(workspace: &Workspace) -> BTreeMap<(String, String), Places> {
    let settings = workspace.settings.as_ref().map(|settings| &settings.node);
    let mut asked = BTreeMap::new();
    for client in workspace.clients.values() {
        let written = |key: &str| {
            let node = [client.client.as_ref(), settings].into_iter().flatten().find(|node| node.text_of(key).is_some())?;
            Some((node.text_of(key)?.to_owned(), node.at(key).span))
        };
        let (theme, language) = (written("theme"), written("language"));
        let spans = (theme.as_ref().map(|(_, span)| *span), language.as_ref().map(|(_, span)| *span));
        let named = |named: Option<(String, Span)>, default: &str| named.map_or_else(|| default.to_owned(), |(name, _)| name);
        asked.entry((named(theme, DEFAULT_THEME), named(language, DEFAULT_LANGUAGE))).or_insert(spans);
    }
    asked
}

/// Makes one client's portal. `done` is told of each stage when it ends.
pub fn client(opened: &Opened, slug: &str, options: Options, read: &ReadAttachment<'_>, done: &mut dyn FnMut(Stage)) -> Made {
    done(Stage::Start);
    let loaded = client::load(opened, slug, options, None);
    done(Stage::Load);
    let mut findings = loaded.findings;
    let portal = match loaded.standing {
        Standing::Portal(portal) => portal,
        Standing::Draft => return Made { outcome: Outcome::Draft, findings, pages: 0 },
        Standing::Stopped => return Made { outcome: Outcome::Stopped, findings, pages: 0 },
    };
    let (attachments, unreadable) = attachments(&portal, opened, read);
    findings.extend(unreadable);
    let shown = show(opened, &portal, &attachments);
    done(Stage::Plan);
    let files = shown.as_ref().and_then(|shown| shown.files().map_err(|mistakes| findings.extend(mistakes)).ok());
    done(Stage::Render);
    name_client(&mut findings, slug);
    let outcome = match files {
        Some(files) if !any_error(&findings) => Outcome::Ready(sealed(files)),
        _ => Outcome::Stopped,
    };
    done(Stage::Seal);
    Made { outcome, findings, pages: shown.map_or(0, |shown| shown.pages().len()) }
}

/// Puts the client's name to what was found in its portal.
pub fn name_client(findings: &mut Findings, slug: &str) {
    for finding in findings {
        finding.clients = vec![slug.to_owned()];
    }
}

/// A file of the workspace, read, and where it is published.
#[derive(Clone, Debug)]
pub struct Attachment {
    place: SitePath,
    bytes: Arc<[u8]>,
}

impl Attachment {
    /// Names the place by the content, so that a changed file has another address.
    pub fn new(path: &SourcePath, bytes: Arc<[u8]>) -> Attachment {
        Attachment { place: published_name(path, &bytes), bytes }
    }

    /// Returns what it holds.
    pub fn bytes(&self) -> &Arc<[u8]> {
        &self.bytes
    }
}

/// The files of the workspace that a portal names.
#[derive(Clone, Debug, Default)]
pub struct Attachments {
    places: BTreeMap<SourcePath, SitePath>,
    bytes: BTreeMap<SourcePath, Arc<[u8]>>,
}

/// Reads what the portal names.
pub fn attachments(portal: &Portal, opened: &Opened, read: &ReadAttachment<'_>) -> (Attachments, Findings) {
    let mut attachments = Attachments::default();
    let mut findings = Findings::new();
    for path in portal.files() {
        match read(&path) {
            Ok(Attachment { place, bytes }) => {
                attachments.places.insert(path.clone(), place);
                attachments.bytes.insert(path, bytes);
            }
            Err(message) => findings.push(unreadable(portal, opened, &path, &message)),
        }
    }
    (attachments, findings)
}

fn unreadable(portal: &Portal, opened: &Opened, path: &SourcePath, message: &str) -> Finding {
    let all = portal.entities.all();
    let references = portal.client.references.iter().chain(all.iter().flat_map(|any| any.references));
    let place = references.filter(|reference| *reference.to.id == *path.as_str()).map(|reference| reference.span).min();
    let span = place.unwrap_or(Span { file: opened.sources.iter().next().map_or(FileId(0), |(file, _)| file), start: 0, end: 0 });
    Finding::error(UNREADABLE_ATTACHMENT, span, message.to_owned())
}

fn published_name(path: &SourcePath, bytes: &[u8]) -> SitePath {
    let hash = hex(&Sha256::digest(bytes)[..6]);
    let plain = |text: &str| {
        let kept: String =
            text.chars().map(|character| if character.is_ascii_alphanumeric() { character.to_ascii_lowercase() } else { '-' }).collect();
        kept.split('-').filter(|group| !group.is_empty()).collect::<Vec<_>>().join("-")
    };
    let stem: String = plain(path.stem()).chars().take(60).collect();
    let stem = if stem.is_empty() { "file" } else { &stem };
    let extension: String = plain(path.extension()).chars().take(20).collect();
    // A name that ends in a dot is another one on Windows.
    SitePath::new(&if extension.is_empty() { format!("files/{stem}.{hash}") } else { format!("files/{stem}.{hash}.{extension}") })
}

/// A portal with everything that its files need; each page is made when it is asked for, and by itself.
pub struct Shown<'a> {
    site: Site<'a>,
    theme: &'a Theme,
    shared: Shared,
    brand: Brand,
    pieces: BTreeMap<SitePath, Piece>,
    views: AtomicUsize,
    /// The navigation is a function of where a page stands in it, and is rendered once for each place.
    navs: Mutex<HashMap<Within, Result<Arc<Nav>, Findings>>>,
    /// What stands on paper, worked out when somebody prints: a page that is looked at while it is written needs none of it.
    on_paper: OnceLock<OnPaper>,
}

/// The pages that stand on paper, in the order of reading, and where each does.
struct OnPaper {
    pages: Vec<Page>,
    sheets: Sheets,
}

/// A file, and what stands of it on paper.
type Printed = (Arc<[u8]>, Option<String>);

fn is_paper(piece: &Piece) -> bool {
    matches!(piece, Piece::Page(page) if page.subject == Subject::Paper)
}

/// What stands at an address.
enum Piece {
    /// A page, made when it is asked for.
    Page(Page),
    /// The index of the search, made when it is asked for.
    Search,
    /// A file that a reader takes along, made when it is asked for.
    Download(Download),
    /// Bytes that are there.
    Bytes(Arc<[u8]>),
}

/// Puts a portal together with its theme and its brand; nothing if the theme has mistakes, which [`open`] has told.
///
/// # Panics
/// If two files have one address, which would lose one of them.
pub fn show<'a>(opened: &'a Opened, portal: &'a Portal, attachments: &'a Attachments) -> Option<Shown<'a>> {
    let own = &portal.client.own;
    let theme = opened.theme_of(portal)?;
    let searching = if theme.asset(search::READER).is_some() { Searching::ByScript } else { Searching::Nowhere };
    let site = Site::plan(portal, &opened.sources, &attachments.places, theme.strings(), searching);
    let logo = site.logo().and_then(|path| attachments.bytes.get(&path).map(|bytes| (path.extension().to_owned(), Arc::clone(bytes))));
    let accent = own.brand.accent.as_ref().map_or(DEFAULT_ACCENT, |accent| accent.as_str());
    let brand = render::brand(accent, logo.as_ref().map(|(extension, bytes)| (extension.as_str(), Arc::clone(bytes))));
    let shared = render::shared(&shell::shell(&site), &brand);
    let (pieces, views, navs) = (BTreeMap::new(), AtomicUsize::new(0), Mutex::default());
    let mut shown = Shown { site, theme, shared, brand, pieces, views, navs, on_paper: OnceLock::new() };
    shown.gather(attachments);
    Some(shown)
}

impl Shown<'_> {
    /// Gives every file its address.
    fn gather(&mut self, attachments: &Attachments) {
        let pages = self.site.pages();
        let record = record(self.site.portal, pages.len());
        let is_searched = pages.iter().any(|page| page.subject == Subject::Search);
        let mut add = |path: SitePath, piece: Piece| {
            let name = path.clone();
            assert!(self.pieces.insert(path, piece).is_none(), "two files are made for `{name}`");
        };
        for page in pages {
            add(page.path.clone(), Piece::Page(page));
        }
        for (path, bytes) in self.theme.assets() {
            add(path, Piece::Bytes(bytes));
        }
        for (path, bytes) in &self.brand.files {
            add(path.clone(), Piece::Bytes(Arc::clone(bytes)));
        }
        // The logo stands among the brand's files. Two names of one content are one file.
        let logo = self.site.logo();
        let linked = attachments.places.iter().filter(|(path, _)| Some(*path) != logo.as_ref());
        let linked: BTreeMap<&SitePath, &SourcePath> = linked.map(|(path, place)| (place, path)).collect();
        for (place, path) in linked {
            add(place.clone(), Piece::Bytes(Arc::clone(&attachments.bytes[path])));
        }
        if is_searched {
            add(SitePath::new(search::PATH), Piece::Search);
        }
        for download in downloads::downloads(&self.site) {
            add(download.path(), Piece::Download(download));
        }
        add(SitePath::new("build.json"), Piece::Bytes(record.into()));
        add(SitePath::new(".nojekyll"), Piece::Bytes(Arc::from([])));
    }

    /// Returns every page.
    pub fn pages(&self) -> Vec<Page> {
        self.site.pages()
    }

    /// Renders one page. No other page is needed for it, unless it holds all others.
    pub fn page(&self, page: &Page) -> Result<Vec<u8>, Findings> {
        if page.subject != Subject::Paper {
            return self.render(page).map(|page| page.html.into_bytes());
        }
        let sheet = |page: &Page| self.render(page).map(|rendered| self.sheet(&page.path, &rendered));
        let sheets: Result<Vec<String>, Findings> = self.on_paper().pages.par_iter().map(sheet).collect::<Vec<_>>().into_iter().collect();
        self.paper(page, &sheets?)
    }

    fn render(&self, page: &Page) -> Result<Rendered, Findings> {
        let (made, nav) = self.made(page)?;
        render::page(self.theme, made.template, &self.shared, &nav, &made.frame.page, made.view)
    }

    /// Renders the page that holds others.
    fn paper(&self, page: &Page, sheets: &[String]) -> Result<Vec<u8>, Findings> {
        let (made, nav) = self.made(page)?;
        let rendered = render::paper(self.theme, made.template, &self.shared, &nav, (&made.frame.page, made.view), sheets)?;
        Ok(rendered.html.into_bytes())
    }

    fn sheet(&self, path: &SitePath, rendered: &Rendered) -> String {
        render::sheet(path, rendered.content(), &self.on_paper().sheets)
    }

    fn on_paper(&self) -> &OnPaper {
        self.on_paper.get_or_init(|| {
            let pages = self.site.printed();
            let sheets = pages.iter().map(|page| (page.path.clone(), paper::place(page))).collect();
            OnPaper { pages, sheets }
        })
    }

    /// Makes what a page is rendered from.
    fn made(&self, page: &Page) -> Result<(View, Arc<Nav>), Findings> {
        self.views.fetch_add(1, Ordering::Relaxed);
        let made = self.site.view(page);
        let nav = self.nav(&made.frame.within)?;
        Ok((made, nav))
    }

    fn nav(&self, within: &Within) -> Result<Arc<Nav>, Findings> {
        let mut navs = self.navs.lock().expect("nothing panics while the navigation is rendered");
        let make = || render::nav(self.theme, &self.shared, &within.root, &self.site.navigation(within)).map(Arc::new);
        navs.entry(within.clone()).or_insert_with(make).clone()
    }

    /// Makes the view of one page, as its template gets it.
    pub fn view(&self, page: &Page) -> View {
        self.site.view(page)
    }

    /// Tells whether a page stands at an address.
    pub fn is_page(&self, path: &str) -> bool {
        matches!(self.pieces.get(path), Some(Piece::Page(_)))
    }

    /// Returns how many pages were rendered so far.
    pub fn rendered(&self) -> usize {
        self.views.load(Ordering::Relaxed)
    }

    /// Makes the file at an address of the portal, and no other; nothing where there is none. The record of all files needs all of them.
    pub fn file(&self, path: &str) -> Option<Result<Arc<[u8]>, Findings>> {
        if path == SUMS {
            return Some(self.files().map(|files| sums(&files).into()));
        }
        self.pieces.get(path).map(|piece| self.make(piece))
    }

    fn make(&self, piece: &Piece) -> Result<Arc<[u8]>, Findings> {
        match piece {
            Piece::Page(page) => self.page(page).map(Arc::from),
            Piece::Search => Ok(search::script(&self.site).into()),
            Piece::Download(download) => Ok(export::file(&self.site, download).into()),
            Piece::Bytes(bytes) => Ok(Arc::clone(bytes)),
        }
    }

    /// Makes every file but the record of them; if one cannot be made, its mistakes are told: the same would follow on every page of its type.
    pub fn files(&self) -> Result<Files, Findings> {
        let pieces: Vec<(&SitePath, &Piece)> = self.pieces.iter().filter(|(_, piece)| !is_paper(piece)).collect();
        let made: Vec<Result<Printed, Findings>> = pieces.par_iter().map(|(path, piece)| self.printed(path, piece)).collect();
        let mut files = Files::default();
        let mut sheets: HashMap<&SitePath, String> = HashMap::new();
        for ((path, _), made) in pieces.into_iter().zip(made) {
            let (bytes, sheet) = made?;
            files.insert(path.clone(), bytes);
            sheets.extend(sheet.map(|sheet| (path, sheet)));
        }
        if let Some((path, Piece::Page(page))) = self.pieces.iter().find(|(_, piece)| is_paper(piece)) {
            let sheets: Vec<String> = self.on_paper().pages.iter().filter_map(|page| sheets.remove(&page.path)).collect();
            files.insert(path.clone(), self.paper(page, &sheets)?);
        }
        Ok(files)
    }

    /// Makes a file, and what stands of it on paper.
    fn printed(&self, path: &SitePath, piece: &Piece) -> Result<Printed, Findings> {
        match piece {
            Piece::Page(page) if self.on_paper().sheets.contains_key(path) => {
                let rendered = self.render(page)?;
                let sheet = self.sheet(path, &rendered);
                Ok((rendered.html.into_bytes().into(), Some(sheet)))
            }
            Piece::Page(_) | Piece::Search | Piece::Download(_) | Piece::Bytes(_) => Ok((self.make(piece)?, None)),
        }
    }

    /// Makes one page after another, and keeps none, for as long as it is to go on; tells whether it came to the end.
    ///
    /// # Errors
    /// The mistakes that [`Shown::files`] would tell.
    pub fn prove(&self, goes_on: &dyn Fn() -> bool) -> Result<bool, Findings> {
        for piece in self.pieces.values() {
            if !goes_on() {
                return Ok(false);
            }
            match piece {
                // The others are made by themselves.
                Piece::Page(page) if is_paper(piece) => drop(self.paper(page, &[])?),
                Piece::Page(_) | Piece::Search | Piece::Download(_) | Piece::Bytes(_) => drop(self.make(piece)?),
            }
        }
        Ok(true)
    }
}

/// What `build.json` says; no path, host or user name, and no time of day.
#[derive(Serialize)]
struct Record<'a> {
    generator: &'static str,
    version: &'static str,
    client: &'a str,
    edition: &'static str,
    date: String,
    pages: usize,
    entities: usize,
}

fn record(portal: &Portal, pages: usize) -> Vec<u8> {
    let record = Record {
        generator: "bailiwick",
        version: env!("CARGO_PKG_VERSION"),
        client: &portal.slug,
        edition: portal.edition.word(),
        date: portal.today.to_string(),
        pages,
        entities: portal.entities.all().len(),
    };
    let mut json = serde_json::to_vec_pretty(&record).expect("a record of plain fields serialises");
    json.push(b'\n');
    json
}

/// The file that lists every other one.
const SUMS: &str = "SHA256SUMS";

/// Adds the list of all files, as `sha256sum -c` reads it.
fn sealed(mut files: Files) -> Files {
    let sums = sums(&files);
    files.insert(SitePath::new(SUMS), sums);
    files
}

fn sums(files: &Files) -> Vec<u8> {
    files.iter().map(|(path, bytes)| format!("{}  {path}\n", hex(&Sha256::digest(bytes)))).collect::<String>().into_bytes()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        use std::fmt::Write;
        write!(text, "{byte:02x}").expect("writing to a string does not fail");
        text
    })
}
