// The preview as an author has it: a file is written, and the open page is looked at.
// BAILIWICK_UPDATE=1 writes the README's picture anew.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, afterEach, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.js';
import { axe, axeColours } from './checks/axe.js';
import { copyExample, editing, removeFolder, startPreview } from './preview.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LOOK = readFileSync(new URL('look.js', import.meta.url), 'utf8');
const PICTURE = fileURLToPath(new URL('../../docs/preview.png', import.meta.url));

const BACKUP = 'library/services/backup.md';
const SUMMARY = 'Files, mailboxes and servers are copied every night';
const VENDORS = 'clients/acme/vendors.yaml';
const IDLE = '- id: vaultline\n';

let folder, files, preview, browser, context, editorSaid;
let complaints = [];

before(async () => {
  folder = copyExample();
  files = editing(folder);
  // An editor that writes down what it was called with. No shell is between, so it is a program of two words.
  editorSaid = join(folder, '.editor-said');
  writeFileSync(join(folder, '.editor.mjs'), `import { renameSync, writeFileSync } from 'node:fs';
const said = ${JSON.stringify(editorSaid)};
writeFileSync(said + '.new', JSON.stringify(process.argv.slice(2)));
renameSync(said + '.new', said);\n`);
  [preview, browser] = await Promise.all([startPreview(folder, { editor: `${process.execPath} ${join(folder, '.editor.mjs')} -g {file}:{line}:{column} {line}` }), launch()]);
  context = await newContext();
});

after(async () => {
  await browser?.close();
  await preview?.stop();
  if (folder) removeFolder(folder);
});

afterEach(async () => {
  for (const page of browser.contexts().flatMap((one) => one.pages())) await page.close();
  files.undo();
  const seen = complaints;
  complaints = [];
  assert.deepEqual(seen, [], 'the pages threw nothing and broke no policy');
});

// ---- pages, and what is asked of them

async function newContext() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light', locale: 'en-US' });
  context.setDefaultTimeout(10_000);
  return context;
}

// A page whose clock the test turns; the clock is the whole context's.
async function openWithClock(path) {
  const page = await (await newContext()).newPage();
  await page.clock.install();
  await page.goto(preview.address + path);
  await settled(page);
  return page;
}

async function open(path) {
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => { if (/Content Security Policy/.test(message.text())) complaints.push(message.text()); });
  await page.goto(preview.address + path);
  await settled(page);
  return page;
}

// The bar is there and the stream has spoken; the server's own pages have no bar.
function settled(page) {
  return page.waitForFunction(() => {
    const { variant, own } = document.querySelector('script[src="/-/live.js"]')?.dataset ?? {};
    return own !== undefined || (sessionStorage[`bw-preview:news:${variant}`] && document.querySelector('.banner:not([hidden])'));
  });
}

// What the page was told last.
const told = (page) => page.evaluate(() => JSON.parse(sessionStorage[`bw-preview:news:${document.querySelector('script[src="/-/live.js"]').dataset.variant}`]));

// Until the page was told of something newer, and had time to act on it.
async function toldAfter(page, { at }) {
  await page.waitForFunction((at) => JSON.parse(sessionStorage[`bw-preview:news:${document.querySelector('script[src="/-/live.js"]').dataset.variant}`]).at > at, at);
  await frames(page);
}

const frames = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done('waited')))));
const text = (page, words) => page.getByText(words).first().waitFor();
const scrolled = (page) => page.evaluate(() => Math.round(scrollY));

// A mark that a reload wipes out.
const mark = (page) => page.evaluate(() => { globalThis.mark = true; });
const isMarked = (page) => page.evaluate(() => globalThis.mark === true);

async function reloaded(page, change) {
  await mark(page);
  change();
  await page.waitForFunction(() => !globalThis.mark && document.readyState === 'complete');
  await settled(page);
  await frames(page);
}

const overlay = (page) => page.locator('dialog.err');
const shown = (page) => overlay(page).waitFor({ state: 'visible' });
const hidden = (page) => overlay(page).waitFor({ state: 'hidden' });
const counter = (page) => page.locator('.banner-count');
const spoil = () => files.replace(BACKUP, 'coverage: help-desk-week', 'coverage: help-desk-weak');

