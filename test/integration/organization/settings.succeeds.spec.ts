import { type OrganizationFixture, openOrganizationFixture } from './organization-fixture.js';

interface HubBody {
  id: string;
  name: string;
  hours: { days: number[] };
  legalEntity: { id: string; currency: string };
  version: number;
}

let fixture: OrganizationFixture;
let entityId: string;
let hub: HubBody;

const hubOf = (legalEntityId: string, code: string): object => ({
  code,
  name: 'Hub Jakarta',
  legalEntityId,
  country: 'ID',
  zone: 'Asia/Jakarta',
  hours: { days: [1, 2, 3, 4, 5], open: '08:00', close: '17:00' },
  languages: ['id', 'en'],
  latitude: -6.31,
  longitude: 107.14,
});

beforeAll(async () => {
  fixture = await openOrganizationFixture();
  const entity = await fixture.ada.ask<{ id: string }>('POST', '/legal-entities', {
    body: {
      name: 'PT Udara',
      country: 'ID',
      currency: 'IDR',
      zone: 'Asia/Jakarta',
      taxIds: { npwp16: '0000000000000017' },
    },
  });
  entityId = entity.body.id;
  hub = (await fixture.ada.ask<HubBody>('POST', '/hubs', { body: hubOf(entityId, 'JKT') })).body;
});

afterAll(async () => {
  await fixture?.close();
});

describe('hubs', () => {
  it('are listed with their legal entity', async () => {
    const { body } = await fixture.ada.ask<{ items: HubBody[] }>('GET', '/hubs');
    expect(body.items).toEqual([hub]);
    expect(hub.legalEntity).toEqual({ id: entityId, name: 'PT Udara', currency: 'IDR' });
  });

  it('are changed with their current version, and the audit trail records the changes', async () => {
    const hours = { days: [1, 2, 3, 4, 5, 6], open: '07:30', close: '18:00' };
    const changed = await fixture.ada.ask<HubBody>('PATCH', `/hubs/${hub.id}`, {
      body: { hours, name: 'Hub Jakarta' },
      headers: { 'if-match': `"${hub.version}"` },
    });
    expect(changed.body).toMatchObject({ hours, version: hub.version + 1 });
    expect(changed.headers.get('etag')).toBe(`"${hub.version + 1}"`);
    const { body } = await fixture.ada.ask<{ items: { action: string; before: object; after: object }[] }>(
      'GET',
      `/audit-entries?entity=hub&entityId=${hub.id}`,
    );
    expect(body.items[0]).toMatchObject({
      action: 'organization.hub_changed',
      before: { hours: hub.hours },
      after: { hours },
    });
    expect(Object.keys(body.items[0]?.after ?? {})).toEqual(['hours']);
  });

  it('have holidays that can be set, renamed and removed', async () => {
    const day = (name?: string) =>
      fixture.ada.ask('PUT', `/hubs/${hub.id}/holidays/2026-12-25`, {
        body: name === undefined ? {} : { name },
      });
    const listed = async () => (await fixture.ada.ask('GET', `/hubs/${hub.id}/holidays?year=2026`)).body;
    expect((await day()).status).toBe(200);
    expect((await day('Hari Natal')).body).toEqual({ day: '2026-12-25', name: 'Hari Natal' });
    await fixture.ada.ask('PUT', `/hubs/${hub.id}/holidays/2027-01-01`, { body: {} });
    expect(await listed()).toEqual({ items: [{ day: '2026-12-25', name: 'Hari Natal' }], next: null });
    expect((await fixture.ada.ask('DELETE', `/hubs/${hub.id}/holidays/2026-12-25`)).status).toBe(204);
    expect(await listed()).toEqual({ items: [], next: null });
  });
});

