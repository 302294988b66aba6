// Pictures for people to look at: one page of each type, at the width of a phone and of a desk, light and dark.
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PAPER } from './checks/paper.js';
import { specimens } from './portal.js';

const FOLDER = fileURLToPath(new URL('screens/', import.meta.url));

// Gives the names of the pictures. A type is taken from the first portal that has it.
export async function takePictures(browser, server, portals) {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const chosen = new Map();
  for (const portal of portals) {
    for (const [type, page] of specimens(portal)) if (!chosen.has(type)) chosen.set(type, { portal, page });
  }
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const tab = await context.newPage();
  const pictures = [];
  for (const [type, { portal, page }] of chosen) {
    await tab.goto(server.address(portal) + encodeURI(page));
    for (const width of [390, 1440]) {
      await tab.setViewportSize({ width, height: 900 });
      for (const colorScheme of ['light', 'dark']) {
        await tab.emulateMedia({ colorScheme });
        const name = `${type.replace('/*', '-one').replace('.html', '')}-${width}-${colorScheme}.png`;
        // No picture is as long as all pages together.
        await tab.screenshot({ path: FOLDER + name, fullPage: page !== PAPER });
        pictures.push(name);
      }
    }
  }
  await context.close();
  return pictures;
}
