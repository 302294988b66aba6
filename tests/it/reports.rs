//! Findings told to people and programs: text in, the whole report out.

#![expect(clippy::unwrap_used, reason = "a test fails where there is nothing, and says where")]

use bailiwick::finding::report::{Color, human, json, short, summary};
use bailiwick::finding::{Finding, Findings, RuleName, escaped, merged, nearest};
use bailiwick::source::{SourcePath, Sources, Span};

use crate::yaml::lines;

const RULE: RuleName = RuleName("unknown-reference");

/// A workspace in memory; places are given by the words that stand there.
#[derive(Default)]
struct Workspace {
    sources: Sources,
}

impl Workspace {
    fn with(mut self, path: &str, text: &str) -> Self {
        self.sources.insert(SourcePath::new(path), text.into());
        self
    }

    /// The bytes of the first place at which `words` stand in a file.
    fn span(&self, path: &str, words: &str) -> Span {
        let file = self.sources.id(&SourcePath::new(path)).unwrap();
        let start = self.sources.get(file).text.find(words).unwrap_or_else(|| panic!("{words:?} stands in {path}"));
        Span::new(file, start, start + words.len())
    }

    fn human(&self, findings: &[Finding]) -> String {
        human(findings, &self.sources, Color::Never)
    }
}

const ROWS: &str = "# Acme\n- id: patch-servers\n  title: Patch servers\n  responsible: [nco]\n";

fn acme() -> Workspace {
    Workspace::default().with("clients/acme/responsibilities.yaml", ROWS)
}

fn nco(workspace: &Workspace) -> Finding {
    Finding::error(RULE, workspace.span("clients/acme/responsibilities.yaml", "nco"), "no contact, team or vendor is called `nco`")
}

#[test]
fn a_finding_is_told_with_its_place_drawn_and_what_to_do() {
    let rows = format!("{}{ROWS}", "#\n".repeat(37));
    let workspace = Workspace::default().with("clients/acme/responsibilities.yaml", &rows);
    let finding = nco(&workspace).help("did you mean `noc` (Network Operations Center)?");
    assert_eq!(
        workspace.human(&[finding]),
        lines(
            r"
            error[unknown-reference]: no contact, team or vendor is called `nco`
              --> clients/acme/responsibilities.yaml:41:17
               |
            41 |   responsible: [nco]
               |                 ^^^
               = help: did you mean `noc` (Network Operations Center)?
            "
        )
    );
}

#[test]
fn several_findings_stand_apart_and_levels_are_named() {
    let workspace = acme();
    let title = workspace.span("clients/acme/responsibilities.yaml", "title");
    let info = Finding { level: bailiwick::finding::Level::Info, ..Finding::warning(RULE, title, "third") };
    assert_eq!(
        workspace.human(&[
            Finding::placeless(RULE, "no workspace here").help("run `bailiwick init`"),
            Finding::warning(RULE, title, "second"),
            info
        ]),
        lines(
            r"
            error[unknown-reference]: no workspace here
             = help: run `bailiwick init`

            warning[unknown-reference]: second
             --> clients/acme/responsibilities.yaml:3:3
              |
            3 |   title: Patch servers
              |   ^^^^^

            info[unknown-reference]: third
             --> clients/acme/responsibilities.yaml:3:3
              |
            3 |   title: Patch servers
              |   ^^^^^
            "
        )
    );
    assert_eq!(workspace.human(&[]), "");
    assert_eq!(workspace.human(&[Finding::placeless(RULE, "alone")]), "error[unknown-reference]: alone\n");
}

#[test]
fn why_clients_help_and_fix_stand_in_one_order() {
    let workspace = acme();
    let mut finding = nco(&workspace).why("nobody would be called").help("name a team");
    finding = finding.fix(workspace.span("clients/acme/responsibilities.yaml", "nco"), "noc");
    finding.clients = vec!["acme".into(), "hale-burke".into()];
    assert_eq!(
        workspace.human(&[finding]),
        lines(
            r"
            error[unknown-reference]: no contact, team or vendor is called `nco`
             --> clients/acme/responsibilities.yaml:4:17
              |
            4 |   responsible: [nco]
              |                 ^^^
              = note: nobody would be called
              = note: in the portals of acme, hale-burke
              = help: name a team
              = help: write `noc`
            "
        )
    );
}

/// Gives the lines that begin with `=`.
fn remarks(workspace: &Workspace, finding: Finding) -> Vec<String> {
    workspace.human(&[finding]).lines().filter_map(|line| line.trim_start().strip_prefix("= ")).map(str::to_owned).collect()
}

