//! The laws of overlays: what merges, what is replaced, and that every value still knows its own file.

#![expect(clippy::unwrap_used, reason = "a test fails where there is nothing, and says where")]

use std::sync::Arc;

use bailiwick::source::{SourcePath, Sources};
use bailiwick::yaml::{Laws, Node, Value, overlay, parse, says_the_same};
use proptest::prelude::*;

const LAWS: Laws<'static> = Laws { by_id: &["parts", "steps"], either: &[("parts", "responsible")] };

/// A library file and a client's file over it.
struct Two {
    sources: Sources,
    base: Arc<Node>,
    over: Arc<Node>,
}

fn two(base: &str, over: &str) -> Two {
    let mut sources = Sources::default();
    let mut node = |path: &str, text: &str| {
        let file = sources.insert(SourcePath::new(path), text.into());
        let (node, findings) = parse(file, text);
        assert!(findings.is_empty(), "{findings:?}");
        node.expect("the text holds a value")
    };
    let (base, over) = (node("library.yaml", base), node("client.yaml", over));
    Two { sources, base, over }
}

fn merged(base: &str, over: &str) -> String {
    let two = two(base, over);
    said(&overlay(&two.base, &two.over, LAWS))
}

/// Writes a tree in flow style: what it says, and no more.
fn said(node: &Node) -> String {
    match &node.value {
        Value::Scalar { .. } if node.is_null() => "~".to_owned(),
        Value::Scalar { text, .. } => text.to_string(),
        Value::List(items) => format!("[{}]", items.iter().map(|item| said(item)).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            format!("{{{}}}", entries.iter().map(|entry| format!("{}: {}", entry.key, said(&entry.node))).collect::<Vec<_>>().join(", "))
        }
    }
}

#[test]
fn mappings_merge_key_by_key_at_every_depth_in_the_library_s_order() {
    assert_eq!(
        merged("a: 1\nb: { c: 2, d: { e: 3 } }\nf: 4\n", "f: 5\ng: 6\nb: { d: { h: 7 }, c: 8 }\n"),
        "{a: 1, b: {c: 8, d: {e: 3, h: 7}}, f: 5, g: 6}"
    );
}

#[test]
fn lists_and_values_are_replaced() {
    assert_eq!(merged("tags: [a, b]\ntitle: x\n", "tags: [c]\ntitle: y\n"), "{tags: [c], title: y}");
    assert_eq!(merged("tags: [a, b]\n", "tags: c\n"), "{tags: c}");
    assert_eq!(merged("tags: [a]\n", "tags: { b: c }\n"), "{tags: {b: c}}");
    assert_eq!(merged("tags: { b: c }\n", "tags: [a]\n"), "{tags: [a]}");
    assert_eq!(merged("tags: [{ id: a, x: 1 }]\n", "tags: [{ id: a, y: 2 }]\n"), "{tags: [{id: a, y: 2}]}", "no list by id");
}

#[test]
fn an_empty_value_clears_the_library_s() {
    for nothing in ["", "~", "null"] {
        assert_eq!(
            merged("a: 1\nb: { c: 1, d: 2 }\n", &format!("a: {nothing}\nb: {{ c: {nothing} }}\nnew: {nothing}\n")),
            "{b: {d: 2}}",
            "{nothing:?}"
        );
    }
    assert_eq!(merged("a: 1\n", "a: ''\n"), "{a: }", "an empty text is a text");
    assert_eq!(merged("parts: [{ id: a }]\n", "parts:\n"), "{}");
    assert_eq!(merged("parts: [{ id: a }]\n", "parts: []\n"), "{parts: []}");
}

#[test]
fn what_was_refused_clears_nothing_so_that_nobody_misses_it() {
    let base = two("a: 1\nparts: [{ id: x }]\n", "{}").base;
    let over = crate::yaml::parsed("a: *gone\nb: *gone\nparts: [*gone, { id: x, by: y }]\n");
    assert_eq!(over.findings.len(), 3);
    let node = overlay(&base, over.root(), LAWS);
    assert!(["a", "b", "parts/1"].iter().all(|path| node.at(path).is_refused()));
    assert_eq!(node.at("parts/x/by").as_text(), Some("y"));
}

