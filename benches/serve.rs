//! How long it takes from saving a file until a browser has the new text: save, wait for the event, fetch the page, see the text in it.
//!
//! Half of the saves write the file in place, half write another one and rename it over. Each size has a workspace of its own.
//! Hugo is measured in the same run by the same method where `PEER` names its program and `PEER_SITE` a site of it whose
//! `content/` holds a Markdown file at `PEER_PAGE` (such as `docs/section-001/page-00007`); `PEER_WORKSPACE` then names a workspace
//! with the same pages as `clients/acme/pages/<last part of PEER_PAGE>.md`.
//!
//! `cargo bench --bench serve` prints medians and 99th percentiles, and after 2,000 more edits the memory and the open files of the server.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark writes files, reads the clock and prints figures")]

mod generate;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const EDITS: usize = 200;
const SOAK: usize = 2_000;
const PATIENCE: Duration = Duration::from_secs(20);

fn main() {
    println!("{:<52}{:>8}{:>12}{:>12}", "saved to visible", "edits", "median", "99th");
    for entities in [1_000, 10_000] {
        let folder = tempfile::tempdir().expect("a folder");
        write_workspace(folder.path(), entities);
        let server = Server::bailiwick(folder.path());
        for (what, file, page) in targets(folder.path()) {
            let mut watcher = Watcher::events(&server, "/-/events/acme");
            let edited = Edited::new(folder.path().join(&file));
            report(&format!("{entities} entities, {what}"), &run(&server, &mut watcher, &edited, &page, EDITS));
        }
        if entities == 1_000 {
            soak(&server, folder.path());
        }
        drop(server);
        own_theme(folder.path(), entities);
    }
    peers();
}

/// The same where a template of the workspace's own replaces a shipped one: `build` would stop if it failed on any page.
fn own_theme(root: &Path, entities: usize) {
    put(&root.join("themes/default/templates/404.html"), include_bytes!("../themes/default/templates/404.html"));
    let server = Server::bailiwick(root);
    let (what, file, page) = targets(root).remove(0);
    let mut watcher = Watcher::events(&server, "/-/events/acme");
    let edited = Edited::new(root.join(&file));
    report(&format!("{entities} entities, own theme, {what}"), &run(&server, &mut watcher, &edited, &page, EDITS));
}

/// What is edited: what it is, its file, and the page that shows it.
fn targets(root: &Path) -> Vec<(&'static str, String, String)> {
    let list = "clients/acme/responsibilities/responsibilities-0.yaml";
    let rows = fs::read_to_string(root.join(list)).expect("a list");
    let id = rows.lines().next().and_then(|line| line.strip_prefix("- id: ")).expect("an id").to_owned();
    vec![
        ("a service's Markdown", "clients/acme/services/service-3.md".to_owned(), "/acme/services/service-3.html".to_owned()),
        ("a row of a list", list.to_owned(), format!("/acme/responsibilities/{id}.html")),
    ]
}

fn write_workspace(root: &Path, entities: usize) {
    let written = generate::workspace(entities);
    for (_, source) in written.sources.iter() {
        put(&root.join(source.path.as_str()), source.text.as_bytes());
    }
    for path in &written.attachments {
        put(&root.join(path.as_str()), &generate::picture());
    }
}

