import pg from 'pg';
import { type RunningApi, startApi } from '../../support/api.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { type Answer, byKey, call } from '../../support/http.js';
import { createMaker, type MakerOfWorld, type PersonOfWorld } from '../../support/world.js';

describe('the registry over HTTP', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let api: RunningApi;
  let maker: MakerOfWorld;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    maker = await createMaker(owner, 'one');
    api = await startApi(database, { PUBLIC_URL: 'https://air.example' });
  });

  afterAll(async () => {
    await api?.stop();
    await owner?.end();
    await database?.drop();
  });

  interface PreviewResponse {
    readonly body?: object;
    readonly headers?: Record<string, string>;
    readonly by?: PersonOfWorld;
  }

  const ask = <Body>(
    method: string,
    path: string,
    { body, headers, by = maker.staff.engineer }: PreviewResponse = {},
  ): Promise<Answer<Body>> => call<Body>(api, method, path, { as: byKey(by), body, headers });

  const file = (text: string): FormData => {
    const form = new FormData();
    form.append('kind', 'machines');
    form.append('file', new Blob([text], { type: 'text/csv' }), 'machines.csv');
    return form;
  };

  it('returns a version as an entity tag and accepts edits with it', async () => {
    const id = maker.customers[0].customerId;
    const read = await ask('GET', `/customers/${id}`);
    expect(read.headers.get('etag')).toBe('"1"');
    const changed = await ask('PATCH', `/customers/${id}`, {
      body: { industry: 'glass' },
      headers: { 'if-match': '"1"' },
    });
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
  });

  it('replays rejected readings when the shipment date is corrected', async () => {
    const { makerId, customers, ids } = maker;
    const path = `/machines/${customers[0].ids['machine']}`;
    await owner.query(`update quarantine_entry set reason = 'before_shipment' where id = $1`, [
      ids['quarantine_entry'],
    ]);
    const version = (await ask('GET', path)).headers.get('etag')!;
    const shippedAt = '2026-01-01T00:00:00.000Z';
    const changed = await ask('PATCH', path, { body: { shippedAt }, headers: { 'if-match': version } });
    expect([changed.status, changed.body]).toMatchObject([200, { shippedAt }]);
    const { rows } = await owner.query(
      'select reason, total from quarantine_replay where maker_id = $1 and finished_at is null',
      [makerId],
    );
    expect(rows).toEqual([{ reason: 'before_shipment', total: '1' }]);
  });

  it('returns the first response for a repeated creation', async () => {
    const once = {
      body: { code: 'C-once', name: 'Once', country: 'PL' },
      headers: { 'idempotency-key': 'create-c-once' },
    };
    const [first, second] = [await ask('POST', '/customers', once), await ask('POST', '/customers', once)];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
  });

  it('imports an uploaded file and returns passwords to users with permission to issue them', async () => {
    const { body: preview } = await ask<{ faults: object[]; token: string; rows: number }>(
      'POST',
      '/imports/preview',
      { body: file('serial;model;site;commissioned_on;device\nH-1;PUMP;S-a;2026-09-01;H-1\n') },
    );
    expect(preview).toMatchObject({ faults: [], rows: 1 });
    const imported = await ask('POST', '/imports', { body: { token: preview.token } });
    expect(imported.status).toBe(201);
    expect(imported.body).toMatchObject({
      kind: 'machines',
      created: 1,
      credentials: [{ serial: 'H-1', username: 'one/H-1/1' }],
    });
  });

  it('returns the cells of invalid rows at any position in a file', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `R-${i};${i === 55 ? 'PUMB' : 'PUMP'};2026-09-01`);
    const { body } = await ask<{
      preview: { row: number; cells: string[] }[];
      faults: { row: number; proposal: string }[];
    }>('POST', '/imports/preview', { body: file(['serial;model;shipped_on', ...rows].join('\n')) });
    expect(body.faults).toMatchObject([{ row: 57, proposal: 'PUMP' }]);
    expect(body.preview).toHaveLength(21);
    expect(body.preview.at(-1)).toEqual({ row: 57, cells: ['R-55', 'PUMB', '2026-09-01'] });
  });

  it.each([
    ['', ','],
    ['?delimiter=semicolon', ';'],
  ])('offers a template that it accepts itself%s', async (query, delimiter) => {
    const template = await ask('GET', `/imports/templates/machines.csv${query}`);
    expect(template.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(template.text).toContain(`serial${delimiter}model${delimiter}site`);
    const { body } = await ask<{ faults: { code: string }[] }>('POST', '/imports/preview', {
      body: file(template.text),
    });
    expect(body.faults.map(({ code }) => code).filter((code) => code.startsWith('import.column'))).toEqual(
      [],
    );
  });

  it('draws a label that opens the machine at the public address', async () => {
    const label = await ask('GET', `/machines/${maker.customers[0].ids.machine}/label.svg`);
    expect(label.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(label.text).toContain('>PUMP-a-one</text>');
  });

  it('pages through the fleet', async () => {
    const serials: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body }: Answer<{ items: { serial: string }[]; next: string | null }> = await ask(
        'GET',
        `/machines?limit=1&sort=serial${cursor && `&cursor=${cursor}`}`,
      );
      serials.push(...body.items.map(({ serial }) => serial));
      cursor = body.next;
    }
    expect(serials).toEqual([...serials].sort());
    expect(serials).toEqual(expect.arrayContaining(['PUMP-a-one', 'PUMP-b-one']));
  });

  it('includes in the day only what the caller has permission to see', async () => {
    const today = async (by: PersonOfWorld) =>
      (await ask<Record<string, unknown[]>>('GET', '/today', { by })).body;
    const manager = await today(maker.staff.manager);
    expect(manager.criticalAlarms).toMatchObject([{ code: 'A33' }, { code: 'A33' }]);
    expect(manager.money).toMatchObject({
      unbilled: [{ currency: 'PLN', amountMinor: '132', amount: '1.32' }],
    });
    const engineer = await today(maker.staff.engineer);
    expect(engineer.money).toEqual({ held: [], unbilled: [] });
    expect(engineer.kitsDue).toEqual([]);
    const customer = await today(maker.customers[1].people.customer_admin);
    expect(customer.criticalAlarms).toMatchObject([{ customer: { id: maker.customers[1].customerId } }]);
    // Customers don't see drafts of past months.
    expect(customer.money).toMatchObject({ unbilled: [] });
  });
});
