import fc from 'fast-check';
import { computeUsedShare, resolveLimitSources } from './limit-use.js';
import { DEFAULT_DEVICE_LIMITS, type LimitRule, NO_RULE, resolveLimits } from './rate-limit.js';

const rule = fc.record({
  messagesPerSecond: fc.option(fc.integer({ min: 1, max: 100 })),
  pointsPerSecond: fc.option(fc.integer({ min: 1, max: 100 })),
  payloadBytes: fc.option(fc.integer({ min: 64, max: 65_536 })),
});

describe('the source of a limit', () => {
  it('is the device, otherwise its model, otherwise the default', () => {
    const own: LimitRule = { ...NO_RULE, messagesPerSecond: 5 };
    const ofModel: LimitRule = { ...NO_RULE, messagesPerSecond: 9, payloadBytes: 4096 };
    expect(resolveLimitSources(own, ofModel)).toEqual({
      messagesPerSecond: 'device',
      pointsPerSecond: 'default',
      payloadBytes: 'model',
    });
    expect(new Set(Object.values(resolveLimitSources(null, null)))).toEqual(new Set(['default']));
  });

  it('is the source of the effective limit', () => {
    fc.assert(
      fc.property(fc.option(rule), fc.option(rule), (own, ofModel) => {
        const limits = resolveLimits(own, ofModel);
        const rules = { device: own, model: ofModel, default: DEFAULT_DEVICE_LIMITS };
        for (const [field, source] of Object.entries(resolveLimitSources(own, ofModel)))
          expect(rules[source]?.[field as keyof LimitRule]).toBe(limits[field as keyof LimitRule]);
      }),
    );
  });
});

describe('the used share of limits', () => {
  it.each([
    [{ messagesPerSecond: 1, pointsPerSecond: 5 }, { messagesPerSecond: 10, pointsPerSecond: 10 }, 0.5],
    [{ messagesPerSecond: 9, pointsPerSecond: 5 }, { messagesPerSecond: 10, pointsPerSecond: 10 }, 0.9],
    [{ messagesPerSecond: 20, pointsPerSecond: 0 }, { messagesPerSecond: 10, pointsPerSecond: null }, 2],
    [{ messagesPerSecond: 20, pointsPerSecond: 9 }, { messagesPerSecond: null, pointsPerSecond: null }, 0],
  ])('%j of %j: %d', (use, limits, share) => {
    expect(computeUsedShare(use, limits)).toBeCloseTo(share);
  });
});
