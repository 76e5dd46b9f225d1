import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IngestProcess } from '../e2e/telemetry/ingest.process.js';
import { type TestDevice, TelemetryWorld } from '../e2e/telemetry/telemetry-world.js';
import { isClientInstalled, runClient, runProgram } from '../support/foreign-clients.js';
import { findOnPath } from '../support/find-on-path.js';
import { until } from '../support/eventually.js';

const START = Date.now() - 600_000;
const READINGS = Array.from({ length: 20 }, (_, i) => ({
  ts: START + i * 1000,
  values: { pressure_bar: 7 + i / 100, discharge_temp_c: 80.25 + i },
}));

/** Third-party programs that use the native format. Each connects as documented, and its readings arrive. */
describe('third-party clients, native format', () => {
  let world: TelemetryWorld;
  let ingest: IngestProcess;
  let device: TestDevice;

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
  beforeEach(() => world.clear());

  const installed = (name: string, isThere: boolean) => {
    if (!isThere) console.log(`Skipped: ${name} is not installed.`);
    return it.runIf(isThere);
  };
  const expectAll = async (): Promise<void> => {
    const rows = await until(async () => {
      const found = await world.readings(device, new Date(START).toISOString());
      return found.length >= READINGS.length && found;
    });
    const stored = rows.map(({ at, values }) => ({ ts: at.getTime(), values }));
    expect(stored).toEqual(READINGS);
  };

  installed('mosquitto_pub', findOnPath('mosquitto_pub') !== undefined)('mosquitto_pub', async () => {
    const lines = READINGS.map(({ ts, values }, seq) => JSON.stringify({ ts, seq, g: values }));
    const { code, stderr } = await runProgram(
      'mosquitto_pub',
      [
        ...['-h', '127.0.0.1', '-p', String(ingest.port), '-i', 'pub', '-q', '1', '-l'],
        ...['-u', device.username, '-P', device.password, '-t', `${device.topic}/telemetry`],
      ],
      {},
      `${lines.join('\n')}\n`,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await expectAll();
  });

  installed('paho', isClientInstalled('paho'))('Paho with MQTT 5', async () => {
    const { code, stdout, stderr } = await runClient('paho', 'paho_mqtt5.py', {
      host: '127.0.0.1',
      port: ingest.port,
      username: device.username,
      password: device.password,
      clientId: 'paho',
      topic: `${device.topic}/telemetry`,
      readings: READINGS,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({ connack: 'Success', codes: READINGS.map(() => 'Success') });
    await expectAll();
  });

  const telegraf = findOnPath('telegraf');
  installed('Telegraf', telegraf !== undefined)("Telegraf's MQTT output", async () => {
    const folder = await mkdtemp(join(tmpdir(), 'telegraf-output-'));
    const lines = READINGS.map(
      ({ ts, values }) =>
        `reading ${Object.entries(values)
          .map(([key, value]) => `${key}=${value}`)
          .join()} ${ts}000000`,
    );
    await writeFile(join(folder, 'readings.lp'), `${lines.join('\n')}\n`);
    await writeFile(
      join(folder, 'telegraf.conf'),
      `
[agent]
  omit_hostname = true
  precision = "1ms"
[[inputs.file]]
  files = ["${folder}/readings.lp"]
  data_format = "influx"
[[outputs.mqtt]]
  servers = ["tcp://127.0.0.1:${ingest.port}"]
  topic = "${device.topic}/telemetry"
  qos = 1
  keep_alive = 30
  username = "${device.username}"
  password = "${device.password}"
  data_format = "template"
  template = '{"ts":{{ .Time.UnixMilli }},"g":{{ toJson .Fields }}}'
`,
    );
    const { code, stderr } = await runProgram(telegraf!, [
      '--config',
      join(folder, 'telegraf.conf'),
      '--once',
    ]);
    await rm(folder, { recursive: true });
    expect(stderr.split('\n').filter((line) => line.includes(' E! '))).toEqual([]);
    expect(code).toBe(0);
    await expectAll();
  });
});
