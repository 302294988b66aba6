// The first view (a page with its styles and scripts) stays within 30 KB compressed.
// What lists everything may weigh more for each thing: 0.2 KB for a row of the matrix or of the duties, 0.02 KB for an entry of the A to Z.
import { gzipSync } from 'node:zlib';

const LIMIT = 30_000;
const MORE = { 'tr.mx-row': 200, 'tr[data-who]': 200, '.az li': 20 };

export const LISTED = Object.keys(MORE);

const compressed = new Map();

// `files` are the page and what it loaded at once; `counts` says how many things it lists, in the order of `LISTED`.
export function weight(portal, files, counts) {
  const bytes = files.map((file) => gzipped(portal, file)).reduce((sum, one) => sum + one, 0);
  const limit = LIMIT + counts.reduce((sum, count, index) => sum + count * MORE[LISTED[index]], 0);
  return { bytes, limit, found: bytes > limit ? [`first view weighs ${bytes} bytes compressed, expected at most ${limit}`] : [] };
}

function gzipped(portal, file) {
  const key = `${portal.folder}/${file}`;
  if (!compressed.has(key)) compressed.set(key, gzipSync(portal.read(file), { level: 9 }).length);
  return compressed.get(key);
}
