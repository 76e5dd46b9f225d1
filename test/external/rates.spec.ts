import { startPostgres } from '../e2e/telemetry/postgres.process.js';
import { FormatsFixture, nextJson, type SignedDevice } from '../integration/formats/formats-fixture.js';
import { isMosquittoInstalled, Mosquitto } from '../support/mosquitto.js';
import { listStoredReadings } from '../support/readings.js';
import { until } from '../support/eventually.js';

const START = Date.now() - 3_600_000;
const RATE = 100;
/** Number of messages in a burst, and of messages that are throttled after the burst. */
const [BURST, HELD] = [10 * RATE, 1024];
const SENT = 4000;

const isInstalled = isMosquittoInstalled();
if (!isInstalled) console.log('Skipped: rates behind an external broker. Mosquitto is not installed.');

(isInstalled ? describe : describe.skip)('rates behind Mosquitto', () => {
  let stopPostgres: () => Promise<void>;
  let broker: Mosquitto;
  let fixture: FormatsFixture;

  beforeAll(async () => {
    stopPostgres = await startPostgres();
    broker = await Mosquitto.create({ anyone: true });
    await broker.start();
    fixture = await FormatsFixture.open({
      kind: 'external',
      url: broker.url,
      username: null,
      password: null,
      share: { index: 1, count: 1 },
    });
  });
  afterEach(() => fixture?.disconnectClients());
  afterAll(async () => {
    await fixture?.close();
    await broker?.remove();
    await stopPostgres?.();
  });

  const stored = async ({ key }: SignedDevice): Promise<number[]> =>
    (await listStoredReadings(fixture.owner, key)).map(({ seq }) => seq);

  it('affect only the device that exceeds them: its messages are throttled in order, then dropped and reported', async () => {
    const [fast, other] = [await fixture.addDevice(), await fixture.addDevice()];
    await fixture.sql(
      `insert into intake_limit (maker_id, id, device_id, messages_per_second) values ($1, gen_random_uuid(), $2, $3)`,
      [fixture.makerId, fast.id, RATE],
    );
    const [client, second] = [await fixture.connect(fast), await fixture.connect(other)];
    const topicOf = ({ code }: SignedDevice): string => `eaas/acme/${code}`;
    const errorMessage = nextJson(client, `${topicOf(fast)}/error`);
    await client.subscribeAsync(`${topicOf(fast)}/error`, { qos: 1 });
    const reading = (seq: number): string => JSON.stringify({ ts: START + seq, seq, g: { p: seq } });
    const send = (device: SignedDevice, seq: number): Promise<unknown> =>
      (device === fast ? client : second).publishAsync(`${topicOf(device)}/telemetry`, reading(seq), {
        qos: 1,
      });

    await Promise.all(Array.from({ length: SENT }, (_, seq) => send(fast, seq)));
    // Other devices are not delayed.
    await send(other, 1);
    await until(async () => (await stored(other)).length === 1);
    expect((await stored(fast)).length).toBeLessThan(SENT - BURST);
    expect(await errorMessage).toMatchObject({
      faults: [{ reason: 'rate_exceeded', params: { count: 1, messagesPerSecond: RATE } }],
    });
    expect(await fixture.quarantined(fast.id)).toMatchObject([{ reason: 'rate_exceeded' }]);

    // Throttled messages arrive at the allowed rate, and the device can continue to send.
    await until(async () => (await stored(fast)).length >= BURST + HELD);
    const before = await stored(fast);
    const lastStored = Math.max(...before);
    expect(before.filter((seq) => seq < BURST)).toHaveLength(BURST);
    expect(lastStored).toBeLessThan(SENT);
    await send(fast, SENT + 1);
    await until(async () => (await stored(fast)).includes(SENT + 1));
    expect(await fixture.quarantined(fast.id)).toHaveLength(1);
  });
});
