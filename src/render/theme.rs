//! Loads a theme: all its templates read, all names in them known, its assets named.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{ErrorKind, Kwargs, State, Tera, Value};

use crate::files::SitePath;
use crate::finding::{Findings, any_error, nearest};
use crate::render::assets::{Published, publish};
use crate::render::icons::Icons;
use crate::render::layers::{Layers, gather};
use crate::render::mistakes::{self, Templates};
use crate::source::{SourcePath, Sources};

/// A theme that is ready to render: its templates were read and name only what exists.
pub struct Theme {
    pub(super) name: String,
    pub(super) tera: Tera,
    pub(super) templates: Templates,
    pub(super) icons: Icons,
    assets: BTreeMap<String, Published>,
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

    /// Tells whether the theme has a template of this name.
    pub fn has_template(&self, name: &str) -> bool {
        self.templates.contains_key(name)
    }
}

/// Loads the theme of this name from what is shipped and from the workspace's own files, which are all those under `themes/`.
///
/// A workspace's file replaces the shipped one of the same path; a theme of another name may extend one (`extends` in its `theme.toml`).
/// The texts of templates, stylesheets and manifests are added to `sources`, the shipped ones too, at `themes/<name>/…`,
/// so that a finding made now or while a page is rendered points at its line.
/// An error of rule `template` or `theme` leaves no theme; one about the name itself has no span, as only the caller knows where it was written.
pub fn load(name: &str, own: &BTreeMap<SourcePath, Arc<[u8]>>, sources: &mut Sources) -> (Option<Theme>, Findings) {
    let (layers, mut findings) = gather(name, own, sources);
    let Some(layers) = layers else { return (None, findings) };
    let (assets, wrong) = publish(&layers.assets);
    findings.extend(wrong);
    let (tera, wrong) = engine(&layers, &assets);
    findings.extend(wrong);
    if any_error(&findings) {
        return (None, findings);
    }
    let mut icons = Icons::default();
    for sheet in &layers.icons {
        icons.add(&sheet.text);
    }
    (Some(Theme { name: name.to_owned(), tera, templates: layers.templates, icons, assets }), findings)
}

fn engine(layers: &Layers, assets: &BTreeMap<String, Published>) -> (Tera, Findings) {
    let mut tera = Tera::new();
    // Every template makes HTML, whatever its name.
    tera.autoescape_on([""]);
    // Tera checks the names that templates use as they are added, so these come first.
    tera.register_filter("safe", refuse_safe);
    tera.register_filter("percent_encoded", percent_encoded);
    tera.register_function("asset", link_to_asset(assets));
    let templates = &layers.templates;
    let findings = match tera.add_raw_templates(templates.iter().map(|(name, text)| (name, &text.text))) {
        Ok(()) => Vec::new(),
        Err(error) => read_apart(&error, templates),
    };
    (tera, findings)
}

/// Tera stops at the first template with a syntax error; reading each for itself finds those of the others.
fn read_apart(error: &tera::Error, templates: &Templates) -> Findings {
    let mut findings = Vec::new();
    for (name, text) in templates {
        if let Err(error) = Tera::new().add_raw_template(name, &text.text)
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
