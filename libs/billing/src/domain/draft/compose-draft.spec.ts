import fc from 'fast-check';
import { type ChargeFields, plusDays, type Pricing } from '#contracts/domain';
import { contentHash, type DraftContent, type DraftLine, type KitToBill } from '#invoicing/domain';
import { calendarMonth, contractMonth } from '#metering/domain';
import { Exact, minorDecimals } from '#platform/domain';
import { billedMonth } from '#pricing/domain';
import { computeHoldStake } from '../holds/hold-stake.js';
import { clipMonth, type MeteredMonth } from '../usage/metered-month.js';
import { composeDraft } from './compose-draft.js';
import type { BilledBefore, DraftInput } from './draft-input.js';
import { equationOf } from './line-equation.js';

const zone = 'Europe/Warsaw';
const monthOf = (month: string, startsOn = '2025-02-01', endsOn: string | null = null) =>
  billedMonth(calendarMonth(month, zone), { zone, billingCalendar: 'calendar' as const, startsOn, endsOn })!;

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
/** A single version that applies at all times. */
const agreed = (charges: readonly ChargeFields[]) => [{ from: '2025-02-01', charges }];
const METERED: MeteredMonth = {
  meterId: 'me-1',
  device: 'FM-PL-09',
  signalKey: 'air_m3_total',
  unit: 'm3',
  machineId: null,
  serial: null,
  from: '2026-11-01',
  to: '2026-12-01',
  state: 'measured',
  quantity: '187350',
  heldQuantity: '0',
  holds: 0,
  days: [],
  usagePeriodId: 'u-1',
  hash: 'a1',
};
const KIT: KitToBill = {
  deliveryId: 'kd-1',
  number: 'KD-1007',
  kit: 'KIT-2000',
  serial: 'BH75V-2409-101',
  sentOn: '2026-11-12',
  charge: 'charged',
  priceMinor: 45000n,
  currency: 'PLN',
};
const FEE = charge('fee', { model: 'flat', amount: '4900' }, { clause: '2.1' });
const OVERAGE: Pricing = { model: 'unit', unitPrice: '0.0264', includedQuantity: '150000' };
const INPUT: DraftInput = {
  currency: 'PLN',
  kitsIncluded: false,
  term: { zone, billingCalendar: 'calendar' as const, startsOn: '2025-02-01', endsOn: null },
  month: monthOf('2026-11'),
  isOver: true,
  versions: agreed([FEE, charge('usage', OVERAGE, { clause: '3.1' })]),
  paused: [],
  machines: [],
  metered: [METERED],
  billed: [],
  billedElsewhere: [],
  prepaid: [],
  invoicedFrom: [],
  kits: [],
};
/** Two machines that share a minimum amount. */
const SHARED: DraftInput = {
  ...INPUT,
  versions: agreed([
    charge(
      'usage',
      { model: 'unit', unitPrice: '1', minAmount: '500', allocate: true },
      { meterIds: [METERED.meterId, 'me-2'] },
    ),
  ]),
  metered: [
    { ...METERED, device: 'D-1', machineId: 'm-1', serial: 'S-1', quantity: '100' },
    { ...METERED, meterId: 'me-2', device: 'D-2', machineId: 'm-2', serial: 'S-2', quantity: '300' },
  ],
};
const withUsage = (usage: Partial<MeteredMonth>): DraftInput => ({
  ...INPUT,
  metered: [{ ...METERED, ...usage }],
});
const started = (startsOn: string, month: string, endsOn: string | null = null): Partial<DraftInput> => {
  const period = monthOf(month, startsOn, endsOn);
  return {
    term: { zone, billingCalendar: 'calendar' as const, startsOn, endsOn },
    month: period,
    metered: [{ ...METERED, from: period.from.date, to: period.to.date }],
  };
};
const shown = ({ lines }: { readonly lines: readonly DraftLine[] }) =>
  lines.map(({ place, amountMinor }) => [place?.chargeKey, place?.component, amountMinor]);

