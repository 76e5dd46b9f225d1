import { Exact } from '#platform';
import { bucketMax, pickValue, type PickingMethod } from './event-values.js';
import type { Intervals, Span } from './intervals.js';
import { heldValues, meanLevel } from './level-pieces.js';
import type { MeterFacts, MeterMethod, MeterReading } from './meter-definition.js';
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

/** The value of the period and of each window, times the factor. Only values that stand for time may come from before. */
export function pickedTally(
  method: Picking,
  { meter }: MeterFacts,
  readings: readonly MeterReading[],
  intervals: Intervals,
  factor: Exact,
): Tally {
  const inSpan = ({ from, to }: Span) => readings.filter(({ at }) => at >= from && at < to);
  const levels = method === 'mean' ? levelsOf(readings, meter.maxHoldSeconds, intervals.period.to) : [];
  const valueOf = (span: Span): Exact | null => {
    if (method === 'mean') {
      const means = levels.map((held) => meanLevel(held, span, meter.maxHoldSeconds));
      return sumOfKnown(means);
    }
    return method === 'max_per_bucket' ? bucketMax(inSpan(span)) : pickValue(method, inSpan(span));
  };
  const windows = intervals.list.map((span) => valueOf(span)?.times(factor) ?? null);
  const quantity =
    method === 'max_per_bucket' ? sumOfKnown(windows) : (valueOf(intervals.period)?.times(factor) ?? null);
  const hasEstimate = quantity !== null && inSpan(intervals.period).some(({ isEstimated }) => isEstimated);
  const nothing = new Exact(0);
  return { quantity, windows, held: nothing, estimated: hasEstimate ? quantity : nothing, hasEstimate };
}

/** Levels of several gauges that are metered together add up. */
function levelsOf(readings: readonly MeterReading[], maxHoldSeconds: number | null, until: number) {
  return bySeries(readings).map((own) => heldValues(own, maxHoldSeconds, [], until));
}

function sumOfKnown(values: readonly (Exact | null)[]): Exact | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Exact.sum(...known);
}
