import mqtt, { type MqttClient } from 'mqtt';
import pg from 'pg';
import { DynamicSecurityLogins } from '#equipment';
import { INTERNAL_CHANNEL_PURPOSE, INTERNAL_CHANNEL_USER, SecretBox } from '#platform';
import { IngestProcess } from '../e2e/telemetry/ingest.process.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { until } from '../support/eventually.js';
import { isMosquittoInstalled, Mosquitto } from '../support/mosquitto.js';
import { listStoredReadings } from '../support/readings.js';
import { testTopicRights, type TopicOwner, type TopicWorld } from '../support/topic-rights.js';
import { createMaker } from '../support/world.js';

/**
 * Code of two devices that belong to the first customers of two makers, so that the topics differ only in the maker.
 */
const SAME_CODE = 'SAME-1';
/** A topic that only the product publishes and reads. */
const OWN_TOPIC = 'dutycycle/internal/mark';

describe('at the embedded broker', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let ingest: IngestProcess;
  let world: TopicWorld;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    const one = await createMaker(owner, 'one');
    const other = await createMaker(owner, 'other');
    const [own, namesake] = [one.customers[0].ids.device!, other.customers[0].ids.device!];
    await owner.query('update device set code = $1 where id = any($2)', [SAME_CODE, [own, namesake]]);
    await owner.query(
      `insert into device_credential (maker_id, id, device_id, username, secret_hash, created_at)
       select maker_id, gen_random_uuid(), $1, 'one/station/1', secret_hash, created_at from device_credential where device_id = $2`,
      [one.customers[0].ids.site_device, own],
    );
    ingest = await IngestProcess.create(database);
    await ingest.start();
    const login = (username: string, password: string, topic: string): TopicOwner => ({
      url: `mqtt://127.0.0.1:${ingest.port}`,
      username,
      password,
      topic,
    });
    world = {
      own: login('one/a/1', 'one-a-secret', `eaas/one/${SAME_CODE}`),
      others: {
        'another device of the same customer': login('one/station/1', 'one-a-secret', 'eaas/one/FM-a-one'),
        "another customer's": login('one/b/1', 'one-b-secret', 'eaas/one/PUMP-b-one'),
        "another maker's of the same code": login('other/a/1', 'other-a-secret', `eaas/other/${SAME_CODE}`),
        "another maker's": login('other/b/1', 'other-b-secret', 'eaas/other/PUMP-b-other'),
      },
      app: {
        url: `mqtt://127.0.0.1:${ingest.internalPort}`,
        username: INTERNAL_CHANNEL_USER,
        password: new SecretBox(database.secret).derive(INTERNAL_CHANNEL_PURPOSE),
      },
      taken: async (marker) => {
        const { rows: devices } = await owner.query<{ id: string; device_key: number }>(
          'select id, device_key from device',
        );
        const idOf = new Map(devices.map(({ id, device_key }) => [device_key, id]));
        const stored = (await listStoredReadings(owner))
          .filter(({ seq }) => seq === marker)
          .map(({ makerId, deviceKey }) => ({ maker_id: makerId, device_id: idOf.get(deviceKey)! }));
        const { rows: aside } = await owner.query<{ maker_id: string; device_id: string }>(
          `select maker_id, device_id from quarantine_entry where payload like '%' || $1::text || '%'`,
          [marker],
        );
        const taken = [...stored, ...aside];
        expect(taken.filter((row) => row.maker_id !== one.makerId || row.device_id !== own)).toEqual([]);
        return taken.length;
      },
      say: { error: (device) => sayError(device), answer: (device) => sayAnswer(device), command: undefined },
    };
  });

  afterAll(async () => {
    await ingest?.end();
    await owner?.end();
    await database?.drop();
  });

  /** Makes the product report a message that it can't read. */
  async function sayError({ url, username, password, topic }: TopicOwner): Promise<void> {
    const device = await mqtt.connectAsync(url, { username, password, reconnectPeriod: 0 }, false);
    await device.publishAsync(`${topic}/telemetry`, 'no JSON', { qos: 1 });
    await device.endAsync();
  }

  /** Makes the product respond to a request. */
  async function sayAnswer({ url, username, password, topic }: TopicOwner): Promise<void> {
    const device = await mqtt.connectAsync(url, { username, password, reconnectPeriod: 0 }, false);
    await device.publishAsync(`${topic}/ask`, 'limits', { qos: 1 });
    await device.endAsync();
  }

  testTopicRights(() => world);
});

const isInstalled = isMosquittoInstalled();
if (!isInstalled) console.log('Skipped: topics at an external broker. Mosquitto is not installed.');

(isInstalled ? describe : describe.skip)('at an external broker', () => {
  let broker: Mosquitto;
  let product: MqttClient;
  let world: TopicWorld;
  const arrived: string[] = [];
  const ownArrived: string[] = [];

  beforeAll(async () => {
    broker = await Mosquitto.create();
    await broker.start();
    const logins = new DynamicSecurityLogins({ url: broker.url, ...broker.login });
    await logins.admitProduct();
    const login = (username: string, topic: string): TopicOwner => ({
      url: broker.url,
      username,
      password: 'right',
      topic,
    });
    const own = login('one/a/1', `eaas/one/${SAME_CODE}`);
    const others = {
      "another customer's": login('one/b/1', 'eaas/one/PUMP-b'),
      "another maker's of the same code": login('other/a/1', `eaas/other/${SAME_CODE}`),
    };
    await logins.addLogins([own, ...Object.values(others)]);
    product = await mqtt.connectAsync(broker.url, { ...broker.login, reconnectPeriod: 0 }, false);
    product.on('message', (topic, payload) =>
      (topic === OWN_TOPIC ? ownArrived : arrived).push(payload.toString()),
    );
    await product.subscribeAsync(['eaas/#', OWN_TOPIC], { qos: 1 });
    const say =
      (channel: string) =>
      async ({ topic }: TopicOwner): Promise<void> =>
        void (await product.publishAsync(`${topic}/${channel}`, 'said', { qos: 1 }));
    world = {
      own,
      others,
      app: { url: broker.url, ...broker.login },
      taken: async (marker) => {
        // The broker forwards acknowledged messages before it accepts the product's own message.
        await product.publishAsync(OWN_TOPIC, String(marker), { qos: 1 });
        await until(() => ownArrived.includes(String(marker)));
        return arrived.filter((payload) => payload.includes(String(marker))).length;
      },
      say: { error: say('error'), answer: say('answer'), command: say('command') },
    };
  });

  afterAll(async () => {
    await product?.endAsync(true);
    await broker?.remove();
  });

  testTopicRights(() => world);
});
