import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { INTERNAL_CHANNEL, INTERNAL_CHANNEL_PURPOSE, INTERNAL_CHANNEL_USER, SecretBox } from '#platform';
import { ensureBrokerCertificate } from '../../apps/standalone/src/home/broker-certificate.store.js';
import { IngestProcess } from './telemetry/ingest.process.js';
import { connect, type TestDevice, TelemetryWorld } from './telemetry/telemetry-world.js';
import { until } from '../support/eventually.js';

let world: TelemetryWorld;
let ingest: IngestProcess;
let device: TestDevice;
let clients: MqttClient[] = [];

beforeAll(async () => {
  world = await TelemetryWorld.create();
  [device] = world.devices;
  ingest = await IngestProcess.create(world.database);
  await ingest.start();
});
afterAll(async () => {
  await ingest?.end();
  await world?.drop();
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.endAsync(true)));
  clients = [];
  await world.clear();
});

async function client(of = device): Promise<MqttClient> {
  const connected = await connect(ingest.port, of);
  clients.push(connected);
  return connected;
}

async function internalClient(): Promise<MqttClient> {
  const password = new SecretBox(world.database.secret).derive(INTERNAL_CHANNEL_PURPOSE);
  const connected = await connect(ingest.internalPort, {
    ...device,
    username: INTERNAL_CHANNEL_USER,
    password,
  });
  clients.push(connected);
  return connected;
}

const T0 = Date.now() - 3_600_000;
const message = (seq: number, fields: object = {}): object => ({
  ts: new Date(T0 + seq * 1000).toISOString(),
  seq,
  c: { run_hours_total: 100 + seq / 3600 },
  g: { pressure_bar: 7 + (seq % 10) / 10 },
  state: seq % 60 < 40 ? 'load' : 'idle',
  ...fields,
});
const send = (to: MqttClient, payload: object, qos: 0 | 1 | 2 = 1): Promise<unknown> =>
  to.publishAsync(`${device.topic}/telemetry`, JSON.stringify(payload), { qos });

