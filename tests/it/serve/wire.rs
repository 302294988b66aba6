//! Requests as bytes on a socket, and answers read back.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::Value;

/// How long a test waits for what must come.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// A connection that is kept for many requests.
pub(super) struct Connection {
    reader: BufReader<TcpStream>,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Received {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str());
        let value = values.next();
        assert!(values.next().is_none(), "{name} is sent twice: {:?}", self.headers);
        value
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Connection {
    pub(super) fn open(port: u16) -> Connection {
        let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_nodelay(true).unwrap();
        Connection { reader: BufReader::new(stream) }
    }

    pub(super) fn send(&mut self, bytes: &[u8]) {
        self.reader.get_mut().write_all(bytes).unwrap();
    }

    /// Sets how long an answer is waited for.
    pub(super) fn be_patient(&mut self, longest: Duration) {
        self.reader.get_ref().set_read_timeout(Some(longest)).unwrap();
    }

    /// Waits for the beginning of an answer.
    pub(super) fn is_answered(&mut self) -> bool {
        self.reader.fill_buf().is_ok_and(|bytes| !bytes.is_empty())
    }

    /// Reads one answer; those to `HEAD` have no body.
    pub(super) fn receive(&mut self, method: &str) -> Received {
        let mut line = String::new();
        self.reader.read_line(&mut line).unwrap();
        let status = line.split(' ').nth(1).unwrap_or_else(|| panic!("no answer, but `{line}`")).parse().unwrap();
        let mut headers = Vec::new();
        loop {
            line.clear();
            self.reader.read_line(&mut line).unwrap();
            match line.trim_end().split_once(": ") {
                Some((name, value)) => headers.push((name.to_owned(), value.to_owned())),
                None if line.trim_end().is_empty() => break,
                None => headers.push((line.trim_end().trim_end_matches(':').to_owned(), String::new())),
            }
        }
        let mut received = Received { status, headers, body: Vec::new() };
        if method != "HEAD" && !matches!(status, 204 | 304) {
            let length: usize =
                received.header("Content-Length").unwrap_or_else(|| panic!("an answer has no length: {received:?}")).parse().unwrap();
            received.body.resize(length, 0);
            self.reader.read_exact(&mut received.body).unwrap();
        }
        received
    }

    /// Asks as a browser would that stands at this very server.
    pub(super) fn ask(&mut self, method: &str, target: &str, headers: &str) -> Received {
        self.send(format!("{method} {target} HTTP/1.1\r\nHost: {}\r\n{headers}\r\n", self.host()).as_bytes());
        self.receive(method)
    }

    pub(super) fn get(&mut self, target: &str) -> Received {
        self.ask("GET", target, "")
    }

    fn host(&self) -> String {
        format!("localhost:{}", self.reader.get_ref().peer_addr().unwrap().port())
    }
}

/// What an open page is told of a portal.
pub(super) struct Stream {
    reader: BufReader<TcpStream>,
}

impl Stream {
    pub(super) fn open(port: u16, variant: &str) -> Stream {
        let mut connection = Connection::open(port);
        let host = connection.host();
        connection.send(format!("GET /-/events/{variant} HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes());
        Stream { reader: connection.reader }
    }

    /// Returns the next news; beats are passed over.
    pub(super) fn next(&mut self) -> Option<Value> {
        let mut line = String::new();
        loop {
            line.clear();
            if self.reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            if let Some(json) = line.strip_prefix("data: ") {
                return Some(serde_json::from_str(json).unwrap());
            }
        }
    }
}

/// Returns the news on a portal as they are now.
pub(super) fn news(port: u16, variant: &str) -> Value {
    Stream::open(port, variant).next().expect("a stream begins with the news")
}

/// Waits until something holds; says what else there is if it never does.
pub(super) fn until(what: &str, mut holds: impl FnMut() -> Result<(), String>) {
    let start = Instant::now();
    loop {
        match holds() {
            Ok(()) => return,
            Err(instead) => assert!(start.elapsed() < PATIENCE, "{what}: {instead}"),
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Decisions from a seed (xorshift, Marsaglia 2003), so that a failure can be told by one number.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Dice {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        (0..8).for_each(|_| _ = dice.below(2));
        dice
    }

    pub(super) fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % sides as u64).unwrap()
    }

    pub(super) fn pick<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}
