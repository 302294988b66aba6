//! The server: requests in, answers and streams out.
//!
//! Each request has a thread of its own, so that a slow one holds up no other.

use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tiny_http::{Header, Request, Response, Server, StatusCode};

use super::answer::{Answer, kind_of, short_hash};
use super::editor::Editor;
use super::guard::{self, Ask, Names, Refusal};
use super::live::{self, Pulse, Watched};
use super::pages::{self, Pages};
use super::preview::{Good, Look, Preview, State};
use super::variant::Variant;
use super::watch::Gate;
use crate::finding::report::pictures;
use crate::render;

/// The port that is tried first.
pub const PORT: u16 = 4400;
/// How many ports are tried after it.
const TRIES: u16 = 100;
/// Stands for the list of clients where a portal is named.
const LIST: &str = "-";
/// How long a request waits for a change that is on its way.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// Everything that requests are answered from.
pub struct Desk {
    names: Names,
    editor: Option<Editor>,
    token: String,
    /// Tells this run from another one, whose portals have the same numbers.
    run: String,
    root: PathBuf,
    pages: Pages,
    /// Who has which portal open.
    pub watched: Watched,
    /// What they wait for.
    pub pulse: Pulse,
    ready: Mutex<Option<Ready>>,
    is_ready: Condvar,
}

/// What there is once the workspace was read.
#[derive(Clone)]
pub struct Ready {
    /// The portals.
    pub preview: Arc<Preview>,
    /// Lets requests wait for changes.
    pub gate: Gate,
}

/// What comes back for a request.
pub enum Reply {
    /// An answer that is whole.
    Answer(Answer),
    /// A stream of news on a portal, or on the list of clients.
    News(Option<Variant>),
}

/// A port that was found, and the one that was taken, if it is another.
pub struct Listening {
    /// Where requests come in.
    pub listener: TcpListener,
    /// Where that is.
    pub address: SocketAddr,
    /// The port that was tried first and is taken.
    pub taken: Option<u16>,
}

/// Opens a port: the one that is named, else the first free one from [`PORT`] on.
///
/// # Errors
/// If the port that is named is taken or not allowed, if none is free, or if the host is no address of this machine.
pub fn listen(host: Option<&str>, port: Option<u16>) -> Result<Listening> {
    let bind = |port: u16| match host {
        None => TcpListener::bind(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port)),
        Some(host) => TcpListener::bind((host.trim_start_matches('[').trim_end_matches(']'), port)),
    };
    if let Some(port) = port {
        let listener = bind(port).with_context(|| format!("cannot listen on port {port}"))?;
        return listening(listener, None);
    }
    for port in PORT..=PORT + TRIES {
        match bind(port) {
            Ok(listener) => return listening(listener, (port != PORT).then_some(PORT)),
            Err(error) if matches!(error.kind(), io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied) => {}
            Err(error) => return Err(error).with_context(|| format!("cannot listen on `{}`", host.unwrap_or("127.0.0.1"))),
        }
    }
    bail!("no port from {PORT} to {} is free; `--port` names another", PORT + TRIES)
}

fn listening(listener: TcpListener, taken: Option<u16>) -> Result<Listening> {
    // Small answers are sent at once: on Linux, connections have this from their listener.
    #[cfg(unix)]
    let _ = rustix::net::sockopt::set_tcp_nodelay(&listener, true);
    let address = listener.local_addr().context("cannot tell the port")?;
    Ok(Listening { listener, address, taken })
}

impl Desk {
    /// Makes the desk of a server that listens already; requests wait until [`Desk::open`].
    pub fn new(names: Names, root: PathBuf, editor: Option<Editor>, token: String) -> Desk {
        let (watched, pulse) = (Watched::default(), Pulse::default());
        let run = short_hash(token.as_bytes());
        Desk { names, editor, token, run, root, pages: Pages::new(), watched, pulse, ready: Mutex::default(), is_ready: Condvar::new() }
    }

    /// Lets requests in.
    pub fn open(&self, ready: Ready) {
        *self.ready.lock().unwrap_or_else(PoisonError::into_inner) = Some(ready);
        self.is_ready.notify_all();
    }

