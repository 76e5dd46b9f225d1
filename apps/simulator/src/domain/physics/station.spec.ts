import fc from 'fast-check';
import { FAULT, LOAD, MAINTENANCE, OFF, STEP_S, type CompressorRating } from './compressor.js';
import type { Effect } from './effects.js';
import { createStationState, thresholdForShare } from './new-station.js';
import { chance, smoothNoise } from './noise.js';
import { plannedActivity, type ShiftPattern } from './plant-demand.js';
import { SiteCalendar } from './site-calendar.js';
import { Station, type StationPlan, type StationState } from './station.js';

/** Monday 2 November 2026 at midnight UTC; midnight in Warsaw is an hour earlier. */
const START = Date.parse('2026-11-02T00:00:00Z');
const HOUR_STEPS = 3600 / STEP_S;
const VARIABLE: CompressorRating = {
  isVariable: true,
  powerKw: 75,
  minM3Min: 3.9,
  maxM3Min: 13.6,
  specificPowerKwPerM3Min: 6.3,
};
const FIXED: CompressorRating = {
  isVariable: false,
  powerKw: 55,
  minM3Min: 10.2,
  maxM3Min: 10.2,
  specificPowerKwPerM3Min: 6.5,
};

function planOf(pattern: ShiftPattern = 'two_shift', fullM3Min = 18): StationPlan {
  return {
    code: 'C-TEST',
    calendar: new SiteCalendar('Europe/Warsaw', ['2026-11-11']),
    demand: { pattern, restM3Min: 1.5, fullM3Min },
    machines: [
      { serial: 'A', rating: VARIABLE, keptFrom: 0.6 },
      { serial: 'B', rating: FIXED, keptFrom: 2 },
      { serial: 'C', rating: VARIABLE, keptFrom: 0.9 },
    ],
    rotating: 1,
    roomC: 20,
    roomSwingK: 2,
    dustiness: 1,
  };
}

function build(effects: Effect[] = [], plan = planOf()): { station: Station; state: StationState } {
  const state = createStationState(
    plan,
    START,
    plan.machines.map(() => ({ airFilterH: 100, separatorH: 100 })),
  );
  return { station: new Station(plan, state, effects), state };
}

function run(station: Station, hours: number, onStep?: () => void): void {
  for (let step = 0; step < hours * HOUR_STEPS; step++) {
    station.step();
    onStep?.();
  }
}

