//! Loads a theme: all its templates read, all names in them known, its assets named.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tera::{ErrorKind, Kwargs, State, Tera, Value};

use crate::files::SitePath;
use crate::finding::{Findings, any_error, nearest};
use crate::render::assets::{Published, publish};
use crate::render::fold::{self, Fold};
use crate::render::icons::Icons;
use crate::render::layers::{Layers, gather};
use crate::render::mistakes::{self, Templates};
use crate::render::words::Words;
use crate::source::{SourcePath, Sources};
use crate::strings::{Plurals, Strings};

/// A theme that is ready to render: its templates were read and name only what exists.
pub struct Theme {
    pub(super) name: String,
    pub(super) tera: Tera,
    pub(super) templates: Templates,
    pub(super) icons: Icons,
    assets: BTreeMap<String, Published>,
    strings: Strings,
}

impl Theme {
    /// Returns where a file of `assets/` is published, such as `portal.css` at `assets/portal.3f2a91c4.css`.
    pub fn asset(&self, name: &str) -> Option<&SitePath> {
        self.assets.get(name).map(|asset| &asset.path)
    }

    /// Walks the files that every portal of this theme publishes: all that `assets/` holds.
    pub fn assets(&self) -> impl Iterator<Item = (SitePath, Arc<[u8]>)> {
        self.assets.values().map(|asset| (asset.path.clone(), asset.bytes.clone()))
    }

    /// Returns the words of the interface.
    pub fn strings(&self) -> &Strings {
        &self.strings
    }

    /// Tells whether the theme has a template of this name.
    pub fn has_template(&self, name: &str) -> bool {
        self.templates.contains_key(name)
    }
}

/// Loads the theme of this name with the words of a language (a BCP 47 tag), from what is shipped and from the workspace's own files, which are all those under `themes/`.
///
/// A workspace's file replaces the shipped one of the same path; a theme of another name may extend one (`extends` in its `theme.toml`).
/// Files of words and sheets of icons add up instead: a later one replaces single texts and icons.
/// The texts of templates, stylesheets, scripts, words and manifests are added to `sources`, the shipped ones too, at `themes/<name>/…`,
/// so that a finding made now or while a page is rendered points at its line.
/// An error of rule `template`, `theme` or `strings` leaves no theme; one about the name itself, and the warning that there are no words in the language,
/// have no span, as only the caller knows where name and language were written.
pub fn load(name: &str, language: &str, own: &BTreeMap<SourcePath, Arc<[u8]>>, sources: &mut Sources) -> (Option<Theme>, Findings) {
    let (layers, mut findings) = gather(name, own, sources);
    let Some(mut layers) = layers else { return (None, findings) };
    let (words, wrong) = Words::read(&layers, language);
    findings.extend(wrong);
    let mut used = BTreeSet::new();
    let mut fold = Fold { strings: &words.strings, used: &mut used, findings: &mut findings };
    for text in layers.templates.values_mut() {
        text.folded = fold::fold(&text.text, text.file, &mut fold);
    }
    let assets = publish(&layers.assets, &mut fold);
    findings.extend(words.unused(&used));
    if !any_error(&findings) {
        let (tera, wrong) = engine(&layers, &assets, &words.strings);
        findings.extend(wrong);
        if !any_error(&findings) {
            let mut icons = Icons::default();
            for sheet in &layers.icons {
                icons.add(&sheet.text);
            }
            let theme = Theme { name: name.to_owned(), tera, templates: layers.templates, icons, assets, strings: words.strings };
            return (Some(theme), findings);
        }
    }
    (None, findings)
}

fn engine(layers: &Layers, assets: &BTreeMap<String, Published>, strings: &Strings) -> (Tera, Findings) {
    let mut tera = Tera::new();
    // Every template makes HTML, whatever its name.
    tera.autoescape_on([""]);
    // Tera checks the names that templates use as they are added, so these come first.
    tera.register_filter("safe", refuse_safe);
    tera.register_filter("percent_encoded", percent_encoded);
    let small = strings.text("grammar.small_within") == "yes";
    tera.register_filter(
        "within",
        move |words: &str, _: Kwargs, _: &State<'_>| if small { words.to_lowercase() } else { words.to_owned() },
    );
    tera.register_filter("sentence", sentence);
    tera.register_function("asset", link_to_asset(assets));
    tera.register_function("plural", category(strings.plurals()));
    let templates = &layers.templates;
    let findings = match tera.add_raw_templates(templates.iter().map(|(name, text)| (name, text.read()))) {
        Ok(()) => Vec::new(),
        Err(error) => read_apart(&error, templates),
    };
    (tera, findings)
}

/// Tera stops at the first template with a syntax error; reading each for itself finds those of the others.
fn read_apart(error: &tera::Error, templates: &Templates) -> Findings {
    let mut findings = Vec::new();
    for (name, text) in templates {
        if let Err(error) = Tera::new().add_raw_template(name, text.read())
            && matches!(error.kind(), ErrorKind::SyntaxError(_))
        {
            findings.extend(mistakes::findings(&error, name, templates));
        }
    }
    if findings.is_empty() {
        return mistakes::findings(error, templates.keys().next().map_or("", String::as_str), templates);
    }
    findings
}

fn refuse_safe(_: &Value, _: Kwargs, _: &State<'_>) -> tera::TeraResult<Value> {
    Err(tera::Error::message("the filter `safe` is not allowed: what is HTML already is shown as such, all else is escaped"))
}

fn sentence(words: &str, _: Kwargs, _: &State<'_>) -> String {
    let mut rest = words.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + rest.as_str())
}

fn percent_encoded(text: &str, _: Kwargs, _: &State<'_>) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// Makes the function `plural(of=3)`: the category that the language has for a whole number, such as `other`.
fn category(plurals: &Plurals) -> impl Fn(Kwargs, &State<'_>) -> tera::TeraResult<&'static str> + Sync + Send + 'static {
    let plurals = plurals.clone();
    move |arguments, _| Ok(plurals.category(arguments.must_get::<usize>("of")?).word())
}

/// Makes the function `asset(name="portal.css")`: the link from the page that is rendered, by its `page.root`.
fn link_to_asset(assets: &BTreeMap<String, Published>) -> impl Fn(Kwargs, &State<'_>) -> tera::TeraResult<String> + Sync + Send + 'static {
    let paths: BTreeMap<String, SitePath> = assets.iter().map(|(name, asset)| (name.clone(), asset.path.clone())).collect();
    move |arguments, state| {
        let name = arguments.must_get::<&str>("name")?;
        let Some(path) = paths.get(name) else {
            let near = nearest(name, paths.keys().map(String::as_str)).map_or(String::new(), |near| format!(": did you mean `{near}`?"));
            return Err(tera::Error::message(format!("the theme has no asset `{name}`{near}")));
        };
        let page = state.get::<Value>("page")?;
        let root = page.as_ref().and_then(|page| page.get_from_path("root")).and_then(Value::as_str);
        let root = root.ok_or_else(|| tera::Error::message("`asset` needs `page.root`, which a component does not see"))?;
        Ok(format!("{root}{path}"))
    }
}
