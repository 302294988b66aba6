//! How long each stage takes for one client of 100, 1,000 and 10,000 entities, and whether any grows faster than the entities.
//!
//! `cargo bench --bench stages` times every stage by the clock and then prints a table by processor time, per entity: no stage may grow faster than its input.
//! `cargo bench --bench stages -- tables` prints the tables alone.
//! Writing goes into a folder of its own each round, as deleting between rounds makes later rounds slower on some file systems.

#![expect(clippy::disallowed_methods, reason = "a benchmark of writing writes, and copies for comparison")]
#![expect(clippy::print_stdout, reason = "a benchmark tells its results")]

mod generate;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bailiwick::disk::output;
use bailiwick::disk::swap::{Durable, Exchange, PublishOptions, publish};
use bailiwick::files::Files;
use bailiwick::load::parses::Parses;
use bailiwick::load::{self, Workspace, workspace};
use bailiwick::model::date::Date;
use bailiwick::model::portal::{Edition, Portal};
use bailiwick::pipeline::{self, Attachment, Attachments, Known, Opened, Options, Outcome, Written};
use bailiwick::source::SourcePath;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

const SIZES: [usize; 3] = [100, 1_000, 10_000];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let tables_alone = arguments.iter().any(|argument| argument == "tables");
    if !tables_alone {
        divan::main();
    }
    // Without a choice of benches; `cargo test` only asks whether they run.
    if tables_alone || arguments == ["--bench"] {
        linearity();
        page_types();
    }
    let _ = std::fs::remove_dir_all(scratch());
}

fn today() -> Date {
    Date::parse("2026-11-24").expect("a date")
}

fn read(path: &SourcePath) -> Result<Attachment, String> {
    Ok(Attachment::new(path, generate::picture()))
}

fn parse(written: &Written) -> Parses {
    let mut parses = Parses::default();
    parses.update(&written.sources);
    parses
}

fn gather(written: &Written, parses: &Parses) -> Workspace {
    workspace::gather(&written.sources, parses, &written.unread)
}

fn open(written: Written) -> Opened {
    pipeline::open(written, &mut Known::default())
}

fn load(opened: &Opened) -> Portal {
    let loaded = load::load(&opened.workspace, generate::CLIENT, Edition::Client, opened.inputs(today()), None);
    assert!(loaded.findings.is_empty(), "the generated workspace is wrong: {:?}", &loaded.findings[..loaded.findings.len().min(3)]);
    loaded.portal.expect("a portal without findings is there")
}

fn attachments(opened: &Opened, portal: &Portal) -> Attachments {
    pipeline::attachments(portal, opened, &read).0
}

fn plan(opened: &Opened, portal: &Portal, attachments: &Attachments) -> usize {
    pipeline::show(opened, portal, attachments).expect("the theme is whole").pages().len()
}

fn render(opened: &Opened, portal: &Portal, attachments: &Attachments) -> usize {
    let shown = pipeline::show(opened, portal, attachments).expect("the theme is whole");
    shown.pages().iter().map(|page| shown.page(page).expect("a page renders").len()).sum()
}

fn client(opened: &Opened) -> Files {
    let options = Options { edition: Edition::Client, today: today() };
    let made = pipeline::client(opened, generate::CLIENT, options, &read, &mut |_| {});
    match made.outcome {
        Outcome::Ready(files) => files,
        Outcome::Stopped | Outcome::Draft => panic!("the generated workspace is wrong: {:?}", made.findings.first()),
    }
}

/// Where rounds of writing leave their files until the end of the run.
fn scratch() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("stages-{}", std::process::id()))
}

