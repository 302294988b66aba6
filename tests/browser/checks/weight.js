// The first view (a page with its styles and scripts) stays within 30 KB compressed, and 0.2 KB more for a row of the matrix.
import { gzipSync } from 'node:zlib';
import { PAPER } from './paper.js';

const LIMIT = 30_000;
const ROW = 200;

// The page that shows what a search finds loads it at once; every other page does when somebody searches.
export const SEARCH = 'search.html';

const compressed = new Map();

// `files` are the page and what it loaded at once. The page that holds all others is for paper, and weighs what they do.
export function weight(portal, page, files, rows) {
  const bytes = files.map((file) => gzipped(portal, file)).reduce((sum, one) => sum + one, 0);
  const limit = page === PAPER || page === SEARCH ? Infinity : LIMIT + rows * ROW;
  return { bytes, limit, found: bytes > limit ? [`first view weighs ${bytes} bytes compressed, expected at most ${limit}`] : [] };
}

function gzipped(portal, file) {
  const key = `${portal.folder}/${file}`;
  if (!compressed.has(key)) compressed.set(key, gzipSync(portal.read(file), { level: 9 }).length);
  return compressed.get(key);
}
