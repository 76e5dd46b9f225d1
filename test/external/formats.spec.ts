import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { encodePayload, type UPayload } from 'sparkplug-payload/lib/sparkplugbpayload.js';
import { DynamicSecurityLogins } from '#equipment';
import type { ExternalBroker } from '../../apps/ingest/src/config.js';
import type { Ingest } from '../../apps/ingest/src/ingest.js';
import { startPostgres } from '../e2e/telemetry/postgres.process.js';
import {
  createIngest,
  FormatsFixture,
  nextJson,
  type SignedDevice,
} from '../integration/formats/formats-fixture.js';
import { isClientInstalled, runClient } from '../support/foreign-clients.js';
import { findFreePort } from '../support/free-port.js';
import { isMosquittoInstalled, Mosquitto } from '../support/mosquitto.js';
import { until } from '../support/eventually.js';

/** Time for which the test waits for a message that must not arrive. */
const QUIET_PERIOD_MS = 300;
const START = Date.now() - 600_000;
const READINGS = Array.from({ length: 10 }, (_, i) => ({
  ts: START + i * 1000,
  values: { pressure_bar: 7 + i / 100, temp_c: 80 + i },
}));

const isInstalled = isMosquittoInstalled();
if (!isInstalled) console.log('Skipped: formats behind an external broker. Mosquitto is not installed.');

const withClient = (name: Parameters<typeof isClientInstalled>[0]) => {
  if (!isClientInstalled(name)) console.log(`Skipped: ${name} is not installed.`);
  return it.runIf(isClientInstalled(name));
};

