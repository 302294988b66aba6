//! What a page carries: icons, assets, the shell.

use super::*;

#[test]
fn the_sprite_holds_exactly_what_the_page_uses() {
    let html = shipped().page("base.html", &sample());
    let expected = ["i-auto", "i-dark", "i-light", "i-menu", "i-print", "i-x"].map(str::to_owned);
    assert_eq!(symbols(&html), BTreeSet::from(expected));
    assert!(!html.contains("<!--sprite-->"));

    let html = with_template("every.html", EVERY_COMPONENT).page("every.html", &sample());
    let mut used: BTreeSet<String> = attributes(&html, "use", "href").iter().map(|href| href[1..].to_owned()).collect();
    used.extend(
        ["button", "span"]
            .iter()
            .flat_map(|element| attributes(&html, element, "data-icons"))
            .collect::<Vec<_>>()
            .iter()
            .flat_map(|icons| icons.split(' '))
            .map(str::to_owned),
    );
    used.extend(["p-shared", "p-partial", "p-gap"].map(str::to_owned));
    assert_eq!(symbols(&html), used);
    assert!(used.len() > 14, "the page draws with many icons: {used:?}");
}

#[test]
fn a_page_without_icons_has_no_sprite() {
    let html = shipped().page("404.html", &sample());
    assert!(!html.contains("<svg") && !html.contains("sprite"), "{html}");
}

#[test]
fn an_author_may_quote_what_names_icons() {
    let text = "<code>{{ view }} data-icons=\"i-none\" fill=\"url(#p-none)\"</code><!--sprite-->";
    let html = with_template("x.html", text).page("x.html", &sample());
    assert!(!html.contains("<svg"), "{html}");
}

#[test]
fn an_icon_that_is_not_there_is_an_error_near_where_it_is_named() {
    let loaded = with_template("x.html", "<p>\n{{ <icon name=\"phome\"/> }}<!--sprite-->");
    assert_eq!(
        loaded.try_page("x.html", &sample()),
        Err(vec![
            "themes/default/templates/x.html:2:15: error[template] the theme's icons.svg has no `i-phome` (did you mean `i-phone`?)"
                .to_owned()
        ])
    );
}

#[test]
fn icons_without_a_place_for_them_are_an_error() {
    let told = with_template("x.html", "{{ <icon name=\"phone\"/> }}").try_page("x.html", &sample()).unwrap_err();
    assert_eq!(
        told,
        [
            "themes/default/templates/x.html:1:1: error[template] the page uses icons and has no place for them (write `<!--sprite-->` after `<body>`)"
        ]
    );
}

#[test]
fn every_link_to_an_asset_leads_to_one_from_any_depth() {
    let loaded = shipped();
    let mut published: BTreeSet<String> = loaded.theme().assets().map(|(path, _)| path.to_string()).collect();
    published.extend(a_brand().files.iter().map(|(path, _)| path.to_string()));
    for root in ["", "../"] {
        let mut context = sample();
        context["page"]["root"] = root.into();
        let html = loaded.page("base.html", &context);
        let links: Vec<String> = attributes(&html, "link", "href").into_iter().chain(attributes(&html, "script", "src")).collect();
        assert_eq!(links.len(), 6, "{links:?}");
        for link in links {
            let path = link.strip_prefix(root).unwrap_or_else(|| panic!("`{link}` does not begin with `{root}`"));
            assert!(published.contains(path), "nothing is published at `{path}`");
        }
    }
}

#[test]
fn an_asset_that_is_not_there_is_an_error() {
    let told = with_template("x.html", "{{ asset(name=\"portl.css\") }}").try_page("x.html", &sample()).unwrap_err();
    assert_eq!(
        told,
        ["themes/default/templates/x.html:1:4: error[template] the theme has no asset `portl.css`: did you mean `portal.css`?"]
    );
}

#[test]
fn asset_names_change_with_their_content_and_only_with_it() {
    let path = |text: &str| {
        let loaded = load_with("default", &[("themes/default/assets/portal.css", text)]);
        loaded.theme().asset("portal.css").unwrap().to_string()
    };
    let name = path("a{}");
    assert_eq!(name, path("a{}"));
    assert_ne!(name, path("b{}"));
    let hash = name.strip_prefix("assets/portal.").and_then(|rest| rest.strip_suffix(".css")).unwrap();
    assert!(hash.len() >= 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}");
}

#[test]
fn stylesheets_name_images_as_they_are_published() {
    let css = "/* url(old.png) */ a { background: url(\"img/dot.svg\") } b { fill: url(#p-gap) } i { background: url( ../x.svg ) }";
    let files = [
        ("themes/default/assets/css/ours.css", css),
        ("themes/default/assets/css/img/dot.svg", "<svg/>"),
        ("themes/default/assets/x.svg", "<svg></svg>"),
    ];
    let loaded = load_with("default", &files);
    let assets: BTreeMap<String, String> =
        loaded.theme().assets().map(|(path, bytes)| (path.to_string(), String::from_utf8(bytes.to_vec()).unwrap())).collect();
    let theme = loaded.theme();
    let dot = theme.asset("css/img/dot.svg").unwrap().as_str().strip_prefix("assets/css/").unwrap();
    let x = theme.asset("x.svg").unwrap().as_str().strip_prefix("assets/").unwrap();
    assert_eq!(
        assets[theme.asset("css/ours.css").unwrap().as_str()],
        format!("a{{background: url(\"{dot}\")}}b{{fill: url(#p-gap)}}i{{background: url( ../{x} )}}")
    );
}

