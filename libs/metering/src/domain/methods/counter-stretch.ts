import { CounterJudge } from '../counter-judge.js';
import type { UsableReading } from '../counter-reading.js';
import { countsIn, type CountingWindow } from '../metered-period.js';
import type { Opening } from '../evidence-hash.js';
import { type RegisterChange, registersOf } from '../registers.js';
import { StepBook } from '../step-book.js';
import { type Metering, type Stretch, stretchOf } from './stretch.js';

/** A counter's steps: see `deriveUsage`. */
export function counterStretch(
  { meter, asOf, records, tally }: Metering,
  ordered: readonly UsableReading[],
  window: CountingWindow,
): Stretch {
  const isInside = ({ at }: { readonly at: number }): boolean => at >= window.since && at <= window.to;
  const book = new StepBook(records, window, tally, meter.factor);
  let opening: Opening = { reading: null, fallenFrom: null };
  let first: UsableReading | null = null;
  let last: UsableReading | null = null;
  const inside = ordered.filter(isInside);
  for (const register of registersOf(inside, changesIn(window, inside, records.changes.filter(isInside)))) {
    const judge = new CounterJudge(meter);
    for (const value of register) {
      const step = judge.judge(value);
      const isReading = value.change === undefined;
      const isOpening = value.change?.type === 'opening';
      if (isReading || isOpening) last = value;
      if (isOpening || !countsIn(window, value.at)) {
        // What another register had fallen from says nothing about this one.
        const reading = isReading || isOpening ? value : opening.reading;
        opening = { reading, fallenFrom: judge.fallenFrom?.toFixed() ?? null };
        continue;
      }
      if (isReading) {
        first ??= value;
        tally.addReading(value);
      }
      if (step !== null) book.take(step);
    }
  }
  const end = Math.min(window.to, asOf);
  const silentFrom = last?.at ?? window.from;
  if (end - Math.max(silentFrom, window.from) > 0 && end - silentFrom > meter.maxGapMinutes * 60_000)
    book.silence({ from: silentFrom, to: end }, last, asOf >= window.to ? 'end' : 'running');
  return {
    ...stretchOf(book, { window, opening, first }),
    startValue: (opening.reading ?? first)?.value ?? null,
    endValue: last?.value ?? null,
  };
}

/** Counting goes on from the opening of a contract that was billed elsewhere only until a reading takes its place. */
function changesIn(
  { from }: CountingWindow,
  inside: readonly UsableReading[],
  changes: readonly RegisterChange[],
): RegisterChange[] {
  const isReadBefore = inside.some(({ at }) => at < from);
  return changes.filter(({ type }) => type !== 'opening' || !isReadBefore);
}
