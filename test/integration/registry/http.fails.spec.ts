import pg from 'pg';
import { type RunningApi, startApi } from '../../support/api.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { byKey, call } from '../../support/http.js';
import { createMaker, type MakerOfWorld } from '../../support/world.js';

describe('the registry over HTTP rejects', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let api: RunningApi;
  let maker: MakerOfWorld;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    maker = await createMaker(owner, 'one');
    api = await startApi(database);
  });

  afterAll(async () => {
    await api?.stop();
    await owner?.end();
    await database?.drop();
  });

  async function expectRejected(
    method: string,
    path: string,
    body?: object | FormData,
    headers: Record<string, string> = {},
  ): Promise<string[]> {
    const as = byKey(maker.staff.engineer);
    const { status, headers: received, body: problem } = await call(api, method, path, { as, body, headers });
    expect(received.get('content-type')).toContain('application/problem+json');
    expect(problem.status).toBe(status);
    return [
      `${status} ${problem.code}`,
      ...(problem.fields ?? []).map(({ pointer, code }) => `${pointer} ${code}`),
    ];
  }

  const customer = () => `/customers/${maker.customers[0].customerId}`;

  it.each<[string, Record<string, string>, string]>([
    ['without the version it is based on', {}, '428 api.if_match_required'],
    ['from another version', { 'if-match': '"7"' }, '412 platform.version_mismatch'],
    ['from an invalid version', { 'if-match': 'yesterday' }, '400 api.if_match_invalid'],
  ])('an edit %s', async (_what, headers, expected) => {
    expect((await expectRejected('PATCH', customer(), { name: 'X' }, headers))[0]).toBe(expected);
  });

  it.each<[string, string, object, string[]]>([
    ['a null name', 'PATCH', { name: null }, ['422 api.request_invalid', '/name validation.required']],
    ['an unknown field', 'PATCH', { nmae: 'X' }, ['400 api.field_unknown', '/nmae validation.unknown_field']],
    [
      'an unknown language',
      'PATCH',
      { language: 'qq' },
      ['422 customers.customer_invalid', '/language customers.language_unknown'],
    ],
  ])('%s', async (_what, method, body, expected) => {
    const answer = await expectRejected(method, customer(), body, { 'if-match': '"1"' });
    expect(answer).toEqual(expected);
  });

  it('a unit that is not UCUM, with an error at its field and a proposal', async () => {
    const path = `/models/${maker.ids.equipment_model}/signals`;
    expect(await expectRejected('POST', path, { key: 'energy', unit: 'kWh', kind: 'counter' })).toEqual([
      '422 equipment.signal_invalid',
      '/unit equipment.unit_not_ucum',
    ]);
  });

  it('an id that exists already', async () => {
    const body = { id: maker.customers[0].ids.contact, name: 'Marek' };
    expect(await expectRejected('POST', `${customer()}/contacts`, body)).toEqual(['409 api.entry_exists']);
  });

  it.each([
    ['an unknown order', '/machines?sort=colour', '400 api.sort_unknown'],
    ['an invalid cursor', '/machines?cursor=abc', '400 platform.cursor_invalid'],
    [
      'a cursor of another order',
      `/machines?sort=serial&cursor=${Buffer.from('["x"]').toString('base64url')}`,
      '400 platform.cursor_invalid',
    ],
    ['an unknown state', '/machines?state=dancing', '422 api.request_invalid'],
    ['a page of a thousand', '/machines?limit=1000', '422 api.request_invalid'],
    ['an invalid id', '/machines/17', '404 api.id_invalid'],
    ['an unknown template', '/imports/templates/users.csv', '404 api.file_not_found'],
  ])('%s', async (_what, path, expected) => {
    expect((await expectRejected('GET', path))[0]).toBe(expected);
  });

  it.each<[string, () => FormData, string]>([
    ['an import without a file', () => form({ kind: 'sites' }), '422 api.file_missing'],
    ['an import of an unknown kind', () => form({ kind: 'users' }, 'a,b\n1,2\n'), '422 api.request_invalid'],
    [
      'columns that are not an object',
      () => form({ kind: 'sites', columns: '[1]' }, 'a,b\n1,2\n'),
      '422 api.request_invalid',
    ],
    ['an empty file', () => form({ kind: 'sites' }, ''), '422 equipment.import_empty'],
    [
      'a file of six megabytes',
      () => form({ kind: 'sites' }, 'a'.repeat(6 * 1024 * 1024)),
      '413 api.body_too_large',
    ],
  ])('%s', async (_what, body, expected) => {
    expect((await expectRejected('POST', '/imports/preview', body()))[0]).toBe(expected);
  });

  function form(fields: Record<string, string>, text?: string): FormData {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    if (text !== undefined) data.append('file', new Blob([text], { type: 'text/csv' }), 'file.csv');
    return data;
  }

  it('a token that the product did not issue', async () => {
    expect(await expectRejected('POST', '/imports', { token: 'x' })).toEqual([
      '422 equipment.import_token_invalid',
    ]);
  });
});