describe('composeDraft', () => {
  it('stores the terms and rules that priced each line', () => {
    const dearer = charge('usage', { ...OVERAGE, unitPrice: '0.03' }, { clause: '3.1' });
    const versions = [
      { from: '2025-02-01', charges: INPUT.versions[0]!.charges, amendments: [] },
      { from: '2026-11-01', charges: [FEE, dearer], amendments: [2, 3] },
    ];
    const factor = { ...METERED, factor: '0.1' };
    const { lines } = composeDraft({ ...INPUT, versions, metered: [factor] });
    expect(lines.slice(0, 2).map(({ snapshot }) => snapshot?.by)).toEqual([
      expect.objectContaining({ termsFrom: '2026-11-01', amendments: [2, 3], rounding: 'half_away' }),
      expect.objectContaining({ termsFrom: '2026-11-01', amendments: [2, 3], ratingRules: 3 }),
    ]);
    expect(lines[1]!.snapshot!.counted).toMatchObject([{ factor: '0.1' }]);
    const before = composeDraft({ ...INPUT, versions: versions.slice(0, 1) });
    expect(before.lines[1]!.snapshot!.by).toMatchObject({ termsFrom: '2025-02-01', amendments: [] });
  });

  it('lists each machine with a shortfall of a minimum', () => {
    const missing = composeDraft(SHARED).lines.filter(({ params }) => params.component === 'true_up');
    expect(missing.map(({ params, amountMinor }) => [params.serial, amountMinor])).toEqual([
      ['S-1', 2500n],
      ['S-2', 7500n],
    ]);
  });

  it('bills base and overage, each rounded once', () => {
    const { lines, totalMinor, heldLines } = composeDraft(INPUT);
    expect(lines.map(({ kind, amountMinor, state }) => [kind, amountMinor, state])).toEqual([
      ['base', 490000n, 'fixed'],
      ['usage', 98604n, 'measured'],
    ]);
    expect([totalMinor, heldLines]).toEqual([588604n, 0]);
    expect(lines[1]).toMatchObject({
      quantity: '187350',
      unit: 'm3',
      unitPrice: '0.0264',
      clause: '3.1',
      params: { included: '150000', overage: '37350', heldQuantity: '0', holds: 0 },
      service: { from: '2026-11-01', to: '2026-12-01' },
      place: { chargeKey: 'usage', counterFrom: '2026-11-01', partFrom: '2026-11-01' },
      usagePeriodIds: ['u-1'],
    });
  });

  it('bills measured quantities, and shows excluded quantities on hold', () => {
    const { lines, heldLines } = composeDraft(withUsage({ heldQuantity: '378', holds: 1 }));
    expect(lines[1]).toMatchObject({
      amountMinor: 98604n,
      state: 'measured',
      params: { heldQuantity: '378', holds: 1 },
    });
    expect(heldLines).toBe(1);
  });

  it('values quantities on hold, and counts lines with an unknown value', () => {
    const stakeOf = (usage: Partial<MeteredMonth>) => {
      const { addedMinor, unknownLines } = computeHoldStake(withUsage(usage));
      return [addedMinor, unknownLines];
    };
    expect(stakeOf({})).toEqual([0n, 0]);
    expect(stakeOf({ heldQuantity: '378', holds: 1 })).toEqual([998n, 0]);
    expect(stakeOf({ state: 'held', quantity: null, heldQuantity: '187350', holds: 1 })).toEqual([98604n, 0]);
    // The quantity on hold is unknown for a counter that dropped and for a month without readings.
    expect(stakeOf({ holds: 1 })).toEqual([0n, 1]);
    expect(stakeOf({ state: 'unknown', quantity: null })).toEqual([0n, 1]);
  });

  it('shows the estimated part, and nothing without estimates', () => {
    const paramsOf = (changes: Partial<MeteredMonth>) => composeDraft(withUsage(changes)).lines[1]!.params;
    expect(paramsOf({ estimatedQuantity: '12' })).toMatchObject({ estimatedQuantity: '12' });
    expect(paramsOf({})).not.toHaveProperty('estimatedQuantity');
    // The estimated part is not known by day.
    const days = [{ day: '2026-11-20', quantity: '50', heldQuantity: '0' }];
    const cut = clipMonth({ ...METERED, days, estimatedQuantity: '12' }, '2026-11-10', '2026-12-01')!;
    expect(paramsOf({ ...cut, from: METERED.from })).toMatchObject({ estimatedQuantity: null });
  });

  it.each(['held', 'unknown'] as const)('puts a %s meter on hold while the base fee is billed', (state) => {
    const { lines, totalMinor, heldLines } = composeDraft(withUsage({ state, quantity: null }));
    expect(lines[1]).toMatchObject({ state, quantity: null, amountMinor: null, params: { overage: null } });
    expect([totalMinor, heldLines]).toEqual([490000n, 1]);
  });

  it('prorates the base fee and the included quantity by billed days', () => {
    const { lines } = composeDraft({ ...INPUT, ...started('2026-11-16', '2026-11') });
    expect(lines[0]!.amountMinor).toBe(245000n);
    expect(lines[1]).toMatchObject({
      amountMinor: 296604n,
      params: { included: '75000', overage: '112350', days: 15, of: 30 },
    });
  });

  it('credits the rest of a fee in advance when a contract ends', () => {
    const advance = charge('fee', { model: 'flat', amount: '3000' }, { due: 'advance' });
    const input = {
      ...INPUT,
      ...started('2025-02-01', '2026-11', '2026-11-20'),
      versions: agreed([advance]),
    };
    expect(shown(composeDraft(input))).toEqual([
      ['fee', 'fee', 300000n],
      ['fee', 'credit', -100000n],
    ]);
  });

  it('bills a fee for each machine on the days on which it is under the contract', () => {
    const care = charge(
      'fee',
      { model: 'flat', amount: '980' },
      { perMachine: true, machineIds: ['m-1', 'm-2'] },
    );
    const machines = [
      { machineId: 'm-1', serial: 'S-1', from: '2025-02-01', to: null },
      { machineId: 'm-2', serial: 'S-2', from: '2026-11-16', to: null },
      { machineId: 'm-3', serial: 'S-3', from: '2025-02-01', to: null },
    ];
    const { lines } = composeDraft({ ...INPUT, versions: agreed([care]), machines });
    expect(lines.map(({ params, amountMinor }) => [params.serial, params.days, amountMinor])).toEqual([
      ['S-1', 30, 98000n],
      ['S-2', 15, 49000n],
    ]);
  });

  it('bills a one-time amount in its month only', () => {
    const once = charge('setup', { model: 'flat', amount: '500' }, { due: 'once', dueOn: '2026-11-05' });
    const at = (month: string) =>
      shown(composeDraft({ ...INPUT, versions: agreed([once]), month: monthOf(month) }));
    expect([at('2026-10'), at('2026-11'), at('2026-12')]).toEqual([[], [['setup', 'fee', 50000n]], []]);
  });

  it.each<[string, Partial<DraftInput>, Partial<KitToBill>, bigint | null, string]>([
    ['charges a kit', {}, {}, 45000n, 'charged'],
    [
      'shows an included kit at zero',
      {},
      { charge: 'included', priceMinor: null, currency: null },
      0n,
      'included',
    ],
    ['never charges a kit that the contract includes', { kitsIncluded: true }, {}, 0n, 'included'],
    ['puts a price in another currency on hold', {}, { currency: 'EUR' }, null, 'charged'],
  ])('%s', (_name, contract, kit, amountMinor, charged) => {
    const { lines } = composeDraft({ ...INPUT, ...contract, kits: [{ ...KIT, ...kit }] });
    expect(lines[2]).toMatchObject({
      kind: 'kit',
      amountMinor,
      kitDeliveryId: 'kd-1',
      params: { charge: charged, delivery: 'KD-1007' },
    });
    expect(lines[2]!.state).toBe(amountMinor === null ? 'held' : 'fixed');
  });

  it('rounds each line once from its exact value, bills nothing within the allowance, and has lines that add up', () => {
    const decimal = (max: bigint, places: number) =>
      fc.bigInt({ min: 0n, max }).map((digits) => new Exact(digits.toString()).div(10 ** places).toFixed());
    fc.assert(
      fc.property(
        fc.constantFrom('PLN', 'IDR', 'KWD'),
        fc.array(
          fc.record({
            quantity: fc.option(decimal(10n ** 15n, 4)),
            included: decimal(10n ** 12n, 3),
            price: decimal(10n ** 9n, 8),
          }),
          { maxLength: 5 },
        ),
        fc.array(fc.bigInt({ min: 0n, max: 10n ** 14n }), { maxLength: 3 }),
        fc.integer({ min: 1, max: 30 }),
        (currency, priced, fees, days) => {
          const unit = new Exact(10).pow(minorDecimals(currency));
          const startsOn = `2026-11-${String(31 - days).padStart(2, '0')}`;
          const { lines, totalMinor, heldLines } = composeDraft({
            ...INPUT,
            ...started(startsOn, '2026-11'),
            currency,
            versions: agreed([
              ...fees.map((minor, index) =>
                charge(`fee-${index}`, {
                  model: 'flat',
                  amount: new Exact(minor.toString()).div(unit).toFixed(),
                }),
              ),
              ...priced.map(({ included, price }, index) =>
                charge(
                  `usage-${index}`,
                  { model: 'unit', includedQuantity: included, unitPrice: price },
                  { meterIds: [`me-${index}`] },
                ),
              ),
            ]),
            metered: priced.map(({ quantity }, index) => ({
              ...METERED,
              from: startsOn,
              meterId: `me-${index}`,
              quantity,
              state: quantity === null ? 'unknown' : 'measured',
            })),
          });
          const exact = [
            ...fees.map((minor) => new Exact(minor.toString()).times(days).div(30)),
            ...priced.map(({ quantity, included, price }) => {
              const share =
                days === 30 ? new Exact(included) : new Exact(included).times(days).div(30).floor();
              return quantity && Exact.max(new Exact(quantity).minus(share), 0).times(price).times(unit);
            }),
          ];
          // A price of zero without a minimum is still a price, so the line shows the usage.
          expect(lines).toHaveLength(exact.length);
          for (const [index, { amountMinor }] of lines.entries()) {
            const wanted = exact[index];
            if (!wanted) expect(amountMinor).toBeNull();
            else expect(new Exact(amountMinor!.toString()).minus(wanted).abs().lte('0.5')).toBe(true);
          }
          expect(totalMinor).toBe(lines.reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0n), 0n));
          expect(heldLines).toBe(priced.filter(({ quantity }) => quantity === null).length);
        },
      ),
    );
  });
});

