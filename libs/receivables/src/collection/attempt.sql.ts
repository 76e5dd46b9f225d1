/**
 * Condition that an attempt can still collect money without a new request (`isAttemptUndecided`).
 * @param attempt alias of `payment_attempt`
 */
export const isUndecided = (attempt: string): string =>
  `${attempt}.state in ('unknown', 'processing', 'open')`;

/** Condition that an attempt is undecided, and that the payer can't decide it any more. */
export const isInProgress = (attempt: string): string =>
  `${isUndecided(attempt)} and ${attempt}.state <> 'open'`;
