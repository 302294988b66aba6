//! Content lines, of which iCalendar (RFC 5545, section 3.1) and vCard (RFC 2425, section 5.8) are made: `NAME:value`, folded, with CR LF at the end.

/// The most octets of a line, without its line break.
const WIDTH: usize = 75;

/// Content lines, one after another.
#[derive(Clone, Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// Adds a line whose value stands as it is: dates, rules, words of the format. It holds no line break.
    pub fn put(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    /// Adds a line whose value is a text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.put(name, &escaped(text));
    }

    /// Returns the lines in UTF-8.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }

    /// Folds a line: no more than 75 octets in each, the space at the beginning of the next one among them, and no character cut.
    fn fold(&mut self, line: &str) {
        let mut octets = 0;
        for character in line.chars() {
            if octets + character.len_utf8() > WIDTH {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(character);
            octets += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// Escapes a text (RFC 5545, section 3.3.11; RFC 2426, section 4): `\`, `;` and `,` get a backslash, a line break of any kind becomes `\n`.
///
/// Other control characters may not stand in a line, and become spaces.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' | '\r' => escaped.push_str("\\n"),
            '\t' => escaped.push('\t'),
            _ if character.is_ascii_control() => escaped.push(' '),
            _ => escaped.push(character),
        }
    }
    escaped
}
