//! The program on its port: many idle connections, ports that are taken, and the end by Ctrl-C.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::raw::Program;
use super::wire::{Connection, until};
use super::{example, on_disk, put, three_clients};

const IDLE: usize = 1_000;

/// Resident memory of a process, in KiB.
fn resident(id: u32) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn a_thousand_idle_connections_hold_up_nobody() {
    // This side needs a file for each, the other one two.
    let limit = getrlimit(Resource::Nofile);
    let needed = 3 * IDLE as u64;
    let hard = limit.maximum.unwrap_or(u64::MAX);
    assert!(hard >= needed, "the hard limit of open files is {hard}; this test needs {needed}: raise it, as with `ulimit -Hn {needed}`");
    if limit.current.is_some_and(|current| current < needed) {
        setrlimit(Resource::Nofile, Rlimit { current: Some(needed), maximum: limit.maximum }).unwrap();
    }
    let (_folder, root) = on_disk(&three_clients());
    let mut program = Program::start(&root, &["--port", "0"]);
    let mut first = Connection::open(program.port);
    for client in ["acme", "birch", "cedar"] {
        assert_eq!(first.get(&format!("/{client}/")).status, 200);
    }
    let before = resident(program.id());
    let idle: Vec<Connection> = (0..IDLE)
        .map(|index| {
            let mut connection = Connection::open(program.port);
            // A third has asked before, and a third is in the middle of asking.
            match index % 3 {
                0 => assert_eq!(connection.get("/-/serve.css").status, 200),
                1 => connection.send(b"GET /acme/ HT"),
                _ => {}
            }
            connection
        })
        .collect();
    let start = Instant::now();
    assert_eq!(first.get("/acme/").status, 200);
    assert_eq!(Connection::open(program.port).get("/birch/").status, 200);
    let took = start.elapsed();
    assert!(took < Duration::from_secs(1), "{took:?}");
    let with = resident(program.id());
    println!("{IDLE} idle connections: {before} KiB before, {with} KiB with them; the next answers took {took:?}");
    assert!(with < before + 400 * IDLE, "{before} KiB before, {with} KiB with {IDLE} idle connections");
    assert!(program.is_running());
    drop(idle);
    let (took, said) = program.interrupt();
    assert!(took < Duration::from_secs(1), "{took:?}");
    assert!(!said.contains("panicked"), "{said}");
}

/// How much processor time a process has had, in the system's ticks: hundredths of a second.
fn ticks(id: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap();
    let (_, fields) = stat.rsplit_once(')').unwrap();
    fields.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<u64>().unwrap()).sum()
}

#[test]
fn a_preview_that_nobody_touches_rests() {
    let (_folder, root) = on_disk(&three_clients());
    let program = Program::start(&root, &["--port", "0"]);
    let mut connection = Connection::open(program.port);
    assert_eq!(connection.get("/acme/").status, 200);
    // Its own reading of an edit must not wake it again.
    put(&root.join("clients/acme/pages/new.md"), "---\ntitle: New\n---\n");
    until("the new page", || match connection.get("/acme/pages/new.html").status {
        200 => Ok(()),
        other => Err(other.to_string()),
    });
    let before = ticks(program.id());
    std::thread::sleep(Duration::from_secs(2));
    let used = ticks(program.id()) - before;
    assert!(used < 40, "{used} hundredths of a second of work in two seconds of rest");
}

#[test]
fn connections_that_come_together_are_all_answered() {
    let (_folder, root) = on_disk(&three_clients());
    let program = Program::start(&root, &["--port", "0"]);
    assert_eq!(Connection::open(program.port).get("/acme/").status, 200);
    // As browsers do: several at once, each kept for later; none is closed before all have their answer.
    let mut all = Vec::new();
    for round in 0..40 {
        let mut together: Vec<Connection> = (0..6).map(|_| Connection::open(program.port)).collect();
        for connection in &mut together {
            connection.be_patient(Duration::from_secs(3));
            connection.send(format!("GET /-/serve.css HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", program.port).as_bytes());
        }
        for (index, connection) in together.iter_mut().enumerate() {
            assert!(connection.is_answered(), "connection {index} of round {round} gets no answer while the others are open");
        }
        all.extend(together);
    }
}

