import fc from 'fast-check';
import type { ChargeFields } from '../charges/charge-fields.js';
import { plusDays } from '../calendar/local-dates.js';
import type { MeterFields } from '../contract/contract-fields.js';
import {
  findNewlyPricedTwice,
  findPricedTwice,
  pricedQuantities,
  type PricingContract,
} from './priced-quantities.js';
import { COUNTER_DEFAULTS } from './usage-method.js';

const meter = (id: string, more: Partial<MeterFields> = {}): MeterFields => ({
  ...COUNTER_DEFAULTS,
  id,
  deviceId: 'd-1',
  signalKey: 'hours',
  unit: 'h',
  modulus: null,
  maxRatePerHour: null,
  maxGapMinutes: 60,
  ...more,
});
const charge = (meterIds: readonly string[]): ChargeFields => ({
  id: 'c-1',
  key: 'hours',
  nameI18n: {},
  clause: '',
  due: 'arrears',
  dueOn: null,
  countsBy: 'month',
  perMachine: false,
  machineIds: [],
  meterIds,
  pricing: { model: 'unit', unitPrice: '1' },
});
const contract = (change: Partial<PricingContract> = {}): PricingContract => ({
  startsOn: '2026-01-01',
  billedFrom: null,
  endsOn: null,
  machines: [{ machineId: 'm-1', from: '2026-01-01', to: null }],
  meters: [meter('me-1')],
  versions: [{ from: '2026-01-01', charges: [charge(['me-1'])] }],
  ...change,
});
/** Two devices of one machine, and one of a site. */
const MACHINES = new Map([
  ['d-1', 'm-1'],
  ['d-2', 'm-1'],
]);
const twice = (mine: PricingContract, other: PricingContract) =>
  findPricedTwice(
    ...([mine, other].map((one) => pricedQuantities(one, (id) => MACHINES.get(id) ?? null)) as [
      never,
      never,
    ]),
  ).map(({ from, to }) => [from, to]);
const site = (change: Partial<PricingContract> = {}) =>
  contract({ machines: [], meters: [meter('me-1', { deviceId: 'd-site' })], ...change });

