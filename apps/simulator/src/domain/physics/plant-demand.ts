import { smoothNoise } from './noise.js';
import type { LocalMoment, SiteCalendar } from './site-calendar.js';

/**
 * Local references to global functions, because each step calls them dozens of times, and looking up a global is
 * expensive in a test's sandbox.
 */
const { min, max } = Math;

/** Shift pattern of a plant's week. */
export type ShiftPattern = 'continuous' | 'three_shift' | 'two_shift' | 'one_shift';

/** Compressed air demand of a plant. */
export interface PlantDemand {
  readonly pattern: ShiftPattern;
  /** Demand in m³/min without activity, from leaks and permanent consumers, and at full activity. */
  readonly restM3Min: number;
  readonly fullM3Min: number;
}

/** Points of an activity curve: minute of the day and activity, interpolated linearly. */
type Curve = readonly (readonly [minute: number, activity: number])[];

const H = 60;

const CURVES: Readonly<Record<ShiftPattern, { weekday: Curve; saturday: Curve; sunday: Curve }>> = {
  continuous: {
    weekday: [
      [0, 0.62],
      [5 * H, 0.6],
      [8 * H, 0.85],
      [12 * H, 0.8],
      [17 * H, 0.85],
      [21 * H, 0.68],
      [24 * H, 0.62],
    ],
    saturday: [
      [0, 0.6],
      [9 * H, 0.7],
      [18 * H, 0.66],
      [24 * H, 0.58],
    ],
    sunday: [
      [0, 0.55],
      [9 * H, 0.6],
      [18 * H, 0.6],
      [24 * H, 0.6],
    ],
  },
  three_shift: {
    weekday: [
      [0, 0.8],
      [5.7 * H, 0.8],
      [6 * H, 0.55],
      [6.4 * H, 0.95],
      [13.7 * H, 0.9],
      [14 * H, 0.6],
      [14.4 * H, 0.95],
      [21.7 * H, 0.85],
      [22 * H, 0.55],
      [22.4 * H, 0.8],
      [24 * H, 0.8],
    ],
    saturday: [
      [0, 0.75],
      [6 * H, 0.6],
      [13.7 * H, 0.6],
      [14.5 * H, 0.2],
      [24 * H, 0.15],
    ],
    sunday: [
      [0, 0.12],
      [22 * H, 0.12],
      [24 * H, 0.4],
    ],
  },
  two_shift: {
    weekday: [
      [0, 0],
      [5.7 * H, 0.02],
      [6.3 * H, 0.85],
      [9 * H, 0.95],
      [9.5 * H, 0.7],
      [10 * H, 0.95],
      [13.7 * H, 0.9],
      [14.1 * H, 0.6],
      [14.5 * H, 0.92],
      [21.6 * H, 0.8],
      [22.2 * H, 0.02],
      [24 * H, 0],
    ],
    saturday: [
      [0, 0],
      [5.8 * H, 0.02],
      [6.4 * H, 0.65],
      [13.6 * H, 0.6],
      [14.2 * H, 0.04],
      [24 * H, 0],
    ],
    sunday: [
      [0, 0.03],
      [24 * H, 0.03],
    ],
  },
  one_shift: {
    weekday: [
      [0, 0],
      [6.7 * H, 0],
      [7.3 * H, 0.9],
      [12 * H, 0.95],
      [12.5 * H, 0.6],
      [13 * H, 0.95],
      [15.8 * H, 0.85],
      [16.4 * H, 0],
      [24 * H, 0],
    ],
    saturday: [
      [0, 0],
      [24 * H, 0],
    ],
    sunday: [
      [0, 0],
      [24 * H, 0],
    ],
  },
};

/** Returns the planned activity of a plant, 0 to 1, without random variations. Treats holidays as Sundays. */
export function plannedActivity(
  pattern: ShiftPattern,
  { weekday, minuteOfDay, isHoliday }: LocalMoment,
): number {
  const curves = CURVES[pattern];
  const curve = isHoliday || weekday === 6 ? curves.sunday : weekday === 5 ? curves.saturday : curves.weekday;
  for (let next = 1; next < curve.length; next++) {
    const [end, after] = curve[next]!;
    if (minuteOfDay > end) continue;
    const [start, before] = curve[next - 1]!;
    return before + ((after - before) * (minuteOfDay - start)) / (end - start);
  }
  return curve.at(-1)![1];
}

/** Returns the activity of a plant at an instant: the planned activity with random variations. */
export function activityAt(
  seed: number,
  demand: PlantDemand,
  calendar: SiteCalendar,
  timeMs: number,
): number {
  const planned = plannedActivity(demand.pattern, calendar.momentAt(timeMs));
  const minutes = timeMs / 60_000;
  const factor =
    1 +
    0.05 * smoothNoise(seed + 1, minutes, 7 * 1440) +
    0.1 * smoothNoise(seed + 2, minutes, 95) +
    0.05 * smoothNoise(seed + 3, minutes, 13);
  return min(1, max(0, planned * factor));
}

/**
 * Returns the air demand of a plant at a level of activity, in m³/min at reference conditions. Individual consumers
 * make the demand vary every minute.
 */
export function flowAt(seed: number, demand: PlantDemand, activity: number, timeMs: number): number {
  const base = demand.restM3Min + (demand.fullM3Min - demand.restM3Min) * activity;
  return (
    base * (1 + 0.06 * smoothNoise(seed + 4, timeMs, 180_000) + 0.03 * smoothNoise(seed + 5, timeMs, 40_000))
  );
}
