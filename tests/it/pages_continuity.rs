//! The page on continuity: who may declare a disaster, the order in which services come back, what rests on one person, and gaps said in words.

use bailiwick::files::SitePath;
use bailiwick::load;
use bailiwick::model::portal::Edition;

use crate::pages_together::{page, portal, says};
use crate::world::{from_disk, made, opened, today, written};

/// Returns the titles of the stages in which some services come back, each with the numbers of the stages that it waits for.
fn order(services: &str) -> Vec<String> {
    let opened = opened(written(&format!("=== clients/acme/services.yaml\n{services}")));
    let loaded = load::load(&opened.workspace, "acme", Edition::Client, opened.inputs(today()), None);
    assert_eq!(loaded.findings, vec![]);
    let portal = loaded.portal.unwrap();
    let stages = portal.restore_order();
    let line = |stage: &bailiwick::model::restore::Stage<'_>| {
        let titles: Vec<&str> = stage.services.iter().map(|service| service.common.title.as_str()).collect();
        let after: Vec<String> = stage.after.iter().map(|place| (place + 1).to_string()).collect();
        format!(
            "{}{}{}",
            titles.join("+"),
            if stage.is_circle() { " in a circle" } else { "" },
            match after.as_slice() {
                [] => String::new(),
                after => format!(" after {}", after.join(", ")),
            }
        )
    };
    stages.iter().map(line).collect()
}

#[test]
fn nothing_starts_before_what_it_needs() {
    let services = "\
- { id: erp, title: ERP, criticality: critical, depends_on: [files, sign-in] }
- { id: files, title: Files, criticality: low, depends_on: sign-in }
- { id: print, title: Printing, criticality: high, depends_on: network }
- { id: sign-in, title: Sign-in, depends_on: network }
- { id: network, title: Network }
";
    // What the critical one waits for comes before what is more critical by itself.
    assert_eq!(order(services), ["Network", "Sign-in after 1", "Files after 2", "ERP after 2, 3", "Printing after 1"]);
}

#[test]
fn what_needs_nothing_comes_back_by_criticality_and_title() {
    let services = "\
- { id: a, title: Unsaid }
- { id: b, title: Low, criticality: low }
- { id: c, title: Beta, criticality: critical }
- { id: d, title: Alpha, criticality: critical }
- { id: e, title: Planned, criticality: critical, lifecycle: planned }
";
    assert_eq!(order(services), ["Alpha", "Beta", "Low", "Unsaid"]);
}

#[test]
fn services_that_need_each_other_are_one_stage() {
    let services = "\
- { id: after, title: After, depends_on: one }
- { id: one, title: One, depends_on: two }
- { id: two, title: Two, depends_on: three }
- { id: three, title: Three, depends_on: [one, before] }
- { id: before, title: Before }
- { id: self, title: Itself, depends_on: self }
";
    assert_eq!(order(services), ["Before", "Itself in a circle", "One+Two+Three in a circle after 1", "After after 3"]);
}

#[test]
fn a_circle_is_said_in_words() {
    let text = "\
=== clients/acme/services.yaml
- { id: one, title: One, depends_on: two }
- { id: two, title: Two, depends_on: one }
- { id: three, title: Three, depends_on: [three, soon] }
- { id: soon, title: Soon, lifecycle: planned }
";
    let page = page(text, "continuity.html");
    says(&page, &["Restore order", "One", "Two", "They need each other: nobody has said what starts first"]);
    says(&page, &["Three", "It needs itself: nobody has said what starts first", "Needs Soon (not here)", "Nobody yet"]);
}

#[test]
fn a_long_chain_of_services_is_ordered() {
    let service = |number: usize| format!("- {{ id: s{number}, title: S{number}, depends_on: s{} }}\n", number + 1);
    let services: String = (0..3000).map(service).chain(["- { id: s3000, title: S3000 }\n".to_owned()]).collect();
    let order = order(&services);
    assert_eq!(order.first().unwrap(), "S3000");
    assert_eq!(order.last().unwrap(), "S0 after 3000");
}