async function eventually(check, within = 5000) {
  const until = Date.now() + within;
  for (;;) {
    const answer = check();
    if (answer || Date.now() > until) return answer;
    await new Promise((done) => setTimeout(done, 10));
  }
}

// ---- an edit shows by itself

it('shows an edit by itself, and keeps the scroll position', async () => {
  const page = await open('acme/services/backup.html');
  await page.evaluate(() => scrollTo({ top: 700, behavior: 'instant' }));
  await reloaded(page, () => files.replace(BACKUP, SUMMARY, `${SUMMARY}, and twice on Sundays`));
  await page.getByText('twice on Sundays').first().waitFor({ state: 'attached' });
  assert.equal(await scrolled(page), 700);
  // Not every browser keeps it by itself. And something has focus: the theme then scrolls smoothly, which must not be seen.
  await page.evaluate(() => { history.scrollRestoration = 'manual'; });
  await page.locator('.toc a').first().focus();
  await page.evaluate(() => scrollTo({ top: 900, behavior: 'instant' }));
  await reloaded(page, () => files.replace(BACKUP, 'and twice on Sundays', 'and thrice on Sundays'));
  assert.equal(await scrolled(page), 900);
});

it('keeps open rows, filters, typed text and the focus', async () => {
  const page = await open('acme/responsibilities.html');
  const row = page.locator('.mx-row:not([hidden]) button[aria-expanded]').first();
  await row.click();
  await page.locator('label:has([name=sourcing][value=shared])').click();
  await page.locator('details.menu:has([data-filter=area]) summary').click();
  await page.locator('[data-filter=area]').first().check();
  await page.locator('#mx-q').fill('help');
  await page.locator('#mx-q').evaluate((field) => field.setSelectionRange(1, 3));
  const before = await page.locator('#mx-count').textContent();
  assert.match(before, /^Showing/);
  await reloaded(page, () => files.replace('clients/acme/client.yaml', 'title: Acme Manufacturing', 'title: Acme Makers'));
  await text(page, 'Acme Makers');
  assert.equal(await row.getAttribute('aria-expanded'), 'true');
  assert.equal(await page.locator('tr.is-open').count(), 2, 'the row and its detail, and no other');
  assert.equal(await page.locator('details.menu[open]').count(), 1);
  assert.equal(await page.locator('[data-filter=area]:checked').count(), 1);
  assert.equal(await page.locator('[name=sourcing]:checked').inputValue(), 'shared');
  assert.equal(await page.locator('#mx-q').inputValue(), 'help');
  assert.equal(await page.locator('#mx-count').textContent(), before);
  assert.deepEqual(await page.evaluate(() => [document.activeElement.id, document.activeElement.selectionStart, document.activeElement.selectionEnd]), ['mx-q', 1, 3]);
});

it('keeps what a page does not write into its address', async () => {
  const page = await open('acme/duties.html');
  const person = page.locator('[data-person]');
  const [, chosen] = await person.locator('option').evaluateAll((all) => all.map((one) => one.value));
  await person.selectOption(chosen);
  await page.locator('label:has([name=side])').last().click();
  const side = await page.locator('[name=side]:checked').inputValue();
  await page.locator('.sidenav').evaluate((nav) => nav.scrollTo({ top: 60, behavior: 'instant' }));
  // A link has no id, and keeps the focus all the same.
  await page.locator('.sidenav a[href="vendors.html"]').focus();
  const nav = await page.locator('.sidenav').evaluate((nav) => nav.scrollTop);
  assert.ok(nav > 0);
  await reloaded(page, () => files.replace('clients/acme/client.yaml', 'title: Acme Manufacturing', 'title: Acme Makers'));
  assert.equal(await person.inputValue(), chosen);
  assert.equal(await page.locator('[name=side]:checked').inputValue(), side);
  assert.equal(await page.locator('.sidenav').evaluate((nav) => nav.scrollTop), nav);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), 'vendors.html');
});

