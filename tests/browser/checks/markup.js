// Which elements and attributes a page may hold. What is not named here got in by mistake, or from content.
// Elements of SVG are named with `svg:`. An attribute without a list of its own may stand on every element.

const ANYWHERE = words('class id lang dir title hidden tabindex role');
const PATTERNS = [/^aria-[a-z]+$/, /^data-[a-z]+(-[a-z]+)*$/];

const ELEMENTS = {
  // the document
  html: '', head: '', body: '', title: '', meta: 'charset name content http-equiv', link: 'rel href', script: 'src defer', template: '',
  // sections
  header: '', nav: 'popover', main: '', article: '', section: '', aside: '', footer: '', h1: '', h2: '', h3: '', h4: '', h5: '', h6: '', address: '', search: '',
  // groups
  p: '', hr: '', pre: '', blockquote: '', ol: 'start', ul: '', li: '', dl: '', dt: '', dd: '', figure: '', figcaption: '', div: '',
  // text
  a: 'href download', em: '', strong: '', small: '', s: '', del: '', ins: '', abbr: '', time: 'datetime', code: '', kbd: '', samp: '', bdi: '', sub: '', sup: '', i: '', b: '', mark: '', span: '', br: '',
  img: 'src alt width height loading decoding',
  // tables
  table: '', caption: '', colgroup: '', col: '', thead: '', tbody: '', tfoot: '', tr: '', td: 'colspan rowspan', th: 'colspan rowspan scope abbr',
  // controls
  form: '', fieldset: '', legend: '', label: 'for', button: 'type popovertarget popovertargetaction disabled', select: 'name', optgroup: 'label', option: 'value selected',
  input: 'type name value checked disabled placeholder autocomplete spellcheck', output: 'for', details: 'open name', summary: '', dialog: '',
  // drawings
  'svg:svg': 'viewBox width height x y focusable text-anchor', 'svg:symbol': 'viewBox', 'svg:use': 'href', 'svg:g': 'transform', 'svg:defs': '', 'svg:title': '', 'svg:desc': '',
  'svg:path': 'd fill fill-rule stroke stroke-width', 'svg:circle': 'cx cy r', 'svg:line': 'x1 x2 y1 y2', 'svg:rect': 'x y width height rx fill opacity transform',
  'svg:text': 'x y text-anchor textLength lengthAdjust', 'svg:pattern': 'width height patternUnits patternTransform',
};

// Values that decide what an element does.
const VALUES = {
  'link rel': ['stylesheet', 'icon'],
  'meta http-equiv': ['Content-Security-Policy'],
  'input type': ['checkbox', 'radio', 'search'],
  'button type': ['button'],
};

const ALLOWED = new Map(Object.entries(ELEMENTS).map(([element, attributes]) => [element, words(attributes)]));

export function markup(pairs) {
  return pairs.map(misplaced).filter(Boolean);
}

function misplaced({ element, attribute, value, where }) {
  const allowed = ALLOWED.get(element);
  if (element === 'style' || element === 'svg:style') return attribute ? null : `${where} is an inline stylesheet`;
  if (!allowed) return attribute ? null : `${where} is no element of ours`;
  if (attribute === '') return null;
  if (attribute === '#text') return `${where} is an inline script`;
  if (attribute === 'style') return `${where} has an inline style: ${value}`;
  if (attribute.startsWith('on')) return `${where} has an inline script: ${attribute}="${value}"`;
  const known = allowed.has(attribute) || ANYWHERE.has(attribute) || PATTERNS.some((pattern) => pattern.test(attribute));
  if (!known) return `${where} has the attribute ${attribute}="${value}", which is none of ours`;
  const values = VALUES[`${element} ${attribute}`];
  return values && !values.includes(value) ? `${where} has ${attribute}="${value}", expected ${values.join(' or ')}` : null;
}

function words(text) {
  return new Set(text.split(' ').filter(Boolean));
}
