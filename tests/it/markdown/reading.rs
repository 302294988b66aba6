//! What is read out of a text: links with their bytes, headings, plain words; and the types that hold texts.

use std::borrow::Cow;
use std::sync::Arc;

use bailiwick::finding::Findings;
use bailiwick::markdown::{
    Html, Ids, Phrase, Prose, Resolved, Target, Use, headings, links, phrase_to_plain, to_html, to_html_under, to_plain,
};
use bailiwick::source::{FileId, Span};
use bailiwick::yaml::{Lookup, Mention, Node, parse, read};
use serde::{Deserialize, Serialize};

use super::resolve;

fn entity<'t>(kind: Option<&'t str>, id: &'t str) -> Target<'t> {
    Target::Entity { kind, id }
}

fn file<'t>(path: &'t str, anchor: Option<&'t str>) -> Target<'t> {
    Target::File { path: Cow::Borrowed(path), anchor: anchor.map(Cow::Borrowed) }
}

fn web(address: &str) -> Target<'_> {
    Target::Web(Cow::Borrowed(address))
}

fn anchor(name: &str) -> Target<'_> {
    Target::Anchor(Cow::Borrowed(name))
}

fn refused(address: &str) -> Target<'_> {
    Target::Refused(Cow::Borrowed(address))
}

