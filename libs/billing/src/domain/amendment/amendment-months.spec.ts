import type { ContractView, MeterFields } from '#contracts/domain';
import { COUNTER_DEFAULTS } from '#contracts/domain';
import type { DraftLine } from '#invoicing/domain';
import { Exact } from '#platform/domain';
import type { UsageOfMonth } from '../usage/usage-of-month.js';
import { assumeUsages, dailyUse, monthsToPreview, pairLines } from './amendment-months.js';

/** A line of a charge, identified by its line key. */
const line = (chargeKey: string, partFrom: string | null = null, machineId: string | null = null) =>
  ({
    kitDeliveryId: null,
    place: { chargeKey, component: 'fee', counterFrom: '2026-12-01', partFrom, machineId },
  }) as unknown as DraftLine;

const FIRST = '2026-12-01';
const FEE = line('fee');

describe('pairLines', () => {
  it.each<[string, readonly DraftLine[], readonly DraftLine[], readonly (readonly [number, number])[]]>([
    [
      'pairs lines with the same key',
      [FEE, line('usage')],
      [line('usage'), FEE],
      [
        [1, 0],
        [0, 1],
      ],
    ],
    [
      'shows added and removed lines',
      [FEE],
      [line('usage')],
      [
        [-1, 0],
        [0, -1],
      ],
    ],
    [
      'pairs the whole month with its part if a change begins with the month',
      [FEE],
      [line('fee', FIRST)],
      [[0, 0]],
    ],
    ['pairs them if that change is reverted', [line('fee', FIRST)], [FEE], [[0, 0]]],
    [
      'keeps the part that a change within the month adds',
      [FEE],
      [FEE, line('fee', '2026-12-15')],
      [
        [0, 0],
        [-1, 1],
      ],
    ],
    [
      'does not guess if several parts could match',
      [FEE],
      [line('fee', FIRST), line('fee', '2026-12-15')],
      [
        [-1, 0],
        [-1, 1],
        [0, -1],
      ],
    ],
    [
      'pairs lines of one machine only',
      [line('fee', null, 'a')],
      [line('fee', FIRST, 'b')],
      [
        [-1, 0],
        [0, -1],
      ],
    ],
  ])('%s', (_, before, after, pairs) => {
    expect(pairLines(before, after)).toEqual(
      pairs.map(([b, a]) => ({ before: before[b] ?? null, after: after[a] ?? null })),
    );
  });
});

describe('monthsToPreview', () => {
  it.each<[string, string, string, string, number]>([
    ['begin with the current month if the amendment is later', '2026-12', '2026-11', '2026-11', 4],
    ['begin with the amendment’s month if that is earlier', '2026-09', '2026-11', '2026-09', 5],
    ['go back a year at most', '2020-01', '2026-11', '2025-11', 15],
    ['include the effective month if it is much later', '2030-01', '2026-11', '2029-01', 15],
  ])('%s', (_what, effective, running, first, count) => {
    const months = monthsToPreview(effective, running);
    expect([months[0], months.length]).toEqual([first, count]);
    expect([...months].sort()).toEqual(months);
    expect(months).toEqual(expect.arrayContaining([effective < months[0]! ? running : effective]));
  });
});

describe('assumeUsages', () => {
  const meter = (id: string, more: Partial<MeterFields> = {}): MeterFields => ({
    ...COUNTER_DEFAULTS,
    id,
    deviceId: `d-${id}`,
    signalKey: 'air_m3_total',
    unit: 'm3',
    modulus: null,
    maxRatePerHour: null,
    maxGapMinutes: 60,
    ...more,
  });
  const METERS = [meter('site'), meter('leaving'), meter('joining'), meter('other', { signalKey: 'energy' })];
  /**
   * The fields of a contract view that the functions use: the meters, and the days on which machines are under the
   * contract.
   */
  const CONTRACT = {
    meters: METERS,
    machines: [
      { id: '1', machineId: 'm-leaving', from: '2026-01-01', to: '2026-11-16' },
      { id: '2', machineId: 'm-joining', from: '2026-11-21', to: null },
    ],
    devices: new Map([
      ['d-site', { code: 'FM-1', machineId: null }],
      ['d-leaving', { code: 'PLC-1', machineId: 'm-leaving' }],
      ['d-joining', { code: 'PLC-2', machineId: 'm-joining' }],
    ]),
  } as unknown as ContractView;
  const NOVEMBER = { from: '2026-11-01', to: '2026-12-01' };
  const usageOf = (of: MeterFields, quantity: string | null, ...days: string[]): UsageOfMonth => ({
    meter: of,
    usagePeriodId: null,
    usage: {
      state: 'measured',
      quantity,
      heldQuantity: '0',
      estimatedQuantity: '0',
      reasons: [],
      days: days.map((day) => ({ day, quantity: '0', heldQuantity: '0' })),
      hash: '',
    },
  });

  it('continues at the daily average of the days on which the meter counted', () => {
    const daily = dailyUse(CONTRACT, [
      usageOf(METERS[0]!, '30', '2026-11-01', '2026-11-02', '2026-11-03'),
      usageOf(METERS[1]!, '40', '2026-11-14', '2026-11-15', '2026-11-16', '2026-11-17'),
      usageOf(METERS[2]!, '9', '2026-11-01'),
      usageOf(METERS[3]!, null, '2026-11-01'),
    ]);
    expect([...daily].map(([id, use]) => [id, use.toFixed()])).toEqual([
      ['site', '10'],
      ['leaving', '20'],
    ]);
  });

  it('uses the average of meters of the same kind for a new meter, and none without such meters', () => {
    const daily = new Map([
      ['site', new Exact(10)],
      ['leaving', new Exact(20)],
    ]);
    const assumed = assumeUsages(CONTRACT, daily, NOVEMBER);
    expect(assumed.map(({ meter: { id }, usage }) => [id, usage.quantity, usage.days.length])).toEqual([
      ['site', '300', 30],
      ['leaving', '300', 15],
      ['joining', '150', 10],
      ['other', '0', 30],
    ]);
    expect(assumed[2]!.usage.days[0]).toEqual({ day: '2026-11-21', quantity: '15', heldQuantity: '0' });
  });
});
