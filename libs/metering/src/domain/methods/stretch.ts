import type { UsableReading } from '../steps/counter-reading.js';
import type { CountingWindow, MeteredPeriod } from '../usage/metered-period.js';
import type { Opening } from '../evidence/evidence-hash.js';
import type { MeterRecords } from '../evidence/meter-records.js';
import type { MeterRule } from '../usage/meter-rule.js';
import type { SettledSteps, StepBook } from '../steps/step-book.js';
import { isoSpan, noteOf } from '../usage/usage-reasons.js';
import type { StepTally } from '../usage/step-tally.js';

/** What a period's usage is worked out with. */
export interface Metering {
  readonly meter: MeterRule;
  readonly period: MeteredPeriod;
  /** How far time had come, in milliseconds since 1970 UTC. */
  readonly asOf: number;
  readonly records: MeterRecords;
  readonly tally: StepTally;
}

/** What one window of a period came to. */
export interface Stretch extends SettledSteps {
  readonly opening: Opening;
  /** The first reading after a counter's window, where it is so long after the last one in it that their step is divided; else null. */
  readonly closing: UsableReading | null;
  /** What a counter showed at its beginning and its end; null of what is no counter. */
  readonly startValue: string | null;
  readonly endValue: string | null;
}

/** What a window was read from. */
interface ReadStretch {
  readonly window: CountingWindow;
  readonly opening: Opening;
  /** The first reading that counted. */
  readonly first: UsableReading | null;
}

/** Settles a window's steps. Without an opening nobody knows what was before the first reading, and the stretch says so. */
export function stretchOf(book: StepBook, { window, opening, first }: ReadStretch): Stretch {
  const settled = book.close();
  const late = opening.reading === null && first !== null ? { from: window.from, to: first.at } : null;
  return {
    ...settled,
    opening,
    reasons: late
      ? [noteOf('began_at_first_reading', { ...isoSpan(late), toValue: first!.value }), ...settled.reasons]
      : settled.reasons,
    unknownMs: settled.unknownMs + (late ? late.to - late.from : 0),
    closing: null,
    startValue: null,
    endValue: null,
  };
}
