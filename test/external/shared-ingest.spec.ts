import type { MqttClient } from 'mqtt';
import { IngestProcess } from '../e2e/telemetry/ingest.process.js';
import { startPostgres } from '../e2e/telemetry/postgres.process.js';
import { connect, type TestDevice } from '../e2e/telemetry/telemetry-world.js';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { isMosquittoInstalled, Mosquitto } from '../support/mosquitto.js';
import { listStoredReadings } from '../support/readings.js';
import { createMaker } from '../support/world.js';
import { until } from '../support/eventually.js';

const DEVICES = 20;
const START = Date.now() - 3_600_000;

const isInstalled = isMosquittoInstalled();
if (!isInstalled) console.log('Skipped: several ingest processes. Mosquitto is not installed.');

(isInstalled ? describe : describe.skip)('two ingest processes behind one broker', () => {
  let stopPostgres: () => Promise<void>;
  let database: TestDatabase;
  let owner: pg.Client;
  let broker: Mosquitto;
  let processes: IngestProcess[] = [];
  const devices: TestDevice[] = [];
  const senders: MqttClient[] = [];

  const create = (share: string): Promise<IngestProcess> =>
    IngestProcess.create(database, { MQTT_URL: broker.url, INGEST_SHARE: share });

  beforeAll(async () => {
    stopPostgres = await startPostgres();
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    const { makerId, customers } = await createMaker(owner, 'tm');
    const { rows } = await owner.query<{ id: string; device_key: number; code: string }>(
      `insert into device (maker_id, id, machine_id, code, kind)
       select $1, gen_random_uuid(), d.machine_id, 'SHARED-' || n, d.kind
         from device d, generate_series(1, $3) n where d.id = $2 returning id, device_key, code`,
      [makerId, customers[0].ids.device, DEVICES],
    );
    await owner.query('delete from quarantine_entry');
    for (const { id, device_key, code } of rows)
      devices.push({ id, key: device_key, username: code, password: '', topic: `eaas/tm/${code}` });
    broker = await Mosquitto.create({ anyone: true });
    await broker.start();
    processes = [await create('1/2'), await create('2/2')];
    await Promise.all(processes.map((each) => each.start()));
    for (const device of devices) senders.push(await connect(broker.port, device));
  });
  afterAll(async () => {
    await Promise.all(senders.map((each) => each.endAsync(true)));
    await Promise.all(processes.map((each) => each.end()));
    await broker?.remove();
    await owner?.end();
    await database?.drop();
    await stopPostgres?.();
  });

  let lastSeq = 0;
  /** Sends a reading of every device; resolves when the broker has acknowledged them. */
  async function sendRound({ twice = false } = {}): Promise<void> {
    const seq = ++lastSeq;
    await Promise.all(
      devices.map(async ({ topic }, i) => {
        const payload = JSON.stringify({ ts: START + seq * 100, seq, g: { pressure_bar: 7 + i } });
        const send = () => senders[i]!.publishAsync(`${topic}/telemetry`, payload, { qos: 1 });
        await Promise.all(twice ? [send(), send()] : [send()]);
      }),
    );
  }
  const stored = async () => {
    const keys = new Set(devices.map(({ key }) => key));
    return (await listStoredReadings(owner)).filter(({ deviceKey }) => keys.has(deviceKey));
  };
  /** Waits until as many readings are stored as were acknowledged, and asserts that none is stored twice. */
  async function expectAllOnce(): Promise<void> {
    await until(async () => (await stored()).length >= DEVICES * lastSeq);
    const found = (await stored()).map(({ deviceKey, seq }) => `${deviceKey} ${seq}`);
    expect(found).toHaveLength(DEVICES * lastSeq);
    expect(new Set(found).size).toBe(found.length);
    const { rows } = await owner.query('select * from quarantine_entry');
    expect(rows).toEqual([]);
  }

  it('store each reading once, even if both receive it', async () => {
    for (let i = 0; i < 50; i++) await sendRound({ twice: true });
    await expectAllOnce();
  });

  it('lose and repeat nothing when either of them is killed', async () => {
    for (const victim of [1, 0]) {
      let isSending = true;
      const sending = (async () => {
        while (isSending) await sendRound();
      })();
      const from = lastSeq;
      await until(() => lastSeq > from + 20);
      await processes[victim]!.end('SIGKILL');
      const killedAt = lastSeq;
      // The other process continues with its share, and the messages of the killed process wait.
      const isMeanwhile = ({ seq }: { seq: number }) => seq > killedAt + 10 && seq <= killedAt + 20;
      await until(() => lastSeq > killedAt + 40);
      const meanwhile = await until(async () => (await stored()).filter(isMeanwhile).length);
      expect(meanwhile).toBeLessThan(DEVICES * 10);
      await processes[victim]!.start();
      isSending = false;
      await sending;
      await expectAllOnce();
    }
  });

  it('record a connection once, whichever of them received it', async () => {
    const [device] = devices;
    const kinds = async () =>
      (
        await owner.query<{ kind: string }>(
          'select kind from connectivity_event where device_id = $1 order by at, id',
          [device!.id],
        )
      ).rows.map(({ kind }) => kind);
    const say = async (word: string) => {
      const before = (await kinds()).length;
      await senders[0]!.publishAsync(`${device!.topic}/state`, word, { qos: 1 });
      await until(async () => (await kinds()).length > before);
      await new Promise((resolve) => setTimeout(resolve, 700));
      expect((await kinds()).slice(before)).toEqual([word]);
    };
    await say('offline');
    await say('online');
    await say('offline');
  });

  it('quarantine an unreadable message once', async () => {
    await senders[0]!.publishAsync(`${devices[0]!.topic}/state`, 'perhaps', { qos: 1 });
    const found = async () => (await owner.query('select * from quarantine_entry')).rows;
    await until(async () => (await found()).length > 0);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await found()).toHaveLength(1);
    await owner.query('delete from quarantine_entry');
  });

  it('can be reduced to one process, and leave no session at the broker', async () => {
    await Promise.all(processes.map((each) => each.end()));
    for (let i = 0; i < 20; i++) await sendRound();
    processes = [await create('1/1')];
    await processes[0]!.start();
    const leaving = await create('2/1');
    await leaving.start();
    await until(async () => !(await leaving.isReady()));
    expect(await leaving.end()).toBe(0);
    await expectAllOnce();
    for (let i = 0; i < 20; i++) await sendRound();
    await expectAllOnce();
  });
});
