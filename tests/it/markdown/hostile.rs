//! Texts that mean harm or make no sense: the parsed HTML is held against what this module may make.

use std::collections::BTreeSet;

use bailiwick::markdown::{Ids, Target, headings, links, marks, phrase_to_html, to_html, to_plain, without_internal};
use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, QualName, local_name, ns, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use proptest::prelude::*;

use super::{html, html_and_questions, resolve};

#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "a", "aside", "b", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "h5",
    "h6", "hr", "img", "input", "label", "li", "ol", "p", "pre", "section", "span", "strong", "sup", "svg", "table", "tbody", "td",
    "th", "thead", "tr", "ul", "use",
];

#[rustfmt::skip]
const ATTRIBUTES: &[&str] = &[
    "alt", "aria-hidden", "aria-label", "checked", "class", "data-internal", "data-st", "disabled", "href", "id", "loading", "role", "scope", "src",
    "start", "tabindex", "title", "type",
];

#[rustfmt::skip]
const CLASSES: &[&str] = &[
    "", "center", "fn", "hash", "i", "note", "note note--internal", "num-c", "steps", "table", "table-wrap", "tasks",
];

/// Parses HTML as a browser would.
fn parse(html: &str) -> RcDom {
    let context = QualName::new(None, ns!(html), local_name!("div"));
    parse_fragment(RcDom::default(), ParseOpts::default(), context, Vec::new(), false).one(html)
}

/// Walks a tree in order, without recursion: hostile texts nest deeply.
fn nodes(dom: &RcDom) -> Vec<Handle> {
    let mut nodes = Vec::new();
    let mut left = vec![dom.document.clone()];
    while let Some(node) = left.pop() {
        left.extend(node.children.borrow().iter().rev().cloned());
        nodes.push(node);
    }
    nodes
}

/// Holds the parsed HTML against what may be in it.
#[track_caller]
pub(super) fn check_dom(html: &str) {
    let dom = parse(html);
    assert!(dom.errors.borrow().is_empty(), "{:?}\n{html}", dom.errors.borrow());
    let mut ids = BTreeSet::new();
    let mut anchors = Vec::new();
    for node in nodes(&dom).iter().skip(2) {
        let NodeData::Element { name, attrs, .. } = &node.data else {
            assert!(matches!(node.data, NodeData::Text { .. }), "{:?}", node.data);
            continue;
        };
        assert!(ELEMENTS.contains(&&*name.local), "<{}>", name.local);
        for attribute in attrs.borrow().iter() {
            let (key, value) = (&*attribute.name.local, &*attribute.value);
            assert!(ATTRIBUTES.contains(&key), "{key}");
            match key {
                "class" => assert!(CLASSES.contains(&value), "{value}"),
                "id" => assert!(ids.insert(value.to_owned()), "twice: {value}"),
                "href" | "src" => {
                    assert!(is_expected(value), "{value}");
                    anchors.extend(value.strip_prefix('#').filter(|anchor| !anchor.starts_with("i-")).map(str::to_owned));
                }
                _ => {}
            }
        }
    }
    for anchor in anchors {
        assert!(ids.contains(&anchor), "dead: #{anchor}");
    }
}

fn is_expected(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let own = ["#t-", "#fn-", "#fnref-", "#i-", "teams/noc.html", "services/vpn.html", "files/"];
    let web = ["http://", "https://", "mailto:", "tel:"];
    own.iter().any(|start| address.starts_with(start)) || web.iter().any(|start| lower.starts_with(start))
}

/// Lists the words of parsed HTML, each with whether an internal box holds them or the marks are to be seen.
pub(super) fn words_and_marks(html: &str) -> Vec<(String, bool)> {
    let dom = parse(html);
    let mut words = Vec::new();
    let mut left = vec![(dom.document.clone(), false)];
    while let Some((node, is_marked)) = left.pop() {
        let is_box = match &node.data {
            NodeData::Element { attrs, .. } => attrs.borrow().iter().any(|attribute| &*attribute.value == "note note--internal"),
            NodeData::Text { contents } => {
                words.push((contents.borrow().to_string(), is_marked));
                false
            }
            NodeData::Document | NodeData::Doctype { .. } | NodeData::Comment { .. } | NodeData::ProcessingInstruction { .. } => false,
        };
        left.extend(node.children.borrow().iter().rev().map(|child| (child.clone(), is_marked || is_box)));
    }
    words
}

