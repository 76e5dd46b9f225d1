import fc from 'fast-check';
import { plusDays } from '#contracts/domain';
import { Exact } from '#platform/domain';
import { type BaseRateValue, computeLateInterest, type OverdueBalance } from './late-interest.js';
import type { InterestTerms } from './reminder-policy.js';

const STATUTORY: InterestTerms = {
  ground: 'statutory',
  baseRate: 'ECB',
  points: '8',
  dayCount: 'actual/365',
};
const RATES: readonly BaseRateValue[] = [
  { name: 'ECB', validFrom: '2026-01-01', percent: '2.15' },
  { name: 'ECB', validFrom: '2026-07-01', percent: '2.5' },
  { name: 'Other', validFrom: '2026-03-01', percent: '50' },
];
const invoice = (over: Partial<OverdueBalance> = {}): OverdueBalance => ({
  dueOn: '2026-03-31',
  openMinor: 1_000_000n,
  received: [],
  ...over,
});
const compute = (of: OverdueBalance, on: string, terms = STATUTORY) =>
  computeLateInterest(terms, RATES, of, on);

describe('interest on late payment', () => {
  it.each<[string, OverdueBalance, string, bigint]>([
    ['is zero on the due date', invoice(), '2026-03-31', 0n],
    ['is zero before the due date', invoice(), '2026-03-01', 0n],
    // 10,000.00 × 10.15% × 1/365 = 2.7808…
    ['begins on the day after the due date', invoice(), '2026-04-01', 278n],
    // 10,000.00 × 10.15% × 30/365 = 83.4246…
    ['counts days', invoice(), '2026-04-30', 8342n],
    // (10,000.00 × 10 + 6,000.00 × 20) × 10.15% ÷ 365 = 61.178…
    [
      'counts the day of a partial payment with the balance before it',
      invoice({ openMinor: 600_000n, received: [{ receivedOn: '2026-04-10', amountMinor: 400_000n }] }),
      '2026-04-30',
      6118n,
    ],
    [
      'ignores money that was received by the due date',
      invoice({ openMinor: 600_000n, received: [{ receivedOn: '2026-03-31', amountMinor: 400_000n }] }),
      '2026-04-30',
      5005n,
    ],
    // 10,000.00 × (10.15% × 91 + 10.5% × 1) ÷ 365 = 255.93…
    ['changes with the base rate', invoice(), '2026-07-01', 25593n],
  ])('%s', (_name, of, on, amountMinor) => {
    expect(compute(of, on)?.amountMinor).toBe(amountMinor);
  });

  it('explains its days, balances and rates', () => {
    const received = [{ receivedOn: '2026-04-10', amountMinor: 400_000n }];
    expect(compute(invoice({ openMinor: 600_000n, received }), '2026-07-02')?.spans).toEqual([
      { from: '2026-04-01', to: '2026-04-10', days: 10, balanceMinor: 1_000_000n, percent: '10.15' },
      { from: '2026-04-11', to: '2026-06-30', days: 81, balanceMinor: 600_000n, percent: '10.15' },
      { from: '2026-07-01', to: '2026-07-02', days: 2, balanceMinor: 600_000n, percent: '10.5' },
    ]);
  });

  it('is unknown before the first value of the base rate', () => {
    expect(compute(invoice({ dueOn: '2025-12-30' }), '2026-01-31')).toBeUndefined();
  });

  it('can have an agreed rate without a base rate', () => {
    const agreed: InterestTerms = { ground: 'agreed', baseRate: null, points: '12', dayCount: 'actual/360' };
    // 10,000.00 × 12% × 30/360
    expect(compute(invoice(), '2026-04-30', agreed)?.amountMinor).toBe(10_000n);
  });

  it('is never negative', () => {
    const terms: InterestTerms = { ...STATUTORY, points: '-5' };
    expect(compute(invoice(), '2026-04-30', terms)).toEqual({ spans: [], amountMinor: 0n });
  });

  it('equals the sum over the days', () => {
    const day = fc.integer({ min: 0, max: 400 }).map((days) => plusDays('2026-01-01', days));
    const cases = fc.record({
      dueOn: day,
      on: day,
      openMinor: fc.bigInt({ min: 1n, max: 10_000_000_000n }),
      received: fc.array(
        fc.record({ receivedOn: day, amountMinor: fc.bigInt({ min: 1n, max: 1_000_000n }) }),
        { maxLength: 5 },
      ),
      rates: fc.array(fc.record({ validFrom: day, hundredths: fc.integer({ min: -100, max: 900 }) }), {
        maxLength: 4,
      }),
      dayCount: fc.constantFrom('actual/365' as const, 'actual/360' as const),
    });
    fc.assert(
      fc.property(cases, ({ rates, dueOn, on, openMinor, received, dayCount }) => {
        const values = [{ validFrom: '2025-01-01', hundredths: 200 }, ...rates]
          .filter(
            ({ validFrom }, index, all) => all.findIndex((each) => each.validFrom === validFrom) === index,
          )
          .map(({ validFrom, hundredths }) => ({
            name: 'ECB',
            validFrom,
            percent: new Exact(hundredths).div(100).toFixed(2),
          }));
        let sum = new Exact(0);
        for (let each = plusDays(dueOn, 1); each <= on; each = plusDays(each, 1)) {
          const balance = received.reduce(
            (total, part) => (part.receivedOn >= each ? total.plus(part.amountMinor.toString()) : total),
            new Exact(openMinor.toString()),
          );
          const value = values
            .filter(({ validFrom }) => validFrom <= each)
            .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
          sum = sum.plus(balance.times(new Exact(value.at(-1)!.percent).plus(8)));
        }
        const expected = sum.div(dayCount === 'actual/365' ? 36500 : 36000).toFixed(0, Exact.ROUND_HALF_UP);
        const found = computeLateInterest(
          { ...STATUTORY, dayCount },
          values,
          { dueOn, openMinor, received },
          on,
        );
        expect(found?.amountMinor.toString()).toBe(expected);
      }),
    );
  });
});
