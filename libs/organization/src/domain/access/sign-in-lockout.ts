/** The count of wrong passwords for one subject: a source, a network address or an account. */
export interface GuessRecord {
  readonly failures: number;
  readonly lastFailedAt: Date;
  /** Instant before which no attempt is allowed; for an account, the time of the next available turn. */
  readonly lockedUntil: Date | null;
}

export interface LockoutPolicy {
  /** Number of failures that triggers the first lock. */
  readonly attempts: number;
  /** Duration of the first lock. Each further failure doubles it. */
  readonly firstLockSeconds: number;
  readonly maxLockSeconds: number;
  /** Time without an attempt after which the record expires. */
  readonly expireAfterSeconds: number;
}

/**
 * Limits attempts for one account from one source, which is a known browser or otherwise a network address. A person
 * mistypes a few times; with locks of 15 minutes, a source gets about a hundred guesses per day. Other sources of the
 * same account aren't locked.
 */
export const SOURCE_LOCKOUT: LockoutPolicy = {
  attempts: 5,
  firstLockSeconds: 30,
  maxLockSeconds: 900,
  expireAfterSeconds: 86_400,
};

/**
 * Limits attempts from one network address. An office can share an address, so an address gets more attempts and never
 * waits longer than five minutes.
 */
export const ADDRESS_LOCKOUT: LockoutPolicy = {
  attempts: 30,
  firstLockSeconds: 60,
  maxLockSeconds: 300,
  expireAfterSeconds: 3_600,
};

export interface PacePolicy {
  /** Number of attempts without a wait. */
  readonly freeAttempts: number;
  /** Minimum interval between further attempts. */
  readonly intervalSeconds: number;
  /** Maximum wait. An attempt that would wait longer for its turn is rejected, with the time at which to retry. */
  readonly maxWaitSeconds: number;
  readonly expireAfterSeconds: number;
}

/**
 * Limits attempts for one account from all unknown sources. Attempts are slowed down and never locked, because anyone
 * could otherwise lock out the account's owner from any address.
 */
export const ACCOUNT_PACE: PacePolicy = {
  freeAttempts: 20,
  intervalSeconds: 1,
  maxWaitSeconds: 5,
  expireAfterSeconds: 3_600,
};

export type Admission =
  | {
      readonly isAdmitted: true;
      readonly record: GuessRecord;
      /** Time that the attempt must wait for its turn. */
      readonly waitMs: number;
    }
  | { readonly isAdmitted: false; readonly retryAfterSeconds: number };

const addSeconds = (instant: Date, seconds: number): Date => new Date(instant.getTime() + seconds * 1000);

/**
 * Decides whether a password may be tried now. An admitted attempt counts as a failure before the password is verified,
 * and a success reverts it; otherwise, a hundred concurrent attempts would all see the same small count. An attempt
 * during a lock is rejected and not counted, so that repeated attempts don't extend the lock.
 */
export function admitAttempt(record: GuessRecord | null, policy: LockoutPolicy, now: Date): Admission {
  if (record?.lockedUntil && record.lockedUntil > now) {
    return {
      isAdmitted: false,
      retryAfterSeconds: Math.ceil((record.lockedUntil.getTime() - now.getTime()) / 1000),
    };
  }
  const failures = countFailure(record, policy, now);
  return {
    isAdmitted: true,
    record: { failures, lastFailedAt: now, lockedUntil: lockAfter(failures, policy, now) },
    waitMs: 0,
  };
}

/**
 * Assigns an attempt its turn: immediately, after a short wait, or later after a retry. Regardless of the rate of
 * attempts, an account gets no more than its free attempts and one attempt per interval.
 */
export function paceAttempt(record: GuessRecord | null, policy: PacePolicy, now: Date): Admission {
  const failures = countFailure(record, policy, now);
  if (failures <= policy.freeAttempts) {
    return { isAdmitted: true, record: { failures, lastFailedAt: now, lockedUntil: null }, waitMs: 0 };
  }
  const turn = new Date(Math.max(now.getTime(), record?.lockedUntil?.getTime() ?? 0));
  const waitMs = turn.getTime() - now.getTime();
  if (waitMs > policy.maxWaitSeconds * 1000) {
    return {
      isAdmitted: false,
      retryAfterSeconds: Math.ceil(waitMs / 1000) - policy.maxWaitSeconds,
    };
  }
  const lockedUntil = addSeconds(turn, policy.intervalSeconds);
  return { isAdmitted: true, record: { failures, lastFailedAt: now, lockedUntil }, waitMs };
}

function countFailure(
  record: GuessRecord | null,
  { expireAfterSeconds }: { readonly expireAfterSeconds: number },
  now: Date,
): number {
  const isExpired = !record || addSeconds(record.lastFailedAt, expireAfterSeconds) <= now;
  return isExpired ? 1 : record.failures + 1;
}

function lockAfter(failures: number, policy: LockoutPolicy, now: Date): Date | null {
  const excess = failures - policy.attempts;
  if (excess < 0) return null;
  // 2 ** 40 seconds exceeds the maximum lock of any policy, so larger powers change nothing.
  const seconds = Math.min(policy.firstLockSeconds * 2 ** Math.min(excess, 40), policy.maxLockSeconds);
  return addSeconds(now, seconds);
}

/**
 * Reverts one admitted attempt after the correct password was entered. Reverts only this attempt, because the owner of
 * one account must not be able to clear the count of wrong passwords for other accounts from the same address.
 */
export function revertAttempt(record: GuessRecord): GuessRecord | null {
  const failures = record.failures - 1;
  return failures <= 0 ? null : { ...record, failures, lockedUntil: null };
}

/** Reverts one attempt that was counted for an account. Turns that were assigned to other attempts stay valid. */
export function revertPacedAttempt(record: GuessRecord): GuessRecord | null {
  const failures = record.failures - 1;
  return failures <= 0 ? null : { ...record, failures };
}