describe('legal entities and the maker', () => {
  it('are changed by their version', async () => {
    const entity = await fixture.ada.ask<{ version: number }>('PATCH', `/legal-entities/${entityId}`, {
      body: { name: 'PT Udara Servis' },
      headers: { 'if-match': '"1"' },
    });
    expect(entity.body).toMatchObject({ name: 'PT Udara Servis', currency: 'IDR', version: 2 });
    const maker = await fixture.ada.ask('PATCH', '/maker', {
      body: { brand: 'BEIHU AIR', nameI18n: { zh: '北湖' } },
      headers: { 'if-match': '"1"' },
    });
    expect(maker.body).toMatchObject({
      name: 'Beihu Air',
      brand: 'BEIHU AIR',
      nameI18n: { zh: '北湖' },
      version: 2,
    });
  });
});

describe('the limit for a second approver', () => {
  interface MakerBody {
    fourEyes: { legalEntityId: string; name: string; currency: string; limit: string | null }[];
    fourEyesLimits: Record<string, string>;
    version: number;
  }
  const change = async (body: object): Promise<MakerBody> => {
    const { body: maker } = await fixture.ada.ask<MakerBody>('GET', '/maker');
    const changed = await fixture.ada.ask<MakerBody>('PATCH', '/maker', {
      body,
      headers: { 'if-match': `"${maker.version}"` },
    });
    expect(changed.status).toBe(200);
    return changed.body;
  };
  const ofJakarta = { name: 'PT Udara Servis', currency: 'IDR' };

  it('has a default for a new legal entity, in its accounting currency', async () => {
    const { body } = await fixture.ada.ask<MakerBody>('GET', '/maker');
    expect(body).toMatchObject({
      fourEyes: [{ ...ofJakarta, legalEntityId: entityId, limit: '150000000' }],
      fourEyesLimits: { IDR: '150000000' },
    });
  });

  it('is changed for each legal entity, or removed', async () => {
    const limit = { legalEntityId: entityId, limit: '9000000' };
    expect((await change({ fourEyes: [limit] })).fourEyes).toMatchObject([{ ...ofJakarta, ...limit }]);
    expect(await change({ fourEyes: [{ ...limit, limit: null }] })).toMatchObject({
      fourEyes: [{ limit: null }],
      fourEyesLimits: {},
    });
  });

  it('uses the strictest of limits by currency, with zero if none has a rate', async () => {
    const limitAfter = async (fourEyesLimits: object) =>
      (await change({ fourEyesLimits })).fourEyes.map((one) => one.limit);
    expect(await limitAfter({ IDR: '500000000', PLN: '100000' })).toEqual(['500000000']);
    expect(await limitAfter({ PLN: '100000' })).toEqual(['0']);
    expect(await limitAfter({})).toEqual([null]);
  });
});

describe('a POST with an Idempotency-Key', () => {
  const entity = { name: 'Once', country: 'PL', currency: 'PLN', zone: 'Europe/Warsaw' };
  const post = (key: string) =>
    fixture.ada.ask<{ id: string }>('POST', '/legal-entities', {
      body: entity,
      headers: { 'idempotency-key': key },
    });

  it('is performed once and returns the same response', async () => {
    const [first, second] = [await post('key-of-one-click'), await post('key-of-one-click')];
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.headers.get('etag')).toBe('"1"');
    expect((await post('key-of-another-click')).body.id).not.toBe(first.body.id);
  });

  it('is performed once even if it arrives many times at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => post('key-of-a-nervous-finger')));
    const made = answers.filter(({ status }) => status === 201).map(({ body }) => body.id);
    expect(new Set(made).size).toBe(1);
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect((await post('key-of-a-nervous-finger')).body.id).toBe(made[0]);
  });

  it('can be retried after a failure', async () => {
    const send = (body: object) =>
      fixture.ada.ask('POST', '/hubs', { body, headers: { 'idempotency-key': 'key-of-a-hub' } });
    const taken = hubOf(entityId, 'JKT');
    expect((await send(taken)).status).toBe(409);
    expect((await send(hubOf(entityId, 'SUB'))).status).toBe(201);
  });
});
