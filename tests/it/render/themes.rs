//! Which files a theme is made of.

use super::*;

#[test]
fn the_shipped_theme_loads_without_a_finding() {
    assert_eq!(shipped().told, Vec::<String>::new());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "compares the folder with what the program carries")]
fn the_program_carries_every_template_and_asset_of_the_folder() {
    fn walk(folder: &std::path::Path, found: &mut BTreeSet<String>, top: &std::path::Path) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found, top);
            } else {
                found.insert(path.strip_prefix(top).unwrap().to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
    let mut lying = BTreeSet::new();
    walk(&top, &mut lying, &top);
    let loaded = shipped();
    for path in lying {
        let carried = match path.split_once('/') {
            Some(("templates", name)) => loaded.theme().has_template(name),
            Some(("assets", name)) => loaded.theme().asset(name).is_some(),
            _ => true,
        };
        assert!(carried, "`{path}` is new and not in the program yet: save src/render/layers.rs to build it again");
    }
}

#[test]
fn a_workspace_file_replaces_the_shipped_one_alone() {
    let loaded = load_with("default", &[("themes/default/templates/404.html", "<p>{{ page.title }} is gone")]);
    assert_eq!(loaded.page("404.html", &sample()), "<p>Join starters, move movers, remove leavers is gone");
    assert!(loaded.page("base.html", &sample()).contains("class=\"sidenav\""));
}

#[test]
fn a_theme_extends_another_and_what_the_workspace_changed_in_it() {
    let files = [
        ("themes/ours/theme.toml", "# ours\ntitle = \"Ours\"\nextends = \"default\" # and changed\n"),
        ("themes/ours/templates/404.html", "{% extends \"document.html\" %}{% block body %}ours{% endblock %}"),
        ("themes/ours/assets/portal.css", "body { color: red }"),
        ("themes/ours/icons.svg", "<svg><symbol id=\"i-menu\"><path d=\"M0 0\"/></symbol></svg>"),
        ("themes/default/templates/document.html", "changed: {% block body %}{% endblock %}"),
    ];
    let loaded = load_with("ours", &files);
    assert_eq!(loaded.told, Vec::<String>::new());
    assert_eq!(loaded.page("404.html", &sample()), "changed: ours");
    let page = loaded.page("base.html", &sample());
    assert!(page.contains("<symbol id=\"i-menu\"><path d=\"M0 0\"/></symbol>"), "an icon of ours replaces the shipped one");
    assert!(page.contains("<symbol id=\"i-print\""), "the other icons stay");
    assert_ne!(loaded.theme().asset("portal.css"), shipped().theme().asset("portal.css"));
    assert_eq!(loaded.theme().asset("pages.css"), shipped().theme().asset("pages.css"));
}

#[test]
fn a_theme_that_is_not_there_is_named_with_the_nearest() {
    let loaded = load_with("defualt", &[]);
    assert!(loaded.theme.is_none());
    assert_eq!(loaded.told, ["error[theme] there is no theme `defualt` (did you mean `default`?)"]);
}

#[test]
fn mistakes_in_a_manifest_are_at_their_place() {
    let loaded = load_with("ours", &[("themes/ours/theme.toml", "\u{feff}titel = \"Ours\"\n\nextends = default\nextends = \"defalt\"\n")]);
    assert_eq!(
        loaded.told,
        [
            "themes/ours/theme.toml:1:1: error[theme] a theme has no key `titel` (did you mean `title`?)",
            "themes/ours/theme.toml:3:1: error[theme] this line is no `key = \"text\"` (for example: extends = \"default\")",
            "themes/ours/theme.toml:4:12: error[theme] there is no theme `defalt` (did you mean `default`?)",
        ]
    );
}

#[test]
fn themes_that_extend_each_other_are_an_error() {
    let files = [("themes/a/theme.toml", "extends = \"b\""), ("themes/b/theme.toml", "extends = \"a\"")];
    assert_eq!(load_with("a", &files).told, ["themes/b/theme.toml:1:12: error[theme] theme `a` extends itself"]);
}

#[test]
fn files_that_nothing_uses_are_named() {
    let files = [
        ("themes/default/templates/base.htm", ""),
        ("themes/default/template/base.html", ""),
        ("themes/default/.DS_Store", ""),
        ("themes/default/NOTES.md", ""),
    ];
    let loaded = load_with("default", &files);
    assert!(loaded.theme.is_some());
    assert_eq!(
        loaded.told,
        [
            "warning[theme] `themes/default/template/base.html` is not used: a theme has no folder `template` (did you mean `templates`?)",
            "warning[theme] `themes/default/templates/base.htm` is not used: a template's name ends in `.html`",
        ]
    );
}

#[test]
fn a_template_that_is_not_text_is_located() {
    let own = BTreeMap::from([(SourcePath::new("themes/default/templates/404.html"), Arc::from(b"<p>\nab\xff".as_slice()))]);
    let mut sources = Sources::default();
    let (theme, findings) = load("default", "en", &own, &mut sources);
    assert!(theme.is_none());
    assert_eq!(
        told(&findings[0], &sources),
        "themes/default/templates/404.html:2:3: error[theme] the file is not UTF-8 text (save it as UTF-8)"
    );
}
