import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import mqtt, { type IConnectPacket } from 'mqtt-packet';
import { INTERNAL_CHANNEL } from '#platform';
import { eventually, until } from '../../support/eventually.js';
import { EdgeFixture, RawClient, topicOf } from './edge-fixture.js';

let fixture: EdgeFixture;
const open: RawClient[] = [];

beforeAll(async () => (fixture = await EdgeFixture.open()));
afterAll(() => fixture?.close());
afterEach(async () => {
  open.splice(0).forEach((client) => client.end());
  await until(() => fixture.edge.connectedUsernames().length === 0);
  fixture.clear();
});

function raw(version: 4 | 5 = 5): RawClient {
  const client = fixture.raw(version);
  open.push(client);
  return client;
}

describe('a CONNECT', () => {
  const will = { topic: topicOf('state', 'press-2'), payload: Buffer.from('offline'), qos: 0 as const };
  it.each<[string, Partial<IConnectPacket>, number, number]>([
    ['a wrong password', { password: Buffer.from('x') }, 4, 0x86],
    ['an unknown name', { username: 'nobody' }, 4, 0x86],
    ['no credentials', { username: undefined, password: undefined }, 4, 0x86],
    ['a locked-out login', { username: 'acme/locked/1' }, 5, 0x87],
    ['a database outage', { username: 'acme/later/1' }, 3, 0x88],
    ['a will on another’s topic', { will }, 5, 0x87],
  ])('with %s is rejected with its reason', async (_what, packet, returnCode, reasonCode) => {
    const refused = fixture.edge.counters.refusedConnects;
    for (const [version, code] of [
      [4, { returnCode }],
      [5, { reasonCode, properties: { reasonString: expect.any(String) } }],
    ] as const) {
      const client = raw(version);
      expect(await client.connect(packet)).toMatchObject(code);
      await client.closed;
    }
    expect(fixture.edge.counters.refusedConnects).toBe(refused + 2);
    expect(fixture.connections).toEqual([]);
  });

  it('for a persistent session requires a client id in MQTT 3.1.1', async () => {
    const client = raw(4);
    client.socket.write(
      Buffer.concat([Buffer.from([0x10, 12, 0, 4]), Buffer.from('MQTT'), Buffer.from([4, 0, 0, 0, 0, 0])]),
    );
    expect(await client.next('connack')).toMatchObject({ returnCode: 2 });
  });

  it('that requests an authentication method is rejected', async () => {
    const connack = await raw().connect({ properties: { authenticationMethod: 'SCRAM' } });
    expect(connack).toMatchObject({ reasonCode: 0x8c });
  });

  it.each([
    [2, Buffer.from([0x20, 2, 0, 1])],
    [6, Buffer.from([0x20])],
  ])('of protocol version %d gets the supported versions', async (version, answer) => {
    const client = raw(4);
    const first = new Promise<Buffer>((resolve) => client.socket.once('data', resolve));
    client.socket.write(
      Buffer.concat([
        Buffer.from([0x10, 13, 0, 4]),
        Buffer.from('MQTT'),
        Buffer.from([version, 2, 0, 0, 0, 1, 97]),
      ]),
    );
    expect((await first).subarray(0, answer.length)).toEqual(answer);
    if (version === 6) expect((await first)[3]).toBe(0x84);
    await client.closed;
  });

  it('that is oversized ends the connection', async () => {
    const client = raw();
    client.socket.write(Buffer.from([0x10, 0x80, 0x80, 0x10]));
    await client.closed;
    expect(client.packets).toEqual([]);
  });

  it('must be the first packet, or the connection ends', async () => {
    const client = raw();
    client.publish('early', 1);
    await client.closed;
    expect(client.packets).toEqual([]);
    expect(fixture.seen).toEqual([]);
  });

  it('of a device is rejected on the internal listener, and of an app on the devices’', async () => {
    const client = new RawClient(fixture.internalPort, 4);
    open.push(client);
    expect(await client.connect()).toMatchObject({ returnCode: 5 });
    const { username, password } = fixture.appLogin;
    expect(await raw(4).connect({ username, password: Buffer.from(password) })).toMatchObject({
      returnCode: 4,
    });
  });
});

