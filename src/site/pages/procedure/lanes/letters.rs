//! How wide words are about, so that they can be broken into lines where nothing measures them.

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
    let count = usize::try_from(whole / width + 1).unwrap_or(1);
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
fn breadth(text: &str) -> i32 {
    let tenths: i32 = text.chars().map(tenths).sum();
    tenths / 10
}

fn tenths(letter: char) -> i32 {
    match letter {
        'i' | 'l' | 'j' | '\'' | '’' | '.' | ',' | ':' | ';' | '|' | ' ' => 48,
        'f' | 't' | 'r' | '-' | '(' | ')' => 63,
        'm' | 'w' | 'M' | 'W' | '—' | '…' => 138,
        _ if letter.is_uppercase() => 106,
        _ if letter.is_ascii() || letter.is_lowercase() => 93,
        // The signs of scripts without capitals may be as wide as they are high.
        _ => 140,
    }
}