(isInstalled ? describe : describe.skip)('the formats behind Mosquitto', () => {
  let stopPostgres: () => Promise<void>;
  let broker: Mosquitto;
  let logins: DynamicSecurityLogins;
  let fixture: FormatsFixture;

  const place = (index: number, count: number): ExternalBroker => ({
    kind: 'external',
    url: broker.url,
    ...broker.login,
    share: { index, count },
  });

  beforeAll(async () => {
    stopPostgres = await startPostgres();
    broker = await Mosquitto.create();
    await broker.start();
    logins = new DynamicSecurityLogins({ url: broker.url, ...broker.login });
    await logins.admitProduct();
    fixture = await FormatsFixture.open(place(1, 1));
  });
  afterEach(() => fixture?.disconnectClients());
  afterAll(async () => {
    await fixture?.close();
    await broker?.remove();
    await stopPostgres?.();
  });

  async function addDevice(...of: Parameters<FormatsFixture['addDevice']>): Promise<SignedDevice> {
    const device = await fixture.addDevice(...of);
    const { username, password, code } = device;
    await logins.addLogins([{ username, password, topic: `eaas/acme/${code}` }]);
    return device;
  }
  const own = ({ code }: SignedDevice, topic: string): string => `eaas/acme/${code}/${topic}`;
  const encode = (seq: number | null, metrics: object[]): Buffer =>
    Buffer.from(encodePayload({ timestamp: Date.now(), metrics, ...(seq !== null && { seq }) } as UPayload));
  const bdSeq = { name: 'bdSeq', type: 'Int64', value: 1 };
  /** Collects a client's messages that match a filter. */
  async function collect(client: MqttClient, filter: string): Promise<string[]> {
    const received: string[] = [];
    client.on('message', (topic) => received.push(topic));
    await client.subscribeAsync(filter, { qos: 1 });
    return received;
  }

  describe("ThingsBoard's topics, below the device's own", () => {
    it('carry readings, attributes and commands, both ways', async () => {
      const device = await addDevice();
      const client = await fixture.connect(device);
      for (const filter of ['attributes', 'attributes/response/+', 'rpc/request/+', 'rpc/response/+'])
        await client.subscribeAsync(own(device, `v1/devices/me/${filter}`), { qos: 1 });
      const send = (topic: string, payload: object): Promise<unknown> =>
        client.publishAsync(own(device, `v1/devices/me/${topic}`), JSON.stringify(payload), { qos: 1 });
      await send('telemetry', { ts: START, values: { pressure_bar: 7.5 } });
      expect(await fixture.waitForValues(device.key, 'pressure_bar')).toMatchObject({
        pressure_bar: { v: 7.5 },
      });
      await send('attributes', { firmware: '1.2' });
      const answer = nextJson(client, own(device, 'v1/devices/me/attributes/response/4'));
      await send('attributes/request/4', { clientKeys: 'firmware' });
      expect(await answer).toEqual({ client: { firmware: '1.2' } });
      const limits = nextJson(client, own(device, 'v1/devices/me/rpc/response/5'));
      await send('rpc/request/5', { method: 'getSessionLimits', params: {} });
      expect(await limits).toMatchObject({ maxPayloadSize: 262_144 });

      const command = new Promise<string>((resolve) =>
        client.on('message', (topic) => {
          if (topic.includes('/rpc/request/')) resolve(topic);
        }),
      );
      const id = await fixture.createCommand(device.id, 'setSpeed');
      const number = (await command).split('/').at(-1);
      await send(`rpc/response/${number}`, { ok: true });
      expect(await fixture.waitForCommand(id, 'SUCCESSFUL')).toMatchObject({ answer: { ok: true } });
    });

    it("do not return the product's own messages", async () => {
      const device = await addDevice();
      const client = await fixture.connect(device);
      const notification = nextJson(client, own(device, 'v1/devices/me/attributes'));
      await client.subscribeAsync(own(device, 'v1/devices/me/attributes'), { qos: 1 });
      await client.publishAsync(own(device, 'v1/devices/me/telemetry'), '{"pressure_bar":1}', { qos: 1 });
      await fixture.waitForValues(device.key, 'pressure_bar');
      await fixture.sql(
        `insert into device_attribute (maker_id, device_id, scope, name, value, changed_at) values ($1, $2, 'shared', 'target', '5', now())`,
        [fixture.makerId, device.id],
      );
      expect(await notification).toEqual({ target: 5 });
      await new Promise((resolve) => setTimeout(resolve, QUIET_PERIOD_MS));
      const scopes = await fixture.sql('select scope from device_attribute where device_id = $1', [
        device.id,
      ]);
      expect(scopes).toEqual([{ scope: 'shared' }]);
    });

    it('carry data of devices behind a gateway', async () => {
      const gateway = await addDevice('gateway', true);
      const client = await fixture.connect(gateway);
      await client.subscribeAsync(own(gateway, 'v1/gateway/rpc'), { qos: 1 });
      const send = (topic: string, payload: object): Promise<unknown> =>
        client.publishAsync(own(gateway, `v1/gateway/${topic}`), JSON.stringify(payload), { qos: 1 });
      await send('connect', { device: 'Mixer' });
      await send('telemetry', { Mixer: [{ ts: START, values: { speed: 3 } }] });
      const mixer = await fixture.findDeviceBehind(gateway, 'Mixer');
      expect(await fixture.waitForValues(mixer.key, 'speed')).toMatchObject({ speed: { v: 3 } });
      const command = nextJson(client, own(gateway, 'v1/gateway/rpc'));
      const id = await fixture.createCommand(mixer.id, 'stop');
      const said = (await command) as { device: string; data: { id: number } };
      expect(said).toMatchObject({ device: 'Mixer', data: { method: 'stop' } });
      await send('rpc', { device: 'Mixer', id: said.data.id, data: { ok: true } });
      expect(await fixture.waitForCommand(id, 'SUCCESSFUL')).toMatchObject({ answer: { ok: true } });
    });

    it('report rejected messages on the error topic', async () => {
      const device = await addDevice();
      const client = await fixture.connect(device);
      const notification = nextJson(client, own(device, 'error'));
      await client.subscribeAsync(own(device, 'error'), { qos: 1 });
      await client.publishAsync(own(device, 'v1/devices/me/telemetry'), 'no JSON', { qos: 1 });
      expect(await notification).toMatchObject({ topic: 'v1/devices/me/telemetry', count: 1 });
      expect(await fixture.quarantined(device.id)).toHaveLength(1);
    });

    withClient('thingsboard')(
      "can be mapped by a Mosquitto at the plant from v1/devices/me, so that ThingsBoard's own client works unchanged",
      async () => {
        const device = await addDevice();
        const port = await findFreePort();
        const bridge = await Bridge.start(port, broker, device);
        try {
          const order = {
            ...{ host: '127.0.0.1', port, username: 'x', readings: READINGS },
            ...{ attributes: { firmware: '9' }, sharedKeys: ['target'] },
          };
          const ended = await runClient('thingsboard', 'tb_device.py', order);
          expect(ended).toMatchObject({ code: 0 });
        } finally {
          await bridge.end();
        }
        const last = READINGS.at(-1)!;
        await until(async () => {
          const values = await fixture.waitForValues(device.key, 'temp_c');
          return values['temp_c']!.v === last.values.temp_c;
        });
      },
    );
  });

  describe("Sparkplug's topics, with the maker as their group", () => {
    const hasValues = async (node: SignedDevice, name: string, key: string, value: number): Promise<void> => {
      const device = await fixture.findDeviceBehind(node, name);
      await until(async () => (await fixture.waitForValues(device.key, key))[key]!.v === value);
    };

    withClient('pysparkplug')('support an edge node with pysparkplug, from birth to death', async () => {
      const node = await addDevice('gateway', true);
      const { code, stderr } = await runClient('pysparkplug', 'pysparkplug_node.py', {
        ...{ host: '127.0.0.1', port: broker.port, username: node.username, password: node.password },
        ...{ group: 'acme', node: node.code, device: 'Pump', clientId: 'pysparkplug', readings: READINGS },
      });
      expect({ code, stderr }).toMatchObject({ code: 0 });
      const pump = await fixture.findDeviceBehind(node, 'Pump');
      // The node is offline again, so its values are stale.
      await until(async () => (await fixture.waitForValues(pump.key, 'temp_c'))['temp_c']!.q === 3);
    });

    withClient('tahu')('request the birth of an edge node with Tahu, and store its data', async () => {
      const node = await addDevice('gateway', true);
      // Ingest receives the node's session, and a gap in it, before Tahu's own session starts with a birth.
      const stranger = await fixture.connect(node);
      const rpcRequest = new Promise<string>((resolve) => stranger.once('message', resolve));
      await stranger.subscribeAsync(`spBv1.0/acme/NCMD/${node.code}/#`, { qos: 1 });
      const data = encode(9, [{ alias: 77, type: 'Int32', value: 1 }]);
      await stranger.publishAsync(`spBv1.0/acme/NDATA/${node.code}`, data, { qos: 1 });
      expect(await rpcRequest).toBe(`spBv1.0/acme/NCMD/${node.code}`);
      await stranger.endAsync();
      const { code, stdout, stderr } = await runClient('tahu', 'tahu_node.py', {
        ...{ host: '127.0.0.1', port: broker.port, username: node.username, password: node.password },
        ...{ group: 'acme', node: node.code, device: 'Fan', clientId: 'tahu', readings: READINGS },
      });
      expect({ code, stdout, stderr }).toMatchObject({ code: 0 });
      await hasValues(node, 'Fan', 'temp_c', READINGS.at(-1)!.values.temp_c);
    });

    it('record the node as online and offline, from its birth and its will', async () => {
      const node = await addDevice('gateway', true);
      const will = {
        topic: `spBv1.0/acme/NDEATH/${node.code}`,
        payload: encode(null, [bdSeq]),
        qos: 1 as const,
      };
      const client = await fixture.connect(node, { will: { ...will, retain: false } });
      const kinds = async (): Promise<string[]> =>
        (
          await fixture.sql<{ kind: string }>(
            'select kind from connectivity_event where device_id = $1 order by at, id',
            [node.id],
          )
        ).map(({ kind }) => kind);
      await client.publishAsync(`spBv1.0/acme/NBIRTH/${node.code}`, encode(0, [bdSeq]), { qos: 1 });
      await until(async () => (await kinds()).at(-1) === 'online');
      client.stream.destroy();
      await until(async () => (await kinds()).at(-1) === 'offline');
    });

    it('notify nodes of the host’s status, including nodes that connect later', async () => {
      const node = await addDevice('gateway', true);
      const client = await fixture.connect(node);
      const states: unknown[] = [];
      client.on('message', (_topic, payload) => states.push(JSON.parse(payload.toString())));
      await client.subscribeAsync('spBv1.0/STATE/dutycycle', { qos: 1 });
      await until(() => states.length > 0);
      expect(states.at(-1)).toEqual({ online: true, timestamp: expect.any(Number) as number });
      // The product corrects a death message of an earlier connection that arrives late.
      const product = await fixture.connect({ ...node, ...broker.login });
      await product.publishAsync('spBv1.0/STATE/dutycycle', '{"online":false,"timestamp":1}', { qos: 1 });
      await until(() => states.length >= 3);
      expect(states.at(-1)).toMatchObject({ online: true });
    });
  });

  it('no client can publish or subscribe in the name of another one', async () => {
    const [one, other] = [await addDevice('gateway', true), await addDevice('gateway', true)];
    const client = await fixture.connect(one);
    const foreign = [
      ...['telemetry', 'v1/devices/me/telemetry', 'v1/gateway/telemetry', 'v2/t'].map((topic) =>
        own(other, topic),
      ),
      `spBv1.0/acme/NDATA/${other.code}`,
      `spBv1.0/beta/NDATA/${one.code}`,
      'spBv1.0/STATE/dutycycle',
    ];
    for (const topic of foreign) client.publish(topic, '{"x":1}', { qos: 1 }, () => undefined);
    await new Promise((resolve) => setTimeout(resolve, QUIET_PERIOD_MS));
    expect(await fixture.quarantined(other.id)).toEqual([]);
    expect(await fixture.sql('select 1 from device_status where device_key = $1', [other.key])).toEqual([]);
    for (const filter of [
      own(other, 'v1/devices/me/attributes'),
      own(other, 'v1/#'),
      `spBv1.0/acme/NCMD/${other.code}`,
      `spBv1.0/acme/+/${one.code}`,
      'spBv1.0/#',
    ]) {
      const listener = await fixture.connect(one);
      // The broker may have closed the first connection after that message.
      const granted = await listener.subscribeAsync(filter, { qos: 1 }).then(
        ([grant]) => grant!.qos as number,
        () => 128,
      );
      expect([filter, granted]).toEqual([filter, 128]);
    }
  });

  it('are shared by several processes, each edge node in order', async () => {
    const node = await addDevice('gateway', true);
    const device = await addDevice();
    await fixture.ingest.stop();
    const processes: Ingest[] = [1, 2].map((index) => createIngest(fixture.database, null, place(index, 2)));
    try {
      await Promise.all(processes.map((each) => each.start()));
      const client = await fixture.connect(node);
      const commands = await collect(client, `spBv1.0/acme/NCMD/${node.code}/#`);
      const sender = await fixture.connect(device);
      const count = 300;
      await client.publishAsync(
        `spBv1.0/acme/NBIRTH/${node.code}`,
        encode(0, [bdSeq, { name: 'Speed', alias: 1, type: 'Int32', value: 0 }]),
        { qos: 1 },
      );
      const sends: Promise<unknown>[] = [];
      for (let i = 1; i <= count; i++) {
        const data = encode(i % 256, [{ alias: 1, type: 'Int32', value: i }]);
        sends.push(client.publishAsync(`spBv1.0/acme/NDATA/${node.code}`, data, { qos: 1 }));
        const reading = JSON.stringify({ ts: START + i, values: { speed: i } });
        sends.push(sender.publishAsync(own(device, 'v1/devices/me/telemetry'), reading, { qos: 1 }));
      }
      await Promise.all(sends);
      await until(async () => (await fixture.waitForValues(node.key, 'Speed'))['Speed']!.v === count);
      await until(async () => (await fixture.waitForValues(device.key, 'speed'))['speed']!.v === count);
      expect(commands).toEqual([]);
    } finally {
      await Promise.all(processes.map((each) => each.stop()));
    }
  });
});

