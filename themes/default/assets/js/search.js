/* Search: finds in the portal's index and shows what it found, in a dialog or on the results page. portal.js loads this file when
   search is first wanted; it loads what else it needs. Nothing of the index or of what was typed is ever read as HTML. */
(function () {
  'use strict';
  var LENGTH = 200, TERMS = 12, FIELDS = ['keywords', 'title', 'code', 'summary', 'text'];
  function set(list) { var all = {}; list.split(' ').forEach(function (word) { all['_' + word] = true; }); return all; }
  function has(all, word) { return all['_' + word] === true; }
  /* words of a question that say nothing about what is looked for */
  var SILENT = set('a about after an and any anybody anyone are as at be been by can cannot cant could d did didnt do does doesnt dont for from get gets getting got had happen happens has have he her his how i if in is isnt it its ll long m many may me might mine much must my need no not of often on or our ours please re s shall she should so somebody someone t than that the their theirs them then there they this to us ve want was we were what whats when where which who whom whose why will with wont work working works would you your yours' +
    ' aber als am an auf aus bei beim bin bist da das dass dem den der des die dies diese diesem diesen dieser dieses du durch ein eine einem einen einer eines er es euer eure fur fuer gegen haben habe hat hatte ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ist ja kann kein keine konnen koennen man mein meine meinem meinen meiner meines mich mir mit muss mussen muessen nach nicht ob oder oft seid sein seine seinem seinen seiner sich sie sind soll sollen uber ueber um und uns unser unsere unserem unseren unserer von vom vor wann war warum was weil welche welchem welchen welcher welches wem wen wenn wer werde werden wessen wie wir wird wo woran wozu zu zum zur');
  /* words that ask for a person or a number: they raise what holds them, and nothing must hold them */
  var ASKING = set('accountable answer answers ask asks call calls care charge fix fixes handle handled handles look looks number owner owns responsible run runs takes' +
    ' anrufen anruft ansprechpartner erreiche erreichen fragen funktioniert geht hilft kummert kuemmert kummern kuemmern macht nummer telefonnummer verantwortet verantwortlich zustandig zustaendig');
  function fold(text) { return text.toLowerCase().replace(/ß/g, 'ss').normalize('NFD').replace(/[\u0300-\u036f]/g, ''); }
  function cut(text) { return String(text).slice(0, LENGTH).replace(/[\ud800-\udbff]$/, ''); }

  var MEANING = set('mean means meaning stand stands definition define bedeutet bedeutung heisst');
  var CONTRACT = set('contract contracts expire expires renew renewal renews vertrag vertrage verlangerung kundigung');
  /* words that ask for a number: they count half */
  var REACH = set('call calls phone telephone number hotline ring reach address adress adresse anrufen nummer telefon telefonnummer erreiche erreichen');
  /* how much a field counts, and a match that is not the word itself: another form of it, its beginning, or with typing errors */
  var BOOST = { keywords: 5, title: 5, code: 6, summary: 2, text: 1 }, FORM = 0.9, BEGINS = 0.6, NEARLY = 0.8, ASKED = 0.3;
  /* what people mostly look for, and what only comes with it; what is not named here counts 1 */
  var KINDS = { channel: 1.3, procedure: 1.25, page: 0.9, framework: 0.8, meeting: 0.8, severity: 0.8, site: 0.8, area: 0.7, decision: 0.6, evidence: 0.6, list: 0.6, plan: 0.6, surge: 0.6, tool: 0.6, practice: 0.5, term: 0.4 };
  var CALLED_BY_NAME = { channel: true, contact: true, team: true, vendor: true };

  /* Makes a function that finds: the best first, each with its entry of data.docs, that entry's number, and the words that matched. */
  window.bwFind = function (data, MiniSearch) {
    var words = MiniSearch.getDefault('tokenize'), mini = MiniSearch.loadJS(data.index, {
      fields: FIELDS, tokenize: function (text) { return [text]; }, processTerm: function (term) { return term; }, searchOptions: { boost: BOOST, weights: { prefix: 1, fuzzy: 1 } }
    });
    function split(text) { return words(text).map(fold).filter(Boolean); }
    function heard(term) { return !has(SILENT, term); }
    /* by what each thing is called: its title, then the words that people use for it */
    var names = data.docs.map(function (doc) { return [doc[1]].concat(doc[7] || []).map(function (name) { return split(name).filter(heard); }); });
    function alike(a, b) { return a === b || a.length > 3 && b.length > 3 && (a.indexOf(b) === 0 || b.indexOf(a) === 0); }
    /* how many words the longest name has that is there as a whole */
    function whole(names, said) {
      return names.reduce(function (most, name) {
        return name.length > most && name.every(function (term) { return said.some(function (word) { return alike(word, term); }); }) ? name.length : most;
      }, 0);
    }
    /* the word without its English ending, and in German with its umlauts in one letter */
    function forms(term) {
      var all = [];
      function add(form, least) { if (form !== term && form.length >= least && all.indexOf(form) < 0) all.push(form); }
      add(term.replace(/ie[sd]$/, 'y').replace(/(ss|sh|ch|x)es$/, '$1').replace(/([^s])s$/, '$1'), 3);
      var stem = term.replace(/(ing|ed|es|er|ly)$/, '');
      add(stem, 4); if (stem !== term) add(stem + 'e', 5); else add(term + 's', 5);
      if (data.german) add(term.replace(/ae/g, 'a').replace(/oe/g, 'o').replace(/ue/g, 'u'), 1);
      return all;
    }
    /* What holds a term: itself, another form, what begins with it; and where none of these is a word here, what is nearly the same. */
    function matches(term, last) {
      var best = {}, other = forms(term), known;
      function take(text, how, part) {
        var found = mini.search(text, how);
        found.forEach(function (one) {
          var score = one.score * part;
          var known = best[one.id];
          /* two forms of a word in one place say more than one of them; its beginning says nothing that they do not */
          if (known && part >= FORM) { known.score += score / 2; known.terms = known.terms.concat(one.terms); }
          else if (!known || known.score < score) best[one.id] = { score: score, part: part, terms: one.terms };
        });
        return found.length;
      }
      known = take(term, {}, 1);
      other.forEach(function (form) { known += take(form, {}, FORM); });
      if (term.length > 3 || last && term.length > 1) known += take(term, { prefix: true }, BEGINS);
      other.forEach(function (form) { if (form.length > 3) known += take(form, { prefix: true }, BEGINS); });
      if (!known && term.length > 2) known = take(term, { prefix: true }, BEGINS);
      for (var edits = 1; !known && edits <= 2 && term.length > 4 * edits - 1 && !/\d/.test(term); edits++) known = take(term, { fuzzy: edits }, NEARLY);
      return best;
    }
    return function (query) {
      var terms = split(cut(query)).filter(function (term, i, them) { return them.indexOf(term) === i; });
      var said = terms.filter(heard), found = {}, total = 0;
      if (!said.length) said = terms;
      said = said.slice(0, TERMS);
      var must = said.filter(function (term) { return !has(ASKING, term) && !has(MEANING, term); });
      if (!must.length) must = said;
      function any(list) { return terms.some(function (term) { return has(list, term); }); }
      var asks = any(ASKING), reach = any(REACH), meaning = any(MEANING) || said.length === 1 && (/\?\s*$/.test(query) || /^\s*(what|was)/i.test(query)), contract = any(CONTRACT);
      said.forEach(function (term, i) {
        var all = matches(term, i === said.length - 1), ids = Object.keys(all), part = must.indexOf(term) < 0 ? 0 : has(REACH, term) ? 0.5 : 1;
        /* a rare word says more */
        var weight = part * Math.log(1 + data.docs.length / (1 + ids.length));
        total += weight;
        ids.forEach(function (id) {
          var one = found[id] || (found[id] = { id: +id, doc: data.docs[id], score: 0, hits: 0, terms: [] });
          one.score += all[id].score * (part || ASKED);
          one.hits += weight * (all[id].part === BEGINS ? BEGINS : 1);
          all[id].terms.forEach(function (term) { if (one.terms.indexOf(term) < 0) one.terms.push(term); });
        });
      });
      function weigh(one) {
        var kind = data.kinds[one.doc[0]][2], title = names[one.id][0], share = one.hits / (total || 1);
        var named = title.filter(function (term) { return one.terms.indexOf(term) >= 0; }).length;
        var called = kind === 'term' && !meaning ? 0 : whole(names[one.id], said.concat(one.terms));
        one.score *= (0.1 + share * share) * (KINDS[kind] || 1) * (1 + 0.3 * called * called) * (1 + (CALLED_BY_NAME[kind] ? 1.2 : 0.6) * named / Math.max(title.length, 1));
        if (kind === 'contact' && !named && !called) one.score *= 0.6;
        if (contract && kind === 'vendor') one.score *= 1.6;
        if (reach && CALLED_BY_NAME[kind] && named) one.score *= 1.7;
        if (meaning && kind === 'term') one.score *= 3;
        if (asks && one.doc[5] >= 0 && data.answers[one.doc[5]].href) one.score *= 1.15;
      }
      var all = Object.keys(found).map(function (id) { return found[id]; }).filter(function (one) { return one.hits > 0; });
      all.forEach(weigh);
      return all.sort(function (a, b) { return b.score - a.score || a.id - b.id; });
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
    function call() { if (data.call) return answer(data.call, out, words('search.ask')); return ''; }
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
    dlg.setAttribute('aria-label', words('title.search'));
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