describe('an acknowledged message', () => {
  it('is stored completely', async () => {
    await send(
      await client(),
      message(1, { g: { pressure_bar: 7.4, dewpoint_c: null }, e: { alarm_code: 'A33' } }),
    );
    const [row] = await world.readings(device);
    expect(row).toMatchObject({ at: new Date(T0 + 1000), seq: 1, timeSource: 0, qualities: {} });
    expect(row!.values).toEqual({
      alarm_code: 'A33',
      dewpoint_c: null,
      pressure_bar: 7.4,
      run_hours_total: 100 + 1 / 3600,
      state: 'load',
    });
  });

  it.each([0, 1, 2] as const)('with QoS %d', async (qos) => {
    await send(await client(), message(1), qos);
    await until(async () => (await world.readings(device)).length === 1);
  });

  it('is stored once when sent twice, in any order, single or in batches', async () => {
    const sender = await client();
    const messages = Array.from({ length: 200 }, (_, seq) => message(seq));
    const shuffled = [...messages, ...messages].sort(
      (a, b) => ((JSON.stringify(a) + 'x').length % 7) - ((JSON.stringify(b) + 'y').length % 5),
    );
    await Promise.all(shuffled.map((one) => send(sender, one)));
    await send(sender, messages.slice(50, 150));
    const rows = await world.readings(device);
    expect(rows.map(({ seq }) => seq)).toEqual(messages.map((_, seq) => seq));
    expect(await world.quarantined(device)).toEqual([]);
  });

  it('is identified by its content if it has no number', async () => {
    const sender = await client();
    const unnumbered = (pressure: number): object => ({ ts: T0, g: { pressure_bar: pressure } });
    await Promise.all([7, 8, 7, 8, 7].map((pressure) => send(sender, unnumbered(pressure))));
    const rows = await world.readings(device);
    expect(rows.map(({ values }) => values.pressure_bar).sort()).toEqual([7, 8]);
    expect(rows.every(({ seq }) => seq < 0)).toBe(true);
  });

  it('gets its receipt time as device time if it has none, and is recognised by its number', async () => {
    const sender = await client();
    const before = Date.now();
    for (let i = 0; i < 3; i++) await send(sender, { seq: 77, g: { pressure_bar: 7 } });
    await send(sender, { seq: 77, g: { pressure_bar: 8 } });
    const rows = await world.readings(device);
    expect(rows.map(({ timeSource, seq, values }) => [timeSource, seq, values.pressure_bar])).toEqual([
      [1, 77, 7],
      [1, 77, 8],
    ]);
    expect(rows[0]!.at.getTime()).toBeGreaterThanOrEqual(before - 1);
  });

  it('can be days old, and is then historical and not current', async () => {
    const sender = await client();
    await send(sender, { ts: Date.now(), seq: 2, g: { pressure_bar: 7.25 } });
    await send(sender, { ts: T0 - 5 * 86_400_000, seq: 1, g: { pressure_bar: 1 } });
    expect(await world.readings(device)).toHaveLength(2);
    await until(async () => {
      const [status] = await world.sql<{ last_values: Record<string, { v: number }> }>(
        'select last_values from device_status where device_key = $1',
        [device.key],
      );
      return status?.last_values.pressure_bar?.v === 7.25;
    });
    const [unjudged] = await world.sql<{ from: Date }>(
      'select min(from_time) as from from reading_batch where not judged',
    );
    expect(unjudged!.from.getTime()).toBeLessThanOrEqual(T0 - 5 * 86_400_000);
  });

  it('can be sent on the event topic', async () => {
    await (
      await client()
    ).publishAsync(`${device.topic}/event`, JSON.stringify({ ts: T0, seq: 9, e: { alarm_code: 'A33' } }), {
      qos: 1,
    });
    expect((await world.readings(device))[0]!.values).toEqual({ alarm_code: 'A33' });
  });

  it('is committed and acknowledged even if ingest is stopped', async () => {
    const sender = await client();
    const sent = Array.from({ length: 300 }, (_, seq) =>
      send(sender, message(seq)).then(
        () => seq,
        () => undefined,
      ),
    );
    await sent[0];
    expect(await ingest.end()).toBe(0);
    await sender.endAsync(true);
    const acknowledged = (await Promise.all(sent)).filter((seq): seq is number => seq !== undefined);
    const stored = new Set((await world.readings(device)).map(({ seq }) => seq));
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(acknowledged.filter((seq) => !stored.has(seq))).toEqual([]);
    expect(stored.size).toBe(acknowledged.length);
    await ingest.start();
  });
});

describe('an unknown signal', () => {
  it('is stored with its reading and listed', async () => {
    await send(await client(), message(1, { c: { litres_total: 12.5 } }));
    expect((await world.readings(device))[0]!.values).toMatchObject({ litres_total: 12.5 });
    const listed = await world.sql<{ key: string; sample: string }>(
      'select key, sample from unknown_signal order by key',
    );
    expect(listed).toEqual([
      { key: 'litres_total', sample: '{"c":12.5}' },
      { key: 'state', sample: '{"state":"load"}' },
    ]);
  });
});

describe('a connection', () => {
  const eventsOf = () =>
    world.sql<{ kind: string; reason: string }>(
      'select kind, reason from connectivity_event order by at, id',
    );

  beforeAll(async () => {
    await until(
      async () =>
        (await world.sql('select from device_status where connected and device_key = $1', [device.key]))
          .length === 0,
    );
    await world.clear();
  });

  it('is recorded when it opens and closes', async () => {
    const sender = await client();
    await until(async () => (await eventsOf()).length === 1);
    await sender.endAsync();
    await until(async () => (await eventsOf()).length === 2);
    expect(await eventsOf()).toEqual([
      { kind: 'online', reason: 'connected' },
      { kind: 'offline', reason: 'disconnected' },
    ]);
  });

  it('is recorded when it is lost', async () => {
    const sender = await connect(ingest.port, device, {
      will: { topic: `${device.topic}/state`, payload: Buffer.from('offline'), qos: 1, retain: true },
    });
    await sender.publishAsync(`${device.topic}/state`, 'online', { qos: 1, retain: true });
    await until(async () => (await eventsOf()).length === 1);
    sender.stream.destroy();
    await until(async () => (await eventsOf()).length === 2);
    expect((await eventsOf())[1]).toEqual({ kind: 'offline', reason: 'connection_lost' });
    await sender.endAsync(true);
  });
});