    fn ready(&self) -> Ready {
        let ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        let ready = self.is_ready.wait_while(ready, |ready| ready.is_none()).unwrap_or_else(PoisonError::into_inner);
        ready.clone().expect("waited for")
    }

    /// Answers one request.
    pub fn reply(&self, ask: &Ask) -> Reply {
        if let Some(refusal) = guard::refuse(ask, &self.names) {
            return Reply::Answer(refused(refusal));
        }
        let path = ask.target.split('?').next().unwrap_or_default();
        let reply = match path.strip_prefix("/-/") {
            Some(own) => self.own(own, ask),
            None => Reply::Answer(self.portal(path)),
        };
        match reply {
            Reply::Answer(answer) => Reply::Answer(answer.conditional(ask)),
            Reply::News(variant) => Reply::News(variant),
        }
    }

    /// Answers for what is the server's own.
    fn own(&self, path: &str, ask: &Ask) -> Reply {
        if let Some(variant) = path.strip_prefix("events/") {
            let asked = Variant::parse(variant).filter(|variant| is_client_name(&variant.client));
            if asked.is_none() && !variant.is_empty() {
                return Reply::Answer(missing());
            }
            return if ask.method == "HEAD" { Reply::Answer(Answer::text(200, "news")) } else { Reply::News(asked) };
        }
        if let Some(place) = path.strip_prefix("edit/") {
            return Reply::Answer(self.edit(place, ask));
        }
        let css = "text/css; charset=utf-8";
        let script = "text/javascript; charset=utf-8";
        let shipped = |path: &str| render::shipped(&format!("default/assets/{path}")).unwrap_or_default().to_vec();
        Reply::Answer(match path {
            "live.js" => Answer::new(200, script, &include_bytes!("pages/live.js")[..]),
            "serve.css" => Answer::new(200, css, &include_bytes!("pages/serve.css")[..]),
            "portal.css" | "pages.css" => Answer::new(200, css, shipped(path)),
            "theme.js" => Answer::new(200, script, shipped("js/theme.js")),
            _ => missing(),
        })
    }

    /// Answers with a file of a portal, or with what stands in its place.
    fn portal(&self, path: &str) -> Answer {
        let Ready { preview, gate } = self.ready();
        gate.wait(LONGEST_WAIT);
        let html = "text/html; charset=utf-8";
        let Some(path) = path.strip_prefix('/').filter(|path| !path.is_empty()) else {
            return Answer::new(200, html, self.pages.list(&preview, self.token()));
        };
        let (first, rest) = path.split_once('/').map_or((path, None), |(first, rest)| (first, Some(rest)));
        let Some(variant) = Variant::parse(first).filter(|variant| is_client_name(&variant.client)) else { return missing() };
        let Some(rest) = rest else {
            return if preview.is_there(&variant.client) { Answer::moved(&format!("/{variant}/")) } else { missing() };
        };
        let look = preview.look(&variant);
        let Some(good) = look.good.clone().filter(|_| look.state != State::Gone) else {
            let status = if look.state == State::Gone { 404 } else { 200 };
            return Answer::new(status, html, self.pages.nothing(&variant, &look, &[], self.token()));
        };
        let file = if rest.is_empty() { "index.html" } else { rest };
        match preview.file(&good, file) {
            Some(Ok(bytes)) => self.file(&variant, &good, file, 200, &bytes),
            Some(Err(mistakes)) => {
                let mistakes = pictures(&mistakes, &look.moment.opened.sources);
                Answer::new(200, html, self.pages.nothing(&variant, &look, &mistakes, None))
            }
            None => self.not_found(&preview, &variant, &good, &look),
        }
    }

    fn not_found(&self, preview: &Preview, variant: &Variant, good: &Good, look: &Look) -> Answer {
        match preview.file(good, "404.html") {
            Some(Ok(bytes)) => self.file(variant, good, "404.html", 404, &bytes),
            _ => Answer::new(404, "text/html; charset=utf-8", self.pages.nothing(variant, look, &[], self.token())),
        }
    }

