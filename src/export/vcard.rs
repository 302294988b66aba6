//! People as vCard 3.0 (RFC 2426), the version that telephones and mail programs all read.

use super::lines::{Lines, escaped};
use crate::site::downloads::{Card, Line};

/// Writes cards, one after another (RFC 2425, section 5.8.2).
pub fn cards(cards: &[Card]) -> Vec<u8> {
    let mut lines = Lines::default();
    for card in cards {
        write(card, &mut lines);
    }
    lines.into_bytes()
}

/// Writes a card; `N`, `FN` and `VERSION` must stand in it (RFC 2426, section 1).
fn write(card: &Card, lines: &mut Lines) {
    lines.put("BEGIN", "VCARD");
    lines.put("VERSION", "3.0");
    lines.text("UID", &card.uid);
    lines.text("FN", &card.name);
    // Family name, given names, further ones, what stands before and behind (section 3.1.2).
    lines.put("N", &format!("{};{};;;", escaped(&card.family), escaped(&card.given)));
    lines.text("ORG", &card.organisation);
    if let Some(job) = &card.job {
        lines.text("TITLE", job);
    }
    for (line, number) in &card.numbers {
        let name = match line {
            Line::Desk => "TEL;TYPE=WORK,VOICE",
            Line::Mobile => "TEL;TYPE=WORK,CELL",
        };
        lines.text(name, number);
    }
    if let Some(email) = &card.email {
        lines.text("EMAIL;TYPE=INTERNET", email);
    }
    lines.put("END", "VCARD");
}
