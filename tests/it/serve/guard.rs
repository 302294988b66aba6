//! Who may ask what, as a matrix over real sockets. What must come back is worked out here, from the rules as they are written:
//! the right name, nobody else's page, a method that only reads, a path of this server.

use std::collections::BTreeMap;

use bailiwick::serve::watch::Means;

use super::wire::{Connection, Dice, Received};
use super::{on_disk, serving, three_clients};

/// One value of a header, or several, or none, and whether a request with it may be answered.
type Choice = (Vec<String>, bool);

fn hosts(port: u16) -> Vec<Choice> {
    let right = ["localhost", "127.0.0.1", "[::1]", "LOCALHOST", "LocalHost"];
    let mut all: Vec<Choice> = right.iter().map(|name| (vec![format!("{name}:{port}")], true)).collect();
    let wrong = [
        "localhost".to_owned(),
        "127.0.0.1".to_owned(),
        "[::1]".to_owned(),
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        format!("localhost.evil.example:{port}"),
        format!("evil-localhost:{port}"),
        format!("127.0.0.1.evil.example:{port}"),
        format!("localhost:{}", port ^ 1),
        format!("localhost:{port}0"),
        "localhost:".to_owned(),
        "localhost:0".to_owned(),
        "localhost:x".to_owned(),
        format!("localhost:-{port}"),
        format!("localhost:{}", u32::from(port) + 65_536),
        String::new(),
        ":".to_owned(),
        format!(":{port}"),
        format!("user@localhost:{port}"),
        format!("localhost:{port}@evil.example"),
        format!("user:pass@localhost:{port}"),
        format!("localhost.:{port}"),
        format!("localhost:{port}."),
        format!("localhost:{port}, evil.example"),
        format!("http://localhost:{port}"),
        format!("localhost:{port}/"),
        format!("127.1:{port}"),
        format!("0.0.0.0:{port}"),
        format!("2130706433:{port}"),
        format!("127.0.0.2:{port}"),
        format!("[::2]:{port}"),
        format!("[::]:{port}"),
        format!("[::ffff:127.0.0.1]:{port}"),
        format!("::1:{port}"),
        format!("[::1:{port}"),
        format!("[::1]x:{port}"),
        "[".to_owned(),
        "[]".to_owned(),
    ];
    all.extend(wrong.into_iter().map(|host| (vec![host], false)));
    all.push((vec![], false));
    all.push((vec![format!("localhost:{port}"); 2], false));
    all.push((vec![format!("localhost:{port}"), "evil.example".to_owned()], false));
    all.push((vec!["evil.example".to_owned(), format!("localhost:{port}")], false));
    all
}

/// Origins for one host: its own in any case of letters, and what is none of it.
fn origins(host: &str, port: u16) -> Vec<Choice> {
    let own = format!("http://{host}");
    let other = if host.to_ascii_lowercase().starts_with("localhost") { "127.0.0.1" } else { "localhost" };
    vec![
        (vec![], true),
        (vec![], true),
        (vec![own.clone()], true),
        (vec![own.to_ascii_uppercase()], true),
        (vec![own.clone(), own.clone()], true),
        (vec!["null".to_owned()], false),
        (vec![String::new()], false),
        (vec!["http://evil.example".to_owned()], false),
        (vec![format!("http://evil.example:{port}")], false),
        (vec![format!("https://{host}")], false),
        (vec![format!("{own}/")], false),
        (vec![format!("{own}.evil.example")], false),
        (vec![format!("http://{other}:{port}")], false),
        (vec![format!("http://{}", host.replace(&port.to_string(), "1"))], false),
        (vec![own.clone(), "http://evil.example".to_owned()], false),
        (vec!["http://evil.example".to_owned(), own], false),
    ]
}

fn sites() -> Vec<Choice> {
    let good = ["none", "same-origin", "same-site"].map(|site| (vec![site.to_owned()], true));
    let bad = ["cross-site", "", "junk", "Same-Origin", "same-origin, cross-site", "none;x"].map(|site| (vec![site.to_owned()], false));
    let several = [
        (vec![], true),
        (vec![], true),
        (vec!["same-origin".to_owned(), "cross-site".to_owned()], false),
        (vec!["cross-site".to_owned(), "same-origin".to_owned()], false),
    ];
    good.into_iter().chain(bad).chain(several).collect()
}

