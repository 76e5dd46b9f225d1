import { Test, type TestingModule } from '@nestjs/testing';
import pg from 'pg';
import { DataSource } from 'typeorm';
import {
  ApiKeysService,
  AuditQueries,
  type Granter,
  HubsService,
  LegalEntitiesService,
  MakersService,
  MembersService,
  OrganizationModule,
  permissionsOf,
  SessionsService,
} from '#organization';
import {
  databaseUrlFor,
  newId,
  PlatformModule,
  preparedQuery,
  type Scope,
  systemScope,
  UnitOfWork,
} from '#platform';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

/** A maker with one row of every kind that this lib stores. */
interface Tenant {
  readonly scope: Scope;
  readonly granter: Granter;
  readonly hubId: string;
  readonly managerId: string;
  readonly membershipId: string;
  readonly customerIds: [string, string];
  readonly customerMembershipId: string;
  readonly customerScope: Scope;
  readonly apiKeyId: string;
}

const CLIENT = { address: '192.0.2.1', userAgent: null, knownBrowser: null };

/** Tables of this lib that have a maker. Each contains rows of every tenant. */
const TABLES = [
  'maker',
  'legal_entity',
  'hub',
  'hub_holiday',
  'membership',
  'membership_customer',
  'session',
  'api_key',
  'mail_link',
  'audit_entry',
];
const keyOf = (table: string): string => (table === 'maker' ? 'id' : 'maker_id');

let database: TestDatabase;
let owner: pg.Client;
let fixture: TestingModule;
let unitOfWork: UnitOfWork;
let mine: Tenant;
let theirs: Tenant;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  fixture = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot({
        databaseUrl: databaseUrlFor('dutycycle_app', database.url, database.secret),
        applicationName: 'tenancy',
        // A single connection, so that anything that a transaction leaves behind would affect the next one.
        poolSize: 1,
        clockOffsetMs: 0,
        filesFolder: '/nonexistent',
        secret: database.secret,
      }),
      OrganizationModule,
    ],
  }).compile();
  unitOfWork = fixture.get(UnitOfWork);
  mine = await createTenant('mine');
  theirs = await createTenant('theirs');
});

afterAll(async () => {
  await fixture?.close();
  await owner?.end();
  await database?.drop();
});

async function createTenant(name: string): Promise<Tenant> {
  const maker = await fixture.get(MakersService).create({ name, country: 'PL', zone: 'Europe/Warsaw' });
  const scope = systemScope(maker.id);
  const entity = await fixture
    .get(LegalEntitiesService)
    .create(scope, { name, country: 'PL', currency: 'PLN', zone: 'Europe/Warsaw' });
  const hub = await fixture.get(HubsService).create(scope, {
    code: 'WAW',
    name,
    legalEntityId: entity.id,
    country: 'PL',
    zone: 'Europe/Warsaw',
    hours: { days: [1, 2, 3, 4, 5], open: '08:00', close: '16:00' },
    latitude: 52.2,
    longitude: 21,
  });
  await fixture.get(HubsService).setHoliday(scope, hub.id, '2026-12-25', 'Christmas');
  const manager = await fixture.get(MembersService).add(scope, {
    email: `manager@${name}.example`,
    name: 'Manager',
    role: 'manager',
    password: 'a-fine-password',
  });
  const customerIds: [string, string] = [newId(), newId()];
  for (const [index, id] of customerIds.entries()) {
    await owner.query(
      `insert into customer (maker_id, id, code, name, country) values ($1, $2, $3, $3, 'PL')`,
      [maker.id, id, `C-${index}`],
    );
  }
  const add = (email: string, customerId: string) =>
    fixture.get(MembersService).add(scope, {
      email,
      name: 'Marek',
      role: 'customer_admin',
      password: 'a-fine-password',
      customerIds: [customerId],
    });
  const marek = await add(`marek@${name}.example`, customerIds[0]);
  await add(`other@${name}.example`, customerIds[1]);
  await fixture
    .get(SessionsService)
    .open(manager.userId, { makerId: maker.id, membershipId: manager.membershipId }, CLIENT);
  const held = new Set(permissionsOf('manager'));
  const { apiKey } = await fixture
    .get(ApiKeysService)
    .create(
      scope,
      { membershipId: manager.membershipId, permissions: held },
      { name, permissions: ['fleet.read'] },
    );
  await owner.query(
    `insert into mail_link (maker_id, id, kind, token_hash, user_id, created_at, expires_at)
     values ($1, $2, 'password_reset', $3, $4, now(), now() + interval '1 hour')`,
    [maker.id, newId(), `hash of ${name}`, manager.userId],
  );
  return {
    scope,
    granter: { membershipId: manager.membershipId, permissions: held },
    hubId: hub.id,
    managerId: manager.userId,
    membershipId: manager.membershipId,
    customerIds,
    customerMembershipId: marek.membershipId,
    customerScope: { makerId: maker.id, userId: marek.userId, customers: [customerIds[0]], actor: 'user' },
    apiKeyId: apiKey.id,
  };
}