describe('the internal channel', () => {
  it('carries live patches and evaluation requests, to apps only', async () => {
    const app = await internalClient();
    const received: [string, unknown][] = [];
    app.on('message', (topic, payload) => received.push([topic, JSON.parse(payload.toString())]));
    await app.subscribeAsync([INTERNAL_CHANNEL.liveOfAll, INTERNAL_CHANNEL.dirtyOfAll]);
    const { makerId, customers } = world.maker;
    const sender = await client();
    // At this time, no client watches the machine.
    await send(sender, { ts: new Date().toISOString(), seq: 1, g: { pressure_bar: 7.3 }, state: 'load' });
    await until(() => received.length === 1);
    expect(received).toEqual([[INTERNAL_CHANNEL.dirty(makerId), { deviceKeys: [device.key] }]]);
    received.length = 0;
    await app.publishAsync(
      INTERNAL_CHANNEL.watched(makerId),
      JSON.stringify({ places: [customers[0].ids.machine] }),
    );
    const now = new Date().toISOString();
    await send(sender, { ts: now, seq: 2, g: { pressure_bar: 7.4 }, state: 'load' });
    await until(() => received.length === 2);
    expect(received).toContainEqual([
      INTERNAL_CHANNEL.live(makerId, device.id),
      {
        deviceKey: device.key,
        deviceId: device.id,
        machineId: customers[0].ids.machine,
        siteId: null,
        at: now,
        values: { pressure_bar: 7.4, state: 'load' },
        state: 'load',
      },
    ]);
    expect(received).toContainEqual([INTERNAL_CHANNEL.dirty(makerId), { deviceKeys: [device.key] }]);
  });

  it('carries hints between apps', async () => {
    const [one, other] = [await internalClient(), await internalClient()];
    const received = new Promise<string>((resolve) =>
      other.on('message', (_topic, payload) => resolve(payload.toString())),
    );
    await other.subscribeAsync(INTERNAL_CHANNEL.hintOfAll);
    await one.publishAsync(INTERNAL_CHANNEL.hint(world.maker.makerId), '{"kind":"ticket"}');
    expect(await received).toBe('{"kind":"ticket"}');
  });
});

describe('on addresses other than loopback', () => {
  it('MQTT requires TLS, and plain MQTT is rejected', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'telemetry-tls-'));
    const { cert, key, ca } = await ensureBrokerCertificate(folder, ['localhost', '127.0.0.1'], new Date());
    const secure = await IngestProcess.create(world.database, { MQTT_TLS_CERT: cert, MQTT_TLS_KEY: key });
    try {
      await secure.start();
      const sender = await connect(secure.port, device, { protocol: 'mqtts', ca: await readFile(ca) });
      await send(sender, message(1));
      await sender.endAsync();
      expect(await world.readings(device)).toHaveLength(1);
      const plain = mqtt.connect({ host: '127.0.0.1', port: secure.port, reconnectPeriod: 0 });
      plain.on('connect', () => plain.emit('error', new Error('let in')));
      await new Promise<void>((resolve, reject) => plain.once('close', () => resolve()).on('error', reject));
      await expect(connect(secure.port, device, { protocol: 'mqtts' })).rejects.toThrow(/certificate/);
    } finally {
      await secure.end();
      await rm(folder, { recursive: true });
    }
  });
});