#[test]
fn a_port_that_is_named_and_taken_is_an_error() {
    let (_folder, root) = on_disk(&three_clients());
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = Program::command(&root, &["--port", &port]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains(&port) && said.starts_with("error: "), "{said}");
    assert!(output.stdout.is_empty(), "no address is printed where nobody listens");
}

#[test]
fn where_the_usual_port_is_taken_the_next_one_is_used_and_said() {
    let (_folder, root) = on_disk(&three_clients());
    // Whoever has it, it is taken.
    let taken = TcpListener::bind(("127.0.0.1", 4400));
    let program = Program::start(&root, &[]);
    assert!((4401..=4500).contains(&program.port), "{}", program.port);
    assert_eq!(program.first_line, format!("http://localhost:{}/\n", program.port));
    assert_eq!(Connection::open(program.port).get("/acme/").status, 200);
    let (_, said) = program.interrupt();
    assert!(said.contains("port 4400 is taken"), "{said}");
    drop(taken);
}

#[test]
fn an_interrupt_ends_it_at_once_and_frees_the_port() {
    let (_folder, root) = on_disk(&three_clients());
    let program = Program::start(&root, &["--port", "0"]);
    let port = program.port;
    let mut stream = super::wire::Stream::open(port, "acme");
    assert_eq!(stream.next().unwrap()["state"], "ready");
    let (took, _) = program.interrupt();
    assert!(took < Duration::from_secs(1), "{took:?}");
    let again = Program::start(&root, &["--port", &port.to_string()]);
    assert_eq!(again.port, port);
    assert_eq!(Connection::open(port).get("/acme/").status, 200);
}

#[test]
fn the_address_is_there_before_the_workspace_is_read() {
    // A pipe in the place of the settings' library would be named; a large library takes its time to be read.
    let (_folder, root) = example();
    for index in 0..4_000 {
        put(
            &root.join(format!("library/contacts/p{}/c{index}.yaml", index % 50)),
            format!("- {{ id: c{index}, title: C {index}, side: provider }}\n"),
        );
    }
    let program = Program::start(&root, &["--port", "0"]);
    let (port, printed) = (program.port, program.after);
    let start = Instant::now();
    assert_eq!(Connection::open(port).get("/acme/").status, 200, "a request that comes before waits for the portals");
    let ready = printed + start.elapsed();
    println!("the address after {printed:?}, the first page after {ready:?}");
    assert!(printed < Duration::from_secs(1), "{printed:?}");
    assert!(printed * 2 < ready, "printed after {printed:?}, ready after {ready:?}");
}

#[test]
fn each_change_is_said_in_a_line() {
    let (_folder, root) = on_disk(&three_clients());
    let program = Program::start(&root, &["--port", "0"]);
    let mut connection = Connection::open(program.port);
    assert_eq!(connection.get("/acme/").status, 200);
    put(&root.join("clients/birch/contacts.yaml"), "- { id: ann-lowe, title: Ann Newname, side: client }\n");
    until("the change is served", || {
        let page = connection.get("/birch/pages/yard.html").text();
        if page.contains("Ann Newname") { Ok(()) } else { Err("the old page".to_owned()) }
    });
    std::thread::sleep(Duration::from_millis(100));
    let (_, said) = program.interrupt();
    assert!(said.lines().any(|line| line.starts_with("3 clients, no findings, ready in ")), "{said}");
    let line = said.lines().find(|line| line.starts_with("clients/birch/contacts.yaml: ")).unwrap_or_else(|| panic!("{said}"));
    assert!(line.contains(" ms, ") && (line.ends_with("no findings") || line.contains("warning") || line.contains("error")), "{line}");
}
