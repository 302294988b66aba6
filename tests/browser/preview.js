// A preview for the tests: a copy of the example in a folder of its own, `bailiwick serve` on it, and edits that can be taken back.
// The program is the one in BAILIWICK, or else the one that cargo has built for release.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

export function copyExample() {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-preview-'));
  const isContent = (path) => !['dist', 'dist-internal', '.bailiwick'].includes(basename(path));
  cpSync(join(REPOSITORY, 'content-example'), folder, { recursive: true, filter: isContent });
  return folder;
}

export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true });
}

// The program as it was built for release, or the one that BAILIWICK names.
export function program() {
  const built = process.env.BAILIWICK ?? join(process.env.CARGO_TARGET_DIR ?? join(REPOSITORY, 'target'), 'release/bailiwick');
  assert.ok(existsSync(built), `there is no ${built}: run cargo build --release`);
  return built;
}

// Starts a preview and waits until it says its address.
export async function startPreview(folder, { port = 0, editor } = {}) {
  const more = editor ? ['--editor', editor] : [];
  const child = spawn(program(), ['serve', folder, '--port', String(port), ...more], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data) => { said += data; });
  const ended = new Promise((done) => child.once('exit', done));
  const line = await new Promise((first, fail) => {
    child.stdout.once('data', (data) => first(String(data).trim()));
    ended.then((code) => fail(new Error(`the preview ended with ${code}: ${said}`)));
  });
  const { port: found } = new URL(line);
  return {
    port: Number(found),
    address: `http://127.0.0.1:${found}/`,
    said: () => said,
    // Stopped, it holds its connections and says nothing on them.
    pause: () => process.kill(child.pid, 'SIGSTOP'),
    resume: () => process.kill(child.pid, 'SIGCONT'),
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

// Edits below a folder; `undo` takes back all that were made.
export function editing(folder) {
  const before = new Map();
  const at = (path) => join(folder, path);
  const note = (path) => { if (!before.has(path)) before.set(path, existsSync(at(path)) ? readFileSync(at(path), 'utf8') : null); };
  return {
    write(path, text) {
      note(path);
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), text);
    },
    // Replaces what stands there once.
    replace(path, old, text) {
      const whole = readFileSync(at(path), 'utf8');
      assert.equal(whole.split(old).length, 2, `“${old}” stands once in ${path}`);
      this.write(path, whole.replace(old, () => text));
    },
    append(path, text) {
      this.write(path, readFileSync(at(path), 'utf8') + text);
    },
    // Takes a folder away; the answer puts it back.
    takeAway(path) {
      const aside = mkdtempSync(join(tmpdir(), 'bailiwick-aside-'));
      renameSync(at(path), join(aside, 'it'));
      return () => {
        renameSync(join(aside, 'it'), at(path));
        rmSync(aside, { recursive: true });
      };
    },
    undo() {
      for (const [path, text] of before) if (text === null) rmSync(at(path), { force: true }); else writeFileSync(at(path), text);
      before.clear();
    },
  };
}
