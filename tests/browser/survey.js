// Opens every page of a portal, with and without script, over HTTP and from its folder, and runs every check on it.
// One opening serves many checks. What is found is kept by check; how much was looked at is counted beside it.
import { pathToFileURL } from 'node:url';
import { open, openTabs, resize } from './browser.js';
import { axe, axeColours } from './checks/axe.js';
import { head } from './checks/head.js';
import { keyboard, menu } from './checks/keyboard.js';
import { cutOff, forced, overflow, scheme, WIDTHS } from './checks/layout.js';
import { links, stylesheetLinks, unreached } from './checks/links.js';
import { markup } from './checks/markup.js';
import { PAPER } from './checks/paper.js';
import { print, SHEET } from './checks/print.js';
import { listen, quiet } from './checks/quiet.js';
import { LIVE, scriptless } from './checks/scriptless.js';
import { validate } from './checks/validate.js';
import { SEARCH, weight } from './checks/weight.js';
import { specimens } from './portal.js';

// Every check, with the sentence that it holds pages to.
export const CHECKS = {
  http: 'opens over HTTP in a sub-folder: nothing in the console, no failed or foreign request, no policy violated',
  file: 'opens from its folder: nothing in the console, no failed or foreign request, no policy violated',
  links: 'every address is relative, names a file that exists, and a place that is in it',
  reach: 'every page is reached by links from the first',
  head: 'every page has the policy, noindex, a language, a title and one <h1>',
  markup: 'no inline style or script, and only elements and attributes of ours',
  validate: 'html-validate finds nothing',
  overflow: `no page can be scrolled sideways and no text is cut off at ${WIDTHS.join(', ')} px, light or dark, with or without script`,
  scheme: 'light is light, dark is dark, forced colours are the system\'s',
  axe: 'axe finds nothing against WCAG 2.2 AA at 1440 px, light and dark, and at 390 px, light and, for one page of each type, dark',
  scriptless: 'without script the same text is there, and the navigation can be reached',
  keyboard: 'by keyboard: skip link, order, a focus that shows',
  menu: 'on a phone the menu button opens the navigation and Escape closes it',
  print: 'on paper nothing sticks out, and every number is there',
  weight: 'the first view is within 30 KB compressed, and 0.2 KB more for a row of the matrix',
};

// The checks that need every page of a portal.
const WHOLE = ['links', 'reach'];
// The checks that need more than a glance.
const LONGER = ['http', 'axe', 'validate', 'scriptless', 'keyboard', 'menu', 'print', 'weight'];

// What a portal is held against. Where few pages are opened (`partial`), nothing can be said of what leads where; of pages that
// are looked at in passing (`glance`), because one of each type is looked at in full elsewhere, what a first look shows.
export function checksFor(portal) {
  const without = [...(portal.partial ? WHOLE : []), ...(portal.glance ? LONGER : [])];
  return Object.entries(CHECKS).filter(([check]) => !without.includes(check));
}

const TABS = 3;

// Gives `findings` (check to sentences, each with portal and page), `looked` (check to count), and `weights` (one a page).
export async function survey(browser, server, portal, progress = () => {}) {
  const result = { findings: new Map(), looked: new Map(), weights: [] };
  for (const check of Object.keys(CHECKS)) {
    result.findings.set(check, []);
    result.looked.set(check, 0);
  }
  const note = (check, place, found) => {
    result.looked.set(check, result.looked.get(check) + 1);
    for (const one of found) result.findings.get(check).push(`${portal.name}/${place}: ${one}`);
  };
  const sent = new Map();
  const waiting = [...portal.pages];
  const work = async () => {
    const tabs = await openTabs(browser);
    const ears = { plain: listen(tabs.plain), scripted: listen(tabs.scripted), files: listen(tabs.files) };
    for (let page = waiting.shift(); page; page = waiting.shift()) {
      const visit = { portal, page, tabs, ears, base: server.address(portal), note };
      try {
        sent.set(page, await within(300, visitPage(visit, result.weights)));
      } catch (error) {
        throw new Error(`${portal.name}/${page} could not be looked at: ${error.message}`, { cause: error });
      }
      progress(page);
    }
    await tabs.close();
  };
  await Promise.all(Array.from({ length: TABS }, work));
  await asFiles(portal, sent, note);
  return result;
}

async function visitPage(visit, weights) {
  if (visit.portal.glance) return glanceAt(visit);
  const { parsed, text } = await asSent(visit);
  await live(visit, text, weights);
  await fromFolder(visit);
  return parsed;
}

// From its folder, the widest and the narrowest, light and dark.
async function glanceAt(visit) {
  const { page, tabs: { files: tab }, note } = visit;
  await resize(tab, 1440);
  await tab.emulateMedia({ colorScheme: 'light' });
  await fromFolder(visit);
  const parsed = await tab.evaluate(() => look.parsed());
  note('head', page, head(parsed.head));
  note('markup', page, markup(parsed.pairs));
  for (const [width, colorScheme] of [[1440, 'light'], [WIDTHS.at(-1), 'dark']]) {
    await resize(tab, width);
    await tab.emulateMedia({ colorScheme });
    const place = `${page} at ${width} px, ${colorScheme}`;
    note('overflow', place, [...(await overflow(tab)), ...(await cutOff(tab))]);
    note('scheme', place, await scheme(tab, colorScheme));
  }
  return parsed;
}

// A page that never answers ends the run instead of stopping it.
function within(seconds, work) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`no answer within ${seconds} seconds`)), seconds * 1000); });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

