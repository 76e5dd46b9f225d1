import type { MqttClient } from 'mqtt';
import pg from 'pg';
import { IngestProcess } from './telemetry/ingest.process.js';
import { connect, type TestDevice, TelemetryWorld } from './telemetry/telemetry-world.js';
import { until } from '../support/eventually.js';

/** Acknowledged data survives: ingest is killed at random times, and the database has outages. */
let world: TelemetryWorld;
let ingest: IngestProcess;
let device: TestDevice;

beforeAll(async () => {
  world = await TelemetryWorld.create();
  [device] = world.devices;
  ingest = await IngestProcess.create(world.database, { INGEST_HELD_MIB: '1' });
  await ingest.start();
});
afterAll(async () => {
  await ingest?.end();
  await world?.drop();
});
afterEach(() => world.clear());

const T0 = Date.now() - 3_600_000;
const payloadOf = (seq: number): string =>
  JSON.stringify({ ts: T0 + seq, seq, c: { run_hours_total: seq }, g: { pressure_bar: 7 } });

/** A device that sends a numbered stream and, as with any QoS 1 client, resends unacknowledged messages. */
class Stream {
  readonly acknowledged = new Set<number>();
  private next = 0;
  private client: MqttClient | null = null;
  private isStopped = false;
  private running: Promise<void> = Promise.resolve();

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running;
    await this.client?.endAsync(true);
  }

  private async run(): Promise<void> {
    const window = new Set<number>();
    while (!this.isStopped || window.size > 0) {
      try {
        this.client ??= await connect(ingest.port, device);
        const { client } = this;
        const lost = new Promise<never>((_, reject) => client.once('close', () => reject(new Error('lost'))));
        lost.catch(() => undefined);
        while (window.size < 50 && !this.isStopped) window.add(this.next++);
        const sent = [...window].map((seq) =>
          client.publishAsync(`${device.topic}/telemetry`, payloadOf(seq), { qos: 1 }).then(() => {
            this.acknowledged.add(seq);
            window.delete(seq);
          }),
        );
        await Promise.race([Promise.all(sent), lost]);
      } catch {
        await this.client?.endAsync(true).catch(() => undefined);
        this.client = null;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }
}

async function expectAllStoredOnce(stream: Stream): Promise<void> {
  const rows = (await world.readings(device)).map(({ seq }) => seq);
  const stored = new Set(rows);
  expect(stream.acknowledged.size).toBeGreaterThan(100);
  expect([...stream.acknowledged].filter((seq) => !stored.has(seq))).toEqual([]);
  expect(rows).toHaveLength(stored.size);
  expect(await world.quarantined(device)).toEqual([]);
}

it('loses and repeats nothing when ingest is killed during a stream', async () => {
  const stream = new Stream();
  stream.start();
  for (let i = 0; i < 3; i++) {
    const before = stream.acknowledged.size;
    await until(() => stream.acknowledged.size > before + 100);
    await ingest.end('SIGKILL');
    await ingest.start();
  }
  await stream.stop();
  await expectAllStoredOnce(stream);
});

it('loses and repeats nothing during a database outage, and acknowledges nothing until it ends', async () => {
  const server = new pg.Client({ connectionString: process.env.DUTYCYCLE_TEST_SERVER });
  await server.connect();
  const name = new URL(world.database.url).pathname.slice(1);
  const stream = new Stream();
  stream.start();
  try {
    for (let i = 0; i < 3; i++) {
      const before = stream.acknowledged.size;
      await until(() => stream.acknowledged.size > before + 100);
      await server.query(`alter database ${name} allow_connections false`);
      await server.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = $2',
        [name, 'dutycycle-ingest'],
      );
      // Acknowledgements of committed messages may still arrive. Afterwards there are none.
      await until(async () => {
        const during = stream.acknowledged.size;
        await new Promise((resolve) => setTimeout(resolve, 500));
        return stream.acknowledged.size === during;
      });
      expect(await ingest.isReady()).toBe(false);
      await server.query(`alter database ${name} allow_connections true`);
    }
    await stream.stop();
  } finally {
    await server.query(`alter database ${name} allow_connections true`);
    await server.end();
  }
  await expectAllStoredOnce(stream);
});

it('makes devices wait instead of exceeding its memory limit during a database outage', async () => {
  const server = new pg.Client({ connectionString: process.env.DUTYCYCLE_TEST_SERVER });
  await server.connect();
  const name = new URL(world.database.url).pathname.slice(1);
  const clients = await Promise.all(
    Array.from({ length: 40 }, () => connect(ingest.port, device, { keepalive: 0 })),
  );
  try {
    await server.query(`alter database ${name} allow_connections false`);
    await server.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = $2',
      [name, 'dutycycle-ingest'],
    );
    // A socket isn't read while its messages wait, so only many sockets reach the total limit.
    const large = (seq: number): string =>
      JSON.stringify({
        ts: T0 + seq,
        seq,
        e: Object.fromEntries(
          Array.from({ length: 20 }, (_, i) => [`text_${i}`, `${seq}`.padEnd(1000, '.')]),
        ),
      });
    const sent = clients.flatMap((client, c) =>
      Array.from({ length: 10 }, (_, i) =>
        client.publishAsync(`${device.topic}/telemetry`, large(10_000 + c * 100 + i), { qos: 1 }),
      ),
    );
    const outcome = Promise.all(sent);
    outcome.catch(() => undefined);
    await until(() => ingest.log().includes('devices have to wait'));
    await server.query(`alter database ${name} allow_connections true`);
    await outcome;
    expect(await world.readings(device)).toHaveLength(400);
  } finally {
    await server.query(`alter database ${name} allow_connections true`);
    await server.end();
    await Promise.allSettled(clients.map((client) => client.endAsync(true)));
  }
});
