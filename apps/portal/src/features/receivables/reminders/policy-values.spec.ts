import type { ReminderPolicy } from '../../../api/types.js';
import { toPolicyTerms, toPolicyValues } from './policy-values.js';

const POLICY: ReminderPolicy = {
  legalEntityId: 'le-1',
  country: 'PL',
  terms: {
    levels: [{ days: 5, text: 'reminder', hasClaims: true }],
    pauseDays: 10,
    minimums: { PLN: '10.00' },
    lumpSums: { EUR: '40.00', PLN: '170.00' },
    interest: { ground: 'agreed', baseRate: null, points: '12', dayCount: 'actual/360' },
  },
  changedAt: '2026-11-01T08:00:00Z',
};

describe('the values of a reminder policy', () => {
  it('lead to the same terms', () => {
    expect(toPolicyTerms(toPolicyValues(POLICY, 'PLN'), POLICY, 'PLN')).toEqual(POLICY.terms);
  });

  it('keep amounts in other currencies', () => {
    const values = { ...toPolicyValues(POLICY, 'PLN'), lumpSum: '', ground: 'none' as const };
    expect(toPolicyTerms(values, POLICY, 'PLN')).toMatchObject({
      lumpSums: { EUR: '40.00' },
      interest: null,
    });
  });

  it('of a new policy apply to all other countries', () => {
    const values = toPolicyValues(undefined, 'PLN');
    expect(values).toMatchObject({ country: '*', pauseDays: '7', ground: 'none' });
    expect(toPolicyTerms(values, undefined, 'PLN').levels.map(({ days }) => days)).toEqual([7, 21, 35]);
  });
});
