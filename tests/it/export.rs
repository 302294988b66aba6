//! What a reader takes along, read back by readers that share nothing with the writers.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::{Command, Stdio};

use bailiwick::export::{csv, ical, lines, vcard};
use bailiwick::files::{Files, SitePath};
use bailiwick::model::date::Date;
use bailiwick::model::portal::Edition;
use bailiwick::site::downloads::{Calendar, Card, Entry, Line, Table};

use crate::world::{build, from_disk, written};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const SMALL: &str = include_str!("../portals/small.txt");

/// Texts that a careless writer loses, breaks or lets run.
fn hard() -> Vec<String> {
    let short = [
        "",
        "plain",
        "=HYPERLINK(\"https://vendor.example\",\"click\")",
        "+44 20 7946 0000",
        "-1",
        "@SUM(A1)",
        "＝1+1",
        "\tTab",
        "\rReturn",
        "\nNext",
        "'=1",
        "''+1",
        "'tis the season",
        "comma, semicolon; backslash\\, colon: quote\" apostrophe'",
        "\\n is no line break",
        "first\r\nsecond\nthird",
        " edges ",
        "a\u{2028}b\u{2029}c\u{85}d",
        "</script> [[link]]",
        "עברית",
    ];
    let long = ["x".repeat(300), "ä".repeat(300), "👩‍💻".repeat(60), format!("{}🙂", "y".repeat(66)), "a, b; ".repeat(50)];
    short.into_iter().map(str::to_owned).chain(long).collect()
}

/// Reads comma-separated values by RFC 4180, section 2, letter by letter.
fn read_csv(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).unwrap().strip_prefix('\u{feff}').expect("a byte order mark");
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match (quoted, letter) {
            (true, '"') if letters.next_if_eq(&'"').is_some() => field.push('"'),
            (true, '"') => quoted = false,
            (true, _) => field.push(letter),
            (false, '"') => {
                assert!(field.is_empty(), "a quote within {field:?}");
                quoted = true;
            }
            (false, ',') => row.push(std::mem::take(&mut field)),
            (false, '\r') => {
                assert_eq!(letters.next(), Some('\n'), "a bare CR after {field:?}");
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            (false, '\n') => panic!("a bare LF after {field:?}"),
            (false, _) => field.push(letter),
        }
    }
    assert!(!quoted && row.is_empty() && field.is_empty(), "the last line ends");
    rows
}

/// Takes the apostrophe off what would be a formula without it.
fn original(field: &str) -> String {
    let bare = field.trim_start_matches('\'');
    let is_guarded = bare.len() < field.len() && bare.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if is_guarded { field[1..].to_owned() } else { field.to_owned() }
}

/// One line of an unfolded file: its name, its parameters, its value as it stands.
#[derive(Clone, Debug)]
struct Property {
    name: String,
    parameters: BTreeMap<String, String>,
    value: String,
}

/// Unfolds content lines and parts them; looks at their form on the way.
fn properties(bytes: &[u8]) -> Vec<Property> {
    let mut unfolded: Vec<Vec<u8>> = Vec::new();
    let text = bytes.strip_suffix(b"\r\n").expect("the last line ends");
    let mut rest = text;
    loop {
        let end = rest.windows(2).position(|pair| pair == b"\r\n");
        let line = &rest[..end.unwrap_or(rest.len())];
        assert!(line.len() <= 75, "{} octets: {:?}", line.len(), String::from_utf8_lossy(line));
        assert!(std::str::from_utf8(line).is_ok(), "a character is cut: {:?}", String::from_utf8_lossy(line));
        assert!(line.iter().all(|byte| *byte == b'\t' || !byte.is_ascii_control()), "{:?}", String::from_utf8_lossy(line));
        match line.strip_prefix(b" ") {
            Some(more) => unfolded.last_mut().unwrap().extend(more),
            None => unfolded.push(line.to_vec()),
        }
        let Some(end) = end else { break };
        rest = &rest[end + 2..];
    }
    let property = |line: Vec<u8>| {
        let line = String::from_utf8(line).unwrap();
        let (name, value) = line.split_once(':').unwrap();
        let mut parts = name.split(';');
        let name = parts.next().unwrap().to_owned();
        let parameters = parts.map(|part| part.split_once('=').unwrap()).map(|(key, value)| (key.to_owned(), value.to_owned()));
        Property { name, parameters: parameters.collect(), value: value.to_owned() }
    };
    unfolded.into_iter().map(property).collect()
}