// The page with its scripts off: what was sent, and whether that is enough.
async function asSent({ portal, page, tabs: { plain: tab }, ears, base, note }) {
  await resize(tab, 1440);
  await open(tab, base + encodeURI(page));
  const parsed = await tab.evaluate(() => look.parsed());
  const text = await tab.evaluate(() => look.text('body'));
  const links = await tab.evaluate(() => look.navigation());
  note('head', page, head(parsed.head));
  note('markup', page, markup(parsed.pairs));
  note('overflow', `${page} at 1440 px without script`, await overflow(tab));
  note('scriptless', `${page} at 1440 px`, links > 0 ? [] : ['no link can be seen without script']);
  await resize(tab, 390);
  note('overflow', `${page} at 390 px without script`, [...(await overflow(tab)), ...(await cutOff(tab))]);
  if (hasMenu(page)) note('scriptless', `${page} at 390 px`, (await menu(tab)).map((found) => `without script ${found}`));
  note('http', `${page} without script`, quiet(ears.plain.take(), [], base));
  return { parsed, text };
}

// The page as most people see it: every width, every colour, paper, keyboard.
async function live({ portal, page, tabs: { scripted: tab }, ears, base, note }, text, weights) {
  await resize(tab, 1440);
  await open(tab, base + encodeURI(page));
  const early = ears.scripted.take();
  note('weight', page, weigh(portal, page, early.asked, base, weights, await tab.evaluate(() => document.querySelectorAll('tr.mx-row').length)));
  const pieces = await tab.evaluate((live) => look.text('body', live), LIVE);
  // What a search shows nobody can show without script: the page says so, and leads to the A to Z.
  note('scriptless', `${page} at 1440 px`, page === SEARCH ? [] : scriptless(pieces, text));

  let schemes = ['light', 'dark'];
  for (const width of WIDTHS) {
    await resize(tab, width);
    for (const colorScheme of schemes) {
      const place = `${page} at ${width} px, ${colorScheme}`;
      await tab.emulateMedia({ colorScheme });
      note('overflow', place, await overflow(tab));
      if (colorScheme === 'light') note('overflow', place, await cutOff(tab));
      if (width === 1440) note('scheme', place, await scheme(tab, colorScheme));
      if (isForAxe(portal, page, width, colorScheme)) note('axe', place, await (colorScheme === 'light' ? axe(tab) : axeColours(tab)));
    }
    if (width === 1440) await once(tab, page, note);
    if (width === 390 && hasMenu(page)) note('menu', `${page} at 390 px`, await menu(tab));
    // The next width begins with the colours that are there.
    schemes = schemes.toReversed();
  }
  await resize(tab, SHEET);
  await tab.emulateMedia({ media: 'print', colorScheme: 'light' });
  note('print', page, await print(tab));
  await tab.emulateMedia({ media: 'screen' });

  const { asked, noticed } = ears.scripted.take();
  const violations = await tab.evaluate(() => globalThis.violations);
  note('http', page, quiet({ asked: [...early.asked, ...asked], noticed: [...early.noticed, ...noticed] }, violations, base));
}

// The page that holds all others takes a minute for each run, and all that is on it is looked at page by page. The colours of the
// dark are those of the wide page on a phone, too, but for what only a phone has: there one page of each type is enough.
function isForAxe(portal, page, width, colorScheme) {
  if (page === PAPER) return width === 1440 && colorScheme === 'light';
  return width === 1440 || width === 390 && (colorScheme === 'light' || largest(portal).has(page));
}

const largestOf = new WeakMap();

function largest(portal) {
  if (!largestOf.has(portal)) largestOf.set(portal, new Set(specimens(portal).values()));
  return largestOf.get(portal);
}

// What is the same at every width.
async function once(tab, page, note) {
  // The results of a search come when its index does, between one stop and the next: search.test.js walks through them.
  if (page !== SEARCH) note('keyboard', `${page} at 1440 px`, await keyboard(tab));
  await tab.emulateMedia({ forcedColors: 'active', colorScheme: 'light' });
  note('scheme', `${page} in forced colours`, await forced(tab));
  note('overflow', `${page} at 1440 px in forced colours`, await overflow(tab));
  await tab.emulateMedia({ forcedColors: 'none' });
}

// The page that stands in for what is not there may be sent for any address, so it keeps to links.
function hasMenu(page) {
  return page !== '404.html';
}

function weigh(portal, page, asked, base, weights, rows) {
  const files = new Set(asked.filter(({ url, kind }) => url.startsWith(base) && ['document', 'stylesheet', 'script'].includes(kind)).map(({ url }) => decodeURIComponent(new URL(url).pathname.slice(new URL(base).pathname.length))));
  const { bytes, limit, found } = weight(portal, page, [...files].filter((file) => portal.files.has(file)), rows);
  weights.push({ page, bytes, limit, rows });
  return found;
}

async function fromFolder({ portal, page, tabs: { files: tab }, ears, note }) {
  const base = `${pathToFileURL(portal.folder).href}/`;
  await open(tab, base + encodeURI(page));
  note('file', page, quiet(ears.files.take(), await tab.evaluate(() => globalThis.violations), base));
}

// What needs no browser, or all pages at once.
async function asFiles(portal, sent, note) {
  for (const page of portal.pages) {
    if (!portal.partial) note('links', page, links(portal, sent, page));
    if (!portal.glance) note('validate', page, await validate(portal, page));
  }
  if (portal.partial) return;
  for (const file of portal.files) if (file.endsWith('.css')) note('links', file, stylesheetLinks(portal, file));
  note('reach', 'index.html', unreached(portal, sent).map((page) => `leads by no links to ${page}`));
}
