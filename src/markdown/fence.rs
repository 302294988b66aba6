//! The `:::` marks, read by lines before Markdown: a mark counts in a list, a quote or code as it does anywhere else.
//!
//! A mark stands on a line of its own, after white space and `>` alone.
//! `:::word title` opens a block, `:::` closes the innermost open one; more colons mean the same.

use std::borrow::Cow;
use std::ops::Range;

/// What a block between two marks is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fence {
    /// `:::note`: set apart from the text.
    Note,
    /// `:::warning`: set apart, and not to be missed.
    Warning,
    /// `:::steps`: its list is drawn as steps.
    Steps,
    /// `:::internal`: for the provider's eyes.
    Internal,
}

impl Fence {
    /// Every fence, for suggestions.
    pub const ALL: [Fence; 4] = [Fence::Note, Fence::Warning, Fence::Steps, Fence::Internal];

    /// Returns the word that stands after the colons.
    pub fn word(self) -> &'static str {
        match self {
            Fence::Note => "note",
            Fence::Warning => "warning",
            Fence::Steps => "steps",
            Fence::Internal => "internal",
        }
    }
}

/// What is wrong with a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkFault {
    /// It opens a block that nothing closes.
    Unclosed(Fence),
    /// It closes, and nothing is open.
    Unopened,
    /// Its word is none of [`Fence::ALL`]; the block still needs its `:::`.
    Unknown(String),
    /// It opens an internal block in the middle of a line, where it is not read as a mark, and what follows would be published.
    NotAlone,
}

/// A mark that is wrong, and its bytes in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkProblem {
    /// The bytes of the mark, from its first colon to the last word of its line.
    pub range: Range<usize>,
    /// What is wrong with it.
    pub fault: MarkFault,
}

/// Finds the marks that do not make a block, in the order of the text.
pub fn marks(text: &str) -> Vec<MarkProblem> {
    read(text).problems
}

/// Returns the text as if its internal blocks had never been written.
///
/// Whole lines go, from the opening mark to the closing one, or to the end where none closes.
/// Blank lines set a block apart: where it stands between two of them, or between one and an end of the text, one of them goes too.
/// Lines that hold `>` alone count as blank.
pub fn without_internal(text: &str) -> Cow<'_, str> {
    let ranges = without_internal_ranges(text);
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for range in ranges {
        kept.push_str(&text[from..range.start]);
        from = range.end;
    }
    kept.push_str(&text[from..]);
    Cow::Owned(kept)
}

/// Returns the bytes that [`without_internal`] leaves out, in order and apart from each other.
pub fn without_internal_ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for internal in read(text).internal() {
        let mut range = internal.lines.clone();
        if let Some(previous) = ranges.pop_if(|previous| previous.end == range.start) {
            range.start = previous.start;
        }
        let kept_from = ranges.last().map_or(0, |range| range.end);
        let before = last_line(&text[kept_from..range.start]);
        let after = lines(text, range.end).next();
        match after {
            Some(after) if is_blank(before) && is_blank(&text[after.clone()]) => range.end = after.end,
            Some(_) => {}
            None => {
                if is_blank(before) {
                    range.start -= before.len();
                }
                // A text that did not end in a line break does not get one by losing its last lines.
                if !text.ends_with(['\n', '\r']) {
                    range.start = kept_from + text[kept_from..range.start].trim_end_matches(['\n', '\r']).len();
                }
            }
        }
        ranges.push(range);
    }
    ranges
}

/// A block between two marks.
#[derive(Clone, Debug)]
pub(super) struct Fenced {
    /// What it is for; nothing if its word is unknown.
    pub(super) fence: Option<Fence>,
    /// Its lines, both marks included.
    pub(super) lines: Range<usize>,
    /// Its lines without the marks.
    pub(super) body: Range<usize>,
    /// The opening mark, from the first colon to the last word.
    pub(super) head: Range<usize>,
    /// What stands after the word.
    pub(super) title: Range<usize>,
    /// The closing mark; nothing where it is missing.
    pub(super) tail: Option<Range<usize>>,
}

/// What the lines of a text say.
#[derive(Debug, Default)]
pub(super) struct Fences {
    /// The blocks, by where they open.
    pub(super) blocks: Vec<Fenced>,
    problems: Vec<MarkProblem>,
}

impl Fences {
    /// Walks the internal blocks that lie in no other internal block.
    pub(super) fn internal(&self) -> impl Iterator<Item = &Fenced> {
        let mut end = 0;
        self.blocks.iter().filter(move |block| {
            let outermost = block.fence == Some(Fence::Internal) && block.lines.start >= end;
            if outermost {
                end = block.lines.end;
            }
            outermost
        })
    }
}