/**
 * A Mosquitto at a plant. Its devices use ThingsBoard's topics, and it forwards their messages as those of a single
 * device.
 */
class Bridge {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(
    port: number,
    broker: Mosquitto,
    { code, username, password }: SignedDevice,
  ): Promise<Bridge> {
    const folder = await mkdtemp(join(tmpdir(), 'bridge-'));
    const lines = [
      `listener ${port} 127.0.0.1`,
      'allow_anonymous true',
      'connection dutycycle',
      `address 127.0.0.1:${broker.port}`,
      `remote_username ${username}`,
      `remote_password ${password}`,
      'bridge_protocol_version mqttv50',
      // The bridge has no permission to publish notifications on this broker.
      'notifications false',
      `topic v1/# both 1 "" eaas/acme/${code}/`,
    ];
    await writeFile(join(folder, 'bridge.conf'), lines.join('\n'));
    const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` };
    const child = spawn('mosquitto', ['-c', join(folder, 'bridge.conf'), '-v'], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await new Promise<void>((resolve, reject) => {
      let said = '';
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('Received SUBACK')) resolve();
      });
      child.once('exit', () => reject(new Error(said)));
    });
    return new Bridge(child, folder);
  }

  async end(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill();
    await ended;
    await rm(this.folder, { recursive: true });
  }
}
