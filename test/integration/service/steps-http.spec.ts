import pg from 'pg';
import { type RunningApi, startApi } from '../../support/api.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { byKey, call } from '../../support/http.js';
import { createMaker, type MakerOfWorld } from '../../support/world.js';

describe('steps over HTTP', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let api: RunningApi;
  let maker: MakerOfWorld;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    maker = await createMaker(owner, 'steps');
    api = await startApi(database);
  });

  afterAll(async () => {
    await api?.stop();
    await owner?.end();
    await database?.drop();
  });

  async function post(path: string, body: object, headers: Record<string, string> = {}) {
    const answer = await call<{ state?: string; version?: number; code?: string }>(api, 'POST', path, {
      as: byKey(maker.staff.admin),
      body,
      headers,
    });
    return {
      status: answer.status,
      replayed: answer.headers.get('idempotency-replayed'),
      answer: answer.body,
    };
  }

  const ticket = () => `/tickets/${maker.customers[0].ids.ticket}`;

  it('that a phone repeats after a missed response are performed once', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const first = await post(`${ticket()}/accept`, {}, key);
    expect(first).toMatchObject({ status: 200, replayed: null, answer: { state: 'accepted' } });
    expect(await post(`${ticket()}/accept`, {}, key)).toEqual({ ...first, replayed: 'true' });
    expect(await post(`${ticket()}/accept`, {})).toMatchObject({
      status: 409,
      answer: { code: 'service.ticket_action_refused' },
    });
    const { rows } = await owner.query(
      `select count(*)::int as n from ticket_entry where ticket_id = $1 and kind = 'accepted'`,
      [maker.customers[0].ids.ticket],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('based on an older state are rejected if they contain its version', async () => {
    const body = {
      technicianId: maker.ids.technician,
      from: new Date(Date.now() + 3_600_000).toISOString(),
      to: new Date(Date.now() + 7_200_000).toISOString(),
    };
    expect(await post(`${ticket()}/assign`, body, { 'if-match': '"1"' })).toMatchObject({
      status: 412,
      answer: { code: 'platform.version_mismatch' },
    });
    expect(await post(`${ticket()}/assign`, body, { 'if-match': 'latest' })).toMatchObject({
      status: 400,
      answer: { code: 'api.if_match_invalid' },
    });
  });

  it.each([
    ['a text with a NUL', '/notes', { note: 'a\u0000b', internal: false }, 422],
    ['null for an optional field', '/accept', { occurredAt: null }, 422],
    ['an instant outside the calendar', '/start', { occurredAt: '-271821-04-20T00:00:00.000Z' }, 422],
  ])('with %s are rejected as invalid input', async (_what, path, body, status) => {
    expect((await post(`${ticket()}${path}`, body)).status).toBe(status);
  });
});
