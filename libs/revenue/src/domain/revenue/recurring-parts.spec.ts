import { recurringRevenue } from '#contracts/domain';
import { type CountedCharge, recurringParts, type RecurringTerms } from './recurring-parts.js';

const charge = (key: string, pricing: CountedCharge['pricing'], more: Partial<CountedCharge> = {}) => ({
  key,
  due: 'arrears' as const,
  countsBy: 'month' as const,
  perMachine: false,
  machineIds: [],
  metered: pricing.model === 'flat' ? [] : [null],
  pricing,
  ...more,
});

const terms = (charges: readonly CountedCharge[], more: Partial<RecurringTerms> = {}): RecurringTerms => ({
  contractId: 'c',
  number: 'K-1',
  customerId: 'cu',
  customer: 'Customer',
  legalEntityId: 'le',
  currency: 'EUR',
  booksCurrency: 'EUR',
  pricesIncludeTax: false,
  state: 'active',
  zone: 'Europe/Warsaw',
  billingCalendar: 'calendar',
  startsOn: '2026-01-01',
  endsOn: null,
  pauses: [],
  machines: [
    { machineId: 'm1', from: '2026-01-01', to: null },
    { machineId: 'm2', from: '2026-06-01', to: null },
    { machineId: 'm3', from: '2026-01-01', to: '2026-06-01' },
  ],
  charges,
  ...more,
});

const mrr = (charges: readonly CountedCharge[], day = '2026-10-15', more: Partial<RecurringTerms> = {}) =>
  recurringRevenue(recurringParts(terms(charges, more), day), 'EUR').mrr;

describe('recurringParts', () => {
  it('are base fees, minimums and subscriptions, without overage and one-time amounts (EC-55)', () => {
    const parts = recurringParts(
      terms([
        charge('base', { model: 'flat', amount: '1150.00' }),
        charge('air', { model: 'unit', unitPrice: '0.02', minAmount: '28512.00' }, { countsBy: 'year' }),
        charge('parts', { model: 'flat', amount: '18000.00' }, { due: 'yearly' }),
        charge('overage', { model: 'unit', unitPrice: '0.0198', includedQuantity: '50000' }),
        charge('retrofit', { model: 'flat', amount: '9800.00' }, { due: 'once' }),
      ]),
      '2026-10-15',
    );
    expect(recurringRevenue(parts, 'EUR')).toEqual({
      mrr: '5026.00',
      arr: '60312.00',
      excluded: ['overage', 'retrofit'],
    });
  });

  it.each([
    [
      'a fee per machine, for the machines on the day',
      charge('m', { model: 'flat', amount: '100' }, { perMachine: true }),
      '200.00',
    ],
    [
      'a fee per machine, for selected machines',
      charge('m', { model: 'flat', amount: '100' }, { perMachine: true, machineIds: ['m2', 'm3'] }),
      '100.00',
    ],
    [
      'a minimum quantity at its price',
      charge('q', { model: 'unit', unitPrice: '0.0198', minQuantity: '120000' }),
      '2376.00',
    ],
    [
      'a minimum for each machine that is metered and present',
      charge(
        'f',
        { model: 'unit', unitPrice: '2', minQuantityPerMachine: '50', pooling: 'pooled' },
        { metered: ['m1', 'm2', 'm3'] },
      ),
      '200.00',
    ],
    [
      'the first step, which is due even without usage',
      charge('s', {
        model: 'stairstep',
        tiers: [
          { upTo: '100', flatFee: '80' },
          { upTo: null, flatFee: '120' },
        ],
      }),
      '80.00',
    ],
    [
      'a commitment that is trued up',
      charge('c', {
        model: 'unit',
        unitPrice: '1',
        commitment: { amount: '300', overageFactor: '1', trueUp: true },
      }),
      '300.00',
    ],
    [
      'the whole minimum if it is billed in instalments',
      charge(
        'i',
        { model: 'unit', unitPrice: '1', minAmount: '1200', minInstalments: 12 },
        { countsBy: 'year' },
      ),
      '100.00',
    ],
    [
      'no settlement by hour bands',
      charge(
        'h',
        {
          model: 'hour_bands',
          contractedQuantity: '2000',
          tiers: [
            { upTo: '2000', flatFee: '900' },
            { upTo: '4000', flatFee: '1500' },
          ],
        },
        { countsBy: 'year' },
      ),
      '0.00',
    ],
    ['nothing for a price per unit of usage', charge('u', { model: 'unit', unitPrice: '0.02' }), '0.00'],
  ])('counts %s', (_name, one, expected) => {
    expect(mrr([one])).toBe(expected);
  });

  it('contain the part of fees due on a paused day, without any minimum', () => {
    const charges = [
      charge('base', { model: 'flat', amount: '1000' }),
      charge('least', { model: 'unit', unitPrice: '1', minAmount: '300' }),
      charge('once', { model: 'flat', amount: '50' }, { due: 'once' }),
    ];
    const pauses = [{ months: [1, 2], from: null, to: null, feePercent: '25', use: 'billed' as const }];
    const more = { pauses, minimum: '2000' };
    expect(mrr(charges, '2026-02-28', more)).toBe('250.00');
    expect(mrr(charges, '2026-03-01', more)).toBe('2000.00');
    expect(mrr(charges, '2026-03-01', { pauses })).toBe('1300.00');
  });

  it('follow a ramp', () => {
    const ramped = charge('r', {
      model: 'unit',
      unitPrice: '1',
      minAmount: '1000',
      minRamp: [{ months: 3, percent: '50' }],
    });
    expect(mrr([ramped], '2026-03-31')).toBe('500.00');
    expect(mrr([ramped], '2026-04-01')).toBe('1000.00');
  });

  it('are empty for a draft, before the first day and after the last one', () => {
    const fee = charge('base', { model: 'flat', amount: '100' });
    expect(mrr([fee], '2025-12-31')).toBe('0.00');
    expect(mrr([fee], '2026-01-01')).toBe('100.00');
    expect(mrr([fee], '2026-10-15', { state: 'draft' })).toBe('0.00');
    expect(mrr([fee], '2026-10-15', { state: 'ended', endsOn: '2026-10-15' })).toBe('100.00');
    expect(mrr([fee], '2026-10-16', { state: 'ended', endsOn: '2026-10-15' })).toBe('0.00');
  });
});