/// Puts a text through everything, and holds the answers against each other.
#[track_caller]
fn check_all(text: &str) {
    let (html, questions) = html_and_questions(text);
    check_dom(&html);
    let found = links(text);
    let targets: BTreeSet<String> = found.iter().map(|link| format!("{:?}", link.target)).collect();
    for question in questions {
        assert!(targets.contains(&question), "asked about {question}, which `links` does not tell of\n{text:?}");
    }
    for link in &found {
        let named = &text[link.range.clone()];
        if let Target::Entity { id, .. } = link.target {
            assert!(named.starts_with("[[") && named.ends_with("]]") && named.contains(id), "{named}");
        }
    }
    let mut ids = Ids::default();
    to_html(text, &mut ids, &resolve);
    let outline: BTreeSet<String> = headings(text).into_iter().map(|heading| format!("t-{}", heading.id)).collect();
    assert_eq!(outline, ids.headings().iter().map(|heading| heading.id.clone()).collect());
    for problem in marks(text) {
        assert!(text[problem.range].starts_with(":::"));
    }
    assert!(!to_plain(text, &|_| None).contains('\n'));
    let client = without_internal(text);
    assert_eq!(without_internal(&client), client);
    let phrase = phrase_to_html(text, &mut Ids::default(), &resolve);
    check_dom(phrase.as_str());
    assert!(!phrase.as_str().contains("<p") && !phrase.as_str().contains("<li"));
}

#[test]
fn payloads_stay_words() {
    for payload in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\"><script>alert(1)</script>",
        "'\"><svg onload=alert(1)>",
        "<a href=\"javascript:x\">x</a>",
        "<style>*{}</style>",
        "<!--><script>-->",
        "<![CDATA[<script>]]>",
        "<?php x ?>",
        "</code></pre><script>",
        "</p></div></aside><script>",
        "&lt;script&gt;",
        "&#60;script&#62;",
        "\u{0}<script\u{0}>",
        "javascript:alert(1)",
        "\u{202e}x\u{1b}[31m",
    ] {
        for text in [
            payload.to_owned(),
            format!("# {payload}"),
            format!("`{payload}`"),
            format!("```{payload}\n{payload}\n```"),
            format!("[{payload}]({payload})"),
            format!("[x](<{payload}> \"{payload}\")"),
            format!("![{payload}](plan.svg '{payload}')"),
            format!("[[noc|{payload}]]"),
            format!("| {payload} |\n|---|\n"),
            format!(":::note {payload}\n{payload}\n:::"),
            format!(":::internal {payload}\n:::"),
            format!("[^{payload}]\n\n[^{payload}]: {payload}"),
            format!("[a][{payload}]\n\n[{payload}]: {payload} '{payload}'"),
            format!("<{payload}>"),
            format!("{payload}\n: {payload}"),
            format!("- [x] {payload}"),
        ] {
            check_all(&text);
        }
    }
}

