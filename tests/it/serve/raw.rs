//! Whatever comes in, the program goes on: random bytes, half requests, bodies that never come.

use std::io::Write;
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStderr, Stdio};
use std::time::{Duration, Instant};

use std::io::{BufRead, BufReader, Read};

use super::wire::{Connection, Dice};
use super::{on_disk, three_clients};

/// The program itself, serving a workspace.
pub(super) struct Program {
    child: Child,
    pub(super) port: u16,
    said: Option<ChildStderr>,
    /// What it printed first, and when.
    pub(super) first_line: String,
    pub(super) after: Duration,
}

impl Program {
    pub(super) fn command(folder: &Path, arguments: &[&str]) -> std::process::Command {
        // A shell's background job ignores Ctrl-C, and so does all that it starts: the tests must end even there.
        let mut command = std::process::Command::new("env");
        command.arg("--default-signal=INT").arg(assert_cmd::cargo::cargo_bin("bailiwick"));
        command.arg("serve").args(arguments).arg(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.env_remove("BAILIWICK_EDITOR");
        command
    }

    pub(super) fn start(folder: &Path, arguments: &[&str]) -> Program {
        let start = Instant::now();
        let mut child = Program::command(folder, arguments).spawn().unwrap();
        let mut first_line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first_line).unwrap();
        let after = start.elapsed();
        let port = first_line.trim().trim_end_matches('/').rsplit_once(':').and_then(|(_, port)| port.parse().ok());
        let said = child.stderr.take();
        Program { child, port: port.unwrap_or_else(|| panic!("no address but `{first_line}`")), said, first_line, after }
    }

    pub(super) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(super) fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Ends it as Ctrl-C does; returns how long that took, and what it has said.
    pub(super) fn interrupt(mut self) -> (Duration, String) {
        let start = Instant::now();
        let id = rustix::process::Pid::from_raw(i32::try_from(self.child.id()).unwrap()).unwrap();
        rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
        self.child.wait().unwrap();
        let took = start.elapsed();
        let mut said = String::new();
        self.said.take().unwrap().read_to_string(&mut said).unwrap();
        (took, said)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn good(port: u16) -> Vec<u8> {
    format!(
        "GET /acme/index.html HTTP/1.1\r\nHost: localhost:{port}\r\nAccept: */*\r\nIf-None-Match: \"x\"\r\nRange: bytes=0-5\r\n\
         Content-Length: 3\r\nTE: trailers\r\nConnection: keep-alive\r\n\r\nabc"
    )
    .into_bytes()
}

/// Some bytes that are a request, nearly one, or none.
fn bytes(dice: &mut Dice, port: u16) -> Vec<u8> {
    let random = |dice: &mut Dice, most: usize| -> Vec<u8> {
        let length = dice.below(most);
        (0..length).map(|_| u8::try_from(dice.below(256)).unwrap()).collect()
    };
    let mut request = good(port);
    match dice.below(6) {
        0 => random(dice, 400),
        1 => {
            request.truncate(dice.below(request.len()));
            request
        }
        2 => {
            for _ in 0..=dice.below(4) {
                let at = dice.below(request.len());
                request[at] = u8::try_from(dice.below(256)).unwrap();
            }
            request
        }
        3 => {
            let at = dice.below(request.len());
            let put = random(dice, 30);
            request.splice(at..at, put);
            request
        }
        4 => {
            let words: [&[u8]; 12] = [
                b"GET ",
                b"/",
                b" HTTP/1.1",
                b"\r\n",
                b"\n",
                b"Host: ",
                b"Content-Length: 99999999999999999999",
                b"Expect: x",
                b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
                b"HTTP/2.0",
                b":",
                b"TE: chunked;q=nan",
            ];
            (0..dice.below(12)).flat_map(|_| dice.pick(&words).to_vec()).collect()
        }
        _ => {
            let header = ["Expect: 100-continue", "Connection: upgrade", "TE: chunked", "Transfer-Encoding: chunked", "Content-Length: -1"];
            let text = String::from_utf8(request).unwrap().replace("TE: trailers", dice.pick(&header));
            text.into_bytes()
        }
    }
}

#[test]
fn random_bytes_never_end_the_program() {
    const CONNECTIONS: usize = 3_000;
    let (_folder, root) = on_disk(&three_clients());
    let mut program = Program::start(&root, &["--port", "0"]);
    let mut dice = Dice::new(11);
    let mut asked = Connection::open(program.port);
    for number in 0..CONNECTIONS {
        let mut stream = TcpStream::connect(("127.0.0.1", program.port)).unwrap();
        let bytes = bytes(&mut dice, program.port);
        // The other side may have closed before all of it is written.
        let _ = stream.write_all(&bytes);
        if dice.below(2) == 0 {
            let _ = stream.shutdown(Shutdown::Write);
            let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
            let mut rest = Vec::new();
            let _ = stream.read_to_end(&mut rest);
        }
        if number % 100 == 0 {
            assert_eq!(asked.get("/acme/").status, 200, "after {number} connections");
        }
    }
    assert!(program.is_running());
    assert_eq!(Connection::open(program.port).get("/birch/index.html").status, 200);
    let (_, said) = program.interrupt();
    assert!(!said.contains("panicked"), "{said}");
}

#[test]
fn a_body_that_never_comes_holds_up_nobody() {
    let (_folder, root) = on_disk(&three_clients());
    let mut program = Program::start(&root, &["--port", "0"]);
    let port = program.port;
    let mut waiting = Vec::new();
    for (index, length) in [10, 1_000, 1_024, 1_025, 100_000, usize::MAX].into_iter().cycle().take(120).enumerate() {
        let mut connection = Connection::open(port);
        let expect = if index % 2 == 0 { "Expect: 100-continue\r\n" } else { "" };
        let method = if index % 3 == 0 { "GET" } else { "POST" };
        connection
            .send(format!("{method} /acme/ HTTP/1.1\r\nHost: localhost:{port}\r\n{expect}Content-Length: {length}\r\n\r\n").as_bytes());
        waiting.push(connection);
        let mut half = Connection::open(port);
        half.send(b"GET /acme/ HTTP/1.1\r\nHost: local");
        waiting.push(half);
    }
    for _ in 0..20 {
        let start = Instant::now();
        assert_eq!(Connection::open(port).get("/acme/").status, 200);
        assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    }
    assert!(program.is_running());
    drop(waiting);
}
