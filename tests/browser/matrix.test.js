// The responsibility matrix under a reader's hands: filters, the address, rows that open in place, views without script; and 500 rows.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { launch } from './browser.js';
import { openPortal } from './portal.js';
import { program } from './preview.js';
import { serve } from './server.js';

const ROWS = 500;
const AREAS = ['network', 'mail', 'security', 'backup', 'desk'];

let folder;
let server;
let browser;
let address;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bailiwick-matrix-'));
  writeWorkspace(folder);
  execFileSync(program(), ['build', folder, '--out', join(folder, 'dist')], { stdio: 'pipe' });
  const portal = openPortal(join(folder, 'dist/acme'));
  server = await serve([portal]);
  browser = await launch();
  address = `${server.address(portal)}responsibilities.html`;
});

after(async () => {
  await browser?.close();
  await server?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

// Of 500 rows every second is the client's; areas take turns; every fifth meets a control; every tenth is for a service.
function writeWorkspace(root) {
  const write = (path, text) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('bailiwick.yaml', 'bailiwick: 1\nprovider: { title: Northwind IT Partners, short: Northwind, zone: America/New_York }\n');
  write('clients/acme/client.yaml', 'title: Acme Manufacturing\nshort: Acme\n');
  write('clients/acme/areas.yaml', AREAS.map((id) => `- { id: ${id}, title: Area ${id} }\n`).join(''));
  write('clients/acme/services.yaml', '- { id: email, title: E-mail, provided_by: [provider] }\n- { id: phones, title: Phones, provided_by: [client] }\n');
  write('clients/acme/frameworks.yaml', '- id: nist\n  title: NIST CSF\n  controls: [{ id: pr.1, title: Protect it }]\n');
  const row = (number) => [
    `- id: task-${number}`,
    `  title: Task number ${number}`,
    `  area: ${AREAS[number % AREAS.length]}`,
    `  responsible: [${number % 2 ? 'provider' : 'client'}]`,
    '  accountable: [client]',
    ...(number % 10 === 0 ? [`  service: ${number % 20 ? 'phones' : 'email'}`] : []),
    ...(number % 5 === 0 ? ['  controls: ["nist:pr.1"]'] : []),
    ...(number === 77 ? ['  keywords: [zebra]'] : []),
  ].join('\n');
  write('clients/acme/responsibilities.yaml', `${Array.from({ length: ROWS }, (_, index) => row(index + 1)).join('\n')}\n`);
}

async function open({ hash = '', script = true } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, javaScriptEnabled: script });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(address + hash);
  return page;
}

// How many rows are shown, once no more of them come: many that come back take some frames.
const shown = (page) => page.evaluate(async () => {
  const count = () => document.querySelectorAll('tr.mx-row:not([hidden])').length;
  for (let before = -1; count() !== before;) {
    before = count();
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  }
  return count();
});

it('filters by sourcing, area, party, service, framework and text, and says how many are left', async () => {
  const page = await open();
  assert.equal(await shown(page), ROWS);
  const check = (filter, value) => page.locator(`[data-filter=${filter}][value=${value}]`).evaluate((box) => box.click());
  await page.locator('[name=sourcing][value=outsourced]').evaluate((radio) => radio.click());
  assert.equal(await shown(page), 250);
  await check('area', 'network');
  assert.equal(await shown(page), 50);
  assert.match(await page.locator('#mx-count').textContent(), /50 of 500/);
  await check('area', 'mail');
  assert.equal(await shown(page), 100, 'two areas are either of them');
  await page.locator('#mx-clear').click();
  assert.equal(await shown(page), ROWS);
  await check('service', 'email');
  assert.equal(await shown(page), 25);
  await check('framework', 'nist');
  assert.equal(await shown(page), 25, 'and each of them meets a control');
  await page.locator('.chip').first().click();
  assert.equal(await shown(page), 100, 'a chip takes its filter away');
  await page.locator('#mx-clear').click();
  await check('party', 'provider');
  assert.equal(await shown(page), 250);
  await page.locator('#mx-clear').click();
  await page.locator('#mx-q').fill('zebra');
  assert.equal(await shown(page), 1, 'what people call it is found, too');
  await page.locator('#mx-q').fill('no such task');
  assert.equal(await page.locator('#mx-empty').isVisible(), true);
});

it('keeps what is chosen in the address, and shows it again from there', async () => {
  const page = await open();
  await page.locator('[name=sourcing][value=in-house]').evaluate((radio) => radio.click());
  await page.locator('[data-filter=framework][value=nist]').evaluate((box) => box.click());
  await page.locator('#mx-q').fill('task');
  const hash = await page.evaluate(() => location.hash);
  assert.equal(hash, '#sourcing=in-house&framework=nist&q=task');
  const again = await open({ hash });
  assert.equal(await shown(again), 50);
  assert.equal(await again.locator('#mx-q').inputValue(), 'task');
  const row = await open({ hash: '#task-77' });
  assert.equal(await row.locator('#row-task-77 + tr.mx-detail').isVisible(), true, 'an id of a row opens it');
});

it('opens rows in place by keyboard', async () => {
  const page = await open();
  const task = page.locator('#row-task-5 .mx-task');
  await task.focus();
  assert.equal(await task.getAttribute('aria-expanded'), 'false');
  await page.keyboard.press('Enter');
  assert.equal(await task.getAttribute('aria-expanded'), 'true');
  assert.equal(await page.locator('#row-task-5 + tr.mx-detail').isVisible(), true);
  await page.keyboard.press('Space');
  assert.equal(await page.locator('#row-task-5 + tr.mx-detail').isVisible(), false);
});

it('changes the view without script', async () => {
  const page = await open({ script: false });
  assert.equal(await page.locator('#row-task-5 td.v-party').first().isVisible(), true);
  assert.equal(await page.locator('#row-task-5 td.q').first().isVisible(), false);
  await page.locator('label:has(#v-raci)').click();
  assert.equal(await page.locator('#row-task-5 td.v-party').first().isVisible(), false);
  assert.equal(await page.locator('#row-task-5 td.q').first().isVisible(), true);
});

it(`filters ${ROWS} rows while somebody types`, async (t) => {
  const page = await open();
  // From the key to the layout that shows it; where many rows come back, the first of them.
  const times = await page.evaluate((letters) => {
    const field = document.getElementById('mx-q');
    return letters.map((text) => {
      field.value = text;
      const start = performance.now();
      field.dispatchEvent(new Event('input', { bubbles: true }));
      document.body.getBoundingClientRect();
      return performance.now() - start;
    });
  }, ['t', 'ta', 'tas', 'task', 'task 4', 'task 49', '', '7', '77', '']);
  assert.equal(await shown(page), ROWS);
  const sorted = times.toSorted((a, b) => a - b);
  t.diagnostic(`${ROWS} rows: ${sorted[Math.floor(sorted.length / 2)].toFixed(1)} ms in the middle, ${sorted.at(-1).toFixed(1)} ms at most`);
});