#[test]
fn lists_by_id_merge_in_the_library_s_order() {
    assert_eq!(
        merged("parts: [{ id: a, by: x }, { id: b, by: y }]\n", "parts: [{ id: b, by: z }, { id: a, title: T }]\n"),
        "{parts: [{id: a, by: x, title: T}, {id: b, by: z}]}"
    );
    assert_eq!(
        merged("in: { steps: [{ id: a, by: x }] }\n", "in: { steps: [{ id: a, by: y }] }\n"),
        "{in: {steps: [{id: a, by: y}]}}",
        "at any depth"
    );
    assert_eq!(
        merged("parts: [{ id: a, by: x }]\n", "parts: { id: a, by: y }\n"),
        "{parts: [{id: a, by: y}]}",
        "one where a list is meant"
    );
}

#[test]
fn a_new_item_stands_after_the_one_named_before_it_else_last() {
    let base = "parts: [{ id: a }, { id: b }, { id: c }]\n";
    let ids = |over: &str| merged(base, over).replace("id: ", "").replace(['{', '}'], "");
    assert_eq!(ids("parts: [{ id: a }, { id: n }]\n"), "parts: [a, n, b, c]");
    assert_eq!(ids("parts: [{ id: n }]\n"), "parts: [a, b, c, n]");
    assert_eq!(ids("parts: [{ id: n }, { id: a }, { id: m }, { id: o }]\n"), "parts: [a, m, o, b, c, n]");
    assert_eq!(ids("parts: [{ id: b, remove: true }, { id: n }]\n"), "parts: [a, n, c]");
    assert_eq!(ids("parts: [{ id: c }, { id: n }, { id: n2 }]\n"), "parts: [a, b, c, n, n2]");
}

#[test]
fn an_item_is_removed() {
    let base = "parts: [{ id: a, by: x }, { id: b }]\n";
    assert_eq!(merged(base, "parts: [{ id: a, remove: true }]\n"), "{parts: [{id: b}]}");
    assert_eq!(merged(base, "parts: [{ id: a, remove: false }]\n"), "{parts: [{id: a, by: x, remove: false}, {id: b}]}");
    // What is not there stays, with its mark, for somebody to refuse.
    assert_eq!(merged(base, "parts: [{ id: z, remove: true }]\n"), "{parts: [{id: a, by: x}, {id: b}, {id: z, remove: true}]}");
    assert_eq!(merged(base, "parts: [{ id: a, remove: true }, { id: a, by: new }]\n"), "{parts: [{id: a, by: new}, {id: b}]}");
}

#[test]
fn items_without_id_are_added_and_lists_of_words_are_replaced() {
    assert_eq!(merged("parts: [{ id: a }]\n", "parts: [{ by: x }]\n"), "{parts: [{id: a}, {by: x}]}");
    assert_eq!(merged("parts: [a, b]\n", "parts: [c]\n"), "{parts: [c]}");
    assert_eq!(merged("parts: [{ id: a }]\n", "parts: [{ id: a, x: 1 }, c]\n"), "{parts: [{id: a, x: 1}, c]}");
}

#[test]
fn parts_and_responsible_set_each_other_aside() {
    let row = "id: x\nresponsible: [noc]\ntitle: T\n";
    assert_eq!(merged(row, "parts: [{ id: a }]\n"), "{id: x, title: T, parts: [{id: a}]}");
    assert_eq!(merged("parts: [{ id: a }]\ntitle: T\n", "responsible: soc\n"), "{title: T, responsible: soc}");
    assert_eq!(merged(row, "parts:\n"), "{id: x, responsible: [noc], title: T}", "what is cleared sets nothing aside");
    // Both in one overlay are the author's mistake, and both are there to be seen.
    assert_eq!(merged(row, "parts: [{ id: a }]\nresponsible: [soc]\n"), "{id: x, responsible: [soc], title: T, parts: [{id: a}]}");
}