it('does not reload a page whose bytes are the same', async () => {
  const page = await open('acme/glossary.html');
  await mark(page);
  const fetched = page.waitForResponse(({ url }) => true);
  files.replace(BACKUP, SUMMARY, `${SUMMARY}, and twice on Sundays`);
  await (await fetched).finished();
  await frames(page);
  assert.ok(await isMarked(page));
  assert.equal((await told(page)).state, 'ready');
});

it('swaps stylesheets in place: the brand, and a theme\'s own', async () => {
  const page = await open('acme/services/backup.html');
  await mark(page);
  const accent = () => page.evaluate(() => getComputedStyle(document.querySelector('main .facts a')).color);
  const before = await accent();
  // What a reader would see as a flash: at any moment, a page without its styles.
  await page.evaluate(() => {
    globalThis.bare = 0;
    const look = () => {
      if (getComputedStyle(document.querySelector('.topbar')).position !== 'sticky') globalThis.bare += 1;
      requestAnimationFrame(look);
    };
    look();
  });
  files.replace('clients/acme/client.yaml', '"#a63d0c"', '"#0c3da6"');
  await page.waitForFunction((before) => getComputedStyle(document.querySelector('main .facts a')).color !== before, before);
  files.write('themes/default/assets/portal.css', readFileSync(new URL('../../themes/default/assets/portal.css', import.meta.url), 'utf8').replace('--topbar: 3.5rem', '--topbar: 4.5rem'));
  await page.waitForFunction(() => document.querySelector('.topbar').offsetHeight === 72);
  await page.waitForFunction(() => document.querySelectorAll('head link[rel=stylesheet]').length === 4);
  assert.ok(await isMarked(page), 'no reload');
  assert.equal(await page.evaluate(() => globalThis.bare), 0, 'never without styles');
});

it('follows several tabs of several clients, each by itself', async () => {
  const acme = await open('acme/pages/visiting-the-plants.html');
  const hale = await open('hale-burke/index.html');
  await mark(hale);
  const before = await told(hale);
  await reloaded(acme, () => files.replace('clients/acme/pages/visiting-the-plants.md', '## On the floor', '## Out on the floor'));
  await text(acme, 'Out on the floor');
  await toldAfter(hale, before);
  assert.ok(await isMarked(hale), 'the other client\'s page is left alone');
  await reloaded(hale, () => files.replace('clients/hale-burke/client.yaml', /^title: .*$/m.exec(readFileSync(join(folder, 'clients/hale-burke/client.yaml'), 'utf8'))[0], 'title: Hale, Burke & Sons'));
  await text(hale, 'Hale, Burke & Sons');
});

// ---- mistakes

it('shows a mistake over the last good portal until it is mended', async () => {
  const page = await open('acme/services/backup.html');
  await page.locator('.toc a').nth(1).focus();
  await mark(page);
  spoil();
  await shown(page);
  assert.equal(await overlay(page).getByRole('heading', { level: 2 }).textContent(), '1 error');
  assert.equal(await overlay(page).getByRole('heading', { level: 3 }).textContent(), 'no coverage is called help-desk-weak');
  assert.equal(await overlay(page).locator('.loc button').textContent(), `${BACKUP}:19:11`);
  assert.match(await overlay(page).locator('pre').textContent(), /^19 \| coverage: help-desk-weak\n {3}\| {11}\^{14}\n20 \|/m);
  assert.match(await overlay(page).locator('article').textContent(), /Fix: did you mean help-desk-week/);
  assert.match(await page.locator('.banner-end').textContent(), /last good portal/);
  // Focus stays inside, whichever way one goes.
  for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
    await page.keyboard.press(key);
    assert.ok(await overlay(page).evaluate((dialog) => dialog.contains(document.activeElement)), `${key} stays inside`);
  }
  // It follows the edit.
  files.replace(BACKUP, 'criticality: critical', 'criticality: critcal');
  await overlay(page).getByRole('heading', { level: 2, name: '2 errors' }).waitFor();
  files.replace(BACKUP, 'criticality: critcal', 'criticality: critical');
  await overlay(page).getByRole('heading', { level: 2, name: '1 error' }).waitFor();
  files.undo();
  await hidden(page);
  assert.ok(await isMarked(page), 'the page is what it was, so it was not reloaded');
  assert.equal(await page.evaluate(() => document.activeElement === document.querySelectorAll('.toc a')[1]), true, 'focus is given back');
  await counter(page).waitFor({ state: 'hidden' });
});

