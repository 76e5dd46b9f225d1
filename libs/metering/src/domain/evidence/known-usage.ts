import type { MeterFields } from '#contracts/domain';
import type { CounterReading } from '../steps/counter-reading.js';
import type { EvidenceSpan } from './evidence-span.js';
import type { MeteredPeriod } from '../usage/metered-period.js';
import type { Span } from '../windows/spans.js';
import type { DayUsage, Usage } from '../usage/usage.js';

/** A usage as derived now, and what it was derived by. */
export interface DerivedUsage {
  readonly meter: MeterFields;
  readonly usage: Usage;
  readonly period: MeteredPeriod;
  /** Device times of all that was looked at, half-open; null where nothing counted. */
  readonly evidence: EvidenceSpan | null;
  /** The last record of the meter that was known. */
  readonly lastRecord: string | null;
  /** When every machine that feeds the meter stood still. */
  readonly off: readonly Span[];
  /** As in `Closing`. */
  readonly lookedTo: number | null;
  /** As in `UsageBasis`. */
  readonly bounding: readonly CounterReading[];
}

/** A stored usage that holds. Its days are there where they were asked for. */
export interface StoredUsage {
  readonly usage: Pick<
    Usage,
    'state' | 'quantity' | 'heldQuantity' | 'estimatedQuantity' | 'reasons' | 'hash'
  > & {
    readonly days: readonly Pick<DayUsage, 'day' | 'quantity' | 'heldQuantity'>[];
  };
  readonly usagePeriodId: string;
}
