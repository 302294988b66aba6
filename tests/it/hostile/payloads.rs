//! Texts that try to be something else, in every text field of every kind at once: they stay text.

use std::collections::BTreeMap;

use bailiwick::model::portal::Edition;

use super::dom::{Page, check_portal};
use super::{files, judge};
use crate::world::exactly;

/// A workspace with every text field. A text stands at each sign: `§` where it is shown, `¶` the same in Markdown under front matter,
/// `†` where the internal edition alone shows it, `¬` where no page shows it.
const EVERY_FIELD: &str = include_str!("every_field.txt");

/// Texts and how they read once a browser has parsed them, where that differs.
fn payloads() -> Vec<String> {
    [
        "</script><script>alert(1)</script>",
        "</title></textarea></style></pre><svg onload=alert(1)>",
        "<img src=x onerror=alert(1)>",
        "\" onmouseover=\"x",
        "' onmouseover='x",
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "//evil.example/x",
        "{{ 7*7 }} {% raw %} {# x #} {{ <icon name=\"x\"/> }}",
        "{% endraw %}{% extends \"x\" %}${7+7}<%= 7+7 %>",
        "<!--sprite--> <!-- --> ]]> <?x?>",
        "data-icons=\"i-none\" url(#p-none) href=\"#i-none\"",
        "a\u{2028}b\u{2029}c",
        "\u{202e}dlrow\u{202c} \u{2066}x\u{2069} \u{200f}",
        "\u{feff}\u{ad}\u{200b}\u{e0001}\u{10ffff}\u{fffe}",
        "😀 e\u{301}\u{301}\u{301}\u{301} ﷽ İ ﬁ ß",
        "&lt;b&gt; &amp; &#60; &",
        "$&$1\\1 %s %n ../../etc/passwd",
    ]
    .into_iter()
    .map(str::to_owned)
    .chain(["w".repeat(300), "<".repeat(300), "\"".repeat(300)])
    .collect()
}

/// The signs at which a text stands, in order: the number of a field is its place here.
fn fields() -> Vec<char> {
    EVERY_FIELD.chars().filter(|character| "§¶†¬".contains(*character)).collect()
}

/// Puts a text, after the number of its field, into every field.
fn filled(payload: &str) -> BTreeMap<String, String> {
    let mut filled = String::new();
    let mut number = 0;
    for character in EVERY_FIELD.chars() {
        let text = format!("F{number}F {payload}");
        match character {
            '¶' => filled.push_str(&text),
            '§' | '†' | '¬' => filled.push_str(&quoted(&text)),
            _ => {
                filled.push(character);
                continue;
            }
        }
        number += 1;
    }
    files(&filled)
}

/// Writes a text as YAML in double quotes, with an escape for whatever is not plain ASCII.
fn quoted(text: &str) -> String {
    let escaped = |character: char| match character {
        '"' | '\\' => format!("\\{character}"),
        ' '..='~' => character.to_string(),
        _ => format!("\\U{:08x}", u32::from(character)),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Builds an edition with a text in every field and returns what its readers can see.
fn seen(payload: &str, edition: Edition) -> String {
    let judged = judge(exactly(&filled(payload)), edition);
    // No such text is a language, and the interface says so.
    let told: Vec<String> = judged.told().into_iter().filter(|told| !told.ends_with(" strings")).collect();
    assert_eq!(told, Vec::<String>::new(), "{payload:?}");
    let pages = check_portal(&judged.portals["acme"]);
    squeezed(&pages.iter().map(Page::text).collect::<Vec<_>>().join("\n"))
}

#[test]
fn a_text_stays_text_in_every_field() {
    let mut wrong: BTreeMap<usize, String> = BTreeMap::new();
    for payload in payloads() {
        let plain = squeezed(&payload);
        // Markdown reads entities, and a backslash before a sign; all white space is alike.
        let in_markdown = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&#60;", "<");
        for edition in [Edition::Client, Edition::Internal] {
            let text = seen(&payload, edition);
            for (number, sign) in fields().into_iter().enumerate() {
                let shown = [&plain, &in_markdown].iter().any(|payload| text.contains(&format!("F{number}F {payload}")));
                let expected = sign != '¬' && (sign != '†' || edition == Edition::Internal);
                if shown != expected {
                    let short: String = payload.chars().take(40).collect();
                    let told = format!("`{}` (F{number}F): {short:?} reads {:?}", line_of(number), near(&text, number));
                    wrong.entry(number).or_insert(told);
                }
            }
        }
    }
    assert!(fields().len() > 100);
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.into_values().collect::<Vec<_>>().join("\n"));
}

fn line_of(field: usize) -> &'static str {
    let mut count = 0;
    let holds = |line: &&str| {
        count += line.chars().filter(|character| "§¶†¬".contains(*character)).count();
        count > field
    };
    EVERY_FIELD.lines().find(holds).unwrap().trim()
}

fn near(text: &str, field: usize) -> Option<String> {
    let at = text.find(&format!("F{field}F "))?;
    Some(text[at..].chars().take(120).collect())
}

#[test]
fn control_characters_are_named_or_left_out_and_reach_no_page() {
    let judged = judge(exactly(&filled("a\u{0}b")), Edition::Client);
    let written_in_yaml = fields().into_iter().filter(|sign| *sign != '¶').count();
    assert_eq!(judged.told().iter().filter(|line| line.ends_with(" bad-value")).count(), written_in_yaml);
    // And such a text is no language.
    assert_eq!(judged.told().iter().filter(|line| !line.ends_with(" strings")).count(), written_in_yaml);

    // A text under front matter is no YAML: what cannot be shown is left out.
    let body = "---\ntitle: Zero\nbest_effort: true\n---\na\0b\u{1}c\u{7f}d\u{85}e\u{1b}[31mf `g\0h`\n\n    i\0j\n\n[k\0l](https://a.example/\0)\n";
    let judged = judge(super::small_with("clients/acme/services/zero.md", body.to_owned()), Edition::Client);
    assert_eq!(judged.told(), Vec::<String>::new());
    for (path, bytes) in judged.portals["acme"].iter().filter(|(path, _)| path.as_str().ends_with(".html")) {
        let control =
            std::str::from_utf8(bytes).unwrap().chars().find(|character| character.is_control() && !matches!(character, '\n' | '\t'));
        assert_eq!(control, None, "{path}");
    }
    assert!(super::dom::check_portal(&judged.portals["acme"]).iter().any(|page| page.text().contains("[31mf")));
}

#[test]
fn a_markdown_link_to_a_script_is_refused_where_it_stands() {
    let links = [
        "[x](javascript:alert(1))",
        "<javascript:alert(1)>",
        "[x](JaVaScRiPt:alert(1))",
        "[x]( data:text/html;base64,eA== )",
        "![x](javascript:x)",
        "[x]: vbscript:x\n\n[x]",
        "[x](&#106;avascript:x)",
        "[x](java\\script:x)",
    ];
    for link in links {
        let judged = judge(
            super::small_with("clients/acme/services/bad.md", format!("---\ntitle: Bad\nbest_effort: true\n---\n{link}\n")),
            Edition::Client,
        );
        let told = judged.told();
        assert_eq!(told.len(), 1, "{link}: {told:?}");
        assert!(told[0].starts_with("clients/acme/services/bad.md:5:"), "{link}: {told:?}");
        assert!(judged.portals.is_empty(), "{link}");
    }
}
