import type { UsableReading } from '../steps/counter-reading.js';
import type { MeterRule } from '../usage/meter-rule.js';
import type { CountingWindow } from '../usage/metered-period.js';
import { StepBook } from '../steps/step-book.js';
import { cutBy, sharing, type Span, without } from '../windows/spans.js';
import type { Standing } from '../steps/standing-level.js';
import { broughtBy, isImplausible, levelsOf, shown } from './level.js';
import { type Metering, type Stretch, stretchOf } from './stretch.js';

/**
 * The time-weighted integral of a level, or the time in a state: each reading applies until the next one. Beyond the
 * longest allowed gap the level is unknown and needs a decision. A step is cut at half hours, because its quantity is
 * spread over its time, and where machines stopped or started, because flow in between is put on hold.
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

/**
 * A level does not extend into a time that was estimated after the level was read, because the estimate states that no
 * level applied then.
 */
function beforeEstimates(span: Span, readAt: number, estimated: readonly Span[]): Span[] {
  const later = sharing(estimated, span).filter(({ from }) => from >= readAt);
  return without([span], later).filter(({ from, to }) => from < to);
}

/** Reports times without a level: after a level reached its longest duration, or a whole window without readings. */
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

/** Reports a window without readings, up to the present. @param before the last reading before it */
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
