import fc from 'fast-check';
import { DomainError } from '#platform/domain';
import { type SimulationInput, simulatePlans } from './simulate-plans.js';

const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06'].concat([
  '2026-07',
  '2026-08',
  '2026-09',
  '2026-10',
  '2026-11',
  '2026-12',
]);
const AIR = { id: 'air', machineId: null, name: 'FM-1', unit: 'm3' };
const machine = (name: string) => ({ id: name, machineId: `machine ${name}`, name, unit: 'h' });

const BASE = { pricing: { model: 'flat', amount: '1000' } } as const;
const OVERAGE = { pricing: { model: 'unit', unitPrice: '0.5', includedQuantity: '100' } } as const;
const YEARLY_MINIMUM = {
  countsBy: 'year',
  pricing: { model: 'unit', unitPrice: '0', minQuantity: '1500', shortfallPrice: '2' },
} as const;

function described(
  quantities: readonly (string | null)[],
  charges: SimulationInput['plans'][number]['charges'],
  more: Partial<SimulationInput> = {},
): SimulationInput {
  return {
    currency: 'PLN',
    zone: 'Europe/Warsaw',
    counters: [AIR],
    months: quantities.map((quantity, index) => ({
      month: MONTHS[index]!,
      usage: [{ counterId: 'air', quantity }],
    })),
    plans: [{ name: 'A', charges }],
    usagePercent: '100',
    ...more,
  };
}

const faultsOf = (wrong: SimulationInput): [string, string][] => {
  try {
    simulatePlans(wrong);
  } catch (error) {
    if (error instanceof DomainError) return error.fields.map(({ pointer, code }) => [pointer, code]);
    throw error;
  }
  return [];
};

