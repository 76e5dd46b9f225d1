/** Limits of a quota. */
export interface QuotaPolicy {
  readonly perHour: number;
  /** Maximum number of concurrent uses; no limit if absent. */
  readonly atOnce?: number;
}

/** Number of uses within one minute. */
export interface MinuteOfUse {
  /** Minutes since the epoch. */
  readonly minute: number;
  readonly uses: number;
}

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;

export type QuotaAdmission =
  | { readonly isAdmitted: true }
  | {
      readonly isAdmitted: false;
      /** Seconds until enough earlier uses no longer count. */
      readonly retryAfterSeconds: number;
    };

/** Returns the minute of an instant, in minutes since the epoch. */
export function minuteOf(atMs: number): number {
  return Math.floor(atMs / MINUTE_MS);
}

/**
 * Returns the oldest minute that still counts. The minute in which the last hour began counts in full, so that the
 * limit is not exceeded in any hour.
 */
export function oldestCounted(nowMs: number): number {
  return minuteOf(nowMs) - HOUR_MINUTES;
}

/**
 * Decides whether the policy allows one more use within the last hour.
 * @param used in any order; minutes that no longer count are ignored
 */
export function admitUse(
  used: readonly MinuteOfUse[],
  { perHour }: QuotaPolicy,
  nowMs: number,
): QuotaAdmission {
  const counted = used
    .filter(({ minute }) => minute >= oldestCounted(nowMs))
    .sort((a, b) => a.minute - b.minute);
  let excess = counted.reduce((sum, { uses }) => sum + uses, 0) - perHour + 1;
  if (excess <= 0) return { isAdmitted: true };
  for (const { minute, uses } of counted) {
    excess -= uses;
    if (excess > 0) continue;
    const endsMs = (minute + HOUR_MINUTES + 1) * MINUTE_MS;
    return { isAdmitted: false, retryAfterSeconds: Math.max(1, Math.ceil((endsMs - nowMs) / 1000)) };
  }
  return { isAdmitted: false, retryAfterSeconds: (HOUR_MINUTES + 1) * (MINUTE_MS / 1000) };
}