it('lets the last good portal be read, until the findings change', async () => {
  const page = await open('acme/services/backup.html');
  spoil();
  await shown(page);
  await page.getByRole('button', { name: 'Show last good portal' }).click();
  await hidden(page);
  await counter(page).getByText('1 error').waitFor();
  // Another page of the portal, and an edit that only moves the mistake: it stays away.
  await page.goto(`${preview.address}acme/index.html`);
  await settled(page);
  let before = await told(page);
  files.replace(BACKUP, 'lifecycle: live', 'lifecycle: live\n# Something else.');
  await toldAfter(page, before);
  await pastTheWait(page);
  assert.equal(await overlay(page).isVisible(), false);
  // Another mistake: it is back, and Escape sends it away.
  files.replace(BACKUP, 'criticality: critical', 'criticality: critcal');
  await shown(page);
  await page.keyboard.press('Escape');
  await hidden(page);
  // Mended, and made again.
  before = await told(page);
  files.undo();
  await page.waitForFunction(() => document.querySelector('.banner-count').hidden);
  spoil();
  await shown(page);
  // The counter brings it back, too.
  await page.keyboard.press('Escape');
  await counter(page).click();
  await shown(page);
});

// Longer than a mistake has to stand.
const pastTheWait = (page) => page.evaluate(() => new Promise((done) => setTimeout(done, 150)));

it('shows hostile text as text', async () => {
  const page = await open('acme/services/backup.html');
  const hostile = '<img src=x onerror="globalThis.hit = 1"><b>bold</b>';
  files.replace(BACKUP, 'coverage: help-desk-week', `coverage: '${hostile}'`);
  await shown(page);
  assert.ok((await overlay(page).getByRole('heading', { level: 3 }).textContent()).includes(hostile));
  assert.ok((await overlay(page).locator('pre').textContent()).includes(hostile));
  files.undo();
  await hidden(page);
  files.replace('clients/acme/client.yaml', 'title: Acme Manufacturing', `title: '${hostile}'`);
  await page.locator('.banner summary').getByText(hostile).waitFor();
  await page.locator('.banner summary').click();
  await page.locator('.banner li').getByText(hostile).waitFor();
  assert.equal(await page.locator('.banner img, dialog img').count(), 0);
  assert.equal(await page.evaluate(() => globalThis.hit), undefined);
  await page.goto(preview.address);
  await text(page, hostile);
  assert.equal(await page.locator('main img').count(), 0);
});

it('never flashes a file that is half written and mended within 50 ms', async () => {
  const page = await openWithClock('acme/services/backup.html');
  await page.clock.pauseAt(Date.now() + 3_600_000);
  const good = readFileSync(join(folder, BACKUP), 'utf8');
  for (let round = 0; round < 3; round += 1) {
    files.write(BACKUP, good.slice(0, 200 + round));
    await counter(page).getByText('error').waitFor();
    await page.clock.runFor(49);
    files.write(BACKUP, good);
    await counter(page).waitFor({ state: 'hidden' });
    await page.clock.runFor(1000);
    assert.equal(await overlay(page).count(), 0);
  }
  // What stands is shown after that time, and not before.
  files.write(BACKUP, good.slice(0, 200));
  await counter(page).getByText('error').waitFor();
  await page.clock.runFor(49);
  assert.equal(await overlay(page).count(), 0);
  await page.clock.runFor(1);
  assert.ok(await overlay(page).isVisible());
});

