import type { AgreedPerformance, PausedDays } from '#contracts/domain';
import { guaranteesOf } from './guarantee-days.js';

const NOVEMBER = { from: '2026-11-01', to: '2026-12-01' };

const energy = (
  change: { kwhPrice?: string; clause?: string; kwhMeterIds?: string[] } = {},
): AgreedPerformance => ({
  type: 'energy',
  key: 'energy',
  clause: '5.1',
  kwhMeterIds: ['kwh'],
  m3MeterIds: ['m3'],
  kwhPerM3: '0.1',
  kwhPrice: '0.2',
  ...change,
});
const availability = (machineIds: string[], guaranteePercent = '99'): AgreedPerformance => ({
  type: 'availability',
  key: 'up',
  clause: '',
  bands: [],
  chargeKeys: [],
  machineIds,
  plannedAllowanceHours: null,
  guaranteePercent,
  malusPercentPerPoint: '5',
  malusCapPercent: null,
  bonusFromPercent: null,
  bonusPercent: null,
  targetPercent: null,
  slope: null,
  zeroBelow: null,
});
const version = (from: string, ...performance: AgreedPerformance[]) => ({ from, performance });

/** Returns each guarantee as its key and its days of November. */
const daysOf = (
  versions: readonly { readonly from: string; readonly performance?: readonly AgreedPerformance[] }[],
  paused: readonly PausedDays[] = [],
) =>
  guaranteesOf(versions, NOVEMBER, paused).map(({ days }) =>
    [days[0]!.term.key, ...days.map(({ from, to }) => `${from.slice(5)}/${to.slice(5)}`)].join(' '),
  );

describe('guaranteesOf', () => {
  it('evaluates a whole month, also of a first version that is newer', () => {
    expect(daysOf([version('2026-01-01', energy())])).toEqual(['energy 11-01/12-01']);
    expect(daysOf([version('2026-11-10', energy())])).toEqual(['energy 11-01/12-01']);
    expect(daysOf([version('2026-01-01')])).toEqual([]);
    expect(daysOf([{ from: '2026-01-01' }])).toEqual([]);
  });

  it('evaluates a guarantee once if a version changes something else', () => {
    const versions = [
      version('2026-01-01', energy()),
      version('2026-11-10', energy({ kwhMeterIds: ['successor'] }), availability(['A'])),
    ];
    // The most recent version determines the order.
    expect(daysOf(versions)).toEqual(['energy 11-01/11-10 11-10/12-01', 'up 11-10/12-01']);
    expect(daysOf([...versions, version('2026-11-20', availability(['A']), energy())])).toEqual([
      'up 11-10/11-20 11-20/12-01',
      'energy 11-01/11-10 11-10/11-20 11-20/12-01',
    ]);
  });

  it.each<[string, AgreedPerformance, AgreedPerformance]>([
    ['a figure', energy(), energy({ kwhPrice: '0.3' })],
    ['the clause', energy(), energy({ clause: '5.2' })],
    ['the machines', availability(['A']), availability(['A', 'B'])],
    ['the percentage', availability(['A']), availability(['A'], '98')],
  ])('evaluates a guarantee separately before and after a change of %s', (_, before, after) => {
    const { key } = before;
    expect(daysOf([version('2026-01-01', before), version('2026-11-10', after)])).toEqual([
      `${key} 11-01/11-10`,
      `${key} 11-10/12-01`,
    ]);
  });

  it('evaluates a guarantee separately before and after days without it', () => {
    const versions = [
      version('2026-01-01', energy()),
      { from: '2026-11-10' },
      version('2026-11-20', energy()),
    ];
    expect(daysOf(versions)).toEqual(['energy 11-01/11-10', 'energy 11-20/12-01']);
    expect(daysOf([...versions, { from: '2026-11-25' }])).toEqual([
      'energy 11-01/11-10',
      'energy 11-20/11-25',
    ]);
  });

  it('excludes paused days on which nothing is billed, and keeps all days of the guarantee', () => {
    const pause = (from: string, to: string, use: PausedDays['use']): PausedDays => ({
      from,
      to,
      use,
      feePercent: '0',
    });
    const versions = [version('2026-01-01', energy())];
    const paused = [
      pause('2026-11-05', '2026-11-08', 'not_billed'),
      pause('2026-11-10', '2026-11-12', 'billed'),
    ];
    const [found] = guaranteesOf(versions, NOVEMBER, paused);
    expect(found!.within).toMatchObject([NOVEMBER]);
    expect(daysOf(versions, paused)).toEqual(['energy 11-01/11-05 11-08/12-01']);
    expect(daysOf(versions, [pause('2026-10-01', '2027-01-01', 'not_billed')])).toEqual([]);
  });
});
