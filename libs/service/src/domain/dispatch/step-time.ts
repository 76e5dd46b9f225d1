import { DomainError } from '#platform/domain';

/** Tolerance for the clocks of phones, which may be slightly ahead. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** @throws DomainError service.occurred_in_future for a time that an inaccurate clock doesn't explain */
export function assertNotInFuture(occurredAt: Date | undefined, now: Date): void {
  if (!occurredAt || occurredAt.getTime() <= now.getTime() + CLOCK_TOLERANCE_MS) return;
  throw createTimeError('service.occurred_in_future', { occurredAt: occurredAt.toISOString() });
}

/**
 * Returns the effective time of a work step. Work can begin before its ticket was opened, but not before the ticket's
 * problem, and it can't end before it begins. The deviation of a slightly inaccurate clock is corrected.
 * @param earliest start of the work, or of the ticket's problem
 * @throws DomainError service.occurred_before_last_step
 */
export function resolveStepTime(occurredAt: Date, earliest: Date): Date {
  if (occurredAt.getTime() < earliest.getTime() - CLOCK_TOLERANCE_MS)
    throw createTimeError('service.occurred_before_last_step', {
      occurredAt: occurredAt.toISOString(),
      lastStepAt: earliest.toISOString(),
    });
  return occurredAt < earliest ? earliest : occurredAt;
}

const createTimeError = (code: string, params: Readonly<Record<string, string>>): DomainError =>
  new DomainError(code, params, [{ pointer: '/occurredAt', code, params }]);