describe('a charge that counts by contract year', () => {
  const STARTS = '2025-09-15';
  const names = [
    '2025-09',
    '2025-10',
    '2025-11',
    '2025-12',
    '2026-01',
    '2026-02',
    '2026-03',
    '2026-04',
  ].concat(['2026-05', '2026-06', '2026-07', '2026-08', '2026-09']);
  type Usage = string | null;

  /** Drafts month after month, each from the amounts that earlier months billed. */
  function draftAll(pricing: Pricing, usage: readonly Usage[], change: Partial<ChargeFields> = {}) {
    const yearly = charge('charge', pricing, { countsBy: 'year', ...change });
    const billed: BilledBefore[] = [];
    const invoicedFrom: string[] = [];
    const drafts = usage.map((_, index) => {
      const month = monthOf(names[index]!, STARTS);
      const metered = usage.slice(0, index + 1).map((quantity, at): MeteredMonth => {
        const part = monthOf(names[at]!, STARTS);
        const [from, to] = [part.from.date, part.to.date];
        const isLast = at === index;
        return {
          ...METERED,
          machineId: 'm-1',
          serial: 'S-1',
          from,
          to,
          quantity,
          state: quantity === null ? 'unknown' : 'measured',
          days: isLast && quantity !== null ? halves(from, quantity) : [],
        };
      });
      const draft = composeDraft({
        ...INPUT,
        term: { zone, billingCalendar: 'calendar' as const, startsOn: STARTS, endsOn: null },
        month,
        versions: agreed([yearly]),
        metered,
        billed: [...billed],
        invoicedFrom: [...invoicedFrom],
      });
      for (const { place, amountMinor } of draft.lines)
        if (place && amountMinor !== null) billed.push({ ...place, amountMinor });
      invoicedFrom.push(month.from.date);
      return draft;
    });
    return { drafts, billed };
  }

  /** Splits a quantity into equal halves before and after the day on which the year ends. */
  const halves = (from: string, quantity: string) => {
    const half = new Exact(quantity).div(2).toFixed();
    return ['05', '20'].map((day) => ({
      day: `${from.slice(0, 8)}${day}`,
      quantity: half,
      heldQuantity: '0',
    }));
  };
  const twelve = (quantity: string): string[] => Array<string>(12).fill(quantity);
  const ofYear = (billed: readonly BilledBefore[], year = STARTS): bigint =>
    billed.filter(({ counterFrom }) => counterFrom === year).reduce((sum, one) => sum + one.amountMinor, 0n);

  const MINIMUM: Pricing = {
    model: 'unit',
    unitPrice: '0',
    shortfallPrice: '0.0895',
    contractedQuantity: '1800000',
    minQuantity: '1260000',
    minRamp: [
      { months: 3, percent: '40' },
      { months: 3, percent: '70' },
    ],
  };

  it('bills a minimum when the year ends, with its monthly ramp, and nothing before', () => {
    const { drafts, billed } = draftAll(MINIMUM, [...twelve('50000'), '40000']);
    expect(drafts.slice(0, 12).every(({ lines }) => lines.length === 0)).toBe(true);
    // 1,260,000 × (3 × 40% + 3 × 70% + 6 × 100%) / 12 = 976,500; used until 14 September: 620,000.
    const [line] = drafts[12]!.lines;
    expect(line).toMatchObject({
      quantity: '356500',
      unitPrice: '0.0895',
      amountMinor: 3190675n,
      params: { component: 'true_up', minimum: '976500', reached: '620000' },
      place: { component: 'true_up', counterFrom: STARTS, partFrom: null },
      service: { from: '2025-09-15', to: '2026-09-15' },
    });
    expect(ofYear(billed)).toBe(3190675n);
  });

  it('puts a minimum on hold while a month of the year is unknown', () => {
    const { drafts } = draftAll(MINIMUM, ['1', null, ...twelve('50000').slice(2), '40000']);
    expect(drafts[12]!.lines).toMatchObject([{ amountMinor: null, state: 'unknown' }]);
  });

  it('bills a minimum in agreed instalments, and sets them off at the end', () => {
    const { drafts, billed } = draftAll({ ...MINIMUM, minRamp: null, minInstalments: 12 }, [
      ...twelve('50000'),
      '40000',
    ]);
    const first = drafts.slice(0, 12).map(({ lines }) => lines.map(({ amountMinor }) => amountMinor));
    expect(first).toEqual(Array<bigint[]>(12).fill([939750n]));
    expect(drafts[0]!.lines[0]).toMatchObject({ params: { component: 'instalment' } });
    // (1,260,000 − 620,000) × 0.0895.
    expect(ofYear(billed)).toBe(5728000n);
  });

  it('bills usage beyond the year’s included hours once they are used up', () => {
    const hours: Pricing = { model: 'unit', unitPrice: '71', includedQuantity: '2000' };
    const { drafts } = draftAll(hours, ['600', '700', '650', '300.5', '10']);
    expect(
      drafts.map(({ lines }) => lines.map(({ quantity, amountMinor }) => [quantity, amountMinor])),
    ).toEqual([[['600', 0n]], [['700', 0n]], [['650', 0n]], [['300.5', 1778550n]], [['10', 71000n]]]);
    expect(drafts[3]!.lines[0]!.params).toMatchObject({
      usedInYear: '2250.5',
      included: '2000',
      overage: '250.5',
    });
  });

  const BANDS: Pricing = {
    model: 'hour_bands',
    pooling: 'per_machine',
    contractedQuantity: '6000',
    tiers: [{ upTo: '2000', flatFee: '11760' }, { upTo: '6000', flatFee: '17052' }, { flatFee: '22344' }],
  };

  it('charges for a higher band of hours once, when it is reached', () => {
    const { drafts, billed } = draftAll(BANDS, [...twelve('700'), '0']);
    const amounts = drafts.map(({ totalMinor }) => totalMinor);
    expect(amounts.map((amount, index) => [index, amount]).filter(([, amount]) => amount !== 0n)).toEqual([
      [8, 529200n],
    ]);
    expect(drafts[8]!.lines[0]).toMatchObject({ params: { serial: 'S-1', model: 'hour_bands' } });
    expect(ofYear(billed)).toBe(529200n);
  });

  it('refunds a lower band only at the end of the year', () => {
    const { drafts, billed } = draftAll(BANDS, [...twelve('100'), '50']);
    expect(drafts.map(({ lines }) => lines.length)).toEqual([...Array<number>(12).fill(0), 1]);
    expect(ofYear(billed)).toBe(-529200n);
  });

  it('bills the shortfall of a minimum amount beside a band on a separate line', () => {
    const { drafts, billed } = draftAll({ ...BANDS, minAmount: '9000' }, [...twelve('700'), '0']);
    expect(drafts.at(-1)!.lines.map(({ params }) => [params.component, params.minimum])).toEqual([
      ['true_up', '9000'],
    ]);
    expect(ofYear(billed)).toBe(900000n);
  });

  it('bills the total of the whole year in the end, regardless of its months', () => {
    const tiers = [
      { upTo: '1000', unitPrice: '0.0895' },
      { upTo: '2500', unitPrice: '0.0844' },
      { unitPrice: '0.0743' },
    ];
    const usage = fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 13, maxLength: 13 });
    fc.assert(
      fc.property(usage, fc.option(fc.integer({ min: 0, max: 400_000 })), (hundredths, minimum) => {
        const quantities = hundredths.map((one) => new Exact(one).div(100).toFixed());
        const pricing: Pricing = {
          model: 'graduated',
          tiers,
          ...(minimum !== null && {
            minQuantity: new Exact(minimum).div(100).toFixed(),
            shortfallPrice: '0.05',
          }),
        };
        const { billed } = draftAll(pricing, quantities);
        const whole = quantities
          .slice(0, 12)
          .reduce((sum, one) => sum.plus(one), new Exact(quantities[12]!).div(2));
        const slice = (from: number, to: number) => Exact.max(Exact.min(whole, to).minus(from), 0);
        const cents = (amount: Exact) => amount.times(100).toDecimalPlaces(0, Exact.ROUND_HALF_UP);
        const used = cents(
          slice(0, 1000)
            .times('0.0895')
            .plus(slice(1000, 2500).times('0.0844'))
            .plus(slice(2500, 1e9).times('0.0743')),
        );
        const missing = Exact.max(new Exact(minimum ?? 0).div(100).minus(whole), 0);
        expect(ofYear(billed).toString()).toBe(used.plus(cents(missing.times('0.05'))).toFixed());
      }),
      { numRuns: 25 },
    );
  });

  it('bills the later known usage of an earlier month, with that month’s days', () => {
    const hours = charge('hours', { model: 'unit', unitPrice: '2' }, { countsBy: 'year' });
    const [october, november] = [monthOf('2025-10', STARTS), monthOf('2025-11', STARTS)];
    const place = { chargeKey: 'hours', component: 'usage', counterFrom: STARTS, machineId: null } as const;
    const draft = composeDraft({
      ...INPUT,
      term: { zone, billingCalendar: 'calendar' as const, startsOn: STARTS, endsOn: null },
      month: november,
      versions: agreed([hours]),
      metered: [
        { ...METERED, from: STARTS, to: '2025-10-01', quantity: '5' },
        { ...METERED, from: october.from.date, to: october.to.date, quantity: '12' },
        { ...METERED, from: november.from.date, to: november.to.date, quantity: '7' },
      ],
      // September was never invoiced, so it bills its own usage when it is drafted.
      billed: [{ ...place, partFrom: '2025-10-01', amountMinor: 2000n }],
      invoicedFrom: ['2025-10-01'],
    });
    expect(draft.lines.map(({ service, amountMinor }) => [service?.from, amountMinor])).toEqual([
      ['2025-10-01', 400n],
      ['2025-11-01', 1400n],
    ]);
  });
});

