import fc from 'fast-check';
import type { AgreedPerformance, PausedDays } from '#contracts/domain';
import { type BilledLine, sumBilledLines, type DraftLine } from '#invoicing/domain';
import { contractMonth } from '#metering/domain';
import { Exact } from '#platform/domain';
import { billedMonth } from '#pricing/domain';
import { correctMonth } from '../correction/correct-month.js';
import { composeDraft } from '../draft/compose-draft.js';
import type { DraftInput } from '../draft/draft-input.js';
import { evidenceOf } from '../draft/draft-input.js';
import { equationOf } from '../draft/line-equation.js';
import type { MeteredMonth } from '../usage/metered-month.js';

const zone = 'Europe/Warsaw';
const TERM = { zone, startsOn: '2025-02-01', endsOn: null, billingCalendar: 'calendar' as const };
const ENERGY: AgreedPerformance = {
  type: 'energy',
  key: 'energy',
  clause: '7.1',
  kwhPerM3: '0.1075',
  kwhPrice: '0.18',
  kwhMeterIds: ['kwh'],
  m3MeterIds: ['m3'],
};
const DELIVERY: AgreedPerformance = {
  type: 'delivery',
  key: 'delivery',
  clause: '7.2',
  guaranteePercent: null,
  creditPerStartedHour: '75',
  outsideMeterId: 'outside',
};
const counted = (
  meterId: string,
  unit: string,
  quantity: string | null,
  more: Partial<MeteredMonth> = {},
) => ({
  meterId,
  device: 'ST-1',
  signalKey: meterId,
  unit,
  machineId: null,
  serial: null,
  from: '2026-11-01',
  to: '2026-12-01',
  state: quantity === null ? ('held' as const) : ('measured' as const),
  quantity,
  heldQuantity: '0',
  holds: 0,
  days: [],
  usagePeriodId: `u-${meterId}`,
  hash: `hash-${meterId}`,
  ...more,
});
const METERED: readonly MeteredMonth[] = [
  counted('kwh', 'kWh', '98400'),
  counted('m3', 'm3', '880000'),
  counted('outside', 'h', '2.2'),
];
const INPUT: DraftInput = {
  currency: 'EUR',
  kitsIncluded: false,
  term: TERM,
  month: billedMonth(contractMonth('2026-11', TERM), TERM)!,
  isOver: true,
  versions: [{ from: TERM.startsOn, charges: [], performance: [ENERGY, DELIVERY] }],
  paused: [],
  machines: [],
  metered: METERED,
  billed: [],
  billedElsewhere: [],
  prepaid: [],
  invoicedFrom: [],
  kits: [],
};
const linesOf = (change: Partial<DraftInput> = {}): readonly DraftLine[] =>
  composeDraft({ ...INPUT, ...change }).lines;
const withGuarantees = (...performance: AgreedPerformance[]) => [
  { from: TERM.startsOn, charges: [], performance },
];
/** Quantities by day, so that a month can be split. */
const byDay = (meterId: string, unit: string, perDay: string): MeteredMonth => ({
  ...counted(meterId, unit, new Exact(perDay).times(30).toFixed()),
  days: Array.from({ length: 30 }, (_, index) => ({
    day: `2026-11-${String(index + 1).padStart(2, '0')}`,
    quantity: perDay,
    heldQuantity: '0',
  })),
});

