/**
 * Condition that an attempt can still collect money without a new request (`isAttemptUndecided`).
 * @param attempt alias of `payment_attempt`
 */
export const isUndecided = (attempt: string): string =>
  `${attempt}.state in ('unknown', 'processing', 'open')`;

/** Condition that an attempt is undecided, and that the payer can't decide it any more. */
export const isInProgress = (attempt: string): string =>
  `${isUndecided(attempt)} and ${attempt}.state <> 'open'`;

/**
 * Condition that an attempt has a chargeback that nobody has decided yet.
 * @param attempt alias of `payment_attempt`
 */
export const isContested = (attempt: string): string =>
  `exists (select from chargeback b where b.maker_id = ${attempt}.maker_id and b.attempt_id = ${attempt}.id
             and b.state in ('inquiry', 'open', 'under_review'))`;