/// Holds each link against the bytes that name it and what they name.
#[track_caller]
fn check_links(text: &str, expected: &[(&str, Target<'_>)]) {
    let found: Vec<(&str, Target<'_>)> = links(text).into_iter().map(|link| (&text[link.range], link.target)).collect();
    assert_eq!(found, expected, "\nthe text was\n{text}");
}

#[test]
fn an_entity_is_named_by_the_whole_link() {
    check_links(
        "[[noc]] and [[team:noc|the *NOC*]], [[client]]",
        &[
            ("[[noc]]", entity(None, "noc")),
            ("[[team:noc|the *NOC*]]", entity(Some("team"), "noc")),
            ("[[client]]", entity(None, "client")),
        ],
    );
    check_links("été\r\n\r\n- ça [[noc]]\r\n  [[vpn|é]]\r\n", &[("[[noc]]", entity(None, "noc")), ("[[vpn|é]]", entity(None, "vpn"))]);
    check_links(
        "| é | b |\r\n|---|---|\r\n| [[team:noc|the NOC]] | [[noc\\|x]] |\r\n",
        &[("[[team:noc|the NOC]]", entity(Some("team"), "noc")), ("[[noc\\|x]]", entity(None, "noc"))],
    );
    check_links(
        "## [[noc]]\n\n> [[a]]\n\n[[[b]]]",
        &[("[[noc]]", entity(None, "noc")), ("[[a]]", entity(None, "a")), ("[[b]]", entity(None, "b"))],
    );
    check_links(
        ":::note É [[noc]] [x](y.md)\n[[vpn]]\n:::",
        &[("[[noc]]", entity(None, "noc")), ("y.md", file("y.md", None)), ("[[vpn]]", entity(None, "vpn"))],
    );
    check_links(
        "[a [[noc]] b](x.md) ![ [[vpn]] ](y.png)",
        &[("[[noc]]", entity(None, "noc")), ("x.md", file("x.md", None)), ("[[vpn]]", entity(None, "vpn")), ("y.png", file("y.png", None))],
    );
    check_links("[^1]\n\n[^1]: [[noc]]", &[("[[noc]]", entity(None, "noc"))]);
}

#[test]
fn nothing_in_code_or_raw_html_is_a_link() {
    check_links("`[[a]]` ``[[b|x]]`` `[x](y)`", &[]);
    check_links("```\n[[a]]\n[x](y)\n```\n\n    [[b]]\n", &[]);
    check_links("<div title=\"[[a]]\">\n[[b]]\n</div>\n", &[]);
    check_links("\\[[a]] [[no id]] [[A]]", &[]);
}

#[test]
fn a_destination_is_named_as_it_stands() {
    check_links("[é](a%20b.md#c%C3%A9 \"t\")", &[("a%20b.md#c%C3%A9", file("a b.md", Some("c%C3%A9")))]);
    check_links(
        "[a\\]](x(1).md) [](y.md) [`](`](z.md)",
        &[("x(1).md", file("x(1).md", None)), ("y.md", file("y.md", None)), ("z.md", file("z.md", None))],
    );
    check_links("[a]( <b c.md> ) [d](\r\n  e.md)", &[("b c.md", file("b c.md", None)), ("e.md", file("e.md", None))]);
    check_links("[a](b\\_c.md) [d](e&amp;f.md)", &[("b\\_c.md", file("b_c.md", None)), ("e&amp;f.md", file("e&f.md", None))]);
    check_links(
        "[![alt](i.png)](https://ok.example/)",
        &[("i.png", file("i.png", None)), ("https://ok.example/", web("https://ok.example/"))],
    );
    check_links(
        "<https://ok.example/é> <a@ok.example>",
        &[("https://ok.example/é", web("https://ok.example/é")), ("a@ok.example", web("mailto:a@ok.example"))],
    );
    check_links("[a](#b) [c](#)", &[("#b", anchor("b")), ("#", anchor(""))]);
    check_links("[é][r], [r][] and [r]\n\n[r]: <b c.md> 'title'\n[unused]: d.md\n", &[("b c.md", file("b c.md", None))]);
    check_links("> [a][r]\n\n> [r]:\n> b.md\n", &[("b.md", file("b.md", None))]);
}

#[test]
fn an_image_is_used_as_one() {
    let used: Vec<Use> = links("[a](b) ![c](d) [[e]]").into_iter().map(|link| link.used).collect();
    assert_eq!(used, [Use::Link, Use::Image, Use::Link]);
}

#[test]
fn what_could_do_harm_is_refused() {
    for address in [
        "javascript:alert",
        "JAVASCRIPT:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:x",
        "//evil.example",
        "/\\evil.example",
        "http:evil",
        "https:/evil",
        "x:y",
        "1:2",
        "C:/x",
        "ftp://x.example",
    ] {
        check_links(&format!("[a](<{address}>)"), &[(address, refused(address))]);
    }
    check_links("[a](<java\tscript:x>)", &[("java\tscript:x", refused("java\tscript:x"))]);
    check_links("[a](javascript&colon;x)", &[("javascript&colon;x", refused("javascript:x"))]);
    check_links("[a](java&#9;script:x)", &[("java&#9;script:x", refused("java\tscript:x"))]);
    check_links("[a](<\u{a0}javascript:x>)", &[("\u{a0}javascript:x", refused("javascript:x"))]);
}

#[test]
fn what_is_safe_is_taken_as_written() {
    for address in ["http://ok.example", "HTTPS://ok.example/a?b:c#d", "mailto:a@ok.example", "tel:+19375550110"] {
        check_links(&format!("[a]({address})"), &[(address, web(address))]);
    }
    for path in ["a.md", "../a/b.png", "/a.pdf", "a?b:c", "./a:b", "%zz"] {
        check_links(&format!("[a]({path})"), &[(path, file(path, None))]);
    }
    check_links("[a]()", &[("", file("", None))]);
}

#[test]
fn headings_are_listed_with_what_anchors_name() {
    let found: Vec<(u8, String, String)> =
        headings("## A *b*\n\n#### A b\n\n# [[noc|The NOC]] & `x`\n\n##\n\n```\n# no\n```\n\nSetext\n---\n")
            .into_iter()
            .map(|heading| (heading.level, heading.id, heading.text))
            .collect();
    let expected = [(1, "a-b", "A b"), (2, "a-b-2", "A b"), (1, "the-noc-x", "The NOC & x"), (2, "setext", "Setext")];
    assert_eq!(found, expected.map(|(level, id, text)| (level, id.to_owned(), text.to_owned())));
}

#[test]
fn an_id_is_given_once_even_where_a_heading_looks_like_it() {
    let ids: Vec<String> = headings("# a-2\n# a\n# a\n# !\n# ?\n").into_iter().map(|heading| heading.id).collect();
    assert_eq!(ids, ["a-2", "a", "a-3", "section", "section-2"]);
    let long = headings(&format!("# {}", "word ".repeat(1000)));
    assert!(long[0].id.len() < 100, "{}", long[0].id);
}

#[test]
fn several_texts_on_a_page_share_no_id() {
    let mut ids = Ids::default();
    let text = "## A\n\n[^1] [here](#a)\n\n| t |\n|---|\n\n[^1]: note";
    let first = to_html(text, &mut ids, &resolve);
    let second = to_html_under(text, 2, &mut ids, &resolve);
    assert_eq!(
        second.as_str(),
        r##"<h3 id="t-a-2">A <a class="hash" href="#t-a-2" aria-label="Link to A">#</a></h3>
<p><sup id="fnref-2"><a href="#fn-2" aria-label="Footnote 2">2</a></sup> <a href="#t-a-2">here</a></p>
<div class="table-wrap" tabindex="0" role="region" aria-label="A 2"><table class="table"><thead><tr><th scope="col">t</th></tr></thead><tbody></tbody></table></div>
<section class="fn" aria-label="Footnotes 2"><ol start="2"><li id="fn-2">note <a href="#fnref-2" aria-label="Back to the text">↩</a></li></ol></section>"##
    );
    assert!(first.as_str().contains(r#"<h2 id="t-a">"#) && first.as_str().contains(r#"id="fn-1""#));
    let outline: Vec<(u8, &str, &str)> =
        ids.headings().iter().map(|heading| (heading.level, heading.id.as_str(), heading.text.as_str())).collect();
    assert_eq!(outline, [(2, "t-a", "A"), (3, "t-a-2", "A")]);
}

#[test]
fn a_level_out_of_range_is_moved_to_the_nearest() {
    assert!(to_html_under("# a", 0, &mut Ids::default(), &resolve).as_str().starts_with("<h2 "));
    assert!(to_html_under("# a", 9, &mut Ids::default(), &resolve).as_str().starts_with("<h6 "));
}

#[test]
fn plain_text_is_one_line_of_words() {
    let words = |target: &Target<'_>| (*target == entity(None, "noc")).then(|| "the Network Operations Center".to_owned());
    let check = |text: &str, expected: &str| assert_eq!(to_plain(text, &words), expected, "\nthe text was\n{text}");
    check(
        "## A *b*\n\nOne\ntwo [[noc]], [[noc|*us*]], [[vpn]] `x  y` <b> &amp;\n",
        "A b One two the Network Operations Center, us, vpn x y <b> &",
    );
    check("- a\n- b\n  - c\n\n| d | e |\n|---|---|\n| f | g |\n", "a b c d e f g");
    check("[x](y) ![alt](z) <https://ok.example>[^1]\n\n[^1]: note", "x alt https://ok.example note");
    check(":::note Title\nText\n:::\n\n```\n:::internal\ncode [[noc]]\n:::\n```\n", "Title Text code [[noc]]");
    check("", "");
}

#[test]
fn a_phrase_in_plain_text_keeps_what_looks_like_a_block() {
    let words = |target: &Target<'_>| (*target == entity(None, "noc")).then(|| "the NOC".to_owned());
    for (text, expected) in [("1. *a* [[noc]]", "1. a the NOC"), ("> 5 users\n- x", "> 5 users - x"), ("# [x](y)", "# x"), ("", "")] {
        assert_eq!(phrase_to_plain(text, &words), expected);
    }
}

#[test]
fn html_passes_a_template_as_it_is_and_text_does_not() {
    #[derive(Serialize)]
    struct View {
        html: Html,
        text: &'static str,
    }
    let html = to_html("*a* & <b>", &mut Ids::default(), &resolve).followed_by(&Html::escaped("<i> & \"x\"\u{1}"));
    let mut tera = tera::Tera::default();
    tera.autoescape_on(vec![".html"]);
    tera.add_raw_template("t.html", "{{ view.html }} {{ view.text }}").unwrap();
    let mut context = tera::Context::new();
    context.insert("view", &View { html: html.clone(), text: "<b>" });
    assert_eq!(tera.render("t.html", &context).unwrap(), "<p><em>a</em> &amp; &lt;b&gt;</p>&lt;i&gt; &amp; &quot;x&quot; &lt;b&gt;");
    assert_eq!(serde_json::to_string(&html).unwrap(), r#""<p><em>a</em> &amp; &lt;b&gt;</p>&lt;i&gt; &amp; &quot;x&quot;""#);
    assert!(Html::default().is_empty() && !html.is_empty());
}

#[test]
fn prose_and_phrases_are_shown_to_whoever_looks_names_up() {
    struct Shown(std::cell::RefCell<Vec<String>>);
    impl Lookup for Shown {
        fn refer(&self, _: &str, _: &str, _: &Node) -> Result<Option<Mention>, Box<bailiwick::finding::Finding>> {
            Ok(None)
        }
        fn prose(&self, node: &Node, _: &mut Vec<(Mention, Span)>, _: &mut Findings) {
            self.0.borrow_mut().push(node.as_text().unwrap_or_default().to_owned());
        }
    }
    #[derive(Debug, Deserialize, Serialize, PartialEq)]
    struct Texts {
        body: Prose,
        summary: Phrase,
    }
    let (node, findings) = parse(FileId(0), "body: |\n  # a\n\n  b\nsummary: c *d*\n");
    assert!(findings.is_empty());
    let shown = Shown(Vec::new().into());
    let node: Arc<Node> = node.unwrap();
    let texts = read::<Texts>(&node, &shown, &[]).value.unwrap();
    assert_eq!(texts, Texts { body: Prose::from("# a\n\nb\n"), summary: Phrase::from("c *d*") });
    assert_eq!(shown.0.into_inner(), ["# a\n\nb\n", "c *d*"]);
    let json = r##"{"body":"# a\n\nb\n","summary":"c *d*"}"##;
    assert_eq!(serde_json::to_string(&texts).unwrap(), json);
    assert_eq!(serde_json::from_str::<Texts>(json).unwrap(), texts);
    assert!(Prose::from(" \n").is_empty() && !texts.summary.is_empty());
}

#[test]
fn an_address_that_needs_encoding_is_encoded() {
    let resolve = |_: &Target<'_>, _: Use| Resolved::Link { href: "a\"b&c.html".to_owned(), title: Some("<t>".to_owned()) };
    assert_eq!(to_html("[[x]]", &mut Ids::default(), &resolve).as_str(), "<p><a href=\"a&quot;b&amp;c.html\">&lt;t&gt;</a></p>");
}
