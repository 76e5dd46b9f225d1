import { MAX_PAYLOAD_BYTES } from '../messages/native-format.js';

/** Rate limits of a sender; null for no limit. */
export interface RateLimits {
  readonly messagesPerSecond: number | null;
  readonly pointsPerSecond: number | null;
}

/** Rate limits and the maximum size of a payload, which always has a limit. */
export interface DeviceLimits extends RateLimits {
  /** Maximum size of a payload in bytes. */
  readonly payloadBytes: number;
}

/** Limits set for a device, a model or a maker. A field is null if its limit is not set. */
export type LimitRule = {
  readonly [Field in keyof DeviceLimits]: number | null;
};

export const NO_RULE: LimitRule = { messagesPerSecond: null, pointsPerSecond: null, payloadBytes: null };

/** Default limits of a device. No machine reaches them, and even a gateway for a whole plant stays below them. */
export const DEFAULT_DEVICE_LIMITS: DeviceLimits = {
  messagesPerSecond: 200_000,
  pointsPerSecond: 2_000_000,
  payloadBytes: MAX_PAYLOAD_BYTES,
};

/**
 * Seconds of the rate that can be saved up, so that a device that returns with a backlog isn't throttled immediately.
 */
export const BURST_SECONDS = 10;

/**
 * Returns the limits of a device. For each field, the device's own limit applies, otherwise its model's, otherwise the
 * default.
 */
export function resolveLimits(deviceRule: LimitRule | null, modelRule: LimitRule | null): DeviceLimits {
  const pick = (field: keyof DeviceLimits): number =>
    deviceRule?.[field] ?? modelRule?.[field] ?? DEFAULT_DEVICE_LIMITS[field]!;
  return {
    messagesPerSecond: pick('messagesPerSecond'),
    pointsPerSecond: pick('pointsPerSecond'),
    payloadBytes: Math.min(pick('payloadBytes'), MAX_PAYLOAD_BYTES),
  };
}

/**
 * A token bucket that may go into debt: messages are charged when their size is known, and a sender in debt waits
 * until the debt is paid off. The caller passes the time in epoch milliseconds; if the time moves backwards, no tokens
 * are added.
 */
export class TokenBucket {
  private tokens: number;

  constructor(
    private perSecond: number,
    private atMs: number,
  ) {
    this.tokens = perSecond * BURST_SECONDS;
  }

  /** Changes the rate. Saved tokens beyond the new burst are discarded. */
  setRate(perSecond: number, nowMs: number): void {
    this.fill(nowMs);
    this.perSecond = perSecond;
    this.tokens = Math.min(this.tokens, perSecond * BURST_SECONDS);
  }

  get rate(): number {
    return this.perSecond;
  }

  /** Takes up to `wanted` whole tokens. @returns the number taken */
  take(wanted: number, nowMs: number): number {
    this.fill(nowMs);
    const taken = Math.max(0, Math.min(wanted, Math.floor(this.tokens)));
    this.tokens -= taken;
    return taken;
  }

  /** Takes tokens even if there are none. A negative count returns tokens. */
  charge(count: number): void {
    this.tokens -= count;
  }

  /** Returns the milliseconds until a token is available; 0 if a token is available now. */
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
