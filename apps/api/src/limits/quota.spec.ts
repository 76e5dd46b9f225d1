import fc from 'fast-check';
import { admitUse, endUse, isForgettable, NO_USE, type QuotaPolicy, type QuotaUse } from './quota.js';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-10-20T06:00:00Z');

function useAt(policy: QuotaPolicy, times: readonly number[], from: QuotaUse = NO_USE): QuotaUse {
  return times.reduce((use, at) => {
    const admission = admitUse(use, policy, at);
    return admission.isAdmitted ? admission.use : use;
  }, from);
}

describe('admitUse', () => {
  it('admits as many within an hour as the policy says, then names when the oldest leaves the hour', () => {
    const full = useAt({ perHour: 2 }, [NOW, NOW + 60_000]);
    expect(admitUse(full, { perHour: 2 }, NOW + 120_000)).toEqual({
      isAdmitted: false,
      retryAfterSeconds: 3480,
    });
    expect(admitUse(full, { perHour: 2 }, NOW + HOUR)).toMatchObject({ isAdmitted: true });
  });

  it('admits as many at once as the policy says, until one ends', () => {
    const policy = { perHour: 100, atOnce: 2 };
    const busy = useAt(policy, [NOW, NOW]);
    expect(admitUse(busy, policy, NOW)).toEqual({ isAdmitted: false, retryAfterSeconds: 5 });
    expect(admitUse(endUse(busy), policy, NOW)).toMatchObject({ isAdmitted: true });
  });

  it('never admits more than the policy within any hour', () => {
    const times = fc.array(fc.nat(3 * HOUR), { maxLength: 60 }).map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 10 }), (all, perHour) => {
        const admitted: number[] = [];
        let use = NO_USE;
        for (const at of all) {
          const admission = admitUse(use, { perHour }, NOW + at);
          if (!admission.isAdmitted) continue;
          use = admission.use;
          admitted.push(at);
        }
        for (const at of admitted) {
          expect(admitted.filter((other) => other > at - HOUR && other <= at).length).toBeLessThanOrEqual(
            perHour,
          );
        }
      }),
    );
  });

  it('is forgotten an hour after the last, when nothing runs', () => {
    const use = useAt({ perHour: 5 }, [NOW]);
    expect(isForgettable(use, NOW + 2 * HOUR)).toBe(false);
    expect(isForgettable(endUse(use), NOW + 2 * HOUR)).toBe(true);
    expect(isForgettable(endUse(use), NOW + HOUR / 2)).toBe(false);
  });
});
