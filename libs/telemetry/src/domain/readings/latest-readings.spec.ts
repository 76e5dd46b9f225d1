import fc from 'fast-check';
import { toReadingList, type SentReading } from '../../../../../test/support/sent-readings.js';
import { type LastValue, applyNewer } from '../history/last-values.js';
import { LatestReadings } from './latest-readings.js';

const said = fc.record({
  at: fc.integer({ min: 0, max: 12 }),
  values: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 99 }), { minKeys: 1 }),
  qualities: fc.constantFrom<SentReading['qualities']>(undefined, { a: 1 }),
});
const lastOf = (latest: LatestReadings): object => {
  const last = new Map<string, LastValue>();
  latest.mergeInto(last);
  return Object.fromEntries([...last].sort());
};

describe('LatestReadings', () => {
  it('ends with the same last values as merging every reading', () => {
    const ofDifferentTimes = fc.uniqueArray(said, { selector: ({ at }) => at, maxLength: 13 });
    fc.assert(
      fc.property(ofDifferentTimes, (readings) => {
        const list = toReadingList(readings, () => null);
        const latest = new LatestReadings();
        const each = new Map<string, LastValue>();
        for (let i = 0; i < list.count; i++) {
          latest.add(list, i);
          applyNewer(each, list.timesMs[i]!, list.shapes[i]!, list.numbersOf(i));
        }
        expect(lastOf(latest)).toEqual(Object.fromEntries([...each].sort()));
      }),
    );
  });

  it('keeps the later arrival of one instant', () => {
    const list = toReadingList(
      [
        { at: 5, values: { a: 1 } },
        { at: 5, values: { a: 2, b: 2 } },
        { at: 5, values: { a: 3 } },
      ],
      () => null,
    );
    const latest = new LatestReadings();
    for (let i = 0; i < list.count; i++) latest.add(list, i);
    expect(lastOf(latest)).toEqual({ a: { v: 3, t: 5 }, b: { v: 2, t: 5 } });
  });

  it('keeps newer known values', () => {
    const latest = new LatestReadings();
    latest.add(
      toReadingList([{ at: 5, values: { a: 1, b: 1 } }], () => null),
      0,
    );
    const last = new Map<string, LastValue>([['a', { v: 9, t: 6 }]]);
    latest.mergeInto(last);
    expect(Object.fromEntries(last)).toEqual({ a: { v: 9, t: 6 }, b: { v: 1, t: 5 } });
  });

  it('supports a list that keeps growing', () => {
    const list = toReadingList([{ at: 0, values: { a: 0 } }], () => null);
    const latest = new LatestReadings();
    latest.add(list, 0);
    for (let at = 1; at < 5000; at++) list.add(null, 'topic', at, at, 0, list.shapes[0]!, [at]);
    expect(lastOf(latest)).toEqual({ a: { v: 0, t: 0 } });
  });
});
