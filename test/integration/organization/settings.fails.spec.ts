import { addMember, type OrganizationFixture, openOrganizationFixture } from './organization-fixture.js';

const NOBODY = '01890000-0000-7000-8000-000000000000';

let fixture: OrganizationFixture;
let entityId: string;
let hubId: string;

const hubOf = (changes: object): object => ({
  code: 'WAW',
  name: 'Hub',
  legalEntityId: entityId,
  country: 'PL',
  zone: 'Europe/Warsaw',
  hours: { days: [1, 2, 3, 4, 5], open: '08:00', close: '17:00' },
  latitude: 52,
  longitude: 21,
  ...changes,
});

beforeAll(async () => {
  fixture = await openOrganizationFixture();
  const entity = await fixture.ada.ask<{ id: string }>('POST', '/legal-entities', {
    body: { name: 'Spółka', country: 'PL', currency: 'PLN', zone: 'Europe/Warsaw' },
  });
  entityId = entity.body.id;
  hubId = (await fixture.ada.ask<{ id: string }>('POST', '/hubs', { body: hubOf({}) })).body.id;
});

afterAll(async () => {
  await fixture?.close();
});

describe('a hub fails', () => {
  it.each([
    [{ code: 'WAW' }, 409, '/code'],
    [{ code: 'K', legalEntityId: undefined }, 422, '/legalEntityId'],
    [{ code: 'KRK', legalEntityId: NOBODY }, 404, '/legalEntityId'],
    [{ code: 'KRK', zone: 'Europe/Krakow' }, 422, '/zone'],
    [{ code: 'KRK', latitude: 91 }, 422, '/latitude'],
    [{ code: 'KRK', latitude: '52' }, 422, '/latitude'],
    [{ code: 'KRK', hours: { days: [1], open: '17:00', close: '08:00' } }, 422, '/hours'],
    [{ code: 'KRK', hours: { days: [1], open: '8', close: '17:00' } }, 422, '/hours/open'],
    [{ code: 'KRK', hours: { days: [8], open: '08:00', close: '17:00' } }, 422, '/hours'],
    [{ code: 'KRK', hours: 'always' }, 422, '/hours'],
  ])('to be created with %j', async (changes, status, pointer) => {
    const answer = await fixture.ada.ask('POST', '/hubs', { body: hubOf(changes) });
    expect(answer.status).toBe(status);
    expect(answer.body.fields?.map((fault) => fault.pointer)).toContain(pointer);
  });

  it.each([
    ['PATCH', 'without a version', {}, 428],
    ['PATCH', 'from an old version', { 'if-match': '"0"' }, 412],
  ])('to %s %s', async (method, _how, headers, status) => {
    expect((await fixture.ada.ask(method, `/hubs/${hubId}`, { body: { name: 'x' }, headers })).status).toBe(
      status,
    );
  });

  it.each([
    ['GET', `/hubs/${NOBODY}`, 404],
    ['GET', '/hubs/x', 404],
    ['GET', `/hubs/${NOBODY}/holidays?year=2026`, 404],
    ['PUT', `/hubs/${NOBODY}/holidays/2026-12-25`, 404],
  ])('to %s %s', async (method, path, status) => {
    expect((await fixture.ada.ask(method, path, method === 'PUT' ? { body: {} } : {})).status).toBe(status);
  });

  it.each([
    ['GET', 'holidays', 422],
    ['GET', 'holidays?year=1', 422],
    ['PUT', 'holidays/2026-02-30', 404],
    ['PUT', 'holidays/tomorrow', 404],
    ['DELETE', 'holidays/2026-05-01', 404],
  ])('to %s %s', async (method, path, status) => {
    const answer = await fixture.ada.ask(
      method,
      `/hubs/${hubId}/${path}`,
      method === 'PUT' ? { body: {} } : {},
    );
    expect(answer.status).toBe(status);
  });

  it('to be changed with read-only permission', async () => {
    const { visitor } = await addMember(fixture, { email: 'manager@example.com', role: 'manager' });
    expect((await visitor.ask('GET', '/hubs')).status).toBe(200);
    expect((await visitor.ask('POST', '/hubs', { body: hubOf({ code: 'KRK' }) })).status).toBe(403);
    expect((await visitor.ask('GET', '/maker')).status).toBe(403);
    expect((await visitor.ask('PUT', `/hubs/${hubId}/holidays/2026-12-25`, { body: {} })).status).toBe(403);
  });
});

describe('an Idempotency-Key fails', () => {
  const entity = { name: 'One', country: 'PL', currency: 'PLN', zone: 'Europe/Warsaw' };

  it('for a request other than the first one', async () => {
    const headers = { 'idempotency-key': 'key-used-twice' };
    await fixture.ada.ask('POST', '/legal-entities', { body: entity, headers });
    const other = await fixture.ada.ask('POST', '/legal-entities', {
      body: { ...entity, name: 'Two' },
      headers,
    });
    expect(other).toMatchObject({ status: 422, body: { code: 'api.idempotency_key_reused' } });
  });

  it('with an invalid value', async () => {
    for (const key of ['short', 'with space in it', 'x'.repeat(201)]) {
      const answer = await fixture.ada.ask('POST', '/legal-entities', {
        body: entity,
        headers: { 'idempotency-key': key },
      });
      expect(answer).toMatchObject({ status: 400, body: { code: 'api.idempotency_key_invalid' } });
    }
  });

  it("to reveal another person's response", async () => {
    const headers = { 'idempotency-key': 'key-of-somebody' };
    const first = await fixture.ada.ask<{ id: string }>('POST', '/legal-entities', { body: entity, headers });
    const { visitor } = await addMember(fixture, { email: 'second@example.com', role: 'admin' });
    const second = await visitor.ask<{ id: string }>('POST', '/legal-entities', { body: entity, headers });
    expect(second.status).toBe(201);
    expect(second.body.id).not.toBe(first.body.id);
  });
});

describe('the audit trail fails', () => {
  it.each([
    'cursor=nonsense',
    'cursor=WyJ4Il0',
    'limit=0',
    'limit=201',
    'limit=many',
    'entityId=x',
    'owner=me',
  ])('to be read with %s', async (query) => {
    expect([400, 422]).toContain((await fixture.ada.ask('GET', `/audit-entries?${query}`)).status);
  });
});
