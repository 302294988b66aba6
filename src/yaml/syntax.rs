//! What the YAML parser stumbles on, in the words of people who are no programmers.
//!
//! The parser says where it could not go on; the mistake often stands before that, so each kind is looked at on its line.

use std::ops::Range;

use serde_yaml::granit_parser::{ErrorKind, ScanError};

use super::YAML_SYNTAX;
use crate::finding::{Finding, escaped, quoted};
use crate::source::{FileId, Span, char_start};

/// Where the parser stopped.
pub(super) struct Mistake<'text> {
    pub(super) text: &'text str,
    /// The byte at which it could not go on.
    pub(super) offset: usize,
    /// The innermost `[` or `{` that was open.
    pub(super) bracket: Option<usize>,
    /// The `*`, `&` or `!` that the text on this line starts with.
    pub(super) sign: Option<usize>,
}

/// Words the finding for what the parser stumbled on.
pub(super) fn finding(mistake: &Mistake<'_>, problem: &ScanError, file: FileId, base: usize) -> Finding {
    let wording = mistake.wording(problem);
    let span = |range: &Range<usize>| Span::new(file, base + range.start, base + range.end);
    let mut finding = Finding::error(YAML_SYNTAX, span(&wording.range), wording.message);
    finding.help = wording.help;
    if let Some((range, text)) = wording.fix {
        finding = finding.fix(span(&range), text);
    }
    match wording.stopped {
        Some(range) => finding.related(span(&range), "reading stopped here"),
        None => finding,
    }
}

struct Wording {
    range: Range<usize>,
    message: String,
    help: Option<String>,
    fix: Option<(Range<usize>, String)>,
    /// Where the parser noticed, if that is another line.
    stopped: Option<Range<usize>>,
}

impl Wording {
    fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Wording { range, message: message.into(), help: None, fix: None, stopped: None }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Wording { help: Some(help.into()), ..self }
    }

    fn fix(self, range: Range<usize>, text: impl Into<String>) -> Self {
        Wording { fix: Some((range, text.into())), ..self }
    }
}

