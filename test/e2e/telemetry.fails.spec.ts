import type { MqttClient } from 'mqtt';
import mqttPacket from 'mqtt-packet';
import { connect as connectSocket } from 'node:net';
import { INTERNAL_CHANNEL, INTERNAL_CHANNEL_PURPOSE, INTERNAL_CHANNEL_USER, SecretBox } from '#platform';
import { IngestProcess } from './telemetry/ingest.process.js';
import { connect, type TestDevice, TelemetryWorld } from './telemetry/telemetry-world.js';
import { until } from '../support/eventually.js';

let world: TelemetryWorld;
let ingest: IngestProcess;
let device: TestDevice;
let neighbour: TestDevice;
let clients: MqttClient[] = [];

beforeAll(async () => {
  world = await TelemetryWorld.create();
  [device, neighbour] = world.devices;
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

async function client(of = device, port = ingest.port): Promise<MqttClient> {
  const connected = await connect(port, of);
  clients.push(connected);
  return connected;
}

const T0 = Date.now() - 3_600_000;
const send = (
  to: MqttClient,
  payload: object | string | Buffer,
  topic = `${device.topic}/telemetry`,
): Promise<unknown> =>
  to.publishAsync(
    topic,
    typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
    { qos: 1 },
  );
const isClosed = (of: MqttClient): Promise<void> =>
  new Promise((resolve) => of.once('close', () => resolve()));

/** Collects the fault messages of a device. */
async function errorsOf(
  to: MqttClient,
): Promise<{ topic: string; count: number; faults: { reason: string; params: object }[] }[]> {
  const reported: Awaited<ReturnType<typeof errorsOf>> = [];
  to.on('message', (_topic, payload) =>
    reported.push(JSON.parse(payload.toString()) as (typeof reported)[number]),
  );
  await to.subscribeAsync(`${device.topic}/error`);
  return reported;
}

describe('a message that cannot be stored', () => {
  it.each<[string, object | string | Buffer, string, object]>([
    ['invalid JSON', '{"g":{"p":1}', 'not_json', { at: 12, expected: ', or }' }],
    ['invalid UTF-8', Buffer.from([0xff, 0xfe]), 'not_utf8', {}],
    [
      'an unknown field',
      { ts: T0, temperature: 5 },
      'field_unknown',
      { field: 'temperature', known: 'ts, seq, c, g, state, e, q', index: 0 },
    ],
    [
      'a text gauge',
      { ts: T0, g: { pressure_bar: 'high' } },
      'value_not_number',
      { field: 'g.pressure_bar', index: 0 },
    ],
    [
      'a time before shipment',
      { ts: '2025-12-31T00:00:00Z', g: { pressure_bar: 1 } },
      'before_shipment',
      { index: 0, ts: '2025-12-31T00:00:00.000Z', shippedAt: '2026-01-01T00:00:00.000Z' },
    ],
    [
      'seconds instead of milliseconds',
      { ts: 1_764_000_000, g: { pressure_bar: 1 } },
      'time_wrong_unit',
      { field: 'ts', value: '1764000000', index: 0 },
    ],
    ['an oversized payload', 'x'.repeat(300_000), 'payload_too_large', { bytes: 300_000, limit: 262_144 }],
  ])(
    '(%s) is acknowledged, quarantined with its reason, and reported',
    async (_what, payload, reason, params) => {
      const sender = await client();
      const reported = await errorsOf(sender);
      await send(sender, payload);
      expect(await world.quarantined(device)).toMatchObject([{ reason, params }]);
      await until(() => reported.length > 0);
      expect(reported[0]).toMatchObject({
        topic: `${device.topic}/telemetry`,
        count: 1,
        faults: [{ reason, params }],
      });
      expect(await world.readings(device)).toEqual([]);
    },
  );

  it('(a time far in the future or past) does not advance the high-water mark', async () => {
    const highWater = () =>
      world.sql('select maker_id, times_ms, seqs from device_high_water order by maker_id, first_key');
    const before = await highWater();
    await send(await client(), [
      { ts: '2031-01-01T00:00:00Z', g: { pressure_bar: 1 } },
      { ts: '1999-01-01T00:00:00Z', g: { pressure_bar: 1 } },
    ]);
    expect((await world.quarantined(device)).map(({ reason }) => reason).sort()).toEqual([
      'before_shipment',
      'too_far_ahead',
    ]);
    expect(await highWater()).toEqual(before);
  });

  it('(one of a batch) does not affect the other messages', async () => {
    await send(await client(), [
      { ts: T0, seq: 1, g: { pressure_bar: 1 } },
      { ts: T0 + 1, seq: 2, g: { pressure_bar: 'x' } },
      { ts: T0 + 2, seq: 3, g: { pressure_bar: 3 } },
    ]);
    expect((await world.readings(device)).map(({ seq }) => seq)).toEqual([1, 3]);
    expect(await world.quarantined(device)).toMatchObject([
      { reason: 'value_not_number', params: { field: 'g.pressure_bar', index: 1 } },
    ]);
  });

  it('(different content with the same time and number) does not replace the stored message', async () => {
    const sender = await client();
    const reported = await errorsOf(sender);
    await send(sender, { ts: T0, seq: 1, g: { pressure_bar: 1 } });
    await send(sender, { ts: T0, seq: 1, g: { pressure_bar: 2 } });
    await send(sender, { ts: T0, seq: 1, g: { pressure_bar: 1 } });
    await send(sender, [
      { ts: T0 + 1, seq: 2, g: { pressure_bar: 5 } },
      { ts: T0 + 1, seq: 2, g: { pressure_bar: 6 } },
    ]);
    expect((await world.readings(device)).map(({ values }) => values.pressure_bar)).toEqual([1, 5]);
    const params = (seq: number) => ({ ts: new Date(T0 + seq - 1).toISOString(), seq });
    expect(await world.quarantined(device)).toMatchObject([
      { reason: 'conflicting_duplicate', params: params(1) },
      { reason: 'conflicting_duplicate', params: params(2) },
    ]);
    await until(() => reported.length === 2);
  });

  it('(more digits than a metered value can have) is not rounded silently', async () => {
    await world.sql(
      `insert into meter (maker_id, id, contract_id, device_id, signal_key, unit)
       select maker_id, gen_random_uuid(), contract_id, $1, 'run_hours_total', 'h' from meter where maker_id = $2 limit 1`,
      [device.id, world.maker.makerId],
    );
    const sender = await client();
    const exact = '{"ts":' + T0 + ',"seq":1,"c":{"run_hours_total":123456789.012345}}';
    const tooLong = '{"ts":' + T0 + ',"seq":2,"c":{"run_hours_total":123456789.0123456}}';
    await until(async () => {
      await send(sender, tooLong);
      return (await world.quarantined(device)).length > 0;
    });
    await send(sender, exact);
    expect((await world.quarantined(device))[0]).toMatchObject({
      reason: 'too_many_digits',
      params: { field: 'c.run_hours_total', value: '123456789.0123456' },
      payload: tooLong,
    });
    expect((await world.readings(device)).find(({ seq }) => seq === 1)!.values).toEqual({
      run_hours_total: 123456789.012345,
    });
  });

  it('(an invalid status) is quarantined too', async () => {
    await send(await client(), 'sleeping', `${device.topic}/state`);
    expect(await world.quarantined(device)).toMatchObject([{ reason: 'status_malformed' }]);
  });

  it('(an oversized packet) ends the connection before it is buffered', async () => {
    const socket = connectSocket(ingest.port, '127.0.0.1');
    const { username, password } = device;
    socket.write(
      mqttPacket.generate({
        cmd: 'connect',
        clientId: 'big',
        protocolVersion: 4,
        protocolId: 'MQTT',
        clean: true,
        keepalive: 0,
        username,
        password: Buffer.from(password),
      }),
    );
    await new Promise((resolve) => socket.once('data', resolve));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    socket.write(Buffer.from([0x32, 0xff, 0xff, 0xff, 0x7f]));
    socket.write(Buffer.alloc(100));
    await closed;
  });
});

describe('a device', () => {
  it.each([
    ['another’s telemetry', () => `${neighbour.topic}/telemetry`],
    ['another maker’s', () => device.topic.replace('eaas/tm', 'eaas/other') + '/telemetry'],
    ['its own commands', () => `${device.topic}/command/restart`],
    ['the internal channel', () => INTERNAL_CHANNEL.revoked(world.maker.makerId)],
    ['any other topic', () => 'hello'],
  ])('that publishes to %s is disconnected and nothing is stored', async (_what, topic) => {
    const sender = await client();
    const closed = isClosed(sender);
    void send(sender, { ts: T0, g: { pressure_bar: 1 } }, topic()).catch(() => undefined);
    await closed;
    expect([...(await world.readings(device)), ...(await world.readings(neighbour))]).toEqual([]);
  });

  it('reads only its own commands and errors', async () => {
    const reader = await client();
    const granted = await reader.subscribeAsync([`${device.topic}/command/#`, `${device.topic}/error`]);
    expect(granted.map(({ qos }) => qos)).toEqual([0, 0]);
    for (const filter of [
      '#',
      'eaas/#',
      `${neighbour.topic}/command/#`,
      `${device.topic}/#`,
      `${device.topic}/telemetry`,
      INTERNAL_CHANNEL.liveOfAll,
      '$SYS/#',
    ]) {
      await expect(reader.subscribeAsync(filter)).rejects.toThrow();
    }
  });

  it('cannot disconnect another device by using its client id', async () => {
    const first = await connect(ingest.port, device, { clientId: 'same' });
    const second = await connect(ingest.port, neighbour, { clientId: 'same' });
    clients.push(first, second);
    await send(second, { ts: T0, g: { pressure_bar: 1 } }, `${neighbour.topic}/telemetry`);
    await send(first, { ts: T0, g: { pressure_bar: 1 } });
    expect(first.connected && second.connected).toBe(true);
  });

  it.each([
    ['a wrong password', { password: 'wrong' }],
    ['an unknown name', { username: 'tm/a/2' }],
    ['no credentials', { username: '', password: '' }],
    ['a name with a NUL', { username: 'tm/a/1\u0000' }],
    ['the internal channel’s login', { username: INTERNAL_CHANNEL_USER, password: 'x' }],
  ])('with %s is rejected', async (_what, wrong) => {
    await expect(client({ ...device, ...wrong })).rejects.toThrow();
  });

  it('is not admitted to the internal listener', async () => {
    await expect(client(device, ingest.internalPort)).rejects.toThrow();
    const password = new SecretBox(world.database.secret).derive(INTERNAL_CHANNEL_PURPOSE);
    await expect(client({ ...device, username: INTERNAL_CHANNEL_USER, password })).rejects.toThrow();
  });

  it('is disconnected immediately when its credential is revoked, and can’t reconnect', async () => {
    const sender = await client();
    await send(sender, { ts: T0, seq: 1, g: { pressure_bar: 1 } });
    const closed = isClosed(sender);
    await world.sql('update device_credential set revoked_at = now() where username = $1', [device.username]);
    const app = await connect(ingest.internalPort, {
      ...device,
      username: INTERNAL_CHANNEL_USER,
      password: new SecretBox(world.database.secret).derive(INTERNAL_CHANNEL_PURPOSE),
    });
    clients.push(app);
    await app.publishAsync(
      INTERNAL_CHANNEL.revoked(world.maker.makerId),
      JSON.stringify({ deviceId: device.id, username: device.username }),
    );
    await closed;
    await expect(client()).rejects.toThrow();
    await world.sql('update device_credential set revoked_at = null where username = $1', [device.username]);
  });

  it('is disconnected within seconds when its credential expired without an event', async () => {
    const sender = await client();
    const closed = isClosed(sender);
    await world.sql(`update device_credential set valid_until = now() where username = $1`, [
      device.username,
    ]);
    await closed;
    await world.sql('update device_credential set valid_until = null where username = $1', [device.username]);
  });

  const guess = async () => {
    for (let i = 0; i < 10; i++)
      await expect(client({ ...neighbour, password: `guess ${i}` })).rejects.toThrow();
  };

  it("that connected before is not locked out by others' wrong passwords", async () => {
    await client(neighbour);
    await guess();
    await client(neighbour);
  });

  it('that guesses passwords is locked out, while its neighbour is not', async () => {
    // A new process doesn't know which clients have connected successfully before.
    await ingest.end();
    await ingest.start();
    await guess();
    await expect(client(neighbour)).rejects.toThrow();
    await client(device);
  });
});
