import { evaluateValues, type EvaluatedValue, type Step } from '../steps/counter-evaluator.js';
import type { UsableReading } from '../steps/counter-reading.js';
import { lookbackStart } from '../evidence/evidence-span.js';
import {
  countsIn,
  type CountingWindow,
  isLongStep,
  ownTime,
  closingLimitOf,
} from '../usage/metered-period.js';
import type { Opening } from '../evidence/evidence-hash.js';
import { holdLimitOf, type MeterRule } from '../usage/meter-rule.js';
import type { RegisterChange } from '../steps/registers.js';
import { containsInstant, type Span } from '../windows/spans.js';
import { foreignOpening } from './foreign-opening.js';
import { StepEvaluator } from '../steps/step-evaluator.js';
import { type Metering, type Segment, completeSegment } from './segment.js';

/** Derives a counter's steps; see `deriveUsage`. */
export function deriveCounterSegment(
  { meter, period, asOf, records, tally }: Metering,
  ordered: readonly UsableReading[],
  window: CountingWindow,
): Segment {
  const evaluator = new StepEvaluator(records, window, tally);
  let opening: Opening = { reading: null, fallenFrom: null };
  let first: UsableReading | null = null;
  let last: UsableReading | null = null;
  const known = ordered.filter(({ at }) => at <= asOf || at <= window.to);
  const isFullPeriod = period.isPart === undefined;
  const closing = isFullPeriod && asOf >= window.to ? closingOf(known, window, records.changes, meter) : null;
  // The previous period gets its part of a step only when a later reading exists.
  const isRead = closing !== null || known.some(({ at }) => at > window.from && at <= window.to);
  for (const { value, step, fallenFrom } of evaluateWindow(window, known, records.changes, meter)) {
    const isReading = value.change === undefined;
    const isOpening = value.change?.type === 'opening';
    if (isReading || isOpening) last = value;
    if (isOpening || !countsIn(window, value.at)) {
      // A drop in an earlier register is irrelevant to this register.
      opening = {
        reading: isReading || isOpening ? value : opening.reading,
        fallenFrom: fallenFrom?.toFixed() ?? null,
      };
      continue;
    }
    if (isReading) {
      first ??= value;
      tally.addReading(value);
    }
    if (step === null) continue;
    const isDivided = isDividedAt(step, window.from, window, meter) || crossesHandover(step, window);
    const isShared = isRead && isFullPeriod && isDivided && evaluator.share(step);
    if (!isShared) evaluator.evaluate(step);
  }
  const leading =
    closing === null ? [] : stepsAcrossEnd(window.to, closing, known, window, records.changes, meter);
  const isExplained = leading.map((step) => evaluator.share(step)).includes(true);
  const end = Math.min(window.to, asOf);
  const gapFrom = last?.at ?? window.from;
  const hasGap = end > Math.max(gapFrom, window.from) && end - gapFrom > holdLimitOf(meter);
  if (hasGap && !isExplained)
    evaluator.reportGap({ from: gapFrom, to: end }, last, asOf >= window.to ? 'end' : 'running');
  return {
    ...completeSegment(evaluator, { window, opening, first }),
    closing,
    startValue: (opening.reading ?? first)?.value ?? null,
    endValue: last?.value ?? null,
  };
}

/** Returns true when a step is longer than the longest allowed gap and spans an instant. */
function isDividedAt(step: Step, at: number, window: CountingWindow, meter: MeterRule): boolean {
  return isLongStep(spanOf(step), holdLimitOf(meter), window) && containsInstant(spanOf(step), at);
}

/**
 * Returns true when a step spans an instant at which another customer's coverage ends or begins. The step is divided
 * there, regardless of its length.
 */
function crossesHandover(step: Step, window: CountingWindow): boolean {
  const own = ownTime(window);
  return containsInstant(spanOf(step), own.from) || containsInstant(spanOf(step), own.to);
}

/**
 * Returns the first reading after a window if the step to it is divided at the window's end: the step exceeds the
 * longest allowed gap, or another customer's coverage begins at that end. Null otherwise.
 */
