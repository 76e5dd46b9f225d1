import { billingTermsOf, partOf, DEFAULT_TERMS } from './billing-terms.js';

const termsOf = (terms: Record<string, unknown>) =>
  billingTermsOf({ terms } as Parameters<typeof billingTermsOf>[0]);

describe('billing terms', () => {
  it('have default values if the contract does not set them', () => {
    expect(termsOf({})).toEqual(DEFAULT_TERMS);
  });

  it('are read from the contract', () => {
    expect(
      termsOf({
        billing: { hold: 'invoice', corrections: 'document' },
        meter: {
          dispute_days: 14,
          tolerance_pct: 1.5,
          test_max_days: 90,
          test_share_of_time: '0.5',
          test_fee: '250.00',
        },
      }),
    ).toEqual({
      hold: 'invoice',
      corrections: 'document',
      disputeDays: 14,
      tolerancePercent: '1.5',
      meterTest: { maxDays: 90, sharePercent: 50, fee: '250.00' },
    });
  });

  it.each([
    ['an unknown hold setting', { billing: { hold: 'none' } }],
    ['days as text', { meter: { dispute_days: '14' } }],
    ['an invalid part', { billing: 'line', meter: null }],
  ])('have default values for %s', (_what, terms) => {
    expect(termsOf(terms)).toEqual(DEFAULT_TERMS);
  });

  it('keep zero days and a fee of zero', () => {
    const terms = termsOf({ meter: { dispute_days: 0, test_fee: 0 } });
    expect(terms.disputeDays).toBe(0);
    expect(terms.meterTest.fee).toBe('0');
  });
});

describe('a part of the terms', () => {
  it('is empty if it is missing', () => {
    expect(partOf({}, 'billing')).toEqual({});
  });
});
