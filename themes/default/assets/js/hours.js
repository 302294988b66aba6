/* Hours: who is there now. A view's `live` says how data-hours, data-closed and data-surges are written. Times are milliseconds;
   what a clock shows is the same as if it were UTC. */
(function () {
  'use strict';
  var MINUTE = 6e4, DAY = 864e5, clocks = {}, offsets = {};
  var WEEK = [words('hours.sunday'), words('hours.monday'), words('hours.tuesday'), words('hours.wednesday'), words('hours.thursday'), words('hours.friday'), words('hours.saturday')];
  function ahead(t, tz) {
    var known = tz + Math.floor(t / 9e5), o = {};
    if (known in offsets) return offsets[known];
    clocks[tz] = clocks[tz] || new Intl.DateTimeFormat('en-US', { timeZone: tz, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' });
    clocks[tz].formatToParts(t).forEach(function (p) { o[p.type] = +p.value; });
    return (offsets[known] = Date.UTC(o.year, o.month - 1, o.day, o.hour, o.minute) - Math.floor(t / MINUTE) * MINUTE);
  }
  function shown(t, tz) { return t + ahead(t, tz); }
  function first(r, tz) {
    var a = ahead(r - DAY, tz), b = ahead(r + DAY, tz), lo = r - b, hi = r - a, mid;
    if (a === b || ahead(hi, tz) === a) return hi;
    if (ahead(lo, tz) === b) return lo;
    /* the clock leaves this out: the moment of the change */
    while (hi - lo > MINUTE) { mid = lo + Math.ceil((hi - lo) / 2 / MINUTE) * MINUTE; if (ahead(mid, tz) === b) hi = mid; else lo = mid; }
    return hi;
  }
  function midnight(r) { return Math.floor(r / DAY) * DAY; }
  function mins(s) { return (+s.slice(0, 2) * 60 + +s.slice(2, 4)) * MINUTE; }
  function date(s) { return Date.UTC(2000 + +s.slice(0, 2), s.slice(2, 4) - 1, +s.slice(4, 6)); }
  function read(hours, closed) {
    var parts = hours.split(';'), c = { tz: parts.shift(), off: {} };
    (closed ? closed.split(';') : []).forEach(function (d) { c.off[date(d)] = mins(d.slice(7) || '0000'); });
    c.windows = parts.map(function (w) { w = w.split(' '); return { days: w[0], from: mins(w[1]), to: mins(w[2]), kind: w[3], tz: w[4] || c.tz }; });
    return c;
  }
  /* [from, until, place in the list] of each window */
  function stretches(c, start, end) {
    var out = [];
    c.windows.forEach(function (w, i) {
      for (var d = midnight(shown(start, w.tz)) - DAY; d <= shown(end, w.tz); d += DAY) {
        var from = first(d + w.from, w.tz), until = first(d + w.to + (w.to > w.from ? 0 : DAY), w.tz), day = midnight(shown(from, c.tz));
        var named = w.days.indexOf(new Date(d).getUTCDay() || 7) >= 0, always = w.days.indexOf('h') >= 0;
        if (day in c.off) {
          var closes = first(day + c.off[day], c.tz);
          if (!named) from = Math.max(from, closes);
          if (!always) until = Math.min(until, closes);
          named = named || always;
        }
        if (named && from < until && from < end && until > start) out.push([from, until, i]);
      }
    });
    return out;
  }
  function kindAt(plan, t) {
    var open = plan.stretches.filter(function (s) { return s[0] <= t && t < s[1]; }).map(function (s) { return s[2]; }).sort(function (a, b) { return a - b; });
    var kinds = open.map(function (i) { return plan.windows[i].kind; });
    return kinds.filter(function (k) { return k !== 'm'; })[0] || kinds[0] || '';
  }
  /* who is there for eight days from a moment on: [[moment, kind], …] */
  function changes(d, t) {
    var end = t + 8 * DAY, edges = [t];
    var plans = (d.surges ? d.surges.split('~') : []).map(function (s) {
      var p = s.split('|'), c = read(p[1], p[2]), days = p[0].split(' ');
      c.from = first(date(days[0]), c.tz); c.until = first(date(days[1]) + DAY, c.tz);
      return c;
    }).concat([read(d.hours, d.closed)]).filter(function (c) { return !c.until || (c.from < end && c.until > t); });
    plans.forEach(function (c) {
      c.stretches = stretches(c, t, end);
      c.stretches.forEach(function (s) { edges.push(s[0], s[1]); });
      if (c.until) edges.push(c.from, c.until);
    });
    return edges.filter(function (e) { return e >= t && e < end; }).sort(function (a, b) { return a - b; }).map(function (e) {
      return [e, kindAt(plans.filter(function (c) { return !c.until || (c.from <= e && e < c.until); })[0], e)];
    }).filter(function (c, i, all) { return !i || c[1] !== all[i - 1][1]; });
  }
  function hhmm(r) { return new Date(r).toISOString().slice(11, 16); }
  /* a moment as the clock of a zone shows it: with the day, unless it is today */
  function when(t, now, tz) {
    var r = shown(t, tz), today = midnight(shown(now, tz));
    if (r === today + DAY) return '24:00';
    return midnight(r) === today ? hhmm(r) : words('hours.day_and_time', { day: WEEK[new Date(r).getUTCDay()], time: hhmm(r) });
  }
  var icon = function (id) { var s = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), u = document.createElementNS('http://www.w3.org/2000/svg', 'use'); s.setAttribute('class', 'i'); s.setAttribute('aria-hidden', 'true'); u.setAttribute('href', '#i-' + id); s.appendChild(u); return s; };
  function mark(st, state, name, text) { st.dataset.st = state; st.hidden = false; st.textContent = ''; st.appendChild(icon(name)); st.appendChild(document.createTextNode(text)); }
  /* the way somebody is there, and until when; or else when somebody is there next, and in which way */
  function said(kind, at, next) {
    if (kind === 's') return at ? words('hours.open_until', { time: at }) : words('hours.open');
    if (kind === 'o') return at ? words('hours.on_call_until', { time: at }) : words('hours.on_call');
    return !at ? words('hours.closed') : next === 's' ? words('hours.opens', { time: at }) : words('hours.on_call_from', { time: at });
  }
  /* fills [data-open], and [data-local] with the reader's own time where it differs */
  function live() {
    var now = Math.floor(Date.now() / MINUTE) * MINUTE, known = {};
    Array.prototype.forEach.call(document.querySelectorAll('[data-hours]'), function (el) {
      var st = el.querySelector('[data-open]'), out = el.querySelector('[data-local]'), d = el.dataset;
      if (!st && !out) return;
      try {
        var key = [d.hours, d.closed, d.surges].join(), c = known[key] = known[key] || changes(d, now), k = c[0][1], open = k === 's' || k === 'o', plan = read(d.hours);
        var next = c.slice(1).filter(function (n) { return open || n[1] === 's' || n[1] === 'o'; })[0], at = next && when(next[0], now, plan.tz);
        if (st) mark(st, open ? 'ok' : 'warn', open ? 'okc' : 'clock', said(k, at, next && next[1]));
        var mine = Intl.DateTimeFormat().resolvedOptions().timeZone, w = plan.windows[0], shift = ahead(now, mine) - ahead(now, w.tz);
        if (out && shift && plan.windows.length === 1) { out.hidden = false; out.textContent = words('hours.your_time', { from: hhmm(w.from + shift), to: hhmm(w.to + shift), zone: mine.replace(/_/g, ' ') }); }
      } catch (e) { /* the written hours stay */ }
    });
  }
  live();
  setInterval(live, MINUTE);
  window.BW_HOURS = { changes: changes, shown: shown, when: when, mark: mark };
})();
