import { until } from '../../support/eventually.js';
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
import { countStoredReadings, listStoredReadings, type StoredRow } from '../../support/readings.js';

/** One station. The simulator fills in its history in the same way as that of the eleven others. */
const CUSTOMER = 'C-PL-4';
const DAY_MS = 86_400_000;
const COUNTERS = ['run_hours_total', 'load_hours_total', 'energy_kwh_total', 'starts_total', 'air_m3_total'];

describe('the fleet of one station', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let app: DataSource;
  let home: string;
  let ingest: Ingest;
  let port: number;
  /** All readings of the fleet, by device. They are cached, because querying them takes seconds. */
  let stored: StoredRow[][];

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
  const readings = () => countStoredReadings(owner);
  /** Returns the stored readings of each device, ordered by device key. */
  const storedByDevice = async (): Promise<StoredRow[][]> => {
    const byDevice = new Map<number, StoredRow[]>();
    for (const row of await listStoredReadings(owner))
      byDevice.set(row.deviceKey, [...(byDevice.get(row.deviceKey) ?? []), row]);
    return [...byDevice.values()];
  };

  it('resumes after an interruption in the middle of its history, without missing or repeated readings', async () => {
    const first = await buildFleet();
    const running = first.run();
    await until(async () => (await readings()) > 15_000);
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
      900_000,
    );
    // Waits for live readings of the last seconds.
    await until(
      async () =>
        (await count(`select count(*) from reading_batch where to_time > now() - interval '20 seconds'`)) > 0,
    );
    await second.stop();
    await again;

    stored = await storedByDevice();
    expect(stored).toHaveLength(6);
    // The beginning of the history has fewer readings.
    const since = Math.floor(Date.now() / DAY_MS) * DAY_MS - 59 * DAY_MS;
    for (const rows of stored) {
      const times = rows.map(({ at }) => at.getTime());
      const steps = times.slice(1).map((time, i) => (times[i]! >= since ? time - times[i]! : 0));
      const gap = steps.reduce((a, b) => Math.max(a, b), 0);
      expect([rows[0]!.deviceKey, gap <= 300_000, times.length === new Set(times).size]).toEqual([
        rows[0]!.deviceKey,
        true,
        true,
      ]);
    }
  }, 1_200_000);

  it('has sent no messages that were quarantined or had undescribed signals', async () => {
    expect(await count('select count(*) from quarantine_entry')).toBe(0);
    expect(await count('select count(*) from unknown_signal')).toBe(0);
  });

  it('has counters that never decreased', () => {
    let [fallen, seen] = [0, 0];
    for (const rows of stored) {
      for (const key of COUNTERS) {
        const values = rows.flatMap(({ values: said }) => (typeof said[key] === 'number' ? [said[key]] : []));
        fallen += values.filter((value, i) => i > 0 && value < values[i - 1]!).length;
        seen += values.length;
      }
    }
    expect(seen).toBeGreaterThan(100_000);
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
