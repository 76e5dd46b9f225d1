import type { Charge } from '#contracts/domain';
import { Exact } from '#platform/domain';
import { checkPricing } from './check-pricing.js';
import type { RatingRun, UsageOfCharge } from './rating-run.js';

const AIR: Charge = { key: 'air', model: 'unit', unitPrice: '1' };
const check = (usage: readonly UsageOfCharge[], charges: readonly Charge[] = [AIR]) =>
  checkPricing(charges, [{}, { usage }]);

describe('checkPricing', () => {
  it('accepts quantities, quantities on hold, and events', () => {
    expect(
      check([
        { charge: 'air', quantity: '0' },
        { charge: 'air', quantity: null, machine: 'A' },
        { charge: 'air', quantity: new Exact(2), part: '2' },
        { charge: 'air', events: ['0', new Exact(3)], part: '3' },
        { charge: 'air', quantity: '1', events: null, part: '4' },
      ]),
    ).toEqual([]);
  });

  it.each<[string, readonly UsageOfCharge[], readonly object[]]>([
    [
      'of no charge',
      [
        { charge: 'air', quantity: '1' },
        { charge: 'heat', quantity: '1' },
      ],
      [{ pointer: '/runs/1/usage/1/charge', code: 'billing.charge_unknown' }],
    ],
    [
      'twice, also with the default part and machine',
      [
        { charge: 'air', quantity: '1' },
        { charge: 'air', quantity: '1', part: '1', machine: null },
      ],
      [{ pointer: '/runs/1/usage/1', code: 'billing.usage_twice' }],
    ],
    [
      'without a value',
      [{ charge: 'air' }],
      [{ pointer: '/runs/1/usage/0/quantity', code: 'billing.value_missing' }],
    ],
    [
      'with two values',
      [{ charge: 'air', quantity: '1', events: [] }],
      [{ pointer: '/runs/1/usage/0/events', code: 'billing.usage_ambiguous' }],
    ],
    [
      'with a negative quantity',
      [{ charge: 'air', quantity: '-0.1' }],
      [{ pointer: '/runs/1/usage/0/quantity', code: 'billing.value_negative' }],
    ],
    [
      'with a negative event',
      [{ charge: 'air', events: ['1', '-1'] }],
      [{ pointer: '/runs/1/usage/0/events/1', code: 'billing.value_negative' }],
    ],
  ])('refuses usage %s', (_, usage, faults) => {
    expect(check(usage)).toEqual(faults);
  });

  it('refuses a key of a charge that exists already', () => {
    expect(checkPricing([AIR, { ...AIR, key: 'heat' }, AIR], [])).toEqual([
      { pointer: '/charges/2/key', code: 'contracts.charge_twice' },
    ]);
  });

  it('refuses invalid terms, with the position of the charge', () => {
    const [fault] = checkPricing([AIR, { key: 'heat', model: 'unit' }], []);
    expect(fault?.pointer).toBe('/charges/1/unitPrice');
  });

  it('limits the number of events of all runs', () => {
    const run = (count: number, part: string): RatingRun => ({
      usage: [
        { charge: 'air', events: Array<string>(count).fill('1'), part },
        { charge: 'air', quantity: '1', part: `${part}0` },
      ],
    });
    expect(checkPricing([AIR], [run(4_999, '1'), run(1, '2'), {}])).toEqual([]);
    expect(checkPricing([AIR], [run(4_999, '1'), run(2, '2')])).toEqual([
      { pointer: '/runs', code: 'billing.too_many_events', params: { most: 5_000 } },
    ]);
  });
});