// What takes time here is the parser of the HTML; the text itself is read in milliseconds.
#[test]
fn length_and_depth_cost_no_more_than_their_bytes() {
    let many = |text: &str, times: usize| text.repeat(times);
    let growing: Vec<String> = (0..300).map(|depth| format!("{}:::note\n", " ".repeat(depth % 12))).collect();
    for text in [
        many(">", 3_000),
        many("> ", 3_000),
        many("- ", 2_000),
        many("1. ", 2_000),
        many("[", 10_000),
        many("![", 10_000),
        many("[[", 10_000),
        many("[[a|", 10_000),
        many("[](", 10_000),
        many("[a](b", 5_000),
        many("*a ", 10_000),
        many("**a", 10_000),
        many("~~a ", 10_000),
        many("`", 10_000),
        many("` `` ``` ", 3_000),
        many("<", 10_000),
        many("<a ", 10_000),
        many("<!--", 5_000),
        many("<!", 5_000),
        many("&", 10_000),
        many("\\", 10_001),
        many("[^a]: ", 3_000),
        many("[^a]", 3_000) + "\n\n[^a]: b",
        many("[a]: b\n", 3_000) + &many("[a] ", 3_000),
        many(":::note\n", 1_000),
        many(":::internal\n", 1_000),
        many(":::internal\n", 1_000) + &many(":::\n", 1_000),
        many(":::\n", 10_000),
        growing.concat(),
        many("# a\n", 5_000),
        format!("# {}\n\n{}", many("long ", 5_000), many("|a|\n|-|\n\n", 2_000)),
        many("| a ", 3_000) + "\n" + &many("|--", 3_000),
        many("a\n: b\n\n", 3_000),
        many("a", 200_000),
        many("[[noc]]", 10_000),
        many("> [!NOTE]\n", 2_000),
        many(":::steps\n1. **a** b\n", 1_000),
        many("- [ ] a\n", 5_000),
        many("- a\n  ", 2_000),
        many("![a](plan.svg \"b\")\n\n", 2_000),
        many("![a ", 3_000) + &many("](plan.svg)", 3_000),
        many("\r", 10_000),
        many("é", 50_000),
        many("***\n", 5_000),
        many("_", 10_000),
        many("[[noc|*a*]] ", 5_000),
        many("<https://a.example> ", 3_000),
    ] {
        check_all(&text);
    }
}

/// Pieces that mean something in Markdown, so that a few of them meet in ways that nobody writes.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "a", "b ", "é", " ", "  ", "    ", "\t", "\n", "\n", "\n", "\n\n", "\r\n", "\r", "*", "**", "_", "~~", "`", "```", "~~~", "#",
    "## ", "> ", ">", "- ", "+ ", "1. ", "- [ ] ", "- [x] ", "[", "]", "(", ")", "![", "](", "[[", "]]", "[[noc]]", "[[service:vpn|w]]",
    "[[noc\\|*w*]]", "|", "| a | b |\n", "|---|:-:|\n", "---\n", "***\n", "===\n", ":::note\n", ":::note T *t* [[noc]]\n",
    "::: warning\n", ":::steps\n", ":::internal\n", "  :::internal\n", "> :::internal\n", ":::\n", "  :::\n", "> :::\n", ":::x\n",
    "[^1]", "[^2]", "[^1]: ", "\n[^2]: ", "<", ">", "<b>", "</b>", "<div>\n", "<!--", "-->", "<https://ok.example>", "<a@ok.example>",
    "[x](y.md)", "[x](#a)", "[x](javascript:x)", "![i](plan.svg \"t\")", "![i](x.png)", "[r]", "\n[r]: https://ok.example 't'\n",
    "\n[r]: <data:x>\n", "\\", "&amp;", "&#9;", ": ", "\n: d\n", "> [!TIP]\n", "\u{1}", "\u{0}", "\u{1}0000xx", "&#1;0000xx", "](&#1;0000xx)", "\u{feff}", "\u{a0}",
    "**T.** ",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    #[test]
    fn whatever_is_written_the_page_stays_whole(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        check_all(&pieces.concat());
    }

    #[test]
    fn any_text_at_all_is_read(text in any::<String>()) {
        check_all(&text);
    }
}

#[test]
fn a_safe_text_passes_the_check_and_an_unsafe_page_does_not() {
    check_dom(&html("a [b](https://ok.example)"));
    for page in [
        "<p style=\"x\">",
        "<script>",
        "<p onclick=\"x\">a</p>",
        "<a href=\"javascript:x\">a</a>",
        "<p id=\"a\"></p><p id=\"a\"></p>",
        "<p><p></p></p>",
    ] {
        assert!(std::panic::catch_unwind(|| check_dom(page)).is_err(), "{page}");
    }
}
