//! Files that are too long, too deep, too many, unreadable, or not where they belong.

use std::fmt::Write;
use std::fs;
use std::os::unix::fs::symlink;

use bailiwick::disk;
use bailiwick::model::portal::Edition;
use bailiwick::pipeline::Written;
use bailiwick::source::SourcePath;
use bailiwick::yaml::tree::{MOST_BYTES, MOST_NODES};

use super::{judge, judge_text, small_with};
use crate::world::exactly;

/// The rules that a file of the library breaks, with their places; the rest of the workspace has no mistake.
fn told_of(path: &str, text: String) -> Vec<String> {
    judge(small_with(path, text), Edition::Client).told()
}

#[test]
fn an_alias_bomb_is_refused_alias_by_alias() {
    let mut text = "- id: bomb\n  title: Bomb\n  x-0: &a0 [x, x]\n".to_owned();
    for level in 1..60 {
        let _ = writeln!(text, "  x-{level}: &a{level} [{}]", vec![format!("*a{}", level - 1); 9].join(", "));
    }
    let told = told_of("library/areas/bomb.yaml", text);
    assert_eq!(told.len(), 9 * 59 + 1);
    assert!(told.iter().all(|line| line.starts_with("library/areas/bomb.yaml:") && line.ends_with(" yaml-alias")), "{told:?}");
}

#[test]
fn nesting_of_ten_thousand_levels_is_refused() {
    for (text, place) in [("[".repeat(10_000), "1:65"), ("{a: ".repeat(10_000), "1:257"), ("- ".repeat(10_000), "1:129")] {
        assert_eq!(told_of("library/areas/deep.yaml", text.clone()), [format!("library/areas/deep.yaml:{place} yaml-syntax")]);
        let matter = format!("---\nx-deep: {text}\n---\n");
        let told = told_of("library/services/deep.md", matter);
        assert!(matches!(told.as_slice(), [one] if one.starts_with("library/services/deep.md:2:")), "{told:?}");
    }
    // Markdown has no such limit: a quote in a quote in a quote is only read.
    let quotes = format!("---\ntitle: Quotes\n---\n{}deep\n", "> ".repeat(10_000));
    let judged = judge(small_with("clients/acme/services/quotes.md", quotes), Edition::Client);
    assert_eq!(judged.told(), Vec::<String>::new());
    assert_eq!(judged.portals.len(), 1);
}

#[test]
fn a_file_of_17_mb_is_refused_as_a_whole() {
    let long = |start: &str| format!("{start}{}", "x".repeat(MOST_BYTES + (1 << 20)));
    assert_eq!(told_of("library/areas/long.yaml", long("title: ")), ["library/areas/long.yaml:1:1 file-too-large"]);
    assert_eq!(told_of("library/services/long.md", long("---\ntitle: Long\n---\n")), ["library/services/long.md:1:1 file-too-large"]);
}

#[test]
fn a_million_values_are_refused_where_they_are_too_many() {
    let told = told_of("library/areas/many.yaml", "- a\n".repeat(MOST_NODES + 1));
    assert_eq!(told, [format!("library/areas/many.yaml:{}:3 file-too-large", MOST_NODES + 1)]);
}

#[test]
fn thousands_of_entities_with_the_same_mistake_are_told_one_by_one() {
    let twice: String = (0..3_000).map(|_| "- { id: again, title: Again }\n").collect();
    assert_eq!(told_of("library/areas/again.yaml", twice).len(), 2_999);

    let rows: String = (0..3_000).map(|number| format!("- {{ id: row-{number}, title: Row, responsible: nobody-{number} }}\n")).collect();
    let told = told_of("clients/acme/responsibilities/many.yaml", rows);
    assert_eq!(told.len(), 3_000);
    assert!(told[0].ends_with("responsibilities/many.yaml:1:41 unknown-reference"), "{}", told[0]);
}

