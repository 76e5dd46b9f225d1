import fc from 'fast-check';
import { DEFAULT_DETECTOR_SETTINGS, type DetectorSettings } from './detector-settings.js';
import { detect, type DetectionInput } from './detect.js';
import type { DetectorEvent, Finding } from './finding.js';
import { MachineDetector } from './machine-detector.js';

const KEYS = ['flow', 'pressure', 'speed'];
const STEP_MS = 1000;

/** Repeatable noise between -1 and 1. */
function noiseOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** Rows of three noisy signals around 10, 20 and 30, changed by a function. */
function rowsOf(
  count: number,
  change: (values: (number | null)[], row: number) => void = () => undefined,
): (number | null)[][] {
  const noise = noiseOf(7);
  return Array.from({ length: count }, (_, row) => {
    const values: (number | null)[] = KEYS.map((_key, signal) => 10 * (signal + 1) + noise() / 2);
    change(values, row);
    return values;
  });
}

function run(
  values: (number | null)[][],
  more: Partial<Omit<DetectionInput, 'settings'>> & { settings?: Partial<DetectorSettings> } = {},
) {
  return detect({
    signals: KEYS.map((key) => ({ key, kind: 'gauge' })),
    times: values.map((_, row) => row * STEP_MS),
    values,
    learnRows: 400,
    events: [],
    ...more,
    settings: { ...DEFAULT_DETECTOR_SETTINGS, ...more.settings },
  });
}

const ofMachine = (findings: readonly Finding[]) => findings.filter(({ kind }) => kind !== 'sensor');
const raise = (values: (number | null)[], signal: number, by: number) =>
  (values[signal] = values[signal]! + by);

