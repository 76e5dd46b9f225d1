import { learnHealthyModel, type LearnedSignal, measure } from './healthy-model.js';

const SMOOTHING = 0.1;
const STRIDE = 5;

/** Repeatable noise between -1 and 1. */
function noiseOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

const signalOf = (smoothed: number[], change: Partial<LearnedSignal> = {}): LearnedSignal => ({
  smoothed,
  variance: 1,
  stepVariance: 1,
  ...change,
});
const rows = (count: number, valueOf: (row: number) => number): number[] =>
  Array.from({ length: count }, (_, row) => valueOf(row));

describe('learnHealthyModel', () => {
  it('learns the level of each signal, and gives all weight to noise around it', () => {
    const noise = noiseOf(1);
    const { centers, weights } = learnHealthyModel(
      [signalOf(rows(200, () => 10 + noise() / 20)), signalOf(rows(200, () => -5 + noise() / 20))],
      SMOOTHING,
      STRIDE,
    );
    expect(centers[0]).toBeCloseTo(10, 1);
    expect(centers[1]).toBeCloseTo(-5, 1);
    expect([...weights].every((weight) => weight > 0.9 && weight <= 1)).toBe(true);
  });

  it('gives little weight to a signal that wanders', () => {
    const noise = noiseOf(2);
    let level = 0;
    const wandering = signalOf(
      rows(200, () => (level += noise())),
      { variance: 100, stepVariance: 0.1 },
    );
    expect(learnHealthyModel([wandering], SMOOTHING, STRIDE).weights[0]).toBeLessThan(0.2);
  });

  it('has a positive scale and limits for a signal that never changes', () => {
    const constant = { variance: 0, stepVariance: 0 };
    const model = learnHealthyModel(
      [
        signalOf(
          rows(50, () => 40),
          constant,
        ),
        signalOf(
          rows(50, () => 0),
          constant,
        ),
      ],
      SMOOTHING,
      STRIDE,
    );
    expect(model.scales[0]).toBeCloseTo(40e-6, 9);
    expect(model.scales[1]).toBeGreaterThan(0);
    expect([...model.weights]).toEqual([1, 1]);
    expect(Object.values(model.limits).every((limit) => limit > 0)).toBe(true);
  });

  it('has a usable state without any row or signal', () => {
    const empty = learnHealthyModel([signalOf([])], SMOOTHING, STRIDE);
    expect([empty.centers[0], empty.weights[0]]).toEqual([0, 1]);
    expect(Object.values(empty.limits).every((limit) => limit > 0)).toBe(true);
    expect(learnHealthyModel([], SMOOTHING, STRIDE).components).toEqual([]);
  });

  it('finds the plane in which two signals move together', () => {
    const noise = noiseOf(3);
    const common = rows(300, () => noise());
    const model = learnHealthyModel(
      [
        signalOf(common, { variance: 1 / 3, stepVariance: 1 / 3 }),
        signalOf(
          common.map((value) => 2 * value),
          { variance: 4 / 3, stepVariance: 4 / 3 },
        ),
      ],
      1,
      STRIDE,
    );
    expect(model.components).toHaveLength(1);
    const together = measure(Float64Array.of(1, 1), model.components, model.componentVariances);
    const apart = measure(Float64Array.of(1, -1), model.components, model.componentVariances);
    expect(together.largest).toBe(1);
    expect(apart.q).toBeGreaterThan(100 * together.q);
    expect(together.t2).toBeGreaterThan(100 * apart.t2);
  });
});