#[test]
fn thousands_of_links_and_headings_in_one_text_are_followed() {
    let anchors: String = (0..3_000).map(|number| format!("# Heading {number}\n[to](#heading-{number}) [[noc]]\n")).collect();
    let judged = judge(small_with("clients/acme/services/long.md", format!("---\ntitle: Long\n---\n{anchors}")), Edition::Client);
    assert_eq!(judged.told(), Vec::<String>::new());

    let nowhere: String = (0..1_000).map(|number| format!("[to](#nowhere-{number}) [[nobody-{number}]] [[team:noc\n")).collect();
    let told = told_of("clients/acme/services/nowhere.md", format!("---\ntitle: Nowhere\n---\n{nowhere}"));
    assert_eq!(told.len(), 2_000);
    assert!(told.iter().any(|line| line == "clients/acme/services/nowhere.md:1003:6 broken-link"), "{told:?}");
}

#[test]
fn long_lists_within_an_entity_are_laid_over_each_other() {
    let parts = |extra: &str| -> String {
        (0..3_000).map(|number| format!("    - {{ id: p-{number}, title: Part, split: step, by: client{extra} }}\n")).collect()
    };
    let library = format!("- id: long\n  title: Long\n  accountable: client\n  parts:\n{}", parts(", hand_off: { to: p-2999 }"));
    let mut written = small_with("library/responsibilities/long.yaml", library);
    let over = format!("- id: long\n  parts:\n{}", parts(", does: Waits"));
    written.sources.insert(SourcePath::new("clients/acme/responsibilities/long.yaml"), over.into());
    let judged = judge(written, Edition::Client);
    assert_eq!(judged.told(), Vec::<String>::new());

    let steps: String =
        (0..3_000).map(|number| format!("  - {{ id: s-{number}, title: Step, by: client, next: [s-0, s-2999] }}\n")).collect();
    let text = format!("title: Long\nsteps:\n{steps}");
    let judged = judge(small_with("clients/acme/procedures/long.yaml", text), Edition::Client);
    assert_eq!(judged.told(), Vec::<String>::new());
}

#[test]
fn a_library_file_that_cannot_be_read_stops_the_portal_and_nothing_follows_from_it() {
    for (path, text, told) in [
        ("library/contacts.yaml", "- id: sam-rivera\n  title: [\n", "library/contacts.yaml:2:10 yaml-syntax"),
        ("library/kontacts.yaml", "- { id: nobody-else, title: Nobody }\n", "library/kontacts.yaml:1:1 unknown-kind"),
    ] {
        let mut files = super::small();
        files.remove("library/contacts.yaml");
        files.insert(path.to_owned(), text.to_owned());
        let judged = judge(exactly(&files), Edition::Client);
        assert_eq!(judged.told(), [told]);
        assert!(judged.portals.is_empty());
    }
}

#[test]
fn things_that_name_each_other_in_circles_end() {
    let told = judge_text(
        "=== clients/acme/contacts.yaml\n- { id: a, title: A, backup: b }\n- { id: b, title: B, backup: a }\n- { id: c, title: C, backup: c }\n\
         === clients/acme/channels.yaml\n- { id: x, title: X, fallback: y }\n- { id: y, title: Y, fallback: x }\n- { id: z, title: Z, fallback: z }\n\
         === clients/acme/services.yaml\n- { id: s, title: S, best_effort: true, depends_on: [s, t] }\n- { id: t, title: T, best_effort: true, depends_on: s }\n\
         === clients/acme/procedures.yaml\n- { id: p, title: P, steps: [{ id: one, title: One, by: a, next: one }, { id: two, title: Two, next: [one, two] }] }\n\
         === clients/acme/responsibilities.yaml\n- { id: r, title: R, parts: [{ id: one, title: One, split: step, by: a, hand_off: { to: one } }] }\n",
    )
    .told();
    assert_eq!(told, Vec::<String>::new());
}

#[test]
fn a_workspace_without_clients_or_without_anything_says_so() {
    let without = |text: &str| judge(exactly(&crate::world::files(text)), Edition::Client);
    let settings = "=== bailiwick.yaml\nbailiwick: 1\nprovider: { title: N, zone: UTC }\n";
    assert_eq!(without(settings).told(), ["no-client"]);
    assert_eq!(judge(Written::default(), Edition::Client).told(), ["no-client", "no-settings"]);
    assert_eq!(without("=== clients/acme/teams.yaml\n").told(), ["no-client-file", "no-settings"]);
    assert_eq!(
        without(&format!("{settings}=== clients/acme.yaml\ntitle: A\n")).told(),
        ["no-client", "clients/acme.yaml:1:1 unknown-kind"]
    );
}

