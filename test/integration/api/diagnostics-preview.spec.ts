import { tmpdir } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import type { RunningApi } from '../../support/api.js';
import { startBuiltApi } from '../../support/built-api.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { runGuide } from '../../support/guide.js';
import { byKey } from '../../support/http.js';
import { createMaker, type MakerOfWorld } from '../../support/world.js';

const ROWS = 120_000;
const SIGNALS = 8;
/** Processing the body in the event loop would block it for seconds. */
const MAX_MEDIAN_MS = 50;

let database: TestDatabase;
let owner: pg.Client;
let api: RunningApi;
let maker: MakerOfWorld;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  maker = await createMaker(owner, 'diagnostics');
  api = await startBuiltApi(database);
});

afterAll(async () => {
  await api?.stop();
  await owner?.end();
  await database?.drop();
});

function post(
  path: string,
  body: Uint8Array | string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${api.url}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...byKey(maker.staff.engineer), ...headers },
    body: body as BodyInit,
  });
}

const codeOf = async (response: Response) => [
  response.status,
  ((await response.json()) as { code: string }).code,
];

const detection = (rows: number) =>
  JSON.stringify({
    signals: Array.from({ length: SIGNALS }, (_, index) => ({ key: `s${index}`, unit: null, kind: 'gauge' })),
    everySeconds: 1,
    values: Array.from({ length: rows }, (_, row) =>
      Array.from({ length: SIGNALS }, (_value, signal) => ((row * 7919 * (signal + 3)) % 1000) / 10),
    ),
    learnRows: 400,
  });

it('answers other requests while it works on a large body', async () => {
  const body = gzipSync(detection(ROWS));
  const answer = post('diagnostics/preview', body, { 'content-encoding': 'gzip' });
  let isDone = false;
  void answer.finally(() => (isDone = true));
  const waits: number[] = [];
  while (!isDone) {
    const started = performance.now();
    await (await fetch(`${api.url}/api/v1/health/live`)).arrayBuffer();
    waits.push(performance.now() - started);
    await sleep(10);
  }
  const response = await answer;
  expect(response.status).toBe(200);
  const { scores, states } = (await response.json()) as { scores: number[]; states: string };
  expect(scores).toHaveLength(ROWS);
  expect(states).toHaveLength(ROWS);
  expect(waits.length).toBeGreaterThan(5);
  expect(waits.sort((a, b) => a - b)[waits.length >> 1]).toBeLessThan(MAX_MEDIAN_MS);
});

it('answers a remaining life from a thread', async () => {
  const wear = (life: number, rows = life) =>
    Array.from({ length: rows }, (_, row) => [Math.max(0, row - life + 80), row % 3, (row * 7) % 5]);
  const body = JSON.stringify({
    signals: [{ key: 'a' }, { key: 'b' }, { key: 'c' }],
    units: Array.from({ length: 12 }, (_, index) => ({
      id: `U${index}`,
      values: wear(120 + 9 * index),
      ended: 'failure',
    })),
    targets: [{ id: 'T', values: wear(150, 120) }],
  });
  const { targets } = (await (await post('remaining-life/preview', body)).json()) as {
    targets: { p50: number; level: string }[];
  };
  expect(targets[0]!.level).toBe('similarity');
  expect(Math.abs(targets[0]!.p50 - 30)).toBeLessThan(10);
});

it('rejects bodies that it cannot read', async () => {
  expect(await codeOf(await post('diagnostics/preview', '{"signals": '))).toEqual([
    400,
    'api.body_unreadable',
  ]);
  expect(await codeOf(await post('diagnostics/preview', 'a=1', { 'content-type': 'text/plain' }))).toEqual([
    415,
    'api.media_type_unsupported',
  ]);
  expect(await codeOf(await post('diagnostics/preview', '{}', { 'content-encoding': 'br' }))).toEqual([
    415,
    'api.media_type_unsupported',
  ]);
  const tooLarge = gzipSync(Buffer.alloc(33 * 1024 * 1024, ' '));
  expect(await codeOf(await post('diagnostics/preview', tooLarge, { 'content-encoding': 'gzip' }))).toEqual([
    413,
    'api.body_too_large',
  ]);
});

it('names the invalid field of a large body', async () => {
  const body = detection(2000).replace(/\],"learnRows"/, ',[1,2]],"learnRows"');
  const response = await post('diagnostics/preview', body);
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({
    code: 'diagnostics.row_length_wrong',
    fields: [{ pointer: '/values/2000' }],
  });
});

it('accepts the examples of the guide', async () => {
  const env = { PORTAL: api.url, API_KEY: maker.staff.engineer.key };
  const answers = await runGuide('diagnostics-preview.md', tmpdir(), env);
  expect(answers).toContain('"states":"000"');
  expect(answers).toContain('"level":"design_life"');
});
