import { Exact } from '#platform/domain';
import { NO_RECORDS } from '../evidence/meter-records.js';
import { createWindowDeriver } from '../methods/window-deriver.js';
import { isFlowWhileOff } from '../steps/all-off.js';
import { evaluateValues } from '../steps/counter-evaluator.js';
import { QUALITY, type UsableReading } from '../steps/counter-reading.js';
import { type RegisterChange, splitRegisters } from '../steps/registers.js';
import { StepScale } from '../steps/step-scale.js';
import { holdLimitOf, type MeteringMethod, type MeterRule } from '../usage/meter-rule.js';
import type { Span } from '../windows/spans.js';
import type { MeterDefinition, MeterReading } from './meter-definition.js';
import type { Intervals } from './pieces/intervals.js';
import type { Derived } from './pieces/piece.js';
import { WindowTally } from './pieces/window-tally.js';

/**
 * Methods by which a series of readings is converted to steps. A `report` contains the quantity of the time before it,
 * so the only report of a period can be at the period's very end.
 */
export type SeriesMethod = 'counter' | 'integral' | 'sum' | 'count' | 'report';

/** Records of a meter, each list in chronological order and without overlap. */
export interface SeriesRecords {
  readonly changes: readonly RegisterChange[];
  readonly off: readonly Span[];
  readonly estimated: readonly Span[];
}

/** Pieces of a series, with the spans in which the counter or level counted. */
export interface DerivedSeries extends Derived {
  readonly counted: readonly Span[];
}

const METHODS: Readonly<Record<SeriesMethod, MeteringMethod>> = {
  counter: 'counter',
  integral: 'integral',
  sum: 'event_sum',
  count: 'event_count',
  report: 'event_sum',
};

const SECOND_MS = 1000;
const MINUTES_PER_HOUR = 60;

/**
 * Derives one counter, level or series of events with the billing engine, over the windows of a preview.
 *
 * @param readings readings of the series in chronological order; readings of the same instant are in the order in which
 * they count
 * @param factor converts a unit of the readings to the quantity's unit
 */
export function deriveSeries(
  method: SeriesMethod,
  readings: readonly MeterReading[],
  records: SeriesRecords,
  meter: MeterDefinition,
  { intervals, factor }: { readonly intervals: Intervals; readonly factor: Exact },
): DerivedSeries {
  const rule = ruleOf(method, meter, factor);
  const converted = readings.flatMap((reading, index) => toUsable(reading, index, method));
  const usable = method === 'counter' ? withoutCancelled(converted, records.changes) : converted;
  const tally = new WindowTally(intervals, scaleOf(method, rule));
  const { period } = intervals;
  // A preview's coverage is unlimited. Only for reports, the coverage ends with the period, which then includes its
  // last instant.
  const window = { since: -Infinity, ...period, ...(method !== 'report' && { until: null }) };
  const deriveWindow = createWindowDeriver({
    meter: rule,
    period: { zone: 'UTC', ...period, windows: [window], knownUntil: Infinity },
    asOf: Infinity,
    records: { ...NO_RECORDS, ...records },
    tally,
  });
  deriveWindow(usable, window);
  return { pieces: tally.pieces, ...knownTime(method, usable, records, rule, tally, intervals) };
}

/**
 * Removes estimates that a later reading cancels. The reading can be after the period, although it is not used to
 * derive the period.
 */
function withoutCancelled(
  readings: readonly UsableReading[],
  changes: readonly RegisterChange[],
): UsableReading[] {
  return splitRegisters(readings, changes)
    .flat()
    .filter(({ change }) => change === undefined);
}

function ruleOf(method: SeriesMethod, meter: MeterDefinition, factor: Exact): MeterRule {
  const { modulus, maxRatePerMinute, maxHoldSeconds } = meter;
  const isCounter = method === 'counter';
  return {
    method: METHODS[method],
    factor: factor.toFixed(),
    modulus,
    maxRatePerHour: isCounter ? perHour(maxRatePerMinute) : null,
    maxGapMinutes: maxHoldSeconds === null ? Infinity : maxHoldSeconds / 60,
    countsUnprovenRollover: true,
    isSigned: true,
  };
}

const perHour = (perMinute: string | null): string | null =>
  perMinute === null ? null : new Exact(perMinute).times(MINUTES_PER_HOUR).toFixed();

/** A preview integrates levels over seconds, so a factor of 1/60 converts cubic metres per minute to cubic metres. */
const scaleOf = (method: SeriesMethod, rule: MeterRule): StepScale =>
  new StepScale(rule, method === 'integral' ? SECOND_MS : 1);

/**
 * Converts a reading to the form that the billing engine uses; empty if it has no value. An event counts even if its
 * message has no value.
 */
function toUsable(
  { at, value, receivedAt, isEstimated }: MeterReading,
  index: number,
  method: SeriesMethod,
): UsableReading[] {
  const counted = value ?? (method === 'count' ? '1' : null);
  if (counted === null) return [];
  const seq = String(index);
  return [
    {
      at,
      seq,
      receivedAt: receivedAt ?? at,
      timeSource: 0,
      quality: QUALITY.good,
      value: counted,
      isEstimated,
    },
  ];
}

function knownTime(
  method: SeriesMethod,
  readings: readonly UsableReading[],
  records: SeriesRecords,
  rule: MeterRule,
  tally: WindowTally,
  { period }: Intervals,
): Pick<DerivedSeries, 'known' | 'isComplete' | 'counted'> {
  switch (method) {
    case 'sum':
    case 'count':
      return { known: [period], isComplete: true, counted: [] };
    case 'report':
      return { known: [], isComplete: false, counted: [] };
    case 'integral':
      return { known: tally.spans, isComplete: false, counted: tally.spans };
    case 'counter':
      return { ...counterTime(readings, records, rule), isComplete: false };
  }
}

/**
 * Returns the time in which the counter counted. Uses readings outside the period too, so that less time is estimated.
 */
function counterTime(
  readings: readonly UsableReading[],
  { changes, off }: SeriesRecords,
  rule: MeterRule,
): Pick<DerivedSeries, 'known' | 'counted'> {
  const steps = [...evaluateValues(readings, changes, { ...rule, holdLimit: holdLimitOf(rule) })].flatMap(
    ({ step }) => (step === null ? [] : [{ ...step, span: { from: step.from.at, to: step.to.at } }]),
  );
  const [first, last] = [steps[0], steps.at(-1)];
  const counted = steps.filter(
    ({ hold, quantity, span }) => hold === null && quantity?.gt(0) && !isFlowWhileOff(quantity, span, off),
  );
  return {
    known: first && last ? [{ from: first.span.from, to: last.span.to }] : [],
    counted: counted.map(({ span }) => span),
  };
}
