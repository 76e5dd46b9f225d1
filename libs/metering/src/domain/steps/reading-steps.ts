import { Exact } from '#platform/domain';
import { isUsable, type CounterReading, type UsableReading } from './counter-reading.js';
import { holdLimitOf, type MeterRule } from '../usage/meter-rule.js';
import { scaleOf } from '../methods/window-deriver.js';
import { contributionOf, toLevelReading } from '../methods/level.js';

/**
 * Returns, for each reading in order, the change since the previous usable reading: the movement of a counter,
 * negative if it dropped; the contribution of a level between the readings, as long as it applies; 1 or 0 for an event.
 * Null for an unusable reading, for a counter or level without a usable reading before it, and for peak demand, which a
 * single reading can't show.
 */
export function stepsBetween(
  before: CounterReading | undefined,
  ordered: readonly CounterReading[],
  meter: MeterRule,
): (string | null)[] {
  const step = stepOf(meter);
  const scale = scaleOf(meter);
  let last = before !== undefined && isUsable(before) ? before : null;
  return ordered.map((reading) => {
    if (!isUsable(reading)) return null;
    const quantity = step(last, reading);
    last = reading;
    return quantity === null ? null : scale.toQuantity(scale.toSteps(new Exact(quantity))).toFixed();
  });
}

type StepOf = (last: UsableReading | null, reading: UsableReading) => string | null;

function stepOf(meter: MeterRule): StepOf {
  switch (meter.method ?? 'counter') {
    case 'counter':
      return (last, { value }) => last && new Exact(value).minus(last.value).toFixed();
    case 'integral':
    case 'state_time':
      return (last, { at }) =>
        last &&
        contributionOf(toLevelReading(last, meter), meter, {
          from: last.at,
          to: Math.min(at, last.at + holdLimitOf(meter)),
        }).toFixed();
    case 'event_count':
    case 'event_sum':
      return (_last, reading) => toLevelReading(reading, meter).value;
    case 'peak_demand':
      return () => null;
  }
}
