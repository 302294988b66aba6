// A built portal as it lies on disk: its files, its pages, and which type each page is of.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

// The folders to be tested: those in BAILIWICK_PORTALS (separated by colons), or else all that the example was built into.
export function portalFolders() {
  if (process.env.BAILIWICK_PORTALS) return process.env.BAILIWICK_PORTALS.split(':').filter(Boolean).map((folder) => resolve(folder));
  const built = join(REPOSITORY, 'content-example/dist');
  return existsSync(built) ? portalsIn(built) : [];
}

// The portals of one output, a folder for each client.
export function portalsIn(out) {
  const entries = readdirSync(out, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  return entries.map(({ name }) => join(out, name)).sort();
}

// Reads which files there are. Paths are relative, with `/`, in the order of their names.
export function openPortal(folder) {
  if (!existsSync(join(folder, 'index.html'))) throw new Error(`no portal in ${folder}: it has no index.html`);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  return {
    name: basename(folder),
    folder,
    files: new Set(files),
    pages: files.filter((file) => file.endsWith('.html')),
    read: (file) => readFileSync(join(folder, file)),
  };
}

// `contacts/dana-kim.html` is of the type `contacts/*`; a page at the top is a type of its own.
export function pageType(page) {
  return page.includes('/') ? `${dirname(page)}/*` : page;
}

// One page for each type: the largest, since most can go wrong there.
export function specimens(portal) {
  const byType = new Map();
  for (const page of portal.pages) {
    const type = pageType(page);
    const other = byType.get(type);
    if (!other || portal.read(page).length > portal.read(other).length) byType.set(type, page);
  }
  return byType;
}
