import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { Person } from '../measure/support/maker.js';
import { listStoredReadings } from '../test/support/readings.js';
import { findFreePort, type RunningProduct, startProduct } from '../test/support/product.js';
import { type BenchMachine, createBenchFleet } from '../measure/support/bench-fleet.js';
import { Mosquitto } from '../measure/support/mosquitto.process.js';
import { ResendingFleet } from './support/resending-fleet.js';
import { formatCount, formatTable } from '../measure/support/table.js';

const MACHINES = 20;
const PER_SECOND = 500;
const INGEST = fileURLToPath(new URL('../apps/ingest/src/main.js', import.meta.url));
/** Interval in seconds, as configured by docker/mosquitto. */
const AUTOSAVE_S = 5;

/**
 * Measures how many acknowledged messages are lost when an external broker is killed: while ingest receives every
 * message immediately, and while ingest is stopped and only the broker has the messages.
 */
export async function benchBrokerLoss(): Promise<void> {
  const settings = [
    'persistence true',
    `autosave_interval ${AUTOSAVE_S}`,
    'max_queued_messages 0',
    'max_inflight_messages 0',
  ];
  const broker = await Mosquitto.create(settings);
  if (!broker) {
    console.log('Skipped: Mosquitto is not installed. Install the package mosquitto.');
    return;
  }
  const product = await startProduct({ args: ['--empty'] });
  const database = new pg.Client({ connectionString: product.databaseUrl });
  await database.connect();
  try {
    const person = new Person(product.portalUrl);
    await person.setUp();
    const machines = await createBenchFleet(person, MACHINES);
    const rows: [string, string, string][] = [];
    for (const isIngestStopped of [false, true]) {
      await broker.start();
      const { acknowledged, stored, killedAfterMs } = await killBroker(
        broker,
        product,
        database,
        machines,
        isIngestStopped,
      );
      const lost = acknowledged - stored;
      rows.push([
        isIngestStopped ? 'Ingest stopped' : 'Ingest running',
        `${formatCount(lost)} of ${formatCount(acknowledged)}`,
        `acknowledged messages lost (${(lost / PER_SECOND).toFixed(1)} s of data); killed after ${Math.round(killedAfterMs / 1000)} s`,
      ]);
      await broker.end();
    }
    console.log(
      `\nLoss when Mosquitto is killed with SIGKILL: saves every ${AUTOSAVE_S} s, ${formatCount(PER_SECOND)} messages/s from ${MACHINES} devices\n`,
    );
    console.log(formatTable(rows));
  } finally {
    await database.end();
    await product.stop();
    await broker.remove();
  }
}

async function killBroker(
  broker: Mosquitto,
  product: RunningProduct,
  database: pg.Client,
  machines: readonly BenchMachine[],
  isIngestStopped: boolean,
): Promise<{ acknowledged: number; stored: number; killedAfterMs: number }> {
  const url = `mqtt://127.0.0.1:${broker.port}`;
  const fleet = new ResendingFleet(
    url,
    machines.map(({ topic }) => topic),
  );
  let ingest = await startIngest(product, url);
  await fleet.connect();
  const started = performance.now();
  const startedAt = Date.now();
  fleet.start(PER_SECOND);
  await wait(3000);
  if (isIngestStopped) await endIngest(ingest);
  // Waits, so that the broker is not killed directly before or after a save.
  await wait(AUTOSAVE_S * 1000 + 2500);
  await broker.end('SIGKILL');
  const killedAfterMs = performance.now() - started;
  const acknowledged = fleet.acknowledged.map((set) => new Set(set));
  fleet.stop();
  // Devices would resend unacknowledged messages, which must not hide losses of the broker.
  await fleet.close();
  await broker.start();
  if (isIngestStopped) ingest = await startIngest(product, url);
  const stored = await waitUntilStable(() => countStored(database, machines, acknowledged, startedAt));
  await endIngest(ingest);
  return { acknowledged: acknowledged.reduce((sum, { size }) => sum + size, 0), stored, killedAfterMs };
}

async function startIngest(product: RunningProduct, mqttUrl: string): Promise<ChildProcess> {
  const healthPort = await findFreePort();
  const child = spawn(process.execPath, [INGEST], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: product.databaseUrl,
      DUTYCYCLE_SECRET: (await readFile(join(product.home, 'secret.key'), 'utf8')).trim(),
      MQTT_URL: mqttUrl,
      HEALTH_PORT: String(healthPort),
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const isReady = () =>
    fetch(`http://127.0.0.1:${healthPort}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) await wait(100);
  return child;
}

async function endIngest(child: ChildProcess): Promise<void> {
  child.kill();
  if (child.exitCode === null) await once(child, 'exit');
}

/** Returns the number of acknowledged messages that are stored, without those of an earlier run. */
async function countStored(
  database: pg.Client,
  machines: readonly BenchMachine[],
  acknowledged: readonly Set<number>[],
  startedAt: number,
): Promise<number> {
  const { rows } = await database.query<{ machine_id: string; device_key: number }>(
    'select machine_id, device_key from device',
  );
  const indexOf = new Map(machines.map(({ id }, index) => [id, index]));
  const indexOfKey = new Map(rows.map((row) => [row.device_key, indexOf.get(row.machine_id)!]));
  const stored = await listStoredReadings(database);
  return stored.filter(
    ({ at, deviceKey, seq }) =>
      at.getTime() >= startedAt && acknowledged[indexOfKey.get(deviceKey)!]!.has(seq),
  ).length;
}

/** Repeats the query until its result has not changed for three seconds. */
async function waitUntilStable(readCount: () => Promise<number>): Promise<number> {
  let [last, since] = [await readCount(), performance.now()];
  while (performance.now() - since < 3000) {
    await wait(500);
    const now = await readCount();
    if (now !== last) [last, since] = [now, performance.now()];
  }
  return last;
}
