import { Exact } from '#platform/domain';
import { bucketMax, pickValue, type PickingMethod } from './picked-value.js';
import type { Intervals } from '../pieces/intervals.js';
import { type Level, type LevelTime, levelTimes, toAppliedLevels } from '../../steps/applied-level.js';
import type { Span } from '../../windows/spans.js';
import {
  holdLimitOf,
  type MeterDefinition,
  type MeterMethod,
  type MeterReading,
} from '../meter-definition.js';
import { bySeries } from '../select-readings.js';
import type { Tally } from '../pieces/tally-pieces.js';

/** Methods for which a period's value is not the sum of its parts' values. */
type PickingOrMean = PickingMethod | 'mean' | 'max_per_bucket';

const PICKING: ReadonlySet<MeterMethod> = new Set<PickingOrMean>([
  'min',
  'max',
  'avg',
  'latest',
  'unique_count',
  'mean',
  'max_per_bucket',
]);

export function isPickingMethod(method: MeterMethod): method is PickingOrMean {
  return PICKING.has(method);
}

type Values = Pick<Tally, 'quantity' | 'windows'>;

/**
 * Calculates the value of the period and of each window, times the factor. Only `mean` also uses readings before the
 * period, because a level applies until the next reading.
 */
export function pickedTally(
  method: PickingOrMean,
  meter: MeterDefinition,
  readings: readonly MeterReading[],
  intervals: Intervals,
  factor: Exact,
): Tally {
  const inPeriod = readings.filter(({ at }) => intervals.indexAt(at) !== null);
  const { quantity, windows } =
    method === 'mean'
      ? means(readings, meter, intervals, factor)
      : picked(method, inPeriod, intervals, factor);
  const hasEstimate = quantity !== null && inPeriod.some(({ isEstimated }) => isEstimated);
  const zero = new Exact(0);
  return {
    quantity,
    windows,
    held: zero,
    estimated: hasEstimate ? quantity : zero,
    hasEstimate,
  };
}

function picked(
  method: PickingMethod | 'max_per_bucket',
  inPeriod: readonly MeterReading[],
  intervals: Intervals,
  factor: Exact,
): Values {
  const scaled = (value: Exact | null): Exact | null => value?.times(factor) ?? null;
  const inWindow = intervals.list.map((): MeterReading[] => []);
  for (const reading of inPeriod) inWindow[intervals.indexAt(reading.at)!]!.push(reading);
  if (method === 'max_per_bucket') {
    const windows = inWindow.map((own) => scaled(bucketMax(own)));
    return { windows, quantity: sumOfKnown(windows) };
  }
  return {
    windows: inWindow.map((own) => scaled(pickValue(method, own))),
    quantity: scaled(pickValue(method, inPeriod)),
  };
}

/** Adds up the means of several gauges that are metered together. */
function means(
  readings: readonly MeterReading[],
  meter: MeterDefinition,
  intervals: Intervals,
  factor: Exact,
): Values {
  const { period } = intervals;
  const windows = intervals.list.map((): Exact | null => null);
  const periodMeans = bySeries(readings).map((own): Exact | null => {
    const levels = levelsOf(own, holdLimitOf(meter), period.to);
    for (const [interval, time] of levelTimes(levels, intervals.list).entries()) {
      if (time === null) continue;
      const mean = meanLevel(time, intervals.list[interval]!, meter, factor);
      windows[interval] = windows[interval]?.plus(mean) ?? mean;
    }
    const [periodTime] = levelTimes(levels, [period]);
    return periodTime ? meanLevel(periodTime, period, meter, factor) : null;
  });
  return { windows, quantity: sumOfKnown(periodMeans) };
}

/** Determines how long each value applies. @param until the latest instant until which the last value can apply */
function levelsOf(readings: readonly MeterReading[], holdLimit: number, until: number): Level[] {
  const valued = readings.filter((reading) => reading.value !== null);
  return toAppliedLevels(valued, holdLimit, until)
    .filter(({ from, to }) => from < to)
    .map(({ reading, from, to }) => ({ from, to, value: new Exact(reading.value!) }));
}

/**
 * Calculates the time-weighted mean of a level over a span. Without a maximum gap, the readings are the complete list
 * of changes, and the level before the first reading is zero. With a maximum gap, the readings are samples, and unknown
 * time is excluded. Multiplies by the factor before dividing, so that a mean with infinitely many decimals loses no
 * precision.
 *
 * @param span the whole span
 */
function meanLevel(
  { weighted, known }: LevelTime<Level>,
  span: Span,
  { maxHoldSeconds }: MeterDefinition,
  factor: Exact,
): Exact {
  return weighted.times(factor).div(maxHoldSeconds === null ? span.to - span.from : known);
}

function sumOfKnown(values: readonly (Exact | null)[]): Exact | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Exact.sum(...known);
}
