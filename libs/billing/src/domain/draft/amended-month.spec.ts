import fc from 'fast-check';
import type { ChargeFields, Pricing } from '#contracts/domain';
import { calendarMonth } from '#metering/domain';
import { Exact } from '#platform/domain';
import { billedMonth } from '#pricing/domain';
import type { MeteredMonth } from '../usage/metered-month.js';
import { composeDraft } from './compose-draft.js';
import type { DraftInput } from './draft-input.js';

const zone = 'Europe/Warsaw';
const STARTS = '2025-02-01';
const monthOf = (month: string) =>
  billedMonth(calendarMonth(month, zone), {
    zone,
    billingCalendar: 'calendar' as const,
    startsOn: STARTS,
    endsOn: null,
  })!;
const charge = (key: string, pricing: Pricing, change: Partial<ChargeFields> = {}): ChargeFields => ({
  id: `id of ${key}`,
  key,
  nameI18n: {},
  clause: '',
  due: 'arrears',
  dueOn: null,
  countsBy: 'month',
  perMachine: false,
  machineIds: [],
  meterIds: pricing.model === 'flat' ? [] : ['me-1'],
  pricing,
  ...change,
});
/** November 2026 with the same quantity on every day. */
const november = (perDay: number, more: Partial<MeteredMonth> = {}): MeteredMonth => ({
  meterId: 'me-1',
  device: 'FM-1',
  signalKey: 'air_m3_total',
  unit: 'm3',
  machineId: null,
  serial: null,
  from: '2026-11-01',
  to: '2026-12-01',
  state: 'measured',
  quantity: String(perDay * 30),
  heldQuantity: '0',
  holds: 0,
  days: Array.from({ length: 30 }, (_, index) => ({
    day: `2026-11-${String(index + 1).padStart(2, '0')}`,
    quantity: String(perDay),
    heldQuantity: '0',
  })),
  usagePeriodId: 'u-1',
  hash: 'a1',
  ...more,
});
const INPUT: Omit<DraftInput, 'versions'> = {
  currency: 'PLN',
  kitsIncluded: false,
  term: { zone, billingCalendar: 'calendar' as const, startsOn: STARTS, endsOn: null },
  month: monthOf('2026-11'),
  isOver: true,
  paused: [],
  machines: [],
  metered: [november(10)],
  billed: [],
  billedElsewhere: [],
  prepaid: [],
  invoicedFrom: [],
  kits: [],
};
/** Returns two versions of a contract's charges: before a day, and from that day on. */
const changed = (day: string, before: readonly ChargeFields[], after: readonly ChargeFields[]) => [
  { from: STARTS, charges: before },
  { from: day, charges: after },
];
const told = (input: DraftInput) =>
  composeDraft(input).lines.map(({ place, service, quantity, amountMinor }) => [
    place?.chargeKey,
    place?.component,
    `${service?.from.slice(8)}..${service?.to.slice(8)}`,
    quantity,
    Number(amountMinor) / 100,
  ]);

