//! One JSON object a line and finding, for programs.
//!
//! Every field is always there, and the names are kept:
//!
//! | field | |
//! |---|---|
//! | `rule`, `level` | `unknown-reference`; `error`, `warning` or `info` |
//! | `clients` | in whose portals it was found; empty where it concerns the workspace |
//! | `file`, `line`, `column` | the path in the workspace; both from 1, the column in characters |
//! | `end_line`, `end_column` | the place behind the last character |
//! | `start`, `end` | the same in bytes of the file, from 0 |
//! | `message`, `why`, `help` | text, or null |
//! | `fix` | `{ file, start, end, text }`: the bytes to replace and what to put there, or null |
//! | `related` | further places: `{ file, line, column, end_line, end_column, start, end, message }` |
//!
//! A finding without a place has null in the fields from `file` to `end`.

use serde_json::{Map, Value, json as object};

use super::Places;
use crate::finding::{Finding, escaped};
use crate::source::{Sources, Span};

/// Tells each finding as a JSON object on a line of its own.
pub fn json(findings: &[Finding], sources: &Sources) -> String {
    let mut places = Places::new(sources);
    findings.iter().map(|finding| format!("{}\n", line(finding, &mut places))).collect()
}

fn line(finding: &Finding, places: &mut Places<'_>) -> Value {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("rule", finding.rule.0.into());
    put("level", finding.level.word().into());
    put("clients", finding.clients.clone().into());
    for (name, value) in place(finding.span, places) {
        put(&name, value);
    }
    put("message", escaped(&finding.message).into());
    put("why", finding.why.as_deref().map(escaped).into());
    put("help", finding.help.as_deref().map(escaped).into());
    let fix = finding.fix.as_ref().map(|fix| {
        let path = places.sources.get(fix.span.file).path.as_str();
        object!({ "file": path, "start": fix.span.start, "end": fix.span.end, "text": fix.text })
    });
    put("fix", fix.into());
    let related = finding.related.iter().map(|related| {
        let mut fields = place(Some(related.span), places);
        fields.insert("message".to_owned(), escaped(&related.message).into());
        Value::Object(fields)
    });
    put("related", related.collect());
    Value::Object(fields)
}

fn place(span: Option<Span>, places: &mut Places<'_>) -> Map<String, Value> {
    let fields = ["file", "line", "column", "end_line", "end_column", "start", "end"];
    let values = match span {
        None => vec![Value::Null; fields.len()],
        Some(span) => {
            let (start, end) = (places.position(span.file, span.start), places.position(span.file, span.end));
            let path = places.sources.get(span.file).path.as_str();
            vec![
                path.into(),
                start.line.into(),
                start.column.into(),
                end.line.into(),
                end.column.into(),
                span.start.into(),
                span.end.into(),
            ]
        }
    };
    fields.iter().map(|field| (*field).to_owned()).zip(values).collect()
}
