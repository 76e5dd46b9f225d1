import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { io } from 'socket.io-client';
import type { RunningApi } from '../../support/api.js';
import { startBuiltApi } from '../../support/built-api.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { byKey, call, get } from '../../support/http.js';
import { eventually, until } from '../../support/eventually.js';
import { findFreePort } from '../../support/free-port.js';
import { createMaker, type MakerOfWorld } from '../../support/world.js';

const CONNECTIONS = 20;

let database: TestDatabase;
let owner: pg.Client;
let api: RunningApi;
let maker: MakerOfWorld;
let metricsUrl: string;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  maker = await createMaker(owner, 'limits');
  const healthPort = await findFreePort();
  metricsUrl = `http://127.0.0.1:${healthPort}`;
  // Runs in a separate process, so that the cost of requests can be measured by the CPU time of the process.
  api = await startBuiltApi(database, {
    HEALTH_PORT: String(healthPort),
    CONNECTIONS_PER_ADDRESS: String(CONNECTIONS),
  });
});

afterAll(async () => {
  await api?.stop();
  await owner?.end();
  await database?.drop();
});

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly code: string | undefined;
}

async function send(path: string, body: string | object | undefined, headers: Record<string, string> = {}) {
  const { status, text } = await call(api, body === undefined ? 'GET' : 'POST', path, {
    headers: { ...(typeof body === 'string' && { 'content-type': 'application/json' }), ...headers },
    body,
  });
  const code = /"code":"([a-z_.]+)"/.exec(text)?.[1];
  return { status, text, code } satisfies Answer;
}

const asAdmin = (): Record<string, string> => byKey(maker.staff.admin);
const unknownKeys = (count: number): string =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, at) => [`key${at}`, 1])));
const nested = (depth: number): string => `{"email":${'['.repeat(depth)}${']'.repeat(depth)}}`;

/**
 * Returns the CPU time of the API in milliseconds. Unlike the latency, it doesn't depend on other load of the machine.
 */
async function cpuMs(): Promise<number> {
  const { text } = await get({ url: metricsUrl }, '/metrics');
  return Number(/^dutycycle_process_cpu_seconds_total\S* (\S+)$/m.exec(text)?.[1]) * 1000;
}

/** Returns the minimum CPU time of three runs, in milliseconds. */
async function costOf(work: () => Promise<void>): Promise<number> {
  const costs: number[] = [];
  for (let run = 0; run < 3; run++) {
    const before = await cpuMs();
    await work();
    costs.push((await cpuMs()) - before);
  }
  return Math.min(...costs);
}

describe('a public route', () => {
  it('rejects a body with 90,000 unknown keys immediately with a short problem, and keeps serving others', async () => {
    const body = unknownKeys(90_000);
    const cost = await costOf(async () => {
      const answer = await send('/session', body);
      expect(answer).toMatchObject({ status: 413, code: 'api.body_too_large' });
      expect(answer.text.length).toBeLessThan(1000);
    });
    expect(cost).toBeLessThan(100);
  });

  it.each<[string, string, number, string]>([
    ['a body of 17 kB', JSON.stringify({ email: 'x'.repeat(17_000) }), 413, 'api.body_too_large'],
    ['51 keys', unknownKeys(51), 400, 'api.body_too_complex'],
    ['an array of 51 items', JSON.stringify({ email: Array(51).fill(1) }), 400, 'api.body_too_complex'],
    ['nesting of 5,000', nested(5000), 400, 'api.body_too_complex'],
    ['invalid JSON', '{"email":', 400, 'api.body_unreadable'],
    ['a bare string', '"x"', 400, 'api.body_unreadable'],
    ['half a character', String.raw`{"email":"\ud800","password":"x"}`, 422, 'api.value_unreadable'],
    ['50 unknown keys', unknownKeys(50), 400, 'api.field_unknown'],
  ])('rejects %s', async (_what, body, status, code) => {
    expect(await send('/session', body)).toMatchObject({ status, code });
  });

  it('rejects a body that expands when decompressed', async () => {
    const packed = gzipSync(JSON.stringify({ email: 'x'.repeat(10_000_000) }));
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    expect(await send('/session', new Blob([packed]), headers)).toMatchObject({ status: 413 });
  });

  it('rejects JSON in an encoding that hides its structure', async () => {
    const body = new Blob([Buffer.from(nested(500), 'utf16le')]);
    const headers = { 'content-type': 'application/json; charset=utf-16' };
    expect(await send('/session', body, headers)).toMatchObject({ status: 415 });
  });

  it('rejects a query of thousands of parameters', async () => {
    const query = Array.from({ length: 1500 }, (_, at) => `a${at}=1`).join('&');
    expect(await send(`/health/live?${query}`, undefined)).toMatchObject({
      status: 400,
      code: 'api.query_too_long',
    });
  });

  it('serves its description without delaying others', async () => {
    const cost = await costOf(async () => {
      for (const path of ['openapi.json', 'openapi.yaml', 'docs', 'docs/swagger-ui-init.js']) {
        expect((await get(api, `/api/${path}`)).status).toBe(200);
      }
    });
    expect(cost).toBeLessThan(100);
  });
});

