//! A link of a finding starts the author's editor, for the pages of this very run alone.

use std::os::unix::fs::PermissionsExt;

use bailiwick::serve::watch::Means;

use super::wire::{Connection, news, until};
use super::{TOKEN, on_disk, put, serving, three_clients};

const SAME: &str = "Sec-Fetch-Site: same-origin\r\n";

#[test]
fn only_a_page_of_this_run_opens_the_editor() {
    let mut files = three_clients();
    files.insert("clients/birch/contacts.yaml".to_owned(), b"- { id: ann-lowe, titel: One }\n- { id: x, titel: Two }\n".to_vec());
    let (folder, root) = on_disk(&files);
    let (program, log) = (folder.path().join("editor"), folder.path().join("log"));
    put(&program, format!("#!/bin/sh\necho \"$@\" >> {}\n", log.display()));
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let port = serving(&root, Means::Events, Some(&format!("{} -g {{file}}:{{line}}:{{column}}", program.display())));
    let mut connection = Connection::open(port);

    let told = news(port, "birch");
    let number = told["number"].as_u64().unwrap();
    let lines: Vec<u64> = told["findings"].as_array().unwrap().iter().map(|finding| finding["place"]["line"].as_u64().unwrap()).collect();
    let (first, second) = (lines.iter().position(|line| *line == 1).unwrap(), lines.iter().position(|line| *line == 2).unwrap());
    let place = |token: &str, index: usize| format!("/-/edit/{token}/birch/{number}/{index}");

    let mut ask = |method: &str, target: &str, headers: &str| connection.ask(method, target, headers).status;
    for headers in
        ["", "Sec-Fetch-Site: none\r\n", "Sec-Fetch-Site: same-site\r\n", "Sec-Fetch-Site: cross-site\r\n", &format!("{SAME}{SAME}")]
    {
        assert_eq!(ask("GET", &place(TOKEN, first), headers), 403, "{headers}");
    }
    assert_eq!(ask("GET", &place(TOKEN, first), &format!("{SAME}Origin: http://evil.example\r\n")), 403);
    for token in ["", "wrong", &TOKEN[1..], &TOKEN.to_uppercase(), &format!("{TOKEN}x")] {
        assert_eq!(ask("GET", &place(token, first), SAME), 403, "{token}");
    }
    assert_eq!(ask("POST", &place(TOKEN, first), SAME), 405);
    assert_eq!(ask("HEAD", &place(TOKEN, first), SAME), 200, "a HEAD is answered");
    assert_eq!(ask("GET", &format!("/-/edit/{TOKEN}/birch/{}/{first}", number + 1), SAME), 409, "findings of another moment");
    assert_eq!(ask("GET", &place(TOKEN, 99), SAME), 409);
    assert_eq!(ask("GET", &format!("/-/edit/{TOKEN}/../{number}/{first}"), SAME), 409, "a client that is not there has no findings");
    assert_eq!(ask("GET", &format!("/-/edit/{TOKEN}/-/{number}/0"), SAME), 409, "nothing is wrong but for a client");
    assert_eq!(ask("GET", &format!("{}.0", place(TOKEN, first)), SAME), 409, "it relates to nothing");
    for rest in ["birch", "birch/1", "birch/x/0", "birch/1/0/0", "nobody@@/1/0", "birch/1/-1", "birch/1/0.", "birch/1/0.x", "-/1"] {
        assert_eq!(ask("GET", &format!("/-/edit/{TOKEN}/{rest}"), SAME), 404, "{rest}");
    }
    assert_eq!(ask("GET", &place(TOKEN, second), SAME), 200);
    // What was started before would have written before.
    let expected = format!("-g {}:2:", root.join("clients/birch/contacts.yaml").display());
    until("the editor is started", || {
        let said = std::fs::read_to_string(&log).unwrap_or_default();
        if said.ends_with('\n') { Ok(()) } else { Err(said) }
    });
    let said = std::fs::read_to_string(&log).unwrap();
    assert!(said.starts_with(&expected) && said.lines().count() == 1, "only the one that was allowed: {said}");
}

#[test]
fn without_an_editor_there_is_no_such_address() {
    let (_folder, root) = on_disk(&three_clients());
    let mut connection = Connection::open(serving(&root, Means::Events, None));
    assert_eq!(connection.ask("GET", &format!("/-/edit/{TOKEN}/acme/1/0"), SAME).status, 404);
    assert!(!connection.get("/acme/").text().contains(TOKEN), "a page without an editor carries no token");
}
