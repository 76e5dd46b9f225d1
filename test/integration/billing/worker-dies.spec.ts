import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { ContractsService } from '#contracts';
import { JobRuns, UnitOfWork } from '#platform';
import { BillingRuns, DraftsService } from '#billing';
import { locateApp } from '../../support/app-script.js';
import { BillingFixture, financeOf } from '../../support/billing-fixture.js';
import { eventually } from '../../support/eventually.js';
import type { MakerOfWorld } from '../../support/world.js';

const MAIN = locateApp('worker');
const NOW = '2026-12-02T08:00:00Z';
const CONTRACTS = 60;

describe('a billing run with a worker that is killed', () => {
  let fixture: BillingFixture;
  let maker: MakerOfWorld;
  const contractIds: string[] = [];
  const workers: ChildProcess[] = [];

  beforeAll(async () => {
    fixture = await BillingFixture.open(NOW);
    maker = await fixture.makeMaker('dies');
    const [customer] = maker.customers;
    for (let n = 0; n < CONTRACTS; n++) {
      const deviceId = await fixture.addInstrument(maker, customer, `FM-${n}`);
      const meterId = crypto.randomUUID();
      const contract = await fixture.app.get(ContractsService).create(financeOf(maker), {
        number: `K-${n}`,
        state: 'active',
        customerId: customer.customerId,
        legalEntityId: maker.ids.legal_entity!,
        planId: maker.ids.plan!,
        currency: 'PLN',
        zone: 'Europe/Warsaw',
        startsOn: '2026-02-01',
        meters: [{ id: meterId, deviceId, signalKey: 'air_m3_total' }],
        charges: [
          { pricing: { model: 'flat', amount: '100' } },
          { meterIds: [meterId], pricing: { model: 'unit', unitPrice: '0.0264' } },
        ],
      });
      contractIds.push(contract.id);
      await fixture.report(maker, deviceId, 'air_m3_total', [
        { at: '2026-10-31T23:00:00Z', value: n },
        { at: '2026-11-20T12:00:00Z', value: 1000.5 + 7 * n },
      ]);
    }
  });

  afterAll(async () => {
    for (const worker of workers) worker.kill('SIGKILL');
    await fixture?.close();
  });

  function startWorker(): ChildProcess {
    const worker = spawn(process.execPath, [MAIN], {
      env: {
        ...process.env,
        NODE_OPTIONS: undefined,
        DATABASE_URL: fixture.database.url,
        DUTYCYCLE_SECRET: fixture.database.secret,
        DUTYCYCLE_CLOCK_OFFSET_MS: String(Date.parse(NOW) - Date.now()),
        LOG_LEVEL: 'fatal',
      },
      stdio: 'ignore',
    });
    workers.push(worker);
    return worker;
  }

  it('is restarted, and ends with the result of an undisturbed run', async () => {
    const runs = fixture.app.get(BillingRuns);
    const { id } = await runs.request(financeOf(maker), '2026-11');
    const progress = () => runs.getJob(financeOf(maker), id);

    // Locks the last contract, so that the run can't finish.
    await fixture.sql('begin');
    await fixture.sql(`select from contract where number = 'K-9' for update`);
    const first = startWorker();
    await eventually(progress, ({ done }) => Number(done) >= 3);
    first.kill('SIGKILL');
    await once(first, 'exit');
    await fixture.sql('rollback');
    const left = await progress();
    expect(left.state).toBe('running');
    expect(Number(left.done)).toBeLessThan(Number(left.total));

    // Simulates the passage of three minutes.
    await fixture.sql(
      `update job_progress set updated_at = updated_at - interval '3 minutes' where id = $1`,
      [id],
    );
    const second = startWorker();
    const ended = await eventually(progress, ({ state }) => state === 'done');
    expect(ended).toMatchObject({ done: ended.total });
    const { totals } = await runs.get(financeOf(maker), id);
    expect(totals.find(({ outcome }) => outcome === 'ready')).toMatchObject({ contracts: CONTRACTS });
    second.kill('SIGTERM');
    await once(second, 'exit');

    const drafted = await fixture.sql<{ contract_id: string; content_hash: string; version: number }>(
      `select contract_id, content_hash, version from invoice where contract_id = any($1) and period_from = '2026-11-01'`,
      [contractIds],
    );
    expect(drafted).toHaveLength(CONTRACTS);
    for (const { contract_id: contractId, content_hash: contentHash, version } of drafted) {
      const again = await fixture.app.get(DraftsService).draft(financeOf(maker), contractId, '2026-11');
      expect([again.contentHash, again.version, again.lines.length]).toEqual([contentHash, version, 2]);
      expect(version).toBe(1);
    }
  }, 600_000);

  it('shows the progress of the faster of two workers', async () => {
    const jobs = fixture.app.get(JobRuns);
    const scope = financeOf(maker);
    const { id } = await fixture.app.get(UnitOfWork).run(scope, (tx) => jobs.createWithin(tx, 'billing', {}));
    await jobs.start(scope, id, 12);
    const doneOf = async () =>
      (await fixture.sql<{ done: string }>('select done from job_progress where id = $1', [id]))[0]!.done;
    expect(await jobs.advance(scope, id, 10, {})).toBe(true);
    expect(await jobs.advance(scope, id, 5, {})).toBe(true);
    expect(await doneOf()).toBe('10');
    await fixture.app.get(UnitOfWork).run(scope, (tx) => jobs.finishWithin(tx, id, 12));
    expect(await jobs.advance(scope, id, 7, {})).toBe(false);
    expect(await doneOf()).toBe('12');
  });
});
