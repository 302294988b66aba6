// Talks to yaml-language-server as an editor does (Language Server Protocol 3.17): opens texts, waits for what is marked in them, asks for completions.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const PROGRAM = join(dirname(createRequire(import.meta.url).resolve('yaml-language-server/package.json')), 'bin/yaml-language-server');
const SETTINGS = { yaml: { validate: true, completion: true, hover: true, schemaStore: { enable: false } }, http: {} };

export async function startLanguageServer(folder) {
  const server = spawn(process.execPath, [PROGRAM, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const asked = new Map();
  const marked = new Map();
  let count = 0;
  let received = Buffer.alloc(0);

  const send = (message) => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const ask = (method, params) =>
    new Promise((resolve, reject) => {
      count += 1;
      asked.set(count, { resolve, reject });
      send({ id: count, method, params });
    });
  const take = ({ id, method, params, result, error }) => {
    if (method === 'textDocument/publishDiagnostics') marked.get(params.uri)?.(params.diagnostics);
    else if (method === 'workspace/configuration') send({ id, result: params.items.map(({ section }) => SETTINGS[section] ?? null) });
    else if (method && id !== undefined) send({ id, result: null });
    else if (asked.has(id)) error ? asked.get(id).reject(new Error(error.message)) : asked.get(id).resolve(result);
  };
  server.stdout.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    for (;;) {
      const head = received.indexOf('\r\n\r\n');
      if (head < 0) return;
      const end = head + 4 + Number(/Content-Length: (\d+)/i.exec(received.subarray(0, head))[1]);
      if (received.length < end) return;
      const message = JSON.parse(received.subarray(head + 4, end));
      received = received.subarray(end);
      take(message);
    }
  });

  const rootUri = pathToFileURL(folder).href;
  await ask('initialize', {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: 'workspace' }],
    capabilities: { workspace: { configuration: true, workspaceFolders: true }, textDocument: { hover: { contentFormat: ['markdown'] } } },
  });
  send({ method: 'initialized', params: {} });

  return {
    /** Opens a text at a path of the folder and returns what is marked in it, line by line. */
    async open(path, text) {
      const uri = pathToFileURL(join(folder, path)).href;
      const diagnostics = new Promise((resolve) => marked.set(uri, resolve));
      send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text } } });
      return (await diagnostics).map(({ range, message }) => ({ line: range.start.line + 1, column: range.start.character + 1, message }));
    },
    /** Returns what is offered at a place of an opened text; line and column count from 1. */
    async complete(path, line, column) {
      const uri = pathToFileURL(join(folder, path)).href;
      const { items } = await ask('textDocument/completion', { textDocument: { uri }, position: { line: line - 1, character: column - 1 } });
      return items;
    },
    /** Returns what is said about a place. */
    async hover(path, line, column) {
      const uri = pathToFileURL(join(folder, path)).href;
      const said = await ask('textDocument/hover', { textDocument: { uri }, position: { line: line - 1, character: column - 1 } });
      return said?.contents?.value ?? '';
    },
    async stop() {
      await ask('shutdown', null);
      send({ method: 'exit' });
    },
  };
}
