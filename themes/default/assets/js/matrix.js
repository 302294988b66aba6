/* Responsibility matrix: filters, row expansion, shareable state in the URL hash.
   Hash: #view=team&sourcing=shared&area=network,cloud&party=client&q=patch   or   #row-patch-servers, #patch-servers, #NW-03 (opens that row)
   A row carries data-side, data-service, data-framework, data-words (what else its text filter finds); its area is its tbody's data-area,
   its parties are its filled v-party cells, whose heads carry data-party. Which filters there are is read from the page. */
(function () {
  'use strict';
  var table = document.getElementById('mx');
  if (!table) return;
  var $ = function (s, r) { return (r || document).querySelector(s); }, $$ = function (s, r) { return Array.prototype.slice.call((r || document).querySelectorAll(s)); };
  var rows = $$('.mx-row', table), bodies = $$('tbody', table), q = $('#mx-q'), live = $('#mx-count'), chips = $('#mx-chips'), empty = $('#mx-empty'), multi = [];
  $$('[data-filter]').forEach(function (i) { if (multi.indexOf(i.dataset.filter) < 0) multi.push(i.dataset.filter); });
  var norm = function (s) { return s.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, ''); };

  /* display:block in the narrow layout would drop table semantics: restate them */
  table.setAttribute('role', 'table');
  bodies.forEach(function (b) { b.setAttribute('role', 'rowgroup'); });
  $$('tr', table).forEach(function (r) { r.setAttribute('role', 'row'); });
  $$('td', table).forEach(function (c) { c.setAttribute('role', 'cell'); });
  var words = {}; $$('.legend .raci').forEach(function (a) { words[a.textContent] = a.title; });
  $$('td abbr', table).forEach(function (a) { a.title = words[a.textContent] || ''; });
  $$('tbody th', table).forEach(function (c) { c.setAttribute('role', 'rowheader'); });
  $$('thead th', table).forEach(function (c) { c.setAttribute('role', 'columnheader'); });

  /* task text becomes the expander */
  function toggle(row, on) {
    var b = $('.mx-task', row), d = row.nextElementSibling;
    on = on === undefined ? !row.classList.contains('is-open') : on;
    row.classList.toggle('is-open', on); d.classList.toggle('is-open', on);
    b.setAttribute('aria-expanded', on);
  }
  var parties = $$('thead [data-party]', table).map(function (c) { return c.dataset.party; }), sourcing = {};
  $$('[name=sourcing]').forEach(function (i) { var side = i.parentNode.dataset.side; if (side) sourcing[side] = i.value; });
  rows.forEach(function (row) {
    var s = $('.mx-task', row), b = document.createElement('button'), d = row.nextElementSibling;
    d.id = 'd-' + row.id;
    row._f = { area: row.parentNode.dataset.area, sourcing: sourcing[row.dataset.side], service: row.dataset.service || '', framework: row.dataset.framework || '',
      party: $$('td.v-party', row).map(function (c, i) { return c.textContent ? parties[i] : ''; }).join(' ') };
    b.type = 'button'; b.className = 'mx-task'; b.setAttribute('aria-expanded', 'false'); b.setAttribute('aria-controls', d.id);
    while (s.firstChild) b.appendChild(s.firstChild);
    s.replaceWith(b);
    b.addEventListener('click', function () { toggle(row); });
    row._text = norm(row.textContent + ' ' + d.textContent + ' ' + (row.dataset.words || ''));
  });

  function state() {
    var s = { view: ($('[name=view]:checked') || {}).value || 'party', sourcing: ($('[name=sourcing]:checked') || {}).value || '', q: q.value.trim() };
    multi.forEach(function (k) { s[k] = $$('[data-filter=' + k + ']:checked').map(function (i) { return i.value; }); });
    return s;
  }
  /* a text that is exchanged, not changed, makes a browser ask :has() anew for every cell; and what stays the same must not be laid out anew */
  function say(e, text) { if (!e) return; text = String(text); if (!e.firstChild) e.textContent = text; else if (e.firstChild.data !== text) e.firstChild.data = text; }
  function set(e, key, v) { if (e[key] !== v) e[key] = v; }
  /* many rows at once cost more than a key press may: the first are shown at once, the others in the next frames */
  var STEP = 60, waiting = [], frame = 0;
  function reveal(r) { r.hidden = r.nextElementSibling.hidden = false; }
  function more() { waiting.splice(0, STEP).forEach(reveal); frame = waiting.length ? requestAnimationFrame(more) : 0; }
  function finish() { waiting.splice(0).forEach(reveal); }
  function apply(write) {
    var s = state(), words = norm(s.q).split(/\s+/).filter(Boolean), shown = 0, fresh = [];
    rows.forEach(function (r) {
      var d = r._f, ok = (!s.sourcing || d.sourcing === s.sourcing) && multi.every(function (k) {
        return !s[k].length || s[k].some(function (v) { return (' ' + d[k] + ' ').indexOf(' ' + v + ' ') >= 0; });
      }) && words.every(function (w) { return r._text.indexOf(w) >= 0; });
      r._on = ok; if (ok) shown++;
      if (ok && r.hidden) fresh.push(r); else { set(r, 'hidden', !ok); set(r.nextElementSibling, 'hidden', !ok); }
    });
    waiting = fresh; cancelAnimationFrame(frame); more();
    bodies.forEach(function (b) {
      var vis = $$('.mx-row', b).filter(function (r) { return r._on; });
      set(b, 'hidden', !vis.length);
      ['client', 'shared', 'provider'].forEach(function (k) { say($('[data-n=' + k + ']', b), vis.filter(function (r) { return r.dataset.side === k; }).length); });
    });
    live.classList.toggle('is-on', shown !== rows.length); say(live, shown === rows.length ? words('common.responsibilities', { count: shown }) : words('matrix.shown', { shown: shown, count: rows.length }));
    empty.hidden = shown > 0;
    if (chips.firstChild) chips.textContent = '';
    multi.forEach(function (k) {
      say($('[data-count=' + k + ']'), s[k].length || '');
      s[k].forEach(function (v) {
        var i = $('[data-filter=' + k + '][value="' + v + '"]'), b = document.createElement('button'), x = $('#tpl-x').content.cloneNode(true);
        b.type = 'button'; b.className = 'chip'; b.textContent = i.nextSibling.textContent.trim(); b.setAttribute('aria-label', words('matrix.remove_filter', { filter: b.textContent })); b.appendChild(x);
        b.addEventListener('click', function () { i.checked = false; apply(true); q.focus(); });
        chips.appendChild(b);
      });
    });
    say($('[data-count=all]'), multi.reduce(function (n, k) { return n + s[k].length; }, 0) || '');
    $('#mx-clear').hidden = !(s.q || s.sourcing || multi.some(function (k) { return s[k].length; }));
    say($('#mx-print-note'), shown === rows.length ? words('matrix.all', { count: shown }) : words('matrix.filtered', { shown: shown, count: rows.length }));
    if (write) {
      var h = [];
      if (s.view !== 'party') h.push('view=' + s.view);
      if (s.sourcing) h.push('sourcing=' + s.sourcing);
      multi.forEach(function (k) { if (s[k].length) h.push(k + '=' + s[k].map(encodeURIComponent).join(',')); });
      if (s.q) h.push('q=' + encodeURIComponent(s.q));
      try { history.replaceState(null, '', h.length ? '#' + h.join('&') : location.pathname + location.search); } catch (e) { /* file:// in some browsers */ }
    }
  }
  function reset() {
    $('[name=sourcing][value=""]').checked = true; q.value = '';
    $$('[data-filter]').forEach(function (i) { i.checked = false; });
  }
  function find(h) {
    var r = document.getElementById(h) || document.getElementById('row-' + h);
    return r || rows.filter(function (row) { var c = $('.id', row); return c && c.textContent === h; })[0];
  }
  function read() {
    var h = location.hash.slice(1), plain = function (t) { try { return decodeURIComponent(t); } catch (e) { return ''; } }, p = {};
    if (h && h.indexOf('=') < 0) {
      var r = find(plain(h));
      if (!r || !table.contains(r)) return;
      reset(); apply(false); finish();
      if (r.classList.contains('mx-row')) { toggle(r, true); r.scrollIntoView({ block: 'center' }); } else r.scrollIntoView();
      return;
    }
    h.split('&').forEach(function (kv) { var i = kv.indexOf('='); if (i > 0) p[kv.slice(0, i)] = kv.slice(i + 1); });
    var v = $('[name=view][value="' + (p.view || 'party') + '"]'); if (v) v.checked = true;
    var so = $('[name=sourcing][value="' + (p.sourcing || '') + '"]'); if (so) so.checked = true;
    multi.forEach(function (k) { var on = (p[k] || '').split(',').map(plain); $$('[data-filter=' + k + ']').forEach(function (i) { i.checked = on.indexOf(i.value) >= 0; }); });
    q.value = plain(p.q || '');
  }
  document.addEventListener('change', function (e) { if (e.target.closest('.mx-bar, .mx-tools')) apply(true); });
  $('.mx-bar').addEventListener('submit', function (e) { e.preventDefault(); });
  q.addEventListener('input', function () { apply(true); });
  $('#mx-clear').addEventListener('click', function () { reset(); apply(true); q.focus(); });
  $('.mx-more').addEventListener('click', function () { this.setAttribute('aria-expanded', this.getAttribute('aria-expanded') !== 'true'); });
  $('#mx-expand').addEventListener('click', function () {
    var on = this.dataset.on !== 'true'; this.dataset.on = on; this.textContent = on ? words('matrix.close_all_rows') : words('responsibilities.open_all_rows');
    rows.forEach(function (r) { toggle(r, on); });
  });
  $('#mx-print').addEventListener('click', function () { window.print(); });
  $('#mx-print-all').addEventListener('click', function () { document.documentElement.classList.add('print-details'); window.print(); document.documentElement.classList.remove('print-details'); });
  var copy = $('#mx-copy');
  copy.hidden = !navigator.clipboard;
  copy.addEventListener('click', function () { navigator.clipboard.writeText(location.href).then(function () { copy.lastChild.textContent = words('matrix.link_copied'); }, function () { copy.lastChild.textContent = words('matrix.copy_refused'); }); });
  window.addEventListener('beforeprint', finish);
  window.addEventListener('hashchange', function () { read(); apply(false); });
  read(); apply(false);
})();
