import { findBillingTermFaults } from './billing-terms.js';

describe('the terms that billing goes by', () => {
  it.each<[Record<string, unknown>, string[]]>([
    [{}, []],
    [{ billing: 'monthly', meter: 'ours', note: 'x' }, []],
    [{ billing: { hold: 'invoice', corrections: 'document' }, meter: { dispute_days: 0 } }, []],
    [{ billing: { hold: 'line', corrections: 'line' }, meter: { dispute_days: 3650 } }, []],
    [{ billing: { hold: null, corrections: null }, meter: { dispute_days: null } }, []],
    [
      { billing: { hold: 'all', corrections: 7 } },
      [
        '/terms/billing/hold contracts.billing_term_unknown',
        '/terms/billing/corrections contracts.billing_term_unknown',
      ],
    ],
    ...['30', -1, 3651, 1.5].map((days): [Record<string, unknown>, string[]] => [
      { meter: { dispute_days: days } },
      ['/terms/meter/dispute_days contracts.dispute_days_out_of_range'],
    ]),
  ])('%j has the faults %j', (terms, faults) =>
    expect(findBillingTermFaults(terms).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(faults),
  );
});
