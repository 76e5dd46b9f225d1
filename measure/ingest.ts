import { cpus } from 'node:os';
import pg from 'pg';
import { Person } from './support/maker.js';
import { type ProductProcess, startProduct } from '../test/support/product.js';
import { type BenchMachine, createBenchFleet } from './support/bench-fleet.js';
import { BrowserWatch } from './support/browser-watch.js';
import { readPssMib } from './support/memory.js';
import { measureMosquittoLimit } from './support/mosquitto-limit.js';
import { measureCopyLimit } from './support/physical-limit.js';
import { POINTS_OF_A_MESSAGE, Publisher, type PublisherReport } from './support/publisher.process.js';
import { countReadings, sizeReadings } from './support/stored-readings.js';
import { formatCount, formatMs, formatTable } from './support/table.js';
import { say } from './support/say.js';

const MACHINES = 200;
/** Maximum number of unacknowledged messages per connection at full speed. */
const WINDOW = 20;
const WATCHED = 10;
const OUR_PROCESSES: readonly ProductProcess[] = ['supervisor', 'api', 'ingest', 'worker'];

export interface IngestMeasurement {
  /** All figures as a table. */
  table: string;
  /** Number of messages with a PUBACK in all measurements. */
  acknowledged: number;
  /** Number of rows in the database at the end. */
  stored: number;
  /** Rate of the senders at full speed. */
  messagesPerSecond: number;
}

/**
 * Measures the whole product, all parts embedded, with alarm rules enabled: 200 machines with one connection each, QoS
 * 1. Only acknowledged messages are counted, and acknowledged messages are committed. The same run also measures
 * reference rates of this machine.
 * @param seconds length of each of the three measurements
 */
export async function measureIngest(seconds: number): Promise<IngestMeasurement> {
  const measureMs = seconds * 1000;
  say('Starting the product …');
  const product = await startProduct({ args: ['--empty'] });
  const publisher = new Publisher();
  const database = new pg.Client({ connectionString: product.databaseUrl });
  await database.connect();
  try {
    const person = new Person(product.portalUrl);
    await person.setUp();
    say(`Creating ${MACHINES} machines …`);
    const machines = await createBenchFleet(person, MACHINES);
    const { hostname: host, port } = new URL(product.mqttUrl);
    const order = { host, port: Number(port), devices: machines, warmUpMs: 3000, measureMs };

    say('One message per second from each machine …');
    const calm = await publisher.run({ ...order, firstSeq: 0, mode: { kind: 'pace', perSecond: MACHINES } });
    say('Five messages per second from each machine, with a browser connected …');
    const browser = await watchBrowser(product.portalUrl, person, machines, () =>
      publisher.run({ ...order, firstSeq: calm.nextSeq, mode: { kind: 'pace', perSecond: MACHINES * 5 } }),
    );
    say('Full speed …');
    const full = await publisher.run({
      ...order,
      firstSeq: browser.report.nextSeq,
      mode: { kind: 'saturate', window: WINDOW },
    });
    const memory = await sumMemory(product.pidOf);

    say('Reference rates of this machine …');
    const sent = calm.acknowledged + browser.report.acknowledged + full.acknowledged;
    const disk = await measureDisk(database);
    const logged = await measureCopyLimit(database, 'logged');
    const unlogged = await measureCopyLimit(database, 'unlogged');
    const mosquitto = await measureMosquittoLimit(publisher, machines, {
      window: WINDOW,
      measureMs: measureMs / 3,
    });

    const title = `Telemetry ingest, all parts embedded, ${MACHINES} machines, QoS 1, alarm rules enabled; ${cpus().length} cores, Node ${process.version}`;
    const figures = formatTable([
      ['Stored durably at full speed', formatCount(full.perSecond), 'messages/s'],
      ['', formatCount(full.perSecond * POINTS_OF_A_MESSAGE), 'points/s'],
      ...latencyRows('Publish to commit at full speed', full),
      ...latencyRows(
        `Publish to commit at ${formatCount(browser.report.perSecond)} messages/s`,
        browser.report,
      ),
      ...latencyRows(`Publish to commit at ${formatCount(calm.perSecond)} messages/s`, calm),
      [
        'Publish to browser, p95',
        formatMs(browser.p95),
        `at ${formatCount(browser.report.perSecond)} messages/s, updates every 250 ms`,
      ],
      [
        'Memory of the Node processes',
        memory === null ? '-' : `${Math.round(memory)} MiB`,
        'sum of PSS, after full speed',
      ],
      [
        'On disk',
        `${((disk.bytesPerPoint * 1e6) / 2 ** 20).toFixed(1)} MiB`,
        `per million points, ${disk.bytesPerPoint.toFixed(1)} bytes each, including keys`,
      ],
      [
        'Messages acknowledged = stored',
        `${formatCount(sent)} = ${formatCount(disk.rows)}`,
        sent === disk.rows ? 'equal' : 'DIFFERENT',
      ],
      [
        'Reference: COPY into a table without a key',
        formatCount(logged),
        `rows/s; the product reaches ${share(full.perSecond, logged)} of it`,
      ],
      [
        'Reference: COPY into an unlogged table',
        formatCount(unlogged),
        `rows/s; the product reaches ${share(full.perSecond, unlogged)} of it`,
      ],
      [
        'Reference: Mosquitto without persistence',
        mosquitto === null ? '-' : formatCount(mosquitto),
        mosquitto === null
          ? 'not installed'
          : `messages/s; the product reaches ${share(full.perSecond, mosquitto)} of it`,
      ],
    ]);
    return {
      table: `${title}\n\n${figures}`,
      acknowledged: sent,
      stored: disk.rows,
      messagesPerSecond: full.perSecond,
    };
  } finally {
    publisher.stop();
    await database.end();
    await product.stop();
  }
}

function latencyRows(name: string, { p50, p99 }: PublisherReport): [string, string, string][] {
  return [[`${name}, p50 / p99`, `${formatMs(p50)} / ${formatMs(p99)}`, '']];
}

async function watchBrowser(
  portalUrl: string,
  person: Person,
  machines: readonly BenchMachine[],
  run: () => Promise<PublisherReport>,
): Promise<{ p95: number | null; report: PublisherReport }> {
  const { key } = await person.post<{ key: string }>('/api-keys', {
    name: 'bench',
    permissions: ['fleet.read'],
  });
  const watch = new BrowserWatch(portalUrl, key);
  try {
    await watch.watch(machines.slice(0, WATCHED).map(({ id }) => id));
    const report = await run();
    return { p95: watch.latencies.percentile(0.95), report };
  } finally {
    watch.close();
  }
}

async function sumMemory(
  pidOf: (name: ProductProcess) => Promise<number | undefined>,
): Promise<number | null> {
  let sum = 0;
  for (const name of OUR_PROCESSES) {
    const pid = await pidOf(name);
    const mib = pid === undefined ? undefined : await readPssMib(pid);
    if (mib === undefined) return null;
    sum += mib;
  }
  return sum;
}

async function measureDisk(database: pg.Client): Promise<{ rows: number; bytesPerPoint: number }> {
  const rows = await countReadings(database);
  return { rows, bytesPerPoint: (await sizeReadings(database)) / rows / POINTS_OF_A_MESSAGE };
}

function share(reached: number, limit: number): string {
  return `${Math.round((reached / limit) * 100)}%`;
}
