// The example in other clothes: built anew with one setting changed.
// One page of each type is looked at in full, and of another theme every page of every client in passing.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PAPER } from './checks/paper.js';
import { openPortal, portalsIn, specimens } from './portal.js';
import { copyExample, program, removeFolder } from './preview.js';

const CLIENT = 'acme';

// What differs: a line of bailiwick.yaml; and whether the pages are others, too, or the same in other words.
const VARIANTS = [
  { name: 'plain', line: [/^theme:.*$/m, 'theme: plain'], every: true },
  { name: 'german', line: [/^language:.*$/m, 'language: de'], every: false },
];

// Builds each; `remove` takes them away again.
export function buildVariants() {
  const out = mkdtempSync(join(tmpdir(), 'bailiwick-variants-'));
  const portals = VARIANTS.flatMap(({ name, line, every }) => {
    build(line, join(out, name));
    const portals = portalsIn(join(out, name)).map(openPortal);
    const inFull = portals.filter((portal) => portal.name === CLIENT).map((portal) => ({ ...oneOfEach(portal), name: `${portal.name}-${name}` }));
    return every ? [...inFull, ...portals.map((portal) => ({ ...portal, glance: true, name: `${portal.name}-${name}-every-page` }))] : inFull;
  });
  return { portals, remove: () => rmSync(out, { recursive: true, force: true }) };
}

function build(line, out) {
  const folder = copyExample();
  try {
    change(join(folder, 'bailiwick.yaml'), ...line);
    execFileSync(program(), ['build', folder, '--out', out], { stdio: 'pipe' });
  } finally {
    removeFolder(folder);
  }
}

// A portal that holds all its files and names few of its pages. The page that holds all others was looked at in another portal.
function oneOfEach(portal) {
  const pages = new Set(specimens(portal).values());
  return { ...portal, partial: true, pages: portal.pages.filter((page) => pages.has(page) && page !== PAPER) };
}

function change(file, pattern, line) {
  const text = readFileSync(file, 'utf8');
  if (!pattern.test(text)) throw new Error(`${file} has no line for ${pattern}`);
  writeFileSync(file, text.replace(pattern, line));
}
