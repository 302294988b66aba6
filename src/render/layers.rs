//! Lays the files of a theme over each other: what a theme extends, then what is shipped under its name, then the workspace's own.

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use crate::finding::{Finding, Findings, Level, escaped, nearest};
use crate::render::THEME;
use crate::render::fold::Folded;
use crate::render::manifest::{self, Manifest};
use crate::source::{FileId, SourcePath, Sources, Span};

/// The theme that holds the program's own words.
pub(super) const DEFAULT: &str = "default";

/// The folder of a theme's words.
const STRINGS: &str = "strings/";

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// Returns a file of a shipped theme as it is, by its path below `themes/`.
pub fn shipped(path: &str) -> Option<&'static [u8]> {
    SHIPPED.get_file(path).map(include_dir::File::contents)
}

/// Who wrote a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// It is part of the program.
    Shipped,
    /// It lies in the workspace.
    Workspace,
}

/// A text file of a theme, which findings can point into.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) file: FileId,
    pub(super) path: SourcePath,
    pub(super) text: Arc<str>,
    pub(super) origin: Origin,
    /// A template with its words in place.
    pub(super) folded: Option<Arc<Folded>>,
}

impl Text {
    /// Returns what is rendered of it.
    pub(super) fn read(&self) -> &str {
        self.folded.as_ref().map_or(&self.text, |folded| &folded.text)
    }
}

/// A file of `assets/`; its text is there if it is a stylesheet, which may name other files, or a script, which may name words.
#[derive(Clone, Debug)]
pub(super) struct Asset {
    pub(super) bytes: Arc<[u8]>,
    pub(super) text: Option<Text>,
}

/// Everything that a theme consists of, by names within `templates/` and `assets/`.
#[derive(Default)]
pub(super) struct Layers {
    pub(super) templates: BTreeMap<String, Text>,
    pub(super) assets: BTreeMap<String, Asset>,
    /// Sheets of icons, lowest first: a later one adds to the earlier and replaces single icons.
    pub(super) icons: Vec<Text>,
    /// Words of the interface by their language's tag, lowest first: a later one adds to the earlier and replaces single texts.
    pub(super) strings: BTreeMap<String, Vec<Text>>,
}

/// Gathers the files of a theme and of those that it extends, and adds their texts to the sources; nothing if there is no such theme.
pub(super) fn gather(name: &str, own: &BTreeMap<SourcePath, Arc<[u8]>>, sources: &mut Sources) -> (Option<Layers>, Findings) {
    let (chain, mut findings) = chain(name, own, sources);
    if chain.is_empty() {
        return (None, findings);
    }
    let mut layers = Layers::default();
    if chain.iter().all(|(theme, _)| theme != DEFAULT) {
        // The program's own words are in the default theme, and every theme shows some of them.
        for file in files(DEFAULT, own).into_iter().filter(|file| file.within.starts_with(STRINGS)) {
            layers.place(file, sources).map_err(|finding| findings.push(*finding)).unwrap_or_default();
        }
    }
    for (theme, manifest) in chain.iter().rev() {
        if manifest.only_own_assets {
            layers.assets.clear();
        }
        for file in files(theme, own) {
            if let Err(finding) = layers.place(file, sources) {
                findings.push(*finding);
            }
        }
    }
    (Some(layers), findings)
}

/// A file on its way into the layers: its path within the theme, and where it lies.
struct File<'a> {
    within: &'a str,
    path: SourcePath,
    bytes: Arc<[u8]>,
    origin: Origin,
}

impl Layers {
    fn place(&mut self, file: File<'_>, sources: &mut Sources) -> Result<(), Box<Finding>> {
        match file.within.split_once('/') {
            Some(("templates", name)) if name.ends_with(".html") => {
                self.templates.insert(name.to_owned(), text(&file, sources)?);
            }
            Some(("templates", _)) => return Err(no_template(&file.path)),
            Some(("assets", name)) => {
                refuse_odd_name(name, &file.path)?;
                let is_text = [".css", ".js"].iter().any(|ending| name.ends_with(ending));
                let text = if is_text { Some(text(&file, sources)?) } else { None };
                self.assets.insert(name.to_owned(), Asset { bytes: file.bytes, text });
            }
            Some(("strings", name)) => match name.strip_suffix(".toml").filter(|tag| is_tag(tag)) {
                Some(tag) => self.strings.entry(tag.to_owned()).or_default().push(text(&file, sources)?),
                None => return Err(no_strings(&file.path)),
            },
            None if file.within == "icons.svg" => self.icons.push(text(&file, sources)?),
            Some((folder, _)) => refuse_near_folder(folder, &file.path)?,
            None => {}
        }
        Ok(())
    }
}

/// Names a theme and, after it, what it extends, each with what it says about itself.
fn chain(name: &str, own: &BTreeMap<SourcePath, Arc<[u8]>>, sources: &mut Sources) -> (Vec<(String, Manifest)>, Findings) {
    let mut chain: Vec<(String, Manifest)> = Vec::new();
    let mut findings = Vec::new();
    let mut next = Some((name.to_owned(), None));
    while let Some((theme, said_at)) = next.take() {
        if chain.iter().any(|(known, _)| *known == theme) {
            findings.push(placed(format!("theme `{theme}` extends itself"), said_at));
        } else if exists(&theme, own) {
            let (manifest, wrong) = manifest(&theme, own, sources);
            findings.extend(wrong);
            next = manifest.extends.clone().map(|(name, span)| (name, Some(span)));
            chain.push((theme, manifest));
        } else {
            findings.push(unknown_theme(&theme, said_at, own));
        }
    }
    (chain, findings)
}

