//! How names are put into the order of the alphabet, whatever their accents and case.

/// Letters of the Latin script with a mark, and what each is sorted as.
const MARKED: [(&str, &str); 26] = [
    ("àáâãäåāăą", "a"),
    ("æ", "ae"),
    ("çćĉċč", "c"),
    ("ďđð", "d"),
    ("èéêëēĕėęě", "e"),
    ("ĝğġģ", "g"),
    ("ĥħ", "h"),
    ("ìíîïĩīĭįı", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľŀł", "l"),
    ("ñńņňŉŋ", "n"),
    ("òóôõöøōŏő", "o"),
    ("œ", "oe"),
    ("ŕŗř", "r"),
    ("śŝşšș", "s"),
    ("ß", "ss"),
    ("ţťŧț", "t"),
    ("þ", "th"),
    ("ùúûüũūŭůűų", "u"),
    ("ŵ", "w"),
    ("ýÿŷ", "y"),
    ("źżž", "z"),
    ("ĳ", "ij"),
    ("ﬁ", "fi"),
    ("ﬂ", "fl"),
];

/// Returns what a name is sorted by: small letters without marks, from its first letter or digit on.
pub(super) fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for character in name.chars().flat_map(char::to_lowercase) {
        if character.is_ascii() {
            folded.push(character);
            continue;
        }
        match MARKED.iter().find(|(marked, _)| marked.contains(character)) {
            Some((_, plain)) => folded.push_str(plain),
            // A mark that stands for itself behind its letter.
            None if ('\u{300}'..='\u{36f}').contains(&character) => {}
            None => folded.push(character),
        }
    }
    folded.trim_start_matches(|character: char| !character.is_alphanumeric()).to_owned()
}

/// What a name is found under in a list by the alphabet, in the order of such a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Initial {
    /// Any digit.
    Digit,
    /// The first letter, as a capital.
    Letter(String),
    /// Neither.
    Other,
}

/// Returns what a folded name is found under.
pub(super) fn initial(folded: &str) -> Initial {
    match folded.chars().next() {
        Some(character) if character.is_numeric() => Initial::Digit,
        Some(character) => Initial::Letter(character.to_uppercase().collect()),
        None => Initial::Other,
    }
}