it('counts warnings quietly, lists them when asked, and forgets them when mended', async () => {
  const page = await open('acme/services/backup.html');
  files.append(VENDORS, IDLE);
  await counter(page).getByText('1 warning').waitFor();
  await pastTheWait(page);
  assert.equal(await overlay(page).count(), 0, 'it does not come by itself');
  await counter(page).click();
  await shown(page);
  assert.match(await overlay(page).locator('article').textContent(), /Warning.*changes nothing of the library's vaultline/);
  // The list follows the edit, over a reload of the page, too.
  await reloaded(page, () => files.replace(BACKUP, SUMMARY, `${SUMMARY}, and twice on Sundays`));
  await shown(page);
  files.append('clients/acme/tools.yaml', '- id: backup-console\n');
  await overlay(page).getByRole('heading', { level: 2, name: '2 warnings' }).waitFor();
  await page.keyboard.press('Escape');
  await hidden(page);
  await counter(page).click();
  await shown(page);
  files.undo();
  await hidden(page);
  await counter(page).waitFor({ state: 'hidden' });
});

it('opens the editor at a finding\'s place', async () => {
  const page = await open('acme/services/backup.html');
  spoil();
  await shown(page);
  await overlay(page).locator('.loc button').click();
  await overlay(page).getByText('Opened.').waitFor();
  assert.ok(await eventually(() => existsSync(editorSaid)), 'the editor was called');
  assert.deepEqual(JSON.parse(readFileSync(editorSaid, 'utf8')), ['-g', `${folder}/${BACKUP}:19:11`, '19']);
});

it('opens the editor from the list of clients, also at a place that a finding relates to', async () => {
  files.write('library/teams/again.yaml', '- { id: noc, title: Again, side: provider }\n');
  const list = await open('');
  await list.getByText('two teams are called').waitFor();
  const calls = { 0: `${folder}/library/teams/northwind.yaml`, '0.0': `${folder}/library/teams/again.yaml` };
  for (const [index, path] of Object.entries(calls)) {
    rmSync(editorSaid, { force: true });
    await list.locator(`[data-index="${index}"] button`).click();
    assert.ok(await eventually(() => existsSync(editorSaid)), 'the editor was called');
    assert.equal(JSON.parse(readFileSync(editorSaid, 'utf8'))[1].split(':')[0], path);
  }
  const page = await open('acme/');
  await shown(page);
  rmSync(editorSaid, { force: true });
  await overlay(page).getByRole('button', { name: 'again.yaml' }).click();
  assert.ok(await eventually(() => existsSync(editorSaid)), 'the editor was called');
  assert.match(JSON.parse(readFileSync(editorSaid, 'utf8'))[1], /again\.yaml:1:9$/);
});

// ---- the bar

it('changes the edition, the client and the day', async () => {
  const page = await open('acme/services/backup.html');
  const bar = page.getByRole('complementary', { name: 'Preview' });
  const path = () => new URL(page.url()).pathname;
  const go = async (act, expected) => {
    await Promise.all([page.waitForURL(`**${expected}`), act()]);
    await settled(page);
    assert.equal(path(), expected);
  };
  await go(() => bar.getByRole('link', { name: 'Internal edition' }).click(), '/acme@internal/services/backup.html');
  await text(page, 'Internal preview');
  await go(() => bar.getByLabel('As of').fill('2026-12-24').then(() => bar.getByLabel('As of').press('Enter')), '/acme@internal@2026-12-24/services/backup.html');
  assert.equal(await bar.getByLabel('As of').inputValue(), '2026-12-24');
  await go(() => bar.getByRole('link', { name: 'Client edition' }).click(), '/acme@2026-12-24/services/backup.html');
  await go(() => bar.getByRole('link', { name: 'Usual day' }).click(), '/acme/services/backup.html');
  assert.equal(await bar.getByLabel('As of').inputValue(), '2026-11-24', 'the day that the example is judged by');
  await bar.locator('summary').click();
  await go(() => bar.getByRole('link', { name: 'Riverside' }).click(), '/riverside-health/');
  // Digits that are typed are not a day each.
  const asked = [];
  page.on('request', (request) => { if (request.isNavigationRequest()) asked.push(new URL(request.url()).pathname); });
  await bar.getByLabel('As of').focus();
  await page.keyboard.type('01022027');
  await go(() => page.keyboard.press('Enter'), '/riverside-health@2027-01-02/');
  assert.deepEqual(asked, ['/riverside-health@2027-01-02/']);
  await bar.locator('summary').click();
  await page.keyboard.press('Escape');
  assert.equal(await bar.locator('details').getAttribute('open'), null);
  await bar.locator('summary').click();
  await go(() => bar.getByRole('link', { name: 'All clients' }).click(), '/');
});

it('marks internal matter in the internal edition, and has none in the client\'s', async () => {
  const internal = await open('acme@internal/client.html');
  await internal.goto(`${preview.address}acme@internal/procedures/keystone-down.html`);
  await settled(internal);
  assert.ok(await internal.locator('main .note--internal').count() >= 2, 'the page says so, and marks the block');
  assert.match(await internal.locator('.banner').evaluate((bar) => getComputedStyle(bar).backgroundImage), /repeating-linear-gradient/);
  const places = await internal.locator('main [data-internal]').count();
  assert.match(await internal.locator('.banner-note').textContent(), new RegExp(`^${places} places? on this page (is|are) marked internal`));
  const client = await open('acme/procedures/keystone-down.html');
  assert.equal(await client.locator('.note--internal, [data-internal]').count(), 0);
  assert.equal(await client.locator('.banner-note').textContent(), 'What the client sees.');
  assert.equal(await client.locator('.banner').evaluate((bar) => getComputedStyle(bar).backgroundImage), 'none');
});

it('prints none of it', async () => {
  const page = await open('acme/services/backup.html');
  spoil();
  await shown(page);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.banner').isVisible(), false);
  assert.equal(await overlay(page).isVisible(), false);
});

// ---- what comes and goes

it('shows the portal\'s own page for one that is gone', async () => {
  const page = await open('acme/pages/visiting-the-plants.html');
  const back = files.takeAway('clients/acme/pages');
  await page.getByRole('heading', { name: 'This page is not in the portal' }).waitFor();
  await settled(page);
  back();
  await page.getByRole('heading', { name: 'Visiting the plants' }).waitFor();
});

it('says that a client is gone, and shows it again when it is back', async () => {
  const page = await open('hale-burke/contacts.html');
  const list = await open('');
  assert.equal(await list.locator('tbody tr').count(), 3);
  const back = files.takeAway('clients/hale-burke');
  await page.getByRole('heading', { name: 'There is no client “hale-burke”' }).waitFor();
  await list.waitForFunction(() => document.querySelectorAll('tbody tr').length === 2);
  back();
  await page.locator('.topbar').waitFor();
  assert.equal(new URL(page.url()).pathname, '/hale-burke/contacts.html');
  await list.waitForFunction(() => document.querySelectorAll('tbody tr').length === 3);
});

it('shows the findings of a portal that never was whole, and the portal when they are mended', async () => {
  const path = 'acme@2027-03-01/index.html';
  spoil();
  const list = await open('');
  await list.getByText('Cannot be published: 1 error').first().waitFor();
  const page = await open(path);
  await page.getByRole('heading', { name: 'cannot be shown yet' }).waitFor();
  await text(page, `${BACKUP}:19:11`);
  rmSync(editorSaid, { force: true });
  await page.locator('.loc button').first().click();
  await page.getByText('Opened.').waitFor();
  assert.ok(await eventually(() => existsSync(editorSaid)), 'the editor was called');
  files.undo();
  await page.locator('.topbar').waitFor();
  await list.waitForFunction(() => !document.body.textContent.includes('Cannot be published'));
});

it('connects again to a preview that ended and came back', async () => {
  const folder = copyExample();
  let second = await startPreview(folder);
  try {
    const page = await context.newPage();
    await page.goto(`${second.address}acme/services/backup.html`);
    await settled(page);
    await mark(page);
    await second.stop();
    await page.getByText('Not connected').waitFor();
    second = await startPreview(folder, { port: second.port });
    await page.waitForFunction(() => !document.querySelector('.banner').textContent.includes('Not connected'));
    assert.ok(await isMarked(page), 'what is the same is not reloaded');
    await reloaded(page, () => editing(folder).replace(BACKUP, SUMMARY, `${SUMMARY}, and twice on Sundays`));
    await text(page, 'twice on Sundays');
  } finally {
    await second.stop();
    removeFolder(folder);
  }
});

it('notices a stream that went silent', async () => {
  const page = await openWithClock('acme/services/backup.html');
  preview.pause();
  try {
    const asked = page.waitForRequest('**/-/events/acme');
    await page.clock.fastForward(15_000);
    assert.equal(await Promise.race([asked.then(() => 'asked'), frames(page)]), 'waited', 'beats come every 8 s, and one may be late');
    await page.clock.fastForward(10_000);
    await asked;
  } finally {
    preview.resume();
  }
  await reloaded(page, () => files.replace(BACKUP, SUMMARY, `${SUMMARY}, and twice on Sundays`));
  await text(page, 'twice on Sundays');
});

// ---- for everybody, and at any width

async function holdsUp(page, name) {
  await page.evaluate(AXE);
  await page.evaluate(LOOK);
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      assert.equal(await page.evaluate(() => look.overflow()), null, `${name} at ${width} px is not scrolled sideways`);
      assert.deepEqual(await page.evaluate(() => look.cutOff()), [], `${name} at ${width} px shows all of its text`);
      // What does not depend on colours was looked at in light.
      assert.deepEqual(await (colorScheme === 'light' ? axe : axeColours)(page), [], `${name} at ${width} px, ${colorScheme}`);
      assert.equal(await page.locator('[style], style, script:not([src])').count(), 0, 'nothing inline');
    }
  }
}