fn exists(theme: &str, own: &BTreeMap<SourcePath, Arc<[u8]>>) -> bool {
    names(own).contains(&theme)
}

fn names(own: &BTreeMap<SourcePath, Arc<[u8]>>) -> Vec<&str> {
    let shipped = SHIPPED.dirs().filter_map(|dir| dir.path().to_str());
    let written = own.keys().filter_map(|path| path.as_str().strip_prefix("themes/")?.split_once('/')).map(|(theme, _)| theme);
    let mut names: Vec<&str> = shipped.chain(written).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn manifest(theme: &str, own: &BTreeMap<SourcePath, Arc<[u8]>>, sources: &mut Sources) -> (Manifest, Findings) {
    // The workspace's own manifest comes last and counts; without one, the shipped one does.
    let Some(file) = files(theme, own).into_iter().rfind(|file| file.within == "theme.toml") else { return Default::default() };
    match text(&file, sources) {
        Ok(text) => manifest::read(text.file, &text.text),
        Err(finding) => (Manifest::default(), vec![*finding]),
    }
}

/// Lists a theme's own files: the shipped ones, then the workspace's, each by path. What starts with `.` is not part of a theme.
fn files<'a>(theme: &'a str, own: &'a BTreeMap<SourcePath, Arc<[u8]>>) -> Vec<File<'a>> {
    let prefix = format!("themes/{theme}/");
    let mut files = Vec::new();
    if let Some(dir) = SHIPPED.get_dir(theme) {
        shipped_files(dir, theme, &prefix, own, &mut files);
        files.sort_by(|left, right| left.path.cmp(&right.path));
    }
    for (path, bytes) in own {
        if let Some(within) = path.as_str().strip_prefix(&prefix) {
            files.push(File { within, path: path.clone(), bytes: bytes.clone(), origin: Origin::Workspace });
        }
    }
    files.retain(|file| !file.within.split('/').any(|part| part.starts_with('.')));
    files
}

fn shipped_files<'a>(dir: &'a Dir<'a>, theme: &str, prefix: &str, own: &BTreeMap<SourcePath, Arc<[u8]>>, files: &mut Vec<File<'a>>) {
    for file in dir.files() {
        let Some(within) = file.path().to_str().and_then(|path| path.strip_prefix(theme)?.strip_prefix('/')) else { continue };
        let path = SourcePath::new(&format!("{prefix}{within}"));
        // Sheets of icons and words add up; any other file gives way, and its text must not take the place of the workspace's.
        if within == "icons.svg" || within.starts_with(STRINGS) || !own.contains_key(&path) {
            files.push(File { within, path, bytes: file.contents().into(), origin: Origin::Shipped });
        }
    }
    for dir in dir.dirs() {
        shipped_files(dir, theme, prefix, own, files);
    }
}

fn text(file: &File<'_>, sources: &mut Sources) -> Result<Text, Box<Finding>> {
    let text: Arc<str> = String::from_utf8_lossy(&file.bytes).into();
    // A workspace's sheet of icons shares its path with the shipped one; only one text can stand there, and that is the workspace's.
    let id = sources.insert(file.path.clone(), text.clone());
    match std::str::from_utf8(&file.bytes) {
        Ok(_) => Ok(Text { file: id, path: file.path.clone(), text, origin: file.origin, folded: None }),
        Err(error) => {
            let at = error.valid_up_to();
            Err(Box::new(Finding::error(THEME, Span::new(id, at, at), "the file is not UTF-8 text").help("save it as UTF-8")))
        }
    }
}

fn placed(message: String, span: Option<Span>) -> Finding {
    match span {
        Some(span) => Finding::error(THEME, span, message),
        None => Finding::placeless(THEME, message),
    }
}

fn unknown_theme(theme: &str, said_at: Option<Span>, own: &BTreeMap<SourcePath, Arc<[u8]>>) -> Finding {
    let names = names(own);
    let finding = placed(format!("there is no theme `{theme}`"), said_at);
    match nearest(theme, names.iter().copied()) {
        Some(name) => finding.help(format!("did you mean `{name}`?")),
        None => finding.help(format!("there is: {}", names.join(", "))),
    }
}

fn unused(message: String) -> Finding {
    Finding { level: Level::Warning, ..Finding::placeless(THEME, message) }
}

fn no_template(path: &SourcePath) -> Box<Finding> {
    Box::new(unused(format!("`{path}` is not used: a template's name ends in `.html`")))
}

fn no_strings(path: &SourcePath) -> Box<Finding> {
    let finding = unused(format!("`{}` is not used: words are in files that are named by their language", escaped(path.as_str())));
    Box::new(finding.help("name it by a BCP 47 tag, such as `de.toml` or `de-AT.toml`"))
}

/// Tells whether a text has the shape of a language tag.
fn is_tag(text: &str) -> bool {
    text.split('-').all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn refuse_near_folder(folder: &str, path: &SourcePath) -> Result<(), Box<Finding>> {
    let Some(known) = nearest(folder, ["templates", "assets", "strings"]) else { return Ok(()) };
    let finding = unused(format!("`{path}` is not used: a theme has no folder `{folder}`"));
    Err(Box::new(finding.help(format!("did you mean `{known}`?"))))
}

fn refuse_odd_name(name: &str, path: &SourcePath) -> Result<(), Box<Finding>> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    let fine = |part: &str| !matches!(part, "" | "." | "..") && part.chars().all(plain);
    if name.split('/').all(fine) {
        return Ok(());
    }
    let message = format!("`{}` cannot be published under its name", escaped(path.as_str()));
    Err(Box::new(Finding::placeless(THEME, message).help("name the files of `assets/` with letters, digits, `.`, `-` and `_`")))
}
