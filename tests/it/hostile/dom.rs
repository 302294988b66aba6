//! The finished pages, parsed as a browser does, held against what may be in them.

use std::collections::BTreeSet;

use bailiwick::files::{Files, SitePath};
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Every element that a page may hold; no `style`, `iframe`, `object`, `base`, and `script` only as below.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "bdi",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "circle",
    "code",
    "dd",
    "defs",
    "del",
    "desc",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "img",
    "input",
    "kbd",
    "label",
    "legend",
    "li",
    "line",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "pre",
    "rect",
    "script",
    "section",
    "select",
    "small",
    "span",
    "strong",
    "summary",
    "sup",
    "svg",
    "symbol",
    "table",
    "tbody",
    "td",
    "template",
    "text",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "ul",
    "use",
];

/// Every attribute that an element may carry, beside `aria-*` and `data-*`; no `style`, no `on*`.
const ATTRIBUTES: &[&str] = &[
    "alt",
    "charset",
    "checked",
    "class",
    "colspan",
    "content",
    "datetime",
    "defer",
    "disabled",
    "for",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "label",
    "lang",
    "loading",
    "name",
    "opacity",
    "open",
    "placeholder",
    "popover",
    "popovertarget",
    "popovertargetaction",
    "rel",
    "role",
    "rowspan",
    "scope",
    "src",
    "start",
    "tabindex",
    "title",
    "type",
    "value",
    "autocomplete",
    "spellcheck",
    "enterkeyhint",
    // Drawings.
    "cx",
    "cy",
    "d",
    "fill",
    "fill-rule",
    "focusable",
    "height",
    "patternTransform",
    "patternUnits",
    "points",
    "r",
    "rx",
    "ry",
    "stroke",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-width",
    "text-anchor",
    "transform",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
    "dy",
    "dx",
    "markerWidth",
    "markerHeight",
    "refX",
    "refY",
    "orient",
    "marker-end",
    "preserveAspectRatio",
    "textLength",
    "lengthAdjust",
    "dominant-baseline",
    "download",
];

/// One page, parsed.
pub(super) struct Page {
    pub(super) path: SitePath,
    nodes: Vec<Handle>,
    ids: BTreeSet<String>,
}

impl Page {
    fn parse(path: &SitePath, bytes: &[u8]) -> Page {
        let html = std::str::from_utf8(bytes).unwrap();
        let dom: RcDom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(html);
        assert!(dom.errors.borrow().is_empty(), "{path}: {:?}\n{html}", dom.errors.borrow());
        let mut nodes = Vec::new();
        // Without recursion: hostile texts nest deeply.
        let mut left = vec![dom.document.clone()];
        while let Some(node) = left.pop() {
            left.extend(node.children.borrow().iter().rev().cloned());
            if let NodeData::Element { template_contents, .. } = &node.data {
                left.extend(template_contents.borrow().iter().cloned());
            }
            nodes.push(node);
        }
        let mut page = Page { path: path.clone(), nodes, ids: BTreeSet::new() };
        for (_, attributes) in page.elements() {
            for (_, id) in attributes.into_iter().filter(|(name, _)| name == "id") {
                assert!(page.ids.insert(id.clone()), "{path}: two elements have the id {id:?}");
            }
        }
        page
    }

    fn elements(&self) -> Vec<(String, Vec<(String, String)>)> {
        let element = |node: &Handle| {
            let NodeData::Element { name, attrs, .. } = &node.data else { return None };
            let attributes =
                attrs.borrow().iter().map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string())).collect();
            Some((name.local.to_string(), attributes))
        };
        self.nodes.iter().filter_map(element).collect()
    }

    /// Returns what a reader can see or hear: the text, and the attributes that hold text.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for node in &self.nodes {
            match &node.data {
                NodeData::Text { contents } => text.push_str(&contents.borrow()),
                NodeData::Element { attrs, .. } => {
                    for attribute in attrs
                        .borrow()
                        .iter()
                        .filter(|attribute| matches!(&*attribute.name.local, "title" | "aria-label" | "content" | "alt"))
                    {
                        text.push('\n');
                        text.push_str(&attribute.value);
                        text.push('\n');
                    }
                }
                NodeData::Document | NodeData::Doctype { .. } | NodeData::Comment { .. } | NodeData::ProcessingInstruction { .. } => {}
            }
        }
        text
    }
}

