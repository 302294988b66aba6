//! Content stays content: nothing that an author wrote becomes markup, style or script.

use super::*;

#[test]
fn the_filter_safe_is_refused_at_its_place() {
    let loaded = with_template("x.html", "<p>{{ page.title | safe }}</p>");
    assert_eq!(
        loaded.try_page("x.html", &sample()),
        Err(vec!["themes/default/templates/x.html:1:20: error[template] the filter `safe` is not allowed: what is HTML already is shown as such, all else is escaped".to_owned()])
    );
}

#[test]
fn only_values_that_are_html_pass_as_they_are() {
    let loaded = with_template("x.html", "{{ view.html }}|{{ view.text }}|{{ view.text | upper }}|{{ view.html | upper }}");
    let shared = shared(&sample()["portal"], &a_brand());
    let view = BTreeMap::from([("html", tera::Value::safe_string("<b>&amp;</b>")), ("text", tera::Value::from("<b>&'\""))]);
    let rendered =
        page(loaded.theme(), "x.html", &shared, &no_nav(&loaded, &shared), &json!({}), tera::Value::from_serializable(&view)).unwrap();
    assert_eq!(rendered.html, "<b>&amp;</b>|&lt;b&gt;&amp;&#39;&quot;|&lt;B&gt;&amp;&#39;&quot;|<B>&AMP;</B>");
}

#[test]
fn every_template_escapes_whatever_its_suffix() {
    let loaded = load_with("default", &[("themes/default/templates/feed.xml.html", "{{ view }}")]);
    let shared = shared(&sample()["portal"], &a_brand());
    assert_eq!(
        page(loaded.theme(), "feed.xml.html", &shared, &no_nav(&loaded, &shared), &json!({}), tera::Value::from_serializable(&"<b>"))
            .unwrap()
            .html,
        "&lt;b&gt;"
    );
}

/// Adds a payload to every text of the sample but the words that templates and styles choose by.
fn poisoned(value: &mut Value, key: &str, payload: &str) {
    const CHOICES: [&str; 8] = ["side", "edition", "styles", "scripts", "current", "sourcings", "letters", "kind"];
    match value {
        Value::String(text) if !CHOICES.contains(&key) => text.push_str(payload),
        Value::Array(items) => items.iter_mut().for_each(|item| poisoned(item, key, payload)),
        Value::Object(entries) => entries.iter_mut().for_each(|(key, value)| poisoned(value, key, payload)),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn hostile_text_never_becomes_markup() {
    let loaded = with_template("every.html", EVERY_COMPONENT);
    let shape = |html: &str| -> Vec<(String, Vec<String>)> {
        elements(html).into_iter().map(|(name, attributes)| (name, attributes.into_iter().map(|(name, _)| name).collect())).collect()
    };
    let mut tried = 0;
    for template in ["every.html", "404.html"] {
        let clean = shape(&loaded.page(template, &sample()));
        for payload in [
            "</script><b>",
            "\"><img src=x onerror=alert(1)>",
            "' onclick='x",
            "--><!--sprite--><i>",
            "{{ 1 }}{% raw %}",
            "</title></style><svg onload=x>",
        ] {
            let mut context = sample();
            poisoned(&mut context, "", payload);
            let html = loaded.page(template, &context);
            assert_eq!(html.contains(payload), !payload.contains(['<', '\'']), "{template} shows {payload}");
            assert_eq!(shape(&html), clean, "{template} with {payload}");
            tried += 1;
        }
    }
    assert_eq!(tried, 12);
}

#[test]
fn no_page_has_inline_style_or_script() {
    let loaded = with_template("every.html", EVERY_COMPONENT);
    for template in ["every.html", "404.html"] {
        let html = loaded.page(template, &sample());
        for (name, attributes) in elements(&html) {
            assert_ne!(name, "style", "{template}");
            for (attribute, value) in &attributes {
                assert!(attribute != "style" && !attribute.starts_with("on"), "{template}: <{name} {attribute}=\"{value}\">");
                assert!(!value.starts_with("http:") && !value.starts_with("https:") && !value.starts_with('/'), "{template}: {value}");
            }
            if name == "script" {
                assert!(attributes.iter().any(|(attribute, _)| attribute == "src"), "{template} has a script of its own");
            }
        }
    }
}

#[test]
fn every_page_carries_the_policy() {
    let loaded = shipped();
    for template in ["base.html", "404.html"] {
        let html = loaded.page(template, &sample());
        let policies: Vec<_> = elements(&html)
            .into_iter()
            .filter(|(_, attributes)| attributes.contains(&("http-equiv".to_owned(), "Content-Security-Policy".to_owned())))
            .collect();
        let expected = ("content".to_owned(), POLICY.to_owned());
        assert_eq!(policies.len(), 1, "{template}");
        assert!(policies[0].1.contains(&expected), "{template}: {policies:?}");
        let metas = attributes(&html, "meta", "name");
        assert!(metas.contains(&"robots".to_owned()) && metas.contains(&"color-scheme".to_owned()), "{template}: {metas:?}");
    }
}
