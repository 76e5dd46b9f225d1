import { call } from '../../support/http.js';
import { FormatsFixture, type SignedDevice } from './formats-fixture.js';
import { eventually } from '../../support/eventually.js';

/** Returns the reason code in the error with which MQTT.js rejects a publish. */
const codeOf = (error: unknown): number | undefined => (error as { code?: number } | undefined)?.code;

describe('a device’s limits', () => {
  let fixture: FormatsFixture;
  let slow: SignedDevice;
  let narrow: SignedDevice;

  beforeAll(async () => {
    fixture = await FormatsFixture.open();
    [slow, narrow] = [await fixture.addDevice(), await fixture.addDevice()];
    await fixture.sql(
      `insert into intake_limit (maker_id, id, device_id, messages_per_second, payload_bytes)
       values ($1, gen_random_uuid(), $2, 20, null), ($1, gen_random_uuid(), $3, 2, 100)`,
      [fixture.makerId, slow.id, narrow.id],
    );
  });
  afterEach(() => fixture.disconnectClients());
  afterAll(() => fixture?.close());

  const stored = async ({ key }: SignedDevice): Promise<number> => {
    const [row] = await fixture.sql<{ n: number }>(
      'select coalesce(sum(readings), 0)::int as n from intake_minute where maker_id = $1 and $2::int > 0',
      [fixture.makerId, key],
    );
    return row!.n;
  };
  const topicOf = ({ code }: SignedDevice) => `eaas/acme/${code}`;

  it('throttle a faster sender, and lose nothing', async () => {
    const client = await fixture.connect(slow);
    const before = await stored(slow);
    const startedAt = Date.now();
    // A burst of ten seconds is accepted immediately, and the remaining messages at the device's rate.
    const payload = (seq: number) => JSON.stringify({ ts: Date.now() - 10_000 + seq, seq, g: { p: seq } });
    await Promise.all(
      Array.from({ length: 240 }, (_, seq) =>
        client.publishAsync(`${topicOf(slow)}/telemetry`, payload(seq), { qos: 1 }),
      ),
    );
    expect(Date.now() - startedAt).toBeGreaterThan(1500);
    expect(client.connected).toBe(true);
    expect(
      await eventually(
        async () => (await stored(slow)) - before,
        (count) => count === 240,
      ),
    ).toBe(240);
  });

  it('reject messages that exceed them alone, report each, and quarantine one per minute', async () => {
    const client = await fixture.connect(narrow, { protocolVersion: 5 });
    const reported: unknown[] = [];
    client.on('message', (_topic, text) => reported.push(JSON.parse(text.toString())));
    await client.subscribeAsync(`${topicOf(narrow)}/error`);
    const tooMuch = JSON.stringify({ g: { p: 1 }, e: { text: 'x'.repeat(100) } });
    for (let i = 0; i < 3; i++) {
      const answer = await client.publishAsync(`${topicOf(narrow)}/telemetry`, tooMuch, { qos: 1 }).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(codeOf(answer)).toBe(0x97);
    }
    await eventually(
      () => reported.length,
      (count) => count === 3,
    );
    expect(reported[1]).toMatchObject({
      count: 1,
      faults: [{ reason: 'payload_too_large', params: { bytes: tooMuch.length, limit: 100 } }],
    });
    const entries = await fixture.sql('select reason, params from quarantine_entry where device_id = $1', [
      narrow.id,
    ]);
    expect(entries).toEqual([
      { reason: 'payload_too_large', params: { bytes: tooMuch.length, limit: 100, count: 1 } },
    ]);
  });

  it('are returned to a device on request, in both formats', async () => {
    const client = await fixture.connect(narrow);
    const answers = new Map<string, unknown>();
    client.on('message', (topic, text) => answers.set(topic, JSON.parse(text.toString())));
    await client.subscribeAsync([`${topicOf(narrow)}/answer`, 'v1/devices/me/rpc/response/+']);
    await client.publishAsync(`${topicOf(narrow)}/ask`, 'limits', { qos: 1 });
    await client.publishAsync('v1/devices/me/rpc/request/7', '{"method":"getSessionLimits","params":{}}', {
      qos: 1,
    });
    await eventually(
      () => answers.size,
      (count) => count === 2,
    );
    expect(answers.get(`${topicOf(narrow)}/answer`)).toEqual({
      limits: { messagesPerSecond: 2, pointsPerSecond: 2_000_000, payloadBytes: 100 },
    });
    expect(answers.get('v1/devices/me/rpc/response/7')).toMatchObject({
      maxPayloadSize: 100,
      rateLimits: { messages: '2:1', telemetryMessages: '2:1', telemetryDataPoints: '2000000:1' },
    });
  });

  it('also apply over HTTP', async () => {
    const post = (body: string) =>
      call({ url: `http://127.0.0.1:${fixture.httpPort}` }, 'POST', `/${narrow.password}/telemetry`, {
        body,
      });
    expect((await post(JSON.stringify({ p: 'x'.repeat(100) }))).status).toBe(413);
    // Far more requests than the burst of 20, because the API allows two more each second, and a slow machine takes
    // several seconds.
    const answers = await Promise.all(Array.from({ length: 100 }, () => post('{"p":1}')));
    const late = answers.find(({ status }) => status === 429);
    expect(Number(late?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
  });
});
