//! One case a paragraph: what the author writes, and what the page shows.

use super::{check, check_phrase};

#[test]
fn emphasis_code_and_breaks_are_plain_elements() {
    check(
        "Two *very* old **presses**, ~~lot A~~ `x < y`.",
        "<p>Two <em>very</em> old <strong>presses</strong>, <del>lot A</del> <code>x &lt; y</code>.</p>",
    );
    check(
        r"One\
two  
three
four",
        "<p>One<br>two<br>three
four</p>",
    );
    check("***", "<hr>");
    check(
        "> If not sure, **stop**.
>
> > Really.",
        "<blockquote><p>If not sure, <strong>stop</strong>.</p><blockquote><p>Really.</p></blockquote></blockquote>",
    );
}

#[test]
fn typed_html_is_text() {
    check(
        r#"Text <kbd onclick="x">Call</kbd> &amp; &lt; "quotes" 'single'"#,
        "<p>Text &lt;kbd onclick=&quot;x&quot;&gt;Call&lt;/kbd&gt; &amp; &lt; &quot;quotes&quot; &#39;single&#39;</p>",
    );
    check(
        r#"<div onclick="x">
**raw** [[noc]]
</div>

<script>alert(1)</script>"#,
        "<p>&lt;div onclick=&quot;x&quot;&gt;
**raw** [[noc]]
&lt;/div&gt;</p>
<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    );
    check(
        "<!-- hidden
comment --> after",
        "<p>&lt;!-- hidden
comment --&gt; after</p>",
    );
}

#[test]
fn headings_keep_the_outline_whatever_their_signs() {
    check(
        "# One

### Two

## Three

Setext
===",
        r##"<h2 id="t-one">One <a class="hash" href="#t-one" aria-label="Link to One">#</a></h2>
<h3 id="t-two">Two <a class="hash" href="#t-two" aria-label="Link to Two">#</a></h3>
<h3 id="t-three">Three <a class="hash" href="#t-three" aria-label="Link to Three">#</a></h3>
<h2 id="t-setext">Setext <a class="hash" href="#t-setext" aria-label="Link to Setext">#</a></h2>"##,
    );
    check(
        "#### Deep under nothing",
        r##"<h2 id="t-deep-under-nothing">Deep under nothing <a class="hash" href="#t-deep-under-nothing" aria-label="Link to Deep under nothing">#</a></h2>"##,
    );
    check(
        "## Same

## Same

## *Emphasis*, `code` & [[noc]]: what's it?

## 

## Größe — Übung",
        r##"<h2 id="t-same">Same <a class="hash" href="#t-same" aria-label="Link to Same">#</a></h2>
<h2 id="t-same-2">Same <a class="hash" href="#t-same-2" aria-label="Link to Same">#</a></h2>
<h2 id="t-emphasis-code-noc-whats-it"><em>Emphasis</em>, <code>code</code> &amp; <a href="teams/noc.html">Network Operations Center</a>: what&#39;s it? <a class="hash" href="#t-emphasis-code-noc-whats-it" aria-label="Link to Emphasis, code &amp; Network Operations Center: what&#39;s it?">#</a></h2>
<h2 id="t-größe-übung">Größe — Übung <a class="hash" href="#t-größe-übung" aria-label="Link to Größe — Übung">#</a></h2>"##,
    );
    check(
        "# a
## b
### c
#### d
##### e
###### f",
        r##"<h2 id="t-a">a <a class="hash" href="#t-a" aria-label="Link to a">#</a></h2>
<h3 id="t-b">b <a class="hash" href="#t-b" aria-label="Link to b">#</a></h3>
<h4 id="t-c">c</h4>
<h5 id="t-d">d</h5>
<h6 id="t-e">e</h6>
<h6 id="t-f">f</h6>"##,
    );
}