describe('a connection ends, with its reason in MQTT 5,', () => {
  it.each<[string, number, string, (client: RawClient) => void]>([
    ['a second CONNECT', 0x82, 'protocol_error', (client) => void client.connect().catch(() => undefined)],
    ['an endless length', 0x81, 'protocol_error', (c) => c.socket.write(Buffer.alloc(6, 0xff))],
    ['QoS 3', 0x81, 'protocol_error', (c) => c.socket.write(Buffer.from([0x36, 5, 0, 1, 97, 0, 1]))],
    [
      'a packet id of 0',
      0x81,
      'protocol_error',
      (c) => c.socket.write(Buffer.from([0x32, 6, 0, 1, 97, 0, 0, 0])),
    ],
    [
      'a topic longer than its packet',
      0x81,
      'protocol_error',
      (c) => c.socket.write(Buffer.from([0x30, 3, 9, 9, 97])),
    ],
    ['a reserved packet type', 0x82, 'protocol_error', (c) => c.socket.write(Buffer.from([0x00, 0]))],
    [
      'a SUBSCRIBE with wrong flags',
      0x81,
      'protocol_error',
      (c) => c.socket.write(Buffer.from([0x80, 7, 0, 1, 0, 0, 1, 97, 0])),
    ],
    [
      'an alias beyond the maximum',
      0x94,
      'protocol_error',
      (c) => c.publish('x', 1, { properties: { topicAlias: 17 } }),
    ],
    [
      'an unknown alias',
      0x82,
      'protocol_error',
      (c) => c.publish('x', 1, { topic: '', properties: { topicAlias: 2 } }),
    ],
    [
      'an oversized packet',
      0x95,
      'packet_too_large',
      (c) => c.socket.write(Buffer.from([0x32, 0xff, 0xff, 0x7f, 0])),
    ],
    [
      'another’s topic, QoS 0',
      0x87,
      'topic_forbidden',
      (c) => c.publish('x', 0, { qos: 0, topic: topicOf('telemetry', 'press-2') }),
    ],
    [
      'the internal channel',
      0x87,
      'topic_forbidden',
      (c) => c.publish('x', 0, { qos: 0, topic: INTERNAL_CHANNEL.revoked('m') }),
    ],
    [
      'a subscription with an identifier',
      0xa1,
      'protocol_error',
      (c) =>
        c.send({
          cmd: 'subscribe',
          messageId: 1,
          properties: { subscriptionIdentifier: 5 },
          subscriptions: [{ topic: topicOf('error'), qos: 0 }],
        }),
    ],
    ['the end of its credential', 0x98, 'credential_ended', () => fixture.edge.disconnect('acme/press-1/1')],
  ])('after %s', async (_what, reasonCode, reason, act) => {
    const client = raw();
    await client.connect();
    act(client);
    expect(await client.next('disconnect')).toMatchObject({ reasonCode });
    await client.closed;
    expect(fixture.connections.at(-1)).toBe(`press-1 offline ${reason}`);
    expect(fixture.seen).toEqual([]);
    expect(fixture.internal).toEqual([]);
  });

  it('without a reason in MQTT 3.1.1 for clients that do not read the error topic', async () => {
    const client = raw(4);
    await client.connect();
    client.publish('x', 1, { topic: 'hello' });
    await client.closed;
    expect(client.packets).toEqual([]);
    expect(fixture.connections.at(-1)).toBe('press-1 offline topic_forbidden');
  });

  it.each([4, 5] as const)(
    'after a wrong topic, which the error topic reports first in MQTT version %i',
    async (version) => {
      const client = raw(version);
      await client.connect();
      client.send({
        cmd: 'subscribe',
        messageId: 1,
        subscriptions: [{ topic: topicOf('error'), qos: 0 }],
      });
      await client.next('suback');
      client.publish('x', 0, { qos: 0, topic: topicOf('telemetry', 'press-2') });
      const { topic, payload } = (await client.next('publish')) as { topic: string; payload: Buffer };
      expect(topic).toBe(topicOf('error'));
      expect(JSON.parse(payload.toString('utf8'))).toMatchObject({
        topic: topicOf('telemetry', 'press-2'),
        faults: [{ reason: 'topic_forbidden', params: { topic: topicOf('telemetry', 'press-2') } }],
      });
      await client.closed;
      expect(fixture.connections.at(-1)).toBe('press-1 offline topic_forbidden');
      expect(fixture.seen).toEqual([]);
    },
  );

  it('without data for one and a half times the keep-alive', async () => {
    const client = raw();
    await client.connect({ keepalive: 1 });
    const started = Date.now();
    expect(await client.next('disconnect')).toMatchObject({ reasonCode: 0x8d });
    expect(Date.now() - started).toBeGreaterThanOrEqual(1500);
    expect(fixture.connections.at(-1)).toBe('press-1 offline keep_alive_expired');
  });

  it('but stays open while pings arrive', async () => {
    const client = raw();
    await client.connect({ keepalive: 1 });
    for (let i = 0; i < 8; i++) {
      client.send({ cmd: 'pingreq' });
      await client.next('pingresp');
      await wait(500);
    }
    expect(fixture.edge.connectedUsernames()).toEqual(['acme/press-1/1']);
  });

  it('when the same client connects again', async () => {
    const [first, second] = [raw(), raw()];
    await first.connect({ clientId: 'same' });
    await second.connect({ clientId: 'same' });
    expect(await first.next('disconnect')).toMatchObject({ reasonCode: 0x8e });
    expect(fixture.connections).toEqual(['press-1 online connected']);
  });

  it('when the receive maximum is exceeded, after processed messages are acknowledged', async () => {
    fixture.faultsFor = (text) => (text === 'first' ? [] : undefined);
    const client = raw();
    await client.connect();
    client.publish('first', 65_535);
    expect(await client.next('puback')).toMatchObject({ messageId: 65_535 });
    for (let id = 1; id <= 16_385; id++) client.publish('x', id);
    expect(await client.next('disconnect')).toMatchObject({ reasonCode: 0x93 });
  });
});

