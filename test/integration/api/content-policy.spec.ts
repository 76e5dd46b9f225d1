import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { request as forward } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { get } from '../../support/http.js';
import { type RunningApi, startApi } from '../../support/api.js';
import { launchBrowser } from '../../support/browser.js';
import { TestAuthority } from '../../support/certificates.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

/** Opens a socket to the host of the page and one to another host, and shows the results. */
const SCRIPT = `
const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
const open = (host) => new Promise((resolve) => {
  let socket;
  try { socket = new WebSocket(scheme + '://' + host + '/socket.io/?EIO=4&transport=websocket'); } catch { return resolve('refused'); }
  socket.onmessage = () => resolve('open');
  socket.onerror = () => resolve('refused');
});
const refusals = [];
document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => refusals.push(effectiveDirective));
Promise.all([open(location.host), open('other.invalid')]).then((states) => {
  document.title = states.join() + ' ' + refusals.join();
});`;

let database: TestDatabase;
let api: RunningApi;
let portal: string;
let browser: Browser;
let proxy: Server;

beforeAll(async () => {
  portal = mkdtempSync(join(tmpdir(), 'dutycycle-portal-'));
  writeFileSync(
    join(portal, 'index.html'),
    '<!doctype html><title>…</title><script src="/sockets.js"></script>',
  );
  writeFileSync(join(portal, 'sockets.js'), SCRIPT);
  database = await createTestDatabase();
  api = await startApi(database, { PORTAL_FOLDER: portal });
  browser = await launchBrowser();
  const authority = await TestAuthority.create('proxy');
  const { pem: cert, keyPem: key } = await authority.signForServer();
  proxy = tlsProxyTo(Number(new URL(api.url).port), { cert, key });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  await browser?.close();
  proxy?.closeAllConnections();
  proxy?.close();
  await api?.stop();
  await database?.drop();
  rmSync(portal, { recursive: true, force: true });
});

/** Terminates TLS in front of the API, as in a real installation. */
function tlsProxyTo(port: number, tls: { cert: string; key: string }): Server {
  const server = createServer(tls, (request, response) => {
    const { method, url: path, headers } = request;
    const onward = forward({ port, host: '127.0.0.1', method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  server.on('upgrade', (request, socket, head) => {
    const onward = connect(port, '127.0.0.1', () => {
      const lines = request.rawHeaders.flatMap((name, at, all) =>
        at % 2 === 0 ? [`${name}: ${all[at + 1]}`] : [],
      );
      onward.write(`GET ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket);
      socket.pipe(onward);
    });
    for (const one of [onward, socket])
      one.on('error', () => [onward, socket].forEach((each) => each.destroy()));
  });
  return server;
}

describe('a page of the portal', () => {
  it('can connect only to its own origin', async () => {
    const policy = (await get(api, '/', { accept: 'text/html' })).headers.get('content-security-policy');
    expect(/connect-src[^;]*/.exec(policy ?? '')?.[0]).toBe("connect-src 'self'");
  });

  it.each(['http', 'https'])('can open only its own live socket in Chromium over %s', async (scheme) => {
    const address = proxy.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const url = scheme === 'http' ? api.url : `https://127.0.0.1:${port}`;
    const page = await browser.newPage({ ignoreHTTPSErrors: true });
    // This limit only ends a wait that hangs.
    page.setDefaultTimeout(150_000);
    await page.goto(url);
    await page.waitForFunction(() => document.title !== '…');
    expect(await page.title()).toBe('open,refused connect-src');
    await page.close();
  });
});