/// Returns the parts of a value at its `;`, each without escapes.
fn parts(value: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        let last = parts.last_mut().unwrap();
        match letter {
            '\\' => match letters.next().unwrap() {
                'n' | 'N' => last.push('\n'),
                escaped @ ('\\' | ';' | ',') => last.push(escaped),
                other => panic!("`\\{other}` is no escape"),
            },
            ';' => parts.push(String::new()),
            ',' => panic!("a bare comma in {value:?}"),
            _ => last.push(letter),
        }
    }
    parts
}

fn text(value: &str) -> String {
    let parts = parts(value);
    assert_eq!(parts.len(), 1, "{value:?}");
    parts.into_iter().next().unwrap()
}

/// Returns the properties between each `BEGIN` and `END` of a name, those of what lies within among them.
fn components(properties: &[Property], name: &str) -> Vec<Vec<Property>> {
    let mut found: Vec<Vec<Property>> = Vec::new();
    let mut within = false;
    for property in properties {
        match property.name.as_str() {
            "BEGIN" if property.value == name => {
                within = true;
                found.push(Vec::new());
            }
            "END" if property.value == name => within = false,
            _ if within => found.last_mut().unwrap().push(property.clone()),
            _ => {}
        }
    }
    found
}

fn get<'a>(component: &'a [Property], name: &str) -> &'a Property {
    component.iter().find(|property| property.name == name).unwrap_or_else(|| panic!("no {name} in {component:#?}"))
}

/// What a text is after it went through a format whose only line break is LF, and which has no other control characters.
fn with_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn download(files: &Files, path: &str) -> Vec<u8> {
    files.get(&SitePath::new(path)).unwrap_or_else(|| panic!("no {path}")).to_vec()
}

/// Builds the portal of `acme`.
fn acme(text: &str, edition: Edition) -> Files {
    build(written(text), edition).remove("acme").unwrap()
}

fn events(files: &Files) -> BTreeMap<String, Vec<Property>> {
    let events = components(&properties(&download(files, "downloads/calendar.ics")), "VEVENT");
    let count = events.len();
    let events: BTreeMap<String, Vec<Property>> = events.into_iter().map(|event| (text(&get(&event, "UID").value), event)).collect();
    assert_eq!(events.len(), count, "two events have one UID");
    events
}