describe('a client of MQTT 3.1.1 with too many unacknowledged messages', () => {
  it('is not read until enough of them are acknowledged', async () => {
    fixture.faultsFor = () => undefined;
    const client = raw(4);
    await client.connect();
    for (let id = 1; id <= 20_000; id++) client.publish('x', id);
    await until(() => fixture.seen.length >= 16_384);
    await wait(300);
    expect(fixture.seen).toHaveLength(16_384);
    fixture.faultsFor = () => [];
    for (const { acknowledge } of [...fixture.seen]) acknowledge();
    await until(() => fixture.seen.length >= 20_000);
    expect(fixture.seen.map(({ id }) => id)).toEqual(Array.from({ length: 20_000 }, (_, i) => i + 1));
  });
});

describe('a SUBSCRIBE', () => {
  it.each([
    ['another’s commands', topicOf('command/#', 'press-2'), 0x87],
    ['everything', '#', 0x87],
    ['the internal channel', INTERNAL_CHANNEL.liveOfAll, 0x87],
    ['an invalid filter', `${topicOf('command')}/#/x`, 0x8f],
    ['a shared subscription', `$share/g/${topicOf('error')}`, 0x9e],
  ])('to %s is rejected', async (_what, topic, code) => {
    for (const [version, granted] of [
      [4, 0x80],
      [5, code],
    ] as const) {
      const client = raw(version);
      await client.connect({ clientId: `v${version}` });
      client.send({
        cmd: 'subscribe',
        messageId: 1,
        subscriptions: [
          { topic, qos: 1 },
          { topic: topicOf('error'), qos: 2 },
        ],
      });
      expect(await client.next('suback')).toMatchObject({ messageId: 1, granted: [granted, 1] });
    }
  });

  it('ends with its connection', async () => {
    const client = raw();
    await client.connect();
    client.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: topicOf('error'), qos: 1 }] });
    await client.next('suback');
    client.end();
    const subscribers = () => fixture.edge.subscriptions.match(topicOf('error')).size;
    expect(await eventually(subscribers, (count) => count === 0)).toBe(0);
  });
});

