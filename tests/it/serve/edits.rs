//! Whatever is done to the folder, what is served afterwards is a clean build of it: files, findings and state.
//!
//! The server runs whole, with its watching and its sockets; each batch of edits is made as fast as the disk takes it.

mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bailiwick::model::portal::Edition;
use bailiwick::serve::watch::Means;
use serde_json::Value;

use self::tree::Tree;
use super::wire::{Connection, Stream, news};
use super::{Clean, EDITIONS, clean, serving, three_clients, variant, without_script};

/// How long after a batch everything must be right.
const SOON: Duration = Duration::from_secs(6);

struct Compared {
    port: u16,
    connection: Connection,
    /// What an open page of each client was told last.
    told: Arc<Mutex<BTreeMap<String, Value>>>,
    /// Every client that there ever was.
    clients: BTreeSet<String>,
    /// How many portals were compared in each state.
    states: BTreeMap<&'static str, usize>,
}

impl Compared {
    fn new(port: u16) -> Compared {
        let told = Arc::new(Mutex::new(BTreeMap::new()));
        // Some portals are open all the time, the others are looked at only when they are compared.
        for open in ["acme", "acme@internal", "birch@internal"] {
            let (mut stream, told) = (Stream::open(port, open), Arc::clone(&told));
            std::thread::spawn(move || {
                while let Some(news) = stream.next() {
                    told.lock().unwrap().insert(open.to_owned(), news);
                }
            });
        }
        Compared { port, connection: Connection::open(port), told, clients: BTreeSet::new(), states: BTreeMap::new() }
    }

    /// Tells what is served otherwise than it is built; nothing if all is the same.
    fn difference(&mut self, built: &BTreeMap<(String, Edition), Clean>, every_file: Whole) -> Result<(), String> {
        self.clients.extend(built.keys().map(|(client, _)| client.clone()));
        let gone = Clean { state: "gone", files: BTreeMap::new(), json: String::new(), pictures: Vec::new() };
        for client in self.clients.clone() {
            for edition in EDITIONS {
                let expected = built.get(&(client.clone(), edition)).unwrap_or(&gone);
                let name = variant(&client, edition);
                same_news(&name, &news(self.port, &name), expected)?;
                self.same_files(&name, expected, every_file)?;
            }
        }
        built.values().for_each(|portal| *self.states.entry(portal.state).or_default() += 1);
        for (open, news) in &*self.told.lock().unwrap() {
            let (client, edition) = match open.split_once('@') {
                Some((client, _)) => (client, Edition::Internal),
                None => (&**open, Edition::Client),
            };
            same_news(&format!("the open page of {open}"), news, built.get(&(client.to_owned(), edition)).unwrap_or(&gone))?;
        }
        Ok(())
    }

    fn same_files(&mut self, name: &str, expected: &Clean, every_file: Whole) -> Result<(), String> {
        if expected.state != "ready" {
            return Ok(());
        }
        // The sums hold the name and the bytes of every file.
        let sums = self.connection.get(&format!("/{name}/SHA256SUMS"));
        if *sums.body != *expected.files["SHA256SUMS"] {
            return Err(format!("{name}: {}", lines(&String::from_utf8_lossy(&expected.files["SHA256SUMS"]), &sums.text())));
        }
        let some = ["index.html", "a-to-z.html", "build.json"];
        for (path, bytes) in &expected.files {
            if every_file == Whole::Yes || some.contains(&&**path) {
                let served = self.connection.get(&format!("/{name}/{path}"));
                if served.status != 200 || without_script(&served.body) != **bytes {
                    return Err(format!("{name}/{path} is not what a build makes"));
                }
            }
        }
        Ok(())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    Yes,
    No,
}

fn same_news(name: &str, news: &Value, expected: &Clean) -> Result<(), String> {
    let state = news["state"].as_str().unwrap();
    // A client that is gone has no findings of its own; what is wrong in the workspace is told with those that are there.
    let findings = serde_json::to_value(&expected.pictures).unwrap();
    if state != expected.state {
        return Err(format!("{name} is {state}, not {}\n{}", expected.state, lines(&show(&findings), &show(&news["findings"]))));
    }
    if state != "gone" && news["findings"] != findings {
        return Err(format!("{name}: other findings\n{}", lines(&show(&findings), &show(&news["findings"]))));
    }
    Ok(())
}

fn show(findings: &Value) -> String {
    let finding = |finding: &Value| format!("{} {} {} {}\n", finding["place"], finding["rule"], finding["message"], finding["clients"]);
    findings.as_array().unwrap().iter().map(finding).collect()
}

/// The lines that only one of two texts has.
fn lines(built: &str, served: &str) -> String {
    let (left, right): (BTreeSet<&str>, BTreeSet<&str>) = (built.lines().collect(), served.lines().collect());
    let missing = left.difference(&right).map(|line| format!("  built:  {line}\n"));
    missing.chain(right.difference(&left).map(|line| format!("  served: {line}\n"))).take(12).collect()
}

/// How much is edited.
struct Plan {
    batches: usize,
    /// The most edits of one batch.
    most: usize,
    /// After how many batches everything is mended; until then, whatever is broken may stay so.
    sound: usize,
}

/// Edits and compares; returns the workspace as it became, and what was done to it in a line.
fn run(means: Means, seed: u64, plan: &Plan) -> (Tree, String) {
    let Plan { batches, most, sound } = *plan;
    let mut tree = Tree::new(seed, three_clients());
    let port = serving(&tree.root, means, None);
    let mut compared = Compared::new(port);
    let mut batch_begins = 0;
    for batch in 0..batches {
        if batch > 0 {
            batch_begins = tree.log.len();
            if batch % sound == 0 {
                tree.checkout();
            }
            let edits = 1 + tree.dice.below(most);
            (0..edits).for_each(|_| tree.edit());
        }
        let built = clean(&tree.root);
        let whole = if batch + 1 == batches { Whole::Yes } else { Whole::No };
        let done = Instant::now();
        while let Err(difference) = compared.difference(&built, whole) {
            assert!(
                done.elapsed() < SOON,
                "seed {seed}, batch {batch} of {means:?}: {difference}\nthe batch:\n{}\nbefore it:\n{}",
                tree.log[batch_begins..].join("\n"),
                tree.log[batch_begins.saturating_sub(40)..batch_begins].join("\n"),
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }
    let told = format!("{} edits in {batches} batches, seed {seed}, {means:?}: {:?}, {:?}", tree.log.len(), compared.states, tree.kinds);
    (tree, told)
}

/// The seed: another one may be tried by `EDITS_SEED`.
fn seed() -> u64 {
    std::env::var("EDITS_SEED").map_or(1, |seed| seed.parse().unwrap())
}

#[test]
fn after_any_edits_what_is_served_is_a_clean_build() {
    let (tree, told) = run(Means::Events, seed(), &Plan { batches: 180, most: 6, sound: 5 });
    println!("{told}");
    assert!(tree.kinds.values().all(|count| *count > 0), "every kind of edit was made: {:?}", tree.kinds);
}

#[test]
fn after_any_edits_what_is_served_is_a_clean_build_where_the_folder_is_polled() {
    let (_, told) = run(Means::Polling, seed() + 1000, &Plan { batches: 12, most: 24, sound: 2 });
    println!("{told}");
}