#[test]
fn each_field_of_a_table_is_read_back_and_none_is_a_formula() {
    let hard = hard();
    let bytes = csv::table(&Table { header: hard.clone(), rows: vec![hard.clone(), hard.iter().rev().cloned().collect()] });
    let rows = read_csv(&bytes);
    assert_eq!(rows.len(), 3);
    let back: Vec<String> = rows[1].iter().map(|field| original(field)).collect();
    assert_eq!(back, hard);
    let running = rows.iter().flatten().find(|field| field.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']));
    assert_eq!(running, None);
    assert!(rows[1].contains(&"'+44 20 7946 0000".to_owned()) && rows[1].contains(&"'tis the season".to_owned()));
}

#[test]
fn a_table_is_read_by_python_as_by_us() {
    let hard = hard();
    let bytes = csv::table(&Table { header: hard.clone(), rows: vec![hard] });
    let program = "import csv, io, json, sys\n\
                   text = sys.stdin.buffer.read().decode('utf-8-sig')\n\
                   print(json.dumps(list(csv.reader(io.StringIO(text, newline=''), strict=True))))";
    let mut python = Command::new("python3").args(["-c", program]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut python.stdin.take().unwrap(), &bytes).unwrap();
    let out = python.wait_with_output().unwrap();
    let rows: Vec<Vec<String>> = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(rows, read_csv(&bytes));
}

#[test]
fn texts_are_escaped_by_the_standard() {
    for (plain, expected) in [
        ("", ""),
        ("a, b; c\\d", "a\\, b\\; c\\\\d"),
        ("a: \"b\"", "a: \"b\""),
        ("one\r\ntwo\rthree\nfour", "one\\ntwo\\nthree\\nfour"),
        ("\u{7}bell\u{7f}", " bell "),
        ("a\tb\u{2028}c", "a\tb\u{2028}c"),
    ] {
        assert_eq!(lines::escaped(plain), expected, "{plain:?}");
    }
}

#[test]
fn lines_are_folded_at_75_octets_and_no_character_is_cut() {
    let folded = |text: &str| {
        let mut lines = lines::Lines::default();
        lines.text("NOTE", text);
        String::from_utf8(lines.into_bytes()).unwrap()
    };
    assert_eq!(folded(&"x".repeat(70)), format!("NOTE:{}\r\n", "x".repeat(70)));
    assert_eq!(folded(&"x".repeat(71)), format!("NOTE:{}\r\n x\r\n", "x".repeat(70)));
    assert_eq!(folded(&"x".repeat(145)), format!("NOTE:{}\r\n {}\r\n x\r\n", "x".repeat(70), "x".repeat(74)));
    assert_eq!(folded(&format!("{}ä", "x".repeat(69))), format!("NOTE:{}\r\n ä\r\n", "x".repeat(69)));
    for text in hard() {
        let read = properties(folded(&text).as_bytes());
        assert_eq!(self::text(&read[0].value), with_line_feeds(&text));
    }
}

#[test]
fn each_card_is_read_back() {
    let card = |text: &String| Card {
        uid: text.clone(),
        name: text.clone(),
        family: text.clone(),
        given: text.clone(),
        organisation: text.clone(),
        job: Some(text.clone()),
        numbers: vec![(Line::Desk, text.clone()), (Line::Mobile, text.clone())],
        email: Some(text.clone()),
    };
    let hard = hard();
    let cards: Vec<Card> = hard.iter().map(card).collect();
    let read = components(&properties(&vcard::cards(&cards)), "VCARD");
    assert_eq!(read.len(), hard.len());
    for (written, card) in hard.iter().zip(&read) {
        let written = with_line_feeds(written);
        assert_eq!(card[0].name, "VERSION");
        assert_eq!(card[0].value, "3.0");
        for name in ["UID", "FN", "ORG", "TITLE", "TEL", "EMAIL"] {
            assert_eq!(text(&get(card, name).value), written, "{name}");
        }
        assert_eq!(parts(&get(card, "N").value), [&written, &written, "", "", ""]);
    }
}

#[test]
fn each_entry_of_a_calendar_is_read_back() {
    let day = Date::parse("2026-12-31").unwrap();
    let entry = |(number, text): (usize, &String)| Entry {
        uid: format!("{number}-{text}"),
        summary: text.clone(),
        description: text.clone(),
        category: text.clone(),
        location: Some(text.clone()),
        day,
        clock: None,
        repeat: None,
        alarms: Vec::new(),
    };
    let hard = hard();
    let entries = hard.iter().enumerate().map(entry).collect();
    let read = properties(&ical::calendar(&Calendar { name: hard[13].clone(), from: day, until: day, entries }));
    assert_eq!(text(&get(&read, "X-WR-CALNAME").value), hard[13]);
    for (written, event) in hard.iter().zip(&components(&read, "VEVENT")) {
        let written = with_line_feeds(written);
        for name in ["SUMMARY", "CATEGORIES", "LOCATION"] {
            assert_eq!(text(&get(event, name).value), written, "{name}");
        }
        assert_eq!(event.iter().find(|property| property.name == "DESCRIPTION").map_or(String::new(), |it| text(&it.value)), written);
        assert_eq!((get(event, "DTSTART").value.as_str(), get(event, "DTEND").value.as_str()), ("20261231", "20270101"));
    }
}

/// Writes a workspace whose titles are hard.
fn hard_portal() -> (Vec<String>, String) {
    let titles: Vec<String> = hard().into_iter().filter(|title| !title.trim().is_empty() && !title.contains(char::is_control)).collect();
    let mut workspace = String::from("=== clients/acme/contacts.yaml\n");
    for (number, title) in titles.iter().enumerate() {
        writeln!(workspace, "- {{ id: p{number}, title: {} }}", serde_json::to_string(title).unwrap()).unwrap();
    }
    workspace.push_str("=== clients/acme/responsibilities.yaml\n");
    for (number, title) in titles.iter().enumerate() {
        let title = serde_json::to_string(title).unwrap();
        writeln!(workspace, "- {{ id: r{number}, title: {title}, accountable: [p{number}], responsible: [p{number}], next: 2026-12-01 }}")
            .unwrap();
    }
    (titles, workspace)
}

#[test]
fn hard_titles_come_whole_through_a_portal() {
    let (titles, workspace) = hard_portal();
    let files = acme(&workspace, Edition::Client);
    let rows = read_csv(&download(&files, "downloads/responsibilities.csv"));
    let tasks: Vec<String> = rows[1..].iter().map(|row| original(&row[2])).collect();
    assert_eq!(tasks, titles);
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    let all = components(&properties(&download(&files, "downloads/contacts.vcf")), "VCARD");
    let names: Vec<String> = all.iter().map(|card| text(&get(card, "FN").value)).collect();
    assert_eq!(names, titles.iter().map(|title| title.trim()).collect::<Vec<_>>());
    let events = events(&files);
    for (number, title) in titles.iter().enumerate() {
        let summary = text(&get(&events[&format!("responsibility-r{number}-due@acme.bailiwick")], "SUMMARY").value);
        assert_eq!(&summary, title);
    }
}

#[test]
fn a_row_says_who_holds_what_and_where_its_page_is() {
    let files = acme(SMALL, Edition::Client);
    let rows = read_csv(&download(&files, "downloads/responsibilities.csv"));
    let column = |name: &str| rows[0].iter().position(|header| header == name).unwrap_or_else(|| panic!("{name}: {:?}", rows[0]));
    for row in &rows[1..] {
        let page = &row[column("Page in the portal")];
        assert!(files.get(&SitePath::new(page)).is_some(), "{page}");
        let reviewed = &row[column("Reviewed")];
        assert!(reviewed.is_empty() || Date::parse(reviewed).is_some(), "{reviewed}");
    }
    let letters = rows[1..].iter().flat_map(|row| &row[4..column("What Acme does")]).filter(|cell| !cell.is_empty());
    let is_held = |cell: &&String| cell.split(" (").next().unwrap().split('/').all(|letter| ["R", "A", "C", "I"].contains(&letter));
    assert!(letters.clone().count() > 4 && letters.clone().all(|cell| is_held(&cell)), "{:?}", letters.collect::<Vec<_>>());
}

#[test]
fn what_is_due_stands_on_its_day() {
    let workspace = "=== clients/acme/contacts.yaml\n- { id: dana, title: Dana Kim }\n\
=== clients/acme/vendors.yaml\n- { id: fiber, title: Fiber, contracts: [{ id: far, title: Far, end: 2027-06-30, renewal: auto, renews_for: 12mo, notice: 90d, owner: dana }, { id: near, title: Near, end: 2026-12-31, renewal: auto, renews_for: 12mo, notice: 20d }] }\n\
=== clients/acme/responsibilities.yaml\n\
- { id: once, title: Once, next: 2026-12-24 }\n\
- { id: late, title: Late, next: 2026-10-01 }\n\
- { id: last, title: Last day, every: month, next: 2026-12-31 }\n\
- { id: hours, title: Hours, every: 36h, next: 2027-10-27 }\n\
=== clients/acme/meetings.yaml\n\
- { id: board, title: Board, every: month, next: 2026-12-15, weekday: first tue, at: \"14:00\", lasts: 90m, zone: Europe/Berlin }\n\
- { id: call, title: Call, every: 2w, next: 2026-11-26, at: \"09:30\" }\n\
- { id: talk, title: Talk, next: 2027-01-04 }\n";
    let files = acme(workspace, Edition::Client);
    let events = events(&files);
    let value = |uid: &str, name: &str| {
        let uid = format!("{uid}@acme.bailiwick");
        let event = events.get(&uid).unwrap_or_else(|| panic!("no {uid} in {:?}", events.keys()));
        event.iter().find(|property| property.name == name).map(|property| property.value.clone()).unwrap_or_default()
    };
    assert_eq!(value("responsibility-once-due", "DTSTART"), "20261224");
    assert_eq!(value("responsibility-once-due", "DTSTAMP"), "20261124T000000Z");
    assert!(!events.contains_key("responsibility-late-due@acme.bailiwick"), "what is past is not in it");
    assert_eq!(value("responsibility-last-due", "RRULE"), "FREQ=MONTHLY;INTERVAL=1;COUNT=11;BYMONTHDAY=28,29,30,31;BYSETPOS=-1");
    assert_eq!(value("responsibility-hours-due-2027-10-29", "DTSTART"), "20271029", "an uneven beat has no rule");
    assert_eq!(value("meeting-board-held-2026-12-15", "DTSTART"), "20261215T140000", "a date off the beat stands by itself");
    assert_eq!(value("meeting-board-held", "DTSTART"), "20270105T140000");
    assert_eq!(value("meeting-board-held", "RRULE"), "FREQ=MONTHLY;INTERVAL=1;COUNT=10;BYDAY=1TU");
    assert_eq!(value("meeting-board-held", "DURATION"), "PT90M");
    assert_eq!(value("meeting-call-held", "RRULE"), "FREQ=WEEKLY;INTERVAL=2;COUNT=25");
    assert_eq!((value("meeting-talk-held", "DTSTART"), value("meeting-talk-held", "RRULE")), ("20270104".to_owned(), String::new()));
    let triggers = |uid: &str| {
        let event = &events[&format!("{uid}@acme.bailiwick")];
        event.iter().filter(|property| property.name == "TRIGGER").map(|property| property.value.clone()).collect::<Vec<_>>()
    };
    assert_eq!(triggers("vendor-fiber-far-notice"), ["-P30D", "-P7D"]);
    assert_eq!(triggers("vendor-fiber-near-notice"), ["-P7D"], "nobody is reminded of the past");
    assert_eq!(triggers("vendor-fiber-far-end"), Vec::<String>::new());
    assert!(value("vendor-fiber-far-notice", "DESCRIPTION").contains("Who: Dana Kim"));
}

#[test]
fn clocks_are_told_by_their_rules_or_by_their_changes() {
    let of = |zone: &str| {
        let workspace = format!(
            "=== clients/acme/meetings.yaml\n- {{ id: call, title: Call, every: week, next: 2026-11-26, at: \"09:30\", zone: {zone} }}\n"
        );
        let read = properties(&download(&acme(&workspace, Edition::Client), "downloads/calendar.ics"));
        let zones = components(&read, "VTIMEZONE");
        assert_eq!(zones.len(), 1);
        assert_eq!(get(&zones[0], "TZID").value, zone);
        assert_eq!(get(&components(&read, "VEVENT")[0], "DTSTART").parameters["TZID"], zone);
        let told = zones[0].iter().filter(|property| ["DTSTART", "RRULE", "TZOFFSETTO"].contains(&property.name.as_str()));
        told.map(|property| property.value.clone()).collect::<Vec<_>>()
    };
    let berlin =
        ["20260329T020000", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "+0200", "20261025T030000", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "+0100"];
    assert_eq!(of("Europe/Berlin"), berlin);
    assert_eq!(of("Asia/Kolkata")[1..], ["+0530"]);
    let casablanca = of("Africa/Casablanca");
    assert!(casablanca.iter().all(|value| !value.starts_with("FREQ")), "it has changed its rules: {casablanca:?}");
}

#[test]
fn the_client_gets_no_number_and_no_row_that_is_internal() {
    let workspace = "=== clients/acme/contacts.yaml\n- { id: dana, title: Dana Kim, phone: +1 312 555 0142, mobile: +1 312 555 0143, leaves: 2027-01-31 }\n- { id: ghost, title: Ghost, visibility: internal }\n\
=== clients/acme/responsibilities.yaml\n- { id: open, title: Open, responsible: [dana] }\n- { id: shut, title: Shut, visibility: internal, next: 2026-12-01 }\n";
    let (client, internal) = (acme(workspace, Edition::Client), acme(workspace, Edition::Internal));
    let said = |files: &Files| {
        let downloads = files.iter().filter(|(path, _)| path.as_str().starts_with("downloads/"));
        downloads.map(|(path, bytes)| format!("{path}\n{}", String::from_utf8_lossy(bytes))).collect::<String>()
    };
    for word in ["0143", "Ghost", "ghost", "Shut", "2027"] {
        assert!(!said(&client).contains(word), "{word} in {}", said(&client));
        assert!(said(&internal).contains(word), "{word} is not in {}", said(&internal));
    }
}

#[test]
fn nothing_is_made_where_nothing_would_stand_in_it() {
    let files = acme("=== clients/acme/terms.yaml\n- { id: word, title: Word, summary: A word. }\n", Edition::Client);
    let downloads: Vec<&SitePath> = files.iter().map(|(path, _)| path).filter(|path| path.as_str().starts_with("downloads/")).collect();
    assert_eq!(downloads, Vec::<&SitePath>::new());
}

#[test]
fn the_same_portal_gives_the_same_files_and_each_is_linked() {
    let portals = || build(from_disk(&format!("{ROOT}/content-example")), Edition::Client);
    let (first, second) = (portals(), portals());
    for (client, files) in &first {
        let linked: Vec<SitePath> =
            files.iter().filter(|(path, _)| path.as_str().ends_with(".html")).flat_map(|(path, bytes)| links(path, bytes)).collect();
        for (path, bytes) in files.iter().filter(|(path, _)| path.as_str().starts_with("downloads/")) {
            assert_eq!(second[client].get(path), Some(bytes), "{path}");
            assert!(linked.contains(path), "{client}: nothing leads to {path}");
        }
        assert!(linked.iter().all(|path| files.get(path).is_some()));
        let paper = String::from_utf8(download(files, "print.html")).unwrap();
        assert!(!paper.contains("downloads/"), "paper holds no files");
        // Whatever stands in it has the form that the readers ask for.
        assert!(!events(files).is_empty());
        assert!(read_csv(&download(files, "downloads/responsibilities.csv")).len() > 10);
    }
}

/// Returns where the links with `download` on a page lead.
fn links(path: &SitePath, bytes: &[u8]) -> Vec<SitePath> {
    let html = std::str::from_utf8(bytes).unwrap();
    let tags =
        html.split("<a ").skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag).filter(|tag| tag.ends_with(" download"));
    tags.map(|tag| path.linked(tag.split_once("href=\"").unwrap().1.split_once('"').unwrap().0).unwrap()).collect()
}
