// A static server for one test run: plain files below a sub-path, on the loopback address, on any free port.
// Text is sent compressed, as static hosts do. It knows no folder indexes and no redirects, so a link that names no file fails here as it does from a folder.
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

// Serves each portal at `/some/sub/path/<name>/`.
export async function serve(portals) {
  const server = createServer((request, response) => {
    const [, name, file] = /^\/some\/sub\/path\/([^/]+)\/(.*)$/.exec(decodeURIComponent(new URL(request.url, 'http://host').pathname)) ?? [];
    const portal = portals.find((one) => one.name === name);
    if (!portal?.files.has(file)) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    const head = { 'content-type': type, 'cache-control': 'max-age=600' };
    const isText = /^text|json$|svg/.test(type) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    response.writeHead(200, isText ? { ...head, 'content-encoding': 'gzip' } : head);
    response.end(isText ? gzipSync(portal.read(file)) : portal.read(file));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address();
  return {
    address: (portal) => `http://127.0.0.1:${port}/some/sub/path/${portal.name}/`,
    close: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }),
  };
}