const countIn = (scope: Scope, table: string, makerId: string): Promise<number> =>
  unitOfWork.run(scope, async (tx) => {
    const [row]: { count: string }[] = await tx.manager.query(
      `select count(*) from ${table} where ${keyOf(table)} = $1`,
      [makerId],
    );
    return Number(row?.count);
  });

describe('a maker', () => {
  it.each(TABLES)('sees its own rows of %s, which no other maker sees', async (table) => {
    expect(await countIn(mine.scope, table, mine.scope.makerId)).toBeGreaterThan(0);
    expect(await countIn(theirs.scope, table, theirs.scope.makerId)).toBeGreaterThan(0);
    expect(await countIn(mine.scope, table, theirs.scope.makerId)).toBe(0);
  });

  it.each(TABLES)(
    "can't write a row of %s into another maker, nor change or delete another maker's row",
    async (table) => {
      const before = await owner.query(`select * from ${table} order by 1, 2`);
      const run = (sql: string, values: unknown[] = []): Promise<unknown> =>
        unitOfWork.run(mine.scope, (tx) => tx.manager.query(sql, values));
      const { rows } = await owner.query<Record<string, unknown>>(
        `select * from ${table} where ${keyOf(table)} = $1 limit 1`,
        [theirs.scope.makerId],
      );
      const columns = Object.keys(rows[0] ?? {});
      const copied = `insert into ${table} (${columns.join(', ')})
                    select ${columns.join(', ')} from jsonb_populate_record(null::${table}, $1::jsonb)`;
      await expect(run(copied, [JSON.stringify({ ...rows[0], id: newId() })])).rejects.toMatchObject({
        code: '42501',
      });
      const key = keyOf(table);
      for (const sql of [
        `update ${table} set ${key} = ${key} where ${key} = '${theirs.scope.makerId}'`,
        `delete from ${table} where ${key} = '${theirs.scope.makerId}'`,
      ]) {
        await run(sql).catch((error: { code: string }) => expect(error.code).toBe('42501'));
      }
      const after = await owner.query(`select * from ${table} order by 1, 2`);
      expect(after.rows).toEqual(before.rows);
    },
  );

  it("finds nothing with another's ids", async () => {
    const members = fixture.get(MembersService);
    expect(await members.get(mine.scope, mine.membershipId)).toMatchObject({ role: 'manager' });
    await expect(members.get(mine.scope, theirs.membershipId)).rejects.toMatchObject({
      code: 'organization.membership_not_found',
    });
    const hubs = fixture.get(HubsService);
    expect(await hubs.get(mine.scope, mine.hubId)).toMatchObject({ name: 'mine' });
    await expect(hubs.get(mine.scope, theirs.hubId)).rejects.toMatchObject({
      code: 'organization.hub_not_found',
    });
    await expect(hubs.setHoliday(mine.scope, theirs.hubId, '2026-12-26', '')).rejects.toMatchObject({
      code: 'organization.hub_not_found',
    });
    const keys = fixture.get(ApiKeysService);
    await expect(keys.revoke(mine.scope, mine.granter, theirs.apiKeyId)).rejects.toMatchObject({
      code: 'organization.api_key_not_found',
    });
    expect((await keys.list(mine.scope)).map((key) => key.name)).toEqual(['mine']);
    const trail = await fixture.get(AuditQueries).list(mine.scope, { limit: 200 });
    expect(trail.items.length).toBeGreaterThan(0);
    const of = await fixture.get(AuditQueries).list(mine.scope, { entityId: theirs.hubId, limit: 200 });
    expect(of.items).toEqual([]);
  });

  it('sees only its own people', async () => {
    const seen = await unitOfWork.run(mine.scope, (tx) =>
      tx.manager.query<{ email: string }[]>('select email from user_account order by email'),
    );
    expect(seen.map((person) => person.email)).toEqual([
      'manager@mine.example',
      'marek@mine.example',
      'other@mine.example',
    ]);
  });

  it("can't change any account, not even those of its own people", async () => {
    const rename = async (scope: Scope, id: string): Promise<number> => {
      const [, affected]: [unknown, number] = await unitOfWork.run(scope, (tx) =>
        tx.manager.query('update user_account set name = name where id = $1', [id]),
      );
      return affected;
    };
    expect(await rename(mine.scope, theirs.managerId)).toBe(0);
    expect(await rename(mine.scope, mine.managerId)).toBe(0);
    expect(await rename({ ...mine.scope, userId: mine.managerId }, mine.managerId)).toBe(1);
  });

  it("can't open a session in a membership of another", async () => {
    const open = (membershipId: string, makerId: string) =>
      fixture.get(SessionsService).open(mine.managerId, { makerId, membershipId }, CLIENT);
    await expect(open(theirs.membershipId, mine.scope.makerId)).rejects.toMatchObject({
      code: 'organization.membership_not_found',
    });
    await expect(open(theirs.membershipId, theirs.scope.makerId)).rejects.toMatchObject({
      code: 'organization.membership_not_found',
    });
  });
});

