import pg from 'pg';
import { type RunningApi, startApi } from '../../support/api.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { byKey, call } from '../../support/http.js';
import { createMaker, type MakerOfWorld, type PersonOfWorld } from '../../support/world.js';

interface View {
  readonly id: string;
  readonly name: string;
  readonly isOwn: boolean;
  readonly isShared: boolean;
  readonly isDefault: boolean;
  readonly version: number;
  readonly settings: object;
  readonly code?: string;
}

const SETTINGS = {
  filters: { state: 'held' },
  sort: '-due',
  layout: { hidden: ['period'], widths: { customer: 240 }, density: 'compact' },
};

describe('saved views', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let api: RunningApi;
  let one: MakerOfWorld;
  let other: MakerOfWorld;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    one = await createMaker(owner, 'one');
    other = await createMaker(owner, 'other');
    api = await startApi(database);
  });

  afterAll(async () => {
    await api?.stop();
    await owner?.end();
    await database?.drop();
  });

  const create = async (person: PersonOfWorld, body: object) =>
    call<View>(api, 'POST', '/saved-views', {
      as: byKey(person),
      body: { list: 'tickets', name: 'Mine', settings: SETTINGS, ...body },
    });
  const listed = async (person: PersonOfWorld) =>
    (
      await call<{ items: View[] }>(api, 'GET', '/saved-views?list=tickets', { as: byKey(person) })
    ).body.items.map(({ name }) => name);
  const change = (person: PersonOfWorld, { id, version }: View, body: object) =>
    call<View>(api, 'PATCH', `/saved-views/${id}`, {
      as: byKey(person),
      body,
      headers: { 'if-match': `"${version}"` },
    });

  it('keep filters, sort order and columns, for their owner only', async () => {
    const { manager, finance } = one.staff;
    const { status, body } = await create(manager, { name: 'Held' });
    expect([status, body]).toMatchObject([201, { name: 'Held', isOwn: true, settings: SETTINGS }]);
    expect(await listed(manager)).toContain('Held');
    expect(await listed(finance)).not.toContain('Held');
  });

  it('are shared with all of the maker’s people, and with no other users', async () => {
    await create(one.staff.manager, { name: 'Shared', isShared: true });
    expect(await listed(one.staff.finance)).toContain('Shared');
    for (const stranger of [
      other.staff.admin,
      one.customers[0].people.customer_admin,
      one.customers[1].people.customer_admin,
    ])
      expect(await listed(stranger)).not.toContain('Shared');
  });

  it('of customers are not visible to other users, and can’t be shared', async () => {
    const [a, b] = one.customers;
    expect((await create(a.people.customer_admin, { name: 'Of a' })).status).toBe(201);
    expect(await listed(a.people.customer_admin)).toContain('Of a');
    for (const stranger of [b.people.customer_admin, a.people.customer_viewer, one.staff.admin])
      expect(await listed(stranger)).not.toContain('Of a');
    expect(await create(a.people.customer_admin, { isShared: true })).toMatchObject({
      status: 403,
      body: { code: 'organization.view_not_shareable' },
    });
  });

  it('are the default of a list for one person', async () => {
    const { manager, finance } = one.staff;
    const { body: view } = await create(manager, { name: 'Default', isShared: true, isDefault: true });
    expect(view.isDefault).toBe(true);
    expect(await change(finance, view, { isDefault: true })).toMatchObject({ status: 200 });
    expect(await change(manager, view, { isDefault: false })).toMatchObject({ body: { isDefault: false } });
    const ofFinance = await call<{ items: View[] }>(api, 'GET', '/saved-views?list=tickets', {
      as: byKey(finance),
    });
    expect(ofFinance.body.items.find(({ id }) => id === view.id)).toMatchObject({
      isOwn: false,
      isDefault: true,
    });
  });

  it('are changed and deleted only by their owner, and only in the version that the owner saw', async () => {
    const { manager, finance } = one.staff;
    const { body: view } = await create(manager, { name: 'Old', isShared: true });
    expect(await change(finance, view, { name: 'New' })).toMatchObject({
      status: 403,
      body: { code: 'organization.view_not_own' },
    });
    expect(await change(manager, view, { name: 'New' })).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await change(manager, view, { name: 'Newer' })).toMatchObject({ status: 412 });
    const remove = (person: PersonOfWorld) =>
      call(api, 'DELETE', `/saved-views/${view.id}`, { as: byKey(person) });
    expect((await remove(finance)).status).toBe(403);
    expect((await remove(other.staff.admin)).status).toBe(404);
    expect((await remove(manager)).status).toBe(204);
    expect(await listed(manager)).not.toContain('New');
  });

  it.each<[string, object]>([
    ['an unknown list', { list: 'No List' }],
    ['an empty name', { name: '' }],
    ['no settings', { settings: undefined }],
    ['an unknown density', { settings: { ...SETTINGS, layout: { ...SETTINGS.layout, density: 'x' } } }],
  ])('are refused with %s', async (_what, body) => {
    expect((await create(one.staff.manager, body)).status).toBe(422);
  });
});
