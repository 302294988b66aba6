//! A mistake in a template is a finding at its line and column.

use super::*;

#[test]
fn syntax_errors_of_several_templates_are_all_located() {
    let files = [
        ("themes/default/templates/404.html", "<p>é {{ page.title }\n"),
        ("themes/default/templates/base.html", "<p>\n  {% if page %}\n</p>\n"),
    ];
    let loaded = load_with("default", &files);
    assert!(loaded.theme.is_none());
    assert_eq!(loaded.told.len(), 2, "{:?}", loaded.told);
    assert!(loaded.told[0].starts_with("themes/default/templates/404.html:1:20: error[template] "), "{:?}", loaded.told);
    assert!(loaded.told[1].starts_with("themes/default/templates/base.html:"), "{:?}", loaded.told);
}

#[test]
fn unknown_filters_functions_and_components_are_all_located() {
    let text = "<p>\n{{ page.title | uper }}\r\n\u{1f600} {{ aset(name=\"x\") }}{{ <woh who={1}/> }}";
    let told = with_template("404.html", text).told;
    assert_eq!(
        told,
        [
            "themes/default/templates/404.html:2:17: error[template] unknown filter `uper`",
            "themes/default/templates/404.html:3:6: error[template] unknown function `aset`",
            "themes/default/templates/404.html:3:26: error[template] unknown component `woh`",
        ]
    );
}

#[test]
fn a_parent_that_is_not_there_is_located() {
    let told = with_template("404.html", "{# gone #}\n{% extends \"bsae.html\" %}").told;
    assert_eq!(
        told,
        ["themes/default/templates/404.html:2:13: error[template] there is no template `bsae.html` to extend (did you mean `base.html`?)"]
    );
}

#[test]
fn templates_that_extend_or_include_each_other_are_an_error() {
    let files =
        [("themes/default/templates/a.html", "{% extends \"b.html\" %}"), ("themes/default/templates/b.html", "{% extends \"a.html\" %}")];
    let told = load_with("default", &files).told;
    assert_eq!(told, ["themes/default/templates/a.html:1:4: error[template] template `a.html` extends itself"]);
    let told = with_template("a.html", "<p>{% include \"a.html\" %}").told;
    assert_eq!(told, ["themes/default/templates/a.html:1:7: error[template] template `a.html` includes itself"]);
}

#[test]
fn a_component_that_is_defined_twice_is_an_error() {
    let told = with_template("zebra.html", "{% component icon(name) %}x{% endcomponent icon %}").told;
    assert_eq!(
        told,
        ["themes/default/templates/zebra.html:1:1: error[template] component `icon` is defined in both `components.html` and `zebra.html`"]
    );
}

#[test]
fn an_unknown_variable_is_located_in_the_workspace_file() {
    let loaded = with_template("404.html", "{% extends \"document.html\" %}\n{% block body %}\n  <p>{{ page.tilte }}</p>\n{% endblock %}");
    assert_eq!(
        loaded.try_page("404.html", &sample()),
        Err(vec![
            "themes/default/templates/404.html:3:14: error[template] field `tilte` is not defined (did you mean `title`?)".to_owned()
        ])
    );
}

#[test]
fn a_mistake_in_a_shipped_template_is_located_too() {
    let mut context = sample();
    context["page"].as_object_mut().unwrap().remove("root");
    let loaded = shipped();
    let told = loaded.try_page("base.html", &context).unwrap_err();
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("themes/default/templates/document.html:14:"), "{told:?}");
    assert!(told[0].contains("`root` is not defined"), "{told:?}");
}

#[test]
fn an_error_inside_a_component_names_who_used_it() {
    let loaded = with_template("x.html", "<p>\n{{ <who who={view}/> }}");
    let shared = shared(&sample()["portal"], &a_brand());
    let nav = no_nav(&loaded, &shared);
    let findings =
        page(loaded.theme(), "x.html", &shared, &nav, &sample()["page"], &json!({ "side": "client", "href": null })).unwrap_err();
    assert_eq!(findings.len(), 1);
    let place = findings[0].span.unwrap();
    assert_eq!(loaded.sources.get(place.file).path.as_str(), "themes/default/templates/components.html");
    assert_eq!(loaded.sources.slice(place), "name");
    let caller = findings[0].related[0].span;
    assert_eq!(loaded.sources.get(caller.file).path.as_str(), "themes/default/templates/x.html");
    assert_eq!(loaded.sources.position(caller).line, 2);
}

#[test]
fn a_template_that_the_theme_has_not_is_named() {
    let told = shipped().try_page("404.htm", &sample()).unwrap_err();
    assert_eq!(
        told,
        [
            "error[template] theme `default` has no template `404.htm` (there is `404.html`; a theme that says `extends = \"default\"` has every template)"
        ]
    );
}

#[test]
fn a_template_cut_off_anywhere_is_read_or_located() {
    let whole = include_str!("../../../themes/default/templates/components.html");
    let mut wrong = 0;
    for at in (0..whole.len()).step_by(61).filter(|at| whole.is_char_boundary(*at)) {
        let loaded = with_template("components.html", &whole[..at]);
        assert!(loaded.theme.is_some() || !loaded.told.is_empty(), "cut at {at}");
        for told in &loaded.told {
            assert!(told.starts_with("themes/default/templates/"), "cut at {at}: {told}");
        }
        wrong += usize::from(loaded.theme.is_none());
    }
    assert!(wrong > 50, "only {wrong} cuts were found out");
}
