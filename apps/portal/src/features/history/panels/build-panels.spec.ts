import type { MachineHistory } from '../../../api/types.js';
import { SPECIFIC_POWER } from '../energy/specific-power-points.js';
import { buildPanels, type PanelInput } from './build-panels.js';

const LIMITS = { warnLow: null, warnHigh: '100', tripLow: null, tripHigh: null };
const signal = (key: string, unit: string, points: number[][], line: number[][] | null = null) => ({
  key,
  unit,
  decimals: 1,
  kind: 'gauge' as const,
  limits: LIMITS,
  points,
  line,
});

const history = (machineId: string, series: MachineHistory['series']): MachineHistory => ({
  machineId,
  from: '1970-01-01T00:00:00Z',
  to: '1970-01-01T01:00:00Z',
  basis: 'minutes',
  bucketSeconds: 60,
  resolution: null,
  zone: 'UTC',
  aggregates: ['min', 'mean', 'max', 'last'],
  keptFrom: null,
  readingsKeptFrom: null,
  earlierMeansUntil: null,
  series,
  gaps: [],
  duty: [],
});

const SPAN = { from: 10_000, to: 20_000 };
const PRESSURE = signal('pressure', 'bar', [[10_000, 6, 7, 8]]);
const SUCTION = signal('suction', 'bar', [[10_000, 1, 1, 1]]);
const OIL = signal('oil', 'Cel', [[10_000, 80, 81, 82]]);
const HOURS = signal('hours', 'h', [[10_000, 5, 5, 5]]);

const input = (change: Partial<PanelInput> = {}): PanelInput => ({
  histories: { machines: [history('m1', [PRESSURE, OIL, SUCTION, HOURS])], power: [], span: SPAN },
  earlier: undefined,
  signals: [
    { key: 'pressure', hue: 1 },
    { key: 'oil', hue: 3 },
    { key: 'suction', hue: 2 },
  ],
  power: undefined,
  nameOf: (key) => key.toUpperCase(),
  machines: [{ id: 'm1', serial: 'S-1' }],
  isApart: false,
  axesPerSide: 2,
  ...change,
});
const seen = (panels: ReturnType<typeof buildPanels>) =>
  panels.map(({ title, series }) => [title, series.map(({ key, hue }) => `${key}:${hue}`)]);

describe('the charts of a history', () => {
  it('show several signals together, in their colours, with those of one unit on one axis', () => {
    expect(seen(buildPanels(input()))).toEqual([
      ['PRESSURE · OIL · SUCTION', ['m1 pressure:1', 'm1 oil:3', 'm1 suction:2']],
    ]);
  });

  it('are several if the signals need more axes than fit', () => {
    const signals = [
      { key: 'pressure', hue: 1 },
      { key: 'oil', hue: 2 },
      { key: 'hours', hue: 3 },
    ];
    expect(seen(buildPanels(input({ signals, axesPerSide: 1 })))).toEqual([
      ['PRESSURE · OIL', ['m1 pressure:1', 'm1 oil:2']],
      ['HOURS', ['m1 hours:3']],
    ]);
  });

  it('show each signal alone on request, then with its limits', () => {
    const panels = buildPanels(input({ isApart: true }));
    expect(panels.map(({ title, limits }) => [title, limits])).toEqual([
      ['PRESSURE', LIMITS],
      ['OIL', LIMITS],
      ['SUCTION', LIMITS],
    ]);
    expect(buildPanels(input())[0]?.limits).toBeUndefined();
  });

  it('show compared machines in their own colours, each signal alone', () => {
    const machines = [
      { id: 'm1', serial: 'S-1' },
      { id: 'm2', serial: 'S-2' },
    ];
    const histories = {
      machines: [history('m1', [PRESSURE, OIL]), history('m2', [PRESSURE])],
      power: [],
      span: SPAN,
    };
    const panels = buildPanels(input({ machines, histories }));
    expect(seen(panels)).toEqual([
      ['PRESSURE', ['m1 pressure:1', 'm2 pressure:2']],
      ['OIL', ['m1 oil:1']],
    ]);
    expect(panels[0]?.series.map(({ tag }) => tag)).toEqual(['S-1', 'S-2']);
  });

  it('move an earlier period onto the axis, in the same colour', () => {
    const earlier = {
      machines: [history('m1', [signal('pressure', 'bar', [[1000, 1, 2, 3]], [[1500, 2]])])],
      power: [],
      span: { from: 0, to: 10_000 },
    };
    const [panel] = buildPanels(input({ earlier, signals: [{ key: 'pressure', hue: 4 }] }));
    expect(panel?.series.map(({ hue, earlierBy }) => [hue, earlierBy])).toEqual([
      [4, undefined],
      [4, 10_000],
    ]);
    expect(panel?.series[1]).toMatchObject({
      points: [[11_500, 2, 2, 2]],
      buckets: [[11_000, 1, 2, 3]],
    });
  });

  it('omit signals without a series, and the specific power without its signals', () => {
    const signals = [
      { key: 'unknown', hue: 1 },
      { key: SPECIFIC_POWER, hue: 2 },
    ];
    expect(buildPanels(input({ signals }))).toEqual([]);
  });

  it('show the specific power like a signal', () => {
    const power = {
      energy: { key: 'energy', unit: 'kW.h', kind: 'counter' },
      volume: { key: 'air', unit: 'm3', kind: 'counter' },
    };
    const buckets = history('m1', [
      { ...signal('energy', 'kW.h', [[10_000, 5, 0]]), kind: 'counter' },
      { ...signal('air', 'm3', [[10_000, 40, 0]]), kind: 'counter' },
    ]);
    const histories = { machines: [history('m1', [])], power: [buckets], span: SPAN };
    const [panel] = buildPanels(input({ histories, power, signals: [{ key: SPECIFIC_POWER, hue: 5 }] }));
    expect(panel?.series).toEqual([
      expect.objectContaining({
        unit: 'kW.h/m3',
        decimals: 3,
        hue: 5,
        points: [[10_000, 0.125, 0.125, 0.125]],
      }),
    ]);
  });
});
