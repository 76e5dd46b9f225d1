import fc from 'fast-check';
import { toReadingList, type SentReading } from '../../../../../test/support/sent-readings.js';
import type { DeviceRef, StatusChange } from '../batch.js';
import { StatusBoard } from './status-board.js';

const device = (deviceKey: number): DeviceRef => ({ makerId: 'm', deviceId: `d${deviceKey}`, deviceKey });
const add = (board: StatusBoard, ...said: SentReading[]): void => {
  const list = toReadingList(said, device);
  board.add(list, [...said.keys()]);
};
const plain = (changes: readonly StatusChange[]) =>
  changes.map(({ device: { deviceKey }, last, ...rest }) => ({
    deviceKey,
    ...rest,
    last: Object.fromEntries(last),
  }));

describe('StatusBoard', () => {
  it('returns contact, newest time, clock and last values of a device', () => {
    const board = new StatusBoard();
    board.recordContact(device(1), 2000);
    add(
      board,
      { at: 1500, receivedMs: 2000, values: { p: 1, q: 1 } },
      { at: 900, receivedMs: 2100, values: { p: 9, r: 9 } },
    );
    expect(plain(board.take(2100))).toEqual([
      {
        deviceKey: 1,
        lastSeenMs: 2100,
        newestMs: 1500,
        skewMs: null,
        last: { p: { v: 1, t: 1500 }, q: { v: 1, t: 1500 }, r: { v: 9, t: 900 } },
      },
    ]);
    expect(board.isEmpty).toBe(true);
    expect(board.take(9999)).toEqual([]);
  });

  it("returns a device's clock from the second time on, by the fastest recent message", () => {
    const board = new StatusBoard();
    const skews = [500, 30, 200].map((delay, i) => {
      add(board, { at: (i + 1) * 5000, receivedMs: (i + 1) * 5000 + delay, values: { p: 1 } });
      return plain(board.take((i + 1) * 5000 + delay))[0]!.skewMs;
    });
    expect(skews).toEqual([null, -30, -30]);
  });

  it('has no clock for senders without a time, and no values without readings', () => {
    const board = new StatusBoard();
    board.recordContact(device(1), 5);
    add(board, { device: 2, at: 7, timeSource: 1, values: { p: 1 } });
    expect(plain(board.take(10))).toEqual([
      { deviceKey: 1, lastSeenMs: 5, newestMs: null, skewMs: null, last: {} },
      { deviceKey: 2, lastSeenMs: 7, newestMs: 7, skewMs: null, last: { p: { v: 1, t: 7 } } },
    ]);
  });

  it('continues when the clock is set back', () => {
    const board = new StatusBoard();
    add(board, { at: 1, values: { p: 1 } });
    expect(board.take(9_000_000)).toHaveLength(1);
    add(board, { at: 2, values: { p: 2 } });
    expect(board.take(5000)).toHaveLength(1);
    add(board, { at: 3, values: { p: 3 } });
    expect(board.take(5999)).toHaveLength(0);
    expect(board.take(6000)).toHaveLength(1);
  });

  it('returns each device once per second, and immediately after a pause', () => {
    const board = new StatusBoard();
    const keysAt = (now: number) => board.take(now).map(({ device: { deviceKey } }) => deviceKey);
    add(board, { device: 1, at: 1, values: { p: 1 } });
    expect(keysAt(5000)).toEqual([1]);
    add(board, { device: 1, at: 2, values: { p: 2 } }, { device: 2, at: 1, values: { p: 1 } });
    expect(keysAt(5999)).toEqual([2]);
    expect(board.isEmpty).toBe(false);
    expect(keysAt(6000)).toEqual([1]);
    expect(board.isEmpty).toBe(true);
  });

  it('immediately returns changes again that could not be written', () => {
    const board = new StatusBoard();
    add(board, { at: 100, receivedMs: 130, values: { p: 1, q: 1 } });
    board.restore(board.take(1000));
    expect(board.isEmpty).toBe(false);
    add(board, { at: 90, receivedMs: 140, values: { p: 5, r: 5 } });
    expect(plain(board.take(1001))).toEqual([
      {
        deviceKey: 1,
        lastSeenMs: 140,
        newestMs: 100,
        skewMs: null,
        last: { p: { v: 1, t: 100 }, q: { v: 1, t: 100 }, r: { v: 5, t: 90 } },
      },
    ]);
  });

  it('loses nothing in any failures: the writes add up to the same as a single write', () => {
    const event = fc.oneof(
      fc.record({
        device: fc.integer({ min: 1, max: 2 }),
        values: fc.dictionary(fc.constantFrom('a', 'b'), fc.nat(9), { minKeys: 1 }),
      }),
      fc.constantFrom('written' as const, 'failed' as const),
    );
    // Every reading has a different arrival, because among readings of the same instant, the later arrival applies.
    const run = fc
      .array(event, { maxLength: 30 })
      .chain((events) =>
        fc.tuple(
          fc.constant(events),
          fc.uniqueArray(fc.nat(500), { minLength: events.length, maxLength: events.length }),
        ),
      );
    type Written = Map<string, { v: unknown; t: number }>;
    const write = (to: Written, changes: readonly StatusChange[]): void => {
      for (const {
        device: { deviceKey },
        last,
      } of changes)
        for (const [key, value] of last) {
          const known = to.get(`${deviceKey} ${key}`);
          if (!known || known.t <= value.t) to.set(`${deviceKey} ${key}`, value);
        }
    };
    fc.assert(
      fc.property(run, ([events, times]) => {
        const [board, whole] = [new StatusBoard(), new StatusBoard()];
        const written: Written = new Map();
        const wanted: Written = new Map();
        events.forEach((one, i) => {
          if (one === 'written') write(written, board.take(1000 * (i + 1)));
          else if (one === 'failed') board.restore(board.take(1000 * (i + 1)));
          else {
            add(board, { ...one, at: times[i]! });
            add(whole, { ...one, at: times[i]! });
          }
        });
        write(written, board.take(1e6));
        write(wanted, whole.take(1e6));
        expect(new Map([...written].sort())).toEqual(new Map([...wanted].sort()));
        expect(board.isEmpty).toBe(true);
      }),
    );
  });
});
