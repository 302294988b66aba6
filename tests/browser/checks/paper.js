// The page that holds all others, as the PDF that a browser makes of it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const PAPER = 'print.html';

// How many pages ask to begin on a new sheet of paper and do, and what came out.
export async function printed(browser, portal) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  await tab.goto(pathToFileURL(join(portal.folder, PAPER)).href);
  await tab.emulateMedia({ media: 'print' });
  const [sheets, breaks] = await tab.evaluate(() => {
    const first = Array.from(document.querySelectorAll('.sheet--first'));
    return [first.length, first.filter((sheet) => getComputedStyle(sheet).breakBefore === 'page').length];
  });
  const before = performance.now();
  const pdf = await tab.pdf({ format: 'A4', preferCSSPageSize: true });
  const seconds = (performance.now() - before) / 1000;
  await context.close();
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  return { sheets, breaks, pages, bytes: pdf.length, seconds };
}
