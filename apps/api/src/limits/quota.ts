/** How often something may be done, and how often at the same time. */
export interface QuotaPolicy {
  readonly perHour: number;
  /** Undefined where it takes no time worth counting. */
  readonly atOnce?: number;
}

/** What somebody has done of it. */
export interface QuotaUse {
  /** Epoch milliseconds of what was done within the hour, the oldest first. */
  readonly times: readonly number[];
  readonly running: number;
}

export const NO_USE: QuotaUse = { times: [], running: 0 };
const HOUR_MS = 3_600_000;
/** What runs ends at a time that nobody knows. */
const BUSY_RETRY_SECONDS = 5;

/** Whether one more may be done now, what is used with it, or after how many seconds to try again. */
export type QuotaAdmission =
  | { readonly isAdmitted: true; readonly use: QuotaUse }
  | { readonly isAdmitted: false; readonly retryAfterSeconds: number };

/** Counts one more against a policy; the hour slides, so that a burst at its border is not two hours' worth. */
export function admitUse(use: QuotaUse, { perHour, atOnce }: QuotaPolicy, nowMs: number): QuotaAdmission {
  const times = use.times.filter((at) => at > nowMs - HOUR_MS);
  if (times.length >= perHour) {
    const frees = times[times.length - perHour]! + HOUR_MS;
    return { isAdmitted: false, retryAfterSeconds: Math.max(1, Math.ceil((frees - nowMs) / 1000)) };
  }
  if (atOnce !== undefined && use.running >= atOnce) {
    return { isAdmitted: false, retryAfterSeconds: BUSY_RETRY_SECONDS };
  }
  return { isAdmitted: true, use: { times: [...times, nowMs], running: use.running + 1 } };
}

/** Notes that one of what runs has ended. */
export function endUse({ times, running }: QuotaUse): QuotaUse {
  return { times, running: Math.max(0, running - 1) };
}

/** Whether nothing of it counts any more. */
export function isForgettable({ times, running }: QuotaUse, nowMs: number): boolean {
  return running === 0 && (times.at(-1) ?? 0) <= nowMs - HOUR_MS;
}
