/** What is remembered of wrong passwords for one subject: a source, a network address or an account. */
export interface GuessRecord {
  readonly failures: number;
  readonly lastFailedAt: Date;
  /** No attempt before; of an account, when its next turn is free. */
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

/**
 * One account from one source, which is a known browser or else a network address. A person mistypes a few times; at 15
 * minutes a lock, a source gets about a hundred guesses a day. Other sources of the same account are not locked.
 */
export const SOURCE_LOCKOUT: LockoutPolicy = {
  attempts: 5,
  firstLockSeconds: 30,
  longestLockSeconds: 900,
  forgetAfterSeconds: 86_400,
};

/** An office shares one address, so it gets more room, and never waits longer than five minutes. */
export const ADDRESS_LOCKOUT: LockoutPolicy = {
  attempts: 30,
  firstLockSeconds: 60,
  longestLockSeconds: 300,
  forgetAfterSeconds: 3_600,
};

export interface PacePolicy {
  /** Attempts that need not wait. */
  readonly freeAttempts: number;
  /** Further ones take turns at this distance. */
  readonly intervalSeconds: number;
  /** Whoever would wait longer for a turn is asked to come back. */
  readonly longestWaitSeconds: number;
  readonly forgetAfterSeconds: number;
}

/**
 * One account from all sources that it doesn't know. It is slowed down and never locked: a lock that anybody can trigger
 * from any address would be a way to keep the account's owner out.
 */
export const ACCOUNT_PACE: PacePolicy = {
  freeAttempts: 20,
  intervalSeconds: 1,
  longestWaitSeconds: 5,
  forgetAfterSeconds: 3_600,
};

export type Admission =
  | {
      readonly isAdmitted: true;
      readonly record: GuessRecord;
      /** How long the attempt waits for its turn. */
      readonly waitMs: number;
    }
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
  const failures = countWith(record, policy, now);
  return {
    isAdmitted: true,
    record: { failures, lastFailedAt: now, lockedUntil: lockAfter(failures, policy, now) },
    waitMs: 0,
  };
}

/**
 * Gives an attempt its turn: at once, after a short wait, or later on request. At any rate of attempts an account sees no
 * more than its free attempts and one for each interval.
 */
export function paceAttempt(record: GuessRecord | null, policy: PacePolicy, now: Date): Admission {
  const failures = countWith(record, policy, now);
  if (failures <= policy.freeAttempts) {
    return { isAdmitted: true, record: { failures, lastFailedAt: now, lockedUntil: null }, waitMs: 0 };
  }
  const turn = new Date(Math.max(now.getTime(), record?.lockedUntil?.getTime() ?? 0));
  const waitMs = turn.getTime() - now.getTime();
  if (waitMs > policy.longestWaitSeconds * 1000) {
    return {
      isAdmitted: false,
      retryAfterSeconds: Math.ceil(waitMs / 1000) - policy.longestWaitSeconds,
    };
  }
  const lockedUntil = addSeconds(turn, policy.intervalSeconds);
  return { isAdmitted: true, record: { failures, lastFailedAt: now, lockedUntil }, waitMs };
}

function countWith(
  record: GuessRecord | null,
  { forgetAfterSeconds }: { readonly forgetAfterSeconds: number },
  now: Date,
): number {
  const isForgotten = !record || addSeconds(record.lastFailedAt, forgetAfterSeconds) <= now;
  return isForgotten ? 1 : record.failures + 1;
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

/** The same for an account's pace; turns already given to other attempts stay given. */
export function forgivePaced(record: GuessRecord): GuessRecord | null {
  const failures = record.failures - 1;
  return failures <= 0 ? null : { ...record, failures };
}
