//! What a link leads to, told by its address alone.

use std::borrow::Cow;

/// What a link or an image names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target<'t> {
    /// `[[kind:id]]`, or an actor's `[[id]]`, `[[client]]` and `[[provider]]`.
    Entity {
        /// The kind's word before the colon; nothing for an actor.
        kind: Option<&'t str>,
        /// The id.
        id: &'t str,
    },
    /// `#heading` in the same text, as it was written, without the `#`.
    Anchor(Cow<'t, str>),
    /// A file of the workspace.
    File {
        /// Its path, relative to what names it, with percent signs decoded.
        path: Cow<'t, str>,
        /// What stands after the `#`.
        anchor: Option<Cow<'t, str>>,
    },
    /// An `http`, `https`, `mailto` or `tel` address.
    Web(Cow<'t, str>),
    /// Any other scheme, an address that begins with `//`, or one with control characters: it never becomes a link.
    Refused(Cow<'t, str>),
}

/// What an address is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Use {
    /// To be followed.
    Link,
    /// To be shown.
    Image,
}

/// Tells what a Markdown destination names.
///
/// Browsers drop tabs and line breaks from an address and read `\` as `/`, so what they could take for a scheme or a host is refused.
pub(super) fn target(destination: Cow<'_, str>) -> Target<'_> {
    let destination = trim(destination);
    let slash = |byte: Option<&u8>| matches!(byte, Some(b'/' | b'\\'));
    let bytes = destination.as_bytes();
    if destination.chars().any(char::is_control) || slash(bytes.first()) && slash(bytes.get(1)) {
        return Target::Refused(destination);
    }
    let mark = destination.find([':', '/', '?', '#', '\\']);
    match mark.map(|mark| (mark, bytes[mark])) {
        Some((colon, b':')) if is_safe(&destination[..colon], &destination[colon + 1..]) => Target::Web(destination),
        Some((_, b':')) => Target::Refused(destination),
        Some((0, b'#')) => Target::Anchor(cut(destination, 1, None)),
        _ => file(destination),
    }
}

/// Decodes `%20` and the like; text that does not decode to UTF-8 stays as it is.
pub(super) fn percent_decoded(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains('%') {
        return text;
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = if byte == b'%' { after.get(..2).and_then(hexadecimal) } else { None };
        bytes.push(code.unwrap_or(byte));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).map_or(text, Cow::Owned)
}

fn is_safe(scheme: &str, rest: &str) -> bool {
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest.starts_with("//"),
        "mailto" | "tel" => true,
        _ => false,
    }
}

fn file(destination: Cow<'_, str>) -> Target<'_> {
    let Some(hash) = destination.find('#') else {
        return Target::File { path: percent_decoded(destination), anchor: None };
    };
    let anchor = Some(cut(destination.clone(), hash + 1, None));
    Target::File { path: percent_decoded(cut(destination, 0, Some(hash))), anchor }
}

fn trim(text: Cow<'_, str>) -> Cow<'_, str> {
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len().max(start);
    cut(text, start, Some(end))
}

/// Returns a part of a text, borrowed where the whole is.
fn cut(text: Cow<'_, str>, start: usize, end: Option<usize>) -> Cow<'_, str> {
    let end = end.unwrap_or(text.len());
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[start..end]),
        Cow::Owned(text) => Cow::Owned(text[start..end].to_owned()),
    }
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    // `from_str_radix` alone would take a sign.
    let digits = std::str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u8::from_str_radix(digits, 16).ok()
}
