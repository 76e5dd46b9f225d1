import { Exact } from '#platform';
import type { UsableReading } from '../counter-reading.js';
import { countsIn, type CountingWindow } from '../metered-period.js';
import { StepBook } from '../step-book.js';
import { shown } from './level.js';
import { tellNothingRead } from './level-stretch.js';
import { type Metering, type Stretch, stretchOf } from './stretch.js';

/**
 * Counts readings that name an event. Each stands for itself: what was before it does not matter, and a silence is none. Only of a
 * window without any reading nobody knows whether nothing happened or nothing arrived.
 */
export function eventStretch(
  { meter, asOf, records, tally }: Metering,
  ordered: readonly UsableReading[],
  window: CountingWindow,
): Stretch {
  const book = new StepBook(records, window, tally, meter.factor);
  const inside = ordered.filter(({ at }) => at >= window.since && at <= window.to);
  const counted = inside.filter(({ at }) => countsIn(window, at));
  for (const reading of counted) {
    tally.addReading(reading);
    const event = shown(reading, meter);
    book.take({
      from: event,
      to: event,
      quantity: new Exact(event.value),
      hold: null,
      isRollover: false,
      impliedByModulus: null,
      isGap: false,
    });
  }
  const before = inside.findLast(({ at }) => !countsIn(window, at)) ?? null;
  if (counted.length === 0) tellNothingRead(book, before && shown(before, meter), window, asOf);
  return stretchOf(book, {
    window,
    opening: { reading: before, fallenFrom: null },
    // What happened before the first of them is not unknown: it would have been told.
    first: null,
  });
}
