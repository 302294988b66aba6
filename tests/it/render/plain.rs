//! The plain theme: every page of the default theme, without script and with one small stylesheet.

use bailiwick::model::portal::Edition;

use super::*;
use crate::world::{exactly, files, made, opened};

const SMALL: &str = include_str!("../../portals/small.txt");

#[test]
fn it_publishes_one_small_stylesheet() {
    let loaded = load_with("plain", &[]);
    assert_eq!(loaded.told, Vec::<String>::new());
    let assets: Vec<_> = loaded.theme().assets().map(|(path, bytes)| (without_hashes(path.as_str()), bytes.len())).collect();
    let [(path, size)] = &assets[..] else { panic!("{assets:?}") };
    assert_eq!(path, "assets/plain.hash.css");
    assert!(*size < 8_000, "{size} bytes");
}

#[test]
fn every_page_is_there_and_carries_no_script() {
    let small = files(SMALL);
    let portals = ["default", "plain"].map(|theme| {
        let mut written = small.clone();
        written.get_mut("bailiwick.yaml").unwrap().push_str(&format!("theme: {theme}\n"));
        let (mut portals, findings) = made(&opened(exactly(&written)), Edition::Internal);
        assert_eq!(findings, vec![], "{theme}");
        portals.remove("acme").unwrap().unwrap()
    });
    let [default, plain] = portals.map(|portal| {
        let pages = portal.iter().filter(|(path, _)| path.as_str().ends_with(".html"));
        pages.map(|(path, bytes)| (path.to_string(), String::from_utf8(bytes.to_vec()).unwrap())).collect::<BTreeMap<_, _>>()
    });
    // Where no script runs, nothing searches: the A to Z is there.
    let without_search = default.keys().filter(|path| *path != "search.html");
    assert_eq!(without_search.collect::<Vec<_>>(), plain.keys().collect::<Vec<_>>());
    assert!(plain.len() > 30, "only {} pages", plain.len());
    for (path, html) in &plain {
        assert_eq!(elements(html).iter().filter(|(element, _)| element == "script").count(), 0, "{path}");
        let styles: Vec<String> = attributes(html, "link", "href").into_iter().filter(|href| href.ends_with(".css")).collect();
        assert!(styles.len() == 1 && styles[0].contains("assets/plain."), "{path}: {styles:?}");
        let headings = |html: &str| elements(html).iter().filter(|(element, _)| element == "h1" || element == "h3").count();
        assert_eq!(headings(html), headings(&default[path]), "{path} has other content");
    }
}

#[test]
fn a_theme_may_publish_only_its_own_assets() {
    let extended = ("themes/house/theme.toml", "extends = \"default\"\n");
    let own = ("themes/house/assets/house.css", "p { margin: 0 }");
    let with = load_with("house", &[extended, own]);
    assert!(with.theme().asset("portal.css").is_some() && with.theme().asset("house.css").is_some());
    let without = load_with("house", &[("themes/house/theme.toml", "extends = \"plain\"\nassets = \"own\"\n"), own]);
    // What the default theme's document names is gone with its assets; the plain one names `plain.css`.
    assert!(without.theme().asset("portal.css").is_none() && without.theme().asset("plain.css").is_none());
    assert!(without.theme().asset("house.css").is_some());
}

#[test]
fn whose_assets_it_publishes_is_own_or_not_said() {
    let loaded = load_with("house", &[("themes/house/theme.toml", "extends = \"default\"\nassets = \"owm\"\n")]);
    assert!(loaded.theme.is_none());
    assert_eq!(
        loaded.told,
        [
            "themes/house/theme.toml:2:11: error[theme] `assets` cannot be `owm` (`own`, or leave the line out: then those of the extended theme are published, too)"
        ]
    );
}
