import { hash } from '@node-rs/argon2';
import type { DataSource, EntityManager } from 'typeorm';
import { systemScope, UnitOfWork, type Clock, type SecretBox } from '#platform';
import { DEMO_PASSWORD } from '../domain/contents/demo-people.js';
import { createWorldDates, type WorldDates } from '../domain/world-dates.js';
import type { DemoData } from './demo-data.store.js';
import { DEMO_MAKER_ID, demoId } from './demo-ids.js';
import { insertRows } from './rows.writer.js';
import { seedBankAccounts } from './contents/seed-bank-accounts.js';
import { seedBillGroups } from './contents/seed-bill-groups.js';
import { seedContracts } from './contents/seed-contracts.js';
import { seedCustomers } from './contents/seed-customers.js';
import { seedMachines } from './contents/seed-machines.js';
import { seedMeterEvents } from './contents/seed-meter-events.js';
import { seedModels } from './contents/seed-models.js';
import { seedOrganization } from './contents/seed-organization.js';
import { seedParts, seedStock } from './contents/seed-parts.js';
import { seedParties } from './contents/seed-parties.js';
import { seedPeople } from './contents/seed-people.js';
import type { Seeding } from './seeding.js';

const SEED_KIND = 'demo_seed';
const SEED_ID = demoId('job', SEED_KIND);
/** Key of the lock that serializes concurrent seeding, so that the second process finds the data of the first. */
const SEED_LOCK = 7_361_045;
/** Device times are multiples of ten seconds, so the first start is rounded down to one. */
const GRID_MS = 10_000;

/** Writes the demo data to an empty database once, and stores the dates of the demo. */
export class DemoWorldService {
  private readonly work: UnitOfWork;

  constructor(
    database: DataSource,
    private readonly clock: Clock,
    private readonly secrets: SecretBox,
    private readonly data: DemoData,
  ) {
    this.work = new UnitOfWork(database, clock);
  }

  /**
   * Seeds in a single transaction: if the process is killed, no data remains, and the next start seeds again.
   * @param keepsOwnDates true with `--as-of`; only the value of the first start has an effect
   * @returns the dates of the demo, and whether this call created its data
   */
  async ensure(keepsOwnDates: boolean): Promise<{ dates: WorldDates; isNew: boolean }> {
    const passwordHash = await hash(DEMO_PASSWORD);
    return this.work.run(systemScope(DEMO_MAKER_ID), async ({ manager }) => {
      await manager.query('select pg_advisory_xact_lock($1)', [SEED_LOCK]);
      const found = await findDates(manager);
      if (found) return { dates: found, isNew: false };
      const firstStartMs = Math.floor(this.clock.now().getTime() / GRID_MS) * GRID_MS;
      const dates = createWorldDates(this.data.asOf, firstStartMs, keepsOwnDates);
      await this.write(
        {
          manager,
          data: this.data,
          dates,
          makerId: DEMO_MAKER_ID,
          deriveSecret: (purpose) => this.secrets.derive(purpose),
        },
        passwordHash,
      );
      return { dates, isNew: true };
    });
  }

  private async write(seeding: Seeding, passwordHash: string): Promise<void> {
    await seedOrganization(seeding);
    await seedCustomers(seeding);
    await seedParties(seeding);
    await seedPeople(seeding, passwordHash);
    await seedBankAccounts(seeding);
    await seedModels(seeding);
    await seedMachines(seeding);
    await seedParts(seeding);
    await seedStock(seeding);
    await seedContracts(seeding);
    await seedBillGroups(seeding);
    await seedMeterEvents(seeding);
    const at = new Date(seeding.dates.firstStartMs).toISOString();
    await insertRows(seeding.manager, 'job_progress', [
      {
        maker_id: seeding.makerId,
        id: SEED_ID,
        kind: SEED_KIND,
        state: 'done',
        done: 1,
        total: 1,
        params: seeding.dates,
        created_at: at,
        updated_at: at,
        finished_at: at,
      },
    ]);
  }
}

async function findDates(manager: EntityManager): Promise<WorldDates | undefined> {
  const rows: { params: WorldDates }[] = await manager.query(
    `select params from job_progress where maker_id = $1 and id = $2`,
    [DEMO_MAKER_ID, SEED_ID],
  );
  return rows[0]?.params;
}