describe('a yearly fee', () => {
  const SOFT = charge('fee', { model: 'flat', amount: '3650' }, { due: 'yearly', perMachine: true });
  const machines = [
    { machineId: 'm-1', serial: 'S-1', from: '2026-03-01', to: null },
    { machineId: 'm-2', serial: 'S-2', from: '2026-05-11', to: null },
  ];
  const draft = (month: string, change: Partial<DraftInput> = {}, endsOn: string | null = null) =>
    composeDraft({
      ...INPUT,
      ...started('2026-03-01', month, endsOn),
      versions: agreed([SOFT]),
      machines,
      ...change,
    });
  const amounts = (of: ReturnType<typeof draft>) =>
    of.lines.map(({ params, amountMinor }) => [params.serial, params.days, amountMinor]);

  it('is due for each machine when its year begins, or when it joins', () => {
    expect(amounts(draft('2026-03'))).toEqual([['S-1', 365, 365000n]]);
    expect(amounts(draft('2026-04'))).toEqual([]);
    expect(amounts(draft('2026-05'))).toEqual([['S-2', 294, 294000n]]);
    expect(amounts(draft('2027-03'))).toEqual([
      ['S-1', 366, 365000n],
      ['S-2', 366, 365000n],
    ]);
  });

  it('credits the rest when an earlier end is agreed later', () => {
    const billed: BilledBefore[] = draft('2026-03').lines.map(({ place, amountMinor }) => ({
      ...place!,
      amountMinor: amountMinor!,
    }));
    const ended = draft('2026-08', { billed }, '2026-08-31');
    expect(amounts(ended)).toEqual([['S-1', 184, 184000n - 365000n]]);
  });
});

