import { setTimeout as wait } from 'node:timers/promises';
import mqtt, { type MqttClient } from 'mqtt';
import { INTERNAL_CHANNEL } from '#platform';
import { DEVICE_CHANNELS } from '#telemetry';
import { until } from './eventually.js';
import { orClosed } from './or-closed.js';

export interface Login {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

/** A device that can connect, with the root of its topics: `eaas/<maker>/<device>`. */
export interface TopicOwner extends Login {
  readonly topic: string;
}

/** A broker with devices of two makers, and functions that show which messages the broker accepts. */
export interface TopicWorld {
  readonly own: TopicOwner;
  /** Other devices, by their relation to the owner. */
  readonly others: Readonly<Record<string, TopicOwner>>;
  readonly app: Login;
  /** Returns how often a device's message with this number has reached the product. */
  taken(marker: number): Promise<number>;
  /** Makes the product publish on a channel of a device; undefined for a channel without messages so far. */
  readonly say: Readonly<Record<string, ((owner: TopicOwner) => Promise<void>) | undefined>>;
}

/** A message of a device on a topic that it has no permission to publish to. */
const PROBE_MESSAGE = 'restart';

type Channel = keyof typeof DEVICE_CHANNELS;

/** A valid message for each channel that devices publish to, with a number to identify it. */
const MESSAGES: Readonly<Record<string, (marker: number) => string>> = {
  telemetry: (marker) => JSON.stringify({ ts: '2026-11-20T08:00:00Z', seq: marker, g: { pressure_bar: 7 } }),
  event: (marker) => JSON.stringify({ ts: '2026-11-20T08:00:00Z', seq: marker, g: { pressure_bar: 7 } }),
  // An invalid status is quarantined with its sender, whereas a valid status leaves no separate trace.
  state: (marker) => `neither ${marker}`,
  // An unknown request is quarantined, too.
  ask: (marker) => `something about ${marker}`,
};

const CHANNELS = Object.entries(DEVICE_CHANNELS) as [Channel, 'publishes' | 'reads'][];
const PUBLISHED = CHANNELS.flatMap(([channel, use]) => (use === 'publishes' ? [channel] : []));
const READ = CHANNELS.flatMap(([channel, use]) => (use === 'reads' ? [channel] : []));
/** Topics of the internal channel, as an app would write them. */
const INTERNAL = Object.entries(INTERNAL_CHANNEL).map(([name, topic]) => [
  name,
  typeof topic === 'function' ? topic('m', 'd') : topic.replaceAll('+', 'x'),
]) as [string, string][];
const FORBIDDEN_FILTERS = [
  '#',
  '+/#',
  'eaas/#',
  'eaas/+/+/command/#',
  'eaas/+/+/error',
  'dutycycle/#',
  '$SYS/#',
];

/** Time for which the test waits for a message that must not arrive. */
const QUIET_PERIOD_MS = 300;

/** Tests permissions to publish and read, for every topic of the product, each first with its owner. */
export function testTopicRights(getWorld: () => TopicWorld): void {
  const clients: MqttClient[] = [];
  let lastMarker = 1000;

  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
  });

  async function connect({ url, username, password }: Login): Promise<MqttClient> {
    const client = await mqtt.connectAsync(url, { username, password, reconnectPeriod: 0 }, false);
    client.on('error', () => undefined);
    clients.push(client);
    return client;
  }

  /** Publishes a message, and waits for the acknowledgement or the end of the connection. */
  async function publish(client: MqttClient, topic: string, payload: string): Promise<void> {
    await orClosed(
      client,
      client.publishAsync(topic, payload, { qos: 1 }).catch(() => undefined),
    );
  }

  const mayRead = (client: MqttClient, filter: string): Promise<boolean> =>
    client.subscribeAsync(filter, { qos: 1 }).then(
      (granted) => granted.every(({ qos }) => (qos as number) !== 128),
      () => false,
    );

  const others = () => Object.entries(getWorld().others);

  it('there is a test message for every channel that devices publish to', () => {
    expect(PUBLISHED.filter((channel) => !(channel in MESSAGES))).toEqual([]);
    expect(Object.keys(MESSAGES).filter((channel) => !PUBLISHED.some((each) => each === channel))).toEqual(
      [],
    );
  });

  it.each(PUBLISHED)('a device can publish to its own %s and to no other device’s', async (channel) => {
    const { own, taken } = getWorld();
    const marker = (lastMarker += 1);
    await publish(await connect(own), `${own.topic}/${channel}`, MESSAGES[channel]!(marker));
    expect([own.topic, await taken(marker)]).toEqual([own.topic, 1]);
    for (const [who, other] of others()) {
      const foreign = (lastMarker += 1);
      await publish(await connect(own), `${other.topic}/${channel}`, MESSAGES[channel]!(foreign));
      await wait(50);
      expect([who, await taken(foreign)]).toEqual([who, 0]);
    }
  });

  it.each(PUBLISHED)('only the product can read %s', async (channel) => {
    const { own } = getWorld();
    const client = await connect(own);
    expect(await mayRead(client, `${own.topic}/${channel}`)).toBe(false);
    for (const [who, other] of others())
      expect([who, await mayRead(client, `${other.topic}/${channel}`)]).toEqual([who, false]);
  });

  it.each(READ)('a device can read its own %s and no other device’s', async (channel) => {
    const { own, say } = getWorld();
    const client = await connect(own);
    const received: string[] = [];
    client.on('message', (topic) => received.push(topic));
    expect(await mayRead(client, `${own.topic}/${channel}`)).toBe(true);
    await say[channel]?.(own);
    for (const [who, other] of others()) {
      expect([who, await mayRead(client, `${other.topic}/${channel}`)]).toEqual([who, false]);
      await say[channel]?.(other);
    }
    if (say[channel]) await until(() => received.length > 0);
    await wait(QUIET_PERIOD_MS);
    expect(received).toEqual(say[channel] ? [`${own.topic}/${channel}`] : []);
  });

  it.each(READ)('a device cannot publish to %s, not even its own', async (channel) => {
    const { own, others: all } = getWorld();
    for (const owner of [own, ...Object.values(all)]) {
      const listener = await connect(owner);
      const received: string[] = [];
      // The product itself reports the rejection on the error topic of the device.
      listener.on('message', (topic, payload) => {
        if (payload.toString() === PROBE_MESSAGE) received.push(topic);
      });
      await mayRead(listener, `${owner.topic}/${channel}`);
      await publish(await connect(own), `${owner.topic}/${channel}`, PROBE_MESSAGE);
      await wait(QUIET_PERIOD_MS);
      expect([owner.topic, received]).toEqual([owner.topic, []]);
    }
  });

  it.each(INTERNAL)('only apps can publish and read %s of the internal channel', async (_name, topic) => {
    const { own, app } = getWorld();
    const [listener, publisher] = [await connect(app), await connect(app)];
    const received: string[] = [];
    listener.on('message', (_topic, payload) => received.push(payload.toString()));
    expect(await mayRead(listener, topic)).toBe(true);
    await publish(publisher, topic, '{"from":"app"}');
    await publish(await connect(own), topic, '{"from":"device"}');
    expect(await mayRead(await connect(own), topic)).toBe(false);
    await until(() => received.length > 0);
    await wait(QUIET_PERIOD_MS);
    expect(received).toEqual(['{"from":"app"}']);
  });

  it('no client can subscribe to a filter wider than its own topics', async () => {
    const { own } = getWorld();
    const client = await connect(own);
    const wider = [...FORBIDDEN_FILTERS, `${own.topic}/#`, `${own.topic}/+`];
    const granted: string[] = [];
    for (const filter of wider) if (await mayRead(client, filter)) granted.push(filter);
    expect(granted).toEqual([]);
  });
}