const METHODS: [(&str, bool); 12] = [
    ("GET", true),
    ("GET", true),
    ("HEAD", true),
    ("POST", false),
    ("PUT", false),
    ("DELETE", false),
    ("OPTIONS", false),
    ("TRACE", false),
    ("CONNECT", false),
    ("PATCH", false),
    ("PROPFIND", false),
    ("get", false),
];

/// What is asked for, and the status where nothing else is in the way.
fn targets(port: u16) -> Vec<(String, u16)> {
    let mut all: Vec<(String, u16)> = [
        ("/", 200),
        ("/acme/", 200),
        ("/acme/index.html", 200),
        ("/birch@internal/pages/yard.html", 200),
        ("/birch@internal@2026-12-24/build.json", 200),
        ("/-/live.js", 200),
        ("/acme", 308),
        ("/birch@internal", 308),
        ("/acme/index.html?x=/../../bailiwick.yaml", 200),
        ("/?x", 200),
        ("/acme/index.html#top", 404),
        ("/acme/../bailiwick.yaml", 404),
        ("/acme/../../bailiwick.yaml", 404),
        ("/../bailiwick.yaml", 404),
        ("/acme/%2e%2e/%2e%2e/bailiwick.yaml", 404),
        ("/%2e%2e/bailiwick.yaml", 404),
        ("/acme/%252e%252e/bailiwick.yaml", 404),
        ("/acme/..%2f..%2fbailiwick.yaml", 404),
        ("/acme/..%252fbailiwick.yaml", 404),
        ("/acme\\..\\bailiwick.yaml", 404),
        ("/acme/..\\..\\bailiwick.yaml", 404),
        ("/acme/..%5c..%5cbailiwick.yaml", 404),
        ("/acme/index.html%00.css", 404),
        ("/acme/%00", 404),
        ("/acme/index.html\0.css", 404),
        ("/\0", 404),
        ("/acme/%69ndex.html", 404),
        ("/%61cme/index.html", 404),
        ("//", 404),
        ("//acme/index.html", 404),
        ("/acme//index.html", 404),
        ("/acme/./index.html", 404),
        ("/acme/index.html/", 404),
        ("/ACME/index.html", 404),
        ("/acme@client@internal/index.html", 404),
        ("/acme@2026-12-24@internal/index.html", 404),
        ("/acme@2026-13-01/index.html", 404),
        ("/acme@/index.html", 404),
        ("/nobody/index.html", 404),
        ("/-/", 404),
        ("/-/nothing.js", 404),
        ("/-/../acme/index.html", 404),
        ("/-/live.js/../../bailiwick.yaml", 404),
        ("/-/edit/x/acme/1/0", 404),
        ("/-/events/acme/../..", 404),
        ("/etc/passwd", 404),
        ("*", 400),
        ("acme/index.html", 400),
        ("..", 400),
        ("#", 400),
        ("?", 400),
        ("\\acme", 400),
    ]
    .map(|(target, status)| (target.to_owned(), status))
    .into();
    all.push((format!("http://localhost:{port}/acme/index.html"), 400));
    all.push(("http://evil.example/acme/index.html".to_owned(), 400));
    all.push((format!("localhost:{port}"), 400));
    all.push((format!("/{}", "a".repeat(3000)), 414));
    all.push((format!("/acme/{}index.html", "../".repeat(800)), 414));
    all.push((format!("/acme/index.html?{}", "x".repeat(70_000)), 414));
    all.push((format!("http://localhost:{port}/{}", "a".repeat(5000)), 414));
    all
}

struct Case<'a> {
    host: &'a Choice,
    origin: &'a Choice,
    site: &'a Choice,
    method: (&'static str, bool),
    target: &'a (String, u16),
}

impl Case<'_> {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = format!("{} {} HTTP/1.1\r\n", self.method.0, self.target.0);
        for (name, (values, _)) in [("Host", self.host), ("Origin", self.origin), ("Sec-Fetch-Site", self.site)] {
            values.iter().for_each(|value| bytes.push_str(&format!("{name}: {value}\r\n")));
        }
        bytes.push_str("\r\n");
        bytes.into_bytes()
    }

    fn expected(&self) -> u16 {
        match (self.host.1 && self.origin.1 && self.site.1, self.method.1) {
            (false, _) => 403,
            (true, false) => 405,
            (true, true) => self.target.1,
        }
    }
}

