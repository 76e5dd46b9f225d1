import { toBillingTerms, toBillingTermValues } from './billing-term-values.js';

const sent = (...args: Parameters<typeof toBillingTerms>): unknown =>
  JSON.parse(JSON.stringify(toBillingTerms(...args)));

const EMPTY_TERMS = {
  dispute_days: '',
  tolerance_pct: '',
  test_max_days: '',
  test_share_of_time: '',
  test_fee: '',
};

describe('billing terms in a form', () => {
  it('omit defaults of a new contract', () => {
    expect(sent(toBillingTermValues(undefined))).toEqual({});
  });

  it('keep other agreed terms', () => {
    const terms = {
      note: 'x',
      billing: { hold: 'invoice', po: true },
      meter: { dispute_days: 45, tolerance_pct: 2, test_share_of_time: 0.5, test_fee: '250', unit: 'm3' },
      pooling: null,
    };
    const values = toBillingTermValues({ terms });
    expect(values).toEqual({
      billing: { hold: 'invoice', corrections: 'line' },
      meter: {
        ...EMPTY_TERMS,
        dispute_days: '45',
        tolerance_pct: '2',
        test_share_of_time: '0.5',
        test_fee: '250',
      },
    });
    expect(sent(values, terms)).toEqual(terms);
  });

  it('reset a term to its default, and leave invalid numbers to the server', () => {
    const values = {
      billing: { hold: 'line', corrections: 'document' },
      meter: { ...EMPTY_TERMS, dispute_days: 'long', test_max_days: '1.5', test_fee: '0.5' },
    };
    expect(sent(values, { billing: { hold: 'invoice' } })).toEqual({
      billing: { corrections: 'document' },
      meter: { dispute_days: 'long', test_max_days: 1.5, test_fee: '0.5' },
    });
    const usual = {
      billing: { hold: 'line', corrections: 'line' },
      meter: { ...EMPTY_TERMS, dispute_days: ' ' },
    };
    expect(sent(usual, { billing: { hold: 'invoice' }, meter: { dispute_days: 9 } })).toEqual({});
    expect(sent(usual, { billing: 'monthly' })).toEqual({ billing: 'monthly' });
  });
});
