import { type CounterReading, QUALITY } from '../steps/counter-reading.js';
import type { CountingWindow } from '../usage/metered-period.js';
import { clipWindows, openingReading, isDerivableByDay, useOf, windowOf } from './proof-windows.js';

const window = (from: number, to: number, more: Partial<CountingWindow> = {}): CountingWindow => ({
  since: from,
  from,
  to,
  ...more,
});
const reading = (at: number, more: Partial<CounterReading> = {}): CounterReading => ({
  at,
  seq: '1',
  receivedAt: at,
  timeSource: 0,
  quality: QUALITY.good,
  value: '5',
  ...more,
});

describe('the windows of a proof', () => {
  const windows = [window(10, 20), window(30, 40)];

  it.each([
    [15, 'counted'],
    [20, 'counted'],
    [25, 'before'],
    [5, 'before'],
    [40, 'counted'],
    [41, 'after'],
    [45, 'after'],
  ])('classify a reading at %d as %s', (at, use) => {
    expect(useOf(reading(at), { windows })).toBe(use);
  });

  it('classify an event at the end of the last one as after it', () => {
    const open = [window(10, 20, { since: 0, until: null })];
    expect(useOf(reading(20), { windows: open, method: 'event_count' })).toBe('after');
    expect(useOf(reading(9), { windows: open, method: 'event_count' })).toBe('before');
  });

  it('classify all readings as before if there is none', () => {
    expect(useOf(reading(15), { windows: [] })).toBe('before');
  });

  it('classify a reading without a good value as unused', () => {
    expect(useOf(reading(15, { quality: QUALITY.bad }), { windows })).toBe('unused');
    expect(useOf(reading(15, { value: null }), { windows })).toBe('unused');
  });

  it('count an event at the instant at which they begin, and a step at the instant at which they end', () => {
    const later = window(10, 20, { since: 0, until: null });
    expect([windowOf({ windows: [later] }, 10), windowOf({ windows: [later] }, 20)]).toEqual([
      undefined,
      later,
    ]);
    const events = { windows: [later], method: 'event_count' as const };
    expect([windowOf(events, 10), windowOf(events, 20)]).toEqual([later, undefined]);
  });

  it('are cut to a day, beyond which counting continues', () => {
    expect(clipWindows(windows, 15, 35)).toEqual([
      { ...window(10, 20), from: 15 },
      { ...window(30, 40), to: 35, until: null },
    ]);
    expect(clipWindows(windows, 20, 30)).toEqual([]);
    // A bound at the end of a window doesn't cut it.
    expect(clipWindows(windows, 0, 20)).toEqual([window(10, 20)]);
    expect(clipWindows(windows, 0, 19)).toEqual([{ ...window(10, 20), to: 19, until: null }]);
  });

  it('drop the next customer if they are cut before its time begins', () => {
    const [cut] = clipWindows([window(10, 20, { after: 20 })], 12, 15);
    expect(cut).not.toHaveProperty('after');
    const [whole] = clipWindows([window(10, 20, { after: 20 })], 12, 25);
    expect(whole).toHaveProperty('after', 20);
    const [plain] = clipWindows([window(10, 20)], 12, 25);
    expect(Object.keys(plain!)).not.toContain('after');
  });

  it('continue from what was billed elsewhere if they begin with it', () => {
    const opening = { at: 10, value: '7' };
    expect(openingReading(opening, window(10, 20))).toMatchObject({
      at: 10,
      value: '7',
      seq: '-1',
      receivedAt: 10,
      timeSource: 0,
      quality: QUALITY.good,
    });
    expect(openingReading(opening, window(30, 40))).toBeUndefined();
    expect(openingReading(undefined, window(10, 20))).toBeUndefined();
  });
});

describe('a day of a proof', () => {
  it.each([
    ['a counter', {}, true],
    ['counted events', { method: 'event_count' }, true],
    ['a level over time', { method: 'integral' }, false],
    ['a quantity with a factor', { factor: '0.001' }, false],
  ] as const)('can be derived alone or not: %s', (_, by, alone) => {
    expect(isDerivableByDay(by)).toBe(alone);
  });
});
