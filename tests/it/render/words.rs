//! Words of the interface: put into templates and scripts when a theme is loaded, and told when they are missing.

use super::*;

const OWN: &str = "themes/own/theme.toml";
const PAGE: &str = "themes/own/templates/try.html";
const EN: &str = "themes/own/strings/en.toml";
const DE: &str = "themes/own/strings/de.toml";

const WORDS: &str = r#"
[try]
plain = 'A & B, "quoted"'
since = "since {day}"
items.one = "{count} item"
items.other = "{count} items"
"#;

const WORTE: &str = r#"
[try]
plain = "A und B"
since = "{day}: Anfang"
items = { one = "{count} Sache", other = "{count} Sachen" }
"#;

/// A theme of these files that extends the default one.
fn own(language: &str, files: &[(&str, &str)]) -> Loaded {
    let files: Vec<(&str, &str)> = [(OWN, "extends = \"default\"\n")].into_iter().chain(files.iter().copied()).collect();
    load_in(language, "own", &files)
}

/// Renders a template with a view, in a language that has the words above.
fn said(language: &str, template: &str, view: &Value) -> String {
    let loaded = own(language, &[(EN, WORDS), (DE, WORTE), (PAGE, template)]);
    loaded.page("try.html", &json!({ "portal": {}, "page": { "root": "" }, "nav": [], "view": view }))
}

/// Returns what is told, without the words that these files do not ask for.
fn told_of(language: &str, files: &[(&str, &str)]) -> Vec<String> {
    own(language, files).told.into_iter().filter(|told| !told.contains("nothing asks for")).collect()
}

#[test]
fn words_stand_in_the_page_in_its_language() {
    let template = r#"<p title="{{ t(key="try.plain") }}">{{ t(key="try.plain") }}</p>"#;
    let english = "<p title=\"A &amp; B, &quot;quoted&quot;\">A &amp; B, &quot;quoted&quot;</p>";
    for (language, expected) in [("en", english), ("en-GB", english), ("de", "<p title=\"A und B\">A und B</p>")] {
        assert_eq!(said(language, template, &json!({})), expected, "{language}");
    }
}

#[test]
fn values_are_put_where_the_language_wants_them_and_escaped() {
    let view = json!({ "day": "<1 May>", "date": { "iso": "2026-05-01", "text": "1 May" } });
    let template = r#"{{ t(key="try.since", day=view.day) }}|{{ t(key="try.since", day=<date date={view.date}/>) }}|{% set x = t(key="try.since", day=view.day) %}{{ x }}"#;
    assert_eq!(said("en", template, &view), "since &lt;1 May&gt;|since <time datetime=\"2026-05-01\">1 May</time>|since &lt;1 May&gt;");
    assert_eq!(
        said("de", template, &view),
        "&lt;1 May&gt;: Anfang|<time datetime=\"2026-05-01\">1 May</time>: Anfang|&lt;1 May&gt;: Anfang"
    );
}

#[test]
fn the_form_of_a_number_is_chosen() {
    let template = r#"{{ t(key="try.items", count=view.all | length) }}|{% set x = t(key="try.items", count=view.all | length) %}{{ x }}"#;
    let cases = [("en", 0, "0 items"), ("en", 1, "1 item"), ("en", 2, "2 items"), ("de", 1, "1 Sache"), ("de-AT", 5, "5 Sachen")];
    for (language, number, expected) in cases {
        let view = json!({ "all": vec![0; number] });
        assert_eq!(said(language, template, &view), format!("{expected}|{expected}"), "{language} {number}");
    }
}

#[test]
fn what_is_no_call_stays() {
    let template = "{# t(key=\"no.such\") #}t(key=\"no.such\") {{ \"t(key=1)\" }} {% if view.t %}{{ view.t }}{% endif %}{{ not(false) }}";
    let template = template.replace("{{ not(false) }}", "");
    assert_eq!(said("en", &template, &json!({ "t": 7 })), "t(key=\"no.such\") t(key=1) 7");
}

