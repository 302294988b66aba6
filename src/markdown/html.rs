//! HTML that may stand in a page as it is, and the one encoder that text goes through on its way there.

use serde::ser::{Serialize, Serializer};

/// HTML that this module made: well formed, without script, style or event attributes.
///
/// There is no way to make one from HTML text, so a template can print it without escaping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Encodes plain text.
    pub fn escaped(text: &str) -> Html {
        let mut html = String::with_capacity(text.len());
        escape(&mut html, text);
        Html(html)
    }

    /// Returns the HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tells whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts more HTML after it.
    pub fn followed_by(self, more: &Html) -> Html {
        Html(self.0 + &more.0)
    }

    /// Takes over what the writers of this module put together.
    pub(super) fn trusted(html: String) -> Html {
        Html(html)
    }
}

impl Serialize for Html {
    /// Gives a template a string that it does not escape, and any other format a plain string.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        tera::Value::safe_string(&self.0).serialize(serializer)
    }
}

/// Writes text so that it stands for itself, in an element or in a quoted attribute.
///
/// Control characters have no place in HTML and are left out.
pub(super) fn escape(html: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\t' | '\n' | '\r' => html.push(character),
            _ if character.is_control() => {}
            _ => html.push(character),
        }
    }
}

/// Writes an attribute, with a space before it.
pub(super) fn attribute(html: &mut String, name: &str, value: &str) {
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    escape(html, value);
    html.push('"');
}
