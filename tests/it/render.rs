//! Themes: which file counts, where a mistake is, what a page carries, and that content never becomes markup.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bailiwick::finding::Finding;
use bailiwick::render::{Brand, Nav, Shared, Theme, brand, brand_css, load, nav, page, shared};
use bailiwick::source::{SourcePath, Sources};
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use serde_json::{Value, json};

mod content;
mod mistakes;
mod pages;
mod plain;
mod sheet;
mod themes;
mod words;

const POLICY: &str =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

/// A page template that draws something with every component.
const EVERY_COMPONENT: &str = include_str!("render/every_component.html");

/// A theme, if it loaded, the texts, and each finding as `path:line:column: message (help)`.
struct Loaded {
    theme: Option<Theme>,
    sources: Sources,
    told: Vec<String>,
}

fn load_with(name: &str, files: &[(&str, &str)]) -> Loaded {
    load_in("en", name, files)
}

fn load_in(language: &str, name: &str, files: &[(&str, &str)]) -> Loaded {
    let own: BTreeMap<SourcePath, Arc<[u8]>> =
        files.iter().map(|(path, text)| (SourcePath::new(path), Arc::from(text.as_bytes()))).collect();
    let mut sources = Sources::default();
    let (theme, findings) = load(name, language, &own, &mut sources);
    let told = findings.iter().map(|finding| told(finding, &sources)).collect();
    Loaded { theme, sources, told }
}

fn told(finding: &Finding, sources: &Sources) -> String {
    let place = finding.span.map_or(String::new(), |span| {
        let at = sources.position(span);
        format!("{}:{}:{}: ", sources.get(span.file).path, at.line, at.column)
    });
    let help = finding.help.as_ref().map_or(String::new(), |help| format!(" ({help})"));
    format!("{place}{}[{}] {}{help}", finding.level.word(), finding.rule, finding.message)
}

impl Loaded {
    fn theme(&self) -> &Theme {
        self.theme.as_ref().unwrap_or_else(|| panic!("the theme did not load: {:?}", self.told))
    }

    fn try_page(&self, template: &str, context: &Value) -> Result<String, Vec<String>> {
        let shared = shared(&context["portal"], &a_brand());
        let root = context["page"]["root"].as_str().unwrap_or_default();
        let made = nav(self.theme(), &shared, root, &context["nav"]);
        match made
            .and_then(|nav| page(self.theme(), template, &shared, &nav, &context["page"], tera::Value::from_serializable(&context["view"])))
        {
            Ok(rendered) => Ok(rendered.html),
            Err(findings) => Err(findings.iter().map(|finding| told(finding, &self.sources)).collect()),
        }
    }

    fn page(&self, template: &str, context: &Value) -> String {
        self.try_page(template, context).unwrap_or_else(|told| panic!("the page was not rendered: {told:?}"))
    }
}

fn a_brand() -> Brand {
    brand("#17604d", Some(("svg", Arc::from(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".as_slice()))))
}

fn shipped() -> Loaded {
    load_with("default", &[])
}

/// The default theme with one template more.
fn with_template(name: &str, text: &str) -> Loaded {
    load_with("default", &[(&format!("themes/default/templates/{name}"), text)])
}

/// A navigation without entries.
fn no_nav(loaded: &Loaded, shared: &Shared) -> Nav {
    nav(loaded.theme(), shared, "", &json!([])).expect("nav.html is fine")
}

fn sample() -> Value {
    serde_json::from_str(include_str!("render/sample.json")).expect("the sample is JSON")
}

fn dom(html: &str) -> RcDom {
    html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(html)
}

/// Every element with its attributes, in order.
fn elements(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    fn walk(node: &Handle, found: &mut Vec<(String, Vec<(String, String)>)>) {
        if let NodeData::Element { name, attrs, .. } = &node.data {
            let attributes = attrs.borrow().iter().map(|attr| (attr.name.local.to_string(), attr.value.to_string())).collect();
            found.push((name.local.to_string(), attributes));
        }
        node.children.borrow().iter().for_each(|child| walk(child, found));
    }
    let mut found = Vec::new();
    walk(&dom(html).document, &mut found);
    found
}

/// The values of an attribute on all elements of a name.
fn attributes(html: &str, element: &str, attribute: &str) -> Vec<String> {
    let of = |(name, attributes): (String, Vec<(String, String)>)| {
        (name == element).then(|| attributes.into_iter().find(|(name, _)| name == attribute).map(|(_, value)| value)).flatten()
    };
    elements(html).into_iter().filter_map(of).collect()
}

fn symbols(html: &str) -> BTreeSet<String> {
    attributes(html, "symbol", "id").into_iter().chain(attributes(html, "pattern", "id")).collect()
}

/// Takes the hashes out of the names of assets, so that a change of style changes no snapshot of a page.
fn without_hashes(html: &str) -> String {
    html.split('.')
        .map(|part| if part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit()) { "hash" } else { part })
        .collect::<Vec<_>>()
        .join(".")
}