it('holds up: pages with the bar', async () => {
  const page = await open('acme/responsibilities.html');
  await holdsUp(page, 'a client\'s page');
  // The theme's own bar stays where it belongs: below this one, and on top when the page is scrolled.
  const tops = () => page.evaluate(() => [document.querySelector('.banner').getBoundingClientRect().bottom, document.querySelector('.topbar').getBoundingClientRect().top]);
  const [bottom, top] = await tops();
  assert.equal(top, bottom);
  await page.evaluate(() => scrollTo({ top: 600, behavior: 'instant' }));
  assert.equal((await tops())[1], 0);
});

it('holds up: an internal page with the menu open and warnings counted', async () => {
  files.append(VENDORS, IDLE);
  const page = await open('acme@internal/services/backup.html');
  await counter(page).getByText('1 warning').waitFor();
  await page.locator('.banner summary').click();
  await holdsUp(page, 'an internal page');
  await page.locator('.banner-count').click();
  await holdsUp(page, 'the list of warnings');
});

it('holds up: the overlay', async () => {
  files.append(VENDORS, IDLE);
  const page = await open('acme/services/backup.html');
  spoil();
  await shown(page);
  await overlay(page).getByRole('heading', { name: '1 error, 1 warning' }).waitFor();
  await holdsUp(page, 'the overlay');
});

it('holds up: the server\'s own pages', async () => {
  spoil();
  files.append(VENDORS, IDLE);
  files.write('library/notes.yml', 'title: Not read\n');
  files.append('clients/hale-burke/client.yaml', 'status: draft\n');
  const page = await open('');
  await list(page);
  for (const path of ['nobody/', 'hale-burke/', 'acme@2027-03-02/']) {
    await page.goto(preview.address + path);
    await holdsUp(page, path);
  }
});

async function list(page) {
  assert.equal(await page.locator('tbody tr').count(), 3);
  await holdsUp(page, 'the list');
}

// ---- the README's picture

it('has a picture of it', async () => {
  if (process.env.BAILIWICK_UPDATE === '1') await takePicture();
  const png = readFileSync(PICTURE);
  assert.equal(png.subarray(1, 4).toString(), 'PNG');
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1440, 900]);
});

async function takePicture() {
  const page = await open('acme/services/backup.html');
  files.append(VENDORS, IDLE);
  await counter(page).getByText('1 warning').waitFor();
  files.replace(BACKUP, 'owner: colin-adeyemi', 'owner: colin-adeyemy');
  await shown(page);
  mkdirSync(dirname(PICTURE), { recursive: true });
  await page.screenshot({ path: PICTURE });
}
