import { gzipSync } from 'node:zlib';
import type { DescribedRoute } from './described-routes.js';

interface BadBody {
  readonly name: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

const keys = (count: number): string =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, at) => [`key${at}`, at])));
const nested = (depth: number, open = '[', close = ']'): string =>
  `${open.repeat(depth)}${close.repeat(depth)}`;

const BAD_BODIES: readonly BadBody[] = [
  { name: '90,000 keys', body: keys(90_000) },
  { name: '1,000 keys', body: keys(1000) },
  { name: '17 kB', body: JSON.stringify({ email: 'x'.repeat(17_000) }) },
  { name: '10 MB', body: JSON.stringify({ email: 'x'.repeat(10_000_000) }) },
  { name: '5,000 nested arrays', body: nested(5000) },
  { name: '2,500 nested objects', body: `${'{"a":'.repeat(2500)}1${'}'.repeat(2500)}` },
  { name: 'array with 8,000 items', body: `{"email":[${'1,'.repeat(7_999)}1]}` },
  { name: 'truncated JSON', body: '{"email":"a' },
  { name: 'not JSON', body: '\u0000\u0001\u0002' },
  { name: 'NUL character in a string', body: '{"email":"a\\u0000b","password":"x"}' },
  { name: 'unpaired surrogate', body: '{"email":"\\ud800","password":"x"}' },
  { name: '__proto__', body: '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}' },
  {
    name: 'gzip bomb',
    body: new Uint8Array(gzipSync(JSON.stringify({ email: 'x'.repeat(20_000_000) }))),
    headers: { 'content-encoding': 'gzip' },
  },
  {
    name: 'invalid gzip',
    body: new Uint8Array([31, 139, 8, 0, 1]),
    headers: { 'content-encoding': 'gzip' },
  },
  {
    name: 'UTF-16',
    body: new Uint8Array(Buffer.from(nested(3000), 'utf16le')),
    headers: { 'content-type': 'application/json; charset=utf-16' },
  },
  {
    name: 'form',
    body: 'email=a&password=b',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  },
  {
    name: 'invalid multipart form',
    body: '--x\r\nContent-Disposition: form-data; name="file"',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  },
];

const BAD_PATHS: readonly string[] = [
  '/api/v1/%zz',
  '/api/v1/%00',
  `/api/v1/${'a/'.repeat(4000)}`,
  `/api/v1/health/live?${Array.from({ length: 1500 }, (_, at) => `a${at}=1`).join('&')}`,
  `/api/v1/health/live?a${'[a]'.repeat(3000)}=1`,
  '/api/openapi.json',
  '/api/openapi.yaml',
  '/api/docs/',
  '/socket.io/?EIO=4&transport=polling',
  `/socket.io/?EIO=4&transport=polling&sid=${'x'.repeat(5000)}`,
  '/../../etc/passwd',
];

/** Maximum length of an error response. */
const MAX_REJECTION_BYTES = 8192;

export interface RejectionReport {
  readonly sent: number;
  /** Responses other than a short error. */
  readonly wrong: readonly string[];
}

/** Sends invalid bodies to every public route except GET, and then requests for invalid paths, one after the other. */
export async function sendBadRequests(
  portalUrl: string,
  routes: readonly DescribedRoute[],
): Promise<RejectionReport> {
  const wrong: string[] = [];
  let sent = 0;
  for (const { method, path } of routes) {
    const url = `${portalUrl}${path.replace(/\{[^}]+\}/g, 'x'.repeat(43))}`;
    const bodies = method === 'GET' ? [] : BAD_BODIES;
    for (const { name, body, headers } of bodies) {
      sent += 1;
      const seen = await send(url, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
      if (seen.status >= 500 || seen.status < 400 || seen.bytes > MAX_REJECTION_BYTES)
        wrong.push(`${method} ${path}, ${name}: ${seen.status}, ${seen.bytes} bytes`);
    }
  }
  for (const path of BAD_PATHS) {
    sent += 1;
    const { status } = await send(`${portalUrl}${path}`, { method: 'GET' });
    if (status >= 500) wrong.push(`GET ${path.slice(0, 60)}: ${status}`);
  }
  return { sent, wrong };
}

/** Sends a request. A missing response is returned as status 599. */
async function send(url: string, init: RequestInit): Promise<{ status: number; bytes: number }> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(20_000) });
    return { status: response.status, bytes: (await response.arrayBuffer()).byteLength };
  } catch {
    return { status: 599, bytes: 0 };
  }
}
