import fc from 'fast-check';
import { encodePayload, type UPayload } from 'sparkplug-payload/lib/sparkplugbpayload.js';
import {
  type EdgeNode,
  type EdgeNodeEffect,
  type EdgeNodeEvent,
  REBIRTH_INTERVAL_MS,
  REORDER_MS,
  stepEdgeNode,
  UNKNOWN_NODE,
} from './edge-node.js';
import { readSparkplugPayload, type SparkplugPayload } from './payload.js';

const TS = 1_764_000_000_000;
const payload = (seq: number | null, metrics: object[] = []): SparkplugPayload =>
  readSparkplugPayload(
    encodePayload({ timestamp: TS, metrics, ...(seq !== null && { seq }) } as UPayload),
  ) as SparkplugPayload;
const bdSeq = (value: number) => ({ name: 'bdSeq', type: 'Int64', value });
const nbirth = (seq: number, bd = 1): EdgeNodeEvent => ({
  kind: 'NBIRTH',
  deviceId: null,
  payload: payload(seq, [
    bdSeq(bd),
    { name: 'Node Control/Rebirth', type: 'Boolean', value: false },
    { name: 'temp', alias: 1, type: 'Double', value: 20 },
  ]),
});
const dbirth = (seq: number, deviceId = 'd'): EdgeNodeEvent => ({
  kind: 'DBIRTH',
  deviceId,
  payload: payload(seq, [{ name: 'speed', alias: 2, type: 'Int32', value: 5 }]),
});
const ndata = (seq: number, value = 21): EdgeNodeEvent => ({
  kind: 'NDATA',
  deviceId: null,
  payload: payload(seq, [{ alias: 1, type: 'Double', value }]),
});
const ddata = (seq: number, deviceId = 'd'): EdgeNodeEvent => ({
  kind: 'DDATA',
  deviceId,
  payload: payload(seq, [{ alias: 2, type: 'Int32', value: 6 }]),
});
const ndeath = (bd: number): EdgeNodeEvent => ({
  kind: 'NDEATH',
  deviceId: null,
  payload: payload(null, [bdSeq(bd)]),
});
const ddeath = (seq: number, deviceId = 'd'): EdgeNodeEvent => ({
  kind: 'DDEATH',
  deviceId,
  payload: payload(seq),
});

/** Runs events in order and returns the host's actions. */
function run(...events: (EdgeNodeEvent | [EdgeNodeEvent, number])[]): {
  node: EdgeNode;
  effects: EdgeNodeEffect[];
} {
  let node = UNKNOWN_NODE;
  const effects: EdgeNodeEffect[] = [];
  for (const each of events) {
    const [event, nowMs] = Array.isArray(each) ? each : [each, TS];
    const step = stepEdgeNode(node, event, nowMs);
    node = step.node;
    effects.push(...step.effects);
  }
  return { node, effects };
}
const short = (effects: readonly EdgeNodeEffect[]): string[] =>
  effects.map((effect) => {
    if (effect.kind === 'rebirth') return 'rebirth';
    const who = effect.deviceId ?? 'node';
    if (effect.kind === 'online') return `${who} ${effect.online ? 'online' : 'offline'}`;
    const { messages, faulty } = effect.readings;
    const values = messages.flatMap((message) =>
      message.values.map(
        ({ key, value, quality }) => `${key}=${String(value)}${quality ? `/${quality}` : ''}`,
      ),
    );
    return `${who} ${[...values, ...faulty.map(({ fault }) => fault.code)].join(' ')}`;
  });

