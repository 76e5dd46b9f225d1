import pg from 'pg';
import { type RunningApi, startApi } from '../../support/api.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { byKey, bySession, call } from '../../support/http.js';
import { createMaker, type CustomerOfWorld, type MakerOfWorld } from '../../support/world.js';

describe('a partner', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let api: RunningApi;
  let maker: MakerOfWorld;
  let a: CustomerOfWorld;
  let b: CustomerOfWorld;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    api = await startApi(database);
    maker = await createMaker(owner, 'one');
    [a, b] = maker.customers;
  });

  afterAll(async () => {
    await api?.stop();
    await owner?.end();
    await database?.drop();
  });

  async function edit(
    path: string,
    body: object,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const table = path.startsWith('/users') ? 'membership' : path.split('/')[1]!.replace(/s$/, '');
    const { rows } = await owner.query<{ version: number }>(`select version from ${table} where id = $1`, [
      path.split('/')[2],
    ]);
    return call<Record<string, unknown>>(api, 'PATCH', path, {
      // Uses a session, because memberships can't be changed with a key.
      as: bySession(maker.staff.admin),
      headers: { 'if-match': `"${rows[0]!.version}"` },
      body,
    });
  }

  const dealer = () => a.people.customer_viewer;
  const ids = async (path: string): Promise<string[]> => {
    const { body } = await call<{ items: { id: string }[] }>(api, 'GET', path, { as: byKey(dealer()) });
    return body.items.map(({ id }) => id).sort();
  };
  const partnerId = () => maker.ids.partner!;
  const accessChanges = async (): Promise<number> => {
    const { rows } = await owner.query<{ count: string }>(
      `select count(*) from outbox_event where name = 'organization.access_changed' and payload->>'userId' = $1`,
      [dealer().userId],
    );
    return Number(rows[0]!.count);
  };

  it('gives its people access to its customers only', async () => {
    const membership = `/users/${dealer().membershipId}`;
    expect(await edit(membership, { customerIds: [], partnerId: partnerId() })).toMatchObject({
      status: 200,
      body: { customers: [], partner: { id: partnerId(), name: 'Dealer of one' } },
    });
    expect(await ids('/customers')).toEqual([]);
    expect(await ids('/machines')).toEqual([]);

    const before = await accessChanges();
    expect(await edit(`/customers/${b.customerId}`, { partnerId: partnerId() })).toMatchObject({
      status: 200,
      body: { partnerId: partnerId() },
    });
    expect(await ids('/customers')).toEqual([b.customerId]);
    expect(await ids('/machines')).toEqual([b.ids.machine]);
    expect(await accessChanges()).toBe(before + 1);
    expect((await call(api, 'GET', `/machines/${a.ids.machine}`, { as: byKey(dealer()) })).status).toBe(404);
  });

  it('adds to the individually named customers', async () => {
    await edit(`/users/${dealer().membershipId}`, { customerIds: [a.customerId] });
    expect(await ids('/customers')).toEqual([a.customerId, b.customerId].sort());
  });

  it('gives no more access to a customer that leaves it, or to any customer once it is archived', async () => {
    await edit(`/users/${dealer().membershipId}`, { customerIds: [] });
    await edit(`/customers/${b.customerId}`, { partnerId: null });
    expect(await ids('/customers')).toEqual([]);
    await edit(`/customers/${b.customerId}`, { partnerId: partnerId() });
    const before = await accessChanges();
    await edit(`/partners/${partnerId()}`, { archived: true });
    expect(await ids('/customers')).toEqual([]);
    expect(await accessChanges()).toBe(before + 1);
  });

  it.each([
    ['one that does not exist', () => '01890000-0000-7000-8000-000000000000'],
    ['an archived one', () => partnerId()],
  ])('is rejected for a membership: %s', async (_what, id) => {
    expect(await edit(`/users/${b.people.customer_viewer.membershipId}`, { partnerId: id() })).toMatchObject({
      status: 422,
      body: { fields: [{ pointer: '/partnerId', code: 'organization.partner_not_found' }] },
    });
  });

  it('is rejected for the maker’s own people, and for a customer if it does not exist', async () => {
    const { status, body } = await edit(`/users/${maker.staff.planner.membershipId}`, {
      partnerId: partnerId(),
    });
    expect([status, body.code]).toEqual([422, 'organization.membership_invalid']);
    expect(
      await edit(`/customers/${a.customerId}`, { partnerId: '01890000-0000-7000-8000-000000000000' }),
    ).toMatchObject({
      status: 404,
      body: { fields: [{ pointer: '/partnerId', code: 'customers.partner_not_found' }] },
    });
  });

  it('has a unique code', async () => {
    const { status, text } = await call(api, 'POST', '/partners', {
      as: byKey(maker.staff.admin),
      body: { code: 'DEALER', name: 'Again' },
    });
    expect([status, text]).toEqual([409, expect.stringContaining('organization.partner_code_taken')]);
  });
});
