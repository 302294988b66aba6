//! Puts the words of a language into scripts: `words('hours.open')`, `words('matrix.rows', { count: rows.length })`.

use super::calls::{parts, string};
use super::{Asked, Fold, Wrong};
use crate::source::FileId;
use crate::strings::{Category, Piece, Text};

/// Puts the words into a script. What is no call of `words` with a text in quotes stays as it is.
///
/// A value is any expression of the script; a number's form is chosen by `Intl.PluralRules` (ECMA-402) where the language has several.
pub(in crate::render) fn fold_script(text: &str, file: FileId, fold: &mut Fold<'_>) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut done = 0;
    while let Some(start) = text[done..].find("words(").map(|offset| done + offset) {
        let inner = start + "words(".len();
        folded.push_str(&text[done..start]);
        done = inner;
        let stands_alone = !text[..start].ends_with(|before: char| before.is_alphanumeric() || matches!(before, '_' | '$' | '.'));
        let Some(call) = stands_alone.then(|| call(text, inner)).flatten() else {
            folded.push_str("words(");
            continue;
        };
        match expression(&call, fold) {
            Ok(expression) => folded.push_str(&expression),
            Err(wrong) => fold.findings.push(wrong.placed(file, &(start..call.end))),
        }
        done = call.end;
    }
    folded.push_str(&text[done..]);
    folded
}

struct Call<'t> {
    key: &'t str,
    values: Vec<(&'t str, &'t str)>,
    end: usize,
}

/// Reads a call from behind its bracket on; nothing if it is none of these.
fn call(text: &str, start: usize) -> Option<Call<'_>> {
    if !text[start..].starts_with(['"', '\'']) {
        return None;
    }
    let end = string(text, start);
    let key = text.get(start + 1..end - 1)?;
    let rest = text[end..].trim_start();
    if let Some(after) = rest.strip_prefix(')') {
        return Some(Call { key, values: Vec::new(), end: text.len() - after.len() });
    }
    let object = rest.strip_prefix(',')?.trim_start().strip_prefix('{')?;
    let offset = text.len() - object.len();
    let (parts, close) = parts(text, offset, '}');
    let after = text[close?..].trim_start().strip_prefix(')')?;
    let values = parts.into_iter().filter_map(|part| text[part].split_once(':')).map(|(name, value)| (name.trim(), value.trim())).collect();
    Some(Call { key, values, end: text.len() - after.len() })
}

fn expression(call: &Call<'_>, fold: &mut Fold<'_>) -> Result<String, Wrong> {
    let names: Vec<&str> = call.values.iter().map(|(name, _)| *name).collect();
    let (language, categories) = (fold.strings.language().to_owned(), fold.strings.plurals().categories());
    Ok(match fold.asked(call.key, &names)? {
        Asked::One(text) => joined(text, &call.values),
        Asked::Forms(forms) => match categories.as_slice() {
            [_] | [] => joined(forms.last().map_or(&Text::default(), |(_, text)| text), &call.values),
            categories => {
                let form = |category: &Category| {
                    let form = forms.iter().find(|(known, _)| known == category).or(forms.last())?.1;
                    Some(format!("{}: {}", category.word(), joined(form, &call.values)))
                };
                let forms: Vec<String> = categories.iter().filter_map(form).collect();
                let count = value("count", &call.values);
                format!("({{ {} }})[new Intl.PluralRules({}).select({count})]", forms.join(", "), literal(&language))
            }
        },
    })
}

fn joined(text: &Text, values: &[(&str, &str)]) -> String {
    if let Some(words) = text.plain() {
        return literal(words);
    }
    let piece = |piece: &Piece| match piece {
        Piece::Words(words) => literal(words),
        Piece::Place(name) => format!("({})", value(name, values)),
    };
    let pieces: Vec<String> = std::iter::once("''".to_owned()).chain(text.pieces().iter().map(piece)).collect();
    format!("({})", pieces.join(" + "))
}

fn value<'v>(name: &str, values: &[(&str, &'v str)]) -> &'v str {
    values.iter().find(|(known, _)| *known == name).map_or("''", |(_, value)| value)
}

/// Writes words as a script's text.
fn literal(words: &str) -> String {
    format!("'{}'", words.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n"))
}