#[test]
fn lists_nest_and_tasks_have_labels() {
    check(
        "- a
  1. one
  2. two
- b

  loose",
        "<ul><li><p>a</p><ol><li>one</li><li>two</li></ol></li><li><p>b</p><p>loose</p></li></ul>",
    );
    check(
        "3. three
4. four",
        r#"<ol start="3"><li>three</li><li>four</li></ol>"#,
    );
    check(
        "- [x] Film *watched*
- [ ] Ask [[noc]]

  not before six
- [ ]",
        r#"<ul><li><label><input type="checkbox" checked disabled><span>Film <em>watched</em></span></label></li><li><label><input type="checkbox" disabled><span>Ask <a href="teams/noc.html">Network Operations Center</a></span></label><p>not before six</p></li><li><p>[ ]</p></li></ul>"#,
    );
    check(
        "- [x] done
- plain
  - [ ] inner",
        r#"<ul><li><label><input type="checkbox" checked disabled><span>done</span></label></li><li>plain<ul class="tasks"><li><label><input type="checkbox" disabled><span>inner</span></label></li></ul></li></ul>"#,
    );
    check("1. [ ] numbered", r#"<ol><li><label><input type="checkbox" disabled><span>numbered</span></label></li></ol>"#);
}

#[test]
fn tables_need_no_style() {
    check(
        r"## Who may do what

| Area | Side | People |  |
|:-----|:----:|-------:|--|
| [[team:noc|the NOC]] | in | 3 | a \| b |
| `[[noc]]` [[team:noc\|N]] |

| x |
|---|",
        r##"<h2 id="t-who-may-do-what">Who may do what <a class="hash" href="#t-who-may-do-what" aria-label="Link to Who may do what">#</a></h2>
<div class="table-wrap" tabindex="0" role="region" aria-label="Who may do what"><table class="table"><thead><tr><th scope="col">Area</th><th scope="col" class="center">Side</th><th scope="col" class="num-c">People</th><td></td></tr></thead><tbody><tr><td><a href="teams/noc.html">the NOC</a></td><td class="center">in</td><td class="num-c">3</td><td>a | b</td></tr><tr><td><code>[[noc]]</code> <a href="teams/noc.html">N</a></td><td class="center"></td><td class="num-c"></td><td></td></tr></tbody></table></div>
<div class="table-wrap" tabindex="0" role="region" aria-label="Who may do what 2"><table class="table"><thead><tr><th scope="col">x</th></tr></thead><tbody></tbody></table></div>"##,
    );
    check(
        "| a |
|---|",
        r#"<div class="table-wrap" tabindex="0" role="region" aria-label="Table"><table class="table"><thead><tr><th scope="col">a</th></tr></thead><tbody></tbody></table></div>"#,
    );
}

#[test]
fn a_code_block_has_a_name() {
    check(
        "```text Guest network settings
ssid  ACME-VISIT <1>
[[noc]]
```",
        r#"<pre tabindex="0" role="group" aria-label="Guest network settings"><code>ssid  ACME-VISIT &lt;1&gt;
[[noc]]
</code></pre>"#,
    );
    check(
        "    indented [[noc|x]]

~~~
~~~",
        r#"<pre tabindex="0" role="group" aria-label="Code"><code>indented [[noc|x]]
</code></pre>
<pre tabindex="0" role="group" aria-label="Code"><code></code></pre>"#,
    );
}

#[test]
fn definition_lists() {
    check(
        "Andon
: The cord.
: Anyone may *pull* it.

Lockout
: Your padlock

After the list.",
        "<dl><dt>Andon</dt><dd>The cord.</dd><dd>Anyone may <em>pull</em> it.</dd><dt>Lockout</dt><dd>Your padlock</dd></dl>
<p>After the list.</p>",
    );
    check(
        "Term
: one

  two

  - three",
        "<dl><dt>Term</dt><dd><p>one</p><p>two</p><ul><li>three</li></ul></dd></dl>",
    );
}

#[test]
fn alerts_have_a_title() {
    check(
        "> [!NOTE]
> Two days more.",
        r##"<aside class="note" role="note"><svg class="i" aria-hidden="true"><use href="#i-info"/></svg><div><b>Note</b><p>Two days more.</p></div></aside>"##,
    );
    check(
        "> [!TIP]
> Come before 06:00.",
        r##"<aside class="note" role="note" data-st="ok"><svg class="i" aria-hidden="true"><use href="#i-bulb"/></svg><div><b>Tip</b><p>Come before 06:00.</p></div></aside>"##,
    );
    check(
        "> [!IMPORTANT]
> Ask.",
        r##"<aside class="note" role="note" data-st="warn"><svg class="i" aria-hidden="true"><use href="#i-info"/></svg><div><b>Important</b><p>Ask.</p></div></aside>"##,
    );
    check(
        "> [!WARNING]
> Yellow label.",
        r##"<aside class="note" role="note" data-st="bad"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg><div><b>Warning</b><p>Yellow label.</p></div></aside>"##,
    );
    check(
        "> [!CAUTION]
> Phones off.",
        r##"<aside class="note" role="note" data-st="warn"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg><div><b>Caution</b><p>Phones off.</p></div></aside>"##,
    );
}

#[test]
fn footnotes_are_numbered_as_they_are_met() {
    check(
        "Two[^b], one[^a], two again[^b] and none[^c].

[^a]: First *note*.
[^b]: Second[^d].

    In two paragraphs.
[^d]: Fourth.
[^unread]: Unread.",
        r##"<p>Two<sup id="fnref-1"><a href="#fn-1" aria-label="Footnote 1">1</a></sup>, one<sup id="fnref-2"><a href="#fn-2" aria-label="Footnote 2">2</a></sup>, two again<sup id="fnref-1-2"><a href="#fn-1" aria-label="Footnote 1">1</a></sup> and none[^c].</p>
<section class="fn" aria-label="Footnotes"><ol><li id="fn-1"><p>Second<sup id="fnref-3"><a href="#fn-3" aria-label="Footnote 3">3</a></sup>.</p>
<p>In two paragraphs.</p> <a href="#fnref-1" aria-label="Back to the text">↩</a> <a href="#fnref-1-2" aria-label="Back to the text">↩</a></li><li id="fn-2">First <em>note</em>. <a href="#fnref-2" aria-label="Back to the text">↩</a></li><li id="fn-3">Fourth. <a href="#fnref-3" aria-label="Back to the text">↩</a></li><li id="fn-4">Unread.</li></ol></section>"##,
    );
    check(
        "[see[^a]](https://ok.example), **[^a]**

[^a]: A",
        r##"<p>[see<sup id="fnref-1"><a href="#fn-1" aria-label="Footnote 1">1</a></sup>](https://ok.example), <strong><sup id="fnref-1-2"><a href="#fn-1" aria-label="Footnote 1">1</a></sup></strong></p>
<section class="fn" aria-label="Footnotes"><ol><li id="fn-1">A <a href="#fnref-1" aria-label="Back to the text">↩</a> <a href="#fnref-1-2" aria-label="Back to the text">↩</a></li></ol></section>"##,
    );
    check(
        "One[^a].\n\n[^a]: First.\n[^A]: Same label.",
        r##"<p>One<sup id="fnref-1"><a href="#fn-1" aria-label="Footnote 1">1</a></sup>.</p>
<section class="fn" aria-label="Footnotes"><ol><li id="fn-1">First. <a href="#fnref-1" aria-label="Back to the text">↩</a></li><li id="fn-2">Same label.</li></ol></section>"##,
    );
}

#[test]
fn links_lead_where_they_may() {
    check(
        r#"Write to <site@acme.example>, call [us](tel:+19375550110), see <https://ok.example/?a=1&b=2> or [it](https://ok.example/a(b) "The title")."#,
        r#"<p>Write to <a href="mailto:site@acme.example">site@acme.example</a>, call <a href="tel:+19375550110">us</a>, see <a href="https://ok.example/?a=1&amp;b=2">https://ok.example/?a=1&amp;b=2</a> or <a href="https://ok.example/a(b)" title="The title">it</a>.</p>"#,
    );
    check(
        "[Who](#who-may), [gone](#gone), [sheet](data%20sheet.pdf#page=2), [](data%20sheet.pdf), [not there](missing.pdf)

## Who may",
        r##"<p><a href="#t-who-may">Who</a>, gone, <a href="files/data-sheet.pdf#page=2">sheet</a>, <a href="files/data-sheet.pdf">data%20sheet.pdf</a>, not there</p>
<h2 id="t-who-may">Who may <a class="hash" href="#t-who-may" aria-label="Link to Who may">#</a></h2>"##,
    );
    check(
        "[r][ref], [ref] and [[ref]]

[ref]: <https://ok.example/a b> 'Title'",
        r#"<p><a href="https://ok.example/a%20b" title="Title">r</a>, <a href="https://ok.example/a%20b" title="Title">ref</a> and ref</p>"#,
    );
    check(
        "## Größe

[a](#größe) [b](#gr%C3%B6%C3%9Fe)",
        r##"<h2 id="t-größe">Größe <a class="hash" href="#t-größe" aria-label="Link to Größe">#</a></h2>
<p><a href="#t-größe">a</a> <a href="#t-größe">b</a></p>"##,
    );
}

#[test]
fn dangerous_addresses_become_their_words() {
    check(
        "[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](java&#10;script:alert(1)) [d](<java	script:x>) [e](&#1;javascript:x)",
        "<p>a b c d e</p>",
    );
    check(
        r"[a](data:text/html,x) [b](vbscript:x) [c](file:///etc/passwd) [d](//evil.example) [e](/\evil.example) [f](\\\\evil) [g](http:evil) [h](javascript&colon;x)",
        "<p>a b c d e f g h</p>",
    );
    check(
        "<javascript:alert(1)> ![x](javascript:alert(1)) ![y](data:image/svg+xml,x) ![z](https://evil.example/x.png) ![*w*](missing.png)",
        "<p>javascript:alert(1) x y z w</p>",
    );
}

#[test]
fn images_are_lazy_and_may_have_a_caption() {
    check("![Site *plan*](plan.svg)", r#"<p><img src="files/plan.svg" alt="Site plan" loading="lazy"></p>"#);
    check(
        r#"![Site plan](plan.svg "From Gate B to Room 2.")"#,
        r#"<figure><img src="files/plan.svg" alt="Site plan" loading="lazy"><figcaption>From Gate B to Room 2.</figcaption></figure>"#,
    );
    check(
        r#"See ![plan](plan.svg "hint") [![plan [[noc]]](plan.svg)](https://ok.example)"#,
        r#"<p>See <img src="files/plan.svg" alt="plan" title="hint" loading="lazy"> <a href="https://ok.example"><img src="files/plan.svg" alt="plan Network Operations Center" loading="lazy"></a></p>"#,
    );
}

#[test]
fn entities_are_linked_by_id() {
    check(
        "[[noc]], [[team:noc]], [[service:vpn]], [[client]]: [[noc|*our* `NOC`]], [[client|the client]], [[noc | spaced ]], [[noc|]]",
        r#"<p><a href="teams/noc.html">Network Operations Center</a>, <a href="teams/noc.html">Network Operations Center</a>, <a href="services/vpn.html">VPN &amp; remote access</a>, Acme: <a href="teams/noc.html"><em>our</em> <code>NOC</code></a>, the client, <a href="teams/noc.html">spaced</a>, <a href="teams/noc.html">Network Operations Center</a></p>"#,
    );
    check("[[nobody]] [[service:none|no service]] [[provider]]", "<p>nobody no service provider</p>");
    check(
        "[[not an id]] [[Team:noc]] [[team:NOC]] [[-a]] [[a--b]] [[team:]] [[]] [[a b|c]] [[a]b]] [[team:noc
]]",
        "<p>[[not an id]] [[Team:noc]] [[team:NOC]] [[-a]] [[a--b]] [[team:]] [[]] [[a b|c]] [[a]b]] [[team:noc
]]</p>",
    );
    check(
        r"\[[noc]] \\[[noc]] [[[noc]]] [[noc]]s **[[noc]]** _[[noc]]_ `[[noc]]` ``[[noc|a`b]]``",
        r#"<p>[[noc]] \<a href="teams/noc.html">Network Operations Center</a> [<a href="teams/noc.html">Network Operations Center</a>] <a href="teams/noc.html">Network Operations Center</a>s <strong><a href="teams/noc.html">Network Operations Center</a></strong> <em><a href="teams/noc.html">Network Operations Center</a></em> <code>[[noc]]</code> <code>[[noc|a`b]]</code></p>"#,
    );
    check(
        "[a [[noc]] b](https://ok.example) [[noc|see <https://ok.example>]] [[noc|a ` b]] `c`",
        r#"<p><a href="https://ok.example">a Network Operations Center b</a> <a href="teams/noc.html">see https://ok.example</a> [[noc|a <code>b]]</code>c`</p>"#,
    );
    check(
        "[[control:ac-2.a]] [[control:164.308(a)(1)]] [[control:ac-2(1)]] [[control:a..b]] [[control:a(b]] [[ac-2.a]]",
        "<p>ac-2.a 164.308(a)(1) ac-2(1) [[control:a..b]] [[control:a(b]] [[ac-2.a]]</p>",
    );
}

