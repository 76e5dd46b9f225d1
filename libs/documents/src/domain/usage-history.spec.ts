import fc from 'fast-check';
import { type BilledUsage, scaleBars, toUsageHistory } from './usage-history.js';

const billed = (month: string, quantity: string | null, unit = 'm3'): BilledUsage => ({
  month,
  quantity,
  units: [unit],
});

describe('the usage of twelve months', () => {
  it('ends with the month of the document, and has gaps for months that were not billed', () => {
    const history = toUsageHistory(2, '2026-02', [
      billed('2025-03', '10.5'),
      billed('2025-12', '20'),
      billed('2026-01', null),
      billed('2026-02', '30'),
    ]);
    expect(history).toMatchObject({ position: 2, unit: 'm3' });
    expect(history!.months.map(({ month }) => month)).toEqual([
      '2025-03',
      '2025-04',
      '2025-05',
      '2025-06',
      '2025-07',
      '2025-08',
      '2025-09',
      '2025-10',
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
    ]);
    expect(history!.months.map(({ quantity }) => quantity)).toEqual([
      '10.5',
      ...Array.from({ length: 8 }, () => null),
      '20',
      null,
      '30',
    ]);
  });

  it.each<[string, BilledUsage[]]>([
    ['there is none', []],
    ['only one month was billed', [billed('2026-02', '30'), billed('2026-01', null)]],
    ['the unit changed', [billed('2026-01', '1'), billed('2026-02', '1', 'kW.h')]],
  ])('is not shown if %s', (_, of) => {
    expect(toUsageHistory(1, '2026-02', of)).toBeNull();
  });
});

describe('bars', () => {
  it('reach up to a round number', () => {
    expect(scaleBars(['187350', null, '93675'])).toEqual({ top: 200_000, shares: [0.93675, null, 0.468375] });
    expect(scaleBars(['0', null])).toEqual({ top: 1, shares: [0, null] });
  });

  it('never leave the axis', () => {
    const quantity = fc.option(
      fc.integer({ min: -10, max: 1e9 }).map((value) => (value / 1000).toString()),
      { nil: null },
    );
    fc.assert(
      fc.property(fc.array(quantity, { minLength: 1, maxLength: 12 }), (quantities) => {
        const { top, shares } = scaleBars(quantities);
        expect(top).toBeGreaterThan(0);
        for (const share of shares) if (share !== null) expect(share >= 0 && share <= 1).toBe(true);
      }),
    );
  });
});