#[test]
fn clients_are_named_where_that_adds_something() {
    let workspace = acme().with("library/rows.yaml", ROWS).with("clients/acme-two/rows.yaml", ROWS);
    let remark = |path: &str, clients: &[&str]| {
        let finding = Finding::error(RULE, workspace.span(path, "nco"), "m");
        remarks(&workspace, Finding { clients: clients.iter().map(|client| (*client).to_owned()).collect(), ..finding })
    };
    assert_eq!(remark("clients/acme/responsibilities.yaml", &["acme"]), [""; 0]);
    assert_eq!(remark("clients/acme-two/rows.yaml", &["acme"]), ["note: in the portal of acme"]);
    assert_eq!(remark("library/rows.yaml", &["acme"]), ["note: in the portal of acme"]);
    assert_eq!(remark("library/rows.yaml", &[]), [""; 0]);
    assert_eq!(
        remark("library/rows.yaml", &["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]),
        ["note: in the portals of a, b, c, d, e, f, g, h and 2 more"]
    );
    let placeless = Finding { clients: vec!["acme".into()], ..Finding::placeless(RULE, "m") };
    assert_eq!(remarks(&workspace, placeless), ["note: in the portal of acme"]);
}

#[test]
fn a_fix_is_shown_unless_the_help_says_it() {
    let workspace = acme();
    let remark = |help: &str, text: &str| {
        let span = workspace.span("clients/acme/responsibilities.yaml", "nco");
        remarks(&workspace, Finding::error(RULE, span, "m").help(help).fix(span, text))
    };
    assert_eq!(remark("did you mean `noc`?", "noc"), ["help: did you mean `noc`?"]);
    assert_eq!(remark("put it in quotes", "\"nco\""), ["help: put it in quotes", "help: write `\"nco\"`"]);
    assert_eq!(remark("delete it", ""), ["help: delete it"]);
    assert_eq!(remark("put a space there", " "), ["help: put a space there"]);
}

#[test]
fn a_fix_of_several_lines_is_drawn_as_a_change() {
    let workspace = acme();
    let span = workspace.span("clients/acme/responsibilities.yaml", "responsible: [nco]");
    let finding = Finding::error(RULE, span, "m").fix(span, "responsible:\n    - noc\n    - soc");
    assert_eq!(
        workspace.human(&[finding]),
        lines(
            r"
            error[unknown-reference]: m
             --> clients/acme/responsibilities.yaml:4:3
              |
            4 |   responsible: [nco]
              |   ^^^^^^^^^^^^^^^^^^
              |
            help: write it so
              |
            4 ~   responsible:
            5 +     - noc
            6 +     - soc
              |
            "
        )
    );
}

#[test]
fn related_places_stand_in_the_same_picture_or_in_their_own() {
    let workspace = acme().with("library/rows.yaml", &format!("{}- id: patch-servers\n", "#\n".repeat(11)));
    let path = "clients/acme/responsibilities.yaml";
    let near = Finding::error(RuleName("duplicate-key"), workspace.span(path, "title"), "`title` is written twice");
    assert_eq!(
        workspace.human(&[near.related(workspace.span(path, "patch-servers"), "first written here")]),
        lines(
            r"
            error[duplicate-key]: `title` is written twice
             --> clients/acme/responsibilities.yaml:3:3
              |
            2 | - id: patch-servers
              |       ------------- first written here
            3 |   title: Patch servers
              |   ^^^^^
            "
        )
    );
    let far = Finding::error(RuleName("duplicate-id"), workspace.span(path, "patch-servers"), "two rows are called `patch-servers`");
    let far = far.related(workspace.span("library/rows.yaml", "patch-servers"), "the other one").help("give one another id");
    assert_eq!(
        workspace.human(&[far]),
        lines(
            r"
            error[duplicate-id]: two rows are called `patch-servers`
              --> clients/acme/responsibilities.yaml:2:7
               |
             2 | - id: patch-servers
               |       ^^^^^^^^^^^^^
               |
              ::: library/rows.yaml:12:7
               |
            12 | - id: patch-servers
               |       ------------- the other one
               = help: give one another id
            "
        )
    );
}

#[test]
fn related_places_far_away_in_the_same_file_have_their_own_picture() {
    let workspace = Workspace::default().with("a.yaml", &format!("id: x\n{}id: y\n", "#\n".repeat(50)));
    let finding = Finding::error(RULE, workspace.span("a.yaml", "id: y"), "m").related(workspace.span("a.yaml", "id: x"), "first");
    assert_eq!(
        workspace.human(&[finding]),
        lines(
            r"
            error[unknown-reference]: m
              --> a.yaml:52:1
               |
            52 | id: y
               | ^^^^^
               |
              ::: a.yaml:1:1
               |
             1 | id: x
               | ----- first
            "
        )
    );
}

#[test]
fn a_finding_without_a_place_may_have_related_ones() {
    let workspace = acme();
    let related = workspace.span("clients/acme/responsibilities.yaml", "nco");
    assert_eq!(
        workspace.human(&[Finding::placeless(RULE, "m").related(related, "named here").help("h")]),
        lines(
            r"
            error[unknown-reference]: m
             --> clients/acme/responsibilities.yaml:4:17
              |
            4 |   responsible: [nco]
              |                 --- named here
              = help: h
            "
        )
    );
}

/// Draws a finding at the words in a file of its own, without its first and its last line.
fn drawn(text: &str, words: &str) -> String {
    let workspace = Workspace::default().with("a.yaml", text);
    let told = workspace.human(&[Finding::error(RULE, workspace.span("a.yaml", words), "m")]);
    told.lines().skip(1).collect::<Vec<_>>().join("\n")
}

#[test]
fn tabs_windows_lines_marks_and_wide_characters_keep_the_picture_straight() {
    assert_eq!(drawn("\u{feff}title: x\r\nb: y\r\n", "x"), " --> a.yaml:1:8\n  |\n1 | title: x\n  |        ^");
    assert_eq!(drawn("a: 1\r\nb: y\r\n", "y"), " --> a.yaml:2:4\n  |\n2 | b: y\n  |    ^");
    assert_eq!(drawn("a:\t\tx y\n", "x"), " --> a.yaml:1:5\n  |\n1 | a:        x y\n  |           ^");
    assert_eq!(drawn("é: ü x\n", "x"), " --> a.yaml:1:6\n  |\n1 | é: ü x\n  |      ^");
    // Two cells a character: the mark stands under them on a terminal.
    assert_eq!(drawn("a: 日本 x\n", "x"), " --> a.yaml:1:7\n  |\n1 | a: 日本 x\n  |         ^");
    assert_eq!(drawn("a: 日本 x\n", "日本"), " --> a.yaml:1:4\n  |\n1 | a: 日本 x\n  |    ^^^^");
}

#[test]
fn characters_that_could_turn_a_terminal_are_replaced_in_the_picture() {
    assert_eq!(drawn("a: \u{202e}b\u{9b}31m\u{1b}[0m x\n", "x"), " --> a.yaml:1:15\n  |\n1 | a: �b�31m�[0m x\n  |               ^");
    assert_eq!(drawn("a: \u{200f}\u{2028}\u{feff}\0 x\n", "x"), " --> a.yaml:1:9\n  |\n1 | a: ���� x\n  |         ^");
    let workspace = Workspace::default().with("a\u{202e}\n.yaml", "x");
    let span = workspace.span("a\u{202e}\n.yaml", "x");
    let finding = Finding {
        clients: vec!["c\u{1b}".into()],
        ..Finding::error(RULE, span, "m\n\u{1b}[31m").help("h\u{202e}").why("w\0").related(span, "r\t")
    };
    let one = [finding];
    let reports = [human(&one, &workspace.sources, Color::Never), short(&one, &workspace.sources)];
    for report in &reports {
        assert!(!report.contains(|sign: char| (sign.is_control() && sign != '\n') || sign == '\u{202e}'), "{report:?}");
    }
    assert_eq!(reports[1], "a\\u{202e}\\u{a}.yaml:1:1: error[unknown-reference] m\\u{a}\\u{1b}[31m\n");
    assert!(reports[0].contains("= help: h\\u{202e}\n"), "{}", reports[0]);
}

#[test]
fn a_place_over_several_lines_is_marked_on_its_first() {
    assert_eq!(drawn("a:\n  - b\n  - c\nd: 1\n", "- b\n  - c"), " --> a.yaml:2:3\n  |\n2 |   - b\n  |   ^^^");
}

#[test]
fn empty_places_have_a_mark() {
    let workspace = Workspace::default().with("a.yaml", "a: b\nc:\n").with("empty.yaml", "");
    let at = |path: &str, place: usize| {
        let file = workspace.sources.id(&SourcePath::new(path)).unwrap();
        let told = workspace.human(&[Finding::error(RULE, Span::new(file, place, place), "m")]);
        told.lines().skip(1).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(at("a.yaml", 7), " --> a.yaml:2:3\n  |\n2 | c:\n  |   ^");
    assert_eq!(at("a.yaml", 8), " --> a.yaml:3:1\n  |\n3 |\n  | ^");
    assert_eq!(at("empty.yaml", 0), " --> empty.yaml:1:1\n  |\n1 |\n  | ^");
    assert_eq!(at("a.yaml", 100), " --> a.yaml:3:1\n  |\n3 |\n  | ^", "also if the file has become shorter");
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let long = format!("title: {}HERE{}", "ab ".repeat(40), " cd".repeat(100));
    assert_eq!(
        drawn(&long, "HERE"),
        " --> a.yaml:1:128\n  |\n1 | ...b ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab HERE cd cd cd cd cd cd cd cd cd cd cd cd cd cd cd cd cd c...\n  |                                                         ^^^^"
    );
    // A megabyte before the place: the column is that of the file all the same.
    let longer = format!("a: {}é\nb: {}HERE{}\n", "x".repeat(10), "é ".repeat(500_000), " z".repeat(500_000));
    let told = drawn(&longer, "HERE");
    assert!(told.starts_with(" --> a.yaml:2:1000004\n  |\n2 | ..."), "{}", &told[..100]);
    assert!(told.len() < 1_000 && told.contains("HERE"));
    let mark = told.lines().last().unwrap();
    let line = told.lines().nth(2).unwrap();
    let column = |text: &str, part: &str| text[..text.find(part).unwrap()].chars().count();
    assert_eq!(column(mark, "^^^^"), column(line, "HERE"), "{told}");
    // A place that is itself longer than the picture.
    let whole = drawn(&format!("a: {}\n", "x".repeat(1_000)), &"x".repeat(1_000));
    assert!(whole.lines().all(|line| line.chars().count() < 1_100), "{whole}");
}

#[test]
fn a_large_file_with_many_findings_is_looked_through_once() {
    let text: String = (0..100_000).map(|number| format!("key-{number}: value\n")).collect();
    let workspace = Workspace::default().with("a.yaml", &text);
    let file = workspace.sources.id(&SourcePath::new("a.yaml")).unwrap();
    let findings: Findings =
        text.match_indices("value").step_by(50).map(|(start, _)| Finding::error(RULE, Span::new(file, start, start + 5), "m")).collect();
    assert_eq!(findings.len(), 2_000);
    assert_eq!(workspace.human(&findings).matches(" | key-").count(), 2_000);
    assert!(short(&findings, &workspace.sources).ends_with("a.yaml:99951:12: error[unknown-reference] m\n"));
}

#[test]
fn colours_change_nothing_but_the_colours() {
    let workspace = acme();
    let finding = nco(&workspace).help("h").why("w").related(workspace.span("clients/acme/responsibilities.yaml", "title"), "r");
    let one = [finding];
    let colored = human(&one, &workspace.sources, Color::Always);
    assert!(colored.contains("\u{1b}["));
    let mut plain = String::new();
    for (index, part) in colored.split('\u{1b}').enumerate() {
        plain.push_str(if index == 0 { part } else { part.split_once('m').unwrap().1 });
    }
    assert_eq!(plain, workspace.human(&one));
}

#[test]
fn short_tells_a_line_a_finding() {
    let workspace = Workspace::default().with("a.yaml", "\u{feff}é: x\r\nb: y\r\n");
    let findings = [
        Finding::error(RULE, workspace.span("a.yaml", "x"), "one").help("not told"),
        Finding::warning(RULE, workspace.span("a.yaml", "y"), "two"),
        Finding::placeless(RULE, "three"),
    ];
    assert_eq!(
        short(&findings, &workspace.sources),
        "a.yaml:1:4: error[unknown-reference] one\na.yaml:2:4: warning[unknown-reference] two\nerror[unknown-reference] three\n"
    );
}

#[test]
fn json_tells_an_object_a_line_with_every_field() {
    let workspace = Workspace::default().with("a.yaml", "é: \"x\r\n\"\nb: y\n").with("b.yaml", "c: d\n");
    let span = workspace.span("a.yaml", "\"x\r\n\"");
    let mut finding =
        Finding::error(RULE, span, "say \"x\"").why("w").help("h").fix(span, "z\n").related(workspace.span("b.yaml", "d"), "r");
    finding.clients = vec!["acme".into(), "hale".into()];
    assert_eq!(
        json(&[finding, Finding::placeless(RuleName("r"), "m")], &workspace.sources),
        concat!(
            r#"{"rule":"unknown-reference","level":"error","clients":["acme","hale"],"file":"a.yaml","line":1,"column":4,"end_line":2,"end_column":2,"start":4,"end":9,"message":"say \"x\"","why":"w","help":"h","#,
            r#""fix":{"file":"a.yaml","start":4,"end":9,"text":"z\n"},"related":[{"file":"b.yaml","line":1,"column":4,"end_line":1,"end_column":5,"start":3,"end":4,"message":"r"}]}"#,
            "\n",
            r#"{"rule":"r","level":"error","clients":[],"file":null,"line":null,"column":null,"end_line":null,"end_column":null,"start":null,"end":null,"message":"m","why":null,"help":null,"fix":null,"related":[]}"#,
            "\n",
        )
    );
}

#[test]
fn a_run_ends_with_a_count() {
    let workspace = acme();
    let error = nco(&workspace);
    let warning = Finding { level: bailiwick::finding::Level::Warning, ..error.clone() };
    let info = Finding { level: bailiwick::finding::Level::Info, ..error.clone() };
    assert_eq!(summary(&[]), "no findings");
    assert_eq!(summary(std::slice::from_ref(&error)), "1 error");
    assert_eq!(summary(&[warning.clone(), error.clone(), error.clone()]), "2 errors, 1 warning");
    assert_eq!(summary(&[info.clone(), warning.clone(), warning, info]), "2 warnings, 2 infos");
}

#[test]
fn findings_are_sorted_by_file_and_place() {
    // The files are read in another order than that of their paths.
    let workspace = Workspace::default().with("z.yaml", "a b\n").with("a.yaml", "a b\n");
    let at = |path: &str, words: &str, message: &str| Finding::error(RULE, workspace.span(path, words), message);
    let warning = Finding::warning(RuleName("a-rule"), workspace.span("a.yaml", "b"), "warned");
    let all = vec![
        at("z.yaml", "b", "5"),
        at("z.yaml", "a", "4"),
        warning,
        at("a.yaml", "b", "3"),
        at("a.yaml", "a", "2"),
        Finding::placeless(RULE, "1"),
    ];
    let told = short(&merged(all, &workspace.sources), &workspace.sources);
    let order: String = told.lines().map(|line| line.rsplit(' ').next().unwrap()).collect::<Vec<_>>().join(" ");
    assert_eq!(order, "1 2 3 warned 4 5", "what weighs most comes first at one place");
}

#[test]
fn the_same_finding_of_many_clients_is_told_once_with_their_names() {
    let workspace = acme();
    let of = |clients: &[&str]| Finding { clients: clients.iter().map(|client| (*client).to_owned()).collect(), ..nco(&workspace) };
    let clients =
        |findings: Vec<Finding>| merged(findings, &workspace.sources).into_iter().map(|finding| finding.clients).collect::<Vec<_>>();
    assert_eq!(clients(vec![of(&["hale"]), of(&["acme"]), of(&["hale"])]), [["acme", "hale"]]);
    assert_eq!(clients(vec![of(&["hale"]), of(&[]), of(&["acme"])]), [[""; 0]], "what concerns the workspace concerns them all");
    // Another help, level or place is another finding, also when the same ones do not stand side by side.
    let other = |clients: &[&str]| of(clients).help("did you mean `noc`?");
    assert_eq!(clients(vec![of(&["b"]), other(&["c"]), of(&["a"]), other(&["d"])]), [["a", "b"], ["c", "d"]]);
    let warned = Finding { level: bailiwick::finding::Level::Warning, ..of(&["a"]) };
    assert_eq!(clients(vec![warned, of(&["b"])]), [["b"], ["a"]]);
}

#[test]
fn the_nearest_name_is_one_that_may_be_meant() {
    let names = ["noc", "soc", "service-desk", "it-manager", "account-team"];
    assert_eq!(nearest("nco", names), Some("noc"));
    assert_eq!(nearest("Servicedesk", names), Some("service-desk"));
    assert_eq!(nearest("serv", names), Some("service-desk"));
    assert_eq!(nearest("team", names), Some("account-team"));
    assert_eq!(nearest("xyz", names), None);
    assert_eq!(nearest("", names), None);
    assert_eq!(nearest(&"noc".repeat(1_000_000), names), None);
    assert_eq!(nearest("ooc", names), Some("noc"), "of two as near the first by name");
}

#[test]
fn what_cannot_be_seen_is_escaped() {
    assert_eq!(escaped("é 日本 😀 👩\u{200d}💻 नि\u{200d}"), "é 日本 😀 👩\u{200d}💻 नि\u{200d}", "what composes letters stays");
    assert_eq!(escaped("a\u{200b}b\u{ad}\u{61c}\t\u{7f}\u{85}"), "a\\u{200b}b\\u{ad}\\u{61c}\\u{9}\\u{7f}\\u{85}");
    assert_eq!(escaped(&escaped("\u{202e}")), escaped("\u{202e}"));
}