    fn file(&self, variant: &Variant, good: &Good, path: &str, status: u16, bytes: &Arc<[u8]>) -> Answer {
        let kind = kind_of(path);
        if !good.is_page(path) {
            return Answer::new(status, &kind, Arc::clone(bytes));
        }
        Answer::new(status, &kind, pages::with_script(bytes, variant, &live::version(&self.run, good), self.token()))
    }

    /// What a page needs for opening the editor, if there is one.
    fn token(&self) -> Option<&str> {
        self.editor.as_ref().map(|_| self.token.as_str())
    }

    /// Opens the editor at a finding: `<token>/<variant>/<number>/<index>`, as the news on the portal counted them.
    ///
    /// The list of clients, whose findings concern none alone, has `-` for a variant; `<index>.<n>` is the nth place that a finding relates to.
    fn edit(&self, place: &str, ask: &Ask) -> Answer {
        let Some(editor) = &self.editor else { return missing() };
        let (token, rest) = place.split_once('/').unwrap_or((place, ""));
        // Only a page of this very run may start a program, and only by itself: a link from elsewhere comes from another site.
        if ask.one("Sec-Fetch-Site") != Some("same-origin") || token != self.token {
            return refused(Refusal::Foreign);
        }
        let Some(place) = Place::parse(rest) else { return missing() };
        let preview = self.ready().preview;
        let (moment, number, told) = match &place.variant {
            None => {
                let moment = preview.moment();
                let told = moment.findings.clone();
                (Arc::clone(&moment), moment.number, told)
            }
            Some(variant) => {
                let look = preview.look(variant);
                (Arc::clone(&look.moment), look.number, live::told(&look))
            }
        };
        let finding = told.get(place.index).filter(|_| number == place.number);
        let span = finding.and_then(|finding| match place.related {
            None => finding.span,
            Some(related) => finding.related.get(related).map(|related| related.span),
        });
        let Some(span) = span else { return Answer::text(409, "the findings have changed") };
        if ask.method == "HEAD" {
            return Answer::text(200, "it can be opened");
        }
        let sources = &moment.opened.sources;
        let position = sources.position(span);
        match editor.open(&self.root.join(sources.get(span.file).path.as_str()), position.line, position.column) {
            Ok(()) => Answer::text(200, "opened"),
            Err(error) => Answer::text(500, &format!("{error:#}")),
        }
    }
}

/// A place in the findings that a page was told.
struct Place {
    /// The portal; nothing for the list of clients.
    variant: Option<Variant>,
    number: u64,
    index: usize,
    related: Option<usize>,
}

impl Place {
    fn parse(text: &str) -> Option<Place> {
        let mut parts = text.split('/');
        let (variant, number, index) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?);
        let (index, related) = match index.split_once('.') {
            None => (index, None),
            Some((index, related)) => (index, Some(related.parse().ok()?)),
        };
        let variant = if variant == LIST { None } else { Some(Variant::parse(variant)?) };
        parts.next().is_none().then_some(Place { variant, number, index: index.parse().ok()?, related })
    }
}

