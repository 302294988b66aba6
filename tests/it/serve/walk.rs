//! Every file of the example is served as a build makes it, and nothing else is served.

use std::collections::BTreeSet;

use bailiwick::model::portal::Edition;

use super::{Clean, EDITIONS, Stand, clean, example, variant, without_script};

#[test]
fn every_file_is_served_as_it_is_built() {
    let stand = Stand::new(example());
    let mut files = 0;
    for ((client, edition), built) in clean(&stand.root) {
        assert_eq!(built.state, "ready", "{client}: {}", built.json);
        assert!(built.files.contains_key("SHA256SUMS") && built.files.contains_key("build.json"), "{client}");
        for (path, bytes) in &built.files {
            let at = format!("/{}/{path}", variant(&client, edition));
            let answer = stand.get(&at);
            assert_eq!(answer.status, 200, "{at}");
            let is_page = path.ends_with(".html");
            let told = String::from_utf8_lossy(&answer.body).matches("/-/live.js").count();
            assert_eq!(told, usize::from(is_page), "{at}: the live script stands in each page once, and nowhere else");
            assert!(*bytes == without_script(&answer.body).into(), "{at} is not what a build makes");
            files += 1;
        }
        let home = stand.get(&format!("/{}/", variant(&client, edition)));
        assert!(built.files["index.html"] == without_script(&home.body).into(), "the folder of {client} is its home page");
        if edition == Edition::Client {
            let plain = stand.get(&format!("/{client}/index.html"));
            assert!(built.files["index.html"] == without_script(&plain.body).into(), "{client}: the plain address has the plain edition");
        }
    }
    assert!(files > 600, "{files} files");
}

#[test]
fn nothing_else_is_served() {
    let stand = Stand::new(example());
    let portals = clean(&stand.root);
    let mut asked = 0;
    for ((client, edition), built) in &portals {
        let prefix = format!("/{}", variant(client, *edition));
        for other in elsewhere(&stand, &portals, built) {
            // A name that the portal has as well is its own file.
            let spellings = ["", "../", "../../", "..%2f", "%2e%2e/", ".\\", "..\\", "%2e%2e%2f%2e%2e%2f", "./", "/", "%2f", "files/../"];
            for spelling in spellings {
                assert_missing(&stand, &format!("{prefix}/{spelling}{other}"));
                asked += 1;
            }
        }
    }
    for source in sources(&stand) {
        for prefix in ["/", "/-/", "//", "/../", "/..%2f", "/%2e%2e/", "/./", "/clients/", "/.", "/~", "/\\", "/files/"] {
            assert_missing(&stand, &format!("{prefix}{source}"));
            asked += 1;
        }
    }
    assert!(asked > 5_000, "{asked}");
}

/// Follows a redirection, as browsers do: what it leads to counts.
fn assert_missing(stand: &Stand, target: &str) {
    let mut answer = stand.get(target);
    if answer.status == 308 {
        let place = answer.headers.iter().find(|(name, _)| *name == "Location").unwrap().1.clone();
        answer = stand.get(&place);
    }
    assert_eq!(answer.status, 404, "{target}");
}

fn sources(stand: &Stand) -> BTreeSet<String> {
    let files = walkdir::WalkDir::new(&stand.root).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    files.map(|entry| entry.path().strip_prefix(&stand.root).unwrap().to_str().unwrap().to_owned()).collect()
}

/// What lies in the workspace, in themes and in other portals, and not in this one.
fn elsewhere(stand: &Stand, portals: &std::collections::BTreeMap<(String, Edition), Clean>, own: &Clean) -> BTreeSet<String> {
    let mut names = sources(stand);
    names.extend(portals.values().flat_map(|portal| portal.files.keys().cloned()));
    for client in portals.keys().map(|(client, _)| client) {
        names.extend(["", "/", "/index.html", "/client.yaml"].map(|rest| format!("{client}{rest}")));
        names.extend(EDITIONS.map(|edition| variant(client, edition)));
    }
    let theme = ["templates/page.html", "templates/document.html", "theme.toml", "icons.svg", "assets/portal.css", "js/theme.js"];
    let machine =
        ["etc/passwd", ".git/config", ".bailiwick.lock", "proc/self/environ", "live.js", "-/live.js", "index", "index.html/", "."];
    names.extend(theme.into_iter().chain(machine).map(str::to_owned));
    names.extend(theme.map(|path| format!("themes/default/{path}")));
    names.retain(|name| !name.is_empty() && !own.files.contains_key(name));
    names
}
