// The example in other clothes: built anew with one setting changed, to be looked at by one page of each type.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPortal, specimens } from './portal.js';
import { copyExample, program, removeFolder } from './preview.js';

const CLIENT = 'acme';

// What differs: a line of bailiwick.yaml.
const VARIANTS = {
  plain: [/^theme:.*$/m, 'theme: plain'],
  german: [/^language:.*$/m, 'language: de'],
};

// Builds each, as portals that hold all their files and name few of their pages; `remove` takes them away again.
export function buildVariants() {
  const out = mkdtempSync(join(tmpdir(), 'bailiwick-variants-'));
  const portals = Object.entries(VARIANTS).map(([name, line]) => {
    const folder = copyExample();
    try {
      change(join(folder, 'bailiwick.yaml'), ...line);
      execFileSync(program(), ['build', folder, '--client', CLIENT, '--out', join(out, name)], { stdio: 'pipe' });
    } finally {
      removeFolder(folder);
    }
    const portal = openPortal(join(out, name, CLIENT));
    const pages = new Set(specimens(portal).values());
    // The page that holds all others was looked at in another portal.
    return { ...portal, name: `${CLIENT}-${name}`, partial: true, pages: portal.pages.filter((page) => pages.has(page) && page !== 'print.html') };
  });
  return { portals, remove: () => rmSync(out, { recursive: true, force: true }) };
}

function change(file, pattern, line) {
  const text = readFileSync(file, 'utf8');
  if (!pattern.test(text)) throw new Error(`${file} has no line for ${pattern}`);
  writeFileSync(file, text.replace(pattern, line));
}
