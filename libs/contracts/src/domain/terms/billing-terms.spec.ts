import { findBillingTermFaults } from './billing-terms.js';

describe('billing terms', () => {
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
    [
      {
        meter: { tolerance_pct: 2, test_max_days: 90, test_share_of_time: '0.5', test_fee: '250.00' },
      },
      [],
    ],
    [
      { meter: { tolerance_pct: -1, test_max_days: 0, test_share_of_time: 0, test_fee: 'free' } },
      [
        '/terms/meter/tolerance_pct contracts.tolerance_out_of_range',
        '/terms/meter/test_max_days contracts.test_days_out_of_range',
        '/terms/meter/test_share_of_time contracts.test_share_out_of_range',
        '/terms/meter/test_fee contracts.test_fee_invalid',
      ],
    ],
    [
      { meter: { tolerance_pct: '100.1', test_share_of_time: 1.5 } },
      [
        '/terms/meter/tolerance_pct contracts.tolerance_out_of_range',
        '/terms/meter/test_share_of_time contracts.test_share_out_of_range',
      ],
    ],
  ])('%j has the errors %j', (terms, faults) =>
    expect(findBillingTermFaults(terms).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(faults),
  );
});
