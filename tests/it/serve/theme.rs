//! A theme of the workspace's own, whose templates may fail on one page alone: `build` would stop, and so does the preview.

use super::counts::{change, rewrite, take};
use super::wire::Stream;
use super::{Stand, example, failing_services, put, serving};
use bailiwick::model::portal::Edition;
use bailiwick::serve::preview::{Look, State};
use bailiwick::serve::variant::Variant;
use bailiwick::serve::watch::Means;
use serde_json::Value;

const TEMPLATE: &str = "themes/default/templates/services.html";
const SERVICE: &str = "library/services/identity.md";

fn stand() -> Stand {
    let (folder, root) = example();
    put(&root.join(TEMPLATE), failing_services("Cursed"));
    Stand::new((folder, root))
}

impl Stand {
    fn retitle(&self, from: &str, to: &str) {
        change(self, SERVICE, from, to).expect("something changed");
    }

    fn look(&self, client: &str) -> Look {
        self.preview.look(&Variant::of(client))
    }
}

#[test]
fn a_change_of_content_is_shown_before_the_other_pages_are_made() {
    let stand = stand();
    assert_eq!(stand.get("/acme/").status, 200);
    let before = stand.preview.work();
    stand.retitle("title: ", "title: Renamed ");
    assert!(stand.text("/acme/services/identity.html").contains("<title>Renamed "));
    assert_eq!(stand.preview.work().rendered - before.rendered, 1);
    assert_eq!(stand.preview.prove(), []);
    let all = stand.preview.work().rendered - before.rendered;
    assert!(all > 100, "only {all} pages were made");
    assert_eq!(stand.preview.prove(), [], "it is proven once");
    assert_eq!(stand.preview.work().rendered - before.rendered, all);
    assert_eq!(stand.look("acme").state, State::Ready);
}

#[test]
fn a_page_that_cannot_be_made_brings_the_last_good_portal_back() {
    let stand = stand();
    let first = stand.look("acme");
    assert_eq!(first.state, State::Ready);
    stand.retitle("title: ", "title: Cursed ");
    assert_eq!(stand.look("acme").state, State::Ready, "nobody waits for the other pages");
    assert_eq!(stand.preview.prove(), [Variant::of("acme")]);
    let stopped = stand.look("acme");
    assert_eq!((stopped.state, stopped.good.unwrap().version), (State::Stopped, first.good.unwrap().version));
    let [finding] = &stopped.findings[..] else { panic!("{:?}", stopped.findings) };
    assert!(finding.message.contains("Cursed"), "{}", finding.message);
    assert_eq!(finding.clients, ["acme"]);
    assert!(!stand.text("/acme/services.html").contains("Cursed"));
    // What does not mend it is known not to, at once.
    stand.retitle("title: Cursed ", "title: Cursed twice ");
    assert_eq!(stand.look("acme").state, State::Stopped);
    stand.retitle("title: Cursed twice ", "title: ");
    let mended = stand.look("acme");
    assert_eq!((mended.state, mended.findings.len()), (State::Ready, 0));
}

#[test]
fn a_change_of_the_theme_that_makes_a_page_fail_is_never_shown() {
    let stand = stand();
    stand.retitle("title: ", "title: Cursory ");
    assert_eq!(stand.look("acme").state, State::Ready);
    put(&stand.root.join(TEMPLATE), failing_services("Cursory"));
    take(&stand, TEMPLATE).expect("something changed");
    assert_eq!(stand.look("acme").state, State::Stopped);
    std::fs::remove_file(stand.root.join(TEMPLATE)).unwrap();
    take(&stand, TEMPLATE).expect("something changed");
    assert_eq!(stand.look("acme").state, State::Ready);
    assert_eq!(stand.preview.prove(), [], "the shipped theme needs no proof");
}

#[test]
fn an_older_portal_is_let_go_when_a_newer_one_is_due() {
    let stand = stand();
    stand.look("acme");
    stand.retitle("title: ", "title: Cursed ");
    stand.look("acme");
    stand.retitle("title: Cursed ", "title: ");
    let before = stand.preview.work().rendered;
    assert_eq!(stand.preview.prove(), [], "what is to be replaced is not judged");
    assert_eq!(stand.preview.work().rendered, before);
    assert_eq!(stand.look("acme").state, State::Ready);
    assert_eq!(stand.preview.prove(), []);
}

#[test]
fn an_open_page_is_told_when_another_page_cannot_be_made() {
    let (_folder, root) = example();
    put(&root.join(TEMPLATE), failing_services("Cursed"));
    let port = serving(&root, Means::Events, None);
    let mut stream = Stream::open(port, &super::variant("acme", Edition::Client));
    let mut until = |state: &str| -> Value {
        loop {
            let news = stream.next().expect("the stream goes on");
            if news["state"] == state {
                return news;
            }
        }
    };
    until("ready");
    rewrite(&root.join(SERVICE), "title: ", "title: Cursed ");
    let news = until("stopped");
    assert_eq!(news["errors"], 1);
    assert!(news["findings"][0]["message"].as_str().unwrap().contains("Cursed"), "{news}");
    rewrite(&root.join(SERVICE), "title: Cursed ", "title: ");
    assert_eq!(until("ready")["errors"], 0);
}