describe('stepEdgeNode', () => {
  it('follows a node from birth to death', () => {
    expect(short(run(nbirth(0), dbirth(1), ndata(2), ddata(3), ddeath(4), ndeath(1)).effects)).toEqual([
      'node online',
      'node temp=20',
      'd online',
      'd speed=5',
      'node temp=21',
      'd speed=6',
      'd speed=null/3',
      'd offline',
      'node temp=null/3',
      'node offline',
    ]);
  });

  it('accepts messages without a valid sequence number or without values', () => {
    const unnumbered = (event: EdgeNodeEvent): EdgeNodeEvent =>
      'payload' in event ? { ...event, payload: { ...event.payload, seq: null } } : event;
    const { node, effects } = run(nbirth(0), unnumbered(ndata(9, 22)), ndata(1, 23));
    expect(short(effects).slice(2)).toEqual(['node temp=22', 'node temp=23']);
    expect(node.nextSeq).toBe(2);
    // After a birth without a sequence number, any sequence number is accepted as the next one.
    const reborn = run(unnumbered(nbirth(0)), ndata(200), ndata(201));
    expect(reborn.node.nextSeq).toBe(202);
    expect(short(reborn.effects)).not.toContain('rebirth');
  });

  it('has nothing to mark as stale if a device has no values', () => {
    const empty: EdgeNodeEvent = { kind: 'DBIRTH', deviceId: 'd', payload: payload(1) };
    expect(short(run(nbirth(0), empty, ddeath(2)).effects).slice(2)).toEqual(['d online', 'd ', 'd offline']);
  });

  it('dates a death without a time by the time of its arrival', () => {
    const untimed: EdgeNodeEvent = {
      kind: 'DDEATH',
      deviceId: 'd',
      payload: { ...payload(2), timestampMs: null },
    };
    const { effects } = run(nbirth(0), dbirth(1), [untimed, TS + 5000]);
    const stale = effects.findLast((effect) => effect.kind === 'readings');
    expect(stale?.readings.messages[0]).toMatchObject({ timeMs: TS + 5000 });
  });

  it('reports the death of a node’s devices together with the node’s', () => {
    expect(short(run(nbirth(0), dbirth(1), ndeath(1)).effects).slice(4)).toEqual([
      'node temp=null/3',
      'node offline',
      'd speed=null/3',
      'd offline',
    ]);
  });

  it('reports the death once when the connection is lost', () => {
    expect(short(run(nbirth(0), { kind: 'lost' }, ndeath(1)).effects).slice(2)).toEqual([
      'node temp=null/3',
      'node offline',
    ]);
  });

  it('ignores the delayed death of an older connection', () => {
    const { node, effects } = run(nbirth(0, 1), nbirth(0, 2), ndeath(1));
    expect(node.self.isOnline).toBe(true);
    expect(short(effects)).toEqual(['node online', 'node temp=20', 'node temp=20']);
  });

  it.each([0, 5, 255])('accepts a birth with seq %s as the new base', (seq) => {
    const { node } = run(nbirth(seq), ndata((seq + 1) % 256));
    expect(node.nextSeq).toBe((seq + 2) % 256);
    expect(node.gapSinceMs).toBeNull();
  });

  it('keeps a node’s devices online after a rebirth, but not after a new connection', () => {
    expect(run(nbirth(0), dbirth(1), nbirth(7)).node.devices.get('d')!.isOnline).toBe(true);
    const again = run(nbirth(0), dbirth(1), nbirth(0, 2));
    expect(again.node.devices.get('d')!.isOnline).toBe(false);
    expect(short(again.effects)).toContain('d offline');
  });

  it('requests births after a while when a message is missing', () => {
    const { node, effects } = run(nbirth(0), ndata(2), [{ kind: 'tick' }, TS + REORDER_MS - 1]);
    expect(short(effects)).not.toContain('rebirth');
    const late = stepEdgeNode(node, { kind: 'tick' }, TS + REORDER_MS);
    expect(short(late.effects)).toEqual(['rebirth']);
    // The rebirth is requested only once; later messages are accepted as they arrive.
    expect(short(stepEdgeNode(late.node, ndata(9), TS + REORDER_MS).effects)).toEqual(['node temp=21']);
  });

  it('requests no birth when the missing message arrives in time', () => {
    const { node } = run(nbirth(0), ndata(3), ndata(2), ndata(1), [{ kind: 'tick' }, TS + REORDER_MS]);
    expect(node).toMatchObject({ nextSeq: 4, gapSinceMs: null, rebirthAskedMs: null });
  });

  it('ignores a repeated message', () => {
    expect(run(nbirth(0), ndata(1), ndata(1)).node).toMatchObject({ nextSeq: 2, gapSinceMs: null });
  });

  it('requests births when data precedes them, but not for every message', () => {
    const byName: EdgeNodeEvent = {
      kind: 'NDATA',
      deviceId: null,
      payload: payload(7, [{ name: 'temp', type: 'Double', value: 1 }]),
    };
    expect(short(run(byName, ndata(8), [ndata(9), TS + REBIRTH_INTERVAL_MS]).effects)).toEqual([
      'node temp=1',
      'rebirth',
      'node metric_unknown',
      'node metric_unknown',
      'rebirth',
    ]);
    expect(short(run(nbirth(0), ddata(1)).effects)).toContain('rebirth');
    expect(short(run(dbirth(0)).effects)).toEqual(['d online', 'd speed=5', 'rebirth']);
  });

  it('treats any order within the window like the correct one', () => {
    fc.assert(
      fc.property(
        fc.nat(255),
        fc.integer({ min: 1, max: 60 }).chain((count) =>
          fc.shuffledSubarray(
            Array.from({ length: count }, (_, i) => i + 1),
            { minLength: count },
          ),
        ),
        (base, order) => {
          const { node, effects } = run(nbirth(base), ...order.map((ahead) => ndata((base + ahead) % 256)), [
            { kind: 'tick' },
            TS + REORDER_MS,
          ]);
          expect(node.nextSeq).toBe((base + order.length + 1) % 256);
          expect(node.gapSinceMs).toBeNull();
          expect(effects.some(({ kind }) => kind === 'rebirth')).toBe(false);
        },
      ),
    );
  });

  it('never throws, and never reports online or offline twice in a row', () => {
    const event = fc.oneof(
      fc.tuple(fc.nat(255), fc.nat(2)).map(([seq, bd]) => nbirth(seq, bd)),
      fc.nat(2).map(ndeath),
      fc.tuple(fc.nat(255), fc.constantFrom('d', 'e')).map(([seq, id]) => dbirth(seq, id)),
      fc.tuple(fc.nat(255), fc.constantFrom('d', 'e')).map(([seq, id]) => ddeath(seq, id)),
      fc.tuple(fc.nat(255), fc.constantFrom('d', 'e')).map(([seq, id]) => ddata(seq, id)),
      fc.nat(255).map((seq) => ndata(seq)),
      fc.constantFrom<EdgeNodeEvent>({ kind: 'lost' }, { kind: 'tick' }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(event, fc.nat(60_000)), { maxLength: 40 }), (events) => {
        let nowMs = TS;
        const timed = events.map(([each, after]): [EdgeNodeEvent, number] => [each, (nowMs += after)]);
        const said = new Map<string | null, boolean>();
        for (const effect of run(...timed).effects) {
          if (effect.kind !== 'online') continue;
          expect(said.get(effect.deviceId) ?? false).not.toBe(effect.online);
          said.set(effect.deviceId, effect.online);
        }
      }),
    );
  });
});
