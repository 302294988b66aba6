//! What helps to write: `schema`, `new` and `list`, through the binary, and the skeletons line by line.

use std::path::Path;

use bailiwick::model::kind::Kind;
use bailiwick::model::schema::skeleton::{Layout, Standing, skeleton};
use bailiwick::model::schema::{File, json};
use serde_json::Value;

use crate::commands::{bailiwick, started, write};
use crate::world::check;

fn read(folder: &Path, path: &str) -> String {
    std::fs::read_to_string(folder.join(path)).unwrap()
}

/// Runs a command that must do what it is asked; returns what it printed to standard output.
fn done(folder: &Path, arguments: &[&str]) -> String {
    let (code, out, err) = bailiwick(folder, arguments);
    assert_eq!(code, 0, "{arguments:?}: {err}");
    out
}

#[test]
fn what_new_writes_of_every_kind_loads_without_a_finding() {
    let folder = started();
    for kind in Kind::ALL.iter().copied() {
        let id = format!("a-new-{}", kind.singular());
        let arguments: Vec<&str> = ["new", kind.singular()].into_iter().chain((!kind.is_single()).then_some(id.as_str())).collect();
        done(folder.path(), &arguments);
        if !kind.is_single() {
            let of_client = format!("their-{}", kind.singular());
            done(folder.path(), &["new", kind.plural(), &of_client, "--client", "example-client"]);
        }
    }
    done(folder.path(), &["new", "client", "second-client"]);
    let (code, out, err) = bailiwick(folder.path(), &["check", "--strict"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    let listed = done(folder.path(), &["list", "--client", "example-client"]);
    for kind in Kind::ALL.iter().copied().filter(|kind| !kind.is_single()) {
        assert!(listed.contains(&format!("\ttheir-{}\t", kind.singular())), "{listed}");
    }
}

#[test]
fn every_line_of_a_skeleton_is_right_once_it_is_uncommented() {
    for kind in Kind::ALL.iter().copied().filter(|kind| !kind.is_single()) {
        let text = skeleton(File::Kind(kind), "x-one", Layout::Alone, Standing::New);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.iter().filter(|line| line.starts_with("# ")).count() > 10, "{text}");
        let whole: String =
            lines.iter().filter(|line| !line.contains("uncomment")).map(|line| format!("{}\n", line.trim_start_matches("# "))).collect();
        let told = check(&format!("=== clients/acme/{}/x-one.yaml\n{whole}", kind.plural()));
        // What a part or a step must say cannot be made up.
        for line in told.lines().filter(|line| line.starts_with("error") || line.starts_with("warning")) {
            assert!(line.starts_with("error[missing-key]") || line.contains("exclude each other"), "{kind:?}\n{told}\n{whole}");
        }
    }
}

#[test]
fn a_new_entity_goes_where_the_workspace_keeps_its_kind() {
    let folder = started();
    let before = read(folder.path(), "library/contacts.yaml");
    let out = done(folder.path(), &["new", "contact", "dana-kim"]);
    let after = read(folder.path(), "library/contacts.yaml");
    assert!(out.trim_end().ends_with(&format!("library/contacts.yaml:{}", before.lines().count() + 1)), "{out}");
    assert!(after.starts_with(&before));
    assert!(after[before.len()..].starts_with("- id: dana-kim\n  title: Dana Kim\n  # "), "{after}");

    // Nowhere yet: a file of its own; and once there is one, another beside it.
    done(folder.path(), &["new", "procedure", "lost-device"]);
    assert!(read(folder.path(), "library/procedures/lost-device.yaml").contains("\ntitle: Lost Device\n"));

    // As the library has it.
    done(folder.path(), &["new", "area", "plant", "--client", "example-client"]);
    let area = read(folder.path(), "clients/example-client/areas.yaml");
    assert!(area.starts_with("# yaml-language-server: $schema=../../.bailiwick/schema/areas.json\n- id: plant\n"), "{area}");

    // An overlay need not say what the library says.
    let (_, _, err) = bailiwick(folder.path(), &["new", "service", "backup", "--client", "example-client"]);
    assert!(err.contains("overlay"), "{err}");
    let overlay = read(folder.path(), "clients/example-client/services.yaml");
    assert!(overlay.contains("- id: backup\n  # It adapts the library's"), "{overlay}");
    let (code, out, _) = bailiwick(folder.path(), &["check", "--format", "short"]);
    assert_eq!((code, out.lines().count()), (0, 1), "{out}");
    assert!(out.contains("idle-overlay"), "{out}");
}

#[test]
fn an_entity_is_added_as_far_in_as_the_others_stand_and_with_their_line_ends() {
    let folder = started();
    write(
        folder.path(),
        "library/areas.yaml",
        "# Ours.\r\n  - id: support\r\n    title: Support\r\n  - { id: protection, title: Protection }",
    );
    done(folder.path(), &["new", "area", "plant"]);
    let text = read(folder.path(), "library/areas.yaml");
    assert!(text.contains("title: Protection }\n  - id: plant\r\n    title: Plant\r\n    # "), "{text:?}");
    assert_eq!(bailiwick(folder.path(), &["check"]).0, 0);
}

#[test]
fn new_never_overwrites_and_says_what_is_in_the_way() {
    let folder = started();
    write(folder.path(), "library/areas.yaml", "[{ id: support, title: Support }, { id: protection, title: Protection }]\n");
    write(folder.path(), "library/terms.yaml", "- id: rto\n  title: RTO\n  meaning: |\n    How long.\n...\n");
    let before = read(folder.path(), "library/contacts.yaml");
    let cases: [(&[&str], &str); 12] = [
        (&["new", "contact", "alex-moreno"], "there is a contact `alex-moreno` already, at library/contacts.yaml:4"),
        (&["new", "contact", "service-desk"], "there is a team `service-desk` already"),
        (&["new", "contact", "service-desk", "--client", "example-client"], "there is a team `service-desk` already"),
        (&["new", "team", "client"], "cannot be the id"),
        (&["new", "contact", "Dana Kim"], "write `dana-kim`"),
        (&["new", "contact"], "needs an id"),
        (&["new", "severity", "mine"], "has no id"),
        (&["new", "contcat", "x"], "did you mean `contacts`?"),
        (&["new", "client", "example-client"], "already"),
        (&["new", "bailiwick"], "there is one `bailiwick.yaml`"),
        (&["new", "area", "plant"], "no list that something can be added to"),
        (&["new", "term", "rpo"], "no list that something can be added to"),
    ];
    for (arguments, word) in cases {
        let (code, out, err) = bailiwick(folder.path(), arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {err}");
        assert!(err.contains(word), "{arguments:?}: {err}");
    }
    assert_eq!(read(folder.path(), "library/contacts.yaml"), before);
    done(folder.path(), &["new", "severity"]);
    assert_eq!(bailiwick(folder.path(), &["new", "severity"]).0, 2);
}

#[cfg(unix)]
#[test]
fn new_does_not_write_through_a_link_out_of_the_workspace() {
    let folder = started();
    let elsewhere = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("library/tools")).unwrap();
    let (code, _, err) = bailiwick(folder.path(), &["new", "tool", "rmm"]);
    assert_eq!(code, 3, "{err}");
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn a_table_for_other_programs_has_tabs_and_json_has_stable_fields() {
    let folder = started();
    write(folder.path(), "clients/example-client/services.yaml", "- id: backup\n  audience: Everybody\n");
    let out = done(folder.path(), &["list", "services"]);
    assert_eq!(
        out,
        "service\tservice-desk\tService desk\tlibrary\tlibrary/services.yaml:4\n\
         service\tbackup\tBackup & recovery\tlibrary\tlibrary/services.yaml:30\n\
         service\tbackup\tBackup & recovery\texample-client\tclients/example-client/services.yaml:1\n"
    );
    let out = done(folder.path(), &["list", "client", "--format", "json"]);
    assert_eq!(
        out,
        "{\"kind\":\"client\",\"id\":\"example-client\",\"title\":\"Example Client Inc.\",\"in\":\"example-client\",\"file\":\"clients/example-client/client.yaml\",\"line\":1,\"column\":1}\n"
    );
    let all = done(folder.path(), &["list"]);
    assert!(all.starts_with("client\t") && all.contains("\nresponsibility\t"), "{all}");
}

#[test]
fn a_client_s_list_is_what_its_portal_holds() {
    let folder = started();
    write(folder.path(), "library/tools.yaml", "- { id: unused, title: Unused }\n- { id: hidden, title: Hidden, visibility: internal }\n");
    let ids = |arguments: &[&str]| -> Vec<String> {
        done(folder.path(), arguments).lines().map(|line| line.split('\t').nth(1).unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&["list", "tools"]), ["unused", "hidden"]);
    assert_eq!(ids(&["list", "tools", "--edition", "client"]), ["unused"]);
    assert_eq!(ids(&["list", "tools", "--client", "example-client"]), Vec::<String>::new());
    write(folder.path(), "clients/example-client/responsibilities.yaml", "- { id: test-restores, tools: [unused] }\n");
    assert_eq!(ids(&["list", "tools", "--client", "example-client"]), ["unused"]);

    write(folder.path(), "clients/example-client/teams.yaml", "- { id: x, titel: X }\n");
    let (code, out, err) = bailiwick(folder.path(), &["list", "--client", "example-client"]);
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    assert!(err.contains("unknown-key"), "{err}");
}

#[test]
fn uses_are_every_place_that_names_something() {
    let folder = started();
    write(folder.path(), "clients/example-client/terms.yaml", "- id: desk\n  title: Desk\n  meaning: |\n    Ask [[alex-moreno]] first.\n");
    let out = done(folder.path(), &["list", "--uses", "contact:alex-moreno"]);
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines.contains(&"clients/example-client/terms.yaml:4:9\tterm\tdesk\tDesk\tmeaning"), "{out}");
    assert!(lines.contains(&"library/teams.yaml:9:13\tteam\tservice-desk\tService desk\tmembers/0"), "{out}");
    // The client edition does not name a team's members.
    let of_client = done(folder.path(), &["list", "--uses", "contact:alex-moreno", "--edition", "client"]);
    assert!(!of_client.contains("members/0"), "{of_client}");
    let json = done(folder.path(), &["list", "--uses", "channel:desk-line", "--format", "json"]);
    let first: Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!((&first["kind"], &first["key"]), (&"client".into(), &"call_first/0/call".into()));
    assert_eq!(first["clients"], serde_json::json!(["example-client"]));
    assert_eq!((&first["file"], &first["line"]), (&"clients/example-client/client.yaml".into(), &13.into()));
    let cases: [(&[&str], &str); 5] = [
        (&["list", "--uses", "contact:alex-morno"], "did you mean `contact:alex-moreno`?"),
        (&["list", "--uses", "team:alex-moreno"], "did you mean `contact:alex-moreno`?"),
        (&["list", "--uses", "contcat:alex-moreno"], "did you mean `contact`?"),
        (&["list", "--uses", "alex-moreno"], "expected `kind:id`"),
        (&["list", "contcats"], "did you mean `contacts`?"),
    ];
    for (arguments, word) in cases {
        let (code, out, err) = bailiwick(folder.path(), arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {err}");
        assert!(err.contains(word), "{arguments:?}: {err}");
    }
}

#[test]
fn schemas_are_printed_one_by_one_and_written_together() {
    let folder = started();
    let one = done(folder.path(), &["schema", "contact"]);
    assert_eq!(one, read(folder.path(), ".bailiwick/schema/contacts.json"));
    let schema: Value = serde_json::from_str(&one).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(schema, json::schema(File::Kind(Kind::Contact)));

    write(folder.path(), ".bailiwick/schema/contacts.json", "{}");
    std::fs::remove_file(folder.path().join(".bailiwick/schema/client.json")).unwrap();
    let (code, out, err) = bailiwick(folder.path(), &["schema"]);
    assert_eq!((code, out.as_str()), (0, ""));
    assert!(err.contains("25 schemas") && err.contains("2 of them written"), "{err}");
    assert_eq!(read(folder.path(), ".bailiwick/schema/contacts.json"), one);
    let (code, _, err) = bailiwick(folder.path(), &["schema", "contcats"]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("did you mean `contacts`?"), "{err}");
}

#[test]
fn a_clone_has_the_schemas_that_its_files_name() {
    let folder = started();
    let ignored = read(folder.path(), ".gitignore");
    assert!(ignored.contains("\n.bailiwick/*\n") && ignored.contains("\n!.bailiwick/schema/\n"), "{ignored}");
    let mut named = 0;
    for entry in walkdir::WalkDir::new(folder.path()).into_iter().map(Result::unwrap) {
        if entry.path().extension().is_some_and(|extension| extension == "yaml") {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            let line = text.lines().next().unwrap();
            let schema =
                line.strip_prefix("# yaml-language-server: $schema=").unwrap_or_else(|| panic!("{}: {line}", entry.path().display()));
            assert!(entry.path().parent().unwrap().join(schema).exists(), "{}: {schema}", entry.path().display());
            let word = entry.path().file_stem().unwrap().to_str().unwrap();
            assert!(schema.ends_with(&format!("/{word}.json")), "{schema}");
            named += 1;
        }
    }
    assert!(named >= 10, "{named}");
}

#[test]
fn a_schema_describes_every_key_and_leaves_nothing_open() {
    for file in File::all() {
        let mut mappings = 0;
        each_mapping(&json::schema(file), file.word(), &mut mappings);
        assert!(mappings > 0, "{}", file.word());
    }
}

/// Walks the mappings of a schema and checks each.
fn each_mapping(schema: &Value, way: &str, mappings: &mut usize) {
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        *mappings += 1;
        assert_ne!(schema["additionalProperties"], true, "{way}");
        assert!(schema["patternProperties"]["^x-"].is_object(), "{way}");
        assert!(properties.contains_key("visibility") && properties.contains_key("internal_notes"), "{way}");
        for (key, property) in properties.iter().filter(|(key, _)| !key.starts_with('P')) {
            let described = property["description"].as_str().unwrap_or_default();
            assert!(
                described.ends_with('.') && described.starts_with(|first: char| first.is_uppercase() || first == '`'),
                "{way}/{key}: `{described}`"
            );
        }
    }
    match schema {
        Value::Object(map) => map.iter().for_each(|(key, inner)| each_mapping(inner, &format!("{way}/{key}"), mappings)),
        Value::Array(list) => list.iter().for_each(|inner| each_mapping(inner, way, mappings)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
