// What can be seen from inside a page: a classic script, put into the page by the tests, that defines `look`.
// It only reads, but for `look.restart`; every answer is plain data. It works with the page's own scripts off, too.
globalThis.look = (() => {
  'use strict';

  // Parsed elements and attributes, addresses and ids. Meant for a page whose scripts are off: the page as it was sent.
  function parsed() {
    const all = everything(document);
    return {
      pairs: pairs(all),
      addresses: all.flatMap(addresses),
      ids: all.filter((el) => el.id).map((el) => el.id),
      states: all.flatMap(states),
      moved: document.querySelector('main .moved a[href]') !== null,
      head: {
        lang: document.documentElement.lang,
        title: document.title.trim(),
        headings: document.querySelectorAll('h1').length,
        metas: all.filter((el) => el.localName === 'meta').map((el) => ({ name: el.name || el.httpEquiv, content: el.content })),
        icon: document.querySelector('link[rel=icon][href]') !== null,
        beforePolicy: beforePolicy(),
      },
    };
  }

  // `<template>` keeps its content apart from the document.
  function everything(root) {
    return [...root.querySelectorAll('*')].flatMap((el) => (el.content instanceof DocumentFragment ? [el, ...everything(el.content)] : [el]));
  }

  // Attributes whose value decides what an element does.
  const DECIDING = ['rel', 'http-equiv', 'type'];

  // Each element and each attribute of it once, with the first value and the place where it stands; a deciding value counts by itself.
  function pairs(all) {
    const found = new Map();
    const note = (element, attribute, el, value) => {
      const key = `${element} ${attribute} ${DECIDING.includes(attribute) ? value : ''}`;
      if (!found.has(key)) found.set(key, { element, attribute, value, where: where(el) });
    };
    for (const el of all) {
      const element = qualified(el);
      note(element, '', el, '');
      for (const { name, value } of el.attributes) note(element, name, el, value);
      if (el.localName === 'script' && el.textContent.trim()) note(element, '#text', el, el.textContent.trim().slice(0, 60));
    }
    return [...found.values()];
  }

  function qualified(el) {
    const space = { 'http://www.w3.org/1999/xhtml': '', 'http://www.w3.org/2000/svg': 'svg:' }[el.namespaceURI];
    return `${space ?? 'other:'}${el.localName}`;
  }

  function addresses(el) {
    const names = ['href', 'xlink:href', 'src', 'poster', 'action', 'formaction', 'data'];
    const found = names.filter((name) => el.hasAttribute(name)).map((name) => el.getAttribute(name));
    // What the search loads when somebody wants it.
    found.push(...(el.getAttribute('data-search-open') ?? '').split(' ').filter(Boolean));
    for (const part of (el.getAttribute('srcset') ?? '').split(',').filter((part) => part.trim())) found.push(part.trim().split(/\s+/)[0]);
    return found.map((value) => ({ value, where: where(el), loads: el.localName !== 'a' }));
  }

  // The filters of a page that an address can set after `#`, such as `sourcing=shared`.
  function states(el) {
    if (el.matches('[data-filter]')) return [`${el.dataset.filter}=${el.value}`];
    if (el.matches('input[type=radio][name]')) return [`${el.name}=${el.value}`];
    if (el.matches('[data-person] option[value]')) return [`person=${el.value}`];
    return el.matches('#mx-q') ? ['q='] : [];
  }

  // A policy in a `<meta>` holds only for what stands after it.
  function beforePolicy() {
    const policy = document.querySelector('meta[http-equiv="Content-Security-Policy" i]');
    return [...document.querySelectorAll('script, link[rel=stylesheet]')]
      .filter((el) => policy && policy.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_PRECEDING)
      .map(where);
  }

  // What sticks out at the right, when the page can be scrolled sideways.
  function overflow() {
    const root = document.scrollingElement;
    const width = root.clientWidth;
    const reach = Math.max(root.scrollWidth, document.body.scrollWidth);
    if (reach <= width) return null;
    const out = [...document.body.querySelectorAll('*')].filter((el) => el.getBoundingClientRect().right > width + 0.5 && !clipped(el));
    const outermost = out.filter((el) => !out.includes(el.parentElement));
    return { reach, width, where: outermost.slice(0, 3).map(where) };
  }

  function clipped(el) {
    for (let up = el.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== 'visible') return true;
    }
    return false;
  }

  // Text that is cut off at the right: by the window, or by a box that hides what does not fit and does not say so with an ellipsis.
  function cutOff() {
    const edges = new Map();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const el = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || !shown(el)) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const right = Math.max(...[...range.getClientRects()].map((rect) => rect.right));
      if (right > edge(el, edges) + 1) found.push(where(el));
    }
    return found;
  }

  // How far to the right text of an element may reach. Boxes that scroll and boxes of one pixel, for screen readers, hold any.
  function edge(el, edges) {
    if (!el || el === document.body) return document.scrollingElement.clientWidth;
    if (!edges.has(el)) {
      const { overflowX, textOverflow, clipPath } = getComputedStyle(el);
      const free = overflowX === 'auto' || overflowX === 'scroll' || textOverflow === 'ellipsis' || clipPath !== 'none';
      const own = overflowX === 'hidden' || overflowX === 'clip' ? el.getBoundingClientRect().right : Infinity;
      edges.set(el, free ? Infinity : Math.min(own, edge(el.parentElement, edges)));
    }
    return edges.get(el);
  }

  // Relative luminance (WCAG 2.2, 1.4.3) of the page's ground and text, and their contrast.
  function tones() {
    const html = getComputedStyle(document.documentElement).backgroundColor;
    const body = getComputedStyle(document.body);
    const ground = luminance(transparent(body.backgroundColor) ? html : body.backgroundColor);
    const text = luminance(body.color);
    const contrast = contrastOf(ground, text);
    return { ground, text, contrast: Math.round(contrast * 10) / 10, forced: matchMedia('(forced-colors: active)').matches };
  }

  // Words of drawings that cannot be told from what is drawn behind them (WCAG 2.2, 1.4.3).
  function unreadable() {
    const found = [];
    for (const text of [...document.querySelectorAll('main svg text')].filter(shown)) {
      const { left, top, width, height } = text.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const behind = [...text.ownerSVGElement.querySelectorAll('rect, circle')].filter((shape) => shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING && covers(shape, x, y)).pop();
      if (!behind) continue;
      const contrast = contrastOf(luminance(getComputedStyle(behind).fill), luminance(getComputedStyle(text).fill));
      if (contrast < 4.5) found.push(`${where(text)} (${Math.round(contrast * 10) / 10} to 1)`);
    }
    return found;
  }

  function covers(shape, x, y) {
    const { fill, fillOpacity } = getComputedStyle(shape);
    const { left, right, top, bottom } = shape.getBoundingClientRect();
    return fill !== 'none' && Number(fillOpacity) > 0.5 && !transparent(fill) && left <= x && x <= right && top <= y && y <= bottom;
  }

  function contrastOf(one, other) {
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }

  function transparent(colour) {
    return pixel(colour)[3] === 0;
  }

  function luminance(colour) {
    const [r, g, b] = pixel(colour).map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  // A computed colour may be in any colour space: let the browser paint it.
  function pixel(colour) {
    const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  }

  // The text that is shown, piece by piece. `skip` leaves out what stands inside elements that it matches.
  function text(within, skip) {
    const root = document.querySelector(within);
    if (!root) return [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const pieces = [];
    while (walker.nextNode()) {
      const el = walker.currentNode.parentElement;
      const piece = walker.currentNode.data.replace(/\s+/g, ' ').trim();
      if (piece && shown(el) && !(skip && el.closest(skip))) pieces.push(piece);
    }
    return pieces;
  }

  // Numbers that can be called from this page but do not stand in its visible text.
  function unseenNumbers() {
    const seen = text('body').join(' ');
    const numbers = new Set([...document.querySelectorAll('a[href^="tel:"]')].map((a) => a.getAttribute('href').slice(4).split(';')[0]));
    // Seven digits are enough to tell numbers apart, however the country's prefix is written.
    const missing = [...numbers].filter((number) => !new RegExp([...number.replace(/\D/g, '').slice(-7)].join('[^0-9A-Za-z]*')).test(seen));
    return { numbers: numbers.size, missing };
  }

  function shownMatching(selector) {
    return [...document.querySelectorAll(selector)].filter(shown).map(where);
  }

  // In the order of the document, what the Tab key should reach; remembered for `focused`.
  let stops = [];
  function tabStops() {
    const can = 'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]';
    stops = [...document.querySelectorAll(can)].filter((el) => el.tabIndex >= 0 && !el.disabled && rendered(el) && !passedOver(el));
    for (const el of stops) el.lookBefore = appearance(el);
    const main = document.querySelector('main');
    return stops.map((el) => ({ where: where(el), inMain: main?.contains(el) ?? false, jumped: el.tabIndex > 0 }));
  }

  // One radio button of a group is a stop: the checked one, or else the first.
  function passedOver(el) {
    if (el.type !== 'radio' || !el.name) return false;
    const group = [...document.querySelectorAll(`input[type=radio][name="${CSS.escape(el.name)}"]`)];
    return el !== (group.find((one) => one.checked) ?? group[0]);
  }

  // The element with the focus: which stop it is, whether its focus shows, and what covers it.
  function focused() {
    const el = document.activeElement;
    if (!el || el === document.body) return null;
    const change = el.lookBefore !== undefined && el.lookBefore !== appearance(el);
    return { stop: stops.indexOf(el), where: where(el), shows: change, coveredBy: coveredBy(el) };
  }

  // All that a focus ring is drawn with; a control that is itself hidden shows its focus on its label or its neighbour.
  function appearance(el) {
    return [el, ...(el.labels ?? []), el.nextElementSibling, el.parentElement].filter(Boolean).map(drawn).join('|');
  }

  function drawn(el) {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor, borderColor, textDecorationLine } = getComputedStyle(el);
    const outline = outlineStyle === 'none' || outlineWidth === '0px' || transparent(outlineColor) ? '' : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
    return [outline, boxShadow, backgroundColor, borderColor, textDecorationLine].join(' ');
  }

  function coveredBy(el) {
    const seen = [el, ...(el.labels ?? [])];
    const points = seen.flatMap((one) => [...one.getClientRects()]).flatMap((r) => [
      [r.x + r.width / 2, r.y + r.height / 2],
      [r.x + 3, r.y + 3],
      [r.right - 3, r.bottom - 3],
    ]);
    const hits = points.map(([x, y]) => document.elementFromPoint(x, y));
    if (hits.some((hit) => hit && seen.some((one) => one.contains(hit) || hit.contains(one)))) return null;
    return hits.find(Boolean) ? where(hits.find(Boolean)) : 'the edge of the window';
  }

  // The button that opens the navigation on a phone, and what it opens.
  function menu() {
    const button = [...document.querySelectorAll('button[popovertarget]:not([popovertargetaction]), header summary')].find(shown);
    const nav = button && (document.getElementById(button.getAttribute('popovertarget')) ?? button.parentElement.querySelector('nav'));
    const links = nav ? [...nav.querySelectorAll('a[href]')] : [];
    // What folds out is closed by what opened it.
    const closedBy = button?.localName === 'summary' ? 'Enter' : 'Escape';
    return { stop: stops.indexOf(button), links: links.length, shown: links.filter(shown).length, closedBy };
  }

  // Puts the focus at the top of the page again.
  function restart() {
    stops[0]?.focus();
  }

  function navigation() {
    return [...document.querySelectorAll('nav a[href], header a[href], main a[href]')].filter(shown).length;
  }

  // Two frames, so that styles and observers have settled.
  function rest() {
    return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }

  function shown(el) {
    return el.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && el.getClientRects().length > 0;
  }

  // A control may be drawn by its label and have no opacity of its own, and yet take the focus.
  function rendered(el) {
    return el.checkVisibility({ visibilityProperty: true }) && el.getClientRects().length > 0 && !el.closest('[inert]');
  }

  // A short name for a person: what kind of element, and enough of it to find it.
  function where(el) {
    const id = el.id ? `#${el.id}` : '';
    const kind = el.classList?.length ? `.${[...el.classList].join('.')}` : '';
    const words = (el.getAttribute('aria-label') ?? el.textContent ?? '').replace(/\s+/g, ' ').trim();
    const aim = el.getAttribute('href') ?? el.getAttribute('src');
    return `<${el.localName}${id}${kind}>${aim ? ` to ${aim}` : ''}${words ? ` “${words.slice(0, 40)}”` : ''}`;
  }

  return { parsed, overflow, cutOff, tones, unreadable, text, unseenNumbers, shownMatching, tabStops, focused, restart, menu, navigation, rest };
})();