describe('a subscriber that does not read', () => {
  it('uses bounded memory, and its missed messages are counted', async () => {
    const client = raw();
    await client.connect();
    client.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: topicOf('error'), qos: 0 }] });
    await client.next('suback');
    client.socket.pause();
    const dropped = fixture.edge.counters.dropped;
    const payload = 'x'.repeat(100_000);
    for (let i = 0; i < 400; i++) {
      fixture.edge.publish(topicOf('error'), payload);
      await wait(0);
    }
    expect(fixture.edge.counters.dropped - dropped).toBeGreaterThan(200);
  });
});

describe('arbitrary bytes', () => {
  const connectFrame = mqtt.generate(
    {
      cmd: 'connect',
      protocolVersion: 5,
      clientId: 'fuzz',
      clean: true,
      username: 'acme/press-1/1',
      password: Buffer.from('press-1'),
    },
    { protocolVersion: 5 },
  );
  const sound = mqtt.generate(
    {
      cmd: 'publish',
      topic: topicOf('telemetry'),
      payload: '{}',
      qos: 1,
      messageId: 1,
      retain: false,
      dup: false,
      properties: { topicAlias: 1, contentType: 'x' },
    },
    { protocolVersion: 5 },
  );
  const subscribe = mqtt.generate(
    { cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: topicOf('error'), qos: 1 }] },
    { protocolVersion: 5 },
  );

  it('end a connection at most, never the edge', async () => {
    const mutated = fc
      .tuple(
        fc.constantFrom(
          Buffer.concat([connectFrame, sound, subscribe]),
          connectFrame,
          Buffer.concat([connectFrame, subscribe, sound]),
        ),
        fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 6 }),
        fc.uint8Array({ maxLength: 40 }),
      )
      .map(([bytes, changes, tail]) => {
        const copy = Buffer.concat([bytes, tail]);
        for (const [at, value] of changes) copy[at % copy.length] = value;
        return copy;
      });
    await fc.assert(
      fc.asyncProperty(mutated, async (bytes) => {
        const client = raw();
        client.socket.write(bytes);
        await Promise.race([client.closed, wait(4)]);
        client.end();
      }),
      { numRuns: 400 },
    );
    const after = raw();
    await after.connect({ clientId: 'after' });
    fixture.clear();
    after.publish('still here', 1);
    await after.next('puback');
    expect(fixture.seen.map(({ text }) => text)).toEqual(['still here']);
  });
});

it('acknowledges messages processed during shutdown, and announces the shutdown', async () => {
  const other = await EdgeFixture.open();
  other.faultsFor = () => undefined;
  const client = other.raw();
  await client.connect({ will: { topic: topicOf('state'), payload: Buffer.from('offline'), qos: 1 } });
  client.publish('last', 5);
  await until(() => other.seen.length > 0);
  other.edge.stopAccepting();
  client.publish('too late', 6);
  other.seen[0]!.acknowledge();
  await other.edge.close();
  expect(await client.next('puback')).toMatchObject({ messageId: 5 });
  expect(await client.next('disconnect')).toMatchObject({ reasonCode: 0x8b });
  expect(other.seen.map(({ text }) => text)).toEqual(['last']);
  expect(other.connections).toEqual(['press-1 online connected']);
});

it('stops reading from clients that do not read their acknowledgements, and resumes when they do', async () => {
  const client = raw(4);
  await client.connect();
  client.socket.pause();
  const total = 1_500_000;
  const frame = mqtt.generate(
    {
      cmd: 'publish',
      topic: topicOf('telemetry'),
      payload: '',
      qos: 1,
      messageId: 1,
      retain: false,
      dup: false,
    },
    { protocolVersion: 4 },
  );
  const counted = fixture.edge.counters.messages;
  fixture.faultsFor = () => [];
  const thousand = Buffer.concat(Array.from({ length: 1000 }, () => frame));
  for (let i = 0; i < total / 1000; i++) {
    client.socket.write(thousand);
    if (i % 20 === 0) await wait(1);
    fixture.seen.length = 0;
  }
  await wait(500);
  const read = fixture.edge.counters.messages - counted;
  expect(read).toBeLessThan(total);
  client.socket.resume();
  const accepted = await eventually(
    () => {
      fixture.seen.length = 0;
      client.packets.length = 0;
      return fixture.edge.counters.messages - counted;
    },
    (count) => count >= total,
  );
  expect(accepted).toBe(total);
});