#[test]
fn merged_values_know_their_own_file_and_place() {
    let two = two("title: Patch servers\nparts:\n  - id: deploy\n    by: noc\n", "parts:\n  - id: deploy\n    by: soc\n    title: Ours\n");
    let node = overlay(&two.base, &two.over, LAWS);
    let at = |path: &str| {
        let span = node.at(path).span;
        let position = two.sources.position(span);
        format!("{}:{}:{} {}", two.sources.get(span.file).path, position.line, position.column, two.sources.slice(span))
    };
    assert_eq!(at("title"), "library.yaml:1:8 Patch servers");
    assert_eq!(at("parts/deploy/by"), "client.yaml:3:9 soc");
    assert_eq!(at("parts/deploy/title"), "client.yaml:4:12 Ours");
    assert_eq!(at("parts/deploy/id"), "client.yaml:2:9 deploy");
    let key = node.key_at("parts/deploy/by");
    assert_eq!((two.sources.get(key.file).path.as_str(), two.sources.slice(key)), ("client.yaml", "by"));
    assert_eq!(two.sources.get(node.key_at("title").file).path.as_str(), "library.yaml");
}

#[test]
fn untouched_subtrees_are_shared() {
    let two = two("a: { b: [1, 2] }\nparts: [{ id: x }, { id: y }]\n", "parts: [{ id: y, by: z }]\nnew: { c: d }\n");
    let node = overlay(&two.base, &two.over, LAWS);
    assert!(Arc::ptr_eq(node.get("a").unwrap(), two.base.get("a").unwrap()));
    assert!(Arc::ptr_eq(node.get("parts").unwrap().child("0").unwrap(), two.base.get("parts").unwrap().child("0").unwrap()));
    assert!(Arc::ptr_eq(node.get("new").unwrap(), two.over.get("new").unwrap()));
}

#[test]
fn saying_the_same_means_the_same_however_it_is_written() {
    let same = |left: &str, right: &str| {
        let two = two(left, right);
        let (forth, back) = (says_the_same(&two.base, &two.over), says_the_same(&two.over, &two.base));
        assert_eq!(forth, back);
        forth
    };
    assert!(same("a: x\nb: [1, { c: ~ }]\n", "{ b: [\"1\", { c: }], a: 'x' }\n"));
    for (left, right) in [
        ("a: x\n", "a: y\n"),
        ("a: x\n", "b: x\n"),
        ("[1, 2]", "[2, 1]"),
        ("[1]", "[1, 2]"),
        ("a: ~\n", "a: '~'\n"),
        ("a: x\n", "a: [x]\n"),
        ("a: 1\n", "a: 1\nb: 2\n"),
    ] {
        assert!(!same(left, right), "{left:?} {right:?}");
    }
    let long = |from: usize| (0..40).map(|number| format!("k{}: {}\n", (number + from) % 40, (number + from) % 40)).collect::<String>();
    assert!(same(&long(0), &long(7)));
    assert!(!same(&long(0), &long(7).replace("k9: 9", "k9: 10")));
}

#[test]
fn long_mappings_and_lists_merge_like_short_ones_and_as_fast() {
    let keys = |value: &str| (0..40_000).map(|number| format!("key-{number}: {value}\n")).collect::<String>();
    let items = |value: &str| (0..40_000).map(|number| format!("  - {{ id: i{number}, v: {value} }}\n")).collect::<String>();
    let two = two(&format!("{}parts:\n{}", keys("1"), items("1")), &format!("{}parts:\n{}  - id: new\n", keys("2"), items("2")));
    let node = overlay(&two.base, &two.over, LAWS);
    assert_eq!((node.entries().len(), node.get("parts").unwrap().as_list().unwrap().len()), (40_001, 40_001));
    assert!(says_the_same(&node, &two.over));
}