describe('a quarterly fee', () => {
  const FEE_OF_QUARTER = charge('fee', { model: 'flat', amount: '920' }, { due: 'quarterly' });
  const draft = (month: string, change: Partial<DraftInput> = {}, endsOn: string | null = null) =>
    composeDraft({
      ...INPUT,
      ...started('2026-03-15', month, endsOn),
      versions: [{ from: '2026-03-15', charges: [FEE_OF_QUARTER] }],
      ...change,
    });
  const amounts = (of: ReturnType<typeof draft>) =>
    of.lines.map(({ service, params, amountMinor }) => [service!.from, params.days, amountMinor]);

  it('is due in the months in which the contract’s quarters begin', () => {
    expect(amounts(draft('2026-03'))).toEqual([['2026-03-15', 92, 92000n]]);
    expect(amounts(draft('2026-04'))).toEqual([]);
    expect(amounts(draft('2026-06'))).toEqual([['2026-06-15', 92, 92000n]]);
    expect(equationOf(draft('2026-03').lines[0]!, 'PLN').map(({ code }) => code)).toEqual([
      'quarterly_amount',
      'days_billed',
      'days_of_quarter',
      'before_rounding',
      'amount',
    ]);
  });

  it('is prorated if the contract ends within the quarter, and credited if the end was agreed later', () => {
    expect(amounts(draft('2026-06', {}, '2026-07-14'))).toEqual([['2026-06-15', 30, 30000n]]);
    const billed = draft('2026-06').lines.map(({ place, amountMinor }) => ({
      ...place!,
      amountMinor: amountMinor!,
    }));
    expect(amounts(draft('2026-07', { billed }, '2026-07-14'))).toEqual([['2026-06-15', 30, -62000n]]);
  });
});

