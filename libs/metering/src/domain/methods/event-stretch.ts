import { Exact } from '#platform/domain';
import type { UsableReading } from '../steps/counter-reading.js';
import { type CountingWindow, happensIn } from '../usage/metered-period.js';
import { momentAt } from '../windows/spans.js';
import { StepBook } from '../steps/step-book.js';
import { foreignOpening } from './foreign-opening.js';
import { shown } from './level.js';
import { tellNothingRead } from './level-stretch.js';
import { type Metering, type Stretch, stretchOf } from './stretch.js';

/**
 * Counts readings that name an event. Each event is independent of earlier readings, and there are no gaps. Only in a
 * window without any reading is it unknown whether nothing happened or nothing arrived.
 */
export function eventStretch(
  { meter, asOf, records, tally }: Metering,
  ordered: readonly UsableReading[],
  window: CountingWindow,
): Stretch {
  const book = new StepBook(records, window, tally);
  const counted = ordered.filter(({ at }) => happensIn(window, at));
  for (const reading of counted) {
    const { from, to } = momentAt(reading.at);
    tally.addReading(reading, to);
    const event = shown(reading, meter);
    book.take({
      from: { ...event, at: from },
      to: { ...event, at: to },
      quantity: new Exact(event.value),
      hold: null,
      isRollover: false,
      impliedByModulus: null,
      isGap: false,
    });
  }
  const before =
    ordered.findLast(({ at }) => at >= window.since && at <= window.from && !happensIn(window, at)) ??
    foreignOpening(ordered, window);
  if (counted.length === 0) tellNothingRead(book, before && shown(before, meter), window, asOf);
  return stretchOf(book, {
    window,
    opening: { reading: before, fallenFrom: null },
    // The time before the first event is not unknown, because an earlier event would have been reported.
    first: null,
  });
}
