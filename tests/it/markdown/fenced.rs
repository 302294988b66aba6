//! Blocks between marks: notes, warnings, steps, and what is internal.

use super::check;

#[test]
fn notes_and_warnings_are_fenced() {
    check(
        ":::note
Mind *the* gap.
:::",
        r##"<aside class="note" role="note"><svg class="i" aria-hidden="true"><use href="#i-info"/></svg><div><b>Note</b><p>Mind <em>the</em> gap.</p></div></aside>"##,
    );
    check(
        "Before
:::note Good to know about [[noc]]
- a

- b
:::
after",
        r##"<p>Before</p>
<aside class="note" role="note"><svg class="i" aria-hidden="true"><use href="#i-info"/></svg><div><b>Good to know about <a href="teams/noc.html">Network Operations Center</a></b><ul><li><p>a</p></li><li><p>b</p></li></ul></div></aside>
<p>after</p>"##,
    );
    check(
        ":::warning
Stop.
:::

:::: warning Power **off** first
Really.
::::",
        r##"<aside class="note" role="note" data-st="bad"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg><div><b>Warning</b><p>Stop.</p></div></aside>
<aside class="note" role="note" data-st="bad"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg><div><b>Warning: Power <strong>off</strong> first</b><p>Really.</p></div></aside>"##,
    );
    check(
        ":::note
outer

:::warning
inner
:::

outer again
:::",
        r##"<aside class="note" role="note"><svg class="i" aria-hidden="true"><use href="#i-info"/></svg><div><b>Note</b><p>outer</p><aside class="note" role="note" data-st="bad"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg><div><b>Warning</b><p>inner</p></div></aside><p>outer again</p></div></aside>"##,
    );
    check(
        "- item
  :::note
  in the item
  :::
- next",
        r##"<ul><li>item<aside class="note" role="note"><svg class="i" aria-hidden="true"><use href="#i-info"/></svg><div><b>Note</b>in the item</div></aside></li><li>next</li></ul>"##,
    );
    check(
        "> :::note
> quoted
> :::
>
> still quoted",
        r##"<blockquote><aside class="note" role="note"><svg class="i" aria-hidden="true"><use href="#i-info"/></svg><div><b>Note</b><p>quoted</p></div></aside><p>still quoted</p></blockquote>"##,
    );
    check(
        ":::note
never closed",
        r##"<aside class="note" role="note"><svg class="i" aria-hidden="true"><use href="#i-info"/></svg><div><b>Note</b><p>never closed</p></div></aside>"##,
    );
    check(
        "- a
  :::note
  begins here
- b
:::

c",
        r##"<ul><li>a<aside class="note" role="note"><svg class="i" aria-hidden="true"><use href="#i-info"/></svg><div><b>Note</b>begins here</div></aside></li><li>b</li></ul>
<p>c</p>"##,
    );
}

#[test]
fn steps_are_the_themes_steps() {
    check(
        ":::steps
1. **Gate B.** Show your card
   and wait.
2. **Room 2**

   Site IT signs you in.

   - a
   - b
3. Ask [[team:noc|the *NOC*]].

   :::note
   At night too.
   :::
4. **Only a title**
:::",
        r##"<ol class="steps"><li><h2>Gate B.</h2><div><p>Show your card
and wait.</p></div></li><li><h2>Room 2</h2><div><p>Site IT signs you in.</p><ul><li>a</li><li>b</li></ul></div></li><li><div><p>Ask <a href="teams/noc.html">the <em>NOC</em></a>.</p><aside class="note" role="note"><svg class="i" aria-hidden="true"><use href="#i-info"/></svg><div><b>Note</b><p>At night too.</p></div></aside></div></li><li><h2>Only a title</h2><div></div></li></ol>"##,
    );
    check(
        "## Arrive

:::steps
- **A** `b`
- plain

1. other
:::

1. no step",
        r##"<h2 id="t-arrive">Arrive <a class="hash" href="#t-arrive" aria-label="Link to Arrive">#</a></h2>
<ol class="steps"><li><h3>A</h3><div><p><code>b</code></p></div></li><li><div><p>plain</p></div></li></ol><ol class="steps"><li><div><p>other</p></div></li></ol>
<ol><li>no step</li></ol>"##,
    );
}

