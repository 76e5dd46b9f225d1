import fc from 'fast-check';
import { estimateRemainingLife } from './estimate-remaining-life.js';
import type { KnownUnit, RemainingLifeInput } from './remaining-life.js';

function noiseOf(seed: number): () => number {
  let state = seed * 2654435761;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** A unit with vibration that grows in its last 100 rows; its temperature is unrelated to the failure. */
function unitOf(seed: number, life: number, rows = life): number[][] {
  const noise = noiseOf(seed);
  return Array.from({ length: rows }, (_, row) => {
    const wear = Math.max(0, 1 - (life - row) / 100);
    return [1 + 4 * wear ** 1.5 + noise() / 5, 60 + 3 * noise()];
  });
}

const lifeOf = (seed: number): number => 150 + ((seed * 37) % 100);
const failed = (seed: number): KnownUnit => ({
  id: `U${seed}`,
  values: unitOf(seed, lifeOf(seed)),
  ended: 'failure',
});
const target = (seed: number, remaining: number) => ({
  id: `T${seed}`,
  values: unitOf(seed, lifeOf(seed), lifeOf(seed) - remaining),
});
const ask = (over: Partial<RemainingLifeInput>) =>
  estimateRemainingLife({ signals: 2, designLife: null, units: [], targets: [target(90, 30)], ...over });
const failures = (count: number) => Array.from({ length: count }, (_, index) => failed(index + 1));

describe('estimateRemainingLife', () => {
  it.each([
    ['none', 0, null],
    ['design_life', 0, 500],
    ['trend', 2, null],
    ['trend', 4, 500],
    ['regression', 5, null],
    ['regression', 9, 500],
    ['similarity', 10, null],
    ['similarity', 25, 500],
  ] as const)('uses the level %s with %i failures and a design life of %s', (level, count, designLife) => {
    expect(ask({ units: failures(count), designLife })[0]).toMatchObject({ level });
  });

  it('subtracts the age from the design life while nothing else is known', () => {
    const [life] = ask({ designLife: 500, targets: [{ id: 'T', values: unitOf(1, 400, 200) }] });
    expect(life).toMatchObject({ p10: 150, p50: 300, p90: 450, level: 'design_life' });
  });

  it.each([5, 10, 20])('comes close to the truth near the end of life with %i failures', (count) => {
    const targets = Array.from({ length: 12 }, (_, index) => target(50 + index, 10 + 5 * index));
    const lives = ask({ units: failures(count), targets });
    const errors = lives.map(({ p50 }, index) => Math.abs(p50! - (10 + 5 * index)));
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(12);
  });

  it('refuses where the signals say nothing about the failure', () => {
    const noise = noiseOf(4);
    const rows = (count: number) => Array.from({ length: count }, () => [noise(), noise()]);
    const units = Array.from({ length: 15 }, (_, index) => ({
      id: `N${index}`,
      values: rows(100 + ((index * 53) % 200)),
      ended: 'failure' as const,
    }));
    const [life] = ask({ units, targets: [{ id: 'T', values: rows(120) }] });
    expect(life).toMatchObject({ level: 'none', p10: null, p50: null, p90: null });
    expect(life!.why.map(({ code }) => code)).toContain('no_trend');
  });

  it('does not take a replaced or running unit for a failure', () => {
    const censored = failures(20).map((unit, index): KnownUnit => ({
      ...unit,
      values: unit.values.slice(0, 60),
      ended: index % 2 === 0 ? 'replaced' : 'running',
    }));
    expect(ask({ units: censored })[0]).toMatchObject({ level: 'none' });
    const [withThem] = ask({ units: [...failures(12), ...censored], targets: [target(90, 120)] });
    const [without] = ask({ units: failures(12), targets: [target(90, 120)] });
    expect(Math.abs(withThem!.p50! - without!.p50!)).toBeLessThan(20);
  });

  it('has no estimate for a short history without a design life', () => {
    expect(ask({ units: failures(12), targets: [{ id: 'T', values: unitOf(1, 200, 5) }] })[0]).toMatchObject({
      level: 'none',
      why: [{ code: 'history_too_short' }, { code: 'no_design_life' }],
    });
  });

  it('orders the percentiles, and treats each target alone', () => {
    const units = failures(14);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(40), fc.integer({ min: 0, max: 130 })), { minLength: 1, maxLength: 4 }),
        (all) => {
          const targets = all.map(([seed, remaining]) => target(seed + 1, remaining));
          const lives = ask({ units, targets });
          for (const [index, life] of lives.entries()) {
            expect(life.p10!).toBeLessThanOrEqual(life.p50!);
            expect(life.p50!).toBeLessThanOrEqual(life.p90!);
            expect(life.p10!).toBeGreaterThanOrEqual(0);
            expect(ask({ units, targets: [targets[index]!] })[0]).toEqual(life);
          }
        },
      ),
      { numRuns: 5 },
    );
  });

  it('accepts missing values and units without rows', () => {
    const units = failures(12).map((unit) => ({
      ...unit,
      values: unit.values.map((row, index) => (index % 7 === 0 ? [null, null] : [...row])),
    }));
    const [life] = ask({ units: [...units, { id: 'empty', values: [], ended: 'failure' }] });
    expect(Math.abs(life!.p50! - 30)).toBeLessThan(20);
  });
});
