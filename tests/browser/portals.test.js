// Opens every page of every built portal and holds it against the bar: one test for each portal and each check of `survey.js`.
// Which portals: the folders in BAILIWICK_PORTALS, separated by colons, or else what lies in content-example/dist.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { launch } from './browser.js';
import { firstPaint } from './checks/paint.js';
import { PAPER, printed } from './checks/paper.js';
import { openPortal, pageType, portalFolders } from './portal.js';
import { takePictures } from './screens.js';
import { serve } from './server.js';
import { checksFor, survey } from './survey.js';
import { buildVariants } from './variants.js';

const SHOWN = 25;
const AT_NIGHT = ['index.html', 'incidents.html', 'contacts.html', 'coverage.html', 'responsibilities.html'];

const portals = portalFolders().map(openPortal);
// The page that holds all others is as large as they are together: that of the smallest portal stands for the rest.
const papers = portals.filter(({ files }) => files.has(PAPER)).sort((a, b) => a.read(PAPER).length - b.read(PAPER).length);
for (const portal of papers.slice(1)) portal.pages = portal.pages.filter((page) => page !== PAPER);
const variants = buildVariants();
const all = [...portals, ...variants.portals];
const { surveys, pictures, paper, paints } = await lookAtAll();

it('there are portals, each with a name of its own', () => {
  assert.ok(portals.length > 0, 'no portal found: build content-example, or name folders in BAILIWICK_PORTALS');
  assert.equal(new Set(portals.map(({ name }) => name)).size, portals.length, 'two portals lie in folders of the same name');
});

for (const portal of all) {
  describe(`${portal.name}, ${portal.pages.length} pages`, () => {
    const { findings, looked, weights } = surveys.get(portal);
    for (const [check, sentence] of checksFor(portal)) {
      it(`${check}: ${sentence}`, (t) => {
        assert.ok(looked.get(check) > 0, `${check} looked at nothing in ${portal.name}`);
        if (check === 'weight') for (const line of heaviest(weights)) t.diagnostic(`${portal.name} ${line}`);
        report(findings.get(check), looked.get(check));
      });
    }
  });
}

it('screens: a picture of one page of each type at 390 and 1440 px, light and dark', (t) => {
  const types = new Set(portals.flatMap(({ pages }) => pages.map(pageType)));
  assert.equal(pictures.length, types.size * 4);
  t.diagnostic(`${pictures.length} pictures in tests/browser/screens`);
});

// A figure to be read, and no limit: it depends on the machine.
it('paint: how soon a phone on a slow line shows the pages that are needed at night', (t) => {
  assert.equal(paints.length, AT_NIGHT.length);
  for (const { page, requests, bytes, paint } of paints) t.diagnostic(`${page}: ${requests} requests, ${kilobytes(bytes)} KB, first paint after ${(paint / 1000).toFixed(2)} s`);
});

it('paper: the whole portal as a PDF, each list of it on a page of its own', (t) => {
  const { sheets, breaks, pages, bytes, seconds } = paper;
  assert.ok(sheets > 5, `only ${sheets} pages begin a sheet`);
  assert.equal(breaks, sheets, 'each begins on a new sheet of paper');
  assert.ok(pages > sheets, `${sheets} pages are on ${pages} sheets of paper`);
  t.diagnostic(`${papers[0].name}: ${pages} sheets of paper, ${(bytes / 1e6).toFixed(1)} MB, made in ${seconds.toFixed(1)} s`);
});

// One browser for all portals, one portal after the other.
async function lookAtAll() {
  const surveys = new Map();
  const server = await serve(all);
  const browser = await launch();
  try {
    for (const portal of all) surveys.set(portal, await survey(browser, server, portal, progress(portal)));
    return { surveys, pictures: await takePictures(browser, server, portals), paper: await printed(browser, papers[0]), paints: await paintAll(server, browser) };
  } finally {
    await browser.close();
    await server.close();
    variants.remove();
  }
}

async function paintAll(server, browser) {
  const portal = portals[0];
  const paints = [];
  for (const page of AT_NIGHT) paints.push({ page, ...(await firstPaint(browser, server.address(portal) + page)) });
  return paints.sort((a, b) => b.paint - a.paint);
}

function progress({ name, pages }) {
  let done = 0;
  return () => {
    done += 1;
    if (done % 20 === 0 || done === pages.length) console.error(`${name}: looked at ${done} of ${pages.length} pages`);
  };
}

function report(findings, looked) {
  if (findings.length === 0) return;
  const more = findings.length > SHOWN ? [`… and ${findings.length - SHOWN} more`] : [];
  assert.fail(`${findings.length} findings in ${looked} looks\n${[...findings.slice(0, SHOWN), ...more].map((line) => `  ${line}`).join('\n')}`);
}

// For each type of page, its heaviest.
function heaviest(weights) {
  const byType = new Map();
  for (const one of [...weights].sort((a, b) => b.bytes - a.bytes)) {
    const type = pageType(one.page);
    if (!byType.has(type)) byType.set(type, one);
  }
  return [...byType].sort().map(([type, { bytes, limit }]) => `${type}: ${kilobytes(bytes)} of ${kilobytes(limit)} KB`);
}

function kilobytes(bytes) {
  return (bytes / 1000).toFixed(1);
}
