/** What is remembered of guesses at one subject (an account or a network address). */
export interface GuessRecord {
  readonly failures: number;
  readonly lastFailedAt: Date;
  readonly lockedUntil: Date | null;
}

export interface LockoutPolicy {
  /** Attempts before the first lock: the last of these locks. */
  readonly attempts: number;
  /** The first lock; each further failure doubles it. */
  readonly firstLockSeconds: number;
  readonly longestLockSeconds: number;
  /** Quiet for so long, all is forgotten. */
  readonly forgetAfterSeconds: number;
}

/** A person mistypes a few times; at 15 minutes a lock a guesser gets about a hundred guesses a day. */
export const ACCOUNT_LOCKOUT: LockoutPolicy = {
  attempts: 5,
  firstLockSeconds: 30,
  longestLockSeconds: 900,
  forgetAfterSeconds: 86_400,
};

/** An office shares one address, so it is given more room; the lock grows longer, because it hits whole lists of accounts. */
export const ADDRESS_LOCKOUT: LockoutPolicy = {
  attempts: 30,
  firstLockSeconds: 60,
  longestLockSeconds: 3_600,
  forgetAfterSeconds: 3_600,
};

export type Admission =
  | { readonly isAdmitted: true; readonly record: GuessRecord }
  | { readonly isAdmitted: false; readonly retryAfterSeconds: number };

const addSeconds = (instant: Date, seconds: number): Date => new Date(instant.getTime() + seconds * 1000);

/**
 * Decides whether a password may be tried now. An admitted attempt is counted as a failure before the password is
 * looked at, or a hundred attempts at the same moment would all see the same small count; success takes it back.
 * An attempt during a lock is refused and not counted, so that knocking on a locked door does not keep it locked for ever.
 */
export function admitAttempt(record: GuessRecord | null, policy: LockoutPolicy, now: Date): Admission {
  if (record?.lockedUntil && record.lockedUntil > now) {
    return {
      isAdmitted: false,
      retryAfterSeconds: Math.ceil((record.lockedUntil.getTime() - now.getTime()) / 1000),
    };
  }
  const isForgotten = !record || addSeconds(record.lastFailedAt, policy.forgetAfterSeconds) <= now;
  const failures = isForgotten ? 1 : record.failures + 1;
  return {
    isAdmitted: true,
    record: { failures, lastFailedAt: now, lockedUntil: lockAfter(failures, policy, now) },
  };
}

function lockAfter(failures: number, policy: LockoutPolicy, now: Date): Date | null {
  const beyond = failures - policy.attempts;
  if (beyond < 0) return null;
  // 2 ** 40 seconds is far above any longest lock; beyond that the power would only lose precision.
  const seconds = Math.min(policy.firstLockSeconds * 2 ** Math.min(beyond, 40), policy.longestLockSeconds);
  return addSeconds(now, seconds);
}

/**
 * Takes one admitted attempt back after the password turned out right. Only that one: whoever owns one account must not be
 * able to wipe the count of the guesses at others from the same address.
 */
export function forgiveAttempt(record: GuessRecord): GuessRecord | null {
  const failures = record.failures - 1;
  return failures <= 0 ? null : { ...record, failures, lockedUntil: null };
}
