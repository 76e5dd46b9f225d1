import { chance, seedOf, smoothNoise } from '../physics/noise.js';
import type { SiteCalendar } from '../physics/site-calendar.js';
import { addCounters, subtractCounters, type MachineCounters } from './samples.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const QUARTERS = 4;

/** Counters of a station at one instant: those of its machines and of its meter. */
export interface StationCounters {
  readonly machines: readonly MachineCounters[];
  readonly airM3: number;
}

/** A day of the simulated weeks, with the counter increases in each of its four six-hour parts. */
export interface SourceDay {
  /** 0 is Monday; a holiday is treated as a Sunday. */
  readonly weekday: number;
  readonly quarters: readonly StationCounters[];
}

/** Groups simulated counters at six-hour boundaries of local days into whole days. Omits days with a clock change. */
export function toSourceDays(
  calendar: SiteCalendar,
  countersByTime: ReadonlyMap<number, StationCounters>,
): SourceDay[] {
  return [...countersByTime.keys()].flatMap((start): SourceDay[] => {
    if (calendar.startOfDay(start) !== start) return [];
    const counters = Array.from({ length: QUARTERS + 1 }, (_, quarter) =>
      countersByTime.get(start + quarter * 6 * HOUR_MS),
    );
    const quarters = counters.slice(1).flatMap((end, index) => {
      const begin = counters[index];
      return begin && end ? [difference(end, begin)] : [];
    });
    return quarters.length === QUARTERS ? [{ weekday: kindOfDay(calendar, start), quarters }] : [];
  });
}

/**
 * Derives a plausible past of a station: each day before the simulated weeks repeats a simulated day with the same
 * weekday, with weekly variations. Counters are calculated backwards from the start of the simulated weeks, so that
 * they continue without a jump. Increases are reduced if a counter would otherwise start below zero.
 * @param times times before `endMs` at six-hour boundaries of the site's days, ascending
 * @param end counters at `endMs`, the start of the simulated weeks
 * @param sinceMs commissioning time of each machine
 * @returns counters at each time of `times`
 */
export function deriveCoarseHistory(
  code: string,
  calendar: SiteCalendar,
  times: readonly number[],
  days: readonly SourceDay[],
  end: StationCounters,
  endMs: number,
  sinceMs: readonly number[],
): StationCounters[] {
  const seed = seedOf(code);
  const steps = times.map((at, index) =>
    prorateStep(stepAt(seed, calendar, days, at, sinceMs), (times[index + 1] ?? endMs) - at),
  );
  const first = times[0] ?? 0;
  const scales = end.machines.map((machine, index) =>
    computeScale(
      machine,
      steps.map((step) => step.machines[index]!),
      Math.max(0, first - sinceMs[index]!) / Math.max(1, endMs - sinceMs[index]!),
    ),
  );
  const airScale = mean(scales.map(({ run }) => run));
  const history: StationCounters[] = new Array<StationCounters>(times.length);
  let after = end;
  for (let index = times.length - 1; index >= 0; index--) {
    const step = steps[index]!;
    after = {
      machines: after.machines.map((machine, machineIndex) =>
        subtractCounters(machine, scaleStep(step.machines[machineIndex]!, scales[machineIndex]!)),
      ),
      airM3: after.airM3 - step.airM3 * airScale,
    };
    history[index] = after;
  }
  return history.map(({ machines, airM3 }) => ({
    machines: machines.map(clampToZero),
    airM3: Math.max(0, airM3),
  }));
}

/** Returns the increase of counters in the six hours that begin at `at`. */
function stepAt(
  seed: number,
  calendar: SiteCalendar,
  days: readonly SourceDay[],
  at: number,
  sinceMs: readonly number[],
): StationCounters {
  const midnight = calendar.startOfDay(at);
  const kind = kindOfDay(calendar, at);
  const matchingDays = days.filter(({ weekday }) => weekday === kind);
  const choice = matchingDays.length > 0 ? matchingDays : days;
  const day = choice[Math.floor(chance(seed + 31, Math.floor(midnight / DAY_MS)) * choice.length)];
  if (!day) throw new Error('The simulated weeks contain no whole day');
  const quarter = day.quarters[Math.min(QUARTERS - 1, Math.round((at - midnight) / (6 * HOUR_MS)))]!;
  const week = 1 + 0.06 * smoothNoise(seed + 32, at, 9 * DAY_MS);
  return {
    machines: quarter.machines.map((machine, index) =>
      at < sinceMs[index]! ? NOTHING : { ...machine, energyKwh: machine.energyKwh * week },
    ),
    airM3: at < Math.min(...sinceMs) ? 0 : quarter.airM3 * week,
  };
}

/** Scales the increase in six hours that are shortened by a clock change or by the start of the simulated weeks. */
function prorateStep(step: StationCounters, lengthMs: number): StationCounters {
  const part = Math.min(1, lengthMs / (6 * HOUR_MS));
  return {
    machines: step.machines.map(({ runH, loadH, energyKwh, starts }) => ({
      runH: runH * part,
      loadH: loadH * part,
      energyKwh: energyKwh * part,
      starts: starts * part,
    })),
    airM3: step.airM3 * part,
  };
}

const NOTHING: MachineCounters = { runH: 0, loadH: 0, energyKwh: 0, starts: 0 };

interface Scale {
  /** Factor applied to running hours and starts. */
  readonly run: number;
  /** Load hours per running hour. */
  readonly loadPerRun: number;
  /** Factor applied to energy. */
  readonly energy: number;
}

/**
 * Returns factors for the increases in a machine's past. Factors below 1 keep the hours and the energy from falling
 * below zero at the first reading.
 * @param olderShare share of the machine's time before the simulated weeks that is before the first reading, during
 * which the counters increased, too
 */
function computeScale(end: MachineCounters, steps: readonly MachineCounters[], olderShare: number): Scale {
  const sum = steps.reduce(addCounters, NOTHING);
  const run = clampedRatio(end.runH * (1 - olderShare / 2), sum.runH);
  // The share of load hours in running hours is assumed to be constant over the machine's whole life.
  const loadPerRun = end.runH <= 0 ? 0 : Math.min(1, end.loadH / end.runH);
  return { run, loadPerRun, energy: clampedRatio(end.energyKwh * (1 - olderShare / 2), sum.energyKwh) };
}

function clampedRatio(available: number, wanted: number): number {
  return wanted <= 0 ? 1 : Math.min(1, Math.max(0, available / wanted));
}

function scaleStep(step: MachineCounters, { run, loadPerRun, energy }: Scale): MachineCounters {
  const runH = step.runH * run;
  return { runH, loadH: runH * loadPerRun, energyKwh: step.energyKwh * energy, starts: step.starts * run };
}

function clampToZero(counters: MachineCounters): MachineCounters {
  return {
    runH: Math.max(0, counters.runH),
    loadH: Math.max(0, counters.loadH),
    energyKwh: Math.max(0, counters.energyKwh),
    starts: Math.max(0, counters.starts),
  };
}

function difference(end: StationCounters, begin: StationCounters): StationCounters {
  return {
    machines: end.machines.map((machine, index) => subtractCounters(machine, begin.machines[index]!)),
    airM3: end.airM3 - begin.airM3,
  };
}

function kindOfDay(calendar: SiteCalendar, timeMs: number): number {
  const { weekday, isHoliday } = calendar.momentAt(timeMs);
  return isHoliday ? 6 : weekday;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
