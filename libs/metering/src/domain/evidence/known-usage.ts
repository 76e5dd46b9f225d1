import type { MeterFields } from '#contracts/domain';
import type { CounterReading } from '../steps/counter-reading.js';
import type { EvidenceSpan } from './evidence-span.js';
import type { MeteredPeriod } from '../usage/metered-period.js';
import type { Span } from '../windows/spans.js';
import type { DayUsage, Usage } from '../usage/usage.js';

/** Usage derived from current data, with its inputs. */
export interface DerivedUsage {
  readonly meter: MeterFields;
  readonly usage: Usage;
  readonly period: MeteredPeriod;
  /** Device times of all inputs, half-open; null if there are no counting windows. */
  readonly evidence: EvidenceSpan | null;
  /** Number of the last known record of the meter; null if there is none. */
  readonly lastRecord: string | null;
  /** Spans in which every machine that feeds the meter was off. */
  readonly off: readonly Span[];
  /** As in `Closing`. */
  readonly lookedTo: number | null;
  /** As in `UsageBasis`. */
  readonly bounding: readonly CounterReading[];
}

/** The current version of stored usage. Includes its days if requested. */
export interface StoredUsage {
  readonly usage: Pick<
    Usage,
    'state' | 'quantity' | 'heldQuantity' | 'estimatedQuantity' | 'reasons' | 'hash'
  > & {
    readonly days: readonly Pick<DayUsage, 'day' | 'quantity' | 'heldQuantity'>[];
  };
  readonly usagePeriodId: string;
}
