//! What answers look like: types, tags, parts, and what keeps other sites away.

use super::wire::{Connection, Received};
use super::{Stand, on_disk, put, serving, three_clients};

#[test]
fn the_policy_is_the_one_that_pages_carry() {
    let template = include_str!("../../../themes/default/templates/document.html");
    let (_, rest) = template.split_once("http-equiv=\"Content-Security-Policy\" content=\"").unwrap();
    let (carried, _) = rest.split_once('"').unwrap();
    let stand = Stand::new(on_disk(&three_clients()));
    for target in ["/", "/acme/", "/acme/index.html", "/acme/no-such.html", "/-/live.js", "/nobody/", "/acme/build.json"] {
        let answer = stand.get(target);
        let (_, policy) = answer.headers.iter().find(|(name, _)| *name == "Content-Security-Policy").unwrap();
        assert_eq!(*policy, format!("{carried}; frame-ancestors 'none'"), "{target}");
    }
}

#[test]
fn each_type_is_told_with_its_charset() {
    let names = ["a.svg", "b.pdf", "c.png", "d.json", "e.txt", "f.csv", "g.jpg", "h.mp4", "i.zip", "j.xml", "k", "l.html", "m.woff2"];
    let mut files = three_clients();
    let links: String = names.iter().map(|name| format!("[{name}](../images/{name})\n")).collect();
    files.insert("clients/birch/pages/yard.md".to_owned(), format!("---\ntitle: The yard\n---\n{links}").into_bytes());
    for name in names {
        files.insert(format!("clients/birch/images/{name}"), name.as_bytes().to_vec());
    }
    let stand = Stand::new(on_disk(&files));
    let sums = stand.text("/birch/SHA256SUMS");
    let kinds: Vec<String> = names.iter().map(|name| format!("{name}: {}", kind(&stand, &attached(&sums, name)))).collect();
    assert_eq!(
        kinds,
        [
            "a.svg: image/svg+xml; charset=utf-8",
            "b.pdf: application/pdf",
            "c.png: image/png",
            "d.json: application/json; charset=utf-8",
            "e.txt: text/plain; charset=utf-8",
            "f.csv: text/csv; charset=utf-8",
            "g.jpg: image/jpeg",
            "h.mp4: video/mp4",
            "i.zip: application/zip",
            "j.xml: text/xml; charset=utf-8",
            "k: application/octet-stream",
            "l.html: text/html; charset=utf-8",
            "m.woff2: font/woff2",
        ]
    );
    let own = ["index.html", "SHA256SUMS", ".nojekyll", "build.json"].map(|path| kind(&stand, &format!("/birch/{path}")));
    assert_eq!(
        own,
        ["text/html; charset=utf-8", "text/plain; charset=utf-8", "text/plain; charset=utf-8", "application/json; charset=utf-8"]
    );
    for line in sums.lines() {
        let path = line.rsplit_once("  ").unwrap().1;
        let expected = match path.rsplit_once('.') {
            Some((_, "css")) => "text/css; charset=utf-8",
            Some((_, "js")) => "text/javascript; charset=utf-8",
            _ => continue,
        };
        assert_eq!(kind(&stand, &format!("/birch/{path}")), expected, "{path}");
    }
}

/// The address at which an attachment is published.
fn attached(sums: &str, name: &str) -> String {
    let (stem, ending) = name.split_once('.').map_or((name, String::new()), |(stem, ending)| (stem, format!(".{ending}")));
    let is_it =
        |path: &&str| path.strip_prefix("files/").is_some_and(|path| path.starts_with(&format!("{stem}.")) && path.ends_with(&ending));
    let mut paths = sums.lines().map(|line| line.rsplit_once("  ").unwrap().1).filter(is_it);
    format!("/birch/{}", paths.next().unwrap_or_else(|| panic!("{name} is published:\n{sums}")))
}

fn kind(stand: &Stand, target: &str) -> String {
    let answer = stand.get(target);
    assert_eq!(answer.status, 200, "{target}");
    answer.headers.iter().find(|(name, _)| *name == "Content-Type").unwrap().1.clone()
}

/// A server with a recording of 1,000 bytes, and where it is.
fn recording() -> (tempfile::TempDir, Connection, String) {
    let mut files = three_clients();
    files.insert("clients/birch/pages/yard.md".to_owned(), b"---\ntitle: The yard\n---\n[Listen](../images/talk.mp3)\n".to_vec());
    files.insert("clients/birch/images/talk.mp3".to_owned(), (0..1000).map(|index| b'a' + (index % 26) as u8).collect());
    let (folder, root) = on_disk(&files);
    put(&root.join("clients/birch/images/other.mp3"), "");
    let port = serving(&root, bailiwick::serve::watch::Means::Events, None);
    let mut connection = Connection::open(port);
    let sums = connection.get("/birch/SHA256SUMS").text();
    let at = attached(&sums, "talk.mp3");
    (folder, connection, at)
}

