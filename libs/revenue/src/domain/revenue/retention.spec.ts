import fc from 'fast-check';
import { computeRetention } from './retention.js';

const customer = (customerId: string, thenMinor: bigint, nowMinor: bigint) => ({
  customerId,
  thenMinor,
  nowMinor,
});

describe('retention', () => {
  it('is the share of the start that is left, with and without expansion', () => {
    expect(
      computeRetention([
        customer('stays', 10_000n, 10_000n),
        customer('grows', 10_000n, 15_000n),
        customer('shrinks', 10_000n, 7_000n),
        customer('leaves', 10_000n, 0n),
        customer('comes', 0n, 4_000n),
      ]),
    ).toEqual({
      startMinor: 40_000n,
      expansionMinor: 5_000n,
      contractionMinor: 3_000n,
      churnMinor: 10_000n,
      newMinor: 4_000n,
      endMinor: 36_000n,
      netPercent: '80.00',
      grossPercent: '67.50',
    });
  });

  it('is unknown without revenue at the start', () => {
    expect(computeRetention([customer('comes', 0n, 4_000n)])).toMatchObject({
      netPercent: null,
      grossPercent: null,
      newMinor: 4_000n,
    });
  });

  it('adds up, and gross never exceeds net or 100%', () => {
    const minor = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(fc.array(fc.tuple(minor, minor)), (pairs) => {
        const of = computeRetention(
          pairs.map(([before, after], index) => customer(String(index), before, after)),
        );
        const retained = of.startMinor + of.expansionMinor - of.contractionMinor - of.churnMinor;
        expect(retained + of.newMinor).toBe(of.endMinor);
        if (of.grossPercent === null) return;
        expect(Number(of.grossPercent)).toBeLessThanOrEqual(Math.min(100, Number(of.netPercent)));
      }),
    );
  });
});
