/* Coverage: who is there right now for the services of each row of #glance, then by each other .cov[data-asked], and a line at this hour in each week. Without it the page is not live, and complete. */
(function () {
  'use strict';
  var out = document.querySelector('[data-now]'), more = document.querySelector('[data-now-more]'), clocks = document.querySelectorAll('[data-clock]'), hours = window.BW_HOURS;
  if (!out || !hours) return;
  var NAME = { s: words('coverage.now_at_work'), o: words('coverage.now_on_call'), m: words('coverage.now_watched_only'), '': words('coverage.nobody') };
  var WAY = { s: words('coverage.is_at_work'), o: words('coverage.is_on_call'), m: words('coverage.is_watched_only'), '': words('coverage.is_nobody') };
  var ST = { s: ['ok', 'okc'], o: ['ok', 'clock'], m: ['warn', 'eye'], '': ['warn', 'bad'] }, MINUTE = 6e4, DAY = 864e5, whose = [];
  function add(to, name, text) { var n = document.createElement(name); n.textContent = text || ''; to.appendChild(n); return n; }
  function until(el, c, now) {
    return c[1] ? words('coverage.until_then', { time: hours.when(c[1][0], now, el.dataset.hours.split(';')[0]), way: WAY[c[1][1]] }) : '';
  }
  function line(el, now, row) {
    var li = document.createElement('li'), c = hours.changes(el.dataset, now), k = c[0][1], phone = el.querySelector('header > a'), name = add(li, 'b');
    if (row) Array.prototype.forEach.call(row.querySelectorAll('div > a'), function (a, i) { if (i) name.append(', '); name.appendChild(a.cloneNode(true)); });
    hours.mark(add(li, 'span'), ST[k][0], ST[k][1], NAME[k]);
    li.children[1].className = 'st';
    var link = add(row ? add(li, 'small') : name, 'a', el.querySelector('h3').firstChild.textContent);
    link.href = '#' + el.id;
    add(li, 'small', until(el, c, now));
    Array.prototype.forEach.call(el.querySelectorAll('[data-instead]'), function (note) {
      var other = document.getElementById(note.dataset.becomes), days = note.dataset.instead.split(' ');
      if (!other || !other.dataset.hours) return;
      var today = new Date(hours.shown(now, other.dataset.hours.split(';')[0])).toISOString().slice(2, 10).replace(/-/g, ''), o = hours.changes(other.dataset, now);
      if (days[0] <= today && today <= days[1]) add(li, 'small', words('coverage.now_instead', { surge: note.querySelector('b').textContent, way: WAY[o[0][1]], until: until(other, o, now) }));
    });
    if (phone) li.appendChild(phone.cloneNode(true));
    return li;
  }
  function mark(el, r) {
    var svg = el.querySelector('.wk'), day = String(new Date(r).getUTCDay() || 7), rows = Array.prototype.slice.call(el.querySelectorAll('[data-days]'));
    var y = 20 + 20 * rows.findIndex(function (row) { return row.dataset.days.indexOf(day) >= 0; }), x = r % DAY / DAY * 100 + '%';
    var l = svg.querySelector('.n') || svg.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'line'));
    [['class', 'n'], ['x1', x], ['x2', x], ['y1', y], ['y2', y + 20]].forEach(function (a) { l.setAttribute(a[0], a[1]); });
  }
  function show() {
    var now = Math.floor(Date.now() / MINUTE) * MINUTE;
    try {
      out.textContent = more.textContent = '';
      var cards = Array.prototype.slice.call(document.querySelectorAll('.cov[data-hours]'));
      cards.forEach(function (el) { mark(el, hours.shown(now, clocks[0].dataset.clock)); });
      var asked = cards.filter(function (el) { return 'asked' in el.dataset; });
      Array.prototype.forEach.call(document.querySelectorAll('#glance tbody th'), function (row) {
        var hours = row.querySelector('p > a'), i = asked.indexOf(hours && document.getElementById(hours.hash.slice(1)));
        if (i >= 0) out.appendChild(line(asked.splice(i, 1)[0], now, row));
      });
      var rest = out.children.length ? more : out, lines = asked.map(function (el) { return line(el, now); });
      [true, false].forEach(function (called) { lines.forEach(function (li) { if (!!li.querySelector('[href^="tel:"]') === called) rest.appendChild(li); }); });
      more.parentNode.hidden = !more.children.length;
      Array.prototype.forEach.call(clocks, function (clock, i) {
        whose[i] = whose[i] || clock.textContent;
        clock.textContent = words('coverage.clock', { time: hours.when(now, now - 7 * DAY, clock.dataset.clock), whose: whose[i] });
      });
      out.parentNode.hidden = !out.children.length;
    } catch (e) { out.parentNode.hidden = true; }
  }
  show();
  setInterval(show, MINUTE);
})();