describe('station', () => {
  it('maintains the pressure through shift changes, nights and a weekend', () => {
    const { station, state } = build();
    run(station, 1);
    let lowest = Infinity;
    let highest = 0;
    run(station, 8 * 24, () => {
      lowest = Math.min(lowest, state.headerBar);
      highest = Math.max(highest, state.headerBar);
    });
    expect(lowest).toBeGreaterThan(6.8);
    expect(highest).toBeLessThan(8);
  });

  it('counts the air that its machines deliver, without decreases', () => {
    const { station, state } = build();
    let delivered = 0;
    let before = structuredClone(state);
    const wrong = new Set<string>();
    run(station, 48, () => {
      for (const [index, machine] of state.machines.entries()) {
        const old = before.machines[index]!;
        if (machine.runH < old.runH || machine.loadH < old.loadH || machine.starts < old.starts)
          wrong.add('a counter fell');
        if (machine.energyKwh <= old.energyKwh) wrong.add('energy stood still');
        if (machine.loadH > machine.runH) wrong.add('more load than running');
        if (machine.flowM3Min > 0 && machine.state !== LOAD) wrong.add('delivered without load');
        delivered += (machine.flowM3Min * STEP_S) / 60;
      }
      if (state.airM3 < before.airM3) wrong.add('the meter fell');
      before = structuredClone(state);
    });
    expect([...wrong]).toEqual([]);
    expect(state.airM3).toBeCloseTo(delivered, 6);
    expect(delivered).toBeGreaterThan(10_000);
  });

  it('counts hours only while a machine is running', () => {
    const { station, state } = build();
    const seconds = state.machines.map(() => 0);
    run(station, 30, () => {
      for (const [index, machine] of station.machines.entries())
        if (machine.isRunning) seconds[index]! += STEP_S;
    });
    for (const [index, machine] of state.machines.entries())
      expect(machine.runH * 3600).toBeCloseTo(seconds[index]!, 3);
  });

  it('produces the same values if it is saved and resumed at any step', () => {
    const whole = build();
    run(whole.station, 20);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 * HOUR_STEPS - 1 }), (pause) => {
        const first = build();
        for (let step = 0; step < pause; step++) first.station.step();
        const taken = JSON.parse(JSON.stringify(first.state)) as StationState;
        const second = new Station(planOf(), taken, []);
        for (let step = pause; step < 20 * HOUR_STEPS; step++) second.step();
        expect(taken).toEqual(whole.state);
      }),
      { numRuns: 8 },
    );
  });

  it('trips a machine that gets too hot, and resets it hours later', () => {
    const heat: Effect = {
      kind: 'disturbance',
      serial: 'A',
      quantity: 'heatK',
      from: START + 8 * 3_600_000,
      to: START + 9 * 3_600_000,
      points: [
        [START + 8 * 3_600_000, 0],
        [START + 8.2 * 3_600_000, 45],
      ],
    };
    const { station, state } = build([heat]);
    let hottest = 0;
    let tripped = 0;
    run(station, 14, () => {
      if (state.machines[0]!.state === FAULT) tripped += STEP_S;
      hottest = Math.max(hottest, state.machines[0]!.dischargeC);
    });
    expect(hottest).toBeGreaterThan(110);
    expect(hottest).toBeLessThan(113);
    expect(tripped).toBeGreaterThanOrEqual(4 * 3600);
    expect(state.machines[0]!.state).not.toBe(FAULT);
    // The other machines supplied the plant while this machine was tripped.
    expect(state.headerBar).toBeGreaterThan(6.8);
  });

  it('increases its meter while air flows back, and only then', () => {
    const from = START + 22.5 * 3_600_000;
    const { station, state } = build([{ kind: 'backflow', flowM3Min: 2.1, from, to: from + 3 * 3_600_000 }]);
    run(station, 22.5);
    const before = state.airM3;
    let running = 0;
    run(station, 3, () => (running += station.machines.filter((machine) => machine.isRunning).length));
    expect(state.airM3 - before).toBeCloseTo(378, 6);
    expect(running).toBe(0);
  });

  it('stops a machine while technicians work on it, and has new filters afterwards', () => {
    const from = START + 10 * 3_600_000;
    const { station, state } = build([
      { kind: 'maintenance', serial: 'A', airFilter: true, separator: false, from, to: from + 2 * 3_600_000 },
    ]);
    run(station, 11);
    expect(state.machines[0]!.state).toBe(MAINTENANCE);
    run(station, 1.1);
    expect(state.machines[0]!.state).not.toBe(MAINTENANCE);
    expect(state.machines[0]!.airFilterH).toBeLessThan(1);
    expect(state.machines[0]!.separatorH).toBeGreaterThan(100);
  });

  it('services a machine on a working day when its filters are due', () => {
    const plan = planOf('continuous');
    const state = createStationState(
      plan,
      START,
      plan.machines.map(() => ({ airFilterH: 1999, separatorH: 3999 })),
    );
    const station = new Station(plan, state, []);
    run(station, 7);
    expect(state.machines[0]!.airFilterH).toBeGreaterThan(2000);
    let serviced = false;
    run(station, 6, () => (serviced ||= state.machines[0]!.state === MAINTENANCE));
    expect(serviced).toBe(true);
    expect(state.machines[0]!.airFilterH).toBeLessThan(10);
    expect(state.machines[0]!.separatorH).toBeLessThan(10);
  });

  it('keeps a machine running for the intended share of time', () => {
    const plan = planOf('continuous', 8);
    const toMs = START + 14 * 86_400_000;
    const machines = [0.9, 0.5, 0.2].map((share, index) => ({
      ...plan.machines[index]!,
      rating: VARIABLE,
      keptFrom: thresholdForShare(plan, share, START, toMs),
    }));
    const { station, state } = build([], { ...plan, machines });
    run(station, 14 * 24);
    const shares = state.machines.map(({ runH }) => runH / (14 * 24));
    expect(shares[1]).toBeCloseTo(0.5, 1);
    expect(shares[2]).toBeCloseTo(0.2, 1);
    expect(thresholdForShare(plan, 0, START, toMs)).toBeGreaterThan(1);
  });

  it('has gauges that match the behavior of its machines', () => {
    const { station, state } = build();
    run(station, 33, () => {
      if (state.timeMs % 600_000 !== 0) return;
      for (const [index, machine] of state.machines.entries()) {
        const reading = station.read(index);
        expect(reading.pressureBar).toBeCloseTo(state.headerBar, 1);
        if (machine.state === OFF)
          expect([reading.currentA, reading.vibrationMmS, reading.separatorBar]).toEqual([0, 0, 0]);
        if (machine.state === LOAD) expect(reading.currentA).toBeGreaterThan(20);
        expect(reading.inverterHz === null).toBe(index === 1);
        expect(reading.dischargeC).toBeLessThan(100);
      }
    });
  });
});

describe('plant', () => {
  const calendar = new SiteCalendar('Europe/Warsaw', ['2026-11-11']);
  const at = (iso: string) => plannedActivity('two_shift', calendar.momentAt(Date.parse(iso)));

  it.each([
    ['on a weekday morning', '2026-11-10T09:00:00+01:00', 0.7, 1],
    ['at night', '2026-11-10T02:00:00+01:00', 0, 0.05],
    ['on Saturday morning', '2026-11-14T09:00:00+01:00', 0.5, 0.7],
    ['on Sunday', '2026-11-15T09:00:00+01:00', 0, 0.1],
    ['on a holiday', '2026-11-11T09:00:00+01:00', 0, 0.1],
    ['at the same wall clock in summer', '2026-07-14T09:00:00+02:00', 0.7, 1],
  ])('works %s', (_what, iso, least, most) => {
    expect(at(iso)).toBeGreaterThanOrEqual(least);
    expect(at(iso)).toBeLessThanOrEqual(most);
  });

  it('returns the start of the day before and after a clock change', () => {
    const noon = Date.parse('2026-10-25T12:00:00+01:00');
    expect(new Date(calendar.startOfDay(noon)).toISOString()).toBe('2026-10-24T22:00:00.000Z');
  });
});

describe('chance', () => {
  it('returns the same value for the same seed and index, within its bounds, and evenly distributed', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (seed, index) => {
        expect(chance(seed, index)).toBe(chance(seed, index));
        expect(chance(seed, index)).toBeGreaterThanOrEqual(0);
        expect(chance(seed, index)).toBeLessThan(1);
      }),
    );
    const mean =
      Array.from({ length: 20_000 }, (_, index) => chance(7, index)).reduce((sum, value) => sum + value, 0) /
      20_000;
    expect(mean).toBeCloseTo(0.5, 1);
  });

  it('varies without jumps', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        (seed, time) => {
          expect(Math.abs(smoothNoise(seed, time + 1, 1000) - smoothNoise(seed, time, 1000))).toBeLessThan(
            0.01,
          );
          expect(Math.abs(smoothNoise(seed, time, 1000))).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});
