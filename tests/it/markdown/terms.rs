//! Words with an entry in the glossary: where they are found, and which use of them becomes a link.

use std::sync::Arc;

use bailiwick::markdown::{Ids, Resolved, Target, Terms, Use, phrase_to_html, to_html};

fn terms() -> Arc<Terms> {
    let ids: Vec<(Arc<str>, &str)> = [
        ("rto", "RTO"),
        ("rto", "recovery time objective"),
        ("change", "Change"),
        ("change-window", "Change window"),
        ("stoerung", "Störung"),
        ("ephi", "ePHI"),
        ("p1", "P1"),
    ]
    .map(|(id, form)| (Arc::from(id), form))
    .into();
    Arc::new(Terms::new(ids.iter().map(|(id, form)| (id, *form))))
}

fn resolve(target: &Target<'_>, _: Use) -> Resolved {
    match target {
        Target::Entity { kind: Some("term"), id } => Resolved::Link { href: format!("g#{id}"), title: None },
        Target::Entity { kind: Some(_) | None, id } => Resolved::Link { href: format!("{id}.html"), title: Some(format!("The {id}")) },
        Target::Anchor(_) | Target::File { .. } | Target::Web(_) | Target::Refused(_) => Resolved::Missing,
    }
}

fn found(text: &str) -> Vec<String> {
    terms().find(text).into_iter().map(|found| format!("{}={}", &text[found.range], found.id)).collect()
}

#[test]
fn a_form_is_found_as_whole_words() {
    assert_eq!(found("The RTO, and RTOs: not rto."), ["RTO=rto"]);
    assert_eq!(found("Recovery time objective"), ["Recovery time objective=rto"]);
    assert_eq!(found("exchange P10 P1"), ["P1=p1"]);
    assert_eq!(found(""), [""; 0]);
}

#[test]
fn a_capital_inside_makes_case_count() {
    assert_eq!(found("ePHI EPHI ephi"), ["ePHI=ephi"]);
    assert_eq!(found("Eine störung, STÖRUNG"), ["störung=stoerung", "STÖRUNG=stoerung"]);
}

#[test]
fn the_longest_form_counts() {
    assert_eq!(found("a change window, a change"), ["change window=change-window", "change=change"]);
}

#[test]
fn the_first_use_in_a_page_links() {
    let mut ids = Ids::linking(terms());
    let first = to_html("# RTO here\n\nThe RTO, `RTO`, [RTO](tel:1), *RTO*.\n", &mut ids, &resolve);
    assert_eq!(
        first.as_str(),
        "<h2 id=\"t-rto-here\">RTO here <a class=\"hash\" href=\"#t-rto-here\" aria-label=\"Link to RTO here\">#</a></h2>\n\
         <p>The <a class=\"def\" href=\"g#rto\">RTO</a>, <code>RTO</code>, <a href=\"tel:1\">RTO</a>, <em>RTO</em>.</p>"
    );
    assert_eq!(phrase_to_html("RTO & P1", &mut ids, &resolve).as_str(), "RTO &amp; <a class=\"def\" href=\"g#p1\">P1</a>");
}

#[test]
fn a_link_takes_no_link_in() {
    let mut ids = Ids::linking(terms());
    let html = phrase_to_html("[[noc|the P1 desk]] and **P1**", &mut ids, &resolve);
    assert_eq!(html.as_str(), "<a href=\"noc.html\">the P1 desk</a> and <strong><a class=\"def\" href=\"g#p1\">P1</a></strong>");
}

#[test]
fn a_term_without_a_place_stays_text() {
    let missing = |_: &Target<'_>, _: Use| Resolved::Missing;
    assert_eq!(phrase_to_html("P1 <b>", &mut Ids::linking(terms()), &missing).as_str(), "P1 &lt;b&gt;");
}
