import { setTimeout as wait } from 'node:timers/promises';
import mqtt, { type MqttClient } from 'mqtt';
import { INTERNAL_CHANNEL } from '#platform';
import { DEVICE_CHANNELS } from '#telemetry';

export interface Login {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

/** A device that can connect, and the beginning of its own topics: `eaas/<maker>/<device>`. */
export interface TopicOwner extends Login {
  readonly topic: string;
}

/** A broker with the devices of two makers on it, and how the test sees what it lets through. */
export interface TopicWorld {
  readonly own: TopicOwner;
  /** Everybody else, by what they are to the owner. */
  readonly others: Readonly<Record<string, TopicOwner>>;
  readonly app: Login;
  /** How often a message with this mark, published by a device, came through to the product. */
  taken(mark: number): Promise<number>;
  /** Makes the product say something on a device's channel; undefined where it has nothing to say there yet. */
  readonly say: Readonly<Record<string, ((owner: TopicOwner) => Promise<void>) | undefined>>;
}

/** What a device says where it must not speak. */
const SPOKEN = 'restart';

type Channel = keyof typeof DEVICE_CHANNELS;

/** A sound message for each channel that devices publish on, with a mark by which it is found again. */
const MESSAGES: Readonly<Record<string, (mark: number) => string>> = {
  telemetry: (mark) => JSON.stringify({ ts: '2026-11-20T08:00:00Z', seq: mark, g: { pressure_bar: 7 } }),
  event: (mark) => JSON.stringify({ ts: '2026-11-20T08:00:00Z', seq: mark, g: { pressure_bar: 7 } }),
  // A word that is none is set aside with its sender, where a right one leaves no trace of its own.
  state: (mark) => `neither ${mark}`,
  // So is a question that there is none of.
  ask: (mark) => `something about ${mark}`,
};

const CHANNELS = Object.entries(DEVICE_CHANNELS) as [Channel, 'publishes' | 'reads'][];
const PUBLISHED = CHANNELS.flatMap(([channel, use]) => (use === 'publishes' ? [channel] : []));
const READ = CHANNELS.flatMap(([channel, use]) => (use === 'reads' ? [channel] : []));
/** Each topic of the internal channel, as an app would name it. */
const INTERNAL = Object.entries(INTERNAL_CHANNEL).map(([name, topic]) => [
  name,
  typeof topic === 'function' ? topic('m', 'd') : topic.replaceAll('+', 'x'),
]) as [string, string][];
const TOO_WIDE = ['#', '+/#', 'eaas/#', 'eaas/+/+/command/#', 'eaas/+/+/error', 'dutycycle/#', '$SYS/#'];

/** How long a message that must not come is waited for. */
const SILENCE_MS = 300;

/** The tests of who may say and hear what: for every topic that the product knows, and for each first the one whose it is. */
export function testTopicRights(getWorld: () => TopicWorld): void {
  const clients: MqttClient[] = [];
  let lastMark = 1000;

  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
  });

  async function connect({ url, username, password }: Login): Promise<MqttClient> {
    const client = await mqtt.connectAsync(
      url,
      { username, password, reconnectPeriod: 0, connectTimeout: 5000 },
      false,
    );
    client.on('error', () => undefined);
    clients.push(client);
    return client;
  }

  /** Publishes, and waits for the acknowledgement or for the end of the connection. */
  async function publish(client: MqttClient, topic: string, payload: string): Promise<void> {
    const cut = new Promise<void>((resolve) => client.once('close', resolve));
    const sent = client.publishAsync(topic, payload, { qos: 1 }).then(
      () => undefined,
      () => undefined,
    );
    await Promise.race([cut, sent]);
  }

  const mayRead = (client: MqttClient, filter: string): Promise<boolean> =>
    client.subscribeAsync(filter, { qos: 1 }).then(
      (granted) => granted.every(({ qos }) => (qos as number) !== 128),
      () => false,
    );

  const others = () => Object.entries(getWorld().others);

  it('there is a message to try for every channel that devices publish on', () => {
    expect(PUBLISHED.filter((channel) => !(channel in MESSAGES))).toEqual([]);
    expect(Object.keys(MESSAGES).filter((channel) => !PUBLISHED.some((each) => each === channel))).toEqual(
      [],
    );
  });

  it.each(PUBLISHED)('a device publishes on its own %s and on nobody else’s', async (channel) => {
    const { own, taken } = getWorld();
    const mark = (lastMark += 1);
    await publish(await connect(own), `${own.topic}/${channel}`, MESSAGES[channel]!(mark));
    expect([own.topic, await taken(mark)]).toEqual([own.topic, 1]);
    for (const [who, other] of others()) {
      const foreign = (lastMark += 1);
      await publish(await connect(own), `${other.topic}/${channel}`, MESSAGES[channel]!(foreign));
      await wait(50);
      expect([who, await taken(foreign)]).toEqual([who, 0]);
    }
  });

  it.each(PUBLISHED)('nobody but the product reads %s', async (channel) => {
    const { own } = getWorld();
    const client = await connect(own);
    expect(await mayRead(client, `${own.topic}/${channel}`)).toBe(false);
    for (const [who, other] of others())
      expect([who, await mayRead(client, `${other.topic}/${channel}`)]).toEqual([who, false]);
  });

  it.each(READ)('a device reads its own %s and nobody else’s', async (channel) => {
    const { own, say } = getWorld();
    const client = await connect(own);
    const heard: string[] = [];
    client.on('message', (topic) => heard.push(topic));
    expect(await mayRead(client, `${own.topic}/${channel}`)).toBe(true);
    await say[channel]?.(own);
    for (const [who, other] of others()) {
      expect([who, await mayRead(client, `${other.topic}/${channel}`)]).toEqual([who, false]);
      await say[channel]?.(other);
    }
    await wait(SILENCE_MS);
    expect(heard).toEqual(say[channel] ? [`${own.topic}/${channel}`] : []);
  });

  it.each(READ)('a device does not speak on %s, not even its own', async (channel) => {
    const { own, others: all } = getWorld();
    for (const owner of [own, ...Object.values(all)]) {
      const listener = await connect(owner);
      const heard: string[] = [];
      // The product itself reports the refusal on the device's error topic.
      listener.on('message', (topic, payload) => {
        if (payload.toString() === SPOKEN) heard.push(topic);
      });
      await mayRead(listener, `${owner.topic}/${channel}`);
      await publish(await connect(own), `${owner.topic}/${channel}`, SPOKEN);
      await wait(SILENCE_MS);
      expect([owner.topic, heard]).toEqual([owner.topic, []]);
    }
  });

  it.each(INTERNAL)('apps alone speak and hear on the internal channel’s %s', async (_name, topic) => {
    const { own, app } = getWorld();
    const [listener, speaker] = [await connect(app), await connect(app)];
    const heard: string[] = [];
    listener.on('message', (_topic, payload) => heard.push(payload.toString()));
    expect(await mayRead(listener, topic)).toBe(true);
    await publish(speaker, topic, '{"from":"app"}');
    await publish(await connect(own), topic, '{"from":"device"}');
    expect(await mayRead(await connect(own), topic)).toBe(false);
    await wait(SILENCE_MS);
    expect(heard).toEqual(['{"from":"app"}']);
  });

  it('nobody listens wider than to their own', async () => {
    const { own } = getWorld();
    const client = await connect(own);
    const wider = [...TOO_WIDE, `${own.topic}/#`, `${own.topic}/+`];
    const granted: string[] = [];
    for (const filter of wider) if (await mayRead(client, filter)) granted.push(filter);
    expect(granted).toEqual([]);
  });
}
