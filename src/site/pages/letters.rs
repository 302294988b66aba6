//! Words in drawings: how wide they are about, so that they can be broken into lines where nothing measures them, and where each line stands.

use serde::Serialize;

/// Between two lines of text.
pub(super) const LINE: i32 = 16;

/// A line of text in a drawing, in the units of its view box.
#[derive(Clone, Debug, Serialize)]
pub struct LineView {
    /// Where it begins, or its middle where it stands around one.
    pub x: i32,
    /// Its baseline.
    pub y: i32,
    /// The words.
    pub text: String,
}

/// Puts lines below each other, from the baseline of the first.
pub(super) fn stacked(lines: Vec<String>, x: i32, first: i32) -> Vec<LineView> {
    let mut y = first - LINE;
    lines
        .into_iter()
        .map(|text| {
            y += LINE;
            LineView { x, y, text }
        })
        .collect()
}

/// Returns a number of things as a factor; a page cannot hold so many that it would not fit.
pub(super) fn units(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// Breaks a text into lines of a width; what would be more than `most` lines ends in an ellipsis.
pub(super) fn lines(text: &str, width: i32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for piece in text.split_whitespace().flat_map(|word| pieces(word, width)) {
        match lines.last_mut() {
            Some(line) if breadth(line) + breadth(" ") + breadth(&piece) <= width => {
                line.push(' ');
                line.push_str(&piece);
            }
            _ => lines.push(piece),
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while breadth(last) + breadth("…") > width && last.pop().is_some() {}
            last.push('…');
        }
    }
    lines
}

/// Breaks a word that is too wide for a line into equal pieces, with hyphens in scripts that have capitals.
///
/// A word that is wider by less than a tenth stays whole, as widths here are those of the broadest font.
fn pieces(word: &str, width: i32) -> Vec<String> {
    let whole = breadth(word);
    if whole <= width * 11 / 10 {
        return vec![word.to_owned()];
    }
    // Each piece has room for a hyphen.
    let count = usize::try_from(whole / (width - breadth("-")).max(1) + 1).unwrap_or(1);
    let letters: Vec<char> = word.chars().collect();
    let mut pieces: Vec<String> = letters.chunks(letters.len().div_ceil(count)).map(|piece| piece.iter().collect()).collect();
    let last = pieces.len() - 1;
    for piece in pieces.iter_mut().take(last).filter(|piece| piece.ends_with(|letter: char| letter.is_lowercase() || letter.is_uppercase()))
    {
        piece.push('-');
    }
    pieces
}

/// Returns how wide a text is in bold letters of 13.5 units, at most: of the fonts that systems bring, the broadest counts.
pub(super) fn breadth(text: &str) -> i32 {
    let tenths: i32 = text.chars().map(tenths).sum();
    tenths / 10
}

fn tenths(letter: char) -> i32 {
    match letter {
        'i' | 'l' | 'j' | '\'' | '’' | '.' | ',' | ':' | ';' | '|' | ' ' => 48,
        'f' | 't' | 'r' | '-' | '(' | ')' => 63,
        'W' => 150,
        'm' | 'w' | 'M' | '—' | '…' => 141,
        _ if letter.is_uppercase() => 106,
        _ if letter.is_ascii() || letter.is_lowercase() => 93,
        // The signs of scripts without capitals may be as wide as they are high.
        _ => 140,
    }
}
