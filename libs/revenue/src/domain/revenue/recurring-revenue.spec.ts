import { type RecurringTerms } from './recurring-parts.js';
import { computeRecurring, yearBefore } from './recurring-revenue.js';
import { rateKey } from './revenue-months.js';

const contract = (number: string, amount: string, more: Partial<RecurringTerms> = {}): RecurringTerms => ({
  contractId: `id of ${number}`,
  number,
  customerId: `customer of ${number}`,
  customer: number,
  legalEntityId: 'le',
  currency: 'EUR',
  booksCurrency: 'PLN',
  pricesIncludeTax: false,
  state: 'active',
  zone: 'Europe/Warsaw',
  billingCalendar: 'calendar',
  pauses: [],
  startsOn: '2025-01-01',
  endsOn: null,
  machines: [{ machineId: `machine of ${number}`, from: '2025-01-01', to: null }],
  charges: [
    {
      key: 'base',
      due: 'arrears',
      countsBy: 'month',
      perMachine: false,
      machineIds: [],
      metered: [],
      pricing: { model: 'flat', amount },
    },
  ],
  ...more,
});

const DAYS = { day: '2026-11-20', before: '2025-11-20' };
const RATES = new Map([[rateKey('EUR', 'PLN'), { rate: '4.25', day: '2026-11-19' }]]);

describe('recurring revenue of all contracts', () => {
  const contracts = [
    contract('K-1', '1000'),
    contract('K-2', '500', { state: 'ended', endsOn: '2026-06-30' }),
    // The same customer under a new contract: expansion, not churn.
    contract('K-3', '800', { customerId: 'customer of K-2', startsOn: '2026-07-01' }),
    contract('K-4', '300', { startsOn: '2026-02-01' }),
  ];

  it('is summed by currency, with retention over the last year', () => {
    const { sums, leftOut } = computeRecurring(contracts, DAYS, 'documents', new Map());
    expect(leftOut).toEqual([]);
    expect(sums).toEqual([
      {
        currency: 'EUR',
        contracts: 3,
        machines: 3,
        mrr: '2100.00',
        arr: '25200.00',
        arrPerMachine: '8400.00',
        retention: {
          start: '1500.00',
          expansion: '300.00',
          contraction: '0.00',
          churn: '0.00',
          new: '300.00',
          end: '2100.00',
          netPercent: '120.00',
          grossPercent: '100.00',
        },
      },
    ]);
  });

  it('is converted at the same rate for both days', () => {
    const [sum] = computeRecurring(contracts, DAYS, 'books', RATES).sums;
    expect(sum).toMatchObject({
      currency: 'PLN',
      mrr: '8925.00',
      retention: { start: '6375.00', netPercent: '120.00' },
    });
  });

  it('lists contracts that are not included in any sum', () => {
    const broken = contract('K-9', '1', {
      charges: [
        {
          ...contract('K-9', '1').charges[0]!,
          metered: [null],
          pricing: { model: 'graduated', tiers: [], minAmount: '5' },
        },
      ],
    });
    const {
      sums,
      leftOut,
      contracts: rows,
    } = computeRecurring([contracts[0]!, broken], DAYS, 'documents', new Map());
    expect(leftOut).toEqual(['K-9']);
    expect(rows[1]).toMatchObject({ problem: 'billing.pricing_invalid', mrr: '0.00' });
    expect(sums[0]!.mrr).toBe('1000.00');
    expect(computeRecurring(contracts, DAYS, 'books', new Map()).leftOut).toHaveLength(4);
  });

  it('compares with the year before, from a leap day too', () => {
    expect(yearBefore('2026-11-20')).toBe('2025-11-20');
    expect(yearBefore('2028-02-29')).toBe('2027-02-28');
  });
});