describe('equationOf', () => {
  const equation = (input: DraftInput, line: number) =>
    equationOf(composeDraft(input).lines[line]!, input.currency).map(({ code, value }) => [code, value]);

  it('breaks a usage line down into counted, on hold, included, overage and price', () => {
    expect(equation(withUsage({ heldQuantity: '378', holds: 1 }), 1)).toEqual([
      ['counted', '187728'],
      ['held', '378'],
      ['billed', '187350'],
      ['included', '150000'],
      ['overage', '37350'],
      ['unit_price', '0.0264'],
      ['before_rounding', '986.04'],
      ['amount', '986.04'],
    ]);
  });

  it('has no figures if nothing is known', () => {
    expect(equation(withUsage({ state: 'unknown', quantity: null }), 1)).toEqual([
      ['counted', null],
      ['held', '0'],
      ['billed', null],
      ['included', '150000'],
      ['overage', null],
      ['unit_price', '0.0264'],
      ['before_rounding', null],
      ['amount', null],
    ]);
  });

  it('breaks a base line down into amount and days', () => {
    expect(equation({ ...INPUT, ...started('2026-11-17', '2026-11') }, 0)).toEqual([
      ['monthly_amount', '4900'],
      ['days_billed', '14'],
      ['days_of_month', '30'],
      ['before_rounding', '2286.6666666666666667'],
      ['amount', '2286.67'],
    ]);
  });

  it('shows the amounts of a discount and a maximum', () => {
    const pricing: Pricing = { model: 'unit', unitPrice: '1', discountPercent: '10', maxAmount: '80' };
    const input = { ...withUsage({ quantity: '100' }), versions: agreed([charge('usage', pricing)]) };
    expect(equation(input, 0)).toEqual(
      expect.arrayContaining([
        ['discount', '-10'],
        ['above_maximum', '-10'],
        ['amount', '80.00'],
      ]),
    );
  });

  it('describes a kit line', () => {
    expect(equation({ ...INPUT, kits: [KIT] }, 2)).toEqual([
      ['kits', '1'],
      ['price_per_kit', '450.00'],
      ['amount', '450.00'],
    ]);
  });
});

