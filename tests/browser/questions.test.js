// A hundred questions as people type them, put to the search of the built example: the right answer comes first, or soon.
// Each names every answer that a service manager would take for the right one; `questions.json` holds them. The search and the
// keywords of the example were tried on them; `questions-unseen.json` holds others, written by somebody who knew neither, and says
// how it does where nobody tried.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { it } from 'node:test';
import vm from 'node:vm';
import { openPortal, portalFolders } from './portal.js';

const FIRST = 90;
const AMONG_THREE = 98;

const list = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const questions = list('questions.json');
const unseen = list('questions-unseen.json');
const portals = new Map(portalFolders().map((folder) => [basename(folder), searchOf(openPortal(folder))]));

// The search of a portal, with the scripts that the portal itself gives to a browser.
function searchOf(portal) {
  const context = vm.createContext({});
  context.window = context;
  for (const name of ['minisearch', 'search']) {
    const script = [...portal.files].find((file) => file.startsWith(`assets/js/${name}.`));
    vm.runInContext(readFileSync(join(portal.folder, script), 'utf8'), context, { filename: script });
  }
  vm.runInContext(readFileSync(join(portal.folder, 'search-index.js'), 'utf8'), context);
  return { portal, find: context.bwFind(context.BW_SEARCH, context.MiniSearch) };
}

it('every right answer has an address in its portal', () => {
  assert.equal(questions.length, 100);
  for (const { client, query, right } of [...questions, ...unseen]) {
    for (const address of right) {
      const [page, anchor] = address.split('#');
      const { portal } = portals.get(client);
      assert.ok(portal.files.has(page), `${query}: ${client} has no ${page}`);
      if (anchor) assert.ok(portal.read(page).includes(`id="${anchor}"`), `${query}: ${client}/${page} has no #${anchor}`);
    }
  }
});

it('an index is small beside the pages that it covers', (t) => {
  for (const [client, { portal }] of portals) {
    const pages = portal.pages.filter((page) => page !== 'print.html' && page !== 'search.html').reduce((bytes, page) => bytes + portal.read(page).length, 0);
    const index = portal.read('search-index.js').length;
    t.diagnostic(`${client}: ${(index / 1000).toFixed(0)} KB, ${((100 * index) / pages).toFixed(1)} % of its pages`);
    assert.ok(index <= 0.15 * pages, client);
  }
});

it(`the right answer is first for ${FIRST} of 100, and among the first three for ${AMONG_THREE}`, (t) => {
  const { first, three } = ask(t, questions);
  assert.ok(first >= FIRST && three >= AMONG_THREE, `first for ${first}, among three for ${three}`);
});

// A figure to be read; the limit only says when something broke.
it('of questions that it was not tried on, most have their answer among the first three', (t) => {
  const { three } = ask(t, unseen);
  assert.ok(three >= 0.8 * unseen.length, `among three for ${three}`);
});

// Counts for how many the right answer is first, and among the first three; says which are not first.
function ask(t, asked) {
  const places = asked.map(({ client, query, right }) => portals.get(client).find(query).findIndex(({ doc }) => right.includes(doc[2])));
  const first = places.filter((place) => place === 0).length;
  const three = places.filter((place) => place >= 0 && place < 3).length;
  t.diagnostic(`first for ${first}, among the first three for ${three} of ${asked.length}`);
  asked.forEach(({ client, query }, index) => {
    if (places[index] !== 0) t.diagnostic(`${client}: “${query}”: ${places[index] < 0 ? 'not found' : `place ${places[index] + 1}`}`);
  });
  return { first, three };
}