#[test]
fn a_call_that_cannot_be_answered_is_an_error_at_its_place() {
    let cases = [
        ("{{ t(key=\"try.plian\") }}", "1:1: error[template] there is no text `try.plian` (did you mean `try.plain`?)"),
        ("<p>{{ t(key=view.x) }}", "1:4: error[template] `t` needs the key of a text (write it in quotes: `t(key=\"home.next\")`)"),
        ("\n{{ t() }}", "2:1: error[template] `t` needs the key of a text (write it in quotes: `t(key=\"home.next\")`)"),
        ("{{ t(key=\"try.since\") }}", "1:1: error[template] the text `try.since` has a place `{day}`, and there is no value for it"),
        ("{{ t(key=\"try.items\") }}", "1:1: error[template] the text `try.items` has a place `{count}`, and there is no value for it"),
        (
            "{% set x = t(key=\"try.since\", day=<icon name=\"x\"/>) %}",
            "1:12: error[template] `day` is a component, and this `t` does not stand alone between braces",
        ),
    ];
    for (template, expected) in cases {
        assert_eq!(told_of("en", &[(EN, WORDS), (PAGE, template)]), [format!("{PAGE}:{expected}")], "{template}");
    }
}

#[test]
fn a_mistake_beside_words_points_at_what_was_written() {
    let template = "{{ t(key=\"try.plain\") }}\n{{ t(key=\"try.since\", day=view.nowhere.at) }} {{ view.missing.x }}";
    let loaded = own("en", &[(EN, WORDS), (PAGE, template)]);
    let context = |view: Value| json!({ "portal": {}, "page": { "root": "" }, "nav": [], "view": view });
    let told = loaded.try_page("try.html", &context(json!({}))).unwrap_err();
    assert!(told[0].starts_with(&format!("{PAGE}:2:32: error[template]")), "{told:?}");
    let told = loaded.try_page("try.html", &context(json!({ "nowhere": { "at": 1 } }))).unwrap_err();
    assert!(told[0].starts_with(&format!("{PAGE}:2:55: error[template]")), "{told:?}");
}

#[test]
fn scripts_get_their_words_too() {
    let script = "/* only for authors */\nvar a = words('try.plain'), b = words(\"try.since\", { day: f(x, 1) });\n  // no more\n  c = words('try.items', { count: n }); swords('try.plain'); words(a);\n";
    let published = |language: &str| {
        let loaded = own(language, &[(EN, WORDS), (DE, WORTE), ("themes/own/assets/try.js", script)]);
        assert!(loaded.theme.is_some(), "{:?}", loaded.told);
        let path = loaded.theme().asset("try.js").unwrap().clone();
        let (_, bytes) = loaded.theme().assets().find(|(known, _)| *known == path).unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    };
    assert_eq!(
        published("de"),
        "var a = 'A und B', b = ('' + (f(x, 1)) + ': Anfang');\n\
         c = ({ one: ('' + (n) + ' Sache'), other: ('' + (n) + ' Sachen') })[new Intl.PluralRules('de').select(n)]; swords('try.plain'); words(a);\n"
    );
    assert!(published("en").starts_with("var a = 'A & B, \"quoted\"', b = ('' + 'since ' + (f(x, 1)));\n"));
    let told = told_of("en", &[("themes/own/assets/try.js", "\nwords('try.gone');")]);
    assert_eq!(told, ["themes/own/assets/try.js:2:1: error[template] there is no text `try.gone`"]);
}

#[test]
fn a_script_whose_texts_run_over_lines_stays_as_it_is() {
    let script = "/* a */\n  var x = `\n  two`;\n";
    let loaded = own("en", &[("themes/own/assets/try.js", script)]);
    let path = loaded.theme().asset("try.js").unwrap().clone();
    assert_eq!(loaded.theme().assets().find(|(known, _)| *known == path).unwrap().1[..], *script.as_bytes());
}

#[test]
fn a_licence_stays_in_a_script() {
    let script = "/*! Licence\n * of this\n */\n/* mine */ var x;\n// @license MIT\nvar y; // end\n";
    let loaded = own("en", &[("themes/own/assets/try.js", script)]);
    let path = loaded.theme().asset("try.js").unwrap().clone();
    let (_, bytes) = loaded.theme().assets().find(|(known, _)| *known == path).unwrap();
    assert_eq!(std::str::from_utf8(&bytes).unwrap(), "/*! Licence\n* of this\n*/\nvar x;\n// @license MIT\nvar y; // end\n");
}