describe('the snapshot of a line', () => {
  it('contains the tiers that a quantity went through and their amounts', () => {
    const tiers = [
      { upTo: '100000', unitPrice: '0.0895' },
      { upTo: '250000', unitPrice: '0.0844' },
      { unitPrice: '0.0743' },
    ];
    const { lines } = composeDraft({
      ...INPUT,
      versions: agreed([charge('usage', { model: 'graduated', tiers })]),
    });
    expect(lines[0]!.snapshot).toMatchObject({
      charge: { key: 'usage', pricing: { model: 'graduated' } },
      counter: { from: '2026-11-01', to: '2026-12-01', used: 30, of: 30, isFinal: true },
      counted: [{ device: 'FM-PL-09', quantity: '187350' }],
      billable: '187350',
      steps: [
        { tier: 0, from: '0', upTo: '100000', quantity: '100000', unitPrice: '0.0895', amount: '8950' },
        {
          tier: 1,
          from: '100000',
          upTo: '250000',
          quantity: '87350',
          unitPrice: '0.0844',
          amount: '7372.34',
        },
      ],
      standing: '16322.34',
      billedBefore: '0.00',
    });
    expect(lines[0]!.amountMinor).toBe(1632234n);
  });
});

describe('contentHash', () => {
  const content = (input: DraftInput, change: Partial<DraftContent> = {}): DraftContent => ({
    contract: 'K-PL-1',
    currency: 'PLN',
    zone,
    periodFrom: '2026-11-01',
    periodTo: '2026-12-01',
    lines: composeDraft(input).lines,
    readingsHashes: ['a1'],
    taxes: { percent: '23' },
    ...change,
  });
  const hash = contentHash(content(INPUT));
  const priced = (pricing: Pricing) => ({
    ...INPUT,
    versions: agreed([FEE, charge('usage', pricing, { clause: '3.1' })]),
  });

  it('is equal for equal content, regardless of ids and of the order of fields', () => {
    expect(contentHash(content(withUsage({ usagePeriodId: 'u-2' })))).toBe(hash);
    const { model, unitPrice, includedQuantity } = OVERAGE;
    expect(contentHash(content(priced({ includedQuantity, unitPrice, model })))).toBe(hash);
  });

  it.each<[string, DraftContent]>([
    ['a price', content(priced({ ...OVERAGE, unitPrice: '0.0265' }))],
    ['a term that costs nothing yet', content(priced({ ...OVERAGE, maxAmount: '9999' }))],
    ['a quantity on hold', content(withUsage({ heldQuantity: '1', holds: 1 }))],
    ['a reading', content(INPUT, { readingsHashes: ['a2'] })],
    ['a period', content(INPUT, { periodTo: '2026-11-30' })],
    ['a line', content({ ...INPUT, kits: [KIT] })],
  ])('changes with %s', (_name, changed) => {
    expect(contentHash(changed)).not.toBe(hash);
  });
});

