/* Search: finds in the portal's index and shows what it found, in a dialog or on the results page. portal.js loads this file when
   search is first wanted; it loads what else it needs. Nothing of the index or of what was typed is ever read as HTML. */
(function () {
  'use strict';
  var LENGTH = 200, TERMS = 12, FIELDS = ['keywords', 'title', 'code', 'summary', 'text'];
  function set(list) { var all = {}; list.split(' ').forEach(function (word) { all['_' + word] = true; }); return all; }
  function has(all, word) { return all['_' + word] === true; }
  /* words of a question that say nothing about what is looked for */
  var SILENT = set('a about after an and any anybody anyone are as at be been by can could d did do does for from had has have he her his how i if in is it its ll long m many may me might mine much must my need no not of often on or our ours please re s shall she should so somebody someone t than that the their theirs them then there they this to us want was we were what when where which who whom whose why will with would you your yours ve' +
    ' aber als am an auf aus bei beim bin bist da das dass dem den der des die dies diese diesem diesen dieser dieses du durch ein eine einem einen einer eines er es euer eure fur fuer gegen haben habe hat hatte ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ist ja kann kein keine konnen koennen man mein meine meinem meinen meiner meines mich mir mit muss mussen muessen nach nicht ob oder oft seid sein seine seinem seinen seiner sich sie sind soll sollen uber ueber um und uns unser unsere unserem unseren unserer von vom vor wann war warum was weil welche welchem welchen welcher welches wem wen wenn wer werde werden wessen wie wir wird wo woran wozu zu zum zur');
  /* words that ask for a person or a number: they raise what holds them, and nothing must hold them */
  var ASKING = set('accountable answer answers ask asks call calls care charge contact contacts fix fixes handle handled handles look looks number owner owns responsible run runs takes work working works' +
    ' anrufen anruft ansprechpartner erreiche erreichen fragen funktioniert geht hilft kummert kuemmert kummern kuemmern macht nummer telefonnummer verantwortet verantwortlich zustandig zustaendig');
  function fold(text) { return text.toLowerCase().replace(/ß/g, 'ss').normalize('NFD').replace(/[\u0300-\u036f]/g, ''); }
  function cut(text) { return String(text).slice(0, LENGTH).replace(/[\ud800-\udbff]$/, ''); }

  /* Makes a function that finds: the best first, each with its entry of data.docs, that entry's number, and the words that matched. */
  window.bwFind = function (data, MiniSearch) {
    var words = MiniSearch.getDefault('tokenize'), mini = MiniSearch.loadJS(data.index, {
      fields: FIELDS,
      tokenize: function (text) { return [text]; },
      processTerm: function (term) { return term; },
      searchOptions: {
        boost: { keywords: 8, title: 4, code: 4, summary: 2, text: 1 },
        prefix: function (term) { return term.length > 1; },
        fuzzy: function (term) { return term.length > 3 && !/\d/.test(term) && 0.2; },
        maxFuzzy: 2
      }
    });
    function either(term) {
      var other = data.german ? term.replace(/ae/g, 'a').replace(/oe/g, 'o').replace(/ue/g, 'u') : term;
      return other === term ? term : { combineWith: 'OR', queries: [term, { queries: [other], fuzzy: false }] };
    }
    function all(how, terms) { return { combineWith: how, queries: terms.map(either) }; }
    return function (query) {
      var terms = words(cut(query)).map(fold).filter(function (term, i, them) { return term && them.indexOf(term) === i; });
      var said = terms.filter(function (term) { return !has(SILENT, term); });
      if (!said.length) said = terms;
      said = said.slice(0, TERMS);
      var must = said.filter(function (term) { return term.length > 1 && !has(ASKING, term); });
      if (!must.length) must = said;
      if (!must.length) return [];
      var found = mini.search(all('AND', must));
      if (!found.length && must.length > 1) found = mini.search(all('OR', must));
      var may = said.filter(function (term) { return must.indexOf(term) < 0; }), raised = {};
      if (may.length && found.length > 1) {
        mini.search(all('OR', may)).forEach(function (one) { raised[one.id] = one.score / 4; });
        found.forEach(function (one) { one.score += raised[one.id] || 0; });
        found.sort(function (a, b) { return b.score - a.score; });
      }
      return found.map(function (one) { return { id: one.id, doc: data.docs[one.id], score: one.score, terms: one.terms }; });
    };
  };
  if (typeof document === 'undefined' || window.bwSearch) return;

  var SHOWN = 24, SHOWN_ON_PAGE = 200;
  var SIDE = { client: words('components.in_house'), shared: words('components.shared'), provider: words('components.outsourced'), vendor: words('kind.vendor') };
  var opener = document.querySelector('[data-search-open]'), page = document.querySelector('[data-search-page]');
  var addresses = opener.dataset.searchOpen.split(' '), top = opener.href.replace(/[^/]*$/, ''), find, data;

  function el(tag, cls, text, into) {
    var made = document.createElement(tag);
    if (cls) made.className = cls;
    if (text) made.textContent = text;
    if (into) into.appendChild(made);
    return made;
  }
  function icon(name, into) {
    var svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    svg.setAttribute('class', 'i'); svg.setAttribute('aria-hidden', 'true'); use.setAttribute('href', '#i-' + name); svg.appendChild(use); into.appendChild(svg);
  }
  function results(query) { try { return top + 'search.html#q=' + encodeURIComponent(query); } catch (e) { return top + 'search.html'; } }
  /* set apart, so that its direction does not turn the sentence around */
  function apart(text) { return '\u2068' + text + '\u2069'; }
  function count(number) { return words('search.results', { count: number }); }

  /* words that matched are marked whole: what is typed may be a part of them, or nearly them */
  function marked(text, terms, into) {
    text.split(/([\s\p{P}\p{Z}]+)/u).forEach(function (part) {
      var word = fold(part), is = word && terms.some(function (term) { return word === term || (data.german && term.length > 3 && word.slice(-term.length) === term); });
      into.appendChild(is ? el('mark', '', part) : document.createTextNode(part));
    });
  }
  /* who, hours and number; about goes before them */
  function answer(one, into, about) {
    var line = el('p', 'answer', '', into);
    if (about) el('small', '', about, line);
    if (one.who) el('b', '', one.who, line);
    if (one.hours) el('small', '', one.hours, line);
    if (one.reach && /^(tel:|mailto:|https?:)/.test(one.href || '')) el('a', '', one.reach, line).href = one.href; else if (one.reach) el('span', '', one.reach, line);
    return [about, one.who, one.hours, one.reach].filter(Boolean).join(', ');
  }
  function hit(found, into) {
    var doc = found.doc, a = el('a', '', '', into), title = el('span', '', '', a);
    a.href = top + doc[2];
    title.dir = 'auto';
    marked(doc[1], found.terms, title);
    if (doc[4]) { var small = el('small', '', '', a); small.dir = 'auto'; marked(doc[4], found.terms, small); }
    if (SIDE[doc[3]]) el('span', 'who', SIDE[doc[3]], a).dataset.side = doc[3];
  }
  /* groups stand in the order of their best result; gives what the first result answers */
  function list(found, into) {
    var groups = [], said = '';
    found.forEach(function (one) {
      var group = groups.filter(function (group) { return group.kind === one.doc[0]; })[0];
      if (!group) groups.push(group = { kind: one.doc[0], found: [] });
      group.found.push(one);
    });
    groups.forEach(function (group) {
      var names = data.kinds[group.kind] || ['', ''];
      el('h2', '', names[group.found.length === 1 ? 0 : 1], into);
      var ul = el('ul', 'hits', '', into);
      group.found.forEach(function (one) {
        var li = el('li', '', '', ul), who = one === found[0] && data.answers[one.doc[5]];
        if (who) said = answer(who, li);
        hit(one, li);
      });
    });
    return said;
  }

  /* The field, what was found, and what is said aloud. limit results are shown; after learns what was asked and how much there is. */
  function panel(host, limit, after) {
    var row = el('div', 'search-in', '', host), input, out, live, timer;
    icon('search', row);
    input = el('input', '', '', row); input.type = 'search'; input.maxLength = LENGTH; input.dir = 'auto'; input.autocomplete = 'off'; input.spellcheck = false; input.enterKeyHint = 'go';
    input.placeholder = words('search.field'); input.setAttribute('aria-label', words('search.field'));
    out = el('div', 'search-out', '', host);
    live = el('p', 'vh', '', host); live.setAttribute('role', 'status');
    function call() { if (data.call) return answer(data.call, out, data.call.title && words('search.ask', { desk: data.call.title })); return ''; }
    function say(text) { clearTimeout(timer); timer = setTimeout(function () { live.textContent = text; }, 300); }
    function run() {
      if (!find) return;
      var query = cut(input.value).trim(), found = query ? find(query) : [], said, some;
      out.textContent = ''; out.scrollTop = 0;
      if (found.length) {
        some = found.length > limit ? words('search.first', { shown: limit, results: count(found.length) }) : count(found.length);
        if (page) el('p', 'search-say', some, out);
        said = list(found.slice(0, limit), out);
        say(said ? words('search.says', { results: some, answer: said }) : some);
      } else if (/\S\S$/.test(query)) { /* one letter says too little to find nothing */
        said = words('search.nothing', { query: apart(query) });
        el('p', 'search-say', said, out);
        say(said + ' ' + call());
      } else {
        el('p', 'search-say', words('search.hint'), out);
        call();
        say('');
      }
      after(query, found.length);
    }
    input.addEventListener('input', run);
    host.addEventListener('keydown', function (e) {
      if (e.isComposing || e.ctrlKey || e.metaKey || e.altKey) return;
      var links = Array.from(out.querySelectorAll('a')), at = links.indexOf(document.activeElement), first = out.querySelector('.hits li > a');
      if (e.key === 'Enter' && e.target === input) { e.preventDefault(); if (first) first.click(); }
      else if ((e.key === 'ArrowDown' || e.key === 'ArrowUp') && links.length && (e.target === input || at >= 0)) {
        e.preventDefault();
        if (at < 0) at = e.key === 'ArrowDown' ? links.indexOf(first || links[0]) : links.length - 1;
        else at += e.key === 'ArrowDown' ? 1 : -1;
        (at < 0 ? input : links[Math.min(at, links.length - 1)]).focus();
      }
      /* who goes on typing goes on in the field */
      else if (at >= 0 && e.key.length === 1) input.focus();
    });
    return { input: input, run: run };
  }

  function fetchAll(styled, ready, failed) {
    var css = el('link'), left = 2;
    function script(src) {
      var s = el('script');
      s.src = src; s.onerror = failed; s.onload = function () { if (!--left) { data = window.BW_SEARCH; find = window.bwFind(data, window.MiniSearch); ready(); } };
      document.head.appendChild(s);
    }
    css.rel = 'stylesheet'; css.href = addresses[2]; css.onload = css.onerror = styled; document.head.appendChild(css);
    script(addresses[1]); script(top + 'search-index.js');
  }

  function onPage() {
    var own = panel(page, SHOWN_ON_PAGE, function (query) {
      if (query === asked()) return;
      try { history.replaceState(null, '', query ? '#q=' + encodeURIComponent(query) : location.pathname + location.search); } catch (e) { /* file:// in some browsers, or half a character */ }
    });
    function asked() { var m = /^#q=(.*)$/.exec(location.hash); try { return m ? cut(decodeURIComponent(m[1])).trim() : ''; } catch (e) { return ''; } }
    function read() { own.input.value = asked(); own.run(); }
    page.className = 'search-page'; page.setAttribute('role', 'search');
    own.input.value = asked();
    window.addEventListener('hashchange', read);
    window.bwSearch = function () { own.input.focus(); own.input.select(); };
    fetchAll(function () { /* it can be read without */ }, own.run, function () { page.textContent = ''; });
  }

  function asDialog() {
    var dlg = el('dialog', 'search vh'), close, foot, more, label, box, back;
    dlg.setAttribute('aria-label', words('search.title'));
    var own = panel(dlg, SHOWN, function (query, number) {
      more.hidden = number <= SHOWN;
      if (!more.hidden) { more.textContent = words('search.all', { results: count(number) }); more.href = results(query); }
    });
    close = el('button', 'btn btn--icon btn--quiet', '', own.input.parentNode); close.type = 'button'; close.setAttribute('aria-label', words('search.close')); icon('x', close);
    close.addEventListener('click', function () { dlg.close(); });
    foot = el('div', 'search-foot', '', dlg);
    more = el('a', '', '', foot); more.hidden = true;
    el('span', '', words('search.keys'), foot);
    label = el('label', '', '', foot); box = el('input', '', '', label); box.type = 'checkbox'; box.checked = true;
    label.appendChild(document.createTextNode(words('search.slash', { key: '/' })));
    try { box.checked = localStorage.getItem('bw-slash') !== 'off'; } catch (e) { /* ignore */ }
    box.addEventListener('change', function () { try { localStorage.setItem('bw-slash', box.checked ? 'on' : 'off'); } catch (e) { /* ignore */ } });
    dlg.addEventListener('keydown', function (e) { if (e.key === 'Escape' && !e.isComposing) { e.preventDefault(); dlg.close(); } }); /* a search field would only empty itself */
    dlg.addEventListener('click', function (e) {
      var a = e.target.closest('a');
      if (e.target === dlg || (a && !e.ctrlKey && !e.metaKey && !e.shiftKey && a.href.indexOf(top) === 0)) dlg.close();
    });
    dlg.addEventListener('close', function () { (back && back !== document.body && back.isConnected ? back : opener).focus({ preventScroll: true }); });
    document.body.appendChild(dlg);
    window.bwSearch = function () {
      if (!dlg.open) { back = document.activeElement; dlg.showModal(); }
      own.input.focus(); own.input.select();
    };
    /* it takes what is typed before it can be seen */
    window.bwSearch();
    fetchAll(function () { dlg.classList.remove('vh'); }, own.run, function () { location.href = opener.href; });
  }

  if (page) onPage(); else asDialog();
})();
