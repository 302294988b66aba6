//! Who may ask what: a page of another site, or a name that was made to point here, gets nothing.

use std::net::IpAddr;

/// One request, as far as it matters.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// The method, as it was sent.
    pub method: String,
    /// What was asked for, as it was sent.
    pub target: String,
    /// The headers, in their order.
    pub headers: Vec<(String, String)>,
}

impl Ask {
    /// Returns every value of a header.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).collect()
    }

    /// Returns the value of a header that is sent once.
    pub fn one(&self, name: &str) -> Option<&str> {
        match self.all(name)[..] {
            [value] => Some(value),
            _ => None,
        }
    }
}

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Another site asks, or by another name.
    Foreign,
    /// A method that changes something.
    Method,
    /// No path of this server.
    Target,
    /// A path that is longer than any here.
    Overlong,
}

/// The longest path that is looked at, in bytes.
const LONGEST: usize = 2048;

/// By which names the server may be asked.
#[derive(Clone, Debug)]
pub struct Names {
    port: u16,
    host: Option<String>,
    any_address: bool,
}

impl Names {
    /// Makes the names of a server on a port: those of this machine's own loop, the one that `--host` gave, and any address where it listens on all of them.
    pub fn new(host: Option<&str>, port: u16) -> Names {
        let any_address = host.is_some_and(|host| host.parse::<IpAddr>().is_ok_and(|address| address.is_unspecified()));
        Names { port, host: host.map(str::to_ascii_lowercase), any_address }
    }

    fn holds(&self, host: &str) -> bool {
        let Some((name, port)) = split(host) else { return false };
        if port.unwrap_or(80) != self.port {
            return false;
        }
        let name = name.to_ascii_lowercase();
        let address: Option<IpAddr> = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(&name).parse().ok();
        name == "localhost"
            || name == "127.0.0.1"
            || name == "[::1]"
            || self.host.as_ref().is_some_and(|host| *host == name || format!("[{host}]") == name)
            || (self.any_address && address.is_some())
    }
}

/// Splits `name`, `name:port`, `[address]` or `[address]:port`.
fn split(host: &str) -> Option<(&str, Option<u16>)> {
    let end = if host.starts_with('[') { host.find(']')? + 1 } else { host.find(':').unwrap_or(host.len()) };
    let (name, rest) = host.split_at(end);
    match rest.strip_prefix(':') {
        None if rest.is_empty() => Some((name, None)),
        Some(digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => Some((name, Some(digits.parse().ok()?))),
        _ => None,
    }
}

/// Tells why a request gets nothing; nothing if it may be answered.
pub fn refuse(ask: &Ask, names: &Names) -> Option<Refusal> {
    let host = ask.one("Host").filter(|host| names.holds(host));
    let Some(host) = host else { return Some(Refusal::Foreign) };
    let own = format!("http://{host}");
    if ask.all("Origin").iter().any(|origin| !origin.eq_ignore_ascii_case(&own)) {
        return Some(Refusal::Foreign);
    }
    if ask.all("Sec-Fetch-Site").iter().any(|site| !matches!(*site, "same-origin" | "same-site" | "none")) {
        return Some(Refusal::Foreign);
    }
    if !matches!(&*ask.method, "GET" | "HEAD") {
        return Some(Refusal::Method);
    }
    if ask.target.len() > LONGEST {
        return Some(Refusal::Overlong);
    }
    // Not the whole address of a proxy's request, nor `*`.
    (!ask.target.starts_with('/')).then_some(Refusal::Target)
}