describe('a month in which a contract changed', () => {
  const UNIT: Pricing = { model: 'unit', unitPrice: '1', includedQuantity: '100' };

  it('continues counting if only prices change, each day at its own price', () => {
    const versions = changed(
      '2026-11-15',
      [charge('air', UNIT)],
      [charge('air', { ...UNIT, unitPrice: '2' })],
    );
    const { lines } = composeDraft({ ...INPUT, versions });
    expect(told({ ...INPUT, versions })).toEqual([
      // 140 used, 100 included
      ['air', 'usage', '01..15', '140', 40],
      ['air', 'usage', '15..01', '160', 320],
    ]);
    expect(lines.map(({ unitPrice, snapshot }) => [unitPrice, snapshot?.charge.pricing.unitPrice])).toEqual([
      ['1', '1'],
      ['2', '2'],
    ]);
    expect(lines[1]!.snapshot!.prices!.map(({ from, applied }) => [from, applied.unitPrice])).toEqual([
      ['2026-11-01', '1'],
      ['2026-11-15', '2'],
    ]);
  });

  it('continues counting if only the discount changes, each day at its own discount', () => {
    const versions = changed(
      '2026-11-15',
      [charge('air', { ...UNIT, discountPercent: '10' })],
      [charge('air', { ...UNIT, discountPercent: '20' })],
    );
    expect(told({ ...INPUT, versions })).toEqual([
      // The included 100 units are used only once, by the first units.
      ['air', 'usage', '01..15', '140', 36],
      ['air', 'usage', '15..01', '160', 128],
    ]);
  });

  it('prices all units of a volume charge by the tier that the month reaches, each day by its own list', () => {
    const tiers = (first: string, second: string): Pricing => ({
      model: 'volume',
      tiers: [{ upTo: '200', unitPrice: first }, { unitPrice: second }],
    });
    const input = {
      ...INPUT,
      versions: changed(
        '2026-11-16',
        [charge('air', tiers('3', '2'))],
        [charge('air', tiers('5', '4'), { clause: '9.9' })],
      ),
    };
    const { lines } = composeDraft(input);
    // 300 units in total: 150 at 2 and 150 at 4. On their own, the first 150 units would have cost 3 each.
    expect(told(input).map(([, , , quantity, amount]) => [quantity, amount])).toEqual([
      ['150', 300],
      ['150', 600],
    ]);
    expect(
      lines.map(({ snapshot }) => snapshot?.steps.map(({ unitPrice, amount }) => [unitPrice, amount])),
    ).toEqual([[['2', '300']], [['4', '600']]]);
    expect(lines.map(({ snapshot }) => snapshot?.month)).toEqual([
      { from: '2026-11-01', to: '2026-12-01' },
      { from: '2026-11-01', to: '2026-12-01' },
    ]);
  });

  it('shows the discount and the cap behind each line’s amount', () => {
    const cheap: Pricing = { model: 'unit', unitPrice: '1', discountPercent: '10', maxAmount: '400' };
    const versions = changed(
      '2026-11-16',
      [charge('air', cheap)],
      [charge('air', { ...cheap, unitPrice: '2', discountPercent: '5' })],
    );
    const { lines } = composeDraft({ ...INPUT, versions });
    expect(
      lines.map(({ snapshot }) => [
        snapshot?.gross,
        snapshot?.discount,
        snapshot?.capDiscount,
        snapshot?.exact,
      ]),
    ).toEqual([
      ['150', '15', '0', '135'],
      ['300', '15', '20', '265'],
    ]);
  });

  it('restarts if the plan changes: allowances and minimums are prorated, tier bounds are not', () => {
    const tiers: Pricing = {
      model: 'graduated',
      tiers: [{ upTo: '100', unitPrice: '1' }, { unitPrice: '0.5' }],
      minAmount: '300',
    };
    const versions = changed('2026-11-16', [charge('air', UNIT)], [charge('air', tiers)]);
    expect(told({ ...INPUT, versions })).toEqual([
      // 150 used, 50 of 100 included
      ['air', 'usage', '01..16', '150', 100],
      // 150 used: 100 at 1 and 50 at 0.50
      ['air', 'usage', '16..01', '150', 125],
      // at least 150 of 300
      ['air', 'true_up', '16..01', null, 25],
    ]);
  });

  it('shows a prorated minimum with the meter’s decimals, and prices the exact quantity', () => {
    const least: Pricing = { model: 'unit', unitPrice: '1', minQuantity: '1000', shortfallPrice: '0.31' };
    const versions = changed('2026-11-12', [charge('air', UNIT)], [charge('air', least)]);
    const { lines } = composeDraft({ ...INPUT, versions });
    // 19 of 30 days: a minimum of 633.33…, 190 used.
    expect(lines.at(-1)).toMatchObject({
      quantity: '443',
      params: { minimum: '633', minimumOf: 'quantity' },
      amountMinor: 13_743n,
    });
  });

  it('prorates fees: in arrears the days of each amount, in advance a credit and a charge for the rest', () => {
    const fee = (amount: string, due: 'arrears' | 'advance') =>
      charge(due, { model: 'flat', amount }, { due });
    const versions = changed(
      '2026-11-11',
      [fee('300', 'arrears'), fee('300', 'advance')],
      [fee('600', 'arrears'), fee('600', 'advance')],
    );
    expect(told({ ...INPUT, metered: [], versions })).toEqual([
      ['arrears', 'fee', '01..11', null, 100],
      ['arrears', 'fee', '11..01', null, 400],
      ['advance', 'fee', '01..01', null, 300],
      ['advance', 'credit', '11..01', null, -200],
      ['advance', 'fee', '11..01', null, 400],
    ]);
  });

  it('prorates a fee that begins or ends within the month', () => {
    const [old, young] = ['old', 'young'].map((key) => charge(key, { model: 'flat', amount: '300' }));
    const versions = changed('2026-11-21', [old!], [young!]);
    expect(told({ ...INPUT, metered: [], versions })).toEqual([
      ['young', 'fee', '21..01', null, 100],
      ['old', 'fee', '01..21', null, 200],
    ]);
  });

  it('adjusts a yearly fee by the days of each amount, in the month of the change', () => {
    const fee = (amount: string) => charge('year', { model: 'flat', amount }, { due: 'yearly' });
    const versions = changed('2026-11-01', [fee('3650')], [fee('7300')]);
    const input: DraftInput = { ...INPUT, metered: [], versions };
    const place = {
      chargeKey: 'year',
      component: 'fee' as const,
      counterFrom: '2026-02-01',
      partFrom: null,
      machineId: null,
    };
    // Before the change, the year was billed at the old amount, regardless of the future change.
    expect(told({ ...input, month: monthOf('2026-02') })).toEqual([['year', 'fee', '01..01', null, 3650]]);
    // From 1 November, 92 days of the year remain: 920 at the old amount are credited, and 1,840 at the new amount are
    // billed.
    expect(told({ ...input, billed: [{ ...place, amountMinor: 365_000n }] })).toEqual([
      ['year', 'fee', '01..01', null, -920],
      ['year', 'fee', '01..01', null, 1840],
    ]);
    // October is drafted after November was issued. November already billed the change, so October bills nothing for
    // it.
    const credited = { ...place, amountMinor: -92_000n };
    const issuedFirst = [{ ...place, amountMinor: 365_000n }, credited];
    expect(
      told({
        ...input,
        month: monthOf('2026-10'),
        billed: issuedFirst,
        invoicedFrom: ['2026-02-01', '2026-11-01'],
      }),
    ).toEqual([]);
  });

  it('counts machines from and to their day in one counter, each with its days of the allowance', () => {
    const each: Pricing = { model: 'unit', unitPrice: '1', includedQuantityPerMachine: '90' };
    const metered = [
      november(10, { meterId: 'me-1', machineId: 'm-1', serial: 'S-1', quantity: '100' }),
      november(10, { meterId: 'me-2', machineId: 'm-2', serial: 'S-2', quantity: '200' }),
    ];
    const machines = [
      { machineId: 'm-1', serial: 'S-1', from: STARTS, to: '2026-11-11' },
      { machineId: 'm-2', serial: 'S-2', from: '2026-11-11', to: null },
    ];
    const versions = changed(
      '2026-11-11',
      [charge('air', each, { meterIds: ['me-1'] })],
      [charge('air', each, { meterIds: ['me-1', 'me-2'] })],
    );
    // The machines get 30 and 60 of the 90 included hours, so a swap keeps the whole allowance.
    expect(told({ ...INPUT, metered, machines, versions })).toEqual([['air', 'usage', '01..01', '300', 210]]);
    const alone = {
      ...each,
      includedQuantityPerMachine: null,
      includedQuantity: '91',
      pooling: 'per_machine',
    } as const;
    const rated = changed(
      '2026-11-11',
      [charge('air', alone, { meterIds: ['me-1'] })],
      [charge('air', alone, { meterIds: ['me-1', 'me-2'] })],
    );
    // Each share is rounded down separately: 30.33 to 30, and 60.67 to 60.
    expect(told({ ...INPUT, metered, machines, versions: rated }).map(([, , , , amount]) => amount)).toEqual([
      70, 140,
    ]);
  });

  it.each<[string, Partial<Pricing>, Partial<Pricing>, [number, number]]>([
    // 98 × 4/30 = 13.07 and 98 × 26/30 = 84.93
    ['add up to it if it is unchanged', { includedQuantity: '98' }, {}, [13, 85]],
    ['round down if it changes', { includedQuantity: '98' }, { includedQuantity: '100' }, [13, 86]],
    [
      'round down if each machine is rated separately from then on',
      { includedQuantity: '98' },
      { pooling: 'per_machine' },
      [13, 84],
    ],
    [
      'per machine of a pool add up to it if it is unchanged',
      { includedQuantityPerMachine: '98' },
      {},
      [13, 85],
    ],
    ['keep their decimals', { includedQuantity: '98.5' }, {}, [13.1, 85.4]],
  ])(
    'restarts with a minimum, and shares of the allowance %s',
    (_name, included, change, [before, after]) => {
      const terms: Pricing = { ...included, model: 'unit', unitPrice: '1' };
      const versions = changed(
        '2026-11-05',
        [charge('air', terms)],
        [charge('air', { ...terms, ...change, minAmount: '1' })],
      );
      const machines = [{ machineId: 'm-1', serial: 'S-1', from: STARTS, to: null }];
      const metered = [november(10, { machineId: 'm-1', serial: 'S-1' })];
      const { lines } = composeDraft({ ...INPUT, machines, metered, versions });
      expect(lines.map(({ params, amountMinor }) => [params.included, Number(amountMinor) / 100])).toEqual([
        [String(before), 40 - before],
        [String(after), 260 - after],
      ]);
    },
  );

  it('lists on each line the parts that share the allowance', () => {
    const terms: Pricing = { model: 'unit', unitPrice: '1', includedQuantity: '98' };
    const versions = changed(
      '2026-11-05',
      [charge('air', terms)],
      [charge('air', { ...terms, minAmount: '1' })],
    );
    const parts = [
      { from: '2026-11-01', used: 4 },
      { from: '2026-11-05', used: 26 },
    ];
    const { lines } = composeDraft({ ...INPUT, versions });
    expect(lines.map(({ snapshot }) => snapshot?.counter.parts)).toEqual([parts, parts]);
  });

  it('rounds a pool’s allowance for machines down once in a month that is billed in part', () => {
    const each: Pricing = { model: 'unit', unitPrice: '1', includedQuantityPerMachine: '17' };
    const ids = ['m-1', 'm-2', 'm-3'];
    const metered = ids.map((machineId) =>
      november(10, { meterId: machineId, machineId, serial: machineId }),
    );
    const machines = ids.map((machineId) => ({
      machineId,
      serial: machineId,
      from: '2026-11-28',
      to: null,
    }));
    const term = { ...INPUT.term, startsOn: '2026-11-28' };
    const month = billedMonth(calendarMonth('2026-11', zone), term)!;
    const versions = [{ from: '2026-11-28', charges: [charge('air', each, { meterIds: ids })] }];
    const { lines } = composeDraft({ ...INPUT, term, month, machines, metered, versions });
    // 3 × 17 × 3/30 = 5.1; rounded separately, each machine would include only 1.
    expect(lines.map(({ params }) => params.included)).toEqual(['5']);
  });

  it('does not wait for the meter of a machine that left in an earlier month', () => {
    const gone = november(0, {
      meterId: 'me-1',
      machineId: 'm-1',
      serial: 'S-1',
      state: 'unknown',
      quantity: null,
    });
    const metered = [gone, november(10, { meterId: 'me-2', machineId: 'm-2', serial: 'S-2' })];
    const machines = [
      { machineId: 'm-1', serial: 'S-1', from: STARTS, to: '2026-10-20' },
      { machineId: 'm-2', serial: 'S-2', from: STARTS, to: null },
    ];
    const pricings: Pricing[] = [
      { ...UNIT, includedQuantity: null, minAmount: '500' },
      { ...UNIT, includedQuantity: null, minAmount: '500', allocate: true },
      { ...UNIT, includedQuantity: null, minAmount: '500', pooling: 'per_machine' },
    ];
    for (const pricing of pricings) {
      const versions = [{ from: STARTS, charges: [charge('air', pricing, { meterIds: ['me-1', 'me-2'] })] }];
      expect(told({ ...INPUT, metered, machines, versions })).toEqual([
        ['air', 'usage', '01..01', '300', 300],
        ['air', 'true_up', '01..01', null, 200],
      ]);
    }
    const alone = [{ from: STARTS, charges: [charge('air', UNIT, { meterIds: ['me-1'] })] }];
    // Even if all machines have left, the line shows which data is missing.
    const waiting = composeDraft({ ...INPUT, metered: [gone], machines, versions: alone }).lines;
    expect(waiting.map(({ state, amountMinor }) => [state, amountMinor])).toEqual([['unknown', null]]);
  });

  it('equals the unchanged month if the new terms equal the old ones', () => {
    const pricings: Pricing[] = [
      UNIT,
      { model: 'graduated', tiers: [{ upTo: '90', unitPrice: '1.37', flatFee: '5' }, { unitPrice: '0.61' }] },
      { model: 'package', packageSize: '70', packagePrice: '11.11' },
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...pricings),
        fc.integer({ min: 2, max: 30 }),
        fc.integer({ min: 0, max: 40 }),
        (pricing, day, perDay) => {
          const cut = `2026-11-${String(day).padStart(2, '0')}`;
          // The other version has a different clause but the same price. A charge without usage keeps its clause.
          const renamed = charge('air', pricing, { clause: '9.9' });
          const input = { ...INPUT, metered: [november(perDay)] };
          const whole = composeDraft({
            ...input,
            versions: [{ from: STARTS, charges: [charge('air', pricing)] }],
          });
          const parts = composeDraft({
            ...input,
            versions: changed(cut, [charge('air', pricing)], [renamed]),
          });
          expect(parts.totalMinor).toBe(whole.totalMinor);
          expect(parts.lines).toHaveLength(2);
        },
      ),
    );
  });

  it('bills each day’s fee at its own price, on whichever day the price changes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 30 }),
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        (day, before, after) => {
          const fee = (minor: bigint) =>
            charge('fee', { model: 'flat', amount: new Exact(minor.toString()).div(100).toFixed() });
          const cut = `2026-11-${String(day).padStart(2, '0')}`;
          const { totalMinor } = composeDraft({
            ...INPUT,
            metered: [],
            versions: changed(cut, [fee(before)], [fee(after)]),
          });
          const exact = (minor: bigint, days: number) => new Exact(minor.toString()).times(days).div(30);
          const wanted = exact(before, day - 1).plus(exact(after, 31 - day));
          expect(wanted.minus(totalMinor.toString()).abs().lte(1)).toBe(true);
        },
      ),
    );
  });
});