#[test]
fn internal_matter_is_marked() {
    check(
        "Public

:::internal
Secret [[noc]]

- a
:::

Public",
        r##"<p>Public</p>
<aside class="note note--internal" role="note" data-st="warn" data-internal aria-label="Internal note"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg><div><b>Internal note, not published.</b><p>Secret <a href="teams/noc.html">Network Operations Center</a></p><ul><li>a</li></ul></div></aside>
<p>Public</p>"##,
    );
    check(
        "Public
:::internal Ask *Sam* first
Secret
:::
Public",
        r##"<p>Public</p>
<aside class="note note--internal" role="note" data-st="warn" data-internal aria-label="Internal note"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg><div><b>Internal note, not published. Ask <em>Sam</em> first</b><p>Secret</p></div></aside>
<p>Public</p>"##,
    );
    check(
        "- a
  :::internal
  secret
  :::
- b
:::internal
- c
:::
- d",
        r##"<ul><li>a<aside class="note note--internal" role="note" data-st="warn" data-internal aria-label="Internal note"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg><div><b>Internal note, not published.</b>secret</div></aside></li><li>b</li></ul>
<aside class="note note--internal" role="note" data-st="warn" data-internal aria-label="Internal note"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg><div><b>Internal note, not published.</b><ul><li>c</li></ul></div></aside>
<ul><li>d</li></ul>"##,
    );
    check(
        "> q
> :::internal
> secret
> :::
> r",
        r##"<blockquote><p>q</p><aside class="note note--internal" role="note" data-st="warn" data-internal aria-label="Internal note"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg><div><b>Internal note, not published.</b><p>secret</p></div></aside><p>r</p></blockquote>"##,
    );
}

#[test]
fn internal_matter_is_marked_in_code_and_beside_other_blocks() {
    check(
        "```text Settings
ssid
:::internal
secret
:::
dns
```",
        r##"<pre tabindex="0" role="group" aria-label="Settings"><code>ssid
</code></pre>
<aside class="note note--internal" role="note" data-st="warn" data-internal aria-label="Internal note"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg><div><b>Internal note, not published.</b><pre tabindex="0" role="group" aria-label="Settings"><code>secret
</code></pre></div></aside>
<pre tabindex="0" role="group" aria-label="Settings"><code>dns
</code></pre>"##,
    );
    check(
        ":::note
known

:::internal
secret
:::

known
:::",
        r##"<aside class="note" role="note"><svg class="i" aria-hidden="true"><use href="#i-info"/></svg><div><b>Note</b><p>known</p><aside class="note note--internal" role="note" data-st="warn" data-internal aria-label="Internal note"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg><div><b>Internal note, not published.</b><p>secret</p></div></aside><p>known</p></div></aside>"##,
    );
    check(
        ":::internal
secret

:::note
also secret
:::

secret
:::",
        r##"<aside class="note note--internal" role="note" data-st="warn" data-internal aria-label="Internal note"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg><div><b>Internal note, not published.</b><p>secret</p><aside class="note" role="note"><svg class="i" aria-hidden="true"><use href="#i-info"/></svg><div><b>Note</b><p>also secret</p></div></aside><p>secret</p></div></aside>"##,
    );
}

#[test]
fn internal_matter_is_marked_even_where_marks_cross_other_blocks() {
    check(
        "- a
  :::internal
  secret
- secret
  :::
- c",
        r##"<ul><li>a<aside class="note note--internal" role="note" data-st="warn" data-internal aria-label="Internal note"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg><div><b>Internal note, not published.</b>secret</div></aside></li><li><aside class="note note--internal" role="note" data-st="warn" data-internal aria-label="Internal note"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg><div><b>Internal note, not published.</b>secret</div></aside></li><li>c</li></ul>"##,
    );
    check(
        ":::internal
> secret
> :::

public",
        r##"<aside class="note note--internal" role="note" data-st="warn" data-internal aria-label="Internal note"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg><div><b>Internal note, not published.</b><blockquote><p>secret</p></blockquote></div></aside>
<p>public</p>"##,
    );
    check(
        "~~~
public
:::internal
secret
~~~
secret
:::
public",
        r##"<pre tabindex="0" role="group" aria-label="Code"><code>public
</code></pre>
<aside class="note note--internal" role="note" data-st="warn" data-internal aria-label="Internal note"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg><div><b>Internal note, not published.</b><pre tabindex="0" role="group" aria-label="Code"><code>secret
</code></pre><p>secret</p></div></aside>
<p>public</p>"##,
    );
    check(
        "[^a]

:::internal
[^a]: Secret.
:::",
        r##"<p><sup id="fnref-1"><a href="#fn-1" aria-label="Footnote 1">1</a></sup></p>
<aside class="note note--internal" role="note" data-st="warn" data-internal aria-label="Internal note"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg><div><b>Internal note, not published.</b></div></aside>
<section class="fn" aria-label="Footnotes"><ol><li id="fn-1"><aside class="note note--internal" role="note" data-st="warn" data-internal aria-label="Internal note"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg><div><b>Internal note, not published.</b><p>Secret.</p></div></aside> <a href="#fnref-1" aria-label="Back to the text">↩</a></li></ol></section>"##,
    );
    check(
        "Secret term
: public meaning
:::internal
Secret
: secret meaning
:::
: more",
        r##"<dl><dt>Secret term</dt><dd>public meaning</dd></dl>
<aside class="note note--internal" role="note" data-st="warn" data-internal aria-label="Internal note"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg><div><b>Internal note, not published.</b><dl><dt>Secret</dt><dd>secret meaning</dd></dl></div></aside>
<p>: more</p>"##,
    );
}
