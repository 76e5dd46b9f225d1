import { DomainError } from '#platform/domain';

const MAX_VISIT_MS = 24 * 3_600_000;

/**
 * Checks the time of a planned visit. A visit that has begun may still be planned; a visit that has ended may not.
 * @throws DomainError service.visit_span_invalid for an end before the start or a duration of more than a day;
 *   service.visit_over
 */
export function assertPlannable({ from, to }: { readonly from: Date; readonly to: Date }, now: Date): void {
  if (!(from < to && to.getTime() - from.getTime() <= MAX_VISIT_MS))
    throw createSpanError('service.visit_span_invalid');
  if (to <= now) throw createSpanError('service.visit_over');
}

const createSpanError = (code: string): DomainError => new DomainError(code, {}, [{ pointer: '/to', code }]);
