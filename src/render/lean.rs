//! Stylesheets and scripts without what only their authors need: comments, indentation, and in stylesheets spaces that part nothing.

use std::borrow::Cow;

/// Takes comments out of a stylesheet, and white space where no rule can depend on it: around braces and semicolons, and after commas.
///
/// All other white space becomes one space, since it may stand between selectors, in `calc()` or before a bracket.
/// Strings, addresses without quotes and escaped characters stay as they are (CSS Syntax Level 3, section 4).
pub(super) fn lean(css: &str) -> String {
    let mut lean = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(first) = rest.chars().next() {
        let taken = token(rest, first);
        let (token, after) = rest.split_at(taken);
        rest = after;
        if first.is_ascii_whitespace() || token.starts_with("/*") {
            part(&mut lean, token, rest);
            continue;
        }
        if matches!(first, '{' | '}' | ';') && lean.ends_with(' ') {
            lean.pop();
        }
        if first == '}' && lean.ends_with(';') {
            lean.pop();
        }
        lean.push_str(token);
    }
    lean
}

/// Returns how many bytes from the start of a text belong together.
fn token(text: &str, first: char) -> usize {
    let until = |end: &str, from: usize| text[from..].find(end).map_or(text.len(), |at| from + at + end.len());
    match first {
        '"' | '\'' => string(text, first),
        '/' if text.starts_with("/*") => until("*/", 2),
        '\\' => text.char_indices().nth(2).map_or(text.len(), |(at, _)| at),
        'u' if text.starts_with("url(") && !text[4..].trim_start().starts_with(['"', '\'']) => until(")", 4),
        _ => first.len_utf8(),
    }
}

fn string(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        if character == quote && !escaped {
            return at + 1;
        }
        escaped = character == '\\' && !escaped;
    }
    text.len()
}

/// Writes what a run of white space or a comment comes to: at most one space, or an empty comment where words would grow together.
fn part(lean: &mut String, token: &str, rest: &str) {
    if lean.is_empty() || lean.ends_with([' ', '{', '}', ';', ',']) {
        return;
    }
    if !token.starts_with("/*") {
        lean.push(' ');
    } else if !lean.ends_with("/**/") && !rest.starts_with(|next: char| next.is_ascii_whitespace() || "{};,/".contains(next)) {
        lean.push_str("/**/");
    }
}

/// Takes comments that stand on lines of their own, empty lines and indentation out of a script; comments with `!` or `@license` stay.
///
/// Every line break stays that may end a statement. A text that runs over lines would change with its indentation, so a script that
/// has one, which takes a backtick or a backslash at the end of a line (ECMA-262, section 12.9), is left as it is.
pub(super) fn lean_script(script: &str) -> Cow<'_, str> {
    let mut lines = script.lines().map(str::trim);
    if script.contains('`') || lines.any(|line| line.ends_with('\\')) {
        return script.into();
    }
    let mut lean = String::with_capacity(script.len());
    let mut rest = script.trim_start();
    while !rest.is_empty() {
        let line = rest.lines().next().unwrap_or(rest);
        let is_kept = rest.starts_with("/*!") || line.contains("@license");
        let comment = rest.starts_with("/*").then(|| rest.find("*/").map(|end| end + 2)).flatten();
        rest = match comment.filter(|_| !is_kept) {
            Some(end) => &rest[end..],
            None => {
                if is_kept || !line.starts_with("//") || line.contains("*/") {
                    lean.extend([line.trim_end(), "\n"]);
                }
                &rest[line.len()..]
            }
        };
        rest = rest.trim_start();
    }
    lean.into()
}