/// Returns a folder that no round used before.
fn fresh() -> PathBuf {
    static ROUND: AtomicUsize = AtomicUsize::new(0);
    let folder = scratch().join(ROUND.fetch_add(1, Ordering::Relaxed).to_string());
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

fn write(files: &Files, folder: &Path) {
    let output = output::open(folder).expect("a fresh folder opens");
    let options = PublishOptions { durable: Durable::No, exchange: Exchange::IfPossible };
    publish(&output, generate::CLIENT, files, &options).expect("a portal is written");
}

fn copy(from: &Path, to: &Path) {
    let status = std::process::Command::new("cp").arg("-r").arg(from).arg(to).status().expect("cp runs");
    assert!(status.success());
}

#[divan::bench_group(max_time = 2, sample_count = 20)]
mod memory {
    use super::{Bencher, ItemsCount, Parses, SIZES, black_box, generate};

    #[divan::bench(args = SIZES)]
    fn a_parse(bencher: Bencher<'_, '_>, entities: usize) {
        let written = generate::workspace(entities);
        bencher.counter(ItemsCount::new(entities)).bench_local(|| super::parse(black_box(&written)));
    }

    #[divan::bench(args = SIZES)]
    fn b_gather(bencher: Bencher<'_, '_>, entities: usize) {
        let written = generate::workspace(entities);
        let parses: Parses = super::parse(&written);
        bencher.counter(ItemsCount::new(entities)).bench_local(|| super::gather(black_box(&written), &parses));
    }

    #[divan::bench(args = SIZES)]
    fn c_load(bencher: Bencher<'_, '_>, entities: usize) {
        let opened = super::open(generate::workspace(entities));
        bencher.counter(ItemsCount::new(entities)).bench_local(|| super::load(black_box(&opened)));
    }

    #[divan::bench(args = SIZES)]
    fn d_plan(bencher: Bencher<'_, '_>, entities: usize) {
        let opened = super::open(generate::workspace(entities));
        let portal = super::load(&opened);
        let attachments = super::attachments(&opened, &portal);
        bencher.counter(ItemsCount::new(entities)).bench_local(|| super::plan(black_box(&opened), &portal, &attachments));
    }

    #[divan::bench(args = SIZES)]
    fn e_render(bencher: Bencher<'_, '_>, entities: usize) {
        let opened = super::open(generate::workspace(entities));
        let portal = super::load(&opened);
        let attachments = super::attachments(&opened, &portal);
        bencher.counter(ItemsCount::new(entities)).bench_local(|| super::render(black_box(&opened), &portal, &attachments));
    }

    #[divan::bench(args = SIZES)]
    fn f_whole_client(bencher: Bencher<'_, '_>, entities: usize) {
        let opened = super::open(generate::workspace(entities));
        bencher.counter(ItemsCount::new(entities)).bench_local(|| super::client(black_box(&opened)));
    }
}

#[divan::bench_group(sample_count = 5, sample_size = 1)]
mod disk {
    use super::{Bencher, ItemsCount, SIZES, fresh, generate};

    #[divan::bench(args = SIZES)]
    fn a_write(bencher: Bencher<'_, '_>, entities: usize) {
        let files = super::client(&super::open(generate::workspace(entities)));
        bencher.counter(ItemsCount::new(entities)).with_inputs(fresh).bench_local_refs(|folder| super::write(&files, folder));
    }

    #[divan::bench(args = SIZES)]
    fn b_cp_of_the_same(bencher: Bencher<'_, '_>, entities: usize) {
        let files = super::client(&super::open(generate::workspace(entities)));
        let from = fresh();
        super::write(&files, &from);
        let from = from.join(generate::CLIENT);
        bencher.counter(ItemsCount::new(entities)).with_inputs(fresh).bench_local_refs(|folder| super::copy(&from, folder));
    }
}

/// How much more one entity of many may cost than one of few before a stage counts as worse than linear.
///
/// A hundred entities fit the caches and ten thousand do not: by the same number of instructions an entity, walking their trees takes up to twice as long.
const TOLERANCE: f64 = 2.5;

/// Prints what each stage costs an entity at each size, by processor time on one thread, and judges it.
fn linearity() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread starts");
    let columns: Vec<Vec<(&str, Duration)>> = SIZES.iter().map(|entities| pool.install(|| costs(*entities))).collect();
    println!("\nprocessor time an entity, in microseconds, on one thread");
    println!("{:<8}{:>10}{:>10}{:>10}{:>12}", "stage", SIZES[0], SIZES[1], SIZES[2], "last/first");
    for (row, (stage, _)) in columns[0].iter().enumerate() {
        let each: Vec<f64> =
            columns.iter().zip(SIZES).map(|(column, entities)| column[row].1.as_secs_f64() * 1e6 / entities as f64).collect();
        let growth = each[2] / each[0];
        let verdict = if growth <= TOLERANCE { "linear" } else { "WORSE THAN LINEAR" };
        println!("{stage:<8}{:>10.1}{:>10.1}{:>10.1}{growth:>12.2}  {verdict}", each[0], each[1], each[2]);
    }
}