#[test]
fn what_stands_where_something_else_belongs_is_named() {
    let told = judge_text(
        "=== clients/acme/client.yaml\ntitle: Acme\n=== library/areas.md\n---\ntitle: A\n---\n=== library/client.yaml\ntitle: X\n=== clients/acme/bailiwick.yaml\nbailiwick: 1\n\
         === library/services/deep/er/x.yaml\n- text\n=== library/teams/client.yaml\ntitle: The client\n=== clients/acme/sub/client.yaml\ntitle: Y\n",
    )
    .told();
    assert_eq!(
        told,
        [
            "clients/acme/bailiwick.yaml:1:1 unknown-kind",
            "clients/acme/sub/client.yaml:1:1 unknown-kind",
            "library/areas.md:2:1 wrong-type",
            "library/client.yaml:1:1 unknown-kind",
            "library/services/deep/er/x.yaml:1:3 wrong-type",
            "library/teams/client.yaml:1:1 bad-id",
        ]
    );
}

#[test]
#[expect(clippy::disallowed_methods, reason = "writes what only a disk can hold")]
fn what_a_disk_can_hold_is_read_and_judged() {
    let folder = tempfile::tempdir().unwrap();
    let put = |path: &str, bytes: &[u8]| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    for (path, text) in super::small() {
        put(&path, text.as_bytes());
    }
    put("library/contacts/latin.yaml", b"title: Andr\xe9\nside: provider\n");
    put("library/teams/wide.yaml", b"\xff\xfet\0i\0");
    put("library/areas/Noc.yaml", b"title: One\n");
    put("library/areas/noc.yaml", b"title: Other\n");
    put("library/areas/folder.yaml/x.yaml", b"title: X\n");
    put("clients/acme/services/zero.md", b"---\ntitle: Zero\nbest_effort: true\n---\nA \0 B\n");
    put("clients/acme/channels/empty.yaml", b"");
    put("clients/..x/client.yaml", b"title: Hidden\n");
    put("clients/CON/client.yaml", b"title: Device\n");
    symlink("/etc/hostname", folder.path().join("library/coverage/link.yaml")).unwrap_or_else(|_| {
        fs::create_dir_all(folder.path().join("library/coverage")).unwrap();
        symlink("/etc/hostname", folder.path().join("library/coverage/link.yaml")).unwrap();
    });
    symlink("acme", folder.path().join("clients/other")).unwrap();
    let long = fs::File::create(folder.path().join("library/areas/long.yaml")).unwrap();
    long.set_len(17 << 20).unwrap();

    let read = disk::workspace::read(folder.path()).unwrap();
    let (written, mut findings) = read.into_written();
    let judged = judge(written, Edition::Client);
    findings.extend(judged.findings);
    super::check_findings(&findings, &judged.opened.sources);
    let told: Vec<String> = bailiwick::finding::report::short(&findings, &judged.opened.sources).lines().map(str::to_owned).collect();
    for expected in [
        "library/contacts/latin.yaml:1:12: error[not-utf8]",
        "library/teams/wide.yaml:1:1: error[not-utf8]",
        "library/areas/folder.yaml:1:1: error[not-a-file]",
        "library/coverage/link.yaml:1:1: error[symbolic-link]",
        "clients/other:1:1: error[symbolic-link]",
        "library/areas/long.yaml:1:1: error[file-too-large]",
        "library/areas/Noc.yaml:1:1: error[bad-id]",
        "clients/CON/client.yaml:1:1: error[bad-id]",
    ] {
        assert!(told.iter().any(|line| line.starts_with(expected)), "{expected} is not told:\n{}", told.join("\n"));
    }
    assert_eq!(told.len(), 8, "{}", told.join("\n"));
}
