/* Preview only: follows what is written, keeps the reader's place, shows what is wrong. Never part of a build.
   Everything that comes from content is put in as text. */
(() => {
  'use strict';
  let me = { ...document.currentScript.dataset };
  const own = 'own' in me;
  let news = null;

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.append(...children.filter(Boolean));
    return element;
  }
  const ICONS = {
    warn: 'M8 2.25 14.25 13.5H1.75zM8 6.5v3M8 11.5v.1',
    bad: 'M13.75 8a5.75 5.75 0 1 1-11.5 0 5.75 5.75 0 0 1 11.5 0zM6 6l4 4M10 6l-4 4',
    eye: 'M1.5 8S4 3.75 8 3.75 14.5 8 14.5 8 12 12.25 8 12.25 1.5 8 1.5 8zM9.75 8a1.75 1.75 0 1 1-3.5 0 1.75 1.75 0 0 1 3.5 0z',
    down: 'm4 6 4 4 4-4',
  };
  function icon(name) {
    const space = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(space, 'svg');
    const path = document.createElementNS(space, 'path');
    svg.setAttribute('class', 'bw-i');
    svg.setAttribute('viewBox', '0 0 16 16');
    svg.setAttribute('aria-hidden', 'true');
    path.setAttribute('d', ICONS[name]);
    svg.append(path);
    return svg;
  }
  const many = (count, one) => `${count} ${one}${count === 1 ? '' : 's'}`;
  const counted = () => [news.errors && many(news.errors, 'error'), news.warnings && many(news.warnings, 'warning')].filter(Boolean).join(', ');

  /* What is kept for this tab; without storage it is lost, and nothing else. */
  function recall(key) { try { return JSON.parse(sessionStorage.getItem(`bw-preview:${key}`)); } catch { return null; } }
  function remember(key, value) { try { sessionStorage.setItem(`bw-preview:${key}`, JSON.stringify(value)); } catch { /* none */ } }

  /* ---- the reader's place, over a reload ---- */

  const isCheck = (control) => control.type === 'radio' || control.type === 'checkbox';
  const isOpen = (expander) => expander.getAttribute('aria-expanded') === 'true';
  const STATES = {
    'input, select, textarea': { read: (c) => (isCheck(c) ? c.checked : c.value), write: enter },
    'button[aria-expanded]': { read: isOpen, write: (b, open) => { if (isOpen(b) !== open) b.click(); } },
    // After what is clicked: a click outside closes menus.
    'details': { read: (d) => d.open, write: (d, open) => { d.open = open; } },
    '[popover]': { read: (p) => p.matches(':popover-open'), write: (p, open) => { if (open) p.showPopover(); } },
    'nav, [tabindex]': { read: (box) => [box.scrollLeft, box.scrollTop], write: (box, [left, top]) => box.scrollTo({ left, top, behavior: 'instant' }) },
  };
  const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const HANDLES = ['id', 'name', 'href', 'aria-controls', 'data-filter', 'class'];

  /* Gives each element a name that it has again after a reload. */
  function named(selector) {
    const seen = {};
    return Array.from(document.querySelectorAll(selector), (element) => {
      const handle = [element.localName, isCheck(element) && element.value];
      // A class may come and go with a state, and matters where there is nothing better.
      for (const name of HANDLES) if (element.hasAttribute(name) && (name !== 'class' || handle.length === 2)) handle.push(element.getAttribute(name));
      const name = JSON.stringify(handle);
      seen[name] = (seen[name] || 0) + 1;
      return [`${name} ${seen[name]}`, element];
    });
  }
  const ofPage = (selector) => named(selector).filter(([, element]) => !element.closest('.banner, .err'));

  function enter(control, was) {
    const property = isCheck(control) ? 'checked' : 'value';
    const is = control[property];
    if (is === was) return;
    control[property] = was;
    // A choice that is no longer offered.
    if (control[property] !== was) { control[property] = is; return; }
    if (control.type === 'radio' && !was) return;
    for (const type of ['input', 'change']) control.dispatchEvent(new Event(type, { bubbles: true }));
  }

  const place = `place:${own ? 'own:' : ''}${location.pathname}`;
  function keep() {
    const states = {};
    for (const selector in STATES) states[selector] = Object.fromEntries(ofPage(selector).map(([name, element]) => [name, STATES[selector].read(element)]));
    const [focus] = named(FOCUSABLE).find(([, element]) => element === document.activeElement) || [];
    const { selectionStart, selectionEnd } = document.activeElement || {};
    const height = bar ? bar.root.offsetHeight : 0;
    remember(place, { at: Date.now(), x: scrollX, y: scrollY, height, states, focus, selected: [selectionStart, selectionEnd], listed: panel.open && listed });
  }
  function restore(whenStyled) {
    const kept = recall(place);
    remember(place, null);
    if (!kept || Date.now() - kept.at > 60000) return;
    for (const selector in STATES) {
      const states = kept.states[selector] || {};
      for (const [name, element] of ofPage(selector)) if (name in states) STATES[selector].write(element, states[name]);
    }
    const back = () => scrollTo({ left: kept.x, top: kept.y - (bar && bar.root.hidden ? kept.height : 0), behavior: 'instant' });
    back();
    addEventListener('load', back);
    whenStyled.then(() => {
      const [, focus] = named(FOCUSABLE).find(([name]) => name === kept.focus) || [];
      if (focus) focus.focus({ preventScroll: true });
      const [start, end] = kept.selected;
      if (focus && typeof start === 'number') focus.setSelectionRange(start, end);
      back();
      if (kept.listed && news && news.findings.length) show(true);
    });
  }

  /* ---- what is shown against what is current ---- */

  let checking = false, again = false;
  async function check() {
    again = checking;
    if (checking) return;
    checking = true;
    do {
      again = false;
      // Without a server nothing is done; the stream tells when it is back.
      try { await compare(); } catch { /* none */ }
    } while (again);
    checking = false;
  }
  async function compare() {
    const response = await fetch(location.pathname + location.search, { cache: 'no-store' });
    const [head] = (await response.text()).split('</head>', 1);
    const fresh = new DOMParser().parseFromString(head, 'text/html');
    const tag = fresh.querySelector('script[src="/-/live.js"]');
    if (!tag && !response.ok) return;
    if (!tag || tag.dataset.frame !== me.frame || 'own' in tag.dataset !== own) {
      keep();
      location.reload();
      return;
    }
    if (tag.dataset.page !== me.page) await swap(fresh);
    me = { ...tag.dataset };
  }

  const styles = (of) => Array.from(of.querySelectorAll('link[rel=stylesheet]')).filter((link) => !link.getAttribute('href').startsWith('/-/'));
  const loaded = (link) => new Promise((done) => { link.onload = () => done(true); link.onerror = () => done(false); });

  /* New stylesheets come first and old ones go when these are there, so that the page is never without. */
  async function swap(fresh) {
    const old = new Map(styles(document).map((link) => [link.getAttribute('href'), link]));
    let last = Array.from(old.values()).pop();
    const waiting = [];
    for (const link of styles(fresh)) {
      const href = link.getAttribute('href');
      const kept = old.get(href);
      const next = kept || make('link', { rel: 'stylesheet', href });
      old.delete(href);
      if (!kept) waiting.push(loaded(next));
      if (!kept) last.after(next);
      last = next;
    }
    // One that is missing has been replaced meanwhile, and more news is on its way.
    if ((await Promise.all(waiting)).every(Boolean)) old.forEach((link) => link.remove());
  }

  /* ---- the bar ---- */

  let bar = null;
  const address = (client, edition, day) => `/${client}${edition ? `@${edition}` : ''}${day ? `@${day}` : ''}/`;
  const here = () => location.pathname.split('/').slice(2).join('/') + location.search + location.hash;

  function build() {
    bar = {
      what: make('b', {}),
      note: make('span', { class: 'banner-note' }),
      client: make('span', {}),
      clients: make('ul', {}),
      editions: [['client', 'Client'], ['internal', 'Internal']].map(([word, title]) => make('a', { 'data-edition': word }, title, make('span', { class: 'bw-vh' }, ' edition'))),
      day: make('input', { type: 'date', min: '1990-01-01', max: '2199-12-31' }),
      usual: make('a', { hidden: '' }, 'Usual day'),
      count: make('button', { type: 'button', class: 'bw-button banner-count', 'aria-haspopup': 'dialog', hidden: '' }),
      end: make('span', { class: 'banner-end', role: 'status' }),
    };
    bar.menu = make('details', {}, make('summary', { class: 'bw-button' }, make('span', { class: 'bw-vh' }, 'Client: '), bar.client, icon('down')), bar.clients);
    const editions = make('div', { class: 'banner-editions', role: 'group', 'aria-label': 'Edition' }, ...bar.editions);
    const day = make('div', { class: 'banner-day' }, make('label', {}, 'As of ', bar.day), bar.usual);
    bar.root = make('aside', { class: 'banner no-print', 'aria-label': 'Preview', hidden: '' }, bar.what, bar.note, bar.menu, editions, day, bar.count, bar.end);
    bar.count.addEventListener('click', () => show(true));
    addEventListener('click', (event) => { if (!bar.menu.contains(event.target)) bar.menu.open = false; });
    bar.menu.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !bar.menu.open) return;
      bar.menu.open = false;
      bar.menu.firstChild.focus();
    });
    // Filters write themselves into the page's address without a word.
    for (const type of ['pointerover', 'focusin']) bar.root.addEventListener(type, () => { if (news) aim(); });
    chooseDay();
    const skip = document.querySelector('.skip');
    if (skip) skip.after(bar.root); else document.body.prepend(bar.root);
  }

  /* A day that is picked is taken at once; one that is typed changes with each digit, and counts with Enter or when it is left. */
  function chooseDay() {
    let typing = false;
    const go = () => {
      typing = false;
      const day = bar.day.value;
      if (!news || day === news.day || !bar.day.checkValidity() || (!day && !news.asked_day)) return;
      location.href = address(news.client.id, news.asked_edition, day) + here();
    };
    bar.day.addEventListener('keydown', (event) => { typing = event.key !== 'Enter'; if (!typing) go(); });
    bar.day.addEventListener('change', () => { if (!typing) go(); });
    bar.day.addEventListener('blur', () => { if (typing) go(); });
  }

  /* The edition that an address without one means is not said. */
  const unsaid = (edition) => (edition === news.usual_edition ? null : edition);

  function fill() {
    const { client, edition, asked_edition, asked_day } = news;
    const internal = edition === 'internal';
    bar.root.classList.toggle('banner--internal', internal);
    bar.what.replaceChildren(icon(internal ? 'warn' : 'eye'), internal ? 'Internal preview' : 'Preview');
    bar.note.textContent = internal ? hiding() : 'What the client sees.';
    bar.client.textContent = client.title;
    const clients = [{ id: '', title: 'All clients' }, ...news.clients];
    const list = JSON.stringify(clients);
    if (list !== bar.list) {
      bar.list = list;
      bar.clients.replaceChildren(...clients.map(({ id, title }) => {
        const current = id === client.id && { 'aria-current': 'true' };
        return make('li', {}, make('a', { href: id ? address(id, asked_edition, asked_day) : '/', ...current }, title));
      }));
    }
    aim();
    if (document.activeElement !== bar.day) bar.day.value = news.day;
    bar.usual.hidden = !asked_day;
    bar.count.hidden = !news.findings.length;
    bar.count.replaceChildren(icon(news.errors ? 'bad' : 'warn'), counted());
    bar.count.dataset.level = news.errors ? 'error' : 'warning';
    bar.end.textContent = ended();
    bar.end.dataset.level = news.state === 'stopped' ? 'error' : '';
  }
  /* How much of this page the client never sees. */
  function hiding() {
    const marked = Array.from(document.querySelectorAll('[data-internal]'));
    const outermost = marked.filter((element) => !element.parentElement.closest('[data-internal]')).length;
    if (!outermost) return 'Nothing on this page is marked internal.';
    return `${many(outermost, 'place')} on this page ${outermost === 1 ? 'is' : 'are'} marked internal: clients never see ${outermost === 1 ? 'it' : 'them'}.`;
  }
  /* The same page elsewhere. */
  function aim() {
    const { client, edition, asked_edition, asked_day } = news;
    for (const link of bar.editions) {
      const word = link.dataset.edition;
      link.href = address(client.id, word === edition ? asked_edition : unsaid(word), asked_day) + here();
      if (word === edition) link.setAttribute('aria-current', 'true'); else link.removeAttribute('aria-current');
    }
    bar.usual.href = address(client.id, asked_edition, null) + here();
  }
  function ended() {
    const at = news.at ? new Date(news.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }) : '';
    if (news.state === 'stopped') return `Stopped by errors${at && ` ${at}`}, showing the last good portal`;
    return at && `Rebuilt ${at} in ${news.took < 10 ? news.took.toFixed(1) : Math.round(news.took)} ms`;
  }

  /* ---- the overlay ---- */

  const panel = make('dialog', { class: 'err no-print', 'aria-labelledby': 'bw-err-title', tabindex: '-1' });
  // Whether the reader asked for the list: it did not come by itself.
  let listed = false;
  let drawn = '', standing = '', timer = 0;

  /* Tells a finding from others; one that only moved within its file is the same. */
  function sign({ rule, message, place, lines }) {
    const marked = lines.filter((line) => line.mark).map((line) => line.text.replace(/^ *\d+ \|/, '').trim());
    return JSON.stringify([rule, message, place && place.file, marked]);
  }
  /* What stops the portal: its errors, or whatever else there is. */
  function stoppers() {
    if (news.state !== 'stopped') return [];
    const errors = news.findings.filter(({ level }) => level === 'error');
    return (errors.length ? errors : news.findings).map(sign);
  }
  const dismissed = () => recall(`dismissed:${news.client.id}`) || [];

  function judge() {
    const stop = stoppers();
    // What was mended and comes again is shown again.
    remember(`dismissed:${news.client.id}`, dismissed().filter((one) => stop.includes(one)));
    if (panel.open) {
      if (listed ? news.findings.length : stop.length) draw(); else hide();
      return;
    }
    const fresh = stop.filter((one) => !dismissed().includes(one));
    if (standing === fresh.join()) return;
    standing = fresh.join();
    clearTimeout(timer);
    // A half-written file is mended before this is over.
    if (fresh.length) timer = setTimeout(() => show(false), 50);
  }
  function show(asked) {
    clearTimeout(timer);
    listed = asked;
    draw();
    if (!panel.isConnected) document.body.append(panel);
    panel.showModal();
    // Not on the first button: the reader may be typing.
    panel.focus({ preventScroll: true });
  }
  function hide() {
    standing = drawn = '';
    panel.close();
  }
  function dismiss() {
    const stop = stoppers();
    remember(`dismissed:${news.client.id}`, stop);
    hide();
  }
  panel.addEventListener('cancel', (event) => { event.preventDefault(); dismiss(); });
  panel.addEventListener('click', (event) => { if (event.target === panel) dismiss(); });
  panel.addEventListener('keydown', (event) => {
    const stops = Array.from(panel.querySelectorAll('button, pre'));
    const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
    const focused = document.activeElement;
    if (event.key !== 'Tab' || (focused !== from && !(event.shiftKey && focused === panel))) return;
    event.preventDefault();
    to.focus();
  });

  function draw() {
    const next = JSON.stringify([news.findings, news.state, listed]);
    if (next === drawn) return;
    drawn = next;
    const stops = () => Array.from(panel.querySelectorAll('button, pre'));
    const focused = stops().indexOf(document.activeElement);
    const { scrollTop } = panel;
    const stopped = news.state === 'stopped';
    const close = make('button', { type: 'button', class: 'bw-button' }, stopped ? 'Show last good portal' : 'Close');
    close.addEventListener('click', dismiss);
    const head = make('div', { class: 'err-head' }, make('h2', { id: 'bw-err-title' }, icon(news.errors ? 'bad' : 'warn'), counted()), close);
    const foot = make('p', { class: 'err-foot' }, stopped ? 'This goes away by itself when all errors are mended.' : 'Warnings stop nothing. One that is mended goes away by itself.');
    panel.replaceChildren(head, ...news.findings.map(article), foot);
    panel.setAttribute('role', stopped ? 'alertdialog' : 'dialog');
    panel.classList.toggle('err--warn', !news.errors);
    panel.scrollTop = scrollTop;
    if (panel.open && focused >= 0) (stops()[focused] || panel).focus({ preventScroll: true });
  }
  function article(finding, index) {
    const { level, message, place, lines, why, help, related } = finding;
    const warning = level !== 'error' && make('span', { class: 'err-level' }, icon('warn'), 'Warning');
    const source = lines.length && make('pre', { tabindex: '0', 'aria-label': 'Source' });
    for (const { text, mark } of lines) {
      source.append(`${text}\n`);
      const [, gutter, caret] = /^( *\|)?([^]*)$/.exec(mark || '');
      if (mark) source.append(gutter || '', make('b', {}, caret), '\n');
    }
    return make('article', {},
      make('h3', {}, warning, ...worded(message)),
      place && make('p', { class: 'loc' }, opened(place, index)),
      source,
      why && make('p', { class: 'err-why' }, ...worded(why)),
      help && make('p', { class: 'err-why' }, make('b', {}, 'Fix: '), ...worded(help)),
      ...related.map((other, nth) => make('p', { class: 'loc' }, opened(other.place, `${index}.${nth}`), `: ${other.message}`)));
  }
  const opened = (place, index) => (me.token ? opener(at(place), news.number, index) : at(place));
  const at = ({ file, line, column }) => `${file}:${line}:${column}`;
  /* What stands between backticks is code. */
  const worded = (text) => text.split(/`([^`]*)`/).map((part, index) => (index % 2 ? make('code', {}, part) : part));
  function opener(place, number, index) {
    const said = make('span', { role: 'status' });
    const button = make('button', { type: 'button', title: 'Open in the editor' }, place);
    button.addEventListener('click', async () => {
      said.textContent = '';
      try {
        const response = await fetch(`/-/edit/${me.token}/${me.variant || '-'}/${number}/${index}`);
        said.textContent = ` ${response.ok ? 'Opened.' : await response.text()}`;
      } catch {
        said.textContent = ' The preview has ended.';
      }
    });
    const both = document.createDocumentFragment();
    both.append(button, said);
    return both;
  }

  /* ---- the stream ---- */

  let stream = null, heard = 0;
  function take(data) {
    news = data;
    if (own || news.version !== me.version) check();
    if (own) return;
    remember(`news:${me.variant}`, news);
    fill();
    bar.root.hidden = !styled;
    judge();
  }
  function connect() {
    leave();
    heard = Date.now();
    stream = new EventSource(`/-/events/${me.variant}`);
    stream.onmessage = (event) => { heard = Date.now(); take(JSON.parse(event.data)); };
    stream.addEventListener('beat', () => { heard = Date.now(); });
    stream.onerror = ({ target }) => {
      if (bar) {
        bar.end.textContent = 'Not connected. Is bailiwick serve still running?';
        bar.end.dataset.level = 'error';
      }
      // The browser tries again by itself, but not in every case.
      setTimeout(() => { if (stream === target && target.readyState !== EventSource.OPEN) connect(); }, 2000);
    };
  }
  function leave() {
    if (stream) stream.close();
    stream = null;
  }
  // A browser opens few connections to one server: pages that nobody sees give theirs back.
  document.addEventListener('visibilitychange', () => { if (document.hidden) leave(); else if (!stream) connect(); });
  addEventListener('pagehide', leave);
  addEventListener('pageshow', (event) => { if (event.persisted && !stream) connect(); });
  addEventListener('online', () => { if (stream) connect(); });
  // A machine that slept may hold a connection that leads nowhere. The server is heard every 8 s.
  setInterval(() => { if (stream && Date.now() - heard > 20000) connect(); }, 5000);

  let styled = false, whenStyled = Promise.resolve();
  if (!own) {
    news = recall(`news:${me.variant}`);
    build();
    if (news) fill();
    const sheet = make('link', { rel: 'stylesheet', href: '/-/serve.css' });
    whenStyled = loaded(sheet).then(() => {
      styled = true;
      bar.root.hidden = !news;
    });
    document.head.append(sheet);
  }
  // The server's own pages carry the number of their findings as their version.
  if (own && me.token) for (const loc of document.querySelectorAll('[data-index]')) loc.replaceChildren(opener(loc.textContent, me.version, loc.dataset.index));
  restore(whenStyled);
  if (!document.hidden) connect();
})();