describe('performanceLines', () => {
  it('credits energy beyond the guarantee (EC-20), and each hour or part of an hour outside the limits', () => {
    expect(linesOf()).toMatchObject([
      {
        kind: 'performance',
        amountMinor: -68400n,
        state: 'measured',
        clause: '7.1',
        place: { chargeKey: 'energy', component: 'performance', counterFrom: '2026-11-01', partFrom: null },
        usagePeriodIds: ['u-kwh', 'u-m3'],
        params: { kwh: '98400', m3: '880000', actual: '0.11182', excessKwh: '3800', days: 30, of: 30 },
        snapshot: {
          standing: '-684',
          billedBefore: '0.00',
          performance: {
            rules: 1,
            term: { type: 'energy', kwhPerM3: '0.1075', kwhPrice: '0.18' },
            facts: { type: 'energy', kwh: '98400', m3: '880000' },
          },
        },
      },
      {
        kind: 'performance',
        // 132 minutes outside the limits count as three hours.
        amountMinor: -22500n,
        params: { hours: '720', minutesOutside: '132', availabilityPercent: '99.694', startedHours: '3' },
      },
    ]);
  });

  it('bills nothing if guarantees were met, and shows that they were evaluated (EC-18)', () => {
    const metered = [counted('kwh', 'kWh', '94600'), METERED[1]!, counted('outside', 'min', '0')];
    expect(linesOf({ metered })).toMatchObject([
      { amountMinor: 0n, state: 'measured', params: { excessKwh: '0' } },
      { amountMinor: 0n, params: { availabilityPercent: '100.000', startedHours: '0' } },
    ]);
    const guaranteed = withGuarantees({ ...DELIVERY, guaranteePercent: '99.5' });
    expect(linesOf({ versions: guaranteed })).toMatchObject([{ amountMinor: 0n }]);
  });

  it('counts real hours across clock changes', () => {
    const month = billedMonth(contractMonth('2026-10', TERM), TERM)!;
    const metered = [counted('outside', 'h', '1', { from: '2026-10-01', to: '2026-11-01' })];
    expect(linesOf({ month, metered, versions: withGuarantees(DELIVERY) })).toMatchObject([
      { params: { hours: '745' } },
    ]);
  });

  it('only announces the evaluation of a current month', () => {
    const { lines, heldLines } = composeDraft({ ...INPUT, isOver: false });
    expect(lines).toMatchObject([
      { amountMinor: 0n, state: 'fixed', params: { pending: 1 } },
      { amountMinor: 0n, state: 'fixed', params: { pending: 1 } },
    ]);
    expect(lines[0]!.params).not.toHaveProperty('excessKwh');
    expect(heldLines).toBe(0);
  });

  it.each<[string, MeteredMonth, string, number]>([
    ['is unknown', counted('kwh', 'kWh', null, { state: 'unknown' }), 'held', 1],
    ['is on hold', counted('kwh', 'kWh', null, { holds: 2 }), 'held', 2],
    ['is on hold in part', counted('kwh', 'kWh', '98400', { holds: 1, heldQuantity: '3' }), 'held', 1],
    ['belongs to a meter without usage here', counted('other', 'kWh', '1'), 'held', 1],
  ])('puts a line on hold if its quantity %s, and bills the others', (_what, kwh, state, holds) => {
    const { lines, heldLines } = composeDraft({ ...INPUT, metered: [kwh, ...METERED.slice(1)] });
    expect(lines).toMatchObject([
      { amountMinor: null, state, params: { holds }, snapshot: { standing: null } },
      { amountMinor: -22500n },
    ]);
    expect(heldLines).toBe(1);
  });

  it('evaluates no energy that is partly unknown, and excludes unknown time', () => {
    const at = (day: number) => Date.parse(`2026-11-${String(day).padStart(2, '0')}T12:00:00Z`);
    const gaps = [{ from: at(3), to: at(4) }];
    const metered = [
      counted('kwh', 'kWh', '98400', { gaps }),
      METERED[1]!,
      counted('outside', 'h', '2.2', { gaps: [...gaps, { from: at(30), to: at(30) + 7_200_000 }] }),
    ];
    expect(linesOf({ metered })).toMatchObject([
      { amountMinor: null, state: 'held' },
      { amountMinor: -22500n, params: { hours: '694', unknownHours: '26', availabilityPercent: '99.683' } },
    ]);
    const unlisted = [counted('outside', 'h', '2.2', { gaps: null })];
    expect(linesOf({ metered: unlisted, versions: withGuarantees(DELIVERY) })).toMatchObject([
      { amountMinor: null, state: 'held' },
    ]);
  });

  it('puts a line on hold with more time outside than the period has', () => {
    const metered = [counted('outside', 'h', '721')];
    expect(linesOf({ metered, versions: withGuarantees(DELIVERY) })).toMatchObject([
      { amountMinor: null, state: 'held', params: { holds: 1 } },
    ]);
  });

  it('evaluates the days before and after a change separately, and continues with other meters', () => {
    const metered = [byDay('kwh', 'kWh', '100'), byDay('kwh-2', 'kWh', '50'), byDay('m3', 'm3', '1000')];
    const next = { ...ENERGY, kwhMeterIds: ['kwh-2'] };
    const versions = [
      { from: TERM.startsOn, charges: [], performance: [{ ...ENERGY, kwhPerM3: '0.02' }] },
      { from: '2026-11-11', charges: [], performance: [ENERGY] },
      { from: '2026-11-21', charges: [], performance: [next] },
    ];
    expect(linesOf({ metered, versions })).toMatchObject([
      // 10 days with 100 kWh and 1,000 m³ each: 800 kWh beyond the guarantee.
      {
        service: { from: '2026-11-01', to: '2026-11-11' },
        amountMinor: -14400n,
        place: { partFrom: null },
        params: { days: 10, of: 30 },
      },
      {
        service: { from: '2026-11-11', to: '2026-12-01' },
        amountMinor: 0n,
        place: { partFrom: '2026-11-11' },
        params: { kwh: '1500', m3: '20000' },
      },
    ]);
  });

  it('excludes paused days without billing, and a fully paused month', () => {
    const rest: PausedDays = { from: '2026-11-21', to: '2026-12-01', feePercent: '0', use: 'not_billed' };
    const versions = withGuarantees(ENERGY);
    const metered = [byDay('kwh', 'kWh', '100'), byDay('m3', 'm3', '500')];
    expect(linesOf({ paused: [rest], versions, metered })).toMatchObject([
      { params: { kwh: '2000', m3: '10000', days: 20 }, amountMinor: -16650n },
    ]);
    expect(linesOf({ paused: [{ ...rest, from: '2026-11-01' }], versions, metered })).toEqual([]);
  });

  it('shows how its amount is calculated, and is based on the evidence of its meters', () => {
    const [energy, delivery] = linesOf();
    expect(equationOf(energy!, 'EUR').map(({ code, value }) => [code, value])).toEqual([
      ['energy_used', '98400'],
      ['volume_delivered', '880000'],
      ['energy_per_volume', '0.11182'],
      ['energy_guaranteed', '0.1075'],
      ['energy_beyond', '3800'],
      ['credit_per_kwh', '0.18'],
      ['before_rounding', '-684'],
      ['amount', '-684.00'],
    ]);
    expect(equationOf(delivery!, 'EUR').map(({ code, value }) => [code, value])).toEqual([
      ['hours_judged', '720'],
      ['minutes_outside', '132'],
      ['delivered_percent', '99.694'],
      ['guaranteed_percent', '100'],
      ['hours_begun', '3'],
      ['credit_per_hour', '75'],
      ['before_rounding', '-225'],
      ['amount', '-225.00'],
    ]);
    expect(evidenceOf(INPUT)).toEqual(['hash-kwh', 'hash-m3', 'hash-outside']);
  });

  it('with its corrections equals the evaluation of complete data, in any order of arrival', () => {
    const known = fc.record({
      kwh: fc.option(fc.integer({ min: 0, max: 200_000 })),
      m3: fc.integer({ min: 0, max: 1_000_000 }),
      outside: fc.integer({ min: 0, max: 720 }),
    });
    const evaluated = ({ kwh, m3, outside }: { kwh: number | null; m3: number; outside: number }) =>
      linesOf({
        metered: [
          counted('kwh', 'kWh', kwh === null ? null : String(kwh), { holds: kwh === null ? 1 : 0 }),
          counted('m3', 'm3', String(m3)),
          counted('outside', 'h', String(outside)),
        ],
      });
    const issued = (lines: readonly DraftLine[], of: string): BilledLine[] =>
      lines.map((line, index) => ({
        ...line,
        id: `${of}-${index}`,
        invoiceId: of,
        month: '2026-11',
        isGivenBack: false,
        isDifference: line.corrects !== undefined,
      }));
    const invoice = { id: 'i-1', number: 'PL-1', taxPoint: '2026-11-30' };
    const sum = (lines: readonly DraftLine[]) =>
      lines.reduce((total, { amountMinor }) => total + (amountMinor ?? 0n), 0n);
    fc.assert(
      fc.property(fc.array(known, { maxLength: 4 }), known, (before, last) => {
        const complete = evaluated({ ...last, kwh: last.kwh ?? 0 });
        const documents: BilledLine[] = [];
        for (const [index, one] of before.entries()) {
          const lines =
            index === 0
              ? evaluated(one)
              : correctMonth(evaluated(one), sumBilledLines(documents, []), invoice, 'EUR').lines;
          documents.push(...issued(lines, `d${index}`));
        }
        const { lines } = correctMonth(complete, sumBilledLines(documents, []), invoice, 'EUR');
        expect(sum(documents) + sum(lines)).toBe(sum(complete));
        const all = [...documents, ...issued(lines, 'last')];
        expect(correctMonth(complete, sumBilledLines(all, []), invoice, 'EUR').lines).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
