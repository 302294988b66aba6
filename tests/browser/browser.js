// The browser: the system's Chromium, in one instance with an empty profile, which can reach nothing but this machine.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const LOOK = readFileSync(new URL('look.js', import.meta.url), 'utf8');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const READER = { viewport: { width: 1440, height: 900 }, colorScheme: 'light', reducedMotion: 'reduce', locale: 'en-US', timezoneId: 'America/New_York' };
// What is opened from its folder is only listened to, and little needs to be painted.
const SMALL = { width: 360, height: 360 };

// CHROMIUM names another program than the one that Debian installs.
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A page that asks somewhere else is reported, and nothing is asked.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}

// A tab with the page's scripts on, one with them off, and one for files: a tab that changes between HTTP and files gets a new
// process each time. Each tab can be used for many pages, one after the other.
export async function openTabs(browser) {
  const contexts = { scripted: await browser.newContext(READER), plain: await browser.newContext({ ...READER, javaScriptEnabled: false }), files: await browser.newContext({ ...READER, viewport: SMALL }) };
  await Promise.all([contexts.scripted.addInitScript(noteViolations), contexts.files.addInitScript(noteViolations)]);
  // Handed over once for all pages: sending half a megabyte each time would cost more than running it.
  await contexts.scripted.addInitScript({ content: AXE });
  const tabs = {};
  for (const [name, context] of Object.entries(contexts)) {
    tabs[name] = await context.newPage();
    sessions.set(tabs[name], await context.newCDPSession(tabs[name]));
  }
  return { ...tabs, close: () => Promise.all(Object.values(contexts).map((context) => context.close())) };
}

function noteViolations() {
  globalThis.violations = [];
  addEventListener('securitypolicyviolation', (e) => globalThis.violations.push(`${e.effectiveDirective} blocked ${e.blockedURI}`), true);
}

const sessions = new WeakMap();

// Gives the page another size. The window around it stays as it is: changing that, too, takes twice the time.
export function resize(tab, width) {
  return sessions.get(tab).send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false });
}

// Opens a page and puts `look` into it. With scripts off no frame calls back, so there is nothing to wait for.
export async function open(tab, url) {
  await tab.goto(url, { waitUntil: 'load' });
  await tab.evaluate(LOOK);
  if (await tab.evaluate(() => 'violations' in globalThis)) await tab.evaluate(() => look.rest());
}
