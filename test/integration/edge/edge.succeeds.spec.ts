import { spawn, spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { INTERNAL_CHANNEL } from '#platform';
import { until } from '../../support/eventually.js';
import { deviceOf, EdgeFixture, topicOf } from './edge-fixture.js';

let fixture: EdgeFixture;
const clients: MqttClient[] = [];

beforeAll(async () => (fixture = await EdgeFixture.open()));
afterAll(() => fixture?.close());
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
  await until(() => fixture.edge.connectedUsernames().length === 0);
  fixture.clear();
});

async function open(options: IClientOptions = {}, code = 'press-1'): Promise<MqttClient> {
  const client = await mqtt.connectAsync({ ...fixture.login(code), reconnectPeriod: 0, ...options });
  client.on('error', () => undefined);
  clients.push(client);
  return client;
}

describe.each([4, 5] as const)('a client of protocol version %d', (protocolVersion) => {
  const connect = (options: IClientOptions = {}, code?: string): Promise<MqttClient> =>
    open({ protocolVersion, ...options }, code);

  it.each([0, 1, 2] as const)('publishes with QoS %d, and each message arrives once', async (qos) => {
    const client = await connect();
    const texts = Array.from({ length: 200 }, (_, i) => `${i} ${'x'.repeat(i * 7)}`);
    await Promise.all(texts.map((text) => client.publishAsync(topicOf('telemetry'), text, { qos })));
    await until(() => fixture.seen.length === texts.length);
    expect(fixture.seen.map(({ text }) => text)).toEqual(texts);
    expect(fixture.seen[0]).toMatchObject({
      code: 'press-1',
      channel: 'telemetry',
      topic: topicOf('telemetry'),
    });
  });

  it('gets an acknowledgement when its message is processed, and not before', async () => {
    fixture.faultsFor = () => undefined;
    const client = await connect();
    let isAcknowledged = false;
    void client.publishAsync(topicOf('telemetry'), 'late', { qos: 1 }).then(() => (isAcknowledged = true));
    await until(() => fixture.seen.length === 1);
    await wait(50);
    expect(isAcknowledged).toBe(false);
    fixture.seen[0]!.acknowledge();
    await until(() => isAcknowledged);
  });

  it('sends large payloads and small ones in one stream', async () => {
    const client = await connect();
    const texts = [200_000, 3, 900_000, 1, 70_000, 0].map((length) => 'y'.repeat(length));
    await Promise.all(texts.map((text) => client.publishAsync(topicOf('event'), text, { qos: 1 })));
    expect(fixture.seen.map(({ text }) => text.length)).toEqual(texts.map(({ length }) => length));
  });

  it('uses several topics in turn', async () => {
    const client = await connect();
    for (let i = 0; i < 6; i++)
      await client.publishAsync(topicOf(['telemetry', 'event', 'state'][i % 3]!), 'online', { qos: 1 });
    expect(fixture.seen.map(({ channel }) => channel)).toEqual([
      'telemetry',
      'event',
      'state',
      'telemetry',
      'event',
      'state',
    ]);
  });

  it.each([0, 1] as const)('receives its commands with the requested QoS %d', async (qos) => {
    const client = await connect();
    const received: [string, string, number][] = [];
    client.on('message', (topic, payload, packet) => received.push([topic, payload.toString(), packet.qos]));
    const granted = await client.subscribeAsync(`${topicOf('command')}/#`, { qos });
    expect(granted.map((one) => one.qos)).toEqual([qos]);
    for (let i = 0; i < 300; i++) fixture.edge.publish(`${topicOf('command')}/${i}`, `{"n":${i}}`, 1);
    await until(() => received.length === 300);
    expect(received).toEqual(
      Array.from({ length: 300 }, (_, i) => [`${topicOf('command')}/${i}`, `{"n":${i}}`, qos]),
    );
    await client.unsubscribeAsync(`${topicOf('command')}/#`);
    fixture.edge.publish(`${topicOf('command')}/1`, 'x', 1);
    await wait(50);
    expect(received).toHaveLength(300);
  });

  it('replaces its own earlier connection, and stays online', async () => {
    const first = await connect({ clientId: 'same' });
    const gone = new Promise((resolve) => first.once('close', () => resolve(undefined)));
    const second = await connect({ clientId: 'same' });
    await gone;
    await second.publishAsync(topicOf('telemetry'), 'here', { qos: 1 });
    expect(fixture.connections).toEqual(['press-1 online connected']);
    const other = await connect({ clientId: 'same' }, 'press-2');
    await other.publishAsync(topicOf('telemetry', 'press-2'), 'here', { qos: 1 });
    expect(second.connected).toBe(true);
  });

  it('is recorded as online and offline', async () => {
    const client = await connect();
    await client.endAsync();
    await until(() => fixture.connections.length === 2);
    expect(fixture.connections).toEqual(['press-1 online connected', 'press-1 offline disconnected']);
    expect(fixture.edge.connectedUsernames()).toEqual([]);
  });

  it('has its will published when the connection is lost, but not after a DISCONNECT', async () => {
    const will = { topic: topicOf('state'), payload: Buffer.from('offline'), qos: 1 as const, retain: false };
    const leaves = await connect({ will });
    await leaves.endAsync();
    await until(() => fixture.connections.length === 2);
    expect(fixture.seen).toEqual([]);
    const lost = await connect({ will });
    lost.stream.destroy();
    await until(() => fixture.seen.length === 1);
    expect(fixture.seen[0]).toMatchObject({ channel: 'state', text: 'offline', id: 0 });
    expect(fixture.connections.slice(2)).toEqual([
      'press-1 online connected',
      'press-1 offline connection_lost',
    ]);
  });

  it('is throttled together with new connections, and loses nothing', async () => {
    const [early, late] = [fixture.raw(protocolVersion), fixture.raw(protocolVersion)];
    await early.connect({ keepalive: 1 });
    fixture.edge.setWaiting(true);
    await late.connect({ clientId: 'late' });
    early.publish('one', 1);
    late.publish('two', 1);
    // Longer than the keep-alive: a client must not be treated as inactive because the edge has not read its data.
    await wait(3500);
    expect(fixture.seen).toEqual([]);
    fixture.edge.setWaiting(false);
    await Promise.all([early.next('puback'), late.next('puback')]);
    expect(fixture.seen.map(({ text }) => text).sort()).toEqual(['one', 'two']);
    early.end();
    late.end();
  });

  it('that is throttled receives the responses to its pings, so that it stays connected', async () => {
    const client = fixture.raw(protocolVersion);
    await client.connect({ keepalive: 2 });
    fixture.edge.setWaiting(true);
    client.publish('one', 1);
    for (let i = 0; i < 2; i++) {
      client.send({ cmd: 'pingreq' });
      await client.next('pingresp');
      await wait(500);
    }
    expect(fixture.seen).toEqual([]);
    fixture.edge.setWaiting(false);
    await client.next('puback');
    client.end();
  });
});

