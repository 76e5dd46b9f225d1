import { DomainError } from '#platform/domain';

/** Clocks of phones go ahead a little. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** @throws DomainError service.occurred_in_future, for a time that no wrong clock explains */
export function assertNotInFuture(occurredAt: Date | undefined, now: Date): void {
  if (!occurredAt || occurredAt.getTime() <= now.getTime() + CLOCK_TOLERANCE_MS) return;
  throw refused('service.occurred_in_future', { occurredAt: occurredAt.toISOString() });
}

/**
 * The time at which a step of the work counts. Work may be older than the ticket about it, but not older than what the ticket is
 * about, and it cannot end before it begins. A clock that is a little wrong is corrected.
 * @param earliest start of the work, or of what the ticket is about
 * @throws DomainError service.occurred_before_last_step
 */
export function momentOfStep(occurredAt: Date, earliest: Date): Date {
  if (occurredAt.getTime() < earliest.getTime() - CLOCK_TOLERANCE_MS)
    throw refused('service.occurred_before_last_step', {
      occurredAt: occurredAt.toISOString(),
      lastStepAt: earliest.toISOString(),
    });
  return occurredAt < earliest ? earliest : occurredAt;
}

const refused = (code: string, params: Readonly<Record<string, string>>): DomainError =>
  new DomainError(code, params, [{ pointer: '/occurredAt', code, params }]);
