//! Puts the words of a language into templates, once, when a theme is loaded.
//!
//! `{{ t(key="home.next") }}` becomes the text of that key; `{{ t(key="home.since", day=page.day) }}` fills its place `{day}`.
//! A value may be a component, `day=<date date={x}/>`, where the call stands alone between its braces.
//! With `count`, the form of its number is chosen: `{{ t(key="home.items", count=view.items | length) }}`.
//! Inside an expression `t` becomes one itself: `{% <fact label={t(key="home.since")}> %}`.

mod calls;
mod script;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use self::calls::{Argument, Call};
use crate::finding::{Finding, nearest};
use crate::render::TEMPLATE;
use crate::source::{FileId, Span};
use crate::strings::{Category, Piece, Strings, Text};

pub(super) use script::fold_script;

/// A template with its words in place, and where each part of it came from.
#[derive(Clone, Debug)]
pub(super) struct Folded {
    pub(super) text: String,
    parts: Vec<Part>,
}

/// A part of the folded text, up to where the next one starts.
#[derive(Clone, Debug)]
struct Part {
    start: usize,
    from: Origin,
}

#[derive(Clone, Debug)]
enum Origin {
    /// It was copied from here on.
    Copied(usize),
    /// It stands for a call.
    Made(Range<usize>),
}

impl Folded {
    /// Returns where some part of the folded text stands in what was written.
    pub(super) fn written(&self, range: Range<usize>) -> Range<usize> {
        let index = self.parts.partition_point(|part| part.start <= range.start).saturating_sub(1);
        match self.parts.get(index) {
            Some(Part { start, from: Origin::Copied(from) }) => from + range.start - start..from + range.end.max(range.start) - start,
            Some(Part { from: Origin::Made(call), .. }) => call.clone(),
            None => range,
        }
    }
}

/// What folding needs to know, and what it learns.
pub(super) struct Fold<'a> {
    pub(super) strings: &'a Strings,
    /// The keys that were asked for.
    pub(super) used: &'a mut BTreeSet<String>,
    pub(super) findings: &'a mut Vec<Finding>,
}

/// Puts the words into a template; nothing if it asks for none. A call that cannot be folded is a finding at its place.
pub(super) fn fold(text: &str, file: FileId, fold: &mut Fold<'_>) -> Option<Arc<Folded>> {
    let calls = calls::calls(text);
    if calls.is_empty() {
        return None;
    }
    let mut writer = Writer { written: text, folded: Folded { text: String::with_capacity(text.len()), parts: Vec::new() }, call: 0..0 };
    let mut done = 0;
    for call in calls {
        let range = call.whole.clone().unwrap_or_else(|| call.range.clone());
        writer.copy(done..range.start);
        writer.call = range.clone();
        if let Err(finding) = writer.fold(text, &call, fold) {
            fold.findings.push(finding.placed(file, &range));
        }
        done = range.end;
    }
    writer.copy(done..text.len());
    Some(Arc::new(writer.folded))
}

/// What is wrong with a call.
pub(super) struct Wrong {
    message: String,
    help: Option<String>,
}

impl Wrong {
    fn new(message: String) -> Wrong {
        Wrong { message, help: None }
    }

    fn placed(self, file: FileId, range: &Range<usize>) -> Finding {
        let finding = Finding::error(TEMPLATE, Span::new(file, range.start, range.end), self.message);
        match self.help {
            Some(help) => finding.help(help),
            None => finding,
        }
    }
}

/// The forms of the text that a call asks for: one, or one for each category of numbers.
enum Asked<'s> {
    One(&'s Text),
    Forms(Vec<(Category, &'s Text)>),
}

impl<'a> Fold<'a> {
    /// Finds the text of a key, and sees to it that every place of it gets a value.
    fn asked(&mut self, key: &str, names: &[&str]) -> Result<Asked<'a>, Wrong> {
        let strings = self.strings;
        self.used.insert(key.to_owned());
        let asked = match (strings.get(key), strings.forms(key)) {
            (Some(text), _) => Asked::One(text),
            (None, Some(forms)) => Asked::Forms(forms),
            (None, None) => return Err(self.unknown(key)),
        };
        let texts: Vec<&Text> = match &asked {
            Asked::One(text) => vec![text],
            Asked::Forms(forms) => forms.iter().map(|(_, text)| *text).collect(),
        };
        if let Some(place) = texts.iter().flat_map(|text| text.places()).find(|place| !names.contains(place)) {
            return Err(Wrong::new(format!("the text `{key}` has a place `{{{place}}}`, and there is no value for it")));
        }
        if matches!(asked, Asked::Forms(_)) && !names.contains(&"count") {
            return Err(Wrong::new(format!("the text `{key}` depends on a number, and there is no `count`")));
        }
        Ok(asked)
    }

    fn unknown(&self, key: &str) -> Wrong {
        let known: BTreeSet<&str> = self.strings.keys().into_iter().map(|known| Category::stem(known).unwrap_or(known)).collect();
        Wrong { message: format!("there is no text `{key}`"), help: nearest(key, known).map(|near| format!("did you mean `{near}`?")) }
    }
}

struct Writer<'t> {
    written: &'t str,
    folded: Folded,
    /// The call that is being folded.
    call: Range<usize>,
}