describe('detectors', () => {
  it('find nothing in a healthy machine', () => {
    const { findings, states } = run(rowsOf(4000));
    expect(states).toBe('0'.repeat(4000));
    expect(findings.filter(({ code }) => code === 'level_changed' || code === 'signals_disagree')).toEqual(
      [],
    );
  });

  it('name the signal, direction and begin of a change, and close it', () => {
    const values = rowsOf(2000, (row, at) => at >= 1000 && at < 1500 && raise(row, 1, -3));
    const { findings, states } = run(values);
    const finding = findings.find(({ code }) => code === 'level_changed');
    expect(finding).toMatchObject({ kind: 'change', signals: [{ key: 'pressure', direction: 'down' }] });
    expect(finding!.began / STEP_MS).toBeGreaterThanOrEqual(990);
    expect(finding!.from / STEP_MS).toBeLessThan(1010);
    expect(finding!.to! / STEP_MS).toBeGreaterThanOrEqual(1500);
    expect(finding!.to! / STEP_MS).toBeLessThan(1560);
    expect(finding!.signals[0]!.expected).toBeCloseTo(20, 0);
    expect(states.slice(1020, 1500)).toBe('1'.repeat(480));
    expect(states.slice(1560)).toBe('0'.repeat(440));
  });

  it('join signals that change together in one finding', () => {
    const values = rowsOf(1500, (row, at) => {
      if (at < 1000) return;
      raise(row, 0, 2);
      raise(row, 2, -2);
    });
    const { findings } = run(values);
    const joined = findings.find(({ code }) => code === 'signals_disagree');
    expect(
      joined?.signals
        .slice(0, 2)
        .map(({ key }) => key)
        .sort(),
    ).toEqual(['flow', 'speed']);
    expect(joined?.signals.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9);
  });

  it('raise a slow drift that stays within the limits, with its begin', () => {
    const values = rowsOf(4000, (row, at) => at >= 1000 && raise(row, 0, Math.min(0.28, (at - 1000) / 4000)));
    const drift = run(values).findings.find(({ code }) => code === 'level_drifting');
    expect(drift).toMatchObject({ kind: 'drift', signals: [{ key: 'flow', direction: 'up' }] });
    expect(drift!.began).toBeLessThan(drift!.from);
  });

  it('ignore a signal that wandered while it was learned', () => {
    const noise = noiseOf(3);
    let level = 0;
    const values = rowsOf(3000, (row) => {
      level += noise() / 4;
      row[2] = level;
    });
    expect(run(values).states).toBe('0'.repeat(3000));
  });

  it.each([
    ['sensor_stuck', (row: (number | null)[], at: number) => at >= 1000 && (row[0] = 10.1)],
    ['sensor_out_of_range', (row: (number | null)[], at: number) => at === 1000 && (row[0] = -9999)],
    ['sensor_jump', (row: (number | null)[], at: number) => at === 1000 && (row[0] = 500)],
  ] as const)('raise %s as a fault of the sensor', (code, change) => {
    const { findings } = run(rowsOf(1500, change));
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'sensor', code }));
  });

  it('suppress findings about the machine on a dead sensor', () => {
    const stuckFarOff = rowsOf(2000, (row, at) => at >= 1000 && (row[0] = 10.1));
    expect(ofMachine(run(stuckFarOff).findings).filter(({ code }) => code === 'level_changed')).toEqual([]);
  });

  it('accept missing values, and rows without any value', () => {
    const values = rowsOf(1500, (row, at) => {
      if (at % 3 === 0) row[1] = null;
      if (at % 50 === 0) row.fill(null);
    });
    expect(run(values).states).toBe('0'.repeat(1500));
  });

  const event = (type: DetectorEvent['type']): DetectorEvent => ({ at: 1000 * STEP_MS, type, signals: [] });

  it.each(['service', 'part_change', 'firmware'] as const)('learn again after %s', (type) => {
    const values = rowsOf(2500, (row, at) => at >= 1000 && raise(row, 1, -3));
    expect(run(values).states).toContain('1');
    expect(run(values, { events: [event(type)] }).states).toBe('0'.repeat(2500));
  });

  it('learn again only what an event affects', () => {
    const values = rowsOf(2500, (row, at) => at >= 1000 && raise(row, 1, -3));
    const affecting = (signals: string[]): string =>
      run(values, { events: [{ ...event('service'), signals }] }).states;
    expect(affecting(['pressure'])).toBe('0'.repeat(2500));
    expect(affecting(['other'])).toBe(run(values).states);
  });

  it('still know the healthy state after an outage', () => {
    const values = rowsOf(2000, (row, at) => at >= 1200 && raise(row, 1, -3));
    expect(run(values, { events: [event('outage')] }).states.slice(1230)).toBe('1'.repeat(770));
  });

  it('raise at most the stated number of findings per week', () => {
    const values = rowsOf(20_000, (row, at) => at % 1000 < 200 && at > 1000 && raise(row, 1, 4));
    const { findings } = run(values, { settings: { findingsPerWeek: 3 } });
    expect(ofMachine(findings)).toHaveLength(3);
  });

  it('find an unusual time of day', () => {
    const noise = noiseOf(5);
    const values = Array.from({ length: 288 * 14 }, (_, row) => {
      const hour = (row % 288) / 12;
      const isNightRun = Math.floor(row / 288) === 12 && hour >= 2 && hour < 5;
      return [(hour >= 8 && hour < 18) || isNightRun ? 100 + noise() : 10 + noise()];
    });
    const { scores, findings } = run(values, {
      signals: [{ key: 'power', kind: 'gauge' }],
      times: values.map((_, row) => row * 300_000),
      learnRows: null,
    });
    const night = scores.slice(12 * 288 + 24, 12 * 288 + 66);
    expect(Math.max(...night)).toBeGreaterThan(0.5);
    expect(findings.some(({ from }) => from >= (12 * 288 + 24) * 300_000)).toBe(true);
  });

  it('measure a counter by its increase', () => {
    let total = 0;
    const values = rowsOf(2000, (row, at) => {
      total += at >= 1000 ? 2 * row[0]! : row[0]!;
      row[0] = at === 1500 ? 0 : total;
    });
    const counter = KEYS.map((key, index) => ({
      key,
      kind: index === 0 ? ('counter' as const) : ('gauge' as const),
    }));
    expect(run(values, { signals: counter }).states.slice(0, 1000)).toBe('0'.repeat(1000));
    expect(run(values, { signals: counter }).states.slice(1100, 1400)).toBe('1'.repeat(300));
  });

  it('measure a counter across missing values', () => {
    let total = 0;
    const values = rowsOf(2000, (row, at) => {
      total += 10;
      row[0] = at % 5 === 4 ? null : total;
    });
    const signals = KEYS.map((key, index) => ({
      key,
      kind: index === 0 ? ('counter' as const) : ('gauge' as const),
    }));
    const { findings } = run(values, { signals });
    // Every fifth increase covers two rows, as it did during learning.
    expect(findings.filter(({ code }) => code === 'level_changed')).toEqual([]);
  });

  it('compare a single signal with rows that are known to be healthy', () => {
    const signals = [{ key: 'flow', kind: 'gauge' as const }];
    const values = rowsOf(2000, (row, at) => at >= 1000 && raise(row, 0, -3)).map(([flow]) => [flow!]);
    expect(run(values, { signals }).states.slice(1100, 1500)).toBe('1'.repeat(400));
    const detector = (knowsHealthyRows: boolean): MachineDetector =>
      new MachineDetector(signals, { ...DEFAULT_DETECTOR_SETTINGS, learnRows: 400 }, knowsHealthyRows);
    expect(detector(true).bytes).toBeGreaterThan(detector(false).bytes);
  });

  it('never measure states', () => {
    const signals = [{ key: 'mode', kind: 'state' as const }];
    const values = rowsOf(1000, (row, at) => at >= 500 && raise(row, 0, 90)).map(([mode]) => [mode!]);
    expect(run(values, { signals })).toMatchObject({ states: '0'.repeat(1000), findings: [] });
  });

  it('use only rows up to a row', () => {
    const all = rowsOf(900, (row, at) => at >= 700 && raise(row, 2, 3));
    const whole = run(all);
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 900 }), (count) => {
        const part = run(all.slice(0, count));
        expect(part.scores).toEqual(whole.scores.slice(0, count));
        expect(part.states).toBe(whole.states.slice(0, count));
      }),
      { numRuns: 20 },
    );
  });

  it('return scores from 0 to 1 for any values', () => {
    const value = fc.oneof(
      fc.constant(null),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: -3, max: 3 }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value, value), { maxLength: 150 }), (values) => {
        const { scores, states } = run(values, { learnRows: 60 });
        expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
        expect(states).toHaveLength(values.length);
      }),
    );
  });

  it('keep at most 32 KiB for 8 signals', () => {
    const signals = Array.from({ length: 8 }, (_, index) => ({ key: `s${index}`, kind: 'gauge' as const }));
    const detector = new MachineDetector(signals, { ...DEFAULT_DETECTOR_SETTINGS, learnRows: 3000 }, true);
    const noise = noiseOf(1);
    let most = 0;
    for (let row = 0; row < 4000; row += 1) {
      detector.add(Array.from({ length: 8 }, noise), row * STEP_MS);
      most = Math.max(most, detector.bytes);
    }
    expect(most).toBeLessThanOrEqual(32 * 1024);
  });
});
