import type { AgreedPerformance, ContractView } from '#contracts/domain';
import { contractMonth } from '#metering/domain';
import { guaranteeTimesIn } from './guarantee-times.js';

const zone = 'Europe/Warsaw';
const TERM = { zone, startsOn: '2026-01-01', endsOn: null, billingCalendar: 'calendar' as const };
const MONTH = contractMonth('2026-11', TERM);

const availability = (key: string, machineIds: string[] = []): AgreedPerformance => ({
  type: 'availability',
  key,
  clause: '',
  bands: [],
  chargeKeys: [],
  machineIds,
  plannedAllowanceHours: null,
  guaranteePercent: '99',
  malusPercentPerPoint: '5',
  malusCapPercent: null,
  bonusFromPercent: null,
  bonusPercent: null,
  targetPercent: null,
  slope: null,
  zeroBelow: null,
});
const energy: AgreedPerformance = {
  type: 'energy',
  key: 'energy',
  clause: '',
  kwhMeterIds: [],
  m3MeterIds: [],
  kwhPerM3: '0.1',
  kwhPrice: '0.2',
};

interface Change extends Partial<Pick<ContractView, 'state' | 'endsOn' | 'pausedDays' | 'startsOn'>> {
  readonly performance?: AgreedPerformance[];
  readonly versions?: { from: string; performance: AgreedPerformance[] }[];
  readonly machines?: { machineId: string; from: string; to: string | null }[];
}

/** Returns the times as `machine from to`, in UTC. */
function timesOf(change: Change, key?: string): string[] {
  const { performance = [availability('a')], ...more } = change;
  const contract = {
    ...TERM,
    state: 'active',
    billedFrom: null,
    versions: [{ from: TERM.startsOn, performance }],
    pausedDays: [],
    machines: [
      { machineId: 'm-1', from: '2026-01-01', to: null },
      { machineId: 'm-2', from: '2026-11-10', to: '2026-11-20' },
    ],
    ...more,
  } as unknown as ContractView;
  const shown = (at: number): string => new Date(at).toISOString().slice(0, 13);
  return guaranteeTimesIn(contract, MONTH, key).map(
    ({ machineId, from, to }) => `${machineId} ${shown(from)} ${shown(to)}`,
  );
}

const WHOLE = 'm-1 2026-10-31T23 2026-11-30T23';
const STAY = 'm-2 2026-11-09T23 2026-11-19T23';

describe('guaranteeTimesIn', () => {
  it.each<[string, Change, string[]]>([
    ['the local days of all machines under the contract', {}, [WHOLE, STAY]],
    ['nothing for a draft', { state: 'draft' }, []],
    ['nothing before the contract begins', { startsOn: '2026-12-01' }, []],
    ['nothing without a guarantee', { performance: [] }, []],
    ['nothing for other guarantees', { performance: [energy] }, []],
    ['only machines that are named', { performance: [availability('a', ['m-2'])] }, [STAY]],
    [
      'the days until the contract ends',
      { endsOn: '2026-11-14' },
      ['m-1 2026-10-31T23 2026-11-14T23', 'm-2 2026-11-09T23 2026-11-14T23'],
    ],
    [
      'the days from an amendment on',
      {
        versions: [
          { from: '2026-01-01', performance: [] },
          { from: '2026-11-20', performance: [availability('a')] },
        ],
      },
      // The days of the second machine end when the days of the guarantee begin.
      ['m-1 2026-11-19T23 2026-11-30T23'],
    ],
    [
      'no paused days on which nothing is billed',
      {
        performance: [availability('a', ['m-1'])],
        pausedDays: [{ from: '2026-11-05', to: '2026-11-07', feePercent: '0', use: 'not_billed' }],
      },
      ['m-1 2026-10-31T23 2026-11-04T23', 'm-1 2026-11-06T23 2026-11-30T23'],
    ],
    [
      'paused days on which usage is billed',
      {
        performance: [availability('a', ['m-1'])],
        pausedDays: [{ from: '2026-11-05', to: '2026-11-07', feePercent: '0', use: 'billed' }],
      },
      [WHOLE],
    ],
    [
      'each time once, if several guarantees cover it',
      { performance: [availability('a'), availability('b', ['m-1'])] },
      [WHOLE, STAY],
    ],
  ])('covers %s', (_, change, times) => {
    expect(timesOf(change)).toEqual(times);
  });

  it('covers the times of one guarantee', () => {
    const performance = [availability('a', ['m-1']), availability('b', ['m-2'])];
    expect(timesOf({ performance }, 'a')).toEqual([WHOLE]);
    expect(timesOf({ performance }, 'b')).toEqual([STAY]);
    expect(timesOf({ performance }, 'c')).toEqual([]);
    expect(timesOf({ performance })).toEqual([WHOLE, STAY]);
  });

  it('covers two stays of a machine separately', () => {
    const machines = [
      { machineId: 'm-1', from: '2026-11-01', to: '2026-11-03' },
      { machineId: 'm-1', from: '2026-11-05', to: '2026-11-06' },
    ];
    expect(timesOf({ machines })).toEqual([
      'm-1 2026-10-31T23 2026-11-02T23',
      'm-1 2026-11-04T23 2026-11-05T23',
    ]);
  });
});