#[test]
fn whoever_may_declare_a_disaster_stands_first_with_a_number() {
    let text = "\
=== clients/acme/contacts.yaml
- { id: sam, title: Sam Rivera, side: provider, phone: +1 614 555 0171, can: declare-disaster }
- { id: dana, title: Dana Kim, role: IT manager, mobile: +1 312 555 0143, can: declare-disaster }
- { id: lee, title: Lee Ortiz, phone: +1 312 555 0144 }
";
    let client = page(text, "continuity.html");
    says(
        &client,
        &[
            "Only 2 people may declare a disaster",
            "Dana Kim",
            "No number yet",
            "IT manager",
            "Sam Rivera",
            "+1 614 555 0171",
            "If a person is gone",
        ],
    );
    let html = String::from_utf8(portal(text, Edition::Client).get(&SitePath::new("continuity.html")).unwrap().to_vec()).unwrap();
    assert!(html.contains("href=\"tel:+16145550171\"") && !html.contains("0143"), "a mobile that is not published is no number to call");

    let nobody = page("=== clients/acme/contacts.yaml\n- { id: dana, title: Dana Kim }\n", "continuity.html");
    says(&nobody, &["Nobody may declare a disaster yet", "If a person is gone", "Dana Kim", "Nobody yet", "None"]);
}

#[test]
fn what_nobody_agreed_on_is_said() {
    let text = "\
=== clients/acme/services.yaml
- { id: erp, title: ERP, criticality: critical }
- { id: files, title: Files, criticality: high, continuity: { rto: 4h, last_test: 2026-05-31, result: pass, test_every: quarter } }
- { id: chat, title: Chat, continuity: { test_every: month } }
- { id: print, title: Printing }
";
    let page = page(text, "continuity.html");
    says(&page, &["Critical", "ERP", "Not agreed yet", "Not agreed yet", "Nobody yet", "Not agreed yet", "Not tested yet"]);
    says(&page, &["High", "Files", "4 hours", "Not agreed yet", "Test overdue", "31 May 2026", "passed"]);
    says(&page, &["How much depends on it is not said", "Chat", "Not tested yet", "Nothing agreed yet", "for", "Printing"]);
    says(&page, &["Tests", "Restore never tested: Chat", "Restore test overdue: Files"]);
    assert!(!page.contains("If Northwind is gone"), "nothing is written of it");
}

const PEOPLE: &str = "\
=== clients/acme/contacts.yaml
- { id: dana, title: Dana Kim, backup: lee, can: [approve-spend, call-vendor] }
- { id: lee, title: Lee Ortiz, leaves: 2027-03-31, can: call-vendor }
- { id: rosa, title: Rosa Delgado, leaves: 2026-12-24, publish: leaves }
- { id: sam, title: Sam Rivera, side: provider, can: approve-spend }
=== clients/acme/teams.yaml
- { id: it-manager, title: IT manager, members: dana }
- { id: plant, title: Plant, members: [lee, rosa] }
- { id: noc, title: NOC, side: provider, lead: sam, members: sam }
=== clients/acme/responsibilities.yaml
- { id: a, title: Both letters, accountable: it-manager, responsible: [dana, it-manager] }
- { id: b, title: With another, accountable: plant, responsible: [dana, lee] }
- { id: c, title: A part, accountable: provider, parts: [{ id: x, title: X, split: step, by: rosa }, { id: y, title: Y, split: step, by: [rosa, noc] }] }
- { id: d, title: Closed team, accountable: noc, responsible: noc }
";

