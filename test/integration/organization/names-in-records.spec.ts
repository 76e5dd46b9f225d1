import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DataSource, type QueryRunner } from 'typeorm';
import pg from 'pg';
import { KeepNamesInRecords1764000008032 } from '../../../migrations/1764000008032-keep-names-in-records.js';
import { MarkKeysOfUnclearOrigin1764000008033 } from '../../../migrations/1764000008033-mark-keys-of-unclear-origin.js';
import { AddBulkDecisions1764000008080 } from '../../../migrations/1764000008080-add-bulk-decisions.js';
import { AddSavedViews1764000008081 } from '../../../migrations/1764000008081-add-saved-views.js';
import { AddDocumentMails1764000008110 } from '../../../migrations/1764000008110-add-document-mails.js';
import { AddDocumentBrands1764000008111 } from '../../../migrations/1764000008111-add-document-brands.js';
import { AddBankAccounts1764000008140 } from '../../../migrations/1764000008140-add-bank-accounts.js';
import { AddReceivables1764000008150 } from '../../../migrations/1764000008150-add-receivables.js';
import { AddBankStatements1764000008151 } from '../../../migrations/1764000008151-add-bank-statements.js';
import { AddWriteOffs1764000008165 } from '../../../migrations/1764000008165-add-write-offs.js';
import { AddRefunds1764000008170 } from '../../../migrations/1764000008170-add-refunds.js';
import { AddPaymentFiles1764000008171 } from '../../../migrations/1764000008171-add-payment-files.js';
import { AddCardPayments1764000008175 } from '../../../migrations/1764000008175-add-card-payments.js';
import { AddReminderPolicies1764000008180 } from '../../../migrations/1764000008180-add-reminder-policies.js';
import { AddReminders1764000008181 } from '../../../migrations/1764000008181-add-reminders.js';
import { AddPaymentPromises1764000008182 } from '../../../migrations/1764000008182-add-payment-promises.js';
import { AddRevaluations1764000008185 } from '../../../migrations/1764000008185-add-revaluations.js';
import { AddDeferredRevenue1764000008186 } from '../../../migrations/1764000008186-add-deferred-revenue.js';
import { AddDirectDebits1764000008195 } from '../../../migrations/1764000008195-add-direct-debits.js';
import { AddChargebacks1764000008196 } from '../../../migrations/1764000008196-add-chargebacks.js';
import { AddStripeRefunds1764000008197 } from '../../../migrations/1764000008197-add-stripe-refunds.js';
import { AddAutomaticPayments1764000008198 } from '../../../migrations/1764000008198-add-automatic-payments.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { createMaker, type MakerOfWorld } from '../../support/world.js';

const ROOT = resolve(import.meta.dirname, '../../..');
/** Queries for people's current data. Past records keep the names with which they were created. */
const OF_THE_PRESENT = [
  'apps/api/src/search/search.queries.ts',
  'libs/notifications/src/deliveries/delivery-log.queries.ts',
  'libs/notifications/src/inbox/people.queries.ts',
  'libs/notifications/src/mail/mail-planning.queries.ts',
  'libs/organization/src/people/access.queries.ts',
  'libs/organization/src/people/actor-name.queries.ts',
  'libs/organization/src/people/members.queries.ts',
  'libs/revenue/src/alerts/usage-alerts.queries.ts',
];

let database: TestDatabase;
let owner: pg.Client;
let orm: DataSource;
let runner: QueryRunner;
let maker: MakerOfWorld;
let noted: { table: string; doer: string; name: string }[];

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  maker = await createMaker(owner, 'names');
  orm = await new DataSource({ type: 'postgres', url: database.url }).initialize();
  runner = orm.createQueryRunner();
  ({ rows: noted } = await owner.query(`
    select c.relname as table, split_part(encode(t.tgargs, 'escape'), '\\000', 1) as doer,
           split_part(encode(t.tgargs, 'escape'), '\\000', 2) as name
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
     where p.proname = 'note_name' order by 1, 2`));
});
afterAll(async () => {
  await runner?.release();
  await orm?.destroy();
  await owner?.end();
  await database?.drop();
});

async function queryOne<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row> {
  return (await owner.query<Row>(text, values)).rows[0]!;
}

const rename = (userId: string, name: string): Promise<unknown> =>
  owner.query('update user_account set name = $2 where id = $1', [userId, name]);