/// A tree of few words, so that keys and ids of two of them meet often.
fn any_tree() -> impl Strategy<Value = String> {
    let word = prop_oneof!["[abc]", Just("~".to_owned()), Just("''".to_owned())];
    let leaf = prop_oneof![word.clone(), prop::collection::vec(word.clone(), 0..3).prop_map(|words| format!("[{}]", words.join(", ")))];
    let rest = (prop::option::of("[abc]"), prop::bool::weighted(0.2)).prop_map(|(by, remove)| {
        let by = by.map_or(String::new(), |by| format!(", by: {by}"));
        format!("{by}{}", if remove { ", remove: true" } else { "" })
    });
    let items = prop::collection::btree_map("[pqrs]", rest, 0..4)
        .prop_map(|items| items.into_iter().map(|(id, rest)| format!("{{ id: {id}{rest} }}")).collect());
    let items = items.prop_flat_map(|items: Vec<String>| Just(items).prop_shuffle()).prop_map(|items| format!("[{}]", items.join(", ")));
    let tree = leaf.prop_recursive(3, 24, 4, move |inner| {
        prop::collection::btree_map(
            prop_oneof!["[klm]", Just("parts".to_owned()), Just("responsible".to_owned())],
            prop_oneof![inner, items.clone()],
            0..5,
        )
        .prop_map(|map| format!("{{{}}}", map.iter().map(|(key, value)| format!("{key}: {value}")).collect::<Vec<_>>().join(", ")))
    });
    tree.prop_filter("an entity is a mapping", |text| text.starts_with('{'))
}

/// Turns the order of keys round, at every depth.
fn turned(node: &Arc<Node>) -> Arc<Node> {
    let value = match &node.value {
        Value::Scalar { .. } => return Arc::clone(node),
        Value::List(items) => Value::List(items.iter().map(turned).collect()),
        Value::Map(entries) => {
            let mut entries = entries.clone();
            entries.reverse();
            entries.iter_mut().for_each(|entry| entry.node = turned(&entry.node));
            Value::Map(entries)
        }
    };
    Arc::new(Node { span: node.span, value })
}

/// The laws once more, as slow and plain as can be.
fn plainly(base: &Node, over: &Node) -> String {
    let (Value::Map(_), Value::Map(above)) = (&base.value, &over.value) else { return said(over) };
    let mut parts = Vec::new();
    for entry in base.entries() {
        let other = match &*entry.key {
            "parts" => over.get("responsible"),
            "responsible" => over.get("parts"),
            _ => None,
        };
        match over.get(&entry.key) {
            Some(node) if node.is_null() => {}
            Some(node) => parts.push(format!("{}: {}", entry.key, value_plainly(&entry.key, &entry.node, node))),
            None if other.is_some_and(|node| !node.is_null()) => {}
            None => parts.push(format!("{}: {}", entry.key, said(&entry.node))),
        }
    }
    for entry in above.iter().filter(|entry| base.get(&entry.key).is_none() && !entry.node.is_null()) {
        parts.push(format!("{}: {}", entry.key, said(&entry.node)));
    }
    format!("{{{}}}", parts.join(", "))
}

fn value_plainly(key: &str, base: &Node, over: &Node) -> String {
    let is_mergeable =
        |node: &Node| node.as_list().is_some_and(|items| !items.is_empty() && items.iter().all(|item| item.text_of("id").is_some()));
    if key != "parts" || !is_mergeable(base) || !is_mergeable(over) {
        return plainly(base, over);
    }
    let mut items: Vec<(String, Option<String>)> =
        base.as_list().unwrap().iter().map(|item| (item.text_of("id").unwrap().to_owned(), Some(said(item)))).collect();
    let mut behind = items.len();
    for item in over.as_list().unwrap() {
        let id = item.text_of("id").unwrap();
        let base = base.as_list().unwrap().iter().find(|item| item.text_of("id") == Some(id));
        match (items.iter().position(|(other, _)| other == id), base) {
            (Some(place), Some(base)) => {
                items[place].1 = (item.text_of("remove") != Some("true")).then(|| plainly(base, item));
                behind = place + 1;
            }
            _ => {
                items.insert(behind, (id.to_owned(), Some(said(item))));
                behind += 1;
            }
        }
    }
    format!("[{}]", items.into_iter().filter_map(|(_, item)| item).collect::<Vec<_>>().join(", "))
}

