//! What is sent back: status, headers and bytes, with what a browser needs to keep one site from another.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::guard::Ask;

/// What a portal's pages say of themselves, and that nobody may frame them.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";
/// For what a browser shows by means of its own, which the other policy would keep from working.
const MEDIA_POLICY: &str = "frame-ancestors 'none'";

/// An answer, ready to be sent.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The headers beside `Content-Length` and those that the server itself adds.
    pub headers: Vec<(&'static str, String)>,
    /// The whole body; a `HEAD`, and a browser that has it already, get its length alone.
    pub body: Arc<[u8]>,
}

impl Answer {
    /// Makes an answer with the headers that each has.
    pub fn new(status: u16, kind: &str, body: impl Into<Arc<[u8]>>) -> Answer {
        let is_media = ["audio/", "video/", "application/pdf"].iter().any(|media| kind.starts_with(media));
        let headers = [
            ("Content-Type", kind),
            ("Content-Security-Policy", if is_media { MEDIA_POLICY } else { POLICY }),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ];
        Answer { status, headers: headers.map(|(name, value)| (name, value.to_owned())).to_vec(), body: body.into() }
    }

    /// Makes an answer of one line of text.
    pub fn text(status: u16, line: &str) -> Answer {
        Answer::new(status, "text/plain; charset=utf-8", format!("{line}\n").into_bytes())
    }

    /// Sends the browser to another path of this server.
    pub fn moved(path: &str) -> Answer {
        Answer::text(308, &format!("it is at {path}")).with("Location", path)
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Answer {
        self.headers.push((name, value.into()));
        self
    }

    /// Gives the body its tag, and leaves it out where the browser has it already; gives a part of it where one is asked for.
    ///
    /// Tags are compared as RFC 9110, section 13.1.2, says; a range is one range of bytes (section 14), anything else gets the whole.
    #[must_use]
    pub fn conditional(self, ask: &Ask) -> Answer {
        if self.status != 200 {
            return self;
        }
        let tag = format!("\"{}\"", short_hash(&self.body));
        let mut answer = self.with("ETag", tag.clone());
        if ask.all("If-None-Match").iter().flat_map(|list| list.split(',')).any(|one| is_same_tag(one, &tag)) {
            // The body stays for its length: none is sent with this status.
            answer.status = 304;
            return answer;
        }
        let answer = answer.with("Accept-Ranges", "bytes");
        let still_same = ask.one("If-Range").is_none_or(|one| one == tag);
        match ask.one("Range").filter(|_| still_same && ask.method == "GET").map(|range| part(range, answer.body.len())) {
            None | Some(Part::Whole) => answer,
            Some(Part::Bytes(from, to)) => answer.part(from, to),
            Some(Part::None) => {
                let all = answer.body.len();
                Answer::text(416, "no such range").with("Content-Range", format!("bytes */{all}"))
            }
        }
    }

    fn part(mut self, from: usize, to: usize) -> Answer {
        let all = self.body.len();
        self.status = 206;
        self.body = Arc::from(&self.body[from..=to]);
        self.with("Content-Range", format!("bytes {from}-{to}/{all}"))
    }
}

/// Returns the first 16 hex digits of the SHA-256 of some bytes.
pub fn short_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn is_same_tag(one: &str, tag: &str) -> bool {
    let one = one.trim();
    one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag
}

/// What a `Range` asks for.
enum Part {
    Whole,
    Bytes(usize, usize),
    None,
}

fn part(range: &str, length: usize) -> Part {
    let Some((from, to)) = range.strip_prefix("bytes=").and_then(|range| range.split_once('-')) else { return Part::Whole };
    let number = |text: &str| if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse::<usize>().ok() } else { None };
    match (from.trim(), to.trim()) {
        ("", last) => match number(last) {
            Some(0) => Part::None,
            Some(last) if length > 0 => Part::Bytes(length.saturating_sub(last), length - 1),
            Some(_) => Part::None,
            None => Part::Whole,
        },
        (from, to) => match (number(from), if to.is_empty() { Some(usize::MAX) } else { number(to) }) {
            (Some(from), Some(to)) if from > to => Part::Whole,
            (Some(from), Some(_)) if from >= length => Part::None,
            (Some(from), Some(to)) => Part::Bytes(from, to.min(length - 1)),
            _ => Part::Whole,
        },
    }
}

/// Returns the type of a file by its name, with its charset where it is text.
pub fn kind_of(path: &str) -> String {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    if !name.trim_start_matches('.').contains('.') {
        return "text/plain; charset=utf-8".to_owned();
    }
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let is_text = kind.type_() == "text" || matches!(kind.subtype().as_str(), "javascript" | "json" | "xml") || kind.suffix().is_some();
    if is_text { format!("{}; charset=utf-8", kind.essence_str()) } else { kind.essence_str().to_owned() }
}