describe('a message to one device', () => {
  it('reaches only its subscribed connections', async () => {
    const received: string[] = [];
    for (const [name, code, qos] of [
      ['first', 'press-1', 0],
      ['second', 'press-1', 1],
      ['other', 'press-2', 1],
    ] as const) {
      const client = await open({ clientId: name }, code);
      client.on('message', (_topic, payload, packet) =>
        received.push(`${name} ${payload.toString()} ${packet.qos}`),
      );
      await client.subscribeAsync([`${topicOf('command', code)}/#`, topicOf('error', code)], { qos });
    }
    await open({ clientId: 'deaf' });
    fixture.edge.publishTo(deviceOf('press-1').deviceKey, `${topicOf('command')}/go`, 'now', 1);
    fixture.edge.publishTo(deviceOf('press-1').deviceKey, 'unheard', 'now', 1);
    fixture.edge.publishTo(4711, topicOf('command'), 'now', 1);
    await until(() => received.length === 2);
    await wait(50);
    expect(received.sort()).toEqual(['first now 0', 'second now 1']);
  });
});

describe('MQTT 5', () => {
  it('negotiates the supported features', async () => {
    const raw = fixture.raw();
    const connack = await raw.connect({
      clientId: '',
      keepalive: 60_000,
      properties: { sessionExpiryInterval: 3600 },
    });
    expect(connack).toMatchObject({
      reasonCode: 0,
      sessionPresent: false,
      properties: {
        receiveMaximum: 16_384,
        maximumPacketSize: 1_048_576,
        topicAliasMaximum: 16,
        sessionExpiryInterval: 0,
        serverKeepAlive: 3600,
        sharedSubscriptionAvailable: false,
        subscriptionIdentifiersAvailable: false,
        assignedClientIdentifier: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
    raw.end();
  });

  it.each([
    ['value_not_number', 0x99],
    ['payload_too_large', 0x97],
    ['before_shipment', 0x83],
  ] as const)('reports in the PUBACK that a message was quarantined for %s', async (code, reasonCode) => {
    fixture.faultsFor = (text) => (text === 'good' ? [] : [{ code, params: { field: 'g.p' } }]);
    const raw = fixture.raw();
    await raw.connect();
    raw.publish('good', 1);
    raw.publish('bad', 2);
    raw.publish('bad', 3, { qos: 2 });
    expect(await raw.next('puback')).toMatchObject({ messageId: 1, reasonCode: 0 });
    const reasonString = `${code} {"field":"g.p"}`;
    expect(await raw.next('puback')).toMatchObject({
      messageId: 2,
      reasonCode,
      properties: { reasonString },
    });
    expect(await raw.next('pubrec')).toMatchObject({
      messageId: 3,
      reasonCode,
      properties: { reasonString },
    });
    raw.end();
    const silent = fixture.raw();
    await silent.connect({ properties: { requestProblemInformation: false } });
    silent.publish('bad', 9);
    const answer = await silent.next('puback');
    expect(answer).toMatchObject({ messageId: 9, reasonCode });
    expect(answer).not.toHaveProperty('properties');
    silent.end();
  });

  it('accepts topic aliases and other properties', async () => {
    const raw = fixture.raw();
    await raw.connect();
    raw.publish('names it', 1, { properties: { topicAlias: 3 } });
    raw.publish('by alias', 2, { topic: '', properties: { topicAlias: 3 } });
    raw.publish('with more', 3, {
      topic: '',
      properties: { topicAlias: 3, contentType: 'json', userProperties: { a: 'b' } },
    });
    raw.publish('plain', 4, { properties: { messageExpiryInterval: 9 } });
    for (let id = 1; id <= 4; id++)
      expect(await raw.next('puback')).toMatchObject({ messageId: id, reasonCode: 0 });
    expect(fixture.seen.map(({ text, topic }) => [text, topic])).toEqual(
      ['names it', 'by alias', 'with more', 'plain'].map((text) => [text, topicOf('telemetry')]),
    );
    raw.end();
  });

  it('continues after a publish to another’s topic', async () => {
    const raw = fixture.raw();
    await raw.connect();
    raw.publish('mine', 1, { topic: topicOf('telemetry', 'press-2') });
    raw.publish('mine', 2, { topic: 'a/+/b' });
    expect(await raw.next('puback')).toMatchObject({ messageId: 1, reasonCode: 0x87 });
    expect(await raw.next('puback')).toMatchObject({ messageId: 2, reasonCode: 0x90 });
    raw.publish('mine', 3);
    expect(await raw.next('puback')).toMatchObject({ messageId: 3, reasonCode: 0 });
    expect(fixture.seen).toHaveLength(1);
    raw.end();
  });

  it('delays a will, and discards it when the client reconnects', async () => {
    const connect = {
      clientId: 'flaps',
      properties: { sessionExpiryInterval: 60 },
      will: {
        topic: topicOf('state'),
        payload: Buffer.from('offline'),
        qos: 1 as const,
        // Long enough for the client to reconnect on a busy machine.
        properties: { willDelayInterval: 5 },
      },
    };
    for (let i = 0; i < 2; i++) {
      const raw = fixture.raw();
      await raw.connect(connect);
      raw.end();
      await until(() => fixture.connections.length === 2 * (i + 1));
    }
    expect(fixture.seen).toEqual([]);
    await until(() => fixture.seen.length > 0);
    await wait(300);
    expect(fixture.seen.map(({ text }) => text)).toEqual(['offline']);
  });

  it('publishes a will after a DISCONNECT that requests it', async () => {
    const raw = fixture.raw();
    await raw.connect({ will: { topic: topicOf('state'), payload: Buffer.from('offline'), qos: 0 } });
    raw.send({ cmd: 'disconnect', reasonCode: 4 });
    await until(() => fixture.seen.length === 1);
  });
});

describe('exactly once on one connection', () => {
  it('acknowledges a repeated PUBLISH without processing it again', async () => {
    fixture.faultsFor = () => undefined;
    const raw = fixture.raw(4);
    await raw.connect();
    raw.publish('once', 7, { qos: 2 });
    raw.publish('once', 7, { qos: 2, dup: true });
    await until(() => fixture.seen.length === 1);
    fixture.seen[0]!.acknowledge();
    expect(await raw.next('pubrec')).toMatchObject({ messageId: 7 });
    raw.publish('once', 7, { qos: 2, dup: true });
    expect(await raw.next('pubrec')).toMatchObject({ messageId: 7 });
    raw.send({ cmd: 'pubrel', messageId: 7 });
    expect(await raw.next('pubcomp')).toMatchObject({ messageId: 7 });
    raw.publish('again', 7, { qos: 2 });
    await until(() => fixture.seen.length === 2);
    raw.end();
  });
});

describe('the internal channel', () => {
  it('carries messages between apps, and notifies ingest of revocations', async () => {
    const [one, other] = [
      await open(fixture.appLogin),
      await open({ ...fixture.appLogin, protocolVersion: 5 }),
    ];
    const received: string[] = [];
    other.on('message', (topic) => received.push(topic));
    await other.subscribeAsync([INTERNAL_CHANNEL.hintOfAll, 'dutycycle/internal/live/#']);
    await one.publishAsync(INTERNAL_CHANNEL.hint('m'), '{}', { qos: 2 });
    await one.publishAsync(INTERNAL_CHANNEL.live('m', 'd'), '{}', { qos: 0 });
    await one.publishAsync(INTERNAL_CHANNEL.revoked('m'), '{"username":"x"}', { qos: 1 });
    await one.publishAsync(INTERNAL_CHANNEL.watched('m'), '{"places":["p"]}', { qos: 0 });
    fixture.edge.publish(INTERNAL_CHANNEL.live('m', 'e'), '{}');
    await until(() => received.length === 3);
    expect(received.sort()).toEqual([
      INTERNAL_CHANNEL.hint('m'),
      INTERNAL_CHANNEL.live('m', 'd'),
      INTERNAL_CHANNEL.live('m', 'e'),
    ]);
    await until(() => fixture.internal.length === 2);
    expect(fixture.internal).toEqual([
      `${INTERNAL_CHANNEL.revoked('m')} {"username":"x"}`,
      `${INTERNAL_CHANNEL.watched('m')} {"places":["p"]}`,
    ]);
  });

  it('continues while devices are throttled', async () => {
    fixture.edge.setWaiting(true);
    const app = await open(fixture.appLogin);
    await app.publishAsync(INTERNAL_CHANNEL.hint('m'), '{}', { qos: 1 });
    fixture.edge.setWaiting(false);
  });
});

const hasMosquitto = spawnSync('mosquitto_pub', ['--help']).error === undefined;
if (!hasMosquitto) console.log('Skipped: mosquitto_pub and mosquitto_sub. They are not installed.');

(hasMosquitto ? describe : describe.skip)('mosquitto_pub and mosquitto_sub', () => {
  const args = (...more: string[]): string[] => {
    const { host, port, username, password } = fixture.login();
    return ['-h', host, '-p', String(port), '-u', username, '-P', password, ...more];
  };
  const run = (command: string, ...more: string[]): Promise<{ code: number | null; text: string }> =>
    new Promise((resolve) => {
      const child = spawn(command, args(...more));
      let text = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk) => (text += String(chunk)));
      child.once('close', (code) => resolve({ code, text }));
    });

  it.each(['mqttv31', 'mqttv311', 'mqttv5'])('publish and subscribe with %s', async (version) => {
    for (const qos of ['0', '1', '2']) {
      const { code } = await run(
        'mosquitto_pub',
        '-V',
        version,
        '-q',
        qos,
        '-t',
        topicOf('telemetry'),
        '-m',
        qos,
      );
      expect(code).toBe(0);
    }
    await until(() => fixture.seen.length === 3);
    expect(fixture.seen.map(({ text }) => text)).toEqual(['0', '1', '2']);
    const received = run('mosquitto_sub', '-V', version, '-q', '1', '-C', '1', '-t', topicOf('error'));
    await until(() => fixture.edge.subscriptions.match(topicOf('error')).size === 1);
    fixture.edge.publish(topicOf('error'), 'told', 1);
    expect(await received).toEqual({ code: 0, text: 'told\n' });
  });
});
