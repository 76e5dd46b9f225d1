import fc from 'fast-check';
import type { ChargeFields, PausedDays, Pricing } from '#contracts/domain';
import type { DraftLine } from '#invoicing/domain';
import { calendarMonth } from '#metering/domain';
import { billedMonth } from '#pricing/domain';
import type { MeteredMonth } from '../usage/metered-month.js';
import { composeDraft } from './compose-draft.js';
import type { BilledBefore, DraftInput } from './draft-input.js';

const zone = 'Europe/Warsaw';
const STARTS = '2026-01-01';
const TERM = { zone, billingCalendar: 'calendar' as const, startsOn: STARTS, endsOn: null };
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
/** A month with the same quantity on every day. */
function metered(month: string, perDay: number, more: Partial<MeteredMonth> = {}): MeteredMonth {
  const { firstDay, endDay } = calendarMonth(month, zone);
  const count = Number(new Date(Date.parse(endDay) - 86_400_000).toISOString().slice(8, 10));
  return {
    meterId: 'me-1',
    device: 'FM-1',
    signalKey: 'air_m3_total',
    unit: 'm3',
    machineId: null,
    serial: null,
    from: firstDay,
    to: endDay,
    state: 'measured',
    quantity: String(perDay * count),
    heldQuantity: '0',
    holds: 0,
    days: Array.from({ length: count }, (_, index) => ({
      day: `${month}-${String(index + 1).padStart(2, '0')}`,
      quantity: String(perDay),
      heldQuantity: '0',
    })),
    usagePeriodId: `u ${month}`,
    hash: 'a1',
    ...more,
  };
}
const PAUSE: PausedDays = { from: '2026-11-11', to: '2026-11-21', feePercent: '0', use: 'billed' };
const UNBILLED: PausedDays = { ...PAUSE, use: 'not_billed' };

function inputOf(
  charges: readonly ChargeFields[],
  paused: readonly PausedDays[],
  { name = '2026-11', ...more }: Partial<DraftInput> & { readonly name?: string } = {},
): DraftInput {
  return {
    currency: 'PLN',
    kitsIncluded: false,
    term: TERM,
    month: billedMonth(calendarMonth(name, zone), TERM)!,
    isOver: true,
    versions: [{ from: STARTS, charges }],
    paused,
    machines: [],
    metered: [metered(name, 10)],
    billed: [],
    billedElsewhere: [],
    prepaid: [],
    invoicedFrom: [],
    kits: [],
    ...more,
  };
}
const told = (input: DraftInput) =>
  composeDraft(input).lines.map(({ place, service, quantity, amountMinor }) => [
    place?.component,
    `${service?.from.slice(5)}..${service?.to.slice(5)}`,
    quantity,
    Number(amountMinor) / 100,
  ]);