export function closingOf<Reading extends UsableReading>(
  ordered: readonly Reading[],
  window: CountingWindow,
  changes: readonly Pick<RegisterChange, 'at'>[],
  meter: Pick<MeterRule, 'maxGapMinutes'>,
): Reading | null {
  const { to } = window;
  const next = ordered.find(({ at }) => at > to);
  if (!next || next.at >= closingLimitOf(window)) return null;
  const since = foreignOpening(ordered, window)?.at ?? window.since;
  const isBefore = ({ at }: { readonly at: number }): boolean => at >= since && at <= to;
  // A register change without a later reading does not mean that the counter was read in the previous period.
  const last = (ordered.findLast(isBefore) ?? changes.findLast(isBefore))?.at;
  if (last === undefined) return null;
  const endsAtHandover = to === ownTime(window).to && last < to;
  return endsAtHandover || isLongStep({ from: last, to: next.at }, holdLimitOf(meter), window) ? next : null;
}

/** Returns the steps that span a window's end, up to the first reading after it, as the next period evaluates them. */
function stepsAcrossEnd(
  end: number,
  closing: UsableReading,
  ordered: readonly UsableReading[],
  window: CountingWindow,
  changes: readonly RegisterChange[],
  meter: MeterRule,
): Step[] {
  const { since, before } = window;
  const isOtherCustomers = closing.at > ownTime(window).to;
  // Only the last reading is available to the next customer, and both customers' usage must evaluate the common step in
  // the same way.
  const last = isOtherCustomers ? relevantReadings(ordered, { ...window, from: end }).at(-1)?.at : undefined;
  const after = { since: last ?? since, from: end, to: closing.at, ...(last === undefined && { before }) };
  return [...evaluateWindow(after, ordered, changes, meter)].flatMap(({ step }) =>
    step !== null &&
    (isDividedAt(step, end, window, meter) || crossesHandover(step, window)) &&
    containsInstant(spanOf(step), end)
      ? [step]
      : [],
  );
}

const spanOf = ({ from, to }: Step): Span => ({ from: from.at, to: to.at });

/**
 * Returns the values of a window's counter in order, with the steps between them and the earlier value from which it
 * had dropped.
 */
function evaluateWindow(
  window: CountingWindow,
  ordered: readonly UsableReading[],
  changes: readonly RegisterChange[],
  meter: MeterRule,
): Iterable<EvaluatedValue> {
  const relevant = relevantReadings(ordered, window);
  const holdLimit = holdLimitOf(meter);
  return evaluateValues(relevant, changesIn(window, relevant, changes, meter), { ...meter, holdLimit });
}

/**
 * Returns the readings of a window and of the day before it or, if that day has none, the last earlier reading. If
 * there was no reading since another customer's coverage ended, the last earlier reading belongs to that customer.
 */
function relevantReadings(
  ordered: readonly UsableReading[],
  window: CountingWindow,
): readonly UsableReading[] {
  const inside = ordered.filter(({ at }) => at >= window.since && at <= window.to);
  const foreign = foreignOpening(ordered, window);
  if (foreign) return [foreign, ...inside];
  const start = lookbackStart(window);
  const begin = inside.findIndex(({ at }) => at >= start);
  if (begin < 0) return inside.slice(-1);
  return inside.slice(inside[begin]!.at <= window.from ? begin : Math.max(begin - 1, 0));
}

/** The first version of the rules that ignores register changes before the reading from which counting continues. */
const CHANGES_FILTERED_SINCE = 7;

/**
 * Returns the register changes since the reading from which counting continues. Earlier changes are ignored, because
 * an older register's first value would be mistaken for the value from which the counter dropped. Counting continues
 * from a migrated contract's opening only until a reading replaces it.
 */
function changesIn(
  window: CountingWindow,
  relevant: readonly UsableReading[],
  changes: readonly RegisterChange[],
  { version = CHANGES_FILTERED_SINCE }: Pick<MeterRule, 'version'>,
): RegisterChange[] {
  const { from, to } = window;
  const [first] = relevant;
  const isRelevant = ({ at }: RegisterChange): boolean => {
    if (first === undefined || first.at > from) return at >= window.since;
    return version >= CHANGES_FILTERED_SINCE ? at >= first.at : at >= Math.min(window.since, first.at);
  };
  const isReadBefore = relevant.some(({ at }) => at < from);
  return changes.filter(
    (change) => isRelevant(change) && change.at <= to && (change.type !== 'opening' || !isReadBefore),
  );
}
