import { MAX_PAYLOAD_BYTES } from '../messages/native-format.js';

/** What a sender may do; null: as much as it likes. */
export interface RateLimits {
  readonly messagesPerSecond: number | null;
  readonly pointsPerSecond: number | null;
}

/** The same with the size of one payload, which is never without a bound. */
export interface DeviceLimits extends RateLimits {
  /** Bytes. */
  readonly payloadBytes: number;
}

/** What is said for a device, a model or a maker; null: nothing. */
export type LimitRule = {
  readonly [Field in keyof DeviceLimits]: number | null;
};

export const NO_RULE: LimitRule = { messagesPerSecond: null, pointsPerSecond: null, payloadBytes: null };

/** What holds for a device of which nothing was said. No machine comes near it; a gateway of a whole plant stays below it. */
export const DEFAULT_DEVICE_LIMITS: DeviceLimits = {
  messagesPerSecond: 200_000,
  pointsPerSecond: 2_000_000,
  payloadBytes: MAX_PAYLOAD_BYTES,
};

/** So much of a rate may be saved up: a device that comes back with a backlog is not slowed at once. */
export const BURST_SECONDS = 10;

/** What holds for a device: what was said for itself, else for its model, else the default; field by field. */
export function resolveLimits(own: LimitRule | null, ofModel: LimitRule | null): DeviceLimits {
  const pick = (field: keyof DeviceLimits): number =>
    own?.[field] ?? ofModel?.[field] ?? DEFAULT_DEVICE_LIMITS[field]!;
  return {
    messagesPerSecond: pick('messagesPerSecond'),
    pointsPerSecond: pick('pointsPerSecond'),
    payloadBytes: Math.min(pick('payloadBytes'), MAX_PAYLOAD_BYTES),
  };
}

/**
 * A token bucket that may fall into debt: what came in is counted when it is known, and whoever owes waits until that is paid.
 * Time is handed in, epoch milliseconds; one that runs backwards adds nothing.
 */
export class TokenBucket {
  private tokens: number;

  constructor(
    private perSecond: number,
    private atMs: number,
  ) {
    this.tokens = perSecond * BURST_SECONDS;
  }

  /** Goes on with another rate; what was saved up beyond the new one's burst is lost. */
  setRate(perSecond: number, nowMs: number): void {
    this.fill(nowMs);
    this.perSecond = perSecond;
    this.tokens = Math.min(this.tokens, perSecond * BURST_SECONDS);
  }

  get rate(): number {
    return this.perSecond;
  }

  /** Takes up to `wanted` whole tokens. @returns how many */
  take(wanted: number, nowMs: number): number {
    this.fill(nowMs);
    const taken = Math.max(0, Math.min(wanted, Math.floor(this.tokens)));
    this.tokens -= taken;
    return taken;
  }

  /** Takes tokens whether they are there or not, or gives some back (below 0). */
  charge(count: number): void {
    this.tokens -= count;
  }

  /** Milliseconds until a token is there; 0 if one is. */
  waitMs(nowMs: number): number {
    this.fill(nowMs);
    return this.tokens >= 1 ? 0 : Math.ceil(((1 - this.tokens) / this.perSecond) * 1000);
  }

  private fill(nowMs: number): void {
    if (nowMs > this.atMs) {
      const gained = ((nowMs - this.atMs) / 1000) * this.perSecond;
      this.tokens = Math.min(this.perSecond * BURST_SECONDS, this.tokens + gained);
    }
    this.atMs = nowMs;
  }
}
