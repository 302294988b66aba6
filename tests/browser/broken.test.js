// Proves that each check can fail: a sound page is found sound, and pages with one fault each are reported for exactly that fault.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { breakPage, FAULTS } from './broken/faults.js';
import { launch } from './browser.js';
import { openPortal } from './portal.js';
import { serve } from './server.js';
import { CHECKS, survey } from './survey.js';

const SOUND = fileURLToPath(new URL('broken/', import.meta.url));

const found = await surveyBroken();

describe('the checks themselves', () => {
  it('find nothing in a sound page', () => assert.deepEqual(reported(found, 'sound'), {}));

  it('ask for no link to a page that has moved', () => assert.deepEqual(reported(found, 'moved'), {}));

  for (const fault of FAULTS) {
    it(`report ${fault.name}`, () => {
      const actual = reported(found, fault.name);
      assert.deepEqual(Object.keys(actual).sort(), Object.keys(fault.expect).sort(), `reported: ${JSON.stringify(actual, null, 1)}`);
      for (const [check, words] of Object.entries(fault.expect)) {
        const wanted = [words].flat();
        for (const sentence of actual[check]) assert.ok(wanted.some((one) => sentence.includes(one)), `${check} says “${sentence}”, expected ${wanted.join(' or ')}`);
        for (const one of wanted) assert.ok(actual[check].some((sentence) => sentence.includes(one)), `${check} does not say “${one}”: ${actual[check].join('; ')}`);
      }
    });
  }

  it('find what a stylesheet asks for in vain', () => {
    assert.deepEqual(found.findings.get('links').filter((one) => one.includes('.css:')).map((one) => one.split('/').at(-1)), ['vain.css: asks for “missing.svg”: no such file']);
  });

  it('have a fault each', () => {
    const proven = new Set(FAULTS.flatMap(({ expect }) => Object.keys(expect)));
    assert.deepEqual(Object.keys(CHECKS).filter((check) => !proven.has(check)), []);
  });
});

async function surveyBroken() {
  const folder = mkdtempSync(join(tmpdir(), 'broken-'));
  write(folder);
  const portal = openPortal(folder);
  const server = await serve([portal]);
  const browser = await launch();
  try {
    return { portal, ...(await survey(browser, server, portal)) };
  } finally {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

// A portal of the sound page (as its first page, too), of every broken one, and of links to them all.
function write(folder) {
  const sound = readFileSync(join(SOUND, 'sound.html'), 'utf8');
  for (const file of ['sound.css', 'sound.js', 'icon.svg']) cpSync(join(SOUND, file), join(folder, file));
  writeFileSync(join(folder, 'vain.css'), '/* url(commented.svg) */ a { background: url(icon.svg), url("missing.svg"), url(#own), url(data:,); }');
  const pages = ['sound', ...FAULTS.filter(({ alone }) => !alone).map(({ name }) => name)];
  writeFileSync(join(folder, 'index.html'), sound.replace('<!-- pages -->', `<ul>\n${pages.map((name) => `<li><a href="${name}.html">${name}</a></li>`).join('\n')}\n</ul>`));
  writeFileSync(join(folder, 'sound.html'), sound);
  writeFileSync(join(folder, 'moved.html'), sound.replace('<!-- pages -->', '<ul class="moved"><li><a href="sound.html">A sound page</a></li></ul>'));
  for (const fault of FAULTS) {
    for (const [file, text] of Object.entries(breakPage(sound, fault))) writeFileSync(join(folder, file), text);
  }
}

// By check, what was found on one page. What is said of another page names it at the end.
function reported({ portal, findings }, name) {
  const about = (one) => one.startsWith(`${portal.name}/${name}.html`) || one.endsWith(`leads by no links to ${name}.html`);
  return Object.fromEntries([...findings].map(([check, all]) => [check, all.filter(about)]).filter(([, own]) => own.length));
}