/// Parses every page of a portal and holds it against what may be in it; every link within the portal must lead somewhere.
pub(super) fn check_portal(portal: &Files) -> Vec<Page> {
    let pages: Vec<Page> =
        portal.iter().filter(|(path, _)| path.as_str().ends_with(".html")).map(|(path, bytes)| Page::parse(path, bytes)).collect();
    assert!(pages.len() > 2, "there is nothing to look at");
    for page in &pages {
        for node in &page.nodes {
            assert!(!matches!(node.data, NodeData::Comment { .. } | NodeData::ProcessingInstruction { .. }), "{}: a comment", page.path);
        }
        for (element, attributes) in page.elements() {
            check_element(portal, &pages, page, &element, &attributes);
        }
    }
    pages
}

fn check_element(portal: &Files, pages: &[Page], page: &Page, element: &str, attributes: &[(String, String)]) {
    let path = &page.path;
    assert!(ELEMENTS.contains(&element), "{path}: <{element}>");
    for (name, value) in attributes {
        let known = ATTRIBUTES.contains(&name.as_str()) || name.starts_with("aria-") || name.starts_with("data-");
        assert!(known && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{path}: <{element} {name}={value:?}>");
        match name.as_str() {
            "src" => assert!(is_file(portal, path, value), "{path}: <{element} src={value:?}>"),
            "href" if element == "link" => assert!(is_file(portal, path, value), "{path}: <link href={value:?}>"),
            "href" if element == "use" => assert!(page.ids.contains(value.trim_start_matches('#')), "{path}: <use href={value:?}>"),
            "href" => assert!(is_address(pages, portal, page, value), "{path}: <{element} href={value:?}>"),
            // A file keeps its own name.
            "download" => assert_eq!(value, "", "{path}"),
            "http-equiv" => assert_eq!(value, "Content-Security-Policy"),
            "action" | "formaction" | "srcdoc" | "xlink:href" => panic!("{path}: <{element} {name}>"),
            _ => {}
        }
    }
    if element == "script" {
        assert!(attributes.iter().any(|(name, value)| name == "src" && value.contains("assets/js/")), "{path}: {attributes:?}");
    }
}

/// Returns the path in the portal that a relative address leads to.
fn target(from: &SitePath, address: &str) -> Option<SitePath> {
    let mut parts: Vec<&str> = from.as_str().split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => {
                parts.pop()?;
            }
            "" | "." => return None,
            part => parts.push(part),
        }
    }
    Some(SitePath::new(&parts.join("/")))
}

fn is_file(portal: &Files, from: &SitePath, address: &str) -> bool {
    !address.contains(':') && target(from, address).is_some_and(|path| portal.get(&path).is_some())
}

fn is_address(pages: &[Page], portal: &Files, page: &Page, address: &str) -> bool {
    if ["http://", "https://", "mailto:", "tel:"].iter().any(|start| address.starts_with(start)) {
        return true;
    }
    let (file, anchor) = address.split_once('#').map_or((address, None), |(file, anchor)| (file, Some(anchor)));
    let Some(path) = (if file.is_empty() { Some(page.path.clone()) } else { target(&page.path, file) }) else { return false };
    let there = is_file(portal, &SitePath::new("x.html"), path.as_str());
    // A place in a list that only a script of the page knows begins with a word and an equals sign.
    let known = |anchor: &str| anchor.contains('=') || pages.iter().any(|other| other.path == path && other.ids.contains(anchor));
    there && anchor.is_none_or(known)
}
