import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { DataSource } from 'typeorm';
import { Clock, SecretBox } from '#platform';
import { readConfig } from '../../../apps/ingest/src/config.js';
import { Ingest } from '../../../apps/ingest/src/ingest.js';
import { FleetQueries } from '../../../apps/simulator/src/fleet/fleet.queries.js';
import { FleetStateStore } from '../../../apps/simulator/src/fleet/fleet-state.store.js';
import { Fleet } from '../../../apps/simulator/src/fleet/fleet.js';
import { ensureDemoWorld } from '../../../apps/simulator/src/seed/ensure-demo-world.js';
import { openDatabase } from '../../../apps/simulator/src/seed/open-database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

/** One station, which the demo world fills in like the other eleven. */
const CUSTOMER = 'C-PL-4';

describe('the fleet of one station', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let app: DataSource;
  let home: string;
  let ingest: Ingest;
  let port: number;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    app = await openDatabase(database.url, database.secret);
    home = mkdtempSync(join(tmpdir(), 'dutycycle-fleet-'));
    port = await freePort();
    ingest = new Ingest(
      readConfig({
        DATABASE_URL: database.url,
        DUTYCYCLE_SECRET: database.secret,
        MQTT_PORT: String(port),
        LOG_LEVEL: 'silent',
      }),
      pino({ level: 'silent' }),
    );
    await ingest.start();
  });
  afterAll(async () => {
    await ingest?.stop();
    await app?.destroy();
    await owner?.end();
    await database?.drop();
    rmSync(home, { recursive: true, force: true });
  });

  const buildFleet = async (): Promise<Fleet> => {
    const config = {
      home,
      databaseUrl: database.url,
      secret: database.secret,
      clockOffsetMs: 0,
      keepsOwnDates: false,
      mqttUrl: '',
    };
    const { dates, data } = await ensureDemoWorld(config, app);
    const clock = new Clock();
    return new Fleet(
      { ...data, customers: data.customers.filter(({ id }) => id === CUSTOMER) },
      dates,
      `mqtt://127.0.0.1:${port}`,
      new SecretBox(database.secret),
      clock,
      new FleetQueries(app, clock),
      new FleetStateStore(home, dates),
      () => undefined,
      () => Promise.resolve(),
    );
  };

  const count = async (sql: string): Promise<number> =>
    Number((await owner.query<{ count: string }>(sql)).rows[0]!.count);
  const readings = () => count('select count(*) from reading');
  const until = async (isSo: () => Promise<boolean>, withinMs: number): Promise<void> => {
    for (const end = Date.now() + withinMs; !(await isSo());) {
      if (Date.now() > end) throw new Error('It did not happen in time');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  it('goes on where it was cut off in the middle of its past, and nothing is missing or twice', async () => {
    const first = await buildFleet();
    const running = first.run();
    await until(async () => (await readings()) > 15_000, 120_000);
    await first.stop();
    await running.catch(() => undefined);
    const half = await readings();
    expect(half).toBeLessThan(100_000);

    const second = await buildFleet();
    const again = second.run();
    await until(
      async () =>
        (await count(`select count(*) from job_progress where kind = 'demo_backfill' and state = 'done'`)) ===
        1,
      240_000,
    );
    // Live by now: readings of the last seconds.
    await until(
      async () =>
        (await count(`select count(*) from reading where device_time > now() - interval '20 seconds'`)) > 0,
      40_000,
    );
    await second.stop();
    await again;

    const { rows } = await owner.query<{ code: string; gap: number; times: string; rows: string }>(
      `select d.code, count(*) as rows, count(distinct device_time) as times,
              max(step) filter (where previous >= date_trunc('day', now()) - interval '59 days') as gap
         from (select device_key, device_time, lag(device_time) over w as previous,
                      extract(epoch from device_time - lag(device_time) over w)::float8 as step
                 from reading window w as (partition by device_key order by device_time)) r
         join device d on d.device_key = r.device_key group by d.code`,
    );
    expect(rows).toHaveLength(6);
    for (const { code, gap, times, rows: stored } of rows)
      expect([code, gap <= 300, times === stored]).toEqual([code, true, true]);
  }, 420_000);

  it('has sent nothing that was set aside or that nobody described', async () => {
    expect(await count('select count(*) from quarantine_entry')).toBe(0);
    expect(await count('select count(*) from unknown_signal')).toBe(0);
  });

  it('has counters that never fell', async () => {
    const fallen = await count(
      `select count(*) from (
         select r.values[array_position(l.keys, k)] as value, lag(r.values[array_position(l.keys, k)]) over
                  (partition by r.device_key, k order by r.device_time, r.seq) as before
           from reading r join reading_layout l on l.layout_id = r.layout_id
          cross join unnest(array['run_hours_total', 'load_hours_total', 'energy_kwh_total', 'starts_total', 'air_m3_total']) k
          where array_position(l.keys, k) is not null) s where value < before`,
    );
    expect(fallen).toBe(0);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
