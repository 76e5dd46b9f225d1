const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A browser that nobody used for so long has to sign in again. */
export const SESSION_IDLE_MS = 14 * DAY_MS;
/** However busy, a session ends after this; a stolen one must not live for ever. */
export const SESSION_LONGEST_MS = 90 * DAY_MS;

export interface SessionTimes {
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

/** When a session opened or used now ends if it isn't used again. */
export function sessionExpiry(createdAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + SESSION_IDLE_MS, createdAt.getTime() + SESSION_LONGEST_MS));
}

/** Whether a session still stands: not revoked, not run out, and opened under the person's present password. */
export function isSessionAlive(session: SessionTimes, passwordChangedAt: Date | null, now: Date): boolean {
  if (session.revokedAt !== null || session.expiresAt <= now) return false;
  return passwordChangedAt === null || session.createdAt >= passwordChangedAt;
}

/** Whether use is written down now: at most once a minute, or every click would be a write. */
export function isDueToBeSeen(lastSeenAt: Date | null, now: Date): boolean {
  return lastSeenAt === null || now.getTime() - lastSeenAt.getTime() >= MINUTE_MS;
}