#[test]
fn a_language_without_words_is_told_and_speaks_english() {
    let files = [(EN, "try.plain = \"A\""), (PAGE, "{{ t(key=\"try.plain\") }}")];
    let loaded = own("xx-YY", &files);
    let [told] = loaded.told.as_slice() else { panic!("{:?}", loaded.told) };
    assert!(told.starts_with("warning[strings] the interface has no words in `xx-YY`, and speaks English (there is: "), "{told}");
    assert!(loaded.theme.is_some());
}

#[test]
fn missing_words_are_named_with_the_forms_of_the_language() {
    let polish = "[try]\nplain = \"A i B\"\nitems.one = \"{count} rzecz\"\nitems.other = \"{count} rzeczy\"\n";
    let template = "{{ t(key=\"try.plain\") }}{{ t(key=\"try.since\", day=1) }}{{ t(key=\"try.items\", count=1) }}";
    let told = own("pl", &[(EN, WORDS), ("themes/own/strings/pl.toml", polish), (PAGE, template)]).told;
    let [told] = told.as_slice() else { panic!("{told:?}") };
    let start = "themes/own/strings/pl.toml:1:1: warning[strings] these words are missing in `pl`, and are shown in English: ";
    assert!(told.starts_with(start), "{told}");
    let german = WORTE.replace("plain =", "plian =");
    let told = own("de", &[(EN, WORDS), (DE, &german), (PAGE, template)]).told;
    let missing: Vec<&String> = told.iter().filter(|told| told.contains("these words are missing")).collect();
    assert_eq!(missing, [&format!("{DE}:1:1: warning[strings] these words are missing in `de`, and are shown in English: `try.plain`")]);
    assert!(
        told.contains(&format!("{DE}:3:9: warning[strings] nothing asks for the words `try.plian` (did you mean `try.plain`?)")),
        "{told:?}"
    );
}

#[test]
fn words_that_nobody_asks_for_are_told() {
    let words = "[try]\nplain = \"x\"\nplian = \"y\"\nitems.one = \"{count}\"\nitems.other = \"{count}\"\n";
    let template = "{{ t(key=\"try.plain\") }}{{ t(key=\"try.items\", count=1) }}";
    let told = own("en", &[(EN, words), (PAGE, template)]).told;
    assert_eq!(told, [format!("{EN}:3:9: warning[strings] nothing asks for the words `try.plian` (did you mean `try.plain`?)")]);
}

#[test]
fn a_file_of_words_that_is_wrong_is_told_at_its_place() {
    let cases = [
        ("a = 1", "1:5: error[strings] `a` is no text (write it in quotes)"),
        (
            "\u{feff}[try]\na = \"{Big}\"",
            "2:5: error[strings] `try.a` has a brace that is no place's (a place is a name in lower-case letters between braces, such as `{count}`)",
        ),
        (
            "a = \"x}\"",
            "1:5: error[strings] `a` has a brace that is no place's (a place is a name in lower-case letters between braces, such as `{count}`)",
        ),
        ("a = \"x", "1:7: error[strings] invalid basic string, expected `\"`"),
        ("[a\nb = 1", "1:3: error[strings] "),
        ("a = \"x\"\na = \"y\"", "2:1: error[strings] duplicate key"),
    ];
    for (words, expected) in cases {
        let told = told_of("en", &[(EN, words)]);
        assert!(told.iter().any(|told| told.starts_with(&format!("{EN}:{expected}"))), "{words:?}: {told:?}");
    }
    let told = told_of("en", &[("themes/own/strings/deutsch_neu.toml", "a = 1")]);
    assert_eq!(
        told,
        ["warning[theme] `themes/own/strings/deutsch_neu.toml` is not used: words are in files that are named by their language \
          (name it by a BCP 47 tag, such as `de.toml` or `de-AT.toml`)"]
    );
}

#[test]
fn a_workspace_changes_single_words_of_a_shipped_theme_and_a_region_those_of_its_language() {
    let page = "themes/default/templates/try.html";
    let loaded = load_in(
        "de-AT",
        "default",
        &[
            ("themes/default/strings/en.toml", WORDS),
            ("themes/default/strings/de.toml", WORTE),
            ("themes/default/strings/de-at.toml", "try.plain = \"A und auch B\""),
            (page, "{{ t(key=\"try.plain\") }}, {{ t(key=\"try.since\", day=1) }}"),
        ],
    );
    let said = loaded.page("try.html", &json!({ "portal": {}, "page": { "root": "" }, "nav": [], "view": {} }));
    assert_eq!(said, "A und auch B, 1: Anfang");
}