#[test]
fn a_stylesheet_is_published_without_what_only_its_authors_need() {
    let lean = |css: &str| {
        let loaded = load_with("default", &[("themes/default/assets/ours.css", css)]);
        let path = loaded.theme().asset("ours.css").unwrap();
        let (_, bytes) = loaded.theme().assets().find(|(other, _)| other == path).unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    };
    assert_eq!(lean("/* ours */\na , b\n{\n  color : red ;\n  margin: 0 1px;\n}\n\nc { }\n"), "a ,b{color : red;margin: 0 1px}c{}");
    // Where a rule may depend on white space, it stays.
    let kept = "@container main (inline-size >= 34rem){a :is(b,c) > d{width: calc(1px + 2px)}}";
    assert_eq!(lean(kept), kept);
    assert_eq!(
        lean("a::before { content: \"  /* { ; } \\\" ,  \" } b { content: ' ; ' }"),
        "a::before{content: \"  /* { ; } \\\" ,  \"}b{content: ' ; '}"
    );
    assert_eq!(lean("a { background: url(data:image/png;base64,AA/*B==) }"), "a{background: url(data:image/png;base64,AA/*B==)}");
    assert_eq!(lean(".a\\{b { x: y } a/**/b { } a /* c */ b { } a/* c */{ }"), ".a\\{b{x: y}a/**/b{}a b{}a{}");
    assert_eq!(lean("a { color: red } /* not closed"), "a{color: red}");
    assert_eq!(lean("a { content: \"not closed }"), "a{content: \"not closed }");
}

#[test]
fn a_stylesheet_that_asks_elsewhere_is_an_error() {
    let css = "a {}\nb { background: url(https://example.com/x.png) }\nc { background: url('../../x.png') }";
    let loaded = load_with("default", &[("themes/default/assets/ours.css", css)]);
    assert!(loaded.theme.is_none());
    assert_eq!(
        loaded.told,
        [
            "themes/default/assets/ours.css:2:21: error[theme] `https://example.com/x.png` is no image or font of the theme's `assets/`",
            "themes/default/assets/ours.css:3:22: error[theme] `../../x.png` is no image or font of the theme's `assets/`",
        ]
    );
}

#[test]
fn an_asset_whose_name_is_no_address_is_an_error() {
    let told = load_with("default", &[("themes/default/assets/a\u{202e} b.png", "")]).told;
    assert_eq!(
        told,
        [
            "error[theme] `themes/default/assets/a\\u{202e} b.png` cannot be published under its name (name the files of `assets/` with letters, digits, `.`, `-` and `_`)"
        ]
    );
}

#[test]
fn the_brand_is_two_lines_and_a_logo() {
    assert_eq!(brand_css("#0b6e4f", None), ":root {\n  --brand: #0b6e4f;\n}\n");
    assert_eq!(brand_css("#0b6e4f", Some("logo.svg")), ":root {\n  --brand: #0b6e4f;\n  --brand-logo: url(\"logo.svg\");\n}\n");
    let brand = a_brand();
    let logo = brand.logo.clone().unwrap();
    let css = String::from_utf8(brand.files[0].1.to_vec()).unwrap();
    assert_eq!(brand.files.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>(), [brand.css.clone(), logo.clone()]);
    assert!(css.contains(&format!("url(\"{}\")", logo.as_str().strip_prefix("assets/").unwrap())), "{css}");
}

#[test]
fn the_shell_is_as_expected() {
    let html = shipped().page("base.html", &sample());
    let stable = without_hashes(&html);
    insta::assert_snapshot!("shell", stable);
}

#[test]
fn the_components_are_as_expected() {
    let html = with_template("every.html", EVERY_COMPONENT).page("every.html", &sample());
    let main = html.split_once("</nav>\n<h2>").unwrap().1.split_once("</div>\n</main>").unwrap().0;
    insta::assert_snapshot!("components", main);
}

#[test]
fn the_page_that_is_not_there_is_as_expected() {
    let html = shipped().page("404.html", &sample());
    insta::assert_snapshot!("not_found", without_hashes(&html));
}

#[test]
fn what_is_absent_is_left_out() {
    let mut context = sample();
    context["portal"]["feedback"] = Value::Null;
    context["portal"]["has_logo"] = false.into();
    context["page"]["description"] = Value::Null;
    context["page"]["crumbs"] = json!([]);
    context["page"]["footer"] = json!({ "owner": null, "reviewed": null, "next_review": null });
    let html = shipped().page("base.html", &context);
    for gone in ["mailto:", "class=\"logo\"", "name=\"description\"", "crumbs", "Owner", "Reviewed", "Next review"] {
        assert!(!html.contains(gone), "{gone} is still there");
    }
}

#[test]
fn the_internal_edition_says_so_on_every_page() {
    let mut context = sample();
    context["portal"]["edition"] = "internal".into();
    let loaded = shipped();
    let html = loaded.page("base.html", &context);
    assert!(html.contains("note--internal") && html.contains("Internal to Northwind IT Partners. Not for Acme Manufacturing."), "{html}");
    assert!(!html.contains("Confidential"));
    assert!(!loaded.page("base.html", &sample()).contains("nternal"));
}