#[test]
fn what_a_browser_has_is_not_sent_again() {
    let (_folder, mut connection, talk) = recording();
    for target in ["/birch/index.html", &talk, "/-/live.js", "/"] {
        let whole = connection.get(target);
        assert_eq!(whole.status, 200, "{target}");
        let tag = whole.header("ETag").unwrap().to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 10, "{tag}");
        let same = [tag.clone(), format!("W/{tag}"), "*".to_owned(), format!("\"other\", {tag}"), format!("W/\"x\",W/{tag} , \"y\"")];
        for list in same {
            for method in ["GET", "HEAD"] {
                let answer = connection.ask(method, target, &format!("If-None-Match: {list}\r\n"));
                assert_eq!((answer.status, answer.body.len()), (304, 0), "{target} {list}");
                assert_eq!(answer.header("ETag"), Some(&*tag), "{target} {list}");
                // RFC 9110, section 8.6: the length of the whole, or none.
                let length = answer.header("Content-Length");
                assert!(length.is_none_or(|length| length == whole.body.len().to_string()), "{target}: a 304 says `{length:?}`");
            }
        }
        for list in ["\"other\"", "W/\"other\"", "", "other", &tag[..tag.len() - 1]] {
            let answer = connection.ask("GET", target, &format!("If-None-Match: {list}\r\n"));
            assert_eq!((answer.status, answer.body.len()), (200, whole.body.len()), "{target} {list}");
        }
    }
    let missing = connection.ask("GET", "/birch/none.html", "If-None-Match: *\r\n");
    assert_eq!(missing.status, 404, "what is not there is never the same");
}

#[test]
fn a_head_has_the_headers_and_no_body() {
    let (_folder, mut connection, talk) = recording();
    for target in ["/", "/acme", "/acme/", "/birch/index.html", &talk, "/-/live.js", "/nobody/", "/birch/none.html", "/%00"] {
        let whole = connection.get(target);
        let head = connection.ask("HEAD", target, "");
        let headers = |received: &Received| -> Vec<(String, String)> {
            received.headers.iter().filter(|(name, _)| name != "Date").cloned().collect()
        };
        assert_eq!((head.status, headers(&head)), (whole.status, headers(&whole)), "{target}");
    }
    // Nothing of a body stands before the next answer.
    assert_eq!(connection.get("/birch/index.html").status, 200);
    let news = connection.ask("HEAD", "/-/events/acme", "");
    assert_eq!(news.status, 200, "a stream is not begun for a HEAD");
}

#[test]
fn one_part_of_a_recording_is_sent_where_one_is_asked_for() {
    let (_folder, mut connection, talk) = recording();
    let whole = connection.get(&talk);
    assert_eq!((whole.status, whole.body.len(), whole.header("Accept-Ranges")), (200, 1000, Some("bytes")));
    let tag = whole.header("ETag").unwrap().to_owned();
    let mut part = |headers: &str| {
        let received = connection.ask("GET", &talk, headers);
        let told = received.header("Content-Range").unwrap_or("").to_owned();
        if matches!(received.status, 200 | 206) {
            let from = told.strip_prefix("bytes ").map_or(0, |range| range.split_once('-').unwrap().0.parse().unwrap());
            assert!(whole.body[from..].starts_with(&received.body), "{headers}");
            return format!("{} {} {told}", received.status, received.body.len());
        }
        format!("{} {told}", received.status)
    };
    let cases = [
        ("bytes=0-0", "206 1 bytes 0-0/1000"),
        ("bytes=0-99", "206 100 bytes 0-99/1000"),
        ("bytes=999-999", "206 1 bytes 999-999/1000"),
        ("bytes=990-", "206 10 bytes 990-999/1000"),
        ("bytes=0-", "206 1000 bytes 0-999/1000"),
        ("bytes=990-5000", "206 10 bytes 990-999/1000"),
        ("bytes=-1", "206 1 bytes 999-999/1000"),
        ("bytes=-100", "206 100 bytes 900-999/1000"),
        ("bytes=-5000", "206 1000 bytes 0-999/1000"),
        ("bytes=1000-", "416 bytes */1000"),
        ("bytes=1000-1001", "416 bytes */1000"),
        ("bytes=-0", "416 bytes */1000"),
        // What is no range, or several, gets the whole.
        ("bytes=9-1", "200 1000 "),
        ("bytes=0-1,5-6", "200 1000 "),
        ("bytes=a-b", "200 1000 "),
        ("bytes=+1-2", "200 1000 "),
        ("bytes=", "200 1000 "),
        ("bytes=-", "200 1000 "),
        ("lines=0-1", "200 1000 "),
        ("bytes=99999999999999999999999-", "200 1000 "),
    ];
    for (range, expected) in cases {
        assert_eq!(part(&format!("Range: {range}\r\n")), expected, "{range}");
    }
    assert_eq!(part(&format!("Range: bytes=0-9\r\nIf-Range: {tag}\r\n")), "206 10 bytes 0-9/1000");
    for other in ["\"other\"".to_owned(), format!("W/{tag}"), "Tue, 24 Nov 2026 08:00:00 GMT".to_owned()] {
        assert_eq!(part(&format!("Range: bytes=0-9\r\nIf-Range: {other}\r\n")), "200 1000 ", "{other}");
    }
    assert_eq!(part("Range: bytes=0-9\r\nRange: bytes=20-29\r\n"), "200 1000 ", "two ranges are several");
    let head = connection.ask("HEAD", &talk, "Range: bytes=0-9\r\n");
    assert_eq!((head.status, head.header("Content-Length")), (200, Some("1000")), "a range is for GET alone");
}
