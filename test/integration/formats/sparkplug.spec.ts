import { encodePayload, decodePayload, type UPayload } from 'sparkplug-payload/lib/sparkplugbpayload.js';
import { eventually } from '../../support/eventually.js';
import { FormatsFixture, type SignedDevice } from './formats-fixture.js';

let fixture: FormatsFixture;
let node: SignedDevice;
beforeAll(async () => {
  fixture = await FormatsFixture.open();
  node = await fixture.addDevice('gateway', true);
});
afterEach(() => fixture?.disconnectClients());
afterAll(() => fixture?.close());

const encode = (seq: number | null, metrics: object[], timestamp = Date.now()): Buffer =>
  Buffer.from(encodePayload({ timestamp, metrics, ...(seq !== null && { seq }) } as UPayload));
const topic = (type: string, device?: string): string =>
  `spBv1.0/Plant/${type}/${node.code}${device === undefined ? '' : `/${device}`}`;
const bdSeq = (value: number) => ({ name: 'bdSeq', type: 'Int64', value });
const REBIRTH = { name: 'Node Control/Rebirth', type: 'Boolean', value: false };

describe('a Sparkplug edge node', () => {
  it('gets text for a numeric signal quarantined, as in the native format', async () => {
    const other = await fixture.addDevice('gateway');
    await fixture.describe(other, { Volts: 'gauge' });
    const client = await fixture.connect(other);
    await client.publishAsync(
      `spBv1.0/Plant/NBIRTH/${other.code}`,
      encode(0, [bdSeq(1), REBIRTH, { name: 'Volts', type: 'String', value: 'abc' }]),
      { qos: 1 },
    );
    const asEntries = (): ReturnType<typeof fixture.quarantined> => fixture.quarantined(other.id);
    expect(await eventually(asEntries, (entries) => entries.length > 0)).toMatchObject([
      { reason: 'value_not_number', params: { value: 'abc' } },
    ]);
  });

  it('sends its birth, reports by alias, and dies', async () => {
    const will = {
      topic: topic('NDEATH'),
      payload: encode(null, [bdSeq(1)]),
      qos: 1 as const,
      retain: false,
    };
    const client = await fixture.connect(node, { will });
    await client.publishAsync(
      topic('NBIRTH'),
      encode(0, [bdSeq(1), REBIRTH, { name: 'Supply/Volts', alias: 1, type: 'Float', value: 23.9 }]),
    );
    await client.publishAsync(
      topic('DBIRTH', 'Press 1'),
      encode(1, [{ name: 'Speed', alias: 2, type: 'Int32', value: 5 }]),
    );
    await client.publishAsync(topic('DDATA', 'Press 1'), encode(2, [{ alias: 2, type: 'Int32', value: 7 }]));
    expect(await fixture.waitForValues(node.key, 'Supply.Volts')).toMatchObject({
      'Supply.Volts': { v: 23.9 },
    });
    const press = await fixture.findDeviceBehind(node, 'Press 1');
    const speed = (): Promise<unknown> =>
      fixture.waitForValues(press.key, 'Speed').then(({ Speed }) => ({ v: Speed!.v, q: Speed!.q }));
    expect(await eventually(speed, (last) => (last as { v: number }).v === 7)).toEqual({
      v: 7,
      q: undefined,
    });
    const states = async (): Promise<string[]> => {
      const rows = await fixture.sql<{ kind: string }>(
        `select kind from connectivity_event where device_id = $1 order by at, id`,
        [press.id],
      );
      return rows.map(({ kind }) => kind);
    };
    // A status that changes and changes back within half a second isn't recorded, so the birth must be stored before
    // the death.
    expect(await eventually(states, (kinds) => kinds.length === 1)).toEqual(['online']);
    client.stream.destroy();
    // The last value remains and is marked as stale.
    expect(await eventually(speed, (last) => (last as { q?: number }).q === 3)).toEqual({ v: 7, q: 3 });
    expect(await eventually(states, (kinds) => kinds.length === 2)).toEqual(['online', 'offline']);
  });

  it('is asked for a birth if it reports without one', async () => {
    const client = await fixture.connect(node);
    const command = new Promise<Buffer>((resolve) =>
      client.on('message', (_topic, payload) => resolve(payload)),
    );
    await client.subscribeAsync(`spBv1.0/Plant/NCMD/${node.code}/#`, { qos: 1 });
    await client.publishAsync(topic('NDATA'), encode(9, [{ alias: 77, type: 'Int32', value: 1 }]));
    expect(decodePayload(await command)).toMatchObject({
      metrics: [{ name: 'Node Control/Rebirth', type: 'Boolean', value: true }],
    });
  });

  it('is notified that its host is online', async () => {
    const client = await fixture.connect(node);
    const state = new Promise<string>((resolve) =>
      client.on('message', (_topic, payload) => resolve(String(payload))),
    );
    await client.subscribeAsync('spBv1.0/STATE/plant-host', { qos: 1 });
    expect(JSON.parse(await state)).toMatchObject({ online: true, timestamp: expect.any(Number) as number });
  });

  it('can publish only its own data', async () => {
    const client = await fixture.connect(node, { protocolVersion: 5 });
    await expect(
      client.publishAsync('spBv1.0/Plant/NDATA/another', encode(0, []), { qos: 1 }),
    ).rejects.toThrow(/Not authorized|not a topic/i);
  });
});