fn put(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

/// A file whose summary, or last line, is written anew each time.
struct Edited {
    path: PathBuf,
    before: String,
    after: String,
}

impl Edited {
    fn new(path: PathBuf) -> Edited {
        let text = fs::read_to_string(&path).expect("a file");
        let (before, after) = match text.split_once("summary: ") {
            Some((before, rest)) => {
                let (_, after) = rest.split_once('\n').expect("a line");
                (format!("{before}summary: "), format!("\n{after}"))
            }
            None => (text, "\n".to_owned()),
        };
        Edited { path, before, after }
    }

    fn save_in_place(&self, words: &str) {
        fs::write(&self.path, self.text(words)).expect("a file");
    }

    fn save_by_rename(&self, words: &str) {
        let other = self.path.with_file_name(".saving");
        fs::write(&other, self.text(words)).expect("a file");
        fs::rename(&other, &self.path).expect("a file renamed");
    }

    fn text(&self, words: &str) -> String {
        format!("{}{words}{}", self.before, self.after)
    }
}

/// Saves a number of times and returns how long each took to be seen.
fn run(server: &Server, watcher: &mut Watcher, edited: &Edited, page: &str, edits: usize) -> Vec<Duration> {
    let mut browser = Browser::new(server.port);
    browser.get(page);
    let mut times = Vec::new();
    for edit in 0..edits {
        let words = format!("Seen as edit {edit} of process {}.", std::process::id());
        let start = Instant::now();
        if edit % 2 == 0 {
            edited.save_in_place(&words);
        } else {
            edited.save_by_rename(&words);
        }
        loop {
            watcher.wait();
            if contains(&browser.get(page), &words) {
                break;
            }
            assert!(start.elapsed() < PATIENCE, "edit {edit} of {} is not seen", edited.path.display());
        }
        times.push(start.elapsed());
        std::thread::sleep(Duration::from_millis(5));
    }
    times
}

fn contains(page: &[u8], words: &str) -> bool {
    page.windows(words.len()).any(|window| window == words.as_bytes())
}

fn report(what: &str, times: &[Duration]) {
    let mut times = times.to_vec();
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1000.0;
    println!("{what:<52}{:>8}{:>9.1} ms{:>9.1} ms", times.len(), at(50), at(99));
}

/// Edits on and on, and looks at what the server holds.
fn soak(server: &Server, root: &Path) {
    let (_, file, page) = targets(root).remove(0);
    let edited = Edited::new(root.join(file));
    let mut watcher = Watcher::events(server, "/-/events/acme");
    let before = server.held();
    let mut times = Vec::new();
    for _ in 0..4 {
        times.extend(run(server, &mut watcher, &edited, &page, SOAK / 4));
        let (memory, files) = server.held();
        println!("    after {:>5} edits: {:>6.1} MB, {files} open files", times.len(), memory);
    }
    println!("    before them:        {:>6.1} MB, {} open files", before.0, before.1);
    report("1000 entities, on and on", &times);
}

/// A server that runs until the value is dropped.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn bailiwick(root: &Path) -> Server {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
        command.args(["serve", "--port", "0", "--today", "2026-11-24"]).arg(root).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("its address");
        let port = line.trim().trim_end_matches('/').rsplit_once(':').and_then(|(_, port)| port.parse().ok()).expect("a port");
        Server { child, port }
    }

    fn hugo(program: &str, site: &Path) -> Server {
        let port = 13_131;
        let mut command = Command::new(program);
        command.args(["server", "--port", &port.to_string(), "--source"]).arg(site).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().expect("Hugo starts");
        let server = Server { child, port };
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(start.elapsed() < 3 * PATIENCE, "Hugo does not listen");
            std::thread::sleep(Duration::from_millis(50));
        }
        server
    }

    /// Returns the memory in MB and the number of open files.
    fn held(&self) -> (f64, usize) {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let kilobytes =
            status.lines().find_map(|line| line.strip_prefix("VmRSS:")).and_then(|rest| rest.trim().split(' ').next()?.parse::<f64>().ok());
        let files = fs::read_dir(format!("/proc/{}/fd", self.child.id())).map_or(0, Iterator::count);
        (kilobytes.unwrap_or_default() / 1024.0, files)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A connection that is kept and used again, as a browser does.
struct Browser {
    port: u16,
    stream: BufReader<TcpStream>,
}

impl Browser {
    fn new(port: u16) -> Browser {
        Browser { port, stream: BufReader::new(connect(port)) }
    }

    fn get(&mut self, path: &str) -> Vec<u8> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port);
        self.stream.get_mut().write_all(request.as_bytes()).expect("a request");
        let (mut length, mut chunked, mut line) = (0, false, String::new());
        loop {
            line.clear();
            self.stream.read_line(&mut line).expect("a header");
            let lower = line.to_ascii_lowercase();
            if let Some(value) = lower.strip_prefix("content-length:") {
                length = value.trim().parse().expect("a length");
            }
            chunked |= lower.starts_with("transfer-encoding: chunked");
            if line == "\r\n" {
                break;
            }
        }
        let mut body = Vec::new();
        if chunked {
            while self.chunk(&mut body) {}
        } else {
            body.resize(length, 0);
            self.stream.read_exact(&mut body).expect("a body");
        }
        body
    }

    fn chunk(&mut self, body: &mut Vec<u8>) -> bool {
        let mut line = String::new();
        self.stream.read_line(&mut line).expect("a chunk");
        let length = usize::from_str_radix(line.trim(), 16).expect("a chunk's length");
        let start = body.len();
        body.resize(start + length, 0);
        self.stream.read_exact(&mut body[start..]).expect("a chunk");
        self.stream.read_line(&mut line).expect("the end of a chunk");
        length > 0
    }
}

fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    stream.set_nodelay(true).expect("no delay");
    stream.set_read_timeout(Some(PATIENCE)).expect("a time-out");
    stream
}

/// What a page listens to.
enum Watcher {
    /// Server-sent events.
    Events(BufReader<TcpStream>),
    /// A web socket; any message means a change.
    Socket(TcpStream),
}

impl Watcher {
    fn events(server: &Server, path: &str) -> Watcher {
        let mut stream = connect(server.port);
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port);
        stream.write_all(request.as_bytes()).expect("a request");
        let mut watcher = Watcher::Events(BufReader::new(stream));
        // The first tells how things stand.
        watcher.wait();
        watcher
    }

    fn socket(server: &Server, path: &str) -> Watcher {
        let mut stream = connect(server.port);
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: localhost:{0}\r\nOrigin: http://localhost:{0}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
            server.port
        );
        stream.write_all(request.as_bytes()).expect("a request");
        let mut answer = [0; 4096];
        let length = stream.read(&mut answer).expect("an answer");
        assert!(answer[..length].starts_with(b"HTTP/1.1 101"), "no web socket");
        Watcher::Socket(stream)
    }

    fn wait(&mut self) {
        match self {
            Watcher::Events(stream) => {
                let mut line = String::new();
                while !line.starts_with("data: {") {
                    line.clear();
                    assert!(stream.read_line(&mut line).expect("an event") > 0, "the stream has ended");
                }
            }
            Watcher::Socket(stream) => {
                let mut some = [0; 4096];
                assert!(stream.read(&mut some).expect("a message") > 0, "the web socket has ended");
            }
        }
    }
}

/// Hugo and Bailiwick with the same Markdown pages.
fn peers() {
    let variable = |name: &str| std::env::var(name).ok();
    let (Some(hugo), Some(site), Some(page)) = (variable("PEER"), variable("PEER_SITE"), variable("PEER_PAGE")) else {
        println!("Hugo is not measured: PEER, PEER_SITE and PEER_PAGE say where it is");
        return;
    };
    let name = page.rsplit('/').next().expect("a name").to_owned();
    if let Some(root) = variable("PEER_WORKSPACE").map(PathBuf::from) {
        let server = Server::bailiwick(&root);
        let mut watcher = Watcher::events(&server, "/-/events/acme");
        let edited = Edited::new(root.join(format!("clients/acme/pages/{name}.md")));
        report("the same pages, Bailiwick", &run(&server, &mut watcher, &edited, &format!("/acme/pages/{name}.html"), EDITS));
    }
    let site = PathBuf::from(site);
    let server = Server::hugo(&hugo, &site);
    let mut watcher = Watcher::socket(&server, "/livereload");
    let edited = Edited::new(site.join(format!("content/{page}.md")));
    report("the same pages, Hugo", &run(&server, &mut watcher, &edited, &format!("/{page}/"), EDITS / 4));
}
