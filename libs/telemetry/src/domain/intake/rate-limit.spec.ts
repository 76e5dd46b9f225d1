import fc from 'fast-check';
import { MAX_PAYLOAD_BYTES } from '../messages/native-format.js';
import {
  BURST_SECONDS,
  DEFAULT_DEVICE_LIMITS,
  type LimitRule,
  resolveLimits,
  TokenBucket,
} from './rate-limit.js';

const rule = (fields: Partial<LimitRule>): LimitRule => ({
  messagesPerSecond: null,
  pointsPerSecond: null,
  payloadBytes: null,
  ...fields,
});

describe('resolveLimits', () => {
  it('takes each field from the most specific source', () => {
    const own = rule({ messagesPerSecond: 5 });
    const ofModel = rule({ messagesPerSecond: 50, payloadBytes: 1000 });
    expect(resolveLimits(own, ofModel)).toEqual({
      messagesPerSecond: 5,
      pointsPerSecond: DEFAULT_DEVICE_LIMITS.pointsPerSecond,
      payloadBytes: 1000,
    });
  });

  it('has defaults, and no payload limit above the maximum', () => {
    expect(resolveLimits(null, null)).toEqual(DEFAULT_DEVICE_LIMITS);
    expect(resolveLimits(rule({ payloadBytes: 10_000_000 }), null).payloadBytes).toBe(MAX_PAYLOAD_BYTES);
  });
});

describe('TokenBucket', () => {
  it('allows a burst, and then its rate', () => {
    const bucket = new TokenBucket(10, 0);
    expect(bucket.take(1000, 0)).toBe(10 * BURST_SECONDS);
    expect(bucket.take(1, 0)).toBe(0);
    expect(bucket.waitMs(0)).toBe(100);
    expect(bucket.take(5, 100)).toBe(1);
    expect(bucket.take(5, 1100)).toBe(5);
  });

  it('makes a sender in debt wait until it is paid off', () => {
    const bucket = new TokenBucket(10, 0);
    bucket.charge(10 * BURST_SECONDS + 20);
    expect(bucket.waitMs(0)).toBe(2100);
    expect(bucket.take(1, 2000)).toBe(0);
    expect(bucket.take(1, 2100)).toBe(1);
  });

  it('continues with another rate', () => {
    const bucket = new TokenBucket(1000, 0);
    bucket.setRate(1, 0);
    expect(bucket.take(1000, 0)).toBe(BURST_SECONDS);
    bucket.setRate(100, 0);
    expect(bucket.take(1000, 1000)).toBe(100);
  });

  it('never exceeds its burst and its rate, whatever the clock does', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: 1, max: 500 })));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), steps, (rate, taken) => {
        const bucket = new TokenBucket(rate, 0);
        let [now, ahead, total] = [0, 0, 0];
        for (const [step, wanted] of taken) {
          now += step;
          ahead += Math.max(0, step);
          total += bucket.take(wanted, now);
        }
        expect(total).toBeLessThanOrEqual(rate * BURST_SECONDS + (ahead / 1000) * rate + 1e-6);
      }),
    );
  });
});
