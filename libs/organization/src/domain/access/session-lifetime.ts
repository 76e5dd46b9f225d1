const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Time without use after which a session expires. */
export const SESSION_IDLE_MS = 14 * DAY_MS;
/** Maximum duration of a session that is used constantly, so that a stolen session doesn't last forever. */
export const SESSION_MAX_MS = 90 * DAY_MS;

export interface SessionTimes {
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

/** Returns when a session that is used now will expire without further use. */
export function sessionExpiry(createdAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + SESSION_IDLE_MS, createdAt.getTime() + SESSION_MAX_MS));
}

/** Returns true for a session that isn't revoked or expired and was opened with the current password. */
export function isSessionAlive(session: SessionTimes, passwordChangedAt: Date | null, now: Date): boolean {
  if (session.revokedAt !== null || session.expiresAt <= now) return false;
  return passwordChangedAt === null || session.createdAt >= passwordChangedAt;
}

/**
 * Returns true when use must be recorded now: at most once per minute, because otherwise every click would write to the
 * database.
 */
export function shouldRecordUse(lastSeenAt: Date | null, now: Date): boolean {
  return lastSeenAt === null || now.getTime() - lastSeenAt.getTime() >= MINUTE_MS;
}
