// The schemas of `bailiwick schema` in the language server that editors use: what is right is not marked, what is misspelt is, and keys are offered.
// The program is the one in BAILIWICK, or else the newest that cargo has built.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startLanguageServer } from './editor/language-server.js';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const EXAMPLE = join(REPOSITORY, 'content-example');

let workspace;
let server;

before(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'bailiwick-editor-'));
  execFileSync(program(), ['init', '--quiet', workspace]);
  server = await startLanguageServer(workspace);
});

after(async () => {
  await server?.stop();
  rmSync(workspace, { recursive: true });
});

function program() {
  const target = process.env.CARGO_TARGET_DIR ?? join(REPOSITORY, 'target');
  const built = ['release', 'debug'].map((profile) => join(target, profile, 'bailiwick'));
  const there = [process.env.BAILIWICK, ...built].filter((path) => path && statSync(path, { throwIfNoEntry: false }));
  assert.ok(there.length > 0, 'there is no program to try: run cargo build');
  if (process.env.BAILIWICK) return process.env.BAILIWICK;
  return there.sort((left, right) => statSync(right).mtimeMs - statSync(left).mtimeMs)[0];
}

// The content files below a folder, by their paths from it.
function contentOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)));
  return paths.filter((path) => /^(bailiwick\.yaml|(library|clients)\/.*\.(yaml|md))$/.test(path)).sort();
}

// The schema's word is that of the file, or of the folder below the library or the client.
function wordOf(path) {
  const below = path.replace(/^(library|clients\/[^/]+)\//, '');
  return below.split('/')[0].replace(/\.(yaml|md)$/, '');
}

// What stands between the two lines of dashes is YAML too.
function yamlOf(folder, path) {
  const text = readFileSync(join(folder, path), 'utf8');
  return path.endsWith('.md') ? (/^---\n([^]*?)^---$/m.exec(text)?.[1] ?? '') : text;
}

// The server waits a moment after each text before it looks: so all are opened at once.
const all = (items, look) => Promise.all(items.map(look));

const headed = (word, text) => `# yaml-language-server: $schema=../.bailiwick/schema/${word}.json\n${text}`;

it('marks nothing in the files that init writes, by the line at their head', async () => {
  const paths = contentOf(workspace);
  assert.ok(paths.length >= 10, `${paths.length} files`);
  await all(paths, async (path) => {
    const text = readFileSync(join(workspace, path), 'utf8');
    assert.match(text, /^# yaml-language-server: \$schema=/, path);
    assert.deepEqual(await server.open(path, text), [], path);
    // A schema that was not found marks nothing either.
    const spoilt = text.replace(/^(- )?(title|id|bailiwick):/m, '$1titel:');
    assert.notDeepEqual(await server.open(`${path}.spoilt.yaml`, spoilt), [], path);
  });
});

it('marks nothing in the example, overlays and front matter included', async () => {
  const paths = contentOf(EXAMPLE);
  assert.ok(paths.length >= 30, `${paths.length} files`);
  await all(paths, async (path, number) => {
    const marks = await server.open(`example/${number}.yaml`, headed(wordOf(path), yamlOf(EXAMPLE, path)));
    assert.deepEqual(marks, [], path);
  });
});

const WRONG = [
  ['contacts', '- id: dana-kim\n  titel: Dana Kim\n', 3, 3, 'titel'],
  ['contacts', 'title: Dana Kim\nside: client\nmobil: +1\n', 4, 1, 'mobil'],
  ['contacts', '- title: Dana Kim\n', 2, 3, 'id'],
  ['services', '- id: backup\n  targets:\n    P1: { respnd: 4h }\n', 4, 11, 'respnd'],
  ['services', '- id: backup\n  targets: { P6: { respond: 4h } }\n', 3, 14, 'P6'],
  ['services', '- id: backup\n  criticality: hihg\n', 3, 16, '"high"'],
  ['services', '- id: backup\n  continuity: { rto: 4 hours }\n', 3, 22, 'duration'],
  ['responsibilities', '- id: patch\n  parts:\n    - { id: a, spilt: step }\n', 4, 16, 'spilt'],
  ['responsibilities', '- id: patch\n  next: 24.12.2026\n', 3, 9, 'date'],
  ['decisions', '- id: who\n  factors: { expertise: { score: 7 } }\n', 3, 34, '5'],
  ['severity', 'impacts: [{ id: site, title: A site, sumary: Many }]\n', 2, 38, 'sumary'],
  ['client', 'title: Acme\nvisiblity: internal\n', 3, 1, 'visiblity'],
  ['bailiwick', 'bailiwick: 1\nprovider: { title: Northwind }\n', 3, 1, 'zone'],
];

it('marks what is misspelt, at its place and once', async () => {
  await all(WRONG, async ([word, text, line, column, expected], number) => {
    const marks = await server.open(`wrong/${number}.yaml`, headed(word, text));
    assert.equal(marks.length, 1, `${text}${JSON.stringify(marks)}`);
    assert.deepEqual([marks[0].line, marks[0].column], [line, column], `${text}${JSON.stringify(marks)}`);
    assert.ok(marks[0].message.includes(expected), `${text}${marks[0].message}`);
  });
});

const FINE = [
  ['contacts', ''],
  ['contacts', '# Nobody yet.\n'],
  ['services', '- { id: backup, x-ledger: { any: [thing] }, internal_notes: Ours, provided_by: noc, area: , targets: { P3: } }\n'],
  ['responsibilities', '- id: patch\n  visibility: internal\n  parts:\n    - { id: approve, remove: true }\n    - { id: deploy, by: noc, x-own: 1, visibility: internal }\n'],
  ['responsibilities', 'title: 2026\ncode: 7\nkeywords: 365\nparts: { id: a, title: A, split: step }\n'],
  ['frameworks', 'title: CIS\nversion: 8\ncontrols: [{ id: 7.3, title: 7.3 }]\n'],
];

it('marks nothing that is fine', async () => {
  await all(FINE, async ([word, text], number) => {
    assert.deepEqual(await server.open(`fine/${number}.yaml`, headed(word, text)), [], text);
  });
});

it('offers the keys of a kind and what each means', async () => {
  await server.open('offers/keys.yaml', headed('contacts', '- id: dana-kim\n  \n'));
  const offered = await server.complete('offers/keys.yaml', 3, 3);
  const labels = offered.map(({ label }) => label);
  for (const key of ['title', 'side', 'role', 'mobile', 'can', 'summary', 'owner', 'internal_notes']) {
    assert.ok(labels.includes(key), `${key} is not offered: ${labels}`);
  }
  assert.ok(!labels.includes('windows'), `${labels}`);
  assert.match(JSON.stringify(offered.find(({ label }) => label === 'backup').documentation), /Who stands in\./);
});

it('offers keys further in, and words with what they mean', async () => {
  const text = '- id: backup\n  criticality: \n  targets:\n    P1:\n      \n';
  await server.open('offers/deep.yaml', headed('services', text));
  const keys = (await server.complete('offers/deep.yaml', 6, 7)).map(({ label }) => label);
  assert.ok(['respond', 'resolve', 'update_every', 'coverage'].every((key) => keys.includes(key)), `${keys}`);
  const words = await server.complete('offers/deep.yaml', 3, 16);
  const high = words.find(({ label }) => label === 'high');
  assert.match(JSON.stringify(high?.documentation ?? ''), /suffers at once/);
  assert.match(await server.hover('offers/deep.yaml', 4, 4), /service level agreement/);
});
