import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import mqtt, { type IConnackPacket } from 'mqtt';
import { isMosquittoInstalled, Mosquitto } from '../support/mosquitto.js';
import { makeHome, removeHome, startProduct, type RunningProduct } from '../support/product.js';
import { until } from '../support/eventually.js';

const isInstalled = isMosquittoInstalled();
if (!isInstalled) console.log('Skipped: several supervised ingest processes. Mosquitto is not installed.');

(isInstalled ? describe : describe.skip)('several ingest processes under the supervisor', () => {
  let broker: Mosquitto;
  let home: string;
  let product: RunningProduct | undefined;

  beforeAll(async () => {
    broker = await Mosquitto.create({ anyone: true });
    await broker.start();
    home = await makeHome();
  });
  afterEach(async () => {
    await product?.stop();
    product = undefined;
  });
  afterAll(async () => {
    await broker?.remove();
    await removeHome(home);
  });

  const start = (processes: number): Promise<RunningProduct> =>
    startProduct({
      home,
      args: ['--empty'],
      env: { MQTT_URL: broker.url, INGEST_PROCESSES: String(processes) },
    });
  const record = async (): Promise<{ ingestProcesses?: number }> =>
    JSON.parse(await readFile(join(home, 'home.json'), 'utf8')) as { ingestProcesses?: number };

  /** Returns whether the broker keeps a session of the second process, which stores messages while it is away. */
  const hasSession = async (): Promise<boolean> => {
    const client = mqtt.connect(broker.url, {
      clientId: 'dutycycle-ingest-2',
      clean: false,
      reconnectPeriod: 0,
    });
    const { sessionPresent } = await new Promise<IConnackPacket>((resolve) =>
      client.once('connect', resolve),
    );
    await client.endAsync();
    return sessionPresent;
  };

  it('are as many as requested, each restarted when it ends', async () => {
    product = await start(2);
    const first = await product.pidOf('ingest-2');
    expect(first).toBeDefined();
    expect(await record()).toMatchObject({ ingestProcesses: 2 });
    await product.kill('ingest-2');
    await until(async () => {
      const now = await product!.pidOf('ingest-2');
      return now !== undefined && now !== first;
    });
  });

  it('keep the session of one that is no longer wanted until its messages are durable', async () => {
    product = await start(1);
    expect(await product.pidOf('ingest-2')).toBeDefined();
    // The second process waits some seconds for messages, so the stop interrupts the wait.
    await product.stop();
    expect(await hasSession()).toBe(true);
    expect(await record()).toMatchObject({ ingestProcesses: 2 });
  });

  it('stop without leaving sessions when their number is reduced', async () => {
    product = await start(1);
    await until(async () => (await product!.pidOf('ingest-2')) === undefined);
    await until(async () => (await record()).ingestProcesses === undefined);
    expect(product.output()).not.toContain('ingest-2 ended');
    expect(await hasSession()).toBe(false);
  });
});