describe('simulatePlans', () => {
  it('bills each month as a billing run would have, and adds up the months', () => {
    const { plans } = simulatePlans(described(['80', '120', '100'], [BASE, OVERAGE]));
    expect(plans).toEqual([
      {
        name: 'A',
        months: [
          { month: '2026-01', amountMinor: 100000n, isOnHold: false },
          { month: '2026-02', amountMinor: 101000n, isOnHold: false },
          { month: '2026-03', amountMinor: 100000n, isOnHold: false },
        ],
        totalMinor: 301000n,
        charges: [
          { key: 'fee', amountMinor: 300000n },
          { key: 'usage', amountMinor: 1000n },
        ],
      },
    ]);
  });

  it('has no amount for an unknown month, and never treats it as zero', () => {
    const [plan] = simulatePlans(described(['120', null, '120'], [BASE, OVERAGE])).plans;
    expect(plan!.months.map(({ amountMinor }) => amountMinor)).toEqual([101000n, null, 101000n]);
    expect(plan!.totalMinor).toBe(202000n);
  });

  it('bills the rest of yearly charges in the twelfth month if all months are known', () => {
    const year = MONTHS.map(() => '100');
    const [whole] = simulatePlans(described(year, [YEARLY_MINIMUM])).plans;
    expect(whole!.months.at(-1)).toEqual({ month: '2026-12', amountMinor: 60000n, isOnHold: false });
    expect(whole!.totalMinor).toBe(60000n);
    const [broken] = simulatePlans(described([null, ...year.slice(1)], [YEARLY_MINIMUM])).plans;
    expect(broken!.months.at(-1)).toEqual({ month: '2026-12', amountMinor: 0n, isOnHold: true });
  });

  it('carries a yearly allowance from month to month', () => {
    const yearly = { ...OVERAGE, countsBy: 'year' } as const;
    const [plan] = simulatePlans(described(['60', '60', '60'], [yearly])).plans;
    expect(plan!.months.map(({ amountMinor }) => amountMinor)).toEqual([0n, 1000n, 3000n]);
  });

  it('bills one-time charges in the first month', () => {
    const [plan] = simulatePlans(described(['1', '1'], [{ ...BASE, due: 'once' }])).plans;
    expect(plan!.months.map(({ amountMinor }) => amountMinor)).toEqual([100000n, 0n]);
  });

  it('counts machines separately, with fees for each of them', () => {
    const [plan] = simulatePlans(
      described(
        [],
        [
          { perMachine: true, pricing: { model: 'flat', amount: '10' } },
          { pricing: { model: 'unit', unitPrice: '1', includedQuantity: '50', pooling: 'per_machine' } },
        ],
        {
          counters: [machine('M1'), machine('M2')],
          months: [
            {
              month: '2026-01',
              usage: [
                { counterId: 'M1', quantity: '60' },
                { counterId: 'M2', quantity: '20' },
              ],
            },
          ],
        },
      ),
    ).plans;
    expect(plan!.charges).toEqual([
      { key: 'fee', amountMinor: 2000n },
      { key: 'usage', amountMinor: 1000n },
    ]);
  });

  it('subtracts a meter, including its quantity on hold', () => {
    const counters = [AIR, { ...AIR, id: 'scrap', deducts: true }];
    const months = [
      ['120', '20', '0'],
      ['120', '20', '5.5'],
      ['10', '20', '0'],
    ].map(([all, scrap, held], index) => ({
      month: MONTHS[index]!,
      usage: [
        { counterId: 'air', quantity: all!, heldQuantity: '7' },
        { counterId: 'scrap', quantity: scrap!, heldQuantity: held! },
      ],
    }));
    const [plan] = simulatePlans(
      described([], [{ pricing: { model: 'unit', unitPrice: '1' } }], { counters, months }),
    ).plans;
    expect(plan!.months.map(({ amountMinor }) => amountMinor)).toEqual([10000n, 9450n, 0n]);
  });

  it('bills more or less than the actual usage', () => {
    const { plans, curve } = simulatePlans(
      described(['100'], [{ pricing: { model: 'unit', unitPrice: '1' } }], { usagePercent: '70' }),
    );
    expect(plans[0]!.totalMinor).toBe(7000n);
    expect(curve.at(0)).toEqual({ percent: 40, totalsMinor: [4000n] });
    expect(curve.at(-1)).toEqual({ percent: 160, totalsMinor: [16000n] });
  });

  it('gives the same result for plans that differ only in name, whether simulated together or separately', () => {
    const amount = fc.integer({ min: 0, max: 100_000 }).map(String);
    fc.assert(
      fc.property(
        fc.array(fc.option(amount, { nil: null }), { minLength: 1, maxLength: 12 }),
        amount,
        amount,
        (quantities, unitPrice, includedQuantity) => {
          const charges = [BASE, { pricing: { model: 'unit' as const, unitPrice, includedQuantity } }];
          const plans = [
            { name: 'A', charges },
            { name: 'B', charges },
          ];
          const [a, b] = simulatePlans(described(quantities, charges, { plans })).plans;
          const [alone] = simulatePlans(described(quantities, charges)).plans;
          expect({ ...a, name: '' }).toEqual({ ...b, name: '' });
          expect(a).toEqual(alone);
          expect(a!.charges.reduce((sum, one) => sum + one.amountMinor, 0n)).toBe(a!.totalMinor);
        },
      ),
      { numRuns: 12 },
    );
  });

  it.each<[string, Partial<SimulationInput>, [string, string]]>([
    [
      'months with a gap',
      {
        months: [
          { month: '2026-01', usage: [] },
          { month: '2026-03', usage: [] },
        ],
      },
      ['/months/1/month', 'billing.month_not_next'],
    ],
    ['a duplicate counter', { counters: [AIR, AIR] }, ['/counters/1/id', 'billing.counter_twice']],
    [
      'usage of an unknown counter',
      { months: [{ month: '2026-01', usage: [{ counterId: 'gas', quantity: '1' }] }] },
      ['/months/0/usage/0/counterId', 'billing.counter_unknown'],
    ],
    [
      'negative usage',
      { months: [{ month: '2026-01', usage: [{ counterId: 'air', quantity: '-1' }] }] },
      ['/months/0/usage/0/quantity', 'billing.value_negative'],
    ],
    [
      'negative usage on hold',
      { months: [{ month: '2026-01', usage: [{ counterId: 'air', quantity: '1', heldQuantity: '-1' }] }] },
      ['/months/0/usage/0/heldQuantity', 'billing.value_negative'],
    ],
    ['a negative percentage', { usagePercent: '-5' }, ['/usagePercent', 'billing.value_negative']],
    [
      'a charge without a price',
      { plans: [{ name: 'A', charges: [{ pricing: { model: 'unit' } }] }] },
      ['/plans/0/charges/0/pricing/unitPrice', 'contracts.value_missing'],
    ],
    [
      'a station’s meter rated per machine',
      {
        plans: [
          { name: 'A', charges: [{ pricing: { model: 'unit', unitPrice: '1', pooling: 'per_machine' } }] },
        ],
      },
      ['/plans/0/charges/0/pricing/pooling', 'contracts.meter_of_no_machine'],
    ],
  ])('rejects %s', (_, wrong, fault) => {
    expect(faultsOf(described(['1'], [BASE], wrong))).toEqual([fault]);
  });
});