describe('a route that requires a permission', () => {
  it('reads no body of an unauthorized request', async () => {
    expect(await send('/customers', '{"name":')).toMatchObject({
      status: 401,
      code: 'organization.not_signed_in',
    });
  });

  it.each<[string, string, number, string]>([
    ['a body of 1.1 MB', JSON.stringify({ name: 'x'.repeat(1_100_000) }), 413, 'api.body_too_large'],
    ['1,001 keys', unknownKeys(1001), 400, 'api.body_too_complex'],
    ['nesting of 5,000', nested(5000), 400, 'api.body_too_complex'],
    [
      'an array of 10,001 items',
      JSON.stringify({ name: Array(10_001).fill(1) }),
      400,
      'api.body_too_complex',
    ],
  ])('rejects %s', async (_what, body, status, code) => {
    expect(await send('/customers', body, asAdmin())).toMatchObject({ status, code });
  });

  it('lists at most 50 errors', async () => {
    const { text, status } = await send('/customers', unknownKeys(1000), asAdmin());
    expect(status).toBe(400);
    expect((JSON.parse(text) as { fields: unknown[] }).fields).toHaveLength(50);
  });

  it.each<[string, (form: FormData) => void]>([
    ['a field of 17 kB', (form) => form.append('kind', 'x'.repeat(17_000))],
    ['thirty fields', (form) => Array.from({ length: 30 }, (_, at) => form.append(`field${at}`, 'x'))],
    ['fields inside fields', (form) => form.append('kind[a][b][c]', 'sites')],
    ['a name of 200 characters', (form) => form.append('k'.repeat(200), 'x')],
    ['two files', (form) => [1, 2].forEach(() => form.append('file', new Blob(['code\nX\n']), 'f.csv'))],
  ])('rejects a form with %s', async (_what, fill) => {
    const form = new FormData();
    fill(form);
    const { status, code } = await send('/imports/preview', form, asAdmin());
    expect([400, 413]).toContain(status);
    expect(code).toMatch(/^api\./);
  });

  it('documents its limits in its description', async () => {
    const { body } = await get<{ paths: Record<string, Record<string, Record<string, unknown>>> }>(
      api,
      '/api/openapi.json',
    );
    const limitOf = (path: string, method: string): unknown =>
      body.paths[`/api/v1${path}`]?.[method]?.['x-max-body-bytes'];
    expect(limitOf('/session', 'post')).toBe(16_384);
    expect(limitOf('/customers', 'post')).toBe(1_048_576);
    expect(limitOf('/history-imports/{id}/content', 'put')).toBe(64 * 1024 * 1024);
  });
});