impl Writer<'_> {
    fn copy(&mut self, range: Range<usize>) {
        self.folded.parts.push(Part { start: self.folded.text.len(), from: Origin::Copied(range.start) });
        self.folded.text.push_str(&self.written[range]);
    }

    fn make(&mut self, text: &str) {
        self.folded.parts.push(Part { start: self.folded.text.len(), from: Origin::Made(self.call.clone()) });
        self.folded.text.push_str(text);
    }

    fn fold(&mut self, written: &str, call: &Call, fold: &mut Fold<'_>) -> Result<(), Wrong> {
        let key = call.key(written)?;
        let names: Vec<&str> = call.values.iter().map(|argument| argument.name.as_str()).collect();
        let asked = fold.asked(key, &names)?;
        match (&asked, call.whole.is_some()) {
            (Asked::One(text), true) => self.html(text, &call.values),
            (Asked::Forms(forms), true) => self.html_forms(forms, &call.values),
            (Asked::One(text), false) => self.expression(text, &call.values)?,
            (Asked::Forms(forms), false) => self.expression_forms(forms, &call.values)?,
        }
        Ok(())
    }

    /// Writes a text as a part of the page.
    fn html(&mut self, text: &Text, values: &[Argument]) {
        for piece in text.pieces() {
            match piece {
                Piece::Words(words) => self.make(&escaped(words)),
                Piece::Place(name) => {
                    self.make("{{ ");
                    self.value(name, values);
                    self.make(" }}");
                }
            }
        }
    }

    fn html_forms(&mut self, forms: &[(Category, &Text)], values: &[Argument]) {
        let [first @ .., (_, last)] = forms else { return };
        for (index, (category, text)) in first.iter().enumerate() {
            self.make(if index == 0 { "{% if " } else { "{% elif " });
            self.is(*category, values);
            self.make(" %}");
            self.html(text, values);
        }
        if first.is_empty() {
            return self.html(last, values);
        }
        self.make("{% else %}");
        self.html(last, values);
        self.make("{% endif %}");
    }

    /// Writes a text as a value.
    fn expression(&mut self, text: &Text, values: &[Argument]) -> Result<(), Wrong> {
        if let Some(words) = text.plain() {
            self.make(&quoted(words));
            return Ok(());
        }
        for (index, piece) in text.pieces().iter().enumerate() {
            self.make(if index == 0 { "(" } else { " ~ " });
            match piece {
                Piece::Words(words) => self.make(&quoted(words)),
                Piece::Place(name) => {
                    if self.is_component(name, values) {
                        return Err(Wrong::new(format!("`{name}` is a component, and this `t` does not stand alone between braces")));
                    }
                    self.make("(");
                    self.value(name, values);
                    self.make(")");
                }
            }
        }
        self.make(")");
        Ok(())
    }

    fn expression_forms(&mut self, forms: &[(Category, &Text)], values: &[Argument]) -> Result<(), Wrong> {
        let [first @ .., (_, last)] = forms else { return Ok(()) };
        for (category, text) in first {
            self.make("(");
            self.expression(text, values)?;
            self.make(" if ");
            self.is(*category, values);
            self.make(" else ");
        }
        self.expression(last, values)?;
        self.make(&")".repeat(first.len()));
        Ok(())
    }

    fn is(&mut self, category: Category, values: &[Argument]) {
        self.make("plural(of=(");
        self.value("count", values);
        self.make(&format!(")) == \"{}\"", category.word()));
    }

    fn value(&mut self, name: &str, values: &[Argument]) {
        if let Some(argument) = values.iter().find(|argument| argument.name == name) {
            self.copy(argument.value.clone());
        }
    }

    fn is_component(&self, name: &str, values: &[Argument]) -> bool {
        values.iter().any(|argument| argument.name == name && self.written[argument.value.clone()].starts_with('<'))
    }
}

/// Writes words as text of HTML, good also for the value of an attribute in double quotes.
fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Writes words as text of a template's expression.
fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}
