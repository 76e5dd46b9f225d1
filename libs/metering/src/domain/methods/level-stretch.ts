import type { UsableReading } from '../steps/counter-reading.js';
import type { MeterRule } from '../usage/meter-rule.js';
import type { CountingWindow } from '../usage/metered-period.js';
import { StepBook } from '../steps/step-book.js';
import { cutBy, sharing, type Span, without } from '../windows/spans.js';
import type { Standing } from '../steps/standing-level.js';
import { broughtBy, isImplausible, levelsOf, shown } from './level.js';
import { type Metering, type Stretch, stretchOf } from './stretch.js';

/**
 * The time-weighted integral of a level, or the time in a state: each reading stands until the next one. Where it stood longer than
 * a silence may be nobody knows, and somebody decides. A step is cut at half hours, since its quantity is spread over its time, and
 * where machines came to stand still or went on, since what stands then is held.
 */
export function levelStretch(
  { meter, asOf, records, tally }: Metering,
  ordered: readonly UsableReading[],
  window: CountingWindow,
): Stretch {
  const book = new StepBook(records, window, tally);
  const { opening, counted, levels } = levelsOf(ordered, meter, window, asOf);
  for (const reading of counted) tally.addReading(reading);
  for (const { reading, from, to } of levels) {
    const level = shown(reading, meter);
    const hold = isImplausible(reading.value, meter) ? 'implausible_rate' : null;
    const stands = beforeEstimates({ from, to }, reading.at, records.estimated ?? []);
    const parts = stands.flatMap((span) => tally.cut(span)).flatMap((part) => cutBy(part, records.off));
    for (const part of parts)
      book.take({
        from: { ...level, at: part.from },
        to: { ...level, at: part.to },
        quantity: broughtBy(level, meter, part),
        hold,
        isRollover: false,
        impliedByModulus: null,
        isGap: false,
      });
  }
  tellSilences(book, levels, meter, window, asOf);
  return stretchOf(book, {
    window,
    opening: { reading: opening, fallenFrom: null },
    first: counted[0] ?? null,
  });
}

/** A level does not reach into a time for which somebody estimated after it was read: the estimate says that there was none. */
function beforeEstimates(span: Span, readAt: number, estimated: readonly Span[]): Span[] {
  const later = sharing(estimated, span).filter(({ from }) => from >= readAt);
  return without([span], later).filter(({ from, to }) => from < to);
}

/** Times in which no level stands: after one that stood as long as it may, or all of a window without any. */
export function tellSilences(
  book: StepBook,
  levels: readonly Standing<UsableReading>[],
  meter: MeterRule,
  window: CountingWindow,
  asOf: number,
): void {
  for (const { reading, next, to, until } of levels)
    if (to < until)
      book.silence({ from: to, to: until }, shown(reading, meter), next ? 'reading' : endOf(window, asOf));
  if (levels.length === 0) tellNothingRead(book, null, window, asOf);
}

/** A window in which nothing was read, as far as time has come. @param before the last reading before it */
export function tellNothingRead(
  book: StepBook,
  before: UsableReading | null,
  window: CountingWindow,
  asOf: number,
): void {
  const end = Math.min(window.to, asOf);
  if (window.from < end) book.silence({ from: window.from, to: end }, before, endOf(window, asOf));
}

const endOf = (window: CountingWindow, asOf: number): 'end' | 'running' =>
  asOf >= window.to ? 'end' : 'running';