describe('a socket', () => {
  it('is closed after a message of 20 kB, and the next socket is served', async () => {
    const open = () =>
      io(`${api.url}/live`, {
        auth: { token: maker.staff.admin.key },
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
      });
    const long = open();
    await new Promise<void>((resolve) => long.once('connect', resolve));
    const ended = new Promise<void>((resolve) => long.once('disconnect', () => resolve()));
    long.emit('watch', { machineId: 'x'.repeat(20_000) });
    await ended;
    const other = open();
    await new Promise<void>((resolve) => other.once('connect', resolve));
    const deep = `${'['.repeat(4000)}${']'.repeat(4000)}`;
    const answer: unknown = await other.emitWithAck('watch', { machineId: JSON.parse(deep) as unknown });
    expect(answer).toMatchObject({ ok: false, code: 'api.request_invalid' });
    other.disconnect();
  });
});

describe('a request with an unreadable head', () => {
  const answerTo = (head: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(api.url).port), '127.0.0.1', () => socket.write(head));
      let answer = '';
      socket.on('data', (data) => (answer += data.toString()));
      socket.once('close', () => resolve(answer));
      socket.once('error', reject);
    });

  it.each([
    [
      'a URL of 20 kB',
      `GET /api/v1/session?a=${'x'.repeat(20_000)} HTTP/1.1\r\n\r\n`,
      '431',
      'headers_too_large',
    ],
    [
      'a header of 20 kB',
      `GET / HTTP/1.1\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
      '431',
      'headers_too_large',
    ],
    ['invalid HTTP', 'HELLO\r\n\r\n', '400', 'request_unreadable'],
  ])('gets a problem as response: %s', async (_what, head, status, code) => {
    const answer = await answerTo(head);
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    expect(answer).toContain('Content-Type: application/problem+json');
    expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toMatchObject({
      status: Number(status),
      code: `api.${code}`,
      correlationId: expect.any(String),
    });
  });
});

describe('a slow client', () => {
  const port = () => Number(new URL(api.url).port);

  it('is disconnected when its headers take longer than 10 s', async () => {
    const socket = connect(port(), '127.0.0.1');
    const began = Date.now();
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n');
    let answer = '';
    socket.on('data', (data) => (answer += data.toString()));
    const trickle = setInterval(() => socket.write('X-A: b\r\n'), 1000);
    await new Promise((resolve) => {
      socket.once('close', resolve);
      socket.on('error', () => {});
    });
    clearInterval(trickle);
    expect(Date.now() - began).toBeGreaterThan(9_000);
    expect(answer).toContain('"code":"api.headers_too_slow"');
  });

  it('is disconnected when its body takes longer than 30 s', async () => {
    const began = Date.now();
    const request = httpRequest(`${api.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': '1000' },
    });
    request.on('error', () => {});
    request.write('{');
    const trickle = setInterval(() => request.write(' '), 1000);
    const status = await new Promise((resolve) => {
      request.once('response', (response) => resolve(response.statusCode));
      request.once('close', () => resolve(undefined));
    });
    clearInterval(trickle);
    expect(status).toBe(408);
    expect(Date.now() - began).toBeGreaterThan(29_000);
  });

  it('is limited to the maximum connections per address', async () => {
    const sockets = Array.from({ length: CONNECTIONS + 10 }, () => connect(port(), '127.0.0.1'));
    let closed = 0;
    for (const socket of sockets) {
      socket.on('error', () => {});
      socket.once('close', () => (closed += 1));
    }
    await until(() => closed >= 10);
    await sleep(500);
    // Connections of earlier calls may still be open, and they are counted, too.
    expect(closed).toBeGreaterThanOrEqual(10);
    expect(closed).toBeLessThan(CONNECTIONS + 10);
    sockets.forEach((socket) => socket.destroy());
    const next = () => send('/health/live', undefined).catch(() => undefined);
    expect(await eventually(next, (answer) => answer?.status === 200)).toMatchObject({ status: 200 });
  });
});
