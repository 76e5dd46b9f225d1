import type { UsableReading } from '../counter-reading.js';
import type { CountingWindow } from '../metered-period.js';
import { StepBook } from '../step-book.js';
import { broughtBy, isImplausible, levelsOf, shown } from './level.js';
import { type Metering, type Stretch, stretchOf } from './stretch.js';

/**
 * The time-weighted integral of a level, or the time in a state: each reading stands until the next one. Where it stood longer than
 * a silence may be nobody knows, and somebody decides. A step is cut at half hours, since its quantity is spread over its time.
 */
export function levelStretch(
  { meter, asOf, records, tally }: Metering,
  ordered: readonly UsableReading[],
  window: CountingWindow,
): Stretch {
  const book = new StepBook(records, window, tally, meter.factor);
  const { opening, counted, levels } = levelsOf(ordered, meter, window, asOf);
  for (const reading of counted) tally.addReading(reading);
  for (const { reading, next, from, to, until } of levels) {
    const level = shown(reading, meter);
    const hold = isImplausible(reading.value, meter) ? 'implausible_rate' : null;
    for (const part of tally.cut({ from, to }))
      book.take({
        from: { ...level, at: part.from },
        to: { ...level, at: part.to },
        quantity: broughtBy(level, part),
        hold,
        isRollover: false,
        impliedByModulus: null,
        isGap: false,
      });
    if (to < until) book.silence({ from: to, to: until }, level, endOf(next, window, asOf));
  }
  const end = Math.min(window.to, asOf);
  if (levels.length === 0 && window.from < end)
    book.silence({ from: window.from, to: end }, null, endOf(null, window, asOf));
  return stretchOf(book, {
    window,
    opening: { reading: opening, fallenFrom: null },
    first: counted[0] ?? null,
  });
}

/** What ended a silence. */
export function endOf(
  next: UsableReading | null,
  window: CountingWindow,
  asOf: number,
): 'reading' | 'end' | 'running' {
  if (next !== null) return 'reading';
  return asOf >= window.to ? 'end' : 'running';
}
