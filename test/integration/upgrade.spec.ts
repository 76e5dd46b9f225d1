import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Scope, systemScope } from '#platform';
import { ProofPacks, ProofPackWriter } from '#assurance';
import { startBuiltApi } from '../support/built-api.js';
import { byKey, call } from '../support/http.js';
import type { RunningApi } from '../support/api.js';
import { BillingFixture } from '../support/billing-fixture.js';
import { createEmptyDatabase, type TestDatabase } from '../support/database.js';
import {
  fillWithPreviousVersion,
  migrateAsTheProduct,
  PACK_OF_PREVIOUS_VERSION,
  type PreviousVersion,
} from '../support/previous-version.js';
import { verifyPack } from '../support/verify-pack.js';

describe('a populated database of the previous version', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let previous: PreviousVersion;
  let ran: readonly string[];

  beforeAll(async () => {
    database = await createEmptyDatabase();
    previous = await fillWithPreviousVersion(database);
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    await owner.query(`update legal_entity set bank_account = $2 where maker_id = $1 and country = 'PL'`, [
      previous.makerId,
      { bank: 'Bank', account: 'PL61 1090 1014 0000 0712 1981 2874', bic: '' },
    ]);
    ran = await migrateAsTheProduct(database);
  });

  afterAll(async () => {
    await owner?.end();
    await database?.drop();
  });

  const count = async (table: string): Promise<number> => {
    const { rows } = await owner.query<{ count: number }>(`select count(*)::int as count from "${table}"`);
    return rows[0]!.count;
  };
  const finance = (): Scope => ({
    makerId: previous.makerId,
    userId: previous.financeUserId,
    customers: 'all',
    actor: 'user',
  });

  it('is migrated to this version, and keeps every row', async () => {
    expect(ran[0]).toBe('LimitByLegalEntity1764000007900');
    expect(await migrateAsTheProduct(database)).toEqual([]);
    // Rows of every kind, including rows that later migrations convert.
    const filled = previous.tables.map(({ table }) => table);
    expect(filled).toEqual(
      expect.arrayContaining(['api_key', 'invoice', 'proof_pack', 'reading_rollup', 'ticket_file', 'visit']),
    );
    for (const { table, count: before } of previous.tables)
      expect([table, await count(table)]).toEqual([table, before]);
  });

  it('has the bank account of a legal entity for documents in all currencies', async () => {
    const { rows } = await owner.query(
      `select e.name, a.state, a.currency, a.valid_from, bank_account_on(e.maker_id, e.id, 'USD', '2020-01-01') as printed
         from bank_account a join legal_entity e on e.maker_id = a.maker_id and e.id = a.legal_entity_id`,
    );
    // The number is printed as it was entered, so that documents that were already approved can be issued.
    const printed = { bank: 'Bank', account: 'PL61 1090 1014 0000 0712 1981 2874', bic: '' };
    expect(rows).toEqual([
      { name: 'Entity earlier', state: 'approved', currency: null, valid_from: null, printed },
    ]);
  });

  it('has the strictest converted limit for a second approver per legal entity, and no limit if there was none', async () => {
    const { rows } = await owner.query<{ name: string; limit: string | null }>(
      `select currency || ' ' || series_prefix as name, four_eyes_limit::text as "limit" from legal_entity
        where maker_id = $1 order by 1`,
      [previous.makerId],
    );
    expect(rows).toEqual([
      // The limit in the accounting currency: 1,000 EUR is less than 50,000 PLN at 0.2350.
      { name: 'EUR DE', limit: '1000.00' },
      // No limit can be converted to rupiah, so every amount requires a second approver.
      { name: 'IDR ID', limit: '0' },
      // 1,000 EUR at 4.2512 is less than 50,000 PLN. USD has no rate and is ignored.
      { name: 'PLN PL', limit: '4251.20' },
    ]);
    const { rows: others } = await owner.query(
      `select from legal_entity where maker_id = $1 and four_eyes_limit is not null`,
      [previous.otherId],
    );
    expect(others).toEqual([]);
  });

  it('starts the API, and serves existing keys and invoices', async () => {
    let api: RunningApi | undefined;
    try {
      // The built API, started as a process on the data of an earlier version.
      api = await startBuiltApi(database);
      const read = (path: string) =>
        call<Record<string, unknown>>(api!, 'GET', path, { as: byKey({ key: previous.financeKey }) });
      expect(await read(`/invoices/${previous.invoiceId}`)).toMatchObject({
        status: 200,
        body: { state: 'issued', number: expect.any(String) },
      });
      for (const path of ['/machines', '/disputes', '/tickets', `/contracts/${previous.contractId}`])
        expect([path, (await read(path)).status]).toEqual([path, 200]);
    } finally {
      await api?.stop();
    }
  });

  it('verifies the pack of the previous version, and creates the same pack again', async () => {
    expect(verifyPack(PACK_OF_PREVIOUS_VERSION, '--root', previous.root)).toMatchObject({
      code: 0,
      said: expect.stringContaining('VERIFIED'),
    });
    // The file of the fixture is not in a folder of this test, so the pack has to be created again.
    await owner.query(`update proof_pack set file_id = null where id = $1`, [previous.packId]);
    const fixture = await BillingFixture.open('2026-12-02T08:00:00Z', database);
    const folder = mkdtempSync(join(tmpdir(), 'dutycycle-upgrade-'));
    try {
      const packs = fixture.app.get(ProofPacks);
      const { id } = await packs.request(finance(), previous.invoiceId);
      expect(id).toBe(previous.packId);
      const [event] = await fixture.sql<{ payload: { jobId: string } }>(
        `select payload from outbox_event where name = 'billing.proof_pack_requested' and payload ->> 'packId' = $1
          order by occurred_at desc, id desc limit 1`,
        [id],
      );
      await fixture.app.get(ProofPackWriter).perform(systemScope(previous.makerId), event!.payload.jobId);
      expect(await packs.get(finance(), id)).toMatchObject({
        state: 'done',
        fault: null,
        root: previous.root,
      });
      const { file } = await packs.open(finance(), id);
      const path = join(folder, 'again.zip');
      writeFileSync(path, await file.readFile());
      await file.close();
      expect(verifyPack(path, '--root', previous.root)).toMatchObject({ code: 0 });
    } finally {
      await fixture.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
