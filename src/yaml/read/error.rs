//! What goes wrong while a tree is read: serde's errors, given a place on their way out.

use std::fmt;
use std::sync::Arc;

use serde::de::{Expected, Unexpected};

use crate::finding::{Finding, RuleName, nearest, quoted};
use crate::source::Span;
use crate::yaml::{BAD_VALUE, DUPLICATE_KEY, MISSING_KEY, UNKNOWN_KEY, WRONG_TYPE, WRONG_WORD};

/// One step from a node to a child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Key(Arc<str>),
    Index(usize),
}

impl Step {
    pub(super) fn key(key: &str) -> Self {
        Step::Key(key.into())
    }
}

/// A mistake on its way out of serde; the innermost reader that knows its place notes it.
#[derive(Debug)]
pub(super) struct Error(Box<Mistake>);

#[derive(Debug)]
pub(super) struct Mistake {
    rule: RuleName,
    message: String,
    help: Option<String>,
    /// What should stand there instead, if that is certain.
    pub(super) replacement: Option<String>,
    /// The keys or words that the type takes.
    pub(super) known: &'static [&'static str],
    /// It follows from something that has been told already.
    pub(super) silent: bool,
    /// A finding that somebody else has worded already.
    worded: Option<Box<Finding>>,
    span: Option<Span>,
    /// The way to the value that must be taken out.
    pub(super) path: Vec<Step>,
    /// The key that is missing in the mapping at `path`.
    pub(super) missing: Option<&'static str>,
    /// Nothing stands where a value is expected: a mistake only where the key must be there.
    pub(super) nothing: bool,
}

impl std::ops::Deref for Error {
    type Target = Mistake;

    fn deref(&self) -> &Mistake {
        &self.0
    }
}

impl Error {
    pub(super) fn new(rule: RuleName, message: impl Into<String>) -> Self {
        Error(Box::new(Mistake {
            rule,
            message: message.into(),
            help: None,
            replacement: None,
            known: &[],
            silent: false,
            worded: None,
            span: None,
            path: Vec::new(),
            missing: None,
            nothing: false,
        }))
    }

    pub(super) fn worded(finding: Box<Finding>) -> Self {
        let mut error = Error::new(finding.rule, String::new());
        error.0.worded = Some(finding);
        error
    }

    /// Gives the place, unless something further in gave it already; `path` is worked out only then.
    pub(super) fn located(mut self, span: Span, path: impl FnOnce() -> Vec<Step>) -> Self {
        if self.0.span.is_none() {
            self.0.span = Some(span);
            self.0.path = path();
        }
        self
    }

    /// Gives a type's own rule name to what that type refused.
    pub(super) fn named(mut self, rule: RuleName) -> Self {
        if self.0.rule == BAD_VALUE && self.0.span.is_none() {
            self.0.rule = rule;
        }
        self
    }

    pub(super) fn is_located(&self) -> bool {
        self.0.span.is_some()
    }

    /// Suggests the nearest of some known words.
    pub(super) fn suggest<'a>(mut self, word: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        if let Some(near) = nearest(word, known) {
            self.0.help = Some(format!("did you mean `{near}`?"));
            self.0.replacement = Some(near.to_owned());
        }
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// Makes it a consequence of what has been told already.
    pub(super) fn silenced(mut self) -> Self {
        self.0.silent = true;
        self
    }

    /// Says that nothing stands where a value is expected.
    pub(super) fn of_nothing(key: &str) -> Self {
        let mut error =
            Error::new(MISSING_KEY, format!("`{key}` has no value")).help("write a value behind the colon, or take the key out");
        error.0.nothing = true;
        error
    }

    /// Makes it a mistake wherever it stands.
    pub(super) fn always(mut self) -> Self {
        self.0.nothing = false;
        self
    }

    /// Tells whether it is about a key that is not known, and not yet located.
    pub(super) fn is_unknown_key(&self) -> bool {
        self.0.rule == UNKNOWN_KEY && !self.is_located()
    }

    pub(super) fn into_finding(self) -> Finding {
        let mistake = *self.0;
        if let Some(finding) = mistake.worded {
            return *finding;
        }
        let span = mistake.span.expect("the outermost reader locates what the inner ones did not");
        let mut finding = Finding::error(mistake.rule, span, mistake.message);
        finding.help = mistake.help;
        match mistake.replacement {
            Some(text) => finding.fix(span, text),
            None => finding,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.message)
    }
}

impl std::error::Error for Error {}

impl serde::de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        let text = message.to_string();
        let mut lines = text.splitn(3, '\n').map(str::to_owned);
        let mut error = Error::new(BAD_VALUE, lines.next().unwrap_or_default());
        error.0.help = lines.next().filter(|help| !help.is_empty());
        error.0.replacement = lines.next().filter(|text| !text.is_empty());
        error
    }

    fn missing_field(field: &'static str) -> Self {
        let mut error = Error::new(MISSING_KEY, format!("`{field}` is missing")).help(format!("add `{field}: …`"));
        error.0.missing = Some(field);
        error
    }

    fn duplicate_field(field: &'static str) -> Self {
        Error::new(DUPLICATE_KEY, format!("`{field}` is written twice in one mapping"))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        let mut error = Error::new(UNKNOWN_KEY, format!("{} is no key that is known here", quoted(field)));
        error.0.known = expected;
        error
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let error = Error::new(WRONG_WORD, format!("expected {}, found {}", one_of(expected), quoted(variant)));
        error.suggest(variant, expected.iter().copied())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Error::new(WRONG_TYPE, format!("expected {expected}, found {}", shown(found)))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Error::new(BAD_VALUE, format!("expected {expected}, found {}", shown(found)))
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Error::new(WRONG_TYPE, format!("expected {expected}, found {length}"))
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what is not text is worded well by serde")]
fn shown(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Str(text) => quoted(text),
        Unexpected::Unit => "nothing".to_owned(),
        other => other.to_string(),
    }
}

/// Lists words for a message: ``one of `a`, `b` or `c` ``.
pub(super) fn one_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("one of {} or {last}", rest.join(", ")),
        None => "nothing".to_owned(),
    }
}
