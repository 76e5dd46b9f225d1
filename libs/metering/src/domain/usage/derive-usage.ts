import { sumOf } from '#platform/domain';
import { isUsable, orderReadings, type CounterReading } from '../steps/counter-reading.js';
import { countedBy, type MeteredPeriod } from './metered-period.js';
import { hashOfPeriod } from '../evidence/evidence-hash.js';
import { NO_RECORDS, type MeterRecords } from '../evidence/meter-records.js';
import { RULE_VERSION, type MeterRule } from './meter-rule.js';
import { createWindowDeriver, scaleOf } from '../methods/window-deriver.js';
import type { Segment } from '../methods/segment.js';
import { UsageTally } from './usage-tally.js';
import type { Usage, UsageReason, UsageState } from './usage.js';
import { cutReasons, noteOf } from './usage-reasons.js';

/**
 * Derives a meter's usage in a period. The result is exact and does not depend on the order and repetition of readings
 * and records.
 *
 * A counter's step between two readings belongs to the period in which it ends, including a step that ends exactly at
 * `to`. A step longer than the longest allowed gap is divided by time at the period's bounds, and every step is divided
 * at an instant at which one customer's coverage follows another's. The counter at the period's start is the last
 * reading at or before it. Without one, counting begins at the first reading inside, which is reported. A migrated
 * contract begins with its opening reading. Other methods are in `methods/`. Unknown usage is never guessed, but needs
 * a decision.
 *
 * @param readings readings of one signal: the readings of the period, at least the last reading before it (the readings
 * of one day, so that a drop shortly before the period is considered) and, for a counter, the first reading after it if
 * the step between the two is divided; of another customer's readings, only the last reading before the period and the
 * first reading after it
 */
export function deriveUsage(
  readings: readonly CounterReading[],
  meter: MeterRule,
  period: MeteredPeriod,
  records: MeterRecords = NO_RECORDS,
): Usage {
  const known = orderReadings(readings.filter((reading) => reading.receivedAt < period.knownUntil));
  const ordered = known.filter(isUsable);
  const tally = new UsageTally(period.from, period.to, period.zone, scaleOf(meter));
  const deriveWindow = createWindowDeriver({
    meter,
    period,
    asOf: period.asOf ?? period.knownUntil,
    records,
    tally,
  });
  const segments = period.windows.map((window) => deriveWindow(ordered, window));

  const state = stateOf(segments);
  const days = tally.dayUsages();
  const openings = segments.map((segment) => segment.opening);
  const closings = segments.map((segment) => segment.closing);
  const startValue = segments.map((segment) => segment.startValue).find((value) => value !== null) ?? null;
  const unknownMs = segments.reduce((sum, segment) => sum + segment.unknownMs, 0);
  return {
    ruleVersion: meter.version ?? RULE_VERSION,
    state,
    quantity: state === 'measured' ? sum(days.map((day) => day.quantity)) : null,
    heldQuantity: sum(days.map((day) => day.heldQuantity)),
    estimatedQuantity: tally.estimatedQuantity,
    unbilledQuantity: tally.unbilledQuantity,
    unknownSeconds: Math.round(unknownMs / 1000),
    reasons: cutReasons([
      ...segments.flatMap((segment) => segment.reasons),
      ...noteUnreliableReadings(known, meter, period),
    ]),
    exceptions: segments.flatMap((segment) => segment.exceptions),
    openings,
    closings,
    closing: closings.at(-1) ?? null,
    startValue,
    endValue: segments.findLast((segment) => segment.endValue !== null)?.endValue ?? null,
    readingCount: days.reduce((count, day) => count + day.readingCount, 0),
    days,
    halfHours: tally.halfHours(openings[0]?.reading?.value ?? null),
    hash: hashOfPeriod(
      openings,
      closings.filter((closing) => closing !== null),
      days,
    ),
  };
}

/**
 * Returns the state of usage. If every increase is on hold, the steps of zero between them are not a quantity to bill,
 * so the usage is on hold (docs/rules/metering.md#quantities-on-hold). If no step is on hold, a counter that did not
 * move has a quantity of zero.
 */
function stateOf(segments: readonly Segment[]): UsageState {
  if (segments.some(({ hasQuantity }) => hasQuantity)) return 'measured';
  if (segments.some(({ hasHeld }) => hasHeld)) return 'held';
  return segments.some(({ isKnown }) => isKnown) ? 'measured' : 'unknown';
}

/** Notes readings inside the windows that the device marked as unreliable. */
function noteUnreliableReadings(
  known: readonly CounterReading[],
  { method }: MeterRule,
  { windows }: MeteredPeriod,
): UsageReason[] {
  const counts = countedBy(method);
  const count = known.filter(
    (reading) =>
      reading.value !== null && !isUsable(reading) && windows.some((window) => counts(window, reading.at)),
  ).length;
  return count > 0 ? [noteOf('readings_left_out', { count })] : [];
}

function sum(decimals: readonly string[]): string {
  return sumOf(decimals).toFixed();
}
