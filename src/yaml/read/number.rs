//! Numbers and truth values in the forms that YAML gives them.

use std::str::FromStr;

/// Reads a whole number: decimal, `0x…`, `0o…` or `0b…`, with a sign and `_` between digits; zeros in front are refused, as `0142` is a text or an octal to somebody.
pub(super) fn whole(text: &str) -> Option<i128> {
    let text = trimmed(text);
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let prefixes = [("0x", 16), ("0X", 16), ("0o", 8), ("0O", 8), ("0b", 2), ("0B", 2)];
    let prefixed = prefixes.iter().find_map(|&(prefix, radix)| Some((unsigned.strip_prefix(prefix)?, radix)));
    let (digits, radix) = prefixed.unwrap_or((unsigned, 10));
    if digits.starts_with(['+', '-', '_']) || digits.ends_with('_') || digits.contains("__") {
        return None;
    }
    if radix == 10 && digits.len() > 1 && digits.starts_with('0') {
        return None;
    }
    let size = i128::from_str_radix(&digits.replace('_', ""), radix).ok()?;
    Some(if text.starts_with('-') { -size } else { size })
}

/// Reads a number, also `.inf` and `.nan` in the spellings of YAML.
pub(super) fn decimal<T: FromStr + From<f32> + Into<f64> + Copy>(text: &str) -> Option<T> {
    let text = trimmed(text);
    let infinite = |unsigned: &str| matches!(unsigned, ".inf" | ".Inf" | ".INF");
    match text.strip_prefix(['+', '-']).unwrap_or(text) {
        ".nan" | ".NaN" | ".NAN" => Some(f32::NAN.into()),
        unsigned if infinite(unsigned) && text.starts_with('-') => Some(f32::NEG_INFINITY.into()),
        unsigned if infinite(unsigned) => Some(f32::INFINITY.into()),
        _ => text.parse::<T>().ok().filter(|&number| number.into().is_finite()),
    }
}

/// Reads yes or no, in every spelling that people know from other YAML files.
pub(super) fn truth(text: &str) -> Option<bool> {
    match trimmed(text).to_ascii_lowercase().as_str() {
        "true" | "yes" | "y" | "on" => Some(true),
        "false" | "no" | "n" | "off" => Some(false),
        _ => None,
    }
}

/// Takes off the blanks that quotes or a block of text may have kept.
fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\r', '\n'])
}