/// Two items with one id in one list, as an overlay of an overlay may make them, are refused elsewhere; the laws say nothing about them.
fn ids_are_unique(node: &Node) -> bool {
    let ids: Vec<&str> = node.as_list().unwrap_or(&[]).iter().filter_map(|item| item.text_of("id")).collect();
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    sorted.dedup();
    let children = node.entries().iter().map(|entry| &entry.node).chain(node.as_list().unwrap_or(&[]));
    sorted.len() == ids.len() && children.into_iter().all(|child| ids_are_unique(child))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_empty_overlay_gives_the_base_itself(base in any_tree()) {
        let two = two(&base, "{}");
        prop_assert!(Arc::ptr_eq(&overlay(&two.base, &two.over, LAWS), &two.base));
    }

    #[test]
    fn an_overlay_says_what_the_laws_say(base in any_tree(), over in any_tree()) {
        let two = two(&base, &over);
        prop_assume!(ids_are_unique(&two.base) && ids_are_unique(&two.over));
        // An empty mapping over anything but a mapping replaces it; over a mapping it says nothing.
        prop_assert_eq!(said(&overlay(&two.base, &two.over, LAWS)), plainly(&two.base, &two.over));
    }

    #[test]
    fn the_order_of_keys_does_not_matter(base in any_tree(), over in any_tree()) {
        let two = two(&base, &over);
        prop_assume!(ids_are_unique(&two.base) && ids_are_unique(&two.over));
        let plain = overlay(&two.base, &two.over, LAWS);
        prop_assert!(says_the_same(&plain, &overlay(&turned(&two.base), &turned(&two.over), LAWS)));
    }

    #[test]
    fn the_same_overlay_twice_is_the_overlay_once(base in any_tree(), over in any_tree()) {
        let two = two(&base, &over);
        // A removal, and an empty value deep in something new, find nothing the first time and themselves the second.
        prop_assume!(ids_are_unique(&two.base) && ids_are_unique(&two.over) && !over.contains("remove") && !over.contains('~'));
        let once = overlay(&two.base, &two.over, LAWS);
        prop_assert!(says_the_same(&once, &overlay(&once, &two.over, LAWS)));
    }

    #[test]
    fn what_the_overlay_does_not_touch_stays_the_library_s(base in any_tree(), over in any_tree()) {
        let two = two(&base, &over);
        let node = overlay(&two.base, &two.over, Laws::default());
        for entry in two.base.entries().iter().filter(|entry| two.over.get(&entry.key).is_none()) {
            prop_assert!(Arc::ptr_eq(node.get(&entry.key).unwrap(), &entry.node));
        }
        for entry in node.entries().iter().filter(|entry| two.base.get(&entry.key).is_none()) {
            prop_assert_eq!(two.sources.get(entry.key_span.file).path.as_str(), "client.yaml");
        }
    }

    #[test]
    fn an_overlay_of_an_overlay_is_another_overlay(base in any_tree(), over in any_tree(), top in any_tree()) {
        let (lower, upper) = (two(&base, &over), two(&base, &top));
        prop_assume!([&lower.base, &lower.over, &upper.over].iter().all(|node| ids_are_unique(node)));
        let first = overlay(&lower.base, &lower.over, LAWS);
        prop_assert_eq!(said(&overlay(&first, &upper.over, LAWS)), plainly(&first, &upper.over));
    }
}
