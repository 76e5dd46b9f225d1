import type { DeviceLimits, LimitRule, RateLimits } from './rate-limit.js';

/** Rates to which limits apply, averaged over a minute. */
export interface UsageRates {
  readonly messagesPerSecond: number;
  readonly pointsPerSecond: number;
}

/** The source of a device's limit. */
export type LimitSource = 'device' | 'model' | 'default';

/** Returns, for each field, the source of the limit that `resolveLimits` returns. */
export function resolveLimitSources(
  deviceRule: LimitRule | null,
  modelRule: LimitRule | null,
): Record<keyof DeviceLimits, LimitSource> {
  const pick = (field: keyof DeviceLimits): LimitSource =>
    (deviceRule?.[field] ?? null) !== null
      ? 'device'
      : (modelRule?.[field] ?? null) !== null
        ? 'model'
        : 'default';
  return {
    messagesPerSecond: pick('messagesPerSecond'),
    pointsPerSecond: pick('pointsPerSecond'),
    payloadBytes: pick('payloadBytes'),
  };
}

/** Returns the used share of the limits: the greater of the two shares, or 0 without a limit. */
export function computeUsedShare(use: UsageRates, limits: RateLimits): number {
  const share = (used: number, limit: number | null): number => (limit === null ? 0 : used / limit);
  return Math.max(
    share(use.messagesPerSecond, limits.messagesPerSecond),
    share(use.pointsPerSecond, limits.pointsPerSecond),
  );
}
