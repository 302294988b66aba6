//! `bailiwick build`: check, and publish each client whose portal is ready.

use std::collections::BTreeMap;
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::Exit;
use super::args::{Build, Common};
use super::check::exit;
use super::project::{self, Project};
use super::terminal::{Stream, Terminal};
use crate::disk::output::{self, Output};
use crate::disk::swap::{Durable, Exchange, PublishOptions, publish};
use crate::finding::{Findings, Level, any_error, merged, report};
use crate::fleet;
use crate::model::portal::Edition;
use crate::pipeline::{Made, Outcome, Stage};

/// What came of one client.
struct Told {
    findings: Findings,
    pages: usize,
    outcome: Published,
}

enum Published {
    Portal,
    Stopped,
    Draft,
    Failed(anyhow::Error),
}

pub(super) fn run(args: &Build, common: &Common, terminal: &Terminal) -> Result<Exit> {
    let start = Instant::now();
    if let Some(jobs) = args.jobs {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs)).build_global();
        pool.context("cannot start that many threads")?;
    }
    // The run ends with this function: taking thousands of small things apart would only delay it.
    let project = ManuallyDrop::new(project::open(args.workspace.as_deref(), common)?);
    let out = args.out.clone().unwrap_or_else(|| default_out(&project));
    output::check_output(&project.root, &out, std::env::home_dir().as_deref())?;
    let output = output::open(&out)?;
    let times = Mutex::new(BTreeMap::new());
    let told = publish_each(&project, args, common, &output, &times);
    let mut findings = project.findings.clone();
    findings.extend(told.iter().flat_map(|told| told.findings.iter().cloned()));
    let findings = merged(findings, &project.opened.sources);
    terminal.findings(&findings, &project.opened.sources, Stream::Err);
    stale(&project, args, &output, &out, terminal)?;
    if common.verbose {
        let times = times.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        say_times(&project, &times, terminal);
    }
    let failed = say_outcomes(&project, &told, &findings, start.elapsed(), terminal);
    Ok(if failed { Exit::Machine } else { exit(&findings, common) })
}

fn default_out(project: &Project) -> PathBuf {
    project.root.join(match project.options.edition {
        Edition::Client => "dist",
        Edition::Internal => "dist-internal",
    })
}

type Times = BTreeMap<&'static str, Duration>;

/// Makes each client's portal and publishes it if nothing stops it; one client's trouble never stops another.
fn publish_each(project: &Project, args: &Build, common: &Common, output: &Output, times: &Mutex<Times>) -> Vec<Told> {
    let options = PublishOptions { durable: if args.durable { Durable::Yes } else { Durable::No }, exchange: Exchange::IfPossible };
    let read = |path: &_| project.attachment(path);
    let clocks = Mutex::new(BTreeMap::<String, Instant>::new());
    let add = |name: &'static str, time: Duration| {
        *times.lock().unwrap_or_else(std::sync::PoisonError::into_inner).entry(name).or_default() += time;
    };
    let done = |slug: &str, stage: Stage| {
        let mut clocks = clocks.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let now = Instant::now();
        let since = clocks.insert(slug.to_owned(), now);
        drop(clocks);
        if let (Some(name), Some(since)) = (stage_word(stage), since) {
            add(name, now - since);
        }
    };
    let broken = any_error(&project.findings) && project.opened.workspace.settings.is_none();
    let take = |slug: &str, made: Made| {
        let start = Instant::now();
        let strict = common.strict && made.findings.iter().any(|finding| finding.level >= Level::Warning);
        let outcome = match made.outcome {
            Outcome::Ready(files) if !strict && !broken => match publish(output, slug, &files, &options) {
                Ok(_) => Published::Portal,
                Err(error) => Published::Failed(error),
            },
            Outcome::Ready(_) | Outcome::Stopped => Published::Stopped,
            Outcome::Draft => Published::Draft,
        };
        add("write", start.elapsed());
        Told { findings: made.findings, pages: made.pages, outcome }
    };
    fleet::each(&project.opened, &project.clients, project.options, &read, &done, take)
}

fn stage_word(stage: Stage) -> Option<&'static str> {
    match stage {
        Stage::Start => None,
        Stage::Load => Some("load"),
        Stage::Plan => Some("plan"),
        Stage::Render => Some("render"),
        Stage::Seal => Some("seal"),
    }
}

/// Names the portals of clients that are gone, and removes them if that was asked for.
fn stale(project: &Project, args: &Build, output: &Output, out: &std::path::Path, terminal: &Terminal) -> Result<()> {
    let clients: Vec<&str> = project.opened.workspace.clients.keys().map(String::as_str).collect();
    for client in output::stale(out, &clients) {
        if args.clean {
            output::remove(output, &client)?;
            terminal.say(&format!("removed the portal `{client}`: its client is gone"));
        } else {
            terminal.say(&format!("the portal `{client}` has no client any more; `--clean` removes it"));
        }
    }
    Ok(())
}

fn say_times(project: &Project, times: &Times, terminal: &Terminal) {
    let milliseconds = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1000.0);
    for (name, time) in project.times {
        terminal.say(&format!("{name:>8} {}", milliseconds(time)));
    }
    for name in ["load", "plan", "render", "seal", "write"] {
        terminal.say(&format!("{name:>8} {}, all clients together", milliseconds(times.get(name).copied().unwrap_or_default())));
    }
}

/// Says what came of each client that was not published, and one line on all; returns whether the machine failed any.
fn say_outcomes(project: &Project, told: &[Told], findings: &Findings, took: Duration, terminal: &Terminal) -> bool {
    let mut failed = false;
    for (slug, told) in project.clients.iter().zip(told) {
        match &told.outcome {
            Published::Portal => {}
            Published::Stopped => {
                terminal.say(&format!("`{slug}` is not published: what stands there is its last good portal, if it had one"));
            }
            Published::Draft => terminal.say(&format!("`{slug}` is a draft and is not published")),
            Published::Failed(error) => {
                failed = true;
                terminal.error(error);
            }
        }
    }
    let published: Vec<&Told> = told.iter().filter(|told| matches!(told.outcome, Published::Portal)).collect();
    let pages: usize = published.iter().map(|told| told.pages).sum();
    let portals = if published.len() == 1 { "1 portal".to_owned() } else { format!("{} portals", published.len()) };
    terminal.say(&format!("{portals}, {pages} pages, {}, {:.2} s", report::summary(findings), took.as_secs_f64()));
    failed
}
