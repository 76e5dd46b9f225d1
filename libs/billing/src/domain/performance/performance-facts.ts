import { firstMomentOf, metersOfPerformance } from '#contracts/domain';
import { Exact, sumOf } from '#platform/domain';
import type { PerformanceFacts, PromisedDays } from '#pricing/domain';
import { type MeteredMonth, sumKnown } from '../usage/metered-month.js';
import { type Silence, silentWithin } from '../usage/silences.js';

/**
 * Why a promise can't be evaluated yet: the number of reasons for a hold and the quantity on hold, as lines report
 * them.
 */
export interface NotKnown {
  readonly holds: number;
  readonly heldQuantity: string;
}

const MS_PER_HOUR = 3_600_000;
const HOUR_DECIMALS = 9;
const NOTHING_KNOWN = '0';
const VOLUME = 'm3';

/**
 * Returns the facts for evaluating a guarantee on its days. Energy is not evaluated if part of it is unknown; for
 * delivery, unknown time counts for neither side (docs/rules/service-levels.md#unknown-time).
 * @param days of one guarantee, at least one, without paused days
 * @param counted by its meters on those days
 */
export function factsOf(
  days: readonly PromisedDays[],
  counted: readonly MeteredMonth[],
  zone: string,
): PerformanceFacts | NotKnown {
  const spans = days.map((part) => ({
    ...part,
    span: { from: firstMomentOf(part.from, zone).at, to: firstMomentOf(part.to, zone).at },
  }));
  const waits = counted.filter(({ quantity, holds }) => quantity === null || holds > 0);
  const isMissing = days.some(({ from, to, term }) =>
    metersOfPerformance(term).some(
      (id) => !counted.some((one) => one.meterId === id && one.from === from && one.to === to),
    ),
  );
  const isUntold = counted.some(({ silences }) => silences === null);
  if (waits.length > 0 || isMissing || isUntold)
    return notKnown(waits.reduce((sum, { holds }) => sum + holds, 0));
  const silent = spans.reduce((sum, { from, span }) => sum + silentIn(counted, from, span), 0);
  return days[0]!.term.type === 'energy'
    ? energyFacts(counted, silent)
    : deliveryFacts(
        counted,
        spans.reduce((sum, { span }) => sum + span.to - span.from, 0),
        silent,
      );
}

function energyFacts(counted: readonly MeteredMonth[], silentMs: number): PerformanceFacts | NotKnown {
  if (silentMs > 0) return notKnown(0);
  const sum = (isIt: (unit: string) => boolean): string =>
    sumKnown(counted.filter(({ unit }) => isIt(unit))) ?? NOTHING_KNOWN;
  return { type: 'energy', kwh: sum((unit) => unit !== VOLUME), m3: sum((unit) => unit === VOLUME) };
}

function deliveryFacts(
  counted: readonly MeteredMonth[],
  ms: number,
  silentMs: number,
): PerformanceFacts | NotKnown {
  const minutes = sumOf(counted, ({ unit, quantity }) => new Exact(quantity!).times(unit === 'h' ? 60 : 1));
  const hours = new Exact(ms - silentMs).div(MS_PER_HOUR).toDecimalPlaces(HOUR_DECIMALS, Exact.ROUND_UP);
  // More minutes than the hours contain mean that the meter also counts something else.
  if (hours.isZero() || minutes.gt(hours.times(60))) return notKnown(0);
  return {
    type: 'delivery',
    hours: hours.toFixed(),
    unknownHours: new Exact(silentMs).div(MS_PER_HOUR).toDecimalPlaces(HOUR_DECIMALS).toFixed(),
    minutesOutside: minutes.toFixed(),
  };
}

/** How long a segment's meters have no data. */
function silentIn(counted: readonly MeteredMonth[], from: string, span: Silence): number {
  return counted
    .filter((one) => one.from === from)
    .reduce((sum, { silences }) => sum + silentWithin(silences ?? [], span), 0);
}

/** @param holds the number of known reasons */
export const notKnown = (holds: number): NotKnown => ({
  holds: Math.max(holds, 1),
  heldQuantity: NOTHING_KNOWN,
});
