//! A text with places.

/// A text, in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(Vec<Piece>);

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// What always stands there.
    Words(String),
    /// What is put there, by its name.
    Place(String),
}

impl Text {
    /// Reads a text: `{name}` is a place, in lower-case letters, digits and `_`.
    ///
    /// # Errors
    /// The byte at which a brace stands that opens or ends no place.
    pub fn new(text: &str) -> Result<Text, usize> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let at = text.len() - rest.len();
            let brace = rest.find(['{', '}']).unwrap_or(rest.len());
            let (words, from) = rest.split_at(brace);
            if !words.is_empty() {
                pieces.push(Piece::Words(words.to_owned()));
            }
            let Some(inner) = from.strip_prefix('{') else {
                if from.is_empty() {
                    break;
                }
                return Err(at + brace);
            };
            let (name, after) = inner.split_once('}').filter(|(name, _)| is_name(name)).ok_or(at + brace)?;
            pieces.push(Piece::Place(name.to_owned()));
            rest = after;
        }
        Ok(Text(pieces))
    }

    /// Returns the pieces, in their order.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// Walks the names of the places.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Words(_) => None,
            Piece::Place(name) => Some(name.as_str()),
        })
    }

    /// Returns a text that has no places.
    pub fn plain(&self) -> Option<&str> {
        match self.0.as_slice() {
            [] => Some(""),
            [Piece::Words(words)] => Some(words),
            _ => None,
        }
    }

    /// Puts values at the places; a place without one keeps its name.
    pub fn filled(&self, values: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Words(words) => filled.push_str(words),
                Piece::Place(name) => match values.iter().find(|(known, _)| known == name) {
                    Some((_, value)) => filled.push_str(value),
                    None => filled.extend(["{", name, "}"]),
                },
            }
        }
        filled
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}
