//! What can be typed. These are plain values; what they mean is worked out where they are used.

use std::path::PathBuf;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};

use crate::finding::Level;
use crate::model::date::Date;
use crate::model::portal::Edition;

/// Portals that tell who does what, between a client and its managed service provider.
#[derive(Debug, Parser)]
#[command(name = "bailiwick", version, about, disable_help_subcommand = true)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write a small workspace that builds without findings
    Init(Init),
    /// Check a workspace and publish a portal for each client
    Build(Build),
    /// Judge a workspace: build without the writing
    Check(Check),
    /// Preview the portals in a browser, which follows what is written
    Serve(Serve),
    /// Show what is there, and where; or everything that names something
    List(List),
    /// Write a commented skeleton of an entity, or of a client
    New(New),
    /// Write the JSON Schemas that editors complete and check by
    Schema(Schema),
    /// Print the script by which a shell completes what is typed
    Completions(Completions),
    /// Print the manual page of the program, or of one command
    Man(Man),
}

/// Options of every command that reads a workspace.
#[derive(Debug, clap::Args)]
pub(super) struct Common {
    /// Only this client; may be repeated, and may hold `*` and `?`
    #[arg(long, value_name = "SLUG", global = true, action = ArgAction::Append)]
    pub(super) client: Vec<String>,
    /// Whom the portals are for: the client, unless this says otherwise; `list` shows everything, unless this does
    #[arg(long, value_name = "EDITION", global = true)]
    pub(super) edition: Option<EditionWord>,
    /// The day that everything is judged by, such as 2026-11-24
    #[arg(long, value_name = "DATE", global = true, value_parser = date)]
    pub(super) today: Option<Date>,
    /// Let warnings stop a build too
    #[arg(long, global = true)]
    pub(super) strict: bool,
    /// Show only findings of this name; may be repeated
    #[arg(long, value_name = "NAME", global = true, action = ArgAction::Append)]
    pub(super) rule: Vec<String>,
    /// Show only findings that weigh at least this much
    #[arg(long, value_name = "LEVEL", global = true, default_value = "warning")]
    pub(super) min: LevelWord,
    /// The form in which findings are told
    #[arg(long, value_name = "FORMAT", global = true, default_value = "human")]
    pub(super) format: Format,
    /// When to use colours
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    pub(super) color: When,
    /// Say nothing but findings
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// Say how long each stage took
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(super) verbose: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// The shell
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
pub(super) struct Man {
    /// The command; without it, the program
    pub(super) command: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Init {
    /// The folder to write; it must be empty or not there yet
    #[arg(default_value = ".")]
    pub(super) folder: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct Build {
    /// The folder of the workspace; else the nearest one upwards that has a `bailiwick.yaml`
    pub(super) workspace: Option<PathBuf>,
    /// Where the portals go; else `dist` in the workspace, `dist-internal` for the internal edition
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// How many clients are built at a time; else as many as there are cores
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) jobs: Option<u16>,
    /// Remove the portals of clients that are gone
    #[arg(long)]
    pub(super) clean: bool,
    /// Flush each portal to the disk before it takes its place
    #[arg(long)]
    pub(super) durable: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Check {
    /// The folder of the workspace; else the nearest one upwards that has a `bailiwick.yaml`
    pub(super) workspace: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Serve {
    /// The folder of the workspace; else the nearest one upwards that has a `bailiwick.yaml`
    pub(super) workspace: Option<PathBuf>,
    /// The port to listen on; else 4400, or the next one that is free
    #[arg(long, value_name = "PORT")]
    pub(super) port: Option<u16>,
    /// The address to listen on; else 127.0.0.1, which only this machine reaches
    #[arg(long, value_name = "HOST")]
    pub(super) host: Option<String>,
    /// Open the preview in the browser
    #[arg(long)]
    pub(super) open: bool,
    /// Read the workspace every half second, for shares and disks that tell of no changes
    #[arg(long)]
    pub(super) poll: bool,
    /// What opens a file at a place, such as `code -g {file}:{line}:{column}`; else what BAILIWICK_EDITOR says
    #[arg(long, value_name = "COMMAND")]
    pub(super) editor: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct List {
    /// Only this kind, such as `contacts`; else every kind
    pub(super) kind: Option<String>,
    /// Everything that names this, such as `contact:dana-kim`
    #[arg(long, value_name = "KIND:ID", conflicts_with = "kind")]
    pub(super) uses: Option<String>,
    /// The folder of the workspace; else the nearest one upwards that has a `bailiwick.yaml`
    #[arg(long, value_name = "DIR")]
    pub(super) workspace: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct New {
    /// What to write: `client`, or a kind such as `contact`
    pub(super) kind: String,
    /// Its id; for a client, the name of its folder. What a portal has once, such as `severity`, has none
    pub(super) id: Option<String>,
    /// The folder of the workspace; else the nearest one upwards that has a `bailiwick.yaml`
    #[arg(long, value_name = "DIR")]
    pub(super) workspace: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Schema {
    /// Print the schema of this kind, of `client` or of `bailiwick`; else write all of them into the workspace
    pub(super) kind: Option<String>,
    /// The folder of the workspace; else the nearest one upwards that has a `bailiwick.yaml`
    #[arg(long, value_name = "DIR")]
    pub(super) workspace: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum EditionWord {
    /// For the client: nothing internal is in it
    Client,
    /// For the provider: everything, internal matter marked
    Internal,
}

impl EditionWord {
    pub(super) fn edition(self) -> Edition {
        match self {
            EditionWord::Client => Edition::Client,
            EditionWord::Internal => Edition::Internal,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum LevelWord {
    Error,
    Warning,
    Info,
}

impl LevelWord {
    pub(super) fn level(self) -> Level {
        match self {
            LevelWord::Error => Level::Error,
            LevelWord::Warning => Level::Warning,
            LevelWord::Info => Level::Info,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With the source line and what to do
    Human,
    /// A line each
    Short,
    /// A JSON object a line
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "expected a date such as 2026-11-24".to_owned())
}
