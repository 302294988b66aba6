// Opens every page of every built portal and holds it against the bar: one test for each portal and each check of `survey.js`.
// Which portals: the folders in BAILIWICK_PORTALS, separated by colons, or else what lies in content-example/dist.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { launch } from './browser.js';
import { openPortal, pageType, portalFolders } from './portal.js';
import { takePictures } from './screens.js';
import { serve } from './server.js';
import { CHECKS, survey } from './survey.js';

const SHOWN = 25;

const portals = portalFolders().map(openPortal);
const { surveys, pictures } = await lookAtAll();

it('there are portals, each with a name of its own', () => {
  assert.ok(portals.length > 0, 'no portal found: build content-example, or name folders in BAILIWICK_PORTALS');
  assert.equal(new Set(portals.map(({ name }) => name)).size, portals.length, 'two portals lie in folders of the same name');
});

for (const portal of portals) {
  describe(`${portal.name}, ${portal.pages.length} pages`, () => {
    const { findings, looked, weights } = surveys.get(portal);
    for (const [check, sentence] of Object.entries(CHECKS)) {
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

// One browser for all portals, one portal after the other.
async function lookAtAll() {
  const surveys = new Map();
  const server = await serve(portals);
  const browser = await launch();
  try {
    for (const portal of portals) surveys.set(portal, await survey(browser, server, portal, progress(portal)));
    return { surveys, pictures: await takePictures(browser, server, portals) };
  } finally {
    await browser.close();
    await server.close();
  }
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
