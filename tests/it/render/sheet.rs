//! Pages as parts of the page that holds all of them: nothing is lost, and every place has a name of its own.

use bailiwick::files::{Files, SitePath};
use bailiwick::model::portal::Edition;
use bailiwick::render::{Sheets, sheet};

use super::*;
use crate::world::{exactly, files, made, opened};

const SMALL: &str = include_str!("../../portals/small.txt");

fn sheets() -> Sheets {
    let pages = [("index.html", "index"), ("services.html", "services"), ("services/email.html", "services-email")];
    pages.into_iter().map(|(path, id)| (SitePath::new(path), id.to_owned())).collect()
}

fn of_email(content: &str) -> String {
    let sheet = sheet(&SitePath::new("services/email.html"), content, &sheets());
    let inner = sheet.strip_prefix("<article class=\"sheet\" id=\"services-email\">\n").unwrap();
    inner.strip_suffix("\n</article>\n").unwrap().to_owned()
}

#[test]
fn ids_and_what_names_them_are_told_from_those_of_other_pages() {
    assert_eq!(of_email(r#"<p id="who" class="id">"#), r#"<p id="services-email--who" class="id">"#);
    assert_eq!(
        of_email(r#"<div aria-labelledby="a b"><label for='q'>"#),
        r#"<div aria-labelledby="services-email--a services-email--b"><label for='services-email--q'>"#
    );
    assert_eq!(
        of_email(r#"<input type="radio" name="view" id="x">"#),
        r#"<input type="radio" name="services-email--view" id="services-email--x">"#
    );
    assert_eq!(of_email("<meta name=\"a\"><svg><use href=\"#i-x\"/></svg>"), "<meta name=\"a\"><svg><use href=\"#i-x\"/></svg>");
}

#[test]
fn links_lead_to_where_pages_stand_now() {
    let cases = [
        ("#who", "#services-email--who"),
        ("../index.html", "#index"),
        ("../services.html#area-network", "#services--area-network"),
        ("../services.html#area=network", "#services"),
        ("email.html#who", "#services-email--who"),
        ("../files/plan.12ab.pdf", "files/plan.12ab.pdf"),
        ("../a-to-z.html#letter", "a-to-z.html#letter"),
        ("https://vendor.example/x", "https://vendor.example/x"),
        ("mailto:a@vendor.example", "mailto:a@vendor.example"),
        ("tel:+16145550100", "tel:+16145550100"),
    ];
    for (link, expected) in cases {
        assert_eq!(of_email(&format!("<a class=\"x\" href=\"{link}\">")), format!("<a class=\"x\" href=\"{expected}\">"));
    }
    assert_eq!(of_email(r#"<img alt="" src="../files/a.png">"#), r#"<img alt="" src="files/a.png">"#);
}

#[test]
fn sections_with_a_name_are_no_landmarks_of_the_whole() {
    let cases = [
        (r#"<section class="fn" aria-label="Footnotes">"#, r#"<section role="group" class="fn" aria-label="Footnotes">"#),
        (r#"<section aria-labelledby="a">"#, r#"<section role="group" aria-labelledby="services-email--a">"#),
        (r#"<section id="a">"#, r#"<section id="services-email--a">"#),
        (r#"<section role="note" aria-label="A">"#, r#"<section role="note" aria-label="A">"#),
        (r#"<div role="region" aria-label="Week">"#, r#"<div role="group" aria-label="Week">"#),
    ];
    for (tag, expected) in cases {
        assert_eq!(of_email(tag), expected);
    }
}

#[test]
fn headings_are_a_level_lower_and_all_else_stays() {
    assert_eq!(
        of_email("<h1>A</h1><h2 id=\"b\">B</h2><h5>C</h5><h6>D</h6>"),
        "<h2>A</h2><h3 id=\"services-email--b\">B</h3><h6>C</h6><h6>D</h6>"
    );
    assert_eq!(of_email("<p>A</p><nav class=\"toc\"><a href=\"#b\">B</a></nav><p>C</p>"), "<p>A</p><p>C</p>");
    assert_eq!(of_email("<p>A<a class=\"btn\" href=\"../downloads/a.vcf\" download><i>B</i></a></p>"), "<p>A</p>");
    for same in [
        "",
        "a < b and c > d",
        "<!-- <p id=\"x\"> --><p hidden>",
        "<p title=\"a > b\" data-x='<p id=\"y\">'>",
        "<p class=plain>",
        "<p",
        "<p class=\"",
        "<!-- open",
        "<",
        "</",
        "größer <b>ß</b>",
        "<br/><hr />",
    ] {
        assert_eq!(of_email(same), same);
    }
}

/// The text below an element, as a reader sees it; what leads around, or to a file that is taken along, is none.
fn text(node: &Handle) -> String {
    if let NodeData::Element { name, attrs, .. } = &node.data
        && (&*name.local == "nav" || attrs.borrow().iter().any(|attribute| &*attribute.name.local == "download"))
    {
        return String::new();
    }
    let own = if let NodeData::Text { contents } = &node.data { contents.borrow().to_string() } else { String::new() };
    let words = node.children.borrow().iter().fold(own, |text, child| text + " " + &self::text(child));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn find(node: &Handle, is: &dyn Fn(&str, &str) -> bool) -> Option<Handle> {
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let id = attrs.borrow().iter().find(|attribute| &*attribute.name.local == "id").map(|attribute| attribute.value.to_string());
        if is(&name.local, id.as_deref().unwrap_or_default()) {
            return Some(node.clone());
        }
    }
    node.children.borrow().iter().find_map(|child| find(child, is))
}

fn html(files: &Files, path: &str) -> String {
    String::from_utf8(files.get(&SitePath::new(path)).unwrap_or_else(|| panic!("there is no {path}")).to_vec()).unwrap()
}

#[test]
fn paper_holds_every_page_once_and_every_link_on_it_leads_somewhere() {
    let (mut portals, findings) = made(&opened(exactly(&files(SMALL))), Edition::Internal);
    assert_eq!(findings, vec![]);
    let portal = portals.remove("acme").unwrap().unwrap();
    let paper = html(&portal, "print.html");

    let ids = elements(&paper).into_iter().flat_map(|(_, attributes)| attributes).filter(|(name, _)| name == "id").map(|(_, id)| id);
    let mut seen = BTreeSet::new();
    for id in ids {
        assert!(seen.insert(id.clone()), "`{id}` is there twice");
    }
    let links = attributes(&paper, "a", "href");
    let within: Vec<&str> = links.iter().filter_map(|link| link.strip_prefix('#')).collect();
    assert!(within.len() > 100, "only {} links", within.len());
    for id in within {
        assert!(seen.contains(id), "`#{id}` leads nowhere");
    }
    for link in links.iter().filter(|link| !link.starts_with('#') && !link.contains(':')) {
        let path = link.split('#').next().unwrap();
        assert!(portal.get(&SitePath::new(path)).is_some(), "`{link}` leads nowhere");
    }
    assert_eq!(elements(&paper).iter().filter(|(element, _)| element == "h1").count(), 1);

    let dom = dom(&paper);
    let mut pages = 0;
    for (path, _) in portal.iter().filter(|(path, _)| path.as_str().ends_with(".html")) {
        let id = path.as_str().trim_end_matches(".html").replace('/', "-");
        let article = find(&dom.document, &|element, known| element == "article" && known == id);
        if ["404.html", "a-to-z.html", "search.html", "print.html"].contains(&path.as_str())
            || html(&portal, path.as_str()).contains("This page has moved")
        {
            assert!(article.is_none(), "{path} is on paper");
            continue;
        }
        pages += 1;
        let on_paper = text(&article.unwrap_or_else(|| panic!("{path} is not on paper")));
        let page = super::dom(&html(&portal, path.as_str()));
        let whole = text(&find(&page.document, &|element, _| element == "main").unwrap());
        assert!(whole.ends_with(&on_paper), "{path} is otherwise on paper:\n{on_paper}\n{whole}");
        assert!(whole.len() - on_paper.len() < 400, "{path} is not whole on paper");
    }
    assert!(pages > 30, "only {pages} pages");
}

#[test]
fn a_portal_of_more_than_two_thousand_entities_has_no_paper_and_says_so() {
    let terms = |count: usize| {
        let mut small = files(SMALL);
        let rows: String =
            (0..count).map(|number| format!("- {{ id: word-{number}, title: Word {number}, meaning: A word. }}\n")).collect();
        small.insert("clients/acme/terms/many.yaml".to_owned(), rows);
        let (mut portals, findings) = made(&opened(exactly(&small)), Edition::Client);
        assert_eq!(findings, vec![]);
        portals.remove("acme").unwrap().unwrap()
    };
    let few = terms(100);
    assert!(few.get(&SitePath::new("print.html")).is_some());
    assert!(html(&few, "index.html").contains("href=\"print.html\"") && !html(&few, "a-to-z.html").contains("too large"));
    let many = terms(2_000);
    assert!(many.get(&SitePath::new("print.html")).is_none());
    assert!(!html(&many, "index.html").contains("print.html") && html(&many, "a-to-z.html").contains("too large to be printed in one"));
}
