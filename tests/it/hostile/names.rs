//! Names that are no addresses: as ids, as file names, as references, as folders of clients.

use bailiwick::model::portal::Edition;

use super::{judge, judge_text, small, small_with};
use crate::world::exactly;

/// A name of groups and hyphens, 301 characters long.
fn long() -> String {
    format!("a{}", "-bc".repeat(100))
}

/// Names that cannot be an id, as a YAML text in quotes holds them.
fn bad() -> Vec<String> {
    let names = [
        "../x",
        "..",
        ".",
        "a/b",
        "/etc/passwd",
        "a\\\\b",
        "CON",
        "con",
        "nul",
        "Lpt1",
        "com9",
        "a b",
        "Noc",
        "a--b",
        "-a",
        "a-",
        "_a",
        "a.b",
        "a:b",
        "😀",
        "é",
        "İ",
        "ß",
        "a\\nb",
        "\\u2028",
        "\\u202ecba",
        "%2e%2e",
        "<b>",
        "\\\"",
        "'",
        "$(id)",
        " ",
        "",
    ];
    names.into_iter().map(str::to_owned).chain([long(), "x".repeat(81), "é".repeat(300)]).collect()
}

#[test]
fn an_id_that_is_no_address_is_named_where_it_stands() {
    for name in bad() {
        let judged = judge_text(&format!("=== clients/acme/areas.yaml\n- id: \"{name}\"\n  title: X\n"));
        assert_eq!(judged.told(), ["clients/acme/areas.yaml:1:7 bad-id"], "{name:?}");
        assert!(judged.portals.is_empty());
        assert!(judged.findings[0].message.len() < 500);
        for (field, place) in [("formerly: [\"@\"]", "3:14"), ("parts: [{ id: \"@\", title: P, split: step }]", "3:17")] {
            let row = field.replace('@', &name);
            let judged = judge_text(&format!("=== clients/acme/responsibilities.yaml\n- id: row\n  title: X\n  {row}\n"));
            assert_eq!(judged.told(), [format!("clients/acme/responsibilities.yaml:{place} bad-id")], "{name:?}");
        }
    }
}

#[test]
fn a_file_whose_name_is_no_address_is_named() {
    // A slash ends a name, and what begins with a dot or an underscore is not content when it comes from a disk.
    for name in bad().iter().filter(|name| !name.contains(['/', '\\']) && !name.is_empty()) {
        for extension in ["yaml", "md"] {
            let path = format!("clients/acme/areas/{name}.{extension}");
            let text = if extension == "md" { "---\ntitle: X\n---\n" } else { "title: X\n" };
            let judged = judge(small_with(&path, text.to_owned()), Edition::Client);
            assert_eq!(judged.told(), [format!("{path}:1:1 bad-id")]);
            assert!(judged.portals.is_empty());
        }
    }
}

#[test]
fn a_reference_to_a_name_that_cannot_be_is_a_reference_to_nothing() {
    for name in bad() {
        let row = format!("=== clients/acme/responsibilities.yaml\n- id: row\n  title: X\n  accountable: \"{name}\"\n");
        assert_eq!(judge_text(&row).told(), ["clients/acme/responsibilities.yaml:3:16 unknown-reference"], "{name:?}");
        let exclusion = format!("=== clients/acme/client.yaml\ntitle: A\nexclude: [{{ of: \"service:{name}\", reason: None }}]\n");
        assert_eq!(judge_text(&exclusion).told(), ["clients/acme/client.yaml:2:17 unknown-reference"], "{name:?}");
        let bare = format!("=== clients/acme/client.yaml\ntitle: A\nexclude: [{{ of: \"{}\", reason: None }}]\n", name.replace(':', ""));
        assert_eq!(judge_text(&bare).told(), ["clients/acme/client.yaml:2:17 bad-address"], "{name:?}");
    }
}