describe('one quantity in two contracts', () => {
  it.each<[what: string, mine: PricingContract, other: PricingContract, days: (string | null)[][]]>([
    ['all days', contract(), contract(), [['2026-01-01', null]]],
    ['a site’s meter', site(), site({ startsOn: '2026-05-01' }), [['2026-05-01', null]]],
    ['a site’s meter and a machine’s', site(), contract(), []],
    [
      'one day shared',
      contract({ endsOn: '2026-06-30' }),
      contract({ startsOn: '2026-06-30' }),
      [['2026-06-30', '2026-07-01']],
    ],
    [
      'a renewal on the next day',
      contract({ endsOn: '2026-06-30' }),
      contract({ startsOn: '2026-07-01' }),
      [],
    ],
    [
      'a renewal that was billed elsewhere until then',
      contract({ endsOn: '2026-06-30' }),
      contract({ billedFrom: '2026-07-01' }),
      [],
    ],
    [
      'a machine that changes to the other contract',
      contract({ machines: [{ machineId: 'm-1', from: '2026-01-01', to: '2026-03-10' }] }),
      contract({ machines: [{ machineId: 'm-1', from: '2026-03-10', to: null }] }),
      [],
    ],
    [
      'a machine that returns',
      contract({
        machines: [
          { machineId: 'm-1', from: '2026-01-01', to: '2026-03-10' },
          { machineId: 'm-1', from: '2026-05-01', to: null },
        ],
      }),
      contract({ machines: [{ machineId: 'm-1', from: '2026-03-10', to: '2026-05-02' }] }),
      [['2026-05-01', '2026-05-02']],
    ],
    ['another signal', contract(), contract({ meters: [meter('me-1', { signalKey: 'starts' })] }), []],
    [
      'the same signal of another device of the machine',
      contract(),
      contract({ meters: [meter('me-1', { deviceId: 'd-2' })] }),
      [['2026-01-01', null]],
    ],
    [
      'a quantity that the other one subtracts',
      contract(),
      contract({ meters: [meter('me-1', { deducts: true })] }),
      [],
    ],
    [
      'a meter without a price',
      contract(),
      contract({ versions: [{ from: '2026-01-01', charges: [] }] }),
      [],
    ],
    [
      'a charge that was dropped when the other one began',
      contract({
        versions: [
          { from: '2026-01-01', charges: [charge(['me-1'])] },
          { from: '2026-04-01', charges: [] },
        ],
      }),
      contract({ startsOn: '2026-04-01' }),
      [],
    ],
    [
      'a charge that was dropped after the other one began',
      contract({
        versions: [
          { from: '2026-01-01', charges: [charge(['me-1'])] },
          { from: '2026-04-01', charges: [] },
        ],
      }),
      contract({ startsOn: '2026-03-01' }),
      [['2026-03-01', '2026-04-01']],
    ],
  ])('%s', (_what, mine, other, days) => {
    expect(twice(mine, other)).toEqual(days);
    expect(twice(other, mine)).toEqual(days);
  });

  it('is found if and only if both price it on a day', () => {
    const day = fc.nat({ max: 60 }).map((days) => plusDays('2026-01-01', days));
    const any = fc
      .tuple(day, fc.option(day), day, fc.option(day), day)
      .map(([startsOn, end, from, to, cut]) =>
        contract({
          startsOn,
          endsOn: end !== null && end > startsOn ? end : null,
          machines: [{ machineId: 'm-1', from, to: to !== null && to > from ? to : null }],
          versions: [
            { from: startsOn, charges: [charge(['me-1'])] },
            ...(cut > startsOn ? [{ from: cut, charges: [] }] : []),
          ],
        }),
      );
    const prices = ({ startsOn, endsOn, machines, versions }: PricingContract, on: string): boolean =>
      on >= startsOn &&
      (endsOn === null || on <= endsOn) &&
      machines.some(({ from, to }) => on >= from && (to === null || on < to)) &&
      versions.findLast(({ from }) => from <= on)!.charges.length > 0;
    fc.assert(
      fc.property(any, any, (mine, other) => {
        const found = twice(mine, other);
        for (let on = '2026-01-01'; on < '2026-04-01'; on = plusDays(on, 1))
          expect(found.some(([from, to]) => on >= from! && (to === null || on < to!))).toBe(
            prices(mine, on) && prices(other, on),
          );
      }),
    );
  });

  it.each<[what: string, before: PricingContract, after: PricingContract, days: (string | null)[][]]>([
    ['the same days as before', contract(), contract(), []],
    ['fewer days', contract(), contract({ endsOn: '2026-03-31' }), []],
    [
      'more days',
      contract({ endsOn: '2026-03-31' }),
      contract({ endsOn: '2026-04-30' }),
      [['2026-01-01', '2026-05-01']],
    ],
    [
      'days that were not shared before',
      site(),
      contract({ startsOn: '2026-02-01' }),
      [['2026-02-01', null]],
    ],
    [
      'the same days by two versions',
      contract(),
      contract({
        versions: ['2026-01-01', '2026-03-01'].map((from) => ({ from, charges: [charge(['me-1'])] })),
      }),
      [],
    ],
    [
      'the same days, formerly in two versions',
      contract({
        versions: ['2026-01-01', '2026-03-01'].map((from) => ({ from, charges: [charge(['me-1'])] })),
      }),
      contract(),
      [],
    ],
  ])('is newly priced twice by an amendment: %s', (_what, before, after, days) => {
    const machineOf = (id: string) => MACHINES.get(id) ?? null;
    const others = pricedQuantities(contract(), machineOf);
    const [was, is] = [before, after].map((one) => findPricedTwice(pricedQuantities(one, machineOf), others));
    expect(findNewlyPricedTwice(is!, was!).map(({ from, to }) => [from, to])).toEqual(days);
  });
});
