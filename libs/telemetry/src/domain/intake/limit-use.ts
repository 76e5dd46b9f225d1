import type { DeviceLimits, LimitRule, RateLimits } from './rate-limit.js';

/** What was sent, as limits see it: means over a minute. */
export interface Use {
  readonly messagesPerSecond: number;
  readonly pointsPerSecond: number;
}

/** Where what holds for a device comes from. */
export type LimitSource = 'device' | 'model' | 'default';

/** Whose word holds, field by field; as `resolveLimits` takes it. */
export function sourcesOf(
  own: LimitRule | null,
  ofModel: LimitRule | null,
): Record<keyof DeviceLimits, LimitSource> {
  const pick = (field: keyof DeviceLimits): LimitSource =>
    (own?.[field] ?? null) !== null ? 'device' : (ofModel?.[field] ?? null) !== null ? 'model' : 'default';
  return {
    messagesPerSecond: pick('messagesPerSecond'),
    pointsPerSecond: pick('pointsPerSecond'),
    payloadBytes: pick('payloadBytes'),
  };
}

/** How much of its limits a use takes: the greater of both shares; 0 where there is no limit. */
export function shareOf(use: Use, limits: RateLimits): number {
  const share = (used: number, limit: number | null): number => (limit === null ? 0 : used / limit);
  return Math.max(
    share(use.messagesPerSecond, limits.messagesPerSecond),
    share(use.pointsPerSecond, limits.pointsPerSecond),
  );
}
