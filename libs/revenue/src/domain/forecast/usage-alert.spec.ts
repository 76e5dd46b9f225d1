import fc from 'fast-check';
import { Exact } from '#platform/domain';
import { findAlertFaults, reachedShares, sortShares } from './usage-alert.js';

const progress = (used: string, limit: string) => ({
  periodFrom: '2026-11-01',
  used: new Exact(used),
  limit: new Exact(limit),
});

describe('usage alerts', () => {
  it.each([
    ['79.999', [50]],
    ['80', [50, 80]],
    ['100', [50, 80, 100]],
    ['0', []],
  ])('at a usage of %s of 100 reach %j', (used, reached) => {
    expect(reachedShares([100, 50, 80], progress(used, '100'))).toEqual(reached);
  });

  it('reach no threshold without an allowance', () => {
    expect(reachedShares([50], progress('10', '0'))).toEqual([]);
  });

  it('reach no fewer thresholds with more usage', () => {
    const number = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 })), number, number, (percents, used, more) => {
        const before = reachedShares(percents, progress(String(used), '1000'));
        const after = reachedShares(percents, progress(String(used + more), '1000'));
        expect(after.slice(0, before.length)).toEqual(before);
        expect(sortShares(percents).slice(0, after.length)).toEqual(after);
      }),
    );
  });

  it.each<[Parameters<typeof findAlertFaults>, [string, string][]]>([
    [['allowance', { percents: [50, 80, 100], budget: null }], []],
    [['amount', { percents: [100], budget: '500' }], []],
    [['allowance', { percents: [], budget: null }], [['/percents', 'billing.alert_shares_count']]],
    [
      ['allowance', { percents: [0, 12.5, 1001, 7], budget: null }],
      [
        ['/percents/0', 'billing.alert_share_range'],
        ['/percents/1', 'billing.alert_share_range'],
        ['/percents/2', 'billing.alert_share_range'],
      ],
    ],
    [['amount', { percents: [80], budget: null }], [['/budget', 'billing.value_missing']]],
    [['amount', { percents: [80], budget: '0' }], [['/budget', 'billing.value_not_positive']]],
    [['allowance', { percents: [80], budget: '5' }], [['/budget', 'billing.alert_budget_of_amount']]],
  ])('report errors: %j', ([measure, input], faults) => {
    expect(findAlertFaults(measure, input).map(({ pointer, code }) => [pointer, code])).toEqual(faults);
  });
});
