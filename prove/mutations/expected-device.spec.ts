import { ExpectedDevice, type ReadingOutcome } from './expected-device.js';
import type { ExpectedReading } from './expected.js';

const RULES = {
  shippedMs: 0,
  described: new Set(['air', 'oil']),
  numeric: new Set<string>(),
  billed: new Set<string>(),
};
const NOW = 1_000_000;

/** A reading without a time. */
const reading = (seq: number | null, value: number): ExpectedReading => ({
  device: null,
  timeMs: null,
  seq,
  values: new Map([['air', { value, quality: 0, isText: false, isLong: false }]]),
});

describe('readings without a time', () => {
  /** Returns the outcomes of readings, each with the number of its message. */
  const outcomesOf = (...sent: [message: number, reading: ExpectedReading][]): ReadingOutcome[] => {
    const device = new ExpectedDevice(RULES);
    return sent.map(([message, one]) => device.record(one, NOW, message));
  };

  it('conflict if they have the same number in one message', () => {
    expect(outcomesOf([1, reading(7, 1)], [1, reading(7, 2)])).toEqual(['stored', 'aside']);
    expect(outcomesOf([1, reading(7, 1)], [1, reading(8, 2)])).toEqual(['stored', 'stored']);
  });

  it('are new in another message, or recognised by their content', () => {
    expect(outcomesOf([1, reading(7, 1)], [2, reading(7, 2)])).toEqual(['stored', 'stored']);
    expect(outcomesOf([1, reading(7, 1)], [1, reading(7, 1)], [2, reading(7, 1)])).toEqual([
      'stored',
      'known',
      'known',
    ]);
  });

  it('do not use up their number if they are duplicates', () => {
    expect(outcomesOf([1, reading(7, 1)], [2, reading(7, 1)], [2, reading(7, 2)])).toEqual([
      'stored',
      'known',
      'stored',
    ]);
  });
});
