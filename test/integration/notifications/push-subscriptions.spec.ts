import { createHash } from 'node:crypto';
import pg from 'pg';
import { type RunningApi, startApi } from '../../support/api.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { byKey, call } from '../../support/http.js';
import { PushService } from '../../support/push-service.js';
import { createMaker, type MakerOfWorld, type PersonOfWorld } from '../../support/world.js';

interface Browser {
  readonly id: string;
  readonly name: string;
  readonly endpointHash: string;
}

describe('the browsers of a person', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let api: RunningApi;
  let service: PushService;
  let one: MakerOfWorld;
  let other: MakerOfWorld;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    one = await createMaker(owner, 'one');
    other = await createMaker(owner, 'other');
    await owner.query('delete from push_subscription');
    api = await startApi(database, { WEBHOOK_PRIVATE_HOSTS: '127.0.0.1' });
    service = await PushService.open();
  });

  afterAll(async () => {
    await service?.close();
    await api?.stop();
    await owner?.end();
    await database?.drop();
  });

  beforeEach(() => owner.query('delete from push_subscription'));

  const add = (person: PersonOfWorld, body: object = {}) => {
    const { endpoint, keys } = service.subscribe();
    return call<Browser & { code: string; fields: object[] }>(api, 'POST', '/push-subscriptions', {
      as: byKey(person),
      body: { name: 'Firefox on Linux', endpoint, keys, ...body },
    });
  };
  const list = async (person: PersonOfWorld) =>
    (
      await call<{ items: Browser[] }>(api, 'GET', '/push-subscriptions', { as: byKey(person) })
    ).body.items.map(({ id }) => id);

  it('recognise themselves by the hash of their endpoint, which is not revealed', async () => {
    const { endpoint, keys } = service.subscribe();
    const { status, body, text } = await add(one.staff.manager, { endpoint, keys });
    expect(status).toBe(201);
    expect(body.endpointHash).toBe(createHash('sha256').update(endpoint).digest('hex'));
    expect(text).not.toContain(endpoint);
    const again = await add(one.staff.manager, { endpoint, keys, name: 'Renamed' });
    expect(again.body).toMatchObject({ id: body.id, name: 'Renamed' });
  });

  it('are not visible to other users', async () => {
    const { manager, technician, admin } = one.staff;
    const { customer_admin: customer } = one.customers[0].people;
    const people = [manager, technician, customer, other.staff.manager];
    const ids = new Map<PersonOfWorld, string>();
    for (const person of people) ids.set(person, (await add(person)).body.id);
    for (const person of people) expect(await list(person)).toEqual([ids.get(person)]);
    expect(await list(admin)).toEqual([]);
    for (const stranger of [admin, customer, other.staff.manager])
      for (const [method, path] of [
        ['DELETE', ''],
        ['POST', '/test'],
      ] as const) {
        const answer = await call(api, method, `/push-subscriptions/${ids.get(manager)!}${path}`, {
          as: byKey(stranger),
        });
        expect([answer.status, answer.body.code]).toEqual([404, 'notifications.push_subscription_not_found']);
      }
    expect(await list(manager)).toEqual([ids.get(manager)]);
  });

  it('are tested and removed by their owner', async () => {
    const { manager } = one.staff;
    const { id } = (await add(manager)).body;
    const tested = await call<{ deliveryId: string }>(api, 'POST', `/push-subscriptions/${id}/test`, {
      as: byKey(manager),
    });
    const { items } = (
      await call<{ items: object[] }>(api, 'GET', '/notification-deliveries/own?channel=push', {
        as: byKey(manager),
      })
    ).body;
    expect(items[0]).toMatchObject({ id: tested.body.deliveryId, channel: 'push', kind: 'test' });
    const removed = await call(api, 'DELETE', `/push-subscriptions/${id}`, { as: byKey(manager) });
    expect(removed.status).toBe(204);
    expect(await list(manager)).toEqual([]);
  });

  it('need valid keys and a public address', async () => {
    const { keys } = service.subscribe();
    const wrong = await add(one.staff.manager, { keys: { p256dh: 'AAAA', auth: keys.auth } });
    expect([wrong.status, wrong.body.fields]).toMatchObject([
      422,
      [{ pointer: '/keys/p256dh', code: 'notifications.push_key_invalid' }],
    ]);
    const privateAddress = await add(one.staff.manager, { endpoint: 'https://192.168.0.1/push' });
    expect([privateAddress.status, privateAddress.body.fields]).toMatchObject([
      422,
      [{ pointer: '/endpoint', code: 'notifications.url_private' }],
    ]);
  });

  it('are at most twenty', async () => {
    const { finance } = one.staff;
    for (let count = 0; count < 20; count++) expect((await add(finance)).status).toBe(201);
    const { status, body } = await add(finance);
    expect([status, body.code]).toEqual([409, 'notifications.too_many_browsers']);
  });

  it('subscribe with the same key for all makers', async () => {
    const keys = await Promise.all(
      [one.staff.manager, other.staff.technician].map((person) =>
        call<{ publicKey: string }>(api, 'GET', '/push-subscriptions/public-key', { as: byKey(person) }),
      ),
    );
    expect(keys[0]!.body).toEqual(keys[1]!.body);
    expect(Buffer.from(keys[0]!.body.publicKey, 'base64url')).toHaveLength(65);
  });
});