#[test]
fn a_phrase_makes_no_block() {
    check_phrase(
        "**Bold** and [[noc]] `code` [x](https://ok.example)",
        r#"<strong>Bold</strong> and <a href="teams/noc.html">Network Operations Center</a> <code>code</code> <a href="https://ok.example">x</a>"#,
    );
    check_phrase("# not a heading", "# not a heading");
    check_phrase("- not a list", "- not a list");
    check_phrase("1. not a list", "1. not a list");
    check_phrase("> not a quote", "&gt; not a quote");
    check_phrase("    not code", "    not code");
    check_phrase(
        "a

b
| c |
|---|",
        "a  b | c | |---|",
    );
    check_phrase(":::note", ":::note");
    check_phrase(r#"_em_ "quoted" <b>"#, "<em>em</em> &quot;quoted&quot; &lt;b&gt;");
    check_phrase("[^1] [x](javascript:y) ![p](plan.svg)", r#"[^1] x <img src="files/plan.svg" alt="p" loading="lazy">"#);
}

#[test]
fn a_mark_that_markdown_takes_for_text_is_shown() {
    check(
        "a\n    :::internal\n    secret\n    :::\n",
        r##"<p>a
:::internal
secret
:::</p>"##,
    );
    check(
        "<div>\n:::internal\nsecret\n:::\n</div>",
        r##"<p>&lt;div&gt;
:::internal
secret
:::
&lt;/div&gt;</p>"##,
    );
    check(
        "    public\n    :::internal\n    secret\n    :::\n",
        r##"<pre tabindex="0" role="group" aria-label="Code"><code>public
</code></pre>
<aside class="note note--internal" role="note" data-st="warn" data-internal aria-label="Internal note"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg><div><b>Internal note, not published.</b><pre tabindex="0" role="group" aria-label="Code"><code>secret
</code></pre></div></aside>"##,
    );
    check(
        "```\n:::note T\n:::\n```",
        r##"<pre tabindex="0" role="group" aria-label="Code"><code>:::note T
:::
</code></pre>"##,
    );
}