describe('a person who is renamed', () => {
  it('keeps the former name in alarms, meter events, costs, periods and other records', async () => {
    const { userId } = maker.staff.engineer;
    expect(noted.map(({ table }) => table)).toEqual(
      expect.arrayContaining(['alarm', 'meter_event', 'contract_cost', 'accounting_period']),
    );
    for (const { table, doer, name } of noted) {
      await rename(userId, 'Before');
      // Immutable records are updated here as if they had been created with this name.
      await owner.query(`alter table ${table} disable trigger user`);
      await owner.query(`alter table ${table} enable trigger ${table}_${doer}_name`);
      const { ctid } = await queryOne<{ ctid: string }>(
        `update ${table} set ${doer} = $1 where ctid = (select ctid from ${table} limit 1) returning ctid::text`,
        [userId],
      );
      await rename(userId, 'After');
      const kept = await queryOne<{ kept: string }>(
        `update ${table} set ${doer} = ${doer}, ${name} = 'Invented' where ctid = $1::tid returning ${name} as kept`,
        [ctid],
      );
      await owner.query(`alter table ${table} enable trigger user`);
      expect([table, name, kept]).toEqual([table, name, { kept: 'Before' }]);
    }
  });

  it('is not looked up for records by any query', () => {
    const files = ['libs', 'apps/api/src', 'apps/worker/src'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
        .map((path) => join(folder, path)),
    );
    const asking = files.filter((path) =>
      /\b(join|from) user_account\b/.test(readFileSync(join(ROOT, path), 'utf8')),
    );
    expect(asking.sort()).toEqual(OF_THE_PRESENT);
  });

  it('has the name from the time of the upgrade in records from before the upgrade', async () => {
    const { userId } = maker.staff.manager;
    await owner.query(`update alarm set acknowledged_by = $1 where maker_id = $2`, [userId, maker.makerId]);
    const migration = new KeepNamesInRecords1764000008032();
    // Later tables use the same function for their names.
    const later = [
      new AddBulkDecisions1764000008080(),
      new AddSavedViews1764000008081(),
      new AddDocumentMails1764000008110(),
      new AddDocumentBrands1764000008111(),
      new AddBankAccounts1764000008140(),
      new AddReceivables1764000008150(),
      new AddBankStatements1764000008151(),
      new AddWriteOffs1764000008165(),
      new AddRefunds1764000008170(),
      new AddPaymentFiles1764000008171(),
      new AddCardPayments1764000008175(),
      new AddReminderPolicies1764000008180(),
      new AddReminders1764000008181(),
      new AddPaymentPromises1764000008182(),
      new AddRevaluations1764000008185(),
      new AddDeferredRevenue1764000008186(),
      new AddDirectDebits1764000008195(),
      new AddChargebacks1764000008196(),
      new AddStripeRefunds1764000008197(),
      new AddAutomaticPayments1764000008198(),
    ];
    for (const one of later.toReversed()) await one.down(runner);
    await migration.down(runner);
    await rename(userId, 'Of the upgrade');
    await migration.up(runner);
    for (const one of later) await one.up(runner);
    await rename(userId, 'Later');
    const { rows } = await owner.query<{ name: string }>(
      'select distinct acknowledged_by_name as name from alarm where maker_id = $1',
      [maker.makerId],
    );
    expect(rows).toEqual([{ name: 'Of the upgrade' }]);
  });
});

describe('a key created by a key before keys had parents', () => {
  const keyOf = async (name: string, values: Record<string, unknown>): Promise<string> => {
    const row = {
      maker_id: maker.makerId,
      name,
      prefix: name.slice(0, 8),
      key_hash: name,
      permissions: ['fleet.read'],
      created_at: '2026-02-01T00:00:00Z',
      ...values,
    };
    const columns = Object.keys(row);
    const { id } = await queryOne<{ id: string }>(
      `insert into api_key (id, ${columns.join(', ')})
       values (gen_random_uuid(), ${columns.map((_, i) => `$${i + 1}`).join(', ')}) returning id`,
      Object.values(row),
    );
    return id;
  };
  const madeByKey = (id: string): Promise<unknown> =>
    owner.query(
      `insert into audit_entry (maker_id, id, at, actor_kind, action, entity, entity_id)
       values ($1, gen_random_uuid(), now(), 'api_key', 'organization.api_key_created', 'api_key', $2)`,
      [maker.makerId, id],
    );

  it('gets the only possible parent at the upgrade, and is flagged if the parent is unknown', async () => {
    const [single, several, ended] = [maker.staff.planner, maker.staff.finance, maker.staff.dispatcher].map(
      ({ membershipId }) => membershipId,
    );
    const writer = { permissions: ['api_keys.write', 'fleet.read'], created_at: '2026-01-01T00:00:00Z' };
    // The existing keys of these people are not candidates.
    await owner.query(
      `update api_key set permissions = '{parts.read}' where membership_id = any($1) and not 'x' = any(permissions)`,
      [[single, several, ended]],
    );
    const parent = await keyOf('parent', { ...writer, membership_id: single, expires_at: '2999-01-01' });
    const child = await keyOf('child', { membership_id: single });
    await keyOf('first', { ...writer, membership_id: several });
    await keyOf('second', { ...writer, membership_id: several });
    const unclear = await keyOf('unclear', { membership_id: several });
    await keyOf('revoked', { ...writer, membership_id: ended, revoked_at: '2026-03-01' });
    const outlived = await keyOf('outlived', { membership_id: ended });
    const byPerson = await keyOf('by person', { membership_id: single });
    for (const id of [child, unclear, outlived]) await madeByKey(id);
    const migration = new MarkKeysOfUnclearOrigin1764000008033();
    await migration.down(runner);
    await migration.up(runner);
    const stateOf = (id: string) =>
      queryOne(
        `select parent_key_id as parent, origin_unclear as unclear, expires_at::date::text as end from api_key where id = $1`,
        [id],
      );
    expect(await stateOf(child)).toEqual({ parent, unclear: false, end: '2999-01-01' });
    expect(await stateOf(unclear)).toEqual({ parent: null, unclear: true, end: null });
    expect(await stateOf(outlived)).toEqual({ parent: null, unclear: true, end: null });
    expect(await stateOf(byPerson)).toEqual({ parent: null, unclear: false, end: null });
  });
});
