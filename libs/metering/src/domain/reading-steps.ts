import { Exact } from '#platform';
import { isUsable, type CounterReading } from './counter-reading.js';

/**
 * For each of readings in order, by how much the counter moved since the usable reading before it; null for one that is not
 * usable, and for the first when nothing comes before. Negative where it fell.
 */
export function stepsBetween(
  before: CounterReading | undefined,
  ordered: readonly CounterReading[],
): (string | null)[] {
  let last = before !== undefined && isUsable(before) ? before.value : null;
  return ordered.map((reading) => {
    if (!isUsable(reading)) return null;
    const step = last === null ? null : new Exact(reading.value).minus(last).toFixed();
    last = reading.value;
    return step;
  });
}
