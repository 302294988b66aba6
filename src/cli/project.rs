//! A workspace, found, read and opened, with the clients and the day that were asked for.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use globset::{Glob, GlobSet, GlobSetBuilder};

use super::args::{Common, EditionWord};
use crate::disk;
use crate::finding::{Findings, nearest};
use crate::model::date::Date;
use crate::model::hours::Zone;
use crate::model::portal::Edition;
use crate::pipeline::{self, Attachment, Known, Opened, Options};
use crate::source::SourcePath;

/// A workspace that is ready to be made into portals.
pub(super) struct Project {
    pub(super) root: PathBuf,
    pub(super) opened: Opened,
    /// What concerns no client alone: from the disk, the settings, the library, the themes.
    pub(super) findings: Findings,
    /// The clients that were asked for.
    pub(super) clients: Vec<String>,
    pub(super) options: Options,
    /// How long reading and parsing took.
    pub(super) times: [(&'static str, Duration); 2],
}

impl Project {
    /// Reads an attachment for the pipeline.
    pub(super) fn attachment(&self, path: &SourcePath) -> Result<Attachment, String> {
        disk::workspace::read_attachment(&self.root, path).map_err(|error| format!("{error:#}"))
    }
}

/// An argument that means nothing in this workspace.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Usage(pub(super) String);

/// Finds, reads and opens the workspace that the arguments name.
pub(super) fn open(workspace: Option<&Path>, common: &Common) -> Result<Project> {
    let start = Instant::now();
    let root = root(workspace)?;
    let read = disk::workspace::read(&root)?;
    let reading = start.elapsed();
    let start = Instant::now();
    let (written, mut findings) = read.into_written();
    let opened = pipeline::open(written, &mut Known::default());
    let parsing = start.elapsed();
    let today = today(common.today, &opened)?;
    findings.extend(opened.findings.iter().cloned());
    let clients = chosen(&common.client, &opened)?;
    let options = Options { edition: common.edition.map_or(Edition::Client, EditionWord::edition), today };
    Ok(Project { root, opened, findings, clients, options, times: [("read", reading), ("parse", parsing)] })
}

/// Returns the folder of the workspace: the one that is named, else the nearest one upwards.
pub(super) fn root(workspace: Option<&Path>) -> Result<PathBuf> {
    match workspace {
        Some(root) => Ok(root.to_path_buf()),
        None => disk::workspace::find(&std::env::current_dir().context("cannot tell the current folder")?),
    }
}

/// Returns the day that everything is judged by: as asked, else `as_of`, else `SOURCE_DATE_EPOCH`, else today in the provider's zone.
pub(super) fn today(asked: Option<Date>, opened: &Opened) -> Result<Date> {
    let settings = opened.workspace.settings.as_ref();
    if let Some(day) = asked.or_else(|| settings.and_then(|settings| settings.value.as_of)) {
        return Ok(day);
    }
    let zone = settings.map_or(jiff::tz::TimeZone::UTC, |settings| Zone::rules(&settings.value.provider.zone).clone());
    let instant = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => {
            let seconds: i64 = seconds.trim().parse().with_context(|| format!("SOURCE_DATE_EPOCH is no number of seconds: `{seconds}`"))?;
            jiff::Timestamp::from_second(seconds).context("SOURCE_DATE_EPOCH lies outside the calendar")?
        }
        Err(_) => jiff::Timestamp::now(),
    };
    Ok(Date::new(instant.to_zoned(zone).date()))
}

/// Returns the clients that the patterns name, all of them where there is no pattern.
fn chosen(patterns: &[String], opened: &Opened) -> Result<Vec<String>> {
    let all: Vec<&str> = opened.workspace.clients.keys().map(String::as_str).collect();
    for pattern in patterns {
        let glob = glob(pattern)?.compile_matcher();
        if !all.iter().any(|client| glob.is_match(client)) {
            let hint = match nearest(pattern, all.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if all.is_empty() => "there are none".to_owned(),
                None => format!("there are {}", all.join(", ")),
            };
            return Err(Usage(format!("no client is called `{pattern}`; {hint}")).into());
        }
    }
    let set = glob_set(patterns)?;
    Ok(all.into_iter().filter(|client| patterns.is_empty() || set.is_match(client)).map(str::to_owned).collect())
}

pub(super) fn glob_set(patterns: &[String]) -> Result<GlobSet> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        set.add(glob(pattern)?);
    }
    set.build().context("cannot use the patterns of `--client` together")
}

fn glob(pattern: &str) -> Result<Glob> {
    Glob::new(pattern).map_err(|error| Usage(format!("`{pattern}` is no pattern for a client's name: {}", error.kind())).into())
}