/// Tells whether a text is fit to be shown as a client's name at all.
fn is_client_name(text: &str) -> bool {
    !text.is_empty() && text.len() <= 100 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

fn missing() -> Answer {
    Answer::text(404, "there is nothing here")
}

fn refused(refusal: Refusal) -> Answer {
    match refusal {
        Refusal::Foreign => Answer::text(403, "the preview answers its own pages only"),
        Refusal::Method => Answer::text(405, "the preview can only be read").with("Allow", "GET, HEAD"),
        Refusal::Target => Answer::text(400, "that is no path"),
        Refusal::Overlong => Answer::text(414, "that is longer than any path here"),
    }
}

/// Answers requests for as long as the process lives.
///
/// # Errors
/// If the listener cannot be used at all.
pub fn run(desk: &Arc<Desk>, listener: &TcpListener) -> Result<()> {
    raise_limit();
    let (active, activity) = sync_channel(1);
    let address = listener.local_addr().context("cannot tell the port")?;
    std::thread::spawn(move || wake(address, &activity));
    loop {
        let listener = match listener.try_clone() {
            Ok(listener) => listener,
            Err(error) if is_too_many(&error) => {
                std::thread::sleep(Duration::from_millis(100));
                continue;
            }
            Err(error) => return Err(error).context("cannot go on listening"),
        };
        let server = Server::from_listener(listener, None).map_err(|error| anyhow::anyhow!("{error}"))?;
        accept(desk, &server, &active);
        // The library stops accepting when the system refuses it one connection, as when too many files are open.
        // Those that it has are answered on, and another server accepts new ones.
        let (desk, active) = (Arc::clone(desk), active.clone());
        std::thread::spawn(move || accept(&desk, &server, &active));
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Answers what comes in until the library says that it accepts no more.
fn accept(desk: &Arc<Desk>, server: &Server, active: &SyncSender<()>) {
    while let Ok(request) = server.recv() {
        // If it is full, the waker is awake.
        let _ = active.try_send(());
        let desk = Arc::clone(desk);
        let answering = std::thread::Builder::new().spawn(move || answer(&desk, request));
        // Without a thread the request is dropped, which the library answers with an error.
        drop(answering);
    }
}

/// Opens a connection now and then, and closes it again.
///
/// The library counts a thread as free until it has woken up, so of connections that come together one may be left waiting
/// until another is closed. Each further connection makes it look again.
fn wake(address: SocketAddr, activity: &Receiver<()>) {
    /// How often where nothing is asked: a browser may open connections before it asks.
    const SELDOM: Duration = Duration::from_millis(250);
    const OFTEN: Duration = Duration::from_millis(5);
    let loopback = match address.ip() {
        ip if !ip.is_unspecified() => ip,
        IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
    };
    let knock = || drop(TcpStream::connect_timeout(&SocketAddr::new(loopback, address.port()), SELDOM));
    loop {
        let times = if activity.recv_timeout(SELDOM).is_ok() { 10 } else { 1 };
        for _ in 0..times {
            knock();
            std::thread::sleep(OFTEN);
        }
    }
}

fn answer(desk: &Desk, request: Request) {
    let header = |header: &Header| (header.field.as_str().as_str().to_owned(), header.value.as_str().to_owned());
    let ask = Ask {
        method: request.method().as_str().to_owned(),
        target: request.url().to_owned(),
        headers: request.headers().iter().map(header).collect(),
    };
    // Who goes away before the answer is there needs none.
    let _ = match desk.reply(&ask) {
        Reply::Answer(answer) => request.respond(response(answer)),
        Reply::News(variant) => news(desk, request, variant.as_ref()),
    };
}

fn response(answer: Answer) -> Response<io::Cursor<Arc<[u8]>>> {
    let headers = answer.headers.iter().filter_map(|(name, value)| Header::from_bytes(name.as_bytes(), value.as_bytes()).ok());
    let length = answer.body.len();
    Response::new(StatusCode(answer.status), headers.collect(), io::Cursor::new(answer.body), Some(length), None)
        .with_chunked_threshold(usize::MAX)
}

fn news(desk: &Desk, request: Request, variant: Option<&Variant>) -> io::Result<()> {
    let preview = desk.ready().preview;
    let head = Answer::new(200, "text/event-stream; charset=utf-8", Vec::new());
    let mut out = request.into_writer();
    let headers: String = head.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    out.write_all(format!("HTTP/1.1 200 OK\r\n{headers}Connection: close\r\n\r\n").as_bytes())?;
    let source = live::Source { preview: &preview, run: &desk.run, pulse: &desk.pulse, watched: &desk.watched };
    source.stream(&mut out, variant)
}

fn is_too_many(error: &io::Error) -> bool {
    /// What Unix says where the process, or the whole system, has too many files open.
    const TOO_MANY: [i32; 2] = [23, 24];
    error.raw_os_error().is_some_and(|code| TOO_MANY.contains(&code))
}

/// Lets the process open as many files as the system allows it: each connection is two.
fn raise_limit() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum });
    }
}
