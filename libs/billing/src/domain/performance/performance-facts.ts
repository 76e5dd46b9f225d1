import { firstMomentOf, metersOfPerformance } from '#contracts/domain';
import { Exact, sumOf } from '#platform/domain';
import type { PerformanceFacts, GuaranteeDays } from '#pricing/domain';
import { type MeteredMonth, sumKnown } from '../usage/metered-month.js';
import { type Gap, gapTimeWithin } from '../usage/gaps.js';

/**
 * Facts of a guarantee that can't be evaluated yet: the number of reasons for the hold and the quantity on hold, as in
 * the parameters of lines.
 */
export interface UnknownFacts {
  readonly holds: number;
  readonly heldQuantity: string;
}

const MS_PER_HOUR = 3_600_000;
const HOUR_DECIMALS = 9;
const NOTHING_KNOWN = '0';
const VOLUME = 'm3';

/**
 * Returns the facts for evaluating a guarantee on its days. Energy is not evaluated if part of it is unknown; for
 * delivery, unknown time is excluded (docs/rules/service-levels.md#unknown-time).
 * @param days the days of one guarantee, at least one, without paused days
 * @param counted usage of the guarantee's meters on those days
 */
export function performanceFactsOf(
  days: readonly GuaranteeDays[],
  counted: readonly MeteredMonth[],
  zone: string,
): PerformanceFacts | UnknownFacts {
  const spans = days.map((part) => ({
    ...part,
    span: { from: firstMomentOf(part.from, zone).at, to: firstMomentOf(part.to, zone).at },
  }));
  const monthsOnHold = counted.filter(({ quantity, holds }) => quantity === null || holds > 0);
  const isMissing = days.some(({ from, to, term }) =>
    metersOfPerformance(term).some(
      (id) => !counted.some((one) => one.meterId === id && one.from === from && one.to === to),
    ),
  );
  const hasUnlistedGaps = counted.some(({ gaps }) => gaps === null);
  if (monthsOnHold.length > 0 || isMissing || hasUnlistedGaps)
    return unknownFacts(monthsOnHold.reduce((sum, { holds }) => sum + holds, 0));
  const totalGapMs = spans.reduce((sum, { from, span }) => sum + gapTimeIn(counted, from, span), 0);
  return days[0]!.term.type === 'energy'
    ? energyFacts(counted, totalGapMs)
    : deliveryFacts(
        counted,
        spans.reduce((sum, { span }) => sum + span.to - span.from, 0),
        totalGapMs,
      );
}

function energyFacts(counted: readonly MeteredMonth[], gapMs: number): PerformanceFacts | UnknownFacts {
  if (gapMs > 0) return unknownFacts(0);
  const sum = (isUnit: (unit: string) => boolean): string =>
    sumKnown(counted.filter(({ unit }) => isUnit(unit))) ?? NOTHING_KNOWN;
  return { type: 'energy', kwh: sum((unit) => unit !== VOLUME), m3: sum((unit) => unit === VOLUME) };
}

function deliveryFacts(
  counted: readonly MeteredMonth[],
  ms: number,
  gapMs: number,
): PerformanceFacts | UnknownFacts {
  const minutes = sumOf(counted, ({ unit, quantity }) => new Exact(quantity!).times(unit === 'h' ? 60 : 1));
  const hours = new Exact(ms - gapMs).div(MS_PER_HOUR).toDecimalPlaces(HOUR_DECIMALS, Exact.ROUND_UP);
  // More minutes than the period contains show that the meter also measures other time, so the guarantee can't be
  // evaluated.
  if (hours.isZero() || minutes.gt(hours.times(60))) return unknownFacts(0);
  return {
    type: 'delivery',
    hours: hours.toFixed(),
    unknownHours: new Exact(gapMs).div(MS_PER_HOUR).toDecimalPlaces(HOUR_DECIMALS).toFixed(),
    minutesOutside: minutes.toFixed(),
  };
}

/** Returns the time in a segment for which its meters have no data. */
function gapTimeIn(counted: readonly MeteredMonth[], from: string, span: Gap): number {
  return counted
    .filter((one) => one.from === from)
    .reduce((sum, { gaps }) => sum + gapTimeWithin(gaps ?? [], span), 0);
}

/** Returns the facts of a guarantee that can't be evaluated yet. @param holds the number of known reasons for a hold */
export const unknownFacts = (holds: number): UnknownFacts => ({
  holds: Math.max(holds, 1),
  heldQuantity: NOTHING_KNOWN,
});