#[test]
fn what_rests_on_one_person_is_counted_by_person() {
    let client = page(PEOPLE, "continuity.html");
    says(&client, &["Acme", "Dana Kim", "Lee Ortiz", "Approve spending", "1 task", "Both letters", "R A"]);
    says(&client, &["Both letters", "Lee Ortiz", "Nobody yet", "None", "Rosa Delgado", "Leaves 24 Dec 2026", "1 task", "A part"]);
    says(&client, &["Northwind", "Sam Rivera", "Nobody yet", "Approve spending"]);
    assert!(!client.contains("With another") && !client.contains("Closed team"), "others do these too, or it is not known: {client}");
    says(&client, &["Rosa Delgado leaves on 24 Dec 2026 , and nobody takes over yet", "On them alone: 1 task"]);
    assert!(!client.contains("31 Mar 2027"), "a last day that is not published stays with the provider");

    let internal = portal(PEOPLE, Edition::Internal);
    let internal = crate::pages_together::words(&internal, "continuity.html");
    says(&internal, &["Lee Ortiz", "Leaves 31 Mar 2027", "Internal", "Sam Rivera", "1 task", "Closed team"]);
}

#[test]
fn what_is_left_if_the_provider_is_gone_is_only_what_is_written() {
    let text = "\
=== clients/acme/client.yaml
title: Acme
contracts: [{ id: msa, title: The agreement, end: 2027-03-31, notice: 90d }, { id: dpa, title: Data agreement }]
=== clients/acme/contacts.yaml
- { id: dana, title: Dana Kim }
=== clients/acme/responsibilities.yaml
- { id: a, title: A, accountable: dana, responsible: provider }
- { id: b, title: B, accountable: dana, responsible: dana }
=== clients/acme/tools.yaml
- { id: rmm, title: RMM, on_exit: removed }
- { id: vault, title: Vault }
=== clients/acme/vendors.yaml
- { id: carrier, title: Carrier, managed_by: provider }
- { id: maker, title: Maker, managed_by: client }
";
    let page = page(text, "continuity.html");
    says(
        &page,
        &[
            "If Northwind is gone",
            "The agreement",
            "runs until 31 Mar 2027",
            "notice 90 days before",
            "Data agreement",
            "open-ended",
            "no notice agreed",
        ],
    );
    says(
        &page,
        &[
            "2 tasks",
            "1 in-house, 0 shared, 1 outsourced",
            "Removed: RMM",
            "Not agreed yet what becomes of it",
            "Vault",
            "Only Northwind deals with Carrier",
        ],
    );
    assert!(!page.contains("Maker"));
}

#[test]
fn the_page_is_made_where_there_is_something_for_it() {
    let channel = "=== clients/acme/channels.yaml\n- { id: line, title: Line, medium: phone, address: \"+1 614 555 0100\" }\n";
    let planned = "=== clients/acme/services.yaml\n- { id: soon, title: Soon, lifecycle: planned }\n";
    for text in [channel, planned] {
        let files = portal(text, Edition::Client);
        assert!(files.get(&SitePath::new("continuity.html")).is_none());
        assert!(!files.iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains("continuity.html")));
    }
    let service = portal("=== clients/acme/services.yaml\n- { id: mail, title: Mail }\n", Edition::Client);
    let linked = |path: &str| String::from_utf8_lossy(service.get(&SitePath::new(path)).unwrap()).contains("continuity.html");
    assert!(linked("index.html"), "the navigation leads to it");
}

#[test]
fn the_example_says_what_comes_back_first() {
    let opened = opened(from_disk("content-example"));
    let (portals, _) = made(&opened, Edition::Client);
    let acme = crate::pages_together::words(portals["acme"].as_ref().unwrap(), "continuity.html");
    says(&acme, &["people may declare a disaster", "Dana Kim", "+1 937 555 0142", "What then starts:", "Keystone is down"]);
    says(&acme, &["If a system is down", "Keystone ERP", "4 hours", "1 hour of work", "Paper travelers at each line", "Passed"]);
    says(&acme, &["Restore order", "Identity &amp; access", "Managed network", "Backup &amp; recovery", "Needs 1, 2.", "Keystone ERP"]);
    says(&acme, &["If a person is gone", "Dana Kim", "Lee Ortiz", "tasks"]);
}