#[test]
fn two_names_that_differ_in_case_only_never_meet_in_one_folder() {
    let told = judge_text("=== clients/acme/areas/Noc.yaml\ntitle: One\n=== clients/acme/areas/noc.yaml\ntitle: Other\n").told();
    assert_eq!(told, ["clients/acme/areas/Noc.yaml:1:1 bad-id"]);
    let told = judge_text("=== clients/acme/areas.yaml\n- { id: noc, title: One }\n- { id: NOC, title: Other }\n").told();
    assert_eq!(told, ["clients/acme/areas.yaml:2:9 bad-id"]);
    let mut files = small();
    files.insert("clients/Acme/client.yaml".to_owned(), "title: Another\n".to_owned());
    let judged = judge(exactly(&files), Edition::Client);
    assert_eq!(judged.told(), ["clients/Acme/client.yaml:1:1 bad-id"]);
}

#[test]
fn a_client_may_be_called_like_a_file_of_a_portal() {
    let mut files = small();
    let acme = files.remove("clients/acme/client.yaml").unwrap().replace("compliance_owner: dana-kim\n", "");
    files.retain(|path, _| !path.starts_with("clients/"));
    for slug in ["index", "404", "assets", "files", "services"] {
        files.insert(format!("clients/{slug}/client.yaml"), acme.clone());
    }
    let judged = judge(exactly(&files), Edition::Client);
    assert_eq!(judged.told(), Vec::<String>::new());
    assert_eq!(judged.portals.len(), 5);
}

#[test]
fn a_client_folder_that_is_no_address_is_named_and_nothing_is_published() {
    for slug in ["..x", "..", "CON", "Acme", "a b", "😀", "x\u{202e}y", &long()] {
        let judged = judge_text(&format!("=== clients/{slug}/client.yaml\ntitle: X\n"));
        let told = judged.told();
        assert!(matches!(told.as_slice(), [one] if one.ends_with("/client.yaml:1:1 bad-id")), "{told:?}");
    }
}

#[test]
fn files_that_are_named_in_strange_ways_are_published_under_plain_names() {
    let names =
        ["plan.svg", "Plan.SVG", "LICENSE", "a b%20c.pdf", "x.", "über.png", "😀.png", "con.txt", "-.-", "q?a=b#c.png", "quote\".png"];
    let mut files = small();
    let links: String = names
        .iter()
        .map(|name| format!("[file](<../../../img/{}>)\n\n", name.replace('%', "%25").replace('#', "%23").replace('?', "%3F")))
        .collect();
    for name in names {
        files.insert(format!("img/{name}"), String::new());
    }
    files.insert("clients/acme/services/linked.md".to_owned(), format!("---\ntitle: Linked\nbest_effort: true\n---\n{links}"));
    let judged = judge(exactly(&files), Edition::Client);
    assert_eq!(judged.told(), Vec::<String>::new());
    let portal = &judged.portals["acme"];
    let published: Vec<&str> = portal.iter().map(|(path, _)| path.as_str()).filter_map(|path| path.strip_prefix("files/")).collect();
    assert_eq!(published.len(), names.len(), "{published:?}");
    for name in published {
        let plain = name
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
        assert!(plain, "{name}");
    }
    super::dom::check_portal(portal);
}

#[test]
fn an_id_one_slip_from_the_librarys_is_told_and_one_number_from_it_is_not() {
    let near = |id: &str| {
        let library = "=== library/areas.yaml\n- { id: backup-2, title: Backup }\n- { id: backups, title: Backups }\n";
        judge_text(&format!("{library}=== clients/acme/areas.yaml\n- {{ id: {id}, title: Ours }}\n")).findings
    };
    for (id, known) in
        [("bakup-2", "backup-2"), ("backupp-2", "backup-2"), ("bacukp-2", "backup-2"), ("b4ckup-2", "backup-2"), ("backup", "backups")]
    {
        let findings = near(id);
        assert_eq!(findings.iter().map(|finding| finding.rule.0).collect::<Vec<_>>(), ["near-id"], "{id}");
        assert!(findings[0].message.contains(&format!("`{known}`")), "{}", findings[0].message);
    }
    for id in ["backup-3", "backup-20", "bakcpu-2", "storage", "backup-2-b"] {
        assert_eq!(near(id), Vec::new(), "{id}");
    }
}
