import fc from 'fast-check';
import {
  DEVICES_PER_ROW,
  firstKeyOf,
  HighWaters,
  type HighWaterAdvance,
  type HighWaterRow,
} from './high-water.js';

const empty = (makerId: string, firstKey: number): HighWaterRow => ({
  makerId,
  firstKey,
  waters: Array.from({ length: DEVICES_PER_ROW }, () => undefined),
  version: 0,
});
const device = (makerId: string, deviceKey: number): HighWaterAdvance['device'] => ({ makerId, deviceKey });

describe('HighWaters', () => {
  it('separates devices of two makers with consecutive keys', () => {
    const waters = new HighWaters([empty('m1', 32), empty('m2', 32)]);
    waters.put(waters.advanceRows([{ device: device('m1', 33), to: { timeMs: 5, seq: 1 } }]));
    expect(waters.get(device('m1', 33))).toEqual({ timeMs: 5, seq: 1, version: 1 });
    expect(waters.get(device('m2', 33))).toBeUndefined();
    expect(waters.get(device('m1', 34))).toBeUndefined();
  });

  it('distinguishes a device without readings from a device with a row that was not loaded', () => {
    const waters = new HighWaters([empty('m1', 0)]);
    expect([
      waters.isKnown(device('m1', 31)),
      waters.isKnown(device('m1', 32)),
      waters.isKnown(device('m2', 31)),
    ]).toEqual([true, false, false]);
    expect(() => waters.advanceRows([{ device: device('m1', 32), to: { timeMs: 5, seq: 1 } }])).toThrow(
      'not loaded',
    );
  });

  it('changes cached rows only when the advanced rows are stored in the cache, and forgets whole rows', () => {
    const waters = new HighWaters([empty('m1', 0)]);
    const raised = waters.advanceRows([{ device: device('m1', 7), to: { timeMs: 5, seq: 1 } }]);
    expect(waters.get(device('m1', 7))).toBeUndefined();
    expect(raised.map(({ version }) => version)).toEqual([1]);
    waters.put(raised);
    waters.forget(raised);
    expect(waters.isKnown(device('m1', 8))).toBe(false);
  });

  it('behaves like a map for any sequence of rises', () => {
    const rise = fc.record({
      makerId: fc.constantFrom('m1', 'm2'),
      deviceKey: fc.nat(100),
      timeMs: fc.nat(1_000),
      seq: fc.nat(5),
    });
    fc.assert(
      fc.property(fc.array(fc.array(rise, { maxLength: 8 }), { maxLength: 8 }), (commits) => {
        const waters = new HighWaters(
          ['m1', 'm2'].flatMap((makerId) => [0, 32, 64, 96].map((firstKey) => empty(makerId, firstKey))),
        );
        const expected = new Map<string, { timeMs: number; seq: number; version: number }>();
        const commitsOf = new Map<string, number>();
        for (const commit of commits) {
          const byDevice = new Map(commit.map((one) => [`${one.makerId} ${one.deviceKey}`, one]));
          for (const [key, { timeMs, seq }] of byDevice)
            expected.set(key, { timeMs, seq, version: (expected.get(key)?.version ?? 0) + 1 });
          const rows = new Set(
            [...byDevice.values()].map(({ makerId, deviceKey }) => `${makerId} ${firstKeyOf(deviceKey)}`),
          );
          for (const row of rows) commitsOf.set(row, (commitsOf.get(row) ?? 0) + 1);
          const raised = waters.advanceRows(
            [...byDevice.values()].map(({ makerId, deviceKey, timeMs, seq }) => ({
              device: { makerId, deviceKey },
              to: { timeMs, seq },
            })),
          );
          expect(raised.map(({ makerId, firstKey, version }) => [`${makerId} ${firstKey}`, version])).toEqual(
            [...rows].map((row) => [row, commitsOf.get(row)]),
          );
          waters.put(raised);
        }
        for (const makerId of ['m1', 'm2'])
          for (let key = 0; key <= 100; key++)
            expect(waters.get(device(makerId, key))).toEqual(expected.get(`${makerId} ${key}`));
      }),
    );
  });
});
