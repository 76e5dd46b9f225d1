import { Exact } from '#platform';
import { bucketMax, pickValue, type PickingMethod } from './event-values.js';
import type { Intervals } from './intervals.js';
import { heldValues, levelTimes, meanLevel, type LevelTime } from './level-pieces.js';
import type { MeterDefinition, MeterMethod, MeterReading } from './meter-definition.js';
import { bySeries } from './take-readings.js';
import type { Tally } from './tally-pieces.js';

/** Methods whose value of a period is not the sum of its parts'. */
type Picking = PickingMethod | 'mean' | 'max_per_bucket';

const PICKING: ReadonlySet<MeterMethod> = new Set<Picking>([
  'min',
  'max',
  'avg',
  'latest',
  'unique_count',
  'mean',
  'max_per_bucket',
]);

export function isPickingMethod(method: MeterMethod): method is Picking {
  return PICKING.has(method);
}

type Values = Pick<Tally, 'quantity' | 'windows'>;

/** The value of the period and of each window, times the factor. Only values that stand for time may come from before. */
export function pickedTally(
  method: Picking,
  meter: MeterDefinition,
  readings: readonly MeterReading[],
  intervals: Intervals,
  factor: Exact,
): Tally {
  const inPeriod = readings.filter(({ at }) => intervals.holding(at) !== null);
  const { quantity, windows } =
    method === 'mean' ? means(readings, meter, intervals) : picked(method, inPeriod, intervals);
  const hasEstimate = quantity !== null && inPeriod.some(({ isEstimated }) => isEstimated);
  const whole = quantity?.times(factor) ?? null;
  const nothing = new Exact(0);
  return {
    quantity: whole,
    windows: windows.map((window) => window?.times(factor) ?? null),
    held: nothing,
    estimated: hasEstimate && whole !== null ? whole : nothing,
    hasEstimate,
  };
}

function picked(
  method: PickingMethod | 'max_per_bucket',
  inPeriod: readonly MeterReading[],
  intervals: Intervals,
): Values {
  const inWindow = intervals.list.map((): MeterReading[] => []);
  for (const reading of inPeriod) inWindow[intervals.holding(reading.at)!]!.push(reading);
  if (method === 'max_per_bucket') {
    const windows = inWindow.map(bucketMax);
    return { windows, quantity: sumOfKnown(windows) };
  }
  return {
    windows: inWindow.map((own) => pickValue(method, own)),
    quantity: pickValue(method, inPeriod),
  };
}

/** Means of several gauges that are metered together add up. */
function means(readings: readonly MeterReading[], meter: MeterDefinition, intervals: Intervals): Values {
  const { period } = intervals;
  const windows = intervals.list.map((): Exact | null => null);
  const wholes = bySeries(readings).map((own): Exact | null => {
    const times = levelTimes(heldValues(own, meter.maxHoldSeconds, [], period.to), intervals);
    for (const [interval, time] of times) {
      const mean = meanLevel(time, intervals.list[interval]!, meter.maxHoldSeconds);
      windows[interval] = windows[interval]?.plus(mean) ?? mean;
    }
    const whole = [...times.values()].reduce<LevelTime | null>(together, null);
    return whole && meanLevel(whole, period, meter.maxHoldSeconds);
  });
  return { windows, quantity: sumOfKnown(wholes) };
}

const together = (a: LevelTime | null, b: LevelTime): LevelTime =>
  a === null ? b : { weighted: a.weighted.plus(b.weighted), known: a.known + b.known };

function sumOfKnown(values: readonly (Exact | null)[]): Exact | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Exact.sum(...known);
}
