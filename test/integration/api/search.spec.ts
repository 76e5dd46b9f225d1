import pg from 'pg';
import { type RunningApi, startApi } from '../../support/api.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { byKey, call } from '../../support/http.js';
import { createMaker, type MakerOfWorld, type PersonOfWorld } from '../../support/world.js';

interface Found {
  readonly kind: string;
  readonly id: string;
  readonly label: string | null;
  readonly detail: string | null;
  readonly customer: { readonly name: string } | null;
  readonly amount: { readonly amount: string; readonly currency: string } | null;
}

interface Result {
  readonly items: readonly Found[];
  readonly isSimilar: boolean;
}

let database: TestDatabase;
let owner: pg.Client;
let api: RunningApi;
let maker: MakerOfWorld;
let other: MakerOfWorld;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  maker = await createMaker(owner, 'one');
  other = await createMaker(owner, 'other');
  api = await startApi(database);
});

afterAll(async () => {
  await api?.stop();
  await owner?.end();
  await database?.drop();
});

const search = (person: PersonOfWorld, text: string, more = '') =>
  call<Result>(api, 'GET', `/search?text=${encodeURIComponent(text)}${more}`, { as: byKey(person) });

async function find(person: PersonOfWorld, text: string, more = ''): Promise<string[]> {
  const { status, body } = await search(person, text, more);
  expect([text, status]).toEqual([text, 200]);
  return body.items.map(({ kind, label, amount }) => `${kind} ${label ?? amount?.amount}`);
}

describe('the search', () => {
  it.each([
    ['a serial number', 'pump-a-one', ['machine PUMP-a-one', 'device PUMP-a-one']],
    ['the start of a number', 'TK-a', ['ticket TK-a']],
    ['a part of a name', 'plant a', ['site Plant a', 'site Plant b']],
    ['a customer code', 'C-A', ['customer Customer a of one']],
    ['a contract number', 'K-a-2025', ['contract K-a-2025']],
    ['a part name', 'oil fil', ['part OF-1']],
    ['a word of the object and one of its customer', 'K-a-2025 customer', ['contract K-a-2025']],
    ['the wildcard of SQL as a character', '%', []],
    ['a backslash as a character', '\\', []],
  ])('finds objects by %s', async (_, text, expected) => {
    expect(await find(maker.staff.admin, text)).toEqual(expected);
  });

  it('ranks an equal name before names that contain it', async () => {
    expect(await find(maker.staff.admin, 'k-a', '&kinds=contract')).toEqual([
      'contract K-a',
      'contract K-a-2025',
    ]);
  });

  it('finds similar names if nothing contains the text', async () => {
    const { body } = await search(maker.staff.admin, 'pmup-a-one', '&kinds=machine');
    expect(body.isSimilar).toBe(true);
    expect(body.items[0]).toMatchObject({ kind: 'machine', label: 'PUMP-a-one' });
    expect((await search(maker.staff.admin, 'PUMP-a-one')).body.isSimilar).toBe(false);
  });

  it('finds nothing for spaces', async () => {
    expect(await find(maker.staff.admin, '   ')).toEqual([]);
  });

  it('finds nothing for a text that resembles nothing', async () => {
    expect(await find(maker.staff.admin, 'zzqqxxjj')).toEqual([]);
  });

  it.each([
    ['4321.09', ['4321.09']],
    ['4.321,09 PLN', ['4321.09']],
    ['4321', ['4321.09']],
    ['4321.08', []],
    ['432109', []],
  ])('finds invoices by the amount %s', async (text, amounts) => {
    await owner.query(
      `update invoice set net_minor = net_minor + 432109 - gross_minor, gross_minor = 432109 where id = $1`,
      [maker.customers[0].ids.draft],
    );
    const { body } = await search(maker.staff.finance, text, '&kinds=invoice');
    expect(body.items.map(({ amount }) => amount?.amount)).toEqual(amounts);
  });

  it('limits the results of each kind', async () => {
    const items = await find(maker.staff.admin, 'customer', '&limit=1');
    expect(items.filter((item) => item.startsWith('customer'))).toHaveLength(1);
  });

  it('finds only what the role may read', async () => {
    const kinds = async (person: PersonOfWorld, text: string) =>
      new Set((await search(person, text)).body.items.map(({ kind }) => kind));
    expect(await kinds(maker.staff.dispatcher, 'K-A')).not.toContain('contract');
    expect(await kinds(maker.staff.finance, 'K-A')).toContain('contract');
    expect(await kinds(maker.staff.engineer, 'of-1')).not.toContain('part');
  });

  it('finds only what belongs to the caller', async () => {
    const [first, second] = maker.customers;
    const ids = async (person: PersonOfWorld, text: string) =>
      (await search(person, text)).body.items.map(({ id }) => id);
    for (const text of ['PUMP', 'K-', 'TK-', 'Plant', 'Customer', 'FM-', 'technician']) {
      const seen = await ids(first.people.customer_admin, text);
      const hidden = [
        ...Object.values(second.ids),
        ...other.customers.flatMap((one) => Object.values(one.ids)),
      ];
      expect([text, seen.filter((id) => hidden.includes(id))]).toEqual([text, []]);
    }
    expect(await ids(first.people.customer_admin, 'PUMP')).toContain(first.ids.machine);
    expect(await ids(second.people.customer_viewer, 'PUMP')).toContain(second.ids.machine);
    expect(await ids(other.staff.manager, 'K-A')).not.toContain(first.ids.contract);
    expect(await ids(maker.staff.technician, 'PUMP')).toEqual(expect.arrayContaining([first.ids.machine]));
    expect(await ids(maker.staff.technician, 'PUMP')).not.toContain(second.ids.machine);
  });

  it.each([
    ['no text', '', 'text'],
    ['a text that is too long', 'x'.repeat(101), 'text'],
  ])('rejects %s', async (_, text, field) => {
    const { status, body } = await call(api, 'GET', `/search?text=${text}`, {
      as: byKey(maker.staff.admin),
    });
    expect(status).toBe(422);
    expect(JSON.stringify(body)).toContain(`/${field}`);
  });

  it('rejects an unknown kind', async () => {
    const { status } = await call(api, 'GET', '/search?text=x&kinds=invoice,planet', {
      as: byKey(maker.staff.admin),
    });
    expect(status).toBe(422);
  });
});
