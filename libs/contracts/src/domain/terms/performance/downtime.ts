import { DomainError, Exact } from '#platform/domain';
import type { Maybe } from '../amount.js';

/**
 * Causes of downtime by priority, highest first. If several causes apply at the same time, the one with the highest
 * priority is used (docs/rules/service-levels.md#downtime-causes).
 */
export const DOWNTIME_CAUSES = ['force_majeure', 'customer', 'planned', 'supplier'] as const;
export type DowntimeCause = (typeof DOWNTIME_CAUSES)[number];

/**
 * A downtime: either a number of hours, which never overlap other downtime, or a period between two instants
 * (ISO 8601 with time zone).
 */
export interface Downtime {
  readonly cause: DowntimeCause;
  /** Decimal. */
  readonly hours?: Maybe;
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
}

const MS_PER_HOUR = 3_600_000;

/**
 * Calculates the hours of each cause. If downtimes with instants overlap, only one cause is used for each moment.
 * @param priority causes by priority, highest first; other causes follow in their default order
 * @throws DomainError contracts.downtime_invalid for a downtime that has neither hours nor an end after its beginning
 */
export function hoursByCause(
  downtime: readonly Downtime[],
  priority: readonly DowntimeCause[] = [],
): Record<DowntimeCause, Exact> {
  const hours: Record<DowntimeCause, Exact> = {
    force_majeure: new Exact(0),
    customer: new Exact(0),
    planned: new Exact(0),
    supplier: new Exact(0),
  };
  const spans: Span[] = [];
  for (const [index, entry] of downtime.entries()) {
    if (typeof entry.hours === 'string') hours[entry.cause] = hours[entry.cause].plus(entry.hours);
    else spans.push(toSpan(entry, index));
  }
  const order = [...new Set([...priority, ...DOWNTIME_CAUSES])];
  const bounds = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  for (const [index, to] of bounds.slice(1).entries()) {
    const from = bounds[index]!;
    const causes = spans.filter((span) => span.from <= from && to <= span.to).map(({ cause }) => cause);
    const cause = order.find((each) => causes.includes(each));
    if (cause) hours[cause] = hours[cause].plus(new Exact(to - from).div(MS_PER_HOUR));
  }
  return hours;
}

interface Span {
  readonly cause: DowntimeCause;
  readonly from: number;
  readonly to: number;
}

function toSpan({ cause, from, to }: Downtime, index: number): Span {
  const span = { cause, from: Date.parse(from ?? ''), to: Date.parse(to ?? '') };
  if (span.to > span.from) return span;
  throw new DomainError('contracts.downtime_invalid', {}, [
    { pointer: `/facts/downtime/${index}`, code: 'contracts.downtime_invalid' },
  ]);
}