/// Prints what the pages of each type cost an entity, its view and its template apart, so that a stage that is worse than linear names its page.
fn page_types() {
    let columns: Vec<BTreeMap<&str, [Duration; 2]>> = SIZES.iter().map(|entities| page_costs(*entities)).collect();
    println!("\nprocessor time of pages an entity, in microseconds: view + template");
    println!("{:<18}{:>18}{:>18}{:>18}{:>12}", "page type", SIZES[0], SIZES[1], SIZES[2], "last/first");
    for name in columns[0].keys() {
        let each = |index: usize| columns[index][name].map(|time| time.as_secs_f64() * 1e6 / SIZES[index] as f64);
        let shown: Vec<String> = (0..SIZES.len()).map(|index| format!("{:.1} + {:.1}", each(index)[0], each(index)[1])).collect();
        let growth = each(2).iter().sum::<f64>() / each(0).iter().sum::<f64>();
        println!("{name:<18}{:>18}{:>18}{:>18}{growth:>12.2}", shown[0], shown[1], shown[2]);
    }
}

/// Measures the pages of each type at one size; every page is made a few times, and the best counts.
fn page_costs(entities: usize) -> BTreeMap<&'static str, [Duration; 2]> {
    let opened = open(generate::workspace(entities));
    let portal = load(&opened);
    let attachments = attachments(&opened, &portal);
    let shown = pipeline::show(&opened, &portal, &attachments).expect("the theme is whole");
    let mut costs: BTreeMap<&str, [Duration; 2]> = BTreeMap::new();
    for page in shown.pages() {
        let view = best(3, || shown.view(&page));
        let whole = best(3, || shown.page(&page));
        let cost = costs.entry(shown.view(&page).template).or_default();
        cost[0] += view;
        cost[1] += whole.saturating_sub(view);
    }
    costs
}

/// Measures each stage at one size: the best of several rounds.
fn costs(entities: usize) -> Vec<(&'static str, Duration)> {
    let rounds = (20_000 / entities).clamp(3, 40);
    let written = generate::workspace(entities);
    let parses = parse(&written);
    let opened = open(written.clone());
    let portal = load(&opened);
    let attachments = attachments(&opened, &portal);
    let files = client(&opened);
    vec![
        ("parse", best(rounds, || parse(&written))),
        ("gather", best(rounds, || gather(&written, &parses))),
        ("load", best(rounds, || load(&opened))),
        ("plan", best(rounds, || plan(&opened, &portal, &attachments))),
        ("render", best(rounds, || render(&opened, &portal, &attachments))),
        ("client", best(rounds, || client(&opened))),
        ("write", best(rounds.min(5), || write(&files, &fresh()))),
    ]
}

fn best<T>(rounds: usize, stage: impl Fn() -> T) -> Duration {
    let once = || {
        let start = processor_time();
        black_box(stage());
        processor_time().saturating_sub(start)
    };
    (0..rounds).map(|_| once()).min().unwrap_or_default()
}

fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or_default())
}
