import type { MqttClient } from 'mqtt';
import { INTERNAL_CHANNEL } from '#platform';
import { isMosquittoInstalled, Mosquitto } from '../support/mosquitto.js';
import { IngestProcess } from './telemetry/ingest.process.js';
import { connect, type TestDevice, TelemetryWorld } from './telemetry/telemetry-world.js';
import { until } from '../support/eventually.js';

const isInstalled = isMosquittoInstalled();
if (!isInstalled) console.log('Skipped: telemetry behind an external broker. Mosquitto is not installed.');

(isInstalled ? describe : describe.skip)('behind an external broker', () => {
  let world: TelemetryWorld;
  let broker: Mosquitto;
  let ingest: IngestProcess;
  let device: TestDevice;
  let sender: MqttClient;

  beforeAll(async () => {
    world = await TelemetryWorld.create();
    [device] = world.devices;
    broker = await Mosquitto.create({ anyone: true });
    await broker.start();
    ingest = await IngestProcess.create(world.database, { MQTT_URL: `mqtt://127.0.0.1:${broker.port}` });
    await ingest.start();
    sender = await connect(broker.port, device);
  });
  afterAll(async () => {
    await sender?.endAsync(true);
    await ingest?.end();
    await broker?.remove();
    await world?.drop();
  });
  afterEach(() => world.clear());

  const T0 = Date.now() - 3_600_000;
  const send = (seq: number, fields: object = { g: { pressure_bar: 7 } }): Promise<unknown> =>
    sender.publishAsync(`${device.topic}/telemetry`, JSON.stringify({ ts: T0 + seq, seq, ...fields }), {
      qos: 1,
    });
  const stored = async (): Promise<number[]> => (await world.readings(device)).map(({ seq }) => seq);

  it('stores messages once when sent twice', async () => {
    await Promise.all(Array.from({ length: 500 }, (_, i) => send(i % 250)));
    await until(async () => (await stored()).length === 250);
  });

  it('quarantines what cannot be stored, and notifies the device', async () => {
    const faultReported = new Promise<string>((resolve) =>
      sender.once('message', (_topic, payload) => resolve(payload.toString())),
    );
    await sender.subscribeAsync(`${device.topic}/error`);
    await send(1, { g: { pressure_bar: 'high' } });
    expect(JSON.parse(await faultReported)).toMatchObject({
      count: 1,
      faults: [{ reason: 'value_not_number' }],
    });
    expect(await world.quarantined(device)).toMatchObject([{ reason: 'value_not_number' }]);
  });

  it('receives messages that arrived at the broker during downtime', async () => {
    await ingest.end();
    await Promise.all(Array.from({ length: 300 }, (_, i) => send(1000 + i)));
    await ingest.start();
    await until(async () => (await stored()).length === 300);
  });

  it('loses and repeats no message when ingest is killed', async () => {
    let isSending = true;
    let sent = 0;
    const sending = (async () => {
      while (isSending) {
        await Promise.all(Array.from({ length: 20 }, () => send(2000 + sent++)));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    for (let i = 0; i < 3; i++) {
      const before = sent;
      await until(() => sent > before + 300);
      await ingest.end('SIGKILL');
      await ingest.start();
    }
    isSending = false;
    await sending;
    await until(async () => (await world.countReadings(device)) >= sent);
    expect((await stored()).sort((a, b) => a - b)).toEqual(Array.from({ length: sent }, (_, i) => 2000 + i));
  });

  it('reconnects to a restarted broker', async () => {
    await sender.endAsync();
    await broker.end();
    await until(async () => !(await ingest.isReady()));
    await broker.start();
    await until(() => ingest.isReady());
    sender = await connect(broker.port, device);
    await send(1);
    await until(async () => (await stored()).length === 1);
  });

  it('derives the connection status from the messages and the will of a device', async () => {
    const kinds = async () =>
      (
        await world.sql<{ kind: string }>(
          'select kind from connectivity_event where device_id = $1 order by at, id',
          [device.id],
        )
      ).map(({ kind }) => kind);
    const isConnected = async () =>
      (
        await world.sql<{ connected: boolean }>('select connected from device_status where device_key = $1', [
          device.key,
        ])
      )[0]?.connected;
    // A change within half a second of the device's first data would be merged with that data.
    await send(1);
    await until(async () => (await isConnected()) === true);
    await sender.publishAsync(`${device.topic}/state`, 'offline', { qos: 1 });
    await until(async () => (await kinds()).at(-1) === 'offline');
    const client = await connect(broker.port, device, {
      will: { topic: `${device.topic}/state`, payload: Buffer.from('offline'), qos: 1, retain: false },
    });
    await client.publishAsync(`${device.topic}/state`, 'online', { qos: 1 });
    await until(async () => (await kinds()).at(-1) === 'online');
    client.stream.destroy();
    await client.endAsync(true);
    await until(async () => (await kinds()).at(-1) === 'offline');
  });

  it('carries the internal channel on the same broker', async () => {
    const patch = new Promise<string>((resolve) =>
      sender.on('message', (topic, payload) => {
        if (topic === INTERNAL_CHANNEL.live(world.maker.makerId, device.id)) resolve(payload.toString());
      }),
    );
    await sender.subscribeAsync(INTERNAL_CHANNEL.liveOfAll);
    const { makerId, customers } = world.maker;
    const places = [customers[0].ids.machine];
    await sender.publishAsync(INTERNAL_CHANNEL.watched(makerId), JSON.stringify({ places }), { qos: 1 });
    await sender.publishAsync(`${device.topic}/telemetry`, JSON.stringify({ g: { pressure_bar: 7.5 } }), {
      qos: 1,
    });
    expect(JSON.parse(await patch)).toMatchObject({ deviceId: device.id, values: { pressure_bar: 7.5 } });
  });
});
