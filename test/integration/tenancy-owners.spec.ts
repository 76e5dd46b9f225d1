import { databaseUrlFor } from '#platform';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { packReadings, storeReadings } from '../support/readings.js';
import {
  findOwners,
  hasCustomerClause,
  listTenantTables,
  type OwnedRow,
  tablesOfCustomers,
  type TenantTable,
} from '../support/row-owners.js';
import { admittedChanges, rowsSeen, type WorkScope } from '../support/work-as.js';
import { createMaker, type CustomerOfWorld, type MakerOfWorld, WORLD_DAY } from '../support/world.js';

/** Tables that can lead to a customer but have no row that belongs to only one customer, with the reason. */
const SHARED: Readonly<Record<string, string>> = {
  bulk_decision: 'a bulk decision is about documents of all customers; its items have a row for each',
  billing_run: 'a run drafts the contracts of all customers; its results have a row for each',
};

/** Tables with a policy that lets users read rows without checking the owner, with the reason. */
const OPEN: Readonly<Record<string, string>> = {};

/**
 * Uses PostgreSQL's system catalogue. Each table with data of a machine, a site, a customer, a contract or a device
 * must have the customer clause in its policies, and a row for each of two customers that the other one can't see. A
 * new table fails this test until `test/support/world.ts` creates rows in the table.
 */
describe('every table with data of customers', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let app: pg.Client;
  let maker: MakerOfWorld;
  let all: TenantTable[];
  let tables: TenantTable[];
  let rows: Map<string, OwnedRow[]>;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    maker = await createMaker(owner, 'one');
    await createMaker(owner, 'other');
    await packReadings(database, [maker.makerId], Date.parse(WORLD_DAY));
    app = new pg.Client({
      connectionString: databaseUrlFor('dutycycle_app', database.url, database.secret),
    });
    await app.connect();
    for (const { ids } of maker.customers) await storeLater(ids.device!);
    all = await listTenantTables(owner);
    tables = tablesOfCustomers(all);
    rows = await findOwners(owner, maker.makerId, all);
  });

  afterAll(async () => {
    await app?.end();
    await owner?.end();
    await database?.drop();
  });

  /** Stores a reading that isn't packed yet. */
  async function storeLater(deviceId: string): Promise<void> {
    const { rows: found } = await owner.query<{ device_key: number }>(
      'select device_key from device where id = $1',
      [deviceId],
    );
    const reading = { at: `${WORLD_DAY}T14:00:00Z`, seq: 14, values: { pressure_bar: 7 } };
    await storeReadings(owner, maker.makerId, found[0]!.device_key, [reading]);
  }

  const onlyOf = (table: string, { customerId }: CustomerOfWorld) =>
    rows.get(table)!.filter(({ owners }) => owners.has(customerId) && owners.size === 1);

  const scopeOf = ({ customerId, people }: CustomerOfWorld): WorkScope => ({
    makerId: maker.makerId,
    customers: `{${customerId}}`,
    userId: people.customer_admin.userId,
  });

  it('is found in the catalogue', () => {
    expect(tables.length).toBeGreaterThan(70);
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'alarm_rule',
        'ticket_entry',
        'reading_batch',
        'journal_line',
        'meter_verdict',
      ]),
    );
  });

  it('has row-level security, also for its owner', () => {
    expect(all.filter(({ isForced }) => !isForced).map(({ name }) => name)).toEqual([]);
  });

  it('has a customer clause in each policy that allows reading', () => {
    const names = tables.map(({ name }) => name);
    const open = tables.filter(
      ({ readable }) => readable.length === 0 || readable.some((qual) => !hasCustomerClause(qual, names)),
    );
    expect(open.map(({ name }) => name)).toEqual(Object.keys(OPEN));
  });

  it('has a row for each customer in the world, for each column that identifies the owner', () => {
    const lacking = maker.customers.flatMap((customer) =>
      tables.flatMap(({ name, subjects }) => {
        if (name in SHARED) return [];
        const own = onlyOf(name, customer);
        const empty = subjects.filter((column) => own.every(({ values }) => values[column] === null));
        return own.length === 0 ? [name] : empty.map((column) => `${name}.${column}`);
      }),
    );
    expect([...new Set(lacking)]).toEqual([]);
  });

  it('shows no customer a row of the other customer', async () => {
    const shown: string[] = [];
    for (const customer of maker.customers)
      for (const { name } of tables) {
        const seen = await rowsSeen(app, scopeOf(customer), name);
        const foreign = rows
          .get(name)!
          .filter(({ owners }) => owners.size > 0 && !owners.has(customer.customerId));
        if (foreign.some(({ text }) => seen.has(text))) shown.push(name);
      }
    expect(shown).toEqual([]);
  });

  it('lets no customer change a row of the other customer, nor write one in its name', async () => {
    const [a, b] = maker.customers;
    const admitted: string[] = [];
    for (const { name } of tables)
      for (const { values } of onlyOf(name, b))
        admitted.push(...(await admittedChanges(app, scopeOf(a), name, values)));
    expect([...new Set(admitted)]).toEqual([]);
  });
});