/// What every answer has, whatever it says.
fn assert_kept_to_itself(received: &Received, case: &str) {
    let names: Vec<String> = received.headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    assert!(!names.iter().any(|name| name.starts_with("access-control-")), "{case}: {names:?}");
    assert!(!names.iter().any(|name| name == "set-cookie"), "{case}: {names:?}");
    let exactly = [
        ("X-Content-Type-Options", "nosniff"),
        ("Cache-Control", "no-store"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ];
    for (name, value) in exactly {
        assert_eq!(received.header(name), Some(value), "{case}");
    }
    let policy = received.header("Content-Security-Policy").unwrap_or_default();
    assert!(policy.ends_with("frame-ancestors 'none'") && policy.starts_with("default-src 'none'"), "{case}: {policy}");
    assert!(received.header("Content-Type").unwrap_or_default().contains("charset=utf-8"), "{case}");
}

#[test]
fn the_matrix_of_host_origin_site_method_and_path() {
    let (_folder, root) = on_disk(&three_clients());
    let port = serving(&root, Means::Events, None);
    let mut connection = Connection::open(port);
    let (hosts, sites, targets) = (hosts(port), sites(), targets(port));
    let none = (vec![], true);
    let mut seen: BTreeMap<u16, usize> = BTreeMap::new();
    let mut check = |case: Case<'_>| {
        let bytes = case.bytes();
        connection.send(&bytes);
        let received = connection.receive(case.method.0);
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(400)]).into_owned();
        assert_eq!(received.status, case.expected(), "{shown}");
        assert_kept_to_itself(&received, &shown);
        if received.status >= 400 {
            let text = received.text();
            assert!(!text.contains("bailiwick:") && !text.contains("provider:"), "a source is shown: {shown}");
        }
        *seen.entry(received.status).or_default() += 1;
    };
    // Each path with each method, by each right name.
    for target in &targets {
        for method in METHODS {
            for host in hosts.iter().filter(|host| host.1).take(3) {
                check(Case { host, origin: &none, site: &none, method, target });
            }
        }
    }
    // Each host with each of its origins and each site.
    for host in &hosts {
        let name = host.0.first().map_or("", String::as_str);
        for origin in &origins(name, port) {
            for site in &sites {
                check(Case { host, origin, site, method: METHODS[0], target: &targets[1] });
            }
        }
    }
    // And anything with anything.
    let mut dice = Dice::new(7);
    for _ in 0..3_000 {
        // Half of them by a right name, or nearly everything would be refused for that alone.
        let host = &hosts[if dice.below(2) == 0 { dice.below(5) } else { dice.below(hosts.len()) }];
        let origins = origins(host.0.first().map_or("", String::as_str), port);
        let (origin, site) = (&origins[dice.below(origins.len())], &sites[dice.below(sites.len())]);
        check(Case { host, origin, site, method: METHODS[dice.below(METHODS.len())], target: &targets[dice.below(targets.len())] });
    }
    println!("{} cases: {seen:?}", seen.values().sum::<usize>());
    assert!([200, 308, 400, 403, 404, 405, 414].iter().all(|status| seen[status] > 10), "{seen:?}");
}

#[test]
fn a_stream_is_for_the_previews_own_pages_too() {
    let (_folder, root) = on_disk(&three_clients());
    let port = serving(&root, Means::Events, None);
    for (headers, expected) in [
        (format!("Host: localhost:{port}\r\n"), 200),
        (format!("Host: evil.example:{port}\r\n"), 403),
        (format!("Host: localhost:{port}\r\nOrigin: http://evil.example\r\n"), 403),
        (format!("Host: localhost:{port}\r\nSec-Fetch-Site: cross-site\r\n"), 403),
    ] {
        let mut connection = Connection::open(port);
        connection.send(format!("GET /-/events/acme HTTP/1.1\r\n{headers}\r\n").as_bytes());
        // A stream has no length and no end: its head is read as that of an answer to a HEAD.
        let received = connection.receive("HEAD");
        assert_eq!(received.status, expected, "{headers}");
        assert_kept_to_itself(&received, &headers);
    }
}
