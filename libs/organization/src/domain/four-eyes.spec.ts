import fc from 'fast-check';
import { findDualApprovalReason, defaultLimit, strictestLimit } from './four-eyes.js';

describe('dual approval', () => {
  it.each([
    ['no limit', '9000000', null, null, null],
    ['at the limit', '100000', '100000', '1', null],
    ['above the limit', '100000.01', '100000', '1', 'exceeds'],
    ['above the limit in another currency', '9000000', '100000', '4.3', 'exceeds'],
    ['below the limit in another currency', '20000', '100000', '4.3', null],
    ['a currency without a rate', '1', '100000', null, 'no_rate'],
    ['an amount of zero in a currency without a rate', '0', '100000', null, null],
    ['a limit of zero', '0.01', '0', '1', 'exceeds'],
  ] as const)('%s', (_what, amount, limit, rate, needed) => {
    expect(findDualApprovalReason(amount, limit, rate)).toBe(needed);
  });

  it.each<[what: string, limits: Record<string, string>, limit: string | null]>([
    ['none', {}, null],
    ['the limit in the accounting currency', { PLN: '100000' }, '100000'],
    ['the strictest limit that has a rate', { PLN: '100000', EUR: '5000', USD: '1' }, '21500'],
    ['zero if no limit has a rate, so that a second approver is always needed', { USD: '5000' }, '0'],
  ])('combines limits: %s', (_what, limits, limit) => {
    const rates: Record<string, string> = { PLN: '1', EUR: '4.3' };
    expect(strictestLimit(limits, (currency) => rates[currency] ?? null)).toBe(limit);
  });

  it('never lets one person decide alone on an amount above a limit by currency', () => {
    const rates: Record<string, string> = { PLN: '1', EUR: '4.3', USD: '3.7' };
    const currency = fc.constantFrom('PLN', 'EUR', 'USD');
    const amount = fc.integer({ min: 1, max: 10_000_000 }).map((minor) => (minor / 100).toFixed(2));
    fc.assert(
      fc.property(fc.dictionary(currency, amount, { minKeys: 1 }), currency, amount, (limits, of, value) => {
        const limit = strictestLimit(limits, (one) => rates[one] ?? null);
        const own = limits[of];
        if (own !== undefined && Number(value) > Number(own))
          expect(findDualApprovalReason(value, limit, rates[of]!)).toBe('exceeds');
      }),
    );
  });

  it('has a default limit for any currency', () => {
    expect([defaultLimit('PLN'), defaultLimit('EUR')]).toEqual(['40000', '10000']);
  });
});
