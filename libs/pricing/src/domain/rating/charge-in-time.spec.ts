import fc from 'fast-check';
import type { Pricing } from '#contracts/domain';
import { Exact } from '#platform/domain';
import type { ChargeInTime, LaterPrices } from './charge-in-time.js';
import { rateRuns } from './rate-runs.js';

const KEY = 'air';
const priced = (pricing: Pricing, later: readonly LaterPrices[] = []): ChargeInTime => ({
  ...pricing,
  key: KEY,
  later,
});
/** Returns the amount of each part. */
function amounts(
  charge: ChargeInTime,
  quantities: Readonly<Record<string, string>>,
  currency: string | null = 'EUR',
) {
  const usage = Object.entries(quantities).map(([part, quantity]) => ({ charge: KEY, part, quantity }));
  return rateRuns([charge], [{ final: true, usage }], currency).runs[0]!;
}
const amountsOf = (...given: Parameters<typeof amounts>): string[] =>
  amounts(...given).lines.map(({ amount }) => amount!.toFixed(2));

describe('prices that change within a period', () => {
  it('keep the allowance, which the first units use up', () => {
    const charge = priced({ model: 'unit', unitPrice: '1', includedQuantity: '100' }, [
      { from: '2026-11-15', pricing: { model: 'unit', unitPrice: '2', includedQuantity: '100' } },
    ]);
    expect(amountsOf(charge, { '2026-11-01': '60', '2026-11-15': '60' })).toEqual(['0.00', '40.00']);
    expect(amountsOf(charge, { '2026-11-01': '130', '2026-11-15': '60' })).toEqual(['30.00', '120.00']);
  });

  it('keep the tiers: each unit stays in its tier, at its day’s price', () => {
    const tiers = (first: string, second: string): Pricing => ({
      model: 'graduated',
      tiers: [{ upTo: '100', unitPrice: first, flatFee: '5' }, { unitPrice: second }],
    });
    const charge = priced(tiers('1', '0.5'), [{ from: 'b', pricing: tiers('2', '1') }]);
    // The first part has 80 units at 1 plus the first tier's fee; the second part has 20 units at 2 and 50 units at 1.
    expect(amountsOf(charge, { a: '80', b: '70' })).toEqual(['85.00', '90.00']);
    expect(
      amounts(charge, { a: '80', b: '70' }).steps.map(({ tier, terms, quantity, amount }) => [
        tier,
        terms,
        quantity!.toFixed(),
        amount.toFixed(),
      ]),
    ).toEqual([
      [0, 0, '80', '85'],
      [0, 1, '20', '40'],
      [1, 1, '50', '50'],
    ]);
  });

  it('use the tier that the whole quantity reaches, for each day’s units', () => {
    const tiers = (first: string, second: string): Pricing => ({
      model: 'volume',
      tiers: [{ upTo: '100', unitPrice: first }, { unitPrice: second }],
    });
    const charge = priced(tiers('10', '8'), [{ from: 'b', pricing: tiers('20', '9') }]);
    // 50 × 8 and 100 × 9 in total; the first part alone would have been 50 × 10.
    expect(amounts(charge, { a: '50', b: '100' }).amount!.toFixed()).toBe('1300');
    expect(amountsOf(charge, { a: '50', b: '100' })).toEqual(['500.00', '800.00']);
  });

  it('reach one tier with all units of a month, and each part is billed by its own units', () => {
    const tiers = (first: string, second: string): Pricing => ({
      model: 'volume',
      tiers: [{ upTo: '1000', unitPrice: first }, { unitPrice: second }],
    });
    const charge = priced(tiers('0.88', '0.66'), [{ from: '2026-11-16', pricing: tiers('0.90', '0.70') }]);
    const quantities = { '2026-11-01': '780', '2026-11-16': '1518.585' };
    const ofOneMonth = { ...charge, monthOf: (day: string) => day.slice(0, 7) };
    const { lines, steps } = amounts(ofOneMonth, quantities);
    // The first part is not 686.40, which it would cost on its own.
    expect(lines.map(({ amount }) => amount!.toFixed(2))).toEqual(['514.80', '1063.01']);
    expect(steps.map(({ terms, amount }) => [terms, amount.toFixed(2)])).toEqual([
      [0, '514.80'],
      [1, '1063.01'],
    ]);
    // If each part is a separate month, the earlier part keeps the amount of its own tier, and the later part bills the
    // rest of the total.
    expect(amountsOf(charge, quantities)).toEqual(['686.40', '891.41']);
  });

  it.each<[string, Pricing, Pricing]>([
    [
      'volume',
      { model: 'volume', tiers: [{ upTo: '90', unitPrice: '1.37' }, { unitPrice: '0.93' }] },
      { model: 'volume', tiers: [{ upTo: '90', unitPrice: '1.51' }, { unitPrice: '0.97' }] },
    ],
    [
      'stairstep',
      { model: 'stairstep', tiers: [{ upTo: '90', flatFee: '100' }, { flatFee: '170.01' }] },
      { model: 'stairstep', tiers: [{ upTo: '90', flatFee: '111' }, { flatFee: '180.01' }] },
    ],
    [
      'graduated',
      { model: 'graduated', tiers: [{ upTo: '90', unitPrice: '1.373' }, { unitPrice: '0.931' }] },
      { model: 'graduated', tiers: [{ upTo: '90', unitPrice: '1.517' }, { unitPrice: '0.977' }] },
    ],
    [
      'package',
      { model: 'package', packageSize: '7', packagePrice: '1.015' },
      { model: 'package', packageSize: '7', packagePrice: '1.025' },
    ],
    ['unit', { model: 'unit', unitPrice: '1.005' }, { model: 'unit', unitPrice: '1.015' }],
  ])('have lines of %s that equal the sum of the steps at their prices', (_model, before, after) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 5000 }), (a, b) => {
        const charge: ChargeInTime = {
          ...priced(before, [{ from: 'b', pricing: after }]),
          monthOf: () => 'month',
        };
        const tenths = (value: number): string => new Exact(value).div(10).toFixed();
        const { lines, steps } = amounts(charge, { a: tenths(a), b: tenths(b) });
        for (const [index, { amount }] of lines.entries()) {
          const own = steps.filter(({ terms }) => terms === index);
          expect(Exact.sum(0, ...own.map((step) => step.amount)).toFixed()).toBe(amount!.toFixed());
        }
      }),
    );
  });

  it('apply a maximum, and a discount per day', () => {
    const pricing = (unitPrice: string, discountPercent: string): Pricing => ({
      model: 'unit',
      unitPrice,
      discountPercent,
      maxAmount: '150',
    });
    const charge = priced(pricing('1', '10'), [{ from: 'b', pricing: pricing('2', '0') }]);
    // The second part is billed at 60, because its 100 units at 2 exceed the rest of the maximum.
    expect(amountsOf(charge, { a: '100', b: '100' })).toEqual(['90.00', '60.00']);
  });

  it('bill the shortfall at the last price', () => {
    const pricing = (unitPrice: string): Pricing => ({ model: 'unit', unitPrice, minQuantity: '100' });
    const charge = priced(pricing('1'), [{ from: 'b', pricing: pricing('3') }]);
    expect(
      amounts(charge, { a: '20', b: '30' }).lines.map(({ component, amount }) => [
        component,
        amount!.toFixed(),
      ]),
    ).toEqual([
      ['usage', '20'],
      ['usage', '90'],
      ['true_up', '150'],
    ]);
  });

  const quantity = fc.integer({ min: 0, max: 5000 }).map((tenths) => new Exact(tenths).div(10).toFixed());
  const models: Pricing[] = [
    { model: 'unit', unitPrice: '0.37', includedQuantity: '70' },
    { model: 'graduated', tiers: [{ upTo: '60', unitPrice: '1.5', flatFee: '3' }, { unitPrice: '0.8' }] },
    {
      model: 'volume',
      tiers: [
        { upTo: '150', unitPrice: '2' },
        { unitPrice: '1.1', flatFee: '4' },
      ],
    },
    { model: 'package', packageSize: '25', packagePrice: '9' },
    { model: 'stairstep', tiers: [{ upTo: '100', flatFee: '40' }, { flatFee: '70' }] },
  ];

  it('change nothing if they equal the earlier ones', () => {
    fc.assert(
      fc.property(fc.constantFrom(...models), quantity, quantity, (pricing, a, b) => {
        const parts = { a, b };
        const same = priced(pricing, [{ from: 'b', pricing }]);
        expect(amounts(same, parts).amount!.toFixed()).toBe(
          amounts(priced(pricing), parts).amount!.toFixed(),
        );
      }),
    );
  });

  it('price each unit by its own day’s price list, without losing any amount', () => {
    fc.assert(
      fc.property(quantity, quantity, fc.integer({ min: 1, max: 300 }), (a, b, cents) => {
        const before: Pricing = { model: 'unit', unitPrice: '0.37', includedQuantity: '70' };
        const after: Pricing = { ...before, unitPrice: new Exact(cents).div(100).toFixed() };
        const charge = priced(before, [{ from: 'b', pricing: after }]);
        const first = Exact.max(new Exact(a).minus(70), 0);
        const second = Exact.max(new Exact(a).plus(b).minus(70), 0).minus(first);
        const wanted = first.times('0.37').plus(second.times(after.unitPrice!));
        expect(amounts(charge, { a, b }, null).amount!.toFixed()).toBe(wanted.toFixed());
      }),
    );
  });
});

describe('machines that are present for a part of a period', () => {
  it('have their own share of the allowance and of the minimum', () => {
    const charge: ChargeInTime = {
      key: KEY,
      model: 'unit',
      unitPrice: '1',
      includedQuantityPerMachine: '100',
      minQuantityPerMachine: '60',
      ofMachine: new Map([['m-2', { includedQuantity: '50', minQuantity: '30' }]]),
    };
    const usage = [
      { charge: KEY, machine: 'm-1', quantity: '170' },
      { charge: KEY, machine: 'm-2', quantity: '20' },
    ];
    const { lines } = rateRuns([charge], [{ final: true, usage }], 'EUR').runs[0]!;
    expect(lines.map(({ component, machine, amount }) => [component, machine, amount!.toFixed()])).toEqual([
      ['usage', null, '40'],
      ['true_up', 'm-2', '10'],
    ]);
  });
});
