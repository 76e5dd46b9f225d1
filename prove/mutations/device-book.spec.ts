import { DeviceBook, type Fate } from './device-book.js';
import type { ExpectedReading } from './expected.js';

const BOOK = {
  shippedMs: 0,
  described: new Set(['air', 'oil']),
  numeric: new Set<string>(),
  billed: new Set<string>(),
};
const NOW = 1_000_000;

/** A reading without a time of its own. */
const reading = (seq: number | null, value: number): ExpectedReading => ({
  device: null,
  timeMs: null,
  seq,
  values: new Map([['air', { value, quality: 0, isText: false, isLong: false }]]),
});

describe('readings without a time', () => {
  /** Outcomes of readings, each with its message. */
  const fates = (...sent: [message: number, reading: ExpectedReading][]): Fate[] => {
    const book = new DeviceBook(BOOK);
    return sent.map(([message, one]) => book.take(one, NOW, message));
  };

  it('conflict under one number in one message', () => {
    expect(fates([1, reading(7, 1)], [1, reading(7, 2)])).toEqual(['stored', 'aside']);
    expect(fates([1, reading(7, 1)], [1, reading(8, 2)])).toEqual(['stored', 'stored']);
  });

  it('are new in another message, and recognised by their content', () => {
    expect(fates([1, reading(7, 1)], [2, reading(7, 2)])).toEqual(['stored', 'stored']);
    expect(fates([1, reading(7, 1)], [1, reading(7, 1)], [2, reading(7, 1)])).toEqual([
      'stored',
      'known',
      'known',
    ]);
  });

  it('leave their number free after a duplicate', () => {
    expect(fates([1, reading(7, 1)], [2, reading(7, 1)], [2, reading(7, 2)])).toEqual([
      'stored',
      'known',
      'stored',
    ]);
  });
});
