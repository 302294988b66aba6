//! `bailiwick list`: what is there and where, or everything that names something.

use anyhow::Result;
use serde_json::{Map, Value, json};

use super::Exit;
use super::args::{Common, EditionWord, Format, List};
use super::check::exit;
use super::project::{self, Project, Usage};
use super::schema;
use super::terminal::{Stream, Terminal};
use crate::finding::{Findings, escaped};
use crate::model::portal::Edition;
use crate::model::schema::File;
use crate::pipeline::Options;
use crate::pipeline::list::{self, CLIENT, Row, Scope, Use};
use crate::source::Span;

pub(super) fn run(args: &List, common: &Common, terminal: &Terminal) -> Result<Exit> {
    let kind = args.kind.as_deref().map(kind_of).transpose()?;
    let project = project::open(args.workspace.as_deref(), common)?;
    let options = Options { edition: common.edition.map_or(Edition::Internal, EditionWord::edition), ..project.options };
    let (table, findings) = match &args.uses {
        Some(text) => uses(&project, options, text)?,
        None => entities(&project, options, common, kind),
    };
    terminal.findings(&findings, &project.opened.sources, Stream::Err);
    terminal.result(&match common.format {
        Format::Json => table.json(),
        Format::Short => table.plain(),
        Format::Human => terminal.width().map_or_else(|| table.plain(), |width| table.aligned(width)),
    });
    Ok(exit(&findings, common))
}

/// Returns the word for one of a kind, or for a client.
fn kind_of(word: &str) -> Result<&'static str> {
    match schema::named(word)? {
        File::Client => Ok(CLIENT),
        File::Kind(kind) => Ok(kind.singular()),
        File::Settings => Err(Usage("there is one `bailiwick.yaml`, and nothing to list of it".to_owned()).into()),
    }
}

fn entities(project: &Project, options: Options, common: &Common, kind: Option<&str>) -> (Table, Findings) {
    let scope = if common.client.is_empty() { Scope::Workspace } else { Scope::Portals(&project.clients) };
    let (rows, findings) = list::entities(&project.opened, scope, options);
    let rows = rows.into_iter().filter(|row| kind.is_none_or(|kind| row.kind == kind));
    (Table { columns: &["kind", "id", "title", "in", "place"], rows: rows.map(|row| of_row(project, &row)).collect() }, findings)
}

fn of_row(project: &Project, row: &Row) -> Line {
    let place = Place::of(project, row.span);
    let fields = json!({ "kind": row.kind, "id": &*row.id, "title": row.title, "in": row.stands_in });
    Line {
        cells: vec![row.kind.to_owned(), row.id.to_string(), row.title.clone(), row.stands_in.clone(), place.line()],
        fields: place.after(fields),
    }
}

fn uses(project: &Project, options: Options, text: &str) -> Result<(Table, Findings)> {
    let of = list::find(&project.opened, text).map_err(Usage)?;
    let (uses, findings) = list::uses(&project.opened, &project.clients, options, &of);
    let rows = uses.iter().map(|one| of_use(project, one)).collect();
    Ok((Table { columns: &["place", "kind", "id", "title", "key"], rows }, findings))
}

fn of_use(project: &Project, one: &Use) -> Line {
    let place = Place::of(project, one.span);
    let fields = json!({ "kind": one.kind, "id": &*one.id, "title": one.title, "key": one.path, "clients": one.clients });
    Line {
        cells: vec![place.column(), one.kind.to_owned(), one.id.to_string(), one.title.clone(), one.path.clone()],
        fields: place.after(fields),
    }
}

/// Where something stands, for people and for programs.
struct Place {
    file: String,
    line: usize,
    column: usize,
}

impl Place {
    fn of(project: &Project, span: Span) -> Place {
        let sources = &project.opened.sources;
        let position = sources.position(span);
        Place { file: sources.get(span.file).path.as_str().to_owned(), line: position.line, column: position.column }
    }

    fn line(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    fn column(&self) -> String {
        format!("{}:{}:{}", self.file, self.line, self.column)
    }

    /// Adds the place to the fields of a line.
    fn after(&self, fields: Value) -> Map<String, Value> {
        let Value::Object(mut fields) = fields else { return Map::new() };
        fields.insert("file".to_owned(), json!(self.file));
        fields.insert("line".to_owned(), json!(self.line));
        fields.insert("column".to_owned(), json!(self.column));
        fields
    }
}

/// What is printed: the same lines for people and for programs.
struct Table {
    columns: &'static [&'static str],
    rows: Vec<Line>,
}

struct Line {
    cells: Vec<String>,
    fields: Map<String, Value>,
}

impl Table {
    /// One JSON object a line.
    fn json(&self) -> String {
        self.rows.iter().map(|row| format!("{}\n", Value::Object(row.fields.clone()))).collect()
    }

    /// One line each, with tabs between the columns, for other programs.
    fn plain(&self) -> String {
        let cell = |text: &String| escaped(text);
        self.rows.iter().map(|row| format!("{}\n", row.cells.iter().map(cell).collect::<Vec<_>>().join("\t"))).collect()
    }

    /// Columns under each other below a head; titles are cut where a line would be longer than the terminal is wide.
    fn aligned(&self, width: usize) -> String {
        let head: Vec<String> = self.columns.iter().map(|column| column.to_uppercase()).collect();
        let cells = |row: &Line| row.cells.iter().map(|text| escaped(text)).collect::<Vec<String>>();
        let mut lines: Vec<Vec<String>> = std::iter::once(head).chain(self.rows.iter().map(cells)).collect();
        let mut widths: Vec<usize> =
            (0..self.columns.len()).map(|column| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0)).collect();
        let title = self.columns.iter().position(|column| *column == "title").expect("every table has titles");
        let total: usize = widths.iter().sum::<usize>() + 2 * (widths.len() - 1);
        widths[title] = widths[title].saturating_sub(total.saturating_sub(width)).max(SHORTEST_TITLE.min(widths[title]));
        for line in &mut lines {
            line[title] = cut(&line[title], widths[title]);
        }
        let padded = |line: &Vec<String>| {
            let cells = line.iter().zip(&widths).map(|(text, width)| format!("{text:width$}"));
            format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
        };
        lines.iter().map(padded).collect()
    }
}

/// The fewest characters that a title is cut to.
const SHORTEST_TITLE: usize = 16;

fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}