describe("a customer's person", () => {
  it('sees only the customers of the scope', async () => {
    const seen = (scope: Scope) =>
      unitOfWork.run(scope, (tx) =>
        tx.manager.query<{ id: string }[]>('select id from customer order by id'),
      );
    expect((await seen(mine.scope)).map(({ id }) => id)).toEqual([...mine.customerIds].sort());
    expect((await seen(mine.customerScope)).map(({ id }) => id)).toEqual([mine.customerIds[0]]);
    expect(await seen({ ...mine.customerScope, customers: [] })).toEqual([]);
    expect(await seen({ ...mine.customerScope, customers: [theirs.customerIds[0]] })).toEqual([]);
  });

  it('sees only their own membership, and no colleague, key, session or audit trail of the maker', async () => {
    const own = await unitOfWork.run(mine.customerScope, (tx) =>
      tx.manager.query<{ id: string }[]>('select id from membership'),
    );
    expect(own.map(({ id }) => id)).toEqual([mine.customerMembershipId]);
    const links = await unitOfWork.run(mine.customerScope, (tx) =>
      tx.manager.query<{ customer_id: string }[]>('select customer_id from membership_customer'),
    );
    expect(links.map(({ customer_id }) => customer_id)).toEqual([mine.customerIds[0]]);
    const people = await unitOfWork.run(mine.customerScope, (tx) =>
      tx.manager.query<{ email: string }[]>('select email from user_account'),
    );
    expect(people).toEqual([{ email: 'marek@mine.example' }]);
    for (const table of ['session', 'api_key', 'mail_link', 'audit_entry', 'hub_holiday']) {
      expect([table, await countIn(mine.customerScope, table, mine.scope.makerId)]).toEqual([table, 0]);
    }
  });
});

describe('the database', () => {
  it('shows nothing outside a unit of work, even on a connection used by one before', async () => {
    expect(await countIn(mine.scope, 'membership', mine.scope.makerId)).toBeGreaterThan(0);
    for (const table of [...TABLES, 'user_account', 'customer']) {
      const rows: unknown[] = await fixture.get(DataSource).query(`select 1 from ${table}`);
      expect([table, rows.length]).toEqual([table, 0]);
    }
  });

  it('shows each scope its own rows with a query that was planned for another scope on the same connection', async () => {
    const asked = 'select id from customer where id = any($1) order by id';
    const all = [...mine.customerIds, ...theirs.customerIds];
    const seen = async (scope: Scope): Promise<string[]> =>
      (await unitOfWork.run(scope, (tx) => preparedQuery<{ id: string }>(tx, asked, [all]))).map(
        ({ id }) => id,
      );
    // PostgreSQL plans a prepared query five times, and then uses one generic plan.
    for (let time = 0; time < 7; time++) {
      expect(await seen(mine.scope)).toEqual([...mine.customerIds].sort());
      expect(await seen(theirs.scope)).toEqual([...theirs.customerIds].sort());
      expect(await seen(mine.customerScope)).toEqual([mine.customerIds[0]]);
    }
    const plans: object[] = await fixture
      .get(DataSource)
      .query(
        'select (generic_plans + custom_plans)::int as asked, generic_plans > 0 as planned from pg_prepared_statements where statement = $1',
        [asked],
      );
    expect(plans).toEqual([{ asked: 21, planned: true }]);
  });

  it('allows no change or deletion in the audit trail', async () => {
    const run = (sql: string): Promise<unknown> => unitOfWork.run(mine.scope, (tx) => tx.manager.query(sql));
    await expect(run(`update audit_entry set action = 'nothing'`)).rejects.toMatchObject({ code: '42501' });
    await expect(run('delete from audit_entry')).rejects.toMatchObject({ code: '42501' });
    await expect(run('truncate audit_entry')).rejects.toMatchObject({ code: '42501' });
  });

  it('returns only ids from lookups before the tenant is known', async () => {
    const columns = async (call: string): Promise<string[]> =>
      Object.keys((await fixture.get(DataSource).query<object[]>(`select * from ${call}`))[0] ?? {});
    expect(await columns(`find_sign_in('manager@mine.example')`)).toEqual(['user_id', 'password_hash']);
    expect(await columns(`find_memberships('${mine.managerId}', now())`)).toEqual([
      'maker_id',
      'membership_id',
    ]);
    expect(await columns(`find_mail_link('hash of mine')`)).toEqual(['maker_id', 'mail_link_id', 'user_id']);
    expect(await columns('list_makers()')).toEqual(['maker_id']);
    await unitOfWork.run(mine.scope, (tx) =>
      tx.manager.query(
        `insert into outbox_event (maker_id, id, name, version, payload, occurred_at, attempts)
         values ($1, gen_random_uuid(), 'test.waiting', 1, '{}', now(), 0)`,
        [mine.scope.makerId],
      ),
    );
    expect(await columns('list_makers_to_tell(8)')).toEqual(['maker_id']);
  });
});