describe('a billing month that is counted from the start date', () => {
  const term = { zone, billingCalendar: 'anniversary' as const, startsOn: '2026-02-15', endsOn: null };
  const month = billedMonth(contractMonth('2026-10', term), term)!;
  const counted = (from: string, to: string, more: Partial<MeteredMonth> = {}): MeteredMonth => ({
    ...METERED,
    from,
    to,
    quantity: '310',
    ...more,
  });
  const input = (charges: readonly ChargeFields[], more: Partial<DraftInput> = {}): DraftInput => ({
    ...INPUT,
    term,
    month,
    versions: [{ from: term.startsOn, charges }],
    metered: [counted('2026-10-15', '2026-11-15')],
    ...more,
  });

  it('is a whole month although it spans two calendar months', () => {
    const { lines } = composeDraft(input([FEE, charge('usage', { model: 'unit', unitPrice: '2' })]));
    expect(lines.map(({ amountMinor, service }) => [amountMinor, service])).toEqual([
      [490000n, { from: '2026-10-15', to: '2026-11-15' }],
      [62000n, { from: '2026-10-15', to: '2026-11-15' }],
    ]);
  });

  it('is cut if prices change in its second calendar month', () => {
    const days = Array.from({ length: 31 }, (_, index) => ({
      day: plusDays('2026-10-15', index),
      quantity: '10',
      heldQuantity: '0',
    }));
    const usage = (unitPrice: string) => charge('usage', { model: 'unit', unitPrice });
    const { lines } = composeDraft(
      input([], {
        versions: [
          { from: term.startsOn, charges: [usage('1')] },
          { from: '2026-11-03', charges: [usage('2')] },
        ],
        metered: [counted('2026-10-15', '2026-11-15', { days })],
      }),
    );
    expect(lines.map(({ quantity, amountMinor }) => [quantity, amountMinor])).toEqual([
      ['190', 19000n],
      ['120', 24000n],
    ]);
  });

  it('has one instalment of a yearly minimum', () => {
    const yearly = charge(
      'usage',
      { model: 'unit', unitPrice: '1', minAmount: '12000', minInstalments: 12 },
      { countsBy: 'year' },
    );
    const before = counted('2026-09-15', '2026-10-15', { usagePeriodId: 'u-0' });
    const invoiced = { metered: [before, ...input([]).metered], invoicedFrom: ['2026-09-15'] };
    const first = composeDraft(
      input([yearly], { month: billedMonth(contractMonth('2026-09', term), term)!, metered: [before] }),
    );
    const billed = first.lines.flatMap(({ place, amountMinor }) =>
      place === null || amountMinor === null ? [] : [{ ...place, amountMinor }],
    );
    const second = composeDraft(input([yearly], { ...invoiced, billed }));
    const sums = [first, second].map(({ totalMinor }) => totalMinor);
    expect(sums).toEqual([100000n, 100000n]);
  });

  it('uses its contract month for a ramp', () => {
    const ramped = charge('usage', {
      model: 'unit',
      unitPrice: '0',
      minAmount: '1000',
      minRamp: [{ months: 9, percent: '50' }],
    });
    expect(composeDraft(input([ramped])).totalMinor).toBe(50000n);
    const next = billedMonth(contractMonth('2026-11', term), term)!;
    const metered = [counted('2026-11-15', '2026-12-15')];
    expect(composeDraft(input([ramped], { month: next, metered })).totalMinor).toBe(100000n);
  });
});
