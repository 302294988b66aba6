//! Markdown: text in, HTML, links, headings and marks out.

mod cases;
mod fenced;
mod hostile;
mod internal;
mod reading;
mod terms;

use std::cell::RefCell;

use bailiwick::markdown::{Ids, Resolved, Target, Use, phrase_to_html, to_html};

/// Answers for the few names that the cases link.
fn resolve(target: &Target<'_>, used: Use) -> Resolved {
    let link = |href: &str, title: &str| Resolved::Link { href: href.to_owned(), title: Some(title.to_owned()) };
    match (target, used) {
        (Target::Entity { kind: Some("service"), id: "vpn" }, _) => link("services/vpn.html", "VPN & remote access"),
        (Target::Entity { kind: None | Some("team"), id: "noc" }, _) => link("teams/noc.html", "Network Operations Center"),
        (Target::Entity { kind: None, id: "client" }, _) => Resolved::Plain("Acme".to_owned()),
        (Target::File { path, .. }, Use::Image) if path == "plan.svg" => Resolved::Link { href: "files/plan.svg".to_owned(), title: None },
        (Target::File { path, .. }, Use::Link) if path == "data sheet.pdf" => {
            Resolved::Link { href: "files/data-sheet.pdf".to_owned(), title: None }
        }
        _ => Resolved::Missing,
    }
}

fn html(text: &str) -> String {
    to_html(text, &mut Ids::default(), &resolve).as_str().to_owned()
}

/// Returns the HTML, and everything that was asked about on the way.
fn html_and_questions(text: &str) -> (String, Vec<String>) {
    let questions = RefCell::new(Vec::new());
    let asking = |target: &Target<'_>, used: Use| {
        questions.borrow_mut().push(format!("{target:?}"));
        resolve(target, used)
    };
    let html = to_html(text, &mut Ids::default(), &asking);
    (html.as_str().to_owned(), questions.into_inner())
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(html(text), expected, "\nthe text was\n{text}");
}

#[track_caller]
fn check_phrase(text: &str, expected: &str) {
    assert_eq!(phrase_to_html(text, &mut Ids::default(), &resolve).as_str(), expected, "\nthe text was\n{text}");
}