/** Drafts consecutive months, each from the amounts that earlier months billed. */
function billedOver(
  names: readonly string[],
  charges: readonly ChargeFields[],
  paused: readonly PausedDays[],
  perDay: number,
): DraftLine[] {
  const lines: DraftLine[] = [];
  for (const [index, name] of names.entries()) {
    const billed = lines.flatMap(({ place, amountMinor }): BilledBefore[] =>
      place && amountMinor !== null ? [{ ...place, amountMinor }] : [],
    );
    const invoicedFrom = names.slice(0, index).map((one) => `${one}-01`);
    const counted = names.slice(0, index + 1).map((one) => metered(one, perDay));
    lines.push(
      ...composeDraft(inputOf(charges, paused, { name, metered: counted, billed, invoicedFrom })).lines,
    );
  }
  return lines;
}
const YEAR_2026 = Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}`);
const total = (lines: readonly DraftLine[], component?: string): number =>
  Number(
    lines
      .filter(({ place }) => component === undefined || place?.component === component)
      .reduce((sum, { amountMinor }) => sum + amountMinor!, 0n),
  ) / 100;

describe('fees in a month that is paused in part', () => {
  const FEE: Pricing = { model: 'flat', amount: '300' };

  it('are prorated by days, with a part of the fee on paused days', () => {
    const input = inputOf([charge('fee', FEE)], [{ ...PAUSE, feePercent: '25' }]);
    expect(told(input)).toEqual([
      ['fee', '11-01..11-11', null, 100],
      ['fee', '11-11..11-21', null, 25],
      ['fee', '11-21..12-01', null, 100],
    ]);
    const { lines } = composeDraft(input);
    expect(
      lines.map(({ params: { amount, days, of, feePercent } }) => [amount, days, of, feePercent]),
    ).toEqual([
      ['300', 10, 30, undefined],
      ['300', 10, 30, '25'],
      ['300', 10, 30, undefined],
    ]);
    // The agreed terms stay visible.
    expect(lines[1]!.snapshot!.charge.pricing).toEqual(FEE);
  });

  it('in advance are credited from the pause’s first day, and charged again when it ends', () => {
    expect(told(inputOf([charge('fee', FEE, { due: 'advance' })], [PAUSE]))).toEqual([
      ['fee', '11-01..12-01', null, 300],
      ['credit', '11-11..12-01', null, -200],
      ['fee', '11-11..12-01', null, 0],
      ['credit', '11-21..12-01', null, 0],
      ['fee', '11-21..12-01', null, 100],
    ]);
  });

  it('of a machine pause on the days when it is present, and one-time amounts are never reduced', () => {
    const machines = [{ machineId: 'm-1', serial: 'S-1', from: '2026-11-16', to: null }];
    expect(told(inputOf([charge('fee', FEE, { perMachine: true })], [PAUSE], { machines }))).toEqual([
      ['fee', '11-16..11-21', null, 0],
      ['fee', '11-21..12-01', null, 100],
    ]);
    const once = charge('fee', FEE, { due: 'once', dueOn: '2026-11-12' });
    expect(told(inputOf([once], [PAUSE]))).toEqual([['fee', '11-12..12-01', null, 300]]);
  });

  it('of the year add up to the unpaused days, in each year', () => {
    const winter = (year: number): PausedDays => ({
      ...PAUSE,
      from: `${year}-12-01`,
      to: `${year + 1}-03-01`,
    });
    const fee = charge('fee', { model: 'flat', amount: '3650' }, { due: 'yearly' });
    const paused = [{ ...winter(2025), from: '2026-01-01' }, winter(2026), winter(2027)];
    const first = billedOver(YEAR_2026, [fee], paused, 0);
    expect(total(first)).toBe(2750);
    const next = YEAR_2026.map((month) => month.replace('2026', '2027'));
    expect(total(billedOver([...YEAR_2026, ...next], [fee], paused, 0))).toBe(5500);
  });
});

describe('usage in a month that is paused in part', () => {
  const UNIT: Pricing = { model: 'unit', unitPrice: '1', includedQuantity: '100', minAmount: '360' };

  it('continues if it is billed, without allowance and minimum on paused days', () => {
    const input = inputOf([charge('air', UNIT)], [PAUSE]);
    // 66 of 300 units are included. The minimum is 240 of 360, and the 234 billed units don't reach it.
    expect(told(input)).toEqual([
      ['usage', '11-01..12-01', '300', 234],
      ['true_up', '11-01..12-01', null, 6],
    ]);
    expect(composeDraft(input).lines[0]!.snapshot!.counter).toEqual({
      from: '2026-11-01',
      to: '2026-12-01',
      used: 20,
      of: 30,
      rests: [{ from: '2026-11-11', to: '2026-11-21' }],
      isFinal: true,
    });
  });

  it('is ignored if it is not billed, and the counter continues after the pause', () => {
    const tiers: Pricing = {
      model: 'graduated',
      tiers: [{ upTo: '150', unitPrice: '1' }, { unitPrice: '0.5' }],
    };
    // Tier bounds are not prorated and don’t restart: 100 units at 1 before the pause; 50 at 1 and 50 at 0.5 after it.
    expect(told(inputOf([charge('air', tiers)], [UNBILLED]))).toEqual([
      ['usage', '11-01..11-11', '100', 100],
      ['usage', '11-21..12-01', '100', 75],
    ]);
    expect(told(inputOf([charge('air', UNIT)], [UNBILLED]))).toEqual([
      ['usage', '11-01..11-11', '100', 34],
      ['usage', '11-21..12-01', '100', 100],
      ['true_up', '11-01..12-01', null, 106],
    ]);
  });

  it('has no line in a fully paused month, unless usage is billed', () => {
    const month = { from: '2026-11-01', to: '2026-12-01' };
    expect(told(inputOf([charge('air', UNIT)], [{ ...UNBILLED, ...month }]))).toEqual([]);
    expect(told(inputOf([charge('air', UNIT)], [{ ...PAUSE, ...month }]))).toEqual([
      ['usage', '11-01..12-01', '300', 300],
    ]);
    // A fully paused month has no commitment, so no usage counts as overage.
    const committed: Pricing = {
      model: 'unit',
      unitPrice: '1',
      commitment: { quantity: '500', overageFactor: '2', trueUp: true },
    };
    expect(told(inputOf([charge('air', committed)], [{ ...PAUSE, ...month }]))).toEqual([
      ['usage', '11-01..12-01', '300', 300],
    ]);
  });

  it('does not wait for holds on unbilled days', () => {
    const held = metered('2026-11', 10);
    const days = held.days.map((day) =>
      day.day === '2026-11-12' ? { ...day, quantity: '0', heldQuantity: '10' } : day,
    );
    const input = (paused: PausedDays) =>
      inputOf([charge('air', UNIT)], [paused], { metered: [{ ...held, heldQuantity: '10', days }] });
    const heldOf = (paused: PausedDays) =>
      composeDraft(input(paused)).lines.map(({ params }) => params.heldQuantity);
    expect(heldOf(UNBILLED).slice(0, 2)).toEqual(['0', '0']);
  });

  it('of a pool prorates each machine’s allowance and minimum by the days on which it is present and unpaused', () => {
    const pool: Pricing = { model: 'unit', unitPrice: '1', includedQuantityPerMachine: '60' };
    const machines = [
      { machineId: 'm-1', serial: 'S-1', from: STARTS, to: null },
      { machineId: 'm-2', serial: 'S-2', from: '2026-11-16', to: null },
    ];
    const counted = [
      metered('2026-11', 10, { machineId: 'm-1', serial: 'S-1' }),
      metered('2026-11', 0, { meterId: 'me-2', device: 'FM-2', machineId: 'm-2', serial: 'S-2' }),
    ];
    const air = charge('air', pool, { meterIds: ['me-1', 'me-2'] });
    // 40 for 20 of 30 days, and 20 for 10 of the 15 days of the second machine.
    expect(told(inputOf([air], [PAUSE], { machines, metered: counted }))).toEqual([
      ['usage', '11-01..12-01', '300', 240],
    ]);
    const alone = charge(
      'air',
      { ...pool, pooling: 'per_machine', minAmount: '300' },
      { meterIds: ['me-1'] },
    );
    expect(told(inputOf([alone], [PAUSE], { machines, metered: counted.slice(0, 1) }))).toEqual([
      ['usage', '11-01..12-01', '300', 260],
    ]);
  });
});

describe('a charge that counts by year', () => {
  const winter: readonly PausedDays[] = [
    { ...UNBILLED, from: '2026-01-01', to: '2026-03-01' },
    { ...UNBILLED, from: '2026-12-01', to: '2027-01-01' },
  ];

  it('keeps its tiers over a pause, and prorates its minimum by unpaused days', () => {
    const year = (pricing: Partial<Pricing>) =>
      charge('air', { model: 'unit', unitPrice: '1', ...pricing }, { countsBy: 'year' });
    // 275 of 365 days are unpaused.
    const idle = billedOver(YEAR_2026, [year({ minAmount: '7300' })], winter, 0);
    expect(total(idle, 'true_up')).toBe(5500);
    const used = billedOver(YEAR_2026, [year({ includedQuantity: '365' })], winter, 10);
    expect(total(used)).toBe(2750 - 275);
    const tiers = [{ upTo: '2000', unitPrice: '1' }, { unitPrice: '0.1' }];
    const july = [{ ...UNBILLED, from: '2026-07-01', to: '2026-08-01' }];
    const graduated = charge('air', { model: 'graduated', tiers }, { countsBy: 'year' });
    expect(total(billedOver(YEAR_2026, [graduated], july, 10))).toBe(2000 + 134);
  });

  it('bills the instalments of a reduced minimum in every month', () => {
    const air = charge(
      'air',
      { model: 'unit', unitPrice: '1', minAmount: '4380', minInstalments: 12 },
      { countsBy: 'year' },
    );
    const summer = [{ ...UNBILLED, from: '2026-07-01', to: '2026-09-01' }];
    const months = YEAR_2026.map((_, index) =>
      total(billedOver(YEAR_2026.slice(0, index + 1), [air], summer, 0)),
    );
    // A minimum of 4380 × 303
    // 365 in twelve instalments.
    expect(months).toEqual(YEAR_2026.map((_, index) => 303 * (index + 1)));
  });
});

it('all days except paused ones are billed', () => {
  const span = fc
    .tuple(fc.integer({ min: 0, max: 29 }), fc.integer({ min: 1, max: 30 }))
    .filter(([from, to]) => from < to);
  const dayOf = (index: number): string =>
    index === 30 ? '2026-12-01' : `2026-11-${String(index + 1).padStart(2, '0')}`;
  const percent = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(
      span,
      percent,
      fc.boolean(),
      fc.integer({ min: 0, max: 40 }),
      (at, feePercent, isBilled, perDay) => {
        const days = at[1] - at[0];
        const pause: PausedDays = {
          from: dayOf(at[0]),
          to: dayOf(at[1]),
          feePercent: String(feePercent),
          use: isBilled ? 'billed' : 'not_billed',
        };
        const charges = [
          charge('fee', { model: 'flat', amount: '900' }),
          charge('air', { model: 'unit', unitPrice: '1' }),
        ];
        const { lines } = composeDraft(inputOf(charges, [pause], { metered: [metered('2026-11', perDay)] }));
        // 30 per day, so only the percentage requires rounding.
        expect(total(lines, 'fee')).toBeCloseTo(30 * (30 - days) + (30 * days * feePercent) / 100, 6);
        expect(total(lines, 'usage')).toBe(perDay * (isBilled ? 30 : 30 - days));
      },
    ),
    { numRuns: 100 },
  );
});
