// One fault each: an edit of the sound page, and the checks that must report it, with words of what they must say.
// `css` and `js` are added to the page as files of its own.

const HEAD_END = '</head>';
const MAIN_END = '<!-- pages -->';

// Addresses that lead astray, and what is said of each.
const ASTRAY = {
  '/index.html': 'not relative',
  '//example.com/x.html': 'not relative',
  './': 'names no file',
  '..': 'names no file',
  '': 'names no file',
  'index.html?a=1': 'a question mark names another file in a folder',
  '../other/index.html': 'leaves the portal',
  'nowhere.html': 'no such file',
  'Index.html': 'no such file',
  'index.html#nowhere': 'no such place on that page',
  '#nowhere': 'no such place on that page',
  'index.html#sourcing=both': 'no such filter on that page: sourcing=both',
  'sound.css#x': 'a fragment of a file that is no page',
  'index.html#%E0%A4': 'not a well-formed address',
  'javascript:void(0)': 'not an address of the kind http, https, mailto or tel',
  'mailto:nobody': 'not an address of the kind http, https, mailto or tel',
  'tel:+1 614 555 0190': 'not an address of the kind http, https, mailto or tel',
};

export const FAULTS = [
  // in the console and on the wire
  { name: 'console', js: "console.log('left over');", expect: { http: 'console log: left over', file: 'console log: left over' } },
  { name: 'throws', js: "throw new Error('broken');", expect: { http: 'page error: broken', file: 'page error: broken' } },
  { name: 'dialog', js: "alert('boo');", expect: { http: 'dialog: boo', file: 'dialog: boo' } },
  { name: 'inline-script', at: HEAD_END, put: '<script>document.title += "!";</script>\n</head>', expect: { markup: 'is an inline script', http: ['policy violated: script-src-elem blocked inline', 'Executing inline script'], file: ['policy violated', 'Executing inline script'] } },
  {
    name: 'elsewhere',
    edit: [[/<meta http-equiv.*\n/, ''], [MAIN_END, '<img src="http://elsewhere.example/a.png" alt="A picture">']],
    expect: { head: '0 policies', links: 'asks for what is not in the portal', http: 'asks for http://elsewhere.example/a.png', file: 'asks for http://elsewhere.example/a.png' },
  },
  { name: 'blocked', at: MAIN_END, put: '<img src="http://elsewhere.example/a.png" alt="A picture">', expect: { links: 'asks for what is not in the portal', http: ['asks for http://elsewhere.example/a.png', 'policy violated: img-src'], file: ['asks for http://elsewhere.example/a.png', 'policy violated: img-src'] } },
  { name: 'fetch', js: "fetch('missing.json').catch(() => {});", expect: { http: ['answer 404', 'missing.json'], file: 'missing.json' } },

  // addresses
  {
    name: 'addresses',
    at: MAIN_END,
    put: Object.keys(ASTRAY).map((address) => `<a href="${address}">Go</a>`).join('\n'),
    expect: { links: Object.entries(ASTRAY).map(([address, says]) => `leads to “${address}”: ${says}`) },
  },
  { name: 'picture', at: MAIN_END, put: '<img src="missing.png" alt="A picture">', expect: { links: 'no such file', http: 'answer 404', file: 'missing.png' } },
  { name: 'unreached', alone: true, expect: { reach: 'leads by no links to unreached.html' } },

  // the head
  { name: 'no-head', edit: [[/<meta http-equiv.*\n/, ''], [/<meta name="robots".*\n/, ''], [/<link rel="icon".*\n/, ''], ['<h1>', '<p>'], ['</h1>', '</p>']], expect: { head: ['0 policies', 'noindex', 'no <link rel="icon">', '0 <h1>'] } },
  { name: 'no-language', edit: [[' lang="en"', ''], [/<title>.*<\/title>/, '<title></title>']], expect: { head: ['lang is', 'no title'], axe: ['html-has-lang', 'document-title'], validate: ['element-required-attributes', 'empty-title'] } },
  { name: 'other-policy', at: "img-src 'self'", put: 'img-src *', expect: { head: 'policy is' } },
  { name: 'late-policy', edit: [[/(<meta http-equiv.*\n)([^]*)<\/head>/, '$2$1</head>']], expect: { head: 'stands before the policy' } },
  { name: 'two-headings', at: MAIN_END, put: '<h1>Another</h1>', expect: { head: '2 <h1>', validate: 'heading-level' } },

  // elements and attributes
  { name: 'inline-style', at: '<p>Nothing', put: '<p style="color: green">Nothing', expect: { markup: 'has an inline style', http: ['policy violated: style-src-attr', 'Applying inline style'], file: ['policy violated', 'Applying inline style'], validate: 'no-inline-style' } },
  { name: 'stylesheet', at: HEAD_END, put: '<style>p { margin: 0 }</style>\n</head>', expect: { markup: 'is an inline stylesheet', http: ['policy violated: style-src-elem', 'Applying inline style'], file: ['policy violated', 'Applying inline style'] } },
  { name: 'handler', at: '<p>Nothing', put: '<p onclick="void 0">Nothing', expect: { markup: 'has an inline script: onclick', http: ['policy violated: script-src-attr', 'Executing inline event handler'], file: ['policy violated', 'Executing inline event handler'] } },
  {
    name: 'elements',
    at: MAIN_END,
    put: '<cite>A book</cite><template><samp translate="no">x</samp><ins>y</ins><bdo dir="ltr">z</bdo></template><svg aria-hidden="true"><foreignObject></foreignObject></svg>',
    expect: { markup: ['<cite> “A book” is no element of ours', 'translate="no", which is none of ours', '<bdo> “z” is no element of ours', '<foreignObject> is no element of ours'] },
  },
  { name: 'prefetch', at: HEAD_END, put: '<link rel="prefetch" href="index.html">\n</head>', expect: { markup: 'rel="prefetch", expected stylesheet or icon' } },
  { name: 'refresh', at: HEAD_END, put: '<meta http-equiv="refresh" content="3600">\n</head>', expect: { markup: 'http-equiv="refresh"', axe: 'meta-refresh', validate: 'meta-refresh' } },
  { name: 'twice', at: MAIN_END, put: '<p id="numbers">Again</p>', expect: { validate: 'no-dup-id' } },

  // layout and colours
  { name: 'wide', at: MAIN_END, put: '<p class="wide">Wide</p>', css: '.wide { inline-size: 2000px; }', expect: { overflow: 'can be scrolled sideways: 20', print: 'can be scrolled sideways' } },
  { name: 'wide-phone', at: MAIN_END, put: '<p class="wide">Wide</p>', css: '.wide { inline-size: 350px; }', expect: { overflow: 'at 360 px' } },
  { name: 'wide-dark', at: MAIN_END, put: '<p class="wide">Wide</p>', css: '@media (prefers-color-scheme: dark) { .wide { inline-size: 2000px; } }', expect: { overflow: ', dark: can be scrolled' } },
  { name: 'wide-plain', at: MAIN_END, put: '<p class="wide">Wide</p>', css: 'html:not(.js) .wide { inline-size: 2000px; }', expect: { overflow: 'without script: can be scrolled' } },
  { name: 'wide-forced', at: MAIN_END, put: '<p class="wide">Wide</p>', css: '@media (forced-colors: active) { .wide { inline-size: 2000px; } }', expect: { overflow: 'in forced colours: can be scrolled' } },
  { name: 'cut-off', at: MAIN_END, put: '<p class="box"><span>One line that is far too long for the box that it stands in</span></p>', css: '.box { inline-size: 10rem; white-space: nowrap; overflow: hidden; }', expect: { overflow: 'text of <span> “One line' } },
  { name: 'wide-print', at: MAIN_END, put: '<p class="wide">Wide</p>', css: '@media print { .wide { inline-size: 2000px; } }', expect: { print: 'can be scrolled sideways' } },
  { name: 'always-light', css: ':root { color-scheme: only light; }', expect: { scheme: 'light ground, expected dark' } },
  { name: 'always-dark', css: ':root { color-scheme: only dark; }', expect: { scheme: 'dark ground, expected light' } },
  { name: 'own-colours', css: '@media (forced-colors: active) { body { forced-color-adjust: none; color: #777; background: #fff; } }', expect: { scheme: 'in forced colours, expected the system' } },
  { name: 'pale', css: 'body { color: light-dark(#999, #eee); }', expect: { scheme: 'text has a contrast of', axe: 'color-contrast' } },

  // accessibility
  { name: 'pale-dark', at: '<p>Nothing', put: '<p class="pale">Nothing', css: '.pale { color: light-dark(#111, #444); }', expect: { axe: ', dark: color-contrast' } },
  { name: 'pale-phone', at: '<p>Nothing', put: '<p class="pale">Nothing', css: '@media (width < 30rem) { .pale { color: #888; background: #aaa; } }', expect: { axe: 'at 390 px' } },
  { name: 'no-alt', at: MAIN_END, put: '<img src="icon.svg">', expect: { axe: 'image-alt', validate: 'wcag/h37' } },
  { name: 'small-targets', at: MAIN_END, put: '<button class="tiny" type="button">a</button><button class="tiny" type="button">b</button>', css: '.tiny { inline-size: 12px; block-size: 12px; padding: 0; margin: 0; border: 0; overflow: hidden; color: #000; background: #fff; }', expect: { axe: 'target-size' } },

  // without script
  { name: 'added', at: MAIN_END, put: '<p class="added"></p>', js: "addEventListener('DOMContentLoaded', () => { document.querySelector('.added').textContent = 'Only with script'; });", expect: { scriptless: '1 pieces of text are not shown, first “Only with script”' } },
  { name: 'shown-by-script', css: 'html:not(.js) main { display: none; }', expect: { scriptless: 'pieces of text are not shown' } },
  { name: 'blank', css: 'html:not(.js) body { display: none; }', expect: { scriptless: 'without script' } },
  { name: 'no-way', css: 'html:not(.js) .open { display: none; }', expect: { scriptless: 'without script no button opens the navigation' } },

  // keyboard
  { name: 'no-ring', css: 'main a:focus-visible { outline: none; }', expect: { keyboard: 'does not show that it has the focus' } },
  { name: 'jump', at: '<a href="#numbers">', put: '<a href="#numbers" tabindex="3">', expect: { keyboard: ['has a tabindex above 0', 'Tab leads to <a> to #numbers', 'Tab leads to <a.skip>'] } },
  { name: 'trap', js: "addEventListener('keydown', (e) => { if (e.key === 'Tab' && document.activeElement.name === 'sourcing') e.preventDefault(); });", expect: { keyboard: 'expected <input#mx-q>' } },
  { name: 'skips-nothing', at: 'href="#main">Skip', put: 'href="#nav">Skip', expect: { keyboard: 'after <a.skip> to #nav “Skip to content”: Tab leads to <a> to index.html “First page”, expected <a> to #numbers' } },
  { name: 'covered', at: MAIN_END, put: '<p class="cover">Accept everything</p>', css: '@media screen and (width >= 64rem) { .cover { position: fixed; inset: 0 0 auto; block-size: 12rem; margin: 0; background: inherit; } }', expect: { keyboard: 'has the focus behind <p.cover>' } },

  // the menu of a phone
  { name: 'no-menu', at: '<button class="open" type="button" popovertarget="nav">Menu</button>\n', put: '', expect: { menu: 'no button opens the navigation', scriptless: 'no button opens the navigation' } },
  { name: 'always-open', css: 'nav[popover]:not(:popover-open) { display: block !important; }', expect: { menu: 'open before it was asked for', scriptless: 'open before it was asked for' } },
  { name: 'half-open', css: '@media (width < 64rem) { nav li:last-child { display: none; } }', expect: { menu: 'shows 2 of 3 links', scriptless: 'shows 2 of 3 links' } },
  { name: 'stays-open', at: 'id="nav" popover ', put: 'id="nav" popover="manual" ', expect: { menu: 'Escape does not close', scriptless: 'Escape does not close' } },
  { name: 'loses-focus', js: "addEventListener('beforetoggle', (e) => { if (e.newState === 'closed') document.querySelector('main').focus(); }, true);", expect: { menu: 'after Escape the focus is on' } },

  // paper
  { name: 'number-unprinted', css: '@media print { .numbers { display: none; } }', expect: { print: 'the number +16145550190 can be called but does not print' } },
  { name: 'live-printed', at: '<p class="live" hidden data-open>', put: '<p class="live" data-open>Open now', css: '@media print { .live { display: block !important; } }', expect: { print: 'prints, but holds only now' } },

  // weight
  { name: 'heavy', js: `// ${noise(45_000)}`, expect: { weight: 'expected at most 30000' } },
];

// Text that does not compress: the digits of a simple generator, the same each time.
function noise(length) {
  let state = 1;
  return Array.from({ length }, () => {
    state = (state * 48271) % 2147483647;
    return (state % 36).toString(36);
  }).join('');
}

// The page with its fault in it, and the files that come with it.
export function breakPage(sound, fault) {
  const edits = [...(fault.edit ?? []), ...(fault.at ? [[fault.at, fault.put]] : [])];
  const files = {};
  if (fault.css) files[`${fault.name}.css`] = fault.css;
  if (fault.js) files[`${fault.name}.js`] = fault.js;
  if (fault.css) edits.push(['<script src=', `<link rel="stylesheet" href="${fault.name}.css">\n<script src=`]);
  if (fault.js) edits.push([HEAD_END, `<script src="${fault.name}.js"></script>\n</head>`]);
  files[`${fault.name}.html`] = edits.reduce((page, [from, to]) => {
    const edited = page.replace(from, to);
    if (edited === page) throw new Error(`the fault ${fault.name} changes nothing: no ${from} in the sound page`);
    return edited;
  }, sound);
  return files;
}
