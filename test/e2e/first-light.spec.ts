import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import mqtt, { type MqttClient } from 'mqtt';
import { type Tick, ticksOf } from '../../prove/support/fleet-publisher.js';
import { alarmsOf, draftOf, exportOf } from '../../prove/support/findings.js';
import { Person } from '../../measure/support/maker.js';
import { type PumpMachine, PumpWorld } from '../../prove/support/pump-world.js';
import { missingExternalService, usesExternalServices } from '../support/external-services.js';
import { type RunningProduct, startProduct } from '../support/product.js';
import { eventually } from '../support/eventually.js';

/**
 * Follows a reading to an invoice through the running product, with the embedded database and broker or, in the test
 * project `external`, with those of the system.
 */
const missing = usesExternalServices() ? missingExternalService() : undefined;
if (missing) console.log(`Skipped: first light on external services. ${missing}`);

const run = promisify(execFile);

const MONTH = '2026-10';
const START = Date.parse('2026-10-12T06:00:00Z');
const RULE = { signal: 'pressure_bar', direction: 'above', on: 0.5, off: 0.1, delaySeconds: 3 } as const;

(missing ? describe.skip : describe)('from a reading to an invoice', () => {
  let product: RunningProduct;
  let person: Person;
  let world: PumpWorld;
  let pump: PumpMachine;
  let neighbour: PumpMachine;
  let clients: MqttClient[] = [];

  beforeAll(async () => {
    product = await startProduct({ args: ['--empty'], env: { SETUP_TOKEN: undefined } });
    person = new Person(product.portalUrl);
    await expect(person.setUp('not the token of this start')).rejects.toThrow(
      'organization.setup_token_wrong',
    );
    const [, token = ''] = /\/setup#token=([\w-]+)/.exec(product.output()) ?? [];
    await person.setUp(token);
    world = await PumpWorld.create(person, [RULE]);
    pump = await world.addPump('PUMP-1');
    neighbour = await world.addPump('PUMP-2');
  });
  afterEach(async () => {
    await Promise.all(clients.map((client) => client.endAsync(true)));
    clients = [];
  });
  afterAll(() => product?.stop());

  async function connect({
    username,
    password,
  }: {
    username: string;
    password: string;
  }): Promise<MqttClient> {
    const client = await mqtt.connectAsync(
      product.mqttUrl,
      { username, password, reconnectPeriod: 0 },
      false,
    );
    client.on('error', () => undefined);
    clients.push(client);
    return client;
  }

  const publish = (client: MqttClient, topic: string, ticks: readonly Tick[]): Promise<unknown> =>
    Promise.all(ticks.map(({ payload }) => client.publishAsync(topic, payload, { qos: 1 })));

  const stored = async (machine: PumpMachine): Promise<number[]> => {
    const to = new Date(START + 3_600_000).toISOString();
    const rows = await exportOf(person, machine, new Date(START).toISOString(), to);
    return rows.map(({ seq }) => Number(seq));
  };

  const ticks = ticksOf(0, START, 180);

  it('stores each message once when published twice', async () => {
    const client = await connect(pump);
    await publish(client, pump.topic, ticks);
    await publish(client, pump.topic, ticks);
    const seqs = await eventually(
      () => stored(pump),
      (found) => found.length >= ticks.length,
    );
    expect(seqs).toEqual(ticks.map(({ seq }) => seq));
  });

  it("stores nothing that a device publishes on another device's topic", async () => {
    const [intruding, honest] = ticksOf(1, START, 2);
    const intruder = await connect(pump);
    // Some brokers close such a connection, and others acknowledge the message and drop it. In both cases, nothing is
    // stored.
    intruder.publish(neighbour.topic, intruding!.payload, { qos: 1 }, () => undefined);
    await publish(await connect(neighbour), neighbour.topic, [honest!]);
    const seqs = await eventually(
      () => stored(neighbour),
      (found) => found.length > 0,
    );
    expect(seqs).toEqual([honest!.seq]);
  });

  it('lets a device read its own commands and no others', async () => {
    const commands = (machine: PumpMachine): string => machine.topic.replace(/telemetry$/, 'command/#');
    const client = await connect(pump);
    const [own] = await client.subscribeAsync(commands(pump), { qos: 1 });
    expect(own!.qos).toBe(1);
    const cut = new Promise((_resolve, reject) => client.once('close', () => reject(new Error('cut'))));
    await expect(Promise.race([client.subscribeAsync(commands(neighbour)), cut])).rejects.toThrow();
  });

  it('raises alarms, each with a ticket', async () => {
    const alarms = await eventually(
      () => alarmsOf(person, pump),
      (found) => found.length === 3 && found.every(({ ticket, clearedAt }) => ticket && clearedAt),
    );
    // Pressure is above the limit for the first eight seconds of every minute.
    expect(alarms.map(({ raisedAt, clearedAt }) => [raisedAt, clearedAt])).toEqual(
      [0, 60, 120].map((second) => [
        new Date(START + (second + 3) * 1000).toISOString(),
        new Date(START + (second + 8) * 1000).toISOString(),
      ]),
    );
    expect(alarms.every(({ ticket }) => ticket)).toBe(true);
  });

  it('drafts an invoice with usage that can be traced to its readings', async () => {
    const invoice = await draftOf(person, pump, MONTH);
    const line = invoice.lines.find(({ kind }) => kind === 'usage')!;
    const counters = ticks.map(
      ({ payload }) => (JSON.parse(payload) as { c: { flow_l_total: number } }).c.flow_l_total,
    );
    expect(Number(line.quantity)).toBeCloseTo(counters.at(-1)! - counters[0]!, 6);
    const proof = await person.all<{ value: string }>(`/invoice-lines/${line.id}/proof/readings`);
    expect(proof.map(({ value }) => Number(value))).toEqual(counters);
  });

  it("publishes a CSV file with npm run replay, in addition to the device's own messages", async () => {
    const file = join(product.home, 'pump.csv');
    const at = (second: number): string => `2026-10-20 06:00:${String(second).padStart(2, '0')}`;
    const rows = Array.from({ length: 60 }, (_, second) => [
      at(second),
      `0,${second}1`,
      `${9000 + second},5`,
    ]);
    await writeFile(file, ['when;Pressure;Total', ...rows.map((row) => row.join(';'))].join('\n'));
    const { key } = await person.post<{ key: string }>('/api-keys', {
      name: 'replay',
      permissions: ['fleet.read', 'devices.write'],
    });
    const replay = async (...more: string[]): Promise<{ code: number; output: string }> => {
      const asked = ['--file', file, '--machine', 'PUMP-2', '--api-key', key, '--start', 'original', ...more];
      return run('npm', ['run', '--silent', 'replay', '--', ...asked], {
        env: { ...process.env, DUTYCYCLE_HOME: product.home, MQTT_URL: product.mqttUrl },
      }).then(
        ({ stdout }) => ({ code: 0, output: stdout }),
        ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
          code,
          output: stdout + stderr,
        }),
      );
    };
    const faulty = await replay('--map', 'Presure=pressure_bar');
    expect(faulty).toEqual({
      code: 1,
      output: 'The file has no column "Presure". Columns: when, Pressure, Total\n',
    });
    const done = await replay('--map', 'Pressure=pressure_bar,Total=flow_l_total', '--zone', 'Asia/Jakarta');
    expect(done).toMatchObject({
      code: 0,
      output: expect.stringContaining('60 rows sent, 60 acknowledged.'),
    });
    const stored = await exportOf(person, neighbour, '2026-10-19T23:00:00Z', '2026-10-20T00:00:00Z');
    expect(stored.map(({ time, values }) => [time, values.pressure_bar, values.flow_l_total])).toEqual(
      rows.map(([, pressure, total], second) => [
        new Date(Date.parse('2026-10-19T23:00:00Z') + second * 1000).toISOString(),
        String(Number(pressure!.replace(',', '.'))),
        total!.replace(',', '.'),
      ]),
    );
    const { items } = await person.get<{ items: { state: string }[] }>(
      `/devices/${neighbour.deviceId}/credentials`,
    );
    expect(items.map(({ state }) => state)).toEqual(['revoked', 'active']);
  });

  it('closes a connection immediately when its credential is revoked, or rotated without overlap', async () => {
    const ends = (client: MqttClient): Promise<true> =>
      new Promise((resolve) => client.once('close', () => resolve(true)));
    const first = ends(await connect(neighbour));
    const issued = await person.post<{ id: string; username: string; password: string }>(
      `/devices/${neighbour.deviceId}/credentials`,
      { overlapHours: 0 },
    );
    expect(await first).toBe(true);
    await expect(connect(neighbour)).rejects.toThrow();

    const second = ends(await connect(issued));
    await person.delete(`/device-credentials/${issued.id}`);
    expect(await second).toBe(true);
    await expect(connect(issued)).rejects.toThrow();
  });

  it('keeps the older login valid during an overlap', async () => {
    const issued = await person.post<{ username: string; password: string }>(
      `/devices/${pump.deviceId}/credentials`,
      { overlapHours: 1 },
    );
    await connect(pump);
    await connect(issued);
  });
});
