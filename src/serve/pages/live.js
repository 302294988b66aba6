/* Preview only: follows what is written, keeps the reader's place, shows what is wrong. Never part of a build.
   Everything that comes from content is put in as text. */
(function () {
  'use strict';
  var me = Object.assign({}, document.currentScript.dataset), own = 'own' in me;
  var place = 'bw-preview:' + location.pathname, news = null, stream = null, heard = 0, checking = false, again = false;

  function make(tag, attributes, children) {
    var element = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    (children || []).forEach(function (child) { if (child) element.append(child); });
    return element;
  }
  function icon(paths) {
    var svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), path = document.createElementNS(svg.namespaceURI, 'path');
    svg.setAttribute('class', 'i'); svg.setAttribute('viewBox', '0 0 16 16'); svg.setAttribute('aria-hidden', 'true');
    path.setAttribute('d', paths); svg.append(path);
    return svg;
  }
  var WARN = 'M8 2.25 14.25 13.5H1.75zM8 6.5v3M8 11.5v.1', BAD = 'M13.75 8a5.75 5.75 0 1 1-11.5 0 5.75 5.75 0 0 1 11.5 0zM6 6l4 4M10 6l-4 4', EYE = 'M1.5 8S4 3.75 8 3.75 14.5 8 14.5 8 12 12.25 8 12.25 1.5 8 1.5 8zM9.75 8a1.75 1.75 0 1 1-3.5 0 1.75 1.75 0 0 1 3.5 0z';
  function many(count, one) { return count + ' ' + one + (count === 1 ? '' : 's'); }
  function counted() {
    return [news.errors && many(news.errors, 'error'), news.warnings && many(news.warnings, 'warning')].filter(Boolean).join(', ');
  }

  /* --- the reader's place, over a reload --- */
  function controls() { return Array.from(document.querySelectorAll('input, select, textarea')).filter(function (c) { return !c.closest('.banner') && c.type !== 'hidden'; }); }
  function folds() { return Array.from(document.querySelectorAll('details')); }
  function expanders() { return Array.from(document.querySelectorAll('button[aria-expanded]')); }
  function named(element, index) { return element.id || element.getAttribute('aria-controls') || (element.name ? element.name + '=' + (/^(radio|checkbox)$/.test(element.type) ? element.value : '') : '#' + index); }
  function keep() {
    var kept = { at: Date.now(), x: scrollX, y: scrollY, focus: document.activeElement && document.activeElement.id, controls: {}, folds: {}, open: {} };
    controls().forEach(function (c, i) { kept.controls[named(c, i)] = /^(radio|checkbox)$/.test(c.type) ? c.checked : c.value; });
    folds().forEach(function (d, i) { kept.folds[named(d, i)] = d.open; });
    expanders().forEach(function (b, i) { kept.open[named(b, i)] = b.getAttribute('aria-expanded') === 'true'; });
    try { sessionStorage.setItem(place, JSON.stringify(kept)); } catch (e) { /* the place is lost, and nothing else */ }
  }
  function restore() {
    var kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(place)); sessionStorage.removeItem(place); } catch (e) { /* none */ }
    if (!kept || Date.now() - kept.at > 15000) return;
    controls().forEach(function (c, i) {
      var was = kept.controls[named(c, i)], is = /^(radio|checkbox)$/.test(c.type) ? 'checked' : 'value';
      if (was === undefined || c[is] === was) return;
      c[is] = was;
      if (was !== false || c.type !== 'radio') ['input', 'change'].forEach(function (type) { c.dispatchEvent(new Event(type, { bubbles: true })); });
    });
    folds().forEach(function (d, i) { if (kept.folds[named(d, i)] !== undefined) d.open = kept.folds[named(d, i)]; });
    expanders().forEach(function (b, i) {
      var was = kept.open[named(b, i)];
      if (was !== undefined && was !== (b.getAttribute('aria-expanded') === 'true')) b.click();
    });
    if (kept.focus && document.getElementById(kept.focus)) document.getElementById(kept.focus).focus({ preventScroll: true });
    function back() { scrollTo(kept.x, kept.y); }
    back();
    addEventListener('load', function () { back(); requestAnimationFrame(back); });
  }

  /* --- what is shown against what is current --- */
  function check() {
    if (checking) { again = true; return; }
    checking = true; again = false;
    fetch(location.pathname + location.search, { cache: 'no-store' }).then(function (response) { return response.text(); }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, 'text/html'), tag = fresh.querySelector('script[src="/-/live.js"]');
      if (!tag || tag.dataset.frame !== me.frame || ('own' in tag.dataset) !== own) { keep(); location.reload(); return; }
      if (tag.dataset.page !== me.page) swap(fresh);
      me = Object.assign({}, tag.dataset);
      if (own) news = null;
    }).catch(function () { /* the server is gone; the stream tells when it is back */ }).then(function () {
      checking = false;
      if (again) check();
    });
  }
  function styles(from) { return Array.from(from.querySelectorAll('head link[rel=stylesheet]')).filter(function (l) { return !/^\/-\//.test(l.getAttribute('href')) || own; }); }
  function swap(fresh) {
    var old = styles(document), last = old[old.length - 1], waiting = 0;
    function done() { waiting--; if (!waiting) old.forEach(function (l) { l.remove(); }); }
    styles(fresh).forEach(function (l) {
      var link = make('link', { rel: 'stylesheet', href: l.getAttribute('href') });
      waiting++;
      link.addEventListener('load', done); link.addEventListener('error', done);
      last.after(link); last = link;
    });
  }

  /* --- the bar --- */
  var bar = null;
  function address(client, edition, day) { return '/' + client + (edition ? '@' + edition : '') + (day ? '@' + day : '') + '/'; }
  function go(client, edition, day) {
    var top = location.pathname.split('/').slice(2).join('/');
    location.href = address(client, edition, day) + (client === news.client.id ? top + location.hash : '');
  }
  function build() {
    bar = {
      what: make('b'), note: make('span'), end: make('span', { 'class': 'end', role: 'status' }),
      client: make('select', { 'aria-label': 'Client' }),
      edition: make('select', { 'aria-label': 'Edition' }, [make('option', { value: 'client' }, ['Client edition']), make('option', { value: 'internal' }, ['Internal edition'])]),
      day: make('input', { type: 'date', 'aria-label': 'As of' }),
      count: make('button', { type: 'button', 'class': 'btn btn--quiet banner-count' })
    };
    var all = make('a', { href: '/' }, ['All clients']), asOf = make('label', {}, ['As of ', bar.day]);
    bar.root = make('aside', { 'class': 'banner no-print', 'aria-label': 'Preview', hidden: '' }, [bar.what, bar.note, all, bar.client, bar.edition, asOf, bar.count, bar.end]);
    bar.client.addEventListener('change', function () { go(bar.client.value, news.asked_edition, news.asked_day); });
    bar.edition.addEventListener('change', function () { go(news.client.id, bar.edition.value, news.asked_day); });
    bar.day.addEventListener('change', function () { if (bar.day.value || news.asked_day) go(news.client.id, news.asked_edition, bar.day.value); });
    bar.count.addEventListener('click', function () { dismissed = null; show(bar.count); });
    var skip = document.querySelector('.skip');
    if (skip) skip.after(bar.root); else document.body.prepend(bar.root);
  }
  function fill() {
    var internal = news.edition === 'internal', failed = news.state === 'stopped';
    bar.root.classList.toggle('banner--client', !internal);
    bar.what.replaceChildren(icon(internal ? WARN : EYE), internal ? 'Internal preview' : 'Preview');
    bar.note.textContent = internal ? 'Shows what ' + news.client.title + ' must not see.' : 'What ' + news.client.title + ' sees.';
    var clients = news.clients.some(function (c) { return c.id === news.client.id; }) ? news.clients : [news.client].concat(news.clients);
    if (document.activeElement !== bar.client) bar.client.replaceChildren.apply(bar.client, clients.map(function (c) { return make('option', { value: c.id }, [c.title]); }));
    bar.client.value = news.client.id;
    bar.edition.value = news.edition;
    if (document.activeElement !== bar.day) bar.day.value = news.day;
    bar.count.hidden = !news.findings.length;
    bar.count.replaceChildren(icon(news.errors ? BAD : WARN), counted());
    bar.count.dataset.st = news.errors ? 'bad' : 'warn';
    var at = news.at ? new Date(news.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }) : '';
    bar.end.textContent = failed ? 'Not rebuilt' + (at && ' ' + at) + ', showing the last good portal' : at && 'Rebuilt ' + at + ' in ' + (news.took < 10 ? news.took.toFixed(1) : Math.round(news.took)) + ' ms';
    bar.root.hidden = false;
  }

  /* --- the overlay --- */
  var panel = null, scrim = null, dismissed = null, timer = 0, back = null;
  function signature() { return JSON.stringify(news.findings); }
  function finding(it, index) {
    var where = it.place && it.place.file + ':' + it.place.line + ':' + it.place.column, loc = where && make('p', { 'class': 'loc' }, [where]);
    if (where && me.token) {
      var open = make('button', { type: 'button', title: 'Open in the editor' }, [where]);
      open.addEventListener('click', function () { edit(index); });
      loc = make('p', { 'class': 'loc' }, [open]);
    }
    var pre = it.lines.length && make('pre', { tabindex: '0' });
    it.lines.forEach(function (line) {
      pre.append(line.text + '\n');
      if (line.mark) pre.append(make('b', {}, [line.mark]), '\n');
    });
    return make('article', {}, [
      make('h3', {}, [it.level !== 'error' && make('span', { 'class': 'st', 'data-st': 'warn' }, [icon(WARN), 'Warning']), it.level !== 'error' && ' ', it.message]),
      loc, pre || null, it.why && make('p', { 'class': 'fix' }, [it.why]),
      it.help && make('p', { 'class': 'fix' }, [make('b', {}, ['Fix: ']), it.help])
    ].concat(it.related.map(function (other) {
      return make('p', { 'class': 'loc' }, [other.place.file + ':' + other.place.line + ':' + other.place.column + ': ' + other.message]);
    })));
  }
  function edit(index) {
    fetch('/-/edit/' + me.token + '/' + me.variant + '/' + news.number + '/' + index).then(function (r) { return r.ok ? '' : r.text(); }, function () { return 'The preview has ended.'; })
      .then(function (text) { var said = panel && panel.querySelector('[role=status]'); if (said) said.textContent = text; });
  }
  function draw() {
    var close = make('button', { type: 'button', 'class': 'btn' }, [news.state === 'stopped' ? 'Show last good portal' : 'Close']);
    close.addEventListener('click', dismiss);
    var title = make('h2', { id: 'bw-err-t' }, [icon(news.errors ? BAD : WARN), counted()]);
    var foot = make('p', { 'class': 'err-foot' }, [news.state === 'stopped' ? 'The page reloads by itself when the build passes. ' : '', make('span', { role: 'status' })]);
    var scrolled = panel ? panel.scrollTop : 0;
    panel.replaceChildren.apply(panel, [make('div', { 'class': 'err-head' }, [title, close])].concat(news.findings.map(finding), [foot]));
    panel.classList.toggle('err--warn', !news.errors);
    panel.scrollTop = scrolled;
  }
  function show(from) {
    if (!panel) {
      scrim = make('div', { 'class': 'scrim no-print' });
      panel = make('section', { 'class': 'err no-print', role: 'alertdialog', 'aria-modal': 'true', 'aria-labelledby': 'bw-err-t', tabindex: '-1' });
      scrim.addEventListener('click', dismiss);
      back = from || document.activeElement;
      draw();
      document.body.append(scrim, panel);
      panel.focus({ preventScroll: true });
    } else draw();
  }
  function hide() {
    if (!panel) return;
    panel.remove(); scrim.remove(); panel = scrim = null;
    if (back && back.isConnected && back.focus) back.focus({ preventScroll: true });
  }
  function dismiss() { dismissed = signature(); hide(); }
  addEventListener('keydown', function (e) {
    if (!panel) return;
    if (e.key === 'Escape') { e.stopPropagation(); dismiss(); return; }
    if (e.key !== 'Tab') return;
    var stops = Array.from(panel.querySelectorAll('button, pre')), first = stops[0], last = stops[stops.length - 1], at = document.activeElement;
    if (e.shiftKey ? at === first || at === panel : at === last) { e.preventDefault(); (e.shiftKey ? last : first).focus(); }
  }, true);
  function judge() {
    clearTimeout(timer);
    if (!news.findings.length) { dismissed = null; hide(); return; }
    if (panel) { if (news.state === 'stopped' || signature() === dismissed) draw(); else if (news.errors === 0 && back !== bar.count) hide(); else draw(); return; }
    if (news.state !== 'stopped' || signature() === dismissed) return;
    /* a half-written file is mended before this is over */
    timer = setTimeout(function () { show(); }, 50);
  }

  /* --- the stream --- */
  function take(data) {
    news = data;
    if (own || news.version !== me.version) check();
    if (own) return;
    if (!bar) build();
    fill(); judge();
  }
  function connect() {
    if (stream) stream.close();
    heard = Date.now();
    stream = new EventSource('/-/events/' + me.variant);
    stream.onmessage = function (e) { heard = Date.now(); take(JSON.parse(e.data)); };
    stream.addEventListener('beat', function () { heard = Date.now(); });
    stream.onerror = function () {
      if (bar) bar.end.textContent = 'Not connected: is bailiwick serve still running?';
      if (stream.readyState === 2) setTimeout(function () { if (stream && stream.readyState === 2) connect(); }, 1000);
    };
  }
  function leave() { if (stream) stream.close(); stream = null; }
  /* a browser opens few connections to one server: pages that nobody sees give theirs back */
  document.addEventListener('visibilitychange', function () { if (document.hidden) leave(); else if (!stream) connect(); });
  addEventListener('pagehide', leave);
  addEventListener('pageshow', function (e) { if (e.persisted && !stream) connect(); });
  addEventListener('online', connect);
  /* a machine that slept may hold a connection that leads nowhere */
  setInterval(function () { if (stream && Date.now() - heard > 20000) connect(); }, 5000);

  if (!own) document.head.append(make('link', { rel: 'stylesheet', href: '/-/serve.css' }));
  restore();
  if (!document.hidden) connect();
}());
