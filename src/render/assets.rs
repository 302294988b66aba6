//! Gives the files of a theme names that change with their content, so that a browser may keep them for ever.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::files::SitePath;
use crate::finding::{Finding, Findings};
use crate::render::THEME;
use crate::render::fold::{Fold, fold_script};
use crate::render::layers::{Asset, Text};
use crate::render::lean::{lean, lean_script};
use crate::source::Span;

/// A file of `assets/` as it is published.
pub(super) struct Published {
    pub(super) path: SitePath,
    pub(super) bytes: Arc<[u8]>,
}

/// What a provider's or client's own brand adds to a portal: a stylesheet of two lines, and a logo.
#[derive(Clone, Debug)]
pub struct Brand {
    /// The stylesheet's path.
    pub css: SitePath,
    /// The logo's path, which is also the icon of the page.
    pub logo: Option<SitePath>,
    /// The stylesheet and the logo, to be published.
    pub files: Vec<(SitePath, Arc<[u8]>)>,
}

/// Makes the brand's files of an accent colour, which is `#rrggbb`, and a logo: its extension without a dot, and its bytes.
pub fn brand(accent: &str, logo: Option<(&str, Arc<[u8]>)>) -> Brand {
    let logo = logo.map(|(extension, bytes)| (hashed(&format!("logo.{extension}"), &bytes), bytes));
    let css: Arc<[u8]> = brand_css(accent, logo.as_ref().map(|(name, _)| name.as_str())).into_bytes().into();
    let css_path = site_path(&hashed("brand.css", &css));
    let logo = logo.map(|(name, bytes)| (site_path(&name), bytes));
    let logo_path = logo.as_ref().map(|(path, _)| path.clone());
    let files = [Some((css_path.clone(), css)), logo].into_iter().flatten().collect();
    Brand { css: css_path, logo: logo_path, files }
}

/// Writes the brand's stylesheet, which beats the theme's as it is in no layer; the logo is named as it lies beside it.
pub fn brand_css(accent: &str, logo: Option<&str>) -> String {
    let logo = logo.map_or(String::new(), |name| format!("  --brand-logo: url(\"{name}\");\n"));
    format!(":root {{\n  --brand: {accent};\n{logo}}}\n")
}

/// Publishes the assets of a theme: all get their names, stylesheets name the others by those, and both they and scripts get their words.
pub(super) fn publish(assets: &BTreeMap<String, Asset>, fold: &mut Fold<'_>) -> BTreeMap<String, Published> {
    let mut published = BTreeMap::new();
    let is_stylesheet = |name: &str| name.ends_with(".css");
    for (name, asset) in assets.iter().filter(|(name, _)| !is_stylesheet(name)) {
        let bytes = match &asset.text {
            Some(script) => lean_script(&fold_script(&script.text, script.file, fold)).as_bytes().into(),
            None => asset.bytes.clone(),
        };
        published.insert(name.clone(), Published { path: site_path(&hashed(name, &bytes)), bytes });
    }
    let mut stylesheets = BTreeMap::new();
    for (name, asset) in assets.iter().filter(|(name, _)| is_stylesheet(name)) {
        let Some(text) = &asset.text else { continue };
        // A reader on a phone waits for the stylesheet, and what only authors need is a sixth of it, compressed too.
        let bytes: Arc<[u8]> = lean(&fold_script(&rewritten(name, text, &published, fold.findings), text.file, fold)).into_bytes().into();
        stylesheets.insert(name.clone(), Published { path: site_path(&hashed(name, &bytes)), bytes });
    }
    published.extend(stylesheets);
    published
}

fn site_path(name: &str) -> SitePath {
    SitePath::new(&format!("assets/{name}"))
}

/// Puts the first 8 hex digits of the content's SHA-256 before the extension.
fn hashed(name: &str, bytes: &[u8]) -> String {
    let mut hash = String::new();
    for byte in Sha256::digest(bytes).iter().take(4) {
        let _ = write!(hash, "{byte:02x}");
    }
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && !extension.contains('/') => format!("{stem}.{hash}.{extension}"),
        _ => format!("{name}.{hash}"),
    }
}

fn rewritten(name: &str, stylesheet: &Text, published: &BTreeMap<String, Published>, findings: &mut Findings) -> String {
    let text = &stylesheet.text;
    let from = site_path(name);
    let mut written = String::with_capacity(text.len());
    let mut done = 0;
    for range in addresses(text) {
        let address = &text[range.clone()];
        // `#p-shared` names a part of the page itself.
        if address.starts_with('#') || address.starts_with("data:") {
            continue;
        }
        match resolved(name, address).and_then(|target| published.get(&target)) {
            Some(target) => {
                written.push_str(&text[done..range.start]);
                written.push_str(&from.link_to(&target.path));
                done = range.end;
            }
            None => findings.push(no_asset(stylesheet, range, address)),
        }
    }
    written.push_str(&text[done..]);
    written
}

/// Finds what stands in the `url(…)` of a stylesheet, comments left out.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find("/*").into_iter().chain(text[at..].find("url(")).min().map(|offset| at + offset) {
        if text[next..].starts_with("/*") {
            at = text[next..].find("*/").map_or(text.len(), |end| next + end + 2);
            continue;
        }
        let start = next + "url(".len();
        let end = text[start..].find(')').map_or(text.len(), |end| start + end);
        let inner = &text[start..end];
        let address = inner.trim().trim_matches(['"', '\'']);
        let offset = inner.find(address).unwrap_or(0);
        found.push(start + offset..start + offset + address.len());
        at = end;
    }
    found
}

fn resolved(stylesheet: &str, address: &str) -> Option<String> {
    let path = crate::source::SourcePath::new(stylesheet).join(address)?;
    Some(path.as_str().to_owned())
}

fn no_asset(stylesheet: &Text, range: Range<usize>, address: &str) -> Finding {
    let span = Span::new(stylesheet.file, range.start, range.end);
    Finding::error(THEME, span, format!("`{address}` is no image or font of the theme's `assets/`"))
        .why("a portal asks nothing of other places, and a stylesheet does not load another")
}