/// Reads the marks of a text.
pub(super) fn read(text: &str) -> Fences {
    let mut fences = Fences::default();
    if !text.contains(":::") {
        return fences;
    }
    let mut open: Vec<usize> = Vec::new();
    for line in lines(text, 0) {
        let Some(mark) = mark(text, &line) else {
            fences.problems.extend(not_alone(text, &line));
            continue;
        };
        if !mark.word.is_empty() {
            open.push(fences.blocks.len());
            fences.open(text, line, mark);
        } else if let Some(index) = open.pop() {
            let block = &mut fences.blocks[index];
            block.lines.end = line.end;
            block.body.end = line.start;
            block.tail = Some(mark.whole);
        } else {
            fences.problems.push(MarkProblem { range: mark.whole, fault: MarkFault::Unopened });
        }
    }
    for index in open {
        let Fenced { fence: Some(fence), head, .. } = &fences.blocks[index] else { continue };
        fences.problems.push(MarkProblem { range: head.clone(), fault: MarkFault::Unclosed(*fence) });
    }
    fences.problems.sort_by_key(|problem| problem.range.start);
    fences
}

impl Fences {
    /// Adds a block that runs to the end of the text until its closing mark is found.
    fn open(&mut self, text: &str, line: Range<usize>, mark: Mark<'_>) {
        let fence = Fence::ALL.into_iter().find(|fence| mark.word.eq_ignore_ascii_case(fence.word()));
        if fence.is_none() {
            self.problems.push(MarkProblem { range: mark.whole.clone(), fault: MarkFault::Unknown(mark.word.to_owned()) });
        }
        let (lines, body) = (line.start..text.len(), line.end..text.len());
        self.blocks.push(Fenced { fence, lines, body, head: mark.whole, title: mark.title, tail: None });
    }
}

/// One mark, as it stands on its line.
struct Mark<'t> {
    whole: Range<usize>,
    word: &'t str,
    title: Range<usize>,
}

fn mark<'t>(text: &'t str, line: &Range<usize>) -> Option<Mark<'t>> {
    let content = text[line.clone()].trim_end();
    let found = content.trim_start_matches(|character: char| character.is_whitespace() || matches!(character, '>' | '\u{feff}'));
    let rest = found.strip_prefix(":::")?.trim_start_matches(':').trim_start();
    let word = rest.split(char::is_whitespace).next().unwrap_or("");
    let end = line.start + content.len();
    let title = rest[word.len()..].trim_start();
    Some(Mark { whole: end - found.len()..end, word, title: end - title.len()..end })
}

/// Finds `:::internal` after other text: it looks like a mark and hides nothing.
fn not_alone(text: &str, line: &Range<usize>) -> Option<MarkProblem> {
    let content = text[line.clone()].trim_end();
    let mut from = 0;
    while let Some(found) = content[from..].find(":::") {
        let start = from + found;
        let rest = content[start..].trim_start_matches(':').trim_start();
        let named = rest.get(..8).is_some_and(|word| word.eq_ignore_ascii_case(Fence::Internal.word()));
        // In code or after a backslash it is spoken of, not meant.
        if named && !content[..start].ends_with(['`', '\\']) {
            let end = content.len() - rest.len() + 8;
            return Some(MarkProblem { range: line.start + start..line.start + end, fault: MarkFault::NotAlone });
        }
        from = content.len() - rest.len();
    }
    None
}

/// Walks the lines from an offset on, each with its line break: `\n`, `\r\n` or `\r`, as Markdown has them.
fn lines(text: &str, from: usize) -> impl Iterator<Item = Range<usize>> {
    let mut start = from;
    std::iter::from_fn(move || {
        let rest = &text[start..];
        let length = match rest.find(['\n', '\r']) {
            Some(at) if rest[at..].starts_with("\r\n") => at + 2,
            Some(at) => at + 1,
            None => rest.len(),
        };
        start += length;
        (length > 0).then_some(start - length..start)
    })
}

/// Returns the last line of a text, with its line break; empty only if the text is.
fn last_line(text: &str) -> &str {
    let content = text.strip_suffix("\r\n").or_else(|| text.strip_suffix(['\n', '\r'])).unwrap_or(text);
    &text[content.rfind(['\n', '\r']).map_or(0, |line_break| line_break + 1)..]
}

fn is_blank(line: &str) -> bool {
    line.chars().all(|character| character.is_whitespace() || character == '>')
}