impl<'text> Mistake<'text> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the parser marks its kinds as open-ended; what has no better words keeps its own")]
    fn wording(&self, problem: &ScanError) -> Wording {
        use ErrorKind as Kind;
        if let Some(sign) = self.sign {
            return self.must_be_quoted(sign);
        }
        let line = &self.text[self.line_start(self.offset)..self.line_end()];
        if line[..line.len() - line.trim_start_matches([' ', '\t']).len()].contains('\t') {
            return self.tab();
        }
        match problem.kind() {
            Kind::TabNotAllowed
            | Kind::TabInBlockIndentation
            | Kind::TabInIndentation
            | Kind::TabInPlainScalar
            | Kind::TabAtBlockScalarStart => self.tab(),
            Kind::UnclosedQuotedScalar | Kind::DocumentIndicatorInQuotedScalar => {
                Wording::new(self.here(), "the quote that opens here is not closed").help(self.close_quote())
            }
            Kind::InvalidTrailingSingleQuotedScalar => self.after_quote('\'', "write `''` for an apostrophe inside single quotes"),
            Kind::InvalidTrailingDoubleQuotedScalar => {
                self.after_quote('"', "put the whole text in quotes, and write `\\\"` for a quote inside it")
            }
            Kind::UnknownQuotedScalarEscape
            | Kind::InvalidQuotedScalarHexEscape
            | Kind::InvalidUnicodeEscape
            | Kind::InvalidLowSurrogateHexEscape
            | Kind::InvalidLowSurrogate
            | Kind::MissingLowSurrogate
            | Kind::UnpairedLowSurrogate => self.escape(),
            Kind::UnexpectedCharacter { character } => self.character(*character),
            Kind::MisplacedFlowCollectionEnd => {
                Wording::new(self.here(), format!("{} closes a bracket that was never opened", self.shown()))
                    .help("put text that holds brackets in quotes")
            }
            Kind::MismatchedFlowCollectionEnd { open, close } => {
                Wording::new(self.here(), format!("the `{open}` that opens here is closed by `{close}`")).help(close_bracket(*open))
            }
            Kind::UnclosedFlowCollection { open } => self.unclosed(self.offset, *open),
            Kind::InvalidBlockScalarHeader => Wording::new(self.here(), format!("text follows {} on its line", self.shown()))
                .help("start the text on the next line, indented; or put text that starts with this sign in quotes"),
            Kind::DirectiveDisallowed => Wording::new(self.here(), "a line cannot start with `%`").help("put the text in quotes"),
            Kind::BomInsideDocument => {
                Wording::new(self.here(), "a byte order mark stands inside the text").help("delete it").fix(self.here(), "")
            }
            Kind::RecursionLimitExceeded => Wording::new(self.here(), "lists and mappings are nested more than 64 deep here"),
            Kind::CommentInterceptedScalar => {
                Wording::new(self.here(), "a comment cuts the text in two").help("put the comment above the key, or the text in quotes")
            }
            Kind::CommentNotSeparated => Wording::new(self.here(), "a `#` follows a value").help("put a space before a comment"),
            _ => self.in_bracket().unwrap_or_else(|| self.structure(problem)),
        }
    }

    /// Words what is wrong with keys, dashes and indentation.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the parser marks its kinds as open-ended; what has no better words keeps its own")]
    fn structure(&self, problem: &ScanError) -> Wording {
        use ErrorKind as Kind;
        match problem.kind() {
            Kind::BlockSequenceEntryNotAllowed => self.dash(),
            Kind::MappingValueNotAllowed => self.second_colon(),
            Kind::MappingKeyNotAllowed => self.must_be_quoted(self.offset),
            Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => self.no_key(),
            Kind::ExpectedBlockSequenceEntry => self.no_dash(),
            Kind::ExpectedBlockMappingKey => self.no_key_here(),
            Kind::ExpectedNodeContent | Kind::UnexpectedEofBlockMapping | Kind::UnexpectedEofBlockSequence | Kind::UnexpectedEof => {
                Wording::new(self.here(), format!("{} cannot start a value", self.shown())).help("put the text in quotes")
            }
            _ => Wording::new(self.here(), format!("this is not valid YAML: {}", escaped(&problem.info()))),
        }
    }

    fn tab(&self) -> Wording {
        let mut start = self.line_start(self.offset);
        for line in self.text[start..].split_inclusive('\n') {
            let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
            if let Some(tab) = line[..indentation].find('\t') {
                let range = start + tab..start + tab + 1;
                return Wording::new(range, "a tab indents this line").help("indent with spaces: YAML takes no tabs");
            }
            start += line.len();
        }
        Wording::new(self.here(), "a tab stands where only a space may").help("put a space in its place")
    }

    fn close_quote(&self) -> String {
        let quote = self.text[self.offset..].chars().next().unwrap_or('"');
        format!("end the text with `{quote}`")
    }

    fn after_quote(&self, quote: char, help: &str) -> Wording {
        let line = &self.text[self.line_start(self.offset)..self.offset];
        let opener = if line.matches(quote).count() == 1 { self.open_quote_before(quote) } else { None };
        match opener {
            Some(start) => {
                let wording = Wording::new(start..start + 1, "the quote that opens here is not closed on its line");
                Wording { stopped: Some(self.here()), ..wording.help(format!("end the text with `{quote}`")) }
            }
            None => Wording::new(self.offset..self.line_end(), "text follows the closing quote").help(help),
        }
    }

    /// Returns the last value that opens a quote on a line above and does not close it there.
    fn open_quote_before(&self, quote: char) -> Option<usize> {
        let mut end = self.line_start(self.offset);
        while end > 0 {
            let start = self.line_start(end - 1);
            let line = &self.text[start..end];
            if line.matches(quote).count() % 2 == 1 {
                return [": ", "- "]
                    .iter()
                    .filter_map(|before| line.find(&format!("{before}{quote}")))
                    .min()
                    .map(|place| start + place + 2);
            }
            end = start;
        }
        None
    }

    fn escape(&self) -> Wording {
        let mut characters = self.text[self.offset..].char_indices();
        while let Some((place, character)) = characters.next() {
            let Some((next, escape)) = (character == '\\').then(|| characters.next()).flatten() else { continue };
            let digits = match escape {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            let rest = self.text[self.offset + next + escape.len_utf8()..].chars();
            if rest.take(digits).filter(char::is_ascii_hexdigit).count() < digits || !"0abt\tnvfre \"/\\N_LPxuU\r\n".contains(escape) {
                let start = self.offset + place;
                let range = start..self.offset + next + escape.len_utf8();
                return Wording::new(range, format!("`\\{}` means nothing in double quotes", escaped(&escape.to_string())))
                    .help("write `\\\\` for a backslash, or use single quotes, in which a backslash is only that");
            }
        }
        Wording::new(self.here(), "a character is written here as a number that is no character")
    }

    fn character(&self, character: char) -> Wording {
        match character {
            '@' | '`' | '%' => self.must_be_quoted(self.offset),
            _ if character.is_control() => {
                let message = format!("the control character U+{:04X} cannot stand here", u32::from(character));
                Wording::new(self.here(), message).help("delete it")
            }
            _ => Wording::new(self.here(), format!("{} cannot stand here", self.shown())).help("put the text in quotes"),
        }
    }

    /// Words a text that starts with a sign which YAML keeps for itself.
    fn must_be_quoted(&self, start: usize) -> Wording {
        let end = self.line_end();
        let sign = self.text[start..].chars().next().map_or(String::new(), |sign| sign.to_string());
        let shown = if sign == "`" { "a backtick".to_owned() } else { format!("`{sign}`") };
        let wording = Wording::new(start..start + sign.len(), format!("text cannot start with {shown}")).help("put the text in quotes");
        let text = &self.text[start..end];
        // In brackets the end of the text cannot be told, and quotes or a comment in it would need more than quotes around it.
        let before = &self.text[self.line_start(start)..start];
        let is_simple = self.bracket.is_none() && !before.contains(['[', '{']) && !text.contains(['"', '\\', '#']);
        if is_simple { wording.fix(start..end, format!("\"{text}\"")) } else { wording }
    }

    fn unclosed(&self, start: usize, open: char) -> Wording {
        Wording::new(start..start + 1, format!("the `{open}` that opens here is not closed")).help(close_bracket(open))
    }

    /// Words what is wrong inside brackets that are still open.
    fn in_bracket(&self) -> Option<Wording> {
        let start = self.bracket?;
        let open = self.text[start..].chars().next().filter(|open| matches!(open, '[' | '{'))?;
        if start < self.line_start(self.offset) {
            return Some(Wording { stopped: Some(self.here()), ..self.unclosed(start, open) });
        }
        let close = if open == '[' { ']' } else { '}' };
        let message = format!("expected `,` or `{close}`, found {}", self.shown());
        Some(Wording::new(self.here(), message).help("put text that holds a comma, a colon, a quote or brackets in quotes"))
    }

    fn dash(&self) -> Wording {
        if self.text[self.offset..self.line_end()].trim() == "-" {
            return Wording::new(self.here(), "a `-` alone is no text").help("put it in quotes, or leave the value out");
        }
        Wording::new(self.here(), "a list starts on the line of its key").help("put each `- …` on a line of its own under the key")
    }

    /// Words a colon where no key can be.
    fn second_colon(&self) -> Wording {
        let start = self.line_start(self.offset);
        let line = &self.text[start..self.offset];
        if let Some(place) = line.find(": ") {
            let from = start + place + 2;
            let value = from + self.text[from..self.offset].len() - self.text[from..self.offset].trim_start().len();
            return Wording::new(value..self.line_end(), "text that holds a colon and a space looks like a second key")
                .help("put the text in quotes");
        }
        let above = self.line_above(start);
        let indentation = |line: &str| line.len() - line.trim_start_matches([' ', '-']).len();
        if let Some(wording) = self.missing_space(&above) {
            return wording;
        }
        let key = start + indentation(line)..self.offset;
        if key.is_empty() {
            return Wording::new(self.here(), "a colon stands where a key is expected")
                .help("write the key before it, or put the text in quotes");
        }
        let name = quoted(&self.text[key.clone()]);
        if indentation(line) > indentation(&self.text[above]) {
            return Wording::new(key, format!("{name} is indented deeper than the line above, so it goes on with its text"))
                .help("give keys that belong together the same indentation; put text that holds a colon in quotes");
        }
        Wording::new(key, format!("no key can stand here, found {name}")).help("put text that holds a colon in quotes")
    }

    fn no_key(&self) -> Wording {
        let line = self.line_start(self.offset)..self.line_end();
        self.missing_space(&line).unwrap_or_else(|| {
            Wording::new(self.offset..line.end, "this line is neither a `key: value` nor more of the text above")
                .help("indent it deeper if it goes on with the text above")
        })
    }

    fn no_dash(&self) -> Wording {
        let start = self.line_start(self.offset);
        let above = &self.text[self.line_above(start)];
        let wanted = above.len() - above.trim_start_matches([' ', '-']).len();
        Wording::new(self.offset..self.line_end(), "this line neither goes on with the item above nor starts a new one")
            .help(format!("indent it by {wanted} spaces to go on with the item, or start it with `- `"))
    }

    fn no_key_here(&self) -> Wording {
        let start = self.line_start(self.offset);
        let before = self.text[start..self.offset].trim_end();
        if before.ends_with([']', '}']) {
            return Wording::new(self.offset..self.line_end(), "text follows the closing bracket")
                .help("put text that starts with a bracket in quotes");
        }
        let line = self.text[start..self.line_end()].trim_start();
        let place = self.line_end() - line.len();
        if line.starts_with("- ") && !self.text[self.line_above(start)].trim_start().starts_with("- ") {
            return Wording::new(place..place + 1, "a list item stands among keys")
                .help("give the list a key of its own, and indent its items alike under it");
        }
        Wording::new(place..self.line_end(), "the indentation of this line fits none of the lines above")
            .help("give keys, or items, that belong together the same indentation")
    }

    /// Words `key:value`, which YAML takes for one word.
    fn missing_space(&self, line: &Range<usize>) -> Option<Wording> {
        let text = self.text[line.clone()].trim_start_matches([' ', '-']);
        let start = line.end - text.len();
        let is_word = |word: &str| !word.is_empty() && word.chars().all(|character| character.is_ascii_alphanumeric() || character == '_');
        let (key, value) = text.split_once(':').filter(|(key, value)| is_word(key.trim_end()) && !value.starts_with([' ', '/', ':']))?;
        let colon = start + key.len();
        let value = value.trim_end();
        if value.is_empty() {
            return None;
        }
        let message = format!("a space is missing after the colon of `{}`", key.trim_end());
        let range = colon..colon + 1;
        Some(Wording::new(range, message).help(format!("write `{}: {}`", key.trim_end(), shortened(value))).fix(colon + 1..colon + 1, " "))
    }

    /// Returns the character at the place, or the last one of the text if the place is its end.
    fn here(&self) -> Range<usize> {
        let last = || self.text.trim_end().char_indices().next_back().map_or(0, |(place, _)| place);
        let start = if self.offset >= self.text.len() { last() } else { self.offset };
        let start = char_start(self.text, start);
        let width = self.text[start..].chars().next().filter(|character| !matches!(character, '\n' | '\r')).map_or(0, char::len_utf8);
        start..start + width
    }

    fn shown(&self) -> String {
        match &self.text[self.here()] {
            "" => "the end of the line".to_owned(),
            text => quoted(text),
        }
    }

    fn line_start(&self, offset: usize) -> usize {
        self.text[..offset].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// Returns where the line of the place ends, without blanks.
    fn line_end(&self) -> usize {
        let line = self.text[self.offset..].split('\n').next().unwrap_or("");
        self.offset + line.trim_end().len()
    }

    /// Returns the last line above that is neither blank nor a comment, without the blanks at its end.
    fn line_above(&self, start: usize) -> Range<usize> {
        let mut end = start;
        while end > 0 {
            let start = self.line_start(end - 1);
            let line = &self.text[start..end];
            if !line.trim().is_empty() && !line.trim_start().starts_with('#') {
                return start..start + line.trim_end().len();
            }
            end = start;
        }
        0..0
    }
}

fn close_bracket(open: char) -> String {
    let close = if open == '[' { ']' } else { '}' };
    format!("close it with `{close}`, or put text that starts with a bracket in quotes")
}

/// Returns a value for a message, cut where it is long.
fn shortened(value: &str) -> String {
    quoted(value).trim_matches('`').to_owned()
}
