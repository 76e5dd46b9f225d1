import { plusDays } from '#contracts/domain';

/** Intervals after which a failed payment is retried. */
export interface RetryTerm {
  /** Days between one failed attempt and the next attempt. Their number limits the attempts. */
  readonly days: readonly number[];
}

export interface RetryFacts {
  /** Date of the first failed attempt, or its instant with an offset, which is read as the date at that offset. */
  readonly firstFailure: string;
}

export interface RetryResult {
  /** Local date of each attempt, provided that all earlier attempts fail on the day of the attempt. */
  readonly dates: readonly string[];
}

const DATE_LENGTH = 'YYYY-MM-DD'.length;

/** Calculates the dates on which a failed payment is retried (docs/rules/receivables.md#payment-retries). */
export function scheduleRetries({ days }: RetryTerm, { firstFailure }: RetryFacts): RetryResult {
  const dates: string[] = [];
  let failedOn = firstFailure.slice(0, DATE_LENGTH);
  for (const gap of days) {
    failedOn = plusDays(failedOn, gap);
    dates.push(failedOn);
  }
  return { dates };
}
